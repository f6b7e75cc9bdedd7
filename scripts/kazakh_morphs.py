"""Kazakh words as stems and endings: what `learn_kazakh.py` counts and how it cuts words."""

from __future__ import annotations

from collections import defaultdict

STANDS_FOR = {
    "қ": "к", "ғ": "г", "ң": "н", "ә": "аеэ", "ө": "о", "ұ": "у", "ү": "у", "і": "иы", "һ": "х",
}  # fmt: skip
FOLD = str.maketrans("әеэқғңөұүһіы", "ааакгноуухии")


def fold(word: str) -> str:
    """A word with all letters that may be typed for each other made the same."""
    return word.translate(FOLD)


def may_be(written: str, meant: str) -> bool:
    """Whether one is the other with Russian letters for some of its Kazakh ones."""
    return all(a == b or a in STANDS_FOR.get(b, "") for a, b in zip(written, meant, strict=True))


def harmony(stem: str) -> str:
    """The class of a stem: b for back, f for front, n where the stem has no vowel that tells."""
    for letter in reversed(stem):
        if letter in "аоұыяқғё":
            return "b"
        if letter in "әеөүіэь":
            return "f"
    for letter in reversed(stem):
        if letter in "ую":
            return "b"
        if letter == "и":
            return "f"
    return "n"


def kind(ending: str) -> str:
    """The class of stems that an ending goes with: b, f, or n for all."""
    vowels = [letter for letter in ending if letter in "аыеіәөүұо"]
    if vowels:
        return "b" if vowels[0] in "аыұо" else "f"
    if any(letter in "қғ" for letter in ending):
        return "b"
    return "f" if any(letter in "кг" for letter in ending) else "n"


class Model:
    """Stems and endings with their cost in bits, and the cheapest cut of a word."""

    def __init__(self, stems: dict[str, float], endings: dict[str, float], classes: dict[str, str]) -> None:
        self.stems, self.endings, self.classes = stems, endings, classes
        self.kinds = {ending: kind(ending) for ending in endings}
        self.folded: dict[str, list[str]] = defaultdict(list)
        self.folded_endings: dict[str, list[str]] = defaultdict(list)
        for stem in stems:
            self.folded[fold(stem)].append(stem)
        for ending in endings:
            self.folded_endings[fold(ending)].append(ending)

    def agree(self, stem: str, ending: str) -> bool:
        """Whether stem and ending are of one harmony."""
        if not ending:
            return True
        of_stem, of_ending = self.classes[stem], self.kinds[ending]
        return of_stem != "w" and (of_ending == "n" or of_stem == "n" or of_stem == of_ending)

    def cut(self, word: str, whole: bool = True) -> tuple[float, str, str] | None:
        """The cheapest cut of a word: its cost, its stem, its ending; None where there is none."""
        cuts = [
            (self.stems[word[:at]] + self.endings[word[at:]], word[:at], word[at:])
            for at in range(len(word) if whole else len(word) - 1, 1, -1)
            if word[:at] in self.stems and word[at:] in self.endings and self.agree(word[:at], word[at:])
        ]
        return min(cuts) if cuts else None

    def spellings(self, word: str) -> dict[str, float]:
        """The words that a word may stand for, itself included, with their costs."""
        folded = fold(word)
        found: dict[str, float] = {}
        for at in range(len(word), 1, -1):
            for stem in self.folded.get(folded[:at], ()):
                if may_be(word[:at], stem):
                    for ending in self.folded_endings.get(folded[at:], ()):
                        if self.agree(stem, ending) and may_be(word[at:], ending):
                            cost = self.stems[stem] + self.endings[ending]
                            found[stem + ending] = min(cost, found.get(stem + ending, 999.0))
        return found

    def other(self, word: str, margin: float = 1.0) -> str | None:
        """The likelier word that this one is a slip of."""
        found = self.spellings(word)
        mine = found.pop(word, 17 + 3.0 * len(word))
        best = min(found, key=found.__getitem__, default=None)
        return best if best is not None and found[best] + margin < mine else None
