"""Three languages at once: beads of three out of beads of two, and what the third language may say."""

from __future__ import annotations

import random
from itertools import combinations, permutations

import numpy as np
import pytest
from damage import CONDITIONS
from damage_three import Trio, perturbed_three
from own import LANGS, PAIRS, documents

import tm
from tests.alignment.test_search import Table
from tm.alignment.blocks import NOTHING
from tm.alignment.contradiction import Bar, Barred
from tm.alignment.joined import joined
from tm.alignment.posterior import Posterior
from tm.alignment.witness import FINE, linked
from tm.units import Alignment, Bead, Span

Beads = list[tuple[Span, Span]]


def damaged(number: int, condition: str = "hard") -> Trio:
    rates = CONDITIONS[condition]
    document = documents("development")[number]
    return perturbed_three(document, rates.dropped, rates.merged, random.Random(number), block=rates.block)


def random_beads(n: int, m: int, rng: random.Random) -> Beads:
    """Monotone beads of two texts, with segments left alone."""
    beads: Beads = []
    i = j = 0
    while i < n or j < m:
        a, b = min(rng.choice((0, 1, 1, 1, 2)), n - i), min(rng.choice((0, 1, 1, 1, 2)), m - j)
        if a or b:
            beads.append((tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return beads


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_pairs_say_beads_of_three_are_complete_and_hold_them(seed: int) -> None:
    rng = random.Random(seed)
    sizes = [rng.randrange(0, 9) for _ in LANGS]
    pairs = {(p, q): random_beads(sizes[p], sizes[q], rng) for p, q in combinations(range(3), 2)}
    beads = [bead for bead, _ in joined(sizes, pairs)]
    for lang, size in enumerate(sizes):
        assert [k for bead in beads for k in bead[lang]] == list(range(size))
    assert all(any(bead) for bead in beads)
    for (p, q), of_pair in pairs.items():
        for x, y in of_pair:
            if x and y:
                assert any(set(x) <= set(bead[p]) and set(y) <= set(bead[q]) for bead in beads)


@pytest.mark.parametrize("seed", range(20))
def test_beads_of_three_are_not_coarser_than_they_must_be(seed: int) -> None:
    """From beads of pairs that are the parts of one alignment comes that alignment."""
    trio = perturbed_three(
        {lang: [f"{lang}{k}" for k in range(20)] for lang in LANGS}, 0.2, 0.5, random.Random(seed)
    )
    pairs = {
        (LANGS.index(one), LANGS.index(two)): [(tuple(bead[one]), tuple(bead[two])) for bead in beads]
        for (one, two), beads in trio.pairs.items()
    }
    joint = joined([len(trio.sides[lang]) for lang in LANGS], pairs)
    assert not any(tangled for _, tangled in joint)
    found = [bead for bead, _ in joint]
    gold = {tuple(tuple(bead[lang]) for lang in LANGS) for bead in trio.gold}
    linked_gold = {bead for bead in gold if sum(map(bool, bead)) > 1}
    assert {bead for bead in found if sum(map(bool, bead)) > 1} == linked_gold


def complete(alignment: Alignment) -> None:
    for lang in alignment.langs:
        assert [k for bead in alignment.beads for k in bead[lang]] == list(
            range(len(alignment.segments[lang]))
        )
    for one, two in combinations(alignment.langs, 2):
        pairs = alignment.pair(one, two)
        assert [i for x, _ in pairs for i in x] == list(range(len(alignment.segments[one])))
        assert [j for _, y in pairs for j in y] == list(range(len(alignment.segments[two])))
        for x, y in pairs:
            assert any(set(x) <= set(bead[one]) and set(y) <= set(bead[two]) for bead in alignment.beads)


@pytest.mark.parametrize("number", range(0, 50, 5))
def test_damaged_documents_come_out_complete_and_the_same_in_any_order(number: int) -> None:
    sides = damaged(number).sides
    alignment = tm.align(sides)
    complete(alignment)
    for order in permutations(LANGS):
        other = tm.align({lang: sides[lang] for lang in order})
        for bead, same in zip(alignment.beads, other.beads, strict=True):
            assert bead.confidence == same.confidence and all(bead[lang] == same[lang] for lang in LANGS)
        for one, two in permutations(LANGS, 2):
            assert other.pair(one, two) == alignment.pair(one, two)


@pytest.mark.parametrize("number", range(0, 50, 10))
@pytest.mark.parametrize("langs", [("kk", "ru"), LANGS], ids="-".join)
def test_confidence_falls_where_a_segment_is_replaced_by_an_unrelated_one(
    number: int, langs: tuple[str, ...]
) -> None:
    document, foreign = documents("development")[number], documents("development")[number + 1]
    sides = {lang: list(document[lang]) for lang in langs}
    before = tm.align(sides)
    middle = len(sides["ru"]) // 2
    bead = next(bead for bead in before if middle in bead["ru"])
    sides["ru"][middle] = foreign["ru"][len(foreign["ru"]) // 2]
    same = [after.confidence for after in tm.align(sides) if after.sides == bead.sides]
    assert bead.confidence > 0.9 and (not same or same[0] < bead.confidence - 0.1)


@pytest.mark.parametrize("number", [0, 20, 40])
def test_a_block_moved_in_one_text_does_not_tangle_all_three(number: int) -> None:
    """Two pairs may go different ways around it; then one gives way."""
    document = documents("development")[number]
    moved = document["ru"]
    sides = {**document, "ru": moved[:3] + moved[6:9] + moved[3:6] + moved[9:]}
    alignment = tm.align(sides)
    complete(alignment)
    assert max(sum(bead.shape) for bead in alignment) <= 4
    assert alignment.pair("kk", "en") == tm.align({lang: sides[lang] for lang in ("kk", "en")}).pair(
        "kk", "en"
    )


def test_barred_are_all_beads_that_hold_a_barred_link_and_no_others() -> None:
    gains = Table(12, 11, seed=4)
    barred = Barred(gains, [Bar(("kk", "ru"), (3, 4), (5,)), Bar(("kk", "ru"), (9,), (0, 1))])
    links = {(3, 5), (4, 5), (9, 0), (9, 1)}
    for rows, columns in ((range(13), range(12)), (range(4, 9), range(2, 12)), (range(8, 13), range(6))):
        found, given = barred.ending(rows, columns), gains.ending(rows, columns)
        for number, (a, b) in enumerate(gains.shapes):
            for r, i in enumerate(rows):
                for c, j in enumerate(columns):
                    held = {(x, y) for x in range(i - a, i) for y in range(j - b, j)}
                    assert found[number, r, c] == (NOTHING if held & links else given[number, r, c])


def test_a_tangle_that_stays_is_not_believed() -> None:
    """Anchors of pairs that contradict each other: nothing gives way."""
    given = {lang: documents("development")[0][lang][:6] for lang in LANGS}
    anchors = [
        Bead(("kk", "en"), ((2,), (2,))),
        Bead(("kk", "ru"), ((3,), (1,))),
        Bead(("en", "ru"), ((1,), (3,))),
    ]
    alignment = tm.align(given, anchors=anchors)
    complete(alignment)
    tangled = [bead for bead in alignment if all(len(side) > 1 for side in bead.sides)]
    assert tangled and max(bead.confidence for bead in tangled) <= 0.05


def test_a_third_text_about_something_else_changes_nothing() -> None:
    document, foreign = documents("development")[0], documents("development")[30]
    sides = {lang: document[lang] for lang in ("kk", "en")}
    three = tm.align({**sides, "ru": foreign["ru"]})
    alone = tm.align(sides)
    assert three.pair("kk", "en") == alone.pair("kk", "en")
    for bead, same in zip(three.finest["kk", "en"], alone.beads, strict=True):
        assert bead.confidence == pytest.approx(same.confidence, abs=0.02)


def test_what_the_third_language_lacks_is_denied_and_what_it_has_confirmed() -> None:
    """An English and a Russian sentence that look alike: only Kazakh says which go together."""
    sides = {
        "kk": ["Дәріхана 2020 жылы ашылды.", "Кітапхана 2021 жылы жабылды."],
        "en": ["The pharmacy opened in 2020.", "The library closed in 2021."],
        "ru": ["Аптека открылась в 2020 году.", "Библиотека закрылась в 2021 году."],
    }
    three = tm.align(sides)
    assert [bead.sides for bead in three] == [((0,),) * 3, ((1,),) * 3]
    apart = {pair: tm.align({lang: sides[lang] for lang in pair}) for pair in PAIRS}
    sure = [bead.confidence for pair in PAIRS for bead in three.finest[pair]]
    assert np.mean(sure) >= np.mean([bead.confidence for pair in PAIRS for bead in apart[pair]])


@pytest.mark.parametrize("sizes", [(1, 1, 1), (1, 1, 30), (2, 40, 1)])
def test_texts_of_very_different_length(sizes: tuple[int, int, int]) -> None:
    document = documents("development")[0]
    long = {lang: document[lang] * 4 for lang in LANGS}
    complete(tm.align({lang: long[lang][:size] for lang, size in zip(LANGS, sizes, strict=True)}))


def test_links_are_the_same_seen_from_both_sides() -> None:
    one = np.array([0, 1, 1])
    found = Posterior(
        (3, 4), one, np.array([0, 1, 2]), np.array([1, 2, 1]), np.array([1, 1, 2]), np.array([1, 0.5, 0.25])
    )
    x, y = linked(found)
    table = x.table(range(3), range(4))
    assert table.tolist() == y.table(range(4), range(3)).T.tolist()
    assert table[1].tolist() == [0, FINE / 2, FINE / 4, FINE / 4]
    assert x.reach(range(-2, 2)) == range(4) and x.reach(range(2, 3)) == range(1, 2)
    assert x.each_once().totals().max() <= FINE
