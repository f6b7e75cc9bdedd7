"""What units say of themselves, however the tool that wrote them names it."""

from __future__ import annotations

import pytest

from tm.provenance import confidence_of, day_of, document_of, review_of, said
from tm.units import Prop, TranslationUnit, Variant


def test_the_last_change_of_any_variant_counts() -> None:
    changed = Variant("kk", "а", attributes=(("changedate", "20261105T000000Z"),))
    assert day_of(TranslationUnit("1", (changed,), (), (("changedate", "20200101T000000Z"),))) == "2026-11-05"


@pytest.mark.parametrize("kind", ["project", "x-Project:SingleString", "Txt::Project"])
def test_tools_put_something_around_a_name(kind: str) -> None:
    assert said(TranslationUnit(None, (), (Prop(kind, "summer"), Prop("x-other", "?"))), {"project"}) == [
        "summer"
    ]


def test_nothing_said() -> None:
    unit = TranslationUnit(
        None, (Variant("kk", "а"),), (Prop("x-confidence", "high"), Prop("x-review", "ok"))
    )
    assert (confidence_of(unit), review_of(unit), day_of(unit)) == (None, None, None)


def test_the_least_level_of_the_variants() -> None:
    levels = ("ApprovedSignoff", "Draft")
    variants = tuple(Variant("kk", "а", (Prop("x-ConfirmationLevel", level),)) for level in levels)
    assert review_of(TranslationUnit(None, variants)) == "auto"


@pytest.mark.parametrize("kind", ["x-document", "x-document:SingleString", "Txt::Document", "x-Filename"])
def test_the_document_however_a_tool_names_it(kind: str) -> None:
    props = (Prop("x-other", "?"), Prop(kind, "a.docx"))
    assert document_of(TranslationUnit(None, (Variant("kk", "а"),), props)) == "a.docx"
    assert document_of(TranslationUnit(None, (), props[:1])) is None
