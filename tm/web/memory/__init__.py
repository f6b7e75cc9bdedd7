"""The memory as a whole: files in and out, findings, statistics, score reports."""

from __future__ import annotations

from starlette.routing import BaseRoute

routes: list[BaseRoute] = []
