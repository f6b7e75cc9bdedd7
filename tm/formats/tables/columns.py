"""The columns of a table of translation units: what they are called, and what foreign tables call them.

    tuid  kk  en  ru  ru.2  note  x-document  x-document.2  @creationdate  kk#seg  kk@changedate  kk:note

Of the unit are `tuid`, `note`, its props by their type and its attributes after `@`. A language tag is the
text of a variant; what else the variant has follows its tag: `kk:` a prop or `note`, `kk@` an attribute,
`kk#seg` its `seg` element of TMX, where the text alone does not say all: inline codes, attributes, an empty
text. A second variant of a language is `ru.2`, a second prop of a type `x-document.2`; attributes of a prop
are in brackets, `note[xml:lang=en]`. `prop:` and `lang:` stand before names that could be taken for others,
and what would confuse in them is percent-encoded. `#order` names the columns of a row whose unit has them in
another order than the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from tm.languages import AUTONYMS, NAMES, base, matches
from tm.units import Attributes

XML = "{http://www.w3.org/XML/1998/namespace}"
# ISO 639-1 without `id` and `no`, which in the head of a table mean something else.
_TAGS = frozenset(
    re.findall(
        "[a-z]+",
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
        "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz "
        "ia ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo "
        "lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn nr nv ny oc oj om or os pa pi pl ps "
        "pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl "
        "tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ",
    )
)
_LANGUAGES = {
    **{name.lower(): lang for names in (NAMES, AUTONYMS) for lang, name in names.items()},
    **dict.fromkeys(("казахский", "казахский язык", "қазақ", "қазақ тілі", "qazaqsha", "qazaq"), "kk"),
    **dict.fromkeys(("английский", "английский язык", "ағылшынша", "ағылшын тілі"), "en"),
    **dict.fromkeys(("русский язык", "орысша", "орыс тілі"), "ru"),
}
_NOTES = frozenset(
    ("note", "notes", "comment", "comments", "примечание", "комментарий", "ескерту", "ескертпе")
)
_SIDES = {
    **dict.fromkeys(("source", "src", "source text", "исходный текст", "оригинал", "түпнұсқа"), 0),
    **dict.fromkeys(("target", "tgt", "trg", "target text", "translation", "перевод", "аударма"), 1),
}
_VARIANT = re.compile(
    r"(?P<tag>lang:[\w%-]*|[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)(?:\.(?P<n>[1-9][0-9]{0,3}))?(?P<rest>#seg|[@:].+)?",
    re.DOTALL,
)
_FIELD = re.compile(
    r"(?P<name>.+?)(?P<attributes>(?:\[[^\[\]=]+=[^\[\]]*\])*)(?:\.(?P<copy>[2-9]|[1-9][0-9]{1,3}))?",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"\[([^\[\]=]+)=([^\[\]]*)\]")
_CONFUSING = re.compile(r"[\[\]%=\x00-\x1f\x7f\u0085\u2028\u2029\ufeff]|:(?=\s)|^\s|\s\Z|\.(?=[0-9]+\Z)")


class Column(NamedTuple):
    """What the cells of a column hold: of the unit, or of the n-th variant in a language.

    `kind` is tuid, text, seg, attribute, prop, note, order, source or target; `name` the type of the prop or
    the name of the attribute; `copy` counts the props of one type, from 1.
    """

    kind: str
    lang: str | None = None
    n: int = 1
    name: str = ""
    attributes: Attributes = ()
    copy: int = 1

    @property
    def group(self) -> tuple[str, str | None, int]:
        """What it shares an order with: columns of one group stand in the table as they do in the unit."""
        if self.kind == "text":
            return "text", None, 1
        return "prop" if self.kind == "note" else self.kind, self.lang, self.n


ORDER = Column("order")


@lru_cache(maxsize=1 << 12)
def title(column: Column) -> str:
    """What a column is called.

    >>> title(Column("prop", "kk", 2, "x-segments")), title(Column("prop", name="ru"))
    ('kk.2:x-segments', 'prop:ru')
    """
    if column.kind in ("tuid", "source", "target"):
        return column.kind
    if column.kind == "order":
        return "#order"
    head = "" if column.lang is None else _tag(column.lang) + (f".{column.n}" if column.n > 1 else "")
    if column.kind == "text":
        return head
    if column.kind == "seg":
        return f"{head}#seg"
    if column.kind == "attribute":
        return f"{head}@{_short(column.name)}"
    attributes = "".join(f"[{_encoded(_short(key))}={_encoded(value)}]" for key, value in column.attributes)
    name = "note" if column.kind == "note" else _type(column.name, column.lang)
    copy = f".{column.copy}" if column.copy > 1 else ""
    return f"{head}{':' if head else ''}{name}{attributes}{copy}"


def column_of(text: str) -> Column:
    """What a column of this title holds. What is no other is a prop of the unit.

    >>> column_of("ru.2"), column_of("Қазақша").lang, column_of("Client")
    (Column(kind='text', lang='ru', n=2, name='', attributes=(), copy=1), 'kk', Column(kind='prop', \
lang=None, n=1, name='Client', attributes=(), copy=1))
    """
    plain = " ".join(text.lower().split())
    if plain in ("tuid", "id"):
        return Column("tuid")
    if plain == "#order":
        return ORDER
    if plain in _SIDES:
        return Column(("source", "target")[_SIDES[plain]])
    name = re.sub(r"\s*\([^()]*\)\Z", "", plain)  # Kazakh (Kazakhstan)
    if name in _LANGUAGES:
        return Column("text", _LANGUAGES[name])
    if plain in _NOTES:
        return Column("note")
    if text[:1] == "@" and len(text) > 1:
        return Column("attribute", name=_long(text[1:]))
    found = _VARIANT.fullmatch(text)
    lang = _lang(found["tag"]) if found else None
    if not found or lang is None:
        return _field(text)
    n, rest = int(found["n"] or 1), found["rest"] or ""
    if not rest:
        return Column("text", lang, n)
    if rest == "#seg":
        return Column("seg", lang, n)
    return Column("attribute", lang, n, _long(rest[1:])) if rest[0] == "@" else _field(rest[1:], lang, n)


def columns_of(row: Sequence[str], langs: Sequence[str] = ()) -> list[Column | None] | None:
    """The columns that a first row names, None in it for those without a name; None where it names none.

    `langs` say which languages `source` and `target` are, and which further titles are languages. A title
    that comes twice is a second variant, note or prop.
    """
    columns: list[Column | None] = []
    seen: set[Column] = set()
    last: dict[Column, int] = {}  # the number that a title which comes again had last
    for cell in row:
        text = cell.strip().strip("\ufeff")
        column = column_of(text) if text else None
        if column and column.kind == "prop" and any(matches(lang, text) for lang in langs):
            column = Column("text", text)
        if column and column.kind in ("source", "target"):
            side = ("source", "target").index(column.kind)
            column = Column("text", langs[side]) if side < len(langs) else column
        while column in seen and column:
            first = column._replace(n=1, copy=1)
            last[first] = last.get(first, 1) + 1
            if column.kind in ("text", "seg"):
                column = column._replace(n=last[first])
            elif column.kind in ("note", "prop"):
                column = column._replace(copy=last[first])
            else:
                column = Column("prop", name=text)
        seen.update((column,) if column else ())
        columns.append(column)
    texts = [column for column in columns if column and column.kind in ("text", "source", "target")]
    return columns if len(texts) >= (2 if len(langs) > 1 and len(row) > 1 else 1) else None


def is_plain(lang: str) -> bool:
    """Whether a column of this title is taken for a language without more ado."""
    found = _VARIANT.fullmatch(lang)
    return bool(found and not found["rest"] and not found["n"] and _lang(found["tag"]) == lang)


def _lang(tag: str) -> str | None:
    if tag.startswith("lang:"):
        return unquote(tag[5:])
    first = re.split("[-_]", tag)[0].lower()
    return tag if first in _TAGS or base(first) in NAMES else None


def _tag(lang: str) -> str:
    if is_plain(lang) and column_of(lang) == Column("text", lang):
        return lang
    return "lang:" + re.sub(r"[^A-Za-z0-9_-]", lambda found: _percent(found[0]), lang)


def _field(text: str, lang: str | None = None, n: int = 1) -> Column:
    found = _FIELD.fullmatch(text)
    if not found:
        return Column("prop", lang, n, text)
    name, copy = found["name"], int(found["copy"] or 1)
    attributes = tuple(
        (_long(unquote(key)), unquote(value)) for key, value in _ATTRIBUTE.findall(found["attributes"])
    )
    if name == "note":
        return Column("note", lang, n, "", attributes, copy)
    return Column("prop", lang, n, unquote(name[5:]) if name.startswith("prop:") else name, attributes, copy)


def _type(name: str, lang: str | None) -> str:
    """The type of a prop as part of a title."""
    if name and not _CONFUSING.search(name):
        column = column_of(name) if lang is None else _field(name)
        if column == Column("prop", name=name):
            return name
    return f"prop:{_encoded(name)}"


def _encoded(text: str) -> str:
    return _CONFUSING.sub(lambda found: _percent(found[0]), text)


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


def _short(name: str) -> str:
    return f"xml:{name.removeprefix(XML)}" if name.startswith(XML) else name


def _long(name: str) -> str:
    return XML + name[4:] if name.startswith("xml:") else name
