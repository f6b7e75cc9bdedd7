"""TMX as a CAT tool wants it: what is left out, renamed and put in order before it is written.

`plain` is what any tool reads: nothing but what the specification of TMX 1.4b has, codes in pairs, dates in
one form. The others add what one tool asks for. All of them count what they leave out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tm.errors import UsageError
from tm.formats.codes import common, shortcuts
from tm.formats.tmx_elements import XML_LANG
from tm.formats.tmx_rules import ALLOWED
from tm.languages import base, matches
from tm.selection import review_of
from tm.units import Attributes, Header, Prop, TranslationUnit, Variant, plain

PROFILES = {
    "plain": "nothing but TMX 1.4b, which every tool reads",
    "omegat": "OmegaT: two languages, its shortcuts for codes, one note",
    "trados": "Trados: languages with their countries, its names for fields",
    "memoq": "memoQ: two languages, its names for fields",
}
CULTURES = {"kk": "kk-KZ", "en": "en-US", "ru": "ru-RU"}  # where the tag names no country
BILINGUAL = ("omegat", "memoq")
_DATES = frozenset(("creationdate", "changedate", "lastusagedate"))
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)(?:\.\d+)?Z?)?")
_BINDING = frozenset(("file", "id", "prev", "next", "path"))  # props by which OmegaT ties a unit to a place
_LEVELS = {"auto": "Draft", "edited": "Translated", "confirmed": "ApprovedTranslation"}
_TYPED = re.compile(r".*:(?:SingleString|MultipleString|SinglePicklist|MultiplePicklist|DateTime|Integer)")
_OWN_OF_TRADOS = frozenset(("x-Origin", "x-ConfirmationLevel", "x-Context", "x-LastUsedBy"))
_MARKS = frozenset(("x-review", "x-aligner"))  # said by each tool in its own way


class Profile:
    """Makes units what a tool wants. `header` is the header to write, `lost` counts what was left out.

    `langs` are source and target, and may be empty where the tool takes any number of languages. The source
    language is that of the `first` unit, where neither they nor the header name one. Raises UsageError for a
    name that is none of `PROFILES`, and where two languages are needed.
    """

    def __init__(
        self, name: str, header: Header, langs: tuple[str, ...] = (), first: TranslationUnit | None = None
    ) -> None:
        if name not in PROFILES:
            raise UsageError(f"--profile {name}: profiles are {', '.join(PROFILES)}")
        if name in BILINGUAL and len(langs) != 2:
            raise UsageError(f"--profile {name}: name the two languages with --from and --to")
        self.name, self._langs, self.lost = name, langs, Counter[str]()
        if header.srclang == "*all*" and first is not None:  # some tools take no such thing
            header = replace(header, srclang=first.variants[0].lang)
        self.header = self._header(header)

    def units(self, unit: TranslationUnit) -> Iterator[TranslationUnit]:
        """The unit as the tool wants it, or none if it has not both languages with a text."""
        variants = self._in_order(unit.variants)
        if not variants:
            self.lost[f"units without both {' and '.join(self._langs)}"] += 1
            return
        numbers: dict[str, int] = {}
        marks = self._marks(unit)
        yield TranslationUnit(
            unit.tuid,
            tuple(self._variant(variant, numbers) for variant in variants),
            self._remarks(unit.props, marks),
            self._attributes(unit.attributes, "tu"),
        )

    def _header(self, header: Header) -> Header:
        srclang = self._langs[0] if self._langs else header.srclang
        props = header.props
        if self.name == "memoq":
            there = {prop.type for prop in props}
            asked = ("defclient", "defproject", "defdomain", "defsubject")
            props += tuple(Prop(kind, "") for kind in asked if kind not in there)
            props += (Prop("targetlang", self._tag(self._langs[1])),)
        encodings = () if self.name == "trados" else header.encodings
        return replace(
            header,
            srclang=self._tag(srclang),
            # OmegaT cuts what is given as sentences nowhere, but has no rules for Kazakh to cut its own text
            # by.
            segtype="paragraph" if self.name == "omegat" else header.segtype,
            datatype=header.datatype if header.datatype in _DATATYPES else "unknown",
            props=self._remarks(props, ()),
            attributes=self._attributes(header.attributes, "header"),
            encodings=encodings,
        )

    def _in_order(self, variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
        """The variants to write, the source first; none where one of two languages is missing or empty."""
        if not self._langs:
            source = self.header.srclang
            return tuple(sorted(variants, key=lambda one: not matches(source, one.lang)))
        chosen = []
        for lang in self._langs:
            of_lang = [one for one in variants if matches(lang, one.lang)]
            if self.name == "omegat":  # of several variants the last would win
                self.lost["further variants of a language"] += max(len(of_lang) - 1, 0)
                of_lang = of_lang[:1]
            if not any(one.text.strip() for one in of_lang):
                return ()
            chosen += of_lang
        self.lost["variants in other languages"] += len(
            [one for one in variants if not any(matches(lang, one.lang) for lang in self._langs)]
        )
        return tuple(chosen)

    def _variant(self, variant: Variant, numbers: dict[str, int]) -> Variant:
        content = common(variant.content)
        text = variant.text
        if self.name == "omegat":
            text = re.sub(r"[ \t\r\n]+", " ", shortcuts(content, numbers) if content else text).strip(" ")
            content = ()
        elif content and not any(not isinstance(piece, str) for piece in content):
            content = ()
        text = plain(content) if content else text
        if variant.seg:
            self.lost["attributes that TMX does not know"] += len(variant.seg)
        attributes = self._attributes(variant.attributes, "tuv")
        return Variant(self._tag(variant.lang), text, self._remarks(variant.props, ()), attributes, content)

    def _tag(self, tag: str) -> str:
        """A language tag with hyphens; for Trados with a country."""
        tag = tag.replace("_", "-")
        if self.name == "trados" and "-" not in tag:
            return CULTURES.get(base(tag), tag)
        return tag

    def _marks(self, unit: TranslationUnit) -> tuple[Prop, ...]:
        """What the tool calls the state of a unit and where it comes from."""
        review = review_of(unit)
        aligned = unit.prop("x-aligner") is not None
        if self.name == "trados":
            level = (Prop("x-ConfirmationLevel", _LEVELS[review]),) if review in _LEVELS else ()
            return (*level, *((Prop("x-Origin", "Alignment"),) if aligned else ()))
        if self.name == "memoq":
            corrected = Prop("corrected", "no" if review in (None, "auto") else "yes")
            return (corrected, Prop("aligned", "yes" if aligned else "no"))
        return ()

    def _remarks(self, props: tuple[Prop, ...], marks: tuple[Prop, ...]) -> tuple[Prop, ...]:
        """Notes, then props, with the names that the tool knows and no two of one meaning."""
        notes = [
            Prop(None, prop.value, self._attributes(prop.attributes, "note"))
            for prop in props
            if prop.type is None
        ]
        if self.name == "omegat" and len(notes) > 1:  # it keeps the last one only
            notes = [Prop(None, "\n".join(note.value for note in notes))]
        taken = {mark.type for mark in marks}
        named = []
        for prop in props:
            if (
                prop.type is None
                or prop.type in taken
                or (marks and prop.type in _MARKS and self.name == "trados")
            ):
                continue
            attributes = self._attributes(prop.attributes, "prop")
            named.append(Prop(self._kind(prop.type), prop.value, attributes))
        return (*notes, *marks, *named)

    def _kind(self, kind: str) -> str:
        if self.name == "omegat" and kind in _BINDING:
            return f"x-{kind}"
        if self.name == "trados" and kind and kind not in _OWN_OF_TRADOS and not _TYPED.fullmatch(kind):
            return f"{kind if kind.startswith('x-') else f'x-{kind}'}:SingleString"
        return kind

    def _attributes(self, attributes: Attributes, element: str) -> Attributes:
        """The attributes that TMX knows for an element, dates in its form."""
        kept = []
        for name, value in attributes:
            if name not in ALLOWED[element] or (name == "lang" and element == "tuv"):
                self.lost["attributes that TMX does not know"] += 1
            elif name in _DATES:
                date = _DATE.fullmatch(value.strip())
                if date:
                    year, month, day, *time = (part or "00" for part in date.groups())
                    kept.append((name, f"{year}{month}{day}T{''.join(time)}Z"))
                else:
                    self.lost["dates that are none"] += 1
            elif name in (XML_LANG, "srclang", "lang"):
                kept.append((name, value if value == "*all*" else self._tag(value)))
            else:
                kept.append((name, value))
        return tuple(kept)


_DATATYPES = frozenset(["unknown", "html", "plaintext", "rtf", "sgml", "xml"])  # those that every tool takes
