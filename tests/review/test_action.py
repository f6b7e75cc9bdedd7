"""What each action makes of a row, and when it says that it can't be done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.review.drafts import acted, draft, ids, plain, shown
from tm.review.action import LONGEST, Refused
from tm.review.draft import Draft, Row, State

THREE = draft(("бір", "one"), ("екі|үш", "two"), ("төрт", "three|four"))


def said(draft: Draft, at: int, **more: object) -> Draft:
    """The document with something said of a row."""
    rows = list(draft.rows)
    rows[at] = replace(rows[at], **more)  # type: ignore[arg-type]
    return replace(draft, rows=tuple(rows))


def test_two_rows_become_one() -> None:
    merged = acted(THREE, "merge-next", 0)
    assert shown(merged) == ["бір|екі|үш = one|two", "төрт = three|four"]
    assert shown(acted(THREE, "merge-previous", 1)) == shown(merged)
    assert ids(merged.rows) == [1, 3]
    assert merged.rows[0].confidence is None


def test_what_was_said_of_both_rows_is_said_of_the_merged_one() -> None:
    rows = said(said(THREE, 0, note="ask", state=State.CONFIRMED), 1, note="again", marked=True, unit=7)
    merged = acted(rows, "merge-next", 0).rows[0]
    assert merged.note == "ask\nagain"
    assert (merged.marked, merged.unit, merged.state) == (True, 7, State.OPEN)


@pytest.mark.parametrize(("name", "at"), [("merge-next", 2), ("merge-previous", 0)])
def test_there_is_nothing_to_merge_with_at_the_ends(name: str, at: int) -> None:
    with pytest.raises(Refused, match="to merge with"):
        acted(THREE, name, at)


def test_a_row_is_split_before_a_segment() -> None:
    cut = acted(draft(("бір|екі", "one|two")), "split", 0, lang="kk", segment=1)
    assert shown(cut) == ["бір = one", "екі = two"]
    assert ids(cut.rows) == [1, 2]
    assert cut.next_id == 3
    assert not cut.rows[0].edited


def test_the_end_of_a_segment_is_the_start_of_the_next() -> None:
    two = draft(("бір|екі", "one|two"))
    assert shown(acted(two, "split", 0, lang="kk", offset=3)) == ["бір = one", "екі = two"]


def test_a_row_is_split_in_the_middle_of_a_segment() -> None:
    cut = acted(draft(("Бір. Екі.", "One.|Two.")), "split", 0, lang="kk", offset=4)
    assert shown(cut) == ["Бір. = One.", "Екі. = Two."]
    assert all(row.edited for row in cut.rows)


def test_spaces_around_a_segment_stay_where_no_text_is_cut() -> None:
    cut = acted(draft((" бір | екі ", "one|two")), "split", 0, lang="kk", segment=1)
    assert shown(cut) == [" бір  = one", " екі  = two"]


def test_a_split_row_keeps_its_note_and_unit_once() -> None:
    rows = said(draft(("бір|екі", "one|two")), 0, note="ask", unit=7)
    one, two = acted(rows, "split", 0, lang="kk", segment=1).rows
    assert (one.note, one.unit, two.note, two.unit) == ("ask", 7, "", None)


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ({"lang": "kk", "segment": 2}, "no such segment"),
        ({"lang": "kk", "segment": -1}, "no such segment"),
        ({"lang": "kk", "offset": 4}, "not so long"),
        ({"lang": "kk", "offset": -1}, "not so long"),
        ({"lang": "kk", "segment": 0}, "nothing would stand"),
        ({"lang": "kk", "segment": 1, "offset": 3}, "nothing would stand"),
        ({"lang": "ru"}, "no language 'ru'"),
    ],
)
def test_where_a_row_can_not_be_split(place: dict[str, str | int], why: str) -> None:
    with pytest.raises(Refused, match=why):
        acted(draft(("бір|екі", "one|two")), "split", 0, **place)


def test_segments_move_to_the_neighbours() -> None:
    assert shown(acted(THREE, "first-up", 1, lang="kk")) == ["бір|екі = one", "үш = two", "төрт = three|four"]
    assert shown(acted(THREE, "last-down", 1, lang="kk")) == [
        "бір = one",
        "екі = two",
        "үш|төрт = three|four",
    ]


def test_what_moves_over_the_edge_gets_a_row_of_its_own() -> None:
    two = draft(("бір|екі", "one"))
    up, down = acted(two, "first-up", 0, lang="kk"), acted(two, "last-down", 0, lang="kk")
    assert shown(up) == ["бір = ", "екі = one"]
    assert ids(up.rows) == [2, 1]
    assert shown(down) == ["бір = one", "екі = "]


def test_a_row_that_gave_its_last_segment_goes_and_leaves_what_was_said_of_it() -> None:
    rows = said(draft(("бір", "one"), ("екі", "")), 1, note="ask", marked=True, unit=7)
    up = acted(rows, "first-up", 1, lang="kk")
    assert shown(up) == ["бір|екі = one"]
    assert (up.rows[0].note, up.rows[0].marked, up.rows[0].unit) == ("ask", True, 7)
    rows = said(draft(("бір", ""), ("екі", "two")), 0, note="ask")
    assert acted(rows, "last-down", 0, lang="kk").rows[0].note == "ask"


def test_an_edited_text_stays_edited_where_it_moves() -> None:
    rows = said(THREE, 1, edited=True)
    assert acted(rows, "first-up", 1, lang="kk").rows[0].edited
    assert acted(rows, "first-out", 1, lang="kk").rows[1].edited


@pytest.mark.parametrize("name", ["first-up", "last-down", "first-out", "last-out"])
def test_nothing_moves_from_an_empty_side(name: str) -> None:
    with pytest.raises(Refused, match="nothing to move"):
        acted(draft(("бір", ""), ("екі", "")), name, 0, lang="en")


@pytest.mark.parametrize(("name", "at"), [("first-up", 0), ("last-down", 1)])
def test_what_stands_alone_at_the_edge_stays(name: str, at: int) -> None:
    with pytest.raises(Refused, match="stands alone"):
        acted(draft(("бір", ""), ("екі", "")), name, at, lang="kk")


def test_segments_get_a_row_of_their_own() -> None:
    two = draft(("бір|екі", "one"))
    assert shown(acted(two, "first-out", 0, lang="kk")) == ["бір = ", "екі = one"]
    assert shown(acted(two, "last-out", 0, lang="kk")) == ["бір = one", "екі = "]
    with pytest.raises(Refused, match="stands alone"):
        acted(draft(("бір", "")), "first-out", 0, lang="kk")


def test_a_side_says_something_else() -> None:
    changed = acted(THREE, "edit", 0, lang="en", text=" the one \r\n\r\nand only\u00a01 ")
    assert shown(changed)[0] == "бір = the one|and only\u00a01"
    assert changed.rows[0].edited
    assert changed.rows[0].confidence == 0.9


def test_a_side_that_was_empty_leaves_no_confidence() -> None:
    assert acted(draft(("бір", "")), "edit", 0, lang="en", text="one").rows[0].confidence is None
    assert acted(draft(("бір", "one")), "edit", 0, lang="en", text="").rows[0].confidence is None


@pytest.mark.parametrize(
    ("text", "why"),
    [("бір", "as it was"), (" бір\r\n", "as it was"), ("бі\0р", r"U\+0000"), ("\ud83d", r"U\+D83D")],
)
def test_what_is_no_edit(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        acted(THREE, "edit", 0, lang="kk", text=text)


def test_a_row_keeps_a_text() -> None:
    with pytest.raises(Refused, match="last text"):
        acted(draft(("бір", "")), "edit", 0, lang="kk", text=" ")


def test_a_row_is_decided_and_opened_again() -> None:
    for name, state in (("confirm", State.CONFIRMED), ("reject", State.REJECTED)):
        decided = acted(THREE, name, 1)
        assert decided.rows[1].state is state
        assert acted(decided, "reopen", 1) == THREE
        with pytest.raises(Refused, match="already"):
            acted(decided, name, 1)
    with pytest.raises(Refused, match="nothing is decided"):
        acted(THREE, "reopen", 1)


def test_all_open_rows_above_are_confirmed() -> None:
    rows = acted(plain(5), "reject", 1)
    states = [row.state.value for row in acted(rows, "confirm-above", 3).rows]
    assert states == ["confirmed", "rejected", "confirmed", "confirmed", "open"]
    with pytest.raises(Refused, match="no open row"):
        acted(rows, "reject", 0) and acted(acted(rows, "reject", 0), "confirm-above", 1)


def test_a_mark_comes_and_goes() -> None:
    marked = acted(THREE, "mark", 2)
    assert marked.rows[2].marked
    assert acted(marked, "mark", 2) == THREE


def test_a_note_is_kept_as_it_is_written() -> None:
    noted = acted(THREE, "note", 0, text=" who says\r\nso? ")
    assert noted.rows[0].note == "who says\nso?"
    assert acted(noted, "note", 0) == THREE
    for text, why in (("who says\nso?", "as it was"), ("x" * (LONGEST + 1), "at most"), ("\x07", r"U\+0007")):
        with pytest.raises(Refused, match=why):
            acted(noted, "note", 0, text=text)


def test_other_sides_are_parted_by_length() -> None:
    rows = (Row(1, (("а" * 10, "б" * 30), ("a" * 5, "b" * 5, "c" * 30), ())),)
    cut = acted(Draft(("kk", "en", "ru"), rows, 2), "split", 0, lang="kk", segment=1)
    assert [row.shape for row in cut.rows] == [(1, 2, 0), (1, 1, 0)]


SLIPPED = draft(("бір", "one"), ("екі", ""), ("үш", "two"), ("төрт", "three|four"), ("бес", "five"))
RIGHT = ["бір = one", "екі = two", "үш = three", "төрт = four", "бес = five"]


@pytest.mark.parametrize("at", [1, 2])
def test_what_slipped_down_is_pulled_up_to_where_the_slip_ends(at: int) -> None:
    pulled = acted(SLIPPED, "pull-up", at, lang="en")
    assert shown(pulled) == RIGHT
    assert ids(pulled.rows) == [1, 2, 3, 4, 5]
    assert [row.by_hand for row in pulled.rows] == [False, True, True, True, False]


def test_what_slipped_up_is_pushed_down_to_where_the_slip_ends() -> None:
    slipped = draft(
        ("бір", "one"), ("екі", "two|three"), ("үш", "four"), ("төрт", "five"), ("бес", ""), ("алты", "six")
    )
    pushed = acted(slipped, "push-down", 1, lang="en")
    assert shown(pushed) == [
        "бір = one",
        "екі = two",
        "үш = three",
        "төрт = four",
        "бес = five",
        "алты = six",
    ]
    assert pushed.rows[5] is slipped.rows[5]


def test_a_slip_goes_no_further_than_a_decided_row() -> None:
    held = said(
        draft(("бір", "one"), ("екі", "two"), ("үш", "three"), ("төрт", "four")), 3, state=State.CONFIRMED
    )
    assert shown(acted(held, "push-down", 0, lang="en"))[:3] == ["бір = ", "екі = one", "үш = two|three"]
    assert shown(acted(held, "pull-up", 1, lang="kk"))[:3] == ["бір|екі = one", "үш = two", " = three"]
    assert acted(held, "pull-up", 1, lang="kk").rows[3] is held.rows[3]


@pytest.mark.parametrize(
    ("name", "at", "why"),
    [
        ("pull-up", 0, "no row above"),
        ("pull-up", 3, "a decided row stays"),
        ("push-down", 3, "a decided row stays"),
        ("push-down", 2, "no open row below"),
    ],
)
def test_a_slip_that_can_go_nowhere_is_refused(name: str, at: int, why: str) -> None:
    held = said(
        draft(("бір", "one"), ("екі", "two"), ("үш", "three"), ("төрт", "four")), 3, state=State.CONFIRMED
    )
    with pytest.raises(Refused, match=why):
        acted(held, name, at, lang="en")


def test_a_row_that_a_slip_leaves_empty_is_gone_and_its_note_is_kept() -> None:
    alone = said(
        draft(("бір", "one"), ("", "two"), ("үш", "three|four")), 1, note="ask", marked=True, edited=True
    )
    pulled = acted(alone, "pull-up", 1, lang="en")
    assert shown(pulled) == ["бір = one|two", " = three", "үш = four"]
    pushed = acted(
        said(draft(("бір", "one"), ("", "two"), ("үш", "")), 1, note="ask"), "push-down", 1, lang="en"
    )
    assert shown(pushed) == ["бір = one", "үш = two"]
    assert pushed.rows[1].note == "ask"
