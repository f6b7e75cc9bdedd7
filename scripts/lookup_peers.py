"""Other ways to look up: all segments compared, and the way of amaGama, a server of translation memories.

Each is made of the segments of a corpus, by language, and answers a query with the segments that it finds
most alike, and what that cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from heapq import nlargest
from pathlib import Path
from typing import LiteralString, NamedTuple, cast

import numpy as np
import psycopg
from cpu import Clock, Spent
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist, extractOne

from tm.matching.folding import fold
from tm.matching.score import compared, least_likeness
from tm.matching.sides import Side

Corpus = Mapping[str, Sequence[str]]
LEAST, RANK, LIMIT = 70, 70, 300  # per cent alike, amaGama's rank, candidates that are compared
GIVEN = 5  # segments of an answer
FEWEST = least_likeness(LEAST)  # of letters, 0 to 1, for which a match can have so many per cent
BOOK = Path(__file__).with_suffix(".sql")


class Measure(NamedTuple):
    """A way to say how like two texts are, 0 to 100.

    `bound` says how high that can be at most by the likeness of the folds in letters, 0 to 1; the best must
    be among the first `among` of an answer.
    """

    of: Callable[[str, str], float]
    bound: Callable[[float], float]
    among: int


class Answer(NamedTuple):
    """The segments that are found most alike, the best first, and what that cost."""

    texts: tuple[str, ...]
    spent: Spent


@cache
def fold_of(text: str) -> str:
    """The fold of a text, remembered."""
    return fold(text)


def _edits(one: str, two: str) -> float:
    return 100 * Levenshtein.normalized_similarity(fold_of(one), fold_of(two))


def _score(one: str, two: str) -> float:
    return compared(Side.of(one), Side.of(two)).score


# By the edits that make one fold of the other, and by the score that users see.
MEASURES = {
    "edits": Measure(_edits, lambda letters: 100 * letters, GIVEN),
    "score": Measure(_score, lambda letters: 50 * (letters + 1), 1),
}


class BruteForce:
    """Every fold of the language is compared, and given up as soon as it can't be the best."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.folds = {lang: [fold(text) for text in texts] for lang, texts in corpus.items()}

    def __call__(self, lang: str, text: str) -> Answer:
        """The best segment."""
        clock = Clock()
        best = extractOne(
            fold(text),
            self.folds[lang],
            processor=None,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=LEAST / 100,
        )
        return Answer((self.corpus[lang][best[2]],) if best else (), clock.spent())

    def best(self, lang: str, text: str, measures: Sequence[Measure]) -> list[float]:
        """By each measure the best score of all segments; 0 where none is enough alike in letters."""
        (letters,) = cdist(
            [fold(text)],
            self.folds[lang],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=FEWEST,
            dtype=np.float64,
            workers=-1,
        )
        places = np.flatnonzero(letters >= FEWEST)
        places = places[np.argsort(-letters[places], kind="stable")]
        found = list(zip(letters[places].tolist(), places.tolist(), strict=True))
        return [self._best(lang, text, found, measure) for measure in measures]

    def _best(self, lang: str, text: str, found: Sequence[tuple[float, int]], measure: Measure) -> float:
        """The best score of what was found, the likest in letters first, so that few must be looked at."""
        best = 0.0
        for letters, place in found:
            if measure.bound(letters) <= best:
                break
            best = max(best, measure.of(text, self.corpus[lang][place]))
        return best


class Amagama:
    """The words of a text, any of them, as PostgreSQL ranks them; then edits are counted.

    After what amaGama asks its database: the `simple` configuration, lengths within the likeness that is
    wanted, a rank that no text may fall below. It takes the first few of that rank; here it may take 300.
    """

    def __init__(self, url: str, corpus: Corpus) -> None:
        self.connection = psycopg.connect(url, autocommit=True)
        self.connection.execute(statement("alone"))
        self.clock = Clock(self.connection.info.backend_pid)
        for lang, texts in corpus.items():
            self.fill(lang, texts)
        self.made = self.clock.spent()

    def fill(self, lang: str, texts: Sequence[str]) -> None:
        """A table of the segments, and its index."""
        cursor = self.connection.cursor()
        cursor.execute(statement("make", lang))
        cursor.execute(statement("load", lang))
        with cursor.copy(statement("fill", lang)) as copy:
            for place, text in enumerate(texts):
                copy.write_row((place, text))
        for name in ("words", "index", "settle"):
            cursor.execute(statement(name, lang))

    def size(self) -> int:
        """Bytes on disk, of tables and indexes."""
        row = self.connection.execute(statement("size")).fetchone()
        return int(row[0]) if row else 0

    def __call__(self, lang: str, text: str) -> Answer:
        """The best segments among the candidates."""
        self.clock.start()
        found = self.connection.execute(statement("candidates", lang), wanted(text)).fetchall()
        scored = [
            (score, other)
            for (other,) in found
            if (score := Levenshtein.normalized_similarity(text, other)) >= LEAST / 100
        ]
        best = tuple(other for _, other in nlargest(GIVEN, scored))
        return Answer(best, self.clock.spent())

    def close(self) -> None:
        """End the connection."""
        self.connection.close()


def wanted(text: str) -> dict[str, object]:
    """What amaGama's query asks for."""
    words = dict.fromkeys(re.findall(r"\w+", text.lower()))
    return {
        "words": " | ".join(f"'{word}'" for word in words),
        "shortest": max(len(text) * LEAST // 100, 2),
        "longest": len(text) * 100 // LEAST + 1,
        "least": RANK,
        "limit": LIMIT,
    }


def statement(name: str, lang: str = "") -> LiteralString:
    """One of the statements, for the table of a language."""
    book = re.split(r"^-- (\w+) --\n", BOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = dict(zip(book[1::2], book[2::2], strict=True))
    return cast(LiteralString, named[name].replace("{lang}", lang))
