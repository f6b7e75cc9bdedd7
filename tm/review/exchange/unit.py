"""A row as a unit of a translation memory: a new one, or the one that it was made from with what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tm.languages import matches
from tm.provenance import confidence_of, review_of
from tm.review.draft import Row, Source, State
from tm.units import Prop, TranslationUnit, Variant

AUTO, EDITED, CONFIRMED = "auto", "edited", "confirmed"  # what x-review says
OF_SEGMENTS = "x-segments"  # the numbers of the segments that a text was made of


def variant_for(unit: TranslationUnit, lang: str) -> Variant | None:
    """The variant of a unit that stands for a language: of this very tag, or else of one that it matches."""
    return unit.variant(lang) or next((one for one in unit.variants if matches(lang, one.lang)), None)


def unit_of(row: Row, langs: Sequence[str], source: Source) -> TranslationUnit:
    """What a row says as a unit, with the notes and the review of a person.

    Made from a unit, it keeps all of it that nobody has changed: the codes of a text that is the same, other
    languages, props. A text that is another one has no codes.
    """
    before = None if row.unit is None else source.units.get(row.unit)
    variants = tuple(_variants(row, langs, before))
    if before is None:
        props = _new_props(row, source)
        number = f"r{row.id}" if source.units else str(row.id)  # beside those that an aligner has numbered
        return TranslationUnit(f"{source.name}:{number}", variants, props)
    return replace(before, variants=variants, props=tuple(_props(row, before, variants)))


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in white space at most."""
    return one == other or one.split() == other.split()


def _variants(row: Row, langs: Sequence[str], before: TranslationUnit | None) -> Iterator[Variant]:
    texts = {lang: row.text(place) for place, lang in enumerate(langs)}
    if before is None:
        yield from (Variant(lang, text) for lang, text in texts.items() if text.strip())
        return
    stands_for = {lang: variant_for(before, lang) for lang in langs}
    for variant in before.variants:
        lang = next((lang for lang, one in stands_for.items() if one is variant), None)
        if lang is None or same_words(texts[lang], variant.text):
            yield variant
        elif texts[lang].strip():
            props = tuple(prop for prop in variant.props if prop.type != OF_SEGMENTS)
            yield variant._replace(text=texts[lang], content=(), props=props)
    for lang, known in stands_for.items():
        if known is None and texts[lang].strip():
            yield Variant(lang, texts[lang])


def _new_props(row: Row, source: Source) -> tuple[Prop, ...]:
    said = [
        *([Prop("x-document", source.name)] if source.name else []),
        *([Prop("x-confidence", f"{row.confidence:.3f}")] if row.confidence is not None else []),
        *([Prop("x-aligner", source.signature)] if source.signature else []),
        Prop("x-review", _review(row)),
        *([Prop(None, row.note)] if row.note else []),
    ]
    return tuple(said)


def _review(row: Row) -> str:
    if row.state is State.CONFIRMED:
        return CONFIRMED
    return EDITED if row.edited else AUTO


def _props(row: Row, before: TranslationUnit, variants: tuple[Variant, ...]) -> list[Prop]:
    """The props of a unit with what the row says of confidence, review and notes, where that is new."""
    props = list(before.props)
    if row.confidence != confidence_of(before):
        figure = None if row.confidence is None else f"{row.confidence:.3f}"
        props = _saying(props, "x-confidence", figure)
    review = _review(row)
    if review != (review_of(before) or AUTO):
        props = _saying(props, "x-review", review)
    if row.note != "\n".join(before.notes):
        props = _saying(props, None, row.note or None)
    return props


def _saying(props: Sequence[Prop], kind: str | None, value: str | None) -> list[Prop]:
    """The props with one of a kind, in the place of the first of these, or with none."""
    place = next((at for at, prop in enumerate(props) if prop.type == kind), len(props))
    others = [prop for prop in props if prop.type != kind]
    before = sum(prop.type != kind for prop in props[:place])
    return others if value is None else [*others[:before], Prop(kind, value), *others[before:]]
