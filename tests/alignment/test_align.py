"""Alignment of two and three texts: the shape of the result, and the article against its gold."""

from __future__ import annotations

import json
from itertools import combinations, permutations
from pathlib import Path

import pytest

import tm
from tm.alignment import likeness
from tm.alignment.evaluate import Evaluation
from tm.alignment.features import numbers, punctuation
from tm.alignment.gain import Weights
from tm.errors import UsageError
from tm.formats.beads import read_beads

ROOT = Path(__file__).parents[2]
LANGS = ("kk", "en", "ru")
DATA = ROOT.parent / "shared" / "data" / "align"


def article() -> dict[str, list[str]]:
    return {
        lang: [
            s.text for s in tm.segment((ROOT / f"corpora/azattyq-pompeo/{lang}.txt").read_text("utf-8"), lang)
        ]
        for lang in LANGS
    }


@pytest.mark.parametrize("pair", list(combinations(LANGS, 2)), ids="-".join)
def test_article_agrees_with_gold(pair: tuple[str, str]) -> None:
    gold = read_beads(ROOT / "alignments/gold/azattyq-pompeo" / f"{'-'.join(pair)}.beads")
    for texts in (article(), {lang: article()[lang] for lang in pair}):
        evaluation = Evaluation()
        evaluation.add((bead.sides for bead in gold.beads), tm.align(texts).pair(*pair))
        assert evaluation.scores().strict_f1 >= 0.95


@pytest.mark.parametrize("langs", [("kk", "en"), ("en", "ru"), LANGS, ("ru", "kk", "en")], ids="-".join)
def test_beads_are_monotone_and_complete(langs: tuple[str, ...]) -> None:
    texts = article()
    alignment = tm.align({lang: texts[lang] for lang in langs})
    for lang in langs:
        assert [i for bead in alignment.beads for i in bead[lang]] == list(range(len(texts[lang])))
    for one, two in combinations(langs, 2):
        beads = alignment.pair(one, two)
        assert [i for x, _ in beads for i in x] == list(range(len(texts[one])))
        assert [j for _, y in beads for j in y] == list(range(len(texts[two])))
        assert alignment.pair(two, one) == [(y, x) for x, y in beads]
    assert all(0 <= bead.confidence <= 1 for bead in alignment.beads)


def test_pairs_stay_within_trilingual_beads() -> None:
    alignment = tm.align(article())
    for one, two in combinations(LANGS, 2):
        for x, y in alignment.pair(one, two):
            assert any(set(x) <= set(bead[one]) and set(y) <= set(bead[two]) for bead in alignment.beads)


def test_a_merge_in_one_language_leaves_the_other_pair_fine() -> None:
    texts = {
        "kk": ["2014 жылы Алматыда 350 адам, ал 2015 жылы Астанада 720 адам жиналды."],
        "en": ["In 2014, 350 people met in Almaty.", "In 2015, 720 people met in Astana."],
        "ru": ["В 2014 году в Алматы собралось 350 человек.", "В 2015 году в Астане — 720 человек."],
    }
    alignment = tm.align(texts)
    assert [bead.sides for bead in alignment.beads] == [((0,), (0, 1), (0, 1))]
    assert alignment.pair("en", "ru") == [((0,), (0,)), ((1,), (1,))]
    assert alignment.pair("kk", "en") == [((0,), (0, 1))]


def test_a_sentence_left_out_stays_alone() -> None:
    kk = [
        "1991 жылы ел тәуелсіз болды.",
        "2-3 күн қар жауды.",
        "Нұрсұлтан Назарбаев 1997 жылы Ақмолаға көшті.",
    ]
    ru = ["В 1991 году страна стала независимой.", "Нурсултан Назарбаев переехал в Акмолу в 1997 году."]
    assert ((1,), ()) in tm.align({"kk": kk, "ru": ru}).pair("kk", "ru")


def test_equal_texts_pair_up() -> None:
    texts = article()["ru"]
    assert tm.align({"ru": texts, "kk": texts}).pair("ru", "kk") == [((i,), (i,)) for i in range(len(texts))]


@pytest.mark.parametrize("order", list(permutations(LANGS)), ids="-".join)
def test_the_order_of_the_texts_makes_no_difference(order: tuple[str, ...]) -> None:
    texts = article()
    alignment, other = tm.align(texts), tm.align({lang: texts[lang] for lang in order})
    assert other.langs == order
    for one, two in permutations(LANGS, 2):
        assert other.pair(one, two) == alignment.pair(one, two)
    for bead, same in zip(alignment.beads, other.beads, strict=True):
        assert all(bead[lang] == same[lang] for lang in LANGS) and bead.confidence == same.confidence


def test_same_input_same_beads() -> None:
    assert tm.align(article()) == tm.align(article())


@pytest.mark.parametrize(
    "texts",
    [
        {"kk": ["a"]},
        {"kk": ["a"], "en": []},
        {"kk": ["a"], "de": ["a"]},
        {lang: ["a"] for lang in ("kk", "en", "ru", "en-GB")},
    ],
)
def test_what_can_not_be_aligned_is_refused(texts: dict[str, list[str]]) -> None:
    with pytest.raises(UsageError):
        tm.align(texts)


def test_a_string_and_paragraphs_that_do_not_fit_are_refused() -> None:
    with pytest.raises(UsageError, match="list of segments"):
        tm.align({"kk": "Иә.", "ru": ["Да."]})
    with pytest.raises(UsageError, match="2 numbers of paragraphs for 1 segments"):
        tm.align({"kk": ["Иә."], "ru": ["Да."]}, paragraphs={"kk": [0, 1]})
    with pytest.raises(UsageError, match="a text that is not there: en"):
        tm.align({"kk": ["Иә."], "ru": ["Да."]}, paragraphs={"en": [0]})
    with pytest.raises(UsageError, match="in different languages"):
        tm.align({"kk": ["Иә."], "kk-KZ": ["Иә."]})


def test_likeness_finds_what_was_moved_and_leaves_out_what_is_too_long() -> None:
    texts = article()
    moved = texts["ru"][10:] + texts["ru"][:10]
    alignment = tm.align({"kk": texts["kk"], "ru": moved})
    found = {(dot.x, dot.y): dot.cosine for dot in likeness(alignment)["kk", "ru"]}
    assert found[0, len(moved) - 10] > 0.5
    assert likeness(tm.align({"kk": ["Иә."] * 600, "ru": ["Да."] * 600})) == {}


def test_single_segments_and_signs_only() -> None:
    assert tm.align({"kk": ["…"], "en": ["?"], "ru": ["!"]}).beads[0].langs == LANGS
    assert len(tm.align({"kk": ["Иә."], "en": ["Yes."] * 5}).pair("kk", "en")) >= 2


def test_the_signature_names_the_weights() -> None:
    texts = {"kk": ["Иә."], "ru": ["Да."]}
    assert tm.align(texts).signature != tm.align(texts, weights=Weights(opening=-3)).signature


def test_features_meet_across_alphabets() -> None:
    assert numbers("1,5 млн теңге", "kk") & numbers("1.5 million tenge", "en") == {"15", "million"}
    assert "month2" in numbers("3 ақпанда", "kk") & numbers("3 февраля", "ru") & numbers(
        "On February 3", "en"
    )
    assert not numbers("үшін жетістік алтын", "kk"), "words that only begin like a numeral are none"
    assert punctuation("- Қайда? «Иә»", "kk") == {"dialogue", "question", "quote"}


@pytest.mark.skipif(not DATA.is_dir(), reason="the alignment sets are not beside the checkout")
@pytest.mark.parametrize(("pair", "floor"), [("kk-en", 0.98), ("kk-ru", 0.97), ("en-ru", 0.98)])
def test_news_with_omissions(pair: str, floor: float) -> None:
    evaluation = Evaluation()
    one, two = pair.split("-")
    for line in (DATA / f"xwmt.{pair}.news.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        gold = [(tuple(x), tuple(y)) for x, y in document["gold"]]
        evaluation.add(gold, tm.align({one: document["src"], two: document["tgt"]}).pair(one, two))
    assert evaluation.scores().strict_f1 >= floor
