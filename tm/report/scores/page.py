"""A page of scores that needs nothing but itself, with a policy that lets no other script run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from lxml.html import HtmlElement

from tm.report.elements import link_to, node, page_of
from tm.version import __version__

PLAIN, WITH_SEGMENTS = ("scores.js",), ("scores.js", "segments.js")
# Said before anything is drawn, so that what only a script can work with is there from the start.
_FIRST = 'document.documentElement.classList.add("scripted");'


def page(
    title: str,
    header: Sequence[HtmlElement],
    parts: Sequence[HtmlElement],
    *,
    skip: str,
    scripts: Sequence[str] = PLAIN,
) -> str:
    """A whole HTML page: `header` stands under the title, `parts` are its sections.

    `skip` is the section that keyboards may go to at once. The style `scores.css` and the scripts are inside
    of it, and the policy names scripts by their hashes. It loads nothing.
    """
    head = node("header", node("h1", title), *header, _contents(parts))
    footer = node("footer", node("p", f"Made by ushtil {__version__}"))
    first = [
        link_to(place, f"Skip to {words}", class_="skip")
        for place, words in _headings(parts)
        if place == skip
    ]
    body = node("body", *first, head, node("main", *parts), footer)
    script = _together(scripts)
    body.append(node("script", script))
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src {_digest(_FIRST)} {_digest(script)}; base-uri 'none'; form-action 'none'"
    )
    return page_of(title, body, policy=policy, style=_read("scores.css"), first=_FIRST)


def known_scripts() -> list[str]:
    """All scripts of such pages, as a policy names them, for who shows a page that may be anybody's."""
    return [_digest(_FIRST), *(_digest(_together(scripts)) for scripts in (PLAIN, WITH_SEGMENTS))]


def _together(scripts: Sequence[str]) -> str:
    return "\n".join(map(_read, scripts))


def _read(name: str) -> str:
    return files("tm.report.scores").joinpath(name).read_text(encoding="utf-8")


def _digest(script: str) -> str:
    """The name that a policy knows a script by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode('ascii')}'"


def _contents(parts: Sequence[HtmlElement]) -> HtmlElement:
    """Links to all parts that have a heading."""
    links = (node("li", link_to(place, words)) for place, words in _headings(parts))
    return node("nav", node("ul", *links), aria_label="On this page")


def _headings(parts: Sequence[HtmlElement]) -> list[tuple[str, str]]:
    """The places of the parts, and their headings."""
    return [(found.get("id"), found.text) for part in parts for found in part.xpath("h2[@id]")]
