"""A test set drawn from a memory and frozen: usable references, documents in balance, nothing like them left.

A unit is drawn only if no other unit of the memory, wanted or not, has a segment that is like one of its own
in any language of the set. So training may use all of the rest as it is, and no two segments of the set are
alike either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from tm.checks.checker import Checker
from tm.duplicates import checked
from tm.errors import UnwritableOutput, UsageError
from tm.formats.output import folder as made_folder
from tm.formats.output import new_folder
from tm.languages import base
from tm.memory import Memory
from tm.provenance import REVIEWS, confidence_of, document_of, review_of
from tm.selection import Selection
from tm.testset.draw import Draw
from tm.testset.frozen import (
    FOLDER,
    NUMBER,
    Frozen,
    checked_name,
    id_of,
    open_testset,
    sets_in,
    write_testset,
)
from tm.testset.near import Near
from tm.testset.usable import CHECKS, CONFIDENCE, WORDS, Usable, sides
from tm.units import Prop, TranslationUnit, Variant

SEED = 12345
THRESHOLD = 70.0  # per cent of likeness from which a segment counts as seen
LEAST, MOST = 30.0, 85.0  # below, nearly everything is like everything; above, a set would repeat itself
STEP = 1000  # units between two signs of progress


class Freeze:
    """Makes a test set of a memory; `run` it, then read `frozen` and `left_out`.

    `size` segments with a text in each of `langs`, the source first, become the set `name` in `folder`.
    `confidence` and `words` are what `Usable` asks of them, `most` is how many a document gives at most, and
    with `reviewed_first` those that a person has confirmed or edited are drawn first in each document. Units
    of the other sets in the folder are not drawn. `left_out` counts the units that could not be drawn by the
    reason; `candidates` those that could, but for what is like them. The same memory, wishes and seed give
    the same set. Raises UsageError for wishes that can't be, or where too few units remain; UnwritableOutput
    where a set of the name is there; ChangedTestSet where another one was changed; and a StoreError.
    """

    def __init__(
        self,
        memory: Memory,
        name: str,
        size: int,
        langs: Sequence[str],
        *,
        folder: Path | str = FOLDER,
        selection: Selection | None = None,
        seed: int = SEED,
        threshold: float = THRESHOLD,
        confidence: float = CONFIDENCE,
        words: int = WORDS,
        most: int | None = None,
        reviewed_first: bool = False,
    ) -> None:
        self._place = Path(folder) / checked_name(name)
        if len({base(checked("--langs", lang)) for lang in langs}) < max(len(langs), 2):
            raise UsageError(f"--langs {','.join(langs)}: a test set has two languages or more, each once")
        if size < 1 or words < 1 or (most is not None and most < 1):
            raise UsageError("--size, --min-words and --per-document are 1 or more")
        if not LEAST <= threshold <= MOST:
            raise UsageError(f"--threshold {threshold:g}: is a likeness from {LEAST:g} to {MOST:g} per cent")
        if self._place.exists():
            raise UnwritableOutput(
                self._place, "is there, and what is frozen is never replaced; name another"
            )
        self._memory, self._name, self._size, self._langs = memory, name, size, tuple(langs)
        self._selection, self._seed, self._threshold = selection or Selection(), seed, threshold
        self._confidence, self._words, self._most = confidence, words, most
        self._reviewed_first = reviewed_first
        self._documents: dict[int, str | None] = {}
        self._ranks: dict[int, int] = {}
        self._refused: set[int] = set()
        self.left_out: Counter[str] = Counter()
        self.candidates = 0

    @property
    def frozen(self) -> Frozen:
        """The set that was made."""
        return open_testset(self._name, self._place.parent)

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how much of the work is done, and how much there is, each unit counting twice."""
        taken = self._taken()
        store = self._memory.store
        with store.database.reading():
            count = store.count()
            usable = Usable(self._langs, confidence=self._confidence, words=self._words, taken=taken)
            for done in self._look(usable):
                yield done, 2 * count
            self.candidates = len(self._documents)
            ranks = self._ranks if self._reviewed_first else None
            draw = Draw(self._documents, self._size, self._seed, most=self._most, ranks=ranks)
            done = 0
            for settled in self._settle(draw):
                done = max(done, int(settled * count))
                yield count + done, 2 * count
            drawn = draw.drawn(self._refused)
            self._refuse_few(len(drawn), draw.most)
            units = self._units(sorted(drawn))
            facts = self._facts(draw.most, units)
        with made_folder(self._place.parent), new_folder(self._place, ()) as part:
            write_testset(part, units, facts)

    def _taken(self) -> set[tuple[str, str]]:
        """The texts of the other sets in the folder."""
        others = [open_testset(path.name, path.parent) for path in sets_in(self._place.parent)]
        return {
            (base(one.lang), one.text) for other in others for unit in other.units for one in unit.variants
        }

    def _look(self, usable: Usable) -> Iterator[int]:
        """Find the units that can be references; yields how many units were looked at."""
        looked = 0

        def fit() -> Iterator[TranslationUnit]:
            nonlocal looked
            for number, unit in self._memory.store.units():
                looked += 1
                wanted = self._selection.taken(unit) is not None
                fault = usable.fault(unit) if wanted else "not selected"
                if fault is not None:
                    self.left_out[fault] += 1
                    continue
                self._documents[number] = document_of(unit)
                self._ranks[number] = -REVIEWS.index(review_of(unit) or REVIEWS[0])
                yield TranslationUnit(str(number), sides(unit, self._langs) or ())

        for count, (unit, findings) in enumerate(Checker(source=self._langs[0], only=CHECKS).checked(fit())):
            if findings:
                self.left_out[f"tm check says {findings[0].code}"] += 1
                del self._documents[int(unit.name)]
            if count % STEP == 0:
                yield looked

    def _settle(self, draw: Draw) -> Iterator[float]:
        """Refuse what has its like elsewhere until the units drawn have none; yields the share settled.

        What is refused is replaced by others, which are looked at in turn. More are looked at in one go than
        are needed if all were fit, as many as the share of those that were lets expect.
        """
        known: set[int] = set()
        while True:
            drawn = draw.drawn(self._refused)
            missing = [number for number in drawn if number not in known]
            if not missing:
                return
            kept = len(drawn) - len(missing)
            share = max(len(known - self._refused) / len(known), 0.1) if known else 1.0
            ahead = int(len(missing) / share) - len(missing)
            some = [n for n in draw.drawn(self._refused, draw.size + ahead) if n not in known]
            for part in self._refuse(some):
                yield (kept + part * len(missing)) / len(drawn)
            known.update(some)

    def _refuse(self, numbers: Sequence[int]) -> Iterator[float]:
        """Refuse those units that have their like elsewhere in the memory; yields the share that is done."""
        store = self._memory.store
        texts: dict[int, list[tuple[str, str]]] = {}
        for start in range(0, len(numbers), STEP):
            for number, unit in store.by_number(numbers[start : start + STEP]):
                texts[number] = [(base(one.lang), one.text) for one in sides(unit, self._langs) or ()]
        having = store.having(text for some in texts.values() for text in some)
        once = {n: some for n, some in texts.items() if all(set(having[text]) == {n} for text in some)}
        self._refuse_for("drawn, but said by other units, too", texts.keys() - once.keys())
        near = Near(store, (text for some in once.values() for text in some), self._threshold)
        yield from near.parts()
        like = {
            number
            for number, some in once.items()
            if any(near.found[text].keys() - {number} for text in some)
        }
        self._refuse_for(f"drawn, but {self._threshold:g} % or more like another unit", like)

    def _refuse_for(self, reason: str, numbers: set[int]) -> None:
        self._refused |= numbers
        self.left_out[reason] += len(numbers)

    def _refuse_few(self, there: int, most: int) -> None:
        if there >= self._size:
            return
        free = self.candidates - len(self._refused)
        capped = f" (no more than {most:,} a document; --per-document allows more)" if free > there else ""
        why = "; ".join(f"{count:,} {reason}" for reason, count in self.left_out.most_common(5) if count)
        raise UsageError(
            f"--size {self._size}: {self._memory.place} has only {there:,} units fit for a test set{capped}"
            + (f"; left out are {why}" if why else "")
        )

    def _units(self, numbers: Sequence[int]) -> list[TranslationUnit]:
        """The units of the set in its order, which is that of the memory."""
        found: list[TranslationUnit] = []
        for start in range(0, len(numbers), STEP):
            for number, unit in self._memory.store.by_number(numbers[start : start + STEP]):
                said = {
                    "x-document": document_of(unit),
                    "x-confidence": None if confidence_of(unit) is None else unit.prop("x-confidence"),
                    "x-review": review_of(unit),
                    NUMBER: str(number),
                }
                there = sides(unit, self._langs) or ()
                variants = tuple(
                    Variant(lang, one.text) for lang, one in zip(self._langs, there, strict=True)
                )
                props = tuple(Prop(kind, value) for kind, value in said.items() if value)
                found.append(TranslationUnit(id_of(self._name, len(found)), variants, props))
        return found

    def _facts(self, most: int, units: Sequence[TranslationUnit]) -> dict[str, object]:
        documents = {unit.prop("x-document") for unit in units} - {None}
        wishes = {key: value for key, value in asdict(self._selection).items() if not key.startswith("_")}
        store = self._memory.store
        return {
            "name": self._name,
            "documents": len(documents),
            "langs": list(self._langs),
            "seed": self._seed,
            "made": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "threshold": self._threshold,
            "confidence": self._confidence,
            "words": self._words,
            "per_document": most,
            "reviewed_first": self._reviewed_first,
            "memory": {"place": store.place, "revision": store.last_revision(), "units": store.count()},
            "selection": {
                key: sorted(value) if isinstance(value, frozenset | tuple) else value
                for key, value in wishes.items()
                if value not in (None, (), frozenset())
            },
            "left_out": {reason: count for reason, count in self.left_out.most_common() if count},
        }
