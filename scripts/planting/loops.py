"""Loops as systems fall into them: a word, a phrase, a clause or a syllable again and again."""

from __future__ import annotations

from planting.place import put
from planting.segment import Plant, Plants, Segment, bare, runs, words_of

AND = {"kk": "және", "en": "and", "ru": "и"}
# Endings that are put on a Kazakh noun, back and front, or in place of the last letter of a Russian one.
BACK = ("дың", "да", "дан", "дағы", "ды", "мен", "лар")
FRONT = ("дің", "де", "ден", "дегі", "ді", "мен", "лер")
RUSSIAN = ("а", "у", "ом", "е", "ы", "ами", "ах")


def _again(size: int, least: int, most: int, joint: str = " ") -> Plant:
    """So many words stand so many times."""

    def plant(segment: Segment) -> str | None:
        found = runs(segment.target, size)
        if not found:
            return None
        first, run = segment.rng.choice(found)
        times = segment.rng.randint(least, most)
        pieces = segment.target.split()
        after = pieces[first + size - 1]
        mark = after[len(after.rstrip("«»“”\"'’.,!?…:;()[]–—-")) :]
        return " ".join(
            [*pieces[:first], joint.join([" ".join(run)] * times) + mark, *pieces[first + size :]]
        )

    return plant


def _listed(segment: Segment) -> str | None:
    """X, X, and X."""
    found = runs(segment.target, 1)
    if not found:
        return None
    first, (word,) = segment.rng.choice(found)
    pieces = segment.target.split()
    comma = "," if segment.lang == "en" else ""
    return " ".join(
        [*pieces[:first], f"{word}, {word}{comma} {AND[segment.lang]} {word}", *pieces[first + 1 :]]
    )


def _with_words_between(segment: Segment) -> str | None:
    """X a X b X: a word comes again after each of the next words; of an article that would be no error."""
    length = len(segment.target.split())
    found = [
        (first, run)
        for first, run in runs(segment.target, 1)
        if first + 3 <= length and run[0].lower() != "the"
    ]
    if not found:
        return None
    first, (word,) = segment.rng.choice(found)
    pieces = segment.target.split()
    mixed = [word]
    for piece in pieces[first + 1 : first + 1 + segment.rng.randint(2, 4)]:
        mixed += [bare(piece) or piece, word]
    return " ".join([*pieces[:first], *mixed, *pieces[first + 1 + len(mixed) // 2 :]])


def _clause(segment: Segment) -> str | None:
    """The last five to ten words stand once or twice more."""
    pieces = segment.target.split()
    count = segment.rng.randint(5, 10)
    if len(pieces) < count:
        return None
    clause = " ".join(pieces[-count:]).strip("«»“”\"'’.,!?…:;()[]–—-")
    end = segment.target[len(segment.target.rstrip(".!?…")) :]
    again = f", {clause}" * segment.rng.randint(1, 2)
    return f"{segment.target.rstrip('.!?…')}{again}{end}"


def _syllable(segment: Segment) -> str | None:
    """A syllable of a word again and again."""
    found = words_of(segment.target, 5)
    if not found:
        return None
    match = segment.rng.choice(found)
    size = segment.rng.randint(2, 4)
    at = segment.rng.randrange(match.start(), match.end() - size + 1)
    syllable = segment.target[at : at + size]
    return put(segment.target, at, at + size, syllable * segment.rng.randint(4, 10))


def _inflected(segment: Segment) -> str | None:
    """X, X's and X: a word three to five times, in other forms."""
    found = [(first, run[0]) for first, run in runs(segment.target, 1) if len(run[0]) >= 6]
    if segment.lang == "en" or not found:
        return None
    first, word = segment.rng.choice(found)
    stem, endings = word, FRONT if set(word.lower()) & set("әөүіе") else BACK
    if segment.lang == "ru":
        stem, endings = word[:-1], RUSSIAN
    forms = [stem + ending for ending in segment.rng.sample(endings, segment.rng.randint(2, 4))]
    joint = segment.rng.choice((" ", ", "))
    pieces = segment.target.split()
    return " ".join([*pieces[:first], joint.join([word, *forms]), *pieces[first + 1 :]])


LOOPS: Plants = {
    "word 2": _again(1, 2, 2),
    "word 3-6": _again(1, 3, 6),
    "bigram 2": _again(2, 2, 2),
    "bigram 3-4": _again(2, 3, 4),
    "trigram 2-4": _again(3, 2, 4),
    "4-gram 2-3": _again(4, 2, 3),
    "word 3-6, commas": _again(1, 3, 6, ", "),
    "bigram 3-4, commas": _again(2, 3, 4, ", "),
    "trigram 3, commas": _again(3, 3, 3, ", "),
    "X, X and X": _listed,
    "words between": _with_words_between,
    "clause": _clause,
    "syllable": _syllable,
    "inflected": _inflected,
}
