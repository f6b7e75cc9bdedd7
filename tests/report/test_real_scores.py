"""The page of seven real systems, scored by the whole pipeline: all is there, and links lead to it."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from tests.report.browser import Opened
from tests.report.real import Planted
from tm.metrics.results import ScoreReport

SECTIONS = (
    *("facts", "leaderboard", "pairs", "breakdowns", "ngrams", "terms", "faults", "punctuation", "leakage"),
    "segments",
)


def test_every_aspect_has_its_section(wmt19: Path) -> None:
    page = html.document_fromstring(wmt19.read_text(encoding="utf-8"))
    assert tuple(page.xpath("//main//h2/@id")) == SECTIONS
    assert page.xpath("//div[@data-panel='by-0']//h4/text()") == [
        "Words in the reference",
        "Rare words in the reference",
        "Best match of the source in the memory, per cent",
    ]


def test_the_page_is_small(wmt19: Path) -> None:
    assert wmt19.stat().st_size < 6_000_000


def test_nothing_sticks_out_is_asked_for_or_complained_of(window: Opened, wmt19: Path) -> None:
    opened = window.open(wmt19)
    assert opened.sticking_out() == {}
    assert opened.requests == [wmt19.as_uri()]
    assert opened.complaints == []


def test_all_segments_are_there_and_every_link_leads_to_its_own(
    window: Opened, wmt19: Path, real: ScoreReport, planted: Planted
) -> None:
    opened = window.open(wmt19)
    assert opened.segments() == list(range(1, 822))
    assert real.leakage
    assert planted.exact <= real.leakage.places
    opened.follow(".leakage a[data-group]")
    opened.said(" of 821")
    assert opened.segments() == [place + 1 for place in sorted(real.leakage.places)]
    links = opened.page.locator(".breakdowns [data-panel=by-0] a[data-group]")
    buckets = [bucket for breakdown in real.breakdowns for bucket in breakdown.buckets]
    assert links.count() == len(buckets)
    for link, bucket in zip(links.all(), buckets, strict=True):
        link.click()
        assert opened.segments() == [place + 1 for place in bucket.places]
    opened.page.locator("[data-control=find]").fill("government")
    opened.page.locator("[data-control=group]").select_option("")
    opened.said(f" of {real.segments}")
    assert opened.status() == f"{len(opened.segments())} of 821 segments"


def test_what_is_planted_is_named_with_its_line(wmt19: Path, planted: Planted) -> None:
    page = html.document_fromstring(wmt19.read_text(encoding="utf-8"))
    rows = {row.xpath("string(th)"): row for row in page.xpath("//table[@class='seen']/tbody/tr")}
    lines = planted.memory.read_text(encoding="utf-8").split("\n")
    for place in planted.exact:
        alike, unit, text = (cell.text_content() for cell in rows[str(place + 1)].findall("td"))
        assert alike.endswith(" 100 %")
        line = lines[int(unit.removeprefix("of line ")) - 1]
        assert text.removesuffix("…") in line
