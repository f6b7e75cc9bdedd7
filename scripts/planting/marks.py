"""Marks, spaces and words that stand twice: the families `punctuation`, `spaces` and `doubled`."""

from __future__ import annotations

import random
import re
from itertools import pairwise

from planting.place import (
    ALL,
    TARGETS,
    WORD,
    Edit,
    Place,
    Slip,
    Slips,
    changed,
    one_of,
    put,
    swapped_for,
    with_text,
)
from tm.units import TranslationUnit

CLOSERS = "\"'»”’)"
PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))


def _mark_of(text: str) -> str:
    """The last mark of a text, "" where it ends on a letter or digit."""
    return text[-1] if text[-1] in ".!?:;," else "" if text[-1].isalnum() else "other"


def _final(before: str, *after: str) -> Slip:
    """The last mark, which source and target share, becomes one of these."""

    def slip(place: Place) -> TranslationUnit | None:
        lang = place.rng.choice(TARGETS)
        text = place.text(lang)
        mark = _mark_of(text)
        if (
            mark == "other"
            or mark not in before
            or mark != _mark_of(place.text("kk"))
            or (not mark and before)
        ):
            return None
        if text.endswith("..") or not WORD.search(text):
            return None
        return with_text(place.unit, lang, text[: len(text) - len(mark)] + place.rng.choice(after))

    return slip


def _half_of(pairs: tuple[tuple[str, str], ...], how: str) -> Edit:
    """One half of a pair that stands once is lost, or is the other half."""

    def edit(text: str, lang: str, rng: random.Random) -> str | None:
        known = [pair for pair in pairs if text.count(pair[0]) == 1 == text.count(pair[1])]
        if not known:
            return None
        pair = rng.choice(known)
        half = rng.choice((0, 1))
        at = text.index(pair[half])
        return put(
            text, at, at + 1, "" if how == "lost" else "({"[half] if pair[0] == "(" else pair[1 - half]
        )

    return edit


def _straight_lost(text: str, lang: str, rng: random.Random) -> str | None:
    """One of two straight quotes is lost."""
    found = list(re.finditer('"', text))
    return put(text, *rng.choice(found).span(), "") if len(found) == 2 else None


PUNCTUATION: Slips = {
    "final lost": _final(".!?:", ""),
    "final changed": _final(".", ",", ";", ":", "!"),
    "question to stop": _final("?", ".", ""),
    "stop to question": _final(".", "?"),
    "exclamation to question": _final("!", "?"),
    "final added": _final("", ".", ",", "?"),
    "bracket lost": changed(_half_of(PAIRS[:2], "lost")),
    "bracket changed": changed(_half_of(PAIRS[:2], "changed")),
    "quote lost": changed(_half_of(PAIRS[2:], "lost")),
    "straight quote lost": changed(_straight_lost),
    "quote changed": changed(_half_of(PAIRS[2:3], "changed")),
    "comma doubled": changed(swapped_for(r"(?<=\w),(?= )", ",,")),
    "stop doubled": changed(swapped_for(r"(?<=\w)\.$", "..")),
    "marks in a row": changed(swapped_for(r"(?<=\w)\.$", ",.")),
    "mark of another script": changed(swapped_for(r"(?<=\w)\.$", "。")),
}


def _in_word(*signs: str) -> Edit:
    """A sign that can't be seen stands within a word."""

    def edit(text: str, lang: str, rng: random.Random) -> str | None:
        match = one_of([match for match in WORD.finditer(text) if len(match[0]) > 3], rng)
        if match is None:
            return None
        at = rng.randrange(match.start() + 2, match.end() - 1)
        return put(text, at, at, rng.choice(signs))

    return edit


def _at_edge(*, start: bool) -> Edit:
    def edit(text: str, lang: str, rng: random.Random) -> str:
        space = rng.choice((" ", " ", "  ", "\t", "\u00a0"))
        return space + text if start else text + space

    return edit


SPACES: Slips = {
    "double": changed(swapped_for(r"(?<=\w) (?=\w)", "  "), ALL),
    "triple": changed(swapped_for(r"(?<=[\w,]) (?=\w)", "   "), ALL),
    "before comma": changed(swapped_for(r"(?<=\w),(?= )", " ,"), ALL),
    "before stop": changed(swapped_for(r"(?<=[^\W\d_]{3})([.!?])(?=$| \w)", r" \1"), ALL),
    "none after comma": changed(swapped_for(r"(?<=[^\W\d_]), (?=[^\W\d_])", ","), ALL),
    "none after stop": changed(
        swapped_for(r"(?<=[^\W\d_A-ZА-Я]{4})([.!?]) (?=[A-ZА-ЯҚӘҰӨҮІҢҒ][^\W\d_]{2})", r"\1"), ALL
    ),
    "no-break beside": changed(swapped_for(r"(?<=\w) (?=\w)", " \u00a0"), ALL),
    "zero-width": changed(_in_word("\u200b", "\ufeff", "\u2060", "\u200d"), ALL),
    "soft hyphen": changed(_in_word("\u00ad"), ALL),
    "tab": changed(swapped_for(r"(?<=[\w,]) (?=\w)", "\t"), ALL),
    "line break": changed(swapped_for(r"(?<=[\w,]) (?=\w)", "\n"), ALL),
    "rare width": changed(swapped_for(r"(?<=[^\W\d_]) (?=[^\W\d_])", "\u3000"), ALL),
    "at the start": changed(_at_edge(start=True), ALL),
    "at the end": changed(_at_edge(start=False), ALL),
    "within brackets": changed(swapped_for(r"([(«])(?=\w)", r"\1 "), ALL),
    "before closing": changed(swapped_for(r"(?<=\w)([)»])", r" \1"), ALL),
    "before opening": changed(swapped_for(r"(?<=[^\W\d_]) ([(«])(?=\w)", r"\1"), ALL),
}

REVERSIBLE = frozenset(SPACES) - {
    "soft hyphen",  # somebody may have meant it
    "line break",
    "none after stop",
    "before opening",
}

# Words that may stand twice in good style or by grammar.
_MAY = (
    "very had that so no many more long far bye is really well blah yes hey come there knock "
    "очень далеко долго много едва чуть еле вот да нет ну давно скоро тихо так всё все что "
    "бір әр сан талай жаңа өте жоқ иә әне міне баяу көп ұзақ енді кейде аз тез ақ"
)
MAY_DOUBLE = frozenset(_MAY.split())


def _twice(count: int, where: str = "within", gap: str = " ") -> Edit:
    """So many words in a row stand twice."""

    def edit(text: str, lang: str, rng: random.Random) -> str | None:
        words = [match for match in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)]
        rows = [words[at : at + count] for at in range(len(words) - count + 1)]
        rows = [row for row in rows if _is_row(row, text) and not _may_double(row)]
        if where == "start":
            rows = [row for row in rows if row[0].start() == 0 and row[0][0].istitle() and len(row[0][0]) > 1]
        elif where == "end":
            rows = [row for row in rows if re.fullmatch(r"[.!?]", text[row[-1].end() :])]
        elif where == "short":
            rows = [row for row in rows if row[0].start() and len(row[0][0]) <= 3 and row[0][0].islower()]
        else:
            rows = [row for row in rows if row[0].start() and len(row[0][0]) > 3 and row[0][0].islower()]
        if not rows:
            return None
        row = rng.choice(rows)
        said = text[row[0].start() : row[-1].end()]
        again = said[0].lower() + said[1:] if where == "start" else said
        return put(text, row[-1].end(), row[-1].end(), gap + again)

    return edit


def _is_row(row: list[re.Match[str]], text: str) -> bool:
    """Whether the words are different and have nothing but spaces between them."""
    between = [text[one.end() : two.start()] for one, two in pairwise(row)]
    return set(between) <= {" "} and len({word[0].lower() for word in row}) == len(row)


def _may_double(row: list[re.Match[str]]) -> bool:
    return len(row) == 1 and (row[0][0].lower() in MAY_DOUBLE or row[0][0].isupper())


DOUBLED: Slips = {
    "word": changed(_twice(1), ALL),
    "short word": changed(_twice(1, "short"), ALL),
    "at the start": changed(_twice(1, "start"), ALL),
    "at the end": changed(_twice(1, "end"), ALL),
    "two words": changed(_twice(2), ALL),
    "two words at the start": changed(_twice(2, "start"), ALL),
    "three words": changed(_twice(3), ALL),
    "over a line break": changed(_twice(1, gap="\n"), ALL),
}
