"""Files that the tests of scoring read, and a system of three hypotheses with its references."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tm.formats.kinds import create_units
from tm.metrics.scored import ReferenceSet, ReferenceUnit
from tm.scoring.inputs.hypotheses import Joined, read_systems
from tm.store import open_store
from tm.units import Header, Prop, TranslationUnit, Variant


def text(path: Path, *lines: str, newline: str = "\n", end: bool = True, encoding: str = "utf-8") -> Path:
    """A text of these lines; without `end`, no newline ends the last."""
    path.write_bytes((newline.join(lines) + newline * end).encode(encoding))
    return path


def unit(tuid: str | None, *variants: tuple[str, str], segments: str = "", **props: str) -> TranslationUnit:
    """A unit; `segments` are said of its first variant, `props` by their types without `x-`."""
    (lang, first), *others = variants
    of_first = (Prop("x-segments", segments),) if segments else ()
    made = (Variant(lang, first, of_first), *(Variant(*other) for other in others))
    return TranslationUnit(tuid, made, tuple(Prop(f"x-{kind}", value) for kind, value in props.items()))


def units(path: Path, made: Sequence[TranslationUnit], srclang: str = "kk", **counts: int) -> Path:
    """A file of units, of the format that its name ends like; `counts` are of the header's x-segments."""
    props = tuple(Prop(f"x-segments-{lang}", str(count)) for lang, count in counts.items())
    langs = ("kk", "en") if path.suffix in (".xlf", ".po") else ()
    with create_units(path, Header(srclang, props=props), langs=langs) as writer:
        for one in made:
            writer.write(one)
    return path


def memory(place: Path | str, made: Sequence[TranslationUnit], srclang: str = "kk") -> Path | str:
    """A memory of these units."""
    store = open_store(place, create=True)
    with store.changing("import", "test") as change:
        change.add(list(made))
    store.close()
    return place


SOURCES = ("Мысық кілемде отыр.", "Жаңбыр жауды.", "Ол кетті.")
TEXTS = ("The cat sits on the mat.", "It rains today.", "He went away.")
REFERENCES = ReferenceSet(
    "m.tmx",
    tuple(ReferenceUnit(f"d:{n}", ("x",), source, number=n) for n, source in enumerate(SOURCES, start=1)),
    "kk",
    "en",
    left_out=("d:ru",),
)
ROWS = tuple(f"d:{n}\t{one}" for n, one in enumerate(TEXTS, start=1))


def read(
    path: Path | str,
    references: ReferenceSet = REFERENCES,
    by_segment: bool = False,
    intersection: bool = False,
) -> Joined:
    return read_systems({"NEU": path}, references, by_segment=by_segment, intersection=intersection)


def hypotheses(
    path: Path | str, references: ReferenceSet = REFERENCES, by_segment: bool = False
) -> tuple[str, ...]:
    return read(path, references, by_segment=by_segment).systems[0].hypotheses


def as_units(name: str) -> Callable[[Path], Path]:
    pairs = [unit(f"d:{n + 1}", ("kk", SOURCES[n]), ("en", TEXTS[n])) for n in (2, 0, 1)]
    return lambda folder: units(folder / name, pairs)
