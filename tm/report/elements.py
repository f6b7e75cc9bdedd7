"""The elements that a report is made of, and the words for what is in them.

Every text is escaped by construction, since a page is a tree of elements until the last step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

from tm.languages import NAMES, base
from tm.units import Alignment, Bead, Span

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Band(NamedTuple):
    """A range of confidence with a name and a symbol, so that colour is never the only sign."""

    name: str
    least: float  # the lowest confidence in it
    words: str
    symbol: str
    smallest: float  # pixels that its marks have at least in a dot plot


BANDS = (
    Band("sure", 0.9, "0.90 and above", "●", 2),
    Band("likely", 0.6, "0.60 to 0.89", "◐", 3),
    Band("doubtful", 0.0, "below 0.60", "○", 4),
)


def node(tag: str, *children: HtmlElement | str, **attributes: str | float) -> HtmlElement:
    """An element; `class_` and `data_language` become class and data-language, numbers get one decimal."""
    node = html.Element(tag)
    for name, value in attributes.items():
        written = value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
        node.set(name.rstrip("_").replace("_", "-"), clean(written))
    for child in children:
        if not isinstance(child, str):
            node.append(child)
        elif len(node):
            node[-1].tail = (node[-1].tail or "") + clean(child)
        else:
            node.text = (node.text or "") + clean(child)
    return node


def page_of(title: str, body: HtmlElement, *, policy: str, style: str, first: str = "") -> str:
    """A whole HTML page, its policy and style inside; `first` is a script that runs before all is drawn."""
    head = node(
        "head",
        node("meta", charset="utf-8"),
        node("meta", http_equiv="Content-Security-Policy", content=policy),
        node("meta", name="viewport", content="width=device-width, initial-scale=1"),
        node("meta", name="color-scheme", content="light dark"),
        node("title", title),
        node("style", style),
        *([node("script", first)] if first else []),
    )
    written: str = html.tostring(
        node("html", head, body, lang="en"), doctype="<!DOCTYPE html>", encoding="unicode"
    )
    return f"{written}\n"


def link_to(place: str, *children: HtmlElement | str, **attributes: str) -> HtmlElement:
    """A link to a place of the page; there are no others."""
    return node("a", *children, href=f"#{place}", **attributes)


def clean(text: str) -> str:
    """The text with U+FFFD for what HTML does not allow: control characters, lone surrogates."""
    return _FORBIDDEN.sub("\ufffd", text)


def band_of(confidence: float) -> Band:
    """The band that a confidence is in."""
    return next((band for band in BANDS if confidence >= band.least), BANDS[-1])


def figure_of(confidence: float) -> str:
    """Two decimals, rounded down, so that no figure reads like a better band than its symbol.

    >>> figure_of(0.8999), figure_of(0.29), figure_of(1.0)
    ('0.89', '0.29', '1.00')
    """
    return f"{int(confidence * 100 + 1e-9) / 100:.2f}"


def name_of(lang: str) -> str:
    """The name of a language, with the tag where that says more."""
    known = NAMES.get(base(lang), lang)
    return known if lang in (base(lang), known) else f"{known} ({lang})"


def tag_of(lang: str) -> str:
    """The language tag as HTML wants it: rus is ru, kk_KZ is kk-KZ."""
    return "-".join([base(lang), *re.split("[-_]", lang.strip())[1:]])


def side_of(lang: str, span: Span) -> str:
    """The segments of one side as people name them: kk 5–6."""
    ends = "–".join(str(index + 1) for index in sorted({*span[:1], *span[-1:]}))
    return f"{lang} {ends}" if span else f"no {lang}"


def paragraphs(alignment: Alignment, bead: Bead, lang: str) -> Iterator[HtmlElement]:
    """One side of a bead: a paragraph a segment, or a dash."""
    for index in bead[lang]:
        text = node("span", alignment.segments[lang][index])
        yield node("p", node("small", str(index + 1)), " ", text)
    if not bead[lang]:
        dash = node("span", "—", aria_hidden="true")
        yield node("p", dash, hidden("left out"), class_="empty", lang="en")


def hidden(text: str) -> HtmlElement:
    """Words that only those hear who do not see the page."""
    return node("span", text, class_="hidden")


def symbol_of(band: Band) -> HtmlElement:
    """The sign of a band."""
    return node("span", band.symbol, class_=f"symbol {band.name}", aria_hidden="true")
