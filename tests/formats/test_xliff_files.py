"""XLIFF: headers, ids, states, what is lost and said to be, what is refused, and TMX by way of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.formats import xliff_rules
from tests.formats.test_xliff import VERSIONS, exchange, xml_text
from tm.errors import InputError, MalformedXLIFF, UnreadableFile, UnwritableOutput, UsageError
from tm.formats.xliff import XliffReader, XliffWriter
from tm.formats.xliff_states import review
from tm.units import Code, Content, Encoding, Header, Prop, Rejected, TranslationUnit, Variant

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


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (ONE.format("<trans-unit"), 1, "not well-formed XML"),
        ("<tmx/>", 1, "not XLIFF: the root is <tmx>"),
        ("<a>\n<xliff version='1.2'/></a>", 1, "not XLIFF: the root is <a>"),
        (
            f'\n<xliff {NS1} version="3.0"/>',
            2,
            "XLIFF '3.0', which is not known; 1.0 to 1.2 and 2.0 to 2.2 are",
        ),
        (f"<xliff {NS1}/>", 1, "does not say its version"),
        (f'<xliff {NS1} version="1.2"/>', 1, "has no file with units"),
        ('<xliff version="2.0"><file id="a"/></xliff>', 1, "has no srcLang"),
        (ONE.replace('source-language="kk"', "").format(UNIT.format(1)), 1, "a file has no source-language"),
        (ONE.format('\n<trans-unit id="7"><target>б</target></trans-unit>'), 2, "unit 7 has no source"),
        (ONE.replace('target-language="ru"', "").format(UNIT.format(1)), 1, "no target-language"),
        (TWO.format('<unit id="1"/>'), 1, "unit 1 has no segment"),
        (
            TWO.format('<unit id="1">\n<segment><target>б</target></segment></unit>'),
            1,
            "segment without a source",
        ),
        (
            TWO.replace('trgLang="ru"', "").format(
                '<unit id="1"><segment><source/><target>б</target></segment></unit>'
            ),
            1,
            "no trgLang",
        ),
        ('<!DOCTYPE xliff [<!ENTITY a "b">]>' + ONE.format(""), 1, "declares entities"),
        (
            '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + ONE.format(""),
            1,
            "declares entities",
        ),
        (
            '<!DOCTYPE xliff SYSTEM "x.dtd">' + ONE.format(UNIT.format(1).replace("а", "&a;")),
            1,
            "an entity that is not",
        ),
    ],
)
def test_refused_in_one_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = file(tmp_path, text)
    with pytest.raises(MalformedXLIFF, match=re.escape(problem)) as error:
        list(XliffReader(path))
    assert str(error.value).startswith(f"{path}:{line}: ") and "\n" not in str(error.value)


def test_bombs_are_refused(tmp_path: Path) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(9))
    bomb = f"<!DOCTYPE xliff [{lol}]>" + ONE.format(UNIT.format(1).replace("а", "&l8;"))
    for text in (bomb, ONE.format("<g>" * 1000), ONE.format(UNIT.format(1).replace("а", "а" * 11_000_000))):
        with pytest.raises(MalformedXLIFF):
            list(XliffReader(file(tmp_path, text)))


def test_metadata_that_makes_no_sense_is_counted(tmp_path: Path) -> None:
    """Also what would be too deep to understand."""
    metas = "".join(
        f'<m:meta type="{type_}">{text}</m:meta>'
        for type_, text in (
            ("a", "nonsense"),
            ("b", "[" * 100_000),
            ("c", "[1,2,3]"),
            ("d", '["bpt",[],[["it"]]]'),
        )
    )
    group = f'<m:metaGroup category="ushtil:codes">{metas}</m:metaGroup>'
    text = f'<m:metadata xmlns:m="urn:oasis:names:tc:xliff:metadata:2.0">{group}</m:metadata>'
    reader = XliffReader(file(tmp_path, ONE.format(UNIT.format(1).replace("</trans", f"{text}</trans"))))
    assert list(reader) == [unit(props=[Prop("x-document", "a")])]
    assert reader.warnings == ["Not taken: 4 entries of metadata that can't be understood."]


def test_units_that_are_wrong_are_told_and_the_rest_read(tmp_path: Path) -> None:
    rejected: list[Rejected] = []
    body = UNIT.format(1) + '\n<trans-unit id="2"><target>б</target></trans-unit>\n' + UNIT.format(3)
    units = list(XliffReader(file(tmp_path, ONE.format(body)), reject=rejected.append))
    assert [one.tuid for one in units] == ["1", "3"]
    assert [(one.line, one.problem) for one in rejected] == [(2, "unit 2 has no source")]
    assert rejected[0].written.startswith('<trans-unit xmlns="urn:oasis:names:tc:xliff:document:1.2" id="2">')


def test_old_versions_encodings_and_no_namespace(tmp_path: Path) -> None:
    old = '<?xml version="1.0" encoding="utf-16"?>' + ONE.replace(NS1, "").replace('"1.2"', '"1.1"')
    reader = XliffReader(file(tmp_path, old.format(UNIT.format(1)).encode("utf-16")))
    assert [one.tuid for one in reader] == ["1"]
    assert reader.warnings == ["XLIFF 1.1 was read as XLIFF 1.2."]


def test_segments_only_where_the_target_has_them_too(tmp_path: Path) -> None:
    marked = '<mrk mtype="seg" mid="{}">{}</mrk>'
    source = f"<source>а б</source><seg-source>{marked.format(1, 'а')} {marked.format(2, 'б')}</seg-source>"
    body = "".join(
        f'<trans-unit id="{number}">{source}<target>{target}</target></trans-unit>'
        for number, target in (
            (1, marked.format(2, "B") + marked.format(1, "A")),
            (2, "A B"),
            (3, marked.format(9, "A B")),
            (4, marked.format(2, "B")),
            (5, ""),
        )
    )
    got = [
        (one.tuid, *(v.text for v in one.variants)) for one in XliffReader(file(tmp_path, ONE.format(body)))
    ]
    assert got == [
        ("1/1", "а", "A"),
        ("1/2", "б", "B"),
        ("2", "а б", "A B"),
        ("3", "а б", "A B"),
        ("4/1", "а"),
        ("4/2", "б", "B"),
        ("5/1", "а"),
        ("5/2", "б"),
    ]


def test_files_that_are_none(tmp_path: Path) -> None:
    for content, problem in ((b"", "empty"), (b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip")):
        with pytest.raises(UnreadableFile, match=problem):
            XliffReader(file(tmp_path, content))
    with pytest.raises(UnreadableFile, match="no such file"):
        XliffReader(tmp_path / "none.xlf")
    with pytest.raises(UnreadableFile, match="folder"):
        XliffReader(tmp_path)


def test_writer_refuses_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    for langs, version in ((("kk_KZ", "ru"), "1.2"), (("kk", "KK"), "1.2"), (("kk", "ru"), "1.1")):
        with pytest.raises(UsageError):
            XliffWriter(path, Header("kk"), langs=langs, version=version)
    with (
        pytest.raises(InputError, match="too long"),
        XliffWriter(path, Header("kk"), langs=("kk", "ru")) as writer,
    ):
        writer.write(unit("а" * 6_000_000))
    assert list(tmp_path.iterdir()) == []
    with (
        pytest.raises(UnwritableOutput),
        XliffWriter(tmp_path / "no" / "a.xlf", Header("kk"), langs=("kk", "ru")),
    ):
        pass
