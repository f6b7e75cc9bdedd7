"""Text filled in place: what is between segments stays, and what has no match."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.filling import ph
from tm.errors import UnreadableFile, UsageError
from tm.formats.fillable import Filled, open_fillable
from tm.units import Variant

TEXT = "  Бірінші сөйлем.\tЕкінші сөйлем!\r\n\r\n\tҮшінші.   \n\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_segments_are_replaced_and_all_else_stays(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    path.write_bytes((mark + TEXT).encode(encoding))
    document = open_fillable(path, langs=("kk", "ru"))
    places = list(document)
    assert [(place.source.text, place.line) for place in places] == [
        ("Бірінші сөйлем.", 1), ("Екінші сөйлем!", 1), ("Үшінші.", 3),
    ]  # fmt: skip
    assert all(place.state == "untranslated" and place.lang == "ru" for place in places)
    said = document.fill(places[0], Variant("ru", "Первое\nпредложение."), 85, "m", state="fuzzy")
    assert said == Filled(True)
    coded = Variant.of("ru", ("Третье", ph("1"), "."))
    assert document.fill(places[2], coded, 100, "m", state="exact") == Filled(True, "dropped")
    document.write(path)
    expected = TEXT.replace("Бірінші сөйлем.", "Первое предложение.").replace("Үшінші.", "Третье.")
    assert path.read_bytes().decode(encoding) == mark + expected
    assert os.listdir(tmp_path) == ["a.txt"]


def test_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    document = open_fillable(path, langs=("tr", "kk"), kind="lines")
    places = list(document)
    assert [place.source.text for place in places] == ["Бірінші сөйлем.\tЕкінші сөйлем!", "Үшінші."]
    document.fill(places[1], Variant("kk", "3."), 100, "m", state="exact")
    document.write(path)
    assert path.read_bytes().decode() == TEXT.replace("Үшінші.", "3.")


@given(st.text(st.sampled_from("аБ. !\n\r\t\x0b\u2028"), min_size=1).filter(str.strip), st.booleans())
def test_segments_filled_with_themselves_give_the_text(
    tmp_path_factory: pytest.TempPathFactory, text: str, lines: bool
) -> None:
    path = tmp_path_factory.mktemp("text") / "a.txt"
    path.write_bytes(text.encode())
    document = open_fillable(path, langs=("ru", "kk"), kind="lines" if lines else None)
    for place in document:
        document.fill(place, Variant("kk", place.source.text.replace("а", "ә")), 100, "m", state="exact")
    document.write(path)
    kept = text if not lines else text.replace("\x0b", " ").replace("\u2028", " ")
    got = path.read_bytes().decode()
    assert got.split() == kept.replace("а", "ә").split()
    if not lines:
        assert got == kept.replace("а", "ә")


def test_what_an_encoding_lacks_is_left_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "Это первое предложение. Это второе предложение."
    path.write_bytes(text.encode("cp1251"))
    document = open_fillable(path, langs=("ru", "kk"))
    assert document.warnings == [f"{path}: read as cp1251, not UTF-8"]
    said = [document.fill(place, Variant("kk", "Ән."), 100, "m", state="exact") for place in document]
    assert said == [Filled(False, problem="'Ә' can't be written in cp1251; convert the file to UTF-8")] * 2
    document.write(path)
    assert path.read_bytes() == text.encode("cp1251")


def test_refusals(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Bir. Iki.")
    with pytest.raises(UsageError, match="--from and --to"):
        open_fillable(path)
    with pytest.raises(UsageError, match="no rules of segmentation for tr"):
        open_fillable(path, langs=("tr", "kk"))
    path.write_bytes(b"")
    with pytest.raises(UnreadableFile, match="is empty"):
        open_fillable(path, langs=("kk", "ru"))
    with pytest.raises(UnreadableFile, match="standard input"):
        open_fillable("-", langs=("kk", "ru"), kind="text")
