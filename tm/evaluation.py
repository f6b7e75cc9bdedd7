"""Gold and test beads files in, scores by pair of languages out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from tm.alignment.evaluate import Evaluation, Scores
from tm.errors import InputError
from tm.formats.beads import HEADLESS, BeadsFile, read_beads
from tm.languages import LANGUAGES, base


def compared(gold: Path, test: Path) -> dict[str, Scores]:
    """The scores of a file, or of a folder of them, against gold; the names are languages: `kk-en`.

    Files of folders are compared by name, whatever the order of the languages in it, and every
    gold file needs its partner; several files of the same languages are pooled. Where no file
    of a pair is there, it is taken from the files of three languages. Raises InputError when
    nothing can be compared.
    """
    files = []
    for gold_path, path in _partners(gold, test):
        wanted, judged = read_beads(gold_path), read_beads(path)
        files.append((_named(wanted, judged), judged, path))
    there = {one.langs for one, _, _ in files}
    found: dict[tuple[str, ...], Evaluation] = {}
    for one, two, path in files:
        pairs = [pair for pair in combinations(one.langs, 2) if pair not in there]
        for langs in [one.langs, *pairs]:
            evaluation = found.setdefault(langs, Evaluation())
            evaluation.add(_sides(one, langs, gold), _sides(two, langs, path))
    return {"-".join(langs): found[langs].scores() for langs in sorted(found, key=_order)}


def _named(file: BeadsFile, other: BeadsFile) -> BeadsFile:
    """The file with the languages of the other one, where it names none itself."""
    if file.langs == HEADLESS and len(other.langs) == 2:
        return replace(file, langs=other.langs)
    return file


def _partners(gold: Path, test: Path) -> list[tuple[Path, Path]]:
    """Which gold file is compared with which."""
    if gold.is_dir() != test.is_dir():
        raise InputError(f"{gold} and {test}: compare two files or two folders")
    if not gold.is_dir():
        return [(gold, test)]
    names = sorted(path.name for path in gold.glob("*.beads"))
    if not names:
        raise InputError(f"{gold}: holds no beads files")
    by_langs = {_langs_in(path.name): path for path in sorted(test.glob("*.beads"))}
    partners = []
    for name in names:
        partner = test / name if (test / name).is_file() else by_langs.get(_langs_in(name))
        if partner is None:
            raise InputError(f"{test / name}: no such file, but {gold} has it; compare single files instead")
        partners.append((gold / name, partner))
    return partners


def _langs_in(name: str) -> frozenset[str]:
    """What a file is called, whatever the order of the languages in it: en-kk.beads is kk-en.beads."""
    return frozenset(re.split("[-.]", name))


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
