"""How like two folds are, 0 to 1: by their letters, and by their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz.distance import LCSseq, Levenshtein, Postfix, Prefix

# Costs in words.
# Where two halves of a sentence change places their letters have nearly nothing in common, and the words must
# leave more than 50 points; hence not more than a quarter.
MOVED = 0.2  # a word that stands elsewhere; one that is missing, or that is another, costs 1
ALIKE = 0.5  # likeness, 0 to 1, from which on two words count as forms of one, or as one with a typo
ENDING = 0.75  # share of the longer word that must be the same at the end where the first letters differ
SHORT = 4  # letters; a shorter word is like others only where they begin with all of it, күн and күнге
SHORTEST = 3
_ROUNDING = 1e-9

Likely = Callable[[str], Sequence[tuple[float, str]]]  # words that are like a word, and how like they are


def letter_likeness(one: str, other: str) -> float:
    """One minus the edits that make one fold of the other, a character each, a share of the longer one.

    >>> letter_likeness("ашу", "ашық"), letter_likeness("", "")
    (0.5, 1.0)
    """
    return Levenshtein.normalized_similarity(one, other)


def word_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """One minus what becomes of the words of one text in the other, a share of the words of the longer one.

    A word that is missing or another costs 1, one with another ending or a typo as much as it is unlike, and
    one that stands elsewhere `MOVED` beside. The same words are paired first, then the likest of those left.

    >>> word_likeness("жаңа мектеп ашылды".split(), "жаңа мектептер ашылды".split()) > 0.9
    True
    >>> word_likeness(["бүгін", "кеш"], ["кеш", "бүгін"]), word_likeness(["ат"], ["ал"])
    (0.9, 0.0)
    """

    def likely(word: str) -> list[tuple[float, str]]:
        return [(likeness, own) for own in {*one} if (likeness := word_alike(own, word))]

    return likeness_of_words(one, Counter(one), other, likely)


def likeness_of_words(
    one: Sequence[str], counts: Mapping[str, int], other: Sequence[str], likely: Likely, least: float = 0.0
) -> float:
    """`word_likeness` where the words of the one are counted, and `likely` knows those that are like another.

    Where it becomes clear on the way that it is below `least`, 0.
    """
    longest = max(len(one), len(other))
    if not longest:
        return 1.0
    room = len(other) - least * longest + _ROUNDING  # words of the other that may be without a partner
    if min(len(one), len(other)) < least * longest - _ROUNDING:
        return 0.0
    left = dict(counts)
    extra = []
    for word in other:
        there = left.get(word)
        if there:
            left[word] = there - 1
        else:
            extra.append(word)
    same = len(other) - len(extra)
    cost = 0.0
    if extra and same < len(one):
        pairs = _paired(left, extra, likely, room)
        if pairs is None:
            return 0.0
        if pairs:
            one, other = _as_one(one, other, pairs)
            cost = sum([1.0 - likeness for likeness, _, _ in pairs])
            same += len(pairs)
    moved = same - LCSseq.similarity(one, other) if same else 0
    return 1.0 - (longest - same + cost + MOVED * moved) / longest


def word_alike(one: str, other: str) -> float:
    """How like two words are, 0 to 1: two thirds by letters, a third by how they begin; 0 below `ALIKE`.

    What they have in common at the beginning is taken as a share of the shorter word, so that a chain of
    suffixes makes no other word: мектеп and мектептеріміздегі are alike. Words that begin otherwise are
    alike only where the rest is the same. It makes no difference which comes first.

    >>> word_alike("договор", "договоры") > 0.9, word_alike("ұлғайды", "қысқарды"), word_alike("күн", "күш")
    (True, 0.0, 0.0)
    """
    shorter = min(len(one), len(other))
    if shorter < SHORTEST:
        return 0.0
    begins = Prefix.similarity(one, other)
    if shorter < SHORT and begins < shorter:
        return 0.0
    if not begins and Postfix.similarity(one, other) < ENDING * max(len(one), len(other)):
        return 0.0
    likeness = (2 * Levenshtein.normalized_similarity(one, other) + begins / shorter) / 3
    return likeness if likeness >= ALIKE else 0.0


class Vocabulary:
    """The words of a text, which of them are like another word, and how like they are.

    Words that are alike begin with the same letter, or else end in the same three, so that few are compared;
    and what was found is remembered, for texts that are like one query share many of their words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._beginning: dict[str, list[str]] = {}
        self._ending: dict[str, list[str]] = {}
        self._known: dict[str, list[tuple[float, str]]] = {}
        for word in words:
            if len(word) >= SHORTEST:
                self._beginning.setdefault(word[0], []).append(word)
                self._ending.setdefault(word[-SHORTEST:], []).append(word)

    def likely(self, word: str) -> list[tuple[float, str]]:
        """Words of the text that are like a word, in no order."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = []
            if len(word) >= SHORTEST:
                near = self._beginning.get(word[0], [])
                near = near + [own for own in self._ending.get(word[-SHORTEST:], ()) if own[0] != word[0]]
                found += [(likeness, own) for own in near if (likeness := word_alike(own, word))]
        return found


Pairs = list[tuple[float, str, str]]  # likeness, the word of the one, the word of the other


def _paired(left: dict[str, int], extra: list[str], likely: Likely, room: float) -> Pairs | None:
    """Pairs of the words left that are alike, the likest first; no word more often than it is left.

    None where more words than there is room for are like none of the others.
    """
    found = []
    for word in extra:
        near = likely(word)
        if not near:
            room -= 1
            if room < 0:
                return None
        found += [(likeness, own, word) for likeness, own in near if left[own]]
    if len(found) < 2:
        return found
    # Among equals by the alphabet, so that it is the same whichever text comes first.
    found.sort(key=lambda pair: (-pair[0], *sorted(pair[1:])))
    times = Counter(extra)
    pairs = []
    for pair in found:
        _, own, word = pair
        if left[own] and times[word]:
            left[own] -= 1
            times[word] -= 1
            pairs.append(pair)
    return pairs


def _as_one(one: Sequence[str], other: Sequence[str], pairs: Pairs) -> tuple[list[str], list[str]]:
    """Both texts with each pair of words under one name, of a word that is there more than once the last."""
    ours, theirs = list(one), list(other)
    for number, (_, word, like) in enumerate(pairs):
        for words, sought in ((ours, word), (theirs, like)):
            words[len(words) - 1 - words[::-1].index(sought)] = f" {number}"
    return ours, theirs
