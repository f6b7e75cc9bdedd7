"""Letters that only look right, or are of the wrong alphabet: the family `letters`.

Half are look-alikes in one word, half Russian letters where Kazakh ones belong. A Kazakh word that loses
one of its own letters is taken only where what comes out is a word of neither language as far as our
texts know.
"""

from __future__ import annotations

import random
import re
from functools import cache

from own import OWN, documents

from planting.place import ALL, WORD, Edit, Slips, changed, one_of, put

LATIN = dict(zip("аеосрхуіАВЕКМНОРСТХІѕјһ", "aeocpxyiABEKMHOPCTXIsjh", strict=True))
CYRILLIC = {latin: cyrillic for cyrillic, latin in LATIN.items()}
# What stands for the Kazakh letters in files of Latin letters, of IPA and of other Cyrillic alphabets.
OF_KAZAKH_LATIN = {"ә": "əǝ", "і": "iı", "һ": "h", "ө": "ɵ", "Ә": "Ə", "І": "I"}
OF_KAZAKH_CYRILLIC = {"қ": "ҝӄ", "ғ": "ӷґ", "ң": "ӊҥ", "ү": "ӱў", "ө": "ѳӫ", "ә": "ӕє", "і": "їӏ", "һ": "ћ"}
DIGITS = {"о": "0", "О": "0", "з": "3", "З": "3", "o": "0", "O": "0", "l": "1", "I": "1"}
RUSSIAN = dict(zip("қғңүұөәіһҚҒҢҮҰӨӘІҺ", "кгнууоаихКГНУУОАИХ", strict=True))
KAZAKH = dict(zip("кгнуоаих", "қғңүөәіһ", strict=True))
# A Kazakh font of the nineties as another program reads it: Ќазаќстан Республикасыныѕ.
OLD_FONT = dict(zip("қғңүұөәҚҒҢҮҰӨӘ", "ќѓѕїўґєЌЃЅЇЎҐЄ", strict=True))


@cache
def known_words() -> frozenset[str]:
    """The Kazakh and Russian words of our texts and our lexicon, in lower case."""
    known = documents("train") + documents("development")
    texts = [line for document in known for lang in ("kk", "ru") for line in document[lang]]
    texts.append((OWN / "lexicon.tsv").read_text("utf-8"))
    return frozenset(word for text in texts for word in WORD.findall(text.lower()))


def _is_cyrillic(word: str) -> bool:
    return all("\u0400" <= char <= "\u052f" for char in word)


def _one_letter(table: dict[str, str], least: int = 3, *, new_word: bool = False) -> Edit:
    """One letter of a word of one alphabet becomes what the table has for it."""

    def edit(text: str, lang: str, rng: random.Random) -> str | None:
        words = [match for match in WORD.finditer(text) if len(match[0]) >= least]
        words = [match for match in words if _is_cyrillic(match[0]) or match[0].isascii()]
        words = [match for match in words if set(match[0]) & set(table)]
        match = one_of(words, rng)
        if match is None:
            return None
        at = rng.choice([at for at in range(*match.span()) if text[at] in table])
        after = put(text, at, at + 1, rng.choice(table[text[at]]))
        if new_word and after[slice(*match.span())].lower() in known_words():
            return None
        return after

    return edit


def _several_letters(text: str, lang: str, rng: random.Random) -> str | None:
    """Several letters of a word have their look-alikes, and at least as many have not."""
    table = CYRILLIC if lang == "en" else LATIN
    found = []
    for match in WORD.finditer(text):
        known = [at for at in range(*match.span()) if text[at] in table]
        if len(match[0]) >= 5 and len(known) >= 2:
            found.append((match, known))
    if not found:
        return None
    match, known = rng.choice(found)
    count = rng.randrange(2, max(3, min(len(known), (len(match[0]) - 1) // 2) + 1))
    for at in rng.sample(known, count):
        text = put(text, at, at + 1, table[text[at]])
    return text


def _whole_word(text: str, lang: str, rng: random.Random) -> str | None:
    """A Russian word all in Latin letters that look the same: mostly a preposition of one letter."""
    pattern = r"(?<=[^\W\d_] )[аеосрху]+(?= [^\W\d_])"
    match = one_of(list(re.finditer(pattern, text)), rng)
    return match and put(text, *match.span(), "".join(LATIN[char] for char in match[0]))


def _digit(text: str, lang: str, rng: random.Random) -> str | None:
    """A digit within a word, as text recognition reads it."""
    words = [
        match for match in re.finditer(r"(?<![\d-])\b[^\W\d_]{5,}", text) if set(match[0][1:-1]) & set(DIGITS)
    ]
    match = one_of(words, rng)
    if match is None:
        return None
    at = rng.choice([at for at in range(match.start() + 1, match.end() - 1) if text[at] in DIGITS])
    return put(text, at, at + 1, DIGITS[text[at]])


def _all_of_word(text: str, lang: str, rng: random.Random) -> str | None:
    """All Kazakh letters of a word, at least two, are Russian ones."""
    found = [match for match in WORD.finditer(text) if sum(char in RUSSIAN for char in match[0]) >= 2]
    found = [match for match in found if _russian(match[0]).lower() not in known_words()]
    match = one_of(found, rng)
    return match and put(text, *match.span(), _russian(match[0]))


def _all_of_text(text: str, lang: str, rng: random.Random) -> str | None:
    """There is no Kazakh letter left, as on a Russian keyboard."""
    return _russian(text) if sum(char in RUSSIAN for char in text) >= 5 else None


def _russian(text: str) -> str:
    return "".join(RUSSIAN.get(char, char) for char in text)


def _old_font(text: str, lang: str, rng: random.Random) -> str | None:
    new = "".join(OLD_FONT.get(char, char) for char in text)
    return new if sum(one != two for one, two in zip(text, new, strict=True)) >= 2 else None


LETTERS: Slips = {
    "Latin in Kazakh": changed(_one_letter(LATIN), ("kk",)),
    "Latin in Russian": changed(_one_letter(LATIN), ("ru",)),
    "Cyrillic in English": changed(_one_letter(CYRILLIC), ("en",)),
    "Latin for Kazakh letter": changed(_one_letter(OF_KAZAKH_LATIN), ("kk",)),
    "foreign for Kazakh letter": changed(_one_letter(OF_KAZAKH_CYRILLIC), ("kk",)),
    "several in a word": changed(_several_letters, ALL),
    "Latin word": changed(_whole_word, ("ru",)),
    "digit in a word": changed(_digit, ALL),
    "Kazakh in Russian": changed(_one_letter(KAZAKH, 5, new_word=True), ("ru",)),
    "Russian for one": changed(_one_letter(RUSSIAN, 5, new_word=True), ("kk",)),
    "Russian for all of a word": changed(_all_of_word, ("kk",)),
    "Russian for all": changed(_all_of_text, ("kk",)),
    "old font": changed(_old_font, ("kk",)),
}
SHARES = {"Russian for one": 4, "Russian for all of a word": 3}  # of the others one each
REVERSIBLE = frozenset(
    (
        "Latin in Kazakh",
        "Latin in Russian",
        "Cyrillic in English",
        "Latin for Kazakh letter",
        "several in a word",
    )
)
