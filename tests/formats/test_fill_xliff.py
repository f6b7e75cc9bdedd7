"""XLIFF filled in place: the targets, and that nothing else changes.

Most documents are written as they are compared: a byte that moved is a failure.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from tests.formats.filling import (
    HEAD1,
    HEAD2,
    MTC,
    OPEN,
    TAIL1,
    TAIL2,
    UNIT2,
    X1,
    X2,
    document1,
    filled,
    pair,
    ph,
    segment,
    unit1,
)
from tm.formats.fillable import Kind, open_fillable
from tm.formats.xliff import XliffReader
from tm.units import Content, Variant

HERE = Path(__file__).parent / "xliff"
SAMPLES = sorted(path.name for path in HERE.iterdir())


def bare(path: Path) -> str:
    """The canonical form of a document without what filling adds."""
    root = etree.parse(path).getroot()
    for element in list(root.iter("{*}target", "{*}alt-trans", f"{{{MTC}}}*")):
        if element.getparent() is not None:
            if element.tail and element.getprevious() is not None:
                element.getprevious().tail = (element.getprevious().tail or "") + element.tail
            element.getparent().remove(element)
    for element in root.iter("{*}segment"):
        for name in ("state", "subState", "id"):
            element.attrib.pop(name, None)
    return "".join(etree.canonicalize(etree.tostring(root, encoding="unicode")).split())


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", ["exact", "fuzzy"])
def test_all_but_targets_stays(tmp_path: Path, name: str, kind: Kind) -> None:
    """Of each tool's files. The units read from it have the new targets, all others those as before."""
    out = tmp_path / "out.xlf"
    document = open_fillable(HERE / name)
    wanted = {}
    for place in document:
        if place.state in OPEN:
            wanted[place.id] = f"Перевод {place.number} <&>"
            source = Variant(place.source.lang, "Q")
            document.fill(place, Variant(place.lang, wanted[place.id]), 90, "m", state=kind, source=source)
    document.write(out)
    assert bare(out) == bare(HERE / name)
    before, after = list(XliffReader(HERE / name)), list(XliffReader(out))
    assert [unit.tuid for unit in after] == [unit.tuid for unit in before]
    for one, other in zip(before, after, strict=True):
        if one.tuid in wanted:
            assert other.variants[1].text.strip() == wanted[one.tuid]
            assert other.prop("x-review") == "auto"
        else:
            assert other.variants == one.variants


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_not_filled_is_written_byte_for_byte(tmp_path: Path, name: str) -> None:
    document = open_fillable(HERE / name)
    document.write(tmp_path / "out.xlf")
    assert (tmp_path / "out.xlf").read_bytes() == (HERE / name).read_bytes()


def test_odd_markup_stays_as_it_is(tmp_path: Path) -> None:
    """Comments with tags, a document type, CDATA, quotes, references, spaces: as they were."""
    text = (
        "<?xml version='1.0'  encoding=\"UTF-8\"?>\r\n<!DOCTYPE xliff SYSTEM 'x.dtd' [<!-- <a> ' --> "
        "<!ATTLIST note x CDATA ']>'>]>\r\n"
        f"<xliff  version='1.2' xmlns = '{X1}'><?pi <target>?>\r\n"
        "<file original='a>b' source-language='kk'\r\n"
        " target-language='ru' datatype='x-a' ><body>\r\n<!-- <source>no</source> -->\r\n"
        "  <trans-unit  id = \"1\"\tapproved='no'>\r\n    <source >Бір&#32;<![CDATA[<екі>]]></source>{}\r\n"
        "    <note>&quot;<![CDATA[<target/>]]></note>\r\n  </trans-unit >\r\n"
        "</body></file></xliff>\r\n<!-- end -->\r\n"
    )
    path = tmp_path / "in.xlf"
    path.write_bytes(text.format("").encode())
    document = open_fillable(path)
    (place,) = document
    assert (place.source.text, place.line, place.document) == ("Бір <екі>", 7, "a>b")
    document.fill(place, Variant("ru", 'Раз\n<два> "три" & ]]>\t'), 100, "m", state="exact")
    document.write(path)  # in its own place
    target = (
        '\r\n    <target state="translated" state-qualifier="exact-match">'
        'Раз\r\n&lt;два&gt; "три" &amp; ]]&gt;\t</target>'
    )
    assert path.read_bytes().decode() == text.format(target)
    assert os.listdir(tmp_path) == ["in.xlf"]


def test_states_of_version_1(tmp_path: Path) -> None:
    unit = '<trans-unit id="{}"><source>Иә</source>{}</trans-unit>'
    kinds: tuple[Kind, ...] = ("exact", "context", "fuzzy", "repaired")
    said = (
        "translated exact-match",
        "translated exact-match",
        "needs-review-translation fuzzy-match",
        "needs-review-translation leveraged-tm",
    )
    text = HEAD1 + "".join(unit.format(kind, "") for kind in kinds) + TAIL1
    got, results = filled(tmp_path, text, *(("Ия", "Да", kind) for kind in kinds))
    match = '<alt-trans match-quality="85" origin="memory"><source>Ия</source><target>Да</target></alt-trans>'
    expected = ""
    for kind, words in zip(kinds, said, strict=True):
        state, qualifier = words.split()
        target = f'<target state="{state}" state-qualifier="{qualifier}">Да</target>'
        expected += unit.format(kind, target + (match if kind in ("fuzzy", "repaired") else ""))
    assert got == HEAD1 + expected + TAIL1
    assert [one.review for one in results] == [False, False, True, True]
    assert "approved" not in got


def test_a_draft_is_replaced_and_a_suggestion_said_once(tmp_path: Path) -> None:
    target = '<target xml:lang="ru" state="{}" state-qualifier="{}" equiv-trans="no">{}</target>'
    text = document1("Иә", target.format("new", "mt-suggestion", "Нет"))
    once, _ = filled(tmp_path, text, ("Ия", "Да", "fuzzy"))
    assert target.format("needs-review-translation", "fuzzy-match", "Да") in once
    assert filled(tmp_path, once, ("Ия", "Да", "fuzzy"))[0] == once


@pytest.mark.parametrize(
    ("attributes", "target", "state"),
    [
        ("", "<target/>", "untranslated"),
        ("", '<target state="new">a</target>', "untranslated"),
        ("", '<target state="new">b</target>', "draft"),
        ("", "<target>a</target>", "translated"),
        ("", '<target state="translated">b</target>', "translated"),
        ('approved="yes"', "<target>b</target>", "approved"),
        ('approved="yes"', "", "untranslated"),
        ("", '<target state="signed-off">b</target>', "approved"),
        ('translate="no"', "", "locked"),
        ('m:locked="true" xmlns:m="m"', "", "locked"),
        ('m:locked="false" xmlns:m="m"', "", "untranslated"),
        ('mq:locked="locked" xmlns:mq="MQXliff"', "<target>b</target>", "locked"),
        ('mq:status="Proofread" xmlns:mq="MQXliff"', "<target>b</target>", "approved"),
        ('mq:status="NotStarted" xmlns:mq="MQXliff"', "<target>a</target>", "untranslated"),
    ],
)
def test_how_far_a_place_is(tmp_path: Path, attributes: str, target: str, state: str) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(document1("a", target, f'id="1" {attributes}'))
    document = open_fillable(path)
    (place,) = document
    assert place.state == state
    if state in ("locked", "approved"):
        with pytest.raises(ValueError, match=state):
            document.fill(place, Variant("ru", "x"), 100, "m", state="exact")


def test_what_is_around_a_unit_can_lock_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(f'{HEAD1}<group translate="no">{unit1("a")}</group>{unit1("b")}{TAIL1}')
    assert [place.state.value for place in open_fillable(path)] == ["locked", "untranslated"]
    text = (HERE / "trados.sdlxliff").read_text()
    path.write_text(text.replace('<sdl:seg id="3"/>', '<sdl:seg id="3" locked="true"/>'))
    assert [place.state.value for place in open_fillable(path)] == ["approved", "draft", "locked", "locked"]


CODED = 'A<x id="5"/>.'
SEGMENTS = f'<g id="9">{segment(1, CODED)} {segment(2, "B.")} {segment(3, "C.")}</g>'


def segmented(target: str) -> str:
    return document1("A. B. C.", f"<seg-source>{SEGMENTS}</seg-source>{target}")


def test_segments_are_filled_one_by_one(tmp_path: Path) -> None:
    """The target gets what is between the segments of the source; what there is no match for stays empty."""
    source: Content = ("A", ph("77"), ".")
    first: Content = ("А", ph("77"), "!")
    got, results = filled(tmp_path, segmented(""), (source, first, "exact"), ("B", "Б.", "fuzzy"))
    inner = f'<g id="9">{segment(1, CODED.replace("A", "А").replace(".", "!"))} {segment(2, "Б.")} '
    assert got == segmented(
        f'<target state="needs-translation" state-qualifier="leveraged-tm">{inner}<mrk mtype="seg" mid="3">'
        '</mrk></g></target><alt-trans mid="2" match-quality="85" origin="memory"><source>B</source>'
        "<target>Б.</target></alt-trans>"
    )
    assert [one.codes for one in results] == ["mapped", "none"]


def test_a_segment_that_awaits_review_makes_its_unit_await_it(tmp_path: Path) -> None:
    target = f'<target state="{{}}"{{}}>{segment(1, "А")} {segment(2, "Б")} {{}}</target>'
    before = segmented(target.format("needs-review-translation", "", segment(3, "В")))
    path = tmp_path / "a.xlf"
    path.write_text(before)
    document = open_fillable(path)
    places = list(document)
    assert {place.state.value for place in places} == {"draft"}
    document.fill(places[2], Variant("ru", "Г"), 100, "m", state="exact")
    document.write(path)
    qualifier = ' state-qualifier="exact-match"'
    assert path.read_text() == segmented(
        target.format("needs-review-translation", qualifier, segment(3, "Г"))
    )


@pytest.mark.parametrize("empty", ["", f"{segment(2, '')} "])
def test_a_segment_among_others_is_filled(tmp_path: Path, empty: str) -> None:
    target = f'<target{{}}><g id="9">{segment(1, "А")} {{}}{segment(3, "В.")}</g></target>'
    got, _ = filled(tmp_path, segmented(target.format("", empty)), ("B.", "Б.", "exact"))
    attributes = ' state="translated" state-qualifier="exact-match"'
    assert got == segmented(target.format(attributes, f"{segment(2, 'Б.')} "))


def test_version_2(tmp_path: Path) -> None:
    got, results = filled(
        tmp_path,
        HEAD2 + UNIT2.format("", "", "", "") + TAIL2,
        (("Ия", ph("5")), ("Да", ph("5")), "fuzzy"),
        (("Екі ", *pair("1", "үш")), ("Два ", *pair("1", "три\x01")), "exact"),
    )
    matches = (
        f'\n  <mtc:matches xmlns:mtc="{MTC}"><mtc:match ref="#s2" similarity="85" origin="memory" type="tm">'
        "<source>Ия</source><target>Да</target></mtc:match></mtc:matches>"
    )
    assert (
        got.replace(' state="translated" subState="ushtil:exact"', ' state="initial"')
        == HEAD2
        + UNIT2.format(
            matches,
            ' state="initial" subState="ushtil:fuzzy" id="s2"',
            '\n   <target>Да<ph id="1" dataRef="d1"/></target>',
            '<target>Два <pc id="2">три<cp hex="0001"/></pc></target>',
        )
        + TAIL2
    )
    assert [one.codes for one in results] == ["mapped", "mapped"]
    again = [unit.prop("x-review") for unit in XliffReader(tmp_path / "out.xlf")]
    assert again == ["auto", "auto"]


@pytest.mark.parametrize(
    ("there", "end", "added", "closing"),
    [
        (
            f'<m:matches xmlns:m="{MTC}">\n<m:match ref="#s"><source>x</source><target>y</target></m:match>',
            "\n</m:matches>",
            "\n<m:match {}><source>Ия</source><target>Да</target></m:match>",
            "",
        ),
        (
            f'<matches xmlns="{MTC}"',
            "/>",
            f'><mtc:match xmlns:mtc="{MTC}" {{}}><source xmlns="{X2}">Ия</source>'
            f'<target xmlns="{X2}">Да</target></mtc:match>',
            "</matches>",
        ),
    ],
)
def test_candidates_are_added_to_those_that_are_there(
    tmp_path: Path, there: str, end: str, added: str, closing: str
) -> None:
    rest = f'<segment id="s"><source>Иә</source></segment></unit>{TAIL2}'
    got, _ = filled(tmp_path, f'{HEAD2}<unit id="u">{there}{end}{rest}', ("Ия", "Да", "fuzzy"))
    values = 'ref="#s" similarity="85" origin="memory" type="tm"'
    assert got.startswith(f'{HEAD2}<unit id="u">{there}{added.format(values)}{closing or end}<segment ')
    (matches,) = etree.fromstring(got.encode()).iter(f"{{{MTC}}}matches")
    assert [one.findtext(f"{{{X2}}}target") for one in matches][-1] == "Да"
