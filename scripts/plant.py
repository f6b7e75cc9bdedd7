"""Clean units of our own documents, and errors planted in them, a family at a time, for the quality checks.

`clean_units` gives trilingual units in the order of their documents, those for gold left out since
nothing may learn from them. `plant` puts errors of one family into some of them: its kinds of error in
equal shares as far as the units allow, each error in another unit, all certain to be errors. The same
seed gives the same.
Nothing here knows how errors are found.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from own import LANGS, named_documents
from planting import letters, marks, terms
from planting.codes import CODES, with_codes
from planting.consistency import CONSISTENCY
from planting.dates import DATES, with_dates
from planting.extent import LANGUAGE, LENGTH
from planting.form import FORM
from planting.letters import LETTERS
from planting.marks import DOUBLED, PUNCTUATION, SPACES
from planting.numbers import NUMBERS
from planting.place import Place, Slips
from planting.void import EMPTY, UNTRANSLATED

from tm.units import Prop, TranslationUnit, Variant

COUNT = 5000
ERRORS = 200
Prepare = Callable[[Sequence[TranslationUnit], random.Random], list[TranslationUnit]]


class Error(NamedTuple):
    """Which unit has it, and its kind in a word or two."""

    at: int
    kind: str


class Planted(NamedTuple):
    """The units with errors, what the errors are, in order, and the units as they were before."""

    units: list[TranslationUnit]
    errors: list[Error]
    clean: list[TranslationUnit]


@dataclass(frozen=True, slots=True)
class Family:
    """The slips of a family, and what there is to know of them.

    `shares` are the turns that a kind has where not one, and `prepare` makes the units ready. `also` are
    other families, by kind, that the same error may as well be found by, and `reversible` the kinds of which
    the text itself says what it was before.
    """

    slips: Callable[[], Slips]
    shares: dict[str, int] = field(default_factory=dict)
    prepare: Prepare | None = None
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reversible: frozenset[str] = frozenset()


@cache
def glossary() -> list[terms.Entry]:
    """The terms that our documents for training use as the lexicon says."""
    return terms.glossary_for(_units("train"))


FAMILIES = {
    "empty": Family(
        lambda: EMPTY, also={"markup alone": ("codes",), "no letters": ("length",), "null": ("length",)}
    ),
    "untranslated": Family(
        lambda: UNTRANSLATED,
        also={
            "second half left": ("language",),
            "first half left": ("language",),
            "beside the translation": ("language", "length"),
        },
    ),
    "numbers": Family(
        lambda: NUMBERS, also={"year": ("dates",), "time": ("dates",), "range joined": ("dates",)}
    ),
    "dates": Family(lambda: DATES, prepare=with_dates),
    "codes": Family(lambda: CODES, prepare=with_codes),
    "punctuation": Family(lambda: PUNCTUATION, also={"mark of another script": ("form",)}),
    "length": Family(lambda: LENGTH),
    "language": Family(
        lambda: LANGUAGE,
        also={
            "Kazakh of the unit under ru": ("untranslated",),
            "Kazakh of the unit under en": ("untranslated",),
            "half English under ru": ("untranslated",),
            "half Russian under en": ("untranslated",),
        },
    ),
    "letters": Family(
        lambda: LETTERS, letters.SHARES, also={"digit in a word": ("numbers",)}, reversible=letters.REVERSIBLE
    ),
    "spaces": Family(
        lambda: SPACES,
        also=dict.fromkeys(("zero-width", "soft hyphen", "rare width", "tab", "line break"), ("form",)),
        reversible=marks.REVERSIBLE,
    ),
    "form": Family(
        lambda: FORM,
        also={
            "entity": ("codes",),
            "escaped": ("codes",),
            "direction mark": ("spaces",),
            "control character": ("spaces",),
        },
        reversible=frozenset(("decomposed", "all decomposed")),
    ),
    "doubled": Family(lambda: DOUBLED),
    "consistency": Family(lambda: CONSISTENCY),
    "terms": Family(lambda: terms.slips_with(glossary())),
}


def _units(*roles: str) -> list[TranslationUnit]:
    """All units of the documents that may be used so, in the order of the corpus."""
    return [
        TranslationUnit(
            f"{name}:{at + 1}",
            tuple(Variant(lang, document[lang][at]) for lang in LANGS),
            (Prop("x-document", name),),
        )
        for role in roles
        for name, document in named_documents(role)  # type: ignore[arg-type]
        for at in range(len(document["kk"]))
    ]


def clean_units(count: int = COUNT, seed: int = 0) -> list[TranslationUnit]:
    """So many units, chosen by chance, in the order of the corpus; the source is kk."""
    units = _units("train", "development")
    kept = sorted(random.Random(seed).sample(range(len(units)), count))
    return [units[at] for at in kept]


def plant(family: str, units: Sequence[TranslationUnit], seed: int, count: int = ERRORS) -> Planted:
    """The units with so many errors of the family, each in a unit of its own.

    The kinds take turns, and where no unit is left for one the others have its share. Raises ValueError where
    the units have no room for so many.
    """
    known = FAMILIES[family]
    rng = random.Random(f"{family} {seed}")
    clean = known.prepare(units, rng) if known.prepare else list(units)
    slips = known.slips()
    turns = [kind for kind in slips for _ in range(known.shares.get(kind, 1))]
    waiting = {kind: iter(rng.sample(range(len(clean)), len(clean))) for kind in slips}
    planted, errors = list(clean), dict[int, Error]()
    while turns and len(errors) < count:
        for kind in list(turns):
            if len(errors) == count:
                break
            for index in waiting[kind]:
                new = None if index in errors else slips[kind](Place(clean, index, rng))
                if new is not None and new != clean[index]:
                    planted[index], errors[index] = new, Error(index, kind)
                    break
            else:
                turns.remove(kind)
    if len(errors) < count:
        room = f"{len(errors)} in {len(clean)} units"
        raise ValueError(f"no room for {count} errors of the family {family}, only for {room}")
    return Planted(planted, [errors[index] for index in sorted(errors)], clean)
