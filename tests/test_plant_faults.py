"""Faults planted in hypotheses: of every code, the same each time, and of the kind they say."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from own import LANGS
from planting.hypotheses import PLANTS
from planting.segment import Segment

from tests.conftest import ROOT
from tm.scoring.faults import CODES

TEXTS = {
    "kk": "12 наурыз 2019 жылы дүйсенбі күні ауылдағы «Арман» (жаңа) мектебіне ерте 345 шәкірт келді.",
    "ru": "В понедельник, 12 марта 2019 года, в новую школу «Арман» (бывший клуб) к утру шло 345 детей.",
    "en": "On Monday, 12 March 2019, to the new school “Arman” (once a café) came all of the 345 pupils.",
}
OTHER = (
    "Another sentence that is longer than all of the others, so that a text which has it is far too long now."
)
DIRECTIONS = [f"{one}-{two}" for one, two in permutations(LANGS, 2)]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def _planted(direction: str, code: str, seed: int) -> dict[str, str]:
    source, target = direction.split("-")
    (third,) = set(LANGS) - {source, target}
    made = {}
    for kind, plant in PLANTS[code].items():
        rng = random.Random(f"{kind} {seed}")
        text = plant(Segment((source, target, third), TEXTS[source], TEXTS[target], TEXTS[third], OTHER, rng))
        if text is not None:
            made[kind] = text
    return made


def test_every_code_has_faults_to_plant() -> None:
    assert list(PLANTS) == list(CODES)


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("code", list(CODES))
def test_a_fault_changes_the_text_and_the_same_seed_the_same_way(code: str, direction: str) -> None:
    made = _planted(direction, code, 0)
    assert made == _planted(direction, code, 0)
    assert made and TEXTS[direction[3:]] not in made.values()


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_numbers_and_dates_lose_or_change_digits_or_a_name(direction: str) -> None:
    before = TEXTS[direction[3:]]
    made = _planted(direction, "numbers", 1) | _planted(direction, "dates", 1)
    assert {"digit changed", "dropped", "year", "day", "month", "weekday"} == set(made)
    assert "345" not in made["digit changed"] and "345" not in made["dropped"]
    assert "2019" not in made["year"] and not made["day"].count(" 12 ")
    assert sum(one != two for one, two in zip(before.split(), made["month"].split(), strict=True)) == 1


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_loop_has_more_words_and_no_new_ones(direction: str) -> None:
    made = _planted(direction, "repeated", 2)
    before = TEXTS[direction[3:]].split()
    known = {word.strip(",.«»“”()") for word in before} | {"and", "и", "және"}
    for kind in ("word 2", "word 3-6", "bigram 3-4", "trigram 2-4", "X, X and X", "clause"):
        words = [word.strip(",.«»“”()") for word in made[kind].split()]
        assert len(words) > len(before) and set(words) <= known, kind


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_short_is_half_and_long_is_two_sentences(direction: str) -> None:
    text = TEXTS[direction[3:]]
    for half in _planted(direction, "short", 3).values():
        assert half in text and len(half) <= 0.55 * len(text)
    assert set(_planted(direction, "long", 3).values()) == {f"{text} {OTHER}"}
