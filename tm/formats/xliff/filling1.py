"""What filling a trans-unit of XLIFF 1.2 changes in the text of its file.

A target that comes from a memory is `translated` where the memory had the very text, and says `exact-match`;
else it is `needs-review-translation`, and an alt-trans beside it says how like the text is and of what the
translation was made. `approved` is never set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tm.formats.original import Edit
from tm.formats.places import PlaceState
from tm.formats.xliff import version1
from tm.formats.xliff.page import Made, Page, Slot, Unit
from tm.formats.xliff.spans import attributes, indent_before, name_of, opening
from tm.formats.xliff.units import XML
from tm.formats.xliff.version1 import SDL

_LOCKED = etree.XPath("@*[local-name() = 'locked']")
Sides = tuple[str | None, etree._Element, etree._Element | None]  # name, source and target of a segment


def pieces(element: etree._Element, ns: str) -> list[Sides]:
    """The segments of a trans-unit, as the reader makes units of them."""
    source, segmented, target = (element.find(ns + name) for name in ("source", "seg-source", "target"))
    return version1.pieces(source if segmented is None else segmented, target, ns)


def is_locked(element: etree._Element, mid: str | None) -> bool:
    """Whether a CAT tool has locked a segment, which Trados, memoQ and Phrase do with words of their own."""
    marked = [element, *(one for one in element.iterfind(f"{SDL}seg-defs/{SDL}seg") if one.get("id") == mid)]
    said = (value for one in marked for value in _LOCKED(one))
    return any(value.lower() in ("locked", "true", "yes", "1") for value in said)


def edits(page: Page, unit: Unit, made: Mapping[int, Made]) -> Iterator[Edit]:
    """The edits that fill a unit; `made` is by the numbers of places, and has one of them at least."""
    element, ns = unit.element, unit.ns
    target = element.find(f"{ns}target")
    source, segmented = element.find(f"{ns}source"), element.find(f"{ns}seg-source")
    before = source if segmented is None else segmented
    values = _state(unit, made)
    at = page.span(before if target is None else target).end
    indent = indent_before(page.original.text, page.span(source).start)
    new = ""
    if unit.slots[0].source is before:
        inner = made[unit.slots[0].place.number].inner
    elif target is None or not (len(target) or (target.text or "").strip()):
        inner = _skeleton(page, unit, made, before)
    else:
        yield page.retagged(target, values)
        yield from _segments(page, unit, made, target)
        inner = None
    if inner is not None and target is not None:
        yield page.holding(target, inner, values)
    elif inner is not None:
        space = source.get(f"{XML}space")
        name = f"{page.prefix(source)}target"
        new = f"{indent}<{name}{attributes(values | {'xml:space': space})}>{inner}</{name}>"
    new += "".join(indent + one for one in _suggestions(page, unit, made))
    if new:
        yield Edit(at, at, new)


def _state(unit: Unit, made: Mapping[int, Made]) -> dict[str, str | None]:
    """The attributes of the target: of its segments that one says most which is least finished."""
    fillings = [made[slot.place.number] for slot in unit.slots if slot.place.number in made]
    others = [slot.place for slot in unit.slots if slot.place.number not in made]
    if any(place.target is None for place in others):
        state = "needs-translation"
    elif any(one.review for one in fillings) or any(place.state is PlaceState.DRAFT for place in others):
        state = "needs-review-translation"
    else:
        state = "translated"
    qualifiers = {_qualifier(one) for one in fillings}
    return {"state": state, "state-qualifier": qualifiers.pop() if len(qualifiers) == 1 else "leveraged-tm"}


def _qualifier(made: Made) -> str:
    if made.filling.is_exact and not made.review:
        return "exact-match"
    return "fuzzy-match" if made.filling.kind == "fuzzy" else "leveraged-tm"


def _skeleton(page: Page, unit: Unit, made: Mapping[int, Made], segmented: etree._Element) -> str:
    """What a target holds whose segments stand as those of the source do; those without a text are empty."""
    start, text = page.span(segmented).inside, page.inside(segmented)
    parts, at = [], 0
    for slot in unit.slots:
        span = page.span(slot.source)
        filling = made.get(slot.place.number)
        parts += [text[at : span.start - start], _mark(page, slot, filling.inner if filling else "")]
        at = span.end - start
    return "".join((*parts, text[at:]))


def _mark(page: Page, slot: Slot, inner: str) -> str:
    tag = opening(page.tag(slot.source))
    return f"{tag}{inner}</{name_of(tag)}>"


def _segments(page: Page, unit: Unit, made: Mapping[int, Made], target: etree._Element) -> Iterator[Edit]:
    """The edits that fill segments of a target that has some already."""
    at, last = page.span(target).inside, None
    for slot in unit.slots:
        filling = made.get(slot.place.number)
        if slot.target is not None:
            at = page.span(slot.target).end
            if filling:
                yield page.holding(slot.target, filling.inner, {})
        elif filling:
            space = (
                page.original.text[page.span(last.source).end : page.span(slot.source).start] if last else ""
            )
            yield Edit(at, at, ("" if space.strip() else space) + _mark(page, slot, filling.inner))
        last = slot


def _suggestions(page: Page, unit: Unit, made: Mapping[int, Made]) -> Iterator[str]:
    """The alt-trans of what is not exact, but for those that are there."""
    prefix = page.prefix(unit.element)
    there = {
        (one.get("match-quality"), one.get("origin"), one.findtext(f"{unit.ns}target"))
        for one in unit.element.iterfind(f"{unit.ns}alt-trans")
    }
    for slot in unit.slots:
        if slot.place.number not in made or made[slot.place.number].filling.is_exact:
            continue
        filling = made[slot.place.number].filling
        if (str(filling.score), filling.origin, filling.translation.text) in there:
            continue
        values = {"mid": slot.mid, "match-quality": str(filling.score), "origin": filling.origin}
        inner = page.simple(f"{prefix}source", filling.source.text) if filling.source else ""
        inner += page.simple(f"{prefix}target", filling.translation.text)
        yield f"<{prefix}alt-trans{attributes(values)}>{inner}</{prefix}alt-trans>"
