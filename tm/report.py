"""The report of an alignment: one HTML page that needs nothing but itself.

The page is a tree of elements until the last step, so every text in it is escaped by
construction. It has no script, loads nothing and links only to itself. `report.css` is its look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import combinations, count, pairwise
from types import MappingProxyType
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

from tm.languages import NAMES, base
from tm.units import Alignment, Bead, Span


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
_PLACES = {"doubtful": "Doubtful beads", "plots": "Dot plots", "beads": "All beads"}
_LISTED = 60  # doubtful beads in sight; the others unfold
_MARGIN = 52  # pixels left of and above a dot plot, for its numbers
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def alignment_report(
    alignment: Alignment,
    *,
    title: str,
    facts: Sequence[tuple[str, str]] = (),
    warnings: Sequence[str] = (),
    alike: Mapping[tuple[str, str], Sequence[tuple[int, int, float]]] = MappingProxyType({}),
) -> str:
    """A whole HTML page about an alignment: counts, doubtful beads, dot plots, and all beads side by side.

    `facts` are labels and values (files, encodings) that stand at the top, as `warnings` do.
    `alike` are the dots of the dot plots: for a pair of languages, segments of both and how alike they are,
    up to 1. Beads and segments are numbered from 1. Control characters come out as U+FFFD. The same
    arguments give the same page.
    """
    skip = _link("beads", "Skip to the beads", class_="skip")
    links = (_node("li", _link(place, text)) for place, text in _PLACES.items())
    contents = _node("nav", _node("ul", *links), aria_label="On this page")
    header = _node("header", _node("h1", title), _lead(alignment), *_warnings(warnings), contents)
    parts = (_summary(alignment, facts), _confidence(alignment), _plots(alignment, alike), _table(alignment))
    maker = [" with ", _node("code", alignment.signature)] if alignment.signature else []
    footer = _node("footer", _node("p", "Made by ushtil", *maker))
    tree = _node("html", _head(title), _node("body", skip, header, _node("main", *parts), footer), lang="en")
    page: str = html.tostring(tree, doctype="<!DOCTYPE html>", encoding="unicode")
    return page + "\n"


def _node(tag: str, *children: HtmlElement | str, **attributes: str | float) -> HtmlElement:
    """An element; `class_` and `data_language` become class and data-language, numbers get one decimal."""
    node = html.Element(tag)
    for name, value in attributes.items():
        written = value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
        node.set(name.rstrip("_").replace("_", "-"), _clean(written))
    for child in children:
        if not isinstance(child, str):
            node.append(child)
        elif len(node):
            node[-1].tail = (node[-1].tail or "") + _clean(child)
        else:
            node.text = (node.text or "") + _clean(child)
    return node


def _link(place: str, *children: HtmlElement | str, **attributes: str) -> HtmlElement:
    """A link to a place of the page; there are no others."""
    return _node("a", *children, href=f"#{place}", **attributes)


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
    return known if lang in (base(lang), known) else f"{known} ({lang})"


def _tag(lang: str) -> str:
    """The language tag as HTML wants it: rus is ru, kk_KZ is kk-KZ."""
    return "-".join([base(lang), *re.split("[-_]", lang.strip())[1:]])


def _number(many: int, noun: str) -> str:
    return f"{many:,} {noun}" if many == 1 else f"{many:,} {noun}s"


def _side(lang: str, span: Span) -> str:
    """The segments of one side as people name them: kk 5–6."""
    ends = "–".join(str(index + 1) for index in sorted({*span[:1], *span[-1:]}))
    return f"{lang} {ends}" if span else f"no {lang}"


def _hidden(text: str) -> HtmlElement:
    """Words that only those hear who do not see the page."""
    return _node("span", text, class_="hidden")


def _symbol(band: Band) -> HtmlElement:
    return _node("span", band.symbol, class_=f"symbol {band.name}", aria_hidden="true")


# The top of the page


def _lead(alignment: Alignment) -> HtmlElement:
    """The alignment in two sentences."""
    beads = alignment.beads
    *names, last = map(_name, alignment.langs)
    said = f"{_number(len(beads), 'bead')} in {', '.join(names)} and {last}"
    if beads:
        single = sum(set(bead.shape) == {1} for bead in beads)
        mean = _figure(sum(bead.confidence for bead in beads) / len(beads))
        counts = [f"{sum(_band(bead.confidence) is band for bead in beads):,} {band.name}" for band in BANDS]
        said += f", {single:,} of them one-to-one. Confidence: {', '.join(counts)}; {mean} on average"
    return _node("p", f"{said}.", class_="lead")


def _warnings(warnings: Sequence[str]) -> list[HtmlElement]:
    if not warnings:
        return []
    heading = _node("h2", _number(len(warnings), "warning"), id="warnings")
    lines = _node("ul", *(_node("li", warning) for warning in warnings))
    return [_node("section", heading, lines, class_="warnings", aria_labelledby="warnings")]


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
    blocks += [_pairs("Facts", facts, "facts")] if facts else []
    return _node("section", *blocks, class_="summary", aria_label="Summary")


def _pairs(heading: str, pairs: Sequence[tuple[str, str]], kind: str) -> HtmlElement:
    """Labels and values under a heading."""
    rows = (_node("div", _node("dt", label), _node("dd", value)) for label, value in pairs)
    return _node("div", _node("h2", heading), _node("dl", *rows, class_=kind))


def _confidence(alignment: Alignment) -> HtmlElement:
    """The legend, and links to the doubtful beads, the least sure first."""
    counts = Counter(_band(bead.confidence) for bead in alignment)
    legend = _node("ul", class_="legend")
    for band in BANDS:
        many = _node("span", _number(counts[band], "bead"), class_="quiet")
        legend.append(_node("li", _symbol(band), _node("b", band.name), f" {band.words} ", many))
    links = []
    for number in sorted(_doubtful(alignment), key=lambda number: alignment.beads[number - 1].confidence):
        figure = f" {_figure(alignment.beads[number - 1].confidence)}"
        link = _link(f"bead-{number}", _symbol(BANDS[-1]), _node("b", str(number)), figure)
        links.append(_node("li", link))
    parts = [_node("ol", *links[:_LISTED], class_="links")] if links else [_node("p", "None.")]
    if links[_LISTED:]:
        more = _node("summary", f"{len(links) - _LISTED:,} more")
        parts.append(_node("details", more, _node("ol", *links[_LISTED:], class_="links")))
    heading = _node("h2", "Doubtful beads, least sure first", id="doubtful")
    listed = _node("nav", heading, *parts, aria_labelledby="doubtful")
    return _node("section", _node("h2", "Confidence"), legend, listed)


def _doubtful(alignment: Alignment) -> list[int]:
    """The numbers of the doubtful beads, from 1, in the order of the text."""
    return [n for n, bead in enumerate(alignment, 1) if _band(bead.confidence) is BANDS[-1]]


# The dot plots: lengths in pixels, the first language of a pair across, the second down

_AXES = (("x", "y"), ("y", "x"))
_PairBead = tuple[Span, Span, float]  # what a mark shows: a bead of two languages and its confidence
_Dot = tuple[int, int, float]  # segments of both sides, and how alike they are
_Rows = Mapping[tuple[str, int], int]  # the number of the bead that a segment is in


def _plots(alignment: Alignment, alike: Mapping[tuple[str, str], Sequence[_Dot]]) -> HtmlElement:
    """One dot plot a pair of languages."""
    rows = {(lang, i): n for n, bead in enumerate(alignment, 1) for lang in bead.langs for i in bead[lang]}
    pairs = list(combinations(alignment.langs, 2))
    figures = [_plot(alignment, pair, rows, alike.get(pair, ())) for pair in pairs]
    said = (
        "Each mark leads to its bead; a long one is a merge. Ticks outside the frame are segments left out. "
        "The line is the path taken: level or upright where one side goes on alone."
    )
    if any(alike.values()):
        said += " Grey dots are segments that are alike, the larger the more, wherever they stand."
    heading = _node("h2", _PLACES["plots"], id="plots")
    plots = _node("div", *figures, class_="plots")
    return _node("section", heading, _node("p", said, class_="quiet"), plots, class_="pairs")


def _plot(alignment: Alignment, langs: tuple[str, str], rows: _Rows, alike: Sequence[_Dot]) -> HtmlElement:
    """The dot plot of one pair, with what it shows in words."""
    beads = _pair_beads(alignment, *langs)
    sizes = [len(alignment.segments[lang]) for lang in langs]
    most = max(*sizes, 1)
    cell = min(24 * most, max(316, 270 + 0.3 * most), 520) / most
    width, height = (cell * size for size in sizes)
    frame = _node("rect", class_="frame", width=width, height=height)
    guide = _node("line", class_="guide", x2=width, y2=height)
    marks = [_mark(langs, cell, bead, rows) for bead in sorted(beads, key=lambda bead: -bead[2])]
    points = [_dot(dot, cell) for dot in alike]
    path = _node("polyline", class_="path", points=_way(beads, cell))
    across, down = (cell * size + _MARGIN + 12 for size in sizes)
    said = _described(langs, beads)
    drawn = (frame, guide, *_scale(langs, sizes, cell), *points, path, *marks)
    svg = _node("svg", *drawn, role="img", aria_label=f"Dot plot. {said}", width=across, height=down)
    svg.set("viewBox", f"{-_MARGIN} {-_MARGIN} {across:.1f} {down:.1f}")
    return _node("figure", svg, _node("figcaption", said), class_="dense" if cell < 5 else "open")


def _pair_beads(alignment: Alignment, source: str, target: str) -> list[_PairBead]:
    """The beads of a pair with their confidences; `Alignment.pair` gives the spans only."""
    beads = alignment.finest.get((source, target), alignment.finest.get((target, source), alignment.beads))
    return [(bead[source], bead[target], bead.confidence) for bead in beads if bead[source] or bead[target]]


def _dot(dot: _Dot, cell: float) -> HtmlElement:
    """Two segments that are alike."""
    x, y, strength = dot
    radius = max(0.8, min(cell, 14) / 2 * strength)
    return _node("circle", class_="alike", cx=(x + 0.5) * cell, cy=(y + 0.5) * cell, r=radius)


def _way(beads: Sequence[_PairBead], cell: float) -> str:
    """The path through the plot: from the corner of each bead to that of the next."""
    x = y = 0
    points = ["0,0"]
    for taken_x, taken_y, _ in beads:
        x, y = x + len(taken_x), y + len(taken_y)
        points.append(f"{x * cell:.1f},{y * cell:.1f}")
    return " ".join(points)


def _described(langs: tuple[str, str], beads: Sequence[_PairBead]) -> str:
    """What a dot plot shows, in words."""
    single = sum(len(x) == len(y) == 1 for x, y, _ in beads)
    merged = sum(bool(x and y) for x, y, _ in beads) - single
    alone = sum(len(x) for x, y, _ in beads if not y), sum(len(y) for x, y, _ in beads if not x)
    said = f"{_name(langs[0])} across, {_name(langs[1])} down: {single:,} one-to-one"
    left = " and ".join(f"{many:,} {lang}" for many, lang in zip(alone, langs, strict=True))
    return f"{said}, {_number(merged, 'merge')}, {left} alone."


def _mark(langs: tuple[str, str], cell: float, bead: _PairBead, rows: _Rows) -> HtmlElement:
    """One bead in a dot plot, with what it is as a tooltip and its row in the table as a link."""
    x, y, confidence = bead
    band = _band(confidence)
    left, width = _extent(x, y, cell, band.smallest)
    top, height = _extent(y, x, cell, band.smallest)
    tooltip = _node("title", f"{_side(langs[0], x)} ↔ {_side(langs[1], y)}, {_figure(confidence)}")
    kind = band.name if x and y else "alone"
    mark = _node("rect", tooltip, class_=kind, x=left, y=top, width=width, height=height)
    row = rows[langs[0], x[0]] if x else rows[langs[1], y[0]]
    return _link(f"bead-{row}", mark, tabindex="-1")


def _extent(span: Span, other: Span, cell: float, smallest: float) -> tuple[float, float]:
    """Where a mark begins on an axis and how long it is; ticks of segments left out are outside the frame."""
    if not span:
        return -10.0, 8.0
    length = max((len(span) - 0.28) * cell, smallest) if other else (len(span) - 1) * cell + 2.5
    return (span[0] + len(span) / 2) * cell - length / 2, length


def _scale(langs: tuple[str, str], sizes: Sequence[int], cell: float) -> Iterator[HtmlElement]:
    """Names, segment numbers and grid lines of both axes."""
    room = 12 + 6 * len(str(max(sizes)))
    step = next(d * 10**e for e in count() for d in (1, 2, 5) if d * 10**e * cell >= room)
    for lang, size, far, (along, away) in zip(langs, sizes, sizes[::-1], _AXES, strict=True):
        yield _node("text", _name(lang), class_=f"name on-{along}", y=12 - _MARGIN)
        for number in sorted({1, *range(step, size + 1, step)} if size else ()):
            at = (number - 0.5) * cell
            yield _node("line", class_="grid", **{f"{along}1": at, f"{along}2": at, f"{away}2": far * cell})
            yield _node("text", str(number), class_=f"on-{along}", **{along: at, away: -14.0})


# The table


def _table(alignment: Alignment) -> HtmlElement:
    """All beads side by side, in the order of the text."""
    following = dict(pairwise([*_doubtful(alignment), 0]))
    heads = (_node("th", text, scope="col") for text in ("Bead", *map(_name, alignment.langs)))
    rows = (_row(alignment, number, bead, following.get(number)) for number, bead in enumerate(alignment, 1))
    caption = _node("caption", "In the order of the text; the small figures are the numbers of the segments.")
    head = _node("thead", _node("tr", *heads))
    table = _node("table", caption, head, _node("tbody", *rows), class_="beads")
    heading = _node("h2", _PLACES["beads"], id="beads")
    return _node("section", heading, table, class_=f"langs-{len(alignment.langs)}", aria_labelledby="beads")


def _row(alignment: Alignment, number: int, bead: Bead, following: int | None) -> HtmlElement:
    """One bead; a doubtful one leads to the `following` doubtful one, the last (0) back to their list."""
    here, band = f"bead-{number}", _band(bead.confidence)
    sign = (_symbol(band), _figure(bead.confidence), _hidden(f" {band.name}"))
    first = _node("th", _link(here, _hidden("bead "), str(number), class_="number"), scope="row")
    first.append(_node("span", " ", *sign, class_="confidence"))
    if following is not None:
        place = f"bead-{following}" if following else "doubtful"
        said, rest = ("↓ next", " doubtful bead") if following else ("↑ list", " of doubtful beads")
        first.append(_link(place, said, _hidden(rest), class_="next"))
    cells = (_cell(alignment, bead, lang) for lang in bead.langs)
    return _node("tr", first, *cells, id=here, class_=band.name, tabindex="-1")


def _cell(alignment: Alignment, bead: Bead, lang: str) -> HtmlElement:
    """One side of a bead: a paragraph a segment, or a dash."""
    cell = _node("td", data_language=_name(lang), lang=_tag(lang))
    for index in bead[lang]:
        text = _node("span", alignment.segments[lang][index])
        cell.append(_node("p", _node("small", str(index + 1)), " ", text))
    if not bead[lang]:
        dash = _node("span", "—", aria_hidden="true")
        cell.append(_node("p", dash, _hidden("left out"), class_="empty", lang="en"))
    return cell
