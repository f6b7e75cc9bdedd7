"""Aligning anew and judging anew while a document is reviewed."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own import LANGS, documents

import tm
from tm.review.draft import Draft, Row, State
from tm.review.realign import realigned, reassessed
from tm.review.splice import Splice

DOCUMENTS = documents("development")


def texts(number: int, count: int, langs: tuple[str, ...] = LANGS) -> dict[str, list[str]]:
    parts = DOCUMENTS[number : number + count]
    return {lang: [segment for part in parts for segment in part[lang]] for lang in langs}


def applied(draft: Draft, splices: tuple[Splice, ...]) -> Draft:
    return reduce(lambda found, splice: splice.applied(found), splices, draft)


def one_to_one(segments: dict[str, list[str]]) -> Draft:
    """A draft whose rows are the lines, all open, of which nothing is known."""
    rows = [
        Row(number, tuple((line,) for line in lines))
        for number, lines in enumerate(zip(*segments.values(), strict=True), start=1)
    ]
    return Draft(tuple(segments), tuple(rows), len(rows) + 1)


def slipped(draft: Draft, place: int, first: int, count: int) -> Draft:
    """One side a row too low from `first` on; where it ends, a row holds two."""
    sides = [list(row.sides) for row in draft.rows]
    moved = [sides[k][place] for k in range(first, first + count)]
    sides[first][place] = ()
    for k, side in enumerate(moved[:-1], start=first + 1):
        sides[k][place] = side
    sides[first + count][place] = (*moved[-1], *sides[first + count][place])
    rows = (replace(row, sides=tuple(side)) for row, side in zip(draft.rows, sides, strict=True))
    return replace(draft, rows=tuple(rows))


@st.composite
def drafts(drawn: st.DrawFn) -> Draft:
    """Rows cut anyhow out of a small document, some decided, some with notes and marks."""
    langs = drawn(st.sampled_from([("kk", "ru"), ("en", "kk"), LANGS]))
    segments = texts(drawn(st.integers(0, len(DOCUMENTS) - 1)), 1, langs)
    rows: list[Row] = []
    left = {lang: list(lines) for lang, lines in segments.items()}
    while any(left.values()):
        taken = [drawn(st.sampled_from((1, 1, 1, 1, 0, 2))) for _ in langs]
        sides = tuple(tuple(left[lang][:size]) for lang, size in zip(langs, taken, strict=True))
        if any(sides):
            rows.append(
                Row(
                    len(rows) + 1,
                    sides,
                    drawn(st.sampled_from((None, 1.0, 0.3))),
                    drawn(st.sampled_from((State.OPEN,) * 4 + (State.CONFIRMED, State.REJECTED))),
                    note=drawn(st.sampled_from(("", "", f"note {len(rows)}"))),
                )
            )
        left = {lang: left[lang][size:] for lang, size in zip(langs, taken, strict=True)}
    return Draft(langs, tuple(rows), len(rows) + 5)


@settings(max_examples=25)
@given(drafts(), st.data())
def test_aligning_anew_keeps_segments_and_decisions_and_is_done_once(
    draft: Draft, data: st.DataObject
) -> None:
    row = data.draw(st.none() | st.sampled_from([row.id for row in draft.rows]))
    splices = realigned(draft, row)
    after = applied(draft, splices)
    assert after.segments() == draft.segments()
    decided = [row for row in draft.rows if row.state is not State.OPEN]
    assert [row for row in after.rows if row.state is not State.OPEN] == decided
    notes = [row.note for row in after.rows if row.note]
    assert sorted("\n".join(notes).splitlines()) == sorted(row.note for row in draft.rows if row.note)
    assert len({row.id for row in after.rows}) == len(after)
    known = {row.id for row in draft.rows}
    assert all(row.id in known or row.id >= draft.next_id for row in after.rows)
    assert all(splice.old != splice.new for splice in splices)
    again = None if row is None else _still_open(draft, after, row)
    assert not realigned(after, again)
    if row is not None:
        touched = {old.id for splice in splices for old in splice.old}
        assert touched <= _stretch(draft, row)


def _stretch(draft: Draft, row: int) -> set[int]:
    """The ids of the open rows around a row."""
    place = draft.place(row)
    assert place is not None
    if draft.rows[place].state is not State.OPEN:
        return set()
    first = last = place
    while first and draft.rows[first - 1].state is State.OPEN:
        first -= 1
    while last + 1 < len(draft) and draft.rows[last + 1].state is State.OPEN:
        last += 1
    return {one.id for one in draft.rows[first : last + 1]}


def _still_open(before: Draft, after: Draft, row: int) -> int:
    """A row in the same stretch afterwards: behind as many decided ones."""
    place = before.place(row)
    assert place is not None
    if before.rows[place].state is not State.OPEN:
        return row
    decided = [one.id for one in before.rows[:place] if one.state is not State.OPEN]
    return after.rows[(after.place(decided[-1]) or 0) + 1].id if decided else after.rows[0].id


@settings(max_examples=25)
@given(drafts(), st.data())
def test_judging_anew_changes_confidences_of_open_rows_only(draft: Draft, data: st.DataObject) -> None:
    row = data.draw(st.none() | st.sampled_from([row.id for row in draft.rows]))
    after = applied(draft, reassessed(draft, row))
    for one, other in zip(draft.rows, after.rows, strict=True):
        assert replace(other, confidence=one.confidence) == one
        assert one == other or one.state is State.OPEN
        assert row is not None or other.state is not State.OPEN or other.confidence is not None
    assert not reassessed(after, row)


@pytest.mark.parametrize("langs", [("kk", "ru"), LANGS], ids="-".join)
def test_a_slip_is_put_right_and_rows_around_it_keep_their_ids(langs: tuple[str, ...]) -> None:
    right = one_to_one(texts(3, 3, langs))
    wrong = slipped(right, 1, 20, 5)
    wrong = replace(
        wrong,
        rows=tuple(replace(row, marked=row.id == 22, note="" if row.id != 23 else "?") for row in wrong.rows),
    )
    after = applied(wrong, realigned(wrong, 24))
    assert [row.sides for row in after.rows] == [row.sides for row in right.rows]
    assert [row.id for row in after.rows[:20]] == list(range(1, 21))
    assert [row.id for row in after.rows[26:]] == list(range(27, len(right) + 1))
    assert sum(row.marked for row in after.rows) == 1
    assert [row.note for row in after.rows if row.note] == ["?"]
    assert min(row.id for row in after.rows[20:26]) >= wrong.next_id


def test_a_confirmed_row_is_not_passed_even_where_it_is_wrong() -> None:
    wrong = slipped(one_to_one(texts(3, 2, ("kk", "ru"))), 1, 10, 5)
    rows = [replace(row, state=State.CONFIRMED) if k == 12 else row for k, row in enumerate(wrong.rows)]
    draft = replace(wrong, rows=tuple(rows))
    after = applied(draft, realigned(draft))
    assert rows[12] in after.rows
    first, last = ("".join(row.text(0) for row in half) for half in (after.rows[:12], draft.rows[:12]))
    assert first == last


@pytest.mark.parametrize("langs", [("kk", "ru"), LANGS], ids="-".join)
def test_beads_that_claim_to_be_sure_are_doubted_where_they_slip(langs: tuple[str, ...]) -> None:
    wrong = slipped(one_to_one(texts(6, 3, langs)), 0, 15, 4)
    draft = replace(wrong, rows=tuple(replace(row, confidence=1.0) for row in wrong.rows))
    found = [row.confidence or 0.0 for row in applied(draft, reassessed(draft)).rows]
    assert max(found[15:20]) < 0.2 and sorted(found)[5 + len(found) // 10] > 0.8


def test_what_cannot_be_judged_stays_as_it_was() -> None:
    draft = Draft(("kk", "ru"), (Row(1, (("Иә.",), ())), Row(2, (("Жоқ.",), ()))), 3)
    assert realigned(draft) == reassessed(draft) == ()
    assert realigned(draft, 7) == reassessed(draft, 7) == ()


def test_two_languages_of_three_are_enough() -> None:
    segments = texts(0, 1)
    rows = one_to_one({lang: segments[lang] for lang in ("kk", "ru")})
    draft = slipped(
        Draft(LANGS, tuple(replace(row, sides=(row.sides[0], (), row.sides[1])) for row in rows.rows), 99),
        2,
        3,
        3,
    )
    after = applied(draft, realigned(draft))
    assert sum(row.shape == (1, 0, 1) for row in after.rows) >= len(rows) - 1


def test_judging_near_a_row_is_quick_in_a_long_document() -> None:
    rng = random.Random(1)
    lines = texts(0, 50)
    picked = [rng.randrange(len(lines["kk"])) for _ in range(20_000)]
    draft = one_to_one({lang: [lines[lang][k] for k in picked] for lang in LANGS})
    reassessed(draft, 10)
    begun = time.process_time()
    for row in range(1_000, 20_000, 2_000):
        reassessed(draft, row)
    assert (time.process_time() - begun) / 10 < 0.3  # 0.05 where nothing else runs


def test_a_long_slip_is_put_right_in_about_the_time_of_aligning() -> None:
    segments = texts(0, 12)
    draft = slipped(one_to_one(segments), 1, 10, len(segments["kk"]) - 40)
    begun = time.process_time()
    tm.align(segments)
    aligned = time.process_time()
    realigned(draft)
    assert time.process_time() - aligned < 2 * (aligned - begun) + 0.5
