"""Marks that two sides should have in common, or that stand wrongly on one: final marks, brackets, quotes, doubled marks.

Languages differ, and this is no alarm: the shape of quotes and where the stop stands beside them, a dash for direct speech in Kazakh
and Russian, a comma after an English address where Russian has an exclamation mark, a colon for a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tm.checks.side import Side
from tm.units import Finding

CODES = {
    "punctuation.final": "the final mark differs",
    "punctuation.question": "a question on one side only",
    "punctuation.exclamation": "an exclamation on one side only",
    "punctuation.bracket": "a bracket without its partner",
    "punctuation.brackets": "the sides do not have as many brackets",
    "punctuation.quote": "a quotation mark without its partner",
    "punctuation.quotes": "quotation marks on one side only",
    "punctuation.doubled": "a mark stands twice, or two that exclude each other",
}

_PLAIN = frozenset(".?!")
_CLOSERS = "»”“\"'’)]›*_ \u00a0\u200b"
_TRAIL = re.compile(r"[»”“\"'’)\]›*_\s.?!…:;,–—-]*$")
_QUOTES = frozenset("«»“”„‟\"‹›")
_BRACKETS = frozenset("()[]")
_ENUMERATED = re.compile(r"(?:^|(?<=[\s;:,.(«\"“]))[\w.]{1,4}[*]?\)$|[:;=]-?\)+$|\)\)$")
_INCH = re.compile(r"(?<=\d)\"")
_DOUBLED = re.compile(
    r",(?:\s?,)+|(?<![.?!…])\.\.(?![./\\\w])|;;+|(?<![:\w]):\s?:(?![:\w])|,\.(?!\w)|;\.|,;|;,|:\.(?!\w)|\.;(?=\s|$)(?<=[^\w.]\.;)|,[?!]|[.…],(?=[.?!])|(?<=[^\W\d_]{3}),:"
)
_SPEECH = re.compile(r"^\W{0,2}\s*[–—-]\s|[,?!…»”\"]\s*[–—]\s")
_SHORT_WORD = re.compile(  # a stop that belongs to a word and need not be in the other language
    r"(?:^|[\s(«\"./-])(?:[^\W\d_]|т\.б|т\.с\.с|т\.д|т\.п|др|пр|etc|inc|ltd|corp|co|jr|sr|dr|mr|mrs|st|no|vs|a\.m|p\.m|e\.g|u\.s|жж|гг"
    r"|тг|теңг|тенг|руб|долл|млн|млрд|трлн|тыс|мин|сек|сағ|час|ул|көш|обл|ауд|қ|тел|ред|стр|рис|табл|шт|чел|кг|км|см|мм|экз|бет"
    r"|сб|сейс|дүйс|жұма|пн|вт|ср|чт|пт|вс|min|sec|max|mln|bn|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|қаң|ақп|нау|сәу|там|қыр"
    r"|қаз|қар|жел|янв|фев|апр|авг|сен|окт|ноя|дек)\.[\s»”\")]*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
NAMES = {".": "a stop", "…": "dots", ":": "a colon", ";": "a semicolon", ",": "a comma", "!": "an exclamation mark",
         "?": "a question mark", "–": "a dash", "": "no mark"}  # fmt: skip


def check(side: Side) -> Sequence[Finding]:
    """Nothing, or marks that stand twice on one side, and brackets or quotes without a partner.

    >>> from tm.units import Variant
    >>> [finding.code for finding in check(Side(Variant("kk", "Иә,, (солай.")))]
    ['punctuation.doubled', 'punctuation.bracket']
    """
    text, chars = side.text, side.chars
    found: list[Finding] = []
    if ",," in text or ".." in text or ", ," in text or ",." in text or ";" in chars or ":" in chars or "?" in chars:
        found += _doubled(side)
    elif "!" in chars or "…" in chars:
        found += _doubled(side)
    if "(" in chars or ")" in chars or "[" in chars or "]" in chars:
        found += _unpaired(side)
    if not chars.isdisjoint(_QUOTES):
        found += _unclosed(side)
    return found


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """Nothing, or final marks, brackets and quotes that the sides do not have in common.

    >>> from tm.units import Variant
    >>> [finding.code for finding in compare(Side(Variant("kk", "Келдің бе?")), Side(Variant("ru", "Ты пришёл.")))]
    ['punctuation.question']
    >>> compare(Side(Variant("ru", "«Да», — сказал он.")), Side(Variant("en", '"Yes," he said.')))
    ()
    """
    one, two = source.chars, target.chars
    found: list[Finding] = []
    last = source.text[-1:]
    if last != target.text[-1:] or last not in _PLAIN or ("?" in one) != ("?" in two) or ("!" in one) != ("!" in two):
        found += _final(source, target)
    elif last == "." and (source.text[-2:] == "..") != (target.text[-2:] == ".."):
        found += _final(source, target)
    if "(" in one or "(" in two or "[" in one or "[" in two:
        found += _brackets(source, target)
    if one.isdisjoint(_QUOTES) != two.isdisjoint(_QUOTES):
        found += _quotes(source, target)
    elif source.lang != "en" and target.lang != "en" and "«" in one and "«" in two:
        if source.text.count("«") != target.text.count("«"):
            found += _quotes(source, target)
    return found


def _doubled(side: Side) -> Iterator[Finding]:
    text = side.text
    found = _DOUBLED.search(text)
    if found and not _ADDRESS.search(text):
        reason = f"“{found[0]}”: one of these marks is too many."
        yield Finding("punctuation.doubled", side.tag, reason, found.start(), found.end())


def _unpaired(side: Side) -> Iterator[Finding]:
    """A bracket without its partner; those of enumerations and of smiling faces have none."""
    text = side.text
    stack: list[int] = []
    for at, mark in enumerate(text):
        if mark in "([":
            stack.append(at)
        elif mark in ")]":
            if not stack and mark == ")" and _ENUMERATED.search(text[: at + 1]):
                continue
            if not stack or {"(": ")", "[": "]"}[text[stack.pop()]] != mark:
                yield Finding("punctuation.bracket", side.tag, f"The bracket {mark} is not opened before it.", at, at + 1)
                return
    if stack:
        at = stack[-1]
        yield Finding("punctuation.bracket", side.tag, f"The bracket {text[at]} is not closed.", at, at + 1)


def _unclosed(side: Side) -> Iterator[Finding]:
    """A quotation mark without its partner."""
    text = side.text
    straight = text.count('"')
    if straight % 2 and straight - len(_INCH.findall(text)) != 0:
        at = text.rfind('"')
        if not ("«" in side.chars or "„" in side.chars or "“" in side.chars or "”" in side.chars):
            if straight > 1 or not _continued(text, at):
                yield Finding("punctuation.quote", side.tag, 'A mark " is without its partner.', at, at + 1)
            return
    opened, closed = text.count("«"), text.count("»")
    if opened != closed:
        mark = "«" if opened > closed else "»"
        at = text.rfind(mark) if mark == "«" else text.find(mark)
        if not _continued(text, at) or opened + closed > 1:
            yield Finding("punctuation.quote", side.tag, f"The quotation mark {mark} is without its partner.", at, at + 1)
        return
    curly = text.count("“") + text.count("”") + text.count("„") + text.count("‟")
    if (curly + straight) % 2 and not straight - len(_INCH.findall(text)) < 0:
        at = max(text.rfind(mark) for mark in "“”„‟")
        if at >= 0 and not (curly == 1 and _continued(text, at)):
            yield Finding("punctuation.quote", side.tag, f"The quotation mark {text[at]} is without its partner.", at, at + 1)


def _continued(text: str, at: int) -> bool:
    """Whether a lone mark begins or ends a quotation that goes on in another segment."""
    return at == 0 or not text[at + 1 :].strip(".,;:!?… ")


def _ending(text: str) -> str:
    """The final mark as one of `NAMES`, quotes and brackets at the end set aside."""
    found = _TRAIL.search(text)
    marks = found[0] if found else ""
    for mark in "?!…":
        if mark in marks:
            return mark
    if "..." in marks:
        return "…"
    for mark in ".:;,":
        if mark in marks:
            return mark
    return "–" if marks.strip(_CLOSERS) else ""


def _final(source: Side, target: Side) -> Iterator[Finding]:
    one, two = _ending(source.text), _ending(target.text)
    asked, answered = "?" in _ADDRESS.sub("", source.text), "?" in _ADDRESS.sub("", target.text)
    if asked != answered and (one == "?" or two == "?" or _inner(source.text) or _inner(target.text)):
        what = "The source asks a question, the target does not" if asked else "The target asks a question, the source does not"
        yield Finding("punctuation.question", target.tag, f"{what}.", *_end(target))
        return
    if one == two:
        return
    if "!" in (one, two):
        other, text = (two, target.text) if one == "!" else (one, source.text)
        if "!" in text or other == "," or "?" in (one, two):
            return
        what = "source has an exclamation mark, the target" if one == "!" else "target has an exclamation mark, the source"
        yield Finding("punctuation.exclamation", target.tag, f"The {what} {NAMES[other]}.", *_end(target))
        return
    if "?" in (one, two) or {one, two} == {":", "–"} or _belongs(one, two, source.text, target.text):
        return
    if {one, two} <= {".", ":", ";", ",", "", "…", "–"}:
        reason = f"The source ends with {NAMES[one]}, the target with {NAMES[two]}."
        yield Finding("punctuation.final", target.tag, reason, *_end(target))


def _inner(text: str) -> bool:
    """Whether a question mark inside a text ends a question: a space, a quote or a dash follows."""
    return re.search(r"\?[»”\"!.]*\s", text) is not None


def _belongs(one: str, two: str, source: str, target: str) -> bool:
    """Whether the stop that one side has more belongs to its last word, or is that of a numbering."""
    if {one, two} != {".", ""}:
        return False
    text = source if one == "." else target
    return bool(_SHORT_WORD.search(text)) or text.strip(" .)(").replace(".", "").isdigit()


def _end(side: Side) -> tuple[int, int]:
    size = len(side.text)
    return max(size - 1, 0), size


def _brackets(source: Side, target: Side) -> Iterator[Finding]:
    """Brackets that the target has more or fewer of."""
    one, two = (side.text.count("(") + side.text.count("[") for side in (source, target))
    if one == two:
        return
    side = target if two else source
    at = max(side.text.find("("), side.text.find("["))
    reason = f"The source opens {one} bracket{'s' * (one != 1)}, the target {two}."
    yield Finding("punctuation.brackets", side.tag, reason, at, at + 1)


def _quotes(source: Side, target: Side) -> Iterator[Finding]:
    """Quotes that one side has and the other has not; what is a sentence, or anything between Kazakh and Russian."""
    if _SPEECH.search(source.text) or _SPEECH.search(target.text):
        return
    side, other = (target, source) if source.chars.isdisjoint(_QUOTES) else (source, target)
    if "‘" in other.chars or "'" in other.chars and re.search(r"(?<!\w)'[^']+'(?!\w)", other.text):
        return
    found = _QUOTED.search(side.text)
    if not found:
        return
    if "en" in (source.lang, target.lang) and len(found[1].split()) < 4:
        return  # names of papers, firms and ships have no quotes in English
    what = "target" if other is target else "source"
    reason = f"{_short(found[0])} is in quotation marks, but the {what} has {'fewer' if other.chars & _QUOTES else 'none'}."
    yield Finding("punctuation.quotes", side.tag, reason, found.start(), found.end())


_QUOTED = re.compile("[«“„\"‹]([^«»“”„\"‹›]+)[»”“\"›]")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
