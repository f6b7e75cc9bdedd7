"""The first page of the memory: true figures, of small memories at once and of large ones when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.memory.house import TEXTS, fill, opened
from tm.memory import Memory
from tm.web.jobs import JobState
from tm.web.memory import counts, pictures


def test_a_small_memory_is_counted_while_one_waits(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        page = house.get("/memory")
        assert f"<dt>Units</dt><dd>{len(TEXTS)}</dd>" in page
        assert "kk – ru" in page and "from 0.9" in page and "not reviewed" in page and "<svg" in page


def test_a_large_one_is_counted_when_asked_and_said_to_be_old_when_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "SMALL", 1)
    with opened(tmp_path) as house:
        assert "takes a while to count" in house.get("/memory")
        assert house.state.jobs.all() == [], "to look starts nothing"
        job = house.post("/memory/count")
        assert job.state is JobState.DONE and "kk – ru" in house.get("/memory")
        with Memory(house.memory) as memory:
            memory.delete([1])
        assert "as of revision 1" in house.get("/memory")


def test_growth_is_what_there_was_after_each_change(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        with Memory(house.memory) as memory:
            memory.delete([1])
            memory.restore(1)
        house.get("/memory")
        found = counts.known(house.state.jobs)
        assert found is not None and [units for _, units in found.growth] == [3, 2, 3]


def test_many_changes_are_drawn_with_few_points() -> None:
    points = [(str(n), n) for n in range(10_000)]
    assert len(pictures.thinned(points)) == pictures.STEPS and pictures.thinned(points)[-1] == points[-1]
    assert pictures.growth([], "none").count("<polyline") == 1
    assert "&lt;b&gt;" in pictures.growth(points, '<b>"')


def test_an_empty_memory_has_a_page_too(tmp_path: Path) -> None:
    fill(tmp_path / "tm.sqlite", ())
    with opened(tmp_path, filled=False) as house:
        assert "The memory is empty" in house.get("/memory")
