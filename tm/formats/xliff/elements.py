"""The elements of an XLIFF file, one unit in memory at a time; what is unsafe or no XLIFF is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from tm.errors import MalformedXLIFF, UnreadableFile
from tm.formats.documents import STANDARD_INPUT
from tm.formats.xliff.codes import X1, X2, local
from tm.formats.xliff.units import File
from tm.formats.xml_stream import XmlStream, declares_entities, explained, safe_parser

VERSIONS = {
    "1.2": X1,
    "2.0": X2,
    "2.1": X2,
    "2.2": "urn:oasis:names:tc:xliff:document:2.2",
}  # and their namespaces
OLD = ("1.0", "1.1")  # read as 1.2


def file(path: Path | str, element: etree._Element, prefixes: set[str]) -> File:
    """The file that begins here. `prefixes` are those of the files before, which it adds to."""
    root = element.getparent()
    original = element.get("original", "")
    source = element.get("source-language") or root.get("srcLang")
    if not source:
        raise MalformedXLIFF(path, element.sourceline or 0, "a file has no source-language")
    name = original or element.get("id") or "file"
    number, prefix = 1, f"{name}/"
    while prefix in prefixes:
        number += 1
        prefix = f"{name}#{number}/"
    first = not prefixes
    prefixes.add(prefix)
    target = element.get("target-language") or root.get("trgLang")
    return File(original, source, target, "" if first else prefix, element.get("translate") != "no")


def free(element: etree._Element) -> None:
    """Forget an element that was read, and all before it."""
    element.clear()
    while element is not None and element.getparent() is not None:
        parent = element.getparent()
        while element.getprevious() is not None:
            del parent[0]
        element = parent


@contextmanager
def opened(path: Path | str, tolerant: bool = False) -> Iterator[XmlStream]:
    """The file, open, whatever it is packed and encoded in; not standard input, which is read but once."""
    if str(path) == "-":
        raise UnreadableFile(STANDARD_INPUT, "XLIFF is read twice; name a file")
    with XmlStream(path, tolerant=tolerant) as stream:
        yield stream


def parsed(
    path: Path | str, stream: XmlStream, wanted: Sequence[str] | None
) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of the elements of these names, or of all. Refuses entities and what is no XLIFF."""
    parser = safe_parser(stream, wanted)
    rooted = False
    try:
        for event, element in parser:
            if not rooted:
                _check_root(path, element.getroottree().getroot())
                rooted = stream.begun = True
            yield event, element
            if event == "end":
                stream.since = 0
    except etree.XMLSyntaxError as error:
        line, problem = explained(error, parser.error_log)
        raise MalformedXLIFF(path, line, problem) from error
    if not rooted:
        raise MalformedXLIFF(path, 1, "is XML, but not XLIFF: the root is not <xliff>")


def _check_root(path: Path | str, root: etree._Element) -> None:
    if local(root) != "xliff":
        raise MalformedXLIFF(
            path, root.sourceline or 1, f"is XML, but not XLIFF: the root is <{local(root)}>"
        )
    if declares_entities(root):
        raise MalformedXLIFF(path, 1, "declares entities, which an XLIFF file has no use for; refused")
    version = root.get("version")
    if version not in VERSIONS and version not in OLD:
        said = "does not say its version" if version is None else f"is XLIFF {version!r}, which is not known"
        raise MalformedXLIFF(path, root.sourceline or 1, f"{said}; 1.0 to 1.2 and 2.0 to 2.2 are")
    if version[0] == "2" and not root.get("srcLang"):
        raise MalformedXLIFF(path, root.sourceline or 1, "has no srcLang")
