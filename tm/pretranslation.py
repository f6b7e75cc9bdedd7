"""Documents filled with what a memory has for them, and how much that is.

XLIFF, PO and text are filled in place (`tm/formats/fillable.py`). What a translator has done is left alone:
only what has no translation is filled, and drafts if that is asked for. An exact match counts as
translated, anything else as something to review.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tm.analysis import LEAST, Analysis
from tm.answers import answers
from tm.direction import doubted, known_source, named, source_of, target_of
from tm.errors import UsageError
from tm.formats.documents import read_text
from tm.formats.fillable import CLOSED, Fillable, Kind, Place, PlaceState, open_fillable
from tm.formats.kinds import kind_of_file
from tm.formats.one_side import OneSide
from tm.formats.po.entry import PLURAL
from tm.languages import language_in_name
from tm.matching.match import EXACT, IN_CONTEXT, Match
from tm.matching.rewording import reworded
from tm.memory import Query
from tm.provenance import document_of
from tm.store import open_store
from tm.units import Variant

MINIMUM = 75  # per cent; below, a translation takes longer to mend than to write
_LIMIT = 3  # matches that are asked for: the first is taken, the others tell whether it is the only one
_STEP = 50  # segments between two signs of progress
_SAMPLE = 200  # segments that tell the language of a document
_TEXT = (".txt", ".text", ".md")


_Wanted = tuple[str | None, str | None]  # source and target, if somebody said them
_Known = tuple[list[str], Path | str]  # the languages of a memory, and where it is


class Wishes(NamedTuple):
    """How documents are filled: from how many per cent on, with numbers put right, and drafts too."""

    minimum: float = MINIMUM
    repair: bool = True
    drafts: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of a document.

    `analysis` counts what there was to translate, `done` the segments that were done before; `kept` are
    those with a draft that was left. `filled` counts by kind: context, exact, repaired, fuzzy. Of lines,
    `codes` has those of targets that lack their inline codes, `unmarked` those that should be reviewed but
    that the document can't mark so, `choices` those for which the memory had several exact translations, and
    of a text `left` those that stay in its source language.
    `problems` says what could not be filled and why.
    """

    path: Path | str
    output: Path | None = None
    analysis: Analysis = field(default_factory=Analysis)
    done: int = 0
    kept: int = 0
    filled: Counter[Kind] = field(default_factory=Counter)
    codes: list[int] = field(default_factory=list)
    unmarked: list[int] = field(default_factory=list)
    choices: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class _Asked(NamedTuple):
    """A segment to look up: which document it is of, where, and whether the documents said it before."""

    outcome: Outcome
    document: Fillable | None
    place: Place
    query: Query
    repeated: bool


class Pretranslation:
    """Documents and what the memory at a place has for them; `run` it, then read `outcomes`.

    `outputs` are the files to write, one for each document; without them nothing is written, and files of
    any format can be analysed. `langs` are source and target, where documents do not say them; `lines`
    takes texts line by line. Documents are opened here, so that what can't be read raises before anything
    is written: UsageError, what the readers raise, StoreError.
    """

    def __init__(
        self,
        memory: Path | str,
        paths: Sequence[Path | str],
        outputs: Sequence[Path] = (),
        *,
        langs: _Wanted = (None, None),
        lines: bool = False,
        wishes: Wishes | None = None,
        workers: int = 1,
    ) -> None:
        self._memory, self._wishes, self._workers = memory, wishes or Wishes(), workers
        self.outcomes: list[Outcome] = []
        self._documents: list[Fillable] = []
        self._asked: list[_Asked] = []
        self._seen: set[str] = set()
        known = _languages(memory)
        for number, path in enumerate(paths):
            outcome = Outcome(path, outputs[number] if outputs else None)
            self.outcomes.append(outcome)
            if outputs or _is_fillable(path):
                document = _opened(path, langs, known, lines)
                self._documents.append(document)
                outcome.warnings = document.warnings
                self._ask(outcome, document, list(document))
            else:
                self._ask(outcome, None, list(_places(path, langs, known, outcome)))

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how many segments of how many were looked up. Documents are written at the end."""
        groups: dict[tuple[str, str], list[_Asked]] = {}
        for one in self._asked:
            groups.setdefault((one.place.source.lang, one.place.lang), []).append(one)
        count = 0
        for langs, asked in groups.items():
            queries = [one.query for one in asked]
            least = min(self._wishes.minimum, LEAST)
            found = answers(self._memory, queries, langs, minimum=least, limit=_LIMIT, workers=self._workers)
            with closing(found):
                for one, matches in zip(asked, found, strict=True):
                    best = matches[0] if matches else None
                    one.outcome.analysis.add(one.query.text, best, repeated=one.repeated)
                    if (
                        one.document is not None
                        and not self._fill(one, matches)
                        and _is_text(one.outcome.path)
                    ):
                        one.outcome.left.append(one.place.line)
                    count += 1
                    if count % _STEP == 0:
                        yield count, len(self._asked)
        for outcome, document in zip(self.outcomes, self._documents, strict=False):
            if outcome.output is not None:
                document.write(outcome.output)

    def _ask(self, outcome: Outcome, document: Fillable | None, places: Sequence[Place]) -> None:
        """Note the segments of a document that are to be translated."""
        if places:
            lang = places[0].source.lang
            if seems := doubted(" ".join(place.source.text for place in places[:_SAMPLE]), lang):
                what = f"looks like {named([seems])}, and is looked up as {named([lang])}"
                outcome.warnings.append(f"{outcome.path}: {what}")
        for number, place in enumerate(places):
            if place.state in CLOSED or place.state == PlaceState.TRANSLATED:
                outcome.done += 1
                continue
            if not place.source.text.strip():
                continue
            before, after = (_beside(places, number, step) for step in (-1, 1))
            text = place.source.text.strip()
            query = Query(
                text if not place.source.content else place.source.text, place.source.content, before, after
            )
            self._asked.append(_Asked(outcome, document, place, query, text in self._seen))
            self._seen.add(text)

    def _fill(self, one: _Asked, matches: Sequence[Match]) -> bool:
        """Put the best of the matches into its place, if it is good enough; whether it was."""
        outcome, place = one.outcome, one.place
        same_form = [match for match in matches if (match.unit.prop(PLURAL) or "") == place.form]
        matches = same_form or matches
        best = matches[0] if matches else None
        if best is None or best.score < self._wishes.minimum or one.document is None:
            return False
        if place.state == PlaceState.DRAFT and not self._wishes.drafts:
            outcome.kept += 1
            return False
        kind = _kind(best, self._wishes.repair)
        source, target = best.pair
        if kind == "repaired" and best.repaired is not None:
            content = reworded(target.content, best.repaired) or ()
            target = Variant(target.lang, best.repaired, content=content)
        filled = one.document.fill(
            place,
            target,
            best.percent,
            _origin(best),
            state=kind,
            source=source,
            stored=best.pair[1],
            form=best.unit.prop(PLURAL) or "",
        )
        if filled.problem:
            outcome.problems.append(f"line {place.line}: {filled.problem}")
        if not filled.done:
            return False
        outcome.filled[kind] += 1
        if filled.codes in ("dropped", "missing"):
            outcome.codes.append(place.line)
        if kind in ("repaired", "fuzzy") and not filled.review:
            outcome.unmarked.append(place.line)
        if kind == "exact" and any(other.score >= EXACT for other in matches[1:]):
            outcome.choices.append(place.line)
        return True


def outputs_of(paths: Sequence[Path | str], output: Path, *, folder: bool = False) -> list[Path]:
    """The files to write for documents: `output` itself for one, unless it is a folder, else files in it.

    `folder` says that it is to be one. Raises UsageError where one would overwrite a document that it was not
    named to overwrite, or another output.
    """
    if len(paths) == 1 and not folder and not output.is_dir():
        return [output]
    if output.exists() and not output.is_dir():
        why = f"there are {len(paths)} documents" if len(paths) > 1 else "no folder"
        raise UsageError(f"-o {output}: is a file, and {why}; name a folder")
    made = [output / Path(path).name for path in paths]
    for path, place in zip(paths, made, strict=True):
        if made.count(place) > 1:
            raise UsageError(f"{path}: another document is called {place.name} too; fill them one by one")
        if any(place.exists() and place.samefile(one) for one in paths if Path(one).exists()):
            raise UsageError(f"-o {output}: would overwrite {path}; name another folder")
    return made


def _opened(path: Path | str, langs: _Wanted, known: _Known, lines: bool) -> Fillable:
    """A document to fill, in languages that it names, or else that are wanted, or that it seems to be in."""
    if not _is_text(path):
        source, target = langs
        document = open_fillable(path, langs=(source, target) if source and target else ())
    else:
        source = langs[0] or language_in_name(path) or source_of(read_text(path).text, *known, langs[1])
        target = target_of(source, *known, langs[1])
        document = open_fillable(path, kind="lines" if lines else "text", langs=(source, target))
    known_source(document.langs[0], *known)
    target_of(document.langs[0], *known, document.langs[1])
    return document


def _places(path: Path | str, langs: _Wanted, known: _Known, outcome: Outcome) -> Iterator[Place]:
    """The segments of a file that is not to be filled."""
    side = OneSide(path, langs[0], columns=tuple(filter(None, langs)))
    source = known_source(side.lang, *known)
    target = target_of(source, *known, langs[1])
    outcome.warnings += side.warnings
    if side.without:
        outcome.warnings.append(f"{path}: units without {named([source])} left out: {side.without:,}")
    for number, (line, variant, document) in enumerate(side.segments):
        yield Place(number, variant, None, PlaceState.UNTRANSLATED, target, document or "", line=line)


def _languages(memory: Path | str) -> _Known:
    store = open_store(memory)
    try:
        return list(store.languages()), store.place
    finally:
        store.close()


def _is_fillable(path: Path | str) -> bool:
    return _is_text(path) or kind_of_file(path).name in ("xliff", "xliff2", "po")


def _is_text(path: Path | str) -> bool:
    return str(path).lower().endswith(_TEXT)


def _kind(match: Match, repair: bool) -> Kind:
    if match.score >= IN_CONTEXT:
        return "context"
    if match.score >= EXACT:
        return "exact"
    return "repaired" if repair and match.repaired is not None else "fuzzy"


def _beside(places: Sequence[Place], number: int, step: int) -> str | None:
    """The source of the segment before or after one in its document."""
    other = number + step
    if not 0 <= other < len(places) or places[other].document != places[number].document:
        return None
    return places[other].source.text.strip() or None


def _origin(match: Match) -> str:
    """What a match is called where a document has room for it."""
    return match.unit.tuid or document_of(match.unit) or f"unit {match.number}"
