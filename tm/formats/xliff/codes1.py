"""Inline codes of XLIFF 1.2: g, x, bx, ex, bpt, ept, ph, it, sub and mrk.

bpt, ept, ph, it and sub are those of TMX: id is x, rid or else id is i, ctype is type. g is written where a
code came from one, never otherwise, since only bpt and ept can hold native content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from tm.formats.xliff.codes import (
    ELEMENT,
    ID,
    NMTOKEN,
    X1,
    CodeReader,
    CodeWriter,
    Step,
    joined,
    legal_foreign,
    printable,
)
from tm.units import NATIVE, Attributes, Code, Content

_OWN = f"{{{X1}}}"
_KINDS = {"bpt": "bpt", "bx": "bpt", "g": "bpt", "ept": "ept", "ex": "ept", "it": "it", "ph": "ph", "x": "ph"}
_PLAIN = frozenset(("bpt", "ept", "it", "ph", "sub"))  # elements that a kind of the same name says
# Attributes of its own that only these elements keep; elsewhere they follow from the code.
_WHERE: dict[str, tuple[str, ...]] = {
    "id": ("ept", "ex"),
    "rid": ("it", "bx", "ex"),
    **{name: () for name in ("mtype", "pos", "assoc", "ctype")},
}
_ASSOC = {"p": "preceding", "f": "following", "b": "both"}
_POS = {"begin": "open", "end": "close"}
_USER = re.compile(r"x-\S+")
_DELIMITERS = frozenset(("bold", "italic", "underlined", "link"))
_PLACEHOLDERS = frozenset(("image", "pb", "lb"))
_DATATYPES = (
    "asp c cdf cfm cpp csharp cstring csv database documentfooter documentheader filedialog form html"
    " htmlbody ini interleaf javaclass javapropertyresourcebundle javalistresourcebundle javascript"
    " jscript layout lisp margin menufile messagefile mif mimetype mo msglib pagefooter pageheader"
    " parameters pascal php plaintext po report resources resx rtf sgml sgmldtd svg vbscript warning"
    " winres xhtml xml xmldtd xsl xul"
)
MTYPES = (
    "abbrev abbreviated-form abbreviation acronym appellation collocation common-name datetime"
    " equation expanded-form formula head-term initialism international-scientific-term"
    " internationalism logical-expression materials-management-unit name near-synonym part-number"
    " phrase phraseological-unit protected romanized-form set-phrase short-form sku standard-text"
    " symbol synonym synonymous-phrase term transcribed-form transliterated-form truncated-term"
    " variant"
)
_TEXT = "x-hi"  # the mtype of a hi that has no type


def _ctype(kind: str, type_: str | None) -> str | None:
    """What ctype says of a code's type, None where it can't."""
    name = "underlined" if type_ == "ulined" else type_
    allowed = _PLACEHOLDERS if kind == "ph" else _DELIMITERS
    return name if name is not None and (name in allowed or _USER.fullmatch(name)) else None


def legal_datatype(name: str) -> bool:
    """Whether XLIFF 1.2 allows this as a datatype."""
    return name in _DATATYPES.split() or _USER.fullmatch(name) is not None


def _type(ctype: str) -> str:
    return "ulined" if ctype == "underlined" else ctype


def _given(*pairs: tuple[str, str | None]) -> Attributes:
    return tuple((name, value) for name, value in pairs if value is not None)


class Codes1Reader(CodeReader):
    """Reads the content of a source, seg-source or target of XLIFF 1.x."""

    def child(self, parts: list[str | Code], child: etree._Element, name: str) -> bool:
        """Append what one inline element stands for; False where it is none of 1.2."""
        if name == "mrk":
            if child.get("mtype") == "seg":
                self.into(parts, child)
            else:
                parts.append(self._mrk(child))
        elif name == "g":
            parts.append(self._coded(child, name, ()))
            self.into(parts, child)
            identifier = child.get("id")
            parts.append(self.code("ept", (("i", identifier or ""),), (), identifier, end=True))
        elif name in _KINDS:
            parts.append(self._coded(child, name, self._native(child)))
        else:
            return False
        return True

    def _mrk(self, child: etree._Element) -> Code:
        mtype = child.get("mtype")
        tmx = (("type", mtype),) if mtype and mtype != _TEXT else ()
        rest = tuple(
            (name if name[0] == "{" else _OWN + name, value)
            for name, value in child.attrib.items()
            if name not in ("mtype", ID)
        )
        inside: list[str | Code] = []
        self.into(inside, child)
        return self.code("hi", tmx + rest, joined(inside), child.get(ID))

    def _coded(self, child: etree._Element, name: str, content: Content) -> Code:
        kind, identifier, was = _KINDS[name], child.get("id"), "" if name in _PLAIN else name
        i = child.get("rid") or identifier or ""
        ctype, pos = child.get("ctype"), child.get("pos")
        type_ = _type(ctype) if ctype is not None and _ctype(kind, _type(ctype)) == ctype else None
        first = {"id": identifier}
        if kind == "bpt":
            self.opened[i] = (identifier or "", name)
            tmx = (("i", i), *_given(("x", identifier), ("type", type_)))
        elif kind == "ept":
            first["id"], opener = self.opened.get(i, (i, ""))
            was = "" if (name == "ex") == (opener == "bx") else name  # what its bpt or bx says
            tmx, identifier = (("i", i),), first["id"]
        elif kind == "it":
            pos = next((ours for ours, theirs in _POS.items() if theirs == pos), "begin")
            tmx = _given(("pos", pos), ("x", identifier), ("type", type_))
            first["pos"] = _POS[pos]
        else:
            assoc = next((ours for ours, theirs in _ASSOC.items() if theirs == child.get("assoc")), None)
            tmx = _given(("x", identifier), ("assoc", assoc), ("type", type_))
            first["assoc"] = _ASSOC.get(assoc or "")
        first["ctype"] = _ctype(kind, type_)
        first["rid"] = i if kind in ("bpt", "ept") and i != first["id"] else None
        rest = tuple(
            (key if key[0] == "{" else _OWN + key, value)
            for key, value in child.attrib.items()
            if first.get(key) != value
        )
        if was:
            rest += ((ELEMENT, was),)
        return self.code(kind, tmx + rest, content, identifier, end=kind == "ept" and i in self.opened)

    def _native(self, element: etree._Element) -> Content:
        parts: list[str | Code] = [element.text or ""]
        for child in element:
            if child.tag == f"{self.ns}sub":
                inside = Codes1Reader(self.ns, self.side, {}, self.left).content(child)  # ids of its own
                datatype, ctype = child.get("datatype"), child.get("ctype")
                tmx = _given(("datatype", datatype), ("type", _type(ctype) if ctype else None))
                rest = tuple((_OWN + k, v) for k, v in child.attrib.items() if k == "xid")
                parts.append(Code("sub", tmx + rest, inside))
            else:  # not allowed, but its text is part of the code
                parts.extend(self._native(child))
            parts.append(child.tail or "")
        return joined(parts)


@dataclass
class Codes1Writer(CodeWriter):
    """Writes the content of a source or target of XLIFF 1.2."""

    rids: dict[str, str] = field(default_factory=dict)  # by the id of the bpt
    taken: set[str] = field(default_factory=set)  # ids and rids, those around a sub included

    def prepare(self) -> None:
        """No rid is given yet."""
        self.rids = {}
        self.taken = self.taken | {step.id for step in self.steps}

    def legal(self, name: str) -> bool:
        """Whether a name can be an id in XLIFF 1.2."""
        return printable(name)

    def wraps(self, code: Code) -> bool:
        """Whether a bpt and its ept become a g."""
        return code.attribute(ELEMENT) == "g" and not code.content

    def pair(self, parent: etree._Element, code: Code, step: Step, end: Code) -> etree._Element:
        """A g, empty yet."""
        return self._element(
            parent, "g", code, {"id": step.id, "ctype": _ctype("bpt", code.attribute("type"))}
        )

    def single(self, parent: etree._Element, code: Code, step: Step) -> etree._Element:
        """The element of any other code."""
        if code.kind not in NATIVE:
            mtype = code.attribute("type") if code.kind == "hi" else None
            legal = mtype is not None and (
                mtype in MTYPES.split() or (_USER.fullmatch(mtype) and mtype != _TEXT)
            )
            return self._element(parent, "mrk", code, {"mtype": mtype if legal else _TEXT, ID: step.id})
        was, empty = code.attribute(ELEMENT), not code.content
        i, kind = code.attribute("i"), code.kind
        type_ = _ctype(kind, code.attribute("type"))
        first: dict[str, str | None] = {"id": step.id}
        if kind in ("bpt", "ept") and step.partner is not None:
            name = kind
            if kind == "bpt":
                name = "bx" if was == "bx" and empty else "bpt"
                first["ctype"] = type_
                if i and NMTOKEN.fullmatch(i) and i not in self.taken:
                    self.rids[step.id] = i
                    self.taken.add(i)
            else:
                opener = self.codes[step.partner]
                default = "ex" if opener.attribute(ELEMENT) == "bx" and not opener.content else "ept"
                name = (was if was in ("ex", "ept") else default) if empty else "ept"
            first["rid"] = self.rids.get(step.id)
        elif kind in ("bpt", "ept", "it"):
            begins = kind == "bpt" or (kind == "it" and code.attribute("pos") != "end")
            name = was if was == ("bx" if begins else "ex") and empty and kind == "it" else "it"
            first |= {"pos": _POS["begin" if begins else "end"]} if name == "it" else {}
            first["ctype"] = type_ if name != "ex" else None
        else:
            name = "x" if was == "x" and empty else "ph"
            first["ctype"] = type_
            first["assoc"] = _ASSOC.get(code.attribute("assoc") or "") if name == "ph" else None
        element = self._element(parent, name, code, first)
        self._native(element, code.content)
        return element

    def _element(
        self, parent: etree._Element, name: str, code: Code, first: dict[str, str | None]
    ) -> etree._Element:
        element = etree.SubElement(parent, self.ns + name)
        for key, value in first.items():
            if value is not None:
                element.set(key, self.clean(value))
        for key, value in code.attributes:
            if key.startswith(_OWN):
                own = key[len(_OWN) :]
                legal = own != "clone" or value in ("yes", "no")
                if legal and legal_foreign(key) and name in _WHERE.get(own, (name,)):
                    element.set(own, self.clean(value))
            elif key.startswith("{") and key not in (ELEMENT, ID) and legal_foreign(key):
                element.set(key, self.clean(value))
        return element

    def _native(self, element: etree._Element, content: Content) -> None:
        for piece in content:
            if isinstance(piece, str):
                self.text(element, piece)
            elif piece.kind != "sub":
                self._native(element, piece.content)
            else:
                sub = etree.SubElement(element, f"{self.ns}sub")
                datatype, ctype = piece.attribute("datatype"), _ctype("sub", piece.attribute("type"))
                if datatype is not None and legal_datatype(datatype):
                    sub.set("datatype", datatype)
                if ctype is not None:
                    sub.set("ctype", ctype)
                inner = Codes1Writer(self.ns, self.lost, taken=self.taken)
                inner.fill(sub, piece.content)
                self.taken |= inner.taken
