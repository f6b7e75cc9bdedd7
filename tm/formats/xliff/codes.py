"""Inline codes of XLIFF as those of TMX, and back: what all versions of XLIFF share.

A code that is read becomes the TMX code that says the same (g, bx, ex, pc, sc, ec: bpt and ept, or it where
the partner is in another segment; x, sm, em: ph; mrk: hi). What TMX has no word for is kept as attributes of
XLIFF's namespace, and the element, where it is not the one that would be written anyway, as `ELEMENT`. A code
that is written becomes the nearest element; whether it would be read back the same, the writer finds out by
reading it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from tm.units import NATIVE, Attributes, Code, Content

X1 = "urn:oasis:names:tc:xliff:document:1.2"  # stands for all of 1.x in attributes of codes
X2 = "urn:oasis:names:tc:xliff:document:2.0"  # and this for all of 2.x
OURS = "urn:ushtil"
ELEMENT = f"{{{OURS}}}element"  # the XLIFF element a code was, where its kind does not say it
ID = f"{{{OURS}}}id"  # the id of an element that has no other
BAD = "characters that XML can't hold"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What XML has always allowed in a name token, of Latin and Cyrillic; later editions allow more.
NMTOKEN = re.compile(
    "[-.0-9:A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131"
    "\u0401-\u040c\u040e-\u044f\u0451-\u045c\u045e-\u0481\u0490-\u04c4\u04d0-\u04eb]+"
)
_FOREIGN = re.compile(r"\{([a-zA-Z][-+.a-zA-Z0-9]*:[!-z~]+|[-.\w]+)\}[A-Za-z_][-.\w]*")

Known = Mapping[str, tuple[str, Attributes, Content | None]]  # codes by id: kind, attributes, native content


def key(side: str, identifier: str, end: bool) -> str:
    """The name under which a code of one side of a unit is kept in its metadata."""
    return f"{side}/{identifier}/end" if end else f"{side}/{identifier}"


def joined(parts: Iterable[str | Code]) -> Content:
    """The parts with neighbouring strings as one and empty ones left out."""
    result: list[str | Code] = []
    texts: list[str] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        if text := "".join(texts):
            result.append(text)
        texts.clear()
        result.append(part)
    if text := "".join(texts):
        result.append(text)
    return tuple(result)


def flat(content: Content) -> Iterator[Code]:
    """The codes of a segment in the order of their start; those inside of native content are part of it."""
    for piece in content:
        if isinstance(piece, Code):
            yield piece
            if piece.kind not in NATIVE:
                yield from flat(piece.content)


def native(content: Content) -> str:
    """All that the native content of a code says, subflows included."""
    return "".join(piece if isinstance(piece, str) else native(piece.content) for piece in content)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def legal_foreign(name: str) -> bool:
    """Whether an attribute of this name, of a namespace, can be written as it is."""
    return _FOREIGN.fullmatch(name) is not None


def put(parent: etree._Element, text: str) -> None:
    """Append text to what an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


@dataclass(slots=True)
class Step:
    """What becomes of one code in a segment: the id of its element, and the number of its partner."""

    id: str
    partner: int | None = None


def printable(name: str) -> bool:
    """Whether a name can be an id in XLIFF 1.2, where that may be any text."""
    return bool(name) and name.isprintable()


def token(name: str) -> bool:
    """Whether a name can be an id in XLIFF 2.x."""
    return NMTOKEN.fullmatch(name) is not None


def planned(content: Content, legal: Callable[[str], bool]) -> list[Step]:
    """A step for each code, as `flat` gives them: ids are x, or else i, where these are legal and unique.

    An ept takes the id of its bpt.
    """
    codes = list(flat(content))
    wanted = [code.attribute("x") or code.attribute("i") or "" for code in codes]
    taken, free = {one for one in wanted if one}, 0
    used: set[str] = set()
    steps: list[Step] = []
    opened: dict[str | None, list[int]] = {}
    for number, (code, identifier) in enumerate(zip(codes, wanted, strict=True)):
        if code.kind == "ept" and opened.get(code.attribute("i")):
            start = opened[code.attribute("i")].pop()
            steps.append(Step(steps[start].id, start))
            steps[start].partner = number
            continue
        if identifier in used or not legal(identifier):
            while (free := free + 1) and str(free) in taken:
                pass
            identifier = str(free)
        used.add(identifier)
        steps.append(Step(identifier))
        if code.kind == "bpt":
            opened.setdefault(code.attribute("i"), []).append(number)
    return steps


@dataclass
class CodeReader:
    """Reads what a source or target holds; each version has its own `child`.

    `known` are codes that the metadata of the unit gives as they were. `left` counts what was not taken.
    """

    ns: str  # of the document, in braces; empty for none
    side: str
    known: Known
    left: Counter[str]
    opened: dict[str, tuple[str, str]] = field(default_factory=dict)  # i: id and element of a bpt
    exact: set[int] = field(default_factory=set)  # codes, by id(), that were known

    def content(self, element: etree._Element) -> Content:
        """The text and codes of a source, target or mrk."""
        parts: list[str | Code] = []
        self.into(parts, element)
        return self._isolated(joined(parts))

    def into(self, parts: list[str | Code], element: etree._Element) -> None:
        """Append what an element holds."""
        parts.append(element.text or "")
        for child in element:
            name = child.tag[len(self.ns) :] if child.tag.startswith(self.ns) else ""
            if not self.child(parts, child, name):
                self.left["unknown inline elements (their text was)"] += 1
                self.into(parts, child)
            parts.append(child.tail or "")

    def child(self, parts: list[str | Code], child: etree._Element, name: str) -> bool:
        """Append what one inline element stands for; False where it is none of this version."""
        raise NotImplementedError

    def code(
        self, kind: str, attributes: Attributes, content: Content, identifier: str | None, end: bool = False
    ) -> Code:
        """A code as the metadata knows it, or else as it was read."""
        known = self.known.get(key(self.side, identifier, end)) if self.known and identifier else None
        if known is None:
            return Code(kind, attributes, content)
        kind, attributes, said = known
        code = Code(kind, attributes, content if said is None else said)
        self.exact.add(id(code))
        return code

    def _isolated(self, content: Content) -> Content:
        """The content with each bpt and ept that has no partner in it as an `it`."""
        opened: dict[str | None, list[int]] = {}
        alone: set[int] = set()
        for code in flat(content):
            if code.kind == "bpt":
                opened.setdefault(code.attribute("i"), []).append(id(code))
            elif code.kind == "ept":
                starts = opened.get(code.attribute("i"))
                if starts:
                    starts.pop()
                else:
                    alone.add(id(code))
        alone.update(one for starts in opened.values() for one in starts)
        alone -= self.exact
        return self._alone(content, alone) if alone else content

    def _alone(self, content: Content, alone: set[int]) -> Content:
        result: list[str | Code] = []
        for piece in content:
            if isinstance(piece, str):
                result.append(piece)
            elif id(piece) in alone:
                result.append(_half(piece))
            elif piece.kind in NATIVE:
                result.append(piece)
            else:
                result.append(Code(piece.kind, piece.attributes, self._alone(piece.content, alone)))
        return tuple(result)


def _half(code: Code) -> Code:
    """An it that says what a bpt or ept without its partner said."""
    i, own = code.attribute("i") or "", f"{{{X1}}}id"
    x = code.attribute("x") or code.attribute(own) or i
    rest = tuple(pair for pair in code.attributes if pair[0] not in ("i", "x", own))
    if i != x:
        rest += ((f"{{{X1}}}rid", i),)
    return Code("it", (("pos", "begin" if code.kind == "bpt" else "end"), ("x", x), *rest), code.content)


@dataclass
class CodeWriter:
    """Writes a segment into a source or target; each version has its own `wraps`, `pair` and `single`.

    `lost` counts the characters that could not be written.
    """

    ns: str
    lost: Counter[str]
    steps: list[Step] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)

    def fill(self, parent: etree._Element, content: Content) -> list[Step]:
        """Put the content into the element; gives the step of each code, in the order of `flat`."""
        self.codes, self.steps = list(flat(content)), planned(content, self.legal)
        self.prepare()
        self._fill(parent, content, 0)
        return self.steps

    def prepare(self) -> None:
        """What is to be known of all steps before the first is written."""

    def _fill(self, parent: etree._Element, content: Content, number: int) -> int:
        nested = self._nested(content, number)
        outside: list[etree._Element] = []
        for piece in content:
            if isinstance(piece, str):
                self.text(parent, piece)
                continue
            step = self.steps[number]
            if number in nested and piece.kind == "bpt":
                outside.append(parent)
                parent = self.pair(parent, piece, step, self.codes[step.partner or 0])
            elif number in nested:
                parent = outside.pop()
            else:
                element = self.single(parent, piece, step)
                if piece.kind not in NATIVE:
                    number = self._fill(element, piece.content, number + 1)
                    continue
            number += 1
        return number

    def _nested(self, content: Content, number: int) -> set[int]:
        """The numbers of the codes that an element of their own, with text inside, can stand for."""
        opened: list[int] = []
        nested: set[int] = set()
        for piece in content:
            if isinstance(piece, str):
                continue
            step = self.steps[number]
            if piece.kind == "bpt" and step.partner is not None and self.wraps(piece):
                opened.append(number)
            elif piece.kind == "ept" and step.partner in opened:
                if opened[-1] == step.partner:
                    nested.update((number, opened.pop()))
                else:
                    opened.remove(step.partner)
            number += 1 + (0 if piece.kind in NATIVE else sum(1 for _ in flat(piece.content)))
        return nested

    def legal(self, name: str) -> bool:
        """Whether a name can be an id."""
        raise NotImplementedError

    def wraps(self, code: Code) -> bool:
        """Whether a bpt and its ept become one element around what is between them."""
        raise NotImplementedError

    def pair(self, parent: etree._Element, code: Code, step: Step, end: Code) -> etree._Element:
        """The element of a bpt and its ept, empty yet."""
        raise NotImplementedError

    def single(self, parent: etree._Element, code: Code, step: Step) -> etree._Element:
        """The element of any other code; for one that holds text, empty yet."""
        raise NotImplementedError

    def text(self, parent: etree._Element, text: str) -> None:
        """Append text, without what XML can't hold."""
        put(parent, self.clean(text))

    def clean(self, text: str) -> str:
        """The text without what XML can't hold, which is counted."""
        clean, dropped = NOT_XML.subn("", text)
        if dropped:
            self.lost[BAD] += dropped
        return clean
