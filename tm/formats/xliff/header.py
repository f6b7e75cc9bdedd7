"""What an XLIFF document and its files say of themselves, as the header of a memory, and back.

The source language is `srclang`, the target language the prop `targetlang`, the tool of 1.2 the creation
tool, notes of a file notes. A header of which these are not all is kept in the metadata of the first file.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict

from lxml import etree

from tm.formats.xliff import metadata
from tm.formats.xliff.codes import BAD, NOT_XML, OURS
from tm.formats.xliff.codes1 import legal_datatype
from tm.formats.xliff.units import XML, File
from tm.units import Attributes, Encoding, Header, Prop

_CATEGORY = "ushtil:header"


def read(element: etree._Element, file: File, ns: str) -> Header:
    """The header that a `file` element gives, which is read up to its first unit."""
    for one in element.iter(f"{{{metadata.MDA}}}metaGroup"):
        if one.get("category") == _CATEGORY:
            try:
                return _header(json.loads("".join(one.itertext())))
            except (ValueError, TypeError, LookupError, RecursionError):
                break  # somebody has changed it
    return _derived(element, file, ns)


def _derived(element: etree._Element, file: File, ns: str) -> Header:
    head = element.find(f"{ns}header")
    tools = [] if head is None else head.findall(f"{ns}tool")
    tool = next((one for one in tools if one.get("tool-id") == element.get("tool-id")), None)
    tool = tools[0] if tool is None and tools else tool
    notes = element.iterfind(f"{ns}notes/{ns}note") if head is None else head.iterfind(f"{ns}note")
    props = [Prop("targetlang", file.target)] if file.target else []
    return Header(
        srclang=file.source,
        datatype=element.get("datatype", "plaintext"),
        creationtool=element.get("tool", "") if tool is None else tool.get("tool-name", ""),
        creationtoolversion="" if tool is None else tool.get("tool-version", ""),
        props=(*props, *(Prop(None, "".join(note.itertext())) for note in notes)),
    )


def root(version: str, ns: str, langs: tuple[str, str]) -> str:
    """The start tag of the document."""
    element = etree.Element(f"{ns}xliff", nsmap={None: ns[1:-1], "mda": metadata.MDA, "ushtil": OURS})
    element.set("version", version)
    if version != "1.2":
        element.set("srcLang", langs[0])
        element.set("trgLang", langs[1])
    return str(etree.tostring(element, encoding="unicode")).removesuffix("/>") + ">"


def file(
    document: str, number: int, version: str, ns: str, langs: tuple[str, str], header: Header
) -> etree._Element:
    """The `file` of one document, with attributes only, in a root that has its languages."""
    above = etree.Element(f"{ns}xliff", nsmap={None: ns[1:-1]})
    element = etree.SubElement(above, f"{ns}file")
    original = NOT_XML.sub("", document)
    if version == "1.2":
        element.set("original", original)
        element.set("source-language", langs[0])
        element.set("target-language", langs[1])
        element.set("datatype", header.datatype if legal_datatype(header.datatype) else "plaintext")
        return element
    above.set("srcLang", langs[0])
    above.set("trgLang", langs[1])
    element.set("id", f"f{number}")
    if original:
        element.set("original", original)
    element.set(f"{XML}space", "preserve")
    return element


def opening(element: etree._Element, header: Header | None, file: File, ns: str, lost: Counter[str]) -> str:
    """The start tag of a `file` and what comes before its units: what the header says, if one is given."""
    one = element.get("datatype") is not None
    tag = etree.tostring(element, encoding="unicode", with_tail=False).removesuffix("/>") + ">"
    parts = [" " + metadata.bare(tag, ns) + "\n"]
    if header is not None:
        head = etree.SubElement(element, f"{ns}header") if one else element
        notes = [prop for prop in header.props if prop.type is None]
        said = etree.SubElement(head, f"{ns}notes") if notes and not one else head
        if one and (header.creationtool or header.creationtoolversion):
            names = {"tool-id": "made-with", "tool-name": header.creationtool}
            tool = etree.SubElement(
                head, f"{ns}tool", {key: _clean(value, lost) for key, value in names.items()}
            )
            if header.creationtoolversion:
                tool.set("tool-version", _clean(header.creationtoolversion, lost))
        for note in notes:
            etree.SubElement(said, f"{ns}note").text = _clean(note.value, lost)
        if _derived(element, file, ns) != header:
            text = json.dumps(asdict(header), ensure_ascii=False, separators=(",", ":"))
            text = NOT_XML.sub(lambda match: json.dumps(match.group())[1:-1], text)
            group = metadata.write([(_CATEGORY, [("header", text)])], lost)
            head.append(group) if one else head.insert(0, group)
        children = [head] if one else list(head)
        for child in children:
            if one and not len(child):
                continue
            text = etree.tostring(child, encoding="unicode", with_tail=False)
            parts.append("  " + metadata.bare(text, ns) + "\n")
    return "".join([*parts, "  <body>\n" if one else ""])


def _clean(text: str, lost: Counter[str]) -> str:
    clean, dropped = NOT_XML.subn("", text)
    lost.update({BAD: dropped} if dropped else {})
    return clean


def _header(said: object) -> Header:
    """A header from its entry. Raises TypeError, ValueError or LookupError where that is none."""
    if not isinstance(said, dict):
        raise TypeError("not a header")
    texts = {name: said[name] for name in ("srclang", "adminlang", "segtype", "datatype")}
    texts |= {name: said[name] for name in ("creationtool", "creationtoolversion")}
    if not all(isinstance(value, str) for value in texts.values()):
        raise TypeError("not a header")
    return Header(
        **texts,
        props=tuple(Prop(type_, str(value), _pairs(pairs)) for type_, value, pairs in said["props"]),
        attributes=_pairs(said["attributes"]),
        encodings=tuple(
            Encoding(_pairs(one["attributes"]), tuple(_pairs(pairs) for pairs in one["maps"]))
            for one in said["encodings"]
        ),
    )


def _pairs(value: list[list[str]]) -> Attributes:
    return tuple((str(name), str(said)) for name, said in value)
