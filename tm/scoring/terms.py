"""Terminology: how many terms of a glossary the systems use where they are due, in whatever form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tm.checks.side import Side
from tm.checks.terminology.glossary import Glossary
from tm.checks.terminology.terms import Due, Terms
from tm.languages import identify
from tm.metrics.results import TermScore
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System
from tm.units import Variant


def term_scores(
    references: ReferenceSet, systems: Sequence[System], glossary: Glossary
) -> tuple[TermScore, ...]:
    """The terms of each system, in the order of the systems.

    A term of the source language in a source makes its translations due, once a segment; a hypothesis has one
    in any inflected form. Without a source a term in the first reference is due, and any of its entry's terms
    in that language will do. Who uses a forbidden term has missed the one that was due. What the glossary
    forbids whatever the source says is due, and missed, where a hypothesis has it.

    >>> from tm.checks.terminology.glossary import Entry
    >>> glossary = Glossary([Entry({"kk": ("мектеп",), "ru": ("школа",)})])
    >>> unit = ReferenceUnit("1", ("Все школы закрыты.",), "Барлық мектептер жабық.")
    >>> systems = System("a", "", ("Школ нет.",)), System("b", "", ("Училища закрыты.",))
    >>> for score in term_scores(ReferenceSet("", (unit,), "kk", "ru"), systems, glossary):
    ...     print(score.there, score.due, score.missed)
    1 1 ()
    0 1 ((0, '“мектептер”: no школа'),)
    """
    source, target = _languages(references)
    terms = Terms(glossary)
    due, there = [0] * len(systems), [0] * len(systems)
    missed: list[list[tuple[int, str]]] = [[] for _ in systems]
    for place, unit in enumerate(references.units):
        asking = _asking(unit, source, target)
        for number, system in enumerate(systems):
            for one in terms.due(asking, Side(Variant(target, system.hypotheses[place]))):
                reason = _missed(one)
                due[number] += 1
                there[number] += reason is None
                if reason is not None:
                    missed[number].append((place, reason))
    return tuple(
        TermScore(system.name, due[number], there[number], tuple(missed[number]))
        for number, system in enumerate(systems)
    )


def _languages(references: ReferenceSet) -> tuple[str, str]:
    """Source and target language as they are declared, or else as their letters say."""
    sources, targets = _texts(references.units)
    source = references.source_lang or identify(" ".join(sources)).lang or "und"
    return source, references.target_lang or identify(" ".join(targets)).lang or "und"


def _texts(units: Sequence[ReferenceUnit]) -> tuple[Iterator[str], Iterator[str]]:
    return (unit.source for unit in units if unit.source), (unit.references[0] for unit in units)


def _asking(unit: ReferenceUnit, source: str, target: str) -> Side:
    """The text whose terms are due: the source, or else the first reference."""
    if unit.source and unit.source.strip():
        return Side(Variant(source, unit.source))
    return Side(Variant(target, unit.references[0]))


def _missed(due: Due) -> str | None:
    """What to say of a term that is due, None where the hypothesis has it and nothing that is forbidden."""
    where = f"“{due.term}”: " if due.term else ""
    instead = f"; use {due.wanted}" if due.wanted else ""
    if due.forbidden:
        return f"{where}{', '.join(due.forbidden)} is forbidden{instead}"
    return None if due.there else f"{where}no {due.wanted}"
