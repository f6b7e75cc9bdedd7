"""What a segment says that its translation says too and that no vector tells: numbers and signs.

Each function makes of one segment the set of its features of one kind. Features of different
languages are comparable: a month written out has its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from tm import text as texts
from tm.languages import base

Extractor = Callable[[str, str], frozenset[str]]  # (segment, language) -> features

_SIGNS = {
    sign: name
    for name, signs in {
        "question": "?",
        "exclamation": "!",
        "quote": '«»“”„"',
        "bracket": "([",
        "percent": "%",
        "colon": ":",
        "semicolon": ";",
        "money": "$€₽₸£",
    }.items()
    for sign in signs
}


_SIGN = re.compile("[" + re.escape("".join(_SIGNS)) + "]")


def numbers(segment: str, lang: str) -> frozenset[str]:
    """Numbers in digits, and numbers, months and days written out.

    >>> sorted(numbers("2 ақпанда төрт елге", "kk")) == sorted(numbers("four countries on Feb. 2", "en"))
    True
    """
    exact, beginnings = _written_out(base(lang))
    found = set(texts.numbers(segment))
    for word in texts.words(segment):
        if word in exact:
            found.add(exact[word])
        elif word[:3] in beginnings:
            found.update(feature for start, feature in beginnings[word[:3]] if word.startswith(start))
    return frozenset(found)


def punctuation(segment: str, lang: str) -> frozenset[str]:
    """Signs that translators tend to keep: questions, quotes, brackets, a dash at the start."""
    found = {_SIGNS[sign] for sign in _SIGN.findall(segment)}
    if segment.lstrip()[:1] in "-–—":
        found.add("dialogue")
    return frozenset(found)


KINDS: Mapping[str, Extractor] = {"numbers": numbers, "punctuation": punctuation}


@cache
def _written_out(lang: str) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Words that stand for a feature as they are, and beginnings that do, by their first three letters."""
    table = (files("tm.alignment") / "numerals.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split("\t") for line in table if not line.startswith("#")]
    exact: dict[str, str] = {}
    beginnings: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        for word in row[head.index(lang)].split():
            if word.endswith("*"):
                beginnings.setdefault(word[:3], []).append((word[:-1], row[0]))
            else:
                exact[word] = row[0]
    return exact, beginnings
