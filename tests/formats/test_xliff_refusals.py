"""XLIFF that is refused or mended: ill-formed, unsafe, damaged, not alike; and what the writer refuses."""

from __future__ import annotations

import copy
import random
import re
from pathlib import Path

import pytest
from lxml import etree

from tests.formats import xliff_rules
from tests.formats.test_xliff_files import NS1, ONE, TWO, UNIT, file, unit
from tm.errors import InputError, MalformedXLIFF, UnreadableFile, UnwritableOutput, UsageError
from tm.formats.xliff import XliffReader, XliffWriter
from tm.units import Header, Prop, Rejected

SAMPLES = sorted((Path(__file__).parent / "xliff").iterdir())


def said(reader: XliffReader) -> list[str]:
    """Its warnings without the path before them."""
    return [warning.removeprefix(f"{reader.path}: ") for warning in reader.warnings]


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
    assert said(reader) == ["not taken: 4 entries of metadata that can't be understood"]


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
    assert said(reader) == ["XLIFF 1.1, read as XLIFF 1.2"]


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


def test_a_unit_of_ours_that_was_segmented_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    with XliffWriter(path, Header("kk"), langs=("kk", "ru"), version="2.1") as writer:
        writer.write(unit(tuid="a b", props=[Prop("x-a", "b")]))
    text = path.read_text()
    segment = text[text.index("<segment") : text.index("</segment>") + len("</segment>")]
    path.write_text(text.replace(segment, segment * 2))
    assert [(one.tuid, one.prop("x-a")) for one in XliffReader(path)] == [("a b/1", "b"), ("a b/2", "b")]


def test_files_that_are_none(tmp_path: Path) -> None:
    for content, problem in ((b"", "empty"), (b"\x1f\x8b", "to its end"), (b"PK\x03\x04", "can't be read")):
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


WORDS = ("", "1", "2", "a b", "no", "yes", "seg", "final", "fmt", "0041", "D800", "110000", "isolated", "-1")
CODES = ("g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "sub", "mrk", "pc", "sc", "ec", "sm", "em", "cp")
TAGS = (*CODES, "source", "target", "note", "segment", "unit", "data", "file", "foo")
NAMES = ("id", "rid", "startRef", "isolated", "mtype", "type", "subType", "dataRef", "state", "copyOf", "pos")


def damaged(root: etree._Element, chance: random.Random) -> etree._Element:
    """The document with a few elements and attributes taken away, changed, renamed or said twice."""
    root = copy.deepcopy(root)
    for _ in range(chance.randint(1, 6)):
        elements = list(root.iter())
        one = chance.choice(elements)
        what = chance.randrange(6)
        if what == 0 and one.getparent() is not None:
            one.getparent().remove(one)
        elif what == 1 and one.attrib:
            one.attrib.pop(chance.choice(list(one.attrib)))
        elif what == 2 and one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(WORDS))
        elif what == 3:
            one.set(chance.choice(NAMES), chance.choice(WORDS))
        elif what == 4 and one is not root:
            one.tag = one.tag.rpartition("}")[0] + "}" + chance.choice(TAGS)
        elif len(elements) < 300:
            one.append(copy.deepcopy(chance.choice(elements)))
    return root


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_damaged_files_are_read_or_refused(tmp_path: Path, sample: Path) -> None:
    """Never anything but an error of ours; and what was taken is written validly, and comes back."""
    chance, intact = random.Random(sample.name), etree.parse(sample).getroot()
    taken = 0
    for _ in range(60):
        path = file(tmp_path, etree.tostring(damaged(intact, chance)))
        rejected: list[Rejected] = []
        try:
            reader = XliffReader(path, reject=rejected.append)
            units = list(reader)
            langs = (reader.header.srclang, reader.header.prop("targetlang") or "kk")
            for version in ("1.2", "2.0"):
                out = tmp_path / "out.xlf"
                with XliffWriter(out, reader.header, langs=langs, version=version) as writer:
                    for one in units:
                        writer.write(one)
                xliff_rules.check(etree.parse(out).getroot())
                assert writer.lost or list(XliffReader(out)) == units
        except (InputError, UsageError):
            continue
        taken += len(units)
    assert taken > 20
