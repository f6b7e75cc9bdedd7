"""TMX 1.4b written as a stream, with everything that a unit says.

The form is what the common CAT tools accept: UTF-8, a DOCTYPE, all header attributes, props and notes before
variants. Written as text: to build elements first would take four times as long.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tm.errors import InputError
from tm.formats.output import written
from tm.formats.tmx_elements import LONGEST
from tm.units import Attributes, Code, Content, Header, Prop, TranslationUnit, Variant

_START = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_FLUSH = 1 << 18  # characters kept before they are written
_MOST_TAGS = 1000


class TmxWriter:
    """Writes translation units to a file that appears only when all is written; a `UnitWriter`.

    `dropped` counts the characters that XML can't hold and that were therefore left out; nothing else is ever
    lost.
    """

    def __init__(self, path: Path | str, header: Header) -> None:
        self.path, self.header, self.dropped = path, header, 0
        self._pieces: list[str] = []
        self._tags: dict[tuple[str, str], str] = {}
        self._held = 0
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._stream = stack.enter_context(written(self.path))
            self._put(f"{_START} {self._header()}\n <body>\n")
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            if kind is None:
                self._put(" </body>\n</tmx>\n")
                self._flush()
            else:
                self._stack.__exit__(kind, error, trace)

    @property
    def lost(self) -> Counter[str]:
        """What could not be written, by what it is."""
        return Counter({"characters that XML can't hold": self.dropped} if self.dropped else {})

    def write(self, unit: TranslationUnit) -> None:
        """Append one unit: its props and notes, then its variants."""
        self._put(self.tu(unit))

    def tu(self, unit: TranslationUnit) -> str:
        """How a unit is written."""
        tuid = "" if unit.tuid is None else f' tuid="{self._quoted(unit.tuid)}"'
        lines = [f"  <tu{tuid}{self._attributes(unit.attributes)}>\n"]
        lines += [f"   {self._remark(prop)}\n" for prop in unit.props]
        lines += [self._variant(variant, unit) for variant in unit.variants]
        lines.append("  </tu>\n")
        return "".join(lines)

    def _variant(self, variant: Variant, unit: TranslationUnit) -> str:
        if len(variant.text) > LONGEST:
            raise InputError(
                f"{unit.name}: a segment of {len(variant.text):,} characters is too long for TMX"
            )
        text = self._content(variant.content) if variant.content else self._text(variant.text)
        lang = self._tag("   <tuv xml:lang", variant.lang)
        if not (variant.props or variant.attributes or variant.seg):
            return f"{lang}>\n    <seg>{text}</seg>\n   </tuv>\n"
        props = "".join(f"    {self._remark(prop)}\n" for prop in variant.props)
        return (
            f"{lang}{self._attributes(variant.attributes)}>\n{props}"
            f"    <seg{self._attributes(variant.seg)}>{text}</seg>\n   </tuv>\n"
        )

    def _header(self) -> str:
        header = self.header
        named = (
            ("creationtool", header.creationtool),
            ("creationtoolversion", header.creationtoolversion),
            ("segtype", header.segtype),
            ("o-tmf", header.o_tmf),
            ("adminlang", header.adminlang),
            ("srclang", header.srclang),
            ("datatype", header.datatype),
        )
        start = f"<header{self._attributes(named + header.attributes)}"
        inside = [self._remark(prop) for prop in header.props]
        for encoding in header.encodings:
            maps = "".join(f"<map{self._attributes(one)}/>" for one in encoding.maps)
            inside.append(f"<ude{self._attributes(encoding.attributes)}>{maps}</ude>")
        if not inside:
            return f"{start}/>"
        return f"{start}>\n" + "".join(f"  {line}\n" for line in inside) + " </header>"

    def _remark(self, prop: Prop) -> str:
        others = self._attributes(prop.attributes) if prop.attributes else ""
        if prop.type is None:
            return f"<note{others}>{self._text(prop.value)}</note>"
        return f"{self._tag('<prop type', prop.type)}{others}>{self._text(prop.value)}</prop>"

    def _tag(self, start: str, value: str) -> str:
        """The start of a tag up to a value that is one of few in a file, and is therefore quoted once."""
        said = self._tags.get((start, value))
        if said is None:
            said = f'{start}="{self._quoted(value)}"'
            if len(self._tags) < _MOST_TAGS:
                self._tags[start, value] = said
        return said

    def _content(self, content: Content) -> str:
        return "".join(self._text(one) if isinstance(one, str) else self._code(one) for one in content)

    def _code(self, code: Code) -> str:
        name, space = code.kind, ""
        if name[0] == "{":
            uri, _, name = name[1:].partition("}")
            name, space = f"c:{name}", f' xmlns:c="{self._quoted(uri)}"'
        start = f"<{name}{space}{self._attributes(code.attributes)}"
        return f"{start}>{self._content(code.content)}</{name}>" if code.content else f"{start}/>"

    def _attributes(self, attributes: Attributes) -> str:
        """Attributes with a space before each; a namespace of a vendor is declared where it is used."""
        if not attributes:
            return ""
        said = ""
        for number, (name, value) in enumerate(attributes):
            if name[0] == "{":
                uri, _, plain_name = name[1:].partition("}")
                prefix = "xml" if name.startswith(_XML) else f"n{number}"
                if prefix != "xml":
                    said += f' xmlns:{prefix}="{self._quoted(uri)}"'
                name = f"{prefix}:{plain_name}"
            said += f' {name}="{self._quoted(value)}"'
        return said

    def _quoted(self, value: str) -> str:
        """A value for an attribute; white space other than a space would be read back as one."""
        value = self._text(value)
        if '"' in value:
            value = value.replace('"', "&quot;")
        if "\n" in value or "\t" in value:
            value = value.replace("\n", "&#10;").replace("\t", "&#9;")
        return value

    def _text(self, text: str) -> str:
        """Text between tags; a carriage return would be read back as a line feed."""
        if "&" in text:
            text = text.replace("&", "&amp;")
        if "<" in text:
            text = text.replace("<", "&lt;")
        if ">" in text:
            text = text.replace(">", "&gt;")
        if not text.isprintable():  # rare, and quicker to ask than to search
            text, dropped = _NOT_XML.subn("", text)
            self.dropped += dropped
            text = text.replace("\r", "&#13;")
        return text

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._held += len(text)
        if self._held > _FLUSH:
            self._flush()

    def _flush(self) -> None:
        self._stream.write("".join(self._pieces).encode("utf-8"))
        self._pieces.clear()
        self._held = 0


def written_unit(unit: TranslationUnit) -> str:
    """A unit as TMX says it, without the characters that XML can't hold.

    >>> print(written_unit(TranslationUnit("1", (Variant("kk", "Иә."),))))
    <tu tuid="1">
       <tuv xml:lang="kk">
        <seg>Иә.</seg>
       </tuv>
      </tu>
    """
    return TmxWriter("-", Header("*all*")).tu(unit).strip()
