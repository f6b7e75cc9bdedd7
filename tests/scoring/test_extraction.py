"""Statistics and draws: the same however they are come by, and made only once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import tm.scoring.extraction
from tm.errors import TMError
from tm.metrics.metric import Metric
from tm.metrics.results import System, Trial
from tm.scoring.cache import ArrayCache
from tm.scoring.extraction import Extraction

ANIMALS = ("cat", "dog", "hen", "fox", "cow")
REFERENCES = [(f"The {animal} sat on the mat number {k}.",) for k, animal in enumerate(ANIMALS)]
SYSTEMS = [
    System("near", "", tuple(texts[0].replace("sat", "sits") for texts in REFERENCES)),
    System("far", "", tuple(texts[0][:12] for texts in REFERENCES)),
]
METRICS = [Metric("BLEU"), Metric("chrF++"), Metric("TER")]


def extracted(systems: Sequence[System] = SYSTEMS, **more: object) -> Extraction:
    work = Extraction(METRICS, systems, REFERENCES, trial=Trial(draws=50), **more)  # type: ignore[arg-type]
    for _ in work.run():
        pass
    return work


def same(one: Extraction, other: Extraction) -> bool:
    for metric in METRICS:
        name = metric.name
        pairs = list(zip(one.statistics[name], other.statistics[name], strict=True))
        drawn = zip(one.draws[name], other.draws[name], strict=True)
        pairs += [(first.bootstrap, second.bootstrap) for first, second in drawn]
        if not all(np.array_equal(*pair) for pair in pairs):
            return False
    return True


def test_chunks_and_processes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = extracted()
    assert np.array_equal(
        whole.statistics["BLEU"][0], Metric("BLEU").statistics(SYSTEMS[0].hypotheses, REFERENCES)
    )
    monkeypatch.setattr(tm.scoring.extraction, "_CHUNK", 0.5)
    assert same(extracted(), whole)
    monkeypatch.setattr(tm.scoring.extraction, "ALONE", 0)
    assert same(extracted(workers=2), whole)


def test_what_is_kept_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = extracted(cache=ArrayCache(tmp_path))
    monkeypatch.setattr(Metric, "of_systems", None)
    monkeypatch.setattr(tm.scoring.extraction, "drawn", None)
    assert same(extracted(cache=ArrayCache(tmp_path)), first)


def test_only_what_is_new_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extracted(cache=ArrayCache(tmp_path))
    asked: list[int] = []
    before = Metric.of_systems

    def counted(
        metric: Metric, systems: Sequence[Sequence[str]], references: Sequence[Sequence[str]]
    ) -> list[np.ndarray]:
        asked.append(len(systems))
        return before(metric, systems, references)

    monkeypatch.setattr(Metric, "of_systems", counted)
    new = System("new", "", tuple(texts[0].upper() for texts in REFERENCES))
    found = extracted([*SYSTEMS, new], cache=ArrayCache(tmp_path))
    assert asked == [1] * len(METRICS)
    assert same(found, extracted([*SYSTEMS, new]))


@pytest.mark.parametrize("change", ["hypothesis", "reference", "seed", "metric"])
def test_what_is_different_is_not_taken_for_the_same(tmp_path: Path, change: str) -> None:
    cache = ArrayCache(tmp_path)
    metric, trial, references, system = Metric("BLEU"), Trial(draws=50), list(REFERENCES), SYSTEMS[0]
    for number in range(2):
        work = Extraction([metric], [system], references, trial=trial, cache=cache)
        alone = Extraction([metric], [system], references, trial=trial)
        for one in (work, alone):
            for _ in one.run():
                pass
        assert np.array_equal(work.statistics["BLEU"][0], alone.statistics["BLEU"][0]), number
        assert np.array_equal(work.draws["BLEU"][0].bootstrap, alone.draws["BLEU"][0].bootstrap)
        if change == "hypothesis":
            system = System("near", "", (*system.hypotheses[:-1], "Another."))
        elif change == "reference":
            references[0] = ("Another.",)
        elif change == "seed":
            trial = Trial(draws=50, seed=1)
        else:
            metric = Metric("BLEU", lowercase=True)


def test_post_edited_versions_are_the_references_of_hter() -> None:
    systems = [System("a", "", ("a b c d",), ("a b c e",)), System("b", "", ("a b c d",), ("a b c d",))]
    work = Extraction([Metric("HTER"), Metric("TER")], systems, [("x y z w",)])
    for _ in work.run():
        pass
    assert [Metric("HTER").score(one) for one in work.statistics["HTER"]] == [25.0, 0.0]
    assert [Metric("TER").score(one) for one in work.statistics["TER"]] == [100.0, 100.0]


def test_progress_counts_all_segments_once() -> None:
    work = Extraction(METRICS, SYSTEMS, REFERENCES)
    steps = list(work.run())
    assert steps[-1] == (30, 30) and [done for done, _ in steps] == sorted(done for done, _ in steps)


def test_a_process_that_was_ended_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent.futures.process import BrokenProcessPool

    def broken(*_: object) -> object:
        raise BrokenProcessPool("gone")
        yield

    monkeypatch.setattr(tm.scoring.extraction, "in_processes", broken)
    monkeypatch.setattr(tm.scoring.extraction, "ALONE", 0)
    with pytest.raises(TMError, match="--workers 1"):
        extracted(workers=2)
