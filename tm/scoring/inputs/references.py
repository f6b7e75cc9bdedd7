"""References from a memory, from any bilingual file, or from texts with a reference a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tm.errors import ScoreMismatch, UsageError
from tm.formats.kinds import Kind
from tm.formats.memory import entered
from tm.languages import base, matches
from tm.metrics.scored import ReferenceSet, ReferenceUnit
from tm.plurals import counted
from tm.provenance import confidence_of, document_of
from tm.scoring.inputs.lines import foreign, language_of_file, read_lines, units_kind, units_of
from tm.selection import Selection
from tm.store import called
from tm.units import Header, TranslationUnit, Variant

_NUMBERS = re.compile(r"[0-9]{1,9}(?: [0-9]{1,9})*")


def read_references(
    paths: Sequence[Path | str],
    source: str | None,
    target: str | None,
    selection: Selection | None = None,
    *,
    sources: Path | str | None = None,
) -> ReferenceSet:
    """References from one file of units or one memory, or from texts of one reference a line.

    Of units every one counts that `selection` takes and that has both languages; several variants of the
    target are several references. A unit is called by its tuid, or else by its line, in a memory by its
    number. Where the target is not named it is the other language of two, and the source the one that the
    file's header names. Several texts are several references for each line, `sources` has their source
    segments. Raises ScoreMismatch for an empty reference, and texts of different lengths, UsageError where
    the languages are not clear, and what the readers raise.
    """
    if not paths:
        raise UsageError("name at least one file of references")
    if source and target and base(source) == base(target):
        raise UsageError(f"--from {source} --to {target}: a translation is into another language")
    kinds = [units_kind(path) for path in paths]
    kind = kinds[0]
    if not any(kinds):
        return _of_texts(paths, source, target, selection, sources)
    if kind is None or len(paths) > 1:
        raise UsageError(
            f"{called(paths[0])} and {called(paths[1])}: one file of units, or several texts with a "
            "reference a line; several variants of a unit are several references"
        )
    if sources is not None:
        raise UsageError(f"{called(paths[0])} has source segments of its own; leave out {sources}")
    return _of_units(paths[0], kind, source, target, selection or Selection())


def _of_texts(
    paths: Sequence[Path | str],
    source: str | None,
    target: str | None,
    selection: Selection | None,
    sources: Path | str | None,
) -> ReferenceSet:
    if selection is not None and selection != Selection():
        raise UsageError(
            f"{paths[0]}: is plain text, which says nothing that lines could be selected by; "
            "give the references as a TMX or a memory"
        )
    target = target or _common_language(paths)
    columns: list[list[str]] = []
    warnings: list[str] = []
    for path in paths:
        columns.append(_filled_lines(path, "reference", warnings))
        if len(columns[-1]) != len(columns[0]):
            raise ScoreMismatch(
                f"{path}: {len(columns[-1]):,} references, but {paths[0]} has {len(columns[0]):,}; "
                "the lines must match"
            )
        warnings += _doubted(path, columns[-1], target)
    segments: Sequence[str | None] = [None] * len(columns[0])
    if sources is not None:
        segments = _filled_lines(sources, "source segment", warnings)
        if len(segments) != len(columns[0]):
            raise ScoreMismatch(
                f"{sources}: {counted(len(segments), 'source segment', 'source segments')} for "
                f"{counted(len(columns[0]), 'reference', 'references')} of {paths[0]}; the lines must match"
            )
        source = source or language_of_file(sources)
    units = tuple(
        ReferenceUnit(str(number), texts, segment, number=number)
        for number, (segment, texts) in enumerate(
            zip(segments, zip(*columns, strict=True), strict=True), start=1
        )
    )
    return ReferenceSet(", ".join(map(str, paths)), units, source, target, warnings=tuple(warnings))


def _common_language(paths: Sequence[Path | str]) -> str | None:
    """The language after which texts are named, None where their names say none."""
    named = {base(lang): (path, lang) for path in paths if (lang := language_of_file(path))}
    if len(named) > 1:
        (one, _), (other, _) = list(named.values())[:2]
        raise UsageError(f"{one} and {other} are called after different languages; say with --to which it is")
    return next((lang for _, lang in named.values()), None)


def _filled_lines(path: Path | str, what: str, warnings: list[str]) -> list[str]:
    lines = read_lines(path)
    warnings += lines.warnings
    for number, text in enumerate(lines.texts, start=1):
        if not text.strip():
            raise ScoreMismatch(f"{path}:{number}: the {what} is empty; mend it or leave the segment out")
    return lines.texts


def _doubted(path: Path | str, texts: Sequence[str], lang: str | None) -> list[str]:
    found = foreign(texts, lang)
    return [f"{path}: the references read like {found}, not {lang}"] if found else []


def _of_units(
    path: Path | str, kind: Kind, source: str | None, target: str | None, selection: Selection
) -> ReferenceSet:
    with ExitStack() as stack:
        reader = entered(units_of(path, kind, source, target), stack)
        gathered = _Gathered(path, reader.header, source, target, selection)
        for unit in reader:
            gathered.add(unit)
        found = gathered.references(is_memory=kind.name == "memory")
        doubts = _doubted(found.origin, [unit.references[0] for unit in found.units], found.target_lang)
        return replace(found, warnings=(*reader.warnings, *doubts))


class _Gathered:
    """The references of a file of units, of which it is read once.

    A language that nobody named becomes clear when all was read. Until then all others count as it, and
    nothing more is kept once they are too many.
    """

    def __init__(
        self,
        path: Path | str,
        header: Header,
        source: str | None,
        target: str | None,
        selection: Selection,
    ) -> None:
        named = "" if header.srclang == "*all*" else header.srclang
        self._name, self._header, self._selection = called(path), header, selection
        self._wanted = source or (named if not target else "")  # without it a unit is left out
        self._target = target
        self._likely = self._wanted or ("" if target and base(target) == base(named) else named)
        self._units: list[ReferenceUnit] = []
        self._tags: list[str] = []  # of the source of each unit, empty where it has none
        self._left_out: list[str] = []
        self._unselected = 0
        self._langs: dict[str, None] = {}  # a set that keeps its order
        self._empty: TranslationUnit | None = None

    def add(self, unit: TranslationUnit) -> None:
        """Take a unit, leave it out, or see that it was not asked for."""
        taken = self._selection.taken(unit)
        if taken is None:
            self._unselected += 1
            return
        self._langs.update((one.lang, None) for one in taken.variants)
        name = str(unit.line) if unit.tuid is None else unit.tuid
        origin, targets = self._source_of(taken), self._targets_of(taken)
        # Crossings are no references: they are unsure, and segments that are said twice stand in two units.
        if not targets or (self._wanted and origin is None) or taken.prop("x-crossing"):
            self._left_out.append(name)
            return
        if not self._target and len({base(lang) for lang in self._langs} - {base(self._wanted)}) > 1:
            self._units.clear()  # which language is the target is not clear, as will be said in the end
            return
        if self._empty is None and not all(one.text.strip() for one in targets):
            self._empty = unit
        self._tags.append(origin.lang if origin else "")
        self._units.append(
            ReferenceUnit(
                name,
                tuple(one.text for one in targets),
                origin.text if origin else None,
                document_of(taken),
                confidence_of(taken),
                unit.line,
                _numbers(origin),
            )
        )

    def references(self, *, is_memory: bool) -> ReferenceSet:
        """What was gathered. Raises ScoreMismatch and UsageError."""
        target = self._target or self._other_language()
        if not self._units:
            raise ScoreMismatch(self._nothing(target))
        if self._empty is not None:
            line = self._empty.line
            place = f"{self._name}: unit {line}" if is_memory else f"{self._name}:{line}: the unit"
            if self._empty.tuid is not None:
                place = f"{self._name}{'' if is_memory else f':{line}'}: unit {self._empty.tuid}"
            raise ScoreMismatch(f"{place} has an empty {target} reference; mend it or leave it out")
        source = self._wanted or self._found_source()
        units = self._units
        if not self._wanted:  # what is in yet another language is not its source
            units = [
                unit if source and tag and matches(source, tag) else replace(unit, source=None, segments=())
                for unit, tag in zip(units, self._tags, strict=True)
            ]
        return ReferenceSet(
            self._name,
            tuple(units),
            source,
            target,
            self._total() if all(unit.segments for unit in units) else None,
            tuple(self._left_out),
            self._unselected,
        )

    def _source_of(self, unit: TranslationUnit) -> Variant | None:
        likely = self._likely
        found = next((one for one in unit.variants if likely and matches(likely, one.lang)), None)
        if found is None and not self._wanted and self._target:
            others = (one for one in unit.variants if base(one.lang) != base(self._target))
            found = next(others, None)
        return found

    def _targets_of(self, unit: TranslationUnit) -> list[Variant]:
        if self._target:
            return [one for one in unit.variants if matches(self._target, one.lang)]
        return [one for one in unit.variants if base(one.lang) != base(self._wanted)]

    def _other_language(self) -> str:
        """The language beside the source, where the units have but one."""
        there = ", ".join(sorted(self._langs)) or "no language"
        if not self._wanted:
            raise UsageError(f"{self._name}: has {there}; say which are scored with --from and --to")
        others = [lang for lang in self._langs if base(lang) != base(self._wanted)]
        if len({base(lang) for lang in others}) > 1:
            raise UsageError(
                f"{self._name}: has {there}; say with --to into which {self._wanted} is translated"
            )
        if not others:
            raise ScoreMismatch(self._nothing("another language"))
        return others[0] if len(others) == 1 else base(others[0])

    def _found_source(self) -> str | None:
        """The language that the header names, if it is there, or else the only one beside the target."""
        tags = dict.fromkeys(filter(None, self._tags))
        if self._likely and any(matches(self._likely, tag) for tag in tags):
            return self._likely
        if len({base(tag) for tag in tags}) != 1:
            return None
        return next(iter(tags)) if len(tags) == 1 else base(next(iter(tags)))

    def _total(self) -> int | None:
        said = self._header.prop(f"x-segments-{self._tags[0]}")
        return int(said) if said and re.fullmatch("[0-9]{1,9}", said) else None

    def _nothing(self, target: str) -> str:
        if self._unselected and not self._langs:
            return f"{self._name}: none of {self._unselected:,} units is selected; nothing to score against"
        wanted = " and ".join(filter(None, (self._wanted, target)))
        there = ", ".join(sorted(self._langs))
        return f"{self._name}: no unit has {wanted}; nothing to score against" + (
            f", it has {there}" if there else ""
        )


def _numbers(variant: Variant | None) -> tuple[int, ...]:
    """The numbers of the source segments that a variant holds; none where it does not say them."""
    value = variant.prop("x-segments") if variant else None
    return tuple(map(int, value.split())) if value and _NUMBERS.fullmatch(value) else ()
