"""Two texts as one, in which what went and what came is marked.

A number is one token, with its separators, and a date or a time too. Where most words differ in capital
letters only, those that follow one another are one mark: word by word a text in capitals can't be read.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby, pairwise
from typing import NamedTuple

TOKENS = re.compile(
    r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?(?!\w)"  # 1 648,5
    r"|\d{4}-\d\d-\d\d(?!\w)|\d+(?:[.,:/’']\d+)*(?!\w)"  # 2015-10-15, 15.10.2014, 10:30
    r"|\w+|\s+|[^\w\s]"
)
_MOST_COMPARED = 1_000_000  # products of tokens; longer texts are compared at their ends only
_MOST_STEPS = 2_000_000  # and so are those that take more of them: the same word a thousand times

_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "came": ("{+", "+}")}
_Stretch = tuple[bool, int, int, int, int]  # whether it is the same in both, and its ends in both


class Piece(NamedTuple):
    """A part of two texts: `same` in both, `gone` from the old one, or what `came` in the new one."""

    kind: str
    text: str


def marked(old: str, new: str) -> str:
    """Two texts as one: what went in `[-…-]`, what came in `{+…+}`, as `wdiff` has it.

    >>> marked("Ол кеше келді.", "Ол бүгін келді!")
    'Ол [-кеше-]{+бүгін+} келді[-.-]{+!+}'
    >>> marked("Баға 5,6 теңге.", "БАҒА 6,7 ТЕҢГЕ.")
    '[-Баға-]{+БАҒА+} [-5,6-]{+6,7+} [-теңге-]{+ТЕҢГЕ+}.'
    """
    return "".join(text.join(_MARKS[kind]) for kind, text in pieces(old, new))


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Two texts as one, in pieces of which none is empty; what went stands before what came in its place.

    >>> [piece.kind for piece in pieces("Ол кеше келді.", "Ол бүгін келді.")]
    ['same', 'gone', 'came', 'same']
    """
    was, now = TOKENS.findall(old), TOKENS.findall(new)
    for same, a, b, c, d in _steps(*_compared(was, now)):
        for is_same, gone, came in _cased(was[a:b], now[c:d]) if same else [(False, was[a:b], now[c:d])]:
            if is_same and gone:
                yield Piece("same", "".join(gone))
            elif not is_same:
                yield from (
                    Piece(kind, "".join(some)) for kind, some in (("gone", gone), ("came", came)) if some
                )


def _compared(was: list[str], now: list[str]) -> tuple[list[str], list[str]]:
    """The tokens as they are, or in small letters where more words are the same only so."""
    small = [token.lower() for token in was], [token.lower() for token in now]
    same, alike = (_words_of_both(*tokens) for tokens in ((was, now), small))
    return small if alike > 2 * same else (was, now)


def _words_of_both(was: list[str], now: list[str]) -> int:
    return sum((Counter(filter(str.isalpha, was)) & Counter(filter(str.isalpha, now))).values())


def _cased(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Parts of a stretch in which nothing but capital letters differs, and whether not even they do.

    Between two words that differ so, what has no small letters is of the same part.
    """
    differs = [one != other for one, other in zip(was, now, strict=True)]
    places = [at for at, differs_here in enumerate(differs) if differs_here]
    for before, after in pairwise(places):
        if all(token == token.upper() for token in was[before + 1 : after]):
            differs[before:after] = [True] * (after - before)
    at = 0
    for is_other, run in groupby(differs):
        end = at + len(list(run))
        yield not is_other, was[at:end], now[at:end]
        at = end


class _TooLong(Exception):
    """Two texts take too many steps to compare."""


class _Matcher(difflib.SequenceMatcher[str]):
    """Counts its steps, for words that stand in a text again and again may take their cube."""

    def __init__(self, was: list[str], now: list[str]) -> None:
        self._was, self._counts, self._taken = was, Counter(now), 0
        super().__init__(None, was, now, autojunk=False)

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> difflib.Match:
        """The same as ever. Raises _TooLong where there were too many steps before."""
        self._taken += sum(self._counts[token] + 1 for token in self._was[alo:ahi])
        if self._taken > _MOST_STEPS:
            raise _TooLong
        return super().find_longest_match(alo, ahi, blo, bhi)


def _steps(was: list[str], now: list[str]) -> list[_Stretch]:
    """The stretches of two lists of tokens."""
    if len(was) * len(now) <= _MOST_COMPARED:
        with suppress(_TooLong):
            found = _Matcher(was, now).get_opcodes()
            return [(kind == "equal", a, b, c, d) for kind, a, b, c, d in found]
    shorter = min(len(was), len(now))
    start = next((n for n in range(shorter) if was[n] != now[n]), shorter)
    end = next((n for n in range(shorter - start) if was[-1 - n] != now[-1 - n]), shorter - start)
    a, b = len(was) - end, len(now) - end
    return [
        (True, 0, start, 0, start),
        (False, start, a, start, b),
        (True, a, len(was), b, len(now)),
    ]
