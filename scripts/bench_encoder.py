"""Another encoder beside the one in the package: strict F1, and seconds on a first and on a second run.

python scripts/bench_encoder.py FOLDER [SEGMENTS]     needs the extra `neural` for models of that kind

F1 is on the gold of alignments/gold/ushtil-open, each pair on its own, and on English paraphrases
(tests/encoders/paraphrases), of which one side is declared as Russian. Seconds are those of the whole command
`tm align` for SEGMENTS English and as many Russian segments (default: 100), whose vectors are not kept from
elsewhere.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import closing
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from own import documents

import tm
from tm.alignment.encoder import AnyEncoder
from tm.alignment.evaluate import Evaluation
from tm.encoders import open_encoder
from tm.formats.beads import read_beads

GOLD = Path("alignments/gold/ushtil-open")
PARAPHRASES = Path("tests/encoders/paraphrases")


def main() -> None:
    """Print the table of F1 and the seconds."""
    folder = Path(sys.argv[1])
    segments = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with TemporaryDirectory() as place:
        scores = [f1(None), f1(open_encoder(folder, cache=Path(place)))]
        print(f"{'strict F1':24} in the package  {folder.name}")
        for name in scores[0]:
            print(f"{name:24} {scores[0][name]:14.3f}  {scores[1][name]:.3f}")
    with TemporaryDirectory() as place:
        timed(folder, segments, Path(place))


def f1(encoder: AnyEncoder | None) -> dict[str, float]:
    """Strict F1 by set; the documents of a set are pooled."""
    found: dict[str, Evaluation] = defaultdict(Evaluation)
    for gold, texts, name in gold_pairs():
        beads = tm.align(texts, encoder=encoder).beads
        found[name].add([bead.sides for bead in read_beads(gold).beads], [bead.sides for bead in beads])
    return {name: evaluation.scores().strict_f1 for name, evaluation in found.items()}


def gold_pairs() -> list[tuple[Path, dict[str, list[str]], str]]:
    """Beads files of two languages, their texts, and the set that they belong to."""
    found = []
    for folder in sorted(path for path in GOLD.iterdir() if path.is_dir()):
        for one, two in combinations(("kk", "en", "ru"), 2):
            texts = {lang: lines(folder / f"{lang}.txt") for lang in (one, two)}
            found.append((folder / f"{one}-{two}.beads", texts, f"gold {one}-{two}"))
    for folder in sorted(path for path in PARAPHRASES.iterdir() if path.is_dir()):
        texts = {"en": lines(folder / "one.txt"), "ru": lines(folder / "two.txt")}
        found.append((folder / "en-ru.beads", texts, f"paraphrases {folder.name}"))
    return found


def lines(path: Path) -> list[str]:
    """The segments of a text, one a line."""
    return path.read_text("utf-8").splitlines()


def timed(folder: Path, segments: int, place: Path) -> None:
    """Print what `tm align` takes with the encoder in the package, with the other, and with it again."""
    files = []
    for lang in ("en", "ru"):
        text = [line for document in documents("development") for line in document[lang]][:segments]
        files.append(place / f"{lang}.txt")
        files[-1].write_text("\n".join(text) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "tm", "align", *files, "--lines", "-q", "-o", place / "out.tmx"]
    other = ["--encoder", folder.resolve()]
    for name, options in {"in the package": [], "first run": other, "second run": other}.items():
        begun = time.perf_counter()
        subprocess.run(
            [*map(str, command), *map(str, options)],
            check=True,
            env={**os.environ, "XDG_CACHE_HOME": str(place / "cache")},
        )
        print(f"{segments} × {segments} segments, {name}: {time.perf_counter() - begun:.1f} s")
    kept = place / "cache" / "ushtil" / "vectors.sqlite"
    if kept.exists():
        with closing(sqlite3.connect(kept)) as file:
            (count,) = file.execute("SELECT count(*) FROM vectors").fetchone()
        print(f"{count} runs of segments encoded, {kept.stat().st_size / 1e6:.1f} MB kept")


if __name__ == "__main__":
    main()
