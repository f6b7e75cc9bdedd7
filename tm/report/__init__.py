"""The report of an alignment: one HTML page that needs nothing but itself.

The page has no script, loads nothing and links only to itself. `report.css` is its look, elements.py what
it is made of, doubtful.py its doubtful beads with their reasons (reasons.py), crossings.py what stands in
another order, plots.py its dot plots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType

from lxml.html import HtmlElement

from tm.alignment.explain import Reasons
from tm.plurals import counted
from tm.report.crossings import crossings_section
from tm.report.doubtful import SHOWN, doubtful, doubtful_beads
from tm.report.elements import (
    BANDS,
    band_of,
    figure_of,
    hidden,
    link_to,
    name_of,
    node,
    page_of,
    paragraphs,
    symbol_of,
    tag_of,
)
from tm.report.plots import dot_plots
from tm.units import Alignment, Bead, Crossing

_PLACES = {"doubtful": "Doubtful beads", "plots": "Dot plots", "beads": "All beads"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def alignment_report(
    alignment: Alignment,
    *,
    title: str,
    facts: Sequence[tuple[str, str]] = (),
    warnings: Sequence[str] = (),
    alike: Mapping[tuple[str, str], Sequence[tuple[int, int, float]]] = MappingProxyType({}),
    why: Mapping[int, Sequence[Reasons]] = MappingProxyType({}),
    crossings: Sequence[Crossing] = (),
) -> str:
    """A whole HTML page about an alignment: counts, doubtful beads, dot plots, and all beads side by side.

    `facts` are labels and values (files, encodings) that stand at the top, as `warnings` do.
    `crossings` stand in a section of their own, and in the dot plots.
    `alike` are the dots of the dot plots: for a pair of languages, segments of both and how alike they are,
    up to 1. `why` gives, by the number of a bead, what spoke for and against it (`tm.alignment.explain`); it
    is shown of the SHOWN least sure of the `doubtful` beads. Beads and segments are numbered from 1. Control
    characters come out as U+FFFD. The same arguments give the same page.
    """
    skip = link_to("beads", "Skip to the beads", class_="skip")
    links = (node("li", link_to(place, text)) for place, text in _PLACES.items())
    contents = node("nav", node("ul", *links), aria_label="On this page")
    header = node("header", node("h1", title), _lead(alignment), *_warnings(warnings), contents)
    parts = (
        _summary(alignment, facts),
        _confidence(alignment),
        doubtful_beads(alignment, _PLACES["doubtful"], why),
        *crossings_section(alignment, crossings),
        dot_plots(alignment, alike, crossings),
        _table(alignment),
    )
    maker = [" with ", node("code", alignment.signature)] if alignment.signature else []
    footer = node("footer", node("p", "Made by ushtil", *maker))
    body = node("body", skip, header, node("main", *parts), footer)
    style = files("tm").joinpath("report.css").read_text(encoding="utf-8")
    return page_of(title, body, policy=_POLICY, style=style)


def _lead(alignment: Alignment) -> HtmlElement:
    """The alignment in two sentences."""
    beads = alignment.beads
    *names, last = map(name_of, alignment.langs)
    said = f"{counted(len(beads), 'bead')} in {', '.join(names)} and {last}"
    if beads:
        single = sum(set(bead.shape) == {1} for bead in beads)
        mean = figure_of(sum(bead.confidence for bead in beads) / len(beads))
        counts = [
            f"{sum(band_of(bead.confidence) is band for bead in beads):,} {band.name}" for band in BANDS
        ]
        said += f", {single:,} of them one-to-one. Confidence: {', '.join(counts)}; {mean} on average"
    return node("p", f"{said}.", class_="lead")


def _warnings(warnings: Sequence[str]) -> list[HtmlElement]:
    if not warnings:
        return []
    heading = node("h2", counted(len(warnings), "warning"), id="warnings")
    lines = node("ul", *(node("li", warning) for warning in warnings))
    return [node("section", heading, lines, class_="warnings", aria_labelledby="warnings")]


def _summary(alignment: Alignment, facts: Sequence[tuple[str, str]]) -> HtmlElement:
    """Counts by language and by shape, and the facts."""
    rows = []
    for lang in alignment.langs:
        alone = sum(len(bead[lang]) for bead in alignment if sum(map(bool, bead.sides)) == 1)
        missing = sum(not bead[lang] for bead in alignment)
        cells = [node("td", f"{many:,}") for many in (len(alignment.segments[lang]), alone, missing)]
        rows.append(node("tr", node("th", name_of(lang), scope="row"), *cells))
    heads = ("Language", "Segments", "Unaligned", "Beads without it")
    head = node("thead", node("tr", *(node("th", text, scope="col") for text in heads)))
    languages = node("div", node("h2", "Languages"), node("table", head, node("tbody", *rows)))
    shapes = Counter("-".join(map(str, bead.shape)) for bead in alignment).most_common()
    pairs = [(shape, counted(many, "bead")) for shape, many in shapes]
    blocks = [languages, _pairs(f"Shapes, {'-'.join(alignment.langs)}", pairs, "shapes")]
    blocks += [_pairs("Facts", facts, "facts")] if facts else []
    return node("section", *blocks, class_="summary", aria_label="Summary")


def _pairs(heading: str, pairs: Sequence[tuple[str, str]], kind: str) -> HtmlElement:
    """Labels and values under a heading."""
    rows = (node("div", node("dt", label), node("dd", value)) for label, value in pairs)
    return node("div", node("h2", heading), node("dl", *rows, class_=kind))


def _confidence(alignment: Alignment) -> HtmlElement:
    """The legend: what the symbols mean, and how many beads have each."""
    counts = Counter(band_of(bead.confidence) for bead in alignment)
    legend = node("ul", class_="legend")
    for band in BANDS:
        many = node("span", counted(counts[band], "bead"), class_="quiet")
        legend.append(node("li", symbol_of(band), node("b", band.name), f" {band.words} ", many))
    return node("section", node("h2", "Confidence"), legend)


def _table(alignment: Alignment) -> HtmlElement:
    """All beads side by side, in the order of the text."""
    doubts = doubtful(alignment)
    following = dict(pairwise([*sorted(doubts), 0]))
    cards = set(doubts[:SHOWN])
    heads = (node("th", text, scope="col") for text in ("Bead", *map(name_of, alignment.langs)))
    rows = (
        _row(alignment, number, bead, following.get(number), number in cards)
        for number, bead in enumerate(alignment, 1)
    )
    caption = node("caption", "In the order of the text; the small figures are the numbers of the segments.")
    head = node("thead", node("tr", *heads))
    table = node("table", caption, head, node("tbody", *rows), class_="beads")
    heading = node("h2", _PLACES["beads"], id="beads")
    return node("section", heading, table, class_=f"langs-{len(alignment.langs)}", aria_labelledby="beads")


def _row(alignment: Alignment, number: int, bead: Bead, following: int | None, card: bool) -> HtmlElement:
    """One bead; a doubtful one leads to its card and to the `following` one, the last (0) to their list."""
    here, band = f"bead-{number}", band_of(bead.confidence)
    sign = (symbol_of(band), figure_of(bead.confidence), hidden(f" {band.name}"))
    first = node("th", link_to(here, hidden("bead "), str(number), class_="number"), scope="row")
    first.append(node("span", " ", *sign, class_="confidence"))
    if alignment.is_confirmed(bead):
        first.append(node("span", " ✓ confirmed", class_="confidence"))
    if card:
        first.append(link_to(f"why-{number}", "↑ why", hidden(" it is doubtful"), class_="up"))
    if following is not None:
        place = f"bead-{following}" if following else "doubtful"
        said, rest = ("↓ next", " doubtful bead") if following else ("↑ list", " of doubtful beads")
        first.append(link_to(place, said, hidden(rest), class_="next"))
    cells = (
        node("td", *paragraphs(alignment, bead, lang), data_language=name_of(lang), lang=tag_of(lang))
        for lang in bead.langs
    )
    return node("tr", first, *cells, id=here, class_=band.name, tabindex="-1")
