"""XLIFF 1.2 and 2.0 to 2.2 (OASIS), read and written as a stream: one unit in memory at a time.

A bilingual document, or several in one file. What is read: source and target of each unit with their inline
codes, the document as prop `x-document`, state, notes, names; one unit a segment where a unit is segmented.
What is written can be read back as it was, but for variants that are neither source nor target and
characters that XML can't hold; what XLIFF has no element for goes into its metadata module. The reader opens
nothing that the file names, allows no entities, and refuses what is ill-formed with the line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from lxml import etree

from tm.errors import InputError, MalformedXLIFF, UsageError
from tm.formats.memory import Reject
from tm.formats.output import written
from tm.formats.tmx_elements import MOST_CHILDREN
from tm.formats.xliff import header as headers
from tm.formats.xliff import metadata, version1, version2
from tm.formats.xliff.codes import local, printable, token
from tm.formats.xliff.elements import OLD, VERSIONS, file, free, opened, parsed
from tm.formats.xliff.units import (
    DOCUMENT,
    SIDES,
    File,
    UnfitUnit,
    content_of,
    groups,
    lines,
    side_of,
    signature,
)
from tm.formats.xml_stream import XmlStream
from tm.units import Code, Header, Rejected, TranslationUnit, Variant

LONGEST = 9_900_000  # bytes of a unit, as it is written; XML readers stop at ten million
_LANG = re.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


class XliffReader:
    """Reads the units of an XLIFF file of any version, in order.

    The header is that of the first `file`. An id is that of the unit, with `/` and that of the segment where
    it has several, and before it, in all but the first `file`, the name of the document. A unit without
    target has one variant. Raises UnreadableFile, and MalformedXLIFF with the line.
    """

    def __init__(self, path: Path | str, *, reject: Reject | None = None, tolerant: bool = False) -> None:
        self.path, self._reject, self._tolerant = path, reject, tolerant
        self._said: list[str] = []
        self._left: Counter[str] = Counter()
        with opened(path, tolerant) as stream:
            self._stream = stream
            self.version, self.header = _first(path, stream)
        if self.version in OLD:
            self._said.append(f"{path}: XLIFF {self.version}, read as XLIFF 1.2")

    @property
    def warnings(self) -> list[str]:
        """What was assumed, mended or left out."""
        said = [*self._stream.warnings, *self._said]
        said += (f"{self.path}: not taken: {number:,} {what}" for what, number in sorted(self._left.items()))
        return said

    @property
    def share(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return self._stream.file.share

    def __iter__(self) -> Iterator[TranslationUnit]:
        """The units, one at a time."""
        format_ = version1 if self.version[0] == "1" else version2
        with opened(self.path, self._tolerant) as stream:
            self._stream = stream
            for element, where, ns in self._elements(stream):
                try:
                    if next(element.iter(etree.Entity), None) is not None:
                        raise UnfitUnit("refers to an entity that is not declared")
                    if any(len(one) > MOST_CHILDREN for one in element.iter("{*}source", "{*}target")):
                        raise UnfitUnit(f"has more than {MOST_CHILDREN:,} codes in a text")
                    units = list(format_.read(element, where, ns, self._left))
                except UnfitUnit as problem:
                    self._refuse(element, str(problem))
                    continue
                yield from units

    def _refuse(self, element: etree._Element, problem: str) -> None:
        line = element.sourceline or 0
        what = f"unit {element.get('id')} {problem}" if element.get("id") is not None else f"a unit {problem}"
        if self._reject is None:
            raise MalformedXLIFF(self.path, line, what)
        self._reject(Rejected(line, what, etree.tostring(element, encoding="unicode", with_tail=False)))

    def _elements(self, stream: XmlStream) -> Iterator[tuple[etree._Element, File, str]]:
        """Each unit's element with its file and its namespace in braces, freed after use."""
        unit = "trans-unit" if self.version[0] == "1" else "unit"
        where, ns, prefixes = File("", "", None), "", set[str]()
        for event, element in parsed(self.path, stream, ("xliff", "file", unit)):
            if event == "start":
                if element.getparent() is None:
                    ns = element.tag[: -len("xliff")]
                elif element.tag == f"{ns}file":
                    where = file(self.path, element, prefixes)
            elif element.tag == ns + unit:
                yield element, where, ns
                free(element)
            elif element.tag == f"{ns}file":
                free(element)


def _first(path: Path | str, stream: XmlStream) -> tuple[str, Header]:
    """The version of the document, and what the first file says of itself."""
    version, root = "", None
    for event, element in parsed(path, stream, None):
        root = element.getroottree().getroot()
        version = root.get("version", "")
        if event == "start" and local(element) in ("body", "unit", "group", "trans-unit"):
            where = next((one for one in element.iterancestors() if local(one) == "file"), None)
            if where is not None:
                return version, headers.read(where, file(path, where, set()), where.tag[: -len("file")])
    raise MalformedXLIFF(path, 1 if root is None else root.sourceline or 1, "has no file with units")


class XliffWriter:
    """Writes units to an XLIFF file that appears only when all is written.

    `langs` are source and target; `version` is 1.2, 2.0, 2.1 or 2.2. Units of one document that follow
    one another are one `file`. A unit without the source language can't be written, one without the target
    language is one to translate. `lost` counts what was left out. Raises UsageError for a tag or version that
    XLIFF does not have, UnwritableOutput, and InputError for a unit that is too long.

    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.xlf"
    >>> with XliffWriter(path, Header(srclang="kk"), langs=("kk", "ru"), version="2.1") as writer:
    ...     writer.write(TranslationUnit("1", (Variant("kk", "Иә."), Variant("ru", "Да."))))
    >>> [unit.variant("ru").text for unit in XliffReader(path)]
    ['Да.']
    """

    def __init__(
        self, path: Path | str, header: Header, *, langs: tuple[str, str], version: str = "1.2"
    ) -> None:
        if version not in VERSIONS:
            raise UsageError(f"XLIFF {version} is not known; versions are {', '.join(VERSIONS)}")
        for lang in langs:
            if not _LANG.fullmatch(lang):
                raise UsageError(f"{lang!r} is not a language tag that XLIFF allows; kk and kk-KZ are")
        if langs[0].lower() == langs[1].lower():
            raise UsageError(f"source and target of XLIFF can't both be {langs[0]}")
        self.path, self.header, self.langs, self.version = path, header, langs, version
        self.lost: Counter[str] = Counter()
        self._ns = f"{{{VERSIONS[version]}}}"
        self._format = version1 if version == "1.2" else version2
        self._file: File | None = None
        self._prefixes: set[str] = set()
        self._ids: set[str] = set()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._out = stack.enter_context(written(self.path))
            self._put('<?xml version="1.0" encoding="UTF-8"?>\n')
            self._put(headers.root(self.version, self._ns, self.langs) + "\n")
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._stack.__exit__(kind, error, trace)
            return
        with self._stack:
            if self._file is None:
                self._open("")
                self._put("" if self.version == "1.2" else '  <group id="none"/>\n')  # a file can't be empty
            self._close()
            self._put("</xliff>\n")

    def write(self, unit: TranslationUnit) -> None:
        """Append one unit."""
        wanted = self._bilingual(unit)
        if wanted is None:
            return
        document = unit.prop(DOCUMENT) or ""
        where = self._file
        if where is None or document != where.original:
            where = self._open(document)
        made = self._format.build(
            wanted, self._identifier(wanted.tuid, where), self.langs, self._ns, self.lost
        )
        (got,) = self._format.read(made.element, where, self._ns, Counter())
        entries: list[tuple[str, list[metadata.Pair]]] = []
        if got != wanted:
            entries = groups(wanted, got, self.langs, made.steps, signature(got))
            if (said := metadata.write(entries, self.lost)) is not None:
                self._format.add_metadata(made.element, said)
        if not entries or not entries[-1][1]:
            self._format.finish(made.element)
        lines(made.element, "  ")
        text = metadata.bare(etree.tostring(made.element, encoding="unicode", with_tail=False), self._ns)
        if (size := len(text.encode())) > LONGEST:
            raise InputError(f"unit {unit.name}: {size:,} bytes are too long for a unit of XLIFF")
        self._put(f"  {text}\n")

    def _bilingual(self, unit: TranslationUnit) -> TranslationUnit | None:
        """The unit with the variants that can be written, None where the source is not among them."""
        taken: dict[str, Variant] = {}
        for variant in unit.variants:
            if variant.lang.lower() not in (self.langs[0].lower(), self.langs[1].lower()):
                self.lost["variants of other languages"] += 1
            elif (side := side_of(variant, self.langs)) in taken:
                self.lost["further variants of one language"] += 1
            else:
                content = content_of(variant)
                coded = any(isinstance(piece, Code) for piece in content)
                taken[side] = variant._replace(content=content if coded else ())
        if SIDES[0] not in taken:
            self.lost[f"units without {self.langs[0]}"] += 1
            return None
        return replace(unit, variants=tuple(taken.values()))

    def _identifier(self, tuid: str | None, where: File) -> str:
        """An id that no other unit of the file has: the tuid, where it can be one."""
        name = (tuid or "").removeprefix(where.prefix)
        legal = printable(name) if self.version == "1.2" else token(name)
        number = len(self._ids)
        while not legal or name in self._ids:
            number, legal = number + 1, True
            name = f"u{number}"
        self._ids.add(name)
        return name

    def _open(self, document: str) -> File:
        if self._file is not None:
            self._close()
        number = len(self._prefixes) + 1
        element = headers.file(document, number, self.version, self._ns, self.langs, self.header)
        self._file = replace(file(self.path, element, self._prefixes), original=document)
        self._ids.clear()
        header = self.header if number == 1 else None
        self._put(headers.opening(element, header, self._file, self._ns, self.lost))
        return self._file

    def _close(self) -> None:
        self._put(" </body></file>\n" if self.version == "1.2" else " </file>\n")

    def _put(self, text: str) -> None:
        self._out.write(text.encode())
