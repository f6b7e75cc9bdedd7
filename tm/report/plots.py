"""The dot plots of a report: lengths in pixels, the first language of a pair across, the second down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, count

from lxml.html import HtmlElement

from tm.plurals import counted
from tm.report.elements import band_of, figure_of, link_to, name_of, node, side_of
from tm.units import Alignment, Crossing, Span

_MARGIN = 52  # left of and above a plot, for its numbers
_AXES = (("x", "y"), ("y", "x"))
PairBead = tuple[Span, Span, float]  # what a mark shows: a bead of two languages and its confidence
_Dot = tuple[int, int, float]  # segments of both sides, and how alike they are
_Rows = Mapping[tuple[str, int], int]  # the number of the bead that a segment is in


def dot_plots(
    alignment: Alignment,
    alike: Mapping[tuple[str, str], Sequence[_Dot]],
    crossings: Sequence[Crossing] = (),
) -> HtmlElement:
    """One dot plot a pair of languages: its beads, the path through them, what is alike, what crosses."""
    rows = {(lang, i): n for n, bead in enumerate(alignment, 1) for lang in bead.langs for i in bead[lang]}
    pairs = list(combinations(alignment.langs, 2))
    figures = [
        _plot(alignment, pair, rows, alike.get(pair, ()), [one for one in crossings if one.langs == pair])
        for pair in pairs
    ]
    said = (
        "Each mark leads to its bead; a long one is a merge. Ticks outside the frame are segments left out. "
        "The line is the path taken: level or upright where one side goes on alone."
    )
    if any(alike.values()):
        said += " Grey dots are segments that are alike, the larger the more, wherever they stand."
    heading = node("h2", "Dot plots", id="plots")
    plots = node("div", *figures, class_="plots")
    return node("section", heading, node("p", said, class_="quiet"), plots, class_="pairs")


def _plot(
    alignment: Alignment,
    langs: tuple[str, str],
    rows: _Rows,
    alike: Sequence[_Dot],
    crossings: Sequence[Crossing],
) -> HtmlElement:
    """The dot plot of one pair, with what it shows in words."""
    beads = pair_beads(alignment, *langs)
    sizes = [len(alignment.segments[lang]) for lang in langs]
    most = max(*sizes, 1)
    cell = min(24 * most, max(316, 270 + 0.3 * most), 520) / most
    width, height = (cell * size for size in sizes)
    frame = node("rect", class_="frame", width=width, height=height)
    guide = node("line", class_="guide", x2=width, y2=height)
    marks = [_mark(langs, cell, bead, rows) for bead in sorted(beads, key=lambda bead: -bead[2])]
    points = [_dot(dot, cell) for dot in alike]
    frames = [_frame(crossing, cell) for crossing in crossings]
    path = node("polyline", class_="path", points=_way(beads, cell))
    across, down = (cell * size + _MARGIN + 12 for size in sizes)
    said = _described(langs, beads)
    drawn = (frame, guide, *_scale(langs, sizes, cell), *points, *frames, path, *marks)
    svg = node("svg", *drawn, role="img", aria_label=f"Dot plot. {said}", width=across, height=down)
    svg.set("viewBox", f"{-_MARGIN} {-_MARGIN} {across:.1f} {down:.1f}")
    return node("figure", svg, node("figcaption", said), class_="dense" if cell < 5 else "open")


def pair_beads(alignment: Alignment, source: str, target: str) -> list[PairBead]:
    """The beads of a pair with their confidences; `Alignment.pair` gives the spans only."""
    beads = alignment.finest.get((source, target), alignment.finest.get((target, source), alignment.beads))
    return [(bead[source], bead[target], bead.confidence) for bead in beads if bead[source] or bead[target]]


def _dot(dot: _Dot, cell: float) -> HtmlElement:
    """Two segments that are alike."""
    x, y, strength = dot
    radius = max(0.8, min(cell, 14) / 2 * strength)
    return node("circle", class_="alike", cx=(x + 0.5) * cell, cy=(y + 0.5) * cell, r=radius)


def _frame(crossing: Crossing, cell: float) -> HtmlElement:
    """A passage in another order."""
    x, y = crossing.sides
    tooltip = node("title", f"{' ↔ '.join(map(side_of, crossing.langs, (x, y)))}, {crossing.kind}")
    place = {"x": x[0] * cell, "y": y[0] * cell, "width": len(x) * cell, "height": len(y) * cell}
    return link_to("crossings", node("rect", tooltip, class_="crossing", **place), tabindex="-1")


def _way(beads: Sequence[PairBead], cell: float) -> str:
    """The path through the plot: from the corner of each bead to that of the next."""
    x = y = 0
    points = ["0,0"]
    for taken_x, taken_y, _ in beads:
        x, y = x + len(taken_x), y + len(taken_y)
        points.append(f"{x * cell:.1f},{y * cell:.1f}")
    return " ".join(points)


def _described(langs: tuple[str, str], beads: Sequence[PairBead]) -> str:
    """What a dot plot shows, in words."""
    single = sum(len(x) == len(y) == 1 for x, y, _ in beads)
    merged = sum(bool(x and y) for x, y, _ in beads) - single
    alone = sum(len(x) for x, y, _ in beads if not y), sum(len(y) for x, y, _ in beads if not x)
    said = f"{name_of(langs[0])} across, {name_of(langs[1])} down: {single:,} one-to-one"
    left = " and ".join(f"{many:,} {lang}" for many, lang in zip(alone, langs, strict=True))
    return f"{said}, {counted(merged, 'merge')}, {left} alone."


def _mark(langs: tuple[str, str], cell: float, bead: PairBead, rows: _Rows) -> HtmlElement:
    """One bead in a dot plot, with what it is as a tooltip and its row in the table as a link."""
    x, y, confidence = bead
    band = band_of(confidence)
    left, width = _extent(x, y, cell, band.smallest)
    top, height = _extent(y, x, cell, band.smallest)
    tooltip = node("title", f"{side_of(langs[0], x)} ↔ {side_of(langs[1], y)}, {figure_of(confidence)}")
    kind = band.name if x and y else "alone"
    mark = node("rect", tooltip, class_=kind, x=left, y=top, width=width, height=height)
    row = rows[langs[0], x[0]] if x else rows[langs[1], y[0]]
    return link_to(f"bead-{row}", mark, tabindex="-1")


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
        yield node("text", name_of(lang), class_=f"name on-{along}", y=12 - _MARGIN)
        for number in sorted({1, *range(step, size + 1, step)} if size else ()):
            at = (number - 0.5) * cell
            yield node("line", class_="grid", **{f"{along}1": at, f"{along}2": at, f"{away}2": far * cell})
            yield node("text", str(number), class_=f"on-{along}", **{along: at, away: -14.0})
