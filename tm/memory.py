"""A translation memory: fuzzy matches, concordance and edits, in any direction between its languages.

It answers from the index that is kept with it (`tm/store/index.py`); how good a match is says
`tm/matching/score.py`. Importing and exporting are jobs of their own (`tm/importing.py`, `tm/exporting.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tm.errors import NoSuchUnit
from tm.languages import base, matches
from tm.matching.concordance import Concordance, Hit
from tm.matching.diversity import diversified
from tm.matching.match import EXACT, IN_CONTEXT, Match
from tm.matching.provenance import provenance
from tm.matching.score import best_first, compared, least_likeness, lessened
from tm.matching.sides import Side
from tm.matching.substitution import repaired
from tm.store import open_store
from tm.store.segments import Language
from tm.store.store import Store, Stored, Use
from tm.units import Content, TranslationUnit, Variant

MINIMUM = 70  # per cent, what a match must have where nothing else is said
LIMIT = 5  # matches
CANDIDATES = 300  # segments that are compared for one query
POSTINGS = 60_000  # that are read to find them
WINDOW = 0.3  # the least share of the longer fold's length that the shorter one must have
_STEP = 24  # segments whose units are looked at together
_USES = 200  # of units that say exactly the same, those that are looked at
_VERIFIED = 20_000  # segments that a concordance looks through at most


class Query(NamedTuple):
    """A text to look up, its inline codes if it has any, and the segments before and after it if known."""

    text: str
    content: Content = ()
    before: str | None = None
    after: str | None = None


class Found(NamedTuple):
    """A unit in which a concordance found something: where, in which of its variants."""

    number: int
    unit: TranslationUnit
    variant: Variant
    hits: tuple[Hit, ...]


class Memory:
    """The memory at a place: a path, or the address of a PostgreSQL database. To be closed, or used in
    `with`.

    With `create` it is made where there is none. Raises a StoreError where it can't be used.
    """

    def __init__(self, place: Path | str, *, create: bool = False) -> None:
        self.store: Store = open_store(place, create=create)
        self.place = self.store.place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self.store.close()

    def __len__(self) -> int:
        return self.store.count()

    def __iter__(self) -> Iterator[TranslationUnit]:
        with self.store.database.reading():
            yield from (stored.unit for stored in self.store.units())

    def lookup(
        self, text: str | Query, source: str, target: str, *, minimum: float = MINIMUM, limit: int = LIMIT
    ) -> list[Match]:
        """The units whose text in the source language is like a text, and that have one in the target
        language.

        Best first, at most `limit` of them with a score of `minimum` (0 to 101) or more. Languages are tags:
        `kk` finds `kk-KZ` too, and a variant of another region than asked for loses a point or two.
        """
        query = text if isinstance(text, Query) else Query(text)
        with self.store.database.reading():
            language = self.store.languages().get(base(source))
            if language is None or not query.text.strip():
                return []
            side = Side.of(query.text, query.content)
            segments = self._segments(language, side, minimum)
            found: list[Match] = []
            for start in range(0, len(segments), _STEP):
                block = segments[start : start + _STEP]
                if len(found) >= 2 * limit and block[0][1] < found[limit - 1].score:
                    break
                found += self._matches(side, query, [id for id, _ in block], (source, target))
                found = [match for match in found if match.score >= minimum]
                found.sort(key=lambda match: (-match.score, -match.number))
        return diversified(found, limit)

    def near(self, text: str, lang: str, minimum: float) -> list[tuple[int, str, float]]:
        """All segments whose text alone is like a text with a score of `minimum` or more: id, text, score.

        None is overlooked, which takes several times as long as `lookup`. The text itself is among them.
        """
        with self.store.database.reading():
            language = self.store.languages().get(base(lang))
            if language is None:
                return []
            side = Side.of(text)
            ids = self.store.index.superset(language, side.fold, least_likeness(minimum))
            texts = dict(self.store.database.rows("living_segments_by_id", ids=ids.tolist()))
            texts.update(self._waiting(language))
        known = list(texts.items())
        return [(*known[k], score) for k, score in best_first(side, list(texts.values()), minimum)]

    def concord(self, concordance: Concordance, *, limit: int = 100) -> list[Found]:
        """The units that have what is sought in its language, the closest forms and then the newest first."""
        with self.store.database.reading():
            language = self.store.languages().get(concordance.lang)
            if language is None:
                return []
            hits = dict(self._hits(language, concordance))
            ranked = sorted(hits, key=lambda id: (min(hit.rank for hit in hits[id]), -id))[:limit]
            uses: dict[int, list[Use]] = {}
            for use in self.store.uses(ranked, _USES):
                uses.setdefault(use.segment, []).append(use)
            wanted = [use for id in ranked for use in reversed(uses.get(id, []))][:limit]
            units = self.store.by_version(use.unit for use in wanted)
        found = []
        for use in wanted:
            unit = units[use.unit].unit
            for variant in unit.variants:
                if base(variant.lang) == concordance.lang and (there := concordance.hits(variant.text)):
                    found.append(Found(use.number, unit, variant, there))
                    break
        return found

    def add(self, units: Iterable[TranslationUnit], origin: str = "") -> list[int]:
        """Put units in, in one transaction; their numbers, negative for those that were there."""
        with self.store.changing("add", origin) as change:
            numbers = change.add(list(units))
            change.catch_up()
        return numbers

    def replace(self, number: int, unit: TranslationUnit, origin: str = "") -> None:
        """Let a unit be another from now on; NoSuchUnit where none of this number ever was."""
        with self.store.changing("edit", origin) as change:
            change.replace(number, unit)
            change.catch_up()

    def delete(self, numbers: Iterable[int], origin: str = "") -> int:
        """Delete units, softly; how many of them lived."""
        with self.store.changing("delete", origin) as change:
            return change.end(numbers)

    def restore(self, number: int, version: int | None = None, origin: str = "") -> None:
        """Let a unit be again what it was: in its last version, or in one counted from 1, the oldest.

        Raises NoSuchUnit where there is no such unit or version.
        """
        with self.store.changing("restore", origin) as change:
            versions = self.store.versions(number)
            if version is not None and not 1 <= version <= len(versions):
                raise NoSuchUnit(
                    f"{self.place}: unit {number} has {len(versions)} versions, no version {version}"
                )
            change.replace(number, versions[-1 if version is None else version - 1].unit)
            change.catch_up()

    def _segments(self, language: Language, side: Side, minimum: float) -> list[tuple[int, float]]:
        """Segments that may be matches: ids and scores of their texts alone, the best first."""
        rows = self.store.database.rows
        window = max(least_likeness(minimum), WINDOW)
        ids = self.store.index.candidates(
            language, side.fold, window=window, most=CANDIDATES, budget=POSTINGS
        )
        texts = dict(rows("living_segments_by_id", ids=ids.tolist()))
        for id in self.store.segments.found([(language.code, side.text)]).values():
            texts[id] = side.text
        texts.update(self._waiting(language))
        known = list(texts)
        return [(known[k], score) for k, score in best_first(side, list(texts.values()), minimum)]

    def _waiting(self, language: Language) -> list[tuple[int, str]]:
        """The living segments that the index does not know yet."""
        if language.last == language.indexed:
            return []
        after, last = language.first_id + language.indexed, language.first_id + language.last
        return self.store.database.rows("living_segments_between", after=after, last=last)

    def _matches(
        self, side: Side, query: Query, segments: Sequence[int], langs: tuple[str, str]
    ) -> Iterator[Match]:
        """The units that have some of these segments and both languages, scored with all that is known."""
        uses = {use.unit: use for use in self.store.uses(segments, _USES)}
        units = self.store.by_version(uses)
        exact: list[tuple[Match, Use]] = []
        for id, (number, unit) in units.items():
            for pair in pairs(unit, langs):
                text = compared(side, Side.of(pair[0].text, pair[0].content))
                score, penalties = lessened(text, provenance(unit, langs, pair))
                mended = repaired(query.text, pair[0].text, pair[1].text, langs)
                match = Match(number, score, pair, unit, penalties, mended)
                if score == EXACT and (query.before or query.after):
                    exact.append((match, uses[id]))
                else:
                    yield match
        yield from self._in_context(query, exact, langs[0])

    def _in_context(self, query: Query, exact: Sequence[tuple[Match, Use]], lang: str) -> Iterator[Match]:
        """Exact matches, with 101 where what stands before or after them is the same too."""
        if not exact:
            return
        near = {match.number + step for match, _ in exact for step in (-1, 1)}
        documents = {
            row[1]: row[2] for row in self.store.database.rows("living_documents", numbers=list(near))
        }
        texts = {stored.number: _texts(stored, lang) for stored in self.store.by_number(documents)}
        for match, use in exact:
            beside = {
                step: texts[match.number + step]
                for step in (-1, 1)
                if documents.get(match.number + step, use) == use.document and match.number + step in texts
            }
            same = any(
                text and text in beside.get(step, ()) for step, text in ((-1, query.before), (1, query.after))
            )
            if same:
                match = Match(
                    match.number, IN_CONTEXT, match.pair, match.unit, match.penalties, match.repaired
                )
            yield match

    def _hits(self, language: Language, concordance: Concordance) -> Iterator[tuple[int, tuple[Hit, ...]]]:
        """Segments, the newest first, and where they have what is sought."""
        rows = self.store.database.rows
        for id, text in reversed(self._waiting(language)):
            if hits := concordance.hits(text):
                yield id, hits
        ids = self._holding(language, concordance)
        if ids is None:
            first, last = language.first_id, language.first_id + language.indexed
            for id, text in self.store.database.stream("living_segments_between", after=first, last=last):
                if hits := concordance.hits(text):
                    yield id, hits
            return
        ids = sorted(ids, reverse=True)[:_VERIFIED]
        for start in range(0, len(ids), 500):
            for id, text in rows("living_segments_by_id", ids=ids[start : start + 500]):
                if hits := concordance.hits(text):
                    yield id, hits

    def _holding(self, language: Language, concordance: Concordance) -> set[int] | None:
        """Indexed segments that may have all words of what is sought; None where the index can't tell."""
        found: set[int] | None = None
        for alternatives in concordance.alternatives:
            if not alternatives or any(len(piece) < 3 for piece in alternatives):
                continue
            holding: set[int] = set()
            for piece in alternatives:
                holding.update(self.store.index.holding(language, [piece]).tolist())
            found = holding if found is None else found & holding
        return found


def pairs(unit: TranslationUnit, langs: tuple[str, str]) -> Iterator[tuple[Variant, Variant]]:
    """The variants of a unit in two languages, each of the source's with each of the target's."""
    for source in unit.variants:
        if matches(langs[0], source.lang) or base(langs[0]) == base(source.lang):
            for target in unit.variants:
                if target is not source and base(langs[1]) == base(target.lang):
                    yield source, target


def _texts(stored: Stored, lang: str) -> tuple[str, ...]:
    return tuple(one.text for one in stored.unit.variants if base(one.lang) == base(lang))
