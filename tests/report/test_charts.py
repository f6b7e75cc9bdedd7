"""Charts in SVG: what they show is where it should be."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml.html import HtmlElement

from tm.report.scores.charts import MARKERS, Line, Point, Scale, bar, line_chart, whisker


def line(name: str, *heights: float) -> Line:
    return Line(name, tuple(Point(str(n), y) for n, y in enumerate(heights)))


def points(chart: HtmlElement, n: int = 0) -> list[tuple[float, float]]:
    (path,) = chart.xpath(f"g[{n + 1}]/path[@class='path']/@d")
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_higher_is_further_up_and_later_further_right() -> None:
    found = points(line_chart([line("a", 10, 20, 15)], label="A"))
    assert [x for x, _ in found] == sorted(x for x, _ in found)
    assert found[1][1] < found[2][1] < found[0][1]
    middle = (found[0][1] + found[1][1]) / 2
    assert found[2][1] == pytest.approx(middle, abs=0.1)


def test_lines_share_the_labels_and_go_on_over_those_they_lack() -> None:
    short = Line("b", (Point("0", 1.0), Point("2", 2.0)))
    chart = line_chart([line("a", 1, 1, 1), short], label="A")
    assert [text.text for text in chart.xpath("text[@class='on-x']")] == ["0", "1", "2"]
    assert [x for x, _ in points(chart, 1)] == [x for x, _ in points(chart)][::2]


@pytest.mark.parametrize(
    "heights", [(0.0, 0.0), (41.2, 41.3), (5.0,), (0.001, 0.002), (3.0, 99.0), (-4.0, 7.0)]
)
def test_ticks_are_around_all_points(heights: tuple[float, ...]) -> None:
    chart = line_chart([line("a", *heights)], label="A")
    ticks = [float(text.text) for text in chart.xpath("text[@class='on-y']")]
    assert ticks[0] <= min(heights)
    assert max(heights) <= ticks[-1]
    assert 2 <= len(ticks) <= 8
    assert len(set(ticks)) == len(ticks)


def test_intervals_are_in_the_chart() -> None:
    chart = line_chart([Line("a", (Point("x", 5, 1, 9), Point("y", 5)))], label="A")
    (reach,) = chart.xpath("//line[@class='reach']")
    assert 0 < float(reach.get("y2")) < float(reach.get("y1")) < float(chart.get("height"))


def test_names_stand_apart_from_one_another() -> None:
    chart = line_chart([line(str(n), 10, 20 + n / 100) for n in range(8)], label="A")
    heights = sorted(float(text.get("y")) for text in chart.xpath("//text[@class='name']"))
    assert all(b - a >= 13.9 for a, b in pairwise(heights))
    assert heights[0] >= 0
    assert heights[-1] <= float(chart.get("height"))


def test_no_two_lines_have_markers_of_one_shape() -> None:
    chart = line_chart([line(str(n), 1, 2) for n in range(len(MARKERS))], label="A")
    shapes = {one.get("class") for one in chart.xpath("//*[contains(@class, 'marker')]")}
    assert len(shapes) == len(MARKERS)


def test_a_chart_says_what_it_shows() -> None:
    chart = line_chart([line("a", 1.25)], label="chrF++ by run")
    assert chart.get("aria-label") == "chrF++ by run"
    assert chart.xpath("//title/text()") == ["a, 0: 1.25", "a"]
    assert not line_chart([], label="nothing").xpath("g")


def test_whiskers_stay_in_their_scale() -> None:
    svg = whisker(10.0, 50.0, Scale(5.0, 15.0, 100))
    (path,) = svg.xpath("path/@d")
    assert path.startswith("M6.0 8H106.0")
    assert svg.xpath("circle/@cx") == ["56"]


@pytest.mark.parametrize(
    ("value", "width"), [(0.0, "0"), (25.0, "48"), (50.0, "96"), (80.0, "96"), (-3.0, "0")]
)
def test_bars_are_as_long_as_their_share(value: float, width: str) -> None:
    assert bar(value, 50.0).xpath("rect/@width") == [width]
    assert bar(value, 0.0).xpath("rect/@width") == ["0"]
