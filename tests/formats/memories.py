"""Translation units of every kind that a memory can hold, made by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from tm.units import Attributes, Code, Content, Prop, TranslationUnit, Variant

XML = "{http://www.w3.org/XML/1998/namespace}"

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
text = any_text.map(
    lambda value: "".join(c for c in value if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
)
tags = st.sampled_from(["kk", "en", "ru", "kk-KZ", "ru_RU", "id", "x-none", "*all*", "sah", "Kazakh"])
types = st.sampled_from(
    ["x-document", "x-b", "note", "kk", "ru.2", "Kazakh", "tuid", "a.2", "x-N:S", "@x", "#order", "", " b "]
) | text  # fmt: skip
attributes: st.SearchStrategy[Attributes] = st.lists(
    st.tuples(st.sampled_from(["creationdate", "changeid", "o-tmf", f"{XML}lang", "{urn:x}y"]), text),
    max_size=3,
    unique_by=lambda one: one[0],
).map(tuple)
props = st.lists(
    st.builds(Prop, st.none() | types, text, st.just(()) | st.just(((f"{XML}lang", "en"),))), max_size=4
).map(tuple)


def _merged(pieces: list[str | Code]) -> Content:
    """As a reader gives it: no empty strings, no two of them in a row."""
    merged: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece != "":
            merged.append(piece)
    return tuple(merged)


contents: st.SearchStrategy[Content] = st.recursive(
    st.lists(text, max_size=2).map(lambda pieces: _merged(list(pieces))),
    lambda inner: st.lists(
        text | st.builds(Code, st.sampled_from(["bpt", "ept", "ph", "hi", "sub"]), attributes, inner),
        max_size=3,
    ).map(_merged),
    max_leaves=4,
)


def _variant(lang: str, content: Content, rest: tuple[tuple[Prop, ...], Attributes, Attributes]) -> Variant:
    made = Variant.of(lang, content)
    has_codes = any(isinstance(piece, Code) for piece in content)
    return Variant(lang, made.text, rest[0], rest[1], content if has_codes else (), rest[2])


variants = st.builds(_variant, tags, contents, st.tuples(props, attributes, attributes))
units = st.builds(
    TranslationUnit,
    st.none() | text,
    st.lists(variants, min_size=1, max_size=4).map(tuple),
    props,
    attributes,
)
