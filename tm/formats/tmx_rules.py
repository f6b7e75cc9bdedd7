"""What TMX 1.4b asks of a file beside being XML: each breach with its line, its element and the rule.

After the specification of LISA OSCAR (2005) and its DTD, and what the DTD can't say: that codes come in
pairs, that dates are dates, languages languages, and that the source language is there. The parts of a unit
are looked at as they stand in the file, before they are made a `TranslationUnit`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from tm.formats.tmx_elements import XML_LANG, line_of, local
from tm.languages import WELL_FORMED, matches

RULES = {
    "structure": "an element is missing, stands in the wrong place, or is none of TMX",
    "attribute-missing": "an attribute that TMX requires is missing",
    "attribute-unknown": "an attribute is none of TMX; programs may refuse or forget it",
    "value": "a value is not among those that TMX allows",
    "date": "a date is not of the form YYYYMMDDThhmmssZ, or no such day exists",
    "language": "a language tag is not of the form that BCP 47 gives it",
    "source-language": "no variant is in the source language",
    "pairing": "bpt and ept do not come in pairs of one number inside of a segment",
    "deprecated": "TMX 1.4 reads it, but asks not to write it",
}

_TU = frozenset(
    [
        "tuid",
        "o-encoding",
        "datatype",
        "usagecount",
        "lastusagedate",
        "creationtool",
        "creationtoolversion",
        "creationdate",
        "creationid",
        "changedate",
        "segtype",
        "changeid",
        "o-tmf",
        "srclang",
    ]
)
_TUV = (_TU - {"tuid", "segtype", "srclang"}) | {XML_LANG, "lang"}
_HEADER_REQUIRED = frozenset(
    ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"]
)
_REMARK = frozenset((XML_LANG, "lang", "o-encoding"))
ALLOWED: dict[str, frozenset[str]] = {
    "tmx": frozenset(("version",)),
    "header": _HEADER_REQUIRED
    | frozenset(["o-encoding", "creationdate", "creationid", "changedate", "changeid"]),
    "body": frozenset(),
    "tu": _TU,
    "tuv": _TUV,
    "seg": frozenset(),
    "note": _REMARK,
    "prop": _REMARK | {"type"},
    "ude": frozenset(("name", "base")),
    "map": frozenset(("unicode", "code", "ent", "subst")),
    "bpt": frozenset(("i", "x", "type")),
    "ept": frozenset(("i",)),
    "it": frozenset(("pos", "x", "type")),
    "ph": frozenset(("x", "assoc", "type")),
    "hi": frozenset(("x", "type")),
    "sub": frozenset(("datatype", "type")),
    "ut": frozenset(("x",)),
}
_REQUIRED: dict[str, frozenset[str]] = {
    "header": _HEADER_REQUIRED,
    "prop": frozenset(("type",)),
    "ude": frozenset(("name",)),
    "map": frozenset(("unicode",)),
    "bpt": frozenset(("i",)),
    "ept": frozenset(("i",)),
    "it": frozenset(("pos",)),
}
_INSIDE: dict[str, frozenset[str]] = {  # what may stand in an element
    "header": frozenset(("note", "prop", "ude")),
    "ude": frozenset(("map",)),
    "tu": frozenset(("note", "prop", "tuv")),
    "tuv": frozenset(("note", "prop", "seg")),
    "seg": frozenset(("bpt", "ept", "it", "ph", "hi", "ut")),
    "hi": frozenset(("bpt", "ept", "it", "ph", "hi", "ut")),
    "sub": frozenset(("bpt", "ept", "it", "ph", "hi", "ut")),
    **dict.fromkeys(("bpt", "ept", "it", "ph", "ut"), frozenset(("sub",))),
}
_VALUES = {
    "segtype": re.compile("block|paragraph|sentence|phrase"),
    "pos": re.compile("begin|end"),
    "assoc": re.compile("[pfb]"),
    "usagecount": re.compile("[0-9]+"),
    "i": re.compile("[0-9]+"),
    "x": re.compile("[0-9]+"),
    "unicode": re.compile("#x[0-9A-Fa-f]{1,6}"),
    "code": re.compile("#x[0-9A-Fa-f]{1,4}"),
}
_DATES = frozenset(("creationdate", "changedate", "lastusagedate"))
_DATE = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_VALUED = _DATES | _VALUES.keys() | {XML_LANG, "lang", "srclang", "adminlang"}
MOST_SHAPES = 10_000  # that are remembered

Shape = tuple[str | None, ...]
_VERSIONS = ("1.1", "1.2", "1.3", "1.4", "1.4b")


class Violation(NamedTuple):
    """One breach of a rule, by its name in `RULES`: the line, the element, and what is wrong."""

    line: int
    element: str
    rule: str
    problem: str


class TmxRules:
    """Collects the breaches of a file; give `inspect` to a `TmxReader`, and empty `found` as you go.

    >>> rules = TmxRules()
    >>> rules.inspect(etree.fromstring('<tmx/>'))
    >>> rules.found
    [Violation(line=1, element='tmx', rule='attribute-missing', problem='version is missing')]
    """

    def __init__(self) -> None:
        self.found: list[Violation] = []
        self._version, self._srclang = "1.4", "*all*"
        self._good: dict[Shape, tuple[str, ...]] = {}

    def inspect(self, element: etree._Element) -> None:
        """Look at the root, a header, or a tu."""
        name = local(element)
        if name == "tmx":
            self.found += self._root(element)
            return
        parent = element.getparent()
        if parent is not None and local(parent) != {"header": "tmx", "tu": "body"}.get(name):
            self._say(element, "structure", f"a {name} directly inside of {local(parent)}")
        if name == "header":
            self._srclang = element.get("srclang", "*all*")
        self._look(element)
        if name == "tu":
            self._check_source(element)

    def _say(self, element: etree._Element, rule: str, problem: str) -> None:
        self.found.append(Violation(line_of(element), local(element) or "entity", rule, problem))

    def _root(self, element: etree._Element) -> Iterator[Violation]:
        line = line_of(element)
        version = element.get("version")
        if version is None:
            yield Violation(line, "tmx", "attribute-missing", "version is missing")
        elif version not in _VERSIONS:
            problem = f"version {version} is none of {', '.join(_VERSIONS)}"
            yield Violation(line, "tmx", "value", problem)
        self._version = version or "1.4"

    def _look(self, element: etree._Element) -> None:
        """An element and all that is inside of it.

        Elements are looked at by their shape, the names of their attributes and children. Files have few
        shapes and many elements: of a shape that was found good only the values are looked at again.
        """
        shape = (element.tag, *element.keys(), None, *[child.tag for child in element])
        if (valued := self._good.get(shape)) is None:
            valued = self._new_shape(element, shape)
        for attribute in valued:
            self._check_value(element, attribute, element.get(attribute))
        name = local(element)
        if name == "seg" and len(element):
            self._check_pairs(element)
        elif name in ("tu", "tuv"):
            self._check_text(element, name)
        for child in element:
            if local(child) in ALLOWED:
                self._look(child)

    def _new_shape(self, element: etree._Element, shape: Shape) -> tuple[str, ...]:
        """Look at a shape, and remember it if it is good; those of its attributes whose values matter."""
        before = len(self.found)
        name = local(element)
        self._check_names(element, name)
        self._check_children(element, name)
        valued = tuple(attribute for attribute in element.keys() if attribute in _VALUED)  # noqa: SIM118 - lxml
        if len(self.found) == before and len(self._good) < MOST_SHAPES:
            self._good[shape] = valued
        return valued

    def _check_names(self, element: etree._Element, name: str) -> None:
        allowed = ALLOWED[name]
        for attribute in element.keys():  # noqa: SIM118 - an element is no mapping
            if attribute not in allowed:
                said = f"{_said(attribute)} is none of the attributes of {name}"
                self._say(element, "attribute-unknown", said)
            elif attribute == "lang" and self._version.startswith("1.4"):
                self._say(element, "deprecated", "lang was replaced by xml:lang in TMX 1.4")
        for missing in sorted(_REQUIRED.get(name, frozenset()) - set(element.keys())):
            self._say(element, "attribute-missing", f"{missing} is missing")
        if name == "tuv" and XML_LANG not in element.attrib and "lang" not in element.attrib:
            self._say(element, "attribute-missing", "xml:lang is missing")
        if name == "ut":
            self._say(element, "deprecated", "ut is not to be used any more; bpt, ept, it or ph say more")

    def _check_children(self, element: etree._Element, name: str) -> None:
        allowed = _INSIDE.get(name, frozenset())
        counts: Counter[str] = Counter()
        before = ""
        for child in element:
            inside = local(child)
            if inside not in allowed:
                what = inside or f"the entity {child.text}"
                self._say(child, "structure", f"{what} must not stand inside of {name}")
            elif name in ("tu", "tuv") and inside in ("note", "prop") and before in ("tuv", "seg"):
                self._say(child, "structure", f"{inside} must stand before {before}")
            counts[inside] += 1
            before = inside
        if name == "tu" and not counts["tuv"]:
            self._say(element, "structure", "a tu without a tuv")
        elif name == "tuv" and counts["seg"] != 1:
            self._say(element, "structure", f"a tuv with {counts['seg']} segs instead of one")
        elif name == "ude" and not counts["map"]:
            self._say(element, "structure", "a ude without a map")
        elif name == "ude" and "base" not in element.attrib and any("code" in one.attrib for one in element):
            self._say(element, "attribute-missing", "base is missing, which a map with code needs")

    def _check_text(self, element: etree._Element, name: str) -> None:
        text = element.text
        found = bool(text and not text.isspace())
        for child in element:
            tail = child.tail
            found = found or bool(tail and not tail.isspace())
        if found:
            self._say(element, "structure", f"text directly inside of {name}")

    def _check_value(self, element: etree._Element, attribute: str, value: str) -> None:
        if attribute in _DATES:
            if not _is_date(value):
                problem = f"{attribute} {value[:40]!r} is no date of the form YYYYMMDDThhmmssZ"
                self._say(element, "date", problem)
        elif attribute in _VALUES:
            if not _VALUES[attribute].fullmatch(value):
                self._say(element, "value", f"{attribute} can't be {value[:40]!r}")
        elif not _is_tag(value) and not (attribute == "srclang" and value == "*all*"):
            problem = f"{_said(attribute)} {value[:40]!r} is no language tag (kk, kk-KZ)"
            self._say(element, "language", problem)

    def _check_source(self, tu: etree._Element) -> None:
        source = tu.get("srclang", self._srclang)
        if source == "*all*":
            return
        tags = [tuv.get(XML_LANG) or tuv.get("lang") or "" for tuv in tu.iterchildren("{*}tuv")]
        if tags and not any(tag and matches(source, tag) for tag in tags):
            there = ", ".join(filter(None, tags))[:80]
            only = f", only in {there}" if there else ""
            self._say(tu, "source-language", f"no tuv in {source}{only}")

    def _check_pairs(self, seg: etree._Element) -> None:
        """That each bpt has one ept of its number after it in the seg, and each ept its bpt before it."""
        opened: set[str] = set()
        closed: set[str] = set()
        for code in seg.iter("{*}bpt", "{*}ept"):
            name, number = local(code), code.get("i")
            if number is None:
                continue
            if name == "bpt":
                if number in opened:
                    self._say(code, "pairing", f"a second bpt of number {number} in one seg")
                opened.add(number)
            elif number in closed:
                self._say(code, "pairing", f"a second ept of number {number} in one seg")
            else:
                if number not in opened:
                    self._say(code, "pairing", f"ept {number} has no bpt before it")
                closed.add(number)
        for number in sorted(opened - closed):
            self._say(seg, "pairing", f"bpt {number} has no ept after it; a code alone is an it")


@lru_cache(maxsize=1 << 14)
def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        datetime.strptime(value, "%Y%m%dT%H%M%SZ")
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1 << 10)
def _is_tag(value: str) -> bool:
    return bool(WELL_FORMED.fullmatch(value)) and "_" not in value


def _said(attribute: str) -> str:
    return attribute.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")
