"""Errors planted for the quality checks: the same each time, of the kind they say, and where they say."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from own import documents, named_documents
from plant import FAMILIES, Planted, clean_units, glossary, plant
from planting.codes import CODE
from planting.dates import dates_in
from planting.numbers import CARDINALS, GREAT, NUMBER
from planting.place import WORD, text_of

from tests.conftest import ROOT
from tm.units import TranslationUnit

# Families that damage any side; the others leave the source as it is.
ON_ANY_SIDE = {"letters", "spaces", "form", "doubled", "language", "consistency"}
PREPARED = {"codes", "dates"}
WITHOUT_OTHER_DIGITS = {"magnitude", "in words", "decimal mark", "range joined", "Roman"}
NAMES = list(FAMILIES)


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@cache
def _units() -> tuple[TranslationUnit, ...]:
    return tuple(clean_units())


@cache
def _planted(family: str) -> Planted:
    return plant(family, _units(), 0)


def _changes(family: str) -> list[tuple[str, str, str, str]]:
    """The kind of each error, the source, and the text that was changed, before and after."""
    planted = _planted(family)
    return [
        (kind, text_of(planted.clean[index], "kk"), one.text, two.text)
        for index, kind in planted.errors
        for one, two in zip(planted.clean[index].variants, planted.units[index].variants, strict=True)
        if one != two
    ]


def test_clean_units_are_trilingual_in_order_and_none_is_gold() -> None:
    assert len(_units()) == 5000
    gold = {name for name, _ in named_documents("gold")}
    assert not gold & {str(unit.prop("x-document")) for unit in _units()}
    assert all([variant.lang for variant in unit.variants] == ["kk", "en", "ru"] for unit in _units())
    assert all(variant.text for unit in _units() for variant in unit.variants)
    assert clean_units(50, 1) == clean_units(50, 1) != clean_units(50, 2)
    names = [unit.name for unit in _units()]
    assert len(set(names)) == 5000
    order = {
        f"{name}:{at + 1}": (role, document, at)
        for role, known in enumerate((named_documents("train"), named_documents("development")))
        for document, (name, sides) in enumerate(known)
        for at in range(len(sides["kk"]))
    }
    assert [order[name] for name in names] == sorted(order[name] for name in names)


@pytest.mark.parametrize("family", NAMES)
def test_the_same_seed_plants_the_same(family: str) -> None:
    planted = _planted(family)
    assert plant(family, _units(), 0) == planted
    assert plant(family, _units(), 1).errors != planted.errors


@pytest.mark.parametrize("family", NAMES)
def test_exactly_the_planted_units_are_changed(family: str) -> None:
    units, errors, clean = _planted(family)
    differ = [index for index, (one, two) in enumerate(zip(clean, units, strict=True)) if one != two]
    assert differ == [error.at for error in errors]
    assert len(differ) == 200
    assert [unit.tuid for unit in units] == [unit.tuid for unit in _units()]


@pytest.mark.parametrize("family", NAMES)
def test_every_kind_occurs(family: str) -> None:
    kinds = [error.kind for error in _planted(family).errors]
    assert set(kinds) == set(FAMILIES[family].slips())
    assert min(kinds.count(kind) for kind in kinds) >= 8
    assert set(FAMILIES[family].also) <= set(kinds) >= FAMILIES[family].reversible
    also = {other for others in FAMILIES[family].also.values() for other in others}
    assert also <= set(FAMILIES) - {family}


@pytest.mark.parametrize("family", NAMES)
def test_one_target_is_damaged(family: str) -> None:
    units, errors, clean = _planted(family)
    for index, _ in errors:
        rows = zip(clean[index].variants, units[index].variants, strict=True)
        langs = [one.lang for one, two in rows if one != two]
        if family in ON_ANY_SIDE:
            assert langs and (len(langs) == 1 or family in ("language", "consistency"))
        else:
            assert langs in (["en"], ["ru"])


@pytest.mark.parametrize("family", NAMES)
def test_units_are_made_ready_only_where_a_family_needs_it(family: str) -> None:
    clean = _planted(family).clean
    ready = sum(one != two for one, two in zip(_units(), clean, strict=True))
    assert 1000 < ready < 2500 if family in PREPARED else ready == 0


def test_units_with_codes_have_the_same_on_all_sides() -> None:
    for unit in _planted("codes").clean:
        said = [
            [*CODE.findall(variant.text), *(piece for piece in variant.content if not isinstance(piece, str))]
            for variant in unit.variants
        ]
        assert said[0] == said[1] == said[2]


def test_units_with_dates_have_the_same_on_all_sides() -> None:
    for before, unit in zip(_units(), _planted("dates").clean, strict=True):
        if before != unit:
            said = [
                {(date.day, date.month) for date in dates_in(variant.text.rpartition("(")[2], variant.lang)}
                for variant in unit.variants
            ]
            assert said[0] == said[1] == said[2] and len(said[0]) == 1


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\u200d\u2060\ufeff]", "", text)


def _without_numbers(text: str) -> list[str]:
    names = {*CARDINALS["en"], *CARDINALS["ru"], *GREAT["ru"], *GREAT["ru"].values(), "thousand"}
    names |= {"million", "billion", "mln", "bln"}
    text = re.sub(r"\d|\b[IVX]+\b", "", text)
    return [word for word in WORD.findall(text) if word not in names]


# What is true of every error of a family: the source, and the text before and after.
HOLDS: dict[str, Callable[[str, str, str], bool]] = {
    "empty": lambda kk, one, two: (
        not WORD.search(re.sub(r"<[^>]*>|&\w+;|(?i:^(nan|null|none|#?n/a)$)", "", two))
    ),
    "untranslated": lambda kk, one, two: (
        len(set(WORD.findall(kk.lower())) & set(WORD.findall(two.lower()))) >= 2
    ),
    "numbers": lambda kk, one, two: _without_numbers(one) == _without_numbers(two),
    "dates": lambda kk, one, two: len(WORD.findall(one)) - len(WORD.findall(two)) in range(4),
    "punctuation": lambda kk, one, two: WORD.findall(one) == WORD.findall(two),
    "length": lambda kk, one, two: not 0.61 < len(two) / len(one) < 1.9,
    "letters": lambda kk, one, two: len(one) == len(two),
    "spaces": lambda kk, one, two: _bare(one) == _bare(two),
    "doubled": lambda kk, one, two: (
        len(one) < len(two) and set(WORD.findall(one.lower())) == set(WORD.findall(two.lower()))
    ),
}


@pytest.mark.parametrize("family", HOLDS)
def test_a_family_does_what_it_says(family: str) -> None:
    wrong = [change for change in _changes(family) if not HOLDS[family](*change[1:])]
    assert not wrong


def _values(text: str) -> list[str]:
    return [re.sub(r"\D", "", match[0]) for match in NUMBER.finditer(text)]


def test_a_changed_number_is_one_that_the_source_does_not_have() -> None:
    for kind, source, before, after in _changes("numbers"):
        assert re.findall(r"\d", before) != re.findall(r"\d", after) or kind in WITHOUT_OTHER_DIGITS
        if kind in ("digit changed", "digits swapped", "digit lost", "digit doubled", "year"):
            (new,) = set(_values(after)) - set(_values(before))
            assert new not in _values(source)


def test_an_inconsistent_copy_stands_behind_its_original() -> None:
    units, errors, _ = _planted("consistency")
    for index, _ in errors:
        texts = [variant.text for variant in units[index].variants]
        earlier = [unit for unit in units[:index] if text_of(unit, "kk") == texts[0]]
        same = [[variant.text for variant in unit.variants] for unit in earlier]
        assert any(sum(a != b for a, b in zip(one, texts, strict=True)) == 1 for one in same)


def test_a_letter_that_is_planted_leaves_no_word_of_our_texts() -> None:
    known = {word for one in documents("train") for line in one["kk"] for word in WORD.findall(line.lower())}
    for kind, _, before, after in _changes("letters"):
        if kind == "Russian for one":
            (new,) = set(WORD.findall(after)) - set(WORD.findall(before))
            assert new.lower() not in known


def test_the_glossary_has_long_terms_that_our_documents_use() -> None:
    terms = [entry["kk"][0] for entry in glossary()]
    assert 100 < len(terms) == len(set(terms))
    assert all(" " in term or len(term) >= 8 for term in terms)
    assert {"kk": ("жер сілкінісі",), "en": ("earthquake",), "ru": ("землетрясение",)} in glossary()


def test_units_without_room_are_refused() -> None:
    with pytest.raises(ValueError, match="no room for 200 errors of the family dates, only for "):
        plant("dates", _units()[:40], 0)
