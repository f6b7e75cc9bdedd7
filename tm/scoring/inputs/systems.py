"""Systems as a user names them: `NAME=FILE`, a file called after its system, or a folder of such files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tm.errors import UnreadableFile, UsageError
from tm.formats.kinds import KINDS
from tm.formats.tables.columns import is_plain
from tm.languages import LANGUAGES, base
from tm.scoring.inputs.lines import TEXTS, without_ending
from tm.scoring.inputs.outputs import JSON, TABS
from tm.store import is_server

_ENDINGS = (*TEXTS, *JSON, *dict.fromkeys(end for kind in KINDS for end in kind.suffixes))
_IN_FOLDERS = frozenset((*TEXTS, *JSON[:2], *TABS, ".tmx"))  # a .csv or .json of a folder may be anything
_NO_SYSTEM = re.compile(r"(?:(?:ref|src|source)[0-9]*|reference.*)(?:\..*)?", re.IGNORECASE | re.DOTALL)


class FoundSystems(NamedTuple):
    """Files of hypotheses by the name of their system, and what lay beside them in folders and is none."""

    systems: dict[str, Path]
    passed_over: tuple[Path, ...]


def find_systems(values: Sequence[str | Path]) -> FoundSystems:
    """The systems that values name, each `NAME=FILE`, a file, or a folder, whose files come by their names.

    A file is called after its system, but for one ending that is known or a language. Of a folder, files of
    text, TSV, JSONL and TMX are taken, and those that end in a language of ours; not hidden ones, nor sources
    and references (`src.kk`, `ref.en`). Raises UsageError where a name is used twice, or a folder has no such
    file.
    """
    systems: dict[str, Path] = {}
    passed_over: list[Path] = []
    for value in values:
        for name, path in _of_value(value, passed_over):
            _refuse_unseen(name, path)
            if name in systems:
                raise UsageError(
                    f"{path}: the name {name} is that of {systems[name]} too; name them apart with NAME=FILE"
                )
            systems[name] = path
    return FoundSystems(systems, tuple(passed_over))


def system_name(path: Path | str) -> str:
    """What a system is called after whose file nobody gave a name.

    >>> [system_name(name) for name in ("mt/NEU.6753.en", "a.tmx.gz", "online-B.0", "b.kk-en")]
    ['NEU.6753', 'a', 'online-B.0', 'b']
    """
    name = Path(path).name
    short = without_ending(name, _ENDINGS)
    stem, dot, end = name.rpartition(".")
    return stem if short == name and dot and stem and is_plain(end) else short


def _refuse_unseen(name: str, path: Path) -> None:
    """Refuse a name that tables can't show: of nothing, or with newlines and marks that nobody sees."""
    if not name.strip() or not name.isprintable():
        raise UsageError(
            f"{path}: {name!r} is no name for a system, for not all of it can be seen; give it another with "
            "NAME=FILE"
        )


def _there(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long for a name, or with a character of no file
        return False


def _of_value(value: str | Path, passed_over: list[Path]) -> Iterator[tuple[str, Path]]:
    name, equals, file = str(value).partition("=")
    if not equals or (_there(str(value)) and not _there(file)):  # an = of the file's own name
        path = Path(value)
        if not str(value):
            raise UsageError("a system is NAME=FILE, a file or a folder, and not nothing")
        yield from _of_folder(path, passed_over) if path.is_dir() else [(system_name(path), path)]
        return
    if not name or not file:
        raise UsageError(f"{value}: write NAME=FILE")
    if is_server(file):  # its address may have a password
        raise UsageError(f"{name}: hypotheses come from files; write those of the server with tm export")
    if Path(file).is_dir():
        raise UsageError(f"{value}: is a folder, whose files have names of their own; leave out {name}=")
    yield name, Path(file)


def _of_folder(folder: Path, passed_over: list[Path]) -> Iterator[tuple[str, Path]]:
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise UnreadableFile(folder, f"can't be read: {error.strerror or error}") from error
    found = [path for path in inside if path.is_file() and _is_output(path.name)]
    passed_over += [path for path in inside if path not in found]
    if not found:
        raise UsageError(f"{folder}: has no file of hypotheses; name each with NAME=FILE")
    for path in found:
        yield system_name(path), path


def _is_output(name: str) -> bool:
    """Whether a file looks like one of hypotheses by its name."""
    end = Path(name).suffix
    return not _NO_SYSTEM.fullmatch(name) and (end.lower() in _IN_FOLDERS or base(end[1:]) in LANGUAGES)
