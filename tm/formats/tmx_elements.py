"""What the elements of TMX become: a tu a unit, a tuv a variant, a seg its content."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from tm.units import Attributes, Code, Content, Encoding, Header, Prop, TranslationUnit, Variant, plain

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LONGEST = 5_000_000  # characters of a segment; XML readers stop at ten million bytes
MOST_VARIANTS = 1_000  # of a unit
MOST_ATTRIBUTES = 100  # of an element
MOST_CHILDREN = 100_000  # directly inside of an element: codes in a segment, notes and props in a unit
REQUIRED = ("srclang", "adminlang", "segtype", "datatype", "creationtool", "creationtoolversion", "o-tmf")
_UNSAID = ("*all*", "en", "sentence", "unknown", "", "", "unknown")  # what a header that leaves them out says
_REMARKS = frozenset(("prop", "note"))
_PLAIN = frozenset(("tuv", "seg", "prop", "note"))  # the usual names, without a namespace
_BIG_LINES = 65_535  # up to here the parser counts lines exactly; after, it looks at the text that follows


class Unfit(Exception):
    """An element from which no unit can be made; `line` says where."""

    def __init__(self, element: etree._Element, problem: str) -> None:
        super().__init__(problem)
        self.line = line_of(element)


def unit_of(tu: etree._Element, left_out: Counter[str]) -> TranslationUnit:
    """The unit that a tu says; elements that TMX does not know are counted in `left_out`. Raises Unfit."""
    variants, props = [], []
    _refuse_many(tu)
    for child in tu:
        tag = child.tag
        name = tag if tag in _PLAIN else local(child)
        if name == "tuv":
            variants.append(_variant(child, left_out))
        elif name in _REMARKS:
            props.append(prop_of(child))
        elif name in ("tu", "seg", "header", "body", ""):
            raise Unfit(child, f"a {name or 'reference to an entity'} directly inside of a tu")
        else:
            left_out[name] += 1
    if not variants:
        raise Unfit(tu, "a tu without a tuv")
    if len(variants) > MOST_VARIANTS:
        raise Unfit(tu, f"a tu of {len(variants):,} variants; {MOST_VARIANTS:,} are allowed")
    tuid, attributes = _apart("tuid", attributes_of(tu))
    return TranslationUnit(tuid, tuple(variants), tuple(props), attributes, line_of(tu))


def _variant(tuv: etree._Element, left_out: Counter[str]) -> Variant:
    if (usual := _usual(tuv)) is not None:
        return usual
    segs, props = [], []
    _refuse_many(tuv)
    for child in tuv:
        tag = child.tag
        name = tag if tag in _PLAIN else local(child)
        if name == "seg":
            segs.append(child)
        elif name in _REMARKS:
            props.append(prop_of(child))
        elif name in ("tuv", "tu", ""):
            raise Unfit(child, f"a {name or 'reference to an entity'} directly inside of a tuv")
        else:
            left_out[name] += 1
    if len(segs) != 1:
        raise Unfit(tuv, "a tuv with more than one seg" if segs else "a tuv without seg")
    lang, attributes = _language(tuv)
    seg = segs[0]
    text: str = seg.text or ""
    content: Content = ()
    if len(seg):
        content = content_of(seg, _home(seg))
        text = plain(content)
    if len(text) > LONGEST:
        raise Unfit(seg, f"a segment of {len(text):,} characters; {LONGEST:,} are allowed")
    return Variant(lang, text, tuple(props), attributes, content, attributes_of(seg))


def _language(tuv: etree._Element) -> tuple[str, Attributes]:
    """The language of a tuv, as TMX 1.4 or 1.1 writes it, and its other attributes."""
    lang, attributes = _apart(XML_LANG, attributes_of(tuv))
    if lang is None:
        lang, attributes = _apart("lang", attributes)
    if not lang or lang.isspace():
        raise Unfit(tuv, "a tuv without xml:lang")
    return lang, attributes


def _usual(tuv: etree._Element) -> Variant | None:
    """What nearly every tuv is, a language and a text, made in half the time; None if it is more."""
    if len(tuv) != 1 or len(tuv.attrib) != 1:
        return None
    lang, seg = tuv.get(XML_LANG), tuv[0]
    if not lang or lang.isspace() or seg.tag != "seg" or len(seg) or len(seg.attrib):
        return None
    text: str = seg.text or ""
    return Variant(lang, text) if len(text) <= LONGEST else None


def header_of(element: etree._Element) -> Header:
    """A header; what TMX requires and the file leaves out is as little as can be said."""
    _refuse_many(element)
    others = tuple(pair for pair in attributes_of(element) if pair[0] not in REQUIRED)
    named = {
        name.replace("-", "_"): element.get(name, unsaid)
        for name, unsaid in zip(REQUIRED, _UNSAID, strict=True)
    }
    props = tuple(prop_of(child) for child in element if local(child) in _REMARKS)
    encodings = tuple(
        Encoding(attributes_of(ude), tuple(attributes_of(one) for one in ude.iterchildren("{*}map")))
        for ude in element.iterchildren("{*}ude")
    )
    return Header(**named, props=props, attributes=others, encodings=encodings)


def prop_of(element: etree._Element) -> Prop:
    """A prop, or a note, which has no type; one whose type is missing has an empty one."""
    value: str = element.text or ""
    if len(element.attrib) == 1 and not len(element) and element.tag == "prop":  # nearly every prop
        kind = element.get("type")
        if kind is not None:
            return Prop(kind, value)
    attributes = attributes_of(element)
    if len(element):
        if any(child.tag is etree.Entity for child in element):
            raise Unfit(element, f"refers to an entity that is not declared: {element[0].text}")
        value = "".join(element.itertext())
    if local(element) == "note":
        return Prop(None, value, attributes)
    kind, attributes = _apart("type", attributes)
    return Prop(kind or "", value, attributes)


def content_of(element: etree._Element, home: str) -> Content:
    """What is inside of a seg or a code: text, and the codes in it with theirs.

    `home` is the namespace of the file's own elements, as lxml writes it; codes of another one keep theirs.
    """
    _refuse_many(element)
    pieces: list[str | Code] = []
    if element.text:
        pieces.append(element.text)
    for child in element:
        if child.tag is etree.Entity:
            raise Unfit(element, f"refers to an entity that is not declared: {child.text}")
        kind = child.tag.removeprefix(home)
        pieces.append(Code(kind, attributes_of(child), content_of(child, home)))
        if child.tail:
            pieces.append(child.tail)
    return tuple(pieces)


def attributes_of(element: etree._Element) -> Attributes:
    """Names and values in order. Raises Unfit where there are too many to be meant."""
    count = len(element.attrib)
    if not count:
        return ()
    if count > MOST_ATTRIBUTES:  # asked first, for to read them all takes the square of the time
        raise Unfit(element, f"{count:,} attributes; {MOST_ATTRIBUTES} are allowed")
    return tuple(element.items())


def _refuse_many(element: etree._Element) -> None:
    """Raise Unfit where there are too many elements to be meant, each of which takes a kilobyte."""
    if (count := len(element)) > MOST_CHILDREN:
        problem = f"a {local(element)} of {count:,} elements; {MOST_CHILDREN:,} are allowed"
        raise Unfit(element, problem)


def line_of(element: etree._Element) -> int:
    """The line on which an element begins, from 1; a line or two off for what is alone after line 65,535."""
    line: int = element.sourceline or 0
    if line > _BIG_LINES:
        line -= (element.text or "").count("\n")
    return line


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag if tag[0] != "{" else tag.rpartition("}")[2]


def _home(element: etree._Element) -> str:
    tag: str = element.tag
    return tag[: tag.index("}") + 1] if tag[0] == "{" else ""


def _apart(name: str, attributes: Attributes) -> tuple[str | None, Attributes]:
    """The value of one attribute, None where it is missing, and the others."""
    if attributes and attributes[0][0] == name:  # as it nearly always is
        return attributes[0][1], attributes[1:]
    for place, pair in enumerate(attributes):
        if pair[0] == name:
            return pair[1], attributes[:place] + attributes[place + 1 :]
    return None, attributes
