"""All of the web put together: the areas, what stands before them, and what they share."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from tm.web import errors, welcome
from tm.web.guard.gate import Gate
from tm.web.guard.journal import Journal
from tm.web.guard.limits import Limits
from tm.web.memory.routes import routes as of_memory
from tm.web.review.routes import routes as of_reviews
from tm.web.search.routes import routes as of_search
from tm.web.server.routes import routes as of_server
from tm.web.settings import Settings
from tm.web.state import State


def application(settings: Settings) -> Starlette:
    """The application, ready to be served."""
    routes = [
        *welcome.routes,
        *of_reviews,
        *of_search,
        *of_memory,
        *of_server,
        Mount("/static", StaticFiles(packages=[("tm.web", "static")]), name="static"),
    ]
    shared = State(settings)
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Journal), Middleware(Gate, settings), Middleware(Limits, settings)],
        exception_handlers=errors.handlers,
        lifespan=lambda app: shared.working(),
    )
    app.state.shared = shared
    return app
