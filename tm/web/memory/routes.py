"""The addresses of the memory and of scores."""

from __future__ import annotations

from starlette.routing import BaseRoute

from tm.web.memory import documents, exports, finding_pages, imports, job_pages, overview, scores

routes: list[BaseRoute] = [
    *overview.routes,
    *documents.routes,
    *imports.routes,
    *exports.routes,
    *finding_pages.routes,
    *job_pages.routes,
    *scores.routes,
]
