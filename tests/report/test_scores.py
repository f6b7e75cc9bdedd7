"""The page of scores as a tree: complete, the same figures everywhere, deaf to whatever the texts hold."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from tests.report.made_up import FOLDER, HYPOTHESES, METRICS, crowded, full, hostile, small, two, wide
from tests.report.runs import HISTORIES
from tm.metrics.results import Bucket, Comparison, MetricScore, ScoreReport
from tm.metrics.scored import ReferenceUnit
from tm.report.scores import score_report
from tm.report.scores.history import history_report
from tm.report.scores.marks import marked_text
from tm.report.scores.segments import spreads, telling

REPORTS = {name: score_report(made(), title="Report", facts=[("Made", "up")]) for name, made in [
    ("full", full), ("two", two), ("plain", small), ("crowded", crowded), ("hostile", hostile),
    ("wide", wide),
]}  # fmt: skip
PAGES = REPORTS | {name: history_report(found(), title="Report") for name, found in HISTORIES.items()}


def tree(report: ScoreReport, **settings: int) -> HtmlElement:
    return html.document_fromstring(score_report(report, title="Report", **settings))  # type: ignore[arg-type]


def texts(nodes: list[HtmlElement]) -> list[str]:
    return [node.text_content() for node in nodes]


def lower_is_better() -> ScoreReport:
    """The same scores, called TER."""

    def named(one: MetricScore) -> MetricScore:
        return replace(one, metric="TER")

    report = small()
    systems = tuple(
        replace(system, scores=(named(system.scores[0]),), by_segment={"TER": system.by_segment["chrF++"]})
        for system in report.systems
    )
    compared = tuple(replace(one, metric="TER") for one in report.comparisons if one.metric == "chrF++")
    return replace(
        report,
        metrics=("TER",),
        systems=systems,
        comparisons=compared,
        clusters=(),
        breakdowns=(),
        signatures={},
    )


@pytest.mark.parametrize("name", PAGES)
class TestEveryPage:
    def test_links_lead_to_places_of_the_page_and_nothing_is_loaded(self, name: str) -> None:
        root = html.document_fromstring(PAGES[name])
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        links = root.xpath("//@href")
        assert all(link.startswith("#") for link in links)
        assert {link.removeprefix("#") for link in links} <= set(ids)
        assert not root.xpath("//@src | //@srcset | //@style | //link | //img | //iframe | //form")
        style = root.xpath("string(//style)")
        assert "url(" not in style
        assert "@import" not in style

    def test_the_policy_lets_our_scripts_run_and_no_others(self, name: str) -> None:
        root = html.document_fromstring(PAGES[name])
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        scripts = root.xpath("//script/text()")
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
        assert len(scripts) == 2
        allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
        assert f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed};" in policy

    def test_no_attribute_listens(self, name: str) -> None:
        names = {name for node in html.document_fromstring(PAGES[name]).iter() for name in node.attrib}
        assert not [name for name in names if name.startswith("on")]

    def test_only_characters_that_html_allows(self, name: str) -> None:
        assert not re.search("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", PAGES[name])

    def test_landmarks_and_boxes_have_names(self, name: str) -> None:
        root = html.document_fromstring(PAGES[name])
        assert all(len(root.xpath(f"//{landmark}")) == 1 for landmark in ("main", "footer", "h1", "nav"))
        boxes = root.xpath("//*[contains(@class, 'box')]")
        assert boxes
        assert all(box.get("tabindex") == "0" and box.get("aria-label") for box in boxes)
        controls = root.xpath("//*[@data-control]")
        assert all(texts(one.xpath("ancestor::label/span")) for one in controls)


def test_every_score_stands_in_the_leaderboard_to_two_decimals() -> None:
    rows = tree(small()).xpath("//table[@class='board']/tbody/tr")
    found = {row.find("th").text: texts(row.xpath(".//*[@class='number']")) for row in rows}
    assert found == {system.name: [f"{one.score:.2f}" for one in system.scores] for system in small().systems}


def test_the_best_score_of_each_metric_is_bold() -> None:
    page = tree(small())
    assert page.xpath("//table[@class='board']//tr[td//b]/th/text()") == ["careful"]
    worse = tree(lower_is_better())
    assert worse.xpath("//table[@class='board']//tr[td//b]/th/text()") == ["rough"]
    assert worse.xpath("//table[@class='board']/tbody/tr/th/text()") == ["rough", "middling", "careful"]


def test_systems_of_a_cluster_share_their_ranks() -> None:
    clusters = (("careful",), ("middling", "rough"))
    rows = tree(replace(small(), clusters=clusters)).xpath("//table[@class='board']/tbody/tr")
    ranks = [row.xpath("string(td[1]/span/text())") for row in rows]
    assert ranks == ["1", "2–3", "2–3"]
    assert [row.get("class") for row in rows] == [None, "begins", "ends"]


def test_the_matrix_reads_the_same_from_both_sides() -> None:
    compared = (Comparison("chrF++", "careful", "rough", 2.5, 0.004, 1.0, 4.0, 0.83),)
    page = tree(replace(small(), comparisons=compared))
    (table,) = page.xpath("//table[@class='matrix']")
    fields = {
        (row.find("th").text, head): texts(list(cell))
        for row in table.xpath("tbody/tr")
        for head, cell in zip(table.xpath("thead//th/text()")[1:], row.findall("td"), strict=True)
    }
    assert fields["careful", "rough"] == ["+2.50", "●p = 0.004", "+1.00 to +4.00", "83 % agree"]
    assert fields["rough", "careful"] == ["−2.50", "●p = 0.004", "−4.00 to −1.00", "83 % agree"]
    assert fields["careful", "careful"] == fields["careful", "middling"] == []


@pytest.mark.parametrize(("p", "sign"), [(0.0099, "●"), (0.01, "◐"), (0.0499, "◐"), (0.05, "○")])
def test_signs_tell_how_sure_a_difference_is(p: float, sign: str) -> None:
    page = tree(replace(two(), comparisons=(Comparison("BLEU", "careful", "rough", 1.0, p),)))
    assert page.xpath("//table[@class='two']//span[contains(@class, 'symbol')]/text()") == [sign]


def test_more_is_worse_where_lower_is_better() -> None:
    (first,) = tree(lower_is_better()).xpath("//table[@class='matrix']/tbody/tr[1]/td[3]")
    assert first.text_content().startswith("−")
    assert first.get("class") == "better"


def test_every_bucket_is_a_row_with_the_scores_of_all_systems() -> None:
    report = full()
    tables = tree(report).xpath("//table[@class='bars']")
    wanted = [
        [bucket.name, f"({bucket.segments})", *(f"{bucket.scores[name][n]:.2f}" for name in HYPOTHESES)]
        for n in range(len(METRICS))
        for breakdown in report.breakdowns
        for bucket in breakdown.buckets
    ]
    assert [texts(list(row)) for table in tables for row in table.xpath("tbody/tr")] == wanted


def test_every_hypothesis_stands_with_its_scores() -> None:
    report = small()
    for place, article in enumerate(tree(report).xpath("//article")):
        rows = article.xpath(".//tbody/tr[not(@class)]")
        assert [row.find("th").text for row in rows] == list(HYPOTHESES)
        for system, row in zip(report.systems, rows, strict=True):
            scores = [f"{system.by_segment[metric][place]:.1f}" for metric in METRICS]
            assert texts(row.findall("td"))[:-1] == scores
            (cell,) = row.xpath("td[last()]")
            said = "".join(cell.xpath("text() | ins/text()"))
            assert said == system.hypotheses[place]


@given(st.text(alphabet="абв құ.,", max_size=40), st.text(alphabet="абв құ.,", max_size=40))
def test_marks_lose_nothing_of_either_text(reference: str, hypothesis: str) -> None:
    parts = marked_text([reference], hypothesis)
    said = [(None, part) if isinstance(part, str) else (part.tag, part.text) for part in parts]
    assert "".join(text for kind, text in said if kind != "del") == hypothesis
    assert "".join(text for kind, text in said if kind != "ins") == reference


def test_faults_are_named_where_they_are_and_counted() -> None:
    page = tree(full())
    (segment,) = page.xpath("//article[@id='segment-2']")
    assert texts(segment.xpath(".//li")) == ["empty nothing was said"]
    rows = page.xpath("//section[h2/@id='faults']//tbody/tr")
    counts = {row.find("th").text: texts(row.findall("td")) for row in rows}
    assert counts["empty"] == ["–", "–", "1"]
    assert [cell.text for cell in page.xpath("//table[@class='board']//td[@class='count']")] == [
        "0",
        "0",
        "3",
    ]


def test_terms_stand_in_the_order_of_the_leaderboard() -> None:
    report = full()
    page = tree(replace(report, terms=report.terms[::-1]))
    assert page.xpath("//section[h2/@id='terms']//tbody/tr/th/text()") == list(HYPOTHESES)


def test_too_many_segments_are_the_most_telling_and_it_is_said() -> None:
    report = small()
    assert telling(report, 6) == telling(report, 100) == [0, 1, 2, 3, 4, 5]
    faulty = {fault.place for system in report.systems for fault in system.faults}
    assert set(telling(report, 3)) == faulty == {1, 2, 4}
    widest = max({0, 3, 5}, key=lambda place: spreads(report)[place])
    assert telling(report, 4) == sorted({*faulty, widest})
    page = tree(report, most_segments=3)
    assert page.xpath("//article/@id") == ["segment-2", "segment-3", "segment-5"]
    assert "3 of 6 segments" in page.xpath("string(//section[h2/@id='segments']/p)")


def test_links_to_segments_that_are_not_shown_are_left_out() -> None:
    page = tree(full(), most_segments=3)
    assert set(page.xpath("//ul[@class='missed']//a/@href")) <= {"#segment-2", "#segment-3", "#segment-5"}


def test_spread_is_the_best_less_the_worst() -> None:
    report = small()
    rows = np.array([system.by_segment["chrF++"] for system in report.systems])
    assert spreads(report) == pytest.approx([max(column) - min(column) for column in rows.T.tolist()])


def test_groups_of_few_segments_are_in_brackets() -> None:
    report = small()
    many = Bucket("many", 30, report.breakdowns[0].buckets[0].scores)
    few = replace(many, name="few", segments=29)
    page = tree(replace(report, breakdowns=(replace(report.breakdowns[0], buckets=(many, few)),)))
    counts = page.xpath("//table[@class='bars']")[0].xpath("tbody/tr/td[1]")
    assert texts(counts) == ["30", "(29)"]
    assert not page.xpath("//table[@class='bars']//a")  # their places are not known


def test_files_are_called_by_their_names_and_facts_have_the_paths() -> None:
    report = wide()
    assert report.leakage
    page = tree(replace(report, leakage=replace(report.leakage, memory="/training/train.tmx")))
    lead = page.xpath("string(//p[@class='lead'])")
    assert lead.startswith("3 systems on 6 segments of a-test-of-a-long-name.kk-en.tmx.")
    facts = page.xpath("//dl[@class='facts']//dd")
    assert {report.reference, FOLDER, "/training/train.tmx, 1,200 units"} <= set(texts(facts))
    (own,) = page.xpath("//article[1]/h3/span")
    assert own.text.startswith("a-document 1-with-a-rather-long-name.kk-en.txt · made-1")
    elsewhere = page.xpath("//*[not(self::dd or self::code)]/text()")
    assert not [text for text in elsewhere if "/corpora" in text or "/training" in text]


def test_words_lead_to_segments_only_where_these_have_them() -> None:
    page = tree(full())
    assert set(page.xpath("//a/@data-find")) == {"water problem", "on thursday"}
    assert set(tree(full(), most_segments=1).xpath("//a/@data-find")) < {"water problem", "on thursday"}


def test_several_references_are_numbered() -> None:
    report = small()
    units = (ReferenceUnit("one", ("First.", "Second.")), *report.references.units[1:])
    page = tree(replace(report, references=replace(report.references, units=units)))
    heads = page.xpath("//article[1]//tr[@class='ref']/th/text()")
    assert heads == ["Reference 1", "Reference 2"]


def test_one_system_is_compared_with_none() -> None:
    report = small()
    alone = replace(
        report, systems=report.systems[:1], comparisons=(), clusters=(), trial=None, breakdowns=()
    )
    page = tree(alone)
    assert page.xpath("//nav//a/text()") == ["Facts", "Leaderboard", "Segments"]
    assert page.xpath("string(//p[@class='lead'])") == (
        f"1 system on 6 segments of made-up.tmx. careful has chrF++ {report.systems[0].scores[0].score:.2f}."
    )


def test_ranks_without_a_test_promise_nothing() -> None:
    page = tree(replace(small(), clusters=(), comparisons=(), trial=None))
    assert "whether by chance or not" in page.xpath("string(//p[@class='lead'])")


def test_what_is_there_has_a_section_in_this_order() -> None:
    wanted = [
        "facts",
        "leaderboard",
        "pairs",
        "breakdowns",
        "ngrams",
        "terms",
        "faults",
        "punctuation",
        "leakage",
        "doubt",
        "segments",
    ]
    assert tree(full()).xpath("//main//h2/@id") == wanted


def test_facts_say_what_was_left_out_and_how_it_was_tested() -> None:
    page = tree(full())
    facts = {
        row.find("dt").text: row.find("dd").text_content() for row in page.xpath("//dl[@class='facts']/div")
    }
    assert facts["Scored"] == "6 segments of 8 in the source"
    assert facts["Left out"] == "1: empty reference; 2: a language is missing"
    assert facts["Test of significance"] == "paired bootstrap, 1,000 draws, seed 12345"
    assert facts["BLEU"] == full().signatures["BLEU"]
    assert page.xpath("//section[@class='warnings']/h2/text()") == ["2 warnings"]


def test_the_same_report_gives_the_same_page() -> None:
    assert score_report(full(), title="Report", facts=[("Made", "up")]) == PAGES["full"]
