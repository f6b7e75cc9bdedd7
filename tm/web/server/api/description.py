"""The API described, by the tables that check requests: OpenAPI 3.1 for programs, and a page for people."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tm.version import __version__
from tm.web.pages import page
from tm.web.server.api.answers import ERROR
from tm.web.server.api.operations import OPERATIONS, Operation

REFUSALS = {
    "400": "What is asked is wrong.",
    "401": "The server asks for its token, for this or for all requests.",
    "413": "The body is too large.",
    "415": "The body is not said to be JSON.",
    "503": "The memory can't be used, or too many ask at once and Retry-After says when to come again.",
}
_OF_BODY = ("413", "415")
_JSON = "application/json"


async def openapi(request: Request) -> Response:
    """The description."""
    return JSONResponse(description())


async def reading(request: Request) -> Response:
    """The page."""
    examples = {one.path: json.dumps(one.example, ensure_ascii=False, indent=2) for one in OPERATIONS}
    return page(request, "api/index.html", operations=OPERATIONS, refusals=REFUSALS, examples=examples)


@cache
def description() -> dict[str, Any]:
    """OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ushtil",
            "version": __version__,
            "summary": "Translation memory and alignment for Kazakh, English and Russian",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            one.path: {method.lower(): _asked(one, method) for method in one.methods} for one in OPERATIONS
        },
        "components": {
            "schemas": {
                "Error": ERROR,
                **{_name(one): one.answer for one in OPERATIONS},
                **{f"{_name(one)}Request": one.request for one in OPERATIONS},
            },
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "The token of the server."},
                "basic": {"type": "http", "scheme": "basic", "description": "The token as the password."},
            },
        },
        "security": [{}, {"bearer": []}, {"basic": []}],
    }


def _asked(operation: Operation, method: str) -> dict[str, Any]:
    """An operation as one method asks it."""
    is_post = method == "POST"
    said: dict[str, Any] = {
        "operationId": f"{_name(operation)[0].lower()}{_name(operation)[1:]}{'Posted' if is_post else ''}",
        "summary": operation.summary,
    }
    if is_post:
        of = {"schema": _to(f"{_name(operation)}Request"), "example": operation.example}
        said["requestBody"] = {"required": True, "content": {_JSON: of}}
    else:
        said["parameters"] = [
            {
                "name": name,
                "in": "query",
                "required": name in operation.required,
                "description": field["description"],
                "schema": {key: value for key, value in field.items() if key != "description"},
                **({"example": operation.example[name]} if name in operation.example else {}),
            }
            for name, field in operation.fields.items()
        ]
    said["responses"] = {
        "200": {"description": "The answer.", "content": {_JSON: {"schema": _to(_name(operation))}}},
        **{code: _refused(code) for code in REFUSALS if is_post or code not in _OF_BODY},
    }
    return said


def _refused(code: str) -> dict[str, Any]:
    kinds = (
        {"text/plain": {"schema": {"type": "string"}}} if code == "401" else {_JSON: {"schema": _to("Error")}}
    )
    return {"description": REFUSALS[code], "content": kinds}


def _name(operation: Operation) -> str:
    return operation.path.rpartition("/")[2].capitalize()


def _to(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
