"""Groups of letters that no Kazakh word has, but words whose Kazakh letters were typed as Russian ones."""

from __future__ import annotations

import random
from collections import Counter

from kazakh_morphs import STANDS_FOR

Counts = Counter[str]


def damaged(word: str, draw: random.Random) -> tuple[str, set[int]]:
    """The word with one or all of its Kazakh letters typed as Russian ones, and where."""
    places = [i for i, letter in enumerate(word) if letter in STANDS_FOR]
    if draw.random() < 0.5:
        places = [draw.choice(places)]
    soft, wide, typed = draw.choice("иы"), draw.choice("ае"), list(word)
    for i in places:
        typed[i] = soft if word[i] == "і" else wide if word[i] == "ә" else STANDS_FOR[word[i]]
    return "".join(typed), set(places)


def groups_of(word: str) -> list[tuple[int, int, str]]:
    """Groups of two to six letters of a word, ^ and $ for its edges: where each begins, its length, it."""
    framed = f"^{word}$"
    return [(i, n, framed[i : i + n]) for n in range(2, 7) for i in range(len(framed) - n + 1)]


def learn_groups(clean: Counts, russian: Counts) -> list[str]:
    """Groups of letters that damage brings about and nothing else has, no longer than need be."""
    right: Counts = Counter()
    for words, most in ((clean, 3), (russian, 2)):
        for word, n in words.items():
            for _, _, group in groups_of(word):
                right[group] += min(n, most)
    wrong: Counts = Counter()
    draw = random.Random(5)
    for word, n in clean.items():
        if any(letter in STANDS_FOR for letter in word):
            for _ in range(4):
                typed, places = damaged(word, draw)
                hit = {g for i, k, g in groups_of(typed) if any(i <= place + 1 < i + k for place in places)}
                wrong.update(dict.fromkeys(hit, min(n, 5)))
    chosen: set[str] = set()
    for group, n in sorted(wrong.items(), key=lambda item: len(item[0])):
        mixed = not STANDS_FOR.keys().isdisjoint(group)
        if n < (50 if mixed else 160) or right[group] > (n / 2000 if mixed else 0):
            continue
        size = len(group)
        parts = (group[i:j] for i in range(size) for j in range(i + 2, size + 1) if j - i < size)
        if chosen.isdisjoint(parts):
            chosen.add(group)
    return sorted(chosen)
