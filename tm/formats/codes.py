"""Inline codes as programs expect them: those that every CAT tool reads, or what OmegaT shows for them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from tm.formats.tmx_rules import ALLOWED
from tm.units import NATIVE, Attributes, Code, Content

_TAG = re.compile(r"\s*<\s*(/?)\s*([A-Za-z][\w:.-]*)[^>]*?(/?)\s*>")
_VALUES = {"x": re.compile("[0-9]+"), "assoc": re.compile("[pfb]"), "pos": re.compile("begin|end")}


def common(content: Content) -> Content:
    """The content with bpt, ept, it, ph and hi only, each bpt with its ept.

    A ut becomes a ph, a half of a pair an it, and an element that TMX does not know the pair or the ph that
    it would be; a sub outside of a code becomes a hi, and what is no sub inside of one native code.
    Attributes are kept as far as TMX has them and their values. Numbers `i` are given anew, from 1.

    >>> [code.kind for code in common((Code("g", (), ("а",)), Code("ut"), Code("bpt", (("i", "7"),))))
    ...  if not isinstance(code, str)]
    ['bpt', 'ept', 'ph', 'it']
    """
    known = _Known()
    pieces = known.pieces(content)
    return _numbered(pieces, known.whole, {})


def shortcuts(content: Content, numbers: dict[str, int]) -> str:
    """The text with OmegaT's shortcuts for codes, `<b0>тез</b0>`: the first letter of the tag, and a number.

    `numbers` holds those of the codes of the source by what `_sign` makes of them, and is filled while the
    source is written; the same codes then have the same numbers in the target.

    >>> bold = Code("bpt", (("i", "1"), ("x", "1")), ("<b>",)), "тез", Code("ept", (("i", "1"),), ("</b>",))
    >>> shortcuts((*bold, Code("ph", (), ("<br/>",))), {})
    '<b0>тез</b0><b1/>'
    """
    return "".join(_Shortcuts(numbers).said(content))


class _Shortcuts:
    """The shortcuts of one segment: which pairs are open, and how often each code was seen."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers, self._seen = numbers, Counter[str]()
        self._opened: dict[str, str] = {}

    def said(self, content: Content) -> Iterator[str]:
        for piece in content:
            if isinstance(piece, str):
                yield piece
            elif piece.kind == "hi":
                yield from self.said(piece.content)
            else:
                yield self._shortcut(piece)

    def _shortcut(self, code: Code) -> str:
        i = code.attribute("i") or ""
        if code.kind == "ept" and i in self._opened:
            return f"</{self._opened.pop(i)}>"
        sign = _sign(code)
        number = self._numbers.setdefault(f"{sign} {self._seen[sign]}", len(self._numbers))
        self._seen[sign] += 1
        tag = _TAG.match(_native(code))
        name = f"{(tag[2] if tag else code.attribute('type') or 'f')[0].lower()}{number}"
        if code.kind == "bpt":
            self._opened[i] = name
            return f"<{name}>"
        if code.kind == "it":
            return f"</{name}>" if code.attribute("pos") == "end" else f"<{name}>"
        return f"<{name}>" if tag and not tag[3] else f"<{name}/>"


def _sign(code: Code) -> str:
    """What tells a code from others of a segment in every language: its x, else its native code."""
    x = code.attribute("x")
    return f"x {x}" if x is not None else f"{code.kind[0]} {code.attribute('type') or ''} {_native(code)}"


def _native(code: Code) -> str:
    return "".join(piece for piece in code.content if isinstance(piece, str))


class _Known:
    """Makes content of codes of TMX only. Pairs are numbered anew; `whole` are those that are closed."""

    def __init__(self) -> None:
        self.whole: set[str] = set()
        self._opened: defaultdict[str | None, list[str]] = defaultdict(list)
        self._count = 0

    def pieces(self, content: Content) -> Content:
        """What stands in a seg, a hi or a sub."""
        return _joined(piece for one in content for piece in self._piece(one))

    def _piece(self, piece: str | Code) -> Iterator[str | Code]:
        if isinstance(piece, str):
            yield piece
        elif piece.kind in ("hi", "sub"):
            yield Code("hi", _of("hi", piece.attributes), self.pieces(piece.content))
        elif piece.kind == "bpt":
            number = self._next()
            self._opened[piece.attribute("i")].append(number)
            yield self._native(piece, "bpt", ("i", number))
        elif piece.kind == "ept" and (opened := self._opened[piece.attribute("i")]):
            self.whole.add(opened[-1])
            yield self._native(piece, "ept", ("i", opened.pop()))
        elif piece.kind == "ept":
            yield self._native(piece, "it", ("pos", "end"))
        elif piece.kind in NATIVE:
            placed = piece.kind == "it" and _VALUES["pos"].fullmatch(piece.attribute("pos") or "")
            yield self._native(piece, "it" if placed else "ph")
        elif piece.content:
            number = self._next()
            self.whole.add(number)
            yield Code("bpt", (("i", number), ("type", "x-element")), (_start(piece),))
            yield from (one for inner in piece.content for one in self._piece(inner))
            yield Code("ept", (("i", number),), (_end(piece),))
        else:
            yield Code("ph", (("type", "x-element"),), (_start(piece),))

    def _next(self) -> str:
        self._count += 1
        return str(self._count)

    def _native(self, piece: Code, kind: str, *first: tuple[str, str]) -> Code:
        """A code with its native content, in which there is nothing but sub."""
        named = {name for name, _ in first}
        others = tuple(pair for pair in _of(kind, piece.attributes) if pair[0] not in named | {"i"})
        content = _joined(
            replace(one, attributes=_of("sub", one.attributes), content=self.pieces(one.content))
            if isinstance(one, Code) and one.kind == "sub"
            else _flat(one)
            for one in piece.content
        )
        return Code(kind, (*first, *others), content)


def _numbered(content: Content, whole: set[str], numbers: dict[str, str]) -> Content:
    """The content with the whole pairs numbered from 1, and halves as its."""
    pieces: list[str | Code] = []
    for piece in content:
        if isinstance(piece, Code):
            number = piece.attribute("i")
            if number is not None and number not in whole:
                others = tuple(pair for pair in piece.attributes if pair[0] != "i")
                piece = replace(piece, kind="it", attributes=(("pos", "begin"), *others))
            elif number is not None:
                new = numbers.setdefault(number, str(len(numbers) + 1))
                piece = replace(piece, attributes=(("i", new), *piece.attributes[1:]))
            piece = replace(piece, content=_numbered(piece.content, whole, numbers))
        pieces.append(piece)
    return tuple(pieces)


def _joined(pieces: Iterator[str | Code]) -> Content:
    """The pieces, with strings that came to stand together as one."""
    content: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, str) and content and isinstance(content[-1], str):
            content[-1] += piece
        elif piece:
            content.append(piece)
    return tuple(content)


def _flat(piece: str | Code) -> str:
    """What stands in native code as native code: of elements that TMX does not know their tags as well."""
    if isinstance(piece, str):
        return piece
    inside = "".join(map(_flat, piece.content))
    if piece.kind in ALLOWED:
        return inside
    return f"{_start(piece)}{inside}{_end(piece) if piece.content else ''}"


def _of(kind: str, attributes: Attributes) -> Attributes:
    """The attributes that TMX has for a code, with values that it allows."""
    return tuple(
        (name, value)
        for name, value in attributes
        if name in ALLOWED[kind] and (name not in _VALUES or _VALUES[name].fullmatch(value))
    )


def _start(code: Code) -> str:
    """The tag of an element that TMX does not know, without its namespace."""
    said = "".join(f" {key.rpartition('}')[2]}={quoteattr(value)}" for key, value in code.attributes)
    return f"<{_name(code)}{said}{'' if code.content else '/'}>"


def _end(code: Code) -> str:
    return f"</{_name(code)}>"


def _name(code: Code) -> str:
    return code.kind.rpartition("}")[2]
