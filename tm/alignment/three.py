"""Two or three languages at once: each pair is searched alone, then with what the third says about it.

Three alignments of pairs that were each searched again with the third text as a witness (witness.py) hardly
contradict each other; beads of all three are what their beads hold together (joined.py). With two languages
there is no witness, and the first search is the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from types import MappingProxyType

from tm.alignment.anchors import Anchors, Held
from tm.alignment.coarse import Found, long_search
from tm.alignment.contradiction import Bar, Barred
from tm.alignment.direction import Vectors
from tm.alignment.gain import PairGains
from tm.alignment.posterior import Posterior, posterior
from tm.alignment.related import related
from tm.alignment.search import Step, search
from tm.alignment.witness import CREDIT, Credit, Heard, Witness, linked

Two = tuple[int, int]  # positions of two languages, p < q


@dataclass(frozen=True, slots=True)
class Verdict:
    """The beads of one pair of languages; how probable any are; and by what that was found."""

    steps: list[Step]
    posterior: Posterior
    gains: PairGains  # as they fit how much the texts share
    witness: Witness | None
    anchors: Anchors | None

    def sure(self) -> list[tuple[Step, float]]:
        """The beads with their probabilities, anchors among them."""
        probabilities = self.posterior.of(self.steps)
        if self.anchors:
            return self.anchors.kept(self.steps, probabilities)
        return list(zip(self.steps, probabilities, strict=True))


def joint(
    vectors: Sequence[Vectors],
    gains: Mapping[Two, PairGains],
    anchors: Mapping[Two, Anchors | None] = MappingProxyType({}),
    bars: Mapping[Two, Sequence[Bar]] = MappingProxyType({}),
    credit: Credit = CREDIT,
) -> dict[Two, Verdict]:
    """The verdict on each pair; `vectors` are those of the segments of each language."""
    fitting, alone = {}, {}
    for (p, q), given in gains.items():
        held, barred = anchors.get((p, q)), bars.get((p, q), ())
        searched = partial(_searched, x=vectors[p], y=vectors[q], anchors=held, bars=barred)
        fitting[p, q], alone[p, q] = related(given, searched)
    before = {pair: found.posterior() for pair, found in alone.items()}
    third = witnesses(before) if len(vectors) == 3 else {}
    verdicts = {}
    for pair, found in alone.items():
        steps, after, witness = found.steps, before[pair], third.get(pair)
        if witness:
            heard = Heard(found, witness, credit)
            steps, _ = search(found.gains, found.corridor, heard)
            after = posterior(found.gains, found.corridor, heard)
        verdicts[pair] = Verdict(steps, after, fitting[pair], witness, anchors.get(pair))
    return verdicts


def _searched(
    gains: PairGains, x: Vectors, y: Vectors, anchors: Anchors | None, bars: Sequence[Bar]
) -> Found:
    """The first search of a pair, through its anchors and around what is barred."""
    given = Barred(gains, bars) if bars else gains
    if anchors is None:
        return long_search(given, x, y)
    return long_search(Held(given, anchors), x, y, through=anchors.corners())


def witnesses(probable: Mapping[Two, Posterior]) -> dict[Two, Witness]:
    """For each pair of three languages what the third says, as sure as it is of its own beads with both."""
    links = {}
    for (p, q), known in probable.items():
        links[p, q], links[q, p] = linked(known)
    found = {}
    for p, q in combinations(range(3), 2):
        (z,) = {0, 1, 2} - {p, q}
        found[p, q] = Witness(links[p, z], links[q, z], links[z, p], links[z, q])
    return found
