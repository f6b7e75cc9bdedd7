"""The rules of segmentation. `RULES`, at the foot, is the algorithm: the first rule that answers decides.

A rule looks at one `Boundary`, a full stop or another mark with something behind it, and
answers `SPLIT`, `JOIN`, or None when it has nothing to say. What the rules know of words is in
the tables of `abbreviations/`. A newline needs no rule: it always ends a segment.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from tm.segmentation.abbreviations import Kind
from tm.segmentation.boundary import Boundary


class Verdict(StrEnum):
    """What a rule can say of a boundary."""

    SPLIT = "split"
    JOIN = "join"


SPLIT, JOIN = Verdict.SPLIT, Verdict.JOIN
Rule = Callable[[Boundary], Verdict | None]

NUMBERING = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[IVXІХ]{1,5}|[^\W\d_])")
LABEL = re.compile(
    r"\W*(?:[^\W\d_]{3,10} \d{1,3}|\d{1,3}-[^\W\d_]{3,10}|\d\d?:\d\d)"
)  # Step 3, 4-қадам, 14:15
SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[ \u00a0]?)*[^\W\d_]{1,2}")
CLOCK_NEXT = frozenset((  # what may belong to a time of day before it
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "est", "edt", "cst", "cdt", "pst", "pdt", "mst", "gmt", "bst", "utc", "eastern", "central", "pacific",
    "local", "moscow", "astana", "almaty",
))  # fmt: skip
# Words of which a date alone is made; a segment of nothing else has not begun to say anything.
_DATE_WORD = re.compile(
    r"[ВвСсКк]о?|[Дд]о|[Оо]коло|[Пп]осле|[Нн]ачиная|[Бб]|з|[бд]|н|э|гг?|вв?|\d[\d–—-]*(?:-\w{1,2})?"
    r"|[IVXІХ]+(?:[–—-][IVXІХ]+)?|год\w*|век\w*|столети\w*|тысячелети\w*|начал[ае]|середин[ае]|конц[ае]"
    r"|январ\w+|феврал\w+|март\w?|апрел\w+|ма[яе]|ию[нл]\w+|август\w?|сентябр\w+|октябр\w+|ноябр\w+"
    r"|декабр\w+|нашей|эры"
)
_INITIALS_AT_END = re.compile(r"(?:[ \u00a0]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ](?:\.[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])*\.?)+$")
SURNAME = re.compile(r".+(?:[оеё]ва?|ина?|[сц]к(?:ий|ая|ой)|енко|ович|ұлы|қызы|ян)")
CLAUSE = re.compile(r"\d+-[бтп]")  # 12-бап, 3-тармақ
QUOTES = frozenset("\"'»”“’›")


def nothing_said_yet(b: Boundary) -> Verdict | None:
    """`... Содан кейін`, `(?) Иә`: a segment has a letter or a digit in it."""
    said = b.said(3)
    return JOIN if said is not None and not any(map(str.isalnum, said)) else None


def inside_brackets(b: Boundary) -> Verdict | None:
    """`[Шыңжаң - ред.]`, `(Ол келді. Кетті)`: what stands in brackets stays together."""
    return JOIN if b.line.brackets and b.within(b.line.brackets) else None


def inside_speech(b: Boundary) -> Verdict | None:
    """`"Мен кетемін. Сен қал" деді ол`: left out of `RULES`; see `QUOTES_KEPT`."""
    return JOIN if b.within(b.line.speeches) else None


def missing_space(b: Boundary) -> Verdict | None:
    """`келді.Ол қайтты`: a small letter, the mark, a capital and a small letter are two sentences.

    Latin letters say little (`Node.Js`, `Example.Com`), so there the next word must be an opener.
    """
    if not b.glued:
        return None
    before, word = b.text[b.stop - 1], b.next_word
    if b.closers and not set(b.closers) <= QUOTES:
        return JOIN
    if len(b.left) > 1 and before.islower() and word[:1].isupper() and (word[1:2].islower() or b.opener_next):
        if word[0] > "\u0400":
            return JOIN if b.kinds else SPLIT
        if b.opener_next and len(b.left) > 2 and not re.search(r"[./@:_\\]", b.left):
            return SPLIT
    return JOIN


def lower_case_next(b: Boundary) -> Verdict | None:
    """`млрд. теңге`, `«Келемін!» деді`: a capital, a digit, an @name or an item `b)` begins one."""
    word = b.next_word
    return None if word and (not word[0].islower() or b.text[b.next_at] in "@#" or b.item_next) else JOIN


def lower_case_starts(b: Boundary) -> Verdict | None:
    """`ok. see you there.`: takes the place of `lower_case_next` where small letters may begin a sentence.

    Speech with its attribution and abbreviations stay together all the same.
    """
    word = b.next_word
    if not word or not word[0].islower():
        return None if word else JOIN
    behind = b.text[b.next_at]
    known = b.kinds or len(b.left) < 2 or "." in b.left
    return JOIN if known or b.closers or behind in ",;-–—" else SPLIT


def plain_word(b: Boundary) -> Verdict | None:
    """`Ол келді. Біз кеттік.`: nine of ten boundaries, so they are decided early."""
    word = b.left
    if len(word) < 4 or b.mark != "." or not word.isalpha() or word.lower() in b.table.abbreviations:
        return None
    return None if word.isupper() and b.said(8) else SPLIT  # VIII. may number what follows


def other_mark(b: Boundary) -> Verdict | None:
    """`?`, `!`, `…` and their runs end a sentence when a capital or a digit follows."""
    return None if b.mark == "." else SPLIT


def speaker_named(b: Boundary) -> Verdict | None:
    """`"Stop!" Mary shouted.`: who spoke stays with what was said, though a name has a capital."""
    return JOIN if b.closers and b.mark != "." and b.attributed and not b.opener_next else None


def numbering(b: Boundary) -> Verdict | None:
    """`1. Жалпы ережелер`, `3.2. Құқықтар`, `IV. Выводы`, `Step 3. Use`: a number and its item."""
    said = b.said(16)
    if said and not b.closers and (NUMBERING.fullmatch(said) or LABEL.fullmatch(said)):
        return JOIN
    return JOIN if b.before[-1:] in (";", ":") and SECTION.fullmatch(b.left) else None


def clock(b: Boundary) -> Verdict | None:
    """`at 5 p.m. Police said`, `at 5 p.m. Monday`: a time ends a sentence unless its day follows."""
    if b.dotted not in ("a.m", "p.m"):
        return None
    return JOIN if b.next_word.lower() in CLOCK_NEXT else SPLIT


def abbreviation_in_brackets(b: Boundary) -> Verdict | None:
    """`(шамамен 20 км.) Ол`: behind an abbreviation and a bracket only an opener begins a sentence."""
    if b.closers and b.kinds and not QUOTES.issuperset(b.closers):
        return SPLIT if b.opener_next or Kind.CLOSES in b.kinds else JOIN
    return None


def binding(b: Boundary) -> Verdict | None:
    """`проф. Сейітов`, `т.ғ.к. А. Омаров`: a title or a kind of place binds to its name."""
    return JOIN if Kind.BINDS in b.kinds else None


def numbered(b: Boundary) -> Verdict | None:
    """`No. 5`, `ст. 15`, `12-б. 3-т.`: binds to a number, and to nothing else."""
    return (
        JOIN if b.next_word[0].isdigit() and (Kind.NUMBERED in b.kinds or CLAUSE.fullmatch(b.left)) else None
    )


def only_a_date(b: Boundary) -> Verdict | None:
    """`В 52 г. до н. э. Цезарь …`, `В 1939 г. Сталин …`: a date alone is no sentence."""
    said = b.said(48) if b.kinds and not b.closers else None
    words = re.findall(r"[^\s.,]+", said or "")
    return JOIN if words and all(map(_DATE_WORD.fullmatch, words)) else None


def year(b: Boundary) -> Verdict | None:
    """`1939 ж. Қазақстанда`, `в 1939 г. Он`: a Kazakh year binds to a name, a Russian one does not."""
    if Kind.YEARS not in b.kinds or not b.after_number:
        return None
    russian = b.table.lang == "ru" and not b.next_word[0].isdigit()
    return SPLIT if b.opener_next or russian else JOIN


def measure(b: Boundary) -> Verdict | None:
    """`5 млрд. АҚШ доллары`, `20 км. 3 сағатта`: a unit binds to an acronym or a number behind it."""
    if Kind.MEASURES not in b.kinds or not b.after_number:
        return None
    word = b.next_word
    bound = word[0].isdigit() or (len(word) > 1 and word.split("-")[0].isupper())
    return JOIN if bound and not b.opener_next else SPLIT


def letter_as_label(b: Boundary) -> Verdict | None:
    """`vitamin C. Oranges`: behind such a word a letter is no initial."""
    return SPLIT if len(b.left) == 1 and b.left.isupper() and b.previous.lower() in b.table.labels else None


def initials(b: Boundary) -> Verdict | None:
    """`А. Құнанбаев`, `М. О. Әуезов`, `U.S. Senate`: a capital before the stop is an initial.

    Not so before an opener, or where the initials follow their surname: `Смирнова Е. А. Рецензент`.
    """
    if (
        not b.left[-1:].isupper()
        or not _INITIALS.fullmatch(b.left)
        or (len(b.left) == 2 and b.left.isupper())
    ):
        return None
    surname = _INITIALS_AT_END.sub("", b.text[max(b.start, b.stop - 40) : b.stop]).rpartition(" ")[2]
    turned = surname[:1].isupper() and SURNAME.fullmatch(surname) and not SURNAME.fullmatch(b.next_word)
    return SPLIT if b.opener_next or (turned and not b.initial_next) else JOIN


def may_close(b: Boundary) -> Verdict | None:
    """`Абай обл. Ол`, `Apple Inc. The`: the end only before a word that opens sentences."""
    if Kind.MAY_CLOSE not in b.kinds:
        return None
    return SPLIT if b.opener_next else JOIN


def closing(b: Boundary) -> Verdict | None:
    """`алма, алмұрт, т.б. Олар`: an abbreviation that ends a list ends the sentence before a capital."""
    return SPLIT if Kind.CLOSES in b.kinds and not b.next_word[0].isdigit() else None


def otherwise(b: Boundary) -> Verdict:
    """Nothing speaks against it: a mark and a capital or a digit behind it."""
    return SPLIT


RULES: tuple[Rule, ...] = (
    inside_brackets,
    missing_space,
    lower_case_next,
    plain_word,
    nothing_said_yet,
    speaker_named,
    other_mark,
    numbering,
    clock,
    abbreviation_in_brackets,
    only_a_date,
    year,
    measure,
    binding,
    numbered,
    letter_as_label,
    initials,
    may_close,
    closing,
    otherwise,
)
LOWER_CASE_STARTS: dict[Rule, Rule] = {lower_case_next: lower_case_starts}  # what takes whose place
QUOTES_KEPT: tuple[Rule, ...] = (inside_speech,)  # asked before the others
