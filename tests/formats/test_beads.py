"""The beads format: a round trip, foreign files, and the line of each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.errors import MalformedBeads
from tm.formats.beads import read_beads, write_beads
from tm.units import Bead

HEAD = "# ushtil-beads 1 langs=kk,en signature=x\n"


@given(
    shapes=st.lists(st.tuples(*[st.integers(0, 3)] * 3).filter(any), max_size=30),
    confidence=st.integers(0, 1000).map(lambda thousandths: thousandths / 1000),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, shapes: list[tuple[int, ...]], confidence: float
) -> None:
    at, beads = [0, 0, 0], []
    for shape in shapes:
        beads.append(
            Bead(
                ("kk", "en", "ru"),
                tuple(tuple(range(start, start + size)) for start, size in zip(at, shape, strict=True)),
                confidence,
            )
        )
        at = [start + size for start, size in zip(at, shape, strict=True)]
    path = tmp_path_factory.getbasetemp() / "round.beads"
    write_beads(path, ("kk", "en", "ru"), beads, "ushtil:0|x")
    found = read_beads(path)
    assert (found.langs, list(found.beads), found.signature) == (("kk", "en", "ru"), beads, "ushtil:0|x")


def test_files_of_vecalign_are_read(tmp_path: Path) -> None:
    (tmp_path / "v").write_text("[0, 1]:[0]:0.318\n[2]:[]:1.414\n[3]:[1, 2]\n")
    found = read_beads(tmp_path / "v")
    assert found.langs == ("source", "target")
    assert [(bead.sides, bead.confidence) for bead in found.beads] == [
        (((0, 1), (0,)), 0.318), (((2,), ()), 1.0), (((3,), (1, 2)), 1.0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "line", "problem"),
    [
        ("[0]:[0]:0.9\nnonsense\n", 3, "not a bead"),
        ("[0]:[0]:[0]:0.9\n", 2, "3 sides"),
        ("[]:[]:0.9\n", 2, "every side is empty"),
        ("[0]:[0]:0.9\n[0]:[1]:0.9\n", 3, "must rise: .*line above names segment 0"),
        ("[0, 2]:[0]:0.9\n", 2, "must follow one another"),
        ("[1]:[0]:0.9\n[0]:[1]:0.9\n", 3, "must rise: .*line above names segment 1"),
        ("[0]:[0]:1.5\n", 2, "between 0 and 1"),
        ("[0]:[0]:nan\n", 2, "between 0 and 1"),
        ("[a]:[0]:1\n", 2, "not a bead"),
        (f"[{'9' * 5000}]:[0]:1\n", 2, "not a bead"),
        ("[²]:[0]:1\n", 2, "not a bead"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, lines: str, line: int, problem: str) -> None:
    path = tmp_path / "bad.beads"
    path.write_text(HEAD + lines)
    with pytest.raises(MalformedBeads, match=problem) as error:
        read_beads(path)
    assert error.value.line == line and str(error.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("# ushtil-beads 2 langs=kk,en\n", "version 2"),
        ("# ushtil-beads one langs=kk,en\n", "not a head"),
        ("# ushtil-beads 1 langs= kk,en\n", "not a head"),
        ("# ushtil-beads 1 langs=kk,kk\n", "different languages"),
        ("# ushtil-beads 1 langs=,,\n", "different languages"),
        (f"# ushtil-beads 1 langs={','.join(f'l{n}' for n in range(1500))}\n", "different languages"),
        (HEAD + "[0]:[0]:1\n" + HEAD, "second head"),
        ("# nothing but a remark\n", "holds no beads"),
        (HEAD + "[0]:[0]:1-1\n", "not a bead"),
        (HEAD + "[" + " " * 100_000 + "x\n", "not a bead"),
        (HEAD + f"{list(range(5000))}:[0]:1\n", "too long for a bead"),
    ],
)
def test_heads_and_bodies_that_make_no_sense(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "b").write_text(content)
    with pytest.raises(MalformedBeads, match=problem):
        read_beads(tmp_path / "b")


def test_a_newer_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("# ushtil-beads 2 langs=kk,en\n")
    with pytest.raises(MalformedBeads, match="version 2"):
        read_beads(tmp_path / "b")
