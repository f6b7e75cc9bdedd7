"""Duplicates: what counts as the same, and which unit of several is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tests.formats.test_tmx import units
from tm.duplicates import BY, KEEPS, Duplicates, folded, source_of
from tm.errors import UsageError
from tm.units import Attributes, Code, Content, TranslationUnit, Variant

texts = st.sampled_from(["Иә.", "иә", "Жоқ.", "", "5 %", "5"])
few = st.builds(
    lambda tuid, kk, ru, date: unit(kk, ru, tuid=tuid, attributes=(("changedate", date),)),
    st.sampled_from([None, "", "1", "2"]),
    texts,
    texts,
    st.sampled_from(["20260101T000000Z", "2026-02-01", "кеше"]),
)


def unit(
    *texts: str, langs: str = "kk ru", tuid: str | None = None, attributes: Attributes = ()
) -> TranslationUnit:
    pairs = zip(langs.split(), texts, strict=False)
    return TranslationUnit(tuid, tuple(Variant(lang, text) for lang, text in pairs), (), attributes)


def kept(units: list[TranslationUnit], *args: str, **wishes: str | bool) -> list[TranslationUnit]:
    duplicates = Duplicates(*args, **wishes)  # type: ignore[arg-type]
    if duplicates.needs_look:
        for one in units:
            duplicates.look(one)
    return [one for one in units if duplicates.keeps(one)]


def said(unit: TranslationUnit) -> frozenset[tuple[str, str, Content]]:
    return frozenset((one.lang.lower(), one.text, one.content) for one in unit.variants)


@UNHURRIED
@given(
    st.one_of(st.lists(few, max_size=8), st.lists(units, max_size=4)),
    st.sampled_from(sorted(BY)),
    st.sampled_from(KEEPS),
    st.booleans(),
)
def test_what_is_left_has_no_duplicates(
    units: list[TranslationUnit], by: str, keep: str, loose: bool
) -> None:
    once = kept(units, by, keep=keep, loose=loose)
    assert kept(once, by, keep=keep, loose=loose) == once
    assert all(any(one is unit for unit in units) for one in once)
    if keep != "newest":  # of each group one is kept, whichever end is looked at
        assert len(once) == len(kept(units, by, keep="newest", loose=loose))
    if not loose and by == "all":
        assert set(map(said, once)) == set(map(said, units))


@pytest.mark.parametrize(
    ("by", "same", "other"),
    [
        ("all", unit("Да.", "Иә.", langs="RU kk"), unit("Иә.", "Да!")),
        ("all", unit("Иә.", "Да.", langs="kk_KZ ru"), unit("Иә.", "Да.", langs="kk-KZ ru en")),
        ("source", unit("Иә.", "Да!"), unit("Жоқ.", "Да.")),
        ("tuid", unit("Жоқ.", tuid="1"), unit("Иә.", "Да.", tuid="2")),
    ],
)
def test_what_is_the_same(by: str, same: TranslationUnit, other: TranslationUnit) -> None:
    langs = "kk-KZ ru" if same.variants[0].lang == "kk_KZ" else "kk ru"
    first = unit("Иә.", "Да.", langs=langs, tuid="1")
    if langs == "kk-KZ ru":
        assert kept([first, same], by) == [first]
        return
    assert kept([first, same, other], by) == [first, other]


@pytest.mark.parametrize("tuid", [None, ""])
def test_units_without_a_tuid_are_no_duplicates(tuid: str | None) -> None:
    units = [unit("Иә.", tuid=tuid), unit("Жоқ.", tuid=tuid)]
    assert kept(units, "tuid") == units


def test_the_source_is_that_of_a_language() -> None:
    units = [unit("Иә.", "Да."), unit("Да.", "Иә!", langs="ru kk"), unit("Oui.", "Да.", langs="fr ru")]
    assert kept(units, "source") == units
    assert kept(units, "source", source="ru") == units[:1]
    led = Duplicates("source")
    led.lead("ru")
    led.lead("kk")
    assert [led.keeps(one) for one in units] == [True, False, False]
    foreign = [unit("Oui.", langs="fr")] * 2
    assert kept(foreign, "source", source="kk") == foreign
    assert source_of(units[0], "*all*") == units[0].variants[0]


def test_codes_are_compared_and_when_loose_without_the_case_of_their_text() -> None:
    def coded(text: str, kind: str = "ph") -> TranslationUnit:
        return TranslationUnit(None, (Variant.of("kk", (text, Code(kind), "!")),))

    units = [coded("Иә"), coded("иә"), coded("Иә", "it"), coded("Иә")]
    assert kept(units) == units[:3]
    assert kept(units, loose=True) == [units[0], units[2]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("«Иә», — деді.", "Иә деді", True),
        ("Қои\u0306", "қой", True),
        ("10\u00a0км", "10 км", True),
        ("5 %", "5", False),
        ("-5", "5", False),
        ("–5 °C", "5 °C", False),
        ("$5", "€5", False),
        ("?", "!", False),
        ("…", "", False),
        ("жаз-күз", "жаз күз", True),
    ],
)
def test_what_differs_by_taste(one: str, other: str, same: bool) -> None:
    assert (folded(one) == folded(other)) is same


def test_which_is_kept() -> None:
    dates = ["2026-01-01", "20260301T000000Z", "20260201T000000Z", "99999"]
    units = [unit("Иә.", tuid=str(n), attributes=(("changedate", date),)) for n, date in enumerate(dates)]
    assert [one.tuid for keep in KEEPS for one in kept(units, keep=keep)] == ["0", "3", "1"]
    later = unit("Иә.", attributes=(("creationdate", "20260101T000001Z"),))
    assert kept([later, units[0]], keep="newest") == [later]
    undated = [unit("Иә.", tuid="1"), unit("Иә.", tuid="2")]
    assert kept(undated, keep="newest") == undated[1:]
    of_a_variant = TranslationUnit("4", (Variant("kk", "Иә.", attributes=(("changedate", "20270101"),)),))
    assert kept([units[1], of_a_variant, units[0]], keep="newest") == [of_a_variant]


@pytest.mark.parametrize("wrong", [{"by": "text"}, {"keep": "best"}])
def test_what_can_not_be_meant(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        Duplicates(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("by", "source", "said"),
    [
        ("source", "de", "in de"),
        ("tuid", None, "no unit has a tuid"),
        ("source", "kk", None),
        ("all", None, None),
    ],
)
def test_it_is_said_that_nothing_could_be_a_duplicate(by: str, source: str | None, said: str | None) -> None:
    duplicates = Duplicates(by, source=source)
    assert duplicates.warning is None
    assert all(duplicates.keeps(one) for one in (unit("Иә.", "Да."), unit("Жоқ.", "Нет.")))
    assert duplicates.warning is None if said is None else said in str(duplicates.warning)
