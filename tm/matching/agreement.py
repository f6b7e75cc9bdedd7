"""Agreement: what stands around a number and depends on it, so that another can't simply take its place.

5 лет, but 2 года; 3rd, but 4th; 5-ке, but 6-ға. What can't be put right surely is left to the translator.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tm.matching.figures import Figure
from tm.matching.harmony import last_word, reharmonised


class Place(NamedTuple):
    """A figure of a translation, the figure that shall take its place, and how that one is written there."""

    text: str
    old: Figure
    new: Figure
    written: str


def agreed(place: Place, lang: str) -> tuple[int, str] | None:
    """Where what depends on the old number ends, and what to write from its start up to there.

    None where something may depend on it that can't be told, so always in languages that are none of ours
    and where the number stands again in brackets: 5 (бес).
    """
    text, end = place.text, place.old.end
    if _BRACKET.match(text, end) or _BEFORE_BRACKET.search(text, 0, place.old.start):
        return None
    if place.old.several:
        free = not _ATTACHED.match(text, end) and not (lang == "en" and _HALF_DAY.match(text, end))
        return (end, place.written) if free else None
    rule = {"kk": _kazakh, "ru": _russian, "en": _english}.get(lang)
    if rule is not None:
        return rule(place)
    return None if _WORD.match(text, end) or _ATTACHED.match(text, end) else (end, place.written)


_GAP = "[ \u00a0\u202f]"
_BRACKET = re.compile(r"\s*\(\s*[^\W\d_]")
_BEFORE_BRACKET = re.compile(r"[^\W\d_]\s*\(\s*$")
_ATTACHED = re.compile(r"[-–‑]?[^\W\d_]")
_WORD = re.compile(rf"{_GAP}([^\W\d_]+)(\.?)")


# Kazakh: nouns keep the singular behind a number, but suffixes are spelled as the number is said.

_SUFFIX = re.compile(r"([-–‑])([^\W\d_]+)")
_WITH = re.compile(rf"({_GAP})([мбп]ен)(?![^\W\d_])")
_PARTICLE = re.compile(rf"{_GAP}(?:[дт][ае]|[мбп][ае]|ғой|қой)(?![^\W\d_])", re.IGNORECASE)
_OWN_WORD = re.compile(
    # Words joined to an ordinal; their beginnings look like suffixes, so that they are named.
    "сынып|сыныб|қабат|қатар|қаңтар|қараша|қазан|қадам|қосымша|кесте|кезең|курс|тарау|тармақ|тармағ|тапсырма|тақырып|тақырыб"
    "|деңгей|дәріс|шілде|шығарылым|шақырым|сурет|сұрақ|сұрағ|секунд|минут|маусым|мамыр|наурыз|ноябр|бап|баб|бабы|бөлім|блок"
    "|бет|жыл|күн|үй|пәтер|орын|орн|топ|том|рет|тур|ай|ақпан|апта|аудан|шағын|нөмір|нұсқа|желтоқсан|сәуір|тамыз|қыркүйек"
)  # fmt: skip
_UNIT_ATTACHED = re.compile(
    r"(?:[кмс]?м|[кмд]?г|км|мл|л|т|га|[кМГ]?Вт|[ГМТК]Б|[A-Z]{1,3}|[a-z]{1,2}|[^\W\d_ыі])(?![^\W\d_])"
)


def _kazakh(place: Place) -> tuple[int, str] | None:
    text, end, written = place.text, place.old.end, place.written
    old, new = place.old.whole, place.new.whole
    suffix, conjunction = _SUFFIX.match(text, end), _WITH.match(text, end)
    if suffix and not _OWN_WORD.match(suffix[2].lower()):
        found = None if old is None or new is None else reharmonised(suffix[2], old, new)
        return None if found is None else (suffix.end(), written + suffix[1] + found)
    if conjunction:
        found = None if old is None or new is None else reharmonised(conjunction[2], old, new)
        return None if found is None else (conjunction.end(), written + conjunction[1] + found)
    if _PARTICLE.match(text, end) and (old is None or new is None or last_word(old) != last_word(new)):
        return None
    if not suffix and _ATTACHED.match(text, end) and not _UNIT_ATTACHED.match(text, end):
        return None
    return end, written


# Russian: three classes of numbers, each with another form of the noun behind it.

_UNCHANGED = re.compile(
    r"(?:и|или|либо|в|во|на|до|по|из|от|за|с|со|к|у|о|при|для|не|но|а|без|через|против"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|млн|млрд|трлн|тенге|евро|песо|кг|г|мг|ц|т|км|м|см|мм|дм|га|л|мл|мин|сек|ч|с|мс|[кмг]?вт|[гмтк]б|тг|шт|экз|чел|стр|ст"
    r"|руб|долл|тыс|кв|куб|др|гг)(?![^\W\d_])",
    re.IGNORECASE,
)
_CALENDAR_YEAR = re.compile(r"год(?:а|у|ом|е|ы|ах|ов)?(?![^\W\d_])")
_ORDINAL = re.compile(r"[-–‑](?:й|я|е|го|му|ю)(?![^\W\d_])")
_COMPOUND = re.compile(
    r"[-–‑](?:лет|этаж|час|дн|днев|процентн|минутн|метров|километров|местн|градус|тысячн|тонн|комнатн|мил|балл)"
)
_VOCALISED = re.compile(rf"(?<![^\W\d_])(?:во|ко|со|о|об|обо){_GAP}$", re.IGNORECASE)


def _russian(place: Place) -> tuple[int, str] | None:
    text, end = place.text, place.old.end
    if _VOCALISED.search(text, max(place.old.start - 5, 0), place.old.start):
        return None
    whole = place.old.whole is not None and place.new.whole is not None
    fits = (end, place.written)
    if _ATTACHED.match(text, end):
        follows = _ORDINAL.match(text, end) or _COMPOUND.match(text, end) or _UNIT_ATTACHED.match(text, end)
        return fits if whole and follows else None
    word = _WORD.match(text, end)
    if not word or _class(place.old) == _class(place.new) or _UNCHANGED.match(word[1]) or word[1].isupper():
        return fits
    years = whole and all(1000 <= int(one.parts[0]) < 3000 for one in (place.old, place.new))
    return fits if years and (_CALENDAR_YEAR.match(word[1]) or word[1] == "г") else None


def _class(figure: Figure) -> str:
    """Which form of a noun follows it in Russian: 1 год, 2 года, 5 лет, 1,5 года."""
    number = figure.whole
    if number is None:
        return "fraction"
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"


# English: the plural, ordinals, the article.

_TH = re.compile(r"(?:st|nd|rd|th)(?![^\W\d_])")
_DECADE = re.compile(r"['’]?s(?![^\W\d_])")
_HALF_DAY = re.compile(rf"{_GAP}?(?:[ap]m|[ap]\.{_GAP}?m)(?![^\W\d_])", re.IGNORECASE)
_ARTICLE = re.compile(rf"(?<![^\W\d_])an?{_GAP}[$€£₸]?$", re.IGNORECASE)
_INVARIABLE = re.compile(
    r"(?:of|and|or|to|in|on|at|by|from|for|per|percent|million|billion|trillion|thousand|tenge|k?m|cm|mm|k?g|mg|ml|l|ha"
    r"|[kmg]?w|[gmtk]b|January|February|March|April|May|June|July|August|September|October|November|December)(?![^\W\d_])"
)  # fmt: skip


def _english(place: Place) -> tuple[int, str] | None:
    text, end, written = place.text, place.old.end, place.written
    old, new = place.old.whole, place.new.whole
    if _ARTICLE.search(text, 0, place.old.start) and _has_vowel(place.old) != _has_vowel(place.new):
        return None
    ordinal = _TH.match(text, end)
    if ordinal:
        right = old is not None and new is not None and ordinal.group() == _th(old)
        return (ordinal.end(), written + _th(new or 0)) if right else None
    if _HALF_DAY.match(text, end):
        return (end, written) if new is not None and 1 <= new <= 12 else None
    if _DECADE.match(text, end):
        return (end, written) if new is not None and new % 10 == 0 and len(place.new.parts[0]) > 1 else None
    word = _WORD.match(text, end)
    if word and (old == 1) != (new == 1) and not _INVARIABLE.match(word[1]):
        return None
    return end, written


def _th(number: int) -> str:
    """The ending of an English ordinal.

    >>> [_th(number) for number in (1, 2, 3, 4, 11, 112, 23)]
    ['st', 'nd', 'rd', 'th', 'th', 'th', 'rd']
    """
    return "th" if 11 <= number % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _has_vowel(figure: Figure) -> bool:
    """Whether an English number begins with a vowel when it is said: 8, 11, 18, 80, 11,000."""
    digits = figure.parts[0]
    return digits[0] == "8" or (digits[:2] in ("11", "18") and len(digits) % 3 == 2)
