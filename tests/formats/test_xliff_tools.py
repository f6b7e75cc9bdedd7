"""XLIFF as the tools of translators write it: what is taken of it, and that it is written again as it was.

The samples, in the folder xliff, are made up in the manner of each tool. translate-toolkit judges ids and
texts.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.formats import xliff_rules
from tests.formats.test_xliff_refusals import said
from tm.formats.xliff import XliffReader, XliffWriter
from tm.units import Code, Header, Prop, TranslationUnit, Variant

HERE = Path(__file__).parent / "xliff"
SAMPLES = sorted(path.name for path in HERE.iterdir())


def load(name: str) -> tuple[XliffReader, list[TranslationUnit]]:
    reader = XliffReader(HERE / name)
    return reader, list(reader)


def texts(units: list[TranslationUnit]) -> list[tuple[str | None, ...]]:
    return [(unit.tuid, *(variant.text for variant in unit.variants)) for unit in units]


def test_trados() -> None:
    reader, units = load("trados.sdlxliff")
    assert texts(units) == [
        ("aa-1/1", "Бұл бірінші.", "Это первое."),
        ("aa-1/2", "Бұл\nекінші.", "Это\nвторое."),
        ("aa-1/3", "Үшінші."),
        ("lockTU_1", ""),
    ]
    assert [unit.prop("x-review") for unit in units] == ["confirmed", "auto", None, None]
    assert [unit.prop("x-conf") for unit in units] == ["ApprovedTranslation", "Draft", None, None]
    assert units[3].prop("x-translate") == "no"
    assert [unit.prop("x-creationdate") for unit in units] == ["2025-04-05T10:00:00", None, None, None]
    assert [variant.lang for variant in units[0].variants] == ["kk-KZ", "ru-RU"]
    assert units[1].variants[1].content[:3] == (
        Code("bpt", (("i", "5"), ("x", "5"), ("{urn:ushtil}element", "g"))),
        "Это",
        Code("ept", (("i", "5"),)),
    )
    assert units[0].line == 9
    assert (reader.header.srclang, reader.header.prop("targetlang")) == ("kk-KZ", "ru-RU")
    assert reader.header.datatype == "x-sdlfilterframework2"
    assert said(reader) == []


def test_memoq() -> None:
    reader, units = load("memoq.mqxliff")
    assert texts(units) == [("1", "Press OK", "OK басыңыз"), ("2", " two ", " екі "), ("3", "three")]
    assert [unit.prop("x-review") for unit in units] == ["confirmed", "edited", "auto"]
    assert units[0].variants[0].content[1] == Code("bpt", (("i", "1"), ("x", "1"), ("type", "bold")), ("{}",))
    assert units[0].props == (
        Prop("x-document", "doc.docx"),
        Prop("x-review", "confirmed"),
        Prop("x-mq-status", "ManuallyConfirmed"),
    )
    changes = [(unit.prop("x-changeid"), unit.prop("x-changedate")) for unit in units]
    assert changes == [(None, None), ("saule", "2025-04-05T10:00:00Z"), (None, None)]
    assert said(reader) == ["not taken: 1 <context-group>", "not taken: 1 <minorversions>"]


def test_okapi() -> None:
    reader, units = load("okapi.xlf")
    assert texts(units) == [
        ("tu1/0", "A long way.", "Долгий путь."),
        ("tu1/1", "Go.", "Иди."),
        ("b.html/tu1", "One cow", "Бір сиыр"),
    ]
    assert [unit.prop("x-document") for unit in units] == ["a.html", "a.html", "b.html"]
    assert units[2].variants[1].lang == "kk"
    note = Prop(None, "a paragraph", (("from", "html"), ("priority", "2"), ("annotates", "source")))
    assert note in units[0].props and units[0].notes == ("a paragraph",)
    assert units[0].prop("x-resname") == "p1"
    assert units[2].prop("x-review") == "auto"
    assert said(reader) == ["not taken: 1 <alt-trans>"]


def test_weblate_and_matecat() -> None:
    _, units = load("weblate.xliff")
    assert texts(units) == [("hello", "Hello", "Сәлем"), ("bye", "Bye", "Сау"), ("new", "New")]
    assert [unit.prop("x-review") for unit in units] == ["confirmed", "auto", None]
    reader, units = load("matecat.xlf")
    assert texts(units) == [("NFDBB2FA9-tu1", "Save  🙂", "Сохранить  🙂")]
    assert units[0].prop("x-review") == "confirmed" and units[0].prop("x-state") == "signed-off"
    assert (reader.header.creationtool, reader.header.creationtoolversion) == ("Matecat Filters", "1.2")


def test_version_2() -> None:
    _, units = load("crowdin2.xliff")
    assert texts(units) == [("78", "Save & close", "Сақтау және жабу"), ("79", "Open")]
    assert [unit.prop("x-review") for unit in units] == ["confirmed", "auto"]
    assert units[0].prop("x-resname") == "menu.save" and units[0].notes == ("menu",)
    reader, units = load("rainbow2.xlf")
    assert texts(units) == [
        ("1/s1", "A bold .", "Жирный\n."),
        ("1/s2", "Two word\x01", "Два"),
        ("1/3", "Half open", "Пол"),
        ("f2/1", "B", "Б"),
    ]
    bold, _, br, end, _ = units[0].variants[1].content
    assert isinstance(br, Code) and br.content == ("<br\x07/>",)
    assert bold == Code(
        "bpt",
        (("i", "1"), ("x", "1"), ("type", "bold"), ("{urn:oasis:names:tc:xliff:document:2.0}canCopy", "no")),
        ("<b>",),
    )
    assert end == Code("ept", (("i", "1"),), ("</b>",))
    assert units[2].variants[0].content[1] == Code("it", (("pos", "begin"), ("x", "4")))
    assert said(reader) == [
        "not taken: 1 <ignorable>",
        "not taken: 1 <matches>",
        "not taken: 1 orders of targets",
    ]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_written_again_as_it_was(tmp_path: Path, name: str, version: str) -> None:
    """Also in the other version. Only what is of a third language is lost."""
    reader, units = load(name)
    langs = (reader.header.srclang, reader.header.prop("targetlang") or "")
    out = tmp_path / "out.xlf"
    with XliffWriter(out, reader.header, langs=langs, version=version) as writer:
        for unit in units:
            writer.write(unit)
    xliff_rules.check(etree.parse(out).getroot())
    again = XliffReader(out)
    kept = [unit for unit in units if {variant.lang for variant in unit.variants} <= set(langs)]
    if name == "okapi.xlf":  # one of its files is of another target language
        assert writer.lost == {"variants of other languages": 1}
        assert [unit for unit in again if len(unit.variants) == 2] == kept
    elif name == "rainbow2.xlf" and version == "1.2":  # which has no place for a control character
        assert writer.lost == {"characters that XML can't hold": 3}
        assert texts(list(again))[1] == ("1/s2", "Two word", "Два")
    else:
        assert not writer.lost and list(again) == units
    assert again.header == reader.header


def test_elements_come_back_where_they_are_needed(tmp_path: Path) -> None:
    """g stays g, bx bx, pc pc, sc sc: what one tool wrote, it can read again."""
    for name, version, tags in (
        ("trados.sdlxliff", "1.2", {"g", "x"}),
        ("okapi.xlf", "1.2", {"bx", "ex", "x", "mrk"}),
    ):
        reader, units = load(name)
        assert _tags(tmp_path, reader, units, version) == tags
    reader, units = load("rainbow2.xlf")
    tags = {"pc", "ph", "sc", "ec", "mrk", "sm", "em", "cp"}
    assert _tags(tmp_path, reader, units, "2.1") == tags


def _tags(tmp_path: Path, reader: XliffReader, units: list[TranslationUnit], version: str) -> set[str]:
    out = tmp_path / "out.xlf"
    langs = (reader.header.srclang, reader.header.prop("targetlang") or "")
    with XliffWriter(out, reader.header, langs=langs, version=version) as writer:
        for unit in units:
            writer.write(unit)
    root = etree.parse(out).getroot()
    assert not any("ushtil:codes" in group.get("category") for group in root.iter("{*}metaGroup"))
    sides = root.iter("{*}source", "{*}target")
    return {code.tag.rpartition("}")[2] for side in sides for code in side.iterdescendants()}


UNITS = [
    TranslationUnit("a", (Variant("kk", " Сәлем,\n<әлем> & 🙂 "), Variant("ru", "Привет,\nмир"))),
    TranslationUnit(
        "b:2", (Variant("kk", "Иә"), Variant("ru", "Да")), (Prop("x-review", "confirmed"), Prop(None, "n"))
    ),
    TranslationUnit("c", (Variant("kk", "Жоқ"),)),
]


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_toolkit_reads_what_is_written(tmp_path: Path, version: str) -> None:
    name = "xliff" if version == "1.2" else "xliff2"
    toolkit = pytest.importorskip(f"translate.storage.{name}", reason="translate-toolkit is not installed")

    path = tmp_path / "a.xlf"
    with XliffWriter(path, Header("kk"), langs=("kk", "ru"), version=version) as writer:
        for unit in UNITS:
            writer.write(unit)
    store = (toolkit.xlifffile if version == "1.2" else toolkit.Xliff2File).parsefile(str(path))
    got = [(unit.getid().rpartition("\x04")[2], str(unit.source), unit.target) for unit in store.units]
    assert got == [
        (unit.tuid, unit.variants[0].text, unit.variants[1].text if len(unit.variants) > 1 else None)
        for unit in UNITS
    ]
    assert [unit.isapproved() for unit in store.units] == [False, True, False]
    if version == "1.2":  # of 2.0 it looks for notes in the segment, where none may be
        assert store.units[1].getnotes() == "n"


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_what_toolkit_writes_is_read(tmp_path: Path, version: str) -> None:
    name = "xliff" if version == "1.2" else "xliff2"
    toolkit = pytest.importorskip(f"translate.storage.{name}", reason="translate-toolkit is not installed")

    store = toolkit.xlifffile() if version == "1.2" else toolkit.Xliff2File()
    store.setsourcelanguage("kk")
    store.settargetlanguage("ru")
    for number, unit in enumerate(UNITS, start=1):
        made = store.addsourceunit(unit.variants[0].text)
        made.setid(str(number))
        if len(unit.variants) > 1:
            made.target = unit.variants[1].text
        made.addnote("ask", "translator")
    path = tmp_path / "a.xlf"
    path.write_bytes(bytes(store))
    units = list(XliffReader(path))
    assert texts(units) == [
        (str(number), *(variant.text for variant in unit.variants))
        for number, unit in enumerate(UNITS, start=1)
    ]
    assert all(unit.notes == ("ask",) for unit in units)
