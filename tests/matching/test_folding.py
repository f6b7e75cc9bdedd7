from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tm.matching.folding import fold, folded

ODD = (
    "İΣςßё̈ё́Ё́٣०"
    + "\u00a0\u2028\u200d\ufeff\u0085\x1c\x00?!.,–—_%‰«»+$€😀👩"
    + "ﬁ½²й\u0438\u0306각\u1100\u1161\u11a8\u037eK\ud800"
)
TEXT = st.text(st.sampled_from("аА0 15.,\n\t") | st.sampled_from(ODD) | st.characters(), max_size=30)


def plain_fold(text: str) -> str:
    """The fold as the words of its definition have it, a character at a time."""
    lower = unicodedata.normalize("NFC", text.lower())
    out: list[str] = []
    for char in lower:
        kind = unicodedata.category(char)
        if kind in ("Cc", "Cf") or (kind[0] in "PZ" and char not in "%‰‱٪﹪％"):
            char = " "
        elif kind == "Nd":
            char = "0"
        elif char == "ё":
            char = "е"
        if char == " " and (not out or out[-1] == " "):
            continue
        if char == "0" and (out[-1:] == ["0"] or out[-2:] == ["0", " "]):
            if out[-1] == " ":
                out.pop()
            continue
        out.append(char)
    return "".join(out).strip(" ") or lower.strip()


def split(texts: list[str]) -> list[str]:
    """What `folded` gives, as strings."""
    codes, starts = folded(texts)
    assert codes.dtype == "uint32" and starts.dtype == "int64" and len(starts) == len(texts) + 1
    folds = "".join(map(chr, codes.tolist()))
    assert starts[0] == 0 and starts[-1] == len(folds)
    return [folds[begin:end] for begin, end in pairwise(starts.tolist())]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("15.10.2014", "0"),
        ("1 648", "0"),
        ("2014–2015", "0"),
        ("5% 6%", "0% 0%"),
        ("2007ж. 3-ші", "0ж 0 ші"),
        ("Ещё раз:\n«ЁЛКА»", "еще раз елка"),
        ("10 km²", "0 km²"),
        ("?!", "?!"),
        (" — ", "—"),
        ("", ""),
        (" \n\u00a0", ""),
        ("$5 + €3 😀!", "$0 + €0 😀"),
        ("snake_case", "snake case"),
        ("ΟΔΟΣ", "οδος"),
        ("Straße", "straße"),
        ("e\u0308 е\u0308 й".replace("й", "и\u0306"), "ë е й"),
        ("a\tb\r\nc\u2028d\u200be", "a b c d e"),
    ],
)
def test_fold(text: str, form: str) -> None:
    assert fold(text) == form
    assert split([text]) == [form]


@given(TEXT)
def test_fold_is_its_definition(text: str) -> None:
    assert fold(text) == plain_fold(text)


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assume("е\u0308" not in fold(text))  # ё with another diaeresis
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_canonically_equal_texts_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.lists(TEXT, max_size=8))
@example([])
@example([""])
@example(["", "\n", "?\n!", "\ud800", "0", "0 0"])
def test_folded_is_fold(texts: list[str]) -> None:
    assert split(texts) == [fold(text) for text in texts]


def test_every_character_folds_alike_both_ways() -> None:
    texts = [f"a{chr(code)}b" for code in range(sys.maxunicode + 1)]
    assert split(texts) == [fold(text) for text in texts]


def test_every_composition_folds_alike_both_ways() -> None:
    texts = [unicodedata.normalize("NFD", chr(code)) for code in range(sys.maxunicode + 1)]
    assert split(texts) == [fold(text) for text in texts]


def test_long_texts_are_folded_whole() -> None:
    long = "Сөз, 12 " * 50_000
    assert split(["a", long, "?", long + "!", ""]) == ["a", fold(long), "?", fold(long), ""]
