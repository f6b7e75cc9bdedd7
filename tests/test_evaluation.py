"""Gold and test files compared: partners by name, pairs out of three, and what can't be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tm.errors import InputError
from tm.evaluation import compared

THREE = "# ushtil-beads 1 langs=kk,en,ru signature=x\n[0]:[0]:[0]:1\n[1]:[1]:[]:1\n[]:[]:[1]:1\n"
PAIR = "# ushtil-beads 1 langs=kk,en signature=x\n[0]:[0]:1\n[1]:[1]:1\n"


def folder(place: Path, **files: str) -> Path:
    place.mkdir()
    for name, content in files.items():
        (place / f"{name}.beads").write_text(content)
    return place


def test_pairs_are_taken_from_three_where_they_have_no_file(tmp_path: Path) -> None:
    gold, test = folder(tmp_path / "g", a=THREE, b=THREE), folder(tmp_path / "t", a=THREE, b=THREE)
    found = compared(gold, test)
    assert list(found) == ["kk-en", "kk-ru", "en-ru", "kk-en-ru"]
    assert all(scores.strict_f1 == 1 and scores.documents == 2 for scores in found.values())


def test_a_file_of_the_pair_comes_before_three(tmp_path: Path) -> None:
    gold = folder(tmp_path / "g", three=THREE, pair=PAIR)
    assert compared(gold, gold)["kk-en"].documents == 1


def test_a_foreign_file_is_taken_as_source_and_target(tmp_path: Path) -> None:
    (tmp_path / "gold").write_text(PAIR)
    (tmp_path / "test").write_text("[0]:[0]:0.31\n[1]:[]:0.5\n[]:[1]:0.5\n")
    assert compared(tmp_path / "gold", tmp_path / "test")["kk-en"].strict_recall == 0.5


def test_what_can_not_be_compared_is_refused(tmp_path: Path) -> None:
    gold, test = folder(tmp_path / "g", a=PAIR, b=PAIR), folder(tmp_path / "t", a=PAIR)
    with pytest.raises(InputError, match="no such file, but"):
        compared(gold, test)
    with pytest.raises(InputError, match="two files or two folders"):
        compared(gold, test / "a.beads")
    with pytest.raises(InputError, match="holds no beads files"):
        compared(folder(tmp_path / "empty"), test)
    (tmp_path / "three").write_text(THREE)
    with pytest.raises(InputError, match="has the languages kk, en, not kk, en, ru"):
        compared(tmp_path / "three", test / "a.beads")
