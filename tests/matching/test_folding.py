from __future__ import annotations

import re
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tm.matching.clusters import MARKS
from tm.matching.folding import fold, folded
from tm.matching.suffixes import SUFFIXES

ODD = (
    "İΣςßё̈ё́Ё́٣०"
    + "\u00a0\u2028\u200d\ufeff\u0085\x1c\x00?!.,–—_%‰«»+$€😀👩"
    + "ﬁ½²й\u0438\u0306각\u1100\u1161\u11a8\u037eK\ud800"
)
CHARS = st.text(
    st.sampled_from("аА0 15.,\n\t-\u2010\u2011–де") | st.sampled_from(ODD) | st.characters(), max_size=30
)
FIGURES = st.builds(
    "{}{}{}".format,
    st.sampled_from("059٣а"),
    st.sampled_from("--\u2010\u2011– "),
    st.sampled_from(sorted(SUFFIXES)) | st.sampled_from(["ДА", "и\u0306", "дағ", "бап", "сіндегіде"]),
)
TEXT = CHARS | st.lists(FIGURES | st.text("а 5.-\n_\u0301", max_size=3) | CHARS, max_size=6).map("".join)


def plain_fold(text: str) -> str:
    """The fold as the words of its definition have it, a character at a time."""
    lower = unicodedata.normalize("NFC", text.lower())
    out: list[str] = []
    parted = False
    for place, char in enumerate(lower):
        if suffix := suffix_at(lower, place):
            lower = lower[:place] + " " * suffix + lower[place + suffix :]
            out.append(" ")
            parted = True
            continue
        char = lower[place]
        kind = unicodedata.category(char)
        if kind in ("Cc", "Cf") or (kind[0] in "PZ" and char not in "%‰‱٪﹪％"):
            char = " "
        elif kind == "Nd":
            char = "0"
        elif char == "ё":
            char = "е"
        if char == " " and (not out or out[-1] == " "):
            continue
        if char == "0" and not parted and (out[-1:] == ["0"] or out[-2:] == ["0", " "]):
            if out[-1] == " ":
                out.pop()
            continue
        out.append(char)
        parted = parted and char == " "
    return "".join(out).strip(" ") or lower.strip()


def suffix_at(lower: str, place: int) -> int:
    """How long the suffix is whose hyphen stands there, with the hyphen; 0 for none."""
    if lower[place] not in "-\u2010\u2011" or not lower[max(place - 1, 0)].isdecimal():
        return 0
    end = place + 1
    while lower[end : end + 1].isalnum() or re.match(f"[{MARKS}]", lower[end : end + 1]):
        end += 1
    return end - place if lower[place + 1 : end].replace("ё", "е") in SUFFIXES else 0


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
        ("2007ж. 3-ші", "0ж 0"),
        ("9:30-ДА", "0"),
        ("B30-дан, COVID-19\u2010дан 61\u2011і", "b0 covid 0 0"),
        ("18-ден 60-қа", "0 0"),
        ("2-го, 3", "0 0"),
        ("5-ке%", "0 %"),
        ("5-бап 3-day 5-км 5–ке 5 -ке а-да", "0 бап 0 day 0 км 0 ке 0 ке а да"),
        ("5-дағыдан 5-де5 5-де\u0301", "0 дағыдан 0 де0 де\u0301"),
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
def test_folding_twice_only_joins_numbers_that_a_suffix_parted(text: str) -> None:
    assume("е\u0308" not in fold(text))  # ё with another diaeresis
    assert fold(fold(text)) == re.sub("0(?: 0)+", "0", fold(text))


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
