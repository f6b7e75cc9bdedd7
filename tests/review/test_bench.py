"""The scripted reviewer that effort is measured with: it gets there, and counts what it does."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from bench_review import joined, table_order, with_planted_errors
from misaligned import KINDS, planted
from own import LANGS
from repair import Cursor, repaired
from reviewer import reviewed

from tm.review.draft import Draft, Row
from tm.review.order import doubtful_first
from tm.units import Span


def draft_of(*shapes: tuple[int, ...]) -> Draft:
    """Rows of these shapes, whose segments are all as long."""
    rows = [
        Row(number, tuple(tuple(f"{number}.{k}" for k in range(size)) for size in shape))
        for number, shape in enumerate(shapes, start=1)
    ]
    return Draft(("kk", "ru", "en")[: len(shapes[0])], tuple(rows), len(rows) + 1)


@pytest.mark.parametrize(("langs", "first"), [(LANGS, True), (("kk", "ru"), True), (("kk", "ru"), False)])
def test_the_reviewer_brings_a_document_to_gold(langs: tuple[str, ...], first: bool) -> None:
    given = with_planted_errors(next(joined("development")), langs, 1)
    session = reviewed(given, doubtful_first if first else table_order)
    assert {bead.sides for bead in session.draft.beads()} == set(given.gold)
    assert session.draft.segments() == given.draft.segments()
    assert session.keys == session.rows + sum(one.keys for one in session.found)
    assert len(session.found) == 10
    assert not first or session.keys <= 15 * 10


@pytest.mark.parametrize(
    ("rows", "right", "cursor", "keys"),
    [
        ([(1, 1), (1, 0), (0, 1)], [(1, 1), (1, 1)], Cursor(1), 1),  # merge
        ([(1, 1), (1, 0), (0, 1)], [(1, 1), (1, 1)], Cursor(0), 2),  # down, merge
        ([(2, 2)], [(1, 1), (1, 1)], Cursor(0), 2),  # to the second segment, split
        ([(1, 1, 2), (1, 1, 0)], [(1, 1, 1), (1, 1, 1)], Cursor(0), 3),  # to the third side twice, last down
        ([(1, 1)], [(1, 0), (0, 1)], Cursor(0), 1),  # first out
        ([(1, 0), (0, 1), (1, 1)], [(0, 1), (1, 0), (1, 1)], Cursor(0), 0),  # the same in another order
    ],
)
def test_a_repair_counts_moves_and_actions(
    rows: list[tuple[int, ...]], right: list[tuple[int, ...]], cursor: Cursor, keys: int
) -> None:
    assert repaired(draft_of(*rows), right, cursor).keys == keys


def test_planted_errors_keep_all_segments_and_are_apart() -> None:
    texts = {lang: [f"{lang} {k}" for k in range(120)] for lang in LANGS}
    texts["kk"].append("kk 120")
    last: tuple[Span, ...] = ((119, 120), (119,), (119,))
    gold = [*(((k,),) * 3 for k in range(119)), last]
    for seed in range(20):
        found = planted(texts, gold, len(KINDS), random.Random(seed))
        assert found.draft.segments() == {lang: tuple(segments) for lang, segments in texts.items()}
        wrong = [bead.sides not in set(gold) for bead in found.draft.beads()]
        errors = [k for k in range(len(wrong)) if wrong[k] and not any(wrong[max(0, k - 3) : k])]
        assert len(errors) == len(KINDS)
        assert replace(found.draft, rows=()) == Draft(LANGS, (), found.draft.next_id)
