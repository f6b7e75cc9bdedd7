"""What stands in another order: a section of the report, and marks in its dot plots."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from tm.plurals import counted
from tm.report.elements import figure_of, hidden, link_to, name_of, node, side_of, tag_of
from tm.units import Alignment, Bead, Crossing

_SAID = (
    "Beads keep the order of all texts. These passages do not: they were moved to another place, or one text "
    "says them twice. They are likely, but order speaks against them, hence their low confidence. "
    "In the dot plots they have a dashed frame."
)


def crossings_section(alignment: Alignment, crossings: Sequence[Crossing]) -> list[HtmlElement]:
    """The passages side by side, a table each; nothing where there are none."""
    if not crossings:
        return []
    rows = {(lang, i): n for n, bead in enumerate(alignment, 1) for lang in bead.langs for i in bead[lang]}
    heading = node("h2", f"{counted(len(crossings), 'passage')} in another order", id="crossings")
    tables = (_passage(alignment, crossing, rows) for crossing in crossings)
    said = node("p", _SAID, class_="quiet")
    return [node("section", heading, said, *tables, class_="crossings", aria_labelledby="crossings")]


def _passage(alignment: Alignment, crossing: Crossing, rows: dict[tuple[str, int], int]) -> HtmlElement:
    sides = " ↔ ".join(map(side_of, crossing.langs, crossing.sides))
    said = "moved" if crossing.kind == "moved" else f"said twice in {name_of(crossing.alone[0])}"
    caption = node("caption", node("b", sides), f", {said}, {figure_of(crossing.confidence)}")
    heads = (node("th", name_of(lang), scope="col") for lang in crossing.langs)
    body = node("tbody", *(_row(alignment, bead, rows) for bead in crossing.beads))
    return node("table", caption, node("thead", node("tr", *heads)), body)


def _row(alignment: Alignment, bead: Bead, rows: dict[tuple[str, int], int]) -> HtmlElement:
    """One bead of a passage; each segment leads to its row in the table of all beads."""
    row = node("tr")
    for lang in bead.langs:
        cell = node("td", data_language=name_of(lang), lang=tag_of(lang))
        for index in bead[lang]:
            link = link_to(f"bead-{rows[lang, index]}", hidden(f"{name_of(lang)} "), str(index + 1))
            cell.append(node("p", node("small", link), " ", alignment.segments[lang][index]))
        row.append(cell)
    return row
