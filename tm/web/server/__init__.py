"""What CAT tools and programs ask: amaGama, TMX over HTTP, Apertium's translate, our own JSON."""

from __future__ import annotations

from starlette.routing import BaseRoute

from tm.web.server import api

routes: list[BaseRoute] = [*api.routes]
