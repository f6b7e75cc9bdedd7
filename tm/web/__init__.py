"""The web: pages for people, and a server for CAT tools. `application` puts them together.

settings.py    what it is told; state.py what all requests share
numbers.py     numbers in paths, queries and forms
lookups.py     questions to the memory, answered by processes of their own
guard/         what stands before every request
pages.py       templates; interface.py the languages that they are shown in
review/        alignments under review
search/        concordance and fuzzy matches, edits of units and their history
memory/        files in and out, findings, statistics, score reports
server/        what CAT tools and programs ask: amaGama, TMX, Apertium, our own JSON
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from tm.web import errors, memory, review, search, server, welcome
from tm.web.guard.gate import Gate
from tm.web.guard.journal import Journal
from tm.web.guard.limits import Limits
from tm.web.settings import Settings
from tm.web.state import State


def application(settings: Settings) -> Starlette:
    """The application, ready to be served."""
    routes = [
        *welcome.routes,
        *review.routes,
        *search.routes,
        *memory.routes,
        *server.routes,
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
