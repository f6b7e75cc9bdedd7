"""The form in which texts are compared and indexed: what a typist or a number may change is not in it.

`fold` is for a query, `folded` for a memory: it gives the same folds of many texts at once, as arrays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from unicodedata import category, normalize

import numpy as np
from numpy.typing import NDArray

from tm.matching.clusters import HYPHENS
from tm.matching.suffixes import LETTERS, LONGEST, SUFFIX

_SPACE, _DIGIT, _END = ord(" "), ord("0"), ord("\n")
_SYMBOLS = frozenset("%‰‱٪﹪％")  # punctuation in Unicode, but they say something of a number
_HYPHEN = ord("-")
_CUT = 1  # in place of the hyphen of a suffix, so that the numbers before and after it stay two
_STRANGE = 1 << 31  # set for a character whose form depends on its neighbours
_UNMET = (1 << 32) - 1  # in place of what is not known yet
_PAGE = 8  # bits of a code point within its page
_PLAIN = np.uint32(_STRANGE - 1)
_MANY = 1 << 16  # characters folded at a time: their arrays stay in the cache of the processor
_JAMO = range(0x1160, 0x1200)  # vowels and finals, which become part of the Hangul syllable before them
_NUMBER = re.compile("0+(?: 0+)*")


class _Forms(dict[int, int]):
    """Code points of lower case and what is kept of them, found out when first asked for."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        kind = category(char)
        form = code
        if kind in ("Cc", "Cf") or (kind[0] in "PZ" and char not in _SYMBOLS):
            form = _SPACE
        elif kind == "Nd":
            form = _DIGIT
        elif char == "ё":
            form = ord("е")
        self[code] = form
        return form


_FORMS = _Forms()


class Folded(NamedTuple):
    """The folds of several texts: `codes[starts[i]:starts[i + 1]]` are the code points of that of text i."""

    codes: NDArray[np.uint32]  # (characters of all folds,)
    starts: NDArray[np.int64]  # (texts + 1,)


def fold(text: str) -> str:
    """The text in NFC and lower case, ё as е, every number 0, one space for all punctuation and white space.

    Control and format characters count as white space; symbols stay, and so do per cent signs. A number is a
    run of digits, and all digits that only punctuation and white space part. A suffix behind its figure
    (`suffixes.py`) counts as white space, but parts two numbers. A text with nothing else in it is its own
    fold, in NFC and stripped.

    >>> fold("«Ел» 15.10.2014 ж.,  1 648 км² – 5%!"), fold(" ?! "), fold("18-ден 60-қа дейін")
    ('ел 0 ж 0 км² 0%', '?!', '0 0 дейін')
    """
    text = normalize("NFC", text.lower()).replace("ё", "е")
    if "-" in text or "\u2010" in text or "\u2011" in text:
        first, *others = SUFFIX.split(text)
        if others:
            return " ".join(filter(None, map(_reduced, (first, *others))))
    return _reduced(text) or text.strip()


def _reduced(text: str) -> str:
    """The fold of a text in lower case without suffixes behind numbers; of punctuation nothing is left."""
    words = [word if word.isalpha() else word.translate(_FORMS).strip() for word in text.split()]
    kept = " ".join(words)
    if "  " in kept or kept[:1] == " " or kept[-1:] == " ":
        kept = " ".join(kept.split())
    return _NUMBER.sub("0", kept) if "0" in kept else kept


def folded(texts: Sequence[str]) -> Folded:
    """The folds of the texts, exactly as `fold` has them, at about a microsecond for 100 characters.

    >>> folds = folded(["Ел, 5%", "", "Ел!"])
    >>> folds.starts.tolist(), "".join(map(chr, folds.codes.tolist()))
    ([0, 5, 5, 7], 'ел 0%ел')
    """
    if texts and sum(map(len, texts)) + len(texts) < _MANY:
        return _folded(texts)
    pieces, begin, size = [], 0, 0
    for end, length in enumerate(map(len, texts), start=1):
        size += length + 1
        if size >= _MANY or end == len(texts):
            pieces.append(_folded(texts[begin:end]))
            begin, size = end, 0
    if not pieces:
        return Folded(np.empty(0, np.uint32), np.zeros(1, np.int64))
    lengths = np.concatenate([np.diff(piece.starts) for piece in pieces])
    return Folded(np.concatenate([piece.codes for piece in pieces]), bounds(lengths))


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text, one a character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def bounds(lengths: NDArray[np.int64] | NDArray[np.uint16]) -> NDArray[np.int64]:
    """Where each of several pieces begins, and where the last one ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _folded(texts: Sequence[str]) -> Folded:
    """`folded` of at least one text; its arrays are several times as large as the texts."""
    forms = _forms(texts)
    cut = _without_suffixes(forms)
    gap = (forms <= _SPACE) & (forms != _CUT) if cut else forms <= _SPACE  # a space, or the end of a text
    kept = ~gap
    kept[1:] |= kept[:-1]  # of several gaps in a row the first stays
    kept[0] |= forms[0] != _SPACE
    kept |= forms == _END
    forms = forms[kept]
    space, digit, end = forms == _SPACE, forms == _DIGIT, forms == _END
    dropped = np.zeros(len(forms), bool)
    dropped[:-1] = space[:-1] & end[1:]
    dropped[1:] |= digit[1:] & digit[:-1]
    between = digit[:-2] & space[1:-1] & digit[2:]
    dropped[1:-1] |= between
    dropped[2:] |= between
    if cut:
        dropped |= forms == _CUT
    forms = forms[~dropped]
    end = forms == _END
    lengths: NDArray[np.int64] = np.diff(np.flatnonzero(end), prepend=-1) - 1
    return _with_bare(forms[~end], lengths, texts)


def _without_suffixes(forms: NDArray[np.uint32]) -> bool:
    """Whether numbers have suffixes; their hyphens become _CUT, their letters and other hyphens spaces.

    They are few, so that those with a digit before and a letter behind are looked at by hand.
    """
    places = np.flatnonzero(forms == _HYPHEN)
    follows = forms[places + 1]
    found = places[(forms[places - 1] == _DIGIT) & (follows > _DIGIT)]
    forms[places] = _SPACE
    if not len(found):
        return False
    width = LONGEST + 1
    windows = forms[np.minimum(found[:, None] + np.arange(1, width + 1), len(forms) - 1)]
    near = windows.tobytes().decode("utf-32-le", "surrogatepass")
    matches = [LETTERS.match(near, start) for start in range(0, len(near), width)]
    lengths = np.array([match.end() - match.start() if match else 0 for match in matches])
    found, lengths = found[lengths > 0], lengths[lengths > 0]
    forms[found] = _CUT
    for length in range(1, int(lengths.max(initial=0)) + 1):
        forms[found[lengths >= length] + length] = _SPACE
    return len(found) > 0


def _forms(texts: Sequence[str]) -> NDArray[np.uint32]:
    """What is kept of each character, still one for one, and _END after each text; hyphens are kept too."""
    forms = _known(_codes(texts))
    if forms.max() >= _STRANGE:
        texts = list(texts)
        strange = np.flatnonzero(forms >= _STRANGE)
        for number in np.unique(np.searchsorted(np.flatnonzero(forms == _END), strange)).tolist():
            texts[number] = normalize("NFC", texts[number].lower())
        forms = _known(_codes(texts)) & _PLAIN
    return forms


def _codes(texts: Sequence[str]) -> NDArray[np.uint32]:
    """The code points of the texts, _END after each and nowhere else."""
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        joined = "\n".join([text.replace("\n", " ") for text in texts])
    return code_points(joined + "\n")


def _known(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """What the table has of the codes; its pages that are met for the first time are filled."""
    table = _table()
    forms = table[codes]
    if forms.max() == _UNMET:
        unmet = codes[forms == _UNMET].astype(np.int64) >> _PAGE
        for page in np.flatnonzero(np.bincount(unmet)).tolist():  # np.unique takes 5 ms when first called
            first = page << _PAGE
            table[first : first + (1 << _PAGE)] = [_form(code) for code in range(first, first + (1 << _PAGE))]
        forms = table[codes]
    return forms


@cache
def _table() -> NDArray[np.uint32]:
    """What is kept of each code point, in lower case, with _STRANGE where it takes its neighbours to say.

    _UNMET where that was not asked yet: to fill it for all of Unicode takes longer than most questions.
    """
    return np.full(0x110000, _UNMET, np.uint32)


def _form(code: int) -> int:
    """What the table is to have of a code point."""
    char = chr(code)
    if code == _END:
        return _END
    if char in HYPHENS:
        return _HYPHEN
    lower = char.lower()
    strange = (
        char == "Σ"
        or len(lower) > 1
        or code in _JAMO
        or category(char)[0] == "M"
        or normalize("NFC", lower) != lower
    )
    return _FORMS[ord(lower[0])] | (_STRANGE if strange else 0)


def _with_bare(codes: NDArray[np.uint32], lengths: NDArray[np.int64], texts: Sequence[str]) -> Folded:
    """The folds with those of texts that are punctuation only, of which nothing is left so far."""
    bare = [
        (number, fold(texts[number])) for number in np.flatnonzero(lengths == 0).tolist() if texts[number]
    ]
    if any(own for _, own in bare):
        numbers = np.array([number for number, _ in bare])
        sizes = np.array([len(own) for _, own in bare])
        places = np.repeat(bounds(lengths)[numbers], sizes)
        codes = np.insert(codes, places, code_points("".join(own for _, own in bare)))
        lengths[numbers] = sizes
    return Folded(codes, bounds(lengths))
