"""The files that a job reads: what is known of each beside its name, and what several say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tm.duplicates import tag
from tm.errors import UsageError
from tm.formats.kinds import kind_of_file
from tm.units import Header


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its path, and what its name and content do not tell."""

    path: Path | str
    kind: str | None = None
    langs: tuple[str, ...] = ()
    tolerant: bool = False


def corpora(sources: Sequence[Source]) -> list[Source]:
    """The sources; files of plain text that pair are one, in their languages where no others are named.

    Raises UsageError where there is none, and where standard input is named more than once.
    """
    if not sources:
        raise UsageError("name at least one file to read")
    found: dict[tuple[Path, int], list[Source]] = {}
    for number, source in enumerate(sources):
        path = Path(source.path)
        plain = path.suffix and kind_of_file(source.path, source.kind).name == "moses"
        place = (path.with_suffix(""), -1) if plain else (path, number)
        found.setdefault(place, []).append(source)
    if sum(str(source.path) == "-" for source in sources) > 1:
        raise UsageError("standard input, -, can be read only once")
    return [
        first if not others else replace(first, langs=first.langs or tuple(map(_end, (first, *others))))
        for first, *others in found.values()
    ]


def _end(source: Source) -> str:
    return Path(source.path).suffix[1:]


def joined(headers: Sequence[Header]) -> Header:
    """The first header with the props of the others, and `*all*` where their source languages differ."""
    first = headers[0]
    props = [prop for header in headers[1:] for prop in header.props if prop not in first.props]
    encodings = [one for header in headers[1:] for one in header.encodings if one not in first.encodings]
    same = len({tag(header.srclang) for header in headers}) == 1
    srclang = first.srclang if same else "*all*"
    return replace(
        first,
        srclang=srclang,
        props=(*first.props, *dict.fromkeys(props)),
        encodings=(*first.encodings, *dict.fromkeys(encodings)),
    )
