"""Small pictures of what a memory holds, in SVG: bars beside numbers, and how it grew."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup

from tm.report.elements import node

WIDTH, HEIGHT = 640, 160  # of the picture of growth, which is stretched to the room there is
BAR = 100  # the length of the longest bar, which is as long as there is room
STEPS = 200  # points that are drawn at most
_LEFT, _BOTTOM, _TOP = 0, 1, 8


def bar(value: float, most: float) -> Markup:
    """A bar as long as `value` is of `most`; the number stands beside it."""
    share = max(0.0, min(1.0, value / most)) if most > 0 else 0.0
    drawn = node("rect", width=max(BAR * share, 1.0 if value else 0.0), height=8)
    return _written(_stretched(node("svg", drawn, class_="bar", height=8, aria_hidden="true"), BAR, 8))


def growth(points: Sequence[tuple[str, int]], said: str) -> Markup:
    """How many units there were after each change: a line over a field; `said` tells it in words."""
    shown = thinned(points)
    most = max((units for _, units in shown), default=0) or 1
    across = (WIDTH - 2 * _LEFT) / max(len(shown) - 1, 1)
    spots = [
        (_LEFT + n * across, HEIGHT - _BOTTOM - units / most * (HEIGHT - _BOTTOM - _TOP))
        for n, (_, units) in enumerate(shown)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    foot = HEIGHT - _BOTTOM
    field = f"{_LEFT},{foot} {line} {spots[-1][0]:.1f},{foot}" if spots else ""
    drawn = [
        node("line", class_="floor", x1=_LEFT, x2=WIDTH - _LEFT, y1=foot, y2=foot),
        node("polygon", class_="field", points=field),
        node("polyline", class_="course", points=line),
    ]
    svg = node("svg", *drawn, class_="growth", role="img", aria_label=said)
    return _written(_stretched(svg, WIDTH, HEIGHT))


def thinned(points: Sequence[tuple[str, int]], most: int = STEPS) -> Sequence[tuple[str, int]]:
    """Some of the points at equal distances, the last one among them."""
    if len(points) <= most:
        return points
    return [points[round(n * (len(points) - 1) / (most - 1))] for n in range(most)]


def _stretched(svg: HtmlElement, width: int, height: int) -> HtmlElement:
    """A picture that fills the room there is, whatever its shape."""
    svg.set("viewBox", f"0 0 {width} {height}")
    svg.set("preserveAspectRatio", "none")
    return svg


def _written(drawn: HtmlElement) -> Markup:
    return Markup(html.tostring(drawn, encoding="unicode"))  # escaped as it was built
