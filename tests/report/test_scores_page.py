"""The page of scores in a real browser: it works by keyboard, stays in its width, asks for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.report.browser import Opened
from tests.report.made_up import HOSTILE, full
from tests.report.runs import HISTORIES
from tm.metrics.results import SystemScores

NAMES = ("full", "two", "crowded", "hostile", "plain", "wide", *HISTORIES)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_sticks_out_is_asked_for_or_complained_of(
    window: Opened, scriptless: Opened, pages: dict[str, Path], name: str
) -> None:
    opened = window.open(pages[name])
    assert opened.sticking_out() == {}
    assert scriptless.open(pages[name]).sticking_out() == {}  # which leaves the other some time to ask
    assert opened.requests == [pages[name].as_uri()]
    assert opened.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["full", "two", "wide", "forty runs"])
def test_all_texts_have_enough_contrast(
    window: Opened, pages: dict[str, Path], name: str, scheme: Literal["light", "dark"]
) -> None:
    opened = window.open(pages[name], scheme=scheme)
    opened.page.evaluate("document.querySelectorAll('.list').forEach(one => one.dataset.marks = 'both')")
    assert opened.faint() == {}


def test_the_leaderboard_is_sorted_by_keyboard_and_says_so(window: Opened, pages: dict[str, Path]) -> None:
    opened = window.open(pages["full"])
    names = opened.page.locator(".board tbody th")
    head = opened.page.locator(".board thead th", has_text="Faults")
    assert names.all_text_contents() == ["careful", "middling", "rough"]
    opened.tab_to(".board thead th:last-child button")
    opened.page.keyboard.press("Enter")
    assert names.all_text_contents()[0] == "rough"
    assert head.get_attribute("aria-sort") == "descending"
    assert opened.page.locator(".board [aria-sort]").count() == 1
    assert opened.page.locator(".leaderboard [role=status]").text_content() == "Sorted by Faults, descending"
    opened.page.keyboard.press("Space")
    assert names.all_text_contents()[-1] == "rough"
    assert head.get_attribute("aria-sort") == "ascending"
    assert opened.page.evaluate("document.activeElement.textContent") == "Faults"


def test_brackets_go_with_the_rows(window: Opened, pages: dict[str, Path]) -> None:
    opened = window.open(pages["crowded"])
    rows = opened.page.locator(".board tbody tr")
    assert [row.get_attribute("class") for row in rows.all()][:2] == ["begins", "inside"]
    opened.page.locator(".board thead button", has_text="System").click()
    kinds = [row.get_attribute("class") for row in rows.all()]
    assert kinds == [""] * 11  # by name no two neighbours are of one cluster


def test_metrics_are_switched_by_keyboard(window: Opened, pages: dict[str, Path]) -> None:
    opened = window.open(pages["full"])
    panels = opened.page.locator("[data-panel^='pairs-']")
    assert [panel.is_visible() for panel in panels.all()] == [True, False, False]
    opened.tab_to("input[name=pairs]")
    opened.page.keyboard.press("ArrowRight")
    assert [panel.is_visible() for panel in panels.all()] == [False, True, False]
    opened.page.emulate_media(media="print")
    assert all(panel.is_visible() for panel in panels.all())


def test_segments_are_found_by_keyboard_and_counted(window: Opened, pages: dict[str, Path]) -> None:
    opened = window.open(pages["full"])
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


def test_segments_are_sorted_by_keyboard_and_it_is_said(window: Opened, pages: dict[str, Path]) -> None:
    opened = window.open(pages["full"])
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
    window: Opened, pages: dict[str, Path], metric: str, name: str | None
) -> None:
    opened = window.open(pages["full"])
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
    window: Opened, pages: dict[str, Path], control: str, label: str, expected: list[int]
) -> None:
    opened = window.open(pages["full"])
    opened.page.locator(f"[data-control={control}]").select_option(label=label)
    opened.said(" of 6")
    assert opened.segments() == expected


def test_only_where_systems_differ_most(window: Opened, pages: dict[str, Path]) -> None:
    opened = window.open(pages["full"])
    opened.tab_to("[data-control=differ]")
    opened.page.keyboard.press("Space")
    opened.said(" of 6")
    assert opened.segments() == _ordered(lambda rows: -(max(rows) - min(rows)), "chrF++")[:1]


def test_a_count_of_faults_leads_to_its_segments(window: Opened, pages: dict[str, Path]) -> None:
    opened = window.open(pages["full"])
    opened.page.locator(".faults tr", has_text="repeated").locator("a").click()
    assert opened.segments() == [5]
    assert (
        opened.page.locator("[data-control=system]").evaluate("one => one.selectedOptions[0].text") == "rough"
    )
    opened.page.evaluate("location.hash = '#segment-1'")
    expect(opened.page.locator("#segment-1")).to_be_visible()


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (".breakdowns [data-panel=by-0] td.count a >> nth=-2", [2, 5]),
        (".leakage a[data-group]", [1, 3]),
        (".doubt a[data-group]", [2, 5]),
        ("[data-find='water problem']", [3]),
    ],
)
def test_counts_and_words_lead_to_their_segments(
    window: Opened, pages: dict[str, Path], link: str, expected: list[int]
) -> None:
    opened = window.open(pages["full"])
    opened.page.locator("[data-control=fault]").select_option(label="empty (1)")
    opened.follow(link)
    opened.said(" of 6")
    assert opened.segments() == expected


def test_one_switch_is_for_all_groups(window: Opened, pages: dict[str, Path]) -> None:
    opened = window.open(pages["full"])
    tables = opened.page.locator(".bars")
    assert sum(table.is_visible() for table in tables.all()) == 2
    opened.page.locator(".breakdowns .switch label", has_text="BLEU-intl").click()
    seen = [table.locator("caption").text_content() for table in tables.all() if table.is_visible()]
    assert seen == ["Words in the reference, BLEU-intl", "Document, BLEU-intl"]


def test_without_a_script_everything_is_there(scriptless: Opened, pages: dict[str, Path]) -> None:
    opened = scriptless.open(pages["full"])
    for selector in ("[data-panel]", "[data-panel] > h3", "article", "article del", ".board thead th"):
        found = opened.page.locator(selector).all()
        assert found
        assert all(one.is_visible() for one in found), selector
    for selector in (".controls", ".switch", ".board button"):
        assert not any(one.is_visible() for one in opened.page.locator(selector).all())


def test_hostile_texts_are_texts(window: Opened, pages: dict[str, Path]) -> None:
    opened = window.open(pages["hostile"])
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
