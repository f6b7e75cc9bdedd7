"""Joining bilingual memories through the language that they share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tests.formats.test_tmx import units
from tests.test_duplicates import few, unit
from tm.pivot import Pivot
from tm.units import Code, Prop, TranslationUnit, Variant


def joined(*units: TranslationUnit, lang: str = "kk", most: int = 1000) -> list[TranslationUnit]:
    pivot = Pivot(lang, most=most)
    for one in units:
        pivot.look(one)
    found = [both for one in units for both in pivot.joined(one)]
    assert not list(pivot.rest())
    assert len(found) + pivot.into == len(units)
    return found


def said(unit: TranslationUnit) -> str:
    return " ".join(f"{one.lang}:{one.text}" for one in unit.variants)


@UNHURRIED
@given(st.one_of(st.lists(few, max_size=8), st.lists(units, max_size=5)))
def test_nothing_is_lost_and_no_text_is_left_twice(units: list[TranslationUnit]) -> None:
    found = joined(*units)
    texts = [one.text for unit in found for one in unit.variants[:1] if one.lang == "kk" and one.text.strip()]
    assert {one.text for unit in found for one in unit.variants} == {
        one.text for unit in units for one in unit.variants
    }
    assert {prop for unit in found for prop in unit.props} == {prop for unit in units for prop in unit.props}
    if all(not one.content for unit in units for one in unit.variants):
        assert len(texts) == len(set(texts))
    assert joined(*found) == found


def test_two_memories_become_one_of_three_languages() -> None:
    first = TranslationUnit(
        "a", (Variant("kk", "Иә."), Variant("en", "Yes.")), (Prop(None, "n"), Prop("x", "1"))
    )
    other = TranslationUnit(
        "b", (Variant("ru", "Да."), Variant("KK_kz", "Иә.")), (Prop("x", "1"), Prop("y", "2"))
    )
    alone = unit("Жоқ.", "Нет.")
    (no, yes) = joined(first, alone, other)
    assert no is alone
    assert (yes.tuid, said(yes)) == ("a", "kk:Иә. en:Yes. ru:Да.")
    assert yes.props == (Prop(None, "n"), Prop("x", "1"), Prop("y", "2"))


def test_translations_that_differ_are_both_kept_and_the_same_once() -> None:
    found = joined(unit("Иә.", "Да."), unit("Иә.", "Ага."), unit("Иә.", "Да.", langs="kk RU"))
    assert [said(one) for one in found] == ["kk:Иә. ru:Да. ru:Ага."]


def test_props_of_variants_are_put_together() -> None:
    one = TranslationUnit("1", (Variant("kk", "Иә.", (Prop("a", "1"),)), Variant("ru", "Да.")))
    two = TranslationUnit(
        "2", (Variant("kk", "Иә.", (Prop("b", "2"),)), Variant("ru", "Да.", (Prop("c", "3"),)))
    )
    (both,) = joined(one, two)
    assert [variant.props for variant in both.variants] == [
        (Prop("a", "1"), Prop("b", "2")),
        (Prop("c", "3"),),
    ]


def test_what_is_not_joined() -> None:
    coded = TranslationUnit(None, (Variant.of("kk", ("Иә", Code("ph"), ".")), Variant("ru", "Да.")))
    apart = [
        unit("Иә.", "Да."),
        coded,
        unit("", "а"),
        unit("", "б"),
        unit("Да.", langs="ru"),
        unit("Да.", langs="ru"),
    ]
    assert joined(*apart) == apart
    assert joined(*apart, lang="en") == apart


def test_units_do_not_grow_without_end() -> None:
    many = [unit("Иә.", str(number)) for number in range(25)]
    assert [len(one.variants) for one in joined(*many, most=10)] == [10, 10, 8]


def test_units_that_were_not_seen_before_are_given_all_the_same() -> None:
    pivot = Pivot("kk")
    for one in (unit("Иә.", "Да."), unit("Иә.", "Ага.")):
        pivot.look(one)
    assert list(pivot.joined(unit("Иә.", "Да."))) == []
    assert [said(one) for one in pivot.rest()] == ["kk:Иә. ru:Да."]


def test_a_unit_is_no_surer_than_its_parts() -> None:
    parts = [
        TranslationUnit(None, (Variant("kk", "Иә."), Variant(lang, "?")), tuple(Prop(*one) for one in props))
        for lang, props in (
            ("en", [("x-review", "confirmed"), ("x-confidence", "0.98"), ("x-document", "a")]),
            ("ru", [("x-review", "auto"), ("x-confidence", "0.5"), ("x-document", "b")]),
        )
    ]
    for one, other in (parts, parts[::-1]):
        (both,) = joined(one, other)
        assert (both.prop("x-review"), both.prop("x-confidence")) == ("auto", "0.5")
        assert len(both.props) == 4
