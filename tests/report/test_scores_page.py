"""The page of scores in a real browser: it works by keyboard, stays in its width, asks for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.report.browser import Opened
from tests.report.made_up import HOSTILE, full
from tm.metrics.results import SystemScores

WIDTHS = (360, 1400)
NAMES = ("full", "two", "crowded", "hostile", "plain")

# Elements that stick out of the window, but for those in boxes that scroll and those only read out.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const apart = '.box, .hidden, .skip, script, style, option, optgroup';
  return [...document.body.querySelectorAll('*')].filter(one => {
    if (one.closest(apart) && !one.matches('.box')) return false;
    const place = one.getBoundingClientRect();
    return place.width && (place.right > width + 0.5 || place.left < -0.5);
  }).map(one => one.outerHTML.slice(0, 120));
}"""

# Texts with less contrast to what is behind them than people need, with the ratio.
FAINT = """() => {
  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith('color(') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3])).concat(1);
  const behind = (one) => {
    const layers = [];
    for (let at = one; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const found = {};
  let texts = 0;
  for (const one of document.body.querySelectorAll('*:not(script, style, option, optgroup)')) {
    const said = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!said || one.closest('title') || !one.getClientRects().length) continue;
    texts += 1;
    const style = getComputedStyle(one);
    const back = behind(one.ownerSVGElement ? one.ownerSVGElement.parentElement : one);
    const front = over(parse(one.ownerSVGElement ? style.fill : style.color), back);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found[`${one.tagName}.${one.getAttribute('class')}`] = ratio;
  }
  return [texts, found];
}"""


@pytest.mark.parametrize("name", NAMES)
def test_it_asks_for_nothing_and_complains_of_nothing(
    chromium: Browser, pages: dict[str, Path], name: str
) -> None:
    with Opened(chromium, pages[name]) as opened:
        opened.page.wait_for_load_state("networkidle")
        assert opened.requests == [pages[name].as_uri()]
        assert opened.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_sticks_out(chromium: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    for scripted in (True, False):
        with Opened(chromium, pages[name], width, java_script_enabled=scripted) as opened:
            root = "document.documentElement"
            assert opened.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
            assert opened.page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["full", "two"])
def test_all_texts_have_enough_contrast(
    chromium: Browser, pages: dict[str, Path], name: str, scheme: str
) -> None:
    with Opened(chromium, pages[name], color_scheme=scheme) as opened:
        opened.page.evaluate("document.querySelector('.list').dataset.marks = 'both'")
        opened.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        texts, faint = opened.page.evaluate(FAINT)
        assert texts > 100
        assert faint == {}


def test_the_leaderboard_is_sorted_by_keyboard_and_says_so(chromium: Browser, pages: dict[str, Path]) -> None:
    with Opened(chromium, pages["full"]) as opened:
        names = opened.page.locator(".board tbody th")
        head = opened.page.locator(".board thead th", has_text="Faults")
        assert names.all_text_contents() == ["careful", "middling", "rough"]
        opened.tab_to(".board thead th:last-child button")
        opened.page.keyboard.press("Enter")
        assert names.all_text_contents()[0] == "rough"
        assert head.get_attribute("aria-sort") == "descending"
        assert opened.page.locator(".board [aria-sort]").count() == 1
        assert (
            opened.page.locator(".leaderboard [role=status]").text_content() == "Sorted by Faults, descending"
        )
        opened.page.keyboard.press("Space")
        assert names.all_text_contents()[-1] == "rough"
        assert head.get_attribute("aria-sort") == "ascending"
        assert opened.page.evaluate("document.activeElement.textContent") == "Faults"


def test_brackets_go_with_the_rows(chromium: Browser, pages: dict[str, Path]) -> None:
    with Opened(chromium, pages["crowded"]) as opened:
        rows = opened.page.locator(".board tbody tr")
        assert [row.get_attribute("class") for row in rows.all()][:2] == ["begins", "inside"]
        opened.page.locator(".board thead button", has_text="System").click()
        kinds = [row.get_attribute("class") for row in rows.all()]
        assert kinds == [""] * 11  # by name no two neighbours are of one cluster


def test_metrics_are_switched_by_keyboard(chromium: Browser, pages: dict[str, Path]) -> None:
    with Opened(chromium, pages["full"]) as opened:
        panels = opened.page.locator("[data-panel^='pairs-']")
        assert [panel.is_visible() for panel in panels.all()] == [True, False, False]
        opened.tab_to("input[name=pairs]")
        opened.page.keyboard.press("ArrowRight")
        assert [panel.is_visible() for panel in panels.all()] == [False, True, False]
        opened.page.emulate_media(media="print")
        assert all(panel.is_visible() for panel in panels.all())


def test_segments_are_found_by_keyboard_and_counted(chromium: Browser, pages: dict[str, Path]) -> None:
    with Opened(chromium, pages["full"]) as opened:
        assert opened.status() == "6 segments"
        opened.tab_to("[data-control=find]")
        opened.page.keyboard.type("THURSDAY")
        opened.said("1 of")
        assert opened.segments() == [2]
        assert opened.status() == "1 of 6 segments"
        opened.tab_to("[data-control=where]", most=1)
        opened.page.keyboard.type("source")
        opened.said("0 of")
        opened.tab_to("[data-reset]")
        opened.page.keyboard.press("Enter")
        assert opened.segments() == [1, 2, 3, 4, 5, 6]


def test_segments_are_sorted_by_keyboard_and_it_is_said(chromium: Browser, pages: dict[str, Path]) -> None:
    with Opened(chromium, pages["full"]) as opened:
        opened.tab_to("[data-control=sort]")
        opened.page.keyboard.type("spread")
        opened.said("spread")
        assert opened.status() == "6 segments, by spread, chrF++, highest first"
        assert opened.segments() == _ordered(lambda rows: -(max(rows) - min(rows)), "chrF++")


def _ordered(key: object, metric: str, name: str | None = None) -> list[int]:
    """The numbers of the segments by a key of their scores, as far as one decimal tells."""
    systems = [one for one in full().systems if name in (None, one.name)]

    def rank(place: int) -> tuple[float, int]:
        rows = [_shown(system, metric, place) for system in systems]
        return round(key(rows), 6), place  # type: ignore[operator]

    return [place + 1 for place in sorted(range(6), key=rank)]


def _shown(system: SystemScores, metric: str, place: int) -> float:
    return float(f"{system.by_segment[metric][place]:.1f}")


@pytest.mark.parametrize("metric", ["chrF++", "BLEU", "BLEU-intl"])
@pytest.mark.parametrize("name", [None, "careful", "rough"])
def test_scores_sort_segments_as_python_does(
    chromium: Browser, pages: dict[str, Path], metric: str, name: str | None
) -> None:
    with Opened(chromium, pages["full"]) as opened:
        for control, value in (("sort", "score"), ("metric", metric), ("system", name or "all systems")):
            wanted = {"value": value} if control == "sort" else {"label": value}
            opened.page.locator(f"[data-control={control}]").select_option(**wanted)  # type: ignore[arg-type]
        opened.said(f"{metric} of {name}, lowest" if name else f"{metric}, mean of systems, lowest")
        assert opened.segments() == _ordered(lambda rows: sum(rows) / len(rows), metric, name)
        shown = opened.page.locator("article").first.locator("tbody tr:not(.src):not(.ref):visible th")
        assert shown.all_text_contents() == ([name] if name else ["careful", "middling", "rough"])


@pytest.mark.parametrize(
    ("control", "label", "expected"),
    [
        ("fault", "with a fault", [2, 3, 5]),
        ("fault", "empty (1)", [2]),
        ("group", "document 2 (2)", [2, 5]),
        ("group", "leaked (2)", [1, 3]),
        ("group", "doubtful reference (2)", [2, 5]),
    ],
)
def test_segments_are_filtered_by_faults_and_groups(
    chromium: Browser, pages: dict[str, Path], control: str, label: str, expected: list[int]
) -> None:
    with Opened(chromium, pages["full"]) as opened:
        opened.page.locator(f"[data-control={control}]").select_option(label=label)
        opened.said(" of 6")
        assert opened.segments() == expected


def test_only_where_systems_differ_most(chromium: Browser, pages: dict[str, Path]) -> None:
    with Opened(chromium, pages["full"]) as opened:
        opened.tab_to("[data-control=differ]")
        opened.page.keyboard.press("Space")
        opened.said(" of 6")
        assert opened.segments() == _ordered(lambda rows: -(max(rows) - min(rows)), "chrF++")[:1]


def test_a_count_of_faults_leads_to_its_segments(chromium: Browser, pages: dict[str, Path]) -> None:
    with Opened(chromium, pages["full"]) as opened:
        opened.page.locator(".faults tr", has_text="repeated").locator("a").click()
        assert opened.segments() == [5]
        assert (
            opened.page.locator("[data-control=system]").evaluate("one => one.selectedOptions[0].text")
            == "rough"
        )
        opened.page.evaluate("location.hash = '#segment-1'")
        expect(opened.page.locator("#segment-1")).to_be_visible()


def test_without_a_script_everything_is_there(chromium: Browser, pages: dict[str, Path]) -> None:
    with Opened(chromium, pages["full"], java_script_enabled=False) as opened:
        for selector in ("[data-panel]", "[data-panel] > h3", "article", "article del", ".board thead th"):
            found = opened.page.locator(selector).all()
            assert found
            assert all(one.is_visible() for one in found), selector
        for selector in (".controls", ".switch", ".board button"):
            assert not any(one.is_visible() for one in opened.page.locator(selector).all())


def test_hostile_texts_are_texts(chromium: Browser, pages: dict[str, Path]) -> None:
    with Opened(chromium, pages["hostile"]) as opened:
        opened.page.locator("[data-control=find]").fill("onerror")
        opened.said(" of 6")
        for head in opened.page.locator(".board thead button").all():
            head.click()
        assert opened.page.title() == "Report hostile"
        assert opened.requests == [pages["hostile"].as_uri()]
        assert opened.complaints == []
        assert opened.page.locator("img, main script, iframe").count() == 0
        cells = opened.page.locator("article tr.ref td").all_text_contents()
        assert [cell for cell in cells if "\ufffd" not in cell] == [
            text for text in HOSTILE if "\x00" not in text
        ]


class TestSevenSystems:
    @pytest.mark.parametrize("width", WIDTHS)
    def test_nothing_sticks_out_and_nothing_is_asked_for(
        self, chromium: Browser, wmt19: Path, width: int
    ) -> None:
        with Opened(chromium, wmt19, width) as opened:
            root = "document.documentElement"
            assert opened.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
            assert opened.page.evaluate(STICKING_OUT) == []
            assert opened.requests == [wmt19.as_uri()]
            assert opened.complaints == []

    def test_all_segments_are_there_and_found_again(self, chromium: Browser, wmt19: Path) -> None:
        with Opened(chromium, wmt19) as opened:
            assert opened.segments() == list(range(1, 822))
            opened.page.locator("[data-control=find]").fill("government")
            opened.said(" of 821")
            assert opened.status() == f"{len(opened.segments())} of 821 segments"

    def test_the_page_is_small(self, wmt19: Path) -> None:
        assert wmt19.stat().st_size < 6_000_000
