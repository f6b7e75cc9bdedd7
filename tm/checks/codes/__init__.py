"""Inline codes and markup: what the target lost, added, changed or put in disorder.

Codes are those of a variant's content (tm.checks.codes.inline); markup stands in its plain text
(tm.checks.codes.markup).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tm.checks.codes import inline
from tm.checks.codes.markup import HTML, Markup, crossing, read
from tm.checks.letters.lookalikes import TO_LATIN
from tm.checks.side import Side
from tm.units import Finding

CODES = {
    "codes.missing": "an inline code of the source is missing in the target",
    "codes.added": "the target has an inline code that the source has not",
    "codes.changed": "an inline code is of another kind or content in the target",
    "codes.pair": "an inline code is opened without being closed, or closed without being opened",
    "codes.order": "inline codes or tags cross, or hold no text",
    "codes.tag": "tags in the text differ",
    "codes.entity": "entities in the text differ",
    "codes.placeholder": "placeholders in the text differ, or braces do not pair",
    "codes.address": "web or e-mail addresses differ",
    "codes.accelerator": "a hot key of the source is missing in the target, or added",
}

_MARKUP = re.compile(r"[<>&%{}$\\@]|://").search
_PERCENT = re.compile(r"%[^\s.,;:!?)»”]").search
_TIME = ("%H", "%I:", "%l:", "%M", "%Y", "%B")
_CYRILLIC_SITE = re.compile(r"\.(?:ру|кз|ком|орг|нет|рф|[Rr]u)(?!\w)|[Рр]у(?!\w)")
_TRANSLATED = re.compile(r"<[^<>]*[^\x00-\x7f][^<>]*>").search
_NAME = re.compile(r"^</?|[\s/>].*$", re.DOTALL)  # what is not the name of a tag
_LATIN = str.maketrans(TO_LATIN)
_ENTITIES = re.compile(r"&[#\w]+;|</?[A-Za-z][^<>]*>")
_SITE = re.compile(r"\.(?:kz|com|org|ru|net|gov|info|edu|eu|uk|int|io|dev|me|de|fr|su|by|uz|kg)(?!\w)|www\.")
_AND = re.compile(r"\b(?:and|и|және|мен|бен|пен)\b", re.IGNORECASE)
_HOT = re.compile(r"(?:(?<![\w&])|(?<=[a-zа-яёәғқңөұүһі]))&(?=[^\W_])(?!#?\w+;)|(?<=\()&(?=\w)")


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """Nothing, or what the codes and the markup of two sides do not have in common.

    >>> from tm.units import Variant
    >>> source, target = Side(Variant("en", "Delete %s?")), Side(Variant("ru", "Удалить?"))
    >>> [finding.code for finding in compare(source, target)]
    ['codes.placeholder']
    >>> list(compare(Side(Variant("en", "50 % of it")), Side(Variant("kk", "Оның 50 %-ы"))))
    []
    """
    found: Sequence[Finding] = ()
    if source.variant.content or target.variant.content:
        found = inline.compare(source, target)
    if _bare(source) and _bare(target):
        return found
    return [*found, *_markup(source, target)]


def _bare(side: Side) -> bool:
    """Whether a text has no markup, no placeholder and no address."""
    if side.plain and side.lang != "en":
        return True
    text = side.text
    if not side.usual:
        return _MARKUP(text) is None and (text.find(".", 0, -1) < 0 or _SITE.search(text) is None)
    if "%" in text and _PERCENT(text):
        return False
    return side.lang != "en" or text.find(".", 0, -1) < 0 or _SITE.search(text) is None


def _markup(source: Side, target: Side) -> Iterator[Finding]:
    """The findings about markup in plain text."""
    ours, theirs = read(source.text), read(target.text)
    yield from _tags(source, target, ours, theirs)
    if ours.addresses.keys() != theirs.addresses.keys():
        one, two = _spelled(ours.addresses, target.text), _spelled(theirs.addresses, source.text)
        yield from _different("codes.address", "address", one, two, source, target, once=True)
    elif ours.addresses != theirs.addresses:
        again = _repeated(target.text)
        if again and not _repeated(source.text):
            start = target.text.find(again)
            reason = f"the address {again} stands twice in a row in the target"
            yield Finding("codes.address", target.tag, reason, start, start + len(again))
    if ours.entities != theirs.entities:
        yield from _entities(source, target, ours.entities, theirs.entities)
    if ours.placeholders != theirs.placeholders:
        once = ours.loose or theirs.loose
        one, two = _comparable(ours.placeholders, theirs.placeholders, source.text, target.text)
        yield from _different("codes.placeholder", "placeholder", one, two, source, target, once=once)
    if theirs.broken and not ours.broken:
        yield Finding(
            "codes.placeholder", target.tag, "a brace is not closed, or closed without being opened"
        )
    yield from _hot_keys(source, target)


def _repeated(text: str) -> str | None:
    """The first address that stands twice in a row."""
    before = ""
    for token in text.split():
        bare = token.strip("()[]<>.,;:")
        if bare == before and ("." in bare or "@" in bare):
            return bare
        before = bare
    return None


def _spelled(addresses: Counter[str], other: str) -> Counter[str]:
    """The addresses without names of sites that the other text may have in Cyrillic letters."""
    if not _CYRILLIC_SITE.search(other):
        return addresses
    return Counter({key: count for key, count in addresses.items() if "/" in key or "@" in key})


def _comparable(
    ours: Counter[str], theirs: Counter[str], source: str, target: str
) -> tuple[Counter[str], Counter[str]]:
    """Placeholders without those that a language may have otherwise: of time, money, brands."""
    timed = any(part in source for part in _TIME) and any(part in target for part in _TIME)

    def kept(keys: Counter[str], others: Counter[str], text: str) -> Counter[str]:
        return Counter(
            {
                key: 1 if key.startswith("{-") else count
                for key, count in keys.items()
                if not (timed and key[0] == "%")
                and not (key[0] == "$" and key[1:].isdecimal() and _money(key, text, others))
            }
        )

    return kept(ours, theirs, target), kept(theirs, ours, source)


def _money(key: str, text: str, others: Counter[str]) -> bool:
    """Whether `$5` may be five dollars: the other text has the number, but not with the sign before it."""
    if key not in others and ("доллар" in text or "dollar" in text):
        return True
    return key not in others and re.search(rf"(?<!\d){key[1:]}(?!\d)", text) is not None


def _tags(source: Side, target: Side, ours: Markup, theirs: Markup) -> Iterator[Finding]:
    """Tags that differ, or that are in disorder."""
    if not ours.tags and not theirs.tags:
        return
    one, two = ours.tags, theirs.tags
    if one != two:
        if _TRANSLATED(target.text) or _TRANSLATED(source.text):
            one, two = _known(one, two), _known(two, one)
        yield from _different("codes.tag", "tag", one, two, source, target)
    wrong = crossing(target.text) if one == two else None
    if wrong and not crossing(source.text):
        start = max(target.text.find(wrong), 0)
        reason = f"the tag {wrong} is not in its place: tags cross, or close before they are opened"
        yield Finding("codes.order", target.tag, reason, start, start + len(wrong))


def _known(tags: Counter[str], others: Counter[str]) -> Counter[str]:
    """The tags without names in angle brackets, which may be translated.

    A letter that only looks like one of the other side's tag does not make it such a name.
    """
    alike = {key.translate(_LATIN) for key in others}

    def is_tag(key: str) -> bool:
        return _NAME.sub("", key) in HTML or key in alike or key.translate(_LATIN) in others

    return Counter({key: count for key, count in tags.items() if is_tag(key)})


def _entities(source: Side, target: Side, ours: Counter[str], theirs: Counter[str]) -> Iterator[Finding]:
    """Entities that differ, but for those that the other side has as characters."""
    one, two = Counter(ours), Counter(theirs)
    for name, mark in (
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("nbsp", "\u00a0"),
        ("copy", "©"),
        ("deg", "°"),
    ):
        if mark in _ENTITIES.sub("", target.text) or (name == "amp" and _AND.search(target.text)):
            one.pop(name, None)
        if mark in _ENTITIES.sub("", source.text) or (name == "amp" and _AND.search(source.text)):
            two.pop(name, None)
    two.pop("nbsp", None)
    if "nbsp" in theirs:
        one.pop("nbsp", None)
    yield from _different("codes.entity", "entity", one, two, source, target, "&", ";")


def _different(
    code: str,
    what: str,
    ours: Counter[str],
    theirs: Counter[str],
    source: Side,
    target: Side,
    before: str = "",
    after: str = "",
    *,
    once: bool = False,
) -> Iterator[Finding]:
    """One finding that names what is missing and what is added; `once` where only presence counts."""
    if once:
        ours, theirs = Counter(set(ours)), Counter(set(theirs))
    missing = [before + key + after for key in (ours - theirs).elements()]
    added = [before + key + after for key in (theirs - ours).elements()]
    if not missing and not added:
        return
    if missing and added:
        reason = f"the {what} {', '.join(missing)} of the source is {', '.join(added)} in the target"
    elif missing:
        reason = f"the {what} {', '.join(missing)} of the source is missing in the target"
    else:
        reason = f"the target has the {what} {', '.join(added)}, which the source has not"
    side, key = (target, added[0]) if added else (source, missing[0])
    start = side.text.find(key)
    if start < 0:  # the key of a tag is without the slash and the spaces at its end
        key = key.rstrip(">")
        start = side.text.find(key)
    yield Finding(code, side.tag, reason, max(start, 0), start + len(key) if start >= 0 else 0)


def _hot_keys(source: Side, target: Side) -> Iterator[Finding]:
    """A hot key that one side has and the other has not; where it stands is the translator's choice."""
    if "&" not in source.text and "&" not in target.text:
        return
    one, two = len(_HOT.findall(source.text)), len(_HOT.findall(target.text))
    if one == 1 and not two and "&" not in target.text:
        place = _HOT.search(source.text)
        start = place.start() if place else 0
        reason = f"the hot key {source.text[start : start + 2]} of the source is missing in the target"
        yield Finding("codes.accelerator", source.tag, reason, start, start + 2)
    elif two == 1 and not one and "&" not in source.text:
        place = _HOT.search(target.text)
        start = place.start() if place else 0
        reason = f"the target has the hot key {target.text[start : start + 2]}, and the source has none"
        yield Finding("codes.accelerator", target.tag, reason, start, start + 2)
