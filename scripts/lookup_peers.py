"""Other ways to look up: all segments compared, and the way of amaGama, a server of translation memories.

Each is made of the segments of a corpus, by language, and answers a query with the segment that it finds
most alike, and what that cost. `Levenshtein` is here: 100 less the per cent of edits, of the longer text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import LiteralString, NamedTuple, cast

import psycopg
from cpu import Clock, Spent
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract, extractOne

Corpus = Mapping[str, Sequence[str]]
Measure = Callable[[str, str], float]  # how like two texts are, 0 to 100
LEAST, RANK, LIMIT = 70, 70, 300  # per cent alike, amaGama's rank, candidates that are compared
BOOK = Path(__file__).with_suffix(".sql")


class Answer(NamedTuple):
    """How like the best segment is, 0 to 100, which it is (None where there is none), and what it cost."""

    score: float
    text: str | None
    spent: Spent


def likeness(one: str, two: str) -> float:
    """How like two texts are, 0 to 100: the edits that are not needed to make one of the other."""
    return 100 * Levenshtein.normalized_similarity(one, two)


class BruteForce:
    """Every segment of the language is compared with the query, and given up as soon as it can't be best."""

    def __init__(self, corpus: Corpus, least: float = LEAST) -> None:
        self.corpus, self.least = corpus, least / 100

    def __call__(self, lang: str, text: str) -> Answer:
        """The best segment."""
        clock = Clock()
        best = extractOne(
            text,
            self.corpus[lang],
            processor=None,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=self.least,
        )
        return Answer(100 * best[1], best[0], clock.spent()) if best else Answer(0, None, clock.spent())


class Judge:
    """The best score by any measure, among the hundred segments that are most alike by their folds' letters."""

    def __init__(self, corpus: Corpus, measure: Measure = likeness, fold: Callable[[str], str] = str) -> None:
        self.corpus, self.measure, self.fold = corpus, measure, fold
        self.folds = {lang: [fold(text) for text in texts] for lang, texts in corpus.items()}

    def __call__(self, lang: str, text: str) -> float:
        """The score of the best segment, 0 where none is half alike."""
        found = extract(
            self.fold(text),
            self.folds[lang],
            processor=None,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=0.5,
            limit=100,
        )
        return max((self.measure(text, self.corpus[lang][place]) for _, _, place in found), default=0.0)


def statement(name: str, lang: str = "") -> LiteralString:
    """One of the statements, for the table of a language."""
    book = re.split(r"^-- (\w+) --\n", BOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = dict(zip(book[1::2], book[2::2], strict=True))
    return cast(LiteralString, named[name].replace("{lang}", lang))


class Amagama:
    """The words of a text, any of them, as PostgreSQL ranks them; then edits are counted.

    After what amaGama asks its database: the `simple` configuration, lengths within the likeness that is
    wanted, a rank that no text may fall below. It takes the first few of that rank; here it may take 300.
    """

    def __init__(self, url: str, corpus: Corpus) -> None:
        self.connection = psycopg.connect(url, autocommit=True)
        self.connection.execute(statement("alone"))
        clock = Clock(self.connection.info.backend_pid)
        for lang, texts in corpus.items():
            self.fill(lang, texts)
        self.made = clock.spent()
        self.clock = clock

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
        """The best segment among the candidates."""
        self.clock.start()
        found = self.connection.execute(statement("candidates", lang), self.wanted(text)).fetchall()
        scored = [(likeness(text, other), other) for (other,) in found]
        score, best = max(scored, default=(0.0, None))
        spent = self.clock.spent()
        return Answer(score, best, spent) if score >= LEAST else Answer(0.0, None, spent)

    def wanted(self, text: str) -> dict[str, object]:
        """What the statement asks for."""
        words = dict.fromkeys(re.findall(r"\w+", text.lower()))
        return {
            "words": " | ".join(f"'{word}'" for word in words) or "''",
            "shortest": max(len(text) * LEAST // 100, 2),
            "longest": len(text) * 100 // LEAST + 1,
            "least": RANK,
            "limit": LIMIT,
        }
