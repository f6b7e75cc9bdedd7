"""The nouns of the field. Everything else in the package makes, compares or stores these.

A `Segment` is a piece of one text, a `Bead` says which segments of two or three texts go
together, an `Alignment` is all the beads of a document, and a `Crossing` what their order does not
allow. A `TranslationUnit` is what a bead becomes in a translation memory: the same meaning in several
languages, one `Variant` each, which inline `Code`s may interrupt; `Prop`s say where it comes from. A
`Finding` is what a check has to say of a unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tm.version import __version__

Span = tuple[int, ...]  # indices of consecutive segments, counted from 0; () is an empty side
Pair = tuple[Span, Span]  # one bead of two languages: source indices, target indices


class Segment(NamedTuple):
    """A piece of a text: usually one sentence, with the place where it stands.

    `start` and `end` are offsets in characters, half-open, so that
    `source[segment.start:segment.end] == segment.text`. `paragraph` counts the lines of the
    text that are not blank, from 0. A tuple rather than a dataclass because a text has many.

    >>> Segment("Бұл не?", 0, 7, paragraph=0, lang="kk").end
    7
    """

    text: str
    start: int
    end: int
    paragraph: int
    lang: str


@dataclass(frozen=True, slots=True)
class Bead:
    """One step of an alignment: the segments of each language that go together.

    `sides` has one span a language, in the order of `langs`. A side may be empty (the
    language leaves this out), but not all of them. `confidence`, from 0 to 1, is the
    probability that the bead is right as the model that made it sees things.

    >>> bead = Bead(("kk", "en"), ((3, 4), (3,)), confidence=0.97)
    >>> bead["kk"], bead.shape
    ((3, 4), (2, 1))
    """

    langs: tuple[str, ...]
    sides: tuple[Span, ...]
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if len(self.langs) != len(self.sides) or not any(self.sides):
            raise ValueError(f"a bead needs one side a language and a segment in it: {self.sides}")

    def __getitem__(self, lang: str) -> Span:
        return self.sides[self.langs.index(lang)]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many segments each side holds: (1, 2) is a 1-2 bead."""
        return tuple(len(side) for side in self.sides)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A document in two or three languages and the beads that hold it together.

    The beads are monotone and complete: read in order, they name every segment of every
    language once. `finest` maps each pair of languages to that pair's own beads, which may be
    finer than what the trilingual beads show of it. `signature` names what made the
    alignment; the same signature and texts give the same beads. `confirmed` are those that a person
    had confirmed before, of all the languages or some of them.
    """

    segments: Mapping[str, tuple[str, ...]]
    beads: tuple[Bead, ...]
    finest: Mapping[tuple[str, str], tuple[Bead, ...]] = field(default_factory=dict)
    signature: str = ""
    confirmed: tuple[Bead, ...] = ()
    _known: frozenset[frozenset[tuple[str, Span]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = frozenset(frozenset(zip(bead.langs, bead.sides, strict=True)) for bead in self.confirmed)
        object.__setattr__(self, "_known", known)

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages, in the order in which they were given."""
        return tuple(self.segments)

    def pair(self, source: str, target: str) -> list[Pair]:
        """The finest beads of one pair, empty sides included, in the order of the text.

        Inside a trilingual bead that one language merges, the other two may still be two
        beads. Raises KeyError for a language that the alignment does not have.
        """
        if (source, target) in self.finest:
            return [(bead[source], bead[target]) for bead in self.finest[source, target]]
        if (target, source) in self.finest:
            return [(bead[source], bead[target]) for bead in self.finest[target, source]]
        return [(bead[source], bead[target]) for bead in self.beads if bead[source] or bead[target]]

    def is_confirmed(self, bead: Bead) -> bool:
        """Whether a person had confirmed this very bead."""
        return frozenset(zip(bead.langs, bead.sides, strict=True)) in self._known

    def text(self, bead: Bead, lang: str) -> str:
        """What one side of a bead says: its segments joined by single spaces."""
        return " ".join(self.segments[lang][index] for index in bead[lang])

    def __iter__(self) -> Iterator[Bead]:
        return iter(self.beads)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A passage of two languages that the order of both texts does not allow: it stands beside the beads.

    `beads` are its own, of two languages, in the order of their text. `alone` names the languages
    in which the alignment leaves it without a partner: of a passage that was moved to another place both, of
    one that is said twice the one that says it twice. `confidence`, 0 to 0.5, is low by design, since
    order speaks against it.

    >>> beads = Bead(("kk", "ru"), ((3,), (9,))), Bead(("kk", "ru"), ((4, 5), (10,)))
    >>> crossing = Crossing(beads, ("kk",), 0.4)
    >>> crossing.kind, crossing.langs, crossing.sides
    ('repeated', ('kk', 'ru'), ((3, 4, 5), (9, 10)))
    """

    beads: tuple[Bead, ...]
    alone: tuple[str, ...]
    confidence: float

    @property
    def kind(self) -> str:
        """What happened: `moved` or `repeated`."""
        return "moved" if len(self.alone) == len(self.langs) else "repeated"

    @property
    def langs(self) -> tuple[str, ...]:
        """The two languages, in the order of the beads' sides."""
        return self.beads[0].langs

    @property
    def sides(self) -> tuple[Span, ...]:
        """From the first to the last segment of each language, with those that no bead of it holds."""
        first, last = self.beads[0].sides, self.beads[-1].sides
        return tuple(tuple(range(one[0], two[-1] + 1)) for one, two in zip(first, last, strict=True))


Attributes = tuple[tuple[str, str], ...]  # names and values in order; names of a namespace as {uri}name


class Prop(NamedTuple):
    """What a header, a unit or a variant says of itself: a value of some type, or a note, which has no type.

    Props and notes are kept in one tuple, in the order in which they were written. `attributes` are those
    beside `type`, `xml:lang` for one.

    >>> Prop("x-document", "a").value, Prop(None, "ask Aigerim").type
    ('a', None)
    """

    type: str | None
    value: str
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Code:
    """An inline element of a segment (bpt, ept, it, ph, hi, sub, ut): what stands for markup in its text."""

    kind: str
    attributes: Attributes = ()
    content: Content = ()

    def attribute(self, name: str) -> str | None:
        """The value of an attribute, None where there is none."""
        return next((value for key, value in self.attributes if key == name), None)


Content = tuple[str | Code, ...]  # a segment with its inline codes; no string is empty or next to another
NATIVE = frozenset(("bpt", "ept", "it", "ph", "ut"))  # codes whose content is markup and no text


def plain(content: Content) -> str:
    """The text of a segment without its codes; what `hi` and unknown elements hold is text.

    >>> plain(("Ол ", Code("bpt", (("i", "1"),), ("<b>",)), "тез", Code("ept", (("i", "1"),)), "."))
    'Ол тез.'
    """
    parts = []
    for piece in content:
        if isinstance(piece, str):
            parts.append(piece)
        elif piece.kind not in NATIVE:
            parts.append(plain(piece.content))
    return "".join(parts)


class Variant(NamedTuple):
    """One language of a translation unit (a TUV): a language tag as written, and its text.

    `content` is the segment with its inline codes, and empty where it has none: then `text` is all there is.
    `attributes` are those of the tuv without its language, `seg` those of its seg. A tuple rather than a
    dataclass because a memory has many.
    """

    lang: str
    text: str
    props: tuple[Prop, ...] = ()
    attributes: Attributes = ()
    content: Content = ()
    seg: Attributes = ()

    @classmethod
    def of(cls, lang: str, content: Content, props: tuple[Prop, ...] = ()) -> Variant:
        """A variant with inline codes; its text is what is between them."""
        return cls(lang, plain(content), props, content=content)

    def prop(self, kind: str) -> str | None:
        """The first value of the props of this type, None where there is none."""
        return next((prop.value for prop in self.props if prop.type == kind), None)

    def attribute(self, name: str) -> str | None:
        """The value of an attribute, None where there is none."""
        return next((value for key, value in self.attributes if key == name), None)


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """The same meaning in several languages (a TU of TMX 1.4b): an id, its variants, its props.

    `tuid` is None where the file gives none. `attributes` are those of the tu without it. `line` is where the
    unit stands in the file that it was read from, from 1 (of a table, the row); units are equal wherever they
    stand.

    >>> variants = Variant("kk", "Иә."), Variant("ru", "Да.")
    >>> unit = TranslationUnit("a:1", variants, (Prop("x-document", "a"),))
    >>> unit.variant("ru").text, unit.prop("x-document"), unit.notes
    ('Да.', 'a', ())
    """

    tuid: str | None
    variants: tuple[Variant, ...]
    props: tuple[Prop, ...] = ()
    attributes: Attributes = ()
    line: int = field(default=0, compare=False, repr=False)

    @property
    def name(self) -> str:
        """What to call the unit in a message: its tuid, or else its line."""
        return self.tuid if self.tuid is not None else f"of line {self.line}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What its notes say."""
        return tuple(prop.value for prop in self.props if prop.type is None)

    def variant(self, lang: str) -> Variant | None:
        """The first variant in exactly this language tag, None where there is none."""
        return next((variant for variant in self.variants if variant.lang == lang), None)

    def prop(self, kind: str) -> str | None:
        """The first value of the props of this type, None where there is none."""
        return next((prop.value for prop in self.props if prop.type == kind), None)

    def attribute(self, name: str) -> str | None:
        """The value of an attribute, None where there is none."""
        return next((value for key, value in self.attributes if key == name), None)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A user-defined encoding of a TMX header (a `ude`): what its private characters stand for.

    `maps` are the attributes of each `map`: unicode, and code, ent or subst.
    """

    attributes: Attributes
    maps: tuple[Attributes, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What a memory says of itself, after the header of TMX 1.4b; what TMX requires has defaults.

    `attributes` are all beside the named ones, `creationdate` for one.
    """

    srclang: str
    adminlang: str = "en"
    segtype: str = "sentence"
    datatype: str = "plaintext"
    creationtool: str = "ushtil"
    creationtoolversion: str = __version__
    o_tmf: str = "ushtil"
    props: tuple[Prop, ...] = ()
    attributes: Attributes = ()
    encodings: tuple[Encoding, ...] = ()

    def prop(self, kind: str) -> str | None:
        """The first value of the props of this type, None where there is none."""
        return next((prop.value for prop in self.props if prop.type == kind), None)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a unit that a translator should look at: a code, where it is, and why.

    `lang` is the tag of the variant it is in, None when it is of the whole unit; `start` and `end` are
    offsets in that variant's text, equal where there is no one place.
    """

    code: str
    lang: str | None
    reason: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """A unit that could not be taken: the line it begins on, what is wrong, and how it was written."""

    line: int
    problem: str
    written: str
