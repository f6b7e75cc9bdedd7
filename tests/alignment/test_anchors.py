"""Beads that a person has confirmed: they stay as they are, and nothing crosses them."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

import tm
from tests.conftest import ROOT
from tm.alignment import coarse, explain
from tm.errors import UnfitAnchors
from tm.units import Bead

LANGS = ("kk", "en", "ru")


def texts(count: int = 20) -> dict[str, list[str]]:
    folder = ROOT / "corpora/ushtil-open/society"
    return {lang: (folder / f"{lang}.txt").read_text("utf-8").splitlines()[:count] for lang in LANGS}


def complete(alignment: tm.Alignment) -> bool:
    return all(
        [i for bead in alignment.beads for i in bead[lang]] == list(range(len(alignment.segments[lang])))
        for lang in alignment.langs
    )


@pytest.mark.parametrize("pair", list(combinations(LANGS, 2)), ids="-".join)
@pytest.mark.parametrize(
    "sides", [((5,), (7,)), ((3, 4), (3,)), ((2, 3, 4, 5, 6), (9,)), ((8,), ()), ((), (0, 1))]
)
def test_an_anchor_of_two_languages_stays(pair: tuple[str, str], sides: tuple[tuple[int, ...], ...]) -> None:
    anchor = Bead(pair, sides)
    alignment = tm.align({lang: texts()[lang] for lang in pair}, anchors=[anchor])
    assert complete(alignment)
    if all(sides):
        assert anchor in alignment.beads
    alone = {bead.sides for bead in alignment if not all(bead.sides)}
    for k in sides[0] if not sides[1] else ():
        assert ((k,), ()) in alone
    for k in sides[1] if not sides[0] else ():
        assert ((), (k,)) in alone


def test_nothing_crosses_an_anchor() -> None:
    anchor = Bead(("kk", "en"), ((10,), (4,)))
    pairs = tm.align({lang: texts()[lang] for lang in ("kk", "en")}, anchors=[anchor]).pair("kk", "en")
    assert all((x[-1] < 10) == (y[-1] < 4) for x, y in pairs if x and y and (x, y) != ((10,), (4,)))


def test_an_anchor_of_three_languages_stays_and_is_finer_within() -> None:
    anchor = Bead(LANGS, ((6, 7), (6, 7), (6, 7)))
    alignment = tm.align(texts(), anchors=[anchor])
    assert anchor in alignment.beads and complete(alignment)
    assert alignment.pair("en", "ru")[6:8] == [((6,), (6,)), ((7,), (7,))]
    alone = Bead(LANGS, ((6,), (6,), ()))
    assert alone in tm.align(texts(), anchors=[alone]).beads


def test_an_anchor_of_a_pair_holds_in_three_languages() -> None:
    anchor = Bead(("en", "ru"), ((6, 7), (6,)))
    alignment = tm.align(texts(), anchors=[anchor])
    assert anchor.sides in alignment.pair("en", "ru") and complete(alignment)


def test_a_right_anchor_helps_its_neighbours() -> None:
    """Two texts of which one sentence is all that the tool could not know."""
    kk, en = texts()["kk"][:6], [*texts()["en"][:2], "Quite so.", *texts()["en"][3:6]]
    alignment = tm.align({"kk": kk, "en": en}, anchors=[Bead(("kk", "en"), ((2,), (2,)))])
    assert alignment.pair("kk", "en") == [((k,), (k,)) for k in range(6)]


def test_an_anchor_far_from_the_path_of_a_long_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coarse, "EXACT", 100)
    long = texts(150)
    anchor = Bead(("kk", "ru"), ((20,), (110,)))
    alignment = tm.align({"kk": long["kk"], "ru": long["ru"]}, anchors=[anchor])
    assert anchor in alignment.beads and complete(alignment)


def random_anchors(given: dict[str, list[str]], rng: random.Random) -> list[Bead]:
    """Anchors that go up in each language, of two languages or all."""
    langs, at = tuple(given), dict.fromkeys(given, 0)
    found: list[Bead] = []
    for _ in range(rng.randrange(5)):
        of = rng.choice([langs, langs, *combinations(langs, 2)])
        sides = []
        for lang in of:
            first = at[lang] + rng.randrange(3)
            last = min(first + rng.choice((0, 1, 1, 2, 3)), len(given[lang]))
            sides.append(tuple(range(first, last)))
            at[lang] = max(at[lang], last)
        if any(sides):
            found.append(Bead(of, tuple(sides)))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_anchors_at_random_are_kept_or_refused(seed: int) -> None:
    rng = random.Random(seed)
    langs = rng.choice([LANGS, LANGS, ("kk", "en"), ("ru", "kk")])
    given = {lang: texts()[lang][: rng.randint(1, 14)] for lang in langs}
    anchors = random_anchors(given, rng)
    try:
        alignment = tm.align(given, anchors=anchors)
    except UnfitAnchors as error:
        assert str(error).startswith("anchor ")
        return
    assert complete(alignment)
    beads = {bead.sides for bead in alignment}
    for anchor in anchors:
        if sum(map(bool, anchor.sides)) < 2:
            continue
        if len(anchor.langs) == len(langs):
            assert tuple(anchor[lang] for lang in langs) in beads
        else:
            assert anchor.sides in alignment.pair(*anchor.langs)


def test_all_beads_as_anchors_change_nothing() -> None:
    first = tm.align(texts())
    again = tm.align(texts(), anchors=first.beads)
    assert [bead.sides for bead in again] == [bead.sides for bead in first]
    assert all(bead.confidence == 1 for bead in again)
    assert again.signature != first.signature


def test_explained_with_its_anchors() -> None:
    given = {lang: texts()[lang] for lang in ("kk", "en")}
    anchor = Bead(("kk", "en"), ((5,), (7,)))
    alignment = tm.align(given, anchors=[anchor])
    ((why,),) = explain(alignment, [anchor])
    assert why.taken and why.sides == anchor.sides and why.total < 0


@pytest.mark.parametrize(
    ("anchors", "said"),
    [
        ([Bead(("kk", "en"), ((99,), (0,)))], "names segment 99 of kk, which has 20"),
        ([Bead(("kk", "de"), ((0,), (0,)))], "is of kk, de; the texts are kk, en"),
        ([Bead(("kk", "en"), ((1,), (2,))), Bead(("kk", "en"), ((1, 2), (3,)))], "both name segment 1 of kk"),
        ([Bead(("kk", "en"), ((1,), (5,))), Bead(("kk", "en"), ((2,), (3,)))], "cross in kk and en"),
    ],
)
def test_anchors_that_do_not_fit_are_refused(anchors: list[Bead], said: str) -> None:
    with pytest.raises(UnfitAnchors, match=said):
        tm.align({lang: texts()[lang] for lang in ("kk", "en")}, anchors=anchors)
