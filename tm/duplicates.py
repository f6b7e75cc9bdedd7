"""Units that are said more than once: what counts as the same, and which one of them is kept."""

from __future__ import annotations

import re
import unicodedata

from tm.errors import Message, UsageError
from tm.languages import WELL_FORMED, matches
from tm.units import Code, Content, TranslationUnit, Variant

BY = {
    "all": "the same in all of their languages, codes included",
    "source": "the same source, whatever the translations are",
    "tuid": "the same tuid",
}
KEEPS = ("first", "last", "newest")
_DATE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ]([0-9]{2}):?([0-9]{2}):?([0-9]{2}))?")
_NUMBERS = 40  # bits of the number of a unit; its date stands above them


class Duplicates:
    """Tells of units in order whether each is kept. A 64-bit hash and a number a unit are remembered.

    `source` is the language of the source; where it is None, `lead` may name it, or else the first variant
    counts. `loose` takes texts for the same that differ in capital letters, white space and punctuation only.
    Where not the first is kept, `look` must be shown all units before `keeps` is asked of them in the same
    order. A unit that has no key (no tuid or an empty one, no variant in the source language) is no duplicate
    of any.

    >>> units = [TranslationUnit(None, (Variant("kk", text),)) for text in ("Иә.", "иә", "Жоқ.")]
    >>> duplicates = Duplicates(loose=True)
    >>> [duplicates.keeps(unit) for unit in units]
    [True, False, True]
    """

    def __init__(
        self, by: str = "all", *, source: str | None = None, loose: bool = False, keep: str = "first"
    ) -> None:
        if by not in BY:
            raise UsageError(f"--by {by}: units are the same by {', '.join(BY)}")
        if keep not in KEEPS:
            raise UsageError(f"--keep {keep}: what is kept is {', '.join(KEEPS)}")
        if source is not None:
            checked("--from", source)
        self._by, self._source, self._loose, self._keep = by, source, loose, keep
        self._best: dict[int, int] = {}
        self._looked = self._asked = self._with_key = 0

    @property
    def needs_look(self) -> bool:
        """Whether `look` must be shown the units first."""
        return self._keep != "first"

    @property
    def warning(self) -> str | None:
        """What is to be said where no unit could be a duplicate."""
        if self._with_key or not self._asked:
            return None
        if self._by == "tuid":
            return "--by tuid: no unit has a tuid"
        return f"--by source: no unit has a text in {self._source}; --from names the language"

    @property
    def said(self) -> str:
        """How duplicates are told, and which of them is kept, in words."""
        return ", ".join((f"by {self._by}", *(["loose"] if self._loose else []), f"keep {self._keep}"))

    def lead(self, source: str) -> None:
        """Take this for the language of the source if none was named."""
        self._source = self._source or source

    def look(self, unit: TranslationUnit) -> None:
        """See a unit, in order, before any is asked for."""
        key = self._key(unit)
        if key is not None:
            date = changed(unit) if self._keep == "newest" else 0
            self._best[key] = max(self._best.get(key, 0), date << _NUMBERS | self._looked)
        self._looked += 1

    def keeps(self, unit: TranslationUnit) -> bool:
        """Whether the next unit in order is kept."""
        key, number = self._key(unit), self._asked
        self._asked += 1
        if key is None:
            return True
        self._with_key += 1
        return self._best.setdefault(key, number) % (1 << _NUMBERS) == number

    def _key(self, unit: TranslationUnit) -> int | None:
        if self._by == "tuid":
            return hash(unit.tuid) if unit.tuid else None
        if self._by == "source":
            variant = source_of(unit, self._source)
            return None if variant is None else hash(self._text(variant.text))
        return hash(
            frozenset(
                (tag(one.lang), self._text(one.text), self._content(one.content)) for one in unit.variants
            )
        )

    def _text(self, text: str) -> str:
        return folded(text) if self._loose else text

    def _content(self, content: Content) -> Content:
        """The content as it is compared: where the text is loose, its pieces and what codes hold are, too."""
        if not self._loose:
            return content
        return tuple(
            Code(piece.kind, piece.attributes, self._content(piece.content))
            if isinstance(piece, Code)
            else folded(piece)
            for piece in content
        )


def source_of(unit: TranslationUnit, lang: str | None) -> Variant | None:
    """The first variant in a language; the first of all where no language, or `*all*`, is named."""
    if lang is None or lang == "*all*":
        return unit.variants[0]
    return next((one for one in unit.variants if matches(lang, one.lang)), None)


def checked(option: str, lang: str) -> str:
    """A language that an option names; UsageError for what is no language tag."""
    if not WELL_FORMED.fullmatch(lang):
        raise UsageError(
            Message("%(option)s %(lang)s: is no language tag, such as kk or kk-KZ", option=option, lang=lang)
        )
    return lang


def tag(lang: str) -> str:
    """A language tag as it is compared: case and underscores make no difference."""
    return lang.replace("_", "-").lower()


def folded(text: str) -> str:
    """A text without what differs by taste: capital letters, white space, punctuation, composed letters.

    Signs that say something stay, those of money and of arithmetic, the per cent and a minus, and so does a
    text that has nothing else.

    >>> folded("«Иә»,  дедім — мен!") == folded("иә дедім мен")
    True
    >>> folded("-5 %") == folded("5"), folded("?!")
    (False, '?!')
    """
    kept = " ".join(_MINUS.sub("−", unicodedata.normalize("NFC", text)).translate(_MARKS).split())
    return kept.casefold() or " ".join(text.split())


class _Marks(dict[int, str]):
    """What each character becomes: punctuation a space, all others themselves."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = " " if unicodedata.category(char)[0] == "P" and char not in "%‰" else char
        return self[code]


_MARKS = _Marks()
_MINUS = re.compile(r"(?<!\S)[-–](?=\d)")


def changed(unit: TranslationUnit) -> int:
    """When the unit or one of its variants was last changed, as a number that grows; 0 if not said."""
    holders: tuple[TranslationUnit | Variant, ...] = (unit, *unit.variants)
    said = (holder.attribute("changedate") or holder.attribute("creationdate") or "" for holder in holders)
    dates = (_DATE.match(value) for value in said)
    return max((int("".join(part or "00" for part in date.groups())) for date in dates if date), default=0)
