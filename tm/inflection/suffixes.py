"""Kazakh: the chain of suffixes as an automaton, a regular expression over the letters after a stem.

A noun takes plural, possessive and case in this order, then perhaps -ғы or a personal ending; a verb takes
negation, then a tense, participle, converb or mood, and participles go on as nouns do. Which shape a suffix
has depends on vowels (back or front, one pattern each) and on the letter before it (looked at with
lookbehinds). What makes another word, -лық, -шы, -лы, -сыз, -ша and the voices of verbs, is not in it; nor is
the bare stem of a verb, the imperative: it is too often another word.
"""

from __future__ import annotations

import re
from functools import cache

from tm.inflection.stem import Automaton, Stem

_BACK, _FRONT = "аоұыя", "әөүі"
_VOWEL = "аәеёиоөуұүыіэюя"
_FIRM = "аәеёоөұүыіэя"  # vowels that possessives see as such; тауы and миы have и and у for consonants
_HARD = "бвгдкқпстфхһцчшщ"  # after these a suffix begins with a voiceless consonant
# After a hyphen or a soft sign the sound is not seen, so that every shape is allowed: АҚШ-тың, рөльдің.
_UNSEEN = "ь-"

# Capitals stand for letters that harmony decides: A, I, and G, K for the velars. Names in braces are put in.
_SHAPES = {
    "L": f"(?:(?<=[{_VOWEL}рй{_UNSEEN}])л|(?<=[лмнңзж{_UNSEEN}])д|(?<=[{_HARD}{_UNSEEN}])т)",
    "N": f"(?:(?<=[{_VOWEL}мнң{_UNSEEN}])н|(?<=[лрйузжию{_UNSEEN}])д|(?<=[{_HARD}{_UNSEEN}])т)",
    "Y": f"(?:(?<=[{_VOWEL}{_UNSEEN}])н|(?<=[лрйузжиюмнң{_UNSEEN}])д|(?<=[{_HARD}{_UNSEEN}])т)",
    "D": f"(?:(?<=[{_VOWEL}лрйузжмнң{_UNSEEN}])д|(?<=[{_HARD}{_UNSEEN}])т)",
    "Q": f"(?:(?<=[{_VOWEL}лрйузжмнң{_UNSEEN}])G|(?<=[{_HARD}{_UNSEEN}])K)",
    "M": f"(?:(?<=[{_VOWEL}лрйу{_UNSEEN}])м|(?<=[мнңзж{_UNSEEN}])б|(?<=[{_HARD}{_UNSEEN}])п)",
    "W": f"(?:(?<=[{_VOWEL}лрйумнң{_UNSEEN}])м|(?<=[зж{_UNSEEN}])б|(?<=[{_HARD}{_UNSEEN}])п)",
    "V": f"(?<=[{_FIRM}{_UNSEEN}])",  # after a vowel
    "C": f"(?<![{_FIRM}])",  # after a consonant
}
_PARTS = {
    "plural": "{L}Aр",
    "copula": "{M}Iн|сIң|{M}Iз|сIңдAр|сIздAр",
    "poss12": "(?:{C}I|{V})(?:м|ң|мIз|ңIз)",
    "poss3": "(?:{C}I|{V}сI)",
    "relative": "GI(?:{plural})?(?:{poss3})?(?:{N}Iң|{Q}A|{Y}I|{D}Aн?|н[AI]|н|нAн|ндA|{W}ен)?",
    "case": "{N}Iң(?:кі(?:лер)?)?|{Q}A|{Y}I|{D}A(?:{relative})?|{D}Aн|(?<=[мнң])нAн|{W}ен",
    "case12": "(?<=[мң])A|{case}",  # балама, after the first and second person
    "case3": "нIң(?:кі(?:лер)?)?|нA|н|ндA(?:{relative})?|нAн|мен|ншA",
    "possessed": "(?:{case3})?(?:{copula})?",
    "noun": "(?:{C}I|{V})рAK|(?:{plural})?(?:{poss12}(?:{case12})?|{poss3}(?:{case3})?|{case})?(?:{copula})?",
    "pluralpossessed": "(?:{plural})?(?:{poss12}(?:{case12})?|{poss3}(?:{case3})?)(?:{copula})?",
    "person": "мIн|сIң|сIз|дI|мIз|сIңдAр|сIздAр",
    "past": "м|ң|ңIз|K|ңдAр|ңIздAр",
    "participle": "(?:{noun}|сIз)",
    # The aorist сөйлер is left out after т, д, л and а: сертификаттар is far more often the plural of a noun.
    "verb": (
        "(?:{M}A)?(?:{Q}Aн{participle}|(?:{C}A|{V}й)(?:тIн{participle}|{person})?|(?:{C}Aр|{V}(?<![лдт]A)р){participle}"
        "|(?:{C}I|{V})п(?:пIн|сIң|сIз|тI|пIз)?|{D}I(?:{past})?|сA(?:{past})?|сIн|(?:{C}I|{V})ңIз(?:дAр)?"
        "|(?:{C}A|{V})й(?:Iн|IK|IншA)|{Q}A(?:лI|ншA|й)|(?<=[мбп]A)с{participle}?|{M}AK(?:{copula})?"
        "|{M}Aу(?:{noun})|{Q}I(?:м|ң|ңIз|сI|мIз))"
    ),
    "vowel": "(?=[ыіае])",
}
# Stems whose last vowel goes before a possessive, орын, орны; and their compounds, кәсіпорын. A closed class.
_DROPPING = (
    "орын", "халық", "ауыз", "мұрын", "ерін", "ерік", "көңіл", "қойын", "мойын", "бөрік", "көрік", "ырық",
    "құлық", "парық", "нарық", "қарын", "әріп", "ғұрып", "қауіп", "қалып", "құлып", "мүлік", "дауыс",
)  # fmt: skip
# Words that look like a form of another, are far more frequent than that form, and never meant as it.
OWN_WORDS = frozenset((
    "үшін", "бойынша", "басқа", "дейін", "қайта", "теңге", "егер", "енді", "әрі", "өте", "тіпті", "қайда",
    "қалай", "қарай", "ешкім", "сауда", "саусақ", "алтын", "жақын", "дайын", "тарап", "аймақ", "тамақ",
    "тауар", "сайын", "қатар", "бірге", "желі", "тегін", "өзге", "осында", "қысқа", "жиі", "неге", "қара",
    "мысалы", "бірақ",
))  # fmt: skip
_PLURAL = re.compile("[лдт][ае]р$")
_VOICED = {"п": "б", "к": "г", "қ": "ғ"}
_UNVOICED = {voiced: plain for plain, voiced in _VOICED.items()}


def kazakh_stems(lemma: str) -> list[Stem]:
    """The stems of a Kazakh lemma in lower case: as a noun, and as a verb where it ends in -у or -ю.

    >>> [sorted({stem.letters for stem in kazakh_stems(lemma)}) for lemma in ("мектеп", "орын")]
    [['мектеб', 'мектеп'], ['орн', 'орын']]
    """
    if len(lemma) < 2:
        return []
    found = []
    for back in _harmonies(lemma):
        found += _noun_stems(lemma, back)
        if lemma[-1] in "ую" and lemma[1:] != "ау":  # тау, a mountain, дау, a dispute
            found += _verb_stems(lemma, back)
    return [stem for stem in dict.fromkeys(found) if len(stem.letters) > 1]


def kazakh_attributes(lemma: str) -> list[Stem]:
    """A noun as the stem of the adjectives in -лық, -лы, -сыз and -ғы, a verb as that of its passive.

    >>> [any(stem.begins(word) for stem in kazakh_attributes("шешу")) for word in ("шешілді", "шешті")]
    [True, False]
    """
    if len(lemma) < 3:
        return []
    pattern = "(?:{L}I(?:K|G(?=[ыі]))?|(?:(?<=[ыі])н)?сIз|{Q}I){noun}"
    found = [Stem(lemma, _pattern(pattern, back)) for back in _harmonies(lemma)]
    if lemma[-1] == "у" and lemma[1:] != "ау":
        for back in _harmonies(lemma):
            passive = f"{_passive(lemma[:-1], back)}у"
            found += [*_verb_stems(passive, back), Stem(passive, _pattern("{noun}", back))]
    return found


def _passive(stem: str, back: bool) -> str:
    """The stem of the passive: in -н where л is the last consonant, or else in -л."""
    vowelless = stem.rstrip(_VOWEL)
    end = "н" if vowelless.endswith("л") else "л"
    return stem + ("" if stem[-1] in _VOWEL else "ы" if back else "і") + end


def _noun_stems(lemma: str, back: bool) -> list[Stem]:
    noun, before_vowel = _pattern("-?{noun}", back), _pattern("{vowel}{noun}", back)
    # міндетті, obligatory, is no one's: міндеттің is a form of міндет.
    adjective = lemma[-2:] in ("ты", "ті", "ды", "ді") and lemma[-3:-2] not in _VOWEL
    found = [Stem(lemma, _pattern("(?!ң$)-?{noun}", back) if adjective else noun)]
    if lemma[-1] in _VOICED:
        found.append(Stem(lemma[:-1] + _VOICED[lemma[-1]], before_vowel))
    if lemma.endswith("ст"):  # туристер
        found.append(Stem(lemma[:-1], _pattern("(?=т[ае]р){noun}", back)))
    if lemma.endswith(_DROPPING):
        last = (
            lemma[-1]
            if lemma[-3] in _HARD + "у" and lemma[-1] in _VOICED
            else _VOICED.get(lemma[-1], lemma[-1])
        )
        found += [Stem(lemma[:-2] + end, before_vowel) for end in {lemma[-1], last}]
    if lemma[-1] in "ыі":  # it may have a possessive already, as the last word of білім министрлігі
        found.append(Stem(lemma, _pattern("{possessed}", back)))
        bare = lemma[:-1]
        if len(lemma) > 4 and not (bare[-1] in "тд" and bare[-2] not in _VOWEL):  # кезекті is no possessive
            found.append(
                Stem(bare[:-1] + _UNVOICED.get(bare[-1], bare[-1]), _pattern("{pluralpossessed}", back))
            )
            if bare[-1] == "с" and bare[-2] in _FIRM:
                found.append(Stem(bare[:-1], _pattern("{pluralpossessed}", back)))
    if lemma[-2:] in ("да", "де", "та", "те"):
        found.append(Stem(lemma, _pattern("{relative}", back)))  # шеңберінде, шеңберіндегі
    if len(lemma) > 5 and _PLURAL.search(lemma):
        found.append(Stem(lemma[:-3], noun))
    return found


def _verb_stems(lemma: str, back: bool) -> list[Stem]:
    """The stems of an infinitive: жасау has жаса, оқу has оқ and оқы, шығу has шық and шығ, қою has қой."""
    verb, before_vowel = _pattern("{verb}", back), _pattern("{vowel}{verb}", back)
    stem = lemma[:-1] + ("й" if lemma[-1] == "ю" else "")
    if stem[-1] in _UNVOICED:
        found = [Stem(stem, before_vowel), Stem(stem[:-1] + _UNVOICED[stem[-1]], verb)]
        if stem[-1] == "б":
            found.append(Stem(stem[:-1] + "у", _pattern("Iп(?:пIн|сIң|сIз|тI|пIз)?", back)))  # табу, тауып
        return found
    found = [Stem(stem, verb)]
    if stem[-1] not in _VOWEL + "й" and len(stem) > 1:
        found.append(Stem(stem + ("ы" if back else "і"), verb))
        found.append(Stem(stem + "и", _pattern("(?:тIн{participle}|{person})?", back)))  # оқу, оқиды
    if lemma[-1] == "ю" and back:
        found.append(
            Stem(lemma[:-1] + "я", _pattern("тIн{participle}|{person}|р{participle}", back))
        )  # азаяды
    return found


def _harmonies(lemma: str) -> tuple[bool, ...]:
    """Whether suffixes have back vowels; both where the last vowels don't tell, as in many loans."""
    vowels = [letter for letter in lemma if letter in _VOWEL]
    while vowels and vowels[-1] in "иую":
        vowels.pop()
    if not vowels or lemma[-1] in "ьи" or lemma[-2:-1] == "ь" or lemma.endswith("нк"):
        return (True, False)  # банкке
    if vowels[-1] in _FRONT or vowels[-1] in _BACK:
        unclear = any(letter in "иую" for letter in lemma[lemma.rindex(vowels[-1]) + 1 : -1])
        return (True, False) if unclear else (vowels[-1] in _BACK,)
    if any(letter in "ую" for letter in lemma[lemma.rindex(vowels[-1]) + 1 : -1]):
        return (True, False)  # секунд
    return (True, False) if any(letter in _BACK for letter in vowels) or vowels[-1] != "е" else (False,)


@cache
def _pattern(name: str, back: bool) -> Automaton:
    """A part of the automaton for back or front vowels."""
    return Automaton(lambda: _compiled(name, back))


def _compiled(name: str, back: bool) -> re.Pattern[str]:
    """The same with all that it names put in."""
    while "{" in name:
        name = re.sub(r"\{(\w+)\}", lambda found: _SHAPES.get(found[1]) or f"(?:{_PARTS[found[1]]})", name)
    for letter, one, other in (("A", "а", "е"), ("I", "ы", "і"), ("G", "ғ", "г"), ("K", "қ", "к")):
        name = name.replace(letter, one if back else other)
    return re.compile(name)
