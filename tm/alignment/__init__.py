"""Alignment: which segments of two or three texts go together. Start reading in `search.py`.

search.py       the dynamic programming; knows neither texts nor gains; blocks.py says what it is given
posterior.py    how probable a bead is, over all paths; lattice.py what both of these remember
gain.py         what speaks for a bead: the weighted sum of the evidence of similarity.py and coverage.py
                (over the vectors of encoder.py, as direction.py rounds them), length.py, overlap.py (over
                features.py), paragraph.py; runs.py adds up what is known of neighbours
coarse.py       long documents: where the search may stay
anchors.py      beads that a person has confirmed
three.py        three languages at once: each a witness (witness.py) for the other two; joined.py one list of
                beads out of those of the pairs, contradiction.py where the pairs can't agree
related.py      texts that share next to nothing
crossing.py     passages that were moved or are said twice, which beads in order can't hold;
                elsewhere.py where they are looked for
explain.py      what spoke for and against a bead; likeness.py what is alike, wherever it stands
opinion.py      how probable beads are that somebody else made
lesson.py       an encoder that learns more; contrast.py the step that it learns by
evaluate.py     precision, recall and F1 against gold
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations

import numpy as np
from threadpoolctl import ThreadpoolController

from tm.alignment.anchors import Cut, anchors_of, checked, cuts_for, lost_among
from tm.alignment.contradiction import FEW, Bar, bars_for
from tm.alignment.crossing import OffPath, Passage
from tm.alignment.elsewhere import places
from tm.alignment.encoder import AnyEncoder, Encoded, shipped
from tm.alignment.explain import Case, Reasons
from tm.alignment.gain import WEIGHTS, PairGains, Text, Weights, seen
from tm.alignment.joined import Joined, beads_of
from tm.alignment.likeness import LARGEST, Dot, dots
from tm.alignment.opinion import believed
from tm.alignment.related import price_of
from tm.alignment.similarity import segments_alike
from tm.alignment.three import Verdict, joint
from tm.alignment.witness import CREDIT
from tm.errors import UsageError
from tm.languages import LANGUAGES, base
from tm.units import Alignment, Bead, Crossing

MOST = 0.5  # the confidence of a crossing that is right wherever something was moved: order speaks against it

__all__ = ["Dot", "Reasons", "align", "crossings", "explain", "likeness", "opinion", "signature"]


def align(
    texts: Mapping[str, Sequence[str]],
    *,
    paragraphs: Mapping[str, Sequence[int]] | None = None,
    anchors: Sequence[Bead] = (),
    weights: Weights = WEIGHTS,
    encoder: AnyEncoder | None = None,
) -> Alignment:
    """Align two or three versions of a document, given as segments by language.

    `paragraphs` gives for each segment of a language the number of its paragraph; where two texts have
    them, they are taken into account. `anchors` are beads that a person has confirmed, of these languages
    or some of them: they come out as they are, with confidence 1, and nothing crosses them. `encoder` makes
    the vectors; without it, it is the one that comes with the package.

    The result is one list of beads over all the languages, monotone and complete, each with the probability
    that it is right; `pair` gives the beads of two of the languages, which may be finer. Documents of
    ordinary length are searched exactly; beyond, time and memory grow with the length (coarse.py says what is
    guaranteed). Raises UsageError for fewer than two or more than three languages, one that is not known or
    given twice, a text without segments, and paragraphs that do not fit; UnfitAnchors.

    >>> alignment = align({"kk": ["2020 жылы.", "Астанада болды."], "ru": ["В 2020 году.", "Было в Астане."]})
    >>> [bead.sides for bead in alignment.beads]
    [((0,), (0,)), ((1,), (1,))]
    """
    given = tuple(texts)
    _check(texts, paragraphs)
    langs = tuple(sorted(given, key=_order))  # the order in which the texts are given makes no difference
    encoder = encoder or shipped()
    versions = [_seen(lang, texts[lang], (paragraphs or {}).get(lang), encoder) for lang in langs]
    confirmed = checked(anchors, {lang: len(texts[lang]) for lang in langs})
    (beads, pairs, _), _ = _agreed(langs, versions, weights, confirmed)
    return Alignment(
        {lang: tuple(texts[lang]) for lang in given},
        tuple(_ordered(bead, given) for bead in beads),
        {
            pair: tuple(_ordered(bead, pair) for bead in pairs[tuple(sorted(pair, key=_order))])
            for pair in combinations(given, 2)
        },
        signature(weights, encoder, confirmed),
        tuple(confirmed),
    )


def opinion(
    alignment: Alignment,
    *,
    paragraphs: Mapping[str, Sequence[int]] | None = None,
    weights: Weights = WEIGHTS,
    encoder: AnyEncoder | None = None,
) -> list[float]:
    """How probable each bead of an alignment is as our model sees it, whoever made it.

    Of an alignment of our own, made with the same arguments, these are its confidences. What the alignment
    has as confirmed is taken as certain, and all else beside it. Takes as long as aligning. opinion.py says
    what is said of shapes that the search does not know.

    >>> kk, ru = ("Қар жауды.", "Мұғалім 2019 жылы келді."), ("Выпал снег.", "Учитель пришёл в 2019 году.")
    >>> sides = ((0,), (0,)), ((1,), ()), ((), (1,))
    >>> beads = tuple(Bead(("kk", "ru"), side) for side in sides)
    >>> [confidence > 0.5 for confidence in opinion(Alignment({"kk": kk, "ru": ru}, beads))]
    [True, False, False]
    """
    texts, given, encoder = alignment.segments, alignment.langs, encoder or shipped()
    _check(texts, paragraphs)
    langs = tuple(sorted(given, key=_order))
    versions = [_seen(lang, texts[lang], (paragraphs or {}).get(lang), encoder) for lang in langs]
    confirmed = checked(alignment.confirmed, {lang: len(texts[lang]) for lang in langs})
    found, verdicts = _agreed(langs, versions, weights, confirmed)
    return believed(
        [_ordered(bead, langs).sides for bead in alignment.beads],
        {bead.sides: bead.confidence for bead in found.beads},
        {pair: verdict.posterior for pair, verdict in verdicts.items()},
    )


def explain(
    alignment: Alignment,
    beads: Sequence[Bead],
    *,
    paragraphs: Mapping[str, Sequence[int]] | None = None,
    weights: Weights = WEIGHTS,
    encoder: AnyEncoder | None = None,
) -> list[list[Reasons]]:
    """What spoke for and against beads of an alignment that was made with the same arguments.

    Of each bead one entry for each bead of two languages inside, and for a segment left alone one about
    the best partner that it could have had near its place (explain.NEAR).
    """
    if not beads:
        return []
    encoder, langs = encoder or shipped(), tuple(sorted(alignment.langs, key=_order))
    versions = [
        _seen(lang, alignment.segments[lang], (paragraphs or {}).get(lang), encoder) for lang in langs
    ]
    cases = [
        Case((langs[p], langs[q]), verdict.gains, verdict.witness)
        for (p, q), verdict in _searched(langs, versions, weights, alignment.confirmed).items()
    ]
    return [[reasons for case in cases for reasons in case.explained(alignment, bead)] for bead in beads]


def crossings(
    alignment: Alignment,
    *,
    paragraphs: Mapping[str, Sequence[int]] | None = None,
    weights: Weights = WEIGHTS,
    encoder: AnyEncoder | None = None,
) -> tuple[Crossing, ...]:
    """The passages of each two languages that were moved or are said twice, in the order of the text.

    They stand beside the beads of an alignment that was made with the same arguments, which stay as they
    are. Only segments left alone are looked for, so where there are none this costs nothing.
    elsewhere.py says what is guaranteed of long documents. The confidence of a crossing is MOST times the
    share that is right of such passages (crossing.py); that of a bead in it is the same times its share of
    all ways through.

    >>> kk = ["Қар жауды.", "Мұғалім 2019 жылы Алматыға барды.", "Онда 35 оқушы бар еді."]
    >>> crossings(align({"kk": kk, "ru": ["Выпал снег."]}))
    ()
    """
    encoder, found = encoder or shipped(), []
    encoded: dict[str, Encoded] = {}
    for pair in combinations(alignment.langs, 2):
        one, two = sorted(pair, key=_order)
        beads = alignment.pair(one, two)
        if all(x and y for x, y in beads):
            continue
        encoded |= {lang: encoder.encode(alignment.segments[lang]) for lang in pair if lang not in encoded}
        segments = alignment.segments[one], alignment.segments[two]
        with _linear_algebra().limit(limits=1):
            somewhere = places((encoded[one].vectors, encoded[two].vectors), segments, beads)
            if not somewhere:
                continue
            x, y = (
                _seen(lang, alignment.segments[lang], (paragraphs or {}).get(lang), encoder, encoded[lang])
                for lang in (one, two)
            )
            gains = PairGains(x, y, weights).priced(price_of(beads))
            passages = OffPath(gains, x, y, beads).passages(somewhere)
        crossed = [_crossing((one, two), pair, passage) for passage in passages]
        found += sorted(crossed, key=lambda crossing: crossing.sides)
    return tuple(found)


def _crossing(langs: tuple[str, ...], wanted: tuple[str, ...], passage: Passage) -> Crossing:
    """The passage, with its sides in the wanted order."""
    confidence = MOST * passage.right
    beads = [
        _ordered(Bead(langs, (x, y), round(confidence * share, 4)), wanted)
        for x, y, share, _ in passage.links
    ]
    alone = {lang for lang, lone in zip(langs, passage.alone, strict=True) if lone}
    return Crossing(tuple(beads), tuple(lang for lang in wanted if lang in alone), round(confidence, 4))


def likeness(alignment: Alignment, encoder: AnyEncoder | None = None) -> dict[tuple[str, str], list[Dot]]:
    """The segments of each pair of languages that are alike, wherever they stand.

    Pairs of texts too long to look at all of it (likeness.LARGEST) are left out.
    """
    encoder, segments = encoder or shipped(), alignment.segments
    pairs = [
        (one, two)
        for one, two in combinations(alignment.langs, 2)
        if len(segments[one]) * len(segments[two]) <= LARGEST
    ]
    encoded = {lang: encoder.encode(segments[lang]) for lang in {lang for pair in pairs for lang in pair}}
    with _linear_algebra().limit(limits=1):
        return {(one, two): dots(segments_alike(encoded[one], encoded[two])) for one, two in pairs}


def _check(texts: Mapping[str, Sequence[str]], paragraphs: Mapping[str, Sequence[int]] | None) -> None:
    """Raise UsageError where these can't be aligned."""
    given = tuple(texts)
    if len(given) not in (2, 3):
        raise UsageError(f"an alignment has two or three languages, not {len(given)}")
    for lang in given:
        if base(lang) not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise UsageError(f"{lang!r} is none of the languages that can be aligned: {known}")
        if not texts[lang]:
            raise UsageError(f"nothing to align: the {lang} text has no segments")
    if len(set(map(base, given))) < len(given):
        raise UsageError(f"the texts must be in different languages, not {', '.join(given)}")
    if unknown := (paragraphs or {}).keys() - texts.keys():
        raise UsageError(f"paragraphs of a text that is not there: {', '.join(sorted(unknown))}")


@cache
def _linear_algebra() -> ThreadpoolController:
    """What limits the threads of matrix products: on matrices as small as here, others only burn time."""
    return ThreadpoolController()


def _agreed(
    langs: tuple[str, ...], versions: Sequence[Text], weights: Weights, anchors: Sequence[Bead]
) -> tuple[Joined, dict[tuple[int, int], Verdict]]:
    """The beads that keep to all anchors, and of which no pairs contradict each other; and the verdicts."""
    sizes = {lang: len(version.lengths) for lang, version in zip(langs, versions, strict=True)}
    cuts: list[Cut] = []
    bars: list[Bar] = []
    placed: list[Bead] = []
    while True:  # once, unless anchors are lost or pairs contradict each other
        verdicts = _searched(langs, versions, weights, anchors, cuts, bars)
        found = beads_of(langs, list(sizes.values()), verdicts, anchors)
        if lost := lost_among(found.beads, anchors, placed):
            for bead in lost:
                cuts += cuts_for(bead, anchors, cuts, sizes, found.finest)
            placed += lost
            continue
        small = [tangle for tangle in found.tangles if sum(map(len, tangle)) <= FEW]
        more = [bar for tangle in small for bar in bars_for(tangle, langs, found.finest, anchors)]
        if bars or not more:
            break
        bars = more
    return beads_of(langs, list(sizes.values()), verdicts, anchors, give_way=True), verdicts


def _searched(
    langs: tuple[str, ...],
    versions: Sequence[Text],
    weights: Weights,
    anchors: Sequence[Bead],
    cuts: Sequence[Cut] = (),
    bars: Sequence[Bar] = (),
) -> dict[tuple[int, int], Verdict]:
    """The verdict on each pair of texts, by the positions of their languages."""
    sizes = [len(version.lengths) for version in versions]
    pairs = list(combinations(range(len(langs)), 2))
    gains = {(p, q): PairGains(versions[p], versions[q], weights) for p, q in pairs}
    held = {(p, q): anchors_of(anchors, cuts, (langs[p], langs[q]), (sizes[p], sizes[q])) for p, q in pairs}
    barred = {(p, q): [bar for bar in bars if bar.langs == (langs[p], langs[q])] for p, q in pairs if bars}
    with _linear_algebra().limit(limits=1):
        return joint([version.encoded.vectors for version in versions], gains, held, barred)


def _seen(
    lang: str,
    segments: Sequence[str],
    paragraphs: Sequence[int] | None,
    encoder: AnyEncoder,
    encoded: Encoded | None = None,
) -> Text:
    """A text with what the gains need of it; `encoded`, where that is known."""
    if isinstance(segments, str):
        raise UsageError(f"the {lang} text must be a list of segments, not one string")
    if paragraphs is not None and len(paragraphs) != len(segments):
        counts = f"{len(paragraphs)} numbers of paragraphs for {len(segments)} segments"
        raise UsageError(f"{lang}: {counts}; each segment needs one")
    ends = None
    if paragraphs is not None:
        ends = np.append(np.diff(np.asarray(paragraphs)) != 0, True)
    return seen(segments, base(lang), encoded or encoder.encode(segments), ends)


def signature(
    weights: Weights = WEIGHTS, encoder: AnyEncoder | None = None, anchors: Sequence[Bead] = ()
) -> str:
    """What names this aligner in files: same signature, same segments, same beads."""
    settings = hashlib.sha256(repr((weights, CREDIT)).encode()).hexdigest()[:6]
    confirmed = hashlib.sha256(repr([(bead.langs, bead.sides) for bead in anchors]).encode()).hexdigest()[:6]
    held = f"|anchors:{confirmed}" if anchors else ""
    return f"enc:{(encoder or shipped()).name}|gain:{settings}|dp:affine1|witness1{held}"


def _order(lang: str) -> tuple[int, str]:
    """Kazakh, English, Russian; then others by their tags."""
    return (LANGUAGES.index(base(lang)) if base(lang) in LANGUAGES else len(LANGUAGES)), lang


def _ordered(bead: Bead, langs: tuple[str, ...]) -> Bead:
    """The same bead with its sides in the order of these languages."""
    if bead.langs == langs:
        return bead
    return Bead(langs, tuple(bead[lang] for lang in langs), bead.confidence)
