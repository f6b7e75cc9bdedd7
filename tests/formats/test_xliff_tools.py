"""XLIFF as the tools of translators write it: what is taken of it, and that it is written again as it was.

The samples are made up in the manner of each tool. translate-toolkit judges ids and texts.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.formats import xliff_rules
from tm.formats.xliff import XliffReader, XliffWriter
from tm.units import Code, Header, Prop, TranslationUnit, Variant

NS1 = 'xmlns="urn:oasis:names:tc:xliff:document:1.2"'
NS2 = 'xmlns="urn:oasis:names:tc:xliff:document:2.0"'

TRADOS = f"""<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" {NS1} version="1.2" sdl:version="1.0">
<doc-info xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><rep-defs/></doc-info>
<file original="C:\\a.docx" datatype="x-sdlfilterframework2" source-language="kk-KZ" target-language="ru-RU">
<header><reference><internal-file form="base64">UEsDBA==</internal-file></reference>
<tag-defs xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="5"><bpt name="cf">&lt;cf bold=True></bpt></tag>
</tag-defs></header>
<body><group><sdl:cxts><sdl:cxt id="1"/></sdl:cxts>
<trans-unit id="aa-1"><source>Бұл бірінші. <g id="5">Бұл</g> екінші. Үшінші.</source>
<seg-source><g id="4"><mrk mtype="seg" mid="1">Бұл бірінші.</mrk> <mrk mtype="seg" mid="2"><g id="5">Бұл</g>
екінші.</mrk> <mrk mtype="seg" mid="3">Үшінші.</mrk></g></seg-source>
<target><g id="4"><mrk mtype="seg" mid="1">Это первое.</mrk> <mrk mtype="seg" mid="2"><g id="5">Это</g>
второе.</mrk> <mrk mtype="seg" mid="3"/></g></target>
<sdl:seg-defs><sdl:seg id="1" conf="ApprovedTranslation" origin="tm" percent="100">
<sdl:value key="created_on">04/05/2025 10:00:00</sdl:value></sdl:seg><sdl:seg id="2" conf="Draft" origin="mt"/>
<sdl:seg id="3"/></sdl:seg-defs></trans-unit>
<trans-unit id="lockTU_1" translate="no"><source><x id="9"/></source></trans-unit>
</group></body></file></xliff>
"""
MEMOQ = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" {NS1} xmlns:mq="MQXliff">
<file original="doc.docx" source-language="en" target-language="kk-kz" datatype="x-memoq"><header/><body>
<trans-unit id="1" mq:status="ManuallyConfirmed" mq:segmentguid="6f">
<source xml:space="preserve">Press <bpt id="1" ctype="bold">{{}}</bpt>OK<ept id="1">{{}}</ept><ph id="2">&lt;br/></ph></source>
<target xml:space="preserve"><bpt id="1" ctype="bold">{{}}</bpt>OK<ept id="1">{{}}</ept> басыңыз<ph id="2">&lt;br/></ph></target>
<context-group><context context-type="x-mmq-structural-context">A1</context></context-group>
<mq:minorversions><mq:historical-unit mq:status="NotStarted"><source>old</source></mq:historical-unit>
</mq:minorversions></trans-unit>
<trans-unit id="2" mq:status="PartiallyEdited"><source xml:space="preserve"> two </source>
<target xml:space="preserve"> екі </target></trans-unit>
<trans-unit id="3" mq:status="NotStarted"><source xml:space="preserve">three</source>
<target xml:space="preserve"></target></trans-unit></body></file></xliff>
"""
OKAPI = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" {NS1} xmlns:okp="okapi-framework:xliff-extensions" xmlns:its="http://www.w3.org/2005/11/its">
<file original="a.html" source-language="en" target-language="ru" datatype="html" okp:inputEncoding="UTF-8"><body>
<group id="g1"><trans-unit id="tu1" resname="p1" xml:space="preserve">
<source>A <bx id="1" ctype="x-b"/>long<ex id="1"/> way. Go<x id="3" equiv-text="&lt;br/>"/>.</source>
<seg-source><mrk mid="0" mtype="seg">A <bx id="1" ctype="x-b"/>long<ex id="1"/> way.</mrk> <mrk mid="1" mtype="seg">Go<x id="3" equiv-text="&lt;br/>"/>.</mrk></seg-source>
<target><mrk mid="0" mtype="seg"><bx id="1" ctype="x-b"/>Долгий<ex id="1"/> путь.</mrk> <mrk mid="1" mtype="seg">Иди<x id="3" equiv-text="&lt;br/>"/>.</mrk></target>
<note from="html" annotates="source" priority="2">a paragraph</note>
<alt-trans match-quality="90" origin="tm"><source>A way.</source><target>Путь.</target></alt-trans>
</trans-unit></group></body></file>
<file original="b.html" source-language="en" target-language="kk" datatype="html"><body>
<trans-unit id="tu1"><source>One <mrk mtype="term" comment="t">cow</mrk></source><target state="needs-translation">Бір сиыр</target></trans-unit>
</body></file></xliff>
"""
WEBLATE = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff {NS1} version="1.2"><file source-language="en" target-language="kk" datatype="plaintext" original="app">
<body><trans-unit id="hello" approved="yes" xml:space="preserve"><source>Hello</source>
<target state="final">Сәлем</target><context-group purpose="location"><context context-type="sourcefile">a.py</context>
</context-group></trans-unit>
<trans-unit id="bye" approved="no"><source>Bye</source><target state="needs-translation">Сау</target></trans-unit>
<trans-unit id="new"><source>New</source></trans-unit></body></file></xliff>
"""
MATECAT = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff {NS1} version="1.2" xmlns:mtc="https://www.matecat.com"><file original="t.txt" source-language="en-US"
 target-language="ru-RU" datatype="x-text"><header><tool tool-id="matecat-converter" tool-name="Matecat Filters"
 tool-version="1.2"/></header><body><trans-unit id="NFDBB2FA9-tu1" xml:space="preserve" approved="yes">
<source xml:lang="en-US"><g id="1">Save <x id="2"/></g> 🙂</source>
<seg-source><mrk mid="0" mtype="seg"><g id="1">Save <x id="2"/></g> 🙂</mrk></seg-source>
<target xml:lang="ru-RU" state="signed-off"><mrk mid="0" mtype="seg"><g id="1">Сохранить <x id="2"/></g> 🙂</mrk></target>
</trans-unit></body></file></xliff>
"""
CROWDIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff {NS2} version="2.0" srcLang="en" trgLang="kk"><file id="12" original="/main/app.json"><group id="g1">
<unit id="78" name="menu.save" translate="yes"><notes><note category="context" priority="1">menu</note></notes>
<segment state="translated"><source>Save &amp; close</source><target>Сақтау және жабу</target></segment></unit>
<unit id="79"><segment state="initial"><source>Open</source></segment></unit></group></file></xliff>
"""
RAINBOW2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff {NS2} xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0"
 version="2.1" srcLang="en" trgLang="ru"><file id="f1" original="a.htm"><unit id="1">
<mtc:matches><mtc:match ref="#s1"><source>x</source><target>y</target></mtc:match></mtc:matches>
<originalData><data id="d1">&lt;b></data><data id="d2">&lt;/b></data><data id="d3">&lt;br<cp hex="0007"/>/></data></originalData>
<segment id="s1" state="final"><source>A <pc id="1" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d2"
 canCopy="no">bold <ph id="2" dataRef="d3" disp="BR"/></pc>.</source>
<target><pc id="1" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d2" canCopy="no">Жирный
<ph id="2" dataRef="d3" disp="BR"/></pc>.</target></segment>
<ignorable><source> </source><target> </target></ignorable>
<segment id="s2" state="translated" subState="okp:mt"><source><sc id="3" type="fmt"/>Two <mrk id="m1" type="term"
 ref="urn:t">w<sm id="m2" type="comment" value="v"/>o</mrk>rd<em startRef="m2"/><ec startRef="3"/><cp hex="0001"/></source>
<target><sc id="3" type="fmt"/>Два<ec startRef="3"/></target></segment>
<segment><source>Half <sc id="4" isolated="yes"/>open</source><target order="1">Пол<sc id="4" isolated="yes"/></target></segment>
</unit></file><file id="f2"><unit id="1"><segment><source>B</source><target>Б</target></segment></unit></file></xliff>
"""
SAMPLES = {
    "trados": TRADOS, "memoq": MEMOQ, "okapi": OKAPI, "weblate": WEBLATE, "matecat": MATECAT, "crowdin": CROWDIN,
    "rainbow2": RAINBOW2,
}  # fmt: skip


def load(tmp_path: Path, text: str) -> tuple[XliffReader, list[TranslationUnit]]:
    path = tmp_path / "in.xlf"
    path.write_text(text, encoding="utf-8")
    reader = XliffReader(path)
    return reader, list(reader)


def texts(units: list[TranslationUnit]) -> list[tuple[str | None, ...]]:
    return [(unit.tuid, *(variant.text for variant in unit.variants)) for unit in units]


def test_trados(tmp_path: Path) -> None:
    reader, units = load(tmp_path, TRADOS)
    assert texts(units) == [
        ("aa-1/1", "Бұл бірінші.", "Это первое."),
        ("aa-1/2", "Бұл\nекінші.", "Это\nвторое."),
        ("aa-1/3", "Үшінші."),
        ("lockTU_1", ""),
    ]
    assert [unit.prop("x-review") for unit in units] == ["confirmed", "auto", None, None]
    assert [unit.prop("x-conf") for unit in units] == ["ApprovedTranslation", "Draft", None, None]
    assert units[3].prop("x-translate") == "no"
    assert [variant.lang for variant in units[0].variants] == ["kk-KZ", "ru-RU"]
    assert units[1].variants[1].content[:3] == (
        Code("bpt", (("i", "5"), ("x", "5"), ("{urn:ushtil}element", "g"))),
        "Это",
        Code("ept", (("i", "5"),)),
    )
    assert units[0].line == 9
    assert (reader.header.srclang, reader.header.prop("targetlang")) == ("kk-KZ", "ru-RU")
    assert reader.header.datatype == "x-sdlfilterframework2"
    assert reader.warnings == []


def test_memoq(tmp_path: Path) -> None:
    reader, units = load(tmp_path, MEMOQ)
    assert texts(units) == [("1", "Press OK", "OK басыңыз"), ("2", " two ", " екі "), ("3", "three")]
    assert [unit.prop("x-review") for unit in units] == ["confirmed", "edited", "auto"]
    assert units[0].variants[0].content[1] == Code("bpt", (("i", "1"), ("x", "1"), ("type", "bold")), ("{}",))
    assert units[0].props == (
        Prop("x-document", "doc.docx"),
        Prop("x-review", "confirmed"),
        Prop("x-mq-status", "ManuallyConfirmed"),
    )
    assert reader.warnings == ["Not taken: 1 context-group elements.", "Not taken: 1 minorversions elements."]


def test_okapi(tmp_path: Path) -> None:
    reader, units = load(tmp_path, OKAPI)
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
    assert reader.warnings == ["Not taken: 1 alt-trans elements."]


def test_weblate_and_matecat(tmp_path: Path) -> None:
    _, units = load(tmp_path, WEBLATE)
    assert texts(units) == [("hello", "Hello", "Сәлем"), ("bye", "Bye", "Сау"), ("new", "New")]
    assert [unit.prop("x-review") for unit in units] == ["confirmed", "auto", None]
    reader, units = load(tmp_path, MATECAT)
    assert texts(units) == [("NFDBB2FA9-tu1", "Save  🙂", "Сохранить  🙂")]
    assert units[0].prop("x-review") == "confirmed" and units[0].prop("x-state") == "signed-off"
    assert (reader.header.creationtool, reader.header.creationtoolversion) == ("Matecat Filters", "1.2")


def test_version_2(tmp_path: Path) -> None:
    _, units = load(tmp_path, CROWDIN)
    assert texts(units) == [("78", "Save & close", "Сақтау және жабу"), ("79", "Open")]
    assert [unit.prop("x-review") for unit in units] == ["confirmed", "auto"]
    assert units[0].prop("x-resname") == "menu.save" and units[0].notes == ("menu",)
    reader, units = load(tmp_path, RAINBOW2)
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
    assert reader.warnings == [
        "Not taken: 1 ignorable elements.",
        "Not taken: 1 matches elements.",
        "Not taken: 1 orders of targets.",
    ]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_written_again_as_it_was(tmp_path: Path, name: str, version: str) -> None:
    """Also in the other version. Only what is of a third language is lost."""
    reader, units = load(tmp_path, SAMPLES[name])
    langs = (reader.header.srclang, reader.header.prop("targetlang") or "")
    out = tmp_path / "out.xlf"
    with XliffWriter(out, reader.header, langs=langs, version=version) as writer:
        for unit in units:
            writer.write(unit)
    xliff_rules.check(etree.parse(out).getroot())
    again = XliffReader(out)
    kept = [unit for unit in units if {variant.lang for variant in unit.variants} <= set(langs)]
    if name == "okapi":  # one of its files is of another target language
        assert writer.lost == {"variants of other languages": 1}
        assert [unit for unit in again if len(unit.variants) == 2] == kept
    elif name == "rainbow2" and version == "1.2":  # which has no place for a control character
        assert writer.lost == {"characters that XML can't hold": 3}
        assert texts(list(again))[1] == ("1/s2", "Two word", "Два")
    else:
        assert not writer.lost and list(again) == units
    assert again.header == reader.header


def test_elements_come_back_where_they_are_needed(tmp_path: Path) -> None:
    """g stays g, bx bx, pc pc, sc sc: what one tool wrote, it can read again."""
    for text, version, tags in ((TRADOS, "1.2", {"g", "x"}), (OKAPI, "1.2", {"bx", "ex", "x", "mrk"})):
        reader, units = load(tmp_path, text)
        assert _tags(tmp_path, reader, units, version) == tags
    reader, units = load(tmp_path, RAINBOW2)
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
    pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit is not installed")
    from translate.storage import xliff, xliff2

    path = tmp_path / "a.xlf"
    with XliffWriter(path, Header("kk"), langs=("kk", "ru"), version=version) as writer:
        for unit in UNITS:
            writer.write(unit)
    store = (xliff.xlifffile if version == "1.2" else xliff2.Xliff2File).parsefile(str(path))
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
    pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit is not installed")
    from translate.storage import xliff, xliff2

    one = version == "1.2"
    store = xliff.xlifffile() if one else xliff2.Xliff2File()
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
