"""N-grams that one system gets and another misses: counted as BLEU counts, told once, clearest first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU

from tm.metrics.ngrams import contrast
from tm.metrics.results import Ngram, NgramContrast
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System

TEXTS = st.lists(st.sampled_from(["а", "ә", "б", "в", ","]), max_size=7).map(" ".join)
WORDS = st.lists(st.sampled_from("аәбв"), max_size=7).map(" ".join)
SEGMENTS = st.lists(st.tuples(st.lists(TEXTS, min_size=1, max_size=3), TEXTS, TEXTS), min_size=1, max_size=6)
Segments = Sequence[tuple[Sequence[str], str, str]]


def told(segments: Segments, most: int = 1000, orders: Sequence[int] = (1, 2, 3, 4)) -> NgramContrast:
    units = tuple(ReferenceUnit(str(at), tuple(refs)) for at, (refs, _, _) in enumerate(segments))
    first = System("s1", "", tuple(one for _, one, _ in segments))
    second = System("s2", "", tuple(one for _, _, one in segments))
    return contrast(ReferenceSet("here", units), first, second, orders=orders, most=most)


def ngrams(text: str, order: int) -> Counter[str]:
    words = text.split()
    spans = (words[at : at + order] for at in range(len(words) - order + 1))
    return Counter(" ".join(span) for span in spans if "," not in (span[0], span[-1]))


def counted(segments: Segments, order: int) -> dict[str, tuple[int, int, int]]:
    """The slow and obvious way to count matches."""
    found: dict[str, tuple[int, int, int]] = {}
    for refs, *hypotheses in segments:
        most: Counter[str] = Counter()
        for ref in refs:
            most |= ngrams(ref, order)
        for words, count in most.items():
            total, one, other = found.get(words, (0, 0, 0))
            got = [min(count, ngrams(text, order)[words]) for text in hypotheses]
            found[words] = (total + count, one + got[0], other + got[1])
    return found


def clearness(row: tuple[int, int, int], rows: Sequence[tuple[int, int, int]], side: int) -> float:
    """How much the better of two systems stands out, by the formula as it is written in textbooks."""
    all_of = [sum(one[k] for one in rows) for k in (1, 2)]
    seen = row[1:]
    expected = [sum(seen) * total / sum(all_of) for total in all_of]
    ratio = 2 * sum(s * math.log(s / e) for s, e in zip(seen, expected, strict=True) if s)
    return max(0.0, ratio) * (1 if seen[side] >= expected[side] else -1)


@given(SEGMENTS, st.integers(1, 4))
def test_counts_and_order_are_those_of_the_obvious_way(segments: Segments, order: int) -> None:
    known = counted(segments, order)
    found = told(segments, orders=[order])
    for side, ngrams_found in enumerate((found.gained, found.missed)):
        differing = {words for words, row in known.items() if row[1 + side] > row[2 - side]}
        assert {one.words for one in ngrams_found} <= differing
        if order < 3:  # longer ones are left out where they overlap
            assert {one.words for one in ngrams_found} == differing
        assert all((one.references, one.first, one.second) == known[one.words] for one in ngrams_found)
        clear = [clearness(known[one.words], list(known.values()), side) for one in ngrams_found]
        assert clear == pytest.approx(sorted(clear, reverse=True))


@given(SEGMENTS)
def test_swapped_systems_swap_the_lists(segments: Segments) -> None:
    one, other = told(segments), told([(refs, b, a) for refs, a, b in segments])
    mirrored = [Ngram(n.words, n.references, n.second, n.first) for n in other.missed]
    assert list(one.gained) == mirrored and (one.first, one.second) == ("s1", "s2")


@given(SEGMENTS)
def test_no_ngram_told_is_part_of_another(segments: Segments) -> None:
    found = told(segments)
    for side in (found.gained, found.missed):
        said = [f" {one.words} " for one in side]
        assert not any(a in b for a in said for b in said if a is not b)


@given(SEGMENTS)
def test_all_systems_alike_have_nothing_to_tell(segments: Segments) -> None:
    found = told([(refs, hypothesis, hypothesis) for refs, hypothesis, _ in segments])
    assert found.gained == found.missed == ()


@given(st.lists(st.tuples(WORDS, TEXTS), min_size=1, max_size=6))
def test_matches_are_those_of_bleu(pairs: list[tuple[str, str]]) -> None:
    found = told([([ref], hypothesis, "") for ref, hypothesis in pairs], orders=[2])
    bleu = BLEU(tokenize="none").corpus_score([b for _, b in pairs], [[a for a, _ in pairs]])
    assert sum(one.first for one in found.gained) == bleu.counts[1]


def test_a_phrase_is_told_once() -> None:
    refs = [
        "Әкім Америка Құрама Штаттарында болды.",
        "Америка Құрама Штаттарында қыс.",
        "Ол Америка Құрама Штаттарында.",
    ]
    found = told([([ref], ref, "Әкім болды қыс ол") for ref in refs])
    assert [one.words for one in found.gained] == ["америка құрама штаттарында"]
    assert found.gained[0] == Ngram("америка құрама штаттарында", 3, 3, 0)


def test_a_word_that_stands_in_many_phrases_is_told_alone() -> None:
    refs = ["ескі Алматы", "жаңа Алматы", "үлкен Алматы", "көне Алматы"]
    found = told([([ref], ref, ref.split()[0]) for ref in refs])
    assert [one.words for one in found.gained] == ["алматы"]


def test_a_long_passage_is_told_once() -> None:
    found = told([(["бір екі үш төрт бес"], "бір екі үш төрт бес", "")] * 3)
    assert [one.words for one in found.gained] == ["бір екі үш төрт"]


def test_where_a_system_is_better_than_elsewhere_comes_before_common_words() -> None:
    # The first gets three times as much of everything, and all of `сирек`, which the second never gets.
    segments = [(["және"], "және", "және" if at % 3 == 0 else "") for at in range(90)]
    found = told([*segments, *[(["сирек"], "сирек", "")] * 8])
    assert [(one.words, one.references, one.first, one.second) for one in found.gained] == [
        ("сирек", 8, 8, 0),
        ("және", 90, 90, 30),
    ]


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("«Алаш», деді ол.", {"алаш", "деді", "ол"}),
        ("АҚШ-тың 1,5 млн. теңгесі", {"ақш-тың", "1,5", "млн", "теңгесі"}),
        ("O’Neill 10:30-да, 15.10.2014.", {"o’neill", "10:30-да", "15.10.2014"}),
        ("— …!", set()),
    ],
)
def test_marks_alone_are_no_ngrams(ref: str, words: set[str]) -> None:
    assert {one.words for one in told([([ref], ref, "")], orders=[1]).gained} == words


def test_marks_inside_are_kept() -> None:
    ref = "Алматы, Қазақстан"
    assert [one.words for one in told([([ref], ref, "Қазақстан Алматы")]).gained] == ["алматы , қазақстан"]


def test_only_as_many_as_asked_for() -> None:
    ref = "бір екі үш төрт бес"
    assert len(told([([ref], ref, "")], most=2, orders=[1]).gained) == 2


def test_segments_may_lack_references_that_others_have() -> None:
    found = told([(["үй", "қала"], "қала", ""), (["үй"], "үй", "қала")])
    assert {one.words: one.first for one in found.gained} == {"қала": 1, "үй": 1} and not found.missed
