"""A place where a segment may end, and what the rules may ask about it.

Ол 2007 ж.)  Содан
         ││  └─ next_at, the first character behind the gap
         │└──── end, behind the closing quotes and brackets
         └───── stop, where the mark begins
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from tm.segmentation.abbreviations import Kind, Table

NEWLINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # where str.splitlines breaks: hard boundaries, all of them
OPENING = "\"'«“„‘‹([{*_—–-•"
CLOSING = "\"'»”“’›)]}*_"
# Faces and pictures that people put behind a full stop, or instead of one.
EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d"

CYRILLIC_CAPITAL = "А-ЯЁӘҒҚҢӨҰҮҺІ"
_CANDIDATE = re.compile(
    rf"""(?<![.!?…])([.!?…]++)               # 1 the mark
        ([{re.escape(CLOSING)}]*+)          # 2 what closes with it: quotes and brackets
        ((?:\[\d+\])*+                      # 3 what belongs to it: footnote marks
          (?:[^\S{NEWLINES}]*+[{EMOJI}]++)*+)  #   and pictures
        (?: [^\S{NEWLINES}]+                # a gap
          | (?=[{CYRILLIC_CAPITAL}A-Z«“„]) #   or one that was forgotten
        )""",
    re.VERBOSE,
)
_BRACKETS = re.compile(r"\([^()]{0,400}\)|\[[^\[\]]{0,400}\]")
_QUOTES = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\"")
_NEXT_WORD = re.compile(r"[\W_]{0,40}(\w+(?:-\w+)?)(.?)")
# Single or short letters with full stops between them, with or without spaces: т. б., б.з.б., U.S
_DOTTED = re.compile(r"(?:-?[^\W\d_]{1,4}\.[ \u00a0]?|[^\W\d_]{1,2}[-/])*[^\W\d_]+(?:-[^\W\d_]+)?[²³]?$")
WITHIN_WORDS = ("-", "°", "%", "/", "'")  # what stands behind these is the end of a word: 1970-х, 5°С
SPEECH = re.compile(
    r"\W{0,8}(?:[A-Z]\w+ )?(?:де(?:п|ді|йді|ген|се|сті)\w*|(?:сказал|заявил|ответил|спросил)[аи]?|говорит|"
    r"said|says|asked|asks|replied|shouted|cried|called|yelled|whispered|exclaimed|answered|told)\b"
)


T = TypeVar("T")


class once(Generic[T]):
    """A property that is worked out when first asked for.

    `functools.cached_property` takes a lock until Python 3.12; that was a third of the time here.
    """

    def __init__(self, work: Callable[[Any], T]) -> None:
        self.work, self.__doc__, self.name = work, work.__doc__, work.__name__

    def __get__(self, owner: Any, kind: type) -> T:  # noqa: ANN401 - whatever has the property
        value = owner.__dict__[self.name] = self.work(owner)
        return value


class Boundary:
    """A candidate boundary in one line of a text, with the segment that it would end.

    Everything that costs time is worked out when a rule first asks for it.
    """

    def __init__(self, match: re.Match[str], start: int, table: Table, line: Line) -> None:
        self.text = match.string
        self.start = start  # where the segment begins that would end here
        self.stop = match.start(1)
        self.end = match.end(3)
        self.next_at = match.end()
        self.mark = match.group(1)
        self.closers = match.group(2)
        self.table = table
        self.line = line

    @once
    def left(self) -> str:
        """The word before the mark as it is written: all since the last white space, less opening quotes.

        No more than 64 characters of it, so that a text without spaces costs no more than others.
        """
        least = max(self.start, self.stop - 64)
        word = self.text[max(self.text.rfind(" ", least, self.stop) + 1, least) : self.stop]
        return word.split()[-1].lstrip(OPENING) if word.strip() else ""

    def said(self, most: int) -> str | None:
        """The segment as it would be, up to the mark; None if it has more than so many characters."""
        return self.text[self.start : self.stop].strip() if self.stop - self.start <= most else None

    @once
    def dotted(self) -> str:
        """The abbreviation that ends here, lower-case and without spaces: `и т. д.` gives т.д."""
        found = _DOTTED.search(self.text, max(self.start, self.stop - 16), self.stop)
        if not found or self.text[found.start() - 1 : found.start()] in WITHIN_WORDS:
            return ""
        return found.group().lower().replace(" ", "").replace("\u00a0", "")

    @once
    def kinds(self) -> frozenset[Kind]:
        """What the table says of the abbreviation before the mark, the longest form of it first."""
        known = self.table.abbreviations
        for form in (self.dotted, self.left.lower(), self.dotted.rpartition(".")[2]):
            if form in known:
                return known[form]
        return frozenset()

    @once
    def before(self) -> str:
        """Up to 16 characters before the abbreviation, white space at the end removed."""
        at = self.stop - len(self.left)
        return self.text[max(self.start, at - 16) : at].rstrip()

    @once
    def previous(self) -> str:
        """The word before the abbreviation, without punctuation; empty at the start of the segment."""
        return self.before.split()[-1].strip(OPENING + CLOSING + ".,;:") if self.before else ""

    @once
    def after_number(self) -> bool:
        """Whether a number stands before the word: 2007 ж., XIX ғ., 1,5 млн. т., 20-30 км."""
        head = self.before.rstrip(".")
        if not head:
            return self.left[:1].isdigit()
        last = head.split()[-1]
        return (
            last[-1].isdigit()
            or self.left[:1].isdigit()
            or bool(re.fullmatch(r"[IVXLCІХС]+(?:[-–—][IVXLCІХС]+)?", last))
            or last.lower() in {"млн", "млрд", "трлн", "тыс", "мың", "million", "billion"}
        )

    @once
    def _next(self) -> tuple[str, str]:
        found = _NEXT_WORD.match(self.text, self.next_at, self.line.end)
        return (found.group(1), found.group(2)) if found else ("", "")

    @once
    def next_word(self) -> str:
        """The word behind the gap, without the quotes or dashes before it; empty at the end of the line."""
        return self._next[0]

    @property
    def initial_next(self) -> bool:
        """Whether a single capital with a full stop follows."""
        word, follows = self._next
        return len(word) == 1 and word.isupper() and follows == "."

    @property
    def item_next(self) -> bool:
        """Whether an item of a list follows, a letter and a closing bracket."""
        word, follows = self._next
        return len(word) == 1 and follows == ")"

    @once
    def opener_next(self) -> bool:
        """Whether the next word is written with a capital and is one that opens sentences."""
        word, follows = self._next
        if not word or not word[0].isupper() or (word.isupper() and len(word) > 1) or follows == ".":
            return False
        return word.lower() in self.table.openers or word.split("-")[0].lower() in self.table.openers

    @once
    def attributed(self) -> bool:
        """Whether what follows says who spoke: `деді ол`, `Mary shouted`."""
        return bool(SPEECH.match(self.text, self.next_at, self.line.end))

    @property
    def glued(self) -> bool:
        """Whether the white space between two sentences is missing."""
        return self.end == self.next_at

    def within(self, spans: list[tuple[int, int]]) -> bool:
        """Whether the mark stands inside one of these spans, and the span does not close with it.

        The spans are in order and apart, so only the last one that begins before the mark can hold it.
        """
        index = bisect_left(spans, (self.stop, 0)) - 1
        return index >= 0 and self.end < spans[index][1]


class Line:
    """One line of the text, which no segment leaves; knows the brackets and quotes in it."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end

    @once
    def brackets(self) -> list[tuple[int, int]]:
        """Where the round and square brackets of this line stand, those that close within 400 characters."""
        if self.text.find("(", self.start, self.end) < 0 and self.text.find("[", self.start, self.end) < 0:
            return []
        return [found.span() for found in _BRACKETS.finditer(self.text, self.start, self.end)]

    @once
    def speeches(self) -> list[tuple[int, int]]:
        """Where quotations stand that are followed by who said them: "…" деді ол."""
        return [
            found.span()
            for found in _QUOTES.finditer(self.text, self.start, self.end)
            if SPEECH.match(self.text, found.end(), self.end)
        ]

    def candidates(self) -> Iterator[re.Match[str]]:
        """Every mark in this line that something follows."""
        return _CANDIDATE.finditer(self.text, self.start, self.end)
