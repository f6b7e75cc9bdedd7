"""Texts that no translator would send, and sizes that no article has."""

from __future__ import annotations

import numpy as np
import pytest

import tm
from tests.conftest import ROOT
from tm.alignment import coarse
from tm.alignment.encoder import shipped
from tm.alignment.gain import PairGains, seen
from tm.alignment.posterior import posterior
from tm.alignment.search import search
from tm.units import Alignment

PAIRS = [("kk", "en"), ("kk", "ru"), ("en", "ru")]


def lines(subject: str, lang: str) -> list[str]:
    text = (ROOT / f"corpora/ushtil-open/{subject}/{lang}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip()]


def linked(alignment: Alignment) -> float:
    """The share of segments that are in beads with two sides."""
    count = sum(sum(bead.shape) for bead in alignment if sum(map(bool, bead.sides)) > 1)
    return count / sum(map(len, alignment.segments.values()))


@pytest.mark.parametrize(("one", "two"), PAIRS, ids="-".join)
def test_unrelated_texts_are_left_alone(one: str, two: str) -> None:
    x, y = lines("politics", one), lines("science", two)
    shares = [linked(tm.align({one: x[k : k + 25], two: y[k : k + 25]})) for k in range(0, 200, 25)]
    assert np.mean(shares) <= 0.02 and max(shares) <= 0.1
    assert linked(tm.align({one: x[:150], two: y[:150]})) <= 0.03


def test_unrelated_texts_of_three_languages_are_left_alone() -> None:
    texts = {
        "kk": lines("politics", "kk")[:25],
        "en": lines("science", "en")[:25],
        "ru": lines("culture", "ru")[:25],
    }
    assert linked(tm.align(texts)) <= 0.1


def test_a_translation_among_much_else_is_found() -> None:
    kk, en = lines("politics", "kk")[:18], lines("science", "en")[:60] + lines("politics", "en")[:18]
    assert sum(x[0] + 60 == y[0] for x, y in tm.align({"kk": kk, "en": en}).pair("kk", "en") if x and y) >= 16


@pytest.mark.parametrize("lang", ["kk", "en"])
def test_identical_texts_pair_up(lang: str) -> None:
    text = lines("society", lang)[:60]
    assert tm.align({lang: text, "ru": text}).pair(lang, "ru") == [((i,), (i,)) for i in range(60)]


def test_the_same_line_over_and_over() -> None:
    alignment = tm.align({"kk": ["Иә."] * 200, "ru": ["Да."] * 200})
    assert alignment.pair("kk", "ru") == [((i,), (i,)) for i in range(200)]


def test_blank_segments_are_left_alone() -> None:
    alignment = tm.align({"kk": ["", "Қар жауды.", " "], "ru": ["", "Выпал снег."]})
    assert ((1,), (1,)) in alignment.pair("kk", "ru")
    assert linked(alignment) == 2 / 5


def test_a_hundred_thousand_empty_lines() -> None:
    en = lines("culture", "en")[:10]
    alignment = tm.align({"kk": [*lines("culture", "kk")[:10], *[""] * 100_000], "en": en})
    assert [x for x, _ in alignment.pair("kk", "en")][:10] == [(i,) for i in range(10)]
    assert linked(alignment) == 20 / 100_020


def test_the_same_lines_over_and_over_in_a_long_document() -> None:
    same = tm.align({"kk": ["Бұл сөйлем қайталанады."] * 1000, "ru": ["Это предложение повторяется."] * 1000})
    assert same.pair("kk", "ru") == [((i,), (i,)) for i in range(1000)]
    turns = tm.align({"kk": ["Иә.", "Жоқ."] * 300, "ru": ["Да.", "Нет."] * 300})
    assert sum(x == y for x, y in turns.pair("kk", "ru")) >= 590


def test_pages_as_segments() -> None:
    kk, ru = (lines("politics", lang)[:400] for lang in ("kk", "ru"))
    pages = [[" ".join(side[k : k + 80]) for k in range(0, 400, 80)] for side in (kk, ru)]
    found = tm.align({"kk": pages[0], "ru": pages[1]}).pair("kk", "ru")
    assert found == [((i,), (i,)) for i in range(5)]


def test_a_lone_surrogate_is_a_letter_like_any_other() -> None:
    assert tm.align({"kk": ["жаңа\ud800лық"], "ru": ["новость"]}).segments["kk"] == ("жаңа\ud800лық",)


@pytest.mark.parametrize(
    "line", ["Қар жауды. " * 90_000, "қар" * 340_000, " ".join(map(str, range(170_000)))]
)
def test_one_line_of_a_megabyte(line: str) -> None:
    alignment = tm.align({"kk": [line, "Жол жабылды."], "ru": ["Выпал снег.", "Дорога закрыта."]})
    assert ((1,), (1,)) in alignment.pair("kk", "ru")


@pytest.mark.parametrize("subjects", [("politics",), ("science", "culture")], ids="-".join)
def test_a_corridor_gives_what_the_whole_gives(subjects: tuple[str, ...]) -> None:
    """As long as texts run side by side, here with every seventh segment left out and a long omission."""
    x = [line for subject in subjects for line in lines(subject, "kk")][:400]
    y = [line for subject in subjects for line in lines(subject, "ru")][:400]
    y = [line for k, line in enumerate(y) if k % 7 and not 100 < k < 180]
    kk, ru = (seen(side, lang, shipped().encode(side)) for side, lang in ((x, "kk"), (y, "ru")))
    gains, vectors = PairGains(kk, ru), (kk.encoded.vectors, ru.encoded.vectors)
    whole, total = search(gains)
    found = coarse.long_search(gains, *vectors, exact=500)
    assert found.total == pytest.approx(total) and found.steps == whole
    inside, everywhere = found.posterior().of(whole), posterior(gains).of(whole)
    assert max(abs(a - b) for a, b in zip(inside, everywhere, strict=True)) < 1e-3


def test_long_documents_in_three_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {lang: lines("politics", lang)[:90] for lang in ("kk", "en", "ru")}
    texts["en"] = texts["en"][:30] + texts["en"][40:]
    whole = tm.align(texts)
    monkeypatch.setattr(coarse, "EXACT", 400)
    found = tm.align(texts)
    assert sum(bead in whole.beads for bead in found.beads) >= 0.95 * len(whole.beads)
