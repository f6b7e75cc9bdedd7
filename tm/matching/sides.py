"""One side of a comparison: a text and what is compared of it, each worked out when first asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from unicodedata import normalize

from tm.matching.folding import fold
from tm.matching.suffixes import NUMBER
from tm.units import NATIVE, Code, Content, plain

_LETTERS = re.compile(r"[^\W\d_]+")
# Not a mark: controls and signs without a width, which count as white space, and accents above letters.
_MARK = re.compile(
    r"[^\w\s\x00-\x1f\x7f-\x9f\u00ad\u0300-\u036f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|_"
)
_GAP = re.compile(r"\s{2,}|[^\S ]|^ | $")
_SHAPES = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟″❝❞〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛ʼʻ′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
_NUMBERING = frozenset(("i", "x"))  # attributes by which codes refer to each other; tools number anew


class Number(NamedTuple):
    """A number of a text: its digits, the marks in it, and its suffix in lower case, "" for none.

    The hyphen of the suffix is one of the marks.
    """

    digits: str
    marks: str
    suffix: str


class Side:
    """A text as it is compared with others, in NFC, and its inline codes.

    >>> side = Side.of("Бағасы – 1 648 теңге!")
    >>> side.fold, side.numbers, side.marks
    ('бағасы 0 теңге', (Number(digits='1648', marks='', suffix=''),), '–!')
    """

    __slots__ = (
        "_codes",
        "_content",
        "_counts",
        "_fold",
        "_forms",
        "_lower",
        "_marks",
        "_numbers",
        "_words",
        "text",
    )

    def __init__(self, text: str, content: Content = (), folded: str | None = None) -> None:
        self.text = normalize("NFC", text)
        self._content = content
        self._fold = folded
        self._words: list[str] | None = None
        self._counts: Counter[str] | None = None
        self._numbers: tuple[Number, ...] | None = None
        self._marks: str | None = None
        self._forms: frozenset[str] | None = None
        self._lower: dict[str, set[str]] | None = None
        self._codes: tuple[tuple[str, int], ...] | None = None

    @classmethod
    def of(cls, text: str, content: Content = ()) -> Side:
        """A text with its content, which is empty where it has no inline codes."""
        return cls(text, content)

    @property
    def fold(self) -> str:
        """The text without case, punctuation and the values of numbers."""
        if self._fold is None:
            self._fold = fold(self.text)
        return self._fold

    @property
    def words(self) -> list[str]:
        """The words of the fold, in order."""
        if self._words is None:
            self._words = self.fold.split()
        return self._words

    @property
    def counts(self) -> Counter[str]:
        """How often each word of the fold is there."""
        if self._counts is None:
            self._counts = Counter(self.words)
        return self._counts

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers, in order."""
        if self._numbers is None:
            found = NUMBER.finditer(self.text) if "0" in self.fold else ()
            self._numbers = tuple(_number(one) for one in found)
        return self._numbers

    @property
    def marks(self) -> str:
        """Its punctuation and symbols, in order, but for those in numbers."""
        if self._marks is None:
            text = NUMBER.sub("0", self.text) if "0" in self.fold else self.text
            self._marks = "".join(_MARK.findall(text))
        return self._marks

    @property
    def gaps(self) -> list[str]:
        """White space that is not one plain space between words, in order."""
        text = self.text
        return [] if " ".join(text.split()) == text else _GAP.findall(text)

    @property
    def forms(self) -> frozenset[str]:
        """The different runs of letters in it, as written."""
        if self._forms is None:
            self._forms = frozenset(_LETTERS.findall(self.text))
        return self._forms

    @property
    def lower(self) -> Mapping[str, set[str]]:
        """The different runs of letters in lower case, and the forms of each that are in it."""
        if self._lower is None:
            self._lower = {}
            for form in self.forms:
                self._lower.setdefault(form.lower(), set()).add(form)
        return self._lower

    @property
    def codes(self) -> tuple[tuple[str, int], ...]:
        """What each inline code is, and how many characters of text stand before it.

        By what codes are numbered makes no difference, for tools number them anew.
        """
        if self._codes is None:
            self._codes = tuple(_codes(self._content, 0)) if self._content else ()
        return self._codes


def shapeless(marks: str) -> str:
    """Marks with one shape of quotes, of apostrophes, of dashes and of dots."""
    return marks.translate(_SHAPES)


def _number(found: re.Match[str]) -> Number:
    number, hyphen, suffix = found.group("number", "hyphen", "suffix")
    if number.isdecimal():
        return Number(number, hyphen or "", (suffix or "").lower())
    marks = "".join(_MARK.findall(number)) + (hyphen or "")
    return Number("".join(filter(str.isdecimal, number)), marks, (suffix or "").lower())


def _codes(content: Content, before: int) -> Iterator[tuple[str, int]]:
    for piece in content:
        if isinstance(piece, str):
            before += len(piece)
            continue
        said = " ".join(f"{name}={value}" for name, value in piece.attributes if name not in _NUMBERING)
        if piece.kind in NATIVE:
            yield f"{piece.kind} {said} {_native(piece)}", before
        else:
            yield f"{piece.kind} {said}", before
            yield from _codes(piece.content, before)
            before += len(plain(piece.content))
            yield f"/{piece.kind}", before


def _native(code: Code) -> str:
    return "".join(piece if isinstance(piece, str) else f"{{{_native(piece)}}}" for piece in code.content)
