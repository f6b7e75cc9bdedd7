"""What the parts of a report of scores are put into: sections, tables that scroll, panels of a switch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from tm.report.elements import node


def section(place: str, heading: str, *parts: HtmlElement, said: str = "") -> HtmlElement:
    """A part of the page under a heading, with a sentence on what it shows."""
    intro = [node("p", said, class_="quiet said")] if said else []
    title = node("h2", heading, id=place)
    return node("section", title, *intro, *parts, class_=f"part {place}", aria_labelledby=place)


def scrolled(table: HtmlElement, label: str, *, tall: bool = False) -> HtmlElement:
    """A table in a box of its own that scrolls, by keyboard too, where the page is too narrow for it."""
    kind = "box tall" if tall else "box"
    return node("div", table, class_=kind, role="region", aria_label=label, tabindex="0")


def table_of(
    heads: Sequence[HtmlElement], rows: Iterable[HtmlElement], *, caption: str, kind: str
) -> HtmlElement:
    """A table with a caption that is read out."""
    head = node("thead", node("tr", *heads))
    return node("table", node("caption", caption, class_="hidden"), head, node("tbody", *rows), class_=kind)


def column(text: str, **attributes: str) -> HtmlElement:
    """The head of a column."""
    return node("th", text, scope="col", **attributes)


def row_head(text: str, **attributes: str) -> HtmlElement:
    """The head of a row."""
    return node("th", text, scope="row", **attributes)


def symbol(sign: str, kind: str = "") -> HtmlElement:
    """A sign that stands beside words which say the same."""
    return node("span", sign, class_=f"symbol {kind}".strip(), aria_hidden="true")


def switched(name: str, label: str, panels: Sequence[tuple[str, HtmlElement]]) -> list[HtmlElement]:
    """Panels of which the script shows one at a time, by radio buttons; without it all are shown.

    A single panel needs no buttons.
    """
    shown = [
        node(
            "div", node("h3", title), content, class_="panel off" if n else "panel", data_panel=f"{name}-{n}"
        )
        for n, (title, content) in enumerate(panels)
    ]
    if len(panels) < 2:
        return shown
    buttons = []
    for n, (title, _) in enumerate(panels):
        button = node("input", type="radio", name=name, value=f"{name}-{n}", autocomplete="off")
        if n == 0:
            button.set("checked", "")
        buttons.append(node("label", button, node("span", title)))
    choice = node("fieldset", node("legend", label), *buttons, class_="switch", data_switch=name)
    return [choice, *shown]
