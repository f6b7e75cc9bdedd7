"""What tells one state of a memory from another, and which language tags it has."""

from __future__ import annotations

from pathlib import Path

from tm.formats.sources import Source
from tm.importing import Import
from tm.memory import Memory
from tm.store import open_store
from tm.store.store import Store
from tm.units import TranslationUnit, Variant


def unit(*said: tuple[str, str]) -> TranslationUnit:
    return TranslationUnit(None, tuple(Variant(lang, text) for lang, text in said))


def test_every_change_makes_another_moment_and_nothing_else_does(place: str) -> None:
    seen = []
    with Memory(place, create=True) as memory:
        seen.append(memory.store.moment())
        (number,) = memory.add([unit(("kk", "Бір"), ("ru", "Один"))])
        seen.append(memory.store.moment())
        memory.replace(number, unit(("kk", "Екі"), ("ru", "Два")))
        seen.append(memory.store.moment())
        memory.delete([number])
        seen.append(memory.store.moment())
        memory.restore(number)
        seen.append(memory.store.moment())
        memory.lookup("Екі", "kk", "ru")
        assert memory.store.moment() == seen[-1]
    with Memory(place) as memory:
        assert memory.store.moment() == seen[-1]
    assert len(set(seen)) == len(seen)


def test_two_memories_that_were_filled_alike_are_told_apart_by_what_filled_them(tmp_path: Path) -> None:
    moments = set()
    for name in ("one", "other"):
        table = tmp_path / f"{name}.csv"
        table.write_text("kk,ru\nБір,Один\n", encoding="utf-8")
        for _ in Import(tmp_path / f"{name}.sqlite", [Source(table)]).run():
            pass
        store = open_store(tmp_path / f"{name}.sqlite")
        moments.add(store.moment())
        store.close()
    assert len(moments) == 2


def test_tags_are_as_they_are_written(store: Store) -> None:
    assert store.tags() == []
    with store.changing("add") as change:
        change.add([unit(("kk", "Бір"), ("en_GB", "One")), unit(("KK-kz", "Екі"), ("ru", "Два"))])
    assert sorted(store.tags()) == ["KK-kz", "en_GB", "kk", "ru"]
