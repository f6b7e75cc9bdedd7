"""Boundary F1 and speed of segmenters, ours and three peers, side by side on the same texts.

    python scripts/bench_segment.py [FOLDER]      default: ../shared/data/segment

A set is a file of JSON lists, one paragraph of gold sentences a line. A paragraph is joined
by single spaces and segmented again; the offsets at which sentences begin, the first one left
out, are compared over the whole set. Speed is sentences per CPU second over all sets of the
language, the best of three runs, loading left out. A peer without Kazakh rules runs with its
Russian ones.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tm
from tm.formats.srx import srx_document

Splitter = Callable[[str], list[int]]  # text in, offsets where sentences begin, first included

SETS = ("kk_ktb", "kk_ktb_news", "kk_ktb_iran", "ru_pud", "ru_taiga", "en_pud", "en_ewt")
PEERS = ("tm", "pysbd", "sentencex", "razdel", "SRX")


def located(text: str, sentences: Iterable[str]) -> list[int]:
    """Where sentences given as strings begin in the text; a sentence that was altered is passed over."""
    starts, at = [], 0
    for sentence in sentences:
        stripped = sentence.strip()
        found = text.find(stripped, at) if stripped else -1
        if found >= 0:
            starts.append(found)
            at = found + len(stripped)
    return starts


@cache
def exported() -> Any:
    """Our rules as an SRX file, loaded by choppa, a port of the engine that LanguageTool uses."""
    from choppa import SrxDocument

    with TemporaryDirectory() as folder:
        path = Path(folder) / "ushtil.srx"
        path.write_bytes(srx_document())
        return SrxDocument(ruleset=path)


def splitter(name: str, lang: str) -> Splitter | None:
    """A segmenter under the one signature that the bench knows; None where it is not installed."""
    fallback = {"kk": "ru"}.get(lang, lang)
    try:
        if name == "tm":
            return lambda text: [segment.start for segment in tm.segment(text, lang)]
        if name == "pysbd":
            import pysbd

            peer = pysbd.Segmenter(language=lang, clean=False)
            return lambda text: located(text, peer.segment(text))
        if name == "sentencex":
            import sentencex

            return lambda text: located(text, sentencex.segment(lang, text))
        if name == "razdel":
            import razdel

            return lambda text: [sentence.start for sentence in razdel.sentenize(text)]
        if name == "SRX":
            from choppa.iterators import SrxTextIterator

            document = exported()
            return lambda text: located(text, SrxTextIterator(document, lang, text))
    except ImportError:
        print(f"{name} is not installed; left out", file=sys.stderr)
    return None if fallback else None


def boundaries(paragraph: list[str]) -> tuple[str, set[int]]:
    """The text of a paragraph of gold sentences, and where its inner boundaries are."""
    offsets, at = set(), 0
    for sentence in paragraph:
        offsets.add(at)
        at += len(sentence) + 1
    return " ".join(paragraph), offsets - {0}


def f1(split: Splitter, paragraphs: list[list[str]]) -> float:
    """Boundary F1 in per cent over a set."""
    right = found = wanted = 0
    for paragraph in paragraphs:
        text, gold = boundaries(paragraph)
        test = set(split(text)) - {0}
        right, found, wanted = right + len(gold & test), found + len(test), wanted + len(gold)
    return 200 * right / (found + wanted)


def speed(split: Splitter, paragraphs: list[list[str]]) -> float:
    """Sentences per CPU second, the best of three runs."""
    texts = [" ".join(paragraph) for paragraph in paragraphs]
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        for text in texts:
            split(text)
        best = min(best, time.process_time() - begun)
    return sum(map(len, paragraphs)) / best


def main() -> None:
    """Print one table: F1 a set and sentences per CPU second a language."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/segment")
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder; give the one that holds {SETS[0]}.jsonl")
    warnings.simplefilter("ignore")
    gold = {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in SETS
    }
    gold["seed"] = [(folder / "seed.gold.txt").read_text("utf-8").splitlines()]
    names = [name for name in PEERS if splitter(name, "ru")]
    print(f"{'':14}" + "".join(f"{name:>12}" for name in names))
    for name, paragraphs in gold.items():
        if name == "seed":
            continue
        row = [f1(split, paragraphs) for peer in names if (split := splitter(peer, name[:2]))]
        print(f"{name:14}" + "".join(f"{value:12.2f}" for value in row))
    article = Path("corpora/azattyq-pompeo/kk.txt").read_text("utf-8")
    ours = [segment.text for segment in tm.segment(article, "kk")]
    print(
        f"seed article: {len(set(ours) & set(gold['seed'][0]))} of {len(gold['seed'][0])}, {len(ours)} segments"
    )
    for lang in ("kk", "ru", "en"):
        texts = [paragraph for name in SETS if name.startswith(lang) for paragraph in gold[name]]
        row = [speed(split, texts) for peer in names if (split := splitter(peer, lang))]
        print(f"{lang} sent./CPU s " + "".join(f"{value:12,.0f}" for value in row))


if __name__ == "__main__":
    main()
