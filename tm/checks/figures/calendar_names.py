"""Names of months and of days of the week in Kazakh, English and Russian, with the endings they take."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from tm.checks.figures.number_words import factored

_words = str.split

MONTHS = {
    "kk": _words("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
    "en": _words("January February March April May June July August September October November December"),
    "ru": _words("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
}
WEEKDAYS = {
    "kk": _words("дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі"),
    "en": _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "ru": _words("понедельник вторник среда четверг пятница суббота воскресенье"),
}


class Name(NamedTuple):
    """What a form is the name of, and whether it may as well be another word (may, қазан, среды)."""

    kind: Literal["month", "weekday"]
    value: int  # 1 to 12 of a month, 1 (Monday) to 7 of a day of the week
    doubtful: bool = False
    short: bool = False  # an abbreviation: a name beside a figure only


# Vowel harmony is not checked: a form that does not exist does no harm.
_KAZAKH_ENDINGS = _words("""
 ы і сы сі нан нен дан ден тан тен да де та те ға ге қа ке ды ді ты ті ны ні дың дің тың тің ның нің
 дағы дегі тағы тегі ында інде ындағы індегі ынан інен ына іне ын ін ының інің
 сында сінде сындағы сіндегі сынан сінен сына сіне сын сін сының сінің мен бен пен ымен імен
 лар лер дар дер тар тер лары лері дары дері тары тері ларда лерде лардың лердің лардағы лердегі
 дай дей тай тей лық лік ша ше
""")
# Kazakh months that are other words as well, and what those are in the other languages: the holiday, season,
# cauldron or boiler or the city of Kazan, the events of December 1986.
OTHERWISE = {
    3: "nauryz|naurız|наурыз",
    6: r"season|сезон|session|смен|\bпор[аыу]\b",
    10: "cauldron|kazan|boiler|kettle|\\bpots?\\b|казан|кот[её]?л|\\bwoks?\\b|кастрюл",
    12: "zheltoksan|желтоксан",
}
_ADJECTIVE = _words("ий ого ому им ом ая ой ую ое ие их ими ым ый ые ых ыми его ему ем яя ей юю ее")
_RUSSIAN_ADJECTIVES = {
    "month": "январск февральск мартовск апрельск майск июньск июльск августовск сентябрьск октябрьск "
    "ноябрьск декабрьск",
    "weekday": "понедельничн вторничн - четвергов пятничн субботн воскресн",
}
_SHORT = {
    "en": (
        "jan feb mar apr - jun jul aug sep oct nov dec",
        "- - - - - - - - sept - - -",
    ),
    "ru": ("янв фев мар апр - июн июл авг сен окт ноя дек", "- февр - - - - - - сент - нояб -"),
    "kk": (),
}


# What an abbreviation begins with, or Sept and сент. end with, to see one beside a figure.
SHORT = frozenset(_words("Jan Feb Mar Apr Jun Jul Aug Sep ept Oct Nov Dec"))
SHORT |= frozenset(_words("янв фев евр мар апр июн июл авг сен ент окт ноя ояб дек"))


def _russian(word: str) -> list[str]:
    """The cases of a Russian name, of both numbers."""
    stem = word[:-1]
    if word == "среда":
        return _words("среда среду среде среды средой средам средах")
    if word[-1] in "ьй":
        found = [word, *(stem + ending for ending in _words("я ю ем е ём"))]
    elif word[-1] == "а":
        found = [word, *(stem + ending for ending in _words("ы е у ой ей ам ах")), stem]
    elif word[-1] == "е":
        found = [
            word,
            *(stem + ending for ending in _words("я ю ем и ям ях")),
            "воскресений",
            "воскресение",
            "воскресения",
        ]
    else:
        found = [word, *(word + ending for ending in _words("а у ом е и ам ах ов"))]
    if word == "пятница":
        found += ["пятницей", "пятницы"]
    return found


Kind = Literal["month", "weekday"]


def _kazakh_names(word: str, kind: Kind, value: int) -> dict[str, Name]:
    """Every form of a Kazakh name; сенбілік is a subbotnik as well, жұмасы a week."""
    found = {}
    for ending in ("", *_KAZAKH_ENDINGS):
        other = ending.startswith("лі") or (word == "жұма" and ending.startswith("сы"))
        found[word + ending] = Name(kind, value, other)
    if word.endswith("йек"):  # қыркүйек, қыркүйегінде
        found |= {
            word[:-1] + "г" + ending: Name(kind, value) for ending in _KAZAKH_ENDINGS if ending[0] == "і"
        }
    return found


def _russian_names(word: str, kind: Kind, value: int) -> dict[str, Name]:
    """Every form of a Russian name and of its adjective; среда is surroundings as well."""
    adjective = _RUSSIAN_ADJECTIVES[kind].split()[value - 1]
    forms = [*_russian(word), *(adjective + ending for ending in _ADJECTIVE)]
    return {form: Name(kind, value, form.startswith("сред")) for form in forms}


def _english_names(word: str, kind: Kind, value: int) -> dict[str, Name]:
    """Both forms of an English name; may, march and august are other words as well, marches always."""
    doubtful = word in ("May", "March", "August")
    name = Name(kind, value, doubtful)
    return {word.lower(): name} if doubtful else {word.lower(): name, word.lower() + "s": name}


def _forms(lang: str) -> dict[str, Name]:
    """Every form of the names in one language, in lower case."""
    forms = {"kk": _kazakh_names, "en": _english_names, "ru": _russian_names}[lang]
    found: dict[str, Name] = {}
    for value, word in enumerate(MONTHS[lang], 1):
        found |= forms(word, "month", value)
    for value, word in enumerate(WEEKDAYS[lang], 1):
        found |= forms(word, "weekday", value)
    for line in _SHORT[lang]:
        for value, word in enumerate(line.split(), 1):
            if word != "-":
                found.setdefault(word, Name("month", value, short=True))
    return found


def _like(names: dict[str, Name]) -> re.Pattern[str]:
    """What finds words that begin like names, in lower case; in the middle of a word too."""
    return re.compile(rf"(?:{factored(sorted({form[:4] for form in names}))})[^\W\d_]*")


NAMES = {lang: _forms(lang) for lang in ("kk", "en", "ru")}
LIKE_NAME = {lang: _like(names) for lang, names in NAMES.items()}


# How names go on behind their first letter.
_TAILS = {
    "kk": "ұма|е(?:ксенб|лтоқсан|йсен|нб)|а(?:ңтар|зан|раша|урыз|мыр|усым|мыз)|ыркүйе|ә(?:рсен|уір)"
    "|үйсен|қпан|ілде",
    "en": "onday|uesday|ednesday|hursday|riday|aturday|unday|anuary|ebruary|arch|pril|ay|une|uly"
    "|ugust|eptember|ctober|ovember|ecember",
    "ru": "нвар|е(?:врал|нтяб|кабр|тверг)|а(?:рт|[йяе](?![а-рт-я]))|прел|вгуст|ю[нл]|уббот"
    "|ред(?:[аыуе](?![а-я])|ой|ам|ах)|ктяб|о(?:яб|недел|скр)|ятни|торн",
}
_FIRST = {"kk": ".", "en": "[JFMASONDTW]", "ru": "[яЯфФмМаАиИсСоОнНдДпПвВчЧ]"}
_BEFORE = {"kk": "[ -»–-”]", "en": "", "ru": "[ -»–-”]"}  # a space, a digit or a mark; English has capitals
_MAY = {
    lang: re.compile(f"{_BEFORE[lang]}{_FIRST[lang]}(?:{tails})").search for lang, tails in _TAILS.items()
}
# The same behind a space, which is much quicker, and two capitals: a Roman numeral, or a text of capitals.
_SEEMS = {
    "kk": re.compile(f" [^ -HJ-UWY-»–-”](?:{_TAILS['kk']}|[IVXА-Я])").search,
    "en": re.compile(f"[JFMASONDTWIVX](?:{_TAILS['en']}|[A-Z])").search,
    "ru": re.compile(f" [яфмаисондпвчА-ЯIVX](?:{_TAILS['ru']}|[IVXА-Я])").search,
}


def may_name(text: str, lang: str) -> bool:
    """Whether a text may name a month or a day of the week; quick, and wrong only by saying yes.

    >>> may_name("Келесі (сенбіде)", "kk"), may_name("Next week", "en"), may_name("В марте", "ru")
    (True, False, True)
    """
    search = _MAY.get(lang)
    return search is not None and (
        search(" " + text) is not None or text.isupper() or (lang == "en" and text.islower())
    )


def has_names(text: str, lang: str) -> bool:
    """Whether a text without digits may name something behind a space, or have a Roman numeral there.

    >>> has_names("Келесі сенбіде", "kk"), has_names("(марта)", "ru"), has_names("Век XXI", "ru")
    (True, False, True)
    """
    search = _SEEMS.get(lang)
    return search is None or search(" " + text) is not None or (lang == "en" and text.islower())
