"""An alignment as files of a folder: the beads of all its languages and of each pair, and its texts.

The texts have a segment a line, so that the beads, which count segments, can be read beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tm.formats.beads import beads_file, fingerprint
from tm.units import Alignment, Bead

CONFIRMED = "confirmed.beads"  # only those that a person has confirmed, for --anchors
_BREAKS = re.compile("\\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\\s*")


def one_line(text: str) -> str:
    r"""A segment as it stands in a file with a segment a line: a newline in it becomes a space.

    >>> one_line("Иә,\r\n  бұл солай. ")
    'Иә, бұл солай.'
    """
    return _BREAKS.sub(" ", text).strip("\ufeff \t\xa0").strip()


def beads_name(langs: Sequence[str]) -> str:
    """What a file with the beads of these languages is called."""
    return f"{'-'.join(langs)}.beads"


def beads_by_name(alignment: Alignment) -> dict[str, tuple[Bead, ...]]:
    """The beads of all languages, and of three languages those of each pair, by the names of their files."""
    files: dict[str, tuple[Bead, ...]] = {beads_name(alignment.langs): alignment.beads}
    files.update((beads_name(langs), beads) for langs, beads in alignment.finest.items())
    return files


def beads_files(alignment: Alignment, signature: str) -> dict[str, bytes]:
    """The same as files, with fingerprints of the segments."""
    return {
        name: beads_file(beads[0].langs, beads, signature, fingerprints(alignment, beads[0].langs))
        for name, beads in beads_by_name(alignment).items()
    }


def fingerprints(alignment: Alignment, langs: Sequence[str]) -> list[str]:
    """The fingerprint of the text in each of these languages."""
    return [fingerprint(alignment.segments[lang]) for lang in langs]


def text_files(alignment: Alignment) -> dict[str, bytes]:
    """The texts, a segment a line, by the names of their files."""
    return {
        f"{lang}.txt": "".join(f"{text}\n" for text in texts).encode()
        for lang, texts in alignment.segments.items()
    }


def confirmed_file(alignment: Alignment, signature: str) -> bytes:
    """The beads that a person has confirmed, those of all languages, as a file for --anchors."""
    langs = alignment.langs
    confirmed = [bead for bead in alignment.beads if alignment.is_confirmed(bead)]
    return beads_file(langs, confirmed, signature, fingerprints(alignment, langs))
