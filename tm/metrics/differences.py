"""What in a hypothesis is other than in its reference, as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Postfix, Prefix
from rapidfuzz.process import cdist

from tm.marking import TOKENS

Kind = Literal["same", "missing", "added"]

_MOST_COMPARED = 1_000_000  # products of words; longer texts are compared at their ends only


class Piece(NamedTuple):
    """A piece of both texts, or one that is `missing` from the hypothesis or `added` in it."""

    text: str
    kind: Kind


class _Word(NamedTuple):
    """A word, a number or a mark, and where it stands."""

    text: str
    start: int
    end: int


_Pair = tuple[int, int]  # the numbers of two words that go together, in the reference and in the hypothesis


def differences(reference: str, hypothesis: str) -> list[Piece]:
    """What to take from the reference and what to put in its place to get the hypothesis, as people read it.

    Words go with words in their order, so that as many letters as can be go together. Of two that look like
    forms of one word only what is between their common beginning and end differs. What is missing stands
    before what was added in its place. Pieces that are not `added` make the reference, and those that are not
    `missing` make the hypothesis. O(words²); texts of more than a million pairs of words are compared at
    their beginnings and ends only.

    >>> [tuple(piece) for piece in differences("Ол қалада тұрды", "Ол қаладан кетті")]
    [('Ол қалада', 'same'), ('н', 'added'), (' ', 'same'), ('тұрды', 'missing'), ('кетті', 'added')]
    """
    words = _words(reference), _words(hypothesis)
    return list(_joined(_pieces(reference, hypothesis, words, _pairs(*words))))


@lru_cache(maxsize=64)  # a reference is compared with one hypothesis of each system after another
def _words(text: str) -> Sequence[_Word]:
    return [_Word(found[0], *found.span()) for found in TOKENS.finditer(text) if not found[0].isspace()]


def _pieces(
    reference: str, hypothesis: str, words: Sequence[Sequence[_Word]], pairs: Sequence[_Pair]
) -> Iterator[Piece]:
    """The texts between the words that go together, and these words."""
    at = there = 0
    for one, other in pairs:
        was, now = words[0][one], words[1][other]
        yield from _replaced(reference[at : was.start], hypothesis[there : now.start])
        if was.text == now.text:
            yield Piece(was.text, "same")
        else:
            before, after = _common(was.text, now.text)
            yield Piece(was.text[:before], "same")
            yield Piece(was.text[before : len(was.text) - after], "missing")
            yield Piece(now.text[before : len(now.text) - after], "added")
            yield Piece(was.text[len(was.text) - after :], "same")
        at, there = was.end, now.end
    yield from _replaced(reference[at:], hypothesis[there:])


def _replaced(was: str, now: str) -> Iterator[Piece]:
    """Two texts without a word in common: nothing but spaces around them is the same."""
    if was == now and (not was or was.isspace()):
        yield Piece(was, "same")
        return
    before, after = _common(was, now)
    before = min(before, len(was) - len(was.lstrip()), len(now) - len(now.lstrip()))
    left, right = was[before:], now[before:]
    after = min(after, len(left) - len(left.rstrip()), len(right) - len(right.rstrip()))
    yield Piece(was[:before], "same")
    yield Piece(left[: len(left) - after], "missing")
    yield Piece(right[: len(right) - after], "added")
    yield Piece(left[len(left) - after :], "same")


def _common(was: str, now: str) -> tuple[int, int]:
    """How many characters two texts have in common at their beginnings, and then at their ends."""
    before = Prefix.similarity(was, now)
    return before, Postfix.similarity(was[before:], now[before:])


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """No empty pieces, no two of a kind after one another, and what is missing before what was added."""
    run: dict[Kind, str] = {"same": "", "missing": "", "added": ""}  # and in this order
    was_same = True
    for text, kind in pieces:
        if text:
            if (kind == "same") != was_same:
                yield from _taken(run)
                was_same = not was_same
            run[kind] += text
    yield from _taken(run)


def _taken(run: dict[Kind, str]) -> Iterator[Piece]:
    """The pieces of a run, which is empty then."""
    for kind, text in run.items():
        if text:
            yield Piece(text, kind)
            run[kind] = ""


def _pairs(was: Sequence[_Word], now: Sequence[_Word]) -> list[_Pair]:
    """The words that go together: those at both ends that are the same, and the best of what is between."""
    shorter = min(len(was), len(now))
    start = next((at for at in range(shorter) if was[at].text != now[at].text), shorter)
    end = next(
        (at for at in range(shorter - start) if was[-1 - at].text != now[-1 - at].text), shorter - start
    )
    one, other = ([word.text for word in side[start : len(side) - end]] for side in (was, now))
    between = _best(_kinship(one, other)) if 0 < len(one) * len(other) <= _MOST_COMPARED else []
    return [
        *((at, at) for at in range(start)),
        *((start + a, start + b) for a, b in between if _reads_as_one(one[a], other[b])),
        *((len(was) - at, len(now) - at) for at in range(end, 0, -1)),
    ]


def _reads_as_one(was: str, now: str) -> bool:
    """Whether half of the shorter word stands in both; not of ҚАЗАҚ and қазақ."""
    return 2 * sum(_common(was, now)) >= min(len(was), len(now))


def _kinship(was: Sequence[str], now: Sequence[str]) -> NDArray[np.float32]:
    """How much speaks for each pair of words: (n, m), 0 or more, in letters.

    Equal words count their letters, and more where their neighbours are equal too; forms of one word count
    what they have in common, the less the longer they are. Numbers are equal or have nothing in common.
    """
    one, other = [word.lower() for word in was], [word.lower() for word in now]
    numbers = {word: at for at, word in enumerate({*one, *other})}
    equal = np.equal.outer([numbers[word] for word in one], [numbers[word] for word in other])
    before = cdist(one, other, scorer=Prefix.similarity, dtype=np.float32)
    lengths = [np.array([len(word) for word in side], dtype=np.float32) for side in (one, other)]
    shorter, longer = np.minimum.outer(*lengths), np.maximum.outer(*lengths)
    kept = np.minimum(before + cdist(one, other, scorer=Postfix.similarity, dtype=np.float32), shorter)
    forms = ((before >= 4) & (2 * before >= shorter)) | ((kept >= 3) & (3 * kept >= 2 * shorter))
    forms &= np.logical_and.outer(*([word.isalpha() for word in side] for side in (one, other)))
    marks = np.array([not word[0].isalnum() for word in one])[:, None]
    found = np.where(forms, kept * kept / longer, np.float32(0))
    found[equal] = np.where(marks, np.float32(0.5), shorter + 1)[equal]
    found[1:, 1:] += np.float32(0.5) * (equal[1:, 1:] & equal[:-1, :-1])
    found[:-1, :-1] += np.float32(0.5) * (equal[1:, 1:] & equal[:-1, :-1])
    return found


def _best(kinship: NDArray[np.float32]) -> list[_Pair]:
    """The pairs in order that have most kinship in sum."""
    best = np.zeros(np.add(kinship.shape, 1), dtype=np.float32)  # of so many words of either side
    for at, gains in enumerate(kinship):
        above = best[at]
        best[at + 1, 1:] = np.maximum.accumulate(np.maximum(above[1:], above[:-1] + gains))
    pairs = []
    one, other = kinship.shape
    while one and other:
        if best[one, other] == best[one - 1, other]:
            one -= 1
        elif best[one, other] == best[one, other - 1]:
            other -= 1
        else:
            one, other = one - 1, other - 1
            pairs.append((one, other))
    return pairs[::-1]
