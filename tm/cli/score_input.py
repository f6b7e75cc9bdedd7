"""What `tm score` reads: references and hypotheses, and the memories that they are held against."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tm.cli import show
from tm.errors import UnreadableFile, UsageError
from tm.languages import matches

if TYPE_CHECKING:
    from tm.metrics.scored import ReferenceSet
    from tm.scoring.inputs.hypotheses import Joined
    from tm.selection import Selection


class Places(NamedTuple):
    """The memories that a test is held against, and the numbers of the units in them that are its own."""

    fuzzy: str | None = None
    leakage: str | None = None
    fuzzy_own: frozenset[int] = frozenset()
    leakage_own: frozenset[int] = frozenset()
    asked: bool = False  # somebody named the memory for fuzzy bands


def read(
    ref: list[str] | None,
    testset: str | None,
    langs: tuple[str | None, str | None],
    selection: Selection,
    src: Path | None,
    fuzzy: str | None,
    leakage: str | None,
    quiet: bool,
) -> tuple[ReferenceSet, Places]:
    """The references, from where the options say, and what they are held against."""
    if testset is not None:
        if ref or src:
            raise UsageError("--testset has references and sources; leave out --ref and --src")
        return _frozen(testset, langs, selection, fuzzy, leakage, quiet)
    if not ref:
        raise UsageError("name references with --ref, or a frozen test set with --testset")
    from tm.scoring import read_references
    from tm.scoring.inputs.lines import units_kind

    references = read_references(ref, *langs, selection, sources=src)
    kind = units_kind(ref[0])
    home = ref[0] if kind and kind.name == "memory" else None
    own = frozenset(unit.number for unit in references.units)
    near = fuzzy or home
    return references, Places(
        near,
        leakage,
        own if _same(near, ref[0]) else frozenset(),
        own if _same(leakage, ref[0]) else frozenset(),
        fuzzy is not None,
    )


def files_of(sys: list[str] | None, postedited: list[str] | None, testset: str | None) -> list[Path]:
    """The files that systems, post-edited versions and a frozen test set are read from."""
    from tm.scoring.inputs.systems import find_systems
    from tm.testset import folder_of

    found = [
        path
        for value in (*(sys or ()), *(postedited or ()))
        for path in find_systems([value]).systems.values()
    ]
    if testset is not None:
        with suppress(UnreadableFile):  # which is said when it is read
            found += folder_of(testset).iterdir()
    return found


def refuse_missing(*places: str | None) -> None:
    """Say before the work, which may take long, that what a test is to be held against is not there."""
    from tm.memory import Memory
    from tm.scoring.inputs.lines import units_kind

    for place in filter(None, places):
        kind = units_kind(place)
        if kind is not None and kind.name == "memory":
            with Memory(place):
                pass


def _same(one: str | None, other: str) -> bool:
    """Whether two places are one."""
    return one is not None and (one == other or os.path.realpath(one) == os.path.realpath(other))


def _frozen(
    testset: str,
    langs: tuple[str | None, str | None],
    selection: Selection,
    fuzzy: str | None,
    leakage: str | None,
    quiet: bool,
) -> tuple[ReferenceSet, Places]:
    """The references of a frozen test set, if it has not changed."""
    from tm.memory import Memory
    from tm.scoring import read_references
    from tm.scoring.inputs.lines import units_kind
    from tm.testset import open_testset, own_units

    frozen = open_testset(testset)
    show.note(f"{testset}: {frozen.signature}", quiet)
    found = read_references([frozen.tmx], *_directed(langs, frozen.langs, testset), selection)
    own: frozenset[int] = frozenset()
    kind = units_kind(fuzzy) if fuzzy else None
    if fuzzy and kind and kind.name == "memory":
        with Memory(fuzzy) as memory:
            own = own_units(memory, frozen)
    return replace(found, signature=frozen.signature), Places(fuzzy, leakage, own, asked=fuzzy is not None)


def _directed(
    langs: tuple[str | None, str | None], known: Sequence[str], testset: str
) -> tuple[str | None, str | None]:
    """The direction in which a test set is used: as said, or the only one that what is said leaves."""
    if all(langs):
        return langs
    if len(known) == 2 and not any(langs):
        return known[0], known[1]
    if len(known) == 2 and langs[1]:
        other = [lang for lang in known if not matches(langs[1], lang)]
        return (other[0], langs[1]) if len(other) == 1 else langs
    if langs[0] and len(known) == 2:
        return langs
    raise UsageError(f"{testset} has {', '.join(known)}; say which with --from and --to")


def join(
    references: ReferenceSet,
    sys: list[str] | None,
    postedited: list[str] | None,
    by_segment: bool,
    intersection: bool,
    quiet: bool,
) -> Joined:
    """The systems' hypotheses, joined to the references."""
    from tm.scoring import read_systems
    from tm.scoring.inputs.systems import find_systems

    if not sys:
        raise UsageError("name systems with --sys NAME=FILE, or a folder of their outputs")
    if by_segment and references.source_lang is None:
        raise UsageError("--by-segment needs --from, the language whose segments are meant")
    systems, passed_over = find_systems(sys)
    for folder, paths in groupby(passed_over, lambda path: path.parent):
        show.note(f"{folder}: passed over {', '.join(path.name for path in paths)}", quiet)
    edits = _postedited(postedited or [], systems)
    found = read_systems(
        systems, references, by_segment=by_segment, intersection=intersection, postedited=edits
    )
    for same in _alike(found):
        show.note(f"{', '.join(same)}: the same hypotheses, to the letter", quiet)
    if references.left_out:
        one = len(references.left_out) == 1
        units = "1 unit lacks" if one else f"{len(references.left_out):,} units lack"
        why = f"one of the languages or {'is a crossing' if one else 'are crossings'}"
        show.note(f"{references.origin}: {units} {why} and can't be scored", quiet)
    if references.unselected:
        show.note(f"not selected: {show.counted(references.unselected, 'unit')}", quiet)
    return found


def _postedited(values: Sequence[str], systems: Mapping[str, Path]) -> Mapping[str, Path]:
    """What people made of the hypotheses, by system: of all or of none, or some HTER would be a plain TER."""
    from tm.scoring.inputs.systems import find_systems, system_name

    edits = find_systems(values).systems
    unnamed = [system_name(path) == name for name, path in edits.items()]
    if unnamed == [True] and len(systems) == 1:
        return dict(zip(systems, edits.values(), strict=True))
    if edits and edits.keys() <= systems.keys() and (bare := [name for name in systems if name not in edits]):
        raise UsageError(
            f"HTER needs what people made of all systems; name that of {', '.join(bare)} too, "
            f"as --postedited {bare[0]}=FILE"
        )
    return edits


def _alike(joined: Joined) -> list[list[str]]:
    """The names of systems that say the same in every segment, as where one file was copied over another."""
    names: dict[tuple[str, ...], list[str]] = {}
    for system in joined.systems:
        names.setdefault(system.hypotheses, []).append(system.name)
    return [some for some in names.values() if len(some) > 1]
