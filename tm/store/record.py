"""What a database row says of a unit beside its texts, as JSON, and the numbers by which equals are found.

Nothing of a unit is lost: props, notes and attributes in their order, inline codes, and how a language was
written.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from tm.units import Attributes, Code, Content, Encoding, Header, Prop, TranslationUnit, Variant

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SEPARATOR = "\x1f"  # between what is hashed together
_ESCAPES = str.maketrans({"\x1e": "\x1e\x1e", _SEPARATOR: f"\x1e{_SEPARATOR}"})  # where a text holds it


def hashed(*parts: str) -> int:
    """A signed number of 64 bits for strings; of ten million texts two are alike once in 300,000 memories."""
    joined = _SEPARATOR.join(parts)
    if joined.count(_SEPARATOR) >= len(parts) or "\x1e" in joined:  # few texts hold either
        joined = _SEPARATOR.join(part.translate(_ESCAPES) for part in parts)
    digest = blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def unstorable(unit: TranslationUnit) -> str | None:
    """Why a unit can't be stored; None where it can. Databases hold no NUL and no half of a character."""
    written = _SEPARATOR.join((unit.tuid or "", rest_of_unit(unit) or "", *_texts(unit)))
    if "\0" in written or "\\u0000" in written:
        return "holds the character NUL, which a memory can't keep"
    try:
        written.encode()
    except UnicodeEncodeError:
        return "holds half of a character (a lone surrogate), which a memory can't keep"
    return None if unit.variants else "has no text in any language"


def _texts(unit: TranslationUnit) -> list[str]:
    parts: list[str] = []
    for one in unit.variants:
        parts += (one.lang, one.text, rest_of_variant(one) or "")
    return parts


def digest_of(unit: TranslationUnit, rest: str | None, rests: Sequence[str | None]) -> int:
    """A number of 64 bits for everything that a unit says; `rest` and `rests` are what is stored of it."""
    parts = ["-" if unit.tuid is None else "=" + unit.tuid, rest or ""]
    for variant, more in zip(unit.variants, rests, strict=True):
        parts += (variant.lang, variant.text, more or "")
    return hashed(*parts)


def rest_of_unit(unit: TranslationUnit) -> str | None:
    """Props and attributes of a unit; None where it has none."""
    return _encoded([unit.props, unit.attributes]) if unit.props or unit.attributes else None


def rest_of_variant(variant: Variant) -> str | None:
    """What a variant has beside its language and text; None where it has nothing."""
    if not (variant.props or variant.attributes or variant.content or variant.seg):
        return None
    content = [_code_out(piece) for piece in variant.content]
    return _encoded([variant.props, variant.attributes, content, variant.seg])


def unit_of(tuid: str | None, rest: str | None, variants: tuple[Variant, ...]) -> TranslationUnit:
    """The unit that was stored so."""
    if rest is None:
        return TranslationUnit(tuid, variants)
    props, attributes = json.loads(rest)
    return TranslationUnit(tuid, variants, _props(props), _attributes(attributes))


def variant_of(lang: str, text: str, rest: str | None) -> Variant:
    """The variant that was stored so."""
    if rest is None:
        return Variant(lang, text)
    props, attributes, content, seg = json.loads(rest)
    return Variant(lang, text, _props(props), _attributes(attributes), _content(content), _attributes(seg))


def header_out(header: Header) -> str:
    """A header as it is stored."""
    values = {name: getattr(header, name) for name in Header.__dataclass_fields__}
    values["encodings"] = [[one.attributes, one.maps] for one in header.encodings]
    return _encoded(values)


def header_in(stored: str) -> Header:
    """The header that was stored so."""
    values = json.loads(stored)
    encodings = tuple(
        Encoding(_attributes(attributes), tuple(map(_attributes, maps)))
        for attributes, maps in values["encodings"]
    )
    more = {
        "props": _props(values["props"]),
        "attributes": _attributes(values["attributes"]),
        "encodings": encodings,
    }
    return Header(**{**values, **more})


def _code_out(piece: str | Code) -> Any:  # noqa: ANN401 - a tree of lists and strings
    if isinstance(piece, str):
        return piece
    return [piece.kind, piece.attributes, [_code_out(inner) for inner in piece.content]]


def _content(stored: list[Any]) -> Content:
    return tuple(
        piece if isinstance(piece, str) else Code(piece[0], _attributes(piece[1]), _content(piece[2]))
        for piece in stored
    )


def _props(stored: list[Any]) -> tuple[Prop, ...]:
    return tuple(Prop(kind, value, _attributes(attributes)) for kind, value, attributes in stored)


def _attributes(stored: list[Any]) -> Attributes:
    return tuple((name, value) for name, value in stored)
