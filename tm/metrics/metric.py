"""BLEU, chrF, chrF++ and TER, all computed by sacrebleu and named by its signatures.

sacrebleu (Post 2018, "A Call for Clarity in Reporting BLEU Scores") computes every figure: the statistics of
a segment, and the score that sums of statistics have. What is ours is when it is asked, and how often.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.metrics.base import Metric as Scorer
from sentencepiece import SentencePieceProcessor

from tm.errors import UsageError
from tm.metrics.results import Trial

Statistics = NDArray[
    Any
]  # a row a segment, a column a count: whole numbers as small as they can be, or floats
LOWER_IS_BETTER = frozenset({"TER", "HTER"})
SPM = "BLEU-spm"

logging.getLogger("sacrebleu").setLevel(logging.ERROR)  # what it warns of is checked before it is called

# `intl` splits the quotes and dashes that Kazakh and Russian use, which `13a` leaves on the words.
_SCORERS: Mapping[str, Callable[[bool], Scorer]] = {
    "chrF++": lambda lowercase: CHRF(word_order=2, lowercase=lowercase),
    "chrF": lambda lowercase: CHRF(lowercase=lowercase),
    "BLEU": lambda lowercase: BLEU(tokenize="13a", lowercase=lowercase),
    "BLEU-intl": lambda lowercase: BLEU(tokenize="intl", lowercase=lowercase),
    "BLEU-char": lambda lowercase: BLEU(tokenize="char", lowercase=lowercase),
    "BLEU-none": lambda lowercase: BLEU(tokenize="none", lowercase=lowercase),
    SPM: lambda lowercase: BLEU(tokenize="none", lowercase=lowercase),
    "TER": lambda lowercase: TER(),  # small and capital letters are the same to it as it is
    "HTER": lambda lowercase: TER(),  # TER against what a person made of this very hypothesis
}
METRICS = tuple(_SCORERS)
DEFAULT_METRICS = ("chrF++", "BLEU", "BLEU-intl")
_ALIASES = {"chrf2++": "chrF++", "chrf2": "chrF", "bleu-13a": "BLEU", "spbleu": SPM}


class Measure(Protocol):
    """What gives scores to statistics: a `Metric`, or one that is not sacrebleu's."""

    @property
    def name(self) -> str: ...  # noqa: D102 - as those of `Metric`

    def score(self, statistics: Statistics) -> float: ...  # noqa: D102

    def of_sums(self, sums: Any) -> float: ...  # noqa: ANN401, D102

    def estimates(self, sums: NDArray[np.float64]) -> NDArray[np.float64]: ...  # noqa: D102

    def by_segment(self, statistics: Statistics) -> NDArray[np.float64]: ...  # noqa: D102

    def signature(  # noqa: D102
        self, references: Sequence[Sequence[str]], trial: Trial | None = None
    ) -> str: ...


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric with its settings; the same settings give the same figures.

    `name` is one of `METRICS`. `model` is a SentencePiece model as in its file, for `BLEU-spm` only. Such a
    metric is small but for its model, and goes to other processes.

    >>> metric = Metric("chrF++")
    >>> metric.score(metric.statistics(["Бұл үй."], [["Бұл үй."]]))
    100.0
    """

    name: str
    lowercase: bool = False
    model: bytes | None = None

    def __post_init__(self) -> None:
        if self.name not in METRICS:
            raise UsageError(f"{self.name}: metrics are {', '.join(METRICS)}")
        if (self.name == SPM) != (self.model is not None):
            raise UsageError(f"{SPM} needs a SentencePiece model, and no other metric takes one")

    def statistics(self, hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> Statistics:
        """The counts that scores are made of, a row a segment; a segment may have several references."""
        return self.of_systems([hypotheses], references)[0]

    def of_systems(
        self, systems: Sequence[Sequence[str]], references: Sequence[Sequence[str]]
    ) -> list[Statistics]:
        """The same of the hypotheses of several systems, for which the references are looked at once."""
        scorer = _scorer(self)
        kept = scorer._cache_references(streams(references))
        found = []
        for hypotheses in systems:
            prepared = map(scorer._preprocess_segment, hypotheses)
            rows = [
                scorer._compute_segment_statistics(text, known)
                for text, known in zip(prepared, kept, strict=True)
            ]
            found.append(_compact(np.array(rows, dtype=np.float64).reshape(len(hypotheses), -1)))
        return found

    @property
    def columns(self) -> int:
        """How many counts a segment has."""
        scorer = _scorer(self)
        if isinstance(scorer, BLEU):
            return 2 + 2 * scorer.max_ngram_order
        return 3 * scorer.order if isinstance(scorer, CHRF) else 2

    def score(self, statistics: Statistics) -> float:
        """The score of these segments together."""
        if statistics.dtype.kind == "f":
            return self.of_sums(np.add.accumulate(statistics)[-1].tolist())  # in sacrebleu's order
        return self.of_sums(statistics.sum(axis=0, dtype=np.int64).tolist())

    def of_sums(self, sums: Any) -> float:  # noqa: ANN401 - sacrebleu takes lists and arrays
        """The score that sums of statistics have; sacrebleu computes in the precision that they come in."""
        found: float = _scorer(self)._compute_score_from_stats(sums).score
        return found

    def estimates(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """The scores of many sums at once, a row each, but for rounding what `of_sums` has; nan for some.

        Those are sums with a zero, for which sacrebleu has rules of its own.
        """
        scorer = _scorer(self)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = _estimates(scorer, sums)
        found[(sums == 0).any(axis=1)] = np.nan
        return found

    def by_segment(self, statistics: Statistics) -> NDArray[np.float64]:
        """The score of each segment on its own, as sacrebleu scores sentences.

        For BLEU that leaves out orders of n-grams that the segment is too short for ("effective order").
        """
        scorer = _sentence_scorer(self)
        scores = (scorer._compute_score_from_stats(row).score for row in statistics.tolist())
        return np.fromiter(scores, dtype=np.float64, count=len(statistics))

    def signature(self, references: Sequence[Sequence[str]], trial: Trial | None = None) -> str:
        """The signature that sacrebleu gives figures of this metric, and its test if there is one."""
        scorer = _new_scorer(self)
        counts = {len(texts) for texts in references}
        scorer.num_refs = counts.pop() if len(counts) == 1 else -1
        signature = scorer.get_signature()
        if trial is not None:
            signature.update("seed", str(trial.seed))
            signature.update("bs" if trial.kind == "bootstrap" else "ar", trial.draws)
        return str(signature)


def metric_of(name: str, *, lowercase: bool = False, model: bytes | None = None) -> Metric:
    """The metric that is called so, in capital or small letters or as sacrebleu does. Raises UsageError.

    >>> metric_of("chrf2++").name, metric_of("bleu").name
    ('chrF++', 'BLEU')
    """
    known = next((one for one in METRICS if one.lower() == name.lower()), _ALIASES.get(name.lower(), name))
    return Metric(known, lowercase, model if known == SPM else None)


def streams(references: Sequence[Sequence[str]]) -> list[list[Any]]:
    """References as sacrebleu takes them: a list of all first ones, and so on, with None for none."""
    width = max(map(len, references))
    padded = [[*texts, *[None] * (width - len(texts))] for texts in references]
    return [list(stream) for stream in zip(*padded, strict=True)]


class _Pieces:
    """A tokenizer of sacrebleu's kind that cuts words into the pieces of a SentencePiece model."""

    def __init__(self, model: bytes) -> None:
        self._digest = hashlib.sha256(model).hexdigest()[:8]
        try:
            self._model = SentencePieceProcessor(model_proto=model)
        except (RuntimeError, ValueError) as error:
            raise UsageError("this is no SentencePiece model") from error

    def __call__(self, line: str) -> str:
        return " ".join(self._model.encode(line, out_type=str))

    def signature(self) -> str:
        return f"spm-{self._digest}"


def _compact(statistics: NDArray[np.float64]) -> Statistics:
    """The same in as few bytes as whole numbers need; as they are if there are others."""
    for kind in (np.uint16, np.uint32):
        small = statistics.astype(kind) if statistics.max(initial=0) <= np.iinfo(kind).max else None
        if small is not None and (small == statistics).all():
            return small
    return statistics


def _new_scorer(metric: Metric) -> Scorer:
    scorer = _SCORERS[metric.name](metric.lowercase)
    if metric.model is not None:
        pieces = _Pieces(metric.model)
        vars(scorer).update(tokenizer=pieces, tokenizer_signature=pieces.signature())
    return scorer


@lru_cache(maxsize=16)
def _scorer(metric: Metric) -> Scorer:
    return _new_scorer(metric)


@lru_cache(maxsize=16)
def _sentence_scorer(metric: Metric) -> Scorer:
    scorer = _new_scorer(metric)
    if isinstance(scorer, BLEU):
        scorer.effective_order = True
    return scorer


def _estimates(scorer: Scorer, sums: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64]
    if isinstance(scorer, BLEU):
        orders = scorer.max_ngram_order
        logs = np.log(100 * sums[:, 2 : 2 + orders] / sums[:, 2 + orders :]).mean(axis=1)
        found = np.exp(logs + np.minimum(0, 1 - sums[:, 1] / sums[:, 0]))
        return found
    if isinstance(scorer, CHRF):
        hypothesis, reference, matches = sums.T.reshape(-1, 3, len(sums)).transpose(1, 0, 2)
        precision, recall = (matches / hypothesis).mean(axis=0), (matches / reference).mean(axis=0)
        factor = scorer.beta**2
        found = 100 * (1 + factor) * precision * recall / (factor * precision + recall)
        return found
    return 100 * sums[:, 0] / sums[:, 1]
