"""A browser for the tests of the pages."""

from __future__ import annotations

from tests.report.browser import chromium

__all__ = ["chromium"]
