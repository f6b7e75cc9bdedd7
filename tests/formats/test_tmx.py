"""TMX: valid output, a round trip, and nothing unsafe read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tm.errors import InputError, MalformedTMX, UnreadableFile, UnwritableOutput
from tm.formats.tmx import TmxReader, TmxWriter, read_header, read_tmx
from tm.formats.tmx_elements import XML_LANG
from tm.units import Attributes, Code, Content, Encoding, Header, Prop, TranslationUnit, Variant, plain

# What TMX 1.4b asks of the elements that are written here.
RULES = etree.DTD(
    io.StringIO("""
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note | prop | ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note | prop)*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA | bpt | ept)*> <!ELEMENT bpt (#PCDATA)> <!ELEMENT ept (#PCDATA)>
<!ATTLIST bpt i CDATA #REQUIRED> 
<!ATTLIST ept i CDATA #REQUIRED> <!ELEMENT note (#PCDATA)> <!ELEMENT ude EMPTY>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
""")
)
HEAD = (
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" '
    'srclang="kk" datatype="plaintext"/>'
)
UNIT = '<tu><tuv xml:lang="kk"><seg>{}</seg></tuv></tu>'

# What XML can hold: all of Unicode but most control characters and what is no character.
xml_text = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda char: char >= " " or char in "\t\n\r"
    ),
    max_size=20,
)
names = st.sampled_from(["creationdate", "changeid", "usagecount", "{urn:vendor}mark", "x-own", XML_LANG])
attributes = st.dictionaries(names.filter(lambda name: name != XML_LANG), xml_text, max_size=3).map(
    lambda found: tuple(found.items())
)
props = st.lists(
    st.builds(
        Prop,
        st.one_of(st.none(), st.sampled_from(["x-document", "", "x:y"])),
        xml_text,
        st.dictionaries(names, xml_text, max_size=2).map(lambda found: tuple(found.items())),
    ),
    max_size=3,
).map(tuple)


def joined(pieces: list[str | Code]) -> Content:
    """The pieces as a content: no string is empty or stands next to another."""
    content: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, str) and content and isinstance(content[-1], str):
            content[-1] += piece
        elif piece:
            content.append(piece)
    return tuple(content)


kinds = st.sampled_from(["bpt", "ept", "it", "ph", "hi", "sub", "ut", "g", "{urn:x}bx"])
contents = st.recursive(
    xml_text.map(lambda text: joined([text])),
    lambda inner: st.lists(st.one_of(xml_text, st.builds(Code, kinds, attributes, inner)), max_size=4).map(
        joined
    ),
    max_leaves=6,
)


def variant(lang: str, content: Content, props: tuple[Prop, ...], attributes: Attributes) -> Variant:
    has_codes = any(isinstance(piece, Code) for piece in content)
    return Variant(lang, plain(content), props, attributes, content if has_codes else ())


variants = st.builds(variant, st.sampled_from(["kk", "kk-KZ", "en", "ru"]), contents, props, attributes)
units = st.builds(
    TranslationUnit,
    st.one_of(st.none(), xml_text),
    st.lists(variants, min_size=1, max_size=4).map(tuple),
    props,
    attributes,
)
headers = st.builds(
    Header,
    srclang=xml_text,
    o_tmf=xml_text,
    props=props,
    attributes=attributes,
    encodings=st.lists(
        st.builds(Encoding, attributes, st.lists(attributes, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
)


def write(path: Path, *units: TranslationUnit, header: Header | None = None) -> TmxWriter:
    with TmxWriter(path, header or Header(srclang="kk")) as writer:
        for unit in units:
            writer.write(unit)
    return writer


def file(tmp_path: Path, body: str, start: str = "") -> Path:
    path = tmp_path / "in.tmx"
    path.write_text(f'{start}<tmx version="1.4">{HEAD}<body>{body}</body></tmx>', encoding="utf-8")
    return path


@given(headers, st.lists(units, max_size=3))
def test_read_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, header: Header, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.tmx"
    writer = write(path, *units, header=header)
    with TmxReader(path) as reader:
        assert (reader.header, list(reader), reader.warnings) == (header, units, [])
    assert writer.lost == {}
    first = path.read_bytes()
    write(path, *units, header=header)
    assert path.read_bytes() == first


def test_what_is_written_is_valid(tmp_path: Path) -> None:
    codes = ("Ол ", Code("bpt", (("i", "1"),), ("<b>",)), "тез", Code("ept", (("i", "1"),), ("</b>",)), ".")
    unit = TranslationUnit("1", (Variant.of("kk", codes, (Prop(None, "n"),)), Variant("ru", "Да <&>.")))
    write(tmp_path / "a.tmx", unit, header=Header(srclang="kk", props=(Prop("a", "b"),)))
    assert RULES.validate(etree.parse(tmp_path / "a.tmx")), RULES.error_log


def test_header_is_complete_and_kept(tmp_path: Path) -> None:
    header = Header(srclang="kk-KZ", props=(Prop("x-segments-kk", "19"),))
    write(tmp_path / "a.tmx", TranslationUnit("1", (Variant("kk-KZ", "Иә"),)), header=header)
    assert read_header(tmp_path / "a.tmx") == header
    start = (tmp_path / "a.tmx").read_bytes()[:120]
    assert start.startswith(b"<?xml") and b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">' in start


def test_characters_that_xml_can_not_hold_are_dropped_and_counted(tmp_path: Path) -> None:
    writer = write(tmp_path / "a.tmx", TranslationUnit("1", (Variant("kk", "а\x00б\x0bв\ufffeг\ud800"),)))
    assert writer.dropped == 4
    assert next(read_tmx(tmp_path / "a.tmx")).variants[0].text == "абвг"


def test_nothing_is_left_of_a_file_that_was_not_finished(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), TmxWriter(tmp_path / "a.tmx", Header(srclang="kk")) as writer:
        writer.write(TranslationUnit("1", (Variant("kk", "Иә"),)))
        raise RuntimeError
    assert not list(tmp_path.iterdir())
    with pytest.raises(UnwritableOutput), TmxWriter(tmp_path / "none/a.tmx", Header(srclang="kk")):
        pytest.fail("the block must not begin")


def test_inline_codes_are_no_text(tmp_path: Path) -> None:
    seg = 'Ол <bpt i="1">&lt;b></bpt>тез<ept i="1">&lt;/b></ept> <ph>x<sub>y</sub></ph>ке<hi>т</hi>ті.'
    assert next(read_tmx(file(tmp_path, UNIT.format(seg)))).variants[0].text == "Ол тез кетті."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_declared_encodings(tmp_path: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    body = f'<tmx version="1.4">{HEAD}<body>{UNIT.format("Да.")}</body></tmx>'
    text = f'<?xml version="1.0" encoding="{name}"?>{body}'
    (tmp_path / "e.tmx").write_bytes(text.encode(encoding))
    assert next(read_tmx(tmp_path / "e.tmx")).variants[0].text == "Да."


def test_old_and_namespaced_files(tmp_path: Path) -> None:
    path = tmp_path / "old.tmx"
    path.write_text(
        '<tmx version="1.1" xmlns="http://www.lisa.org/tmx14"><body><tu tuid="7">'
        '<tuv lang="EN-us"><seg>Yes</seg></tuv></tu></body></tmx>'
    )
    unit = next(read_tmx(path))
    assert (unit.tuid, unit.variants[0].lang, unit.variants[0].text) == ("7", "EN-us", "Yes")


SYSTEM = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
BOMB = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("start", "body", "problem"),
    [
        (BOMB, UNIT.format("&b;"), "entities"),
        ('<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>', UNIT.format("&x;"), "entities"),
        ('<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>', UNIT.format("а"), "entities"),
        (SYSTEM, UNIT.format("&nbsp;"), "entity"),
        ("", UNIT.format("&#x1;"), "can't hold"),
        ("", "<tu><tuv xml:lang='kk'><seg>", "not well-formed"),
        ("", UNIT.format("a") + "<tu><tuv><seg>а</seg></tuv></tu>", "a tuv without xml:lang"),
        ("", "<tu><tuv xml:lang='kk'></tuv></tu>", "a tuv without seg"),
        ("", "<tu></tu>", "a tu without a tuv"),
        ("", f"<tu>{UNIT.format('a')}</tu>", "a tu directly inside"),
        (
            SYSTEM,
            '<tu><prop type="x">&co;</prop><tuv xml:lang="kk"><seg>a</seg></tuv></tu>',
            "entity",
        ),
        ("", UNIT.format("a\x00b"), "can't hold"),
        ("", "<tu>" + "<a>" * 300 + "</a>" * 300 + "</tu>", "256 deep"),
    ],
)
def test_unsafe_or_broken_files_are_refused(tmp_path: Path, start: str, body: str, problem: str) -> None:
    path = file(tmp_path, body, start)
    with pytest.raises(MalformedTMX, match=problem) as error:
        list(read_tmx(path))
    assert str(error.value).startswith(f"{path}:") and "\n" not in str(error.value)


def test_other_xml_and_missing_files(tmp_path: Path) -> None:
    (tmp_path / "x.tmx").write_text("<html/>")
    with pytest.raises(MalformedTMX, match="not TMX"):
        list(read_tmx(tmp_path / "x.tmx"))
    (tmp_path / "empty.tmx").write_text("")
    (tmp_path / "gzip.tmx").write_bytes(b"\x1f\x8b\x08")
    (tmp_path / "foo.tmx").write_text(f"<foo><tmx>{UNIT.format('a')}</tmx></foo>")
    with pytest.raises(MalformedTMX):
        list(read_tmx(tmp_path / "foo.tmx"))
    for name in ("none.tmx", "empty.tmx", "gzip.tmx", "."):
        with pytest.raises(UnreadableFile):
            list(read_tmx(tmp_path / name))


def test_unbound_prefixes_are_names_like_others(tmp_path: Path) -> None:
    assert next(read_tmx(file(tmp_path, UNIT.format("a<x:g>b</x:g>")))).variants[0].text == "ab"


def test_segments_that_no_reader_would_take_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too long for TMX"):
        write(tmp_path / "a.tmx", TranslationUnit("1", (Variant("kk", "а" * 5_000_001),)))
    assert not list(tmp_path.iterdir())
