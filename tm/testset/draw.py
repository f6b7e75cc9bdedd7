"""In which order documents give segments to a test set: each one in turn, so that none dominates."""

from __future__ import annotations

import math
import random
from collections.abc import Container, Mapping

SHARE = 10  # no document gives more than one segment of so many
TWICE = 2  # or than twice its equal share, whichever is more


class Draw:
    """Draws units document by document, the same ones for the same seed.

    `documents` are those of the units by number; units that name none are one document. `most` is how many
    units a document gives; where it is not said, `most_of` says. With `ranks`, units of a lower rank are
    drawn first in their document.

    >>> sorted(Draw({1: "a", 2: "a", 3: "a", 4: "b", 5: "b"}, size=2, seed=1).drawn({1, 2, 4}))
    [3, 5]
    """

    def __init__(
        self,
        documents: Mapping[int, str | None],
        size: int,
        seed: int,
        *,
        most: int | None = None,
        ranks: Mapping[int, int] | None = None,
    ) -> None:
        draw = random.Random(seed)
        groups: dict[str | None, list[int]] = {}
        for number, document in documents.items():
            groups.setdefault(document, []).append(number)
        self._groups = draw.sample(list(groups.values()), len(groups))
        for group in self._groups:
            draw.shuffle(group)
            if ranks is not None:
                group.sort(key=lambda number: ranks[number])
        self.size, self.most = size, most or most_of(size, len(groups))

    def drawn(self, refused: Container[int], size: int | None = None) -> list[int]:
        """The numbers of the units drawn, those that are refused left out; as many as there shall be or are.

        `size` is that of the set unless it is given.
        """
        wanted = self.size if size is None else size
        left = [[number for number in group if number not in refused] for group in self._groups]
        found: list[int] = []
        for turn in range(min(self.most, max(map(len, left), default=0))):
            for group in left:
                if turn < len(group):
                    found.append(group[turn])
                if len(found) >= wanted:
                    return found[:wanted]
        return found


def most_of(size: int, documents: int) -> int:
    """How many segments of a set one of so many documents may give.

    >>> most_of(500, 3), most_of(500, 60)
    (334, 50)
    """
    return max(math.ceil(TWICE * size / max(documents, 1)), math.ceil(size / SHARE), 1)
