"""Memories of any size to look up in, made of texts of ours: the same for the same seed, each segment once.

`clauses` recombines the clauses of real segments, with a fifth of the words replaced by others or by numbers:
lengths are those of running text (mean 142 characters, 5 % below 29, 5 % above 319), and hardly any two
segments are alike. `near` is the hard case: families of 20 to 200 segments that differ by one to three words,
numbers or endings, and short strings as programs have them. Both hold the real segments too, as far as they
fill no more than half.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice, pairwise
from pathlib import Path

import numpy as np
from lookup_edits import changed_ending, changed_number, changed_word
from numpy.typing import NDArray
from own import documents

from tm.formats.tmx import TmxWriter
from tm.units import Header, TranslationUnit, Variant

Numbers = NDArray[np.int64]
SHAPE, SCALE, SHORTEST = 2.2, 62.5, 4.0  # of the gamma distribution of lengths in characters
REPLACED, NUMBERS = 0.2, 0.15  # share of the words that are replaced, and of these by numbers
BLOCK = 50_000  # segments made at once
FAMILY = (20, 200)
STRINGS = 0.25  # share of short strings in `near`
TAILS = ("", "", "", "…", ":", "?", " (%s)", " {0}", " 2", " %d %%")
CLAUSE = re.compile(r"[,;:.!?…—–()«»\"“”]+")
WORD = re.compile(r"\w[\w'’-]*")


def real(lang: str, folder: Path | None = None) -> list[str]:
    """The segments of our own documents, and of the columns `lang` of the TSV files in a folder."""
    found = [text for document in documents("train") for text in document[lang]]
    for path in sorted(folder.glob("*.tsv")) if folder else ():
        with path.open(encoding="utf-8") as lines:
            names = next(lines).rstrip("\n").split("\t")
            if lang in names:
                column = names.index(lang)
                found += [line.rstrip("\n").split("\t")[column] for line in lines]
    return list(dict.fromkeys(filter(None, (" ".join(text.split()) for text in found))))


def vocabulary(texts: Sequence[str]) -> list[str]:
    """The words of the texts, in order."""
    return sorted({word for text in texts for word in WORD.findall(text) if not word.isdigit()})


def some_numbers(rng: np.random.Generator, count: int = 2000) -> list[str]:
    """Numbers as texts write them: counts, years, dates, shares, thousands."""
    one, two, three = (rng.integers(1, high, count).tolist() for high in (1000, 28, 12))
    shapes: tuple[Callable[[int, int, int], str], ...] = (
        lambda a, b, c: str(a),
        lambda a, b, c: str(1990 + a % 36),
        lambda a, b, c: f"{b:02}.{c:02}.{1990 + a % 36}",
        lambda a, b, c: f"{b},{a % 10} %",
        lambda a, b, c: f"{b} {a:03}",
    )
    return [
        shapes[place % len(shapes)](*values) for place, values in enumerate(zip(one, two, three, strict=True))
    ]


class Clauses:
    """Clauses as numbers of words, from which segments are drawn, many at once."""

    def __init__(self, texts: Sequence[str], rng: np.random.Generator) -> None:
        cut = (WORD.findall(clause) for text in texts for clause in CLAUSE.split(text[:1].lower() + text[1:]))
        clauses = [words for words in cut if len(words) > 1]
        words = vocabulary(texts)
        forms = list(dict.fromkeys([*words, *(word for clause in clauses for word in clause)]))
        number = {form: place for place, form in enumerate(forms)}
        self.words = len(words)
        self.forms = [*forms, *some_numbers(rng)]
        self.written = [*self.forms, *(f"{form}," for form in self.forms)]  # within a clause, and at its end
        self.sizes = np.array([len(form) + 1 for form in self.forms])
        self.tokens = np.array([number[word] for clause in clauses for word in clause])
        self.counts = np.array([len(clause) for clause in clauses])
        self.starts = np.cumsum(self.counts) - self.counts
        self.mean = self.sizes[self.tokens].sum() / len(clauses)
        self.rng = rng

    def drawn(self, count: int) -> Iterator[str]:
        """As many segments, some perhaps alike."""
        lengths = SHORTEST + self.rng.gamma(SHAPE, SCALE, count)
        of_each = (lengths / self.mean * 1.5).astype(np.int64) + 3
        chosen = self.rng.integers(0, len(self.counts), of_each.sum())
        tokens, last = self.laid_out(chosen)
        segment = np.repeat(np.repeat(np.arange(count), of_each), self.counts[chosen])
        tokens = self.replaced(tokens)
        ends = np.cumsum(self.sizes[tokens])
        first = np.searchsorted(segment, np.arange(count))
        before = np.concatenate(([0], ends))[first]
        wanted = np.maximum(lengths - 6, 1)  # the last word may go beyond
        kept = ends - self.sizes[tokens] - before[segment] < wanted[segment]
        borders = np.concatenate(([0], np.cumsum(np.bincount(segment[kept], minlength=count)))).tolist()
        written = (tokens + last * len(self.forms))[kept].tolist()
        for start, end in pairwise(borders):
            text = " ".join(map(self.written.__getitem__, written[start:end])).rstrip(",")
            yield f"{text[0].upper()}{text[1:]}."

    def laid_out(self, chosen: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
        """The words of clauses one after the other, and which of them end a clause."""
        counts = self.counts[chosen]
        ends = np.cumsum(counts)
        places = np.arange(ends[-1]) + np.repeat(self.starts[chosen] - (ends - counts), counts)
        last = np.zeros(len(places), dtype=np.bool_)
        last[ends - 1] = True
        return self.tokens[places], last

    def replaced(self, tokens: Numbers) -> Numbers:
        """The words with some of them replaced by any others, or by numbers."""
        others = self.rng.integers(0, self.words, len(tokens))
        numbers = self.rng.integers(len(self.forms) - 2000, len(self.forms), len(tokens))
        others = np.where(self.rng.random(len(tokens)) < NUMBERS, numbers, others)
        return np.where(self.rng.random(len(tokens)) < REPLACED, others, tokens)


def clauses(texts: Sequence[str], count: int, seed: int = 1) -> list[str]:
    """As many distinct segments: the real ones (at most half), and clauses recombined."""
    source = Clauses(texts, np.random.default_rng(seed))
    found = dict.fromkeys(texts[: count // 2])
    while len(found) < count:
        found.update(dict.fromkeys(source.drawn(min(BLOCK, count))))
    return list(islice(found, count))


def strings(texts: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """Short strings: real ones of up to 40 characters (at most half), and runs of one to four words."""
    found = dict.fromkeys(islice((text for text in texts if len(text) <= 40), count // 2))
    runs = [words for text in texts if len(words := WORD.findall(text)) > 3]
    while len(found) < count:
        words = rng.choice(runs)
        start = rng.randrange(len(words) - 3)
        text = " ".join(words[start : start + rng.choice((1, 2, 2, 3, 3, 4))]) + rng.choice(TAILS)
        found[text[0].upper() + text[1:]] = None
    return list(found)


def family(base: str, size: int, lang: str, words: Sequence[str], rng: random.Random) -> Iterator[str]:
    """A segment, and others that differ from it by one to three words, numbers or endings."""
    yield base
    for _ in range(size - 1):
        text = base
        for _ in range(rng.randint(1, 3)):
            change = rng.random()
            text = (
                (changed_number(text, rng) if change < 0.3 else None)
                or (changed_ending(text, lang, rng) if change < 0.6 else None)
                or changed_word(text, words, rng)
            )
        yield text


def near(texts: Sequence[str], lang: str, count: int, seed: int = 1) -> list[str]:
    """As many distinct segments in families, and short strings, in no order."""
    rng, words = random.Random(seed), vocabulary(texts)
    found = dict.fromkeys(strings(texts, int(count * STRINGS), rng))
    bases = iter(clauses(texts, count // FAMILY[0] + 1, seed))
    while len(found) < count:
        found.update(dict.fromkeys(family(next(bases), rng.randint(*FAMILY), lang, words, rng)))
    segments = list(islice(found, count))
    rng.shuffle(segments)
    return segments


def write_tmx(path: Path, source: Sequence[str], target: Sequence[str], langs: tuple[str, str]) -> int:
    """Every segment of both in as few units as that takes: the shorter side begins again. How many units."""
    count = max(len(source), len(target))
    with TmxWriter(path, Header(srclang=langs[0])) as writer:
        for one, two in islice(zip(cycle(source), cycle(target), strict=False), count):
            writer.write(TranslationUnit(None, (Variant(langs[0], one), Variant(langs[1], two))))
    return count
