"""XLIFF: what is written is valid and comes back as it was, in every version."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.formats import xliff_rules
from tm.formats.xliff import XliffReader, XliffWriter
from tm.units import Code, Content, Header, Prop, TranslationUnit, Variant, plain

VERSIONS = ("1.2", "2.0", "2.1", "2.2")
LANGS = ("kk", "ru")


def xml(character: str) -> bool:
    return (
        character in "\t\n\r"
        or "\x20" <= character <= "\ud7ff"
        or "\ue000" <= character <= "\ufffd"
        or (character > "\uffff")
    )


xml_text = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: "".join(filter(xml, text)))
any_text = st.text(st.characters(exclude_categories=["Cs"]))  # control characters too
words = st.sampled_from(
    ["1", "2", "3", "x1", "", "a b", "ә", "bold", "link", "x-foo", "ulined", "lb", "html"]
)
names = st.sampled_from(
    ["i", "x", "type", "pos", "assoc", "datatype", "{urn:foo}bar", "{urn:ushtil}element", "own",
     "{urn:oasis:names:tc:xliff:document:1.2}clone", "{urn:oasis:names:tc:xliff:document:2.0}disp",
     "{urn:oasis:names:tc:xliff:document:2.0}copyOf"]
)  # fmt: skip
values = st.one_of(
    words, st.sampled_from(["begin", "end", "p", "f", "g", "bx", "ex", "x", "sc", "sm", "em"]), xml_text
)
attributes = st.dictionaries(names, values, max_size=4).map(lambda pairs: tuple(pairs.items()))


def merged(parts: Sequence[str | Code]) -> Content:
    result: list[str | Code] = []
    for part in parts:
        if isinstance(part, str) and result and isinstance(result[-1], str):
            result[-1] += part
        elif part != "":
            result.append(part)
    return tuple(result)


def contents(text: st.SearchStrategy[str]) -> st.SearchStrategy[Content]:
    def wider(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        sub = st.builds(Code, st.just("sub"), attributes, inner)
        native = st.lists(st.one_of(text, sub), max_size=3).map(merged)
        code = st.one_of(
            st.builds(Code, st.sampled_from(["bpt", "ept", "it", "ph", "ut"]), attributes, native),
            st.builds(Code, st.just("hi"), attributes, inner),
            st.builds(lambda i, more: Code("bpt", (("i", i), *more)), words, st.just(())),
            st.builds(lambda i: Code("ept", (("i", i),)), words),
        )
        return st.lists(st.one_of(text, code), max_size=5).map(merged)

    return st.recursive(st.lists(text, max_size=1).map(merged), wider, max_leaves=6)


def props(text: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Prop, ...]]:
    kinds = st.sampled_from(
        ["x-document", "x-review", "x-state", "x-state-qualifier", "x-approved", "x-substate", "x-translate",
         "x-resname", "x-foo", "ushtil:note", None, None, None]
    )  # fmt: skip
    told = st.sampled_from(["auto", "edited", "confirmed", "final", "no", "yes", "translated", "a:b", "b"])
    more = st.dictionaries(
        st.sampled_from(["from", "priority", "annotates", "appliesTo", "category", "id", "o-encoding",
                         "{http://www.w3.org/XML/1998/namespace}lang", "{urn:foo}a"]),
        st.sampled_from(["1", "5", "source", "target", "kk", "x y", "а"]), max_size=2,
    ).map(lambda pairs: tuple(pairs.items()))  # fmt: skip
    return st.lists(st.builds(Prop, kinds, st.one_of(told, text), more), max_size=5).map(tuple)


def variants(
    text: st.SearchStrategy[str], other: st.SearchStrategy[str], lang: str
) -> st.SearchStrategy[Variant]:
    def made(content: Content, more: Any, said: Any, seg: Any) -> Variant:
        coded = any(isinstance(piece, Code) for piece in content)
        return Variant(lang, plain(content), said, more, content if coded else (), seg)

    few = st.dictionaries(st.sampled_from(["creationid", "changedate", "{u:v}w"]), other, max_size=2)
    pairs = few.map(lambda one: tuple(one.items()))
    return st.builds(made, contents(text), pairs, props(other), pairs)


def units(text: st.SearchStrategy[str], plain_text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Units whose segments are made of `text`, and all the rest of `plain_text`."""
    both = (
        st.tuples(variants(text, plain_text, "kk"), variants(text, plain_text, "ru"))
        .flatmap(st.permutations)
        .map(tuple)
    )
    return st.builds(
        TranslationUnit,
        st.one_of(st.none(), plain_text, st.sampled_from(["1", "b/1", "a:1"])),
        st.one_of(both, variants(text, plain_text, "kk").map(lambda one: (one,))),
        props(plain_text),
        st.dictionaries(st.sampled_from(["creationdate", "usagecount"]), plain_text).map(
            lambda d: tuple(d.items())
        ),
    )


def exchange(path: Path, version: str, *given: TranslationUnit, header: Header | None = None) -> XliffReader:
    """Write, check, and what reads it."""
    with XliffWriter(path, header or Header("kk"), langs=LANGS, version=version) as writer:
        for unit in given:
            writer.write(unit)
    assert not writer.lost
    xliff_rules.check(etree.parse(path).getroot())
    return XliffReader(path)


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=60)
@given(data=st.data())
def test_units_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, version: str, data: st.DataObject
) -> None:
    text = xml_text if version == "1.2" else any_text
    given_units = data.draw(st.lists(units(text if version != "1.2" else xml_text, xml_text), max_size=4))
    path = tmp_path_factory.getbasetemp() / f"round-{version}.xlf"
    reader = exchange(path, version, *given_units)
    assert list(reader) == given_units
    assert reader.warnings == []
