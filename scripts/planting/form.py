"""Characters in a form that they should not have, and what is left of them after a wrong encoding: `form`."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from planting.place import ALL, WORD, Edit, Slips, changed, one_of, put

KAZAKH = set("қғңүұөәіһҚҒҢҮҰӨӘІҺ")
LIGATURES = {"ffi": "ﬃ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ", "st": "ﬆ"}
SPACING = {"й": "и˘", "ё": "е¨", "Й": "И˘", "Ё": "Е¨"}
OF_WORD = Callable[[str, random.Random], str | None]


def _word(change: OF_WORD, least: int = 4) -> Edit:
    """One word is changed; of those that can be."""

    def edit(text: str, lang: str, rng: random.Random) -> str | None:
        words = [match for match in WORD.finditer(text) if len(match[0]) >= least]
        for match in rng.sample(words, len(words)):
            new = change(match[0], rng)
            if new is not None and new != match[0]:
                return put(text, *match.span(), new)
        return None

    return edit


def _read_as(text: str, written: str, read: str) -> str | None:
    """The text written in one encoding and read in another; None where that can't be."""
    try:
        return text.encode(written).decode(read)
    except UnicodeError:
        return None


def _garbled(written: str, read: str) -> OF_WORD:
    return lambda word, rng: None if word.isascii() else _read_as(word, written, read)


def _all_garbled(text: str, lang: str, rng: random.Random) -> str | None:
    """The whole text in UTF-8, read as if it were something else."""
    return (
        _read_as(text, "utf-8", rng.choice(("latin-1", "mac_cyrillic", "cp866"))) if len(text) > 10 else None
    )


def _quotes_garbled(text: str, lang: str, rng: random.Random) -> str | None:
    """Curly quotes and apostrophes, dashes: â€™."""
    new = re.sub("[’“”–—]", lambda match: match[0].encode().decode("cp1252", "replace"), text)
    return None if "\ufffd" in new else new


def _one_char(*signs: str) -> OF_WORD:
    """One letter is lost, and one of these stands for it."""

    def change(word: str, rng: random.Random) -> str:
        at = rng.randrange(1, len(word))
        return put(word, at, at + 1, rng.choice(signs))

    return change


def _kazakh_lost(text: str, lang: str, rng: random.Random) -> str | None:
    """A question mark for each letter that the Russian code page does not have."""
    return "".join("?" if char in KAZAKH else char for char in text) if len(KAZAKH & set(text)) > 1 else None


def _all_lost(text: str, lang: str, rng: random.Random) -> str | None:
    """A question mark for each letter that is not of ASCII."""
    return "".join("?" if char.isalpha() else char for char in text) if len(WORD.findall(text)) > 2 else None


def _ligature(word: str, rng: random.Random) -> str | None:
    found = [pair for pair in LIGATURES if pair in word]
    return word.replace(found[0], LIGATURES[found[0]]) if found else None


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _wide_digits(text: str, lang: str, rng: random.Random) -> str | None:
    match = one_of(list(re.finditer(r"\d+", text)), rng)
    return match and put(text, *match.span(), _wide(match[0]))


def _stylish(word: str, rng: random.Random) -> str | None:
    """Mathematical letters in place of plain ones."""
    if not (word.isascii() and word.islower()):
        return None
    return "".join(chr(rng.choice((0x1D41A,)) + ord(char) - ord("a")) for char in word)


def _escaped(word: str, rng: random.Random) -> str | None:
    """A letter, or all, as a program writes them: %D2%9B, &#1179;, and the like."""
    at = rng.randrange(len(word))
    if word.isascii():
        return None
    ways = (
        "".join(f"\\u{ord(char):04x}" for char in word),
        "".join(f"%{byte:02X}" for byte in word.encode()),
        put(word, at, at + 1, f"&#{ord(word[at])};"),
        "".join(f"&#x{ord(char):x};" for char in word),
    )
    return rng.choice(ways)


def _entity(text: str, lang: str, rng: random.Random) -> str | None:
    """A mark as HTML writes it, once or twice over."""
    table = {
        '"': "&quot;",
        "«": "&laquo;",
        "»": "&raquo;",
        "–": "&ndash;",
        "—": "&mdash;",
        "'": "&#39;",
        "’": "&amp;#39;",
    }
    found = [at for at, char in enumerate(text) if char in table]
    if not found:
        return None
    at = rng.choice(found)
    return put(text, at, at + 1, table[text[at]])


def _all_decomposed(text: str, lang: str, rng: random.Random) -> str:
    return unicodedata.normalize("NFD", text)


FORM: Slips = {
    "decomposed": changed(_word(lambda word, rng: unicodedata.normalize("NFD", word), 2), ALL),
    "all decomposed": changed(_all_decomposed, ALL),
    "spacing mark": changed(
        _word(lambda word, rng: re.sub("[йёЙЁ]", lambda m: SPACING[m[0]], word)), ("kk", "ru")
    ),
    "UTF-8 as 1251": changed(_word(_garbled("utf-8", "cp1251")), ("kk", "ru")),
    "UTF-8 as Latin": changed(_word(_garbled("utf-8", "latin-1")), ("kk", "ru")),
    "1251 as Latin": changed(_word(_garbled("cp1251", "cp1252")), ("ru",)),
    "1251 as DOS": changed(_word(_garbled("cp1251", "cp866")), ("ru",)),
    "all garbled": changed(_all_garbled, ("kk", "ru")),
    "quotes garbled": changed(_quotes_garbled, ("en",)),
    "replacement character": changed(_word(_one_char("\ufffd", "\ufffd\ufffd")), ALL),
    "question mark in a word": changed(_word(_one_char("?")), ("kk", "ru")),
    "Kazakh letters lost": changed(_kazakh_lost, ("kk",)),
    "all letters lost": changed(_all_lost, ("kk", "ru")),
    "control character": changed(_word(_one_char("\x03", "\x0b", "\x08", "\x7f", "\x96", "\x1f")), ALL),
    "private use": changed(_word(_one_char("\uf0b7", "\ue000", "\uf0e0")), ALL),
    "direction mark": changed(_word(lambda word, rng: rng.choice("\u200e\u200f\u202b\u202e") + word), ALL),
    "ligature": changed(_word(_ligature), ("en",)),
    "full width": changed(_word(lambda word, rng: _wide(word) if word.isascii() else None), ("en",)),
    "full width digits": changed(_wide_digits, ALL),
    "mathematical letters": changed(_word(_stylish), ("en",)),
    "escaped": changed(_word(_escaped), ("kk", "ru")),
    "entity": changed(_entity, ALL),
}
