"""What goes out as files: TMX, beads, gold; the same every time, and readable again."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.conftest import UNHURRIED
from tests.formats.test_tmx import RULES
from tests.review.exchange.five_rows import LANGS, SOURCE, article, draft, row
from tm.evaluation import compared
from tm.formats.beads import read_beads
from tm.formats.tmx import TmxReader
from tm.review.action import Refused
from tm.review.draft import Draft, Source, State
from tm.review.exchange.exports import Written, beads_zip, document_files, gold_zip, to_beads, to_tmx
from tm.review.exchange.folders import found_in, read
from tm.units import Code, Prop, TranslationUnit, Variant


def decided(state: State = State.CONFIRMED) -> Draft:
    return draft(*(replace(one, state=state) for one in article().rows))


def reread(folder: Path) -> Draft:
    (place,) = found_in(folder)
    return read(place)[1]


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def test_tmx_has_what_may_be_used_and_says_how_sure_it_is(tmp_path: Path) -> None:
    rows = [*article().rows[:-1], replace(article().rows[-1], edited=True)]
    rows[0] = replace(rows[0], state=State.REJECTED)
    out = tmp_path / "a.tmx"
    assert to_tmx(draft(*rows), SOURCE, out) == Written(3, 1, 1, 0, 0)
    assert RULES.validate(etree.parse(out)), RULES.error_log
    units = list(TmxReader(out))
    assert [(unit.tuid, unit.prop("x-confidence"), unit.prop("x-review"), unit.notes) for unit in units] == [
        ("article:2", "0.410", "auto", ()),
        ("article:4", "0.950", "confirmed", ()),
        ("article:5", "0.880", "edited", ("check",)),
    ]
    assert [variant.text for variant in units[0].variants] == [
        "Көпір бар. Ол ескі.", "There is an old bridge.", "Есть мост. Он старый."
    ]  # fmt: skip
    assert {unit.prop("x-document") for unit in units} == {"article"}


def test_units_name_their_segments_where_texts_are_as_they_were_cut(tmp_path: Path) -> None:
    out = tmp_path / "a.tmx"
    to_tmx(article(), SOURCE, out)
    reader = TmxReader(out)
    units = list(reader)
    assert [one.prop("x-segments") for one in units[1].variants] == ["1 2", "1", "1 2"]
    assert reader.header.prop("x-segments-kk") == str(len(article().segments()["kk"]))
    edited = (*article().rows[:-1], replace(article().rows[-1], edited=True))
    to_tmx(draft(*edited), SOURCE, out)
    assert all(one.prop("x-segments") is None for unit in TmxReader(out) for one in unit.variants)


def test_only_what_is_confirmed_if_that_is_wished(tmp_path: Path) -> None:
    out = tmp_path / "a.tmx"
    assert to_tmx(article(), SOURCE, out, only_confirmed=True) == Written(1, 0, 1, 3, 0)
    assert [unit.tuid for unit in TmxReader(out)] == ["article:4"]


def test_a_unit_of_a_memory_keeps_what_nobody_changed(tmp_path: Path) -> None:
    code = Code("ph", (("x", "1"),), ("<br/>",))
    unit = TranslationUnit(
        "t7",
        (Variant.of("kk", ("Иә.", code)), Variant.of("en", ("Yes.", code)), Variant("ru", "Да.")),
        (Prop("x-project", "p"), Prop(None, "old"), Prop("x-review", "auto")),
        (("usagecount", "3"),),
    )
    source = Source("tm", "a", units={7: unit})
    same = row(7, "Иә.", "Yes.", confidence=None, unit=7, note="old")
    to_tmx(draft(same, langs=("kk", "en")), source, tmp_path / "a.tmx")
    assert list(TmxReader(tmp_path / "a.tmx")) == [unit]
    changed = replace(same, sides=(("Иә.",), ("Yes, it is.",)), edited=True, note="new")
    to_tmx(draft(changed, langs=("kk", "en")), source, tmp_path / "b.tmx")
    (after,) = TmxReader(tmp_path / "b.tmx")
    assert after.variants == (unit.variants[0], Variant("en", "Yes, it is."), unit.variants[2])
    assert after.props == (Prop("x-project", "p"), Prop(None, "new"), Prop("x-review", "edited"))


def test_beads_are_read_as_they_were_written(tmp_path: Path) -> None:
    to_beads(article(), SOURCE, tmp_path / "article")
    again = reread(tmp_path)
    assert [one.sides for one in again.rows] == [one.sides for one in article().rows]
    assert [one.state for one in again.rows] == [one.state for one in article().rows]
    assert [one.confidence for one in again.rows] == [0.95, 0.41, 0.7, 1.0, 0.88]
    assert sorted(path.name for path in (tmp_path / "article").iterdir()) == [
        "confirmed.beads", "en-ru.beads", "en.txt", "kk-en-ru.beads", "kk-en.beads", "kk-ru.beads", "kk.txt",
        "ru.txt",
    ]  # fmt: skip
    assert read_beads(tmp_path / "article" / "kk-ru.beads").beads[1].sides == ((1, 2), (1, 2))
    assert read_beads(tmp_path / "article" / "kk-en-ru.beads").signature == "ushtil:test|reviewed"


def test_a_second_export_takes_back_what_was_confirmed(tmp_path: Path) -> None:
    to_beads(article(), SOURCE, tmp_path / "article")
    to_beads(decided(State.OPEN), SOURCE, tmp_path / "article")
    assert {one.state for one in reread(tmp_path).rows} == {State.OPEN}


def test_what_nobody_touched_has_its_old_signature() -> None:
    untouched = draft(row(1, "Иә.", "Yes.", "Да."))
    assert b"signature=ushtil:test texts" in document_files(untouched, SOURCE)["kk-en-ru.beads"]
    assert b"signature=reviewed " in document_files(decided(), Source("p", "n"))["kk-en-ru.beads"]


def test_what_is_rejected_stands_alone(tmp_path: Path) -> None:
    rows = list(article().rows)
    rows[1] = replace(rows[1], state=State.REJECTED)
    to_beads(draft(*rows), SOURCE, tmp_path)
    again = reread(tmp_path)
    assert [one.shape for one in again.rows[1:6]] == [(1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 1)]
    assert again.segments() == article().segments()


def test_newlines_in_segments_become_spaces(tmp_path: Path) -> None:
    to_beads(draft(row(1, "Бір\r\nекі\u2028үш |\n", "One", "Раз\xa0два")), SOURCE, tmp_path)
    assert reread(tmp_path).segments() == {"kk": ("Бір екі үш",), "en": ("One",), "ru": ("Раз\xa0два",)}


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path) -> None:
    assert beads_zip(article(), SOURCE) == beads_zip(article(), SOURCE)
    assert gold_zip(decided(), SOURCE) == gold_zip(decided(), SOURCE)
    for name in ("a.tmx", "b.tmx"):
        to_tmx(article(), SOURCE, tmp_path / name)
    assert (tmp_path / "a.tmx").read_bytes() == (tmp_path / "b.tmx").read_bytes()


def test_gold_needs_a_decision_on_each_row(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="open rows: 4"):
        gold_zip(article(), SOURCE)
    one_left = draft(*decided().rows[1:], article().rows[0])
    with pytest.raises(Refused, match="open rows: 1"):
        gold_zip(one_left, SOURCE)
    folder = unpacked(gold_zip(decided(), SOURCE), tmp_path)
    (place,) = found_in(folder)
    source, again = read(place)
    assert (place.name, source.signature) == ("article", "by-hand")
    assert [(one.sides, one.state) for one in again.rows] == [
        (one.sides, one.state) for one in decided().rows
    ]
    assert document_files(again, source)["kk-en-ru.beads"] == (folder / "article/kk-en-ru.beads").read_bytes()
    assert {scores.strict_f1 for scores in compared(folder / "article", folder / "article").values()} == {1.0}


def test_names_of_documents_are_safe_in_archives() -> None:
    for name in ("../../etc/passwd", "/root", "a\\b:c", ".."):
        with zipfile.ZipFile(io.BytesIO(beads_zip(article(), replace(SOURCE, name=name)))) as archive:
            for inside in archive.namelist():
                folder, file = inside.split("/")
                assert folder not in ("", ".", "..") and "\\" not in inside and file


SEGMENT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=8
)
SIDE = st.lists(SEGMENT.map(str.strip).filter(lambda text: text and "\ufeff" not in text), max_size=3).map(
    tuple
)
ROWS = st.lists(
    st.tuples(
        st.tuples(SIDE, SIDE, SIDE).filter(any), st.sampled_from([None, 0.25, 0.999]), st.sampled_from(State)
    ),
    min_size=1,
    max_size=6,
)


@settings(UNHURRIED, max_examples=50)
@given(ROWS)
def test_any_draft_comes_back_from_its_beads(tmp_path_factory: pytest.TempPathFactory, said: object) -> None:
    rows = [row(k, "", "", "x") for k, _ in enumerate(said, start=1)]  # type: ignore[arg-type]
    rows = [
        replace(one, sides=sides, confidence=confidence, state=state)
        for one, (sides, confidence, state) in zip(rows, said, strict=True)  # type: ignore[call-overload]
    ]
    made = draft(*rows)
    if not all(made.segments().values()):
        return  # a language without any text is no document
    folder = tmp_path_factory.mktemp("any")
    to_beads(made, SOURCE, folder)
    again = reread(folder)
    assert again.langs == LANGS and again.segments() == made.segments()
    used = Counter(
        (one.sides, one.state is State.CONFIRMED) for one in made.rows if one.state is not State.REJECTED
    )
    assert not used - Counter((one.sides, one.state is State.CONFIRMED) for one in again.rows)
