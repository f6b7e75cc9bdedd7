"""Kept reports: what is written comes back, and what is none is refused with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tests.scoring.reports import report, reports, system
from tm.errors import MalformedRecord, UnreadableFile, UnwritableOutput, UsageError
from tm.metrics.results import Comparison, Leakage, ScoreReport, Seen
from tm.scoring.record import from_json, moment, read_record, references_digest, to_json, write_record

MADE = "2026-11-25T10:00:00Z"
TWO = report(
    system("careful", 54.62, 21.5, "Бұл 0.", "Бұл бір."),
    system("quick", 50.1, 18.25, "Бұл нөл.", "Ол 1."),
    comparisons=(Comparison("chrF++", "careful", "quick", 4.52, 0.001),),
)
FAULT = {"place": [2], "code": ["c"], "reason": ["r"]}


def plain(value: Any) -> Any:
    """A report without arrays, whose equality is no truth value."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value.tolist() if isinstance(value, np.ndarray) else value


def told(found: ScoreReport) -> Any:
    return [plain(asdict(one)) for one in found.systems], replace(found, systems=())


def document() -> dict[str, Any]:
    """What a JSON file of TWO holds, to be broken."""
    found: dict[str, Any] = json.loads(json.dumps(to_json(TWO, made=MADE)))
    return found


@given(reports())
@UNHURRIED
def test_a_report_comes_back_to_the_bit(drawn: ScoreReport) -> None:
    text = json.dumps(to_json(drawn, made=MADE), allow_nan=False)
    assert told(from_json(json.loads(text), "r.json")) == told(drawn)


def test_places_are_numbers_again() -> None:
    seen = {1: Seen("source", "u7", 3, "ол", 90.0)}
    leakage = Leakage("train.tmx", 9, 90.0, frozenset(), frozenset(), frozenset([1]), frozenset(), seen=seen)
    text = json.dumps(to_json(replace(TWO, leakage=leakage), made=MADE))
    found = from_json(json.loads(text), "r.json").leakage
    assert found is not None and found.seen == seen
    with pytest.raises(MalformedRecord, match="whole number"):
        from_json(json.loads(text.replace('"1": {"side"', '"one": {"side"')), "r.json")


@pytest.mark.parametrize("name", ["r.json", "r.json.gz"])
def test_a_file_comes_back(tmp_path: Path, name: str) -> None:
    write_record(tmp_path / name, TWO, made=MADE)
    record = read_record(tmp_path / name)
    assert told(record.report) == told(TWO)
    assert (record.made, record.path) == (MADE, str(tmp_path / name))
    assert record.digest == references_digest(TWO.references)


def test_the_same_report_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_record(tmp_path / name, TWO, made=MADE)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_half_of_a_surrogate_pair_is_written_as_its_escape(tmp_path: Path) -> None:
    odd = report(system("a", 1, 1, "\ud83d", "x"))
    write_record(tmp_path / "r.json", odd)
    assert read_record(tmp_path / "r.json").report.systems[0].hypotheses == ("\ud83d", "x")


def test_nothing_is_half_written(tmp_path: Path) -> None:
    old = tmp_path / "r.json"
    old.write_text("old")
    broken = report(system("a", float("nan"), 1.0, "x", "y"))
    with pytest.raises(ValueError, match=r"[Nn]a[Nn]|JSON compliant"):
        write_record(old, broken)
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"] and old.read_text() == "old"
    with pytest.raises(UnwritableOutput):
        write_record(tmp_path / "none" / "r.json", TWO)


def test_the_digest_is_of_ids_sources_and_references() -> None:
    first = references_digest(TWO.references)
    unit = TWO.references.units[0]
    changed = (replace(unit, id="x"), replace(unit, source="x"), replace(unit, references=("x",)))
    others = {
        references_digest(replace(TWO.references, units=(one, *TWO.references.units[1:]))) for one in changed
    }
    assert len(others | {first}) == 4
    assert references_digest(replace(TWO.references, origin="elsewhere.tmx")) == first


def test_the_digest_is_that_of_the_documented_json() -> None:
    # Made by hand: printf '[["d:0","s",["a"]]]' | sha256sum
    one = replace(TWO.references.units[0], source="s", references=("a",))
    digest = references_digest(replace(TWO.references, units=(one,)))
    assert digest == "d8dae0da027b6d6c54b294107e6278637b98a4357d2db2124f8c4b594da76222"


def set_at(*keys: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(found: Any) -> None:
        *way, last = keys
        for key in way:
            found = found[key]
        found[last] = value

    return change


def drop(*keys: str | int) -> Callable[[dict[str, Any]], None]:
    def change(found: Any) -> None:
        *way, last = keys
        for key in way:
            found = found[key]
        del found[last]

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (set_at("format", value="other"), 'is no score report: "format": "ushtil-score" is missing'),
        (set_at("version", value=2), "version: is 2, but this version of the tool knows 1 at most"),
        (set_at("version", value=True), "version: is no number"),
        (set_at("systems", 1, "scores", 0, "score", value=float("nan")), "systems[1].scores[0].score: is"),
        (set_at("systems", 0, "by_segment", "BLEU", 1, value=float("inf")), "by_segment.BLEU[1]: is inf"),
        (set_at("unknown", value=[float("-inf")]), "unknown[0]: is -inf"),
        (drop("metrics"), "r.json: has no metrics"),
        (drop("digests"), "digests: is null; an object is expected"),
        (drop("systems", 0, "scores", 1, "score"), "systems[0].scores[1]: has no score"),
        (drop("references", "units", "id"), "references.units: has no id"),
        (set_at("systems", value={}), "systems: is an object; an array is expected"),
        (set_at("systems", 0, "name", value=3), "systems[0].name: is a whole number; a text is expected"),
        (set_at("systems", 0, "scores", 0, "score", value="5"), "scores[0].score: is a text; a number"),
        (set_at("systems", 0, "scores", 0, "score", value=10**400), "scores[0].score: is a whole number"),
        (set_at("systems", 0, "scores", 0, "score", value=True), "scores[0].score: is true or false"),
        (drop("systems", 0, "by_segment", "chrF++", 0), 'by_segment["chrF++"]: has 1 values for 2 segments'),
        (drop("systems", 0, "hypotheses", 0), "systems[0].hypotheses: has 1 values for 2 segments"),
        (drop("references", "units", "source", 0), "units.source: has 1 values, but id has 2"),
        (drop("systems", 0, "scores", 0), "systems[0].scores: are not of the metrics chrF++, BLEU"),
        (set_at("systems", 1, "name", value="careful"), "systems: have careful twice"),
        (drop("signatures", "BLEU"), "signatures: does not name BLEU"),
        (set_at("comparisons", 0, "first", value="other"), "comparisons[0]: names other"),
        (set_at("comparisons", 0, "p", value=1.5), "comparisons[0].p: is 1.5; a probability"),
        (set_at("clusters", value=[["other"]]), "clusters: names other"),
        (set_at("systems", 0, "faults", value=FAULT), "systems[0].faults: names a segment"),
        (set_at("references", "units", "references", 0, value=["x"]), "digests.references: is not that"),
        (set_at("systems", 0, "hypotheses", 0, value="x"), "systems[0].hypotheses: are not those"),
        (set_at("made", value="yesterday"), "made: is no time in ISO 8601"),
        (set_at("made", value=5), "made: is no time in ISO 8601"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    found = document()
    change(found)
    path = tmp_path / "r.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(MalformedRecord, match=re.escape(said)) as caught:
        read_record(path)
    assert str(caught.value).startswith(f"{path}: ") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"{", "is not JSON: expecting property name enclosed in double quotes at line 1, column 2"),
        (b"\xff\xfe{", "is not JSON in UTF-8"),
        (b"[]", "is no score report"),
        (b"[" * 100_000, "is not JSON: it is nested too deeply"),
        (b'{"format": ' + b"9" * 5000 + b"}", "is not JSON: it has a number out of range"),
        (b'{"format": "ushtil-score", "format": 1}', 'the key "format" stands twice'),
        (b'{"format": "ushtil-score", "version": 1, "x": 1e999}', "x: is inf"),
        (b'{"format": "ushtil-score", "version": 1, "x": {"a b": NaN}}', 'x["a b"]: is nan'),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(content)
    with pytest.raises(MalformedRecord, match=re.escape(said)):
        read_record(path)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.data(), reports())
@UNHURRIED
def test_a_document_with_any_other_part_is_a_report_or_refused(
    data: st.DataObject, drawn: ScoreReport
) -> None:
    found: Any = json.loads(json.dumps(to_json(drawn, made=MADE)))
    place: Any = found
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not (place[key] and isinstance(place[key], dict | list) and data.draw(st.booleans())):
            break
        place = place[key]
    place[key] = data.draw(_JSON)
    try:
        again = from_json(found, "r.json")
    except MalformedRecord:
        return
    assert told(from_json(to_json(again, made=MADE), "r.json")) == told(again)


def test_a_missing_file_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_record(tmp_path / "r.json")


def test_keys_of_later_versions_are_passed_over_and_times_are_in_utc() -> None:
    found = document() | {"later": 1, "made": "2026-11-25T15:00:00+05:00"}
    assert told(from_json(found, "r.json")) == told(TWO)


def test_a_build_says_when_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert moment() == "1970-01-01T00:00:00Z"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment())


@pytest.mark.parametrize("epoch", ["", "soon", "9" * 30])
def test_a_build_that_says_no_time_is_refused(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        moment()
