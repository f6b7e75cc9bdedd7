"""Small numbers that both texts write as words, and that are not the same: үш and four.

A difference is only said where each text has a number word that nothing in the other explains, so that what a
language says in another way is no finding. Most sources have no such word, or the target has its counterpart:
both are known from the beginnings of words, without reading the texts word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tm.checks.figures.number_words import factored, spelled
from tm.checks.side import Side

LANGS = ("kk", "en", "ru")
_SCALE = 1000  # from here on words scale: a thousand is not compared with three


class Cardinal(NamedTuple):
    """A number word, or two that make one, in its place."""

    value: int
    start: int
    end: int


# How words begin that say a number, in lower case: Kazakh, English, Russian. What stands behind a plus
# explains the number in a target, and is no reason to look for it there.
_BEGINNINGS = """
2: екі(?!б) +еке +қос(?![а-я]) +жұп +егіз \
| two +both +second +pair +coupl +twi[cn] +doubl +dual +hal[fv] \
| два(?!дц) две(?!над) дву двое(?!т) двои +двой +вдво +втор \
+оба(?![а-я]) +обе(?![а-я]) +обои +пар[аыуео]?(?![а-я])
3: үш(?!ін(?!ші)) | three third +thrice +tri(?:p|o) | три(?![а-я]) тр[её]х(?!с) тр[её]м(?!с) трое(?!т) троих \
+тройн +трет[иь] +трижды
4: төрт | four(?!t) fourth +quart +quadr | четыр(?!над) четв[её]рт +четвер
5: бес(?!ік) | five fift(?!e|y) | пят(?!над|ьд|ид|н|ьс)
6: алты(?!н) алтау | six(?!t) sixth | шест(?!над|ьд|ид|ом|ьс)
7: жеті(?![смклн]) жетеу | seven(?!t) seventh | семь(?!д|ю) семи(?!д) седьм +семер
8: сегіз | eight(?!e|y) eighth | вос[ье]м(?!над|[ьи]?деся)
9: тоғыз | nine(?!t) ninth | девят(?!над|ьс)
10: он(?=\\ |ға|нан|ынш|\\ ?шақ)(?!\\ (?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз)) +онда \
 | ten(?![a-z]) tenth +tens +decad +dozen | десят +декад
11: он\\ бір | eleven | одиннад
12: он\\ екі | twel +dozen | двенад +дюжин
13: он\\ үш | thirteen | тринад
14: он\\ төрт | fourteen +fortni | четырнад
15: он\\ бес | fifteen | пятнад
16: он\\ алты | sixteen | шестнад
17: он\\ жеті | seventeen | семнад
18: он\\ сегіз | eighteen | восемнад
19: он\\ тоғыз | nineteen | девятнад
20: жиырма | twent | двадц
30: отыз | thirt(?!e) | тридц
40: қыр(?:ық|қ) | fort(?!n|h|r|u) | сорок
50: елу | fifti fifty | пять?[ди]?д?еся
60: алпыс | sixt(?!e|h) | шесть?и?деся
70: жетпіс | seventi seventy | семь?и?деся
80: сексен | eighti eighty | вос[ье]м[ьи]?деся
1000: мың | thousand | тыся +тыс\\.
1000000: миллион +млн | million | миллион +млн
1000000000: миллиард +млрд | billion | миллиард +млрд
"""
_SAID: dict[str, dict[int, re.Pattern[str]]] = {lang: {} for lang in LANGS}
_roots: dict[str, list[str]] = {lang: [] for lang in LANGS}
for _line in _BEGINNINGS.strip().splitlines():
    _value, _, _rest = _line.partition(": ")
    for _lang, _words in zip(LANGS, re.split(r" \| ", _rest), strict=True):
        _alternatives = re.findall(r"(?:\\ |[^ ])+", _words)
        _roots[_lang] += (_word for _word in _alternatives if _word[0] != "+")
        _SAID[_lang][int(_value)] = re.compile(f"[ -](?:{'|'.join(_alternatives).replace('+', '')})")
# Both begin with a space, so that the search leaps from word to word.
_ROOT = {lang: re.compile(f" ({factored(words)})") for lang, words in _roots.items()}

_WHOLE = {
    "kk": re.compile(
        r"(?P<word>екі|үш(?!ін$)|төрт|бес|алты|жеті|сегіз|тоғыз|он|жиырма|отыз|қырық|елу|алпыс|жетпіс|сексен|мың|миллион|миллиард)"
        r"(?:(?:ын|ін|н)?ш[ыі](?:с[ыі])?|[дт][ае]н?|нда|нде|[дт]і|ге|ға|ке|қа|еуі?|с?[ыі]|інің|дің|т[ае]н|н[ае]н)?"
    ),
    "en": re.compile(
        r"(?P<word>two|three|third|four|five|fif|six|seven|eight|eigh|nine|nin|ten|eleven|twelve|twelf|thirteen|fourteen"
        r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|thousand|million"
        r"|billion)(?:th)?s?"
    ),
    "ru": re.compile(
        r"(?P<word>дв(?:а|е|ух|ум|умя|ое|оих)|тр(?:и|[её]х|[её]м|емя|ое|оих|ет(?:ий|ьего|ьему|ьем|ья|ьей|ью|ье))"
        r"|четыре|четыр[её]х|четыр[её]м|четырьмя|четвер[оы]х?|четв[её]рт(?=ый|ого|ом|ая|ой|ую)"
        r"|пят|шест(?!ом)|сем(?!ью)|седьм|вос[ье]м|девят|десят|одиннадцат|двенадцат|тринадцат|четырнадцат|пятнадцат"
        r"|шестнадцат|семнадцат|восемнадцат|девятнадцат|двадцат|тридцат|сорок|пятьдесят|пятидесят|шестьдесят|шестидесят"
        r"|семьдесят|семидесят|восемьдесят|восьмидесят|тысяч|миллион|миллиард)"
        r"(?:ь|и|ью|ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|а|у|ов|ам|еро)?"
    ),
}
_VALUES = {
    "fif": 5,
    "eigh": 8,
    "nin": 9,
    "twelf": 12,
    "third": 3,
    "трет": 3,
    "сем": 7,
    "четвер": 4,
    "четв": 4,
}
# Tens counted in tens, hours told as parts of the next one, parts of a whole: nothing of these is compared.
_OTHERWISE = {
    "kk": re.compile(
        "(?:бір|екі|үш|төрт|алты|жеті|сегіз|тоғыз|он) жарымда"
        "|(?:үш|төрт|бес|он)(?:тен|нан) (?:бір|екі|үш|төрт)"
    ),
    "en": re.compile(
        r" half past|(?:teen|twelve|eleven) hundred| (?:quarter|minute|twenty|five|ten)s? (?:past|to) "
        "|quarters| teens"
    ),
    "ru": re.compile(r"десятк|половин\w \w+ого(?!\w)|четверт[ьи]|минут\w* \w+ого(?!\w)|надцать \w+ого(?!\w)"),
}
_WORD = re.compile(r"[^\W\d_]+")


def changed(source: Side, target: Side) -> tuple[Cardinal, Cardinal] | None:
    """The first number word of each text that the other has not; None where there are no two to compare.

    Where the source has a number that the target does not seem to have, both are read.

    >>> from tm.units import Variant
    >>> source, target = Side(Variant("kk", "Үш бала келді")), Side(Variant("en", "Four children came"))
    >>> changed(source, target)
    (Cardinal(value=3, start=0, end=2), Cardinal(value=4, start=0, end=4))
    >>> changed(source, Side(Variant("ru", "Пришли трое детей")))
    """
    roots = sought(source.text, source.lang)
    if not roots:
        return None
    said, text = _SAID.get(target.lang), " " + target.text.lower()
    if said is None or source.lang == target.lang:
        return None
    for root in roots:
        if said[root].search(text) is None:
            break
    else:
        return None
    if _ROOT[target.lang].search(text) is None:
        return None
    if _OTHERWISE[source.lang].search(source.text.lower()) or _OTHERWISE[target.lang].search(text):
        return None
    ours = _alone(source, target)
    theirs = _alone(target, source) if ours else ()
    for one in ours:
        for other in theirs:
            if (one.value < _SCALE) == (other.value < _SCALE):
                return one, other
    return None


def said(value: float | str, there: Side) -> bool:
    """Whether a text says a small number in words, as far as one look shows."""
    pattern = _SAID.get(there.lang, {}).get(value)  # type: ignore[call-overload]
    return pattern is not None and _has(pattern, there.text)


@lru_cache(maxsize=64)  # a table has the same small numbers many times
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(" " + text.lower()) is not None


@lru_cache(maxsize=4)  # a source is compared with each of its targets
def sought(text: str, lang: str) -> Sequence[int]:
    """The small numbers that a text may have as words."""
    pattern = _ROOT.get(lang)
    if pattern is None:
        return ()
    found = pattern.findall(" " + text.lower())
    return [_value_of(root, lang) for root in found] if found else ()


@lru_cache(maxsize=1 << 10)
def _value_of(root: str, lang: str) -> int:
    """The number of which the root begins a word: sixty, and not six."""
    matches = [(value, pattern.match(f" {root} ")) for value, pattern in _SAID[lang].items()]
    return max((match.end(), value) for value, match in matches if match)[1]


def _alone(here: Side, there: Side) -> list[Cardinal]:
    """The number words of one text that nothing in the other explains."""
    found = cardinals(here.text, here.lang)
    if not found:
        return []
    known = spelled(there.text, there.lang) | {
        value for one in there.figures.numbers for value in (*one.meaning.readings, *one.meaning.parts)
    }
    return [one for one in found if one.value not in known]


def cardinals(text: str, lang: str) -> list[Cardinal]:
    """The numbers from two on that a text writes as words for certain.

    >>> text = "Жиырма бес бала үшін екі үй"
    >>> [(one.value, text[one.start : one.end]) for one in cardinals(text, "kk")]
    [(25, 'Жиырма бес'), (2, 'екі')]
    """
    found: list[Cardinal] = []
    for match in _WORD.finditer(text.lower()):
        value = _certain(match.group(), lang)
        if value is None:
            continue
        last = found[-1] if found else None
        if last and match.start() - last.end == 1 and last.value % 10 == 0 < value < 10 <= last.value < 100:
            found[-1] = Cardinal(last.value + value, last.start, match.end())
        else:
            found.append(Cardinal(value, *match.span()))
    return [one for one in found if one.value > 1]


@lru_cache(maxsize=1 << 12)
def _certain(word: str, lang: str) -> int | None:
    """The number that a word in lower case is; the one behind tens too."""
    match = _WHOLE[lang].fullmatch(word)
    if match is None:
        return 1 if word in ("бір", "бірінші", "one", "first", "один", "одна", "первый", "первого") else None
    stem = match["word"]
    if stem == "он" and word not in ("он", "оныншы", "онға", "оннан"):
        return None
    return _VALUES.get(stem) or _value_of(stem, lang)
