"""What a memory is asked for: segments of it, edited as people do, and real ones that are like another."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from typing import NamedTuple

import numpy as np
from lookup_corpus import CLAUSE, WORD, vocabulary
from lookup_edits import (
    changed_ending,
    changed_number,
    changed_word,
    deleted,
    inserted,
    quarter,
    reordered,
    typo,
)
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

KINDS = ("typo", "number", "word", "ending", "inserted", "deleted", "order", "quarter")
LIKE, TRIES = 0.7, 400  # how like a pair is at least; segments whose partners are looked for at once


class Query(NamedTuple):
    """A text that is looked up in its language, and what was done to it: one of KINDS, or `pair`."""

    lang: str
    text: str
    kind: str


def edits(lang: str, texts: Sequence[str], rng: random.Random) -> Mapping[str, Callable[[str], str | None]]:
    """What changes a text, by kind; words and clauses come from the texts."""
    words = vocabulary(texts)
    clauses = [part.strip() for text in texts for part in CLAUSE.split(text) if part.count(" ") > 1]
    return {
        "typo": lambda text: typo(text, lang, rng),
        "number": lambda text: changed_number(text, rng),
        "word": lambda text: changed_word(text, words, rng),
        "ending": lambda text: changed_ending(text, lang, rng),
        "inserted": lambda text: inserted(text, clauses, rng),
        "deleted": lambda text: deleted(text, rng),
        "order": lambda text: reordered(text, rng),
        "quarter": lambda text: quarter(text, words, rng),
    }


def edited(
    corpus: Mapping[str, Sequence[str]], texts: Mapping[str, Sequence[str]], count: int, seed: int = 1
) -> list[Query]:
    """As many edits of segments of the corpus, kinds in turn, languages by their size; none is in the corpus.

    `texts` are the real segments by language, from which words and clauses come.
    """
    rng = random.Random(seed)
    known = {lang: set(segments) for lang, segments in corpus.items()}
    change = {lang: edits(lang, texts[lang], rng) for lang in corpus}
    weights = [len(segments) for segments in corpus.values()]
    found: dict[Query, None] = {}
    for kind in cycle(KINDS):
        if len(found) >= count:
            return list(found)
        other = None
        while not other:
            (lang,) = rng.choices(list(corpus), weights)
            other = change[lang][kind](rng.choice(corpus[lang]))
            if other in known[lang]:
                other = None
        found[Query(lang, other, kind)] = None
    raise AssertionError("a cycle has no end")


def words_of(text: str) -> tuple[str, ...]:
    """What a text says, without case and punctuation."""
    return tuple(WORD.findall(re.sub(r"\d+", "0", text.lower())))


def pairs(texts: Sequence[str], count: int, seed: int = 1) -> list[tuple[str, str]]:
    """As many pairs, if there are, of segments that are 70 % alike and differ in a word; no text twice."""
    rng = random.Random(seed)
    order = sorted(text for text in texts if len(text) > 15)
    rng.shuffle(order)
    taken: dict[str, str] = {}
    for start in range(0, min(len(order), 10 * TRIES) if count else 0, TRIES):
        block = order[start : start + TRIES]
        # Those behind only: a pair is found once.
        others = order[start + 1 :]
        if not others:
            break
        likeness = cdist(
            block, others, scorer=Levenshtein.normalized_similarity, score_cutoff=LIKE, dtype=np.float32
        )
        for place, row in enumerate(likeness):
            best = int(row[place:].argmax()) + place if place < len(row) else 0
            if row[best] < LIKE or words_of(block[place]) == words_of(others[best]):
                continue
            if not {block[place], others[best]} & (taken.keys() | set(taken.values())):
                taken[block[place]] = others[best]
            if len(taken) == count:
                return list(taken.items())
    return list(taken.items())
