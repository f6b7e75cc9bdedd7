"""Concordance and fuzzy matches, edits of units and their history."""

from __future__ import annotations

from starlette.routing import BaseRoute

routes: list[BaseRoute] = []
