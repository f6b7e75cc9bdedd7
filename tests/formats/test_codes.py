"""Inline codes as every program expects them, whatever codes there were, and as OmegaT shows them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tests.formats.test_tmx import contents, joined, xml_text
from tm.formats.codes import common, shortcuts
from tm.units import Code, Content, plain

SMALL = st.sampled_from(["", "1", "2", "x"])
coded = st.recursive(
    xml_text.map(lambda text: joined([text])),
    lambda inner: st.lists(
        st.one_of(
            st.sampled_from(["а", "б "]),
            st.builds(
                Code,
                st.sampled_from(["bpt", "ept", "it", "ph", "hi", "sub", "ut", "g", "{urn:x}bx"]),
                st.dictionaries(st.sampled_from(["i", "x", "pos", "assoc", "type"]), SMALL, max_size=3).map(
                    lambda found: tuple(found.items())
                ),
                inner,
            ),
        ),
        max_size=5,
    ).map(joined),
    max_leaves=12,
)


def codes(content: Content) -> Iterator[Code]:
    """All codes in the order of the document."""
    for piece in content:
        if isinstance(piece, Code):
            yield piece
            yield from codes(piece.content)


@UNHURRIED
@given(st.one_of(coded, contents))
def test_pairs_are_whole_and_the_text_is_the_same(content: Content) -> None:
    found = common(content)
    assert plain(found) == plain(content)
    opened: list[str | None] = []
    numbers = []
    for code in codes(found):
        assert code.kind in {"bpt", "ept", "it", "ph", "hi", "sub"}
        if code.kind == "bpt":
            opened.append(code.attribute("i"))
            numbers.append(code.attribute("i"))
        elif code.kind == "ept":
            opened.remove(code.attribute("i"))
    assert not opened and numbers == [str(n) for n in range(1, len(numbers) + 1)]


@UNHURRIED
@given(st.one_of(coded, contents))
def test_what_is_common_stays_as_it_is(content: Content) -> None:
    found = common(content)
    assert common(found) == found


@UNHURRIED
@given(st.lists(st.one_of(coded, contents), min_size=1, max_size=3))
def test_shortcuts_hold_the_text(variants: list[Content]) -> None:
    numbers: dict[str, int] = {}
    for content in variants:
        said = shortcuts(common(content), numbers)
        for char in plain(content):
            assert char in said
    assert sorted(numbers.values()) == list(range(len(numbers)))


def bpt(i: str, *more: tuple[str, str]) -> Code:
    return Code("bpt", (("i", i), *more), ("<b>",))


def ept(i: str) -> Code:
    return Code("ept", (("i", i),), ("</b>",))


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ((bpt("1"), "а", ept("1")), "bpt1 ept1"),
        ((bpt("7"), "а", ept("7"), bpt("7"), "б", ept("7")), "bpt1 ept1 bpt2 ept2"),
        ((ept("1"), "а", bpt("1")), "it it"),
        ((bpt("1"), bpt("1"), "а", ept("1"), ept("1")), "bpt1 bpt2 ept2 ept1"),
        ((bpt("1"), bpt("1"), "а", ept("1")), "it bpt1 ept1"),
        ((bpt("1"), Code("hi", (), ("а", bpt("1"), ept("1"))), ept("1")), "bpt1 hi bpt2 ept2 ept1"),
        ((bpt("1"), Code("hi", (), ("а", ept("1")))), "bpt1 hi ept1"),
        ((Code("it", (), ("<i>",)), Code("it", (("pos", "begin"),))), "ph it"),
        ((Code("sub", (("type", "t"),), ("а",)),), "hi"),
        ((Code("{urn:x}g", (("id", "1"),), ("а", Code("x"))),), "bpt1 ph ept1"),
        ((Code("ph", (), (Code("sub", (), ("а", Code("ut"))), Code("g", (), ("б",)))),), "ph sub ph"),
    ],
)  # fmt: skip
def test_which_codes_become_which(content: Content, kinds: str) -> None:
    found = " ".join(code.kind + (code.attribute("i") or "") for code in codes(common(content)))
    assert found == kinds


def test_elements_that_tmx_does_not_know_are_native_code() -> None:
    element = Code("{urn:x}g", (("id", '"1"'),), ("а",))
    start, _, end = common((element,))
    assert isinstance(start, Code) and isinstance(end, Code)
    assert (start.content, end.content) == (("<g id='\"1\"'>",), ("</g>",))
    ph = common((Code("ph", (), ("<", element, Code("hi", (), ("б",)), Code("x"))),))[0]
    assert isinstance(ph, Code) and ph.content == ("<<g id='\"1\"'>а</g>б<x/>",)


def test_values_that_tmx_does_not_take_are_left_out() -> None:
    half = Code("bpt", (("x", "one"), ("type", "bold"), ("i", "a"), ("own", "1")))
    assert common((half,)) == (Code("it", (("pos", "begin"), ("type", "bold"))),)
    assert common((Code("ph", (("assoc", "q"), ("x", "3"))),)) == (Code("ph", (("x", "3"),)),)


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        (
            (bpt("1"), "а", ept("1"), bpt("2"), "б", ept("2")),
            ("в", bpt("1"), ept("1")),
            ("<b0>а</b0><b1>б</b1>", "в<b0></b0>"),
        ),
        (
            (bpt("1", ("x", "1")), "а", ept("1"), Code("ph", (("x", "2"),), ("<br/>",))),
            (Code("ph", (("x", "2"),), ("<br/>",)), bpt("1", ("x", "1")), "б", ept("1")),
            ("<b0>а</b0><b1/>", "<b1/><b0>б</b0>"),
        ),
        ((Code("hi", (), (bpt("1"), "а")), ept("1")), ("б",), ("<b0>а</b0>", "б")),
        ((Code("hi", (), (Code("ph"),)), Code("ph")), (Code("ph"),), ("<f0/><f1/>", "<f0/>")),
    ],
)
def test_shortcuts_have_the_same_numbers_in_both_languages(
    source: Content, target: Content, said: tuple[str, str]
) -> None:
    numbers: dict[str, int] = {}
    assert (shortcuts(common(source), numbers), shortcuts(common(target), numbers)) == said
