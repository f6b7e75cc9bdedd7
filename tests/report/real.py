"""A report of real systems by the whole pipeline, and the memory and the glossary that it is held against."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tm.formats.glossary import read_glossary
from tm.metrics.metric import DEFAULT_METRICS, metric_of
from tm.metrics.results import ScoreReport, Trial
from tm.scoring import KINDS, Aspects, Scoring, read_references, read_systems

EVERY = 16  # a segment of so many is planted in the memory as it is


class Planted(NamedTuple):
    """What a test set is held against, and the segments of it that are in the memory as they are."""

    memory: Path
    glossary: Path
    exact: frozenset[int]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def plant(folder: Path, into: Path) -> Planted:
    """A TSV with some segments of the test, and with some whose sources lack a word; a glossary."""
    rows = []
    sides = list(zip(lines(folder / "src.kk"), lines(folder / "ref.en"), strict=True))
    for place, (source, target) in enumerate(sides):
        if place % EVERY == 0:
            rows.append((source, target))
        elif place % EVERY == 9:
            rows.append((" ".join(source.split()[1:]), "Something else."))
    memory, glossary = into / "train.tsv", into / "glossary.csv"
    memory.write_text("kk\ten\n" + "".join(f"{a}\t{b}\n" for a, b in rows), encoding="utf-8")
    terms = "kk,en\nҮкімет,government\nпрезидент,president\nкомпания,company\nполиция,police\nзаң,law\n"
    glossary.write_text(terms, encoding="utf-8")
    return Planted(memory, glossary, frozenset(range(0, len(sides), EVERY)))


def scored(folder: Path, planted: Planted) -> ScoreReport:
    """All aspects of all systems in a folder."""
    references = read_references([folder / "ref.en"], "kk", "en", sources=folder / "src.kk")
    systems = {path.stem: path for path in sorted(folder.glob("*.en")) if path.name != "ref.en"}
    aspects = Aspects(
        by=KINDS,
        faults=True,
        segments=True,
        ngrams=True,
        punctuation=True,
        glossary=read_glossary(planted.glossary),
        fuzzy=planted.memory,
        leakage=planted.memory,
    )
    metrics = [metric_of(name) for name in DEFAULT_METRICS]
    work = Scoring(read_systems(systems, references), metrics, trial=Trial(draws=200), aspects=aspects)
    for _, parts in work.phases():
        for _ in parts:
            pass
    return work.report()
