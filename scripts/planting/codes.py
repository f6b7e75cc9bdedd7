"""Codes that are damaged on one side: the family `codes`.

The corpus has none, so a share of the units gets the same code on all sides first: inline codes, as TMX has
them, or what stands in the text itself: tags, placeholders, addresses.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from planting.place import ALL, TARGETS, Place, Slip, Slips, one_of, put, text_of, with_text, with_variant
from tm.units import Code, Content, TranslationUnit, Variant

SHARE = 0.4  # of the units that get codes
PLACEHOLDERS = (
    "%s", "%d", "%1$s", "%(count)d", "%@", "{0}", "{1}", "{name}", "{{total}}", "${user}", "{file_name}",
)  # fmt: skip
ADDRESSES = (
    "https://www.example.kz/news/2471",
    "http://example.org/kk/index.html?id=17&page=2",
    "https://docs.example.com/guide#start",
    "www.example.kz",
    "info@example.kz",
    "aigerim.s@post.example.org",
)
TAGS = (("<b>", "</b>"), ("<i>", "</i>"), ('<span class="name">', "</span>"), ('<a href="/kk/12">', "</a>"))
LONE_TAGS = ("<br/>", '<img src="1.png"/>', '<x id="1"/>')
KINDS = ("pair", "one", "tags", "placeholder", "placeholder", "address", "tag")
GAP = re.compile(r" ([^\W\d_]+)")
OTHERS = ("&nbsp;", "&lt;", "\\n")
CODE = re.compile(
    r"</?[a-z][^<>]*>|https?://[^\s()]+|www\.[\w.]+|[\w.]+@[\w.]+\w|\{\{?\w+\}?\}|\$\{\w+\}|%\(\w+\)[sd]"
    r"|%\d\$[sd]|%[sd@](?!\w)|\\n|&[a-z]+;"
)
TAGGED = re.compile(r"(<([a-z]+)[^<>/]*>)([^<>]*)(</\2>)")
CYRILLIC = dict(zip("aceopxyis", "асеорхуіѕ", strict=True))
PAIR = re.compile(r"<([a-z]+)[^<>/]*>[^<>]*(</\1>)")
NAMES = {
    "name": "имя",
    "count": "количество",
    "total": "всего",
    "user": "пользователь",
    "file_name": "имя_файла",
}
BOLD = Code("bpt", (("i", "1"), ("x", "1")), ("<b>",)), Code("ept", (("i", "1"),), ("</b>",))
LINK = Code("bpt", (("i", "1"), ("x", "1")), ("<a href='1'>",)), Code("ept", (("i", "1"),), ("</a>",))
PH = (
    Code("ph", (("x", "1"),), ("<br/>",)),
    Code("ph", (("x", "1"), ("type", "fmt")), ("{0}",)),
    Code("it", (("pos", "begin"), ("x", "1")), ("<i>",)),
)


def with_codes(units: Sequence[TranslationUnit], rng: random.Random) -> list[TranslationUnit]:
    """A share of the units with the same codes on all sides."""
    return [_coded(unit, rng) if rng.random() < SHARE else unit for unit in units]


def _coded(unit: TranslationUnit, rng: random.Random) -> TranslationUnit:
    """The unit with a code or a pair of them before a word, at about the same part of every side."""
    where, kind = rng.random(), rng.choice(KINDS)
    one = {
        "placeholder": rng.choice(PLACEHOLDERS),
        "address": f"({rng.choice(ADDRESSES)})",
        "tag": rng.choice((*LONE_TAGS, *OTHERS)),
    }.get(kind, "")
    two, tags, code = rng.choice((BOLD, LINK)), rng.choice(TAGS), rng.choice(PH)
    texts = {lang: text_of(unit, lang) for lang in ALL}
    if not all(GAP.search(text) for text in texts.values()):
        return unit
    for lang, text in texts.items():
        gaps = list(GAP.finditer(text))
        gap = gaps[int(where * len(gaps))]
        before, word, after = text[: gap.start()], gap[1], text[gap.end() :]
        if kind == "pair":
            content = f"{before} ", two[0], word, two[1], after
            unit = with_variant(unit, Variant.of(lang, _full(*content)))
        elif kind == "one":
            unit = with_variant(unit, Variant.of(lang, _full(before, code, f" {word}{after}")))
        elif kind == "tags":
            unit = with_text(unit, lang, f"{before} {tags[0]}{word}{tags[1]}{after}")
        else:
            unit = with_text(unit, lang, f"{before} {one} {word}{after}")
    return unit


def _full(*pieces: str | Code) -> Content:
    return tuple(piece for piece in pieces if piece != "")


Change = Callable[[str, random.Random], str | None]


def _in_code(change: Change) -> Slip:
    """A code in the text of the target, which the source has too, is changed."""

    def slip(place: Place) -> TranslationUnit | None:
        if any(variant.content for variant in place.unit.variants):
            return None
        lang = place.rng.choice(TARGETS)
        text, source = place.text(lang), place.text("kk")
        match = one_of([match for match in CODE.finditer(text) if match[0] in source], place.rng)
        new = match and change(match[0], place.rng)
        if match is None or new is None or new == match[0]:
            return None
        return with_text(place.unit, lang, " ".join(put(text, *match.span(), new).split()))

    return slip


def _lost(code: str, rng: random.Random) -> str:
    return ""


def _doubled(code: str, rng: random.Random) -> str | None:
    return f"{code} {code}"


def _spaced(code: str, rng: random.Random) -> str | None:
    """A space has got into it, as machine translation does: % s, { 0 }, < b >."""
    for start in ("https://", "http://"):
        if code.startswith(start):
            return code.replace("://", ": //")
    if code.startswith("www."):
        return code.replace(".", ". ", 1)
    if "@" in code and len(code) > 2:
        return code.replace("@", " @ ")
    if code.startswith("</"):
        return f"< / {code[2:]}"
    ways = {"<": "< ", "{": "{ ", "%": "% ", "$": "$ ", "&": "& ", "\\": "\\ "}
    return ways[code[0]] + code[1:]


def _changed(code: str, rng: random.Random) -> str | None:
    """Another number, name, letter or tag."""
    digits = list(re.finditer(r"\d", code))
    if digits:
        at = rng.choice(digits).start()
        return put(code, at, at + 1, rng.choice([digit for digit in "123456789" if digit != code[at]]))
    swaps = {"%s": "%d", "%d": "%s", "%@": "%d", "&nbsp;": "&amp;", "&lt;": "&gt;", "\\n": "\\t"}
    if code in swaps:
        return swaps[code]
    if code[0] == "<":
        return re.sub(r"[a-z]+", lambda match: "u" if match[0] != "u" else "b", code, count=1)
    at = rng.choice([match.start() for match in re.finditer(r"[a-z]", code)])
    return put(code, at, at + 1, rng.choice([char for char in "abdegk" if char != code[at]]))


def _translated(code: str, rng: random.Random) -> str | None:
    """A name within it is translated."""
    for name, new in NAMES.items():
        if re.search(rf"\b{name}\b", code) and code[0] in "{$%":
            return code.replace(name, new)
    return None


def _clipped(code: str, rng: random.Random) -> str | None:
    """Its first or last sign is lost: {0 or b>."""
    if code[0] in "<{" or code.startswith(("${", "%(")):
        return code[:-1] if rng.random() < 0.5 else code[1:]
    return code[: -rng.randrange(3, 6)] if len(code) > 12 else None


def _look_alike(code: str, rng: random.Random) -> str | None:
    """A letter of it is a Cyrillic one that looks the same."""
    places = [at for at, char in enumerate(code) if char in CYRILLIC]
    if not places or code[0] in "&\\":
        return None
    at = rng.choice(places)
    return put(code, at, at + 1, CYRILLIC[code[at]])


def _reversed(place: Place) -> TranslationUnit | None:
    """The closing tag stands before the opening one."""
    lang = place.rng.choice(TARGETS)
    text = place.text(lang)
    match = TAGGED.search(text)
    return match and with_text(place.unit, lang, put(text, *match.span(), f"{match[4]}{match[3]}{match[1]}"))


def _half_lost(place: Place) -> TranslationUnit | None:
    """The closing tag of a pair is lost, or opens where it should close."""
    lang = place.rng.choice(TARGETS)
    text = place.text(lang)
    match = PAIR.search(text)
    if not match:
        return None
    return with_text(place.unit, lang, put(text, *match.span(2), place.rng.choice(("", f"<{match[1]}>"))))


def _added(place: Place) -> TranslationUnit | None:
    """A code that the source does not have."""
    if any(CODE.search(place.text(lang)) or place.unit.variants[0].content for lang in ALL):
        return None
    lang = place.rng.choice(TARGETS)
    text = place.text(lang)
    match = one_of(list(re.finditer(r" ", text)), place.rng)
    code = place.rng.choice((*PLACEHOLDERS, *LONE_TAGS, "</b>"))
    return with_text(place.unit, lang, put(text, *match.span(), f" {code} ")) if match else None


def _inline(how: str) -> Slip:
    """The inline codes of the target are damaged."""

    def slip(place: Place) -> TranslationUnit | None:
        lang = place.rng.choice(TARGETS)
        variant = place.unit.variant(lang)
        if variant is None or not variant.content:
            return None
        content = _damaged(variant.content, how, place.rng)
        return with_variant(place.unit, Variant.of(lang, content)) if content else None

    return slip


def _damaged(content: Content, how: str, rng: random.Random) -> Content | None:
    """The content with its codes damaged so; None where it has no codes of the kind that it takes."""
    codes = [at for at, piece in enumerate(content) if isinstance(piece, Code)]
    paired, at = len(codes) == 2, rng.choice(codes)
    code = content[at]
    assert isinstance(code, Code)
    match how:
        case "lost":
            return tuple(piece for piece in content if isinstance(piece, str))
        case "half lost" if paired:
            return content[:at] + content[at + 1 :]
        case "doubled":
            return (*content[: at + 1], code, *content[at + 1 :])
        case "reversed" if paired:
            one, two = codes
            return (*content[:one], content[two], *content[one + 1 : two], content[one], *content[two + 1 :])
        case "other":
            new = Code("ph", (("x", "9"),), ("<img/>",)) if code.kind != "it" else Code("ph", (), ("<u>",))
            return (*content[:at], new, *content[at + 1 :])
        case "as text" if paired:
            pieces = [piece if isinstance(piece, str) else str(piece.content[0]) for piece in content]
            return ("".join(pieces[: codes[0] + 1]), *content[codes[0] + 1 :])
    return None


CODES: Slips = {
    "text lost": _in_code(_lost),
    "text doubled": _in_code(_doubled),
    "text spaced": _in_code(_spaced),
    "text changed": _in_code(_changed),
    "text translated": _in_code(_translated),
    "text clipped": _in_code(_clipped),
    "text look-alike": _in_code(_look_alike),
    "closing tag": _half_lost,
    "tags reversed": _reversed,
    "text added": _added,
    "inline lost": _inline("lost"),
    "inline half lost": _inline("half lost"),
    "inline doubled": _inline("doubled"),
    "inline reversed": _inline("reversed"),
    "inline other": _inline("other"),
    "inline as text": _inline("as text"),
}
