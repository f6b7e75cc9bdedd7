"""The page of scores over time: what can be compared stands together, in the order of time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.report.made_up import small
from tests.report.runs import FOLDER, HISTORIES, days, forty, one, series, two
from tm.metrics.history import History
from tm.report.scores.history import history_report
from tm.scoring.history import history
from tm.scoring.record import write_record


def tree(found: History) -> HtmlElement:
    return html.document_fromstring(history_report(found, title="Report"))


def labels(found: History) -> list[str]:
    return [text.text for text in tree(found).xpath("//svg")[0].xpath("text[@class='on-x']")]


def cells(row: HtmlElement) -> list[str]:
    return [cell.text_content() for cell in row]


def at(*times: str) -> History:
    return History((series("steady", [40.0] * len(times), times),))


def test_what_can_not_be_compared_is_in_another_chart() -> None:
    page = tree(forty())
    headings = page.xpath("//h2[starts-with(@id, 'chart')]/text()")
    assert headings == [
        "chrF++ on test.tmx, 2026-09-01 to 2026-10-12",
        "chrF++ on test.tmx, 2026-09-21 to 2026-10-12",
    ]
    assert [len(chart.xpath("g")) for chart in page.xpath("//svg")] == [8, 1]


def test_headings_name_files_and_facts_have_the_paths() -> None:
    page = tree(two())
    assert page.xpath("//nav//a/text()") == ["Facts", "chrF++ on test.tmx", "TER on test.tmx"]
    facts = page.xpath("//dl[@class='facts']//dd")
    assert [fact.text_content() for fact in facts] == [
        FOLDER,
        "/tests/of/news/test.tmx, 821 segments",
        "chrF++|version",
        "TER|version",
    ]


def test_what_has_the_latest_run_comes_first() -> None:
    old = series("old", [1.0], days(1), metric="BLEU")
    new = series("new", [None, 1.0], days(2), metric="chrF++")
    assert tree(History((old, new))).xpath("//nav//a/text()")[1:] == [
        "chrF++ on test.tmx",
        "BLEU on test.tmx",
    ]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (["2026-11-24T08:00:00Z", "2026-11-25T08:00:00Z"], ["2026-11-24", "2026-11-25"]),
        (["2026-11-25T08:00:00Z", "2026-11-25T09:30:00Z"], ["08:00", "09:30"]),
        (["2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z", "2026-11-25T08:00:00Z"],
         ["11-24 08:00", "11-24 09:00", "11-25 08:00"]),
        (["2026-11-25T08:00:01Z", "2026-11-25T08:00:09Z", "2026-11-25T08:01:00Z"],
         ["08:00", "08:00 (2)", "08:01"]),
    ],
)  # fmt: skip
def test_runs_are_called_by_what_tells_them_apart(times: list[str], expected: list[str]) -> None:
    assert labels(at(*times)) == expected


def test_runs_stand_in_the_order_of_time_whichever_system_lacks_one() -> None:
    rows = (series("lacks", [1.0, None, 1.0], days(3)), series("has", [2.0, 2.0, 2.0], days(3)))
    assert labels(History(rows)) == [time[:10] for time in days(3)]


def test_labels_of_many_runs_leave_each_other_room() -> None:
    chart = tree(forty()).xpath("//svg")[0]
    shown = chart.xpath("text[@class='on-x']")
    assert 5 <= len(shown) < 40
    assert [text.text for text in shown] == [time[:10] for time in days(40)][:: round(40 / len(shown))]
    ends = [(float(text.get("x")), 7 * len(text.text) / 2) for text in shown]
    assert all(a + half < b - other for (a, half), (b, other) in pairwise(ends))


def test_each_system_says_where_it_stands() -> None:
    history = History((series("rising", [40.0, 45.0, 43.5], days(3)), series("single", [50.0], days(1))))
    (table,) = tree(history).xpath("//table[@class='plain']")
    assert [cells(row) for row in table.xpath("tbody/tr")] == [
        ["single", "1", "50.00", "–", "–", "50.00", "2026-09-01 04:12"],
        ["rising", "3", "43.50", "−1.50", "+3.50", "45.00", "2026-09-02 04:12"],
    ]


def test_the_best_ter_is_the_lowest() -> None:
    history = History((series("a", [50.0, 40.0, 45.0], days(3), metric="TER"),))
    (row,) = tree(history).xpath("//table[@class='plain']/tbody/tr")
    assert cells(row)[5:] == ["40.00", "2026-09-02 04:12"]


def test_every_score_stands_in_the_table_of_runs_the_latest_first() -> None:
    rows = (series("a", [1.0, None, 3.0], days(3)), series("b", [None, 2.25, 1.0], days(3)))
    (table,) = tree(History(rows)).xpath("//table[@class='plain runs']")
    assert cells(table.xpath("thead/tr")[0]) == ["Run", "File", "a", "b"]
    assert [cells(row) for row in table.xpath("tbody/tr")] == [
        ["2026-09-03 04:12", "run-with-a-long-name-2.json", "3.00", "1.00"],
        ["2026-09-02 04:12", "run-with-a-long-name-1.json", "–", "2.25± 1.50"],
        ["2026-09-01 04:12", "run-with-a-long-name-0.json", "1.00", "–"],
    ]


def test_intervals_are_drawn_where_they_are_known() -> None:
    page = tree(History((series("a", [1.0, 2.0, 3.0], days(3)),)))
    assert len(page.xpath("//line[@class='reach']")) == 1


def test_a_single_run_needs_no_chart() -> None:
    page = tree(one())
    assert not page.xpath("//svg")
    assert page.xpath("//table[@class='plain']")
    assert page.xpath("string(//p[@class='lead'])").startswith("1 run of 1 system, 2026-09-01 04:12 (UTC)")


def test_of_many_systems_the_best_are_drawn_and_all_are_in_the_tables() -> None:
    page = tree(forty())
    (first, _) = page.xpath("//section[h2[starts-with(@id, 'chart')]]")
    drawn = [
        title.split(",")[0] for title in first.xpath(".//g/*[contains(@class, 'marker')][1]/title/text()")
    ]
    assert drawn == [f"system-with-a-long-name.{6410 - k}" for k in range(8)]
    assert "the 8 systems of 11" in page.xpath("string(//section[h2/@id='chart-1']/p)").replace(
        "The chart has ", ""
    )
    assert len(first.xpath(".//table[@class='plain']/tbody/tr")) == 11


def test_breaks_and_files_that_were_not_read_are_said() -> None:
    page = tree(forty())
    found = forty()
    assert page.xpath("//ul[@class='breaks']/li/text()") == list(found.breaks)
    assert page.xpath("//section[@class='warnings']/h2/text()") == ["2 files not counted"]
    said = page.xpath("//section[@class='warnings']//li/text()")
    assert said == [f"{path}: {problem}" for path, problem in found.unread]


def test_without_runs_there_is_a_page_that_says_so() -> None:
    page = tree(History(unread=(("a.json", "is not JSON"),)))
    assert page.xpath("string(//p[@class='lead'])") == "No runs."
    assert page.xpath("//nav//a/@href") == ["#facts"]


@pytest.mark.parametrize("name", HISTORIES)
def test_the_same_history_gives_the_same_page(name: str) -> None:
    made = HISTORIES[name]
    assert history_report(made(), title="Report") == history_report(made(), title="Report")


def test_kept_reports_make_a_page(tmp_path: Path) -> None:
    first = small()
    better = tuple(
        replace(one, scores=tuple(replace(score, score=score.score + 1) for score in one.scores))
        for one in first.systems
    )
    write_record(tmp_path / "a.json", first, made="2026-11-24T08:00:00Z")
    write_record(tmp_path / "b.json", replace(first, systems=better), made="2026-11-25T08:00:00Z")
    page = tree(history([tmp_path]))
    assert page.xpath("//nav//a/text()")[1:] == [f"{metric} on made-up.tmx" for metric in first.metrics]
    for table in page.xpath("//table[@class='plain']"):
        assert {cells(row)[3] for row in table.xpath("tbody/tr")} == {"+1.00"}
