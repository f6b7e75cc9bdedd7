"""A memory of which many units are nearly the same, and sets made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.test_splitting import generated
from tm.memory import Memory
from tm.testset import Freeze, Frozen
from tm.units import Header

COUNT = 220
Make = Callable[..., Frozen]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """Units of 32 documents, all with Kazakh and some with Russian, English or both."""
    with Memory(tmp_path / "tm.sqlite", create=True) as made:
        with made.store.changing("import") as change:
            change.set_header(Header("kk"))
            change.add(list(generated(COUNT)))
            change.catch_up(64)
        yield made


@pytest.fixture
def make(memory: Memory, tmp_path: Path) -> Make:
    """Makes sets of the memory in the folder `sets`."""

    def made(name: str = "news", size: int = 20, **wishes: object) -> Frozen:
        wishes = {"langs": ("kk", "en"), "folder": tmp_path / "sets", **wishes}
        work = Freeze(memory, name, size, **wishes)  # type: ignore[arg-type]
        steps = list(work.run())
        assert steps == sorted(steps) and steps[-1][0] <= steps[-1][1]
        return work.frozen

    return made
