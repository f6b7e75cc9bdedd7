"""How Kazakh words are written: what a word typed with Russian letters stands for.

The table `kazakh.txt` holds stems and endings with how common they are, learned by `scripts/learn_kazakh.py`
from our own documents and others that may train. A word is as likely as its best cut into a stem
and an ending that agree in vowel harmony, which is a unigram model of morphs (Creutz and Lagus 2007). A word as
written is weighed against every word that becomes it when Kazakh letters are typed as the Russian
ones that look or sound like them (қ as к, і as и or ы), as a noisy channel (Kernighan, Church and Gale 1990).
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

# What is typed for each Kazakh letter where there is no Kazakh keyboard.
STANDS_FOR = {
    "қ": "к", "ғ": "г", "ң": "н", "ә": "аеэ", "ө": "о", "ұ": "у", "ү": "у", "і": "иы", "һ": "х",
}  # fmt: skip
KAZAKH = frozenset(STANDS_FOR)
_SLIPS = frozenset((typed, meant) for meant, all_typed in STANDS_FOR.items() for typed in all_typed)
# All letters that may be typed for each other fall together, so that a dictionary finds them.
_FOLD = str.maketrans("әеэқғңөұүһіы", "аааkгноуухии".replace("k", "к"))

# Costs in bits. A word that the table cannot cut costs more the longer it is, less if it may be a name.
UNKNOWN, LETTER, NAME, OWN = 16.0, 3.0, 6.0, 3.0
MARGIN, NAME_MARGIN = 3.0, 6.0  # by how many bits another spelling must be the likelier one
CLEAR = 10.0  # how far behind the best a spelling is no rival any more


class Spelling(NamedTuple):
    """A word in right letters, its cost in bits, and whether its stem is written with a capital letter."""

    word: str
    cost: float
    name: bool


class _Table(NamedTuple):
    """Stems and endings by what they fold to, and groups of letters that no word has."""

    stems: dict[str, list[tuple[str, float, str, bool]]]  # stem, bits, class (b, f, n, w), name
    endings: dict[str, list[tuple[str, float, str]]]  # ending, bits, class (b, f, n)
    groups: frozenset[str]
    longest: int


@cache
def _table() -> _Table:
    stems: dict[str, list[tuple[str, float, str, bool]]] = {}
    endings: dict[str, list[tuple[str, float, str]]] = {"": []}
    groups: list[str] = []
    part, word = "", ""
    for line in (files("tm.checks") / "kazakh.txt").read_text(encoding="utf-8").splitlines():
        if line[0] == "#":
            continue
        if line[0] == "[":
            part, word = line, ""
            continue
        if part == "[groups]":
            word = word[: int(line[0], 36)] + line[1:]
            groups.append(word)
            continue
        word = word[: int(line[0], 36)] + line[1:-2]
        kind, bits = line[-2], float(ord(line[-1]) - 48)
        if part == "[stems]":
            lower = kind.lower()
            stems.setdefault(word.translate(_FOLD), []).append((word, bits, lower, kind != lower))
        else:
            endings.setdefault(word.translate(_FOLD), []).append((word, bits, kind))
    return _Table(stems, endings, frozenset(groups), max(map(len, groups), default=0))


def _may_be(written: str, meant: str) -> bool:
    """Whether one is the other with Russian letters for some of its Kazakh ones."""
    return all(one == two or (one, two) in _SLIPS for one, two in zip(written, meant, strict=True))


@lru_cache(maxsize=1 << 14)
def spellings(word: str) -> tuple[Spelling, ...]:
    """The known words that a word in lower case may stand for, itself included, the likeliest first.

    >>> [spelling.word for spelling in spellings("казакстан")]
    ['қазақстан']
    """
    table, folded = _table(), word.translate(_FOLD)
    found: dict[str, Spelling] = {}
    for cut in range(len(word), 1, -1):
        stems = table.stems.get(folded[:cut])
        if stems is None:
            continue
        endings = table.endings.get(folded[cut:])
        if endings is None:
            continue
        for stem, bits, harmony, name in stems:
            if (harmony == "w" and cut < len(word)) or not _may_be(word[:cut], stem):
                continue
            for ending, more, kind in endings:
                if (kind == "n" or harmony in ("n", "w") or harmony == kind) and _may_be(word[cut:], ending):
                    meant, cost = stem + ending, bits + more
                    if meant not in found or cost < found[meant].cost:
                        found[meant] = Spelling(meant, cost, name)
    return tuple(sorted(found.values(), key=lambda spelling: spelling.cost))


@lru_cache(maxsize=1 << 16)
def meant(word: str, capital: bool = False, first: bool = True) -> tuple[str, ...]:
    """What a word in lower case was meant to be, the likeliest first; () where nothing is wrong with it.

    `capital` says that it was written with a capital letter, `first` that it begins a sentence. A word that
    cannot be Kazakh as it is written, though no known word fits, gives ("",).

    >>> meant("кызмет"), meant("қызмет"), meant("парк"), meant("улкен")
    (('қызмет',), (), (), ('үлкен',))
    """
    inside = capital and not first
    own = UNKNOWN + LETTER * len(word)
    if not KAZAKH.isdisjoint(word):
        own += OWN
    if capital:
        own -= NAME / 2 if first else NAME
    others, known = [], False
    for spelling in spellings(word):
        if spelling.word == word:
            own, known = spelling.cost, True
        else:
            others.append(spelling)
    if others:
        best = others[0].cost
        margin = MARGIN + (NAME_MARGIN if inside and not others[0].name else 0)
        if best + margin < own:
            return tuple(spelling.word for spelling in others if spelling.cost <= best + CLEAR)
    if not known and not capital and _impossible(word):
        return ("",)
    return ()


def _impossible(word: str) -> bool:
    """Whether a word has a group of letters that only Russian letters for Kazakh ones bring about."""
    table = _table()
    framed = f"^{word}$"
    for start in range(len(framed) - 1):
        for end in range(start + 2, min(start + table.longest, len(framed)) + 1):
            if framed[start:end] in table.groups:
                return True
    return False
