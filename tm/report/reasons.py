"""What spoke for and against a bead: bars from a line to the right for it, to the left against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from lxml.html import HtmlElement

from tm.alignment.explain import WORDS, Reasons, named, outcome
from tm.report.elements import band_of, figure_of, hidden, node, side_of, symbol_of, tag_of
from tm.report.plots import pair_beads
from tm.units import Alignment, Bead

_HALF = 50  # units of a drawing from its middle to an edge


class Told(NamedTuple):
    """The reasons for one bead of two languages, with what is needed to tell them."""

    reasons: Reasons
    alone: tuple[str, ...]  # the languages whose segment is left alone; none if the bead was made
    confidence: float

    @property
    def heading(self) -> str:
        """What the reasons are about: kk 5 ↔ en 6, or kk 5 left alone, not with en 6."""
        if not self.alone:
            return named(self.reasons.langs, self.reasons.sides)
        pairs = list(zip(self.reasons.langs, self.reasons.sides, strict=True))
        subjects = " and ".join(side_of(lang, side) for lang, side in pairs if lang in self.alone)
        others = "".join(
            f", not with {side_of(lang, side)}" for lang, side in pairs if lang not in self.alone
        )
        return f"{subjects} left alone{others}"


class Confidences:
    """How sure the finest beads of each pair of languages are, found by the segments in them."""

    def __init__(self, alignment: Alignment) -> None:
        self._of: dict[tuple[str, int, str], tuple[float, bool]] = {}
        for one, two in combinations(alignment.langs, 2):
            for x, y, confidence in pair_beads(alignment, one, two):
                self._of.update({(one, i, two): (confidence, not y) for i in x})
                self._of.update({(two, j, one): (confidence, not x) for j in y})

    def told(self, bead: Bead, why: Sequence[Reasons]) -> list[Told]:
        """Reasons for what is in a bead, the least sure first, none of them twice."""
        found = {(reasons.langs, reasons.sides): self._one(bead, reasons) for reasons in why}
        return sorted(found.values(), key=lambda told: told.confidence)

    def _one(self, bead: Bead, reasons: Reasons) -> Told:
        (one, two), (x, y) = reasons.langs, reasons.sides
        facts = {
            lang: self._of[lang, side[0], other]
            for lang, side, other in ((one, x, two), (two, y, one))
            if side[0] in bead[lang]
        }
        alone = () if reasons.taken else tuple(lang for lang, (_, left) in facts.items() if left)
        about = [facts[lang] for lang in alone or facts]
        return Told(reasons, alone, min(confidence for confidence, _ in about))


def longest_of(why: Sequence[Told]) -> float:
    """The length of the longest bar of these, in nats, for them to be drawn to one scale."""
    return max((abs(nats) for told in why for _, nats in told.reasons.strongest[:1]), default=1.0)


def glance(told: Told, longest: float) -> Iterator[HtmlElement]:
    """The strongest reason on each side, and what all of them come to."""
    yield node("span", told.heading, class_="about")
    for kind, sign in (("for", 1), ("against", -1)):
        name, nats = next((part for part in told.reasons.strongest if part[1] * sign > 0), ("", 0.0))
        said = node("span", hidden(f"; most {kind} it: "), class_=kind)
        if name:
            said.extend((_bar(nats, longest), _figure(nats), node("span", WORDS[name])))
        else:
            said.append(node("span", f"nothing {kind} it", class_="nothing"))
        yield said
    sum_of_all = (hidden("; "), "all together ", _figure(told.reasons.total))
    yield node("span", *sum_of_all, class_="sum")


def reasons_table(alignment: Alignment, bead: Bead, told: Told, longest: float) -> HtmlElement:
    """All the reasons, the strongest first, a row each, and what they come to."""
    band = band_of(told.confidence)
    sign = (symbol_of(band), figure_of(told.confidence), hidden(f" {band.name}"))
    caption = node("caption", node("b", told.heading), " ", node("span", *sign, class_="confidence"))
    caption.extend(_partner(alignment, bead, told))
    sides = node("th", node("span", "against", class_="against"), node("span", "for", class_="for"))
    sides.set("scope", "col")
    head = node("tr", sides, node("th", "nats", scope="col"), node("th", hidden("reason"), scope="col"))
    rows = [
        _row(_bar(nats, longest), _figure(nats), WORDS[kind], "for" if nats > 0 else "against")
        for kind, nats in told.reasons.strongest
    ]
    total = told.reasons.total
    last = _row("", _figure(total), f"together: {outcome(alignment, told.reasons)}", "together")
    parts = (node("thead", head), node("tbody", *rows), node("tfoot", last))
    return node("table", caption, *parts, class_="reasons")


def _row(bar: HtmlElement | str, figure: HtmlElement, words: str, kind: str) -> HtmlElement:
    return node("tr", node("td", bar), node("td", figure), node("th", words, scope="row"), class_=kind)


def _partner(alignment: Alignment, bead: Bead, told: Told) -> Iterator[HtmlElement]:
    """The best partner that a segment left alone could have had; its text unless the bead shows it."""
    if not told.alone:
        return
    for lang, side in zip(told.reasons.langs, told.reasons.sides, strict=True):
        if lang in told.alone:
            continue
        texts = "" if set(side) <= set(bead[lang]) else " ".join(alignment.segments[lang][j] for j in side)
        said = node("span", f"{side_of(lang, side)} would have been the best partner{':' if texts else ''} ")
        yield node("p", said, node("span", texts, lang=tag_of(lang), class_="partner") if texts else "")


def _figure(nats: float) -> HtmlElement:
    """Nats with one decimal and a sign."""
    return node("span", f"{nats + 0.0:+.1f}".replace("-", "−"), class_="figure")


def _bar(nats: float, longest: float) -> HtmlElement:
    """A bar from the middle line, to the right for what is above 0."""
    length = max(1.0, _HALF * abs(nats) / longest)
    rect = node("rect", x=0.0 if nats > 0 else -length, y=1.0, width=length, height=6.0)
    axis = node("line", y2=8.0)
    svg = node("svg", rect, axis, class_="bar", aria_hidden="true")
    svg.set("viewBox", f"-{_HALF} 0 {2 * _HALF} 8")
    svg.set("preserveAspectRatio", "none")
    return svg
