"""Gold and test beads files in, scores by pair of languages out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from tm.alignment.evaluate import Evaluation, Scores
from tm.errors import InputError
from tm.formats.beads import HEADLESS, BeadsFile, read_beads
from tm.languages import LANGUAGES, base


def compared(gold: Path, test: Path) -> dict[str, Scores]:
    """The scores of a file, or of a folder of them, against gold; the names are languages: `kk-en`.

    Files of folders are compared by name, and every gold file needs its partner; several files of
    the same languages are pooled. Where no file of a pair is there, it is taken from the
    files of three languages. Raises InputError when nothing can be compared.
    """
    files = [(read_beads(one), read_beads(two), two) for one, two in _partners(gold, test)]
    there = {one.langs for one, _, _ in files}
    found: dict[tuple[str, ...], Evaluation] = {}
    for one, two, path in files:
        pairs = [pair for pair in combinations(one.langs, 2) if pair not in there]
        for langs in [one.langs, *pairs]:
            evaluation = found.setdefault(langs, Evaluation())
            evaluation.add(_sides(one, langs, gold), _sides(two, langs, path))
    return {"-".join(langs): found[langs].scores() for langs in sorted(found, key=_order)}


def _partners(gold: Path, test: Path) -> list[tuple[Path, Path]]:
    """Which gold file is compared with which."""
    if gold.is_dir() != test.is_dir():
        raise InputError(f"{gold} and {test}: compare two files or two folders")
    if not gold.is_dir():
        return [(gold, test)]
    names = sorted(path.name for path in gold.glob("*.beads"))
    if not names:
        raise InputError(f"{gold}: holds no beads files")
    for name in names:
        if not (test / name).is_file():
            raise InputError(f"{test / name}: no such file, but {gold} has it")
    return [(gold / name, test / name) for name in names]


def _order(langs: tuple[str, ...]) -> tuple[int, list[int], tuple[str, ...]]:
    """Pairs before three languages, and both in the order of Kazakh, English, Russian."""
    known = [LANGUAGES.index(base(lang)) if base(lang) in LANGUAGES else len(LANGUAGES) for lang in langs]
    return len(langs), known, langs


def _sides(file: BeadsFile, langs: tuple[str, ...], path: Path) -> Iterator[tuple[tuple[int, ...], ...]]:
    """The beads of a file seen in these languages only, those that are empty there left out."""
    if set(langs) <= set(file.langs):
        positions = [file.langs.index(lang) for lang in langs]
    elif len(langs) == len(file.langs) and file.langs == HEADLESS:
        positions = list(range(len(langs)))
    else:
        raise InputError(f"{path}: has the languages {', '.join(file.langs)}, not {', '.join(langs)}")
    for bead in file.beads:
        sides = tuple(bead.sides[position] for position in positions)
        if any(sides):
            yield sides
