"""Two or three languages at once: each pair is searched alone, then with what the third says about it.

Three alignments of pairs that were each searched again with the third text as a witness (witness.py) hardly
contradict each other; beads of all three are what their beads hold together (joined.py). With two languages
there is no witness, and the first search is the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tm.alignment.coarse import Found, long_search
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
    alone: Found  # the search without a witness
    witness: Witness | None


def joint(
    vectors: Sequence[Vectors], gains: Mapping[Two, PairGains], credit: Credit = CREDIT
) -> dict[Two, Verdict]:
    """The verdict on each pair; `vectors` are those of the segments of each language."""
    alone = {
        (p, q): related(pair, partial(long_search, x=vectors[p], y=vectors[q]))
        for (p, q), pair in gains.items()
    }
    before = {pair: found.posterior() for pair, found in alone.items()}
    if len(vectors) == 2:
        return {pair: Verdict(found.steps, before[pair], found, None) for pair, found in alone.items()}
    links = {}
    for (p, q), probable in before.items():
        links[p, q], links[q, p] = linked(probable)
    verdicts = {}
    for (p, q), found in alone.items():
        (z,) = {0, 1, 2} - {p, q}
        witness = Witness(links[p, z], links[q, z], links[z, p], links[z, q])
        blocks = Heard(found, witness, credit)
        steps, _ = search(found.gains, found.corridor, blocks)
        verdicts[p, q] = Verdict(steps, posterior(found.gains, found.corridor, blocks), found, witness)
    return verdicts
