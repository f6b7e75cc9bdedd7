"""Consistency: one source, one translation; what makes no difference, and what does."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.checks.consistency import CODES, KEPT, Consistency
from tm.checks.side import Side
from tm.units import Finding, Prop, TranslationUnit, Variant


def read(
    pairs: list[tuple[str, str]], langs: tuple[str, str] = ("kk", "ru"), *, sources: bool = False
) -> list[list[Finding]]:
    """What is found in each of some units, whose names are u1, u2 …"""
    memory = Consistency(sources=sources)
    found = []
    for number, (source, target) in zip(count(1), pairs, strict=False):
        unit = TranslationUnit(f"u{number}", (Variant(langs[0], source), Variant(langs[1], target)))
        found.append(list(memory.compare(unit, *map(Side, unit.variants))))
    return found


@pytest.mark.parametrize(
    ("langs", "source", "first", "second"),
    [
        (("kk", "ru"), "Файлды ашу", "Открыть файл", "Открытие файла"),
        (("kk", "en"), "Нәтижелер жоқ", "No results", "Nothing found"),
        (("en", "kk"), "Save as", "Басқаша сақтау", "Қалайша сақтау"),
        (("ru", "en"), "Он пришёл?", "Did he come?", "Did he come"),  # a question is another thing
        (("en", "ru"), "in the north", "на Севере", "на севере"),
        (("kk", "en"), "5 бет", "page 5", "5 page"),  # another order
    ],
)
def test_two_translations(langs: tuple[str, str], source: str, first: str, second: str) -> None:
    quiet, (found,) = read([(source, first), (source, second)], langs)
    assert quiet == []
    assert (found.code, found.lang) == ("consistency.target", langs[1])
    assert first in found.reason and "unit u1" in found.reason


@pytest.mark.parametrize(
    "other", ["файлды ашу", "Файлды  ашу.", "Файлды\u00a0ашу:", " Файлды ашу…", "— Файлды ашу!"]
)
def test_the_same_source_written_otherwise(other: str) -> None:
    assert len(read([("Файлды ашу", "Открыть файл"), (other, "Открытие файла")])[1]) == 1


@pytest.mark.parametrize("other", ["Файлды ашу?", "Файлды Ашу", "Файлды ашу 2", "Файлды жабу"])
def test_another_source(other: str) -> None:
    assert read([("Файлды ашу", "Открыть файл"), (other, "Открытие файла")]) == [[], []]


@pytest.mark.parametrize("other", ["Открыть файл.", "открыть файл", "Открыть\u202fфайл", "«Открыть файл»"])
def test_the_same_target_written_otherwise(other: str) -> None:
    assert read([("Файлды ашу", "Открыть файл"), ("Файлды ашу", other)]) == [[], []]


def test_numbers_make_another_source() -> None:
    assert read(
        [("2019 жылы 5 адам", "В 2019 году 5 человек"), ("2020 жылы 5 адам", "В 2020 году 5 человек")]
    ) == [[], []]


def test_pairs_of_languages_are_apart_and_one_unit_may_say_both() -> None:
    memory = Consistency()
    variants = (
        Variant("kk", "Ашу"),
        Variant("en", "Open"),
        Variant("en", "Opening"),
        Variant("ru", "Открыть"),
    )
    unit = TranslationUnit("a", variants)
    source, *targets = map(Side, variants)
    assert [list(memory.compare(unit, source, target)) for target in targets] == [[], [], []]
    other = TranslationUnit(None, (Variant("kk", "Ашу"), Variant("en-GB", "Unlock")), line=7)
    assert list(memory.compare(other, *map(Side, other.variants))) == []


def test_long_texts_are_not_kept_but_their_place_is() -> None:
    long = "сөз " * KEPT
    (found,) = read([("Мәтін", long), ("Мәтін", "Текст")])[1]
    assert "another in unit u1" in found.reason and "сөз" not in found.reason


def test_the_first_translation_is_the_one_that_is_named() -> None:
    found = read([("Ашу", "один"), ("Ашу", "два"), ("Ашу", "два"), ("Ашу", "один")])
    assert [len(one) for one in found] == [0, 1, 1, 0]
    assert all("“один” in unit u1" in one[0].reason for one in found[1:3])


def test_sources_only_when_asked_and_only_of_long_targets() -> None:
    pairs = [
        ("Мен оны бүгін кеше көрдім", "I saw him at home today"),
        ("Оны бүгін көрдім", "I saw him at home today"),
    ]
    assert read(pairs, ("kk", "en")) == [[], []]
    (found,) = read(pairs, ("kk", "en"), sources=True)[1]
    assert found.code == "consistency.source" and "“Мен оны бүгін кеше көрдім” in unit u1" in found.reason
    assert read([("Иә", "Yes"), ("Иә-иә", "Yes")], ("kk", "en"), sources=True) == [[], []]
    assert {found.code, "consistency.target"} == set(CODES)


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=8))
def test_nothing_is_found_where_each_source_has_one_target(pairs: list[tuple[str, str]]) -> None:
    one = dict.fromkeys((source.strip(), source.strip()) for source, _ in pairs)
    assert not any(read(list(one) * 2))


@given(st.text(min_size=1), st.text(min_size=1))
def test_units_said_twice_are_consistent(source: str, target: str) -> None:
    assert read([(source, target)] * 3) == [[], [], []]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ((Prop("x-po-plural", "1/3"),), (Prop("x-po-plural", "2/3"),), False),
        ((), (Prop("x-po-context", "menu"),), False),
        ((Prop("file", "a"), Prop("prev", "Edit")), (Prop("file", "b"), Prop("prev", "State")), False),
        ((Prop("file", "a"), Prop("id", "open")), (Prop("file", "a"), Prop("id", "state")), False),
        ((Prop("x-po-context", "menu"),), (Prop("x-po-context", "menu"),), True),
        ((Prop("id", "1"),), (Prop("id", "2"),), True),
        ((Prop("file", "a"),), (Prop("file", "b"),), True),
    ],
)
def test_what_is_translated_for_its_place(
    first: tuple[Prop, ...], second: tuple[Prop, ...], same: bool
) -> None:
    memory = Consistency()
    units = [
        TranslationUnit(name, (Variant("en", "%d files"), Variant("ru", text)), props)
        for name, text, props in (("u1", "%d файла", first), ("u2", "%d файлов", second))
    ]
    found = [memory.compare(unit, *map(Side, unit.variants)) for unit in units]
    assert [len(one) for one in found] == [0, int(same)]
