"""What a request to the API says: its query or its body, checked against the fields of the operation."""

from __future__ import annotations

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from tm.web.server.api.operations import Given, Operation
from tm.web.server.api.schema import Schema, Wrong, check
from tm.web.state import state_of

_WORDS = {"true": True, "1": True, "false": False, "0": False}


async def given(request: Request, operation: Operation) -> Given:
    """The fields, with what is usual for those left out. Raises `Wrong`, and HTTPException for no JSON."""
    said = _query(request, operation) if request.method != "POST" else await _body(request)
    check(said, operation.request)
    usual = {name: field.get("default") for name, field in operation.fields.items()}
    return usual | said


def _query(request: Request, operation: Operation) -> dict[str, Any]:
    """The parameters of an address; an empty one, as forms send it, is not given."""
    said: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if not value:
            continue
        if name in said:
            raise Wrong(name, "is given twice")
        said[name] = _read(value, operation.fields.get(name, {}))
    return said


def _read(value: str, schema: Schema) -> object:
    """A parameter as what it stands for; what is none is left to be found wrong."""
    kind = schema.get("type")
    if kind == "boolean":
        return _WORDS.get(value.lower(), value)
    if kind in ("integer", "number"):
        try:
            number = int(value) if kind == "integer" else float(value)
        except ValueError:
            return value
        return number if number == number else value  # NaN is no number
    return value


async def _body(request: Request) -> dict[str, Any]:
    """The body as JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "The body must be JSON, with content-type: application/json.")
    most = state_of(request).settings.body
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"The body is larger than {most:,} bytes.")
    try:
        said = json.loads(bytes(body), parse_constant=_no_constant, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        if isinstance(error, Wrong):
            raise
        raise HTTPException(400, "The body is not JSON in UTF-8.") from error
    if not isinstance(said, dict):
        raise HTTPException(400, "The body must be a JSON object.")
    return said


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Wrong(name, "is given twice")
        found[name] = value
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")
