"""A segment with inline codes whose text changes in a few places: the codes stay where they are."""

from __future__ import annotations

from difflib import SequenceMatcher

from tm.units import Content, plain


def reworded(content: Content, text: str) -> Content | None:
    """The segment with the text that it is to have; None where a change reaches into a code or over one.

    What comes in next to a code goes before it.

    >>> from tm.units import Code
    >>> reworded(("Бағасы ", Code("ph"), "1500 тг"), "Бағасы 900 тг")
    ('Бағасы ', Code(kind='ph', attributes=(), content=()), '900 тг')
    """
    old = plain(content)
    spans = _spans(content)
    changes: dict[int, list[tuple[int, int, str]]] = {}
    for kind, start, end, first, last in SequenceMatcher(None, old, text, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        place = next((k for k, (a, b) in spans.items() if a <= start and end <= b), None)
        if place is None:
            return None
        changes.setdefault(place, []).append(
            (start - spans[place][0], end - spans[place][0], text[first:last])
        )
    made = list(content)
    for place, ones in changes.items():
        piece = str(content[place])
        for start, end, new in reversed(ones):
            piece = piece[:start] + new + piece[end:]
        made[place] = piece
    return tuple(one for one in made if one != "")


def _spans(content: Content) -> dict[int, tuple[int, int]]:
    """From where to where in the text the strings of a segment are, by their places in it."""
    spans, at = {}, 0
    for place, piece in enumerate(content):
        if isinstance(piece, str):
            spans[place] = (at, at + len(piece))
            at += len(piece)
        else:
            at += len(plain((piece,)))
    return spans
