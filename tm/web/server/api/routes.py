"""The addresses of the API."""

from __future__ import annotations

from starlette.routing import Route

from tm.web.server.api.description import openapi, reading
from tm.web.server.api.handling import handler
from tm.web.server.api.operations import OPERATIONS

routes = [
    Route("/api", reading),
    Route("/api/openapi.json", openapi),
    *(Route(one.path, handler(one), methods=list(one.methods)) for one in OPERATIONS),
]
