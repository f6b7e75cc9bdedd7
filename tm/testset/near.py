"""Which units of a memory have a segment that is like a text, for each of many texts, none overlooked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tm.memory.sweep import Alike, Sweep, Text, users
from tm.store.store import Store


class Near:
    """The units of a memory that are like texts with a score of `threshold` or more, text by text.

    Iterate over `parts`, within `reading`: it gives the share of the work that is done, from 0 to 1;
    afterwards `found` has the scores by text, and in it by the number of the unit, one that has the text
    itself among them.
    """

    def __init__(self, store: Store, texts: Iterable[Text], threshold: float) -> None:
        self._store, self._threshold = store, threshold
        self.found: dict[Text, dict[int, float]] = {text: {} for text in texts}

    def parts(self) -> Iterator[float]:
        """Do it."""
        found: list[Alike] = []
        for share, some in Sweep(self._store, self.found, self._threshold).parts():
            found += some
            yield share
        units = users(self._store, (one.segment for one in found))
        for one in found:
            of_text = self.found[one.text]
            for number in units.get(one.segment, ()):
                of_text[number] = max(one.score, of_text.get(number, 0.0))
