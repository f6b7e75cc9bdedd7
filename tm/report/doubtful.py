"""The doubtful beads of a report, the least sure first: their text, and what spoke for and against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from tm.alignment.explain import Reasons
from tm.report.elements import (
    BANDS,
    band_of,
    figure_of,
    hidden,
    link_to,
    name_of,
    node,
    paragraphs,
    symbol_of,
    tag_of,
)
from tm.report.reasons import Confidences, glance, longest_of, reasons_table
from tm.units import Alignment

LEAST_SURE = 0.1  # the share of the beads that is looked at in any case
SHOWN = 200  # doubtful beads with their text and their reasons; of the others only the numbers
_IN_SIGHT = 30  # of these; the others unfold
_SAID = (
    "What spoke for and against each, in nats; one nat is a factor of 2.7 in probability. Figures above 0 "
    "speak for the bead, against leaving its segments alone; of a segment left alone, for its best partner. "
    "A bead that is doubtful although the sum is well above 0 has a rival that is nearly as likely."
)


def doubtful(alignment: Alignment) -> list[int]:
    """The numbers of the doubtful beads, from 1, the least sure first; where they are few, likely ones too.

    A tenth of the beads is made up, as far as there are any that are not sure: it holds most errors.
    """
    bands = [band_of(bead.confidence) for bead in alignment]
    order = sorted(range(len(bands)), key=lambda index: alignment.beads[index].confidence)
    many = max(sum(band is BANDS[-1] for band in bands), int(LEAST_SURE * len(bands)))
    return [index + 1 for index in order[:many] if bands[index] is not BANDS[0]]


def doubtful_beads(alignment: Alignment, heading: str, why: Mapping[int, Sequence[Reasons]]) -> HtmlElement:
    """The section of the doubtful beads; `why` gives reasons by the number of a bead."""
    numbers = doubtful(alignment)
    parts = [node("h2", f"{heading}, least sure first", id="doubtful")]
    if not numbers:
        parts.append(node("p", "None."))
    if any(why.get(number) for number in numbers):
        limited = f" Reasons are given for the {SHOWN} least sure." if numbers[SHOWN:] else ""
        parts.append(node("p", _SAID + limited, class_="quiet"))
    confidences = Confidences(alignment)
    cards = [_card(alignment, number, why.get(number, ()), confidences) for number in numbers[:SHOWN]]
    if cards:
        parts.append(node("ol", *cards[:_IN_SIGHT], class_="cards"))
    if cards[_IN_SIGHT:]:
        parts.append(_folded(len(cards) - _IN_SIGHT, "", node("ol", *cards[_IN_SIGHT:], class_="cards")))
    if numbers[SHOWN:]:
        links = (_link(alignment, number) for number in numbers[SHOWN:])
        parts.append(_folded(len(numbers) - SHOWN, ", by their numbers", node("ol", *links, class_="links")))
    return node("section", *parts, class_="doubts", aria_labelledby="doubtful")


def _folded(many: int, what: str, listed: HtmlElement) -> HtmlElement:
    return node("details", node("summary", f"{many:,} more{what}"), listed)


def _link(alignment: Alignment, number: int) -> HtmlElement:
    sure = alignment.beads[number - 1].confidence
    link = link_to(f"bead-{number}", symbol_of(band_of(sure)), node("b", str(number)), f" {figure_of(sure)}")
    return node("li", link)


def _card(alignment: Alignment, number: int, why: Sequence[Reasons], confidences: Confidences) -> HtmlElement:
    """One doubtful bead: its heading leads to its row; its reasons are a line that unfolds to all of them."""
    bead = alignment.beads[number - 1]
    band = band_of(bead.confidence)
    sign = (symbol_of(band), figure_of(bead.confidence), hidden(f" {band.name}"))
    heading = node("h3", link_to(f"bead-{number}", f"Bead {number}"), " ")
    heading.append(node("span", *sign, class_="confidence"))
    sides = node("dl", class_="sides")
    for lang in bead.langs:
        text = node("dd", *paragraphs(alignment, bead, lang), lang=tag_of(lang))
        sides.append(node("div", node("dt", name_of(lang)), text))
    card = node("li", heading, sides, id=f"why-{number}", class_="card", tabindex="-1")
    if told := confidences.told(bead, why):
        longest = longest_of(told)
        tables = (reasons_table(alignment, bead, one, longest) for one in told)
        line = node("summary", *glance(told[0], longest))
        card.append(node("details", line, node("div", *tables, class_="tables"), class_="why"))
    return card
