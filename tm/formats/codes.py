"""Inline codes as programs expect them: those that every CAT tool reads, or what OmegaT shows for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tm.formats.tmx_rules import ALLOWED
from tm.units import Attributes, Code, Content

_TAG = re.compile(r"\s*<\s*(/?)\s*([A-Za-z][\w:.-]*)[^>]*?(/?)\s*>")


def common(content: Content) -> Content:
    """The content with bpt, ept, it, ph and hi only, each bpt with its ept.

    A ut becomes a ph, a half of a pair an it, and an element that TMX does not know the pair or the ph that
    it would be; their attributes and native code are kept as far as TMX has them. Numbers `i` are given anew,
    from 1.

    >>> [code.kind for code in common((Code("g", (), ("а",)), Code("ut"), Code("bpt", (("i", "7"),))))
    ...  if not isinstance(code, str)]
    ['bpt', 'ept', 'ph', 'it']
    """
    return tuple(_numbered(_known(content)))


def shortcuts(content: Content, numbers: dict[str, int]) -> str:
    """The text with OmegaT's shortcuts for codes, `<b0>тез</b0>`: the first letter of the tag, and a number.

    `numbers` holds those of the codes of the source by what `_sign` makes of them, and is filled while the
    source is written; the same codes then have the same numbers in the target.

    >>> bold = Code("bpt", (("i", "1"), ("x", "1")), ("<b>",)), "тез", Code("ept", (("i", "1"),), ("</b>",))
    >>> shortcuts((*bold, Code("ph", (), ("<br/>",))), {})
    '<b0>тез</b0><b1/>'
    """
    said, opened, seen = "", dict[str, str](), dict[str, int]()
    for piece in content:
        if isinstance(piece, str):
            said += piece
        elif piece.kind == "hi":
            said += shortcuts(piece.content, numbers)
        elif piece.kind == "ept":
            said += f"</{opened.pop(piece.attribute('i') or '', 'f0')}>"
        else:
            sign = _sign(piece)
            seen[sign] = seen.get(sign, -1) + 1
            number = numbers.setdefault(f"{sign} {seen[sign]}", len(numbers))
            tag = _TAG.match(_native(piece))
            letter = (tag[2] if tag else piece.attribute("type") or "f")[0].lower()
            name = f"{letter}{number}"
            if piece.kind == "bpt":
                opened[piece.attribute("i") or ""] = name
                said += f"<{name}>"
            elif piece.kind == "it":
                said += f"</{name}>" if piece.attribute("pos") == "end" else f"<{name}>"
            else:
                said += f"<{name}>" if tag and not tag[3] else f"<{name}/>"
    return said


def _sign(code: Code) -> str:
    """What tells a code from others of a segment in every language: its x, else its native code."""
    x = code.attribute("x")
    return f"x {x}" if x is not None else f"{code.kind[0]} {code.attribute('type') or ''} {_native(code)}"


def _native(code: Code) -> str:
    return "".join(piece for piece in code.content if isinstance(piece, str))


def _known(content: Content) -> Iterator[str | Code]:
    """The content with codes of TMX only, and halves of pairs marked as such."""
    ends = [code.attribute("i") for code in content if isinstance(code, Code) and code.kind == "ept"]
    opened: set[str | None] = set()
    for number, piece in enumerate(content, start=len(content) + 1000):  # beyond the numbers in use
        if isinstance(piece, str):
            yield piece
        elif piece.kind == "ut":
            yield replace(piece, kind="ph", attributes=_of("ph", piece.attributes))
        elif piece.kind == "hi":
            yield replace(piece, attributes=_of("hi", piece.attributes), content=tuple(_known(piece.content)))
        elif piece.kind in ("bpt", "ept"):
            number_there = piece.attribute("i")
            half = number_there in opened if piece.kind == "bpt" else number_there not in opened
            if piece.kind == "bpt" and not half and number_there in ends:
                opened.add(number_there)
            elif piece.kind == "ept" and not half:
                ends.remove(number_there)
                opened.discard(number_there)
            else:
                place = ("pos", "begin" if piece.kind == "bpt" else "end")
                yield Code("it", (place, *_of("it", piece.attributes)), piece.content)
                continue
            yield replace(piece, attributes=_of(piece.kind, piece.attributes))
        elif piece.kind in ("it", "ph", "sub"):
            yield replace(piece, attributes=_of(piece.kind, piece.attributes))
        elif piece.content:
            yield Code("bpt", (("i", str(number)), ("type", "x-element")), (f"<{_plain(piece)}>",))
            yield from _known(piece.content)
            yield Code("ept", (("i", str(number)),), (f"</{_plain(piece)}>",))
        else:
            yield Code("ph", (("type", "x-element"),), (f"<{_plain(piece)}/>",))


def _numbered(content: Iterator[str | Code]) -> Iterator[str | Code]:
    """The content with the pairs numbered from 1, and strings that came to stand together joined."""
    numbers: dict[str | None, str] = {}
    text, count = "", 0
    for piece in content:
        if isinstance(piece, str):
            text += piece
            continue
        if text:
            yield text
            text = ""
        if piece.kind == "bpt":
            count += 1
            numbers[piece.attribute("i")] = str(count)
        if piece.kind in ("bpt", "ept"):
            there = piece.attribute("i")
            others = tuple(pair for pair in piece.attributes if pair[0] != "i")
            piece = replace(piece, attributes=(("i", numbers.get(there, "1")), *others))
        yield piece
    if text:
        yield text


def _of(kind: str, attributes: Attributes) -> Attributes:
    return tuple(pair for pair in attributes if pair[0] in ALLOWED[kind])


def _plain(code: Code) -> str:
    """The name of an element that TMX does not know, without its namespace, and its attributes."""
    name = code.kind.rpartition("}")[2]
    return name + "".join(f' {key.rpartition("}")[2]}="{value}"' for key, value in code.attributes)
