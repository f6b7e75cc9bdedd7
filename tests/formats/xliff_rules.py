"""What XLIFF 1.2 (transitional) and 2.0 to 2.2 ask of the elements that are written here, in own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lxml import etree

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MDA = "urn:oasis:names:tc:xliff:metadata:2.0"
_XSD = "http://www.w3.org/2001/XMLSchema"
NMTOKEN = etree.XMLSchema(
    etree.XML(f'<s:schema xmlns:s="{_XSD}"><s:element name="id" type="s:NMTOKEN"/></s:schema>')
)
INLINE1 = "(?:g|x|bx|ex|bpt|ept|ph|it|mrk)*"
INLINE2 = "(?:cp|ph|pc|sc|ec|mrk|sm|em)*"
OTHER = "(?:metadata)?"
# The children of each element, in order, as a pattern over their names with a space after each.
CHILDREN1 = {
    "xliff": "(file)+",
    "file": "(header)?body",
    "header": "(note|tool)*(metadata)?",
    "body": "(trans-unit)*",
    "trans-unit": "source(target)?(note)*(metadata)?",
    "source": INLINE1,
    "target": INLINE1,
    "g": INLINE1,
    "mrk": INLINE1,
    "sub": INLINE1,
    **dict.fromkeys(("bpt", "ept", "it", "ph"), "(sub)*"),
    **dict.fromkeys(("x", "bx", "ex", "note", "tool"), ""),
}
CHILDREN2 = {
    "xliff": "(file)+",
    "file": "(metadata)?(notes)?(unit|group)+",
    "group": "(unit)*",
    "unit": "(metadata)?(notes)?(originalData)?(segment)+",
    "segment": "source(target)?",
    "notes": "(note)+",
    "originalData": "(data)+",
    "data": "(cp)*",
    "source": INLINE2,
    "target": INLINE2,
    "pc": INLINE2,
    "mrk": INLINE2,
    **dict.fromkeys(("cp", "ph", "sc", "ec", "sm", "em", "note"), ""),
}
META = {"metadata": "(metaGroup)+", "metaGroup": "(metaGroup|meta)+", "meta": ""}
REQUIRED1 = {
    "xliff": {"version"},
    "file": {"original", "source-language", "datatype"},
    "trans-unit": {"id"},
    "tool": {"tool-id", "tool-name"},
    "mrk": {"mtype"},
    "it": {"id", "pos"},
    **{name: {"id"} for name in ("g", "x", "bx", "ex", "bpt", "ept", "ph")},
}
REQUIRED2 = {
    "xliff": {"version", "srcLang"},
    "em": {"startRef"},
    "cp": {"hex"},
    **{name: {"id"} for name in ("file", "unit", "group", "data", "ph", "pc", "sc", "mrk", "sm")},
}
VALUES1 = {
    ("it", "pos"): {"open", "close"},
    ("ph", "assoc"): {"preceding", "following", "both"},
    ("note", "annotates"): {"source", "target", "general"},
    ("trans-unit", "approved"): {"yes", "no"},
}
VALUES2 = {
    ("segment", "state"): {"initial", "translated", "reviewed", "final"},
    ("note", "appliesTo"): {"source", "target"},
    **{(name, "type"): {"fmt", "ui", "quote", "link", "image", "other"} for name in ("pc", "sc", "ec", "ph")},
}
# Attributes without a namespace that 2.x allows; 1.2 allows any on most elements.
CODE = {"id", "canCopy", "canDelete", "canReorder", "copyOf", "subFlows", "subType", "type"}
ALLOWED2 = {
    "xliff": {"version", "srcLang", "trgLang"},
    "file": {"id", "original", "canResegment", "translate", "srcDir", "trgDir"},
    "group": {"id", "name"},
    "unit": {"id", "name", "canResegment", "translate", "srcDir", "trgDir", "type"},
    "segment": {"id", "canResegment", "state", "subState"},
    "source": set(),
    "target": {"order"},
    "note": {"id", "appliesTo", "category", "priority"},
    "data": {"id", "dir"},
    "cp": {"hex"},
    "ph": CODE | {"dataRef", "disp", "equiv"},
    "sc": CODE | {"dataRef", "disp", "equiv", "canOverlap", "dir", "isolated"},
    "ec": CODE | {"dataRef", "disp", "equiv", "canOverlap", "dir", "isolated", "startRef"},
    "pc": (CODE - {"subFlows"})
    | {"canOverlap", "dir"}
    | {f"{name}{end}" for name in ("dataRef", "disp", "equiv", "subFlows") for end in ("Start", "End")},
    "mrk": {"id", "translate", "type", "ref", "value"},
    "sm": {"id", "translate", "type", "ref", "value"},
    "em": {"startRef"},
    "metadata": {"id"},
    "metaGroup": {"id", "category", "appliesTo"},
    "meta": {"type"},
}
FOREIGN2 = {"xliff", "file", "group", "unit", "note", "mrk", "sm"}  # where attributes of others may be
MIXED = {"source", "target", "g", "mrk", "sub", "bpt", "ept", "it", "ph", "note", "pc", "data", "meta"}


def check(root: etree._Element) -> None:
    """Assert all of it."""
    for element in root.iter():
        _check_element(element, root)
    (_check_ids1 if root.get("version") == "1.2" else _check_ids2)(root)


def _check_element(element: etree._Element, root: etree._Element) -> None:
    one = root.get("version") == "1.2"
    children = (CHILDREN1 if one else CHILDREN2) | META
    required, values = (REQUIRED1, VALUES1) if one else (REQUIRED2, VALUES2)
    space, name = element.tag[1:].split("}")
    assert space == (MDA if name in META else root.tag[1:].split("}")[0])
    inside = "".join(f"{child.tag.rpartition('}')[2]} " for child in element)
    pattern = re.sub(r"[A-Za-z][-A-Za-z]*", lambda match: f"(?:{match.group()} )", children[name])
    assert re.fullmatch(pattern, inside), (name, inside)
    assert required.get(name, set()) <= set(element.attrib), (name, dict(element.attrib))
    for key, value in element.attrib.items():
        assert value in values.get((name, key), {value}), (name, key, value)
        if not one and key[0] != "{":
            assert key in ALLOWED2[name], (name, key)
        elif not one and not key.startswith("{http://www.w3.org/XML/1998/namespace}"):
            assert name in FOREIGN2, (name, key)
    if name not in MIXED:
        assert not (element.text or "").strip()
        assert not any((child.tail or "").strip() for child in element)


def _check_ids1(root: etree._Element) -> None:
    for file in root:
        _unique(unit.get("id") for unit in file.iter("{*}trans-unit"))
    for side in root.iter("{*}source", "{*}target"):
        rids = _unique(code.get("rid") for code in side.iter("{*}bpt") if code.get("rid"))
        assert {code.get("rid") for code in side.iter("{*}ept") if code.get("rid")} <= rids


def _check_ids2(root: etree._Element) -> None:
    _unique(file.get("id") for file in root)
    for file in root:
        _unique(unit.get("id") for unit in file.iter("{*}unit", "{*}group"))
    for unit in root.iter("{*}unit"):
        _check_unit2(unit)


def _check_unit2(unit: etree._Element) -> None:
    data = _unique(one.get("id") for one in unit.iter("{*}data"))
    _unique(note.get("id") for note in unit.iter("{*}note") if note.get("id"))
    for segment in unit.iter("{*}segment"):
        target = segment.find("{*}target")
        assert segment.get("state", "initial") == "initial" or target is not None
        assert "subState" not in segment.attrib or "state" in segment.attrib
    for element in unit.iter():
        for key in ("dataRef", "dataRefStart", "dataRefEnd"):
            assert element.get(key) is None or element.get(key) in data
        if element.get("id") is not None:
            token = etree.Element("id")
            token.text = element.get("id")
            assert NMTOKEN.validate(token)
        assert element.get("subType") is None or element.get("type") is not None
    for side in unit.iter("{*}source", "{*}target"):
        if side.get(XML_LANG):
            wanted = unit.getroottree().getroot().get("srcLang" if side.tag.endswith("source") else "trgLang")
            assert side.get(XML_LANG).lower() == wanted.lower()
        ids = _unique(code.get("id") for code in side.iter() if code is not side and code.get("id"))
        ends: Counter[str] = Counter(
            code.get("startRef") for code in side.iter("{*}ec", "{*}em") if code.get("startRef")
        )
        assert set(ends) <= ids and all(number == 1 for number in ends.values())
        for code in side.iter("{*}sc", "{*}sm"):
            assert (ends[code.get("id")] == 1) != (code.get("isolated") == "yes")
        for code in side.iter("{*}ec"):
            assert (code.get("isolated") == "yes") == ("startRef" not in code.attrib)
        assert all(code.get("copyOf") in ids for code in side.iter() if code.get("copyOf"))


def _unique(ids: Iterable[str]) -> set[str]:
    found = list(ids)
    assert len(set(found)) == len(found), found
    return set(found)
