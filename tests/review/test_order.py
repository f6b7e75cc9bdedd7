"""Where a person looks first."""

from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tm.review.draft import Draft, Row, State
from tm.review.order import doubtful_first, is_doubtful


def draft_of(*confidences: float | None, length: int = 40) -> Draft:
    rows = [
        Row(number, (("x" * length,), ("y" * length,)), confidence)
        for number, confidence in enumerate(confidences, start=1)
    ]
    return Draft(("kk", "ru"), tuple(rows), len(rows) + 1)


def changed(draft: Draft, id: int, **what: object) -> Draft:
    rows = tuple(replace(row, **what) if row.id == id else row for row in draft.rows)  # type: ignore[arg-type]
    return replace(draft, rows=rows)


def test_what_is_least_sure_comes_first_and_what_is_sure_in_the_order_of_the_text() -> None:
    assert doubtful_first(draft_of(1.0, 0.7, 1.0, 0.2, 1.0)) == [4, 2, 1, 3, 5]


def test_doubtful_rows_that_stand_together_are_looked_at_together() -> None:
    assert doubtful_first(draft_of(1.0, 0.5, 0.55, 0.1, 0.5, 1.0, 0.4)) == [4, 2, 3, 5, 7, 1, 6]


def test_of_two_rows_as_doubtful_the_shorter_comes_first() -> None:
    draft = changed(draft_of(0.3, 1.0, 0.3), 1, sides=(("x" * 900,), ("y",)))
    assert doubtful_first(draft) == [3, 1, 2]


def test_a_row_that_nobody_has_judged_is_doubtful() -> None:
    draft = draft_of(0.9, None, 0.59, 0.6)
    assert [is_doubtful(row) for row in draft.rows] == [False, True, True, False]
    assert doubtful_first(draft)[0] == 2
    assert not is_doubtful(replace(draft.rows[1], state=State.REJECTED))


@given(st.lists(st.sampled_from((None, 0.0, 0.3, 0.58, 0.7, 0.95, 1.0)), min_size=1, max_size=12), st.data())
def test_to_decide_of_a_row_leaves_the_others_in_their_order(
    confidences: list[float | None], data: st.DataObject
) -> None:
    draft = draft_of(*confidences)
    order = doubtful_first(draft)
    assert sorted(order) == [row.id for row in draft.rows]
    decided = data.draw(st.sampled_from(order))
    state = data.draw(st.sampled_from((State.CONFIRMED, State.REJECTED)))
    assert doubtful_first(changed(draft, decided, state=state)) == [id for id in order if id != decided]


def test_the_order_of_a_long_document_is_found_quickly() -> None:
    draft = draft_of(*(k * 7919 % 1000 / 1000 for k in range(20_000)))
    begun = time.process_time()
    doubtful_first(draft)
    assert time.process_time() - begun < 0.5  # 0.03 where nothing else runs
