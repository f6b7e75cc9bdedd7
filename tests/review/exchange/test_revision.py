"""A review goes into a memory: one revision, nothing of others overwritten, and all of it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.review.five_rows import SOURCE, article, draft, row
from tm.editing import delete, edit, undo
from tm.errors import InputError, UsageError
from tm.memory import Memory
from tm.review.action import ACTIONS, Action, Refused
from tm.review.draft import Draft, Source, State
from tm.review.exchange.documents import of_document
from tm.review.exchange.revision import Kept, into_memory
from tm.units import Code, Prop, TranslationUnit, Variant

CODE = Code("ph", (("x", "1"),), ("<br/>",))


@pytest.fixture
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Memory]:
    """A memory with a document of four units; in a file unless a test asks for a server."""
    on_server = getattr(request, "param", "sqlite") == "postgres"
    place = str(request.getfixturevalue("fresh_database") if on_server else tmp_path / "tm.sqlite")
    texts = (
        ("Қала жаңарды. Ол үлкен.", "The city was renewed. It is big."),
        ("Көпір бар.", "There is a bridge."),
        ("Иә.", "Yes."),
        ("Жоқ.", "No."),
    )
    with Memory(place, create=True) as opened:
        opened.add(
            TranslationUnit(
                f"a:{number}",
                (
                    Variant.of("kk", (kk, CODE)),
                    Variant("en", en, (Prop("x-segments", "1"),)),
                    Variant("ru", "Р."),
                ),
                (Prop("x-document", "a"), Prop("x-confidence", "0.900"), Prop("x-review", "auto")),
            )
            for number, (kk, en) in enumerate(texts, start=1)
        )
        yield opened


def opened(memory: Memory) -> tuple[Source, Draft]:
    return of_document(memory, "a", ("kk", "en"))


def done(draft: Draft, name: str, row: int, **said: object) -> Draft:
    action = Action(name, row, **said)  # type: ignore[arg-type]
    place = draft.place(row)
    assert place is not None
    return ACTIONS[name](draft, place, action).applied(draft)


def living(memory: Memory) -> dict[int, TranslationUnit]:
    return {one.number: one.unit for one in memory.store.units()}


def test_units_change_come_and_go_as_rows_did_and_one_undo_takes_it_back(memory: Memory) -> None:
    before = living(memory)
    source, made = opened(memory)
    made = done(made, "split", 1, lang="kk", segment=0, offset=13)
    made = done(made, "edit", 2, lang="en", text="There is one bridge.")
    made = done(made, "reject", 3)
    made = done(made, "confirm", 4)
    kept = into_memory(made, source, memory)
    assert (kept.added, kept.changed, kept.deleted, kept.alone, kept.uneasy) == (1, 3, 1, 0, (1, 2))
    after = living(memory)
    assert [variant.text for variant in after[1].variants] == ["Қала жаңарды.", "The city was renewed.", "Р."]
    assert after[1].prop("x-confidence") is None and after[1].variants[1].props == ()
    assert (
        after[2].variants[0] == before[2].variants[0] and after[2].variants[1].text == "There is one bridge."
    )
    assert (after[2].prop("x-review"), after[4].prop("x-review")) == ("edited", "confirmed")
    assert 3 not in after and after[4].attribute("changedate")
    (new,) = [unit for number, unit in after.items() if number > 4]
    assert [variant.text for variant in new.variants] == ["Ол үлкен.", "It is big."]
    assert (new.prop("x-document"), new.prop("x-review"), new.tuid) == ("a", "auto", "a:r5")
    revision = memory.store.revisions()[-1]
    assert (revision.id, revision.kind, revision.origin) == (
        kept.revision,
        "review",
        f"{memory.place}: a (kk, en)",
    )
    undo(memory, kept.revision)
    assert living(memory) == before


def test_rows_that_were_merged_are_one_unit(memory: Memory) -> None:
    source, made = opened(memory)
    kept = into_memory(done(made, "merge-next", 1), source, memory)
    assert (kept.changed, kept.deleted) == (1, 1)
    assert living(memory)[1].variants[1].text == "The city was renewed. It is big. There is a bridge."


@pytest.mark.parametrize("memory", ["sqlite", "postgres"], indirect=True)
def test_a_review_goes_in_again_and_again(memory: Memory) -> None:
    source, made = opened(memory)
    made = done(done(made, "split", 1, lang="kk", segment=0, offset=13), "edit", 2, lang="en", text="One.")
    into_memory(made, source, memory)
    with pytest.raises(Refused, match="has all of this already"):
        into_memory(made, source, memory)
    revisions = len(memory.store.revisions())
    made = done(done(made, "edit", 2, lang="en", text="Two."), "edit", 5, lang="en", text="It is large.")
    made = done(done(made, "confirm", 3), "reject", 4)
    kept = into_memory(made, source, memory)
    assert (kept.added, kept.changed, kept.deleted) == (0, 3, 1) and len(
        memory.store.revisions()
    ) == revisions + 1
    after = living(memory)
    assert len(after) == 4 and 4 not in after
    assert after[2].variants[1].text == "Two." and after[max(after)].variants[1].text == "It is large."
    kept = into_memory(done(done(made, "reopen", 4), "merge-next", 1), source, memory)
    assert (kept.added, kept.changed, kept.deleted) == (
        0,
        2,
        1,
    )  # unit 4 lives again, the new one went into 1
    assert 4 in living(memory)


def test_what_somebody_else_has_changed_is_not_overwritten(memory: Memory) -> None:
    source, made = opened(memory)
    edit(memory, 2, "en", "There are bridges.")
    delete(memory, [3])
    before = living(memory)
    touched = done(done(made, "confirm", 2), "reject", 4)
    with pytest.raises(Refused, match="changed there since the review began: unit 2; nothing was changed"):
        into_memory(touched, source, memory)
    assert living(memory) == before
    into_memory(done(done(made, "reject", 3), "reject", 4), source, memory)  # 3 is gone, as it should be
    assert living(memory) == {number: unit for number, unit in before.items() if number != 4}
    with pytest.raises(Refused, match="began: unit 3; nothing"):
        into_memory(done(done(made, "confirm", 3), "reject", 4), source, memory)


def test_a_review_that_changed_nothing_is_refused(memory: Memory) -> None:
    source, made = opened(memory)
    with pytest.raises(Refused, match="nothing was changed"):
        into_memory(made, source, memory)
    assert len(memory.store.revisions()) == 1


def test_a_document_from_elsewhere_is_added(memory: Memory) -> None:
    assert into_memory(article(), SOURCE, memory) == Kept(2, 4, 0, 0, 1, ())
    units = {unit.tuid: unit for unit in living(memory).values() if unit.prop("x-document") == "article"}
    assert list(units) == ["article:1", "article:2", "article:4", "article:5"]
    assert units["article:4"].prop("x-review") == "confirmed" and units["article:5"].notes == ("check",)
    rows = [replace(one, state=State.REJECTED) for one in article().rows[:2]]
    kept = into_memory(draft(*rows, *article().rows[2:]), SOURCE, memory)
    assert (kept.added, kept.changed, kept.deleted) == (0, 0, 2)


def test_only_what_is_confirmed_of_a_document_from_elsewhere(memory: Memory) -> None:
    assert into_memory(article(), SOURCE, memory, only_confirmed=True).added == 1
    source, made = opened(memory)
    with pytest.raises(UsageError, match="what is open stays in it"):
        into_memory(made, source, memory, only_confirmed=True)


def test_it_is_not_mixed_with_another_document_of_its_name(memory: Memory) -> None:
    with pytest.raises(Refused, match="or were changed since, unit 1 for one"):
        into_memory(article(), replace(SOURCE, name="a"), memory)


def test_what_a_memory_can_not_hold_is_refused_whole(memory: Memory) -> None:
    with pytest.raises(InputError, match="holds the character NUL"):
        into_memory(draft(row(1, "a\0", "b", "c"), row(2, "d", "e", "f")), SOURCE, memory)
    assert len(living(memory)) == 4


def test_a_language_that_is_not_shown_is_left_alone(memory: Memory) -> None:
    source, made = of_document(memory, "a", ("kk", "en"))
    kept = into_memory(done(made, "confirm", 1), source, memory)
    assert kept.uneasy == () and living(memory)[1].variants == source.units[1].variants
