"""What systems say and do not say: n-grams, terms of a glossary, and faults by code."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml.html import HtmlElement

from tm.metrics.ranking import ranked
from tm.metrics.results import Ngram, NgramContrast, ScoreReport, TermScore
from tm.plurals import counted
from tm.report.elements import link_to, node, tag_of
from tm.report.scores.boxes import column, row_head, scrolled, section, table_of
from tm.report.scores.charts import bar
from tm.report.scores.figures import share_of
from tm.report.scores.leaderboard import faults_of

_MOST_MISSED = 60  # terms that are named for one system


def ngrams_section(report: ScoreReport, shown: Sequence[int]) -> list[HtmlElement]:
    """For each pair of systems, words that one gets and the other misses."""
    if not report.ngrams:
        return []
    tag = tag_of(report.references.target_lang or "")
    texts = "\n".join("\n".join(report.references.units[place].references) for place in shown).lower()
    parts = []
    for n, contrast in enumerate(report.ngrams):
        title = f"{contrast.first} and {contrast.second}"
        tables = node("div", *_contrast(contrast, tag, texts), class_="columns")
        fold = node("details", node("summary", title), tables)
        if n == 0:
            fold.set("open", "")
        parts.append(fold)
    said = (
        "Words of the references that one system has and the other misses, with how often; clearest first. "
        "They lead to the segments that have them so: names and terms to teach, or habits."
    )
    return [section("ngrams", "Words that tell systems apart", *parts, said=said)]


def _contrast(contrast: NgramContrast, tag: str, texts: str) -> list[HtmlElement]:
    found = []
    for better, ngrams in ((contrast.first, contrast.gained), (contrast.second, contrast.missed)):
        label = f"Said by {better}"
        table = _ngrams(contrast, ngrams, label, tag, texts) if ngrams else node("p", "None.", class_="quiet")
        found.append(node("div", node("h4", label), table))
    return found


def _ngrams(
    contrast: NgramContrast, ngrams: Sequence[Ngram], label: str, tag: str, texts: str
) -> HtmlElement:
    heads = [column("Words"), *map(column, ("References", contrast.first, contrast.second))]
    rows = []
    for one in ngrams:
        counts = (node("td", f"{many:,}") for many in (one.references, one.first, one.second))
        head = row_head("", lang=tag)
        words = one.words.lower()
        is_found = words in texts
        head.append(
            link_to("segments", one.words, data_find=words, data_where="reference")
            if is_found
            else node("span", one.words)
        )
        rows.append(node("tr", head, *counts))
    return scrolled(table_of(heads, rows, caption=label, kind="plain"), label)


def terms_section(report: ScoreReport, shown: Collection[int]) -> list[HtmlElement]:
    """How many terms of the glossary each system has, and which are missed where."""
    if not report.terms:
        return []
    order = [system.name for system in ranked(report)]
    terms = sorted(
        report.terms, key=lambda one: order.index(one.system) if one.system in order else len(order)
    )
    rows = []
    for one in terms:
        share = one.there / one.due if one.due else 0.0
        numbers = [node("td", f"{many:,}") for many in (one.due, one.there)]
        wide = node("td", node("span", share_of(share) if one.due else "–"), bar(share, 1.0), class_="wide")
        rows.append(node("tr", row_head(one.system), *numbers, wide))
    heads = [column(text) for text in ("System", "Terms due", "There", "Share")]
    table = scrolled(table_of(heads, rows, caption="Terms of the glossary", kind="plain"), "Terms")
    folds = [_missed(one, shown) for one in terms if one.missed]
    said = (
        "Terms of the glossary that the sources call for, and how many of them the hypotheses have, in any "
        "form. What is missed often needs teaching, or an entry that allows for another word."
    )
    return [section("terms", "Terminology", table, *folds, said=said)]


def _missed(one: TermScore, shown: Collection[int]) -> HtmlElement:
    entries = node("ul", class_="missed")
    for place, term in one.missed[:_MOST_MISSED]:
        number = str(place + 1)
        where = link_to(f"segment-{number}", number) if place in shown else node("span", number)
        entries.append(node("li", where, f" {term}"))
    rest = len(one.missed) - _MOST_MISSED
    more = [node("p", f"and {rest:,} more.", class_="quiet")] if rest > 0 else []
    title = f"{one.system}: {counted(len(one.missed), 'term')} missed, by segment"
    return node("details", node("summary", title), entries, *more)


def faults_section(report: ScoreReport) -> list[HtmlElement]:
    """How many faults of each code each system has; a number leads to the segments that have them."""
    counts = faults_of(report.systems)
    if not counts:
        return []
    systems = ranked(report)
    place = {system.name: n for n, system in enumerate(systems)}
    rows = []
    for n, (code, by_system) in enumerate(counts.items()):
        row = node("tr", row_head(code))
        for system in systems:
            many = by_system.get(system.name, 0)
            link = link_to("segments", f"{many:,}", data_fault=str(n), data_system=str(place[system.name]))
            row.append(node("td", link if many else "–"))
        rows.append(row)
    heads = [column("Fault"), *(column(system.name) for system in systems)]
    table = scrolled(table_of(heads, rows, caption="Faults by code", kind="plain"), "Faults by code")
    said = "What is wrong with hypotheses whatever their scores. A number leads to the segments that have it."
    return [section("faults", "Faults", table, said=said)]
