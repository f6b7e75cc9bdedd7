"""XLIFF: headers, ids, states, what is lost and said to be, and TMX by way of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.formats import xliff_rules
from tests.formats.test_xliff import VERSIONS, exchange, xml_text
from tm.formats.xliff import XliffReader, XliffWriter
from tm.formats.xliff.states import review
from tm.units import Code, Content, Encoding, Header, Prop, TranslationUnit, Variant

NS1 = 'xmlns="urn:oasis:names:tc:xliff:document:1.2"'
FILE = (
    '<file original="a" source-language="kk" target-language="ru" datatype="plaintext"><body>{}</body></file>'
)
ONE = f'<xliff {NS1} version="1.2">{FILE}</xliff>'
TWO = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="kk" trgLang="ru">'
    '<file id="f">{}</file></xliff>'
)
UNIT = '<trans-unit id="{}"><source>а</source><target>б</target></trans-unit>'


def unit(
    source: str | Content = "а",
    target: str | Content = "б",
    tuid: str | None = "1",
    props: Sequence[Prop] = (),
) -> TranslationUnit:
    def made(lang: str, said: str | Content) -> Variant:
        return Variant(lang, said) if isinstance(said, str) else Variant.of(lang, said)

    return TranslationUnit(tuid, (made("kk", source), made("ru", target)), tuple(props))


def file(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "in.xlf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("version", VERSIONS)
@given(
    st.builds(
        Header,
        srclang=st.sampled_from(["kk", "*all*", "kk-KZ"]),
        adminlang=xml_text,
        segtype=xml_text,
        datatype=st.sampled_from(["html", "unknown", "x-a"]),
        creationtool=st.text(),
        creationtoolversion=xml_text,
        props=st.lists(st.builds(Prop, st.one_of(st.none(), xml_text), xml_text), max_size=2).map(tuple),
        attributes=st.just((("o-tmf", "x"),)),
        encodings=st.just((Encoding((("name", "e"),), ((("unicode", "#xE000"),),)),)),
    )
)
def test_header_comes_back(tmp_path_factory: pytest.TempPathFactory, version: str, header: Header) -> None:
    path = tmp_path_factory.getbasetemp() / f"header-{version}.xlf"
    with XliffWriter(path, header, langs=("kk", "ru"), version=version) as writer:
        writer.write(unit())
    assert XliffReader(path).header == header
    xliff_rules.check(etree.parse(path).getroot())


@pytest.mark.parametrize("version", VERSIONS)
def test_no_units_and_files_of_documents(tmp_path: Path, version: str) -> None:
    reader = exchange(tmp_path / "none.xlf", version)
    assert list(reader) == [] and reader.header.srclang == "kk"
    documents = ["a", "a", "b", None, "a"]
    units = [
        unit(tuid="1" if number != 3 else None, props=[Prop("x-document", name)] if name else [])
        for number, name in enumerate(documents)
    ]
    path = tmp_path / "some.xlf"
    assert list(exchange(path, version, *units)) == units
    files = etree.parse(path).getroot().findall("{*}file")
    assert [one.get("original") or None for one in files] == ["a", "b", None, "a"]


def test_ids_are_unique_and_stable(tmp_path: Path) -> None:
    """Two files of one name, a segmented unit, and an id that is taken."""
    path = file(
        tmp_path,
        f'<xliff {NS1} version="1.2">'
        + FILE.format(UNIT.format(1))
        + FILE.format(UNIT.format(1) + UNIT.format(2))
        + FILE.format(UNIT.format(1))
        + "</xliff>",
    )
    ids = ["1", "a#2/1", "a#2/2", "a#3/1"]
    units = list(XliffReader(path))
    assert [one.tuid for one in units] == ids
    again = list(exchange(tmp_path / "out.xlf", "1.2", *units))
    assert [one.tuid for one in again] == ids


def test_variants_that_have_no_place_are_counted(tmp_path: Path) -> None:
    more = TranslationUnit(
        "1",
        (Variant("en", "a"), Variant("ru", "б"), Variant("kk", "а"), Variant("RU", "в"), Variant("de", "d")),
    )
    path = tmp_path / "a.xlf"
    with XliffWriter(path, Header("kk"), langs=("kk", "ru")) as writer:
        writer.write(more)
        writer.write(TranslationUnit("2", (Variant("ru", "б"),)))
        writer.write(unit("а\x01\ud800", "б", props=[Prop("x-a", "\x02")]))
    assert writer.lost == {
        "variants of other languages": 2,
        "further variants of one language": 1,
        "units without kk": 1,
        "characters that XML can't hold": 3,
    }
    first, second = XliffReader(path)
    assert first == TranslationUnit("1", (Variant("ru", "б"), Variant("kk", "а")))
    assert second.variants[0].text == "а" and second.prop("x-a") == ""


def test_languages_are_matched_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    for version in VERSIONS:
        with XliffWriter(path, Header("kk"), langs=("kk-KZ", "ru"), version=version) as writer:
            writer.write(TranslationUnit("1", (Variant("KK-kz", "а"), Variant("ru", "б"))))
        xliff_rules.check(etree.parse(path).getroot())
        (got,) = XliffReader(path)
        assert [variant.lang for variant in got.variants] == ["KK-kz", "ru"]


def test_review_follows_what_a_translator_does_later(tmp_path: Path) -> None:
    """A unit written as auto, signed off in another tool, is read as confirmed; the rest of it stays."""
    props = [Prop("x-foo", "f"), Prop("x-review", "auto"), Prop(None, "ask")]
    for version, old, new in (
        ("1.2", 'state="needs-review-translation"', 'state="signed-off"'),
        ("2.1", 'state="initial"', 'state="final"'),
    ):
        path = tmp_path / "a.xlf"
        assert list(exchange(path, version, unit(props=props))) == [unit(props=props)]
        text = path.read_text()
        assert text.count(old) == 1
        path.write_text(text.replace(old, new).replace("<note>", "<note>please "))
        (got,) = XliffReader(path)
        assert (got.prop("x-review"), got.prop("x-foo"), got.notes) == ("confirmed", "f", ("please ask",))


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ({}, None),
        ({"x-approved": "yes"}, "confirmed"),
        ({"x-approved": "no"}, "auto"),
        ({"x-state": "new"}, "auto"),
        ({"x-state": "translated", "x-state-qualifier": "leveraged-mt"}, "auto"),
        ({"x-state": "reviewed"}, "confirmed"),
        ({"x-state": "final", "x-state-qualifier": "tm-suggestion"}, "confirmed"),
        ({"x-state": "translated", "x-substate": "ushtil:edited"}, "edited"),
        ({"x-mq-status": "Proofread"}, "confirmed"),
        ({"x-conf": "Draft", "x-approved": "yes"}, "auto"),
        ({"x-mq-status": "Reviewer2Confirmed"}, "confirmed"),
    ],
)
def test_states(state: dict[str, str], word: str | None) -> None:
    assert review(state) == word


LEVEL_2: list[Content] = [
    (
        Code("bpt", (("i", "1"), ("x", "1"), ("type", "bold")), ("<b>",)),
        "а",
        Code("ept", (("i", "1"),), ("</b>",)),
    ),
    (  # overlapping, without x
        Code("bpt", (("i", "1"),), ("<b>",)),
        "а",
        Code("bpt", (("i", "2"), ("type", "x-i")), ("<i>",)),
        "ә",
        Code("ept", (("i", "1"),), ("</b>",)),
        "б",
        Code("ept", (("i", "2"),), ("</i>",)),
    ),
    (
        Code(
            "ph",
            (("x", "1"), ("assoc", "p"), ("type", "fnote")),
            (
                "{\\fn ",
                Code(
                    "sub",
                    (("datatype", "rtf"), ("type", "footnote")),
                    (
                        "See ",
                        Code("hi", (("type", "term"), ("x", "9")), ("Ауыл",)),
                        Code("it", (("pos", "end"),), ("</u>",)),
                    ),
                ),
                "}",
            ),
        ),
        Code("it", (("pos", "begin"), ("x", "2")), ("<u>",)),
        Code("ut", (("x", "3"),), ("\\par",)),
        "🙂",
    ),
    (
        Code("hi", (), ("а", Code("hi", (("x", "1"),), ("б",)))),
        Code("ph"),
        Code("ept", (("i", "7"),), ("</x>",)),
    ),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("content", LEVEL_2)
def test_codes_of_tmx_by_way_of_xliff(tmp_path: Path, version: str, content: Content) -> None:
    """Level 2 of TMX, also written in one version and from there in the other."""
    first = unit(content, content)
    for one in (version, "1.2", version, "2.0"):
        assert list(exchange(tmp_path / "a.xlf", one, first)) == [first]


def test_codes_of_a_subflow_are_not_those_around_it(tmp_path: Path) -> None:
    """Even where they have the same numbers."""
    pair = (Code("bpt", (("i", "5"), ("x", "2"))), "ә", Code("ept", (("i", "5"),)))
    around = (
        Code("bpt", (("i", "5"),)),
        Code(
            "ph", (("x", "2"),), ("<a ", Code("sub", (), (*pair, Code("it", (("pos", "end"), ("x", "5"))))))
        ),
        Code("ept", (("i", "5"),)),
        *pair,
    )
    for version in ("1.2", "2.1"):
        assert list(exchange(tmp_path / "a.xlf", version, unit(around))) == [unit(around)]


def test_codes_without_more_are_plain_elements(tmp_path: Path) -> None:
    """What XLIFF can say itself, it says itself: no metadata, and the text of other tools."""
    path = tmp_path / "a.xlf"
    exchange(path, "1.2", unit(LEVEL_2[0], "б"))
    assert "metaGroup" not in path.read_text().split("<body>")[1]
    assert '<bpt id="1" ctype="bold">&lt;b&gt;</bpt>а<ept id="1">&lt;/b&gt;</ept>' in path.read_text()
    exchange(path, "2.0", unit(LEVEL_2[0], "б"))
    text = path.read_text().split("<unit")[1]
    assert "metaGroup" not in text and '<data id="d1">&lt;b&gt;</data>' in text
    assert '<pc id="1" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d2">а</pc>' in text
