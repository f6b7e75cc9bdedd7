"""A request to the API, from what it says to what it is told."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tm.errors import StoreError, TMError
from tm.web.disconnect import while_here
from tm.web.server.api.asked import given
from tm.web.server.api.operations import Operation
from tm.web.server.api.schema import Wrong
from tm.web.state import state_of


def handler(operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    """What answers requests for an operation."""

    async def answered(request: Request) -> Response:
        """Check what is asked, ask it, and send what comes."""
        try:
            asked = await given(request, operation)
            said = await while_here(request, operation.work(state_of(request), asked))
        except Wrong as error:
            return _refusal(400, error.problem, error.where or None)
        except HTTPException as error:
            return _refusal(error.status_code, error.detail, None, error.headers)
        except StoreError as error:
            return _refusal(503, str(error), None)
        except TMError as error:
            return _refusal(400, str(error), None)
        return Response(said, media_type="application/json")

    return answered


def _refusal(
    status: int, error: str, where: str | None, headers: Mapping[str, str] | None = None
) -> Response:
    said = json.dumps({"error": error, "where": where}, ensure_ascii=False).encode(errors="replace")
    return Response(said, status, headers, media_type="application/json")
