"""A part of a text as it is written, found in texts whose typography may be another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from tm.matching.clusters import CLUSTER, MARKS, STYLES
from tm.matching.folding import fold
from tm.matching.suffixes import without_first

GRAM = 3  # characters that an index can be asked for
_ALIKE = {'"': "«»“”„‟‹›", "'": "’‘‚‛ʼʹ′`´", "-": "‐‑‒–—―−", "е": "ё", "Е": "Ё"}
_SAME = str.maketrans({other: char for char, others in _ALIKE.items() for other in others})
_TYPOGRAPHY = re.compile("[\"'-]")


class Wording:
    r"""A part of texts, whatever its quotation marks, dashes, apostrophes and white space look like.

    White space at its ends does not count, nor do capitals, unless `case` is true. `alternatives` are as
    those of a concordance.

    >>> wording = Wording('"ел" - ХАЛЫҚ', case=False)
    >>> list(wording.places("Біздің «Ел»\u00a0—  халық!")), wording.alternatives
    ([(7, 20)], (('халық',),))
    """

    def __init__(self, query: str, *, case: bool) -> None:
        self._case = case
        written = self._written(" ".join(query.split()))
        pattern = re.escape(written).replace("\\ ", "\\s+")
        self._pattern = re.compile(f"{pattern}[{STYLES}]*(?![{MARKS}])")
        # What a piece begins with may be a suffix in texts, or its end, and then the index does not have it.
        pieces = [fold(without_first(piece.lower())) for piece in _TYPOGRAPHY.split(written)]
        self.alternatives = tuple(
            (piece,) for piece in pieces if len(piece) >= GRAM and any(char.isalnum() for char in piece)
        )

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a text has it: offsets in characters of the text as written, half-open, without overlaps."""
        written = self._written(text)
        if len(written) == len(text) and (text.isascii() or is_normalized("NFC", text)):
            yield from (found.span() for found in self._pattern.finditer(written))
            return
        written, spans = "", []
        for cluster in CLUSTER.finditer(text):
            piece = self._written(cluster[0])
            written += piece
            spans += [cluster.span()] * len(piece)
        for found in self._pattern.finditer(written):
            yield spans[found.start()][0], spans[found.end() - 1][1]

    def _written(self, text: str) -> str:
        return normalize("NFC", text if self._case else text.lower()).translate(_SAME)
