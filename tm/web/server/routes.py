"""The addresses of the server for tools and programs."""

from __future__ import annotations

from starlette.routing import BaseRoute

from tm.web.server import amagama, apertium, tmx
from tm.web.server.api import routes as api

routes: list[BaseRoute] = [*api.routes, *amagama.routes, *tmx.routes, *apertium.routes]
