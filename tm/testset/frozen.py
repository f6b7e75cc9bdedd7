"""A frozen test set: its files, its signature, and whether it is still what was frozen.

A set is a folder: `testset.toml` says what it is and has the hash of its content, `testset.tmx` has its
units, and `NAME.kk` and so on their texts, a segment a line. What is hashed is what is scored: ids, languages
and texts, in order. So each text stands twice, and where one of the two was changed, it can be told which.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tm.digests import digest_of
from tm.errors import ChangedTestSet, TMError, UnreadableFile, UsageError
from tm.formats.tmx import read_tmx
from tm.formats.tmx_writer import TmxWriter
from tm.languages import base
from tm.units import Header, TranslationUnit

VERSION = 1  # of how sets are drawn and hashed
FOLDER = Path("testsets")  # where sets are, if nothing else is said
FACTS, UNITS = "testset.toml", "testset.tmx"
NUMBER = "x-unit"  # the prop that has a unit's number in the memory
_SIGNED = ("name", "segments", "documents", "langs", "seed", "sha256", "version")
_TABLES = ("memory", "selection", "left_out")
_NAME = re.compile(r"\w[\w.-]{0,59}")
_NOTE = "# A frozen test set; `tm testset check` says whether it is still what it was.\n"

Facts = Mapping[str, Any]  # what testset.toml says


@dataclass(frozen=True)
class Frozen:
    """A test set that is what was frozen: its folder, its units in order, and what is said of it."""

    folder: Path
    units: tuple[TranslationUnit, ...]
    facts: Facts

    def __len__(self) -> int:
        return len(self.units)

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.facts["name"])

    @property
    def langs(self) -> tuple[str, ...]:
        """Its languages; each unit has one text in each, in this order."""
        return tuple(self.facts["langs"])

    @property
    def signature(self) -> str:
        """What to print beside a score: the name, what it was made with, and the hash of its content."""
        return str(self.facts["signature"])

    @property
    def threshold(self) -> float:
        """The likeness in per cent from which something else counts as having seen a segment of it."""
        return float(self.facts["threshold"])

    @property
    def tmx(self) -> Path:
        """The file of its units."""
        return self.folder / UNITS

    @property
    def texts(self) -> dict[str, Path]:
        """The files of its texts by language, a segment a line."""
        return {lang: self.folder / f"{self.name}.{lang}" for lang in self.langs}

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers that its units had in the memory, in its order."""
        return tuple(int(unit.prop(NUMBER) or 0) for unit in self.units)


def folder_of(name: Path | str, folder: Path | str | None = None) -> Path:
    """The folder of a test set, as `open_testset` finds it. Raises UnreadableFile where there is none."""
    places = (Path(folder or FOLDER) / name, Path(name))
    place = next((place for place in places if _is_file(place / FACTS)), None)
    if place is None:
        raise UnreadableFile(places[0], "there is no test set; tm testset list shows those that there are")
    return place


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long for a name, or with a character of no file
        return False


def open_testset(name: Path | str, folder: Path | str | None = None) -> Frozen:
    """The test set of this name in a folder of sets (`testsets` if none is named), or else at this path.

    Raises UnreadableFile where there is none, and ChangedTestSet where it is not what was frozen, naming the
    first file and segment that is not.
    """
    place = folder_of(name, folder)
    facts = _facts(place / FACTS)
    try:
        units: tuple[TranslationUnit, ...] = tuple(read_tmx(place / UNITS))
    except TMError as error:
        raise ChangedTestSet(place / UNITS, f"can't be read ({error})") from error
    frozen = Frozen(place, units, facts)
    texts = {path: _lines(path) for path in frozen.texts.values()}
    if digest_of(_content_of(units)) != facts["sha256"]:
        raise _changed_units(frozen, list(texts.values()))
    if len(units) != facts["segments"] or any(_langs_of(unit) != frozen.langs for unit in units):
        raise ChangedTestSet(place / FACTS, "says other things than the units")
    for variants, (path, lines) in zip(
        zip(*(unit.variants for unit in units), strict=True), texts.items(), strict=True
    ):
        wanted = [variant.text for variant in variants]
        if lines != wanted:
            raise ChangedTestSet(
                f"{path}:{_first_other(lines, wanted) + 1}", "is not the segment that was frozen"
            )
    if not all((unit.prop(NUMBER) or "").isdecimal() for unit in units):
        raise ChangedTestSet(frozen.tmx, f"has units whose {NUMBER} is not the number that was frozen")
    return frozen


def sets_in(folder: Path | str | None = None) -> list[Path]:
    """The folders of the test sets in a folder, by name; none where there is no such folder."""
    return sorted(path.parent for path in Path(folder or FOLDER).glob(f"*/{FACTS}"))


def write_testset(place: Path, units: Sequence[TranslationUnit], facts: Facts) -> None:
    """Write the files of a set into an empty folder. `facts` gets what the units and the rest of it say."""
    content = _content_of(units)
    told = {**facts, "segments": len(units), "sha256": digest_of(content), "version": VERSION}
    told = {"signature": signature_of(told), **told}
    (place / FACTS).write_bytes((_NOTE + _toml(told)).encode())
    with TmxWriter(place / UNITS, Header(facts["langs"][0])) as writer:
        for unit in units:
            writer.write(unit)
    for lang, texts in zip(
        facts["langs"], zip(*([text for _, text in one] for _, one in content), strict=True), strict=True
    ):
        (place / f"{facts['name']}.{lang}").write_bytes("".join(f"{text}\n" for text in texts).encode())


def checked_name(name: str) -> str:
    """A name that a set may have. Raises UsageError for another: it becomes a folder, files and ids."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name}: a test set is named by up to 60 letters, digits, and the marks . _ -")
    return name


def signature_of(facts: Facts) -> str:
    """The signature of a set, in sacrebleu's manner.

    >>> facts = {"name": "news", "segments": 5, "documents": 2, "langs": ["kk", "en"], "seed": 1}
    >>> signature_of({**facts, "sha256": "1a2b3c4d5e6f", "version": 1})
    'ushtil-testset:news|n:5|docs:2|langs:kk,en|seed:1|sha:1a2b3c4d|v:1'
    """
    name, segments, documents, langs, seed, sha256, version = (facts[key] for key in _SIGNED)
    return (
        f"ushtil-testset:{name}|n:{segments}|docs:{documents}|langs:{','.join(langs)}"
        f"|seed:{seed}|sha:{sha256[:8]}|v:{version}"
    )


def id_of(name: str, place: int) -> str:
    """What the segment at a place, from 0, is called: the set, and its line in the files of texts."""
    return f"{name}:{place + 1}"


def _content_of(units: Sequence[TranslationUnit]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What is hashed: ids, languages and texts, whatever file they stand in."""
    return [(unit.tuid or "", [(one.lang, one.text) for one in unit.variants]) for unit in units]


def _langs_of(unit: TranslationUnit) -> tuple[str, ...]:
    return tuple(one.lang for one in unit.variants)


def _facts(path: Path) -> Facts:
    """What a set says of itself. Raises ChangedTestSet where that can't be what was written."""
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
        signature = signature_of(facts)
        langs = [base(lang) for lang in facts["langs"]]
        checked_name(facts["name"])
        _check_kinds(facts)
    except OSError as error:
        raise UnreadableFile(path, f"can't be read: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, TypeError, KeyError, AttributeError, UsageError) as error:
        raise ChangedTestSet(path, f"is not as it was written ({error})") from error
    if facts["version"] != VERSION:
        raise UnreadableFile(path, f"is of version {facts['version']}, which this ushtil does not know")
    if facts.get("signature") != signature or len(langs) < 2:
        raise ChangedTestSet(path, "says other things than its signature")
    return facts


def _check_kinds(facts: Facts) -> None:
    """Raises ValueError where a fact is not of the kind that was written."""
    numbers = all(type(facts[key]) is int for key in ("segments", "version", "documents"))
    if not numbers or not 0 <= float(facts["threshold"]) <= 100:
        raise ValueError("a number is none")
    for key in _TABLES:
        if not isinstance(facts.get(key, {}), Mapping):
            raise ValueError(f"{key} is no table")


def _changed_units(frozen: Frozen, texts: Sequence[Sequence[str]]) -> ChangedTestSet:
    """What was changed in the file of units, found with the help of the texts where these were not."""
    units, name = frozen.units, frozen.name
    count = frozen.facts["segments"]
    by_line = zip(*texts, strict=False)
    written = [
        (id_of(name, place), list(zip(frozen.langs, line, strict=True))) for place, line in enumerate(by_line)
    ]
    if digest_of(written) != frozen.facts["sha256"]:
        if len(units) != count:
            return ChangedTestSet(frozen.tmx, f"has {len(units):,} units, not {count:,}")
        return ChangedTestSet(frozen.folder, "neither the units nor the texts are those that were frozen")
    there = _content_of(units)
    place = _first_other(there, written)
    if place == len(written):
        return ChangedTestSet(frozen.tmx, f"has {len(units):,} units, not {count:,}")
    wanted = written[place][0]
    if place < len(there) and there[place][0] == wanted:
        return ChangedTestSet(
            f"{frozen.tmx}:{units[place].line}", f"unit {wanted} does not say what was frozen"
        )
    stands = f"unit {there[place][0] or 'without an id'} stands" if place < len(there) else "nothing stands"
    return ChangedTestSet(frozen.tmx, f"{stands} in the place of {wanted}")


def _first_other(some: Sequence[object], others: Sequence[object]) -> int:
    """The first place, from 0, at which two lists differ."""
    pairs = zip(some, others, strict=False)
    return next(
        (place for place, (one, other) in enumerate(pairs) if one != other), min(len(some), len(others))
    )


def _lines(path: Path) -> list[str]:
    """The segments of a file of texts. Raises ChangedTestSet where it can't be what was written."""
    try:
        content = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ChangedTestSet(path, f"can't be read ({error})") from error
    return content.removesuffix("\n").split("\n")


def _toml(facts: Facts) -> str:
    """Facts as TOML: numbers, strings and lists of strings first, then tables of them."""
    plain = {key: value for key, value in facts.items() if not isinstance(value, Mapping)}
    lines = [f"{_key(key)} = {_value(value)}\n" for key, value in plain.items()]
    for key, table in facts.items():
        if isinstance(table, Mapping) and table:
            lines.append(f"\n[{_key(key)}]\n")
            lines += [f"{_key(inner)} = {_value(value)}\n" for inner, value in table.items()]
    return "".join(lines)


def _key(key: str) -> str:
    return key if re.fullmatch("[a-z0-9_]+", key) else _value(key)


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
