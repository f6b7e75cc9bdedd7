"""Marks that two sides should have in common, or that stand wrongly on one.

Final marks, brackets, quotes, doubled marks. Languages differ, and this is no alarm: the shape of quotes, and
where the stop stands beside them; a dash for direct speech in Kazakh and Russian; a comma after an English
address for an exclamation mark in Russian; a colon for a dash. A bracket or a quotation mark may have its
partner in another segment: it is one too few only where the other side has both.
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

_DASHES = frozenset("–—-")
_PLAIN = frozenset(".?!")
_CLOSERS = "»”“\"'’)]›*_ \u00a0\u200b"
_TRAIL = _CLOSERS + ".?!…:;,–—-\t\n\r"
_QUOTES = frozenset('«»“”„‟"‹›')
_BRACKETS = frozenset("()[]")
_ENUMERATED = re.compile(r"(?:^|(?<=[\s;:,.(«\"“]))[\w.]{1,4}[*]?\)$|[:;=]-?\)+$|\)\)$")
_LETTERED = re.compile(r"^\W*\(\w{1,4}\)|(?<=[;:,.]\s)\(\w{1,3}\)(?=\s\w)|\$\([^()]*\)|\w\([^()\s]*\)")
_POLITE = re.compile(  # questions that are none in other languages
    r"(?:^|[.:,] |[\"“])(?:so |and |but |please )?(?:could|would|can|will|won't|may|shall) (?:you|we|i)\b"
    r"|\bwhy (?:not|don't)\b|\bhow about\b"
    r"|\b(?:is|are|was|do|does|did|have|has|could|would)n't (?:it|he|she|they|you|we)\?"
    r"|, (?:right|surely|eh|okay|ok)\?",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\W{0,3}\(?\w{1,3}\)(?=\s)")
_INCH = re.compile(r"(?<=\d)\"")
_DOUBLED = re.compile(
    r",(?:\s?,)+|(?<![.?!…])\.\.(?![./\\\w])|;;+|(?<![:\w]):\s?:(?![:\w])|,\.(?!\w)|;\.|,;|;,|:\.(?!\w)|\.;(?=\s|$)(?<=[^\w.]\.;)|,[?!]|[.…],(?=[.?!])|[?!]\.(?!\.)(?=\s|$)|(?<=[^\W\d_]{3}),:"
)
_TAG = re.compile(r"[,.]?\s*[–—]\s")
_DIALOGUE = re.compile(r"\W{0,2}\s*[–—-]\s.*[,?!…]\s[–—]\s")
_TWO = re.compile(r"[,;:?!.…]\s?[,;:?!.…]")
_SPEECH = re.compile(r"\W{0,2}\s*[–—-]\s")
_SHORT_WORD = re.compile(  # a stop that belongs to a word and need not be in the other language
    r"(?:^|[\s(«\"./-])(?:[^\W\d_]|т\.б|т\.с\.с|т\.д|т\.п|др|пр|etc|inc|ltd|corp|co|jr|sr|dr|mr|mrs|st|no|vs|a\.m|p\.m|e\.g|u\.s|жж|гг"
    r"|тг|теңг|тенг|руб|долл|млн|млрд|трлн|тыс|мин|сек|сағ|час|ул|көш|обл|ауд|қ|тел|ред|стр|рис|табл|шт|чел|кг|км|см|мм|экз|бет"
    r"|сб|сейс|дүйс|жұма|пн|вт|ср|чт|пт|вс|min|sec|max|mln|bn|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|қаң|ақп|нау|сәу|там|қыр"
    r"|қаз|қар|жел|янв|фев|апр|авг|сен|окт|ноя|дек)\.[\s»”\")]*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
NAMES = {".": "a stop", "…": "dots", ":": "a colon", ";": "a semicolon", ",": "a comma",
         "!": "an exclamation mark", "?": "a question mark", "–": "a dash", "": "no mark"}  # fmt: skip


def check(side: Side) -> Sequence[Finding]:
    """Nothing, or marks that stand twice.

    >>> from tm.units import Variant
    >>> [finding.reason for finding in check(Side(Variant("kk", "Иә,, солай.")))]
    ['“,,”: one of these marks is too many.']
    """
    return list(_doubled(side)) if _TWO.search(side.text) else ()


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """Nothing, or final marks, brackets and quotes that the sides do not have in common.

    >>> from tm.units import Variant
    >>> source, target = Side(Variant("kk", "Келдің бе?")), Side(Variant("ru", "Ты пришёл."))
    >>> [finding.code for finding in compare(source, target)]
    ['punctuation.question']
    >>> list(compare(Side(Variant("ru", "«Да», — сказал он.")), Side(Variant("en", '"Yes," he said.'))))
    []
    """
    one, two = source.chars, target.chars
    found: list[Finding] = []
    last = source.text[-1:]
    if (
        last != target.text[-1:]
        or last not in _PLAIN
        or (last == "." and (source.text[-2:] == "..") != (target.text[-2:] == ".."))
    ):
        found += _final(source, target)
    if "(" in one or "(" in two or ")" in one or ")" in two or "[" in one or "[" in two or "]" in two:
        found += _unpaired(source, target) or _brackets(source, target)
    if "«" in one or '"' in one or "“" in one or "«" in two or '"' in two or "“" in two:
        found += _unclosed(source, target) or list(_quotes(source, target))
    elif (source.text[:1] in _DASHES) != (target.text[:1] in _DASHES):
        found += _dialogue(source, target)
    return found


def _doubled(side: Side) -> Iterator[Finding]:
    text = side.text
    found = _DOUBLED.search(text)
    if found and not _ADDRESS.search(text):
        reason = f"“{found[0]}”: one of these marks is too many."
        yield Finding("punctuation.doubled", side.tag, reason, found.start(), found.end())


def _unpaired(source: Side, target: Side) -> list[Finding]:
    """A bracket without its partner, if the other side does not lack one as well."""
    one, two = _lone_bracket(source.text), _lone_bracket(target.text)
    if (one is None) == (two is None):
        return []
    side, at = (source, one) if two is None else (target, two)
    assert at is not None
    reason = f"The bracket {side.text[at]} is without its partner."
    return [Finding("punctuation.bracket", side.tag, reason, at, at + 1)]


def _lone_bracket(text: str) -> int | None:
    """Where a bracket stands without its partner; those of enumerations and of smiling faces have none."""
    stack: list[int] = []
    for at, mark in enumerate(text):
        if mark in "([":
            stack.append(at)
        elif mark in ")]":
            if not stack and mark == ")" and _ENUMERATED.search(text[: at + 1]):
                continue
            if not stack or {"(": ")", "[": "]"}[text[stack.pop()]] != mark:
                return at
    return stack[-1] if stack else None


def _unclosed(source: Side, target: Side) -> list[Finding]:
    """A quotation mark without its partner, if the other side does not lack one as well."""
    one, two = _lone_quote(source), _lone_quote(target)
    if (one is None) == (two is None):
        return []
    side, at = (source, one) if two is None else (target, two)
    assert at is not None
    reason = f"The quotation mark {side.text[at]} is without its partner."
    return [Finding("punctuation.quote", side.tag, reason, at, at + 1)]


def _lone_quote(side: Side) -> int | None:
    """Where a quotation mark stands without its partner, of whatever shape that would be."""
    text, chars = side.text, side.chars
    if "«" in chars or "»" in chars:
        opened, closed = text.count("«"), text.count("»")
        if opened != closed:
            return text.rfind("«") if opened > closed else text.find("»")
    straight = text.count('"') if '"' in chars else 0
    if straight % 2 and _INCH.search(text):
        straight -= 1
    curly = sum(map(text.count, "“”„‟")) if "“" in chars or "”" in chars or "„" in chars else 0
    return max(map(text.rfind, '“”„‟"')) if (straight + curly) % 2 else None


def _ending(text: str) -> str:
    """The final mark as one of `NAMES`, quotes and brackets at the end set aside."""
    marks = text[len(text.rstrip(_TRAIL)) :]
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
    asked, answered = one == "?", two == "?"
    if asked != answered:
        with_mark, without = (source, target) if asked else (target, source)
        if "?" in without.chars or (with_mark.lang == "en" and _POLITE.search(with_mark.text)):
            return
        who = "source" if asked else "target"
        reason = f"The {who} asks a question, the {'target' if asked else 'source'} does not."
        yield Finding("punctuation.question", target.tag, reason, *_end(target))
        return
    if one == two:
        return
    if "!" in (one, two):
        other, text = (two, target.text) if one == "!" else (one, source.text)
        if "!" in text or other == "," or "?" in (one, two):
            return
        what = (
            "source has an exclamation mark, the target"
            if one == "!"
            else "target has an exclamation mark, the source"
        )
        yield Finding("punctuation.exclamation", target.tag, f"The {what} {NAMES[other]}.", *_end(target))
        return
    if "?" in (one, two) or {one, two} == {":", "–"} or _belongs(one, two, source.text, target.text):
        return
    if {one, two} <= {".", ":", ";", ",", "", "…", "–"}:
        reason = f"The source ends with {NAMES[one]}, the target with {NAMES[two]}."
        yield Finding("punctuation.final", target.tag, reason, *_end(target))


def _belongs(one: str, two: str, source: str, target: str) -> bool:
    """Whether the stop that one side has more belongs to its last word, or is that of a numbering."""
    if {one, two} != {".", ""}:
        return False
    text = source if one == "." else target
    return bool(_SHORT_WORD.search(text)) or text.strip(" .)(").replace(".", "").isdigit()


def _end(side: Side) -> tuple[int, int]:
    size = len(side.text)
    return max(size - 1, 0), size


def _brackets(source: Side, target: Side) -> list[Finding]:
    """Brackets that the target has more or fewer of."""
    one, two = (_LETTERED.sub("", side.text).replace("[", "(").count("(") for side in (source, target))
    if one == two:
        return _enumeration(source, target)
    side = target if two else source
    at = max(side.text.find("("), side.text.find("["))
    reason = f"The source opens {one} bracket{'s' * (one != 1)}, the target {two}."
    return [Finding("punctuation.brackets", side.tag, reason, at, at + 1)]


def _enumeration(source: Side, target: Side) -> list[Finding]:
    """A bracket of an enumeration that only one side has: `a)` beside `a`."""
    one, two = (_ITEM.match(side.text) for side in (source, target))
    if bool(one) == bool(two):
        return []
    found, side, other = (one, source, "target") if one else (two, target, "source")
    assert found is not None
    reason = f"{found[0].strip()} begins an enumeration, but the {other} has no such bracket."
    return [Finding("punctuation.brackets", side.tag, reason, 0, found.end())]


def _quotes(source: Side, target: Side) -> Iterator[Finding]:
    """Quotes that one side has and the other has not, where no convention explains it."""
    if source.chars.isdisjoint(_QUOTES) == target.chars.isdisjoint(_QUOTES):
        return
    side, other = (target, source) if source.chars.isdisjoint(_QUOTES) else (source, target)
    if (
        _SPEECH.match(other.text)
        or "‘" in other.chars
        or ("'" in other.chars and re.search(r"(?<!\w)'[^']+'(?!\w)", other.text))
    ):
        return
    found = _QUOTED.search(side.text)
    if not found or _conventional(found, side, other):
        return
    what = "target" if other is target else "source"
    reason = f"{_short(found[0])} is in quotation marks, but the {what} has none."
    yield Finding("punctuation.quotes", side.tag, reason, found.start(), found.end())


def _dialogue(source: Side, target: Side) -> Iterator[Finding]:
    """Direct speech that has dashes on one side, and neither dashes nor quotes on the other."""
    for one, other in ((source, target), (target, source)):
        if one.lang != "en" and _DIALOGUE.match(one.text) and "‘" not in other.chars:
            reason = "The direct speech of the other side has no quotation marks here."
            yield Finding("punctuation.quotes", other.tag, reason, 0, len(other.text))


def _conventional(found: re.Match[str], side: Side, other: Side) -> bool:
    """Whether quotes may be lost: of names in English, before `деп`, round a whole paragraph."""
    text, quoted = side.text, found[1].strip()
    if found.end() - found.start() >= len(text.strip()) - 1:
        return True  # an answer of an interview, quoted in one language only
    if side.lang == "en":
        return False
    sentence = quoted[-1:] in ".?!,…" or text[: found.start()].rstrip()[-1:] == ":"
    if sentence:
        return other.lang == "en" and quoted[-1:] not in ".?!,…"
    if _TAG.match(text, found.end()):
        return False  # direct speech, and who says it
    if text[found.end() :].lstrip(" ,")[:2] in ("де", "ат"):
        return True
    if other.lang == "en":
        return True
    return " " not in quoted or quoted.isascii() or (side.lang == "kk" and quoted[:1].islower())


_QUOTED = re.compile('[«“„"‹]([^«»“”„"‹›]+)[»”“"›]')


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
