"""Scores over time: comparable ones in a series, oldest first, and nothing passed over in silence."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scoring.reports import BLEU, CHRF, report, system
from tm.errors import UnreadableFile
from tm.metrics.history import DatedScore
from tm.metrics.results import MetricScore, ScoreReport, SystemScores
from tm.scoring.history import history, history_json, history_rows, sparkline
from tm.scoring.record import write_record


def day(number: int) -> str:
    return f"2026-11-{number:02}T10:00:00Z"


def keep(folder: Path, name: str, number: int, one: ScoreReport) -> Path:
    write_record(folder / name, one, made=day(number))
    return folder / name


def scored(chrf: float, **parts: int) -> ScoreReport:
    return report(system("a", chrf, chrf / 2), **parts)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A folder of three runs, whose names are not in the order of time."""
    for name, number, score in (("c.json", 1, 50.0), ("a.json.gz", 2, 52.0), ("b.json", 3, 51.0)):
        keep(tmp_path, name, number, scored(score))
    return tmp_path


def test_scores_stand_in_the_order_of_time(three: Path) -> None:
    found = history([three])
    assert [(one.system, one.metric) for one in found.series] == [("a", "chrF++"), ("a", "BLEU")]
    assert [(point.made, point.score) for point in found.series[0].points] == [
        (day(1), 50.0),
        (day(2), 52.0),
        (day(3), 51.0),
    ]
    assert (found.breaks, found.unread) == ((), ())
    assert (found.series[0].origin, found.series[0].segments) == ("test.tmx", 2)


def test_files_by_name_are_the_same_as_their_folder(three: Path) -> None:
    assert history(sorted(three.iterdir())) == history([three])


def test_rows_have_the_figures_beside_the_course(three: Path) -> None:
    head, first, _ = history_rows(history([three]))
    assert head[-4:] == ["change", "lowest", "highest", "course"]
    assert first == [
        "a", "chrF++", "3", "2026-11-01", "2026-11-03", "50.00", "51.00", "+1.00", "50.00", "52.00", "▁▇▃",
    ]  # fmt: skip


def test_an_interval_is_around_the_mean_of_the_bootstrap(tmp_path: Path) -> None:
    scores = (MetricScore("chrF++", 50.0, CHRF, 50.5, 1.0), MetricScore("BLEU", 20.0, BLEU, half=1.0))
    path = keep(tmp_path, "a.json", 1, report(SystemScores("a", "a", scores)))
    found = history([path])
    assert [one.points for one in found.series] == [
        (DatedScore(day(1), 50.0, 49.5, 51.5, str(path)),),
        (DatedScore(day(1), 20.0, 19.0, 21.0, str(path)),),
    ]


def test_another_test_set_begins_a_series_and_is_said(three: Path) -> None:
    keep(three, "d.json", 4, scored(70.0, segments=3))
    keep(three, "e.json", 5, scored(50.5))
    found = history([three])
    assert [[point.score for point in one.points] for one in found.series if one.metric == "chrF++"] == [
        [50.0, 52.0, 51.0, 50.5],
        [70.0],
    ]
    assert found.breaks == (
        f"{day(4)}: another test set (2 segments before, 3 now); not comparable with what was before",
    )


def test_test_sets_are_numbered_where_there_are_several(three: Path) -> None:
    keep(three, "d.json", 4, scored(70.0, segments=3))
    rows = history_rows(history([three]))
    assert [row[:4] for row in rows] == [
        ["system", "test set", "metric", "runs"],
        ["a", "1", "chrF++", "3"],
        ["a", "1", "BLEU", "3"],
        ["a", "2", "chrF++", "1"],
        ["a", "2", "BLEU", "1"],
    ]


def test_other_settings_begin_a_series_and_are_said(three: Path) -> None:
    signatures = {"chrF++": CHRF.replace("bs:1000", "ar:9"), "BLEU": BLEU.replace("13a", "intl")}
    keep(three, "d.json", 4, replace(scored(53.0), signatures=signatures))
    found = history([three])
    assert [(one.metric, len(one.points)) for one in found.series] == [
        ("chrF++", 4),
        ("BLEU", 3),
        ("BLEU", 1),
    ]
    assert found.breaks == (
        f"{day(4)}: BLEU in another way (tok:13a before, tok:intl now); not comparable with what was before",
    )


def test_what_can_not_be_read_is_listed(three: Path) -> None:
    (three / "other.json").write_text("{}")
    write_record(three / "timeless.json", scored(1.0))
    found = history([three, three / "missing.json"])
    assert len(found.series[0].points) == 3
    assert dict(found.unread) == {
        str(three / "other.json"): 'is no score report: "format": "ushtil-score" is missing',
        str(three / "timeless.json"): "does not say when it was made",
        str(three / "missing.json"): "no such file",
    }


def test_where_nothing_can_be_read_the_first_reason_is_given(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"is a folder without files that end in \.json"):
        history([tmp_path])
    with pytest.raises(UnreadableFile, match=r"x\.json: no such file; so 1 more"):
        history([tmp_path / "x.json", tmp_path / "y.json"])


def test_a_history_is_json(three: Path) -> None:
    (three / "z.json").write_text("{}")
    found = json.loads(json.dumps(history_json(history([three])), allow_nan=False))
    assert (found["format"], found["version"]) == ("ushtil-score-history", 1)
    assert [point["score"] for point in found["series"][0]["points"]] == [50.0, 52.0, 51.0]
    assert found["unread"][0][0].endswith("z.json")


@pytest.mark.parametrize(
    ("scores", "bars"), [([1, 2, 3, 4, 5], "▁▂▃▅▇"), ([5, 1], "▇▁"), ([3], "▃"), ([2, 2, 2], "▃▃▃")]
)
def test_a_course_is_drawn_from_lowest_to_highest(scores: list[float], bars: str) -> None:
    assert sparkline(scores) == bars
