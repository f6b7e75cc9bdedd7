"""What holds whatever reviewers do: nothing is lost or changes places, and all can be taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.drafts import AIGERIM, BORIS, SOURCE, opened, plain
from tests.review.walks import MOVES, anything, walk
from tm.review.action import ACTIONS, Refused
from tm.review.change import applied, least, touched
from tm.review.codec import Known, change_in, change_out, ids_in, ids_out, rows_in, rows_out
from tm.review.desk import Desk, Kind, Person
from tm.review.draft import Draft, Row
from tm.review.splice import Splice

texts = st.lists(st.text("абвә дğ\u0301\U0001f44d \u00a0", min_size=1, max_size=12), max_size=3).map(tuple)
sides = st.tuples(texts, texts, texts).filter(any)
confidences = st.none() | st.floats(0, 1)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A document of three languages."""
    rows = draw(st.lists(st.tuples(sides, confidences), min_size=1, max_size=8))
    made = tuple(Row(number, *row) for number, row in enumerate(rows, start=1))
    return Draft(("kk", "ru", "en"), made, len(made) + 1)


def letters(draft: Draft) -> list[str]:
    """All that each language says, without the spaces, which may go at a cut."""
    return [
        "".join(chain(*draft.segments()[lang])).replace(" ", "").replace("\u00a0", "") for lang in draft.langs
    ]


@settings(max_examples=60)
@given(drafts(), st.randoms(use_true_random=False))
def test_nothing_is_lost_and_nothing_changes_places(draft: Draft, chance: Random) -> None:
    beginning = letters(draft)
    for _ in range(30):
        action = anything(draft, chance, MOVES)
        at = draft.place(action.row)
        assert at is not None
        try:
            draft = ACTIONS[action.name](draft, at, action).applied(draft)
        except Refused:
            continue
        assert letters(draft) == beginning
        assert len({row.id for row in draft.rows}) == len(draft)
        assert all(row.id < draft.next_id for row in draft.rows)
        for lang in draft.langs:  # beads are monotone and complete
            named = list(chain.from_iterable(bead[lang] for bead in draft.beads()))
            assert named == list(range(len(draft.segments()[lang])))


@settings(max_examples=60)
@given(drafts(), st.randoms(use_true_random=False))
def test_a_change_is_written_so_that_it_goes_both_ways(draft: Draft, chance: Random) -> None:
    known = Known.of(draft.rows)
    for _ in range(20):
        action = anything(draft, chance)
        at = draft.place(action.row)
        assert at is not None
        try:
            splice = ACTIONS[action.name](draft, at, action)
        except Refused:
            continue
        change = least([splice])
        after = splice.applied(draft)
        stored = change_out(change, known)
        assert applied(draft, change) == after
        assert applied(draft, change_in(stored, known, draft)) == after
        assert applied(after, change_in(stored, known, after, back=True)).rows == draft.rows
        old, new = ({row.id: row for row in rows} for rows in (draft.rows, after.rows))
        assert touched(change) == {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}
        assert rows_in(rows_out(after.rows, known), known) == after.rows
        draft = after


@given(st.lists(st.integers(0, 50)))
def test_ids_are_written_as_they_are(ids: list[int]) -> None:
    assert list(ids_in(ids_out(ids))) == ids


def test_a_change_is_of_no_row_that_stays() -> None:
    one, two, three, four = plain(4).rows
    other = Row(2, (("x",), ()))
    assert least([Splice((one, two, three), (one, other, three))]) == (Splice((two,), (other,)),)
    assert least([Splice((one, two, three), (one, three))]) == (Splice((two, three), (three,)),)
    assert least([Splice((one, three), (one, two, three))]) == (Splice((three,), (two, three)),)
    assert least([Splice((one, two), (one, two))]) == ()
    assert touched(least([Splice((one, two, three, four), (one, other, four))])) == {2, 3}


@pytest.mark.parametrize("people", [(AIGERIM,), (AIGERIM, BORIS)])
def test_all_of_it_can_be_taken_back_and_done_again(tmp_path: Path, people: tuple[Person, ...]) -> None:
    place = tmp_path / "reviews.sqlite"
    review = opened(place, plain(12))
    beginning = review.draft
    for part in range(4):
        walk(review, people, 50, Random(part))
        review = Desk(place).open(review.id)  # after a restart
    end = review.draft
    done = [event.person for event in review.history()]
    for person in reversed(done):
        review.undo(person)
    assert review.draft.rows == beginning.rows
    review = Desk(place).open(review.id)
    assert review.draft.rows == beginning.rows
    for person in done:
        review.redo(person)
    assert review.draft == end
    assert Desk(place).open(review.id).draft == end
    assert all(review.can_redo(person) is None for person in people)


def test_two_desks_at_one_file_agree(tmp_path: Path) -> None:
    place = tmp_path / "reviews.sqlite"
    desks = Desk(place), Desk(place)
    id = desks[0].add(SOURCE, plain(12))
    for turn in range(60):
        one, other = desks if turn % 2 else desks[::-1]
        walk(one.open(id), (AIGERIM, BORIS), 3, Random(turn), backs=0.3)
        assert other.open(id).now == one.open(id).now
    assert desks[0].open(id).history() == desks[1].open(id).history()
    without = rows_without_snapshots(place, id)
    assert without == desks[0].open(id).draft
    summary, draft = desks[0].documents()[0], desks[0].open(id).draft
    assert summary.rows == len(draft)
    assert summary.confirmed == sum(row.state == "confirmed" for row in draft.rows)


def rows_without_snapshots(place: Path, id: int) -> Draft:
    """A document with all that was done to it done again from the beginning."""
    with closing(sqlite3.connect(place)) as database:
        copy = place.with_name("copy.sqlite")
        database.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as database, database:
        assert database.execute("DELETE FROM snapshot WHERE number > 0").rowcount == 1
    return Desk(copy).open(id).draft


def test_a_walk_holds_undo_and_redo(tmp_path: Path) -> None:
    """So that the other tests are of what they say."""
    review = opened(tmp_path / "reviews.sqlite", plain(12))
    walk(review, (AIGERIM, BORIS), 150, Random(3), backs=0.3)
    kinds = [event.kind for event in review.history()]
    assert min(kinds.count(kind) for kind in Kind) > 5
