"""The rules and tables of segmentation as SRX 2.0 rules, for tools that read them: OmegaT, Okapi, memoQ, Trados.

    srx_rules("kk")     the ordered rules; at each place in a text the first that matches decides

Pure values; `tm.formats.srx` makes a file of them. Each rule answers to one of `rules.py`, whose
name its comment gives. The regular expressions keep to what ICU, Java, .NET, PCRE2, JavaScript
and Python's `regex` read alike, and to what the engines do with them:

- `\\w`, `\\b`, `\\s` and `(?i)` differ for Cyrillic from engine to engine: classes are spelt out.
- LanguageTool's engine puts `before` of an exception into a look-behind: all repetition is bounded.
- OmegaT looks for `before` and for `after` separately, without overlap: `before` holds one mark,
  begins with as little as decides, and tries the longer abbreviation first.
- Okapi goes on searching where a match of `before` ended: as for OmegaT.
- In .NET a character beyond U+FFFF is two, so that no class names one; pictures are symbols or surrogates.

What can't be said in SRX: where the segment begins. Where a rule asks for that, the start of the
text or of a line, or a sentence end before, stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tm.segmentation import boundary, rules
from tm.segmentation.abbreviations import Kind, Table, table


@dataclass(frozen=True, slots=True)
class SrxRule:
    """One SRX rule: break, or do not, where `before` ends and `after` begins.

    >>> rule = srx_rules("kk")[-1]
    >>> rule.breaks, rule.comment
    (True, "otherwise: Nothing speaks against it: a mark and a capital or a digit behind it.")
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
QUOTE = f"[{_escaped(sorted(rules._QUOTES))}]"
CLOSER = f"[{_escaped(boundary.CLOSING)}]"
BRACKET = f"[{_escaped(sorted(set(boundary.CLOSING) - rules._QUOTES))}]"
# Symbols and what joins them, behind U+25FF, as what is left when all else is taken away: one class.
PICTURE = r"[^\x00-῾⁀-◿\p{L}\p{N}\p{P}\p{Z}]"
TAIL = rf"(?:\[\d{{1,3}}\])?(?:\[\d{{1,3}}\])?(?:{GAP}?{PICTURE}{{1,9}})?(?:{GAP}?{PICTURE}{{1,9}})?"
STOP = rf"\.{CLOSER}{{0,5}}{TAIL}"
QUOTED_STOP = rf"\.{QUOTE}{{0,3}}{TAIL}"  # behind an abbreviation: no bracket closes
OTHER_MARK = r"(?:[!?…][.!?…]{0,9}|\.[.!?…]{1,9})"
ANY_MARK = r"[.!?…]{1,9}"
EDGE = r"(?:^|[^\p{L}°%/'\-])"  # before an abbreviation; see boundary._WITHIN_WORDS
UNDOTTED_EDGE = r"(?:^|[^\p{L}.°%/'\-])"  # the same, and not the end of a longer one: т.б. is no б.
WORD_END = r"(?:[^\p{L}\p{N}]|$)"

_CAPITAL = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{N}]"
SENTENCE = rf"(?:{GAP}{{1,9}}[@#]{JUNK}{{0,9}}[\p{{L}}\p{{N}}]|{GAP}{JUNK}{{0,20}}(?:{_CAPITAL}|\p{{L}}\)))"
SMALL = rf"{GAP}{{1,9}}(?:[^\p{{L}}\p{{N}}{NEWLINE}\t\p{{Zs}}@#]{JUNK}{{0,20}})?\p{{Ll}}(?:[^)]|$)"
NUMBER = rf"{GAP}{JUNK}{{0,20}}\d"
ACRONYM = rf"{GAP}{JUNK}{{0,20}}\p{{Lu}}(?:[\p{{Lu}}\p{{N}}]{{1,9}}{WORD_END}|[\p{{Lu}}\p{{N}}]{{0,9}}-)"
_DASHES = "–—-"
BEFORE_TOKEN = (
    rf"(?:(?:^|[\t\p{{Zs}}{NEWLINE}])[{_escaped(_DASHES)}]?"
    rf"|[{_escaped(c for c in boundary.OPENING if c not in _DASHES)}])"
)
INITIAL = rf"{BEFORE_TOKEN}(?:\p{{L}}{{1,2}}\.)?(?:\p{{L}}{{1,2}}\.)?(?:\p{{L}}{{1,2}}\.)?\p{{Lu}}{STOP}"
# Where a segment begins, as far as it can be told from what stands before.
_ENDED = rf"(?:[\p{{L}}\p{{N}}][\p{{L}}\p{{N}}]|[^\p{{L}}\p{{N}}\s\p{{Z}}])[.!?…]{CLOSER}{{0,3}}{GAP}"  # А. 2. is no end
START = f"(?:^|[{NEWLINE}]|{_ENDED})"
_ROMAN_OR_MANY = (
    r"(?:^|[^\p{L}])(?:[IVXLCІХС]{1,7}|[Мм]лн|[Мм]лрд|[Тт]рлн|[Тт]ыс|[Мм]ың|[Mm]illion|[Bb]illion)"
)
COUNT = rf"(?:\d\.?{GAP}{{0,2}}|{_ROMAN_OR_MANY}\.?{GAP}{{1,2}})"  # see Boundary.after_number


def srx_rules(lang: str) -> tuple[SrxRule, ...]:
    """The SRX rules of a language in the order in which they are asked. Raises KeyError if there is no table of it.

    >>> srx_rules("kk")[0].comment
    'a newline always ends a segment'
    """
    known = table(lang)
    return (*_lines_and_marks(known), *_numbers(known), *_abbreviations(known), *_names(known))


def _lines_and_marks(known: Table) -> Iterator[SrxRule]:
    """Newlines, brackets, missing spaces, small letters, speech, and every mark that is no single full stop."""
    yield SrxRule(True, f"[{NEWLINE}]", f"[^{NEWLINE}]", "a newline always ends a segment")
    for opening, closing in ("()", "[]"):
        inside = f"[^{_escaped(opening + closing)}{NEWLINE}]{{0,400}}"
        mark = rf"{ANY_MARK}[{_escaped(boundary.CLOSING.replace(closing, ''))}]{{0,5}}{TAIL}"
        for lazy in ("?", ""):  # OmegaT and Okapi find one mark a rule and bracket: the first, the last
            yield _no(rules.inside_brackets, rf"\{opening}{inside}{lazy}{mark}", rf"{GAP}{inside}\{closing}")

    tail = f"{ANY_MARK}{CLOSER}{{0,5}}{TAIL}"
    yield SrxRule(False, tail, _ahead(f"{GAP}?{PICTURE}"), "a picture stays with the mark before it")

    glued = f"{ANY_MARK}{QUOTE}{{0,3}}"
    cyrillic = rf"[«“„]{{0,2}}[{boundary._CYRILLIC_CAPITAL}]\p{{Ll}}"
    opener = rf"[«“„]{{0,2}}{_openers(known)}"
    plain = rf"{BEFORE_TOKEN}[^\s\p{{Z}}./@:_\\!?…]{{2,30}}\p{{Ll}}"
    yield _no(rules.missing_space, f"{_written(known.abbreviations)}{QUOTED_STOP}", cyrillic)
    yield _yes(rules.missing_space, rf"[\p{{L}}\p{{N}}\-]\p{{Ll}}{glued}", cyrillic)
    yield _yes(rules.missing_space, f"{plain}{glued}", opener)

    yield _no(rules.lower_case_next, tail, SMALL)
    nothing = rf"(?:^|[{NEWLINE}]|[.!?…]{CLOSER}{{0,3}}{GAP}{{1,3}}){JUNK}{{0,3}}?"
    yield _no(rules.nothing_said_yet, f"{nothing}{ANY_MARK}{CLOSER}{{0,5}}", GAP)
    spoken = f"{OTHER_MARK}{CLOSER}{{1,5}}{TAIL}"
    yield _yes(rules.speaker_named, spoken, GAP + JUNK + "{0,20}" + _openers(known))
    yield _no(rules.speaker_named, spoken, GAP + _portable(boundary._SPEECH))
    yield _yes(rules.other_mark, f"{OTHER_MARK}{CLOSER}{{0,5}}{TAIL}", SENTENCE)


def _numbers(known: Table) -> Iterator[SrxRule]:
    """Numbers and labels before their items, times of day, dates, years, units."""
    # Where an abbreviation binds it, the segment has begun before: рис. 5. Схема, см. Приложение 3. Там.
    bound = _written(word for word, kinds in known.abbreviations.items() if Kind.CLOSES not in kinds)
    section, label = _portable(rules._SECTION), _portable(rules._LABEL)
    yield _yes(rules.numbering, rf"{bound}\.{GAP}?(?:{section}|{label})\.", SENTENCE)
    yield _no(rules.numbering, rf"{START}{_portable(rules._NUMBERING)}\.", GAP)
    yield _no(rules.numbering, rf"{START}{label}\.", GAP)
    yield _no(rules.numbering, rf"[;:]{GAP}{{1,3}}{section}\.", GAP)
    if known.lang == "en":
        time = rf"{EDGE}[AaPp]\.{GAP}?[Mm]{STOP}"
        yield _no(rules.clock, time, GAP + JUNK + "{0,20}" + _any_of(rules._CLOCK_NEXT) + WORD_END)
        yield _yes(rules.clock, time, SENTENCE)

    bracketed = rf"\.{QUOTE}{{0,3}}{BRACKET}{CLOSER}{{0,4}}{TAIL}"
    opener = GAP + JUNK + "{0,20}" + _openers(known)
    yield _yes(rules.abbreviation_in_brackets, _written(known.abbreviations) + bracketed, opener)
    yield _yes(rules.abbreviation_in_brackets, _written(_of(known, Kind.CLOSES)) + bracketed, SENTENCE)
    yield _no(rules.abbreviation_in_brackets, _written(known.abbreviations) + bracketed, GAP)

    years, measures = _of(known, Kind.YEARS), _of(known, Kind.MEASURES)
    if known.lang == "ru":
        yield _no(rules.only_a_date, f"{START}{JUNK}{{0,3}}{_russian_date(years)}", GAP)
    if years:
        yield _yes(rules.year, COUNT + _any_of(years + measures) + QUOTED_STOP, opener)
        yield _no(rules.year, COUNT + _any_of(years) + QUOTED_STOP, NUMBER if known.lang == "ru" else GAP)
        yield _yes(rules.year, COUNT + _any_of(years) + QUOTED_STOP, SENTENCE)
    yield _no(rules.measure, COUNT + _any_of(measures) + QUOTED_STOP, f"(?:{NUMBER}|{ACRONYM})")
    yield _yes(rules.measure, COUNT + _any_of(measures) + QUOTED_STOP, SENTENCE)


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
    """Abbreviations that bind to what follows; a dotted one that may end a sentence is asked before its last letter."""
    binds, numbered = _of(known, Kind.BINDS), _of(known, Kind.NUMBERED)
    dotted = [word for word in _of(known, Kind.CLOSES) if "." in word]
    if both := [word for word in dotted if word in numbered]:
        yield _no(rules.numbered, _written(both) + QUOTED_STOP, NUMBER)
    if dotted:
        yield _yes(rules.closing, _written(dotted) + QUOTED_STOP, SENTENCE)
    yield _no(rules.binding, _written(binds) + QUOTED_STOP, GAP)
    yield _no(rules.numbered, _written(numbered) + QUOTED_STOP, NUMBER)
    yield _no(rules.numbered, EDGE + _portable(rules._CLAUSE) + QUOTED_STOP, NUMBER)


def _names(known: Table) -> Iterator[SrxRule]:
    """Initials and names of places and firms, which only an opener or a turned name cuts off; then all the rest."""
    surname = rf"\p{{Lu}}[\p{{L}}\-]{{1,20}}?{rules._SURNAME.pattern.removeprefix('.+')}"
    yield _yes(rules.may_close, STOP, GAP + JUNK + "{0,20}" + _openers(known))
    label = rf"(?:^|[^\p{{L}}]){_any_of(known.labels)}{GAP}"
    yield _yes(rules.letter_as_label, rf"{label}\p{{Lu}}{STOP}", SENTENCE)
    yield _no(rules.initials, INITIAL, rf"{GAP}{JUNK}{{0,20}}(?:\p{{Lu}}\.|{surname}{WORD_END})")
    yield _yes(
        rules.initials, rf"{surname}{GAP}(?:\p{{Lu}}\.{GAP}?)?(?:\p{{Lu}}\.{GAP}?)?\p{{Lu}}{STOP}", SENTENCE
    )
    yield _no(rules.initials, INITIAL, GAP)
    yield _no(rules.may_close, _written(_of(known, Kind.MAY_CLOSE)) + QUOTED_STOP, GAP)
    yield _yes(rules.otherwise, STOP, SENTENCE)


def _no(rule: rules.Rule, before: str, after: str) -> SrxRule:
    return SrxRule(False, before, _ahead(after), _comment(rule))


def _yes(rule: rules.Rule, before: str, after: str) -> SrxRule:
    return SrxRule(True, before, _ahead(after), _comment(rule))


def _ahead(after: str) -> str:
    """What follows as a look-ahead, which takes nothing from the next match; one character needs none."""
    return after if after == GAP else f"(?={after})"


def _comment(rule: rules.Rule) -> str:
    """The name of the rule that an SRX rule answers to, and the first line of its docstring."""
    return f"{rule.__name__}: {(rule.__doc__ or '').partition(chr(10))[0]}"


def _of(known: Table, kind: Kind) -> list[str]:
    return sorted(word for word, kinds in known.abbreviations.items() if kind in kinds)


def _spelt(word: str) -> str:
    """A word of the tables as it may be written: a capital at the start of each part, any letter of short ones.

    >>> _spelt("т.ғ.к"), _spelt("обл")
    ('[Тт]\\.[\\t\\p{Zs}]?[Ғғ]\\.[\\t\\p{Zs}]?[Кк]', '[Оо][Бб][Лл]')
    """

    def part(found: re.Match[str]) -> str:
        letters = found.group()
        either = len(letters) if len(letters) <= 3 else 1
        return "".join(f"[{c.upper()}{c}]" for c in letters[:either]) + letters[either:]

    return re.sub(r"[^\W\d_]+", part, word).replace(".", rf"\.{GAP}?")


def _any_of(words: Iterable[str]) -> str:
    """An alternation of words, the longest first: the engines that take the first that fits then take all of it."""
    return f"(?:{'|'.join(map(_spelt, sorted(words, key=lambda word: (-len(word), word))))})"


def _written(words: Iterable[str]) -> str:
    """Abbreviations up to their last full stop, with what must stand before them."""
    known = list(words)
    plain, dotted = [w for w in known if "." not in w], [w for w in known if "." in w]
    sides = [edge + _any_of(some) for edge, some in ((EDGE, dotted), (UNDOTTED_EDGE, plain)) if some]
    return f"(?:{'|'.join(sides)})"


def _openers(known: Table) -> str:
    """A word that opens sentences, with its capital; no full stop behind it."""
    words = (
        word[0].upper() + word[1:] for word in sorted(known.openers, key=lambda word: (-len(word), word))
    )
    return rf"(?:{'|'.join(words)})(?:[^\p{{L}}\p{{N}}.]|$)"


def _portable(pattern: re.Pattern[str]) -> str:
    """A pattern of the rules in what all engines read: classes spelt out, repetition bounded."""
    spelt = pattern.pattern.replace(r"[^\W\d_]", r"\p{L}").replace(r"\W", JUNK)
    spelt = re.sub(r"(\(\?:[^()]*\))\*", lambda group: f"{group[1]}?" * 4, spelt)
    spelt = spelt.replace(r"\w", r"[\p{L}\p{N}]").replace(r"\b", WORD_END)
    return re.sub(r"(?<!\\)[*+]", lambda found: "{0,20}" if found.group() == "*" else "{1,20}", spelt)
