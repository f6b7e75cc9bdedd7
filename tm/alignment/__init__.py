"""Alignment: which segments of two or three texts go together. Start reading in `search.py`.

search.py       the dynamic programming; knows neither texts nor gains
gain.py         what speaks for a bead: the weighted sum of similarity.py (over the vectors of
                encoder.py), of length.py, and of overlap.py (over features.py)
three.py        three languages in one list of beads
evaluate.py     precision, recall and F1 against gold
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import combinations

from tm.alignment.encoder import Encoder, shipped
from tm.alignment.gain import WEIGHTS, PairGains, Weights, pair_gains, seen
from tm.alignment.search import Step, search
from tm.alignment.three import Trilingual, finest, joint, skips
from tm.errors import InputError, UsageError
from tm.languages import LANGUAGES, base
from tm.units import Alignment, Bead, Span

__all__ = ["align", "signature"]

LARGEST = 36_000_000  # pairs of segments: 6,000 by 6,000, which takes two gigabytes


def align(
    texts: Mapping[str, Sequence[str]], *, weights: Weights = WEIGHTS, encoder: Encoder | None = None
) -> Alignment:
    """Align two or three versions of a document, given as segments by language.

    `encoder` makes the vectors; without it, it is the one that comes with the package. The
    result is one list of beads over all the languages, monotone and complete, each with
    its probability; `pair` gives the beads of two of the languages, which may be finer. Time
    and memory grow with the product of the lengths. Raises UsageError for fewer than two or
    more than three languages, or one without segments, and InputError for documents too long.

    >>> alignment = align({"kk": ["2020 жылы.", "Астанада болды."], "ru": ["В 2020 году.", "Было в Астане."]})
    >>> [bead.sides for bead in alignment.beads]
    [((0,), (0,)), ((1,), (1,))]
    """
    langs = tuple(texts)
    if len(langs) not in (2, 3):
        raise UsageError(f"an alignment has two or three languages, not {len(langs)}")
    segments = {lang: tuple(texts[lang]) for lang in langs}
    for lang in langs:
        if not segments[lang]:
            raise UsageError(f"nothing to align: the {lang} text has no segments")
    for one, two in combinations(langs, 2):
        if len(segments[one]) * len(segments[two]) > LARGEST:
            raise InputError(
                f"{len(segments[one])} {one} by {len(segments[two])} {two} segments are too many "
                "to align at once; split the document, at chapters say"
            )
    langs = tuple(sorted(langs, key=_order))  # the order in which the texts are given makes no difference
    encoder = encoder or shipped()
    versions = [seen(segments[lang], base(lang), encoder.encode(segments[lang])) for lang in langs]
    gains = {
        (p, q): pair_gains(versions[p], versions[q], weights) for p, q in combinations(range(len(langs)), 2)
    }
    lengths = [len(segments[lang]) for lang in langs]
    pairs: dict[tuple[str, ...], tuple[Bead, ...]]
    if len(langs) == 2:
        steps, _ = search(gains[0, 1].beads, *skips(lengths[0], lengths[1], gains[0, 1].skip))
        beads = tuple(_bead(langs, (step.x, step.y), step.probability) for step in steps)
        pairs = {langs: beads}
    else:
        found = joint(lengths, gains)
        beads, pairs = _beads(langs, found), _finest(langs, found, gains)
    given = tuple(texts)
    return Alignment(
        segments,
        tuple(_ordered(bead, given) for bead in beads),
        {
            pair: tuple(_ordered(bead, pair) for bead in pairs[tuple(sorted(pair, key=_order))])
            for pair in combinations(given, 2)
        },
        signature(weights, encoder),
    )


def signature(weights: Weights = WEIGHTS, encoder: Encoder | None = None) -> str:
    """What names this aligner in files: same signature, same segments, same beads."""
    settings = hashlib.sha256(repr(weights).encode()).hexdigest()[:6]
    return f"enc:{(encoder or shipped()).name}|gain:{settings}|dp:profile1"


def _order(lang: str) -> tuple[int, str]:
    """Kazakh, English, Russian; then others by their tags."""
    return (LANGUAGES.index(base(lang)) if base(lang) in LANGUAGES else len(LANGUAGES)), lang


def _ordered(bead: Bead, langs: tuple[str, ...]) -> Bead:
    """The same bead with its sides in the order of these languages."""
    return Bead(langs, tuple(bead[lang] for lang in langs), bead.confidence)


def _bead(langs: tuple[str, ...], sides: Sequence[Sequence[int]], probability: float) -> Bead:
    return Bead(langs, tuple(tuple(side) for side in sides), round(probability, 4))


def _beads(langs: tuple[str, ...], found: Trilingual) -> tuple[Bead, ...]:
    """Trilingual beads; each is as sure as the least sure of the steps in it."""
    beads = []
    for step in found.over:
        inside = [found.first[index] for index in step.y]
        sides: list[Span] = [(), (), ()]
        one, two, last = found.order
        sides[one] = tuple(i for part in inside for i in part.x)
        sides[two] = tuple(i for part in inside for i in part.y)
        sides[last] = tuple(step.x)
        beads.append(_bead(langs, sides, min([step.probability, *(part.probability for part in inside)])))
    return tuple(beads)


def _finest(
    langs: tuple[str, ...], found: Trilingual, gains: Mapping[tuple[int, int], PairGains]
) -> dict[tuple[str, ...], tuple[Bead, ...]]:
    """The finest beads of each pair; those of the first pair as the search that made them had them."""
    one, two, last = found.order
    beads: dict[tuple[str, ...], tuple[Bead, ...]] = {}
    beads[langs[one], langs[two]] = tuple(_pair_bead(langs, one, two, step) for step in found.first)
    for other in (one, two):
        p, q = sorted((other, last))
        steps = finest(found, other, gains)
        turned = steps if p == last else [Step(step.y, step.x, step.probability) for step in steps]
        beads[langs[p], langs[q]] = tuple(_pair_bead(langs, p, q, step) for step in turned)
    return beads


def _pair_bead(langs: tuple[str, ...], p: int, q: int, step: Step) -> Bead:
    return _bead((langs[p], langs[q]), (step.x, step.y), step.probability)
