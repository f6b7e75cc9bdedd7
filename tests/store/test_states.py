"""Whatever is done to a memory in whatever order, it holds what a dictionary would, and finds it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.store.test_store import problems
from tm.errors import InputError
from tm.matching.concordance import Concordance
from tm.matching.score import best_first
from tm.matching.sides import Side
from tm.memory import Memory
from tm.store.compaction import Compaction
from tm.store.index import WAITING
from tm.store.store import Store
from tm.store.transfer import TABLES
from tm.units import TranslationUnit, Variant

CHUNK = 1 << 16
TEXTS = (
    "", " ", "?!", "7", "ел", "Ел!", "елден", "Бұл үлкен ел.", "Бұл үлкен үй.", "Бұл  үлкен\u00a0үй!",
    "Бұл 7 үй.", "Бұл 8 үй.", "үй " * 40, "ё", "е", "x", "\u0301", "𝄞 нота", "a\x1f\x1fru\x1fb", "a", "b",
    "'; --",
)  # fmt: skip
texts = st.sampled_from(TEXTS)
tags = st.sampled_from(("kk", "kk-KZ", "ru", "ru", "en", "*all*", "x-none"))
variants = st.builds(Variant, tags, texts)
units = st.builds(
    TranslationUnit, st.sampled_from((None, "1")), st.lists(variants, min_size=1, max_size=4).map(tuple)
)


@dataclass
class Known:
    """A version of a unit as the dictionary has it."""

    unit: TranslationUnit
    born: int
    gone: int | None = None


class States(RuleBasedStateMachine):
    """Changes of a memory beside the same changes of a dictionary of versions by number."""

    opened: Callable[[], Memory]

    def __init__(self) -> None:
        super().__init__()
        self.memory, self.reader = self.opened(), self.opened()
        self.store: Store = self.memory.store
        connection = getattr(self.store.database, "_connection")  # noqa: B009 - nothing else empties tables
        for table in reversed(TABLES):
            connection.execute(f"DELETE FROM {table}")
        self.known: dict[int, list[Known]] = {}
        self.last = self.revision = 0

    def teardown(self) -> None:
        assert problems(self.store) == []
        self.memory.close()
        self.reader.close()

    def living(self) -> dict[int, TranslationUnit]:
        return {number: found[-1].unit for number, found in self.known.items() if found[-1].gone is None}

    def put(self, number: int, unit: TranslationUnit) -> None:
        self.last += 1
        self.known.setdefault(number, []).append(Known(unit, self.revision))

    def end(self, numbers: Iterable[int]) -> None:
        for number in set(numbers) & self.living().keys():
            self.known[number][-1].gone = self.revision

    @rule(new=st.lists(units, max_size=5), waiting=st.sampled_from((0, 3, WAITING)))
    def add(self, new: list[TranslationUnit], waiting: int) -> None:
        self.revision += 1
        with self.store.changing("add") as change:
            numbers = change.add(new)
            change.catch_up(waiting)
        for number, unit in zip(numbers, new, strict=True):
            there = {n for n, one in self.living().items() if one == unit}
            assert (-number in there) if there else (number == self.last + 1)
            if not there:
                self.put(number, unit)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), unit=units, waiting=st.sampled_from((0, WAITING)))
    def replace(self, data: st.DataObject, unit: TranslationUnit, waiting: int) -> None:
        number = data.draw(st.sampled_from(sorted(self.known)))
        self.revision += 1
        with self.store.changing("edit") as change:
            change.replace(number, unit)
            change.catch_up(waiting)
        self.end([number])
        self.put(number, unit)

    @rule(numbers=st.lists(st.integers(-1, 12), max_size=4))
    def delete(self, numbers: list[int]) -> None:
        lived = set(numbers) & self.living().keys()
        assert self.memory.delete(numbers) == len(lived)
        self.revision += 1
        self.end(numbers)

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.known)))
        version = data.draw(st.integers(1, len(self.known[number])))
        self.memory.restore(number, version)
        self.revision += 1
        self.end([number])
        self.put(number, self.known[number][version - 1].unit)

    @precondition(lambda self: self.revision)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        revision = data.draw(st.integers(1, self.revision))
        with self.store.changing("undo") as change:
            change.undo(revision)
            change.catch_up(0)
        self.revision += 1
        born = [number for number in self.living() if self.known[number][-1].born == revision]
        back = [
            (number, one.unit)
            for number, found in self.known.items()
            for one in found
            if one.gone == revision > one.born
            and all(other.born <= revision and (other.gone or 0) <= revision for other in found)
        ]
        self.end(born)
        for number, unit in back:
            self.put(number, unit)

    @rule(new=st.lists(units, min_size=1, max_size=3))
    def fail(self, new: list[TranslationUnit]) -> None:
        """What a change that fails had put into the index must not be remembered either."""
        with suppress(InputError), self.store.changing("add") as change:
            change.add(new)
            change.catch_up(0)
            self.memory.near(new[0].variants[0].text, new[0].variants[0].lang, 50)
            raise InputError

    @rule(forget=st.booleans(), rebuild=st.booleans())
    def compact(self, forget: bool, rebuild: bool) -> None:
        list(Compaction(self.store, forget=forget, rebuild=rebuild).run())
        if forget:
            self.known = {
                number: found[-1:] for number, found in self.known.items() if found[-1].gone is None
            }
            self.last = int(self.store.database.rows("last_unit")[0][0])

    @rule(back=st.integers(1, 4))
    def leap(self, back: int) -> None:
        """Segments that are yet to come have numbers from shortly before the next chunk on."""
        self.store.catch_up(0)
        for one in self.store.languages().values():
            to = (one.last // CHUNK + 1) * CHUNK - back
            if to > one.last and one.last < 3 * CHUNK:
                self.store.database.run("numbered_to", last=to, language=one.id)
                self.store.database.run("indexed_to", indexed=to, language=one.id)

    @invariant()
    def units_are_those_of_the_dictionary(self) -> None:
        assert {one.number: one.unit for one in self.reader.store.units()} == self.living()
        assert self.reader.store.last_revision() == self.revision
        for number, found in self.known.items():
            versions = self.reader.store.versions(number)
            assert [(one.unit, one.born, one.gone) for one in versions] == [
                (one.unit, one.born, one.gone) for one in found
            ]

    @rule(
        text=texts, lang=st.sampled_from(("kk", "ru", "*all*")), memory=st.sampled_from(("memory", "reader"))
    )
    def find(self, text: str, lang: str, memory: str) -> None:
        """All that is like a text is found, and what is the very same is a match of 100 %."""
        opened: Memory = getattr(self, memory)
        there = sorted(
            {
                v.text
                for one in self.living().values()
                for v in one.variants
                if v.lang.partition("-")[0] == lang
            }
        )
        found = {(like, score) for _, like, score in opened.near(text, lang, 60, exhaustive=True)}
        assert found == {
            (there[k], score) for k, score in best_first(Side.of(text), there, 60) if text.strip()
        }
        best = opened.lookup(text, lang, "en", limit=1)
        exact = any(
            v.text == text and v is not w and v.lang.partition("-")[0] == lang and w.lang == "en"
            for one in self.living().values() for v in one.variants for w in one.variants
        )  # fmt: skip
        if exact and text.strip():
            assert 98 <= best[0].score <= 100
            assert best[0].pair[0].text == text

    @rule(text=texts.filter(str.strip), mode=st.sampled_from(("words", "exact", "text")))
    def concord(self, text: str, mode: str) -> None:
        """A concordance has every unit that has what is sought."""
        if mode != "text" and not any(char.isalnum() for char in text):
            return
        concordance = Concordance(text, "kk", mode)
        found = {one.number for one in self.reader.concord(concordance, limit=1000)}
        assert found == {
            number for number, one in self.living().items()
            if any(v.lang.startswith("kk") and concordance.hits(v.text) for v in one.variants)
        }  # fmt: skip


def test_any_changes_in_any_order(place: str) -> None:
    Memory(place, create=True).close()
    if not place.startswith("postgres"):
        States.opened = staticmethod(partial(_unsynced, place))
    else:
        States.opened = staticmethod(partial(Memory, place))
    run_state_machine_as_test(
        States,
        settings=settings(max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )


def _unsynced(place: str) -> Memory:
    """A memory that does not wait for the disk."""
    memory = Memory(place)
    getattr(memory.store.database, "_connection").execute("PRAGMA synchronous = OFF")  # noqa: B009
    return memory
