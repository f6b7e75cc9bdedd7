"""Learn which pairs of letters are Russian and which Kazakh, for tm/checks/language/bigrams.py.

From the documents of corpora/ushtil-open that may be learned from. Each different word counts by the square
root of how often it stands there, so that the subjects of these documents weigh less. Only letters that both
alphabets have are counted: of the others one look is enough.

    python scripts/learn_bigrams.py
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

from own import Document, documents

from tm.checks.language.bigrams import LETTERS, MIDDLE, STEP

_WORD = re.compile("[а-яёәғқңөұүһі]+")
PRIOR = 1.0  # what each pair of letters is taken to have been seen before anything is read


def counts(read: list[Document], lang: str) -> Counter[str]:
    """How often each pair of letters stands in the words of a language, the ends of words being spaces."""
    words = Counter(
        word for document in read for text in document[lang] for word in _WORD.findall(text.lower())
    )
    found: Counter[str] = Counter()
    for word, times in words.items():
        ended = f" {word} "
        for pair in map("".join, pairwise(ended)):
            if pair[0] in LETTERS and pair[1] in LETTERS:
                found[pair] += math.sqrt(times)  # type: ignore[assignment]
    return found


def rows() -> list[str]:
    """The table: a row for each first letter, a letter in it for each second."""
    read = documents("train")
    kazakh, russian = counts(read, "kk"), counts(read, "ru")
    room = PRIOR * len(LETTERS) ** 2
    shift = math.log((kazakh.total() + room) / (russian.total() + room))

    def cell(pair: str) -> str:
        odds = math.log((russian[pair] + PRIOR) / (kazakh[pair] + PRIOR)) + shift
        return chr(MIDDLE + max(-12, min(12, round(odds / STEP))))

    return ["".join(cell(first + second) for second in LETTERS) for first in LETTERS]


if __name__ == "__main__":
    for row in rows():
        print(f'    "{row}"')
