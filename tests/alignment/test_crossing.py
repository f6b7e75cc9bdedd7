"""What stands in another order: found, and nothing else taken for it."""

from __future__ import annotations

import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import tm
from tests.alignment.test_hard_texts import PAIRS, lines
from tm.alignment import MOST, crossings, elsewhere
from tm.alignment.direction import directions
from tm.alignment.elsewhere import nearest, sides_of
from tm.alignment.encoder import shipped
from tm.units import Crossing

Texts = dict[str, list[str]]


def texts(*langs: str, subject: str = "politics", count: int = 18) -> Texts:
    return {lang: lines(subject, lang)[:count] for lang in langs}


def found(given: Texts) -> tuple[Crossing, ...]:
    return crossings(tm.align(given))


def links(crossing: Crossing) -> list[tuple[tuple[int, ...], ...]]:
    return [bead.sides for bead in crossing.beads]


@pytest.mark.parametrize(("one", "two"), PAIRS, ids="-".join)
def test_a_moved_paragraph_is_found(one: str, two: str) -> None:
    given = texts(one, two)
    given[two] = given[two][:3] + given[two][12:15] + given[two][3:12] + given[two][15:]
    alignment = tm.align(given)
    (crossing,) = crossings(alignment)
    assert (crossing.kind, crossing.langs, crossing.alone) == ("moved", (one, two), (one, two))
    assert links(crossing) == [((12,), (3,)), ((13,), (4,)), ((14,), (5,))]
    assert 0.4 < crossing.confidence <= MOST
    assert all(bead.confidence <= crossing.confidence for bead in crossing.beads)
    held = [k for bead in alignment.beads for k in bead[one]]
    assert held == list(range(18)), "the beads stay complete and in order"


def test_a_repeated_passage_is_found() -> None:
    given = texts("kk", "ru")
    given["kk"] = given["kk"] + given["kk"][4:7]
    (crossing,) = found(given)
    assert (crossing.kind, crossing.alone) == ("repeated", ("kk",))
    assert links(crossing) in (
        [((18,), (4,)), ((19,), (5,)), ((20,), (6,))],
        [((4,), (4,)), ((5,), (5,)), ((6,), (6,))],
    )


def test_a_moved_paragraph_with_a_merge_inside() -> None:
    given = texts("kk", "ru")
    moved = [given["ru"][12], " ".join(given["ru"][13:15]), given["ru"][15]]
    given["ru"] = given["ru"][:2] + moved + given["ru"][2:12] + given["ru"][16:]
    (crossing,) = found(given)
    assert links(crossing) == [((12,), (2,)), ((13, 14), (3,)), ((15,), (4,))]


def test_one_sentence_is_less_sure_than_a_passage() -> None:
    sure = []
    for size in (1, 3):
        given = texts("kk", "ru")
        given["ru"] = (
            given["ru"][:2] + given["ru"][12 : 12 + size] + given["ru"][2:12] + given["ru"][12 + size :]
        )
        (crossing,) = found(given)
        sure.append(crossing.confidence)
    assert 0.25 <= sure[0] < sure[1] <= MOST


def test_the_order_of_texts_makes_no_difference() -> None:
    given = texts("kk", "ru")
    given["ru"] = given["ru"][:3] + given["ru"][12:15] + given["ru"][3:12] + given["ru"][15:]
    (one,) = found({lang: given[lang] for lang in ("kk", "ru")})
    (two,) = found({lang: given[lang] for lang in ("ru", "kk")})
    assert two.langs == ("ru", "kk") and two.confidence == one.confidence
    assert [bead["kk"] for bead in two.beads] == [bead["kk"] for bead in one.beads]
    assert [bead["ru"] for bead in two.beads] == [bead["ru"] for bead in one.beads]


def test_three_languages() -> None:
    given = texts("kk", "en", "ru")
    given["ru"] = given["ru"][:3] + given["ru"][12:15] + given["ru"][3:12] + given["ru"][15:]
    assert [(one.langs, one.kind, one.sides) for one in found(given)] == [
        (("kk", "ru"), "moved", ((12, 13, 14), (3, 4, 5))),
        (("en", "ru"), "moved", ((12, 13, 14), (3, 4, 5))),
    ]


def test_nothing_in_the_seed_article(article: Path) -> None:
    given = {
        lang: [one.text for one in tm.segment((article / f"{lang}.txt").read_text("utf-8"), lang)]
        for lang in ("kk", "en", "ru")
    }
    assert found(given) == ()
    for pair in combinations(given, 2):
        assert found({lang: given[lang] for lang in pair}) == ()


@pytest.mark.parametrize("subject", ["politics", "science", "culture"])
def test_nothing_in_documents_in_order(subject: str) -> None:
    for first in range(0, 120, 20):
        given = {lang: lines(subject, lang)[first : first + 20] for lang in ("kk", "ru")}
        given["kk"] = given["kk"][:5] + given["kk"][8:]
        given["ru"] = [line for k, line in enumerate(given["ru"]) if k not in (11, 15)]
        assert found(given) == ()


def test_nothing_in_unrelated_texts() -> None:
    assert found({"kk": lines("politics", "kk")[:60], "ru": lines("science", "ru")[:60]}) == ()


KK, RU = (
    "Бұл сөйлем осы мәтінде әр жерде қайталана береді.",
    "Это предложение повторяется в этом тексте везде.",
)


@pytest.mark.parametrize(
    "given",
    [
        {"kk": [KK] * 200, "ru": [RU] * 150},
        {"kk": ["Иә."] * 300, "ru": ["Да."] * 250},
        {"kk": ["Иә.", "Жоқ."] * 150, "ru": ["Нет.", "Да."] * 100},
        {"kk": [""] * 50 + ["Қар жауды."], "ru": ["Выпал снег.", *[" "] * 60]},
        {"kk": ["Қар жауды."], "ru": ["Дорога закрыта."]},
        {"kk": [KK], "ru": ["Да.", RU]},
        {"kk": ["Иә.", *lines("politics", "kk")[:10]], "ru": [*lines("politics", "ru")[:10], "Да."]},
        {"kk": ["", "!", "123"], "ru": ["123", "?"]},
    ],
    ids=["equal", "yes", "turns", "blank", "one", "one and two", "a short one moved", "signs"],
)
def test_texts_that_no_translator_would_send(given: Texts) -> None:
    begun = time.process_time()
    assert found(given) == ()
    assert time.process_time() - begun < 20


def test_a_segment_left_alone_is_in_one_passage_at_most() -> None:
    given = texts("kk", "ru", count=12)
    given["kk"] = given["kk"] + given["kk"][2:6] + given["kk"][2:6]
    held = [k for crossing in found(given) for bead in crossing.beads for k in bead["kk"]]
    assert held and len(held) == len(set(held))


def test_a_long_passage_comes_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    given = texts("kk", "ru", count=60)
    given["ru"] = given["ru"][40:] + given["ru"][:40]
    (whole,) = found(given)
    monkeypatch.setattr(elsewhere, "LONGEST", 6)
    parts = found(given)
    assert len(parts) > 2
    assert [sides for part in parts for sides in links(part)] == links(whole)


def test_long_texts_are_compared_with_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    given = texts("kk", "ru", count=120)
    given["ru"] = given["ru"][:3] + given["ru"][112:116] + given["ru"][3:112] + given["ru"][116:]
    near = texts("kk", "ru", count=120)
    near["ru"] = near["ru"][:90] + near["ru"][98:102] + near["ru"][90:98] + near["ru"][102:]
    assert len(found(given)) == len(found(near)) == 1
    monkeypatch.setattr(elsewhere, "LARGEST", 120)
    monkeypatch.setattr(elsewhere, "AT_ONCE", 40)
    assert found(given) == () and len(found(near)) == 1


def test_blocks_find_what_the_whole_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    kk, ru = (directions(shipped().encode(lines("culture", lang)[:80]).vectors) for lang in ("kk", "ru"))
    side, _ = sides_of([((k,), ()) for k in range(80)] + [((), (k,)) for k in range(80)])
    whole = nearest(kk, ru, side, ())
    monkeypatch.setattr(elsewhere, "AT_ONCE", 100)
    for one, two in zip(whole, nearest(kk, ru, side, ()), strict=True):
        assert np.array_equal(one, two)
    assert (whole.best == np.arange(80)).mean() > 0.9
