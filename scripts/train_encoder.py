"""Train the encoder of tm/alignment/encoder.py and write it to tm/alignment/model/.

    python scripts/train_encoder.py [--data FOLDER] [--out FOLDER] [--own SEGMENTS] [--width N] [--epochs N]

Needs torch (extra `train`). Reads pairs from DATA/train/*.tsv and DATA/dictionaries/*.tsv and our own
documents from corpora/ushtil-open, of which every tenth is left out (scripts/own.py). Pairs of which a
side stands in the documents that alignment is measured on (DATA/align/*.jsonl) are left out too.

A batch of pairs is scored all against all by cosine, and each side must find its own partner
(in-batch contrastive loss). A batch is made of runs of neighbours, so that what must be told apart are
sentences of one document too; some neighbours are joined, and stand beside their parts, so that
a merge is nearest to the merge and a part to the part. Features are dropped at random so that none is
relied on alone. Prints the loss of each epoch and, on the documents left out, how many segments find their
translation first among all. The same seed and versions give the same weights.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from own import LANGS, OWN, PAIRS, Document, documents
from torch.nn.functional import cross_entropy, normalize, softplus

from tm import text as texts
from tm.alignment.encoder import HASHED, Encoder, feature_ids, quantised

PIECES, WIDTH, EPOCHS, BATCH, DROPPED, SHARPNESS, RATE = 24_000, 384, 6, 1024, 0.12, 20.0, 3e-3
RUN = 16  # neighbours that stay together in a batch
JOINED = 0.12  # the share of neighbours that are shown joined too
LONGEST = 400  # features; longer segments teach little and cost much
TELLING = 25  # letters from which on a line met twice is no coincidence

Pair = tuple[str, str]
Bag = np.ndarray  # rows of the table
Example = tuple[Bag, Bag]


def columns(path: Path, one: str, two: str) -> Iterator[Pair]:
    """The pairs of two columns of a table, those with an empty side left out."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[one] and row[two]:
                yield row[one], row[two]


def measured_on(folder: Path) -> set[str]:
    """What the segments say that alignment is measured on, case and punctuation aside."""
    found: set[str] = set()
    for path in sorted(folder.glob("align/*.*-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            document = json.loads(line)
            found.update(said(segment) for segment in (*document["src"], *document["tgt"]))
    return {line for line in found if len(line) > TELLING}


def said(segment: str) -> str:
    """A segment as its words."""
    return " ".join(texts.words(texts.folded(segment.lower())))


def training_runs(folder: Path, own: Sequence[Document]) -> tuple[list[list[Pair]], list[Pair]]:
    """Runs of neighbouring pairs of running text, our own twice; and pairs of words and names."""
    shut = measured_on(folder)
    runs = []
    for one, two in PAIRS:
        pairs = list(columns(folder / f"train/{one}-{two}.tsv", one, two))
        kept = [pair for pair in pairs if shut.isdisjoint(map(said, pair))]
        print(f"{one}-{two}: {len(kept)} pairs, {len(pairs) - len(kept)} left out: measured on")
        runs += [kept[k : k + RUN] for k in range(0, len(kept), RUN)]
        runs += [list(zip(document[one], document[two], strict=True)) for document in own] * 2
    words: list[Pair] = []
    for name, one, two in (
        ("apertium.en-kk", "en", "kk"),
        ("apertium.kk-ru", "kk", "ru"),
        ("wiktionary.en-ru", "en", "ru"),
        ("cldr.en-ru-kk", "en", "kk"),
        ("cldr.en-ru-kk", "ru", "kk"),
    ):
        words += columns(folder / f"dictionaries/{name}.tsv", one, two)
    for one, two in PAIRS if own else ():
        for left, right in columns(OWN / "lexicon.tsv", one, two):
            words += [(x, y) for x in left.split(" | ") for y in right.split(" | ")]
    return runs, words


def train_pieces(pairs: list[Pair]) -> sentencepiece.SentencePieceProcessor:
    """One unigram model for the three languages, over folded text."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text"
        text.write_text(
            "\n".join(texts.folded(side.lower()) for pair in pairs for side in pair), encoding="utf-8"
        )
        sentencepiece.SentencePieceTrainer.train(
            input=str(text),
            model_prefix=str(Path(folder) / "pieces"),
            vocab_size=PIECES,
            character_coverage=0.9995,
            model_type="unigram",
            normalization_rule_name="nmt_nfkc_cf",
            minloglevel=2,
        )
        return sentencepiece.SentencePieceProcessor(model_file=str(Path(folder) / "pieces.model"))


def examples_of(pieces: sentencepiece.SentencePieceProcessor, run: list[Pair]) -> list[Example]:
    """The pairs of a run as rows of the table, those that are empty or too long left out."""
    left, right = (feature_ids(pieces, [pair[side] for pair in run]) for side in (0, 1))
    return [
        (np.asarray(x, np.int64), np.asarray(y, np.int64))
        for x, y in zip(left, right, strict=True)
        if 0 < len(x) < LONGEST and 0 < len(y) < LONGEST
    ]


class Table(torch.nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """A vector and a weight for each feature, the weight begun at how rare the feature is."""

    def __init__(self, examples: list[Example], rows: int, width: int) -> None:
        super().__init__()
        self.vectors = torch.nn.EmbeddingBag(rows, width, mode="sum", sparse=True)
        self.weights = torch.nn.Embedding(rows, 1, sparse=True)
        torch.nn.init.normal_(self.vectors.weight, std=0.1)
        seen = np.ones(rows)
        for bag in (bag for example in examples for bag in example):
            seen[np.unique(bag)] += 1
        rarity = np.log((2 * len(examples) + 1) / seen)
        begun = np.log(np.expm1(np.clip(rarity / rarity.max(), 0.05, 1)))
        self.weights.weight.data[:, 0] = torch.tensor(begun, dtype=torch.float32)

    def forward(self, bags: list[Bag], kept: np.random.Generator) -> torch.Tensor:
        """(len(bags), width) unit vectors, of features that chance has left."""
        ids, lengths = np.concatenate(bags), np.array([len(bag) for bag in bags])
        left = kept.random(len(ids)) > DROPPED
        starts = np.cumsum(lengths) - lengths
        left[starts] = True  # so that none is left empty
        kept_before = np.concatenate([[0], np.cumsum(left)])
        rows = torch.from_numpy(ids[left])
        each = softplus(self.weights(rows)[:, 0])
        return normalize(
            self.vectors(rows, torch.from_numpy(kept_before[starts]), per_sample_weights=each), dim=-1
        )

    def rows(self) -> np.ndarray:
        """(rows, width): the vectors times their weights."""
        return np.asarray((self.vectors.weight * softplus(self.weights.weight)).detach().numpy())


def batches(runs: list[list[Example]], rng: random.Random) -> Iterator[list[Example]]:
    """The runs in a new order, cut into batches; some neighbours joined, beside their parts."""
    rng.shuffle(runs)
    batch: list[Example] = []
    for run in runs:
        joined = [
            (np.concatenate([x1, x2]), np.concatenate([y1, y2]))
            for (x1, y1), (x2, y2) in pairwise(run)
            if rng.random() < JOINED
        ]
        batch += run + joined
        while len(batch) >= BATCH:
            yield batch[:BATCH]
            batch = batch[BATCH:]


def train(table: Table, runs: list[list[Example]], epochs: int) -> None:
    """Fit the table; the learning rate falls to nothing over all steps."""
    optimiser = torch.optim.SparseAdam(list(table.parameters()), lr=RATE)
    rng, kept, target = random.Random(0), np.random.default_rng(0), torch.arange(BATCH)
    for epoch in range(epochs):
        order = list(batches(runs, rng))
        total = 0.0
        for step, batch in enumerate(order):
            left, right = (table([example[side] for example in batch], kept) for side in (0, 1))
            scores = SHARPNESS * left @ right.T
            loss = (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2
            optimiser.zero_grad()
            loss.backward()
            for group in optimiser.param_groups:
                group["lr"] = RATE * (1 - (epoch + step / len(order)) / epochs) + 1e-5
            optimiser.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total / len(order):.4f}", flush=True)


def retrieval(encoder: Encoder, found: Sequence[Document]) -> str:
    """The share of segments whose nearest neighbour in the other language is their translation."""
    lines = {lang: [line for document in found for line in document[lang]] for lang in LANGS}
    vectors = {lang: encoder.encode(lines[lang]).vectors for lang in LANGS}
    vectors = {lang: v / np.linalg.norm(v, axis=1, keepdims=True) for lang, v in vectors.items()}
    count = len(vectors["kk"])
    shares = []
    for one, two in PAIRS:
        nearest = (vectors[one] @ vectors[two].T).argmax(axis=1)
        shares.append(f"{one}-{two} {np.mean(nearest == np.arange(count)):.3f}")
    return f"first of {count}: " + ", ".join(shares)


def options() -> argparse.Namespace:
    """The command line."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("tm/alignment/model"))
    parser.add_argument("--own", type=int, help="learn from so many of our own segments, in whole documents")
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    return parser.parse_args()


def main() -> None:
    """Train, write, and say how good it is."""
    given = options()
    torch.manual_seed(0)
    own = documents("train")
    random.Random(0).shuffle(own)
    while given.own is not None and sum(len(document["kk"]) for document in own) > given.own:
        own.pop()
    runs, words = training_runs(given.data, own)
    print(f"{sum(map(len, runs))} pairs of running text, {len(words)} of words; {len(own)} own documents")
    pieces = train_pieces([pair for run in runs for pair in run])
    random.Random(1).shuffle(words)
    bags = [examples_of(pieces, run) for run in runs]
    bags += [examples_of(pieces, words[k : k + RUN]) for k in range(0, len(words), RUN)]
    table = Table([example for run in bags for example in run], pieces.vocab_size() + HASHED, given.width)
    train(table, bags, given.epochs)
    vectors, scales = quantised(table.rows())
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "pieces.model").write_bytes(pieces.serialized_model_proto())
    np.savez_compressed(given.out / "vectors.npz", vectors=vectors, scales=scales)
    encoder = Encoder(pieces, vectors, scales)
    print(f"encoder {encoder.name}; {retrieval(encoder, documents('development'))}")


if __name__ == "__main__":
    main()
