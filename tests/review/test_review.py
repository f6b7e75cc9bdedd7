"""Two people at one document: what each may do, take back and do again, and what is told of the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.drafts import AIGERIM, BORIS, draft, opened, plain, shown
from tm.review.action import Action, Refused
from tm.review.desk import Changed, Desk, Done, NoSuchReview, Person, Review
from tm.review.draft import Row, State
from tm.review.splice import Splice


@pytest.fixture
def review(tmp_path: Path) -> Review:
    """Six rows under review."""
    return opened(tmp_path / "reviews.sqlite", plain(6))


def test_what_is_done_is_there_after_a_restart(review: Review, tmp_path: Path) -> None:
    done = review.do(AIGERIM, Action("merge-next", 2), 0)
    assert done == Done(1, "merge-next", 2)
    again = Desk(tmp_path / "reviews.sqlite").open(review.id)
    assert again.now == review.now
    assert (again.source, again.version) == (review.source, 1)
    assert len(again.draft) == 5


def test_a_person_goes_on_where_the_row_went(review: Review) -> None:
    assert review.do(AIGERIM, Action("merge-previous", 3), 0).row == 2
    assert review.do(AIGERIM, Action("confirm", 4), 1).row == 4
    assert review.undo(AIGERIM).row == 4
    assert review.undo(AIGERIM).row == 3
    assert review.redo(AIGERIM).row == 2


def test_two_people_do_not_overwrite_each_other(review: Review) -> None:
    review.do(AIGERIM, Action("merge-next", 2), 0)
    for action in (Action("confirm", 2), Action("note", 3, text="?"), Action("merge-next", 1)):
        with pytest.raises(Changed, match=r"Айгерім has changed it meanwhile \(merge-next\)") as caught:
            review.do(BORIS, action, 0)
        assert caught.value.who == AIGERIM
    assert review.version == 1
    review.do(BORIS, Action("confirm", 2), 1)  # who has seen it may
    assert review.draft.rows[1].state is State.CONFIRMED


def test_a_person_without_a_name_is_another_person(review: Review) -> None:
    review.do(Person("x"), Action("mark", 2), 0)
    with pytest.raises(Changed, match="another person has changed it"):
        review.do(BORIS, Action("mark", 2), 0)


def test_rows_that_nobody_else_touched_are_free(review: Review) -> None:
    review.do(AIGERIM, Action("merge-next", 1), 0)
    review.do(BORIS, Action("merge-next", 4), 0)
    review.do(AIGERIM, Action("mark", 1), 0)  # her own changes are no hindrance
    assert [row.id for row in review.draft.rows] == [1, 3, 4, 6]


def test_nobody_confirms_rows_that_another_changed_unseen(review: Review) -> None:
    review.do(AIGERIM, Action("edit", 2, "en", text="Something else."), 0)
    with pytest.raises(Changed):
        review.do(BORIS, Action("confirm-above", 5), 0)
    review.do(BORIS, Action("confirm-above", 5), 1)


def test_what_was_done_and_taken_back_is_no_hindrance(review: Review) -> None:
    review.do(AIGERIM, Action("merge-next", 2), 0)
    review.undo(AIGERIM)
    assert review.do(BORIS, Action("confirm", 3), 0).version == 3


def test_what_was_seen_and_taken_back_is_a_hindrance(review: Review) -> None:
    review.do(AIGERIM, Action("edit", 2, "en", text="Something else."), 0)
    review.undo(AIGERIM)
    with pytest.raises(Changed):
        review.do(BORIS, Action("confirm", 2), 1)


def test_undo_goes_back_without_limit_and_redo_to_the_end(review: Review, tmp_path: Path) -> None:
    beginning = review.draft.rows
    for action in (Action("merge-next", 1), Action("split", 3, "kk", 0, 5), Action("confirm-above", 7)):
        review.do(AIGERIM, action, review.version)
    end = review.draft.rows
    for _ in range(3):
        review = Desk(tmp_path / "reviews.sqlite").open(review.id)
        review.undo(AIGERIM)
    assert review.draft.rows == beginning
    with pytest.raises(Refused, match="nothing of yours to undo"):
        review.undo(AIGERIM)
    for _ in range(3):
        review = Desk(tmp_path / "reviews.sqlite").open(review.id)
        review.redo(AIGERIM)
    assert review.draft.rows == end
    with pytest.raises(Refused, match="nothing of yours to redo"):
        review.redo(AIGERIM)


def test_everybody_takes_back_what_is_theirs(review: Review) -> None:
    review.do(AIGERIM, Action("confirm", 1), 0)
    review.do(BORIS, Action("confirm", 2), 0)
    review.undo(AIGERIM)
    assert [row.state.value for row in review.draft.rows[:2]] == ["open", "confirmed"]
    with pytest.raises(Refused, match="nothing of yours"):
        review.undo(Person("new"))


def test_what_another_built_upon_is_not_taken_back(review: Review) -> None:
    review.do(AIGERIM, Action("merge-next", 1), 0)
    review.do(BORIS, Action("confirm", 1), 1)
    with pytest.raises(Changed, match=r"merge-next can't be undone: Boris has changed it"):
        review.undo(AIGERIM)
    review.undo(BORIS)
    review.undo(AIGERIM)
    review.do(BORIS, Action("mark", 2), review.version)
    with pytest.raises(Changed, match="can't be redone"):
        review.redo(AIGERIM)


def test_something_new_ends_what_can_be_done_again_for_that_person_only(review: Review) -> None:
    review.do(AIGERIM, Action("confirm", 1), 0)
    review.do(BORIS, Action("confirm", 2), 0)
    review.undo(AIGERIM)
    review.undo(BORIS)
    review.do(AIGERIM, Action("mark", 3), review.version)
    assert review.can_redo(AIGERIM) is None
    assert review.redo(BORIS).name == "confirm"
    undoable = review.can_undo(AIGERIM)
    assert undoable
    assert undoable.name == "mark"


def test_what_is_refused_leaves_no_trace(review: Review) -> None:
    for action in (Action("merge-previous", 1), Action("dance", 1), Action("confirm", 99)):
        with pytest.raises(Refused):
            review.do(AIGERIM, action, 0)
    assert (review.version, review.history()) == (0, [])


def test_the_history_says_who_did_what_and_what_of_it_holds(review: Review) -> None:
    review.do(AIGERIM, Action("merge-next", 2), 0)
    review.do(Person("b", "  Boris \n B. "), Action("confirm", 5), 0)
    review.undo(AIGERIM)
    told = [(event.number, event.person.name, event.kind.value, event.name) for event in review.history()]
    assert told == [
        (1, "Айгерім", "do", "merge-next"),
        (2, "Boris B.", "do", "confirm"),
        (3, "Айгерім", "undo", "merge-next"),
    ]
    assert [event.undone for event in review.history()] == [True, False, False]
    assert [sorted(event.rows) for event in review.history()] == [[2, 3], [5], [2, 3]]


def test_what_others_changed_since_is_told(review: Review) -> None:
    review.do(AIGERIM, Action("merge-next", 2), 0)
    review.do(BORIS, Action("confirm", 5), 0)
    review.do(AIGERIM, Action("mark", 6), 0)
    assert [event.number for event in review.changed_since(0, BORIS)] == [1, 3]
    assert [event.number for event in review.changed_since(1, BORIS)] == [3]
    assert review.changed_since(3, BORIS) == []


def merged(rows: tuple[Row, ...], id: int) -> Splice:
    """Two rows as one of this id."""
    one, two = rows
    sides = tuple((*a, *b) for a, b in zip(one.sides, two.sides, strict=True))
    return Splice((one, two), (Row(id, sides),))


def test_several_places_change_as_one(review: Review) -> None:
    rows = review.draft.rows
    done = review.put(AIGERIM, "sheet", (merged(rows[:2], 1), merged(rows[4:], 5)), 0)
    assert [row.id for row in review.draft.rows] == [1, 3, 4, 5]
    assert done == Done(1, "sheet", 1)
    review.undo(AIGERIM)
    assert review.draft.rows == rows


def test_new_rows_never_have_an_id_that_another_had(review: Review) -> None:
    rows, thought = review.draft.rows, 7
    review.do(BORIS, Action("split", 6, "kk", 0, 5), 0)  # takes the id that the other thought of
    review.undo(BORIS)
    review.put(AIGERIM, "sheet", (merged(rows[:2], thought), merged(rows[2:4], thought)), 0)
    assert [row.id for row in review.draft.rows] == [8, 9, 5, 6]
    review.redo(BORIS)
    assert [row.id for row in review.draft.rows] == [8, 9, 5, 6, 7]


def test_what_was_thought_of_other_rows_is_refused(review: Review) -> None:
    rows = review.draft.rows
    review.do(AIGERIM, Action("mark", 1), 0)
    with pytest.raises(Refused, match="not as they were any more"):
        review.put(AIGERIM, "sheet", (merged(rows[:2], 1),), 1)
    with pytest.raises(Changed):
        review.put(BORIS, "sheet", (merged(rows[:2], 1),), 0)
    with pytest.raises(Refused, match="not as they were any more"):
        review.put(BORIS, "sheet", (merged(rows[2:4], 3), merged(rows[3:5], 4)), 0)  # one row twice
    with pytest.raises(Refused, match="nothing would change"):
        review.put(BORIS, "sheet", (Splice(rows[2:4], rows[2:4]),), 0)
    with pytest.raises(Refused, match="nothing would change"):
        review.put(BORIS, "sheet", (), 0)
    assert review.version == 1


def test_open_rows_are_aligned_anew(tmp_path: Path) -> None:
    texts = [
        (f"Біз {n} жылы Алматыға бардық.", f"We went to Almaty in {n}.")
        for n in (1991, 1998, 2004, 2015, 2021)
    ]
    slipped = draft(
        (f"{texts[0][0]}|{texts[1][0]}", texts[0][1]),
        (texts[2][0], texts[1][1]),
        (texts[3][0], f"{texts[2][1]}|{texts[3][1]}"),
        texts[4],
    )
    review = opened(tmp_path / "reviews.sqlite", slipped)
    done = review.realign(AIGERIM, 2, 0)
    assert shown(review.draft) == [" = ".join(pair) for pair in texts]
    assert (done.name, done.version) == ("realign", 1)
    with pytest.raises(Refused, match="as they were"):
        review.realign(AIGERIM, 2, 1)
    review.undo(AIGERIM)
    assert review.draft.rows == slipped.rows
    assert review.realign(AIGERIM, None, 2).name == "realign-all"


def test_a_document_that_was_removed_meanwhile_is_not_changed(review: Review, tmp_path: Path) -> None:
    Desk(tmp_path / "reviews.sqlite").remove(review.id)
    with pytest.raises(NoSuchReview, match="was removed"):
        review.do(AIGERIM, Action("confirm", 1), 0)
