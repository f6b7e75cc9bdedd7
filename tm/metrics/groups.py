"""Ways to part the segments of a test set, and the scores of each part.

The score of a part is exactly what sacrebleu gives these segments on their own: it is made of the statistics
that are there already.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tm.metrics.metric import Measure, Statistics
from tm.metrics.results import Breakdown, Bucket, Groups
from tm.metrics.scored import ReferenceSet
from tm.text import words

Places = Sequence[int] | NDArray[np.int64]

_LENGTHS = (5, 10, 20, 40)
_LENGTH_NAMES = ("up to 5 words", "6–10 words", "11–20 words", "21–40 words", "over 40 words")

# Of 1,500 segments of our own documents the middle one had 50 % rare words in Kazakh and 19 % in English with
# no other text at hand, 30 % and 8 % by a training text four times as large. Bands that don't move with the
# texts serve them all, and compare from one test to the next.
_RARITIES = (0.0, 0.1, 0.25, 0.5)
_RARITY_NAMES = (
    "no rare word", "up to 10 % rare", "over 10 to 25 % rare", "over 25 to 50 % rare", "over 50 % rare"
)  # fmt: skip
_RARE = 1  # occurrences elsewhere that a rare word has at most

_CONFIDENCES = ((0.9, "0.90 and above"), (0.6, "0.60 to 0.89"), (0.0, "below 0.60"))  # those of other reports

NOT_SAID = "not said"


def by_length(references: ReferenceSet) -> Groups:
    """By the words of the first reference: what stands between spaces and has a letter or a digit."""
    counts = [sum(map(_is_word, unit.references[0].split())) for unit in references.units]
    of = np.array([bisect_left(_LENGTHS, count) for count in counts], dtype=np.int64)
    note = "Kazakh says in fewer and longer words what English says in many: compare within one language."
    return Groups("length", "Words in the reference", _LENGTH_NAMES, of, note)


def by_document(references: ReferenceSet, most: int = 20) -> Groups | None:
    """By document, in the order of the references; None where no unit names one.

    The `most` documents with most segments are groups of their own, and the others are one group if that
    makes fewer groups. Segments without a document are a group too.
    """
    sizes = Counter(unit.document for unit in references.units if unit.document is not None)
    if not sizes:
        return None
    largest = {name for name, _ in sizes.most_common(most if len(sizes) > most + 1 else None)}
    names = [name for name in sizes if name in largest]  # in the order in which they came
    numbers: dict[str | None, int] = {name: at for at, name in enumerate(names)}
    if rest := len(sizes) - len(names):
        numbers |= {name: len(names) for name in sizes if name not in largest}
        names.append(f"{rest} others")
    numbers[None] = len(names)
    of = np.array([numbers[unit.document] for unit in references.units], dtype=np.int64)
    return Groups("document", "Document", (*names, NOT_SAID), of)


def by_rarity(references: ReferenceSet, counts: Mapping[str, int] | None = None) -> Groups:
    """By the share of the words of the first reference that are rare: seen elsewhere once at most.

    `counts` are those of a training text, as `word_counts` makes them. Without them the other segments of the
    references are all that is known of the language. Forms are counted as they stand, without regard to case;
    numbers are no words here.
    """
    texts = [unit.references[0] for unit in references.units]
    known = word_counts(texts) if counts is None else counts
    shares = []
    for text in texts:
        found = Counter(words(text))
        rare = sum(
            count for word, count in found.items()
            if known.get(word, 0) - (count if counts is None else 0) <= _RARE
        )  # fmt: skip
        shares.append(rare / max(1, found.total()))
    of = np.array([bisect_left(_RARITIES, share) for share in shares], dtype=np.int64)
    where = "the other references" if counts is None else "the training text"
    note = f"A word is rare that stands in {where} once at most, in this very form."
    return Groups("rarity", "Rare words in the reference", _RARITY_NAMES, of, note)


def word_counts(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in these texts, in lower case.

    >>> word_counts(["Бұл үй.", "Үй бар."])["үй"]
    2
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(words(text))
    return counts


def by_confidence(references: ReferenceSet) -> Groups | None:
    """By the confidence of the alignment that a reference comes from; None where no unit says it."""
    confidences = [unit.confidence for unit in references.units]
    if all(confidence is None for confidence in confidences):
        return None
    names = (*(name for _, name in _CONFIDENCES), NOT_SAID)
    of = np.array([_confidence_band(confidence) for confidence in confidences], dtype=np.int64)
    return Groups("confidence", "Confidence of the alignment", names, of)


def breakdown(
    groups: Groups, metrics: Sequence[Measure], statistics: Mapping[str, Sequence[Statistics]]
) -> Breakdown:
    """The scores of each system in each group; groups without a segment are left out.

    `statistics` are those of all segments by the name of the system, in the order of `metrics`.
    """
    found = []
    for number, name in enumerate(groups.names):
        places = np.flatnonzero(groups.of == number)
        if len(places):
            found.append(bucket(name, places, metrics, statistics))
    return Breakdown(groups.kind, groups.title, tuple(found), groups.note)


def bucket(
    name: str, places: Places, metrics: Sequence[Measure], statistics: Mapping[str, Sequence[Statistics]]
) -> Bucket:
    """The scores of each system on these segments, one at least, each as if there were no others."""
    chosen = np.asarray(places, dtype=np.int64)
    assert len(chosen), f"{name}: no segment has no score"
    scores = {
        system: tuple(metric.score(rows[chosen]) for metric, rows in zip(metrics, table, strict=True))
        for system, table in statistics.items()
    }
    return Bucket(name, len(chosen), scores, tuple(chosen.tolist()))


def _is_word(token: str) -> bool:
    return any(map(str.isalnum, token))


def _confidence_band(confidence: float | None) -> int:
    if confidence is None:
        return len(_CONFIDENCES)
    return next((at for at, (least, _) in enumerate(_CONFIDENCES) if confidence >= least), 2)
