"""Fuzzy matches: of the segments that share most with a query, the units whose texts are most like it.

Three steps, each of which leaves fewer: the index ranks segments by shared trigrams, the score compares the
texts of the best of these, and only for the best of those are units fetched and looked at whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tm.languages import base
from tm.matching.diversity import diversified
from tm.matching.match import EXACT, IN_CONTEXT, Match, Penalty
from tm.matching.penalties import penalties
from tm.matching.provenance import provenance
from tm.matching.score import Comparison, best_first, compared, least_likeness, lessened
from tm.matching.sides import Side
from tm.matching.substitution import repaired
from tm.memory.context import in_context
from tm.store.segments import Language
from tm.store.store import Store
from tm.store.stored import Use
from tm.units import Content, TranslationUnit, Variant

CANDIDATES = 250, 400  # segments that are compared: for 100 characters or more, and for a short text
POSTINGS = 40_000  # that are read to find them
WINDOW = 0.3  # the least share of the longer fold's length that the shorter one must have
FIRST = 6  # more segments than matches are asked for, which are scored to their end
_LONG = 100  # characters
_BLOCK = 8  # segments whose units are fetched together
_USES = 200  # of units that say exactly the same, those that are looked at, the newest
_SPARE = 3  # times as many matches as asked for, to choose from those that say something new


class Query(NamedTuple):
    """A text to look up; its inline codes if it has any, and the segments before and after it if known."""

    text: str
    content: Content = ()
    before: str | None = None
    after: str | None = None


class _Draft(NamedTuple):
    """A match before its details are known."""

    score: float
    number: int
    pair: tuple[Variant, Variant]
    unit: TranslationUnit
    use: Use
    lost: tuple[Penalty, ...]


class Lookup:
    """One query in one direction, within one state of a memory; `matches` gives the answer."""

    def __init__(
        self, store: Store, query: Query, langs: tuple[str, str], minimum: float, limit: int
    ) -> None:
        self._store, self._query, self._langs = store, query, langs
        self._minimum, self._limit = minimum, limit
        self._side = Side.of(query.text, query.content)

    def matches(self) -> list[Match]:
        """The best matches, those that say something new first taken, then in the order of their scores."""
        language = self._store.languages().get(base(self._langs[0]))
        if language is None or not self._query.text.strip():
            return []
        texts = self._texts(language)
        drafts, all_seen = self._drafts(texts, FIRST + self._limit)
        if len(drafts) < self._limit and not all_seen:  # many may lack the target, or lose by their origin
            drafts, _ = self._drafts(texts, None)
        matches = [self._match(draft) for draft in drafts[: _SPARE * self._limit]]
        return [self._explained(match) for match in diversified(matches, self._limit)]

    def _texts(self, language: Language) -> dict[int, str]:
        """Segments that may be matches: their texts by id."""
        store, rows = self._store, self._store.database.rows
        window = max(least_likeness(self._minimum), WINDOW)
        ids = store.index.candidates(
            language, self._side.fold, window=window, most=self._most(), budget=POSTINGS
        )
        texts: dict[int, str] = dict(rows("living_segments_by_id", ids=ids.tolist()))
        for id in store.segments.found([(language.code, self._query.text)]).values():
            texts[id] = self._query.text
        texts.update(store.waiting(language))
        return texts

    def _most(self) -> int:
        """How many segments to compare: what is like a short text shares few trigrams with it."""
        least, most = CANDIDATES
        return min(max(least * _LONG // max(len(self._side.fold), 1), least), most)

    def _drafts(self, texts: dict[int, str], most: int | None) -> tuple[list[_Draft], bool]:
        """The units of the best segments, the best and newest first, and whether there are no others."""
        ids = list(texts)
        ranked = best_first(self._side, list(texts.values()), min(self._minimum, EXACT), most)
        found: list[_Draft] = []
        for start in range(0, len(ranked), _BLOCK):
            best_left = ranked[start][1]
            if len(found) >= self._limit and best_left < found[self._limit - 1].score:
                break
            block = {ids[k]: score for k, score in ranked[start : start + _BLOCK]}
            found += [draft for draft in self._of(block, texts) if draft.score >= self._minimum]
            found.sort(key=lambda draft: (-draft.score, -draft.number))
        return found, len(ranked) != most

    def _of(self, scores: dict[int, float], texts: dict[int, str]) -> Iterator[_Draft]:
        """The units that have some of these segments and both languages, with all that their score needs."""
        uses = dict.fromkeys(self._store.uses(scores, _USES, beside=base(self._langs[1])))
        units = self._store.by_version({use.unit for use in uses})
        exact = []
        for use in uses:
            number, unit = units[use.unit]
            for pair in pairs(unit, self._langs, texts[use.segment]):
                text = self._compared(pair[0], scores[use.segment])
                lost = provenance(unit, self._langs, pair)
                draft = _Draft(lessened(text, lost).score, number, pair, unit, use, lost)
                if draft.score == EXACT:
                    exact.append(draft)
                else:
                    yield draft
        uses_of = [draft.use for draft in exact]
        near = in_context(self._store, self._query[2:], uses_of, self._langs[0]) if exact else ()
        for draft in exact:
            yield draft._replace(score=IN_CONTEXT) if draft.number in near else draft

    def _compared(self, source: Variant, score: float) -> Comparison:
        """The text of a variant against the query; where neither has codes, its score is known."""
        if source.content or self._query.content:
            return compared(self._side, Side.of(source.text, source.content))
        return Comparison(score, ())

    def _match(self, draft: _Draft) -> Match:
        source, target = draft.pair
        langs = (base(source.lang), base(target.lang))
        mended = repaired(self._query.text, source.text, target.text, langs)
        return Match(draft.number, draft.score, draft.pair, draft.unit, draft.lost, mended)

    def _explained(self, match: Match) -> Match:
        """The match with what its text lost before what its unit lost."""
        source = match.pair[0]
        lost = penalties(self._side, Side.of(source.text, source.content))
        return replace(match, penalties=(*lost, *match.penalties))


def pairs(
    unit: TranslationUnit, langs: Sequence[str], text: str | None = None
) -> Iterator[tuple[Variant, Variant]]:
    """The variants in two languages, each of the source's (of a text) with each target that has a text."""
    for source in unit.variants:
        if base(langs[0]) == base(source.lang) and text in (None, source.text):
            for target in unit.variants:
                is_said = target.text.strip() or target.content
                if is_said and target is not source and base(langs[1]) == base(target.lang):
                    yield source, target
