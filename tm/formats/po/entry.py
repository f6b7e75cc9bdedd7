"""Translation units as entries of a PO file, and back.

    # a note
    #. tuid: a:1
    #. x-document: a
    #. kk:x-segments: 1 2
    #: src/main.cpp:12
    #, fuzzy, c-format
    msgctxt "menu"
    msgid "Ол тез кетті."
    msgstr "He left quickly."

Notes are translator comments. All else that a unit says is in extracted comments, each line a name as of the
columns of a table (`tm.formats.tables`) and a value, as JSON where a line can't hold it. What is PO's own
becomes props: `x-po-context`, `x-po-reference`, `x-po-flags`, `x-po-previous` (and `-context`, `-plural`),
`x-po-obsolete`, and `x-po-extracted` for comments of others. `fuzzy` is `x-review: auto`: nobody has
confirmed it. Who takes the flag away has confirmed the unit.

An entry with plural forms is a unit for each form, marked `x-po-plural: 1/3`: the first has the singular and
`msgstr[0]`, the others the plural and their `msgstr[n]`. Where a language has one form, as Kazakh may, two
units have it, of singular and plural.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import polib

from tm.formats.po.comment import ADDED, ODD, comment_of, heard, is_foreign, line_name, notes_of, said
from tm.formats.seg import native
from tm.formats.tables.columns import XML, Column, column_of, title
from tm.formats.tables.rows import clean
from tm.units import Attributes, Code, Prop, TranslationUnit, Variant

REVIEW = "x-review"
_PREVIOUS = {
    "x-po-previous-context": "previous_msgctxt",
    "x-po-previous": "previous_msgid",
    "x-po-previous-plural": "previous_msgid_plural",
}
PLURAL, EXTRACTED, CONTEXT = "x-po-plural", "x-po-extracted", "x-po-context"
_KNOWN = frozenset(
    re.findall(
        r"\S+",
        "creationdate changedate creationid changeid usagecount lastusagedate creationtool "
        f"creationtoolversion o-tmf o-encoding datatype segtype srclang {XML}lang",
    )
)
ESCAPED = frozenset("\b\v\f")  # controls that PO has escapes for
_FORM = re.compile("([0-9])/([1-9])")


def form_of(unit: TranslationUnit) -> tuple[int, int] | None:
    """Which plural form a unit is, and of how many; None where it is none."""
    found = _FORM.fullmatch(unit.prop(PLURAL) or "")
    return (int(found[1]), int(found[2])) if found else None


def entry_of(
    units: Sequence[TranslationUnit], langs: tuple[str, str], lost: Counter[str]
) -> polib.POEntry | None:
    """The entry of a unit, or of the units of all plural forms; None without a source.

    The variants of the units are in these languages.
    """
    unit = units[0]
    sources, targets = ([_text(one, lang, lost) for one in units] for lang in langs)
    if not all(sources):
        lost[f"units without a text in {langs[0]}"] += len(units)
        return None
    for one, text in zip(units, targets, strict=True):
        variant = one.variant(langs[1])
        lost["empty translations"] += (
            not text and variant is not None and not (variant.props or variant.attributes)
        )
    entry = polib.POEntry(msgid=sources[0], occurrences=[], flags=[], msgstr_plural={})
    if len(units) > 1:
        entry.msgid_plural = sources[1]
        form = form_of(unit)
        entry.msgstr_plural = dict(enumerate(targets[: form[1] if form else 0]))
    else:
        entry.msgstr = targets[0]
    lines = [said("tuid", clean(one.tuid, lost)) for one in units if one.tuid is not None]
    lines += _attribute_lines(unit.attributes, None, lost)
    lines += _prop_lines(entry, _structural(entry, unit, lost, len(units) > 1), lost)
    for lang in langs:
        lines += _variant_lines(unit, lang, lost)
    entry.comment = "\n".join(lines)
    return entry


def units_of(entry: polib.POEntry, langs: tuple[str, str], line: int) -> list[TranslationUnit]:
    """The units of an entry, of one for each plural form."""
    tuids: list[str] = []
    own: list[tuple[Column, str]] = []
    is_added = False
    for text in entry.comment.split("\n") if entry.comment else ():
        name, value = heard(text) or ("", text)
        column = column_of(name) if name else Column("prop", name=EXTRACTED)
        if text == ADDED:
            is_added = True
        elif name == "tuid":
            tuids.append(value)
        elif name and _is_ours(name, column, langs):
            own.append((column, value))
        elif own and own[-1][0] == Column("prop", name=EXTRACTED, copy=0):
            own[-1] = (own[-1][0], f"{own[-1][1]}\n{text}")
        else:
            own.append((Column("prop", name=EXTRACTED, copy=0), text))
    props = [*notes_of(entry.tcomment), *_props(own, None), *_structures(entry, is_added)]
    props = _reviewed(props, "fuzzy" in entry.flags)
    attributes = _attributes(own, None)
    pairs = _pairs(entry)
    numbers = [f"{number}/{len(entry.msgstr_plural)}" for number, _, _ in pairs]
    units = []
    for place, (_, source, target) in enumerate(pairs):
        marked = [*props, Prop(PLURAL, numbers[place])] if len(pairs) > 1 else props
        texts = zip(langs, (source, target), strict=True)
        made = (Variant(lang, text, _props(own, lang), _attributes(own, lang)) for lang, text in texts)
        variants = [variant for variant in made if variant.text or variant.props or variant.attributes]
        tuid = tuids[place] if len(tuids) == len(pairs) else None
        units.append(TranslationUnit(tuid, tuple(variants), tuple(marked), attributes, line))
    return units


def is_one_entry(units: Sequence[TranslationUnit], langs: tuple[str, str]) -> bool:
    """Whether units are the plural forms of one entry, from the first on, as far as they go."""
    form = form_of(units[0])
    if form is None or form[0] != 0 or len(units) > max(2, form[1]):
        return False
    first = _without_form(units[0])
    for place, unit in enumerate(units):
        if form_of(unit) != (place if form[1] > 1 else 0, form[1]):
            return False
        if (unit.tuid is None) != (units[0].tuid is None) or _without_form(unit) != first:
            return False
    sources, targets = (
        [variant.text if (variant := unit.variant(lang)) else "" for unit in units] for lang in langs
    )
    return len(set(sources[1:])) <= 1 and (form[1] > 1 or len(set(targets)) == 1)


def _without_form(unit: TranslationUnit) -> object:
    """What the units of all forms share."""
    variants = [
        (variant.lang, variant.props, variant.attributes)
        for variant in unit.variants
        if variant.props or variant.attributes
    ]
    return unit.attributes, [prop for prop in unit.props if prop.type != PLURAL], variants


def _pairs(entry: polib.POEntry) -> list[tuple[int, str, str]]:
    """The form, the source and the target of each unit of an entry."""
    if not entry.msgid_plural:
        return [(0, entry.msgid, entry.msgstr)]
    forms = sorted(entry.msgstr_plural.items()) or [(0, "")]
    entry.msgstr_plural = dict(forms)
    pairs = [(forms[0][0], entry.msgid, forms[0][1])]
    return pairs + [(number, entry.msgid_plural, text) for number, text in forms[1:] or forms]


def _text(unit: TranslationUnit, lang: str, lost: Counter[str]) -> str:
    """The text of a unit in a language, native markup in the place of inline codes."""
    variant = unit.variant(lang)
    if variant is None:
        return ""
    lost["inline codes, whose markup stands in the text"] += sum(
        isinstance(piece, Code) for piece in variant.content
    )
    lost["attributes"] += len(variant.seg)
    return clean(native(variant.content) if variant.content else variant.text, lost, ESCAPED)


def _structural(
    entry: polib.POEntry, unit: TranslationUnit, lost: Counter[str], is_plural: bool
) -> list[Prop]:
    """Puts the props that PO has a place for into the entry; those that are left."""
    counts = Counter(prop.type for prop in unit.props)
    rest: list[Prop] = []
    for prop in unit.props:
        value = clean(prop.value, lost)
        is_plain = counts[prop.type] == 1 and not prop.attributes and bool(value)
        if not (is_plain and _put(entry, prop.type or "", value)) and not (is_plural and prop.type == PLURAL):
            rest.append(prop)
    review = next((prop for prop in unit.props if prop.type == REVIEW), None)
    if review and review.value == "auto":
        entry.flags.insert(0, "fuzzy")
        if rest[-1] == review == Prop(REVIEW, "auto"):
            rest.pop()
    return rest


def _put(entry: polib.POEntry, kind: str, value: str) -> bool:
    """Puts a prop where PO has a place for it; whether it has one that can hold the value."""
    if kind in _PREVIOUS:
        setattr(entry, _PREVIOUS[kind], value)
    elif kind == CONTEXT:
        entry.msgctxt = value
    elif kind == "x-po-obsolete":
        entry.obsolete = True
    elif kind == "x-po-reference" and value == " ".join(value.split()) and not ODD.search(value):
        entry.occurrences = [(value, "")]
    elif kind == "x-po-flags" and value == ", ".join(_flags(value)) and not ODD.search(value):
        entry.flags += _flags(value)
    else:
        return False
    return True


def _prop_lines(entry: polib.POEntry, props: Sequence[Prop], lost: Counter[str]) -> list[str]:
    """The lines for the props of a unit; notes go to the translator comment if that can hold them."""
    notes = [prop.value for prop in props if prop.type is None and not prop.attributes]
    comment = comment_of(notes)
    if comment is not None:
        entry.tcomment = comment
        props = [prop for prop in props if prop.type is not None or prop.attributes]
    lines: list[str] = []
    last = ""
    for prop in props:
        value = clean(prop.value, lost)
        if prop.type == EXTRACTED and last != EXTRACTED and not prop.attributes and is_foreign(value):
            lines += value.split("\n")
            last = EXTRACTED
            continue
        kind = "note" if prop.type is None else "prop"
        name = title(Column(kind, name=clean(prop.type or "", lost), attributes=prop.attributes))
        lines.append(said(line_name(name), value))
        last = name
    return lines


def _variant_lines(unit: TranslationUnit, lang: str, lost: Counter[str]) -> list[str]:
    variant = unit.variant(lang)
    if variant is None:
        return []
    lines = _attribute_lines(variant.attributes, lang, lost)
    for prop in variant.props:
        kind = "note" if prop.type is None else "prop"
        column = Column(kind, lang, name=clean(prop.type or "", lost), attributes=prop.attributes)
        lines.append(said(title(column), clean(prop.value, lost)))
    return lines


def _attribute_lines(attributes: Attributes, lang: str | None, lost: Counter[str]) -> list[str]:
    lost["attributes"] += sum(name not in _KNOWN for name, _ in attributes)
    return [
        said(title(Column("attribute", lang, name=name)), clean(value, lost))
        for name, value in attributes
        if name in _KNOWN
    ]


def _is_ours(name: str, column: Column, langs: tuple[str, str]) -> bool:
    """Whether a line of this name says something of the unit; what does not is a comment of others."""
    if column.lang not in (None, *langs) or column.n > 1 or column.copy > 1:
        return False
    if column.kind == "prop":
        return column.lang is not None or name.startswith(("x-", "prop:"))
    return column.kind == "note" or (column.kind == "attribute" and column.name in _KNOWN)


def _props(own: Iterable[tuple[Column, str]], lang: str | None) -> tuple[Prop, ...]:
    return tuple(
        Prop(column.name if column.kind == "prop" else None, value, column.attributes)
        for column, value in own
        if column.lang == lang and column.kind in ("prop", "note")
    )


def _attributes(own: Iterable[tuple[Column, str]], lang: str | None) -> Attributes:
    return tuple(
        (column.name, value) for column, value in own if column.lang == lang and column.kind == "attribute"
    )


def _structures(entry: polib.POEntry, is_added: bool) -> list[Prop]:
    """The props for what PO has places of its own for."""
    props = [] if entry.msgctxt is None or is_added else [Prop(CONTEXT, entry.msgctxt)]
    if entry.occurrences:
        places = (f"{file}:{line}" if line else file for file, line in entry.occurrences)
        props.append(Prop("x-po-reference", " ".join(places)))
    if flags := [flag for flag in entry.flags if flag and flag != "fuzzy"]:
        props.append(Prop("x-po-flags", ", ".join(flags)))
    for kind, name in _PREVIOUS.items():
        if getattr(entry, name) is not None:
            props.append(Prop(kind, getattr(entry, name)))
    return [*props, Prop("x-po-obsolete", "yes")] if entry.obsolete else props


def _flags(value: str) -> list[str]:
    return [flag for part in value.split(",") if (flag := part.strip()) and flag != "fuzzy"]


def _reviewed(props: list[Prop], is_fuzzy: bool) -> list[Prop]:
    """The props with `x-review` as the flag has it, which whoever works on the file changes."""
    place = next((place for place, prop in enumerate(props) if prop.type == REVIEW), None)
    if place is None:
        return [*props, Prop(REVIEW, "auto")] if is_fuzzy else props
    review = props[place]
    if (review.value == "auto") != is_fuzzy:
        props[place] = review._replace(value="auto" if is_fuzzy else "confirmed")
    return props
