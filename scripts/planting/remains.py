"""Hypotheses that are cut, that go on with another sentence, or hold remains of what a system works with."""

from __future__ import annotations

import re

from planting.place import one_of, put
from planting.segment import Plant, Plants, Segment, words_of

HALF_OF = 70  # characters of a text of which half is too little
MORE_OF = 30  # characters of a text that another sentence makes too long
MARKS = (
    "<unk>", "[UNK]", "<pad>", "</s>", "<s>", "<url>", "<num>", "⁇", "[MASK]", "<2kk>", "__kk__", "__eng__",
    "<|endoftext|>", "<0xD2>", "<extra_id_0>",
)  # fmt: skip
ENTITIES = {'"': "&quot;", "'": "&apos;", "’": "&#39;", "&": "&amp;", "«": "&laquo;", "»": "&raquo;",
            "“": "&quot;", "”": "&quot;", "–": "&ndash;", "—": "&mdash;"}  # fmt: skip
TAGS = ("<b>", "</b>", "<i>", "<br/>", "<p>", "</p>", '<span class="a">')
KAZAKH = frozenset("қғңүұөәіһҚҒҢҮҰӨӘІҺ")


def _first_half(segment: Segment) -> str | None:
    words = segment.target.split()
    left = " ".join(words[: len(words) // 2])
    return left if len(segment.target) >= HALF_OF and 0 < len(left) <= 0.55 * len(segment.target) else None


def _last_half(segment: Segment) -> str | None:
    words = segment.target.split()
    left = " ".join(words[(len(words) + 1) // 2 :])
    return left if len(segment.target) >= HALF_OF and 0 < len(left) <= 0.55 * len(segment.target) else None


def _with_another(segment: Segment) -> str | None:
    """The text, and another sentence that is as long at least."""
    if not MORE_OF <= len(segment.target) <= len(segment.other):
        return None
    return f"{segment.target} {segment.other}"


SHORT: Plants = {"first half": _first_half, "last half": _last_half}
LONG: Plants = {"another sentence": _with_another}


def _inserted(*marks: str) -> Plant:
    """One of these before a word, or in its place."""

    def plant(segment: Segment) -> str | None:
        word = one_of(words_of(segment.target, 3), segment.rng)
        if word is None:
            return None
        mark = segment.rng.choice(marks)
        if segment.rng.random() < 0.5:
            return put(segment.target, *word.span(), mark)
        return put(segment.target, word.start(), word.start(), f"{mark} ")

    return plant


def _entity(segment: Segment) -> str | None:
    found = [match for match in re.finditer(r"[\"'’&«»“”–—]", segment.target)]
    match = one_of(found, segment.rng)
    return match and put(segment.target, *match.span(), ENTITIES[match[0]])


def _pieces(segment: Segment) -> str | None:
    """The pieces of a tokenizer: ▁ before each word, or a word in two with @@ or ##."""
    word = one_of(words_of(segment.target, 6), segment.rng)
    if word is None:
        return None
    way = segment.rng.choice("▁@#")
    if way == "▁":
        return " ".join(f"▁{piece}" for piece in segment.target.split())
    middle = (word.start() + word.end()) // 2
    return put(segment.target, middle, middle, "@@ " if way == "@" else " ##")


MARKUP: Plants = {
    "mark of a model": _inserted(*MARKS),
    "entity": _entity,
    "pieces": _pieces,
    "tag": _inserted(*TAGS),
}


def _read_as(text: str, read: str) -> str | None:
    """UTF-8 read as something else; None where that leaves it as it is, or can't be."""
    try:
        new = text.encode().decode(read)
    except UnicodeError:
        return None
    return new if new != text else None


def _garbled(segment: Segment) -> str | None:
    """The whole text read in another encoding; of English that is little more than its quotes and dashes."""
    return _read_as(segment.target, segment.rng.choice(("latin-1", "cp1251", "cp1252")))


def _word_garbled(segment: Segment) -> str | None:
    found = [word for word in words_of(segment.target, 4) if not word[0].isascii()]
    word = one_of(found, segment.rng)
    new = word and _read_as(word[0], segment.rng.choice(("latin-1", "cp1251", "cp1252")))
    return put(segment.target, *word.span(), new) if word and new else None


def _letters_lost(segment: Segment) -> str | None:
    """A question mark for each letter that the Russian code page does not have, at least two."""
    if segment.lang != "kk" or len(KAZAKH.intersection(segment.target)) < 2:
        return None
    return "".join("?" if char in KAZAKH else char for char in segment.target)


def _replaced(segment: Segment) -> str | None:
    """One letter could not be decoded."""
    word = one_of(words_of(segment.target, 4), segment.rng)
    if word is None:
        return None
    at = segment.rng.randrange(*word.span())
    return put(segment.target, at, at + 1, "\ufffd" * segment.rng.randint(1, 2))


ENCODING: Plants = {
    "all garbled": _garbled,
    "word garbled": _word_garbled,
    "letters lost": _letters_lost,
    "replacement character": _replaced,
}
