"""Markup in plain text, as TMX of level 1, PO and interface strings have it, as keys to compare.

Tags, entities, addresses, and placeholders of printf, Python, ICU, Fluent and shells. Two texts agree when
they have the same keys as often.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from tm.checks.language.vocabulary import listed

TAG = re.compile(
    r"<(/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)|\s+(?:disabled|checked|hidden|selected))*\s*)(/?)>"
)
ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][\w.-]*);")
PRINTF = re.compile(
    r"(?<![\d%])%(?:\d{1,2}\$[-+0#']*\d*(?:\.\d+)?(?:hh?|ll?|[zjtqL])?[A-Za-z@]"
    r"|\(\w+\)[-+0#]*\d*(?:\.\d+)?[sdifrxegu]|\{\w+\}"
    r"|(?:-(?=[\d*])|[+0#'])*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh?|ll?|[zjtqL])?[diouxXeEfFgGcsSpn@](?![a-z]{2})"
    r"|L?\d{1,2}(?![\d%$]|[.,]\d))"
)
DOLLAR = re.compile(r"\$\{[^{}]*\}|\$\([^()]*\)|\$[A-Za-z_][\w.]*\$?|(?<!\w)\$\d(?![\d.,]*\d)")
ESCAPE = re.compile(r"\\[nrt](?![A-Za-z]{3,}\\)")
URL = re.compile(r"(?:\b[a-z][a-z0-9+.-]{1,9}://(?=\w)|\bwww\.)[^\s<>\"«»“”„|{}]+", re.IGNORECASE)
EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
DOMAIN = re.compile(
    r"(?<![\w@/.-])(?:[A-Za-z0-9-]+\.)+(?:kz|com|org|ru|net|gov|info|edu|eu|uk|int|io|dev|me|de|fr|su|by|uz|kg)(?![\w@])(?!\.\w)"
)
_LOCALE = re.compile(
    r"(?<=[/=_-])(?:en|eng|kk|kaz|kz|ru|rus|qaz)(?:[-_][a-z]{2})?(?=[/?#&._-]|$)", re.IGNORECASE
)
_ATTRIBUTES = re.compile(
    r"\s(?:title|alt|placeholder|label|lang|xml:lang|aria-label|content|value)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
)
_ICU = re.compile(r"\{\s*([\w.-]+)\s*,\s*(plural|select|selectordinal|choice)\s*,")
_SIMPLE = re.compile(
    r"\{\s*(-?[$#%@]?[A-Za-z0-9_][\w.:$\[\]-]*|[А-Яа-яәғқңөұүһі_]+|)\s*(?:\([^{}]*\))?\s*(?:,[^{}]*)?\}"
)
# Quotes, dashes and spaces are the language's own, as entities too.
_TYPOGRAPHIC = listed(
    "quot apos laquo raquo ldquo rdquo lsquo rsquo bdquo sbquo ndash mdash hellip shy thinsp ensp emsp"
    " zwnj #39 #34 #160"
    "  #171 #187 #8211 #8212 #8220 #8221 #8222 #8230 #8217 #8216 #xA0 #xa0"
)
HTML = listed(
    "a abbr article aside b big blockquote br body button caption center code col dd del div dl dt em"
    " embed figure font footer"
    "  form g h1 h2 h3 h4 h5 h6 head header hr html i img input ins kbd label li link main mark nav ol"
    " option p pre ph q s samp"
    "  script section select small span strike strong style sub summary sup svg table tbody td textarea"
    " tfoot th thead"
    "  title tr tt u ul var video x bpt ept it hi"
)


class Markup(NamedTuple):
    """What one text has of each sort, as counts of keys."""

    tags: Counter[str]
    entities: Counter[str]
    placeholders: Counter[str]
    addresses: Counter[str]
    loose: bool  # whether counts may differ: forms of the plural repeat what is in them
    broken: bool  # whether braces do not pair


def read(text: str) -> Markup:
    """All the markup of a text.

    >>> found = read("<b>%s</b> жүктелді: {0}, 50 % of")
    >>> sorted(found.tags), sorted(found.placeholders)
    (['</b>', '<b>'], ['%s', '{0}'])
    """
    tags = Counter(_tag(found) for found in TAG.finditer(text))
    addresses: Counter[str] = Counter()
    for pattern in (URL, EMAIL, DOMAIN):
        if pattern is URL or "." in text:
            for found in pattern.finditer(text):
                addresses[_LOCALE.sub("*", found[0].rstrip(".,;:!?)]}'’").rstrip("/").lower())] += 1
            text = pattern.sub(" ", text)
    bare = TAG.sub(" ", text)
    entities = Counter(found[1] for found in ENTITY.finditer(bare) if found[1] not in _TYPOGRAPHIC)
    loose, broken = False, False
    placeholders: Counter[str] = Counter()
    if "{" in bare or "}" in bare:
        loose = bool(_ICU.search(bare))
        broken = bare.count("{") != bare.count("}")
        placeholders.update(f"{{{found[1]}, {found[2]}}}" for found in _ICU.finditer(bare))
        placeholders.update(DOLLAR.findall(bare) if "${" in bare else ())
        bare = re.sub(r"\$\{[^{}]*\}", " ", bare)
        placeholders.update(re.findall(r"%\{\w+\}", bare))
        bare = re.sub(r"%\{\w+\}", " ", bare)
        doubled = re.findall(r"\{\{\s*([^{}]*?)\s*\}\}", bare) if "{{" in bare and not loose else []
        placeholders.update(f"{{{{{name}}}}}" for name in doubled)
        if doubled:
            bare = re.sub(r"\{\{[^{}]*\}\}", " ", bare)
        placeholders.update(
            _braced(found) for found in _SIMPLE.finditer(bare) if not loose or not _words(found[1])
        )
        bare = bare.replace("{", " ").replace("}", " ") if loose else _SIMPLE.sub(" ", bare)
    if "%" in bare:
        placeholders.update(found[0].replace("'", "") for found in PRINTF.finditer(bare))
        bare = PRINTF.sub(" ", bare)
    if "$" in bare:
        placeholders.update(DOLLAR.findall(bare))
    if "\\" in bare:
        placeholders.update(ESCAPE.findall(bare))
    return Markup(tags, entities, placeholders, addresses, loose, broken)


def _braced(found: re.Match[str]) -> str:
    """A placeholder in braces; spaces count but in Fluent, where a $ or a hyphen begins the name."""
    if found[1][:1] in ("$", "-"):
        return f"{{{found[1]}}}"
    return re.split("[,(]", found[0].rstrip("}"), maxsplit=1)[0] + "}"


def _words(name: str) -> bool:
    """Whether what stands between braces inside a plural is a form of it and no placeholder."""
    return not name.isascii() or name.isalpha()


def _tag(found: re.Match[str]) -> str:
    """A tag without what may be translated in it, `<br/>` as `<br>`."""
    attributes = " ".join(_ATTRIBUTES.sub("", found[3]).replace("'", '"').split())
    if attributes:
        attributes = " " + _LOCALE.sub("*", attributes)
    name = found[2].lower() if found[2].lower() in HTML else found[2]
    return f"<{found[1]}{name}{attributes}>"


def crossing(text: str) -> str | None:
    """The first tag that closes another than the last opened one, of those that open and close.

    >>> crossing("<b>a<i>b</b></i>"), crossing("<b>a</b> <page>"), crossing("</b>a<b>")
    ('</b>', None, '</b>')
    """
    tags = [(found[2].lower(), bool(found[1]), found[0]) for found in TAG.finditer(text) if not found[4]]
    paired = {name for name, closing, _ in tags if closing} & {
        name for name, closing, _ in tags if not closing
    }
    stack: list[str] = []
    for name, closing, written in tags:
        if name not in paired:
            continue
        if not closing:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return written
    return None
