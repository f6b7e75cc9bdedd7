"""Figures: the numbers of a text, what they are worth, and how its language writes another in their place.

Only what can be told surely has a worth: 1.648 in Russian may be a thousand or one and a half, and has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_SPACES = " \u00a0\u202f\u2009"
_SEVERAL = r"[0-9]+(?P<between>[.:/-])[0-9]+(?:(?P=between)[0-9]+)+|[0-9]{1,2}:[0-9]{2}"
_GROUPS = rf"[0-9]{{1,3}}(?:(?P<space>[{_SPACES}])[0-9]{{3}})(?:(?P=space)[0-9]{{3}})*(?![0-9])"
_COMMAS = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
_AFTER = r"(?P<fraction>[.,][0-9]+)?"
_ENGLISH = re.compile(f"(?P<several>{_SEVERAL})|(?P<whole>{_GROUPS}|{_COMMAS}|[0-9]+){_AFTER}")
_OTHER = re.compile(f"(?P<several>{_SEVERAL})|(?P<whole>{_GROUPS}|[0-9]+){_AFTER}")
_NOT_DIGITS = re.compile("[^0-9]+")
DECIMAL = {"kk": ",", "ru": ",", "en": "."}
_GROUP = {"kk": " ", "ru": " ", "en": ","}


class Figure(NamedTuple):
    """A number of a text in its place, half-open.

    `parts` are its runs of digits: several of a date, a time or a version (`several`), else what stands
    before and behind the decimal sign. `worth` is the same for figures that say the same, None where it can't
    be told. `group` and `decimal` are the signs that it uses, "" for none; of several, `group` stands between
    them.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    several: bool
    worth: str | None
    group: str = ""
    decimal: str = ""

    @property
    def whole(self) -> int | None:
        """Its value, where it is one whole number."""
        return None if self.several or self.worth is None or not self.worth.isdigit() else int(self.worth)


def figures(text: str, lang: str) -> list[Figure]:
    """The figures of a text in a base language, in order.

    >>> [(one.parts, one.worth) for one in figures("1 648,5 тг, 5–6 м, 15.10.2014", "kk")]
    [(('1648', '5'), '1648.5'), (('5',), '5'), (('6',), '6'), (('15', '10', '2014'), '10 15 2014')]
    >>> [one.worth for one in figures("1,648.50, 1,5 and 007", "en")]
    ['1648.5', None, '=007']
    """
    pattern = _ENGLISH if lang == "en" else _OTHER
    return [_figure(found, text, lang) for found in pattern.finditer(text)]


def _figure(found: re.Match[str], text: str, lang: str) -> Figure:
    start, end = found.span()
    if found["several"]:
        parts = tuple(_NOT_DIGITS.split(found["several"]))
        values = sorted(int(part) for part in parts)
        return Figure(start, end, parts, True, " ".join(map(str, values)), found["between"] or ":")
    whole, fraction = found["whole"], found["fraction"] or ""
    groups = _NOT_DIGITS.search(whole)
    digits = _NOT_DIGITS.sub("", whole)
    worth = None if _goes_on(text, start, end) else _worth(digits, fraction, lang)
    parts = (digits, fraction[1:]) if fraction else (digits,)
    return Figure(start, end, parts, False, worth, groups.group() if groups else "", fraction[:1])


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether more digits stand right before or behind, parted by a mark: a list, or nothing known."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    return any(len(two) == 2 and two[mark] in ".,:/" and two[1 - mark] in "0123456789"
               for two, mark in ((before, 1), (after, 0)))  # fmt: skip


def _worth(digits: str, fraction: str, lang: str) -> str | None:
    if not fraction:
        return f"={digits}" if digits[0] == "0" and len(digits) > 1 else digits
    if lang not in DECIMAL or (lang == "en" and fraction[0] == ","):
        return None
    if lang != "en" and fraction[0] == "." and len(fraction) == 4 and digits != "0":
        return None  # 1.648: thousands as Germans write them, or decimals as machines do
    return f"{int(digits)}.{fraction[1:]}".rstrip("0").rstrip(".")


def says(old: Figure, there: Figure) -> bool:
    """Whether a figure of a translation says what one of its source does.

    Dates may be put in another order, 15.10.2014 and 2014-10-15, if that leaves no doubt which part is which.
    """
    if old.worth is None or old.worth != there.worth or old.several != there.several:
        return False
    ours, theirs = _values(old), _values(there)
    return not old.several or ours == theirs or len(set(ours)) == len(ours)


def written(new: Figure, old: Figure, place: Figure, among: Sequence[Figure], lang: str) -> str | None:
    """The figure `new` as it is written in place of `place`, which stands for `old` of the source.

    `among` are the figures of that text: how they are written decides, then the language. None where that
    can't be told.
    """
    if new.several != old.several or new.worth is None:
        return None
    if new.several:
        return _several(new, old, place)
    if new.worth[0] == "=" or old.worth == f"={old.parts[0]}":
        return new.parts[0] if not (new.group or place.group or new.decimal) else None
    digits = new.parts[0]
    if len(digits) > 3 and (place.group or (new.group and int(place.parts[0]) < 10_000)):
        sign = place.group or next((one.group for one in among if one.group), _GROUP.get(lang, ""))
        if not sign:
            return None
        digits = f"{int(digits):,}".replace(",", sign)
    if not new.decimal:
        return digits
    sign = place.decimal or next((one.decimal for one in among if one.decimal), DECIMAL.get(lang, ""))
    return digits + sign + new.parts[1] if sign else None


def _several(new: Figure, old: Figure, place: Figure) -> str | None:
    if len(new.parts) != len(old.parts):
        return None
    ours, theirs = _values(old), _values(place)
    order = range(len(ours)) if ours == theirs else [ours.index(value) for value in theirs]
    padded = {part[0] == "0" for part in place.parts if int(part) < 10}
    parts = []
    for index, there in zip(order, place.parts, strict=True):
        part = new.parts[index]
        if len(part) <= 2 and len(there) <= 2 and len(padded) == 1:
            part = part.zfill(2) if True in padded and len(there) == 2 else str(int(part))
        parts.append(part)
    return place.group.join(parts)


def _values(figure: Figure) -> list[int]:
    return [int(part) for part in figure.parts]
