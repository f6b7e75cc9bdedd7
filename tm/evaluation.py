"""Gold and test beads files in, scores by pair of languages out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from tm.alignment.evaluate import Evaluation, Scores
from tm.errors import InputError
from tm.formats.beads import BeadsFile, read_beads


def compared(gold: Path, test: Path) -> dict[str, Scores]:
    """The scores of a file, or of a folder of them, against gold; the names are languages: `kk-en`.

    Files of folders are compared by name. Files of three languages are compared as they are
    and, where no file of that pair is there, by pairs. Raises InputError when nothing can be
    compared, or the files disagree about their languages.
    """
    if gold.is_dir() != test.is_dir():
        raise InputError(f"{gold} and {test}: compare two files or two folders")
    names = [path.name for path in sorted(gold.glob("*.beads"))] if gold.is_dir() else [""]
    both = [(gold / name, test / name) for name in names] if gold.is_dir() else [(gold, test)]
    found: dict[str, Evaluation] = {}
    whole = [
        (read_beads(one), read_beads(two), two) for one, two in both if two.is_file() or not gold.is_dir()
    ]
    for one, two, path in whole:
        if len(one.langs) != len(two.langs):
            raise InputError(f"{path}: has the languages {', '.join(two.langs)}, not {', '.join(one.langs)}")
        evaluation = found.setdefault("-".join(one.langs), Evaluation())
        evaluation.add((bead.sides for bead in one.beads), (_sides(two, one.langs, path)))
    for one, two, path in whole:
        for pair in combinations(one.langs, 2) if len(one.langs) > 2 else ():
            if "-".join(pair) not in found:
                evaluation = found[("-".join(pair))] = Evaluation()
                evaluation.add(_sides(one, pair, path), _sides(two, pair, path))
    if not found:
        raise InputError(
            f"{test}: no beads file with a name that {gold} has ({', '.join(names) or 'it has none'})"
        )
    return {name: evaluation.scores() for name, evaluation in found.items()}


def _sides(file: BeadsFile, langs: tuple[str, ...], path: Path) -> Iterator[tuple[tuple[int, ...], ...]]:
    """The beads of a file seen in these languages only, those that are empty there left out."""
    if set(langs) <= set(file.langs):
        positions = [file.langs.index(lang) for lang in langs]
    elif len(langs) == len(file.langs) and file.langs == ("source", "target"):
        positions = list(range(len(langs)))
    else:
        raise InputError(f"{path}: has the languages {', '.join(file.langs)}, not {', '.join(langs)}")
    for bead in file.beads:
        sides = tuple(bead.sides[position] for position in positions)
        if any(sides):
            yield sides
