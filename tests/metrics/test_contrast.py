"""The segments worth a look, and differences that people can read."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tm.metrics.contrast import _best, differences, most_different, most_disputed, worst
from tm.metrics.results import SystemScores

FIGURES = st.lists(st.tuples(*[st.integers(0, 6).map(float)] * 3), min_size=1, max_size=12)
TEXTS = st.text("абвА 15.,-\u00a0", max_size=14)
KAZAKH = st.lists(
    st.sampled_from(["қала", "қалада", "қаланың", "Қала", "ҚАЛА", "жер", "2015", "1 648", ",", "."]),
    max_size=9,
).map(" ".join)


def scores(name: str, *figures: float, metric: str = "chrF++") -> SystemScores:
    return SystemScores(name, "", (), by_segment={metric: np.array(figures)})


def said(reference: str, hypothesis: str) -> str:
    shown = {"same": "{}", "missing": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(shown[piece.kind].format(piece.text) for piece in differences(reference, hypothesis))


@given(FIGURES, st.integers(0, 15))
def test_the_worst_come_first_and_equal_ones_in_their_order(rows: list[tuple[float, ...]], most: int) -> None:
    figures = [row[0] for row in rows]
    assert (
        worst(scores("a", *figures), "chrF++", most)
        == sorted(range(len(rows)), key=lambda at: figures[at])[:most]
    )


def test_the_highest_ter_is_the_worst() -> None:
    assert worst(scores("a", 10.0, 90.0, 0.0, 90.0, metric="TER"), "TER", 3) == [1, 3, 0]


@given(FIGURES, st.integers(0, 15))
def test_the_furthest_apart_come_first(rows: list[tuple[float, ...]], most: int) -> None:
    systems = [scores(str(at), *column) for at, column in enumerate(zip(*rows, strict=True))]
    spread = [max(row) - min(row) for row in rows]
    places = sorted((at for at in range(len(rows)) if spread[at]), key=lambda at: -spread[at])
    assert most_disputed(systems, "chrF++", most) == places[:most]


def test_either_system_may_be_the_better_one() -> None:
    first, second = scores("a", 50.0, 10.0, 70.0, 30.0), scores("b", 50.0, 60.0, 0.0, 29.0)
    assert most_different(first, second, "chrF++") == most_different(second, first, "chrF++") == [2, 1, 3]
    assert most_different(first, second, "chrF++", most=1) == [2]
    assert most_different(first, first, "chrF++") == []


@given(TEXTS | KAZAKH, TEXTS | KAZAKH)
def test_pieces_make_both_texts(reference: str, hypothesis: str) -> None:
    pieces = differences(reference, hypothesis)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == reference
    assert "".join(piece.text for piece in pieces if piece.kind != "missing") == hypothesis


@given(TEXTS | KAZAKH, TEXTS | KAZAKH)
def test_pieces_are_as_few_as_their_kinds_allow(reference: str, hypothesis: str) -> None:
    pieces = differences(reference, hypothesis)
    kinds = [piece.kind for piece in pieces]
    assert all(piece.text for piece in pieces)
    follows = set(pairwise(kinds))
    assert follows <= {
        ("same", "missing"),
        ("same", "added"),
        ("missing", "added"),
        ("missing", "same"),
        ("added", "same"),
    }


@given(TEXTS | KAZAKH)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert [tuple(piece) for piece in differences(text, text)] == ([(text, "same")] if text else [])


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 1 << 32))
def test_pairs_have_most_kinship_in_sum(rows: int, columns: int, seed: int) -> None:
    kinship = np.random.default_rng(seed).integers(0, 4, (rows, columns)).astype(np.float32)
    pairs = _best(kinship)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert sum(kinship[pair] for pair in pairs) == most_kinship(kinship)


def most_kinship(kinship: NDArray[np.float32]) -> float:
    """The slow and obvious way."""

    @cache
    def of(rows: int, columns: int) -> float:
        if not rows or not columns:
            return 0.0
        both = of(rows - 1, columns - 1) + float(kinship[rows - 1, columns - 1])
        return max(both, of(rows - 1, columns), of(rows, columns - 1))

    return of(*kinship.shape)


@pytest.mark.parametrize(
    ("reference", "hypothesis", "shown"),
    [
        ("Ол қалада тұрды.", "Ол қаладан кетті.", "Ол қалада{+н+} [-тұрды-]{+кетті+}."),
        ("Балаларымызға кітаптар", "Балаларға кітап", "Балалар[-ымыз-]ға кітап[-тар-]"),
        ("Президент Тоқаев", "Президент Токаев", "Президент То[-қ-]{+к+}аев"),
        ("Республикасының Үкіметі", "Республикасы Үкіметінің", "Республикасы[-ның-] Үкіметі{+нің+}"),
        ("АҚШ-тың елшісі", "АҚШ-та елші", "АҚШ-[-тың-]{+та+} елші[-сі-]"),
        ("Он написал письмо", "Он писал письма", "Он [-на-]писал письм[-о-]{+а+}"),
        ("The cat sat", "the dog sat", "[-T-]{+t+}he [-cat-]{+dog+} sat"),
    ],
)  # fmt: skip
def test_letters_are_marked_in_forms_of_a_word(reference: str, hypothesis: str, shown: str) -> None:
    assert said(reference, hypothesis) == shown


@pytest.mark.parametrize(
    ("reference", "hypothesis", "shown"),
    [
        ("жазылады", "айтылады", "[-жазылады-]{+айтылады+}"),  # nothing but the suffixes is the same
        ("that", "this", "[-that-]{+this+}"),
        ("Қазақ елі", "ҚАЗАҚ ЕЛІ", "[-Қазақ елі-]{+ҚАЗАҚ ЕЛІ+}"),
        ("2015 жылы", "2016 жылы", "[-2015-]{+2016+} жылы"),
        ("1 648 адам", "1 649 адам", "[-1 648-]{+1 649+} адам"),
        ("covid19 бар", "covid20 бар", "[-covid19-]{+covid20+} бар"),
    ],
)
def test_words_and_numbers_that_are_others_differ_as_wholes(
    reference: str, hypothesis: str, shown: str
) -> None:
    assert said(reference, hypothesis) == shown


def test_words_without_any_in_common_are_one_mark() -> None:
    assert said("a red cat sat", "one old dog") == "[-a red cat sat-]{+one old dog+}"


def test_a_word_goes_with_the_one_whose_neighbours_are_the_same() -> None:
    assert said("the end of the long war", "of the long war") == "[-the end -]of the long war"
    assert said("he saw the man", "he saw the woman and the man") == "he saw the {+woman and the +}man"


def test_a_word_outweighs_marks() -> None:
    assert said("Алматы , ол", ", Алматы ол") == "{+, +}Алматы [-, -]ол"


def test_other_spaces_are_differences() -> None:
    assert said("Бұл  үй\u00a0де", "Бұл үй де") == "Бұл [- -]үй[-\u00a0-]{+ +}де"


@pytest.mark.parametrize(("reference", "hypothesis"), [("", "Бұл үй."), ("Бұл үй.", ""), (" ", "")])
def test_nothing_differs_from_something(reference: str, hypothesis: str) -> None:
    kind = "missing" if reference else "added"
    assert [tuple(piece) for piece in differences(reference, hypothesis)] == [(reference or hypothesis, kind)]


def test_very_long_texts_are_compared_at_their_ends() -> None:
    middle, other = "а б " * 1000, "б в " * 1000
    assert (
        said(f"Бір {middle}жыл.", f"Бір {other}жыл.") == f"Бір [-{middle.strip()}-]{{+{other.strip()}+}} жыл."
    )
