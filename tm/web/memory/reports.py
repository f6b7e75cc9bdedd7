"""The score reports in the folders that the server was told: pages that we made, and runs kept as JSON.

Only what lies in such a folder itself counts, and only under the name that its listing gives it, so that no
name of somebody else ever becomes a path.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tm.errors import InputError
from tm.formats.packed import PackedFile
from tm.metrics.ranking import ranked
from tm.scoring.record import FORMAT, read_record

MOST = 500  # files of a folder that are looked at, the newest first
RECORDS = (".json", ".json.gz")
_HEAD = 4096  # bytes at the start that tell whether a file is ours
_STYLE = b"/* The report of scores"
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class Best(NamedTuple):
    """The system that is first under the first metric."""

    system: str
    metric: str
    score: float


class Report(NamedTuple):
    """A file with scores. `moment` is when it was made, in UTC, or last changed where it does not say.

    `problem` says why a run kept as JSON can't be shown.
    """

    folder: int
    path: Path
    title: str
    moment: str
    kept: bool  # as JSON, not as a page
    systems: tuple[str, ...] = ()
    segments: int = 0
    best: Best | None = None
    problem: str = ""

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.name


def reports(folders: Iterable[Path]) -> list[Report]:
    """All reports in folders, the newest first."""
    found = [one for number, folder in enumerate(folders) for one in _in_folder(number, folder)]
    return sorted(found, key=lambda one: (one.moment, one.name), reverse=True)


def find(folders: Iterable[Path], number: int, name: str) -> Report | None:
    """The report of a folder that goes by a name; None where the listing has none."""
    folder = next(islice(folders, number, None), None) if number >= 0 else None
    if folder is None:
        return None
    return next((one for one in _in_folder(number, folder) if one.name == name), None)


def _in_folder(number: int, folder: Path) -> Iterator[Report]:
    files: list[tuple[int, int, Path]] = []
    with suppress(OSError):
        root = folder.resolve()
        for one in root.iterdir():
            if not one.name.lower().endswith((".html", *RECORDS)):
                continue
            with suppress(OSError, RuntimeError):
                if one.resolve().parent == root and one.is_file():  # a link may stay, but not lead out
                    about = one.stat()
                    files.append((about.st_mtime_ns, about.st_size, one))
    for changed, size, path in sorted(files, reverse=True)[:MOST]:
        report = _report(number, path, changed, size)
        if report is not None:
            yield report


@lru_cache(maxsize=2 * MOST)
def _report(number: int, path: Path, changed: int, size: int) -> Report | None:
    """What a file says of itself; None for what is not ours. Remembered until the file changes."""
    moment = datetime.fromtimestamp(changed // 10**9, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if path.name.lower().endswith(RECORDS):
        return _record(number, path, moment)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return None
    if _STYLE not in head:
        return None
    title = _TITLE.search(head.decode("utf-8", "replace"))
    return Report(number, path, html.unescape(title[1]) if title else path.name, moment, kept=False)


def _record(number: int, path: Path, moment: str) -> Report | None:
    try:
        with PackedFile(path) as file:
            if f'"{FORMAT}"'.encode() not in file.read(_HEAD):
                return None
        record = read_record(path)
    except InputError as error:
        why = str(error).removeprefix(f"{path}: ")
        return Report(number, path, path.name, moment, kept=True, problem=why)
    report = record.report
    systems = ranked(report)
    best = None
    if systems and report.metrics and (figure := systems[0].under(report.metrics[0])) is not None:
        best = Best(systems[0].name, figure.metric, figure.score)
    title = Path(report.reference).name or report.reference or path.name
    names = tuple(one.name for one in systems)
    return Report(number, path, title, record.made or moment, True, names, report.segments, best)
