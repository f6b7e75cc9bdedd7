"""Boundary F1 and speed of segmenters, ours, its SRX export and three peers, side by side on the same texts.

    python scripts/bench_segment.py [FOLDER]      default: ../shared/data/segment

A set of the folder is a file of JSON lists, one paragraph of gold sentences a line, which is joined
by single spaces and segmented again. The unseen sets are the marked lines of
tests/segmentation/unseen. The offsets at which sentences begin, the first left out, are compared
over the whole set. Speed is sentences per CPU second over all sets of a language, the best of
three runs, loading left out. razdel has no Kazakh rules and runs with its Russian ones.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tm
from tests.segmentation.marked import UNSEEN, marked_lines, parsed
from tm.formats.srx import srx_document

Splitter = Callable[[str], list[int]]  # text in, offsets where sentences begin, the first included

SETS = ("kk_ktb", "kk_ktb_news", "kk_ktb_iran", "ru_pud", "ru_taiga", "en_pud", "en_ewt")
LANGS = ("kk", "ru", "en")


class Paragraph(NamedTuple):
    """A text and where its sentences begin, the first left out."""

    text: str
    inner: frozenset[int]


def ours(lang: str) -> Splitter:
    """The engine."""
    return lambda text: [segment.start for segment in tm.segment(text, lang)]


def pysbd(lang: str) -> Splitter:
    """PySBD, with its rules for the language."""
    from pysbd import Segmenter

    peer = Segmenter(language=lang, clean=False)
    return lambda text: located(text, peer.segment(text))


def sentencex(lang: str) -> Splitter:
    """Sentencex, with its rules for the language."""
    from sentencex import segment

    return lambda text: located(text, segment(lang, text))


def razdel(lang: str) -> Splitter:
    """Razdel, which knows Russian."""
    from razdel import sentenize

    return lambda text: [sentence.start for sentence in sentenize(text)]


def srx(lang: str) -> Splitter:
    """Our rules as SRX 2.0, run by choppa."""
    from choppa.iterators import SrxTextIterator

    document = exported()
    return lambda text: located(text, SrxTextIterator(document, lang, text))


@cache
def exported() -> Any:  # noqa: ANN401 - choppa has no types
    """The SRX export, loaded once by choppa."""
    from choppa.srx_parser import SrxDocument

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ushtil.srx"
        path.write_bytes(srx_document())
        return SrxDocument(ruleset=path)


PEERS = {"tm": ours, "tm as SRX": srx, "pysbd": pysbd, "sentencex": sentencex, "razdel": razdel}


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


def placed(text: str, sentences: Iterable[str]) -> Paragraph:
    """A text of which the gold sentences are known."""
    return Paragraph(text, frozenset(located(text, sentences)) - {0})


def read_sets(folder: Path) -> dict[str, list[Paragraph]]:
    """The sets by name; the name begins with the language."""
    sets = {}
    for name in SETS:
        lists = map(json.loads, (folder / f"{name}.jsonl").read_text("utf-8").splitlines())
        sets[name] = [placed(" ".join(sentences), sentences) for sentences in lists]
    for lang in LANGS:
        lines = (parsed(line) for _, line in marked_lines(UNSEEN / f"{lang}.txt"))
        sets[f"{lang}_unseen"] = [placed(text, sentences) for text, sentences in lines]
    return sets


def f1(split: Splitter, paragraphs: list[Paragraph]) -> float:
    """Boundary F1 in per cent over a set."""
    right = found = wanted = 0
    for text, inner in paragraphs:
        test = set(split(text)) - {0}
        right, found, wanted = right + len(inner & test), found + len(test), wanted + len(inner)
    return 200 * right / (found + wanted)


def speed(split: Splitter, paragraphs: list[Paragraph]) -> float:
    """Sentences per CPU second, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        for paragraph in paragraphs:
            split(paragraph.text)
        best = min(best, time.process_time() - begun)
    return sum(len(paragraph.inner) + 1 for paragraph in paragraphs) / best


def main() -> None:
    """Print one table: F1 a set, then sentences per CPU second a language."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/segment")
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder; give the one that holds {SETS[0]}.jsonl")
    warnings.simplefilter("ignore")
    sets = read_sets(folder)
    peers = {(name, lang): peer(lang) for name, peer in PEERS.items() for lang in LANGS}
    print(f"{'boundary F1':14}" + "".join(f"{name:>12}" for name in PEERS))
    for name, paragraphs in sets.items():
        row = [f1(peers[peer, name[:2]], paragraphs) for peer in PEERS]
        print(f"{name:14}" + "".join(f"{value:12.2f}" for value in row))
    gold = (folder / "seed.gold.txt").read_text("utf-8").splitlines()
    text = Path("corpora/azattyq-pompeo/kk.txt").read_text("utf-8")
    right = [len(placed(text, gold).inner & set(peers[peer, "kk"](text))) + 1 for peer in PEERS]
    print(f"{f'seed, of {len(gold)}':14}" + "".join(f"{value:12}" for value in right))
    print("sentences per CPU second")
    for lang in LANGS:
        texts = [paragraph for name in sets if name.startswith(lang) for paragraph in sets[name]]
        row = [speed(peers[peer, lang], texts) for peer in PEERS]
        print(f"{lang:14}" + "".join(f"{value:12,.0f}" for value in row))


if __name__ == "__main__":
    main()
