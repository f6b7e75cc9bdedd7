"""Marks that two sides should have in common, or that stand wrongly on one.

Final marks, brackets, quotes, doubled marks. Languages differ, and this is no alarm: the shape of quotes, and
where the stop stands beside them; a dash for direct speech in Kazakh and Russian; a comma after an English
address for an exclamation mark in Russian; a colon for a dash. A bracket or a quotation mark may have its
partner in another segment: it is one too few only where the other side has both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tm.checks.codes import inline
from tm.checks.punctuation import quotes
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
_MARKS = frozenset(".?!…,")
_MARKUP_MARKS = re.compile(r"[<{&@/%]|www").search
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>]*>|&#?\w+;|\{[^{}]*\}|\b(?:\w{2,10}://|www\.)[^\s<>\"«»“”„|{}]*[\w/#=]"
    r"|(?<![\w.%+-])[\w.%+-]+@\w[\w.-]*\w|%\d*\$?\w"
).sub
_QUOTE_ENTITIES = {"&quot;": '"', "&laquo;": "«", "&raquo;": "»", "&ldquo;": "“", "&rdquo;": "”"}
_CLOSERS = "»”“\"'’)]›*_ \u00a0\u200b"
_TRAIL = _CLOSERS + ".?!…:;,–—-\t\n\r"
_EXPLAINED = re.compile(  # a name, and in brackets what it means
    r"(?:[»”\"]|\b[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]*) \([«“\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]*(?: [\w-]+)*[»”\"]?\)"
)
_ENUMERATED = re.compile(r"(?:^|(?<=[\s;:,.(«\"“]))[\w.]{1,4}[*]?\)$|[:;=]-?\)+$|\)\)$")
_LETTERED = re.compile(r"^\W*\(\w{1,4}\)|(?<=[;:,.]\s)\(\w{1,3}\)(?=\s\w)|\$\([^()]*\)|\w\([^()\s]*\)")
_POLITE = re.compile(  # questions that are none in other languages
    r"(?:^|[.:,] |[\"“])(?:so |and |but |please )?(?:could|would|can|will|won't|may|shall) (?:you|we|i)\b"
    r"|\bwhy (?:not|don't)\b|\bhow about\b"
    r"|\b(?:is|are|was|do|does|did|have|has|could|would)n't (?:it|he|she|they|you|we)\?"
    r"|, (?:right|surely|eh|okay|ok)\?"
    r"|, (?:is|are|was|were|do|does|did|have|has|can|will|would) (?:it|he|she|they|you|we|i)\?",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\W*(?:what|how|where|when|why|who|which \w+)(?: not)? to\b", re.IGNORECASE)
_SURELY_KAZAKH = re.compile(r"\b(?:ғой|шығар\w*)[^\w!]{0,3}(?:$|»|”)")
_SURELY_RUSSIAN = re.compile(r", (?:не так ли|не правда ли|правда|верно|да|так)\?", re.IGNORECASE)
_ITEM = re.compile(r"\W{0,3}\(?\w{1,3}\)(?=\s)")
_DOUBLED = re.compile(
    r",(?:\s?,)+|(?<![.?!…])\.\.(?![./\\\w])|;;+|(?<![:\w]):\s?:(?![:\w])|,\.(?!\w)|;\.|,;|;,|:\.(?!\w)|\.;(?=\s|$)(?<=[^\w.]\.;)|,[?!]|[.…],(?=[.?!])|[?!]\.(?!\.)(?=\s|$)|(?<=[^\W\d_]{3}),:"
)
_TWO = re.compile(r"[,;:?!.…]\s?[,;:?!.…]")
_SHORT_WORD = re.compile(  # a stop that belongs to a word and need not be in the other language
    r"(?:^|[\s(«\"./-])(?:[^\W\d_]|т\.б|т\.с\.с|т\.д|т\.п|др|пр|etc|inc|ltd|corp|co|jr|sr|dr|mr|mrs|st|no|vs|a\.m|p\.m|e\.g|u\.s|жж|гг"
    r"|тг|теңг|тенг|руб|долл|млн|млрд|трлн|тыс|мин|сек|сағ|час|ул|көш|обл|ауд|қ|тел|ред|стр|рис|табл|шт|чел|кг|км|см|мм|экз|бет"
    r"|сб|сейс|дүйс|жұма|пн|вт|ср|чт|пт|вс|min|sec|max|mln|bn|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|қаң|ақп|нау|сәу|там|қыр"
    r"|қаз|қар|жел|янв|фев|апр|авг|сен|окт|ноя|дек)\.[\s»”\")]*$",
    re.IGNORECASE,
)
NAMES = {".": "a stop", "…": "dots", ":": "a colon", ";": "a semicolon", ",": "a comma",
         "!": "an exclamation mark", "?": "a question mark", "–": "a dash", "": "no mark"}  # fmt: skip


def check(side: Side) -> Sequence[Finding]:
    """Nothing, or marks that stand twice.

    >>> from tm.units import Variant
    >>> [finding.reason for finding in check(Side(Variant("kk", "Иә,, солай.")))]
    ['“,,”: one of these marks is too many']
    """
    text = side.text
    if side.plain:
        if not (",," in text or ".." in text or ",." in text or ", ," in text):
            return ()
    elif not _TWO.search(text):
        return ()
    return list(_doubled(side))


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """Nothing, or final marks, brackets and quotes that the sides do not have in common.

    >>> from tm.units import Variant
    >>> source, target = Side(Variant("kk", "Келдің бе?")), Side(Variant("ru", "Ты пришёл."))
    >>> [finding.code for finding in compare(source, target)]
    ['punctuation.question']
    >>> list(compare(Side(Variant("ru", "«Да», — сказал он.")), Side(Variant("en", '"Yes," he said.'))))
    []
    """
    one = source.text if source.usual else _bare(source)
    two = target.text if target.usual else _bare(target)
    found: list[Finding] = []
    last = one[-1:]
    if last != two[-1:] or last not in _PLAIN or (last == "." and (one[-2:] == "..") != (two[-2:] == "..")):
        found += _final(source, target, one, two)
    if source.plain and target.plain:
        if (one[:1] == "-") != (two[:1] == "-"):
            found += quotes.dialogue(source, target)
        return found or ()
    if "(" in one or "(" in two or ")" in one or ")" in two or "[" in one or "[" in two or "]" in two:
        found += _unpaired(source, target, one, two) or _brackets(source, target, one, two)
    if (
        "«" in one
        or '"' in one
        or "“" in one
        or "«" in two
        or '"' in two
        or "“" in two
        or "»" in one
        or "»" in two
    ):
        found += quotes.unclosed(source, target, one, two) or list(quotes.lost(source, target, one, two))
    elif (one[:1] in _DASHES) != (two[:1] in _DASHES):
        found += quotes.dialogue(source, target)
    return found or ()


def _bare(side: Side) -> str:
    """The text as long as it was, but the marks of markup, placeholders and addresses blotted out."""
    text = side.text
    return text if not _MARKUP_MARKS(text) else _MARKUP(_blot, text)


def _blot(found: re.Match[str]) -> str:
    """As many characters that are no marks: spaces for what is not seen, letters for words."""
    text = found[0]
    mark = _QUOTE_ENTITIES.get(text)
    if mark:
        return mark + "\u200b" * (len(text) - 1)
    if text[0] in "<&":
        return "\u200b" * len(text)
    return "x" * len(text)


def _doubled(side: Side) -> Iterator[Finding]:
    for found in _DOUBLED.finditer(_bare(side)):
        start, end = found.span()
        if side.variant.content and any(
            start < place.start < end for place in inline.places(side.variant.content)
        ):
            continue  # a code stands between them
        reason = f"“{side.text[start:end]}”: one of these marks is too many"
        yield Finding("punctuation.doubled", side.tag, reason, start, end)
        return


def _unpaired(source: Side, target: Side, ours: str, theirs: str) -> list[Finding]:
    """A bracket without its partner, if the other side does not lack one as well."""
    one, two = _lone_bracket(ours), _lone_bracket(theirs)
    if (one is None) == (two is None):
        return []
    side, at = (source, one) if two is None else (target, two)
    assert at is not None
    reason = f"the bracket {side.text[at]} is without its partner"
    return [Finding("punctuation.bracket", side.tag, reason, at, at + 1)]


def _lone_bracket(text: str) -> int | None:
    """Where a bracket stands without its partner; those of enumerations and of smiling faces have none."""
    stack: list[int] = []
    for at, mark in enumerate(text):
        if mark in "([":
            stack.append(at)
        elif mark in ")]":
            if not stack and mark == ")" and _ENUMERATED.search(text[max(0, at - 8) : at + 1]):
                continue
            if not stack or {"(": ")", "[": "]"}[text[stack.pop()]] != mark:
                return at
    return stack[-1] if stack else None


def _ending(text: str) -> str:
    """The final mark as one of `NAMES`, quotes and brackets at the end set aside.

    Where a text ends with words in brackets, it may be the mark before them: `"Yes." (May 4)`.
    """
    marks = text[len(text.rstrip(_TRAIL)) :]
    for mark in "?!…":
        if mark in marks:
            return mark
    if "..." in marks:
        return "…"
    for mark in ".:;,":
        if mark in marks:
            return mark
    if marks.strip(_CLOSERS):
        return "–"
    start = text.rfind("(") if ")" in marks else -1
    return _ending(text[:start]) if start > 0 and text[:start].rstrip(_CLOSERS)[-1:] in _MARKS else ""


def _final(source: Side, target: Side, ours: str, theirs: str) -> Iterator[Finding]:
    one, two = _ending(ours), _ending(theirs)
    if one != two and ours[-1:] == theirs[-1:] == ")":
        # Both end with brackets: a stop inside them may be that of a short word.
        one, two = (_ending(text[: max(text.rfind("("), 0)]) for text in (ours, theirs))
    if one == two:
        return
    asked, answered = one == "?", two == "?"
    if asked != answered:
        with_mark, without = (source, target) if asked else (target, source)
        if "?" in (theirs if asked else ours) or _is_polite(with_mark, without):
            return
        who, other = ("source", "target") if asked else ("target", "source")
        reason = f"the {who} asks a question, the {other} does not"
        yield Finding("punctuation.question", target.tag, reason, *_end(target))
        return
    if "!" in (one, two):
        other, text = (two, theirs) if one == "!" else (one, ours)
        if "!" in text or other == ",":
            return
        who, without_mark = ("source", "target") if one == "!" else ("target", "source")
        reason = f"the {who} has an exclamation mark, the {without_mark} {NAMES[other]}"
        yield Finding("punctuation.exclamation", target.tag, reason, *_end(target))
        return
    if {one, two} == {":", "–"} or _belongs(one, two, ours, theirs):
        return
    reason = f"the source ends with {NAMES[one]}, the target with {NAMES[two]}"
    yield Finding("punctuation.final", target.tag, reason, *_end(target))


def _is_polite(asking: Side, other: Side) -> bool:
    """Whether a question need not be one in the other language: requests, headings, what is sure."""
    if other.lang == "en" and _HEADING.match(other.text):
        return True
    if other.lang == "kk" and _SURELY_KAZAKH.search(other.text):
        return True
    if asking.lang == "kk":
        return other.lang == "en" and _SURELY_KAZAKH.search(asking.text) is not None
    return (_POLITE if asking.lang == "en" else _SURELY_RUSSIAN).search(asking.text) is not None


def _belongs(one: str, two: str, source: str, target: str) -> bool:
    """Whether the stop that one side has more belongs to its last word, or is that of a numbering."""
    if {one, two} != {".", ""}:
        return False
    text = source if one == "." else target
    return bool(_SHORT_WORD.search(text)) or text.strip(" .)(").replace(".", "").isdigit()


def _end(side: Side) -> tuple[int, int]:
    size = len(side.text)
    return max(size - 1, 0), size


def _brackets(source: Side, target: Side, ours: str, theirs: str) -> list[Finding]:
    """Brackets that the target has more or fewer of."""
    one, two = (_LETTERED.sub("", text).replace("[", "(").count("(") for text in (ours, theirs))
    if one == two:
        return _enumeration(source, target)
    more, fewer = (ours, theirs) if one > two else (theirs, ours)
    if abs(one - two) == 1 and fewer.count("(") == fewer.count(")") and _EXPLAINED.search(more):
        return []
    side = target if two else source
    at = max(side.text.find("("), side.text.find("["))
    reason = f"the source opens {one} bracket{'s' * (one != 1)}, the target {two}"
    return [Finding("punctuation.brackets", side.tag, reason, at, at + 1)]


def _enumeration(source: Side, target: Side) -> list[Finding]:
    """A bracket of an enumeration that only one side has: `a)` beside `a`."""
    one, two = (_ITEM.match(side.text) for side in (source, target))
    if bool(one) == bool(two):
        return []
    found, side, other = (one, source, "target") if one else (two, target, "source")
    assert found is not None
    reason = f"“{found[0].strip()}” begins an enumeration, but the {other} has no such bracket"
    return [Finding("punctuation.brackets", side.tag, reason, 0, found.end())]
