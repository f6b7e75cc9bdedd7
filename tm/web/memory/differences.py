"""Two texts side by side in pieces that went, came or stayed, with what nobody sees made visible."""

from __future__ import annotations

import difflib
import unicodedata
from typing import Literal, NamedTuple

from tm.marking import TOKENS

MOST = 400  # tokens that are compared; of longer texts what is between the same ends counts as changed


class Piece(NamedTuple):
    """A part of two texts: the same in both, gone from the first, or new in the second."""

    kind: Literal["same", "gone", "new"]
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """The pieces of two texts in their order.

    >>> pieces("Иә  мен.", "Иә мен.")
    [Piece(kind='same', text='Иә'), Piece(kind='gone', text='··'), Piece(kind='new', text='·'), \
Piece(kind='same', text='мен.')]
    """
    was, now = TOKENS.findall(old), TOKENS.findall(new)
    shorter = min(len(was), len(now))
    start = next((n for n in range(shorter) if was[n] != now[n]), shorter)
    end = next((n for n in range(shorter - start) if was[-1 - n] != now[-1 - n]), shorter - start)
    first, last = was[:start], was[len(was) - end :]
    was, now = was[start : len(was) - end], now[start : len(now) - end]
    found = [Piece("same", "".join(first))]
    if max(len(was), len(now)) > MOST:
        found += _changed(was, now)
    else:
        for kind, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            found += [Piece("same", "".join(was[a:b]))] if kind == "equal" else _changed(was[a:b], now[c:d])
    found.append(Piece("same", "".join(last)))
    return [piece for piece in found if piece.text]


def _changed(was: list[str], now: list[str]) -> list[Piece]:
    return [Piece("gone", visible("".join(was))), Piece("new", visible("".join(now)))]


def visible(text: str) -> str:
    """A text with signs for what nobody sees.

    >>> visible("a\u200b \u00a0b")
    'a⟨U+200B⟩·⟨U+00A0⟩b'
    """
    return "".join(_sign(letter) for letter in text)


def _sign(letter: str) -> str:
    if letter == " ":
        return "·"
    hidden = unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cs", "Cn")
    return f"⟨U+{ord(letter):04X}⟩" if hidden else letter
