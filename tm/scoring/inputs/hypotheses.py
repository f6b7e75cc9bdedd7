"""Hypotheses joined to their references, by id or by line, and never by what merely happens to fit.

A score over segments that do not belong together looks like any other score, so nothing is cut to the shorter
side: what is missing, unknown or there twice is refused, or with `intersection` left out and said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tm.errors import ScoreMismatch, UsageError
from tm.metrics.scored import ReferenceSet, System
from tm.plurals import counted
from tm.scoring.inputs.lines import foreign
from tm.scoring.inputs.outputs import Output, Row, read_output
from tm.scoring.inputs.shift import shift_of
from tm.scoring.inputs.systems import FoundSystems as FoundSystems
from tm.scoring.inputs.systems import find_systems as find_systems

_SHOWN = 3  # ids in a message


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """What a system has for references: hypotheses by the place of their segment, and what it lacks.

    `missing` are ids of references without a hypothesis, `unknown` those of hypotheses without a reference,
    of which as many may be of units that were not to be scored as `beyond` counts.
    """

    name: str
    output: Output
    by_place: Mapping[int, Row]
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    beyond: int = 0

    def texts(self, places: Sequence[int]) -> tuple[str, ...]:
        """The hypotheses of these segments."""
        return tuple(self.by_place[place].text for place in places)


@dataclass(frozen=True, slots=True)
class Joined:
    """References and systems that belong together: one hypothesis of each system for each reference.

    `dropped` are ids that are not scored, by the reason (`NEU: no hypothesis`); one may have several.
    `warnings` say what a score does not show, in whole sentences; those of the references come first.
    """

    references: ReferenceSet
    systems: tuple[System, ...]
    dropped: dict[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_systems(
    systems: Mapping[str, Path | str],
    references: ReferenceSet,
    *,
    by_segment: bool = False,
    intersection: bool = False,
    postedited: Mapping[str, Path | str] | None = None,
) -> Joined:
    """The hypotheses of all systems, and what people made of them, in the order of the references.

    With `intersection` only the segments are scored that every file has. Raises ScoreMismatch where files do
    not belong together, UsageError for post-edited versions of no system, and as `read_output`.
    """
    edits = postedited or {}
    if not systems:
        raise UsageError("name at least one system")
    if alone := [name for name in edits if name not in systems]:
        known = ", ".join(systems)
        raise UsageError(f"{alone[0]}={edits[alone[0]]}: post-edited, but no system; systems are {known}")
    mode = {"by_segment": by_segment, "intersection": intersection}
    found = {name: read_system(name, path, references, **mode) for name, path in systems.items()}
    edited = {name: read_system(name, path, references, **mode) for name, path in edits.items()}
    everything = [*found.values(), *edited.values()]
    if not intersection:
        for one in everything:
            _refuse_gaps(one, references)
    places = [place for place in range(len(references)) if all(place in one.by_place for one in everything)]
    if not places:
        raise ScoreMismatch(f"{references.origin}: no segment has a hypothesis of every system")
    lang = references.target_lang
    warnings = [*references.warnings, *_gaps_warned(everything, references, len(places))]
    for one in found.values():
        warnings += _warned(one, places, lang, "hypothesis is", "hypotheses are")
        warnings += _shifted(one, places, references)
    for one in edited.values():
        warnings += _warned(one, places, lang, "post-edited version is", "post-edited versions are")
    made = tuple(
        System(name, one.output.path, one.texts(places), edited[name].texts(places) if name in edited else ())
        for name, one in found.items()
    )
    scored = references if len(places) == len(references) else references.at(places)
    return Joined(scored, made, _dropped(found, edited), tuple(warnings))


def read_system(
    name: str,
    path: Path | str,
    references: ReferenceSet,
    *,
    by_segment: bool = False,
    intersection: bool = False,
) -> Hypotheses:
    """What a file has for references; gaps between ids are told and not refused.

    Lines must be as many as references or, with `by_segment`, as segments of the source document, of which
    those that one unit covers are joined; files with ids have a hypothesis a unit in either case.
    `intersection` only changes what a message advises. Raises ScoreMismatch, and as `read_output`.
    """
    output = read_output(path, references)
    if not any(row.text.strip() for row in output.rows):
        raise ScoreMismatch(f"{output.path}: all hypotheses are empty; the system is missing")
    if output.by == "id":
        return _joined(name, output, references, _places_by_id(output, references))
    if output.by == "source":
        return _joined(name, output, references, _places_by_source(output, references))
    if by_segment:
        return Hypotheses(name, output, dict(enumerate(_by_segment(output, references))))
    if len(output.rows) != len(references):
        raise ScoreMismatch(
            f"{output.path}: {counted(len(output.rows), 'hypothesis', 'hypotheses')} for "
            f"{counted(len(references), 'reference')} of {references.origin}; "
            f"the lines must match{_advice(references, intersection)}"
        )
    return Hypotheses(name, output, dict(enumerate(output.rows)))


def _advice(references: ReferenceSet, intersection: bool) -> str:
    if intersection:
        return ", for they don't say which of them is missing; give hypotheses with ids, .tsv or .jsonl"
    if references.unselected:
        return "; ids, in .tsv or .jsonl, need no selection"
    return " (--by-segment takes one line a source segment)" if _has_segments(references) else ""


def _has_segments(references: ReferenceSet) -> bool:
    return all(unit.segments for unit in references.units)


def _places_by_id(output: Output, references: ReferenceSet) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, unit in enumerate(references.units):
        if places.setdefault(unit.id, place) != place:
            raise ScoreMismatch(
                f"{references.origin}: tuid {unit.id} stands twice, so ids of {output.path} can't tell which "
                "is meant; give a hypothesis a line"
            )
    return places


def _places_by_source(output: Output, references: ReferenceSet) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, unit in enumerate(references.units):
        if unit.source is None:
            raise ScoreMismatch(
                f"{output.path}: has no tuids, and not all references of {references.origin} have a source "
                "segment to join them by; give the units tuids"
            )
        if places.setdefault(unit.source, place) != place:
            raise ScoreMismatch(
                f"{output.path}: has no tuids, and {references.origin} has the source segment "
                f"{_short(unit.source)} twice; give the units tuids"
            )
    return places


def _joined(name: str, output: Output, references: ReferenceSet, places: Mapping[str, int]) -> Hypotheses:
    """Rows by the place of what they are joined by, which must not come twice."""
    left_out = frozenset(references.left_out) if output.by == "id" else frozenset[str]()
    seen: set[str] = set()
    found: dict[int, Row] = {}
    unknown: list[str] = []
    for row in output.rows:
        key = row.id if output.by == "id" else row.source
        if key is None:
            raise ScoreMismatch(f"{output.path}: {output.place(row)} has neither a tuid nor a source segment")
        if key in seen:
            what = (
                f"tuid {key}" if output.by == "id" else f"the source segment {_short(key)}, without a tuid,"
            )
            raise ScoreMismatch(f"{_at(output, row)}: {what} stands here for the second time")
        seen.add(key)
        if key in places:
            found[places[key]] = row
        elif key not in left_out:
            unknown.append(key if output.by == "id" else output.place(row))
    missing = tuple(unit.id for place, unit in enumerate(references.units) if place not in found)
    beyond = references.unselected + (0 if output.by == "id" else len(references.left_out))
    return Hypotheses(name, output, found, missing, tuple(unknown), beyond)


def _at(output: Output, row: Row) -> str:
    return f"{output.path}: unit {row.line}" if output.is_memory else f"{output.path}:{row.line}"


def _by_segment(output: Output, references: ReferenceSet) -> Iterator[Row]:
    """A row for each reference of rows for all segments of the source document."""
    if not _has_segments(references):
        raise ScoreMismatch(
            f"{references.origin}: does not say which source segments its units are from; "
            "give one hypothesis a unit, without --by-segment"
        )
    taken = Counter(number for unit in references.units for number in unit.segments)
    twice = next((number for number, count in taken.items() if count > 1), None)
    documents = len({unit.document for unit in references.units})
    if twice is not None:
        why = f"; it has {documents} documents, and --by-segment takes one" if documents > 1 else ""
        raise ScoreMismatch(f"{references.origin}: source segment {twice} stands in several units{why}")
    least = max(taken) + 1
    needed = references.total or least
    if least > needed:
        raise ScoreMismatch(
            f"{references.origin}: names source segment {least - 1}, but says it has {needed}"
        )
    rows = output.rows
    if len(rows) != needed:
        raise ScoreMismatch(
            f"{output.path}: {counted(len(rows), 'hypothesis', 'hypotheses')} for "
            f"{counted(needed, 'source segment')} of {references.origin}; "
            "the lines must match"
        )
    for unit in references.units:
        text = " ".join(rows[number].text for number in unit.segments)
        yield Row(text, rows[unit.segments[0]].line)


def _refuse_gaps(one: Hypotheses, references: ReferenceSet) -> None:
    """Raise ScoreMismatch where a system lacks hypotheses, or has some of nothing."""
    path, origin = one.output.path, references.origin
    if one.missing:
        raise ScoreMismatch(
            f"{path}: has no hypothesis for {counted(len(one.missing), 'unit')} of {origin}, "
            f"{_first(one.missing)}; --intersection scores the others"
        )
    if len(one.unknown) > one.beyond:
        raise ScoreMismatch(
            f"{path}: has {counted(len(one.unknown), 'hypothesis', 'hypotheses')} without a reference in "
            f"{origin}, {_first(one.unknown)}; --intersection leaves them out"
        )


def _first(ids: Sequence[str]) -> str:
    """The first few of some ids, as `the first is a` or `the first are a, b, c`."""
    return f"the first {'is' if len(ids) == 1 else 'are'} {', '.join(ids[:_SHOWN])}"


def _dropped(found: Mapping[str, Hypotheses], edited: Mapping[str, Hypotheses]) -> dict[str, tuple[str, ...]]:
    """What is not scored, by the reason; hypotheses that may be of units that nobody selected are no loss."""
    dropped = {}
    for name, one in found.items():
        dropped[f"{name}: no hypothesis"] = one.missing
        dropped[f"{name}: no reference"] = one.unknown if len(one.unknown) > one.beyond else ()
    for name, one in edited.items():
        dropped[f"{name}: no post-edited version"] = one.missing
    return {reason: ids for reason, ids in dropped.items() if ids}


def _gaps_warned(everything: Sequence[Hypotheses], references: ReferenceSet, scored: int) -> Iterator[str]:
    if scored < len(references):
        lacking = ", ".join(f"{one.output.path} {len(one.missing):,}" for one in everything if one.missing)
        yield (
            f"{references.origin}: {len(references) - scored:,} of {len(references):,} segments are not "
            f"scored, for not every file has them; missing in {lacking}"
        )
    for one in everything:
        if one.unknown:
            what = counted(len(one.unknown), "hypothesis", "hypotheses")
            why = "of units that are not scored" if len(one.unknown) <= one.beyond else "without a reference"
            yield f"{one.output.path}: left out, {what} {why}; {_first(one.unknown)}"


def _warned(
    one: Hypotheses, places: Sequence[int], lang: str | None, single: str, several: str
) -> Iterator[str]:
    """What was assumed of a file, and what a score of it does not show: empty texts, another language."""
    yield from one.output.warnings
    rows = [one.by_place[place] for place in places]
    empty = [row for row in rows if not row.text.strip()]
    if empty:
        first = f"{'the first is ' if len(empty) > 1 else ''}{one.output.place(empty[0])}"
        yield f"{one.output.path}: {counted(len(empty), single, several)} empty, {first}"
    found = foreign([row.text for row in rows], lang)
    if found:
        yield f"{one.output.path}: reads like {found}, not {lang}"


def _shifted(one: Hypotheses, places: Sequence[int], references: ReferenceSet) -> Iterator[str]:
    """What is said of hypotheses that are joined by their order, and fit the references of other lines."""
    if one.output.by != "line":
        return
    found = shift_of(one.texts(places), [references.units[place].references[0] for place in places])
    if found is not None:
        lines = f"{abs(found.offset)} {'line' if abs(found.offset) == 1 else 'lines'}"
        where = "later" if found.offset > 0 else "earlier"
        yield (
            f"{one.output.path}: hypotheses {found.start + 1:,} to {found.stop:,} fit the references {lines} "
            f"{where} better than their own; is a line missing or too many before?"
        )


def _short(text: str) -> str:
    """The beginning of a text in quotes, for a message of one line."""
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
