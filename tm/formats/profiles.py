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
from tm.formats.values import SEGTYPES, known, language_of
from tm.languages import base, matches
from tm.provenance import review_of
from tm.units import Attributes, Code, Encoding, Header, Prop, TranslationUnit, Variant, plain

PROFILES = {
    "plain": "nothing but TMX 1.4b, which every tool reads",
    "omegat": "OmegaT: two languages, its shortcuts for codes, one note",
    "trados": "Trados: languages with their countries, its names for fields",
    "memoq": "memoQ: two languages, its names for fields",
}
CULTURES = {"kk": "kk-KZ", "en": "en-US", "ru": "ru-RU"}  # where the tag names no country
BILINGUAL = ("omegat", "memoq")
_DATATYPES = frozenset(("unknown", "html", "plaintext", "rtf", "sgml", "xml"))  # those that every tool takes
_BINDING = frozenset(("file", "id", "prev", "next", "path"))  # props by which OmegaT ties a unit to a place
_LEVELS = {"auto": "Draft", "edited": "Translated", "confirmed": "ApprovedTranslation"}
_TYPED = re.compile(r".*:(?:SingleString|MultipleString|SinglePicklist|MultiplePicklist|DateTime|Integer)")
_OWN_OF_TRADOS = frozenset(("x-Origin", "x-ConfirmationLevel", "x-Context", "x-LastUsedBy"))
_MEMOQ_HEADER = ("defclient", "defproject", "defdomain", "defsubject")
_OF_MEMOQ = re.compile(r"(?:x-|\w+::)?(client|project|domain|subject)(?::\w+)?", re.IGNORECASE)
_DOCUMENT = re.compile(r"(?:x-|\w+::)?(?:document|filename)(?::\w+)?", re.IGNORECASE)


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
        self.header = self._header(header, first)

    def units(self, unit: TranslationUnit) -> Iterator[TranslationUnit]:
        """The unit as the tool wants it, or none if it has not both languages with a text."""
        chosen = self._chosen(unit.variants)
        if not chosen:
            why = f"both {' and '.join(self._langs)}" if self._langs else "a language"
            self.lost[f"units without {why}"] += 1
            return
        numbers: dict[str, int] = {}
        own = next((language_of(value) for name, value in unit.attributes if name == "srclang"), None)
        source = own if own and not self._langs else self.header.srclang
        variants = [self._variant(variant, numbers) for variant in chosen]
        if not self._langs:
            if not any(matches(source, one.lang) for one in variants):
                source = variants[0].lang
            variants.sort(key=lambda one: not matches(source, one.lang))
        yield TranslationUnit(
            unit.tuid,
            tuple(variants),
            self._remarks(unit.props, self._marks(unit)),
            known(unit.attributes, "tu", self.lost) + self._source(variants),
            unit.line,
        )

    def _header(self, header: Header, first: TranslationUnit | None) -> Header:
        lost = self.lost
        props = header.props
        if self.name == "memoq":
            there = {prop.type for prop in props}
            props = tuple(prop for prop in props if prop.type != "targetlang")
            props += tuple(Prop(kind, "") for kind in _MEMOQ_HEADER if kind not in there)
            props += (Prop("targetlang", self._tag(self._langs[1])),)
        whole = tuple(one for one in header.encodings if _is_whole(one))
        if few := len(header.encodings) - len(whole):
            lost["encodings of the header without a meaning"] += few
        return replace(
            header,
            adminlang=language_of(header.adminlang) or "en",
            srclang=self._srclang(header, first),
            # OmegaT cuts what is given as sentences nowhere, but has no rules for Kazakh to cut its own text
            # by.
            segtype="paragraph" if self.name == "omegat" else _among(SEGTYPES, header.segtype, "sentence"),
            datatype=_among(_DATATYPES, header.datatype, "unknown"),
            props=self._remarks(props, ()),
            attributes=known(header.attributes, "header", lost),
            encodings=() if self.name == "trados" else whole,
        )

    def _srclang(self, header: Header, first: TranslationUnit | None) -> str:
        """One language, which some tools ask for, as the first unit has it; `*all*` if nothing names one."""
        wanted = language_of(self._langs[0] if self._langs else header.srclang)
        tags = [tag for one in (first.variants if first else ()) if (tag := language_of(one.lang))]
        if wanted is None:
            return self._tag(tags[0]) if tags else "*all*"
        there = next((tag for tag in tags if matches(wanted, tag)), wanted)
        return self._tag(there if self.name == "trados" else wanted)

    def _chosen(self, variants: tuple[Variant, ...]) -> list[Variant]:
        """The variants to write; none where one of two languages is missing or empty."""
        tagged = [one for one in variants if language_of(one.lang)]
        if few := len(variants) - len(tagged):
            self.lost["variants whose language is no tag"] += few
        if not self._langs:
            return tagged
        chosen, further = [], 0
        for lang in self._langs:
            of_lang = [one for one in tagged if matches(lang, one.lang)]
            said = [one for one in of_lang if one.text.strip()]
            if not said:
                return []
            if self.name == "omegat":  # of several variants the last would win
                plainest = min(said, key=lambda one: _called(one.lang) != _called(lang))
                further += len(of_lang) - 1
                of_lang = [plainest]
            chosen += of_lang
        others = [one for one in tagged if not any(matches(lang, one.lang) for lang in self._langs)]
        self.lost["variants beside others of a language"] += further
        self.lost["variants in other languages"] += len(others)
        return chosen

    def _source(self, variants: list[Variant]) -> Attributes:
        """The source language of a unit that has not the one of the header."""
        source = self.header.srclang
        if source == "*all*" or matches(source, variants[0].lang):
            return ()
        return (("srclang", variants[0].lang),)

    def _variant(self, variant: Variant, numbers: dict[str, int]) -> Variant:
        content, text = common(variant.content), variant.text
        if self.name == "omegat":
            text = re.sub(r"[ \t\r\n]+", " ", shortcuts(content, numbers) if content else text).strip(" ")
            content = ()
        elif not any(isinstance(piece, Code) for piece in content):
            content = ()
        text = plain(content) if content else text
        if variant.seg:
            self.lost["attributes that TMX does not know"] += len(variant.seg)
        attributes = known(variant.attributes, "tuv", self.lost)
        return Variant(self._tag(variant.lang), text, self._remarks(variant.props, ()), attributes, content)

    def _tag(self, tag: str) -> str:
        """A language tag with hyphens; for Trados with a country, and as the names of its cultures are."""
        tag = language_of(tag) or tag
        if self.name != "trados":
            return tag
        if "-" not in tag:
            return CULTURES.get(base(tag), tag.lower())
        parts = [base(tag), *tag.split("-")[1:]]
        return "-".join(
            _CASES.get(len(part), str)(part) if place else part for place, part in enumerate(parts)
        )

    def _marks(self, unit: TranslationUnit) -> tuple[Prop, ...]:
        """What the tool calls the state of a unit and where it comes from, if the unit says it otherwise."""
        review = review_of(unit)
        aligned = unit.prop("x-aligner") is not None
        if self.name == "trados":
            level = unit.prop("x-review") in _LEVELS or not unit.prop("x-ConfirmationLevel")
            return (
                *((Prop("x-ConfirmationLevel", _LEVELS[review]),) if review in _LEVELS and level else ()),
                *((Prop("x-Origin", "Alignment"),) if aligned and not unit.prop("x-Origin") else ()),
            )
        if self.name == "memoq":
            corrected = None if review in _LEVELS else unit.prop("corrected")
            return (
                Prop("corrected", corrected or ("yes" if review in ("edited", "confirmed") else "no")),
                Prop("aligned", "yes" if aligned else unit.prop("aligned") or "no"),
            )
        return ()

    def _remarks(self, props: tuple[Prop, ...], marks: tuple[Prop, ...]) -> tuple[Prop, ...]:
        """Notes, then props, with the names that the tool knows and no two of one meaning."""
        notes = [
            Prop(None, prop.value, known(prop.attributes, "note", self.lost))
            for prop in props
            if prop.type is None
        ]
        if self.name == "omegat" and len(notes) > 1:  # it keeps the last one only
            notes = [Prop(None, "\n".join(note.value for note in notes))]
        said = {mark.type for mark in marks}
        levelled = self.name == "trados" and "x-ConfirmationLevel" in said
        named = [
            Prop(self._kind(prop.type), prop.value, known(prop.attributes, "prop", self.lost))
            for prop in props
            if prop.type is not None
            and prop.type not in said
            and not (levelled and prop.type == "x-review" and prop.value in _LEVELS)
        ]
        return (*notes, *marks, *named)

    def _kind(self, kind: str) -> str:
        """What the tool calls a field."""
        if self.name == "omegat" and kind in _BINDING:
            return f"x-{kind}"
        if self.name == "memoq":
            field = _OF_MEMOQ.fullmatch(kind)
            return field[1].lower() if field else "x-document" if _DOCUMENT.fullmatch(kind) else kind
        if self.name == "trados" and kind and kind not in _OWN_OF_TRADOS and not _TYPED.fullmatch(kind):
            return f"{kind if kind.startswith('x-') else f'x-{kind}'}:SingleString"
        return kind


_CASES = {2: str.upper, 4: str.title}  # by length: countries, scripts


def _called(tag: str) -> str:
    return (language_of(tag) or tag).lower()


def _among(values: frozenset[str], value: str, otherwise: str) -> str:
    return value if value in values else otherwise


def _is_whole(encoding: Encoding) -> bool:
    """Whether an encoding of a header has what TMX requires of one."""
    names = dict(encoding.attributes)
    codes = [dict(one).get("code") for one in encoding.maps]
    return (
        names.keys() <= {"name", "base"}
        and "name" in names
        and bool(encoding.maps)
        and ("base" in names or not any(code is not None for code in codes))
        and all(_is_map(dict(one)) for one in encoding.maps)
    )


def _is_map(values: dict[str, str]) -> bool:
    numbers = {name: values[name] for name in ("unicode", "code") if name in values}
    return (
        values.keys() <= {"unicode", "code", "ent", "subst"}
        and "unicode" in values
        and all(re.fullmatch("#x[0-9A-Fa-f]{1,4}", number) for number in numbers.values())
    )
