"""TMX: valid output, a round trip, and nothing unsafe read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tm.errors import InputError, MalformedTMX, UnreadableFile, UnwritableOutput
from tm.formats.tmx import TmxHeader, TmxWriter, read_header, read_tmx
from tm.units import TranslationUnit, Variant

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
<!ELEMENT seg (#PCDATA)> <!ELEMENT note (#PCDATA)> <!ELEMENT ude EMPTY>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
""")
)
HEAD = (
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" '
    'srclang="kk" datatype="plaintext"/>'
)
UNIT = '<tu><tuv xml:lang="kk"><seg>{}</seg></tuv></tu>'

xml_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")).filter(
    lambda text: all(
        c in "\t\n" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" for c in text
    )
)


def write(path: Path, *units: TranslationUnit, header: TmxHeader | None = None) -> TmxWriter:
    with TmxWriter(path, header or TmxHeader(srclang="kk")) as writer:
        for unit in units:
            writer.write(unit)
    return writer


def file(tmp_path: Path, body: str, start: str = "") -> Path:
    path = tmp_path / "in.tmx"
    path.write_text(f'{start}<tmx version="1.4">{HEAD}<body>{body}</body></tmx>', encoding="utf-8")
    return path


@given(
    st.lists(
        st.builds(
            TranslationUnit,
            tuid=xml_text.filter(lambda t: "\n" not in t and "\t" not in t),
            variants=st.lists(
                st.builds(Variant, lang=st.sampled_from(["kk", "en", "ru"]), text=xml_text), min_size=1
            ).map(tuple),
            props=st.lists(st.tuples(st.just("x-document"), xml_text)).map(tuple),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_read_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.tmx"
    write(path, *units)
    assert list(read_tmx(path)) == units
    assert RULES.validate(etree.parse(path)), RULES.error_log


def test_header_is_complete_and_kept(tmp_path: Path) -> None:
    header = TmxHeader(srclang="kk-KZ", props=(("x-segments-kk", "19"),))
    write(tmp_path / "a.tmx", TranslationUnit("1", (Variant("kk-KZ", "Иә"),)), header=header)
    assert read_header(tmp_path / "a.tmx") == header
    start = (tmp_path / "a.tmx").read_bytes()[:120]
    assert start.startswith(b"<?xml") and b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">' in start


def test_characters_that_xml_can_not_hold_are_dropped_and_counted(tmp_path: Path) -> None:
    writer = write(tmp_path / "a.tmx", TranslationUnit("1", (Variant("kk", "а\x00б\x0bв\ufffeг\ud800"),)))
    assert writer.dropped == 4
    assert next(read_tmx(tmp_path / "a.tmx")).variants[0].text == "абвг"


def test_nothing_is_left_of_a_file_that_was_not_finished(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), TmxWriter(tmp_path / "a.tmx", TmxHeader(srclang="kk")) as writer:
        writer.write(TranslationUnit("1", (Variant("kk", "Иә"),)))
        raise RuntimeError
    assert not list(tmp_path.iterdir())
    with pytest.raises(UnwritableOutput), TmxWriter(tmp_path / "none/a.tmx", TmxHeader(srclang="kk")):
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
        ("", UNIT.format("&#x1;"), "not well-formed"),
        ("", "<tu><tuv xml:lang='kk'><seg>", "not well-formed"),
        ("", UNIT.format("a") + "<tu><tuv><seg>а</seg></tuv></tu>", "unit 2 has no xml:lang"),
        ("", "<tu><tuv xml:lang='kk'></tuv></tu>", "unit 1 has no seg"),
        ("", "<tu></tu>", "has no tuv"),
        ("", f"<tu>{UNIT.format('a')}</tu>", "a tu inside of another"),
        (
            SYSTEM,
            '<tu><prop type="x">&co;</prop><tuv xml:lang="kk"><seg>a</seg></tuv></tu>',
            "entity",
        ),
        ("", UNIT.format("a\x00b"), "not well-formed"),
        ("", "<tu>" + "<a>" * 300 + "</a>" * 300 + "</tu>", "not well-formed"),
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
