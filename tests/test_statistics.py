"""What is in a memory, counted."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pytest import TempPathFactory

from tests.conftest import UNHURRIED
from tests.formats.test_rejects import BAD, GOOD
from tests.formats.test_tmx import SYSTEM, file, units, write
from tests.test_duplicates import few, unit
from tm.statistics import Count, Language, Statistics
from tm.units import Code, Header, Prop, TranslationUnit, Variant


def counted(path: Path) -> Statistics:
    count = Count(path)
    for done, whole in count.run():
        assert 0 <= done <= whole
    return count.statistics


@UNHURRIED
@given(st.one_of(st.lists(few, max_size=6), st.lists(units, max_size=3)))
def test_sums(tmp_path_factory: TempPathFactory, units: list[TranslationUnit]) -> None:
    path = tmp_path_factory.getbasetemp() / "s.tmx"
    write(path, *units)
    counts = counted(path)
    assert counts.units == len(units) and counts.header == Header("kk")
    variants = [variant for unit in units for variant in unit.variants]
    assert sum(one.segments for one in counts.languages.values()) == len(variants)
    assert sum(one.characters for one in counts.languages.values()) == sum(len(one.text) for one in variants)
    for lang, of in counts.languages.items():
        assert of.segments - of.repeated == len({one.text for one in variants if one.lang == lang})
    for one, other in counts.pairs:
        both = [unit for unit in units if unit.variant(one) and unit.variant(other)]
        assert counts.pairs[one, other] == len(both) and (other, one) not in counts.pairs
    assert counts.notes == sum(
        any(prop.type is None for prop in chain(unit.props, *(one.props for one in unit.variants)))
        for unit in units
    )


def test_everything_once(tmp_path: Path) -> None:
    coded = Variant.of("ru", ("Да", Code("ph"), ".")), Variant("kk", " ", (Prop("y", "2"), Prop(None, "n")))
    props = (Prop("x-confidence", "0.950"), Prop("x-review", "auto"), Prop("x-document", "a"), Prop("", "b"))
    write(
        tmp_path / "a.tmx",
        unit("Иә, мен.", "Да.", attributes=(("changedate", "20261104T101500Z"),)),
        TranslationUnit("2", coded, props, (("creationdate", "20260101T000000Z"),)),
        unit("Да.", "Иә, мен.", langs="ru kk"),
        unit("Иә, мен.", langs="kk-KZ"),
    )
    counts = counted(tmp_path / "a.tmx")
    assert (counts.units, counts.repeated, counts.with_codes, counts.rejected) == (4, 1, 1, 0)
    assert counts.languages["kk"] == Language(3, 4, 17, 1, 1, {2: 2})
    assert counts.pairs == {("kk", "ru"): 3}
    assert (counts.review, counts.confidence) == ({"auto": 1}, {0.9: 1})
    assert (counts.documents, counts.days) == (1, ("2026-01-01", "2026-11-04"))
    assert counts.notes == 1
    assert counts.props == {"x-confidence": 1, "x-review": 1, "x-document": 1, "": 1, "y": 1}


def test_confidence_is_by_its_band(tmp_path: Path) -> None:
    values = ["1.000", "0.99", "0.989", "0.5", "0.1", "nan", "sure"]
    of_band = [(Prop("x-confidence", value),) for value in values]
    write(tmp_path / "a.tmx", *[TranslationUnit(None, (Variant("kk", "а"),), props) for props in of_band])
    assert counted(tmp_path / "a.tmx").confidence == {0.99: 2, 0.9: 1, 0.5: 1, 0.0: 2}


def test_units_that_can_not_be_read_are_counted(tmp_path: Path) -> None:
    counts = counted(file(tmp_path, GOOD + BAD["no language"] + BAD["no tuv"], SYSTEM))
    assert (counts.units, counts.rejected) == (1, 2)


def test_an_empty_memory_and_one_of_many_languages(tmp_path: Path) -> None:
    write(tmp_path / "none.tmx")
    assert counted(tmp_path / "none.tmx") == Statistics(header=Header("kk"))
    many = TranslationUnit("1", tuple(Variant(f"kk-x-{number}", "а") for number in range(1000)))
    write(tmp_path / "many.tmx", many)
    counts = counted(tmp_path / "many.tmx")
    assert len(counts.languages) == 1000 and len(counts.pairs) == 499_500
