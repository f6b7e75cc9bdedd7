"""Differences that people can read."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tm.metrics.differences import _best, differences

TEXTS = st.text("абвА 15.,-\u00a0", max_size=14)
KAZAKH = st.lists(
    st.sampled_from(["қала", "қалада", "қаланың", "Қала", "ҚАЛА", "жер", "2015", "1 648", ",", "."]),
    max_size=9,
).map(" ".join)


def said(reference: str, hypothesis: str) -> str:
    shown = {"same": "{}", "missing": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(shown[piece.kind].format(piece.text) for piece in differences(reference, hypothesis))


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
