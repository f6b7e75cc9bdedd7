"""XLIFF files filled in place, whatever they are encoded and packed in, and those that are refused."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from lxml import etree

from tests.formats.filling import HEAD1, HEAD2, OPEN, TAIL1, TAIL2, UNIT2, X1, document1, filled
from tm.errors import MalformedXLIFF, UnreadableFile, UnwritableOutput, UsageError
from tm.formats.fillable import open_fillable
from tm.formats.xliff import XliffReader
from tm.units import Variant

HERE = Path(__file__).parent / "xliff"


def test_prefixes_are_kept(tmp_path: Path) -> None:
    text = document1("Иә").replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    text = text.replace("xmlns", "xmlns:x")
    got, _ = filled(tmp_path, text, ("Ия", "Да", "fuzzy"))
    target = next(etree.fromstring(got.encode()).iter(f"{{{X1}}}target"))
    assert target.text == "Да" and target.prefix == "x" and "<x:alt-trans " in got
    assert next(iter(XliffReader(tmp_path / "out.xlf"))).variants[1].text == "Да"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_stay(tmp_path: Path, encoding: str) -> None:
    declared = "utf-16" if "16" in encoding else "utf-8"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    text = f'{mark}<?xml version="1.0" encoding="{declared}"?>{document1("Иә")}'
    got, _ = filled(tmp_path, text, ("Иә", "Да 🙂", "exact"), encoding=encoding)
    target = '<target state="translated" state-qualifier="exact-match">Да 🙂</target>'
    assert got == text.replace("</source>", f"</source>{target}")


@pytest.mark.parametrize("encoding", ["windows-1251", "us-ascii"])
def test_characters_that_an_encoding_lacks_are_references(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{document1("Ka")}'
    got, _ = filled(tmp_path, text, ("Ka", "Қа", "exact"), encoding=encoding)
    assert ">&#1178;а</target>" in got or ">&#1178;&#1072;</target>" in got
    assert next(iter(XliffReader(tmp_path / "out.xlf"))).variants[1].text == "Қа"


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (HEAD1.replace(' target-language="ru"', ""), 'datatype="x-a" target-language="ru">'),
        (HEAD2.replace(' trgLang="ru"', ""), 'srcLang="kk" trgLang="ru">'),
    ],
)
def test_the_target_language_is_written_where_it_is_missing(tmp_path: Path, head: str, named: str) -> None:
    unit = (
        '<trans-unit id="1"><source>Иә</source></trans-unit>'
        if X1 in head
        else ('<unit id="1"><segment><source>Иә</source></segment></unit>')
    )
    path = tmp_path / "a.xlf"
    path.write_text(head + unit + (TAIL1 if X1 in head else TAIL2))
    with pytest.raises(UsageError, match="--to"):
        open_fillable(path)
    with pytest.raises(UsageError, match="source language is kk, not en"):
        open_fillable(path, langs=("en", "ru"))
    document = open_fillable(path, langs=("kk", "ru"))
    (place,) = document
    assert (document.langs, place.lang) == (("kk", "ru"), "ru")
    document.fill(place, Variant("ru", "Да"), 100, "m", state="exact")
    document.write(tmp_path / "out.xlf")
    assert named in (tmp_path / "out.xlf").read_text()
    assert [variant.lang for variant in next(iter(XliffReader(tmp_path / "out.xlf"))).variants] == [
        "kk",
        "ru",
    ]


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_toolkit_reads_what_is_filled(tmp_path: Path, version: str) -> None:
    name = "xliff" if version == "1.2" else "xliff2"
    toolkit = pytest.importorskip(f"translate.storage.{name}", reason="translate-toolkit is not installed")
    text = HEAD2 + UNIT2.format("", "", "", "") + TAIL2
    if version == "1.2":
        units = "".join(f'<trans-unit id="{n}"><source>Иә {n}</source></trans-unit>' for n in "12")
        text = HEAD1 + units + TAIL1
    filled(tmp_path, text, ("Иә", "Да <&> 🙂", "exact"), ("Ия", "Возможно", "fuzzy"))
    store = (toolkit.xlifffile if version == "1.2" else toolkit.Xliff2File).parsefile(
        str(tmp_path / "out.xlf")
    )
    assert [str(unit.target) for unit in store.units] == ["Да <&> 🙂", "Возможно"]
    if version == "1.2":
        assert not any(unit.isapproved() for unit in store.units)
        (other,) = store.units[1].getalttrans()
        assert (str(other.source), str(other.target)) == ("Ия", "Возможно")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<tmx/>", "not XLIFF"),
        (HEAD1 + '<trans-unit id="1"><source>a</trans-unit>', ":1: "),
        (HEAD1 + '<trans-unit id="1"/>' + TAIL1, "unit 1 has no source"),
        ('<!DOCTYPE xliff [<!ENTITY a "b">]>' + HEAD1 + TAIL1, "declares entities"),
        (HEAD1 + '<trans-unit id="1"><source>&a;</source></trans-unit>' + TAIL1, "entity"),
    ],
)
def test_refusals(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(text)
    with pytest.raises(MalformedXLIFF, match=problem) as caught:
        open_fillable(path)
    assert str(caught.value).startswith(f"{path}:") and "\n" not in str(caught.value)


def test_nothing_is_half_written(tmp_path: Path) -> None:
    document = open_fillable(HERE / "weblate.xliff")
    with pytest.raises(UnwritableOutput):
        document.write(tmp_path / "missing" / "out.xlf")
    assert os.listdir(tmp_path) == []
    with pytest.raises(UnreadableFile):
        open_fillable(tmp_path / "none.xlf")
    with pytest.raises(UsageError, match="can't be filled"):
        open_fillable(HERE / "weblate.xliff", kind="tmx")


def test_a_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf.gz"
    path.write_bytes(gzip.compress((HERE / "weblate.xliff").read_bytes()))
    document = open_fillable(path)
    place = [place for place in document if place.state in OPEN][-1]
    document.fill(place, Variant("kk", "Жаңа"), 100, "m", state="exact")
    document.write(path)
    *_, unit = XliffReader(path)
    assert unit.variants[1].text == "Жаңа"
