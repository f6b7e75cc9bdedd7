"""The formats that can hold translation units, and which of them a file is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tm.errors import UsageError
from tm.formats.memory import Reject, UnitReader, UnitWriter
from tm.formats.tmx import TmxReader, TmxWriter
from tm.units import Header

PACKED = (".gz", ".zip")


@dataclass(frozen=True, slots=True)
class Kind:
    """A format: its name, its files' endings, how to read and write it, and if it knows but two languages."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[..., UnitReader]
    write: Callable[..., UnitWriter]
    bilingual: bool = False


KINDS = (Kind("tmx", (".tmx",), TmxReader, TmxWriter),)
NAMES = tuple(kind.name for kind in KINDS)


def kind_of(path: Path | str, name: str | None = None) -> Kind:
    """The format called `name`, or else that which the file's name ends like; TMX for `-`.

    Raises UsageError for a name or an ending that no format has.

    >>> kind_of("a.TMX").name, kind_of("a.tmx.gz").name, kind_of("-", "tmx").name
    ('tmx', 'tmx', 'tmx')
    """
    if name is not None:
        found = next((kind for kind in KINDS if kind.name == name.lower()), None)
        if found is None:
            raise UsageError(f"--format {name}: formats are {', '.join(NAMES)}")
        return found
    ending = "standard.tmx" if str(path) == "-" else str(path).lower()
    for packed in PACKED:
        ending = ending.removesuffix(packed)
    for kind in KINDS:
        if ending.endswith(kind.suffixes):
            return kind
    raise UsageError(f"{path}: its name tells no format; --format gives one of {', '.join(NAMES)}")


def open_units(
    path: Path | str,
    *,
    kind: str | None = None,
    langs: tuple[str, ...] = (),
    reject: Reject | None = None,
    tolerant: bool = False,
) -> UnitReader:
    """The units of a file of any of the formats. `langs` names languages where the file does not."""
    found = kind_of(path, kind)
    if found.name == "tmx":
        return TmxReader(path, reject=reject, tolerant=tolerant)
    return found.read(path, reject=reject, langs=langs)


def create_units(
    path: Path | str, header: Header, *, kind: str | None = None, langs: tuple[str, ...] = ()
) -> UnitWriter:
    """A file of any format to write units to; `langs` are source and target, where it knows but two."""
    found = kind_of(path, kind)
    if found.name == "tmx":
        return TmxWriter(path, header)
    if found.bilingual and len(langs) != 2:
        raise UsageError(f"{path}: {found.name} holds two languages; name them with --from and --to")
    return found.write(path, header, langs=langs)
