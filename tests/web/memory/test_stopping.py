"""Work that is stopped half-way leaves nothing that is half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.memory.house import fill, opened, tmx
from tm import conversion
from tm.errors import BusyMemory
from tm.importing import Import
from tm.memory import Memory
from tm.selection import Selection
from tm.web.jobs import Job, JobState, Steps
from tm.web.memory import exports, mending
from tm.web.memory.exports import Going, Order


def nothing(job: Job) -> Steps:
    yield 0, 0


def test_an_export_that_is_stopped_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "STEP", 1)
    fill(tmp_path / "tm.sqlite")
    job = Job("export", "", tmp_path, nothing)
    steps = exports._written(str(tmp_path / "tm.sqlite"), Going(Order("a.tmx", "tmx")), job)
    next(steps), next(steps)
    assert list((tmp_path / "out").iterdir()), "it has begun"
    steps.close()
    assert list((tmp_path / "out").iterdir()) == [] and job.offered == []


def test_units_that_were_to_be_put_right_stay_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "STEP", 1)
    place = tmp_path / "tm.sqlite"
    fill(place, (("Иә.", "Да  да."), ("Жоқ.", "Нет  нет.")))
    job = Job("mend", "", tmp_path, nothing)
    steps = mending.mend_all(str(place), "spaces.double", None, Selection(), job)
    while (job.result is None) or not getattr(job.result, "units", 0):
        next(steps)
    with Memory(place) as memory:
        assert memory.store.last_revision() == 1, "others see nothing of it yet"
    steps.close()
    with Memory(place) as memory:
        assert [unit.variants[1].text for unit in memory] == ["Да  да.", "Нет  нет."]


def test_what_is_in_for_good_is_said_when_the_memory_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Import._do

    def failing(self: Import, *rest: object) -> object:
        yield from real(self, *rest)  # type: ignore[arg-type]
        raise BusyMemory(tmp_path / "tm.sqlite", "is held by others")

    monkeypatch.setattr(Import, "_do", failing)
    with opened(tmp_path) as house:
        job = house.send(("a.tmx", tmx(("Жоқ.", "Нет."))))
        page = house.get(f"/memory/jobs/{job.id}")
        assert job.state is JobState.FAILED and "is held by others" in page
        assert "What came in until then is in the memory, as revision 2" in page


def test_a_file_that_turns_out_bad_takes_back_what_came_in(tmp_path: Path) -> None:
    whole = tmx(*((f"Сөз {n}.", f"Слово {n}.") for n in range(4100)))
    with opened(tmp_path) as house:
        before = house.units()
        job = house.send(("a.tmx", whole[:-5000]))
        assert job.state is JobState.FAILED and "Nothing of it is in the memory" in house.get(
            f"/memory/jobs/{job.id}"
        )
        assert house.units() == before
