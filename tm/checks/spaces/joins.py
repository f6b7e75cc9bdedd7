"""What stands apart though it belongs together, or the other way round.

Hyphens, apostrophes, straight quotation marks, numbers and words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Place = tuple[str, int, int, str, str | None]  # code, start, end, reason, what should stand there

_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})(?: -(?=[^\W\d_]{2})|- (?=[^\W\d_]{2}))")
_SUSPENDED = re.compile(r"\s*(?:и|или|либо|да|а|and|or|to|but|мен|пен|бен|және|немесе|не|та|те|да|де)\b")
_APOSTROPHE = re.compile(r"(?<=[a-z]) (['’])(?=(?:t|s|re|ve|ll|d|m)\b)|(?<=[a-z])(['’]) (?=(?:t|re|ve|ll)\b)")
NUMBER = re.compile(r"[0-9](?:(?=[а-яёәғқңөұүһі]{4})|(?=(?:кг|км|см|мм|мл|га|тг|мың|млн|млрд|тыс|руб)\b))")
_LABEL = re.compile(r"[^\W\d_][\d.,]*$")  # a letter before the number
_CODE = re.compile(r"[={}<>\\]")
_ENDS = frozenset(" .,;:!?)")


def joins(text: str, lang: str) -> Iterator[Place]:
    """What stands apart or together wrongly.

    >>> [place[3] for place in joins("что -то стоит 100тенге", "ru")]
    ['a space before the hyphen', 'no space between the number and the word']
    >>> list(joins('двух- и трёхэтажный 5-й дом, 2-го, "школа"', "ru"))
    []
    """
    if "-" in text:
        for match in _HYPHEN.finditer(text):
            after = match.group()[1] == " "
            if not (after and _SUSPENDED.match(text, match.end())):
                side = "after" if after else "before"
                yield "spaces.missing", *match.span(), f"a space {side} the hyphen", None
    if lang == "en":
        for match in _APOSTROPHE.finditer(text):
            mark = match[1] or match[2]
            yield "spaces.before", *match.span(), "a space beside the apostrophe", mark
    else:
        for match in NUMBER.finditer(text):
            if _LABEL.search(text, 0, match.start() + 1):
                continue
            yield "spaces.missing", *match.span(), "no space between the number and the word", None
    if '"' in text and not _CODE.search(text):
        yield from _straight(text)


def _straight(text: str) -> Iterator[Place]:
    """Straight quotation marks in pairs; a text where they are not even is left alone."""
    marks = [at for at, sign in enumerate(text) if sign == '"']
    if len(marks) % 2:
        return
    padded = f" {text} "
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        before, inside = padded[opening], padded[opening + 2]
        if before in " (" and inside == " " and closing > opening + 1:
            yield "spaces.after", opening, opening + 2, "a space after the opening quotation mark", '"'
        elif (before.isalpha() or before in ":,;") and inside.isalnum():
            yield "spaces.missing", opening, opening + 1, "no space before the quotation mark", None
        inside, after = padded[closing], padded[closing + 2]
        if inside == " " and after in _ENDS and closing > opening + 2:
            yield "spaces.before", closing - 1, closing + 1, "a space before the closing quotation mark", '"'
        elif after.isalpha() and after.islower() and inside.isalpha():
            yield "spaces.missing", closing, closing + 1, "no space after the quotation mark", None
