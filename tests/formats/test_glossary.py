"""Glossaries from files: tables and TBX, and one clear line for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tm.checks.terminology.glossary import Entry
from tm.errors import MalformedGlossary, UnreadableFile
from tm.formats.glossary import read_glossary

V2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc/></martifHeader><text><body>
<termEntry id="c1"><descrip type="subjectField">education</descrip>
 <langSet xml:lang="kk-KZ"><tig><term>мектеп</term></tig></langSet>
 <langSet xml:lang="ru"><ntig><termGrp><term>школа</term>
  <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
  <tig><term>училище</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  <tig><term>общая <hi>школа</hi></term>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
 </langSet></termEntry>
<termEntry><descrip type="figure">no terms</descrip></termEntry>
</body></text></martif>"""
V3 = """<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader/><text><body>
<conceptEntry id="c1">
 <langSec xml:lang="en"><termSec><term>chair</term>
   <basic:administrativeStatus>superseded</basic:administrativeStatus></termSec>
  <termSec><term>head</term></termSec></langSec>
 <langSec xml:lang="kk"><termSec><term>төраға</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def file(tmp_path: Path, text: str, name: str = "terms.tsv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return path


def entries(tmp_path: Path, text: str, name: str = "terms.tsv") -> list[Entry]:
    return list(read_glossary(file(tmp_path, text, name)).entries)


def test_columns_in_any_order_alternatives_and_notes(tmp_path: Path) -> None:
    text = "ru\tkind\tkk-KZ\tEnglish\nшкола | школа \tnoun\tмектеп\tschool | academy\n\n\tadj\tтыныш\tquiet\n"
    first, second = entries(tmp_path, text)
    assert first.terms == {"ru": ("школа",), "kk": ("мектеп",), "en": ("school", "academy")}
    assert (first.notes, first.line) == ((("kind", "noun"),), 2)
    assert second.terms == {"kk": ("тыныш",), "en": ("quiet",)}
    assert second.line == 4


@pytest.mark.parametrize(
    "text",
    [
        "kk\tru\tforbidden ru\nмектеп\tшкола\tучилище\n",
        "kk\tru\tForbidden: RU\nмектеп\tшкола\tучилище\n",
        "kk\tru\nмектеп\tшкола | !училище\n",
        "kk,ru,forbidden_ru\nмектеп,школа,училище\n",
        'kk;ru\n"мектеп";"школа|!училище"\n',
    ],
)
def test_forbidden_terms(tmp_path: Path, text: str) -> None:
    (entry,) = entries(tmp_path, text)
    assert entry.terms == {"kk": ("мектеп",), "ru": ("школа",)}
    assert entry.forbidden == {"ru": ("училище",)}


def test_a_column_that_says_which_rows_are_forbidden(tmp_path: Path) -> None:
    text = "kk,ru,forbidden\nмектеп,школа,no\nмектеп,училище,yes\n"
    first, second = entries(tmp_path, text, "terms.csv")
    assert (first.terms, first.forbidden) == ({"kk": ("мектеп",), "ru": ("школа",)}, {})
    assert (second.terms, second.forbidden) == ({"kk": ("мектеп",)}, {"ru": ("училище",)})


def test_a_list_of_forbidden_words_alone(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "forbidden ru\nАлма-Ата\n")
    assert (entry.terms, entry.forbidden) == ({}, {"ru": ("Алма-Ата",)})


def test_quotes_encodings_and_cells_of_several_lines(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, 'kk,en\n"жер, су","land,\n and ""water"""\n', "a.csv")
    assert entry.terms == {"kk": ("жер, су",), "en": ('land, and "water"',)}
    (entry,) = entries(tmp_path, 'kk\ten\n"""Ақ жол"""\t"Ak Zhol" party\n')
    assert entry.terms == {"kk": ('"Ақ жол"',), "en": ('"Ak Zhol" party',)}
    path = file(tmp_path, "kk\tru\r\nұлттық\tнациональный\r\n", encoding="utf-16")
    assert read_glossary(path).entries[0].terms["kk"] == ("ұлттық",)


def test_duplicates_merge(tmp_path: Path) -> None:
    glossary = read_glossary(file(tmp_path, "kk\ten\nел\tcountry\nЕл\tCountry\nел\tpeople\n"))
    assert (len(glossary), glossary.merged) == (2, 1)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("word\ttranslation\nел\tcountry\n", 1, "no header with two languages"),
        (",,\n", 1, "no header with two languages"),
        ("kk\tkk-KZ\nел\tел\n", 1, "two columns"),
        ("kk\ten\tforbidden here\nел\tcountry\t\n", 1, "names no language"),
        ("kk\ten\nел\tcountry\nжер\tland\tnoun\n", 3, "has 3 cells, the header has 2"),
        ("kk\ten\tkind\nел\tcountry\n\t\tnoun\n", 3, "no term in any language"),
        ("kk\ten\nел\t—\n", 2, "no letters or digits"),
        ("kk\ten\tforbidden\nел\tcountry\tland\n", 2, "neither yes nor no"),
        ('kk,en\nел,country\n"жер"x,land\n', 3, "no row of CSV"),
        ('kk,en\nел,"country\n', 2, "no row of CSV"),
    ],
)
def test_bad_rows(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = file(tmp_path, text)
    with pytest.raises(MalformedGlossary) as caught:
        read_glossary(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert says in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["a.tbx", "a.txt"])
def test_tbx_of_version_2(tmp_path: Path, name: str) -> None:
    (entry,) = entries(tmp_path, V2, name)
    assert entry.terms == {"kk": ("мектеп",), "ru": ("общая школа", "школа")}
    assert entry.forbidden == {"ru": ("училище",)}
    assert (entry.notes, entry.line) == ((("subjectField", "education"),), 4)


def test_tbx_of_version_3(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, V3, "a.tbx")
    assert entry.terms == {"en": ("head",), "kk": ("төраға",)}
    assert entry.forbidden == {"en": ("chair",)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<tmx/>", "not TBX"),
        (V2.replace("</termEntry>", "", 1), "not well-formed"),
        (V2.replace(' xml:lang="ru"', ""), "no xml:lang"),
        (V2.replace("<term>школа</term>", "<term> </term>"), "a term is empty"),
        ('<!DOCTYPE martif [<!ENTITY a "b">]>' + V2.partition('.dtd">')[2], "declares entities"),
        (V2.replace("<term>школа", "<term>&other;"), "entity"),
    ],
)
def test_bad_tbx(tmp_path: Path, text: str, says: str) -> None:
    path = file(tmp_path, text, "a.tbx")
    with pytest.raises(MalformedGlossary) as caught:
        read_glossary(path)
    assert str(caught.value).startswith(f"{path}:") and says in str(caught.value)


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = file(tmp_path, "secret", "secret.txt")
    entity = f'<!DOCTYPE martif [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    text = entity + V2.partition('.dtd">')[2].replace("мектеп", "&a;")
    with pytest.raises(MalformedGlossary, match="declares entities"):
        read_glossary(file(tmp_path, text, "a.tbx"))


@pytest.mark.parametrize("name", ["missing.tsv", "missing.tbx"])
def test_unreadable(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_glossary(tmp_path / name)
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(UnreadableFile, match="is empty"):
        read_glossary(tmp_path / name)
    with pytest.raises(UnreadableFile, match="folder"):
        read_glossary(tmp_path)


def test_columns_called_as_the_languages_call_themselves(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("Қазақша\tРусский\nкөпір\tмост\n", encoding="utf-8")
    assert read_glossary(tmp_path / "a.tsv").langs == ("kk", "ru")
