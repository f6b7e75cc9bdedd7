"""The addresses of the search, of units and of revisions."""

from __future__ import annotations

from starlette.routing import BaseRoute

from tm.web.search import revisions, search, unit

routes: list[BaseRoute] = [*search.routes, *unit.routes, *revisions.routes]
