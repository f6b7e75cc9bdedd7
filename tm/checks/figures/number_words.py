"""Numbers that a text writes as words, in Kazakh, English and Russian.

The checks ask only whether a word may explain a number that the other language writes in digits, so this is
generous: it says every value that the words of a text may stand for, and a few too many do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"(?<!\w)[IVXLCІХ]+(?!\w)")
_CYRILLIC_ROMAN = str.maketrans("ІХ", "IX")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# What a half, a quarter and the like may be in digits: a share, per cent, minutes, months.
_HALF, _QUARTER = (0.5, 50, 30, 6), (0.25, 4, 25, 15, 3)
_THREE_HALVES = (1.5, 150, 18)
_DECADE, _DOZEN = (10, 10), (12, 12)  # said twice: they multiply, two decades
_Values = tuple[float, ...]


def _table(lines: str) -> dict[str, _Values]:
    return {
        word: (float(value),)
        for line in lines.strip().splitlines()
        for value, *found in [line.split()]
        for word in found
    }


_ENGLISH = _table("""
0 zero nil nought
1 one first once a an single sole ones firstly initial alone each only another
2 two second twice both couple pair pairs double doubled doubling twofold doubles twin twins seconds dual two-
3 three third thrice triple tripled trio threefold thirds tripling
4 four fourth fourfold quadruple quadrupled fourths
5 five fifth fifths fivefold
6 six sixth sixths
7 seven seventh
8 eight eighth
9 nine ninth
10 ten tenth tens tenths tenfold
11 eleven eleventh
12 twelve twelfth noon midday
13 thirteen thirteenth
14 fourteen fourteenth fortnight
15 fifteen fifteenth
16 sixteen sixteenth
17 seventeen seventeenth
18 eighteen eighteenth
19 nineteen nineteenth
20 twenty twentieth twenties score
30 thirty thirtieth thirties
40 forty fortieth forties
50 fifty fiftieth fifties
60 sixty sixtieth sixties
70 seventy seventieth seventies
80 eighty eightieth eighties
90 ninety ninetieth nineties
100 hundred hundredth hundreds century centuries centenary
1000 thousand thousandth thousands millennium
1000000 million millions millionth
1000000000 billion billions
1000000000000 trillion trillions
""")
_ENGLISH |= {
    "half": _HALF,
    "halves": _HALF,
    "quarter": _QUARTER,
    "quarters": _QUARTER,
    "midnight": (0, 12, 24),
}
_ENGLISH |= {"decade": _DECADE, "decades": _DECADE, "dozen": _DOZEN, "dozens": _DOZEN}
_ENGLISH |= {"halved": (2, 0.5, 50), "o": (0,), "noughties": (2000,)}

# Kazakh words begin with their number: екінші, екеуі, екіге. Those that only look so are left out.
_KAZAKH = _table("""
0 нөл
1 бір алғаш жалғыз тұңғыш жеке дара
2 екі екеу қос жұп егіз
3 үш
4 төрт
5 бес
6 алты алтау
7 жеті жетеу
8 сегіз
9 тоғыз
10 ондаған оныншы онға оннан оншақты онын
20 жиырма
30 отыз
40 қырық
50 елу
60 алпыс
70 жетпіс
80 сексен
90 тоқсан
100 жүз ғасыр
1000 мың
1000000 миллион млн
1000000000 миллиард млрд
1000000000000 триллион трлн
""")
_KAZAKH |= {
    "жарты": _HALF,
    "жарым": _HALF,
    "ширек": _QUARTER,
    "тоқсан": (90, 3),
    "түс": (12,),
    "тәулі": (24, 1),
}
_KAZAKH |= {"онжыл": _DECADE}
_KAZAKH |= {"жарымжан": ()}
_KAZAKH_WHOLE = _table("10 он оны онда ону онды онның")
_NO_KAZAKH = re.compile(
    "үшін(?!ш)|алтын(?!шы)|жетім|жетіст|жетік|жетілд|түсі[нрмп]|түсе|түсу|түсті|бірақ|жүзе|жүзі[мп]|бесік|ғасыра"
)

# Russian words too, two numbers in one among them: двухэтажный, двадцатипятилетие.
_RUSSIAN = _table("""
0 нол нул
1 один одн перв единств еди однаж
2 два две двух двум двой двое двоих дву второ вторы вторую вторая
2 втором втору дважды вдво обо оба обе пара пары пару парой чет удво
3 три тре трё трой трое троих трижды втро утро
4 четыре четырё четыр четвер вчетверо
5 пять пяти пятью пяты пято пяту пята пяте впятер
6 шесть шести шестью шест вшестер
7 семь семи семью седьм семер всемер
8 восемь восьм восеми ввосьмер
9 девять девят вдевят
10 десять десяти десят вдесят
11 одиннадцат
12 двенадцат
13 тринадцат
14 четырнадцат
15 пятнадцат
16 шестнадцат
17 семнадцат
18 восемнадцат
19 девятнадцат
20 двадцат
30 тридцат
40 сорок сороков
50 пятьдесят пятидесят
60 шестьдесят шестидесят
70 семьдесят семидесят
80 восемьдесят восьмидесят
90 девяност
100 сто ста сотн сотый сотая сотой сотую сотого столет стол сотен веков векам
200 двести двухсот двумст
300 триста трехсот трёхсот тремст
400 четыреста четырехсот четырёхсот
500 пятьсот пятисот
600 шестьсот шестисот
700 семьсот семисот
800 восемьсот восьмисот
900 девятьсот девятисот
1000 тысяч
1000000 миллион млн
1000000000 миллиард млрд
1000000000000 триллион трлн
""")
_RUSSIAN |= {"пол": _HALF, "полов": _HALF, "полто": _THREE_HALVES, "полут": _THREE_HALVES}
_RUSSIAN |= {"четверт": (4, 0.25, 25, 15, 3), "трет": (3, 30), "полноч": (0, 12, 24), "полд": (12,)}
_RUSSIAN |= {"сутк": (24, 1), "суток": (24, 1), "квартал": (3,), "кварталь": (3,), "век": (100,)}
_RUSSIAN |= {"десятилет": _DECADE, "декад": _DECADE, "дюжин": _DOZEN, "час": (1,)}
_PREFIXES = {"kk": _KAZAKH, "ru": _RUSSIAN}


@lru_cache(maxsize=1 << 12)
def values(word: str, lang: str) -> tuple[_Values, ...]:
    """What a word in lower case may be as numbers, several where it holds several; () where it is no number.

    >>> values("екеуі", "kk"), values("двадцатипятилетие", "ru"), values("үшін", "kk")
    (((2.0,),), ((20.0,), (5.0,)), ())
    """
    if lang == "en":
        found = _ENGLISH.get(word)
        return (found,) if found else ()
    table = _PREFIXES.get(lang)
    if table is None or (lang == "kk" and _NO_KAZAKH.match(word)):
        return ()
    if lang == "kk" and word in _KAZAKH_WHOLE:
        return (_KAZAKH_WHOLE[word],)
    for length in range(min(len(word), 13), 1, -1):
        stem = word[:length]
        if table.get(stem):
            if lang == "ru":
                rest = word[length:].removeprefix("и")
                more = values(rest, lang) if len(rest) > 3 and table[stem][0] >= 20 else ()
                return (table[stem], *more)
            return (table[stem],)
    return ()


def roman(numeral: str) -> int:
    """The value of a Roman numeral, in Latin letters or in Cyrillic ones that look like them.

    >>> roman("XXI"), roman("ХІХ"), roman("IV")
    (21, 19, 4)
    """
    digits = [_ROMAN_VALUES[letter] for letter in numeral.translate(_CYRILLIC_ROMAN)]
    return sum(
        -one if one < next_one else one for one, next_one in zip(digits, [*digits[1:], 0], strict=True)
    )


def factored(words: Iterable[str]) -> str:
    """A pattern of words by their first letters, which is twice as quick; they keep their order within one.

    >>> factored(["two", "three", "six"])
    't(?:wo|hree)|s(?:ix)'
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _sums(run: list[_Values]) -> set[float]:
    """Every value that neighbouring number words may make together: жиырма бес, two hundred thousand."""
    found: set[float] = set()
    for first in range(len(run)):
        total = current = 0.0
        for one in run[first : first + 8]:
            value = one[0]
            if value >= 1000:
                total, current = total + (current or 1) * value, 0.0
            elif value == 100:
                current = (current or 1) * 100
            elif one in (_DECADE, _DOZEN):
                current = (current or 1) * value
            elif value == 0.5 and run[first] is not one and current < 100:
                current += 0.5
            elif value < 10 and current % 10:  # two numbers: a double (but two and a half)
                if value != 1:
                    break
            else:
                current += value
            found.add(total + current)
    return found


@lru_cache(maxsize=256)
def spelled(text: str, lang: str) -> frozenset[float]:
    """Every value that number words and Roman numerals of a text may stand for.

    >>> sorted(spelled("Жиырма бес бала, екеуі – қыз", "kk"))
    [2.0, 5.0, 20.0, 25.0]
    >>> 250000 in spelled("two hundred and fifty thousand people", "en"), 21 in spelled("В XXI веке", "ru")
    (True, True)
    """
    found: set[float] = set()
    run: list[_Values] = []
    last = 0
    for match in _WORD.finditer(text.lower()):
        word = match.group()
        # "and", "и" and "с" may stand inside a number: a hundred and five, два с половиной
        if word in ("and", "и", "с", "мен", "of", "жыл", "жылдан"):
            continue
        here = values(word, lang)
        if not here or match.start() - last > 9:
            found |= _sums(run)
            run = []
        for one in here:
            found.update(one)
            run.append(one)
        last = match.end()
    found |= _sums(run)
    found.update(roman(match.group()) for match in _ROMAN.finditer(text))
    return frozenset(found)
