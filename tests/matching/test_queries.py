"""Three hundred queries, written before the score: each finds the segment that it was made of first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tm.memory import Memory
from tm.units import Prop, TranslationUnit, Variant

OPEN = ROOT / "corpora" / "ushtil-open"
LANGS = ("kk", "en", "ru")
FIRST = 0.95  # the share of queries whose segment must be offered first
MINIMUM = 50


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    with Memory(tmp_path_factory.mktemp("open") / "tm.sqlite", create=True) as opened:
        for folder in sorted(path for path in OPEN.iterdir() if path.is_dir()):
            lines = [(folder / f"{lang}.txt").read_text("utf-8").splitlines() for lang in LANGS]
            opened.add(
                TranslationUnit(
                    f"{folder.name}:{number}",
                    tuple(Variant(lang, text) for lang, text in zip(LANGS, texts, strict=True) if text),
                    (Prop("x-document", folder.name),),
                )
                for number, texts in enumerate(zip(*lines, strict=True), start=1)
                if any(texts)
            )
        yield opened


def rows() -> list[list[str]]:
    lines = (Path(__file__).parent / "queries.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def test_what_translators_expect_is_first(memory: Memory) -> None:
    asked, first, missed = Counter[str](), Counter[str](), []
    for name, kind, lang, query, wanted in rows():
        target = "ru" if lang != "ru" else "kk"
        matches = memory.lookup(query, lang, target, minimum=MINIMUM)
        asked[kind] += 1
        if matches and matches[0].source == wanted:
            first[kind] += 1
        else:
            missed.append((name, query, [(round(one.score), one.source) for one in matches[:2]]))
    assert dict(asked) == dict.fromkeys(("typo", "number", "inflection", "clause", "order"), 60)
    assert first.total() >= FIRST * asked.total(), missed
    assert all(first[kind] >= 0.9 * asked[kind] for kind in asked), missed


@pytest.mark.parametrize("pair", [(one, two) for one in LANGS for two in LANGS if one != two])
def test_every_direction_answers_from_the_same_units(memory: Memory, pair: tuple[str, str]) -> None:
    number = 1000
    unit = memory.store.by_number([number])[0].unit
    texts = {variant.lang: variant.text for variant in unit.variants}
    (best, *_) = memory.lookup(texts[pair[0]], *pair)
    assert (best.percent, best.target) == (100, texts[pair[1]])
