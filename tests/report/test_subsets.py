"""What a page says of scores on some of the segments: leaked ones, and punctuation of one shape."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from tests.report.made_up import HYPOTHESES, METRICS, MORE, full, small, wide
from tests.report.test_scores import texts, tree
from tm.metrics.history import Change
from tm.metrics.results import Bucket
from tm.report.scores import score_report


def test_leaked_segments_are_named_with_the_unit_that_they_are_like() -> None:
    page = tree(full(), most_segments=3)  # segments 2, 3 and 5
    rows = page.xpath("//table[@class='seen']/tbody/tr")
    assert [texts(list(row)) for row in rows] == [
        ["1", "source 100 %", "tu-7", "Қазақстанда жаңа мектеп ашылды."],
        ["3", "target 81 %", "of line 9", "Scientists"],
    ]
    assert page.xpath("//table[@class='seen']//a/@href") == ["#segment-3"]
    assert "target 81 % in the training memory" in page.xpath("string(//article[@id='segment-3']/h3)")


@pytest.mark.parametrize(
    ("kept", "said"),
    [((3.0, 2.0, 1.0), "the same"), ((1.0, 2.0, 3.0), "another"), ((3.0, 1.0, 2.0), "another")],
)
def test_it_is_said_whether_the_order_rests_on_what_leaked(kept: tuple[float, ...], said: str) -> None:
    report = full()
    assert report.leakage
    scores = {name: (score, 0.0, 0.0) for name, score in zip(HYPOTHESES, kept, strict=True)}
    leakage = replace(report.leakage, kept=Bucket("kept", 4, scores))
    text = tree(replace(report, leakage=leakage)).xpath("string(//section[h2/@id='leakage']/p)")
    assert text.endswith(f"Without them the order of systems under chrF++ is {said}.")


@pytest.mark.parametrize(("more", "sections"), [(0.0049, 0), (0.0051, 1), (-0.0051, 1)])
def test_punctuation_that_changes_no_shown_digit_is_not_shown(more: float, sections: int) -> None:
    report = small()
    shaped = {one.name: tuple(score.score for score in one.scores) for one in report.systems}
    shaped["rough"] = (*shaped["rough"][:2], shaped["rough"][2] + more)
    page = tree(replace(report, punctuation=shaped))
    assert len(page.xpath("//section[h2/@id='punctuation']")) == sections


def test_many_metrics_have_a_table_each_for_what_changes() -> None:
    panels = tree(wide()).xpath("//section[h2/@id='leakage']/div[@data-panel]")
    assert [panel.xpath("string(h3)") for panel in panels] == [*METRICS, *MORE]
    assert texts(panels[-1].xpath(".//tbody/tr[1]/td")) == ["50.00", "49.00−1.00", "49.00−1.00"]
    assert len(tree(full()).xpath("//section[h2/@id='leakage']//table[@class='plain']")) == 2


def test_changes_since_a_kept_run_are_shown_with_what_fails() -> None:
    changes = (
        Change("careful", "BLEU", 40.0, 38.5, 0.004, "careful"),
        Change("middling", "TER", 50.0, 52.0, None, "older"),
        Change("rough", "BLEU", 20.0, 20.0, 0.001, "rough"),
    )
    page = html.fromstring(
        score_report(replace(full(), changes=changes, failed=("BLEU fell by 1.50",)), title="t")
    )
    (section,) = page.xpath("//section[h2[@id='baseline']]")
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in section.xpath(".//tbody/tr")]
    assert rows[0][:5] == ["careful", "BLEU", "40.00", "38.50", "−1.50"] and "p = 0.004" in rows[0][5]
    assert rows[1][0] == "middling (there older)" and rows[1][5] == "not tested"
    assert section.xpath(".//tbody/tr/td[4]/@class") == ["worse", "unsure", "unsure"]
    assert "BLEU fell by 1.50" in section.xpath("string(.//li)")
    assert not html.fromstring(score_report(full(), title="t")).xpath("//h2[@id='baseline']")
