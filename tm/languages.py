"""Languages: tags as users write them, the letters of ours, and which of them a text is in.

Tags are kept as written and compared as BCP 47 says: without regard to case, and from region
to language (`kk-KZ` matches `kk`). Identification is by letters only, so it always works and
can be explained; it knows no fourth language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("kk", "en", "ru")
NAMES = {"kk": "Kazakh", "en": "English", "ru": "Russian"}
AUTONYMS = {"kk": "Қазақша", "en": "English", "ru": "Русский"}

# The nine letters that Kazakh has and Russian has not: 15 % of the letters of UD Kazakh-KTB. The
# threshold leaves room for names in Russian; of sentences with 30 letters or more it takes
# 99.7 % of those of KTB for Kazakh and all of those of UD Russian-PUD and -Taiga for Russian.
KAZAKH_LETTERS = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
_KAZAKH = re.compile(f"[{KAZAKH_LETTERS}]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
SAMPLE = 100_000  # characters from the start, the middle and the end of a long text that are looked at
KAZAKH_SHARE = 0.02  # of the Cyrillic letters

OTHER = "another language"  # what identification says of text that is clearly none of ours
_FOREIGN = re.compile("[їєґўјљњћђџѓќҗҙҫҡҳҷӣӯ]", re.IGNORECASE)  # letters of other Cyrillic alphabets
FOREIGN_SHARE = 0.01  # of the Cyrillic letters; names in our languages stay below it

WELL_FORMED = re.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")  # a tag, as far as anyone writes them

# Of a file, without its ending.
TAG_IN_NAME = re.compile(r"(?:^|[._-])([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)$")

_ALIASES = {"kaz": "kk", "eng": "en", "rus": "ru", "kz": "kk"}


class Identified(NamedTuple):
    """What language a text seems to be in, and how much there was to go by."""

    lang: str | None  # None: no letters; OTHER: letters that none of our languages has
    letters: int


@lru_cache(maxsize=1024)
def base(tag: str) -> str:
    """The language of a tag in lower case, without script and region; kaz, rus and eng shortened.

    >>> [base(tag) for tag in ("kk", "KK_kz", "kk-Cyrl-KZ", "rus", "en-GB")]
    ['kk', 'kk', 'kk', 'ru', 'en']
    """
    first = re.split("[-_]", tag.strip(), maxsplit=1)[0].lower()
    return _ALIASES.get(first, first)


def matches(wanted: str, tag: str) -> bool:
    """Whether a tag is in the wanted language: equal but for case, or one of the two has no region.

    >>> matches("kk", "kk-KZ"), matches("en-GB", "en-gb"), matches("en-GB", "en-US")
    (True, True, False)
    """
    one, other = wanted.replace("_", "-").lower(), tag.replace("_", "-").lower()
    if one == other:
        return True
    return base(wanted) == base(tag) and "-" not in (one if len(one) < len(other) else other)


def language_in_name(path: Path | str) -> str | None:
    """The language that the name of a file says, as written there; None if it says none of ours.

    >>> [language_in_name(name) for name in ("kk.txt", "a/article.ru.txt", "article_en-GB.txt", "notes.txt")]
    ['kk', 'ru', 'en-GB', None]
    """
    found = TAG_IN_NAME.search(Path(path).stem)
    return found[1] if found and base(found[1]) in LANGUAGES else None


def identify(text: str) -> Identified:
    """Kazakh, Russian or English by the share of letters, and None where letters are missing.

    More Latin than Cyrillic letters make English. Of Cyrillic texts, those with at least
    `KAZAKH_SHARE` of Kazakh's own letters are Kazakh, the others Russian, and those with
    letters of other alphabets, Ukrainian or Tatar say, `OTHER`.

    >>> identify("Сұхбаттың толық нұсқасы").lang, identify("Полная версия").lang, identify("2020").lang
    ('kk', 'ru', None)
    """
    if len(text) > 3 * SAMPLE:
        middle = len(text) // 2
        text = text[:SAMPLE] + text[middle : middle + SAMPLE] + text[-SAMPLE:]
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if not cyrillic + latin:
        return Identified(None, 0)
    if latin > cyrillic:
        return Identified("en", latin)
    if len(_FOREIGN.findall(text)) >= max(FOREIGN_SHARE * cyrillic, 2):
        return Identified(OTHER, cyrillic)
    kazakh = len(_KAZAKH.findall(text))
    return Identified("kk" if kazakh >= KAZAKH_SHARE * cyrillic else "ru", cyrillic)
