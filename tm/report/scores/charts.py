"""Small charts in SVG: a score with its interval, a bar, and lines by name. Lengths are in pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from lxml.html import HtmlElement

from tm.report.elements import node
from tm.report.scores.figures import score_of

_WIDTH, _HEIGHT = 800, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 200, 14, 34  # room for labels around a chart
_BAR = 96  # the length of the longest bar
_LINE = 14  # the least distance of two labels
_LONGEST = 18  # characters of a label where there is no room for more
_LETTER, _DIGIT = 6.2, 7.6  # how wide a character of a label is, about
_GAP = 8  # between labels
MARKERS = ("circle", "square", "triangle", "diamond", "cross", "down", "plus", "ring")
_SHAPES = {
    "square": "M-4-4h8v8h-8z",
    "triangle": "M0-5L5 4H-5z",
    "down": "M0 5L5-4H-5z",
    "diamond": "M0-5.5L5.5 0 0 5.5-5.5 0z",
    "cross": "M-4-4L4 4M-4 4L4-4",
    "plus": "M-5 0H5M0-5V5",
}


class Point(NamedTuple):
    """One point of a line: where it stands on the x axis, its height, and the ends of its interval."""

    x: str
    y: float
    low: float | None = None
    high: float | None = None


class Line(NamedTuple):
    """A line with its name."""

    name: str
    points: tuple[Point, ...]


class Scale(NamedTuple):
    """From `low` to `high` on a length of `length`."""

    low: float
    high: float
    length: float

    def __call__(self, value: float) -> float:
        """Where a value stands, in pixels from `low`."""
        return (value - self.low) / (self.high - self.low or 1) * self.length


def whisker(score: float, half: float | None, scale: Scale) -> HtmlElement:
    """A dot, and its 95 % interval as a line through it, on a scale that others share."""
    x = scale(score) + 6
    drawn = [node("line", class_="track", x1=6, x2=scale.length + 6, y1=8, y2=8)]
    if half is not None:
        low, high = max(0.0, scale(score - half)) + 6, min(scale.length, scale(score + half)) + 6
        drawn.append(
            node("path", class_="whisker", d=f"M{low:.1f} 8H{high:.1f}M{low:.1f} 3v10M{high:.1f} 3v10")
        )
    drawn.append(node("circle", class_="dot", cx=x, cy=8, r=2.75))
    width = scale.length + 12
    return node("svg", *drawn, class_="dots", width=width, height=16, aria_hidden="true")


def bar(value: float, most: float) -> HtmlElement:
    """A bar as long as `value` is of `most`; the number stands beside it in words."""
    share = max(0.0, min(1.0, value / most)) if most > 0 else 0.0
    rect = node("rect", width=_BAR * share, height=5)
    return node("svg", rect, class_="bar", height=5, width=_BAR, aria_hidden="true")


def line_chart(lines: Sequence[Line], *, label: str, order: Sequence[str] = ()) -> HtmlElement:
    """Lines over the same x axis, each with its name at its end and markers of its own shape.

    The x axis has the labels of `order`, then others in the order in which they first come; a line goes on
    over those that it lacks. `label` says what the chart shows to those who don't see it.
    """
    labels = list(dict.fromkeys([*order, *(point.x for line in lines for point in line.points)]))
    heights = [
        value
        for line in lines
        for point in line.points
        for value in (point.y, point.low, point.high)
        if value is not None
    ]
    ticks = _ticks(min(heights, default=0.0), max(heights, default=1.0))
    inner = Scale(0, max(len(labels) - 1, 1), _WIDTH - _LEFT - _RIGHT)
    y = Scale(ticks[0], ticks[-1], _HEIGHT - _TOP - _BOTTOM)
    offset = 0.5 if len(labels) == 1 else 0.0
    xs = {text: _LEFT + inner(n + offset) for n, text in enumerate(labels)}
    ends = _spread([(_down(y, line.points[-1].y), n) for n, line in enumerate(lines) if line.points])
    drawn = [*_axes(ticks, xs, y)]
    for n, line in enumerate(lines):
        drawn += _line(line, n, xs, y, ends.get(n, 0.0))
    svg = node("svg", *drawn, class_="lines", role="img", aria_label=label, width=_WIDTH, height=_HEIGHT)
    svg.set("viewBox", f"0 0 {_WIDTH} {_HEIGHT}")
    return svg


def _down(y: Scale, value: float) -> float:
    """Where a height stands, in pixels from the top."""
    return _HEIGHT - _BOTTOM - y(value)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers around two others, four to eight of them, the first not above and the last not below."""
    reach = high - low or max(abs(high) / 10, 0.1)
    rough = 10.0 ** math.floor(math.log10(reach)) / 10
    step = next(rough * d * 10**e for e in count() for d in (1, 2, 5) if reach / (rough * d * 10**e) <= 5)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def _axes(ticks: Sequence[float], xs: dict[str, float], y: Scale) -> Iterator[HtmlElement]:
    """Grid lines with their heights, and labels below; where there are too many, some are left out."""
    decimals = max(0, -math.floor(math.log10(ticks[1] - ticks[0]) + 1e-9))
    for tick in ticks:
        at = _down(y, tick)
        yield node("line", class_="grid", x1=_LEFT - 4, x2=_WIDTH - _RIGHT + 8, y1=at, y2=at)
        yield node("text", f"{tick:.{decimals}f}", class_="on-y", x=_LEFT - 8, y=at)
    room = (_WIDTH - _LEFT - _RIGHT) / max(1, len(xs) - 1)
    most = max(_LONGEST, int(room / _LETTER) - 1)
    written = [label if len(label) <= most else f"{label[: most - 1]}…" for label in xs]
    step = max(1, math.ceil((max(map(_width, written), default=0) + _GAP) / room))
    for n, (label, x) in enumerate(zip(written, xs.values(), strict=True)):
        if n % step == 0:
            yield node("text", label, class_="on-x", x=max(x, _width(label) / 2 + 2), y=_HEIGHT - 12)


def _width(label: str) -> float:
    """How wide a label is, about, in pixels."""
    return sum(_DIGIT if character.isdigit() else _LETTER for character in label)


def _line(line: Line, n: int, xs: dict[str, float], y: Scale, end: float) -> Iterator[HtmlElement]:
    """One line with its intervals, its markers, and its name."""
    kind = f"line hue-{n % len(MARKERS)}"
    if not line.points:
        return
    spots = [(xs[point.x], _down(y, point.y), point) for point in line.points]
    path = "M" + "L".join(f"{x:.1f} {at:.1f}" for x, at, _ in spots)
    marks = [node("path", class_="path", d=path)]
    for x, at, point in spots:
        if point.low is not None and point.high is not None:
            marks.append(
                node("line", class_="reach", x1=x, x2=x, y1=_down(y, point.low), y2=_down(y, point.high))
            )
        marks.append(_marker(n, x, at, f"{line.name}, {point.x}: {score_of(point.y)}"))
    x, at, _ = spots[-1]
    edge = _WIDTH - _RIGHT + 12
    name = line.name if len(line.name) <= 21 else f"{line.name[:20]}…"
    marks.append(node("path", class_="lead", d=f"M{x + 6:.1f} {at:.1f}L{edge:.1f} {end:.1f}"))
    marks.append(_marker(n, edge + 7, end, line.name))
    marks.append(node("text", name, class_="name", x=edge + 16, y=end))
    yield node("g", *marks, class_=kind)


def _marker(n: int, x: float, y: float, said: str) -> HtmlElement:
    shape = MARKERS[n % len(MARKERS)]
    title = node("title", said)
    if shape in ("circle", "ring"):
        return node("circle", title, class_=f"marker {shape}", cx=x, cy=y, r=4)
    place = f"translate({x:.1f} {y:.1f})"
    return node("path", title, class_=f"marker {shape}", d=_SHAPES[shape], transform=place)


def _spread(wanted: Sequence[tuple[float, int]]) -> dict[int, float]:
    """Heights for the labels as near as can be to those wanted, none over another, all in the chart."""
    found: dict[int, float] = {}
    lowest = 0.0
    for at, n in sorted(wanted):
        lowest = max(at, lowest)
        found[n] = lowest
        lowest += _LINE
    highest = _HEIGHT - 8.0
    for n in sorted(found, key=lambda n: -found[n]):
        found[n] = min(found[n], highest)
        highest = found[n] - _LINE
    return found
