"""A memory looked at: rules, findings, units that can't be read, and what is put right, in one pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.test_rejects import BAD
from tests.formats.test_tmx import HEAD, SYSTEM, file, write
from tests.test_duplicates import unit
from tm.checks.checker import Checker
from tm.conversion import Conversion
from tm.errors import MalformedTMX
from tm.formats.kinds import open_units
from tm.formats.rejects import Rejects
from tm.formats.sources import Source
from tm.formats.tmx import read_tmx
from tm.inspection import Inspection, Remark
from tm.units import TranslationUnit, Variant

MIXED = "Қазақстан 2026 жылы  ашылды."
LATIN = MIXED.replace("Қаз", "Қa\u0437")  # a Latin a


def remarks(inspection: Inspection) -> list[Remark]:
    return [remark for remark in inspection.remarks() if remark is not None]


def test_a_good_memory_has_no_remarks(tmp_path: Path) -> None:
    write(tmp_path / "a.tmx", unit("Ол 2026 жылы келді.", "Он приехал в 2026 году."))
    inspection = Inspection(tmp_path / "a.tmx", Checker(source="kk"))
    assert (remarks(inspection), inspection.units, inspection.counts) == ([], 1, {})
    assert inspection.warnings == []


def test_an_empty_memory(tmp_path: Path) -> None:
    write(tmp_path / "a.tmx")
    inspection = Inspection(tmp_path / "a.tmx", Checker(), fix=tmp_path / "b.tmx")
    assert (remarks(inspection), inspection.units) == ([], 0)
    assert (tmp_path / "a.tmx").read_bytes() == (tmp_path / "b.tmx").read_bytes()


def test_remarks_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    good = '<tu tuid="1" own="x"><tuv xml:lang="kk"><seg>Ол 2 рет келді.</seg></tuv>'
    good += '<tuv xml:lang="ru"><seg>Он приехал 3 раза.</seg></tuv></tu>'
    path = file(tmp_path, f"{BAD['no language']}\n{good}\n{BAD['no tuv']}", SYSTEM)
    with Rejects(tmp_path / "r.tmx") as rejects:
        inspection = Inspection(path, Checker(source="kk"), rejects=rejects)
        found = remarks(inspection)
    assert [f"{one.line} {one.code}" for one in found] == [
        "1 tmx.attribute-missing",
        "1 tmx.source-language",
        "2 tmx.attribute-unknown",
        "1 rejected",
        "2 numbers.changed",
        "3 tmx.structure",
        "3 rejected",
    ]
    assert sum(inspection.counts.values()) == len(found)
    number = next(one for one in found if one.code == "numbers.changed")
    assert number.unit == "1" and number.lang == "ru"
    assert rejects.reasons.total() == 2 and (tmp_path / "r.tmx").exists()


@pytest.mark.parametrize(
    ("checker", "conformance", "families"),
    [
        (None, True, {"tmx", "rejected"}),
        (Checker(only=["numbers"]), False, {"rejected", "numbers"}),
        (None, False, {"rejected"}),
    ],
)
def test_what_is_looked_for(
    tmp_path: Path, checker: Checker | None, conformance: bool, families: set[str]
) -> None:
    one = '<tu own="x"><tuv xml:lang="kk"><seg>2 рет.</seg></tuv>'
    path = file(tmp_path, one + '<tuv xml:lang="ru"><seg>3 раза.</seg></tuv></tu>' + BAD["no tuv"])
    found = remarks(Inspection(path, checker, conformance=conformance))
    assert {one.code.partition(".")[0] for one in found} == families


def test_what_is_certain_is_put_right_and_no_longer_remarked(tmp_path: Path) -> None:
    write(tmp_path / "a.tmx", unit(LATIN, "Казахстан открылся в 2026 году.", tuid="1"), unit("Иә.", "Да."))
    before = remarks(Inspection(tmp_path / "a.tmx", Checker(source="kk", only=["letters", "spaces", "form"])))
    assert before
    checker = Checker(source="kk", only=["letters", "spaces", "form"])
    inspection = Inspection(tmp_path / "a.tmx", checker, fix=tmp_path / "b.tmx")
    (mended,) = remarks(inspection)
    assert (mended.code, mended.unit, mended.lang, mended.old) == ("mended", "1", "kk", LATIN)
    assert mended.new == MIXED.replace("  ", " ") and inspection.counts == {"mended": 1}
    fixed = list(read_tmx(tmp_path / "b.tmx"))
    assert [one.text for one in fixed[0].variants] == [mended.new, "Казахстан открылся в 2026 году."]
    again = Inspection(
        tmp_path / "b.tmx", Checker(source="kk", only=["letters", "spaces", "form"]), fix=tmp_path / "c.tmx"
    )
    assert remarks(again) == []
    assert (tmp_path / "b.tmx").read_bytes() == (tmp_path / "c.tmx").read_bytes()


def test_a_broken_file_leaves_nothing(tmp_path: Path) -> None:
    path = file(tmp_path, f"{BAD['no language']}<tu>")
    with pytest.raises(MalformedTMX), Rejects(tmp_path / "r.tmx") as rejects:
        remarks(Inspection(path, None, fix=tmp_path / "b.tmx", rejects=rejects))
    assert [one.name for one in tmp_path.iterdir()] == ["in.tmx"]


def test_a_unit_of_a_thousand_variants(tmp_path: Path) -> None:
    many = TranslationUnit("1", tuple(Variant("ru", f"Да {number}.") for number in range(1000)))
    write(tmp_path / "a.tmx", many)
    inspection = Inspection(tmp_path / "a.tmx", Checker(source="ru", only=["numbers"]))
    assert {one.code.partition(".")[0] for one in remarks(inspection)} <= {"numbers", "tmx"}
    assert inspection.units == 1 and HEAD in file(tmp_path, "").read_text()


@pytest.mark.parametrize("name", ["a.po", "a.xlf"])
def test_what_knows_two_languages_is_mended_in_them(tmp_path: Path, name: str) -> None:
    """The first unit may be without a translation; then the header says which language it would be in."""
    units = [unit("Файлды ашу"), unit("Файлды  жабу", "Закрыть файл")]
    write(tmp_path / "a.tmx", *units)
    list(Conversion([Source(tmp_path / "a.tmx")], tmp_path / name, langs=("kk", "ru")).run())
    inspection = Inspection(tmp_path / name, None, fix=tmp_path / f"b{name}")
    assert [remark.code for remark in remarks(inspection)] == ["mended"]
    texts = [[variant.text for variant in one.variants] for one in open_units(tmp_path / f"b{name}")]
    assert texts == [["Файлды ашу"], ["Файлды жабу", "Закрыть файл"]]


def test_units_without_a_language_are_counted(tmp_path: Path) -> None:
    write(tmp_path / "a.tmx", unit("Иә.", "Да."), unit("Жоқ."), unit("Ал.", "Бери."), unit("No.", langs="en"))
    inspection = Inspection(tmp_path / "a.tmx", Checker(), conformance=False)
    assert remarks(inspection) == []
    assert inspection.without == {"en": 3, "ru": 2, "kk": 1}
