"""What speaks for a bead, each kind on its own."""

from __future__ import annotations

import numpy as np
import pytest

import tm
from tm.alignment import explain
from tm.alignment.encoder import shipped
from tm.alignment.gain import EVIDENCE, IMPOSSIBLE, SHAPES, PairGains, Weights, seen
from tm.alignment.length import fit
from tm.alignment.paragraph import paragraphs
from tm.alignment.runs import runs, taken

KK = ["Үкімет отырысы өтті.", "Премьер-министр бюджетті таныстырды.", "Қар жауды.", "2024 жылы жол ашылады."]
RU = [
    "Прошло заседание правительства. Премьер-министр представил бюджет.",
    "Выпал снег.",
    "В 2024 году откроется дорога.",
]


def gains(weights: Weights | None = None) -> PairGains:
    x, y = (seen(side, lang, shipped().encode(side)) for side, lang in ((KK, "kk"), (RU, "ru")))
    return PairGains(x, y, weights or Weights())


def test_runs_are_of_their_segments() -> None:
    lengths = np.array([3.0, 5.0, 7.0])
    found = runs(taken(lengths, range(1, 4)))
    assert found.tolist() == [[3, 5, 7], [3, 8, 12], [3, 8, 15], [3, 8, 15]]


def test_blocks_hold_what_the_whole_holds() -> None:
    """A block of the evidence is the same as that part of all of it."""
    whole = gains().ending(range(5), range(4))
    assert whole.shape == (len(SHAPES), 5, 4)
    for rows, columns in ((range(2, 4), range(3)), (range(1), range(1, 4)), (range(4, 5), range(3, 4))):
        part = gains().ending(rows, columns)
        assert np.array_equal(part, whole[:, rows.start : rows.stop, columns.start : columns.stop])


def test_beads_that_begin_before_their_text_are_impossible() -> None:
    whole = gains().ending(range(5), range(4))
    for number, (a, b) in enumerate(SHAPES):
        possible = np.zeros((5, 4), dtype=bool)
        possible[a:, b:] = True
        assert (whole[number] <= IMPOSSIBLE / 2).tolist() == (~possible).tolist()


def test_a_merge_is_covered_and_needs_both_of_its_segments() -> None:
    evidence = gains().evidence(range(5), range(4))
    at = (slice(None), 2, 0, 1)  # runs that end after the second Kazakh segment, with the first Russian one
    alone, merged = evidence["coverage"][at][:2]
    assert merged / 1.5 > alone + 0.2
    assert evidence["needed"][at][0] == 0 and evidence["needed"][at][1] == 1
    unneeded = evidence["needed"][1, 3, 0, 1]  # the snow adds nothing to the budget
    assert unneeded < 0.7


def test_lengths_that_fit_are_better() -> None:
    found = fit(np.array([40.0]), np.array([40.0, 60.0, 400.0]), 1.0)[0]
    assert found[0] == 0 > found[1] > found[2] == pytest.approx(-12.5)


def test_paragraphs_say_nothing_where_one_text_has_none_or_each_segment_is_one() -> None:
    some, none, all_ends = np.array([False, True]), np.zeros(2, bool), np.ones(2, bool)
    for x, y in ((some, none), (none, some), (all_ends, all_ends)):
        assert not paragraphs(x, y, range(3), range(3)).any()


def test_a_paragraph_inside_a_bead_speaks_against_it() -> None:
    ends = np.array([False, True, False, True, False, False])
    found = paragraphs(ends, ends, range(7), range(7))
    assert found[0, 2, 0, 2] > 0 > found[1, 3, 0, 1]


def test_paragraphs_decide_where_nothing_else_does() -> None:
    kk, ru = ["Иә."] * 6, ["Да."] * 5
    broken = {"kk": [0, 0, 0, 1, 1, 1], "ru": [0, 0, 1, 1, 1]}
    found = tm.align({"kk": kk, "ru": ru}, paragraphs=broken).pair("kk", "ru")
    assert {((3,), (2,)), ((4,), (3,)), ((5,), (4,))} <= set(found)


def test_reasons_add_up_to_the_gain_and_name_every_kind() -> None:
    alignment = tm.align({"kk": KK, "ru": RU})
    assert alignment.beads[0].sides == ((0, 1), (0,))
    ((why,),) = explain(alignment, alignment.beads[:1])
    assert why.taken and why.sides == ((0, 1), (0,))
    assert why.total == pytest.approx(
        gains().ending(range(2, 3), range(1, 2))[SHAPES.index((2, 1)), 0, 0], abs=1e-3
    )
    assert set(why.parts) == {*EVIDENCE, "shape"} - {"paragraphs"}


def test_a_segment_left_alone_has_a_best_partner() -> None:
    alignment = tm.align({"kk": [*KK, "Кітапхана кешке дейін ашық."], "ru": RU})
    alone = alignment.beads[-1]
    assert alone.sides == ((4,), ())
    ((why,),) = explain(alignment, [alone])
    assert not why.taken and why.sides[0] == (4,) and len(why.sides[1]) == 1 and why.total < 4
