"""Drawing: each document in turn, none more than its most, what is refused replaced from its own."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tm.testset.draw import Draw, most_of

DOCUMENTS = {number: f"d{min(number // 10, 3)}" for number in range(100)}  # of 10, 10, 10 and 70 units


@given(
    sizes=st.lists(st.integers(0, 12), min_size=1, max_size=6),
    size=st.integers(1, 40),
    most=st.integers(1, 12),
    seed=st.integers(0, 5),
    refused=st.sets(st.integers(0, 71)),
)
def test_documents_give_alike(sizes: list[int], size: int, most: int, seed: int, refused: set[int]) -> None:
    documents = {10 * at + k: f"d{at}" for at, count in enumerate(sizes) for k in range(min(count, 10))}
    drawn = Draw(documents, size, seed, most=most).drawn(refused)
    fit = Counter(documents[number] for number in documents if number not in refused)
    given_ = Counter(documents[number] for number in drawn)
    assert len(set(drawn)) == len(drawn) == min(size, sum(min(count, most) for count in fit.values()))
    assert not refused & set(drawn)
    highest = max(given_.values(), default=0)
    assert highest <= most and all(given_[name] >= min(fit[name], highest - 1) for name in fit)


def test_a_large_document_does_not_dominate() -> None:
    drawn = Draw(DOCUMENTS, 40, 1).drawn(())
    assert Counter(DOCUMENTS[number] for number in drawn) == {"d0": 10, "d1": 10, "d2": 10, "d3": 10}
    most = Draw(DOCUMENTS, 60, 1).drawn(())
    assert Counter(DOCUMENTS[number] for number in most)["d3"] == 30 == most_of(60, 4)


def test_more_begin_with_the_same() -> None:
    draw = Draw(DOCUMENTS, 20, 3)
    assert draw.drawn({1, 2, 50}, 33)[:20] == draw.drawn({1, 2, 50})


def test_a_refusal_moves_nothing_else_of_other_documents() -> None:
    draw = Draw(DOCUMENTS, 20, 3)
    before = draw.drawn(())
    after = draw.drawn({before[0]})
    assert [n for n in before if DOCUMENTS[n] != DOCUMENTS[before[0]]] == [
        n for n in after if DOCUMENTS[n] != DOCUMENTS[before[0]]
    ]


def test_ranks_come_first_within_a_document() -> None:
    ranks = {number: -(number % 10 == 7) for number in DOCUMENTS}
    assert {number % 10 for number in Draw(DOCUMENTS, 4, 1, ranks=ranks).drawn(())} == {7}
