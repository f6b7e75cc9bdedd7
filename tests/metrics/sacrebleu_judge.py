"""What sacrebleu itself says of systems, asked for as its own command asks, with nothing of ours between.

Only pieces of words are made here, for no sacrebleu has the models that we take: texts are encoded before
sacrebleu sees them, and it splits at the spaces.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.metrics.base import Metric as Scorer
from sacrebleu.significance import PairedTest, Result
from sentencepiece import SentencePieceProcessor

from tm.metrics.metric import Metric
from tm.metrics.results import Trial

SYMBOL = {"bootstrap": "bs", "randomization": "ar"}
Verdicts = dict[tuple[str, str], Result]  # by the baseline and the system that is held against it


@dataclass(frozen=True)
class Judge:
    """sacrebleu with the settings of a metric of ours, over the same references."""

    metric: Metric
    references: Sequence[Sequence[str]]

    def scorer(self, sentences: bool = False) -> Scorer:
        """A new scorer of sacrebleu, which has seen nothing."""
        lowercase = self.metric.lowercase
        match self.metric.name:
            case "chrF++":
                return CHRF(word_order=2, lowercase=lowercase)
            case "chrF":
                return CHRF(lowercase=lowercase)
            case "TER" | "HTER":
                return TER()
        tokenizers = {"BLEU": "13a", "BLEU-intl": "intl", "BLEU-char": "char"}
        tokenizer = tokenizers.get(self.metric.name, "none")
        return BLEU(tokenize=tokenizer, lowercase=lowercase, effective_order=sentences)

    def streams(self) -> Any:
        """The references as sacrebleu wants them; where some are fewer, None for the first, though untyped."""
        width = max(map(len, self.references))
        rows = [[*[None] * (width - len(texts)), *self.pieces(texts)] for texts in self.references]
        return [list(stream) for stream in zip(*rows, strict=True)]

    def pieces(self, texts: Sequence[str]) -> list[str]:
        """The texts, or the pieces of their words with spaces between where the metric has a model."""
        if self.metric.model is None:
            return list(texts)
        known = opened(self.metric.model)
        folded = [text.lower() if self.metric.lowercase else text for text in texts]
        return [" ".join(known.encode(text, out_type=str)) for text in folded]

    def score(self, hypotheses: Sequence[str]) -> tuple[float, str]:
        """The score of the corpus, and the signature."""
        scorer = self.scorer()
        found = scorer.corpus_score(self.pieces(hypotheses), self.streams())
        return found.score, self.signed(str(scorer.get_signature()))

    def segments(self, hypotheses: Sequence[str]) -> list[float]:
        """The score of each sentence."""
        scorer = self.scorer(sentences=True)
        return [
            scorer.sentence_score(text, self.pieces(known)).score
            for text, known in zip(self.pieces(hypotheses), self.references, strict=True)
        ]

    def interval(self, hypotheses: Sequence[str], trial: Trial) -> tuple[float, float, str]:
        """Mean and half of the interval that `sacrebleu --confidence` has, and the signature."""
        scorer = self.scorer()
        with seed(trial):
            found = scorer.corpus_score(self.pieces(hypotheses), self.streams(), n_bootstrap=trial.draws)
        return found._mean, found._ci, self.signed(str(scorer.get_signature()))

    def paired(self, systems: Mapping[str, Sequence[str]], trial: Trial) -> tuple[dict[str, Result], str]:
        """What `sacrebleu --paired-bs` or `--paired-ar` says of each system; the first is the baseline."""
        named: list[tuple[str, Sequence[str]]] = [
            (name, self.pieces(hypotheses)) for name, hypotheses in systems.items()
        ]
        with seed(trial):
            test = PairedTest(
                named,
                {"this": self.scorer()},
                references=self.streams(),
                test_type=SYMBOL[trial.kind],
                n_samples=trial.draws,
            )
            signatures, results = test()
        (key,) = signatures
        said = [one for one in results[key] if isinstance(one, Result)]
        return dict(zip(systems, said, strict=True)), self.signed(str(signatures[key]))

    def verdicts(self, systems: Mapping[str, Sequence[str]], trial: Trial, *, turns: bool = True) -> Verdicts:
        """What it says of all pairs; with `turns`, of each pair with either as the baseline."""
        names = list(systems)
        found: Verdicts = {}
        for place, baseline in enumerate(names):
            others = [name for name in names if name != baseline] if turns else names[place + 1 :]
            if others or turns:
                said, _ = self.paired({name: systems[name] for name in (baseline, *others)}, trial)
                found.update({(baseline, name): result for name, result in said.items()})
        return found

    def signed(self, signature: str) -> str:
        """The signature, which in sacrebleu can't say what pieces the words were cut into."""
        if self.metric.model is None:
            return signature
        digest = hashlib.sha256(self.metric.model).hexdigest()
        return signature.replace("tok:none", f"tok:spm-{digest[:8]}")


@cache
def opened(model: bytes) -> SentencePieceProcessor:
    return SentencePieceProcessor(model_proto=model)


@contextmanager
def seed(trial: Trial) -> Iterator[None]:
    """The seed of the trial where sacrebleu looks for it."""
    before = os.environ.get("SACREBLEU_SEED")
    os.environ["SACREBLEU_SEED"] = str(trial.seed)
    try:
        yield
    finally:
        del os.environ["SACREBLEU_SEED"]
        if before is not None:
            os.environ["SACREBLEU_SEED"] = before
