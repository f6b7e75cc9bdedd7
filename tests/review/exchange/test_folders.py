"""Folders of documents: what is found, what fits, and why something does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tm.errors import UnreadableFile
from tm.formats.beads import fingerprint, write_beads
from tm.review.draft import State
from tm.review.exchange.folders import Place, found_in, read
from tm.units import Bead

KK, EN = ("Қала жаңарды.", "Көпір бар.", "Ол ескі."), ("The city was renewed.", "There is an old bridge.")
BEADS = (((0,), (0,)), ((1, 2), (1,)))


def document(
    folder: Path,
    beads: object = BEADS,
    signature: str = "test",
    *,
    texts: bool = True,
    name: str = "kk-en.beads",
) -> Path:
    """A folder with two texts, a segment a line, and their beads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kk.txt").write_text("\n".join(KK) + "\n", encoding="utf-8")
    (folder / "en.txt").write_text("\n".join(EN) + "\n", encoding="utf-8")
    made = [Bead(("kk", "en"), sides, 0.5) for sides in beads]  # type: ignore[attr-defined]
    write_beads(
        folder / name, ("kk", "en"), made, signature, [fingerprint(KK), fingerprint(EN)] if texts else ()
    )
    return folder


def only(folder: Path) -> Place:
    (place,) = found_in(folder)
    return place


def test_a_folder_with_texts_and_beads_is_a_document(tmp_path: Path) -> None:
    place = only(document(tmp_path / "work" / "news" / "bridge").parents[1])
    assert (place.project, place.name, place.langs, place.problem) == (
        "work/news",
        "bridge",
        ("kk", "en"),
        "",
    )
    source, draft = read(place)
    assert (source.project, source.name, source.signature) == ("work/news", "bridge", "test")
    assert [row.sides for row in draft.rows] == [(KK[:1], EN[:1]), (KK[1:], EN[1:])]
    assert {(row.confidence, row.state) for row in draft.rows} == {(0.5, State.OPEN)}


def test_gold_of_ours_is_found_beside_its_texts_and_in_corpora(gold: Path) -> None:
    places = found_in(gold)
    assert len(places) == 21 and not [place.problem for place in places if place.problem]
    article = next(place for place in places if place.name == "azattyq-pompeo")
    assert article.langs == ("kk", "en", "ru") and not article.lines and "corpora" in str(article.texts[0])
    _, draft = read(article)
    assert {row.state for row in draft.rows} == {State.CONFIRMED}  # made by hand
    damaged = next(place for place in places if place.name == "cul-011")
    assert damaged.project == "gold/ushtil-open" and {row.state for row in read(damaged)[1].rows} == {
        State.OPEN
    }


def test_the_file_of_the_most_languages_counts(gold: Path, tmp_path: Path) -> None:
    shutil.copytree(gold / "ushtil-open" / "cul-011", tmp_path / "a")
    assert only(tmp_path).beads.name == "kk-en-ru.beads"
    (tmp_path / "a" / "kk-en-ru.beads").unlink()
    assert [(place.name, place.langs) for place in found_in(tmp_path)] == [
        ("a en-ru", ("en", "ru")), ("a kk-en", ("kk", "en")), ("a kk-ru", ("kk", "ru"))
    ]  # fmt: skip


def test_texts_may_be_whole_where_their_sentences_fit(tmp_path: Path) -> None:
    folder = document(tmp_path / "a")
    (folder / "kk.txt").write_text(" ".join(KK), encoding="utf-8")
    place = only(tmp_path)
    assert not place.problem and not place.lines and read(place)[1].segments()["kk"] == KK


@pytest.mark.parametrize("fingerprints", [True, False])
def test_other_texts_are_refused(tmp_path: Path, fingerprints: bool) -> None:
    folder = document(tmp_path / "a", texts=fingerprints)
    (folder / "en.txt").write_text("Another text.\nIt is longer.\nBy a line.\n", encoding="utf-8")
    place = only(tmp_path)
    assert ("another en text" if fingerprints else "no bead has segment 2 of en") in place.problem
    with pytest.raises(UnreadableFile, match=r"kk-en\.beads"):
        read(place)


def test_a_text_that_changes_after_it_was_found_is_refused(tmp_path: Path) -> None:
    place = only(document(tmp_path / "a").parent)
    (tmp_path / "a" / "kk.txt").write_text("Басқа мәтін.\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="another kk text"):
        read(place)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("# ushtil-beads 1 langs=kk,en\n[0]:[9]:x\n", "not a bead"),
        ("# ushtil-beads 9 langs=kk,en\n", "version 9"),
        ("# ushtil-beads 1 langs=kk,de\n[0]:[0]\n", "'de', which is none of"),
        ("# ushtil-beads 1 langs=kk,en\n[0]:[0]\n", "no bead has segment 1 of kk"),
        ("# ushtil-beads 1 langs=kk,en\n[0]:[0, 1]\n[1, 2, 3]:[]\n", "4 segments of kk, but the text has 3"),
        ("[0]:[0]:0.5\n", "names its languages"),
        ("\0\1\2", "names its languages"),
    ],
)
def test_what_is_wrong_with_beads_is_said(tmp_path: Path, content: str, problem: str) -> None:
    document(tmp_path / "a")
    (tmp_path / "a" / "kk-en.beads").write_text(content, encoding="utf-8")
    assert problem in only(tmp_path).problem


def test_a_folder_without_texts_says_what_is_missing(tmp_path: Path) -> None:
    folder = document(tmp_path / "a")
    (folder / "en.txt").unlink()
    assert "has no texts; kk.txt, en.txt belong beside it" in only(tmp_path).problem


def test_two_files_of_the_same_languages_need_names(tmp_path: Path) -> None:
    document(tmp_path / "a", name="mine.beads")
    document(tmp_path / "a", name="yours.beads")
    assert "mine.beads and yours.beads have the same languages" in only(tmp_path).problem
    document(tmp_path / "a")
    assert (only(tmp_path).beads.name, only(tmp_path).problem) == ("kk-en.beads", "")


def test_confirmed_beads_beside_are_confirmed(tmp_path: Path) -> None:
    document(tmp_path / "a")
    document(tmp_path / "a", BEADS[1:], name="confirmed.beads")
    assert [row.state for row in read(only(tmp_path))[1].rows] == [State.OPEN, State.CONFIRMED]
    write_beads(tmp_path / "a" / "confirmed.beads", ("kk", "en"), (), "test", ["00000000", "00000000"])
    with pytest.raises(UnreadableFile, match="of other texts"):
        read(only(tmp_path))


def test_what_is_hidden_is_left_alone_and_what_is_no_folder_refused(tmp_path: Path) -> None:
    document(tmp_path / ".hidden" / "a")
    assert found_in(tmp_path) == []
    with pytest.raises(UnreadableFile, match="no such folder"):
        found_in(tmp_path / "none")
    (tmp_path / "file").touch()
    with pytest.raises(UnreadableFile, match="is no folder"):
        found_in(tmp_path / "file")


def test_a_folder_is_a_document_itself(tmp_path: Path) -> None:
    place = only(document(tmp_path / "news" / "bridge"))
    assert (place.project, place.name) == ("news", "bridge")
