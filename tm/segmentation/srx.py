r"""The rules and tables of segmentation as SRX 2.0 rules, for OmegaT, Okapi, LanguageTool, memoQ, Trados.

    srx_rules("kk")     the ordered rules; at each place in a text the first that matches decides

Pure values; `tm.formats.srx` makes a file of them. The comment of each names the rule of
`rules.py` that it answers to. The regular expressions keep to what ICU, Java, .NET, PCRE2,
JavaScript and Python's `regex` read alike, and to what the engines do with them:

- `\w`, `\b`, `\s` and `(?i)` mean one thing here and another there for Cyrillic: classes are spelt out.
- LanguageTool's engine puts the `before` of an exception into a look-behind of Java: no repetition
  without a bound, and none of a group (`X?X?`, not `X{0,2}`).
- OmegaT and Okapi go through a text without overlap: `before` holds one mark and little before it,
  the longer abbreviation is tried first, and `after` is a look-ahead, which takes nothing.
- In .NET and JavaScript a character beyond U+FFFF may be two, so no class names one.

SRX can't ask where the segment begins. Where a rule of ours does (numbers of lists, dates), the
start of the text or of a line, or what looks like the end of a sentence, stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tm.segmentation import boundary, rules
from tm.segmentation.abbreviations import Kind, Table, table
from tm.segmentation.rules import JOIN, SPLIT, Rule, Verdict


@dataclass(frozen=True, slots=True)
class SrxRule:
    """One SRX rule: break, or do not, where `before` ends and `after` begins.

    >>> rule = srx_rules("kk")[-1]
    >>> rule.breaks, rule.comment
    (True, 'otherwise: Nothing speaks against it: a mark and a capital or a digit behind it.')
    """

    breaks: bool
    before: str  # a regular expression; a match ends at the break
    after: str  # a regular expression; a match begins at the break
    comment: str


def _escaped(characters: Iterable[str]) -> str:
    """Characters as they stand in a class; only what is syntax may be escaped in JavaScript."""
    return "".join(f"\\{c}" if c in "[]^\\-*{}" else c for c in characters)


_NAMED = {"\n": r"\n", "\r": r"\r", "\u2028": r"\p{Zl}", "\u2029": r"\p{Zp}"}  # XML can't hold the controls
NEWLINE = "".join(_NAMED.get(c, f"\\x{ord(c):02X}") for c in boundary.NEWLINES)
GAP = r"[\t\p{Zs}]"  # white space that is no newline
JUNK = rf"[^\p{{L}}\p{{N}}{NEWLINE}]"  # what may stand before the next word: gaps, dashes, opening quotes
WORD = f"{GAP}{JUNK}{{0,20}}"  # up to the next word
SIGN = rf"[^\p{{L}}\p{{N}}\t\p{{Zs}}{NEWLINE}]"  # neither white space nor in a word
QUOTE = f"[{_escaped(sorted(rules.QUOTES))}]"
CLOSER = f"[{_escaped(boundary.CLOSING)}]"
BRACKET = f"[{_escaped(sorted(set(boundary.CLOSING) - rules.QUOTES))}]"
# Symbols and what joins them, behind U+25FF, as what is left when all else is taken away: one class.
PICTURE = r"[^\x00-῾⁀-◿\p{L}\p{N}\p{P}\p{Z}]"
TAIL = rf"(?:\[\d{{1,3}}\])?(?:\[\d{{1,3}}\])?(?:{GAP}?{PICTURE}{{1,9}})?(?:{GAP}?{PICTURE}{{1,9}})?"
STOP = rf"\.{CLOSER}{{0,5}}{TAIL}"
QUOTED_STOP = rf"\.{QUOTE}{{0,3}}{TAIL}"  # behind an abbreviation: no bracket closes
OTHER_MARK = r"(?:[!?…][.!?…]{0,9}|\.[.!?…]{1,9})"
ANY_MARK = r"[.!?…]{1,9}"
EDGE = r"(?:^|[^\p{L}°%/'\-])"  # before an abbreviation; see boundary.WITHIN_WORDS
UNDOTTED_EDGE = r"(?:^|[^\p{L}.°%/'\-])"  # the same, and not the end of a longer one: т.б. is no б.
WORD_END = r"(?:[^\p{L}\p{N}]|$)"

_CAPITAL = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{N}]"
SENTENCE = rf"(?:{GAP}{{1,9}}[@#]{JUNK}{{0,9}}[\p{{L}}\p{{N}}]|{WORD}(?:{_CAPITAL}|\p{{L}}\)))"
SMALL = rf"{GAP}{{1,9}}(?:[^\p{{L}}\p{{N}}\t\p{{Zs}}{NEWLINE}@#]{JUNK}{{0,20}})?\p{{Ll}}(?:[^)]|$)"
NUMBER = rf"{WORD}\d"
ACRONYM = rf"{WORD}\p{{Lu}}(?:[\p{{Lu}}\p{{N}}]{{1,9}}{WORD_END}|[\p{{Lu}}\p{{N}}]{{0,9}}-)"
_HUGGING = _escaped(c for c in boundary.OPENING if c not in "–—-")  # a dash may also stand between words
BEFORE_TOKEN = rf"(?:(?:^|[\t\p{{Zs}}{NEWLINE}])[–—\-]?|[{_HUGGING}])"
INITIAL = rf"{BEFORE_TOKEN}(?:\p{{L}}{{1,2}}\.)?(?:\p{{L}}{{1,2}}\.)?(?:\p{{L}}{{1,2}}\.)?\p{{Lu}}{STOP}"
# Where a segment begins, as far as it can be told from what stands before.
_ENDED = rf"(?:[\p{{L}}\p{{N}}][\p{{L}}\p{{N}}]|{SIGN})[.!?…]{CLOSER}{{0,3}}{GAP}"  # an initial is no end
START = f"(?:^|[{NEWLINE}]|{_ENDED})"
_MANY = "[Мм]лн|[Мм]лрд|[Тт]рлн|[Тт]ыс|[Мм]ың|[Mm]illion|[Bb]illion"  # see Boundary.after_number
COUNT = rf"(?:\d\.?{GAP}{{0,2}}|(?:^|[^\p{{L}}])(?:[IVXLCІХС]{{1,7}}|{_MANY})\.?{GAP}{{1,2}})"


def srx_rules(lang: str) -> tuple[SrxRule, ...]:
    """The SRX rules of a language, in the order in which they are asked. Raises KeyError for others."""
    known = table(lang)
    return (*_lines_and_marks(known), *_numbers(known), *_abbreviations(known), *_names(known))


def _lines_and_marks(known: Table) -> Iterator[SrxRule]:
    """Newlines, brackets, missing spaces, small letters, speech, and marks other than a single full stop."""
    yield SrxRule(True, f"[{NEWLINE}]", f"[^{NEWLINE}]", "a newline always ends a segment")
    for opening, closing in ("()", "[]"):
        inside = f"[^{_escaped(opening + closing)}{NEWLINE}]{{0,400}}"
        mark = rf"{ANY_MARK}[{_escaped(boundary.CLOSING.replace(closing, ''))}]{{0,5}}{TAIL}"
        for lazy in ("?", ""):  # OmegaT and Okapi find one mark a rule and bracket: the first, the last
            before = rf"\{opening}{inside}{lazy}{mark}"
            yield _srx(JOIN, rules.inside_brackets, before, rf"{GAP}{inside}\{closing}")
    tail = f"{ANY_MARK}{CLOSER}{{0,5}}{TAIL}"
    yield SrxRule(False, tail, f"{GAP}?{PICTURE}", "a picture stays with the mark before it")
    glued = f"{ANY_MARK}{QUOTE}{{0,3}}"
    cyrillic = rf"[«“„]{{0,2}}[{boundary.CYRILLIC_CAPITAL}]\p{{Ll}}"
    opener = rf"[«“„]{{0,2}}{_openers(known)}"
    plain = rf"{BEFORE_TOKEN}[^\t\p{{Zs}}{NEWLINE}./@:_\\!?…]{{2,30}}\p{{Ll}}"
    yield _srx(JOIN, rules.missing_space, f"{_written(known.abbreviations)}{QUOTED_STOP}", cyrillic)
    yield _srx(SPLIT, rules.missing_space, rf"[\p{{L}}\p{{N}}\-]\p{{Ll}}{glued}", cyrillic)
    yield _srx(SPLIT, rules.missing_space, f"{plain}{glued}", opener)

    yield _srx(JOIN, rules.lower_case_next, tail, SMALL)
    nothing = rf"(?:^|[{NEWLINE}]|[.!?…]{CLOSER}{{0,3}}{GAP}{{1,3}}){JUNK}{{0,3}}?"
    yield _srx(JOIN, rules.nothing_said_yet, f"{nothing}{ANY_MARK}{CLOSER}{{0,5}}", GAP)
    spoken = f"{OTHER_MARK}{CLOSER}{{1,5}}{TAIL}"
    yield _srx(SPLIT, rules.speaker_named, spoken, WORD + _openers(known))
    yield _srx(JOIN, rules.speaker_named, spoken, GAP + _portable(boundary.SPEECH))
    yield _srx(SPLIT, rules.other_mark, f"{OTHER_MARK}{CLOSER}{{0,5}}{TAIL}", SENTENCE)


def _numbers(known: Table) -> Iterator[SrxRule]:
    """Numbers and labels before their items, times of day, dates, years, units."""
    # Where an abbreviation binds it, the segment has begun before: рис. 5. Схема, см. Приложение 3. Там.
    bound = _written(word for word, kinds in known.abbreviations.items() if Kind.CLOSES not in kinds)
    section, label = _portable(rules.SECTION), _portable(rules.LABEL)
    yield _srx(SPLIT, rules.numbering, rf"{bound}\.{GAP}?(?:{section}|{label})\.", SENTENCE)
    yield _srx(JOIN, rules.numbering, rf"{START}{_portable(rules.NUMBERING)}\.", GAP)
    yield _srx(JOIN, rules.numbering, rf"{START}{label}\.", GAP)
    yield _srx(JOIN, rules.numbering, rf"[;:]{GAP}{{1,3}}{section}\.", GAP)
    if known.lang == "en":
        time = rf"{EDGE}[AaPp]\.{GAP}?[Mm]{STOP}"
        yield _srx(JOIN, rules.clock, time, WORD + _any_of(rules.CLOCK_NEXT) + WORD_END)
        yield _srx(SPLIT, rules.clock, time, SENTENCE)

    bracketed = rf"\.{QUOTE}{{0,3}}{BRACKET}{CLOSER}{{0,4}}{TAIL}"
    opener = WORD + _openers(known)
    yield _srx(SPLIT, rules.abbreviation_in_brackets, _written(known.abbreviations) + bracketed, opener)
    yield _srx(SPLIT, rules.abbreviation_in_brackets, _written(_of(known, Kind.CLOSES)) + bracketed, SENTENCE)
    yield _srx(JOIN, rules.abbreviation_in_brackets, _written(known.abbreviations) + bracketed, GAP)

    years, measures = _of(known, Kind.YEARS), _of(known, Kind.MEASURES)
    if known.lang == "ru":
        yield _srx(JOIN, rules.only_a_date, f"{START}{JUNK}{{0,3}}{_russian_date(years)}", GAP)
    if years:
        yield _srx(SPLIT, rules.year, COUNT + _any_of(years + measures) + QUOTED_STOP, opener)
        yield _srx(
            JOIN, rules.year, COUNT + _any_of(years) + QUOTED_STOP, NUMBER if known.lang == "ru" else GAP
        )
        yield _srx(SPLIT, rules.year, COUNT + _any_of(years) + QUOTED_STOP, SENTENCE)
    yield _srx(JOIN, rules.measure, COUNT + _any_of(measures) + QUOTED_STOP, f"(?:{NUMBER}|{ACRONYM})")
    yield _srx(SPLIT, rules.measure, COUNT + _any_of(measures) + QUOTED_STOP, SENTENCE)


def _russian_date(years: Iterable[str]) -> str:
    """`В 52 г. до н. э.`, `1 января 49 года до н. э.`, `К XIX в.`: a date up to its last full stop.

    Fewer words than `only_a_date` knows, and each at its place, so that no engine has to try them all.
    """
    when = "(?:(?:[ВвСсКк]о?|[Дд]о|[Оо]коло|[Пп]осле|[Нн]ачиная с) )?"
    day = r"(?:\d{1,2} (?:январ|феврал|март|апрел|ма|ию[нл]|август|сентябр|октябр|ноябр|декабр)\p{L}{1,2} )?"
    number = r"(?:\d[\d–—\-]{0,10}|[IVXІХ]{1,6}(?:[–—\-][IVXІХ]{1,6})?)"
    era = rf"(?:до )?н\.{GAP}?э\."
    spelt_out = r"(?:год|век|столети|тысячелети)\p{L}{0,3}"
    return rf"{when}{day}{number}{GAP}?(?:{_any_of(years)}\.(?:{GAP}?{era})?|{spelt_out} {era})"


def _abbreviations(known: Table) -> Iterator[SrxRule]:
    """Abbreviations that bind to what follows; `т. д.` is asked before `д.`, which would bind."""
    binds, numbered = _of(known, Kind.BINDS), _of(known, Kind.NUMBERED)
    dotted = [word for word in _of(known, Kind.CLOSES) if "." in word]
    if both := [word for word in dotted if word in numbered]:
        yield _srx(JOIN, rules.numbered, _written(both) + QUOTED_STOP, NUMBER)
    if dotted:
        yield _srx(SPLIT, rules.closing, _written(dotted) + QUOTED_STOP, SENTENCE)
    yield _srx(JOIN, rules.binding, _written(binds) + QUOTED_STOP, GAP)
    yield _srx(JOIN, rules.numbered, _written(numbered) + QUOTED_STOP, NUMBER)
    yield _srx(JOIN, rules.numbered, EDGE + _portable(rules.CLAUSE) + QUOTED_STOP, NUMBER)


def _names(known: Table) -> Iterator[SrxRule]:
    """Initials, and abbreviations that only an opener cuts off; then all the rest."""
    surname = rf"\p{{Lu}}[\p{{L}}\-]{{1,20}}?{rules.SURNAME.pattern.removeprefix('.+')}"
    turned = rf"{surname}{GAP}(?:\p{{Lu}}\.{GAP}?)?(?:\p{{Lu}}\.{GAP}?)?\p{{Lu}}{STOP}"  # Смирнова Е. А.
    yield _srx(SPLIT, rules.may_close, STOP, WORD + _openers(known))
    label = rf"(?:^|[^\p{{L}}]){_any_of(known.labels)}{GAP}"
    yield _srx(SPLIT, rules.letter_as_label, rf"{label}\p{{Lu}}{STOP}", SENTENCE)
    yield _srx(JOIN, rules.initials, INITIAL, rf"{WORD}(?:\p{{Lu}}\.|{surname}{WORD_END})")
    yield _srx(SPLIT, rules.initials, turned, SENTENCE)
    yield _srx(JOIN, rules.initials, INITIAL, GAP)
    yield _srx(JOIN, rules.may_close, _written(_of(known, Kind.MAY_CLOSE)) + QUOTED_STOP, GAP)
    yield _srx(SPLIT, rules.otherwise, STOP, SENTENCE)


def _srx(verdict: Verdict, rule: Rule, before: str, after: str) -> SrxRule:
    """An SRX rule that answers to one of ours, with its name and the first line of its docstring."""
    comment = f"{rule.__name__}: {(rule.__doc__ or '').partition(chr(10))[0]}"
    return SrxRule(verdict is SPLIT, before, after if after == GAP else f"(?={after})", comment)


def _of(known: Table, kind: Kind) -> list[str]:
    return sorted(word for word, kinds in known.abbreviations.items() if kind in kinds)


def _spelt(word: str) -> str:
    r"""A word of the tables as it may be written: each part with a capital, short ones in capitals.

    >>> print(_spelt("т.б"), _spelt("тереңд"))
    [Тт]\.[\t\p{Zs}]?[Бб] [Тт]ереңд
    """

    def part(found: re.Match[str]) -> str:
        letters, either = found.group(), 3 if len(found.group()) <= 3 else 1
        return "".join(f"[{c.upper()}{c}]" for c in letters[:either]) + letters[either:]

    return re.sub(r"[^\W\d_]+", part, word).replace(".", rf"\.{GAP}?")


def _any_of(words: Iterable[str]) -> str:
    """An alternation of words, the longest first, so that the first to fit is the whole of it."""
    return f"(?:{'|'.join(_spelt(word) for word in _longest_first(words))})"


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _written(words: Iterable[str]) -> str:
    """Abbreviations up to their last full stop, with what must stand before them."""
    known = list(words)
    plain, dotted = [w for w in known if "." not in w], [w for w in known if "." in w]
    sides = [edge + _any_of(some) for edge, some in ((EDGE, dotted), (UNDOTTED_EDGE, plain)) if some]
    return f"(?:{'|'.join(sides)})"


def _openers(known: Table) -> str:
    """A word that opens sentences, with its capital; no full stop behind it."""
    words = "|".join(word[0].upper() + word[1:] for word in _longest_first(known.openers))
    return rf"(?:{words})(?:[^\p{{L}}\p{{N}}.]|$)"


def _portable(pattern: re.Pattern[str]) -> str:
    """A pattern of the rules in what all engines read: classes spelt out, repetition bounded."""
    spelt = pattern.pattern.replace(r"[^\W\d_]", r"\p{L}").replace(r"\W", JUNK)
    spelt = re.sub(r"(\(\?:[^()]*\))\*", lambda group: f"{group[1]}?" * 4, spelt)
    spelt = spelt.replace(r"\w", r"[\p{L}\p{N}]").replace(r"\b", WORD_END)
    return re.sub(r"(?<!\\)[*+]", lambda found: "{0,20}" if found.group() == "*" else "{1,20}", spelt)
