"""The doubtful beads of a report: first, least sure first, each with what spoke for and against it."""

import re

import pytest
from lxml import html
from lxml.html import HtmlElement

from tm.alignment import Reasons, align, explain
from tm.alignment.explain import WORDS
from tm.report import SHOWN, alignment_report, doubtful
from tm.units import Alignment, Bead

LANGS = ("kk", "en", "ru")
KK, EN, RU = ("Бірінші.", "Әңгіме."), ("First.", "Talk.", "<b>Alone & more</b>"), ("Первое.", "Разговор.")
ALIGNMENT = Alignment(
    {"kk": KK, "en": EN, "ru": RU},
    (
        Bead(LANGS, ((0,), (0,), (0,)), 0.55),
        Bead(LANGS, ((1,), (1,), (1,)), 0.25),
        Bead(LANGS, ((), (2,), ()), 0.4),
    ),
    {
        ("kk", "en"): tuple(
            Bead(("kk", "en"), sides, sure)
            for sides, sure in ((((0,), (0,)), 0.55), (((1,), (1,)), 0.95), (((), (2,)), 0.4))
        ),
        ("kk", "ru"): tuple(Bead(("kk", "ru"), ((i,), (i,)), sure) for i, sure in ((0, 0.8), (1, 0.25))),
    },
)
WHY = {
    1: [Reasons(("kk", "en"), ((0,), (0,)), {"similarity": 4.25, "length": 0.01, "shape": -6.0}, True)],
    2: [
        Reasons(("kk", "en"), ((1,), (1,)), {"similarity": 8.0, "shape": -2.0}, True),
        Reasons(("kk", "ru"), ((1,), (1,)), {"similarity": 1.0, "numbers": -2.5, "length": 0.5}, True),
    ],
    3: [Reasons(("kk", "en"), ((1,), (2,)), {"coverage": 1.5}, False)],
}


def report(why: dict[int, list[Reasons]] = WHY, alignment: Alignment = ALIGNMENT) -> HtmlElement:
    return html.document_fromstring(alignment_report(alignment, title="Report", why=why))


def seen(node: HtmlElement) -> str:
    return " ".join("".join(node.itertext()).split())


def many(count: int) -> Alignment:
    beads = tuple(Bead(("kk", "ru"), ((i,), (i,)), 0.5 - i / 1000) for i in range(count))
    return Alignment(dict.fromkeys(("kk", "ru"), ("сөз",) * count), beads)


def test_cards_come_before_all_else_about_beads_and_the_least_sure_first() -> None:
    page = report()
    assert page.xpath("//li[@class='card']/@id") == ["why-2", "why-3", "why-1"]
    sections = page.xpath("//main/section//h2/@id")
    assert sections == ["doubtful", "plots", "beads"]
    assert [seen(h3) for h3 in page.iter("h3")] == [
        f"Bead {number} ○{figure} doubtful" for number, figure in ((2, "0.25"), (3, "0.40"), (1, "0.55"))
    ]


def test_cards_show_each_side_in_its_language() -> None:
    (sides,) = report().xpath("//li[@id='why-3']/dl")
    assert [seen(dt) for dt in sides.iter("dt")] == ["Kazakh", "English", "Russian"]
    assert [(dd.get("lang"), seen(dd)) for dd in sides.iter("dd")] == [
        ("kk", "—left out"),
        ("en", "3 <b>Alone & more</b>"),
        ("ru", "—left out"),
    ]


def test_one_line_says_the_strongest_on_each_side_for_the_least_sure_pair() -> None:
    lines = [seen(line) for line in report().xpath("//details[@class='why']/summary")]
    assert lines == [
        f"kk 2 ↔ ru 2; most for it: +1.0{WORDS['similarity']}; "
        f"most against it: −2.5{WORDS['numbers']}; all together −1.0",
        f"en 3 left alone, not with kk 2; most for it: +1.5{WORDS['coverage']}; "
        "most against it: nothing against it; all together +1.5",
        f"kk 1 ↔ en 1; most for it: +4.2{WORDS['similarity']}; "
        f"most against it: −6.0{WORDS['shape']}; all together −1.7",
    ]


def test_all_reasons_unfold_the_least_sure_pair_and_the_strongest_reason_first() -> None:
    tables = report().xpath("//li[@id='why-2']//table[@class='reasons']")
    assert [seen(table.find("caption")) for table in tables] == [
        "kk 2 ↔ ru 2 ○0.25 doubtful",
        "kk 2 ↔ en 2 ●0.95 sure",
    ]
    rows = [[seen(cell) for cell in row][1:] for row in tables[0].xpath("tbody/tr")]
    assert rows == [
        ["−2.5", WORDS["numbers"]],
        ["+1.0", WORDS["similarity"]],
        ["+0.5", WORDS["length"]],
    ]
    (total,) = tables[0].xpath("tfoot/tr")
    assert (
        seen(total)
        == "−1.0together: worse than all of them left alone, but that would open a gap, which costs too"
    )


def test_bars_go_right_for_and_left_against_to_one_scale() -> None:
    bars = report().xpath("//li[@id='why-2']//tbody//*[local-name()='rect']")
    ends = [(float(bar.get("x")), float(bar.get("width"))) for bar in bars]
    assert ends[0] == (-15.6, 15.6)
    assert [start for start, _ in ends] == [-15.6, 0, 0, 0, -12.5]
    assert [width for _, width in ends] == pytest.approx([15.6, 6.2, 3.1, 50, 12.5], abs=0.1)


def test_what_says_next_to_nothing_is_left_out() -> None:
    words = report().xpath("//li[@id='why-1']//tbody/tr/th/text()")
    assert words == [WORDS["shape"], WORDS["similarity"]]


def test_a_segment_left_alone_is_told_its_best_partner_and_why_not() -> None:
    (table,) = report().xpath("//li[@id='why-3']//table")
    assert seen(table.find("caption")) == (
        "en 3 left alone, not with kk 2 ○0.40 doubtfulkk 2 would have been the best partner: Әңгіме."
    )
    assert table.xpath("caption//*[@lang='kk']/text()") == ["Әңгіме."]
    assert table.xpath("string(tfoot//th)").endswith("but the best path has kk 2 ↔ en 2")


def test_doubtful_rows_of_the_table_lead_to_their_cards() -> None:
    links = report().xpath("//table[@class='beads']//a[starts-with(@href, '#why-')]/@href")
    assert links == ["#why-1", "#why-2", "#why-3"]


def test_without_reasons_the_cards_have_only_their_text() -> None:
    page = report({})
    assert len(page.xpath("//li[@class='card']/dl")) == 3
    assert not page.xpath("//details | //table[@class='reasons']")
    assert "nats" not in seen(page)


def test_reasons_for_some_beads_only() -> None:
    page = report({1: WHY[1], 99: WHY[2]})
    assert [card.get("id") for card in page.xpath("//li[details]")] == ["why-1"]


def test_many_doubtful_beads_unfold_and_beyond_the_limit_they_are_links() -> None:
    alignment = many(SHOWN + 50)
    numbers = doubtful(alignment)
    assert numbers == [*range(SHOWN + 50, 0, -1)]
    why = [Reasons(("kk", "ru"), ((n - 1,), (n - 1,)), {"shape": -1.0}, True) for n in numbers[:SHOWN]]
    page = report({n: [one] for n, one in zip(numbers, why, strict=False)}, alignment)
    (section,) = page.xpath("//section[@aria-labelledby='doubtful']")
    in_sight = len(section.xpath("ol/li"))
    assert 0 < in_sight <= 60
    assert section.xpath("details/summary/text()") == [
        f"{SHOWN - in_sight} more",
        "50 more, by their numbers",
    ]
    assert section.xpath("count(details[1]/ol/li[@class='card'])") == SHOWN - in_sight
    assert section.xpath("details[2]//a/@href") == [f"#bead-{n}" for n in range(50, 0, -1)]
    assert f"Reasons are given for the {SHOWN} least sure." in seen(section)
    assert len(page.xpath("//table[@class='beads']//a[starts-with(@href, '#why-')]")) == SHOWN


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '" onclick="x', "\x00\ud800", "</details></ol>"]
)
def test_hostile_texts_are_texts(text: str) -> None:
    langs = ("kk", 'x"><b>')
    beads = (Bead(langs, ((0,), ()), 0.3), Bead(langs, ((1,), (0,)), 0.9))
    alignment = Alignment({langs[0]: (text, text), langs[1]: (text,)}, beads)
    page = report({1: [Reasons(langs, ((0,), (0,)), {"length": -1.0}, False)]}, alignment)
    expected = re.sub("[\x00\ud800]", "\ufffd", text)
    assert page.xpath("//li[@class='card']/dl//dd/p/span/text()")[0] == expected
    assert page.xpath("//span[@class='partner']/text()") == [expected]
    assert not page.xpath("//script | //@onclick | //summary//b")
    links = {link.removeprefix("#") for link in page.xpath("//@href")}
    assert links <= set(page.xpath("//@id"))


def test_the_reasons_of_a_real_alignment_give_the_same_page_twice() -> None:
    texts = {
        "kk": ["Қыс келді.", "Көлде балық көп.", "2020 жылы мектеп ашылды."],
        "en": ["Nobody knew the answer.", "In 2020 a school was opened."],
        "ru": ["Пришла зима.", "Поезд опоздал.", "В 2020 году открылась школа."],
    }
    made = align(texts)
    beads = tuple(Bead(bead.langs, bead.sides, 0.1 + k / 100) for k, bead in enumerate(made))
    alignment = Alignment(made.segments, beads, made.finest)
    why = dict(enumerate(explain(alignment, beads), start=1))
    pages = {alignment_report(alignment, title="Real", why=why) for _ in range(2)}
    assert len(pages) == 1
    tables = html.document_fromstring(pages.pop()).xpath("//table[@class='reasons']")
    told = {(reasons.langs, reasons.sides) for one in why.values() for reasons in one}
    assert len(tables) >= len(told) > 0
    assert all(table.xpath("tfoot/tr") and table.xpath("caption/b/text()") for table in tables)
