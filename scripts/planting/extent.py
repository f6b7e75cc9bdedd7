"""Too little, too much, or in another language: the families `length` and `language`."""

from __future__ import annotations

import random
import re

from planting.place import (
    TARGETS,
    WORD,
    Edit,
    Place,
    Slip,
    Slips,
    changed,
    is_sentence,
    shared_words,
    text_of,
    with_text,
)
from tm.units import TranslationUnit


def _part(share: float, *, start: bool, least: int) -> Edit:
    """Only this share of the words is left, of texts of at least so many characters."""

    def edit(text: str, lang: str, rng: random.Random) -> str | None:
        words = text.split()
        count = round(len(words) * share)
        if len(text) < least or not 0 < count < len(words):
            return None
        left = " ".join(words[:count] if start else words[-count:])
        return left if len(left) <= 0.6 * len(text) else None

    return edit


def _with_neighbour(*, after: bool) -> Slip:
    """The text of the unit that follows or precedes, at least as long as its own, stands in it too."""

    def slip(place: Place) -> TranslationUnit | None:
        at = place.index + (1 if after else -1)
        if not 0 <= at < len(place.units):
            return None
        lang = place.rng.choice(TARGETS)
        own, more = place.text(lang), text_of(place.units[at], lang)
        if len(own) < 30 or len(more) < len(own) or more == own:
            return None
        return with_text(place.unit, lang, f"{own} {more}" if after else f"{more} {own}")

    return slip


def _replaced(*, longer: bool) -> Slip:
    """The text of quite another unit, at most a quarter as long, or at least four times as long."""

    def slip(place: Place) -> TranslationUnit | None:
        lang = place.rng.choice(TARGETS)
        own = len(place.text(lang))
        for _ in range(50):
            text = text_of(place.other(), lang)
            if (own >= 15 and len(text) >= 4 * own) if longer else (own >= 60 and len(text) <= own / 4):
                return with_text(place.unit, lang, text)
        return None

    return slip


def _sentence_lost(text: str, lang: str, rng: random.Random) -> str | None:
    """One of two sentences of about the same length is lost."""
    pieces = re.split(r"(?<=[^\W\d_A-ZА-Я]{3}[.!?]) (?=[A-ZА-Я])", text)
    if len(pieces) != 2 or len(text) < 60:
        return None
    left = rng.choice(pieces)
    return left if 0.3 < len(left) / len(text) < 0.6 else None


def _twice(text: str, lang: str, rng: random.Random) -> str | None:
    """The whole text stands two or three times, as when a field was filled again."""
    return " ".join([text] * rng.choice((2, 2, 3))) if len(text) >= 30 else None


def _cut(text: str, lang: str, rng: random.Random) -> str | None:
    """The text breaks off within a word, in its first half."""
    return text[: rng.randrange(len(text) // 5, len(text) // 2)].rstrip() if len(text) >= 70 else None


LENGTH: Slips = {
    "second half lost": changed(_part(0.5, start=True, least=70)),
    "first half lost": changed(_part(0.5, start=False, least=70)),
    "first words left": changed(_part(0.2, start=True, least=40)),
    "sentence lost": changed(_sentence_lost),
    "broken off": changed(_cut),
    "next unit appended": _with_neighbour(after=True),
    "unit before prepended": _with_neighbour(after=False),
    "replaced by a shorter": _replaced(longer=False),
    "replaced by a longer": _replaced(longer=True),
    "repeated": changed(_twice),
}

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
AS_LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y ' e yu ya"
LATIN = dict(zip(RUSSIAN, AS_LATIN.split(), strict=True))
LATIN["ъ"] = ""
# What is neither of the three languages; of our own making.
FOREIGN = {
    "en": (
        "Yarınki toplantıda bütçe taslağının görüşülmesi bekleniyor.",
        "Şehirdeki okulların yarısından fazlası geçen yıl onarıldı.",
        "Müdür, öğrencilere yeni kütüphanenin ne zaman açılacağını söyledi.",
        "Die Verhandlungen über den neuen Haushalt dauern noch bis nächste Woche.",
        "Der Bürgermeister hat am Dienstag die neue Brücke über den Fluss eröffnet.",
        "Für die Reparatur der Straße fehlt der Gemeinde zurzeit das Geld.",
        "Les négociations sur le budget doivent reprendre la semaine prochaine à Genève.",
        "Le maire a inauguré mardi la nouvelle école du village près de la rivière.",
    ),
    "ru": (
        "Переговори щодо нового бюджету триватимуть ще до наступного тижня.",
        "Міський голова відкрив у вівторок новий міст через річку.",
        "На ремонт дороги громаді поки що бракує коштів, але їх шукають.",
        "Кеңешме эмки жумада Бишкекте өтөт деп күтүлүүдө, дейт уюштуруучулар.",
        "Шаардын мэри шейшемби күнү дарыядагы жаңы көпүрөнү ачты.",
        "Перамовы пра новы бюджэт будуць доўжыцца яшчэ да наступнага тыдня.",
    ),
}


def _is_clear(place: Place) -> bool:
    """Whether the three texts are sentences that can't be taken for each other."""
    kk, en, ru = (place.text(lang) for lang in ("kk", "en", "ru"))
    return all(map(is_sentence, (kk, en, ru))) and shared_words(kk, ru) < 0.4


def _exchanged(one: str, two: str) -> Slip:
    """Two sides stand under each other's language."""

    def slip(place: Place) -> TranslationUnit | None:
        if not _is_clear(place):
            return None
        unit = with_text(place.unit, one, place.text(two))
        return with_text(unit, two, place.text(one))

    return slip


def _under(lang: str, said: str, *, own: bool) -> Slip:
    """Under a language stands what the unit itself, or another one, says in another language."""

    def slip(place: Place) -> TranslationUnit | None:
        unit = place.unit if own else place.other()
        if not _is_clear(place) or not is_sentence(text_of(unit, said)):
            return None
        return with_text(place.unit, lang, text_of(unit, said))

    return slip


def _foreign(place: Place) -> TranslationUnit | None:
    """A language that the memory does not have."""
    lang = place.rng.choice(TARGETS)
    return with_text(place.unit, lang, place.rng.choice(FOREIGN[lang])) if _is_clear(place) else None


def _in_latin(text: str, lang: str, rng: random.Random) -> str | None:
    """Russian in Latin letters."""
    if not is_sentence(text):
        return None
    letters = [LATIN.get(char.lower(), char) for char in text]
    pairs = zip(text, letters, strict=True)
    return "".join(new.capitalize() if old.isupper() else new for old, new in pairs)


def _half(lang: str, said: str) -> Slip:
    """From the middle on the text goes on in the third language."""

    def slip(place: Place) -> TranslationUnit | None:
        own, other = place.text(lang).split(), place.text(said).split()
        if not _is_clear(place) or min(len(own), len(other)) < 8 or len(WORD.findall(place.text(lang))) < 8:
            return None
        return with_text(place.unit, lang, " ".join(own[: len(own) // 2] + other[len(other) // 2 :]))

    return slip


LANGUAGE: Slips = {
    "en and ru exchanged": _exchanged("en", "ru"),
    "kk and ru exchanged": _exchanged("kk", "ru"),
    "kk and en exchanged": _exchanged("kk", "en"),
    "Kazakh of the unit under ru": _under("ru", "kk", own=True),
    "Kazakh of the unit under en": _under("en", "kk", own=True),
    "Russian of the unit under en": _under("en", "ru", own=True),
    "English of the unit under ru": _under("ru", "en", own=True),
    "other Kazakh under ru": _under("ru", "kk", own=False),
    "other Kazakh under en": _under("en", "kk", own=False),
    "other English under ru": _under("ru", "en", own=False),
    "other Russian under en": _under("en", "ru", own=False),
    "foreign": _foreign,
    "Russian in Latin letters": changed(_in_latin, ("ru",)),
    "half English under ru": _half("ru", "en"),
    "half Russian under en": _half("en", "ru"),
}
