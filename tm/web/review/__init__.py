"""Alignments under review."""

from __future__ import annotations

from starlette.routing import BaseRoute

routes: list[BaseRoute] = []
