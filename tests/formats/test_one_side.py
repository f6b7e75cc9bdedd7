"""One language of a file: lines of a text, and that side of the units of any memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.test_tmx import write
from tests.test_duplicates import unit
from tm.errors import UnreadableFile, UsageError
from tm.formats.one_side import OneSide
from tm.units import Header, Prop, TranslationUnit


def told(side: OneSide) -> list[tuple[int, str]]:
    return [(one.line, one.variant.text) for one in side.segments]


def test_lines_of_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffБір.\r\n\r\n  Екі\u2028үш. \rТөрт.\n".encode())
    side = OneSide(path, "kk-KZ")
    assert told(side) == [(1, "Бір."), (3, "Екі\u2028үш."), (4, "Төрт.")] and not side.is_guess
    assert {one.variant.lang for one in side.segments} == {"kk-KZ"}


def test_the_language_of_a_text_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Бір.", "utf-8")
    side = OneSide(tmp_path / "a.txt", identified_by=lambda text: f"x{len(text)}")
    assert side.lang == "x4" and side.is_guess
    with pytest.raises(UsageError, match="--from"):
        OneSide(tmp_path / "a.txt")


def test_a_side_of_a_memory(tmp_path: Path) -> None:
    document = TranslationUnit(None, unit("Бір.", "Один.").variants, (Prop("x-document", "d"),))
    write(tmp_path / "a.tmx", document, unit("One.", langs="en"), unit("", "Два."), header=Header("kk"))
    side = OneSide(tmp_path / "a.tmx")
    assert (side.lang, side.without, [one.document for one in side.segments]) == ("kk", 1, ["d"])
    assert told(OneSide(tmp_path / "a.tmx", "RU"))[1][1] == "Два."
    write(tmp_path / "b.tmx", unit("Один.", langs="ru"), header=Header("*all*"))
    assert OneSide(tmp_path / "b.tmx").lang == "ru"


def test_a_table_without_names_of_languages(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Бір.,Один.\n", "utf-8")
    assert told(OneSide(tmp_path / "a.csv", "kk", columns=("kk", "ru"))) == [(1, "Бір.")]


def test_the_kind_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "a.kk").write_text("Бір.\n", "utf-8")
    assert told(OneSide(tmp_path / "a.kk", "kk")) == [(1, "Бір.")]
    write(tmp_path / "a.txt", unit("Бір.", "Один."), header=Header("kk"))
    assert told(OneSide(tmp_path / "a.txt"))[0][1] == "Бір."  # it begins as TMX does
    assert told(OneSide(tmp_path / "a.txt", "kk", kind="lines"))[0][1].startswith("<?xml")
    with pytest.raises(UsageError, match="formats are"):
        OneSide(tmp_path / "a.txt", "kk", kind="docx")
    with pytest.raises(UnreadableFile, match="no such file"):
        OneSide(tmp_path / "none.txt", "kk")
