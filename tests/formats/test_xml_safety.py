"""Hostile and broken XML: the table of what a reader must refuse, each with a clear line, in little time and
memory.
"""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import IO, cast

import pytest

from tests.formats.test_tmx import HEAD, UNIT
from tm.errors import InputError, MalformedTMX, UnreadableFile
from tm.formats.kinds import open_units
from tm.formats.packed import RATIO_FROM
from tm.formats.tmx import TmxReader, read_tmx
from tm.formats.xml_stream import encoding_of
from tm.units import Rejected

BODY = f'<tmx version="1.4">{HEAD}<body>{{}}</body></tmx>'
GOOD = BODY.format(UNIT.format("Да."))


MANY = " ".join(f'a{n}="1"' for n in range(100_000))


def chain(first: str, names: str) -> str:
    """Entities of which each is ten times the one before."""
    said = [f'<!ENTITY {names[0]} "{first}">']
    said += (f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    return "".join(said)


def write(tmp_path: Path, content: str | bytes, name: str = "in.tmx") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: object) -> None:
        raise AssertionError("the reader asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">',
        '<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN" "tmx14.dtd">',
    ],
)
def test_a_doctype_is_allowed_and_not_fetched(tmp_path: Path, doctype: str) -> None:
    (tmp_path / "tmx14.dtd").write_text('<!ATTLIST tuv injected CDATA "yes">')
    unit = next(read_tmx(write(tmp_path, doctype + GOOD)))
    assert unit.variants[0].attributes == ()


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    ("doctype", "seg", "said"),
    [
        ('<!ENTITY x SYSTEM "{secret}">', "&x;", "declares entities"),
        ('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "&x;", "declares entities"),
        ('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;', "a", "declares entities"),
        ('<!ENTITY % p SYSTEM "{secret}"> %p;', "a", "declares entities"),
        (chain("ha", "abcdefghij"), "&j;", "declares entities"),
        (f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 10_000, "declares entities"),
        ('<!ENTITY company "X">', "&company;", "declares entities"),
        ("", "&nbsp;", "entity"),
    ],
)
def test_entities_are_refused_and_no_file_is_read(tmp_path: Path, doctype: str, seg: str, said: str) -> None:
    secret = write(tmp_path, "SECRET", "secret.txt")
    doctype = doctype.replace("{secret}", secret.as_uri())
    with pytest.raises(MalformedTMX) as error:
        list(read_tmx(write(tmp_path, f"<!DOCTYPE tmx [{doctype}]>{BODY.format(UNIT.format(seg))}")))
    assert said in str(error.value) and "SECRET" not in str(error.value)


def test_an_attribute_bomb_is_refused(tmp_path: Path) -> None:
    bomb = f"<!DOCTYPE tmx [{chain('x' * 10, 'abcdefgh')}"
    with pytest.raises(MalformedTMX):
        list(read_tmx(write(tmp_path, f'{bomb}]><tmx version="&h;">{HEAD}<body/></tmx>')))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (UNIT.format("а" * 5_100_000), "ten million bytes"),
        ("<tu>" + "<a>" * 300, "256 deep"),
        (UNIT.format("&#x1;"), "can't hold"),
        (UNIT.format("\x01"), "can't hold"),
        (UNIT.format("&#xD800;"), "can't hold"),
        (UNIT.format("&#xFFFE;"), "can't hold"),
        (f"<tu {MANY}/>", "a tu without a tuv"),
        (UNIT.replace("<tu>", f"<tu {MANY}>"), "100,000 attributes"),
        (UNIT.replace("</tu>", '<tuv xml:lang="kk"><seg>a</seg></tuv>' * 1000 + "</tu>"), "1,001 variants"),
        (UNIT.format("а") + "</body></tmx>" + GOOD, "follows the end"),
        (UNIT.format("а") + "</body></tmx>trailing", "follows the end"),
    ],
)
def test_what_would_take_time_or_memory_is_refused(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(MalformedTMX, match=said):
        list(read_tmx(write(tmp_path, BODY.replace("{}", body))))


def test_half_characters_and_wrong_bytes_name_the_line(tmp_path: Path) -> None:
    start = BODY.partition("{}")[0].encode() + b"\n\n<tu><tuv xml:lang='kk'><seg>"
    for wrong in (b"\xed\xa0\x80", b"\xff\xfe", b"\xd0"):
        path = write(tmp_path, start + wrong + b"</seg></tuv></tu></body></tmx>")
        with pytest.raises(MalformedTMX, match=r"in\.tmx:3: bytes that are not UTF-8"):
            list(read_tmx(path))


def test_a_file_that_was_cut_gives_what_is_whole_and_then_says_so(tmp_path: Path) -> None:
    reader = TmxReader(write(tmp_path, GOOD[: GOOD.index("</body>")]))
    units = iter(reader)
    assert next(units).variants[0].text == "Да."
    with pytest.raises(MalformedTMX, match="cut off"):
        next(units)


@pytest.mark.parametrize("inside", ["<junk>aaaa</junk>", "<tuv xml:lang='kk'><seg>a</seg></tuv>"])
def test_a_unit_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path, inside: str) -> None:
    text = f'<tmx version="1.4">{HEAD}<body><tu>' + inside * (40_000_000 // len(inside))
    with pytest.raises(UnreadableFile, match="without the end of a unit"):
        list(read_tmx(write(tmp_path, text)))


def test_xinclude_is_left_alone(tmp_path: Path) -> None:
    secret = write(tmp_path, "SECRET", "secret.txt").as_uri()
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'
    (unit,) = read_tmx(write(tmp_path, BODY.format(UNIT.format(f"a{include}b"))))
    assert unit.variants[0].text == "ab"


def test_packed_files(tmp_path: Path) -> None:
    write(tmp_path, gzip.compress(GOOD.encode()), "a.tmx.gz")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inside/a.tmx", GOOD)
        archive.writestr("__MACOSX/inside/._a.tmx", "x")
    for name in ("a.tmx.gz", "a.zip"):
        assert [unit.variants[0].text for unit in read_tmx(tmp_path / name)] == ["Да."]
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.tmx", GOOD)
        archive.writestr("b.tmx", GOOD)
    write(tmp_path, gzip.compress(GOOD.encode())[:-12], "cut.tmx.gz")
    write(tmp_path, b"PK\x03\x04 nothing", "not.zip")
    for name, said in (("two.zip", "2 files"), ("cut.tmx.gz", "to its end"), ("not.zip", "can't be read")):
        with pytest.raises(UnreadableFile, match=said):
            list(read_tmx(tmp_path / name))


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_a_bomb_is_not_unpacked_to_its_end(tmp_path: Path, kind: str) -> None:
    start, end = (part.encode() for part in BODY.split("{}"))
    unit = UNIT.format(" " * 100_000).encode()
    path = tmp_path / f"bomb.{kind}"
    with ExitStack() as stack:
        if kind == "gz":
            stream = cast(IO[bytes], stack.enter_context(gzip.open(path, "wb")))
        else:
            archive = stack.enter_context(zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED))
            stream = stack.enter_context(archive.open("a.tmx", "w"))
        stream.write(start)
        for _ in range(4 * RATIO_FROM // len(unit)):
            stream.write(unit)
        stream.write(end)
    read = 0
    with pytest.raises(UnreadableFile, match="times its size"):
        for _ in read_tmx(path):
            read += 1
    assert read < 2 * RATIO_FROM // len(unit)


@pytest.mark.parametrize(
    ("declared", "encoding", "warned"),
    [
        ("UTF-8", "utf-8", None),
        (None, "utf-8", None),
        ("UTF-8", "utf-8-sig", None),
        ("UTF-16", "utf-16", None),
        (None, "utf-16-le", None),
        ("UTF-16", "utf-16-be", None),
        ("UTF-8", "utf-16", None),
        ("windows-1251", "cp1251", None),
        ("KOI8-R", "koi8-r", None),
        ("us-ascii", "utf-8", "declares us-ascii, but is UTF-8"),
        ("UTF-16", "utf-8", "declares UTF-16, but is UTF-8"),
        ("windows-1251", "utf-8", "declares windows-1251, but is UTF-8"),
        (None, "cp1251", "declares no encoding, but is cp1251"),
        ("UTF-8", "cp1251", "declares UTF-8, but is cp1251"),
        ("UTF-8", "kz1048", "declares UTF-8, but is kz1048"),
        ("windows-1251", "kz1048", "declares windows-1251, but is kz1048"),
        ("windows-1251", "cp1251", None),
        ("UTF-8", "utf-32", "UTF-32"),
    ],
)
def test_encodings_right_and_wrong(
    tmp_path: Path, declared: str | None, encoding: str, warned: str | None
) -> None:
    said = (
        "Қазақстанда өңірлер көп, ұлы дала."
        if encoding in ("utf-8", "kz1048")
        else "Собрание прошло в среду."
    )
    named = f' encoding="{declared}"' if declared else ""
    text = f'<?xml version="1.0"{named}?>\n{BODY.format(UNIT.format(said) * 20)}'
    with TmxReader(write(tmp_path, text.encode(encoding))) as reader:
        assert {unit.variants[0].text for unit in reader} == {said}
    assert len(reader.warnings) == bool(warned) and (warned or "") in "".join(reader.warnings)


def test_white_space_before_the_declaration(tmp_path: Path) -> None:
    path = write(tmp_path, f'\n \n<?xml version="1.0" encoding="UTF-8"?>\n{GOOD}')
    with TmxReader(path) as reader:
        (unit,) = reader
    assert unit.line == 4 and "white space before" in reader.warnings[0]


def test_an_unknown_encoding(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="klingon"):
        TmxReader(write(tmp_path, '<?xml version="1.0" encoding="klingon"?><tmx version="1.4"/>'))


def test_what_xml_can_not_hold_is_left_out_if_asked(tmp_path: Path) -> None:
    seg = "а\x01б&#1;&#xD800;в&#1234;&amp;\x00г"
    path = write(tmp_path, BODY.format(UNIT.format(seg) + UNIT.format("ok")).encode() + b"")
    with TmxReader(path, tolerant=True) as reader:
        assert [unit.variants[0].text for unit in reader] == ["абв\u04d2&г", "ok"]
    assert reader.warnings == [f"{path}: left out, characters that XML can't hold: 4"]
    wrong = BODY.format(UNIT.format("x")).encode().replace(b">x<", b">\xed\xa0\x80y<")
    assert [u.variants[0].text for u in TmxReader(write(tmp_path, wrong), tolerant=True)] == ["y"]


def test_references_that_are_cut_by_the_end_of_a_piece(tmp_path: Path) -> None:
    seg = "&#1;&amp;&#1234;" * 20_000
    (unit,) = TmxReader(write(tmp_path, BODY.format(UNIT.format(seg))), tolerant=True)
    assert unit.variants[0].text == "&\u04d2" * 20_000


def test_a_bad_unit_costs_itself(tmp_path: Path) -> None:
    no_lang, nested, no_seg = (
        UNIT.replace(' xml:lang="kk"', ""),
        f"<tu>{UNIT}</tu>",
        '<tu><tuv xml:lang="kk"/></tu>',
    )
    body = "\n".join([UNIT.format("а"), "<tu/>", no_lang, nested, no_seg, UNIT.format("б")])
    rejected: list[Rejected] = []
    with TmxReader(write(tmp_path, BODY.replace("{}", body)), reject=rejected.append) as reader:
        assert [unit.variants[0].text for unit in reader] == ["а", "б"]
    assert [one.line for one in rejected] == [2, 3, 4, 5]
    assert rejected[0].written == "<tu/>"
    assert "a tuv without xml:lang" in rejected[1].problem and "seg" in rejected[3].problem


def test_elements_that_tmx_does_not_know_are_counted(tmp_path: Path) -> None:
    body = "<x/>" + UNIT.format("а").replace("</tu>", "<y/></tu>") + "<x/>" + UNIT.format("б")
    with TmxReader(write(tmp_path, BODY.format(body))) as reader:
        assert len(list(reader)) == 2
    assert sorted(warning.split(": ", 1)[1] for warning in reader.warnings) == [
        "left out, which TMX does not know: 1 <y>",
        "left out, which TMX does not know: 2 <x>",
    ]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, BODY.format("\n".join([UNIT.format("Сөйлем. " * 20)] * 60_000)))
    program = (
        "import resource, sys\nfrom tm.formats.tmx import read_tmx\n"
        "first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert sum(1 for _ in read_tmx(sys.argv[1])) == 60_000\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - first)"
    )
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert path.stat().st_size > 15_000_000 and int(done.stdout) < 20_000  # KiB


@pytest.mark.parametrize(
    "start",
    [b"", b"<", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml", b"\x00" * 10, b"PK\x03\x04", b"\x1f\x8b"],
)
def test_what_is_hardly_anything_is_refused_clearly(tmp_path: Path, start: bytes) -> None:
    with pytest.raises(InputError) as error:
        list(read_tmx(write(tmp_path, start)))
    assert str(error.value).startswith(str(tmp_path / "in.tmx")) and "\n" not in str(error.value)
    encoding_of(start)


MANY_NOTES = "<note>a</note>" * 100_001


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (HEAD.replace("<header", f"<header {MANY}"), "100 are allowed"),
        (
            HEAD.replace("/>", f"><ude name='a'><map unicode='#xF8FF' {MANY}/></ude></header>"),
            "100 are allowed",
        ),
        (HEAD.replace("/>", "><prop type='a'>&nbsp;</prop></header>"), "an entity that is not declared"),
        (HEAD.replace("/>", f">{MANY_NOTES}</header>"), "a header of 100,001 elements"),
    ],
)
def test_a_header_that_can_not_be_taken_is_refused(tmp_path: Path, header: str, said: str) -> None:
    doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    with pytest.raises(MalformedTMX, match=f"in the header: .*{said}"):
        TmxReader(write(tmp_path, doctype + GOOD.replace(HEAD, header)))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (UNIT.format("<ph/>" * 100_001), "a seg of 100,001 elements"),
        (UNIT.replace("<tu>", f"<tu>{MANY_NOTES}"), "a tu of 100,00"),
    ],
)
def test_a_unit_of_too_many_elements_costs_itself(tmp_path: Path, body: str, said: str) -> None:
    rejected: list[Rejected] = []
    path = write(tmp_path, BODY.replace("{}", body + UNIT.format("б")))
    assert [unit.variants[0].text for unit in TmxReader(path, reject=rejected.append)] == ["б"]
    assert said in rejected[0].problem


@pytest.mark.parametrize("name", ["a.tmx", "a.xlf"])
def test_a_doctype_that_takes_time_is_refused(tmp_path: Path, name: str) -> None:
    declared = "".join(f'<!ATTLIST tu a{n} CDATA "x">' for n in range(60_000))
    path = write(tmp_path, f"<!DOCTYPE tmx [{declared}]>{GOOD}", name)
    with pytest.raises(UnreadableFile, match="before its first element"):
        list(open_units(path))
