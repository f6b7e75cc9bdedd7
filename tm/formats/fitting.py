"""Codes of a memory fitted to those of a document: which of the document's stands where in the target.

What is written into a document are codes of the document and no others. A code of a memory's target is one of
the memory's source, by its name (x, or i of a pair) or by its place, and that is the one of the document at
the same place, if source and document have the same kinds of codes in the same order. Where the memory has
none, codes before and behind all the text of the document stay there. `hi`, and other marks that are no
markup, count as no codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tm.formats.places import Codes
from tm.formats.xliff.codes import ELEMENT, flat
from tm.units import NATIVE, Code, Content, Variant

_MARKS = ("sm", "em")  # ends of an annotation in XLIFF 2, which are read as ph


class Fit(NamedTuple):
    """The target of a document: text, and the numbers of its codes; and what was done with those."""

    parts: tuple[str | int, ...]
    codes: Codes

    @property
    def text(self) -> Fit:
        """The same without its codes."""
        return Fit(("".join(part for part in self.parts if isinstance(part, str)),), "dropped")


def markup(content: Content) -> list[Code]:
    """The codes of a segment that stand for markup, in order."""
    return [code for code in flat(content) if _is_markup(code)]


def fit(document: Variant, target: Variant, source: Variant | None) -> Fit:
    """The target with codes of the document for its own, and at its edges the document's white space.

    >>> code = Code("ph", (("x", "7"),))
    >>> ours, theirs = Code("ph", (("x", "1"),)), Variant.of("ru", ("Да", code, "."))
    >>> fit(Variant.of("kk", ("Иә", ours, ".")), theirs, Variant.of("kk", ("Иә", code, ".")))
    Fit(parts=('Да', 0, '.'), codes='mapped')
    """
    ours, theirs = markup(document.content), markup(target.content)
    text = edged(target.text, document.text, source.text if source else None)
    if not theirs:
        around = _around(document.content, text) if ours and not (source and markup(source.content)) else None
        return Fit(around or (text,), "mapped" if around else "missing" if ours else "none")
    places = _places(ours, theirs, None if source is None else markup(source.content))
    if places is None:
        return Fit((text,), "dropped")
    numbers = iter(places)
    parts = tuple(part if isinstance(part, str) else next(numbers) for part in _walked(target.content))
    return Fit(_edged(parts, target.text, text), "mapped")


def edged(text: str, document: str, source: str | None) -> str:
    r"""A target with the white space of the document's source at its edges, if the memory's source has other.

    >>> edged("Да.", " Иә.\n", "Иә."), edged("Да.\n", "Иә. ", "Иә. ")
    (' Да.\n', 'Да.\n')
    """
    if source is None or not text.strip() or not document.strip():
        return text
    lead, trail = _edges(document)
    theirs = _edges(source)
    own = _edges(text)
    text = text if lead == theirs[0] else lead + text[len(own[0]) :]
    return text if trail == theirs[1] else text[: len(text) - len(own[1])] + trail


def _around(document: Content, text: str) -> tuple[str | int, ...] | None:
    """The text with the codes of the document around it; None where one of them is inside of the text."""
    pieces = list(_walked(document))
    texts = [place for place, piece in enumerate(pieces) if isinstance(piece, str)]
    if len(texts) != 1 or not text:
        return None
    (place,) = texts
    return (*range(place), text, *range(place, len(pieces) - 1))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _edged(parts: tuple[str | int, ...], before: str, after: str) -> tuple[str | int, ...]:
    """The parts with other white space before and behind their text, where it is at their edges."""
    (lead, trail), (new_lead, new_trail) = _edges(before), _edges(after)
    result = list(parts)
    if lead != new_lead:
        first = result[0]
        bare = first.lstrip() if isinstance(first, str) else first
        result[:1] = [new_lead + bare] if isinstance(bare, str) else [new_lead, bare]
    if trail != new_trail:
        last = result[-1]
        bare = last.rstrip() if isinstance(last, str) else last
        result[-1:] = [bare + new_trail] if isinstance(bare, str) else [bare, new_trail]
    return tuple(part for part in result if part != "")


def _is_markup(code: Code) -> bool:
    return code.kind in NATIVE and code.attribute(ELEMENT) not in _MARKS


def _walked(content: Content) -> Iterator[str | Code]:
    """The text and the markup of a segment, in order; texts may be next to one another."""
    for piece in content:
        if isinstance(piece, str) or _is_markup(piece):
            yield piece
        elif piece.kind not in NATIVE:
            yield from _walked(piece.content)


Shape = tuple[str, int | str]  # a kind; of a pair the number of the other half, of a lone half which it is


def _shapes(codes: Sequence[Code]) -> list[Shape]:
    """What of codes must be the same so that one can stand for the other."""
    shapes: list[Shape] = []
    opened: dict[str | None, list[int]] = {}
    for number, code in enumerate(codes):
        if code.kind == "bpt":
            opened.setdefault(code.attribute("i"), []).append(number)
            shapes.append(("it", "begin"))  # until its end is seen
        elif code.kind == "ept" and opened.get(code.attribute("i")):
            start = opened[code.attribute("i")].pop()
            shapes[start] = ("bpt", number)
            shapes.append(("ept", start))
        elif code.kind in ("ept", "it"):
            begins = code.kind == "it" and code.attribute("pos") != "end"
            shapes.append(("it", "begin" if begins else "end"))
        else:
            shapes.append(("ph", ""))
    return shapes


def _places(ours: Sequence[Code], theirs: Sequence[Code], source: Sequence[Code] | None) -> list[int] | None:
    """For each code of the memory's target the number of the document's; None if they do not correspond."""
    if len(ours) != len(theirs):
        return None
    target = _shapes(theirs)
    if source is None:
        return list(range(len(ours))) if _shapes(ours) == target else None
    if _shapes(ours) != _shapes(source):
        return None
    names, wanted = _names(theirs, target), _names(source, _shapes(source))
    if len(set(wanted)) == len(wanted) and Counter(names) == Counter(wanted):
        return [wanted.index(name) for name in names]
    return list(range(len(ours))) if target == _shapes(source) else None


def _names(codes: Sequence[Code], shapes: Sequence[Shape]) -> list[tuple[str, str]]:
    """A name for each code, by which the sides of a unit tell which is which; empty where it has none."""
    names = []
    for code, (kind, other) in zip(codes, shapes, strict=True):
        start = codes[other] if kind == "ept" and isinstance(other, int) else code
        name = start.attribute("x") or start.attribute("i") or ""
        names.append((kind if kind != "it" else f"it {other}", name))
    return names
