"""Reading text: the encodings that are met, and one clear line for what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.errors import UnreadableFile
from tm.formats import documents
from tm.formats.documents import read_text

ARTICLE = (Path(__file__).parents[2] / "corpora/azattyq-pompeo/kk.txt").read_text(encoding="utf-8")
RUSSIAN = "В понедельник президент заявил: «Мы готовы». Ёлки, подъезд — и №5.\n"


def read(tmp_path: Path, content: bytes) -> tuple[str, str, str | None]:
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    found = read_text(path)
    return found.text, found.encoding, found.note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_needs_no_note(tmp_path: Path, encoding: str) -> None:
    text, _, note = read(tmp_path, ARTICLE.encode(encoding))
    assert (text, note) == (ARTICLE, None)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (ARTICLE, "utf-16", "utf-16"),
        (ARTICLE, "utf-16-le", "utf-16-le"),
        (ARTICLE, "utf-16-be", "utf-16-be"),
        ("Plain English.\n", "utf-16-le", "utf-16-le"),
        (RUSSIAN, "cp1251", "cp1251"),
        ("“Smart quotes” – and a dash…\n", "cp1252", "cp1251"),
        (ARTICLE, "kz1048", "kz1048"),
    ],
)
def test_other_encodings_are_read_and_said(tmp_path: Path, text: str, encoding: str, name: str) -> None:
    found, said, note = read(tmp_path, text.encode(encoding))
    assert (found, said) == (text, name)
    assert note and name in note and "text.txt" in note


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\r\n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"\x00\x01\x02\x03" * 100, "is binary"),
        (bytes(range(256)) * 4, "is binary"),
        (b"Text with one\x00zero.", "is binary"),
        (b"PK\x03\x04" + b"x" * 50, "ZIP archive"),
        (ARTICLE.encode() + b"\xff\n", "is not UTF-8"),
        ("Иә, келді. ".encode() * 20 + b"\xd0", "is not UTF-8"),
        (ARTICLE.encode() + RUSSIAN.encode("cp1251"), "is not UTF-8"),
        (b"\xff\xfe\x00\x00" + "Иә.".encode("utf-32-le")[:-1], "begins like utf-32"),
        (b"\xef\xbb\xbfa\x00b", "is binary"),
        (b"\x01\x02 word " * 50, "is binary"),
        ("\u00a0\u2028\n".encode(), "is empty"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "a picture"),
        (RUSSIAN.encode("koi8-r", "replace"), "not UTF-8"),
        (RUSSIAN.encode("cp866", "replace"), "not UTF-8"),
        ("Où était le garçon, à l'école où l'été commença ?".encode("latin-1"), "not UTF-8"),
        (b"Fine.\nA broken \xd0 byte", ":2: is not UTF-8"),
        (b"\xff\xfe\x00", "begins like utf-16"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as error:
        read(tmp_path, content)
    assert "text.txt" in str(error.value) and "\n" not in str(error.value)


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_text(tmp_path)
    with pytest.raises(UnreadableFile):
        read_text("a\0b")


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(content)
    try:
        assert read_text(path).text.strip("\ufeff \t\r\n")
    except UnreadableFile as error:
        assert "\n" not in str(error)


def test_endless_input_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST", 1000)
    with pytest.raises(UnreadableFile, match="or more; split it"):
        read_text("/dev/zero")


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UnreadableFile, match="standard input: is closed"):
        read_text("-")
