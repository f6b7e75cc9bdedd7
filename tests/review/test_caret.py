"""A text is never cut inside what a reader sees as one character."""

from __future__ import annotations

import pytest

from tm.review.caret import parts


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("Бірінші. Екінші.", 9, ("Бірінші.", "Екінші.")),
        ("Бірінші. Екінші.", 0, ("", "Бірінші. Екінші.")),
        ("Бірінші.", 8, ("Бірінші.", "")),
        ("и\u0306од", 1, ("", "и\u0306од")),  # a letter and its breve
        ("ab\U0001f469\u200d\U0001f680c", 3, ("ab", "\U0001f469\u200d\U0001f680c")),  # a woman in space
        ("ab\U0001f469\u200d\U0001f680c", 4, ("ab", "\U0001f469\u200d\U0001f680c")),
        ("a\U0001f44d\U0001f3fdb", 2, ("a", "\U0001f44d\U0001f3fdb")),
        ("a\ud83d\ude00b", 2, ("a", "\ud83d\ude00b")),  # halves of a character, as some texts hold them
    ],
)
def test_where_a_text_is_cut(text: str, offset: int, expected: tuple[str, str]) -> None:
    assert parts(text, offset) == expected
