"""Systems and references in, a score report out; what does not belong together is refused.

A reference set comes from a TMX file, joined by `tuid`, or from a text file, by line. A score
over misaligned lines looks like any other score, so a difference in counts is an error and
never cut to the shorter side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tm.errors import ScoreMismatch, UsageError
from tm.formats.documents import read_text
from tm.formats.tmx import read_header, read_tmx
from tm.languages import LANGUAGES, base, identify, matches
from tm.metrics.statistics import MetricScore, corpus_score
from tm.units import TranslationUnit, Variant

DEFAULT_METRICS = ("chrF++", "BLEU", "BLEU-intl")


@dataclass(frozen=True, slots=True)
class References:
    """What systems are scored against: an id, the references and the source segments of each unit.

    `lang` is the language of the references, where it is known. `segments` has the numbers of the
    source segments, from 0, where the TMX says them; `total` is how many the document has.
    `left_out` are the ids of units of the TMX that lack the source or the target language or are crossings.
    """

    origin: str
    ids: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    segments: tuple[tuple[int, ...], ...] | None = None
    total: int | None = None
    left_out: tuple[str, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class SystemScores:
    """One system: its name, the file, and its figures in the order of the metrics."""

    name: str
    path: str
    scores: tuple[MetricScore, ...]


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """The figures of all systems over the same segments."""

    reference: str
    segments: int
    left_out: int  # units of the TMX that lack the source or the target language, or are crossings
    systems: tuple[SystemScores, ...]
    warnings: tuple[str, ...] = ()


def score(
    references: References,
    systems: Mapping[str, Path | str],
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    by_segment: bool = False,
    progress: Callable[[str], None] = lambda step: None,
) -> ScoreReport:
    """Score systems. `progress` is told each step before it begins.

    Raises ScoreMismatch when hypotheses and references do not belong together.
    """
    hypotheses = {name: read_hypotheses(path, references, by_segment) for name, path in systems.items()}
    warnings = tuple(
        warning
        for name, path in systems.items()
        for warning in _doubts(path, hypotheses[name], references.lang)
    )
    found = []
    for name, path in systems.items():
        figures = []
        for metric in metrics:
            progress(f"{name}: {metric}")
            figures.append(corpus_score(metric, hypotheses[name], references.texts))
        found.append(SystemScores(name, str(path), tuple(figures)))
    return ScoreReport(
        references.origin, len(references.ids), len(references.left_out), tuple(found), warnings
    )


def read_references(paths: Sequence[Path | str], source: str | None, target: str | None) -> References:
    """References from one TMX file, or from text files of one reference a line.

    Of a TMX file every unit counts that has both languages; several variants of the target
    are several references. Raises ScoreMismatch for an empty reference and for files of
    different lengths, UsageError where the languages are missing.
    """
    if not str(paths[0]).lower().endswith(".tmx"):
        return _line_references(paths)
    if len(paths) > 1:
        raise UsageError(
            "one TMX file of references at a time; several variants in it are several references"
        )
    if not target:
        raise UsageError(f"{paths[0]} has several languages; say which with --from and --to")
    if source and base(source) == base(target):
        raise UsageError(f"--from {source} --to {target}: a translation is into another language")
    path = paths[0]
    units = [_named(unit, number) for number, unit in enumerate(read_tmx(path), start=1)]
    found = list(_with_both(units, source, target))
    if not found:
        wanted = " and ".join(filter(None, (source, target)))
        raise ScoreMismatch(f"{path}: no unit has {wanted}; nothing to score against")
    for unit, _, texts in found:
        if not all(text.strip() for text in texts):
            raise ScoreMismatch(
                f"{path}: unit {unit.name} has an empty {target} reference; mend it or leave it out"
            )
    segments = [_numbers(variant) for _, variant, _ in found]
    known = source is not None and all(numbers is not None for numbers in segments)
    written = next((variant.lang for _, variant, _ in found if variant), None)  # the tag as the file has it
    total = read_header(path).prop(f"x-segments-{written}") if known else None
    there = {unit.name for unit, _, _ in found}
    return References(
        str(path),
        tuple(unit.name for unit, _, _ in found),
        tuple(texts for _, _, texts in found),
        tuple(numbers or () for numbers in segments) if known else None,
        int(total) if total and re.fullmatch("[0-9]{1,9}", total) else None,
        tuple(unit.name for unit in units if unit.name not in there),
        target,
    )


def read_hypotheses(path: Path | str, references: References, by_segment: bool = False) -> list[str]:
    """The hypotheses of a system in the order of the references.

    A `.tsv` file has a tuid and a hypothesis a line. Any other file has a hypothesis a line:
    one for each reference or, with `by_segment`, one for each segment of the source document,
    of which those that one unit covers are joined. Raises ScoreMismatch.
    """
    lines = _read_lines(path)
    if str(path).lower().endswith(".tsv"):
        return _by_tuid(path, lines, references)
    if by_segment:
        return _by_segment(path, lines, references)
    if len(lines) != len(references.ids):
        advice = " (--by-segment takes one line a source segment)" if references.segments else ""
        raise ScoreMismatch(
            f"{path}: {_count(len(lines), 'hypothesis', 'hypotheses')} for "
            f"{_count(len(references.ids), 'reference', 'references')} of {references.origin}; "
            f"the lines must match{advice}"
        )
    return lines


def _named(unit: TranslationUnit, number: int) -> TranslationUnit:
    """The unit, called by its number where the file gives it no name: hypotheses must name it somehow."""
    return unit if unit.tuid is not None else replace(unit, tuid=str(number))


def _with_both(
    units: Sequence[TranslationUnit], source: str | None, target: str
) -> Iterator[tuple[TranslationUnit, Variant | None, tuple[str, ...]]]:
    """The units that have both languages, with the source variant and the texts of the target.

    Crossings are no references: they are unsure, and segments that are said twice stand in two units.
    """
    for unit in units:
        origin = next((v for v in unit.variants if source and matches(source, v.lang)), None)
        texts = tuple(v.text for v in unit.variants if matches(target, v.lang))
        if texts and (origin or not source) and not unit.prop("x-crossing"):
            yield unit, origin, texts


def _numbers(variant: Variant | None) -> tuple[int, ...] | None:
    value = variant.prop("x-segments") if variant else None
    found = re.fullmatch(r"[0-9]{1,9}(?: [0-9]{1,9})*", value or "")
    return tuple(map(int, found.group().split())) if found else None


def _read_lines(path: Path | str) -> list[str]:
    """The lines of a file, blank ones too; the newline that ends the last line begins no other."""
    lines = read_text(path).text.split("\n")
    return [line.rstrip("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]


def _line_references(paths: Sequence[Path | str]) -> References:
    columns: list[list[str]] = []
    for path in paths:
        lines = _read_lines(path)
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                raise ScoreMismatch(
                    f"{path}:{number}: the reference is empty; mend it or leave the segment out"
                )
        if columns and len(lines) != len(columns[0]):
            raise ScoreMismatch(f"{path}: {len(lines)} references, but {paths[0]} has {len(columns[0])}")
        columns.append(lines)
    ids = tuple(str(number) for number in range(1, len(columns[0]) + 1))
    return References(", ".join(map(str, paths)), ids, tuple(zip(*columns, strict=True)))


def _by_tuid(path: Path | str, lines: Sequence[str], references: References) -> list[str]:
    twice = [tuid for tuid, count in Counter(references.ids).items() if count > 1]
    if twice:
        raise ScoreMismatch(
            f"{references.origin}: tuid {twice[0]} stands twice, so a .tsv can't tell which is meant"
        )
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        tuid, tab, hypothesis = line.partition("\t")
        if not tab:
            raise ScoreMismatch(f"{path}:{number}: needs a tuid, a tab and the hypothesis")
        if tuid in found:
            raise ScoreMismatch(f"{path}:{number}: tuid {tuid} stands here for the second time")
        found[tuid] = hypothesis
    missing = [tuid for tuid in references.ids if tuid not in found]
    known = {*references.ids, *references.left_out}
    unknown = [tuid for tuid in found if tuid not in known]
    for tuids, what in (
        (missing, "has no hypothesis for"),
        (unknown, "has hypotheses without a reference for"),
    ):
        if tuids:
            raise ScoreMismatch(
                f"{path}: {what} {len(tuids)} units of {references.origin}, the first is {tuids[0]}"
            )
    return [found[tuid] for tuid in references.ids]


def _by_segment(path: Path | str, lines: Sequence[str], references: References) -> list[str]:
    if references.segments is None:
        raise ScoreMismatch(
            f"{references.origin}: does not say which source segments its units are from; "
            "give one hypothesis a unit, without --by-segment"
        )
    least = max(max(numbers) for numbers in references.segments) + 1
    needed = references.total or least
    taken = Counter(number for numbers in references.segments for number in numbers)
    twice = [number for number, count in taken.items() if count > 1]
    if twice:
        raise ScoreMismatch(f"{references.origin}: source segment {twice[0]} stands in several units")
    if least > needed:
        raise ScoreMismatch(
            f"{references.origin}: names source segment {least - 1}, but says it has {needed}"
        )
    if len(lines) != needed:
        raise ScoreMismatch(
            f"{path}: {_count(len(lines), 'hypothesis', 'hypotheses')} for {needed} source segments of "
            f"{references.origin}; the lines must match"
        )
    return [" ".join(lines[number] for number in numbers) for numbers in references.segments]


def _doubts(path: Path | str, hypotheses: Sequence[str], lang: str | None) -> Iterator[str]:
    """What a score does not show: hypotheses that are empty, or in another language than wanted."""
    empty = sum(not hypothesis.strip() for hypothesis in hypotheses)
    if empty:
        yield f"{path}: {_count(empty, 'hypothesis is', 'hypotheses are')} empty"
    found = identify(" ".join(hypotheses)).lang
    if lang and found and base(lang) in LANGUAGES and found != base(lang):
        yield f"{path}: reads like {found}, not {lang}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
