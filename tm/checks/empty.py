"""Sides that say nothing: no text, nothing visible, only marks or codes, or a placeholder left for later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tm.checks.side import Side
from tm.units import Finding

CODES = {
    "empty.target": "the source has text, the target has none",
    "empty.source": "the target has text, the source has none",
    "empty.both": "neither side has text",
    "empty.invisible": "only invisible characters",
    "empty.marks": "only marks where the other side has words",
    "empty.codes": "only inline codes or markup where the other side has words",
    "empty.placeholder": "a placeholder that was left for later instead of a translation",
}

_SEEN = re.compile(
    "[^\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\x00-\x1f]"
)
_MARKUP_MARKS = frozenset("<{&%")
_MARKUP = re.compile(r"<[^<>]*>|\{[^{}]*\}|&\w+;|&#\w+;|%\d*\$?[sd]")
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W\d_]{2,}")

_LATER = (
    "todo|to do|tbd|tba|tbt|fixme|xxx+|translate(?: me| this)?|untranslated(?: segment| text| string)?"
    "|not translated|translation missing"
    "|missing translation|no translation(?: available)?|needs? translation|to be translated"
    "|translation needed"
    "|translation|(?:kazakh|russian|english|target|your) translation|placeholder|dummy"
    "|lorem ipsum.*|mt|tm|null|none|undefined|nan|n/?a|empty|blank|test|asdf+|qwerty|target|segment"
    "|аударылмаған|аударма жоқ|жоқ аударма|аудармасы жоқ|аудару керек|аударма керек|аударылсын"
    "|кейін аударылады|аударма"
    "|перевести|не переведено|нет перевода|перевод отсутствует|требуется перевод|требует перевода"
    "|непереведено|без перевода"
    "|перевод|заглушка|пусто|нет|жоқ|бос|тест|сынақ|ххх+|н/д|ж/қ|\\?+|\\.{3,}|…|-+|—|_+|\\*+|#+"
)
_ALSO_A_WORD = re.compile(  # what a short source may well mean
    r"[\W_]*(?:translation|translate|undefined|dummy|placeholder|none|null|nan|n/?a|mt|tm|empty|blank|test|target|segment|аударма|перевод|пусто|нет|жоқ"
    r"|бос|тест|сынақ|н/д|-+|—|translate this|перевести|to do|заглушка|без перевода)[\W_]*",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"[\W_]*(?:{_LATER})[\W_]*", re.IGNORECASE)
# In front of or behind a text that may be a translation: only what is written so for nothing else.
_BEFORE = re.compile(
    r"[\[({<*#!\s]*(?:TODO|FIXME|TBD|TBT|XXX+|ХХХ+|xxx+|ххх+|UNTRANSLATED|TRANSLATE"
    r"|АУДАРУ КЕРЕК|АУДАРЫЛМАҒАН|ПЕРЕВЕСТИ|НЕ ПЕРЕВЕДЕНО)\b"
    r"|(?:MT|TODO|FIXME|Draft|Черновик)\s*:|Lorem ipsum\b|\?{3}"
)
_INSIDE = re.compile(
    r"\b(?:TODO|FIXME|XXX+|ХХХ+)\b|\?{4,}|\s\?{3}(?!\w)"
    r"|[\[{(<]{1,2}\s*(?:MT|TM|TODO|TBD|NT|(?i:fuzzy|draft|untranslated|needs review|аудару керек"
    r"|перевести|черновик|аударылмаған|не переведено|google|deepl|machine translation|машинный перевод"
    r"|машиналық аударма|translation)|МП|МТ|МА)\s*[\]})>:]"
)


_FIRST = frozenset(
    (
        "TODO",
        "FIXM",
        "TBD:",
        "TBD ",
        "TBT ",
        "TRAN",
        "UNTR",
        "Lore",
        "MT: ",
        "XXX ",
        "xxx ",
        "ХХХ ",
        "ххх ",
        "???:",
        "??? ",
        "ПЕРЕ",
        "НЕ П",
        "АУДА",
        "Черн",
        "Draf",
    )
)  # how a long text begins that _BEFORE may match
_STARTS = frozenset(alternative[:2] for alternative in _LATER.split("|"))
_OPENING = ' –—-«"“0123456789.('  # what often stands before the first word
_FIRST_WORDS = frozenset(alternative[:3] for alternative in _LATER.split("|"))
SHORT = 12  # characters; what is as short is looked at closely
LONG = 40  # characters; no placeholder by itself is as long


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """Nothing, or what is missing on one of two sides.

    >>> from tm.units import Variant
    >>> full = Side(Variant("kk", "Бюджет қабылданды."))
    >>> [compare(full, Side(Variant("ru", text)))[0].code for text in (" ", "...", "TODO")]
    ['empty.target', 'empty.marks', 'empty.placeholder']
    """
    one, other = source.text, target.text
    if len(other) > LONG and len(one) > LONG:
        # Where words are, only what marks a text as unfinished is left to look for.
        if (one[5].isalpha() or _WORD.search(one)) and (other[5].isalpha() or _WORD.search(other)):
            if other[:4] in _FIRST:
                return _placeholder(source, target)
            if target.plain and target.lang != "en":
                return _placeholder(source, target) if "Х" in other and "ХХХ" in other else ()
            return _placeholder(source, target) if _marked(target) else ()
    elif len(one) > SHORT and len(other) > SHORT:
        first, second = one.lstrip(_OPENING)[:3], other.lstrip(_OPENING)[:3]
        if (
            first.isalpha()
            and second.isalpha()
            and first.lower() not in _FIRST_WORDS
            and second.lower() not in _FIRST_WORDS
            and not _marked(target)
        ):
            return ()
    return _look(source, target)


def _marked(side: Side) -> bool:
    """Whether a text may have a part of what `_INSIDE` finds."""
    text = side.text  # one character is found twice as fast as three
    if not side.plain and ("(" in text or ("?" in text and "???" in text)):
        return True
    if side.usual:
        if side.lang != "en":
            return "Х" in text and "ХХХ" in text  # no letter of Latin is there
    elif "[" in text or "<" in text or "{" in text or "ХХХ" in text:
        return True
    return "TODO" in text or ("X" in text and ("XXX" in text or "FIXME" in text))


def _look(source: Side, target: Side) -> Sequence[Finding]:
    """The same, with everything looked at, on both sides."""
    for side, other, code in ((target, source, "target"), (source, target, "source")):
        if not side.text.strip():
            return _nothing(side, other, code)
        if not (side.text[0].isalpha() or _SEEN.search(side.text)):
            reason = f"the {code} has only invisible characters; translate it or take the unit out"
            return (Finding("empty.invisible", side.tag, reason, 0, len(side.text)),)
    for side, other in ((target, source), (source, target)):
        found = _no_words(side, other) or _placeholder(other, side)
        if found:
            return found
    return ()


def _no_words(side: Side, other: Side) -> Sequence[Finding]:
    """Whether a side has marks, markup or a number alone, and the other side has words."""
    text = side.text
    if text[0].isalpha() and len(text) > 1 and text[1].isalpha():
        return ()
    what = None
    if not _LETTER.search(text):
        what = "empty.marks"
    elif not side.chars.isdisjoint(_MARKUP_MARKS) and not _LETTER.search(_MARKUP.sub("", text)):
        what = "empty.codes"
    number = what is None and text.strip(" .,:;%№#").isdecimal()
    enough = 6 if number else 1 if what else None
    words = _WORD.findall(_MARKUP.sub("", other.text)) if enough else ()
    if not enough or len(words) < enough:
        return ()
    reason = f"“{_short(text.strip())}” is all there is, where the other side has “{_short(other.text)}”"
    return (Finding(what or "empty.marks", side.tag, reason, 0, len(text)),)


def _nothing(side: Side, other: Side, code: str) -> Sequence[Finding]:
    """What to say of a side without text: it may have codes, and so may the other."""
    if not other.text.strip():
        if side.variant.content and other.variant.content:
            return ()  # both are codes alone
        return (Finding("empty.both", side.tag, "neither side has text; the unit may be taken out"),)
    if not _LETTER.search(other.text) and side.variant.content:
        return ()
    if side.variant.content:
        reason = f"the {code} has inline codes but no text; the other side says “{_short(other.text)}”"
        return (Finding("empty.codes", side.tag, reason, 0, len(side.text)),)
    reason = f"the {code} is empty; the other side says “{_short(other.text)}”"
    return (Finding(f"empty.{code}", side.tag, reason, 0, len(side.text)),)


def _placeholder(source: Side, target: Side) -> Sequence[Finding]:
    """Words that are written instead of a translation; what the source has as well is none."""
    text = target.text
    if len(text) <= LONG and (not text[0].isalpha() or text[:2].lower() in _STARTS):
        found = _WHOLE.fullmatch(text)
        enough = 3 if _ALSO_A_WORD.fullmatch(text) else 0
        if found and len(_WORD.findall(source.text)) > enough and not _WHOLE.fullmatch(source.text):
            return (_later(target, text.strip(), 0, len(text)),)
    early = _BEFORE.match(text) if text[:4] in _FIRST or not text[0].isalpha() else None
    found = early or (_INSIDE.search(text) if _marked(target) else None)
    if found and found[0].strip() not in source.text:
        return (_later(target, found[0].strip(), found.start(), found.end()),)
    return ()


def _later(side: Side, what: str, start: int, end: int) -> Finding:
    reason = f"“{what}” stands where the translation should be, or marks it as unfinished"
    return Finding("empty.placeholder", side.tag, reason, start, end)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
