"""How Kazakh words are written: what a word typed with Russian letters stands for.

The table `kazakh.txt` holds stems and endings with how common they are, learned by `scripts/learn_kazakh.py`
from our own documents and from others. A word is as likely as its best cut into a stem and an ending that
agree in vowel harmony, which is a unigram model of morphs (Creutz and Lagus 2007). A word as written is
weighed against every word that becomes it when Kazakh letters are typed as the Russian ones that look or
sound like them (қ as к, і as и or ы), as a noisy channel (Kernighan, Church and Gale 1990).
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
MARGIN, EAGER, NAME_MARGIN = 3.0, -1.0, 6.0  # by how many bits another spelling must be the likelier one
PLAIN = 22.0  # what a word with Kazakh letters may cost and not be looked at
CLEAR = 10.0  # how far behind the best a spelling is no rival any more
_LONGEST = 100  # letters; what is longer is no word, and to cut it at every place would take their square


Costs = dict[str, tuple[float, bool]]  # words in right letters: bits, and whether the stem is a name


class _Table(NamedTuple):
    """Stems and endings by what they fold to, and groups of letters that no word has."""

    exact: dict[str, tuple[float, str]]  # stem as it is written: bits, class
    exact_endings: dict[str, tuple[float, str]]
    stems: dict[str, list[tuple[str, float, str, bool]]]  # stem, bits, class (b, f, n, w), name
    endings: dict[str, list[tuple[str, float, str]]]  # ending, bits, class (b, f, n)
    groups: frozenset[str]
    longest: int


@cache
def _table() -> _Table:
    stems: dict[str, list[tuple[str, float, str, bool]]] = {}
    endings: dict[str, list[tuple[str, float, str]]] = {"": []}
    exact: dict[str, tuple[float, str]] = {}
    exact_endings: dict[str, tuple[float, str]] = {}
    groups: list[str] = []
    part, word = "", ""
    for line in (files("tm.checks.letters") / "kazakh.txt").read_text(encoding="utf-8").splitlines():
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
            if word not in exact or exact[word][1] == "w":
                exact[word] = bits, lower
            stems.setdefault(word.translate(_FOLD), []).append((word, bits, lower, kind != lower))
        else:
            exact_endings[word] = bits, kind
            endings.setdefault(word.translate(_FOLD), []).append((word, bits, kind))
    return _Table(exact, exact_endings, stems, endings, frozenset(groups), max(map(len, groups), default=0))


def _may_be(written: str, meant: str) -> bool:
    """Whether one is the other with Russian letters for some of its Kazakh ones."""
    for pair in zip(written, meant, strict=True):  # noqa: SIM110 (all() takes twice as long)
        if pair[0] != pair[1] and pair not in _SLIPS:
            return False
    return True


def spellings(word: str) -> Costs:
    """The known words that a word in lower case may stand for, itself included, with their costs.

    >>> list(spellings("улкен")), list(spellings("xyz"))
    (['үлкен'], [])
    """
    found: Costs = {}
    if len(word) > _LONGEST:
        return found
    table, folded = _table(), word.translate(_FOLD)
    for cut in range(len(word), 1, -1):
        stems = table.stems.get(folded[:cut])
        endings = stems and table.endings.get(folded[cut:])
        if not stems or not endings:
            continue
        begins, ends = word[:cut], word[cut:]
        for stem, bits, harmony, name in stems:
            if (harmony == "w" and ends) or not (begins == stem or _may_be(begins, stem)):
                continue
            for ending, more, kind in endings:
                if (kind == harmony or kind == "n" or harmony in "nw") and (
                    ends == ending or _may_be(ends, ending)
                ):
                    whole, cost = stem + ending, bits + more
                    if whole not in found or cost < found[whole][0]:
                        found[whole] = cost, name
    return found


def _is_plain(word: str) -> bool:
    """Whether a word is a common one as it is written, by its longest stem."""
    if len(word) > _LONGEST:
        return False
    table = _table()
    exact, endings = table.exact, table.exact_endings
    for cut in range(len(word), 1, -1):
        stem = exact.get(word[:cut])
        if stem:
            ending = endings.get(word[cut:])
            if ending and (ending[1] in ("n", stem[1]) or stem[1] == "n" or cut == len(word)):
                return stem[0] + ending[0] <= PLAIN
    return False


@lru_cache(maxsize=1 << 17)
def meant(word: str, capital: bool = False, first: bool = True, eager: bool = False) -> tuple[str, ...]:
    """What a word in lower case was meant to be, the likeliest first; () where nothing is wrong with it.

    `capital` says that it was written with a capital letter, `first` that it begins a sentence, `eager` that
    words beside it were certainly typed with Russian letters. A word that cannot be Kazakh as it is written,
    though no known word fits, gives ("",).

    >>> meant("кызмет"), meant("қызмет"), meant("парк"), meant("улкен")
    (('қызмет',), (), (), ('үлкен',))
    """
    if not KAZAKH.isdisjoint(word) and _is_plain(word):
        return ()
    inside = capital and not first
    found = spellings(word)
    own = found.pop(word, None)
    if own:
        cost = own[0]
    else:
        cost = UNKNOWN + LETTER * len(word) + (0.0 if KAZAKH.isdisjoint(word) else OWN)
        if capital:
            cost -= NAME / 2 if first else NAME
    if found:
        best, name = min(found.values())
        margin = EAGER if eager else MARGIN
        if best + margin + (NAME_MARGIN if inside and not name else 0) < cost:
            near = [other for other in found if found[other][0] <= best + CLEAR]
            return tuple(sorted(near, key=found.__getitem__))
    if not own and not inside and _impossible(word):
        return ("",)
    return ()


def known(word: str) -> bool:
    """Whether the table can cut this very word."""
    return word in spellings(word)


def ending_meant(ending: str) -> tuple[str, ...]:
    """What an ending after a hyphen was meant to be; () where it is right, or no ending.

    >>> ending_meant("тын"), ending_meant("тың"), ending_meant("компания")
    (('тың', 'тің'), (), ())
    """
    rivals = _table().endings.get(ending.translate(_FOLD), [])
    if len(ending) < 2 or any(rival == ending for rival, _, _ in rivals):
        return ()
    fits = sorted((bits, rival) for rival, bits, _ in rivals if _may_be(ending, rival))
    return tuple(rival for _, rival in fits)


def abbreviation_meant(word: str) -> tuple[str, ...]:
    """What an abbreviation, here in lower case, was meant to be; () where it is right or unknown.

    >>> abbreviation_meant("акш"), abbreviation_meant("ақш"), abbreviation_meant("нато")
    (('ақш',), (), ())
    """
    found = spellings(word)
    own = found.pop(word, None)
    names = [other for other, (_, name) in found.items() if name]
    if not names or (own and (own[1] or own[0] < 15)):
        return ()
    return tuple(sorted(names, key=found.__getitem__))


def _impossible(word: str) -> bool:
    """Whether a word has a group of letters that only Russian letters for Kazakh ones bring about."""
    table = _table()
    framed = f"^{word}$"
    for start in range(len(framed) - 1):
        for end in range(start + 2, min(start + table.longest, len(framed)) + 1):
            if framed[start:end] in table.groups:
                return True
    return False
