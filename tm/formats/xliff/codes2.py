"""Inline codes of XLIFF 2.0 to 2.2: pc, sc, ec, ph, cp, mrk, sm and em, with the originalData of their unit.

pc and sc are bpt, their ends ept (it where the other half is in another segment), with the id as i and x. The
data that a code refers to is its native content. `type` and `subType` are the type: fmt and xlf:b are bold.
cp is the character it stands for, a control character for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from tm.formats.xliff.codes import (
    BAD,
    ELEMENT,
    NOT_XML,
    X2,
    CodeReader,
    CodeWriter,
    Step,
    joined,
    legal_foreign,
    native,
    put,
    token,
)
from tm.units import NATIVE, Attributes, Code

_OWN = f"{{{X2}}}"
_TYPES = {
    "bold": ("fmt", "xlf:b"),
    "italic": ("fmt", "xlf:i"),
    "ulined": ("fmt", "xlf:u"),
    "lb": ("fmt", "xlf:lb"),
    "pb": ("fmt", "xlf:pb"),
} | {name: (name, None) for name in ("fmt", "ui", "quote", "link", "image", "other")}
_NAMES = {pair: name for name, pair in _TYPES.items()}
_USER = re.compile(r"[^\s:]+:[^\s:]+")
_MARKS = frozenset(("generic", "comment", "term"))
_CODE = frozenset(["canCopy", "canDelete", "canReorder", "copyOf", "subType"])
_OPEN = _CODE | {"canOverlap", "disp", "dir", "equiv"}
_ALLOWED = {
    "ph": _CODE | {"disp", "equiv"},
    "sc": _OPEN,
    "ec": _OPEN,
    "pc": _CODE | {"canOverlap", "dispEnd", "dispStart", "equivEnd", "equivStart", "dir"},
    "mrk": frozenset(("translate", "ref", "value")),
    "sm": frozenset(("translate", "ref", "value", "type")),
    "em": frozenset(("startRef",)),
}
_YES_NO = ("yes", "no")
_VALUES = {"canReorder": ("yes", "firstNo", "no"), "dir": ("ltr", "rtl", "auto")} | {
    name: _YES_NO for name in ("canCopy", "canDelete", "canOverlap", "translate")
}
_DATA = frozenset(("dataRef", "dataRefStart", "dataRefEnd"))


def characters(element: etree._Element, ns: str) -> str:
    """What a `data` says: its text, and the characters of its cp."""
    parts = [element.text or ""]
    for child in element:
        parts += [character(child) if child.tag == f"{ns}cp" else "", child.tail or ""]
    return "".join(parts)


def character(cp: etree._Element) -> str:
    """The character of a cp; nothing where it names none, or half of one."""
    try:
        point = int(cp.get("hex", ""), 16)
        return "" if 0xD800 <= point <= 0xDFFF else chr(point)
    except (ValueError, OverflowError):
        return ""


@dataclass
class Codes2Reader(CodeReader):
    """Reads the content of a source or target of XLIFF 2.x. `data` is the unit's original data by id."""

    data: Mapping[str, str] = field(default_factory=dict)

    def child(self, parts: list[str | Code], child: etree._Element, name: str) -> bool:
        """Append what one inline element stands for; False where it is none of 2.x."""
        identifier = child.get("id")
        if name == "cp":
            text = character(child)
            self.left.update(() if text else ("cp elements that name no character",))
            parts.append(text)
        elif name == "pc":
            start, end = (self._data(child, f"dataRef{which}") for which in ("Start", "End"))
            parts.append(self._paired(child, start))
            self.into(parts, child)
            parts.append(self.code("ept", (("i", identifier or ""),), end, identifier, end=True))
        elif name == "sc" and child.get("isolated") != "yes":
            parts.append(self._paired(child, self._data(child, "dataRef"), (ELEMENT, "sc")))
        elif name == "ec" and child.get("isolated") != "yes":
            i = child.get("startRef") or identifier or ""
            rest = self._rest(child, {"startRef": i})
            parts.append(self.code("ept", (("i", i), *rest), self._data(child, "dataRef"), i, end=True))
        elif name in ("sc", "ec"):
            pos = ("pos", "begin" if name == "sc" else "end")
            parts.append(self._single("it", child, (pos,), {"isolated": "yes"}))
        elif name == "mrk":
            inside: list[str | Code] = []
            self.into(inside, child)
            first = {"id": identifier, "type": child.get("type")}
            tmx = tuple((key, v) for key, v in (("x", identifier), ("type", first["type"])) if v is not None)
            attributes = tmx + self._rest(child, first)
            parts.append(self.code("hi", attributes, joined(inside), identifier))
        elif name == "em":
            start = (f"{_OWN}startRef", child.get("startRef", ""))  # it has nothing else
            parts.append(Code("ph", (start, (ELEMENT, "em"))))
        elif name in ("ph", "sm"):
            parts.append(self._single("ph", child, (), {}, ((ELEMENT, "sm"),) if name == "sm" else ()))
        else:
            return False
        return True

    def _data(self, child: etree._Element, name: str) -> tuple[str, ...]:
        text = self.data.get(child.get(name, ""), "")
        return (text,) if text else ()

    def _paired(self, child: etree._Element, content: tuple[str, ...], *more: tuple[str, str]) -> Code:
        identifier = child.get("id") or ""
        type_, first = _typed(child)
        first["id"] = identifier
        tmx = (("i", identifier), ("x", identifier), *((("type", type_),) if type_ else ()))
        return self.code("bpt", (*tmx, *self._rest(child, first), *more), content, identifier)

    def _single(
        self,
        kind: str,
        child: etree._Element,
        begin: Attributes,
        first: dict[str, str | None],
        more: Attributes = (),
    ) -> Code:
        identifier = child.get("id")
        type_, typed = _typed(child)
        tmx = tuple((key, value) for key, value in (("x", identifier), ("type", type_)) if value is not None)
        rest = self._rest(child, first | typed | {"id": identifier})
        return self.code(kind, begin + tmx + rest + more, self._data(child, "dataRef"), identifier)

    def _rest(self, child: etree._Element, first: Mapping[str, str | None]) -> Attributes:
        return tuple(
            (name if name[0] == "{" else _OWN + name, value)
            for name, value in child.attrib.items()
            if first.get(name) != value and name not in _DATA
        )


def _typed(child: etree._Element) -> tuple[str | None, dict[str, str | None]]:
    """The type of TMX that type and subType say, and which of these two it says again."""
    type_, sub = child.get("type"), child.get("subType")
    if (type_, sub) in _NAMES:
        return _NAMES[type_, sub], {"type": type_, "subType": sub}
    return (type_, {"type": type_}) if (type_, None) in _NAMES else (None, {})


@dataclass
class Codes2Writer(CodeWriter):
    """Writes the content of a source or target of XLIFF 2.x; `data` takes the native content by its text."""

    data: dict[str, str] = field(default_factory=dict)
    marks: set[int] = field(default_factory=set)  # steps, by id(), of sm and em that have each other

    def prepare(self) -> None:
        """Which sm and em have each other."""
        starts = {
            step.id: step
            for code, step in zip(self.codes, self.steps, strict=True)
            if code.attribute(ELEMENT) == "sm" and not code.content
        }
        self.marks = set()
        for code, step in zip(self.codes, self.steps, strict=True):
            start = starts.get(code.attribute(f"{_OWN}startRef") or "")
            if code.attribute(ELEMENT) == "em" and not code.content and start and id(start) not in self.marks:
                self.marks |= {id(start), id(step)}

    def text(self, parent: etree._Element, text: str) -> None:
        """Append text, what XML can't hold as cp; halves of characters are dropped and counted."""
        start = 0
        for match in NOT_XML.finditer(text):
            put(parent, text[start : match.start()])
            start = match.end()
            if "\ud800" <= match.group() <= "\udfff":
                self.lost[BAD] += 1
            else:
                etree.SubElement(parent, f"{self.ns}cp", hex=f"{ord(match.group()):04X}")
        put(parent, text[start:])

    def legal(self, name: str) -> bool:
        """Whether a name can be an id in XLIFF 2.x."""
        return token(name)

    def wraps(self, code: Code) -> bool:
        """Whether a bpt and its ept become a pc."""
        return code.attribute(ELEMENT) != "sc"

    def pair(self, parent: etree._Element, code: Code, step: Step, end: Code) -> etree._Element:
        """A pc, empty yet."""
        first = {"id": step.id} | _type(code)
        return self._element(
            parent,
            "pc",
            code,
            first,
            {"dataRefStart": native(code.content), "dataRefEnd": native(end.content)},
        )

    def single(self, parent: etree._Element, code: Code, step: Step) -> etree._Element:
        """The element of any other code."""
        first: dict[str, str | None] = {"id": step.id}
        if code.kind not in NATIVE:
            type_ = code.attribute("type") if code.kind == "hi" else None
            legal = type_ is not None and (type_ in _MARKS or _USER.fullmatch(type_))
            return self._element(parent, "mrk", code, first | {"type": type_ if legal else None}, {})
        said = {"dataRef": native(code.content)}
        if code.kind == "ept" and step.partner is not None:
            return self._element(parent, "ec", code, {"startRef": step.id}, said)
        if code.kind == "bpt" and step.partner is not None:
            return self._element(parent, "sc", code, first | _type(code), said)
        if code.kind in ("bpt", "ept", "it"):
            begins = code.kind == "bpt" or (code.kind == "it" and code.attribute("pos") != "end")
            name = "sc" if begins else "ec"
            return self._element(parent, name, code, first | {"isolated": "yes"} | _type(code), said)
        if id(step) in self.marks:
            starts = code.attribute(ELEMENT) == "sm"
            return self._element(parent, "sm" if starts else "em", code, first if starts else {}, {})
        return self._element(parent, "ph", code, first | _type(code), said)

    def _element(
        self,
        parent: etree._Element,
        name: str,
        code: Code,
        first: Mapping[str, str | None],
        said: Mapping[str, str],
    ) -> etree._Element:
        element = etree.SubElement(parent, self.ns + name)
        for key, value in first.items():
            if value is not None:
                element.set(key, self.clean(value))
        for key, text in said.items():
            if text:
                element.set(key, self.data.setdefault(text, f"d{len(self.data) + 1}"))
        for key, value in code.attributes:
            own = key[len(_OWN) :] if key.startswith(_OWN) else None
            if own in _ALLOWED[name] and own not in first and self._legal(own, value, first):
                element.set(own, self.clean(value))
            elif own is None and name in ("mrk", "sm") and key != ELEMENT and legal_foreign(key):
                element.set(key, self.clean(value))
        return element

    def _legal(self, name: str | None, value: str, first: Mapping[str, str | None]) -> bool:
        if name == "copyOf":
            return any(step.id == value for step in self.steps)
        if name == "subType":
            return first.get("type") is not None and _USER.fullmatch(value) is not None
        return value in _VALUES.get(name or "", (value,))


def _type(code: Code) -> dict[str, str | None]:
    type_, sub = _TYPES.get(code.attribute("type") or "", (None, None))
    return {name: value for name, value in (("type", type_), ("subType", sub)) if value}
