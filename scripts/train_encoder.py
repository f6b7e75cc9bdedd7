"""Train the encoder of tm/alignment/encoder.py and write it to tm/alignment/model/.

    python scripts/train_encoder.py [FOLDER] [OUT]    default: ../shared/data tm/alignment/model

Needs torch (extra `train`). Reads pairs from FOLDER/train/*.tsv and FOLDER/dictionaries/*.tsv and
our own documents from corpora/ushtil-open, of which every tenth is left out for development. A
batch of pairs is scored all against all by cosine, and each side must find its own partner
(in-batch contrastive loss); features are dropped at random so that none is relied on alone.
Prints the loss of each epoch and, on the documents left out, how many segments find their
translation first among all. The same seed and versions give the same weights.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from torch.nn.functional import cross_entropy, normalize, softplus

from tm import text as texts
from tm.alignment.encoder import HASHED, Encoder, feature_ids

LANGS = ("kk", "en", "ru")
PAIRS = (("kk", "en"), ("kk", "ru"), ("en", "ru"))
PIECES, WIDTH, EPOCHS, BATCH, DROPPED, SHARPNESS, RATE = 24_000, 256, 6, 1024, 0.12, 20.0, 3e-3
LONGEST = 400  # features; longer segments teach little and cost much
OWN = Path("corpora/ushtil-open")

Pair = tuple[str, str]
Bag = list[int]


def columns(path: Path, one: str, two: str) -> Iterator[Pair]:
    """The pairs of two columns of a table, those with an empty side left out."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[one] and row[two]:
                yield row[one], row[two]


def own_segments(development: bool) -> list[dict[str, str]]:
    """The segments of our own documents in three languages: of every tenth document, or of the others."""
    found = []
    for folder in sorted(path for path in OWN.iterdir() if path.is_dir()):
        lines = {lang: (folder / f"{lang}.txt").read_text("utf-8").splitlines() for lang in LANGS}
        rows = (folder / "documents.tsv").read_text("utf-8").splitlines()[1:]
        for number, row in enumerate(rows):
            if (number % 10 == 9) is development:
                first, count = map(int, row.split("\t")[1:3])
                found += [
                    {lang: lines[lang][k] for lang in LANGS} for k in range(first - 1, first - 1 + count)
                ]
    return found


def training_pairs(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """Pairs of running text, and pairs of words and names."""
    running = [pair for one, two in PAIRS for pair in columns(folder / f"train/{one}-{two}.tsv", one, two)]
    own = [(segment[one], segment[two]) for segment in own_segments(False) for one, two in PAIRS]
    words: list[Pair] = []
    for name, one, two in (
        ("apertium.en-kk", "en", "kk"),
        ("apertium.kk-ru", "kk", "ru"),
        ("wiktionary.en-ru", "en", "ru"),
        ("cldr.en-ru-kk", "en", "kk"),
        ("cldr.en-ru-kk", "ru", "kk"),
    ):
        words += columns(folder / f"dictionaries/{name}.tsv", one, two)
    for one, two in PAIRS:
        for left, right in columns(OWN / "lexicon.tsv", one, two):
            words += [(x, y) for x in left.split(" | ") for y in right.split(" | ")]
    return running + own + own, words


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


class Table(torch.nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """A vector and a weight for each feature, the weight begun at how rare the feature is."""

    def __init__(self, bags: list[Bag], rows: int) -> None:
        super().__init__()
        self.vectors = torch.nn.EmbeddingBag(rows, WIDTH, mode="sum", sparse=True)
        self.weights = torch.nn.Embedding(rows, 1, sparse=True)
        torch.nn.init.normal_(self.vectors.weight, std=0.1)
        seen = np.ones(rows)
        for bag in bags:
            seen[list(set(bag))] += 1
        rarity = np.log((len(bags) + 1) / seen)
        begun = np.log(np.expm1(np.clip(rarity / rarity.max(), 0.05, 1)))
        self.weights.weight.data[:, 0] = torch.tensor(begun, dtype=torch.float32)

    def forward(self, bags: list[Bag]) -> torch.Tensor:
        """(len(bags), WIDTH) unit vectors."""
        ids = torch.from_numpy(np.concatenate([np.asarray(bag, np.int64) for bag in bags]))
        starts = torch.from_numpy(np.cumsum([0, *(len(bag) for bag in bags[:-1])]).astype(np.int64))
        each = softplus(self.weights(ids)[:, 0])
        return normalize(self.vectors(ids, starts, per_sample_weights=each), dim=-1)

    def rows(self) -> np.ndarray:
        """(rows, WIDTH): the vectors times their weights."""
        return np.asarray((self.vectors.weight * softplus(self.weights.weight)).detach().numpy())


def train(table: Table, examples: list[tuple[Bag, Bag]], rng: random.Random) -> None:
    """Fit the table; the learning rate falls to nothing over all steps."""
    optimiser = torch.optim.SparseAdam(list(table.parameters()), lr=RATE)
    batches, step, target = len(examples) // BATCH, 0, torch.arange(BATCH)
    for epoch in range(EPOCHS):
        rng.shuffle(examples)
        total = 0.0
        for k in range(0, batches * BATCH, BATCH):
            batch = examples[k : k + BATCH]
            left = table([_dropped(x, rng) for x, _ in batch])
            right = table([_dropped(y, rng) for _, y in batch])
            scores = SHARPNESS * left @ right.T
            loss = (cross_entropy(scores, target) + cross_entropy(scores.T, target)) / 2
            optimiser.zero_grad()
            loss.backward()
            for group in optimiser.param_groups:
                group["lr"] = RATE * (1 - step / (EPOCHS * batches)) + 1e-5
            optimiser.step()
            total, step = total + loss.item(), step + 1
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {total / batches:.4f}", flush=True)


def _dropped(bag: Bag, rng: random.Random) -> Bag:
    return [feature for feature in bag if rng.random() > DROPPED] or bag


def quantised(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as 8-bit whole numbers and what each is multiplied by."""
    scales = np.abs(rows).max(axis=1) / 127
    scales[scales == 0] = 1
    return np.round(rows / scales[:, None]).astype(np.int8), scales.astype(np.float16)


def retrieval(encoder: Encoder, segments: list[dict[str, str]]) -> str:
    """The share of segments whose nearest neighbour in the other language is their translation."""
    vectors = {lang: encoder.encode([segment[lang] for segment in segments]) for lang in LANGS}
    vectors = {lang: v / np.linalg.norm(v, axis=1, keepdims=True) for lang, v in vectors.items()}
    found = []
    for one, two in PAIRS:
        nearest = (vectors[one] @ vectors[two].T).argmax(axis=1)
        found.append(f"{one}-{two} {np.mean(nearest == np.arange(len(segments))):.3f}")
    return ", ".join(found)


def main() -> None:
    """Train, write, and say how good it is."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    out = Path(sys.argv[2] if len(sys.argv) > 2 else "tm/alignment/model")
    torch.manual_seed(0)
    rng = random.Random(0)
    running, words = training_pairs(folder)
    print(f"{len(running)} pairs of running text, {len(words)} of words")
    pieces = train_pieces(running)
    bags = [feature_ids(pieces, [pair[side] for pair in running + words]) for side in (0, 1)]
    examples = [(x, y) for x, y in zip(*bags, strict=True) if 0 < len(x) < LONGEST and 0 < len(y) < LONGEST]
    table = Table([bag for example in examples for bag in example], pieces.vocab_size() + HASHED)
    train(table, examples, rng)
    vectors, scales = quantised(table.rows())
    out.mkdir(parents=True, exist_ok=True)
    (out / "pieces.model").write_bytes(pieces.serialized_model_proto())
    np.savez_compressed(out / "vectors.npz", vectors=vectors, scales=scales)
    encoder = Encoder(pieces, vectors, scales.astype(np.float32))
    held_out = own_segments(True)
    print(f"encoder {encoder.name}; first of {len(held_out)}: {retrieval(encoder, held_out)}")


if __name__ == "__main__":
    main()
