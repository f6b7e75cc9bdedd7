"""What three alphabets have in common: words, numbers, and romanised skeletons of names.

Nothing here knows a document or a model; every function looks at one string.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:(?:[.,:]|[ \u00a0\u202f](?=\d{3}(?!\d)))\d+)*")

# Consonants by sound, for Cyrillic and, after the digraphs, for Latin.
# Vowels, signs and glides vanish: they are what transliterations disagree about.
_DIGRAPHS = (
    ("shch", "ш"), ("tch", "ч"), ("sch", "ш"), ("zh", "ж"), ("kh", "х"), ("sh", "ш"), ("ch", "ч"),
    ("ph", "ф"), ("th", "т"), ("ck", "к"), ("ts", "ц"), ("tz", "ц"), ("qu", "кв"), ("x", "кс"),
    ("dj", "ж"), ("дж", "ж"), ("ce", "се"), ("ci", "си"), ("cy", "си"), ("ge", "же"), ("gi", "жи"),
    ("ng", "н"), ("нг", "н"),
)  # fmt: skip
_SOUNDS = str.maketrans(
    {
        **dict(zip("bpvwfgkqcjzstdlmnrh", "бпввфгкккжзстдлмнрх", strict=True)),
        **dict.fromkeys("aeiouyаеёиоуыэюяәіөұүйьъ'’-", None),
        "қ": "к", "ғ": "г", "ң": "н", "һ": "х", "щ": "ш",
    }
)  # fmt: skip
_CYRILLIC_DIGRAPHS = tuple(pair for pair in _DIGRAPHS if not pair[0].isascii())
_LATIN = re.compile("[a-z]")


@lru_cache(maxsize=1 << 12)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, hyphens and apostrophes inside them kept.

    >>> words("АҚШ-тың O'Neill 2-ші")
    ('ақш-тың', "o'neill", 'ші')
    """
    return tuple(_WORD.findall(text.lower()))


def numbers(text: str) -> list[str]:
    """The numbers of a text as their digits, separators of thousands and of decimals dropped.

    Languages disagree about the separators, so only the digits are compared.

    >>> numbers("1,648 млн. км², 25 000 адам, 2 and 3")
    ['1648', '25000', '2', '3']
    """
    return [re.sub(r"\D", "", found) for found in _NUMBER.findall(text)]


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a word by sound, in Cyrillic letters, the same from either alphabet.

    >>> skeleton("pompeo"), skeleton("помпео"), skeleton("назарбаевпен"), skeleton("nazarbayev")
    ('пмп', 'пмп', 'нзрбвпн', 'нзрбв')
    """
    sound = word.lower()
    for letters, one in _DIGRAPHS if _LATIN.search(sound) else _CYRILLIC_DIGRAPHS:
        sound = sound.replace(letters, one)
    found = last = ""
    for letter in sound.translate(_SOUNDS):
        if letter != last:
            found += letter
            last = letter
    return found


def folded(word: str) -> str:
    """A Cyrillic word with the letters that Kazakh and Russian write differently made the same.

    >>> folded("министрлігі") == folded("министрлиги")
    True
    """
    return word.replace("ё", "е").replace("і", "и")
