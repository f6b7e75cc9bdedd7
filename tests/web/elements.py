"""Elements of a page that a server gave, by the simplest of CSS selectors."""

from __future__ import annotations

import re

from lxml import html
from lxml.html import HtmlElement


def page_of(text: str) -> HtmlElement:
    """A page, or a part of one."""
    return html.fromstring(text)


def select(page: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements that a selector names: tags, .classes, #ids, [attributes], > and commas.

    >>> page = page_of('<p class="a b">x <b id="y">y</b></p>')
    >>> [one.tag for one in select(page, ".b #y, p.a")]
    ['p', 'b']
    """
    return list(page.xpath(" | ".join(map(_path, selector.split(",")))))


def said(page: HtmlElement, selector: str) -> list[str]:
    """The texts of the elements, with white space as it is seen."""
    return [" ".join(one.text_content().split()) for one in select(page, selector)]


def _path(selector: str) -> str:
    """A selector of one kind of elements as XPath."""
    path, axis = "", "descendant-or-self::"
    for written in selector.replace(">", " > ").split():
        if written == ">":
            axis = "child::"
        else:
            path += f"/{axis}{_step(written)}" if path else f"{axis}{_step(written)}"
            axis = "descendant::"
    return path


def _step(written: str) -> str:
    """A tag with what must be true of it."""
    found = re.match(r"[\w-]*", written)
    step = (found[0] if found else "") or "*"
    for kind, name, value in re.findall(r"([.#\[])([\w-]+)(?:=([^\]]*))?", written):
        if kind == ".":
            step += f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        elif kind == "#":
            step += f"[@id='{name}']"
        else:
            step += f"[@{name}='{value}']" if value else f"[@{name}]"
    return step
