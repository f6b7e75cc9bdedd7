"""Selecting units by what they say of themselves, however the tool that wrote them names it."""

from __future__ import annotations

import pytest

from tm.errors import UsageError
from tm.selection import Selection
from tm.units import Attributes, Prop, TranslationUnit, Variant

CONFIRMED = Selection(review=frozenset(["confirmed"]))


def unit(*props: Prop, attributes: Attributes = (), langs: str = "kk en ru") -> TranslationUnit:
    variants = tuple(Variant(lang, f"text in {lang}") for lang in langs.split())
    return TranslationUnit("1", variants, props, attributes)


@pytest.mark.parametrize(
    ("langs", "kept"),
    [
        (("kk", "ru"), ["kk-KZ", "ru", "ru-RU"]),
        (("kk", "de"), None),
        (("en",), ["en"]),
        (("de",), None),
        (("KK_kz", "en-GB"), ["kk-KZ", "en"]),
        ((), ["kk-KZ", "en", "ru", "ru-RU"]),
    ],
)
def test_languages(langs: tuple[str, ...], kept: list[str] | None) -> None:
    taken = Selection(langs=langs).taken(unit(langs="kk-KZ en ru ru-RU"))
    assert (taken and [variant.lang for variant in taken.variants]) == kept


@pytest.mark.parametrize(
    ("selection", "props", "attributes", "wanted"),
    [
        (Selection(project="Лето"), (Prop("x-Project:SingleString", "лето 2026"),), (), True),
        (Selection(project="лето"), (Prop("project", "зима"),), (), False),
        (Selection(project="лето"), (), (), False),
        (Selection(document="a.html"), (Prop("Txt::FileName", "a.html"),), (), True),
        (Selection(document="pompeo"), (Prop("x-document", "azattyq-pompeo"),), (), True),
        (Selection(origin="ushtil"), (Prop("x-aligner", "ushtil:0.1|…"),), (), True),
        (Selection(origin="aigerim"), (), (("creationid", "AIGERIM"),), True),
        (Selection(origin="mt"), (), (("creationid", "AIGERIM"),), False),
        (Selection(confidence=0.9), (Prop("x-confidence", "0.950"),), (), True),
        (Selection(confidence=0.9), (Prop("x-confidence", "0.890"),), (), False),
        (Selection(confidence=0.9), (), (), True),
        (CONFIRMED, (Prop("x-review", "confirmed"),), (), True),
        (CONFIRMED, (Prop("x-review", "auto"),), (), False),
        (CONFIRMED, (Prop("x-ConfirmationLevel", "ApprovedSignoff"),), (), True),
        (Selection(review=frozenset(["auto"])), (), (), False),
        (Selection(since="2026-11-04"), (), (("changedate", "20261104T235959Z"),), True),
        (Selection(since="2026-11-05"), (), (("changedate", "20261104T235959Z"),), False),
        (Selection(until="2026-11-04"), (), (("creationdate", "20261104T235959Z"),), True),
        (Selection(until="2026-11-03"), (), (("creationdate", "2026-11-04"),), False),
        (Selection(since="2026-11-04"), (), (), False),
        (Selection(text="IN RU$"), (), (), True),
        (Selection(text="nowhere"), (), (), False),
    ],
)  # fmt: skip
def test_what_a_unit_must_have(
    selection: Selection, props: tuple[Prop, ...], attributes: Attributes, wanted: bool
) -> None:
    assert (selection.taken(unit(*props, attributes=attributes)) is not None) is wanted


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"since": "yesterday"}, "2026-11-04"),
        ({"review": frozenset(["ok"])}, "auto"),
        ({"text": "("}, "regular"),
    ],
)
def test_what_can_not_be_meant(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Selection(**wrong)  # type: ignore[arg-type]
