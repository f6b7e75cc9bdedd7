"""What the model makes of beads: its own are as sure as they were, those of others as they are probable."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest
from damage import CONDITIONS
from damage_three import perturbed_three
from own import LANGS, documents

import tm
from tm.alignment import opinion
from tm.units import Alignment, Bead, Span


def damaged(number: int, langs: Sequence[str], condition: str = "hard") -> dict[str, list[str]]:
    """Three development documents in one, damaged."""
    parts = documents("development")[number : number + 3]
    whole = {lang: [segment for part in parts for segment in part[lang]] for lang in langs}
    rates = CONDITIONS[condition]
    return perturbed_three(whole, rates.dropped, rates.merged, random.Random(number), block=rates.block).sides


def given(alignment: Alignment, sides: Sequence[tuple[Span, ...]]) -> Alignment:
    """The same texts with other beads, of which nothing is known."""
    return Alignment(alignment.segments, tuple(Bead(alignment.langs, side) for side in sides))


def slipped(alignment: Alignment, lang: str, first: int, count: int) -> list[tuple[Span, ...]]:
    """The beads, those of one language one row too low from `first` on, `count` rows long."""
    place, beads = alignment.langs.index(lang), [list(bead.sides) for bead in alignment.beads]
    moved = [bead[place] for bead in beads[first : first + count]]
    beads[first][place] = ()
    for bead, side in zip(beads[first + 1 : first + count], moved, strict=False):
        bead[place] = side
    beads[first + count][place] = (*moved[-1], *beads[first + count][place])
    return [tuple(bead) for bead in beads if any(bead)]


@pytest.mark.parametrize("langs", [("kk", "ru"), ("en", "kk"), LANGS, ("ru", "kk", "en")], ids="-".join)
@pytest.mark.parametrize("number", range(0, 48, 12))
def test_our_own_beads_are_as_sure_as_they_were(number: int, langs: tuple[str, ...]) -> None:
    alignment = tm.align(damaged(number, langs))
    assert opinion(alignment) == [bead.confidence for bead in alignment.beads]
    confirmed = tm.align(alignment.segments, anchors=alignment.beads[5:9])
    assert opinion(confirmed) == [bead.confidence for bead in confirmed.beads]


@pytest.mark.parametrize("langs", [("kk", "ru"), ("kk", "en"), LANGS], ids="-".join)
@pytest.mark.parametrize("number", range(0, 48, 12))
def test_beads_that_slip_are_improbable_and_those_beside_them_are_not(
    number: int, langs: tuple[str, ...]
) -> None:
    alignment = tm.align(damaged(number, langs, "clean"))
    first = len(alignment.beads) // 2
    sides = slipped(alignment, langs[-1], first, 4)
    kept = {bead.sides: bead.confidence for bead in alignment.beads}
    for side, probability in zip(sides, opinion(given(alignment, sides)), strict=True):
        if side in kept:
            assert probability == kept[side]
        else:
            assert probability < 0.2


@pytest.mark.parametrize("langs", [("kk", "ru"), LANGS], ids="-".join)
def test_two_beads_merged_are_improbable_and_so_is_one_in_parts(langs: tuple[str, ...]) -> None:
    alignment = tm.align(damaged(6, langs, "clean"))
    beads = [bead.sides for bead in alignment.beads]
    merged = tuple((*one, *two) for one, two in zip(beads[10], beads[11], strict=True))
    apart = [
        tuple(side if k == place else () for k in range(len(langs))) for place, side in enumerate(beads[20])
    ]
    changed = [*beads[:10], merged, *beads[12:20], *apart, *beads[21:]]
    found = dict(zip(changed, opinion(given(alignment, changed)), strict=True))
    assert max(found[side] for side in (merged, *apart)) < 0.2
    assert sum(found.values()) > 0.9 * (len(changed) - 1 - len(apart))


def test_a_bead_of_three_may_hold_finer_ones_of_two() -> None:
    """Where one text has in one segment what the others have in two, nothing parts them."""
    texts = {lang: list(segments) for lang, segments in documents("development")[3].items()}
    texts["en"][4:6] = [" ".join(texts["en"][4:6])]
    alignment = tm.align(texts)
    sides: tuple[Span, ...] = ((4, 5), (4,), (4, 5))
    beads: list[tuple[Span, ...]] = [
        ((k,), (k - (k > 4),), (k,)) for k in range(len(texts["kk"])) if k not in (4, 5)
    ]
    beads.insert(4, sides)
    assert opinion(given(alignment, beads))[4] > 0.8


@pytest.mark.parametrize("langs", [("kk", "ru"), LANGS], ids="-".join)
def test_what_the_search_does_not_know_is_improbable(langs: tuple[str, ...]) -> None:
    """A whole document as one bead."""
    alignment = tm.align(damaged(0, langs))
    whole = tuple(tuple(range(len(alignment.segments[lang]))) for lang in langs)
    assert opinion(given(alignment, [whole])) == [0.0]


@pytest.mark.parametrize("langs", [("kk", "ru"), LANGS], ids="-".join)
def test_long_documents_take_about_as_long_as_aligning(langs: tuple[str, ...]) -> None:
    parts = documents("development")
    texts = {lang: [segment for part in parts for segment in part[lang]] for lang in langs}
    assert len(texts["kk"]) ** 2 > 2 * 160_000  # searched within a corridor
    begun = time.process_time()
    alignment = tm.align(texts)
    aligned = time.process_time()
    sides = slipped(alignment, langs[0], 300, 200)
    found = opinion(given(alignment, sides))
    judged = time.process_time()
    assert judged - aligned < 2 * (aligned - begun)
    own = {bead.sides: bead.confidence for bead in alignment.beads}
    for side, probability in zip(sides, found, strict=True):
        assert probability == own[side] if side in own else probability < 0.3
