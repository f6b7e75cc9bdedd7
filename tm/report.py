"""The report of an alignment: one HTML page that needs nothing but itself.

    alignment_report(alignment, title="…")     the page, as a string; the caller writes it

The page is a tree of elements until the last step, so every text in it is escaped by
construction. It has no script and loads nothing. How it looks is in `report.css`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import combinations, count
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

from tm.languages import NAMES, base
from tm.units import Alignment, Bead, Span

__all__ = ["alignment_report"]


class Band(NamedTuple):
    """A range of confidence with a name and a symbol, so that colour is never the only sign."""

    name: str
    least: float  # the lowest confidence in it
    symbol: str
    smallest: float  # pixels that its marks have at least in a dot plot


BANDS = (Band("sure", 0.9, "●", 2), Band("likely", 0.6, "◐", 3.5), Band("doubtful", 0.0, "○", 5))
_LISTED = 60  # doubtful beads in sight; the others unfold
_MARGIN = 44  # pixels left of and above a dot plot, for its numbers
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def alignment_report(
    alignment: Alignment,
    *,
    title: str,
    facts: Sequence[tuple[str, str]] = (),
    warnings: Sequence[str] = (),
) -> str:
    """A whole HTML page about an alignment: counts, doubtful beads, dot plots, and all beads side by side.

    `facts` are labels and values (files, encodings) that stand at the top, as `warnings` do.
    Beads and segments are numbered from 1. Control characters come out as U+FFFD. The same
    arguments give the same page.
    """
    counts = Counter(_band(bead.confidence).name for bead in alignment)
    header = _node("header", _node("h1", title), _lead(alignment, counts), *_warnings(warnings), _contents())
    main = _node(
        "main",
        _summary(alignment, facts),
        _confidence(alignment, counts),
        _plots(alignment),
        _table(alignment),
        id="main",
    )
    made = _node(
        "p",
        "Made by ushtil",
        *([" with ", _node("code", alignment.signature)] if alignment.signature else []),
    )
    skip = _node("a", "Skip to the beads", href="#beads", class_="skip")
    body = _node("body", skip, header, main, _node("footer", made))
    page: str = html.tostring(
        _node("html", _head(title), body, lang="en"), doctype="<!DOCTYPE html>", encoding="unicode"
    )
    return page + "\n"


def _node(tag: str, *children: HtmlElement | str, **attributes: str) -> HtmlElement:
    """An element; `class_` and `data_language` become the attributes class and data-language."""
    node = html.Element(tag)
    for name, value in attributes.items():
        node.set(name.rstrip("_").replace("_", "-"), _clean(value))
    for child in children:
        if not isinstance(child, str):
            node.append(child)
        elif len(node):
            node[-1].tail = (node[-1].tail or "") + _clean(child)
        else:
            node.text = (node.text or "") + _clean(child)
    return node


def _clean(text: str) -> str:
    """The text with U+FFFD for what HTML does not allow: control characters, lone surrogates."""
    return _FORBIDDEN.sub("\ufffd", text)


def _head(title: str) -> HtmlElement:
    return _node(
        "head",
        _node("meta", charset="utf-8"),
        _node("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        _node("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _node("meta", name="color-scheme", content="light dark"),
        _node("title", title),
        _node("style", files("tm").joinpath("report.css").read_text(encoding="utf-8")),
    )


# Words and figures


def _band(confidence: float) -> Band:
    return next((band for band in BANDS if confidence >= band.least), BANDS[-1])


def _figure(confidence: float) -> str:
    """Two decimals, rounded down, so that no figure reads like a better band than its symbol.

    >>> _figure(0.8999), _figure(0.29), _figure(1.0)
    ('0.89', '0.29', '1.00')
    """
    return f"{int(confidence * 100 + 1e-9) / 100:.2f}"


def _name(lang: str) -> str:
    """The name of a language, with the tag where that says more."""
    known = NAMES.get(base(lang), lang)
    return known if lang.lower() in (base(lang), known) else f"{known} ({lang})"


def _tag(lang: str) -> str:
    """The language tag as HTML wants it.

    >>> _tag("rus"), _tag("kk_KZ")
    ('ru', 'kk-KZ')
    """
    return "-".join([base(lang), *re.split("[-_]", lang.strip())[1:]])


def _number(many: int, noun: str) -> str:
    return f"{many:,} {noun}" if many == 1 else f"{many:,} {noun}s"


def _listed(words: Sequence[str]) -> str:
    """The words as a sentence names them: kk, en and ru."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _span(lang: str, span: Span) -> str:
    """The segments of one side as people name them: kk 5–6."""
    return f"{lang} {span[0] + 1}" + (f"–{span[-1] + 1}" if len(span) > 1 else "")


def _hidden(text: str) -> HtmlElement:
    """Words that only those hear who do not see the page."""
    return _node("span", text, class_="hidden")


def _sign(confidence: float) -> tuple[HtmlElement, str, HtmlElement]:
    """A confidence as symbol, figure and word; the word is for the ear."""
    band = _band(confidence)
    symbol = _node("span", band.symbol, class_=f"symbol {band.name}", aria_hidden="true")
    return symbol, _figure(confidence), _hidden(f" {band.name}")


# The top of the page


def _lead(alignment: Alignment, counts: Mapping[str, int]) -> HtmlElement:
    """The alignment in two sentences."""
    beads = alignment.beads
    single = sum(set(bead.shape) == {1} for bead in beads)
    joined = f"{_number(len(beads), 'bead')} in {_listed([_name(lang) for lang in alignment.langs])}"
    if not beads:
        return _node("p", f"{joined}.", class_="lead")
    bands = _listed([f"{counts.get(band.name, 0):,} {band.name}" for band in BANDS])
    mean = _figure(sum(bead.confidence for bead in beads) / len(beads))
    text = f"{joined}, {single:,} of them one-to-one. By confidence, {bands}; {mean} on average."
    return _node("p", text, class_="lead")


def _warnings(warnings: Sequence[str]) -> list[HtmlElement]:
    if not warnings:
        return []
    heading = _node("h2", _number(len(warnings), "warning").capitalize(), id="warnings")
    lines = _node("ul", *(_node("li", warning) for warning in warnings))
    return [_node("section", heading, lines, class_="warnings", aria_labelledby="warnings")]


def _contents() -> HtmlElement:
    places = {"doubtful": "Doubtful beads", "plots": "Dot plots", "beads": "All beads"}
    links = (_node("li", _node("a", text, href=f"#{place}")) for place, text in places.items())
    return _node("nav", _node("ul", *links), aria_label="On this page")


def _summary(alignment: Alignment, facts: Sequence[tuple[str, str]]) -> HtmlElement:
    """Counts by language and by shape, and the facts."""
    rows = []
    for lang in alignment.langs:
        alone = sum(len(bead[lang]) for bead in alignment if sum(map(bool, bead.sides)) == 1)
        missing = sum(not bead[lang] for bead in alignment)
        cells = [_node("td", f"{many:,}") for many in (len(alignment.segments[lang]), alone, missing)]
        rows.append(_node("tr", _node("th", _name(lang), scope="row"), *cells))
    heads = ("Language", "Segments", "Unaligned", "Beads without it")
    head = _node("thead", _node("tr", *(_node("th", text, scope="col") for text in heads)))
    languages = _node("div", _node("h2", "Languages"), _node("table", head, _node("tbody", *rows)))

    shapes = Counter("-".join(map(str, bead.shape)) for bead in alignment).most_common()
    pairs = [(shape, _number(many, "bead")) for shape, many in shapes]
    blocks = [languages, _pairs(f"Shapes, {'-'.join(alignment.langs)}", pairs, "shapes")]
    if facts:
        blocks.append(_pairs("Facts", facts, "facts"))
    return _node("section", *blocks, class_="summary", aria_label="Summary")


def _pairs(heading: str, pairs: Sequence[tuple[str, str]], kind: str) -> HtmlElement:
    """Labels and values under a heading."""
    rows = (_node("div", _node("dt", label), _node("dd", value)) for label, value in pairs)
    return _node("div", _node("h2", heading), _node("dl", *rows, class_=kind))


def _confidence(alignment: Alignment, counts: Mapping[str, int]) -> HtmlElement:
    """The legend, and links to the doubtful beads, the least sure first."""
    ranges = {"sure": "0.90 and above", "likely": "0.60 to 0.89", "doubtful": "below 0.60"}
    legend = _node("ul", class_="legend")
    for band in BANDS:
        symbol = _node("span", band.symbol, class_=f"symbol {band.name}", aria_hidden="true")
        many = _node("span", _number(counts.get(band.name, 0), "bead"), class_="quiet")
        legend.append(_node("li", symbol, _node("b", band.name), f" {ranges[band.name]} ", many))
    ranked = sorted(_doubtful(alignment), key=lambda number: alignment.beads[number - 1].confidence)
    links = [
        _node(
            "li",
            _node(
                "a",
                *_sign(bead.confidence)[:1],
                _node("b", str(number)),
                f" {_figure(bead.confidence)}",
                href=f"#bead-{number}",
            ),
        )
        for number in ranked
        for bead in [alignment.beads[number - 1]]
    ]
    parts = [_node("ol", *links[:_LISTED], class_="links")] if links else [_node("p", "None.")]
    if links[_LISTED:]:
        more = _node("summary", f"{len(links) - _LISTED:,} more")
        parts.append(_node("details", more, _node("ol", *links[_LISTED:], class_="links")))
    heading = _node("h2", "Doubtful beads, least sure first", id="doubtful")
    listed = _node("nav", heading, *parts, aria_labelledby="doubtful")
    return _node("section", _node("h2", "Confidence"), legend, listed, class_="confidence")


def _doubtful(alignment: Alignment) -> list[int]:
    """The numbers of the doubtful beads, from 1, in the order of the text."""
    return [n for n, bead in enumerate(alignment, 1) if _band(bead.confidence) is BANDS[-1]]


# The dot plots


class _Axes(NamedTuple):
    """The two axes of a dot plot: languages, numbers of segments, and pixels a segment."""

    langs: tuple[str, str]
    sizes: tuple[int, int]
    cell: float


def _plots(alignment: Alignment) -> HtmlElement:
    """One dot plot a pair of languages."""
    rows: dict[tuple[str, int], int] = {}
    for number, bead in enumerate(alignment, 1):
        rows.update({(lang, index): number for lang in alignment.langs for index in bead[lang]})
    figures = [_plot(alignment, pair, rows) for pair in combinations(alignment.langs, 2)]
    note = _node(
        "p",
        "Each mark is a bead of two languages and leads to its row; a mark over several segments is a merge. "
        "Lines outside the frame are segments that the other language leaves out.",
        class_="quiet",
    )
    return _node(
        "section", _node("h2", "Dot plots", id="plots"), note, _node("div", *figures, class_="plots")
    )


def _plot(alignment: Alignment, langs: tuple[str, str], rows: Mapping[tuple[str, int], int]) -> HtmlElement:
    """The dot plot of one pair: its first language across, its second down."""
    links = _links(alignment, *langs)
    sizes = len(alignment.segments[langs[0]]), len(alignment.segments[langs[1]])
    most = max(*sizes, 1)
    side = min(16.0 * most, 340 + 0.15 * most, 640)  # pixels of the longer axis
    axes = _Axes(langs, sizes, side / most)
    width, height = (axes.cell * size for size in sizes)
    marks = [_mark(axes, link, rows) for link in sorted(links, key=lambda link: -link[2])]
    drawn = _node(
        "g",
        _node("rect", class_="frame", width=_px(width), height=_px(height)),
        _node("line", class_="guide", x2=_px(width), y2=_px(height)),
        *_scale(axes),
        *marks,
        transform=f"translate({_MARGIN} {_MARGIN})",
    )
    across, down = width + _MARGIN + 12, height + _MARGIN + 12
    said = _described(axes, links)
    svg = _node(
        "svg",
        drawn,
        viewBox=f"0 0 {_px(across)} {_px(down)}",
        width=_px(across),
        height=_px(down),
        role="img",
        aria_label=f"Dot plot. {said} The table of beads says the same in words.",
    )
    return _node("figure", svg, _node("figcaption", said))


def _links(alignment: Alignment, source: str, target: str) -> list[tuple[Span, Span, float]]:
    """The beads of a pair with their confidences, where `Alignment.pair` gives the spans only."""
    finest = alignment.finest.get((source, target)) or alignment.finest.get((target, source))
    beads = alignment.beads if finest is None else finest
    return [(bead[source], bead[target], bead.confidence) for bead in beads if bead[source] or bead[target]]


def _described(axes: _Axes, links: Sequence[tuple[Span, Span, float]]) -> str:
    """What a dot plot shows, in words."""
    (across, down), (source, target) = map(_name, axes.langs), axes.langs
    single = sum(len(x) == len(y) == 1 for x, y, _ in links)
    merged = sum(bool(x and y) for x, y, _ in links) - single
    alone = (sum(len(x) for x, y, _ in links if not y), sum(len(y) for x, y, _ in links if not x))
    return (
        f"{across} across, {down} down: {single:,} one-to-one, {_number(merged, 'merge')}; "
        f"alone: {alone[0]:,} {source}, {alone[1]:,} {target}."
    )


def _mark(axes: _Axes, link: tuple[Span, Span, float], rows: Mapping[tuple[str, int], int]) -> HtmlElement:
    """One bead in a dot plot, with what it is as a tooltip and its row in the table as a link."""
    x, y, confidence = link
    band = _band(confidence)
    places = [_place(span, axes.cell, band.smallest) if span else (-9.0, 6.0) for span in (x, y)]
    (left, width), (top, height) = places
    sides = [
        _span(lang, span) if span else f"no {lang}" for lang, span in zip(axes.langs, (x, y), strict=True)
    ]
    tooltip = _node("title", f"{' ↔ '.join(sides)}, {_figure(confidence)}")
    kind = band.name if x and y else "alone"
    box = {"x": _px(left), "y": _px(top), "width": _px(width), "height": _px(height)}
    mark = _node("rect", tooltip, class_=kind, rx=_px(min(width, height, 12) / 6), **box)
    row = rows[axes.langs[0], x[0]] if x else rows[axes.langs[1], y[0]]
    return _node("a", mark, href=f"#bead-{row}", tabindex="-1")


def _place(span: Span, cell: float, smallest: float) -> tuple[float, float]:
    """Where a mark over these segments begins on an axis and how long it is, in pixels."""
    length = max((len(span) - 0.28) * cell, smallest)
    return (span[0] + len(span) / 2) * cell - length / 2, length


def _scale(axes: _Axes) -> Iterator[HtmlElement]:
    """Names, segment numbers and grid lines of both axes."""
    step = next(d * 10**e for e in count() for d in (1, 2, 5) if d * 10**e * axes.cell >= 26)
    for axis, (lang, size) in enumerate(zip(axes.langs, axes.sizes, strict=True)):
        far = axes.cell * axes.sizes[1 - axis]
        turned = {"transform": "rotate(-90)", "text_anchor": "end"} if axis else {}
        yield _node("text", _name(lang), class_="name", y=str(8 - _MARGIN), **turned)
        for number in sorted({1, *range(step, size + 1, step)} if size else ()):
            at = _px((number - 0.5) * axes.cell)
            if axis:
                yield _node("line", class_="grid", y1=at, y2=at, x2=_px(far))
                yield _node("text", str(number), x="-12", y=at, dy="0.35em", text_anchor="end")
            else:
                yield _node("line", class_="grid", x1=at, x2=at, y2=_px(far))
                yield _node("text", str(number), x=at, y="-14", text_anchor="middle")


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


# The table


def _table(alignment: Alignment) -> HtmlElement:
    """All beads side by side, in the order of the text."""
    langs = alignment.langs
    doubtful = _doubtful(alignment)
    following = dict(zip(doubtful, [*doubtful[1:], 0], strict=True))
    head = _node("tr", *(_node("th", text, scope="col") for text in ("Bead", *map(_name, langs))))
    rows = (_row(alignment, number, bead, following.get(number)) for number, bead in enumerate(alignment, 1))
    table = _node(
        "table",
        _node("caption", "In the order of the text; the small figures are the numbers of the segments."),
        _node("thead", head),
        _node("tbody", *rows),
        class_="beads",
    )
    heading = _node("h2", "All beads", id="beads")
    return _node("section", heading, table, class_=f"langs-{len(langs)}", aria_labelledby="beads")


def _row(alignment: Alignment, number: int, bead: Bead, following: int | None) -> HtmlElement:
    """One bead; a doubtful one leads to the `following` doubtful one, the last (0) back to their list."""
    here = f"bead-{number}"
    first = _node(
        "th", _node("a", _hidden("bead "), str(number), href=f"#{here}", class_="number"), scope="row"
    )
    first.append(_node("span", *_sign(bead.confidence), class_="confidence"))
    if following:
        first.append(
            _node("a", "next", _hidden(" doubtful bead"), " ↓", href=f"#bead-{following}", class_="next")
        )
    elif following == 0:
        first.append(_node("a", "list", _hidden(" of doubtful beads"), " ↑", href="#doubtful", class_="next"))
    cells = (_cell(alignment, bead, lang) for lang in bead.langs)
    return _node("tr", first, *cells, id=here, class_=_band(bead.confidence).name, tabindex="-1")


def _cell(alignment: Alignment, bead: Bead, lang: str) -> HtmlElement:
    """One side of a bead: a paragraph a segment, or a dash."""
    cell = _node("td", data_language=_name(lang))
    for index in bead[lang]:
        text = _node("span", alignment.segments[lang][index], lang=_tag(lang))
        cell.append(_node("p", _node("small", str(index + 1)), " ", text))
    if not bead[lang]:
        cell.append(_node("p", _node("span", "—", aria_hidden="true"), _hidden("left out"), class_="empty"))
    return cell
