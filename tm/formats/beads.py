"""The beads format: one bead a line, the segments of each language and how sure it is.

    # ushtil-beads 1 langs=kk,en,ru signature=… texts=0c51e1d2,…
    [3, 4]:[3]:[3, 4]:0.971

Indices count segments from 0; an empty side is `[]`. With two languages the lines are those
that Vecalign writes, so its scorer reads them; its files, without our first line, are
read too. `texts`, which may be left out, has a fingerprint of the segments of each language, so that
beads are not taken for those of another text.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tm.errors import MalformedBeads, UnreadableFile
from tm.formats.documents import read_text
from tm.formats.output import written
from tm.units import Bead, Span

HEADLESS = ("source", "target")  # the languages of a file that does not name them
_HEAD = re.compile(r"# ushtil-beads (\d{1,9}) langs=(\S+)(?: signature=(\S+))?(?: texts=(\S+))?")
_SIDE = re.compile(r"\[\s*+(?:[0-9]{1,9}(?:\s*+,\s*+[0-9]{1,9})*+)?+\s*+\]")
_FIGURE = r"[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?|nan"
_LINE = re.compile(rf"({_SIDE.pattern}(?::{_SIDE.pattern})+)(?::({_FIGURE}))?")
_HEAD_LENGTH = 1 << 16
LONGEST = 1000  # segments of one side; what is longer is no bead, and its links would fill the memory


@dataclass(frozen=True, slots=True)
class BeadsFile:
    """What a beads file says: its languages in order, its beads, what made them, and from which texts.

    `texts` has the fingerprint of each language, or nothing where the file has none.
    """

    langs: tuple[str, ...]
    beads: tuple[Bead, ...]
    signature: str = ""
    texts: tuple[str, ...] = ()


def read_beads(path: Path | str) -> BeadsFile:
    """Read a beads file. A file without our first line is taken for source and target.

    Raises MalformedBeads with the line when it is no bead, names a segment twice, has a gap
    inside a side, or goes backwards; UnreadableFile when the file can't be read.
    """
    langs: tuple[str, ...] = HEADLESS
    signature = ""
    texts: tuple[str, ...] = ()
    beads: list[Bead] = []
    last: list[int] = []
    lines = read_text(path).text.splitlines()
    for number, line in enumerate(lines, start=1):
        if line.startswith("# ushtil-beads"):
            if number > 1:
                raise MalformedBeads(path, number, "a second head; one file holds one alignment")
            langs, signature, texts = _head(path, line.strip())
        elif line.strip() and not line.startswith("#"):
            found = _LINE.fullmatch(line.strip())
            if not found:
                raise MalformedBeads(path, number, f"not a bead like [3, 4]:[3]:0.971: {line.strip()[:60]!r}")
            sides = tuple(_span(side) for side in _SIDE.findall(found[1]))
            last = last or [-1] * len(langs)
            foreign = langs is HEADLESS
            beads.append(_checked(path, number, langs, sides, found[2], last, foreign=foreign))
    if langs is HEADLESS and not beads:
        raise MalformedBeads(path, 1, "holds no beads")
    return BeadsFile(langs, tuple(beads), signature, texts)


def _head(path: Path | str, line: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The languages, the signature and the fingerprints of a first line."""
    head = _HEAD.fullmatch(line)
    if not head:
        raise MalformedBeads(path, 1, f"not a head like `# ushtil-beads 1 langs=kk,en`: {line[:60]!r}")
    if head[1] != "1":
        raise MalformedBeads(path, 1, f"version {head[1]} of the format is not known here")
    langs = tuple(head[2].split(","))
    if len(langs) not in (2, 3) or not all(langs) or len(set(langs)) < len(langs):
        raise MalformedBeads(path, 1, f"needs two or three different languages, not {head[2]}")
    texts = tuple(head[4].split(",")) if head[4] else ()
    if texts and len(texts) != len(langs):
        raise MalformedBeads(path, 1, f"has {len(texts)} fingerprints of texts for {len(langs)} languages")
    return langs, head[3] or "", texts


def fingerprint(segments: Iterable[str]) -> str:
    """Eight hexadecimal digits that tell these segments from others."""
    text = "\n".join(segments).encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(text):08x}"


def write_beads(
    path: Path | str,
    langs: Sequence[str],
    beads: Iterable[Bead],
    signature: str,
    texts: Sequence[str] = (),
) -> None:
    """Write a beads file, with a fingerprint of each language in `texts`; same beads, same bytes."""
    with written(path) as stream:
        stream.write(beads_file(langs, beads, signature, texts))


def beads_file(
    langs: Sequence[str], beads: Iterable[Bead], signature: str, texts: Sequence[str] = ()
) -> bytes:
    """What a beads file holds."""
    made_from = f" texts={','.join(texts)}" if texts else ""
    lines = [f"# ushtil-beads 1 langs={','.join(langs)} signature={signature}{made_from}\n"]
    for bead in beads:
        sides = ":".join(str(list(bead[lang])) for lang in langs)
        lines.append(f"{sides}:{bead.confidence:.3f}\n")
    return "".join(lines).encode()


def languages_of(path: Path) -> tuple[str, ...]:
    """The languages that the first line of a beads file names, of which no more is read.

    `HEADLESS` where it names none. Raises MalformedBeads, and UnreadableFile.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            line = stream.readline(_HEAD_LENGTH)
    except OSError as error:
        raise UnreadableFile(path, f"can't be read: {(error.strerror or str(error)).lower()}") from error
    return _head(path, line.strip())[0] if line.startswith("# ushtil-beads") else HEADLESS


def _span(side: str) -> Span:
    return tuple(int(index) for index in re.findall(r"\d+", side))


def _checked(
    path: Path | str,
    line: int,
    langs: tuple[str, ...],
    sides: tuple[Span, ...],
    figure: str | None,
    last: list[int],
    *,
    foreign: bool,
) -> Bead:
    """The bead of one line; `last` holds the last segment seen of each language, and moves on."""
    if len(sides) != len(langs):
        problem = f"has {len(sides)} sides, but the file has {len(langs)} languages"
        if foreign:
            problem = (
                f"has {len(sides)} sides; a first line must name the languages: # ushtil-beads 1 langs=…"
            )
        raise MalformedBeads(path, line, problem)
    if not any(sides):
        raise MalformedBeads(path, line, "every side is empty; leave the line out")
    for position, side in enumerate(sides):
        if len(side) > LONGEST:
            raise MalformedBeads(path, line, f"a side of {len(side)} segments is too long for a bead")
        if side and side != tuple(range(side[0], side[0] + len(side))):
            raise MalformedBeads(
                path, line, f"segments of {langs[position]} must follow one another: {list(side)}"
            )
        if side and side[0] <= last[position]:
            order = f"a line above names segment {last[position]}; lines are in the order of the texts"
            raise MalformedBeads(
                path, line, f"segments of {langs[position]} must rise: {list(side)}, but {order}"
            )
        last[position] = side[-1] if side else last[position]
    confidence = float(figure or 1)
    if foreign and not 0 <= confidence <= 1:
        confidence = 1.0  # the cost that Vecalign writes is no probability
    if not 0 <= confidence <= 1:
        raise MalformedBeads(path, line, f"a confidence is between 0 and 1, not {figure}")
    return Bead(langs, sides, confidence)
