"""What a person changes is changed as they saw it, and inline codes stay where they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tm.editing import InlineCodes, Overtaken, Wording, delete, edit, restore, revise
from tm.errors import NoSuchUnit, UsageError
from tm.memory import Memory
from tm.units import Code, Content, Prop, TranslationUnit, Variant, plain

BREAK = Code("ph", (("x", "1"),), ("<br>",))
BOLD = Code("hi", (), ("аб",))


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A memory to which each test adds its own unit."""
    with Memory(tmp_path_factory.mktemp("editing") / "tm.sqlite", create=True) as memory:
        yield memory


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Strings between codes, none of them empty."""
    parts: list[str | Code] = []
    for text in draw(st.lists(st.text("аб ", max_size=4), min_size=1, max_size=4)):
        parts += [text, draw(st.sampled_from((BREAK, BOLD)))] if text else [BREAK]
    return tuple(parts)


def added(memory: Memory, *variants: Variant, notes: tuple[str, ...] = ()) -> tuple[int, int]:
    """A new unit: its number, and the id of its version."""
    props = (*(Prop(None, note) for note in notes), Prop("x-made", str(len(memory))))
    (number,) = memory.add([TranslationUnit(None, variants, props)])
    return number, memory.store.versions(number)[-1].id


@settings(UNHURRIED, max_examples=60)
@given(contents(), st.text("абв ", min_size=1, max_size=8).filter(str.strip))
def test_codes_stay_in_their_order_or_the_change_is_refused(
    memory: Memory, content: Content, text: str
) -> None:
    number, version = added(memory, Variant.of("kk", content), Variant("ru", "да"))
    try:
        revise(memory, number, version, Wording((text, "нет"), ()))
    except InlineCodes:
        assert memory.store.versions(number)[-1].id == version
        return
    saved = memory.store.by_number([number])[0].unit.variants[0]
    assert saved.text == plain(saved.content) == text
    assert codes(saved.content) == codes(content) and all(saved.content)


def codes(content: Content) -> list[str]:
    """The kinds of the codes in a text."""
    return [one.kind for one in content if isinstance(one, Code)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ол бүгін келді.", ("Ол бүгін ", BREAK, "келді.")),
        ("Ол келді!", ("Ол ", BREAK, "келді!")),
        ("келді.", (BREAK, "келді.")),
        ("Ол ", ("Ол ", BREAK)),
    ],
)
def test_a_code_stays_where_it_stood(memory: Memory, text: str, kept: Content) -> None:
    number, version = added(memory, Variant.of("kk", ("Ол ", BREAK, "келді.")))
    revise(memory, number, version, Wording((text,), ()))
    assert memory.store.by_number([number])[0].unit.variants[0].content == kept


def test_who_was_overtaken_changes_nothing(memory: Memory) -> None:
    number, version = added(memory, Variant("kk", "бір"), Variant("ru", "один"))
    edit(memory, number, "ru", "раз")
    with pytest.raises(Overtaken):
        revise(memory, number, version, Wording(("бір", "первый"), ()))
    with pytest.raises(Overtaken):
        delete(memory, [number], {number: version})
    with pytest.raises(Overtaken):
        restore(memory, number, 1, version)
    assert memory.store.by_number([number])[0].unit.variants[1].text == "раз"


def test_a_note_is_no_edit_of_a_text(memory: Memory) -> None:
    number, version = added(memory, Variant("kk", "бір"), notes=("a", "b"))
    revise(memory, number, version, Wording(("бір",), ("b", "c", "d")))
    unit = memory.store.by_number([number])[0].unit
    assert unit.notes == ("b", "c", "d")
    assert unit.prop("x-review") is None and unit.attribute("changedate")


def test_a_form_of_another_unit_is_refused(memory: Memory) -> None:
    number, version = added(memory, Variant("kk", "бір"))
    with pytest.raises(UsageError):
        revise(memory, number, version, Wording(("бір", "екі"), ()))
    with pytest.raises(NoSuchUnit):
        revise(memory, 10**6, version, Wording(("бір",), ()))
