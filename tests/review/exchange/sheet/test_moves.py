"""Which segments of a sheet are which of the document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tm.review.exchange.sheet import moves as module
from tm.review.exchange.sheet.moves import Moves, crossed, moves_of

SIDES = st.lists(st.lists(st.sampled_from("abcde"), max_size=3), max_size=6)


def in_place(sides: list[list[str]], others: list[list[str]]) -> dict[int, int]:
    return {k: k for k in range(min(len(sides), len(others)))}


@given(SIDES, SIDES)
def test_what_is_kept_says_the_same_in_the_same_order_and_nothing_is_forgotten(
    old: list[list[str]], new: list[list[str]]
) -> None:
    kept, gone, came = moves_of(old, new, in_place(old, new))
    assert all(old[a][b] == new[c][d] for (a, b), (c, d) in kept)
    assert list(kept) == sorted(kept) and [two for _, two in kept] == sorted(two for _, two in kept)
    items = [(row, k) for row, side in enumerate(old) for k in range(len(side))]
    theirs = [(row, k) for row, side in enumerate(new) for k in range(len(side))]
    assert sorted([*(one for one, _ in kept), *gone]) == items
    assert sorted([*(two for _, two in kept), *came]) == theirs


@given(SIDES)
def test_segments_that_only_moved_are_all_kept(old: list[list[str]]) -> None:
    flat = [text for side in old for text in side]
    assert moves_of(old, [flat], {}) == Moves(
        tuple(zip([(r, k) for r, side in enumerate(old) for k in range(len(side))],
                  [(0, k) for k in range(len(flat))], strict=True)), (), ()
    )  # fmt: skip


def test_a_row_that_stays_is_found_beside_rows_that_were_written_anew() -> None:
    old, new = [["a"], ["b"], ["a"]], [["x"], ["b"], ["a"]]
    assert moves_of(old, new, {0: 0, 1: 1, 2: 2}).new == ((0, 0),)


def test_rows_that_say_the_same_hide_no_move_beside_an_edit() -> None:
    old, new = [["a"], ["b"], ["b"], ["c"]], [["a", "b"], ["b"], [], ["d"]]
    found = moves_of(old, new, {k: k for k in range(4)})
    assert (found.gone, found.new) == (((3, 0),), ((3, 0),)) and not crossed(old, new, found)


def test_a_swap_is_out_of_order() -> None:
    old, new = [["a"], ["b"]], [["b"], ["a"]]
    assert crossed(old, new, moves_of(old, new, {0: 0, 1: 1})).total() == 1


def test_too_much_of_the_same_is_not_compared(monkeypatch: object) -> None:
    old, new = [["a"] * 500], [["a"] * 499 + ["b"]]
    assert len(moves_of(old, new, {}).kept) == 0 < 500 * 499 - module.MOST
