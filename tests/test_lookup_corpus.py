"""What the benches of the memory are made of: corpora, queries, peers."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from statistics import mean, quantiles

import pytest
from lookup_corpus import clauses, family, near, real, strings, write_tmx
from lookup_edits import changed_ending, changed_number, deleted, quarter, reordered, typo
from lookup_peers import MEASURES, Amagama, BruteForce
from lookup_queries import KINDS, edited, pairs, words_of
from rapidfuzz.distance import Levenshtein

from tests.conftest import ROOT
from tm.formats.tmx import read_tmx


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    """The real segments."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return {lang: real(lang) for lang in ("kk", "ru")}


def test_real_segments_come_from_columns_too(tmp_path: Path, texts: dict[str, list[str]]) -> None:
    (tmp_path / "a.tsv").write_text(
        "en\tkk\tsrc\nYes\tБір  басқа сөз\tx\nNo\tБір басқа сөз\tx\n", encoding="utf-8"
    )
    assert real("kk", tmp_path) == [*texts["kk"], "Бір басқа сөз"]
    assert real("ru", tmp_path) == texts["ru"]


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_clauses_are_distinct_the_same_for_a_seed_and_as_long_as_running_text(
    texts: dict[str, list[str]], lang: str
) -> None:
    made = clauses(texts[lang][:1000], 8000, seed=3)
    assert len(set(made)) == len(made) == 8000
    assert made == clauses(texts[lang][:1000], 8000, seed=3) != clauses(texts[lang][:1000], 8000, seed=4)
    assert made[:1000] == texts[lang][:1000]
    cuts = quantiles(map(len, made[1000:]), n=20)
    assert mean(map(len, made[1000:])) == pytest.approx(142, abs=6)
    assert cuts[0] == pytest.approx(29, abs=4) and cuts[-1] == pytest.approx(319, abs=20)


def test_near_has_families_and_short_strings(texts: dict[str, list[str]]) -> None:
    made = near(texts["kk"], "kk", 1200, seed=3)
    assert len(set(made)) == len(made) == 1200 and made == near(texts["kk"], "kk", 1200, seed=3)
    assert sum(len(text) <= 60 for text in made) >= 250
    long = [text for text in made if len(text) > 60][:100]
    alike = [max(Levenshtein.normalized_similarity(one, two) for two in made if two != one) for one in long]
    assert mean(score > 0.7 for score in alike) > 0.8


def test_a_family_differs_by_up_to_three_words() -> None:
    base = "Бұл үйде 12 бөлме мен үш асхана бар екен"
    for member in family(base, 60, "kk", ["кітапхана", "көше"], random.Random(1)):
        one, two = base.split(), member.split()
        assert len(one) == len(two) and sum(x != y for x, y in zip(one, two, strict=True)) <= 3


def test_strings_are_short(texts: dict[str, list[str]]) -> None:
    made = strings(texts["ru"], 300, random.Random(1))
    assert len(set(made)) == 300 and mean(map(len, made)) < 40


def test_edits_have_the_size_that_they_say() -> None:
    rng = random.Random(1)
    text = "Сегодня утром, в 9 часов, открылась выставка, а вечером она закрылась"
    for _ in range(200):
        assert Levenshtein.distance(text, typo(text, "ru", rng) or "") <= 2
        assert sorted(reordered(text, rng) or "") == sorted(text)
        assert (deleted(text, rng) or "").count(",") == text.count(",") - 1
        assert len((changed_ending(text, "ru", rng) or "").split()) == len(text.split())
        changed = (quarter(text, ["слово"], rng) or "").split()
        assert sum("слово" in word for word in changed) == 2
        assert (changed_number(text, rng) or "").startswith("Сегодня утром, в ")
    assert (
        changed_number("Без чисел", rng)
        is deleted("Без запятых", rng)
        is changed_ending("Да", "ru", rng)
        is None
    )


def test_queries_are_of_all_kinds_and_not_in_the_memory(texts: dict[str, list[str]]) -> None:
    corpus = {"kk": clauses(texts["kk"], 700), "ru": clauses(texts["ru"], 300)}
    queries = edited(corpus, texts, 80, seed=2)
    assert queries == edited(corpus, texts, 80, seed=2) and len(set(queries)) == 80
    assert {query.kind for query in queries} == set(KINDS)
    assert not any(query.text in corpus[query.lang] for query in queries)
    assert 40 < sum(query.lang == "kk" for query in queries) < 70


def test_pairs_are_alike_and_say_different_things() -> None:
    rng = random.Random(5)
    others = ["".join(rng.choices("абвгд ", k=40)) for _ in range(60)]
    first, second = "Жиналыс 12 мамырда Алматыда өтеді", "Жиналыс 12 мамырда Астанада өтеді"
    same = "Жиналыс 30 мамырда Алматыда өтеді!"  # differs from the first by its number and a sign only
    ((one, two),) = pairs([*others, first, second], 5)
    assert {one, two} == {first, second}
    assert words_of(first) == words_of(same) and pairs([*others, first, same], 5) == []
    assert pairs([*others, first, second], 0) == []


def test_brute_force_is_the_best_by_edits(texts: dict[str, list[str]]) -> None:
    corpus = {"kk": clauses(texts["kk"], 300)}
    brute = BruteForce(corpus)
    for query in edited(corpus, texts, 24):
        scores = [MEASURES["edits"].of(query.text, text) for text in corpus["kk"]]
        (best,) = brute.best("kk", query.text, [MEASURES["edits"]])
        assert best == (max(scores) if max(scores) >= 50 else 0)
        answer = brute("kk", query.text)
        assert [MEASURES["edits"].of(query.text, text) for text in answer.texts] == (
            [max(scores)] if max(scores) >= 70 else []
        )
        assert answer.spent.client > 0 == answer.spent.server


def test_the_query_of_amagama_finds_what_shares_words(fresh_database: str) -> None:
    corpus = {"kk": ["Бүгін Алматыда көрме ашылды", "Ертең қар жауады", "Кеше Астанада көрме жабылды"]}
    peer = Amagama(fresh_database, corpus)
    answer = peer("kk", "Бүгін Алматыда көрмелер ашылды")
    assert answer.texts == ("Бүгін Алматыда көрме ашылды",) and answer.spent.server > 0
    assert peer("kk", "Мүлде басқа сөздер").texts == peer("kk", "?!").texts == ()
    assert peer.size() > 8192 and peer.made.server > 0
    peer.close()


def test_every_segment_of_both_languages_is_in_the_file(tmp_path: Path) -> None:
    source, target = ["а", "ә", "б", "в", "г"], ["1", "2"]
    assert write_tmx(tmp_path / "a.tmx", source, target, ("kk", "ru")) == 5
    units = [tuple((one.lang, one.text) for one in unit.variants) for unit in read_tmx(tmp_path / "a.tmx")]
    assert units == [(("kk", one), ("ru", two)) for one, two in zip(source, "12121", strict=True)]
    assert all(one != two for one, two in combinations(units, 2))
