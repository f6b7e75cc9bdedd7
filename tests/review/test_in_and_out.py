"""A document comes in, is reviewed at the desk, goes out, and comes in again."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tm.review.action import Action
from tm.review.desk import Desk, Person, Review
from tm.review.draft import State
from tm.review.exchange.exports import to_beads
from tm.review.exchange.folders import found_in, read
from tm.review.exchange.sheet import read_sheet, write_sheet

AIGERIM = Person("a", "Айгерім")


def opened(folder: Path, place: Path, name: str) -> Review:
    (found,) = [one for one in found_in(folder) if one.name == name]
    desk = Desk(place)
    return desk.open(desk.add(*read(found)))


def test_a_sheet_is_one_event_that_can_be_undone(gold: Path, tmp_path: Path) -> None:
    review, path = opened(gold, tmp_path / "reviews.sqlite", "cul-011"), tmp_path / "a.xlsx"
    before = review.draft
    write_sheet(review.draft, review.source, review.version, path)
    book = load_workbook(path)
    for line in range(2, 8):
        book["review"].cell(line, 2).value = "confirmed"
    book.save(path)
    changes = read_sheet(review.draft, review.source, path)
    done = review.put(AIGERIM, "sheet", changes.splices, review.version)
    assert done.version == 1 and [row.state for row in review.draft.rows[:7]] == [State.CONFIRMED] * 6 + [
        State.OPEN
    ]
    assert not read_sheet(review.draft, review.source, path).splices
    review.undo(AIGERIM)
    assert review.draft.rows == before.rows


def test_what_was_reviewed_goes_out_as_a_document_that_comes_in_again(gold: Path, tmp_path: Path) -> None:
    review = opened(gold, tmp_path / "reviews.sqlite", "cul-011")
    review.do(AIGERIM, Action("merge-next", review.draft.rows[0].id), review.version)
    review.do(AIGERIM, Action("confirm", review.draft.rows[0].id), review.version)
    to_beads(review.draft, review.source, tmp_path / "out" / "cul-011")
    again = opened(tmp_path / "out", tmp_path / "others.sqlite", "cul-011")
    assert [row.sides for row in again.draft.rows] == [row.sides for row in review.draft.rows]
    assert [row.state for row in again.draft.rows] == [row.state for row in review.draft.rows]
