"""What filling a unit of XLIFF 2.x changes in the text of its file.

A segment whose target comes from a memory is `translated` where the memory had the very text, else `initial`;
its `subState` says which kind of match it is. How like the text is, and of what the translation was made,
is in the module of translation candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tm.formats.original import Edit
from tm.formats.places import Filling
from tm.formats.xliff.filling1 import Sides
from tm.formats.xliff.page import Made, Page, Slot, Unit
from tm.formats.xliff.spans import attributes, indent_before
from tm.formats.xliff.units import XML

MTC = "urn:oasis:names:tc:xliff:matches:2.0"


def pieces(element: etree._Element, ns: str) -> list[Sides]:
    """The segments of a unit, as the reader makes units of them."""
    return [
        (segment.get("id"), segment.find(f"{ns}source"), segment.find(f"{ns}target"))
        for segment in element.findall(f"{ns}segment")
    ]


def edits(page: Page, unit: Unit, made: Mapping[int, Made]) -> Iterator[Edit]:
    """The edits that fill a unit; `made` is by the numbers of places, and has one of them at least."""
    taken = {one.get("id") for one in unit.element.iter("*")}
    matches: list[tuple[str, Filling]] = []
    for slot in unit.slots:
        one = made.get(slot.place.number)
        if one is None:
            continue
        values: dict[str, str | None] = {
            "state": "initial" if one.review else "translated",
            "subState": f"ushtil:{one.filling.kind}",
        }
        if not one.filling.is_exact and one.filling.source is not None:
            mid = slot.mid or next(name for n in range(1, len(taken) + 2) if (name := f"s{n}") not in taken)
            values |= {} if slot.mid else {"id": mid}
            taken.add(mid)
            matches.append((mid, one.filling))
        yield page.retagged(slot.source.getparent(), values)
        yield _target(page, slot, one)
    if matches:
        yield _matches(page, unit, matches)


def _target(page: Page, slot: Slot, made: Made) -> Edit:
    if slot.target is not None:
        return page.holding(slot.target, made.inner, {})
    span = page.span(slot.source)
    indent = indent_before(page.original.text, span.start)
    name = f"{page.prefix(slot.source)}target"
    values = {"xml:space": slot.source.get(f"{XML}space")}
    return Edit(span.end, span.end, f"{indent}<{name}{attributes(values)}>{made.inner}</{name}>")


def _matches(page: Page, unit: Unit, fillings: list[tuple[str, Filling]]) -> Edit:
    """The edit that adds candidates to those of the unit, or makes it have some."""
    text = page.original.text
    core = page.prefix(unit.element)
    there = unit.element.find(f"{{{MTC}}}matches")
    parent = unit.element if there is None else there
    prefix = next((name for name, uri in parent.nsmap.items() if uri == MTC and name), None)
    xmlns = {} if prefix else {"xmlns:mtc": MTC}
    named = f"{prefix or 'mtc'}:"
    if there is not None and not page.prefix(there):  # XLIFF's own elements need their namespace said again
        core_ns: dict[str, str | None] = {} if core else {"xmlns": unit.ns[1:-1]}
    else:
        core_ns = {}
    made = []
    for mid, filling in fillings:
        assert filling.source is not None
        values = {"ref": f"#{mid}", "similarity": str(min(filling.score, 100)), "origin": filling.origin}
        inner = page.simple(f"{core}source", filling.source.text, core_ns)
        inner += page.simple(f"{core}target", filling.translation.text, core_ns)
        own = {} if there is None else xmlns
        made.append(f"<{named}match{attributes({**own, **values, 'type': 'tm'})}>{inner}</{named}match>")
    if there is not None:
        span = page.span(there)
        inner = page.inside(there).rstrip()
        space = page.inside(there)[len(inner) :]
        first = indent_before(text, page.span(there[0]).start) if len(there) else ""
        tail = "".join(first + one for one in made) + space
        if span.is_one_tag:
            return page.holding(there, tail, {})
        return Edit(span.close - len(space), span.close, tail)
    at = page.span(unit.element).inside
    indent = indent_before(text, text.find("<", at))
    return Edit(at, at, f"{indent}<{named}matches{attributes(xmlns)}>{''.join(made)}</{named}matches>")
