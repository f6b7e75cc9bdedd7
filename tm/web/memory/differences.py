"""Two texts side by side in pieces that went, came or stayed, with what nobody sees made visible."""

from __future__ import annotations

import unicodedata

from tm import marking
from tm.marking import Piece


def pieces(old: str, new: str) -> list[Piece]:
    """The pieces of two texts in their order.

    >>> [(piece.kind, piece.text) for piece in pieces("Иә  мен.", "Иә мен.")]
    [('same', 'Иә'), ('gone', '··'), ('came', '·'), ('same', 'мен.')]
    """
    return [
        piece if piece.kind == "same" else Piece(piece.kind, visible(piece.text))
        for piece in marking.pieces(old, new)
    ]


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
