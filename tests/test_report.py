"""The report of an alignment: complete, well-formed, deaf to whatever the texts hold."""

import re
from collections import Counter

import pytest
from lxml import html
from lxml.html import HtmlElement

from tm.report import alignment_report
from tm.units import Alignment, Bead

KK, EN, RU = (
    ("Бірінші сөйлем.", "Әңгіме ұзақ болды.", "Үшінші сөйлем.", "Соңы."),
    ("First sentence.", "It was a long talk.", "It really was.", "The third."),
    ("Первое предложение.", "Разговор был долгим.", "Конец."),
)
TRILINGUAL = Alignment(
    {"kk": KK, "en": EN, "ru": RU},
    (
        Bead(("kk", "en", "ru"), ((0,), (0,), (0,)), 0.98),
        Bead(("kk", "en", "ru"), ((1,), (1, 2), (1,)), 0.5573),
        Bead(("kk", "en", "ru"), ((2,), (3,), ()), 0.7),
        Bead(("kk", "en", "ru"), ((3,), (), (2,)), 0.31),
    ),
    signature="test|1",
)
BILINGUAL = Alignment(
    {"kk": KK, "ru": RU},
    (
        Bead(("kk", "ru"), ((0,), (0,)), 1.0),
        Bead(("kk", "ru"), ((1,), (1,)), 0.8999),
        Bead(("kk", "ru"), ((2,), ()), 0.2),
        Bead(("kk", "ru"), ((3,), (2,)), 0.95),
    ),
)
HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title></textarea><img src=x onerror=alert(1)>",
    "]]> <!-- --> &amp; &#0; <![CDATA[",
    "\x00\x01\x08\x1b[31m\x7f\x9f\ud800\udfff\ufffe",
    "\u202eright to left\u2067 never closed \u200f",
    '" onmouseover="alert(1)" x=\'',
    "ұ" * 100_000,
)


def tree(page: str) -> HtmlElement:
    return html.document_fromstring(page)


def report(alignment: Alignment) -> HtmlElement:
    return tree(alignment_report(alignment, title="Report"))


def hostile() -> str:
    langs = ("kk", 'x"><b>\x02', "ru")
    sides = [Bead(langs, ((i,), (i,), (i,)), i / len(HOSTILE)) for i in range(len(HOSTILE))]
    alignment = Alignment(dict.fromkeys(langs, HOSTILE), tuple(sides), signature="<i>\x03")
    pairs = [(text, text) for text in HOSTILE]
    return alignment_report(alignment, title="".join(HOSTILE[:4]), facts=pairs, warnings=HOSTILE)


@pytest.mark.parametrize("alignment", [TRILINGUAL, BILINGUAL])
def test_every_segment_stands_once_in_the_table_in_its_language(alignment: Alignment) -> None:
    cells = report(alignment).xpath("//table[@class='beads']/tbody//td")
    found = [(cell.get("lang"), text) for cell in cells for text in cell.xpath("p[not(@class)]/span/text()")]
    wanted = [(lang, text) for lang in alignment.langs for text in alignment.segments[lang]]
    assert Counter(found) == Counter(wanted)


def test_one_row_a_bead_and_one_column_a_language() -> None:
    page = report(TRILINGUAL)
    rows = page.xpath("//table[@class='beads']/tbody/tr")
    assert [row.get("id") for row in rows] == ["bead-1", "bead-2", "bead-3", "bead-4"]
    heads = page.xpath("//table[@class='beads']/thead//th[@scope='col']/text()")
    assert heads == ["Bead", "Kazakh", "English", "Russian"]
    assert all([cell.get("data-language") for cell in row.iter("td")] == heads[1:] for row in rows)


def test_merged_segments_are_paragraphs_with_their_numbers() -> None:
    (cell,) = report(TRILINGUAL).xpath("//tr[@id='bead-2']/td[@lang='en']")
    assert [paragraph.text_content() for paragraph in cell] == ["2 It was a long talk.", "3 It really was."]


def test_an_empty_side_is_a_dash_and_says_so() -> None:
    (cell,) = report(TRILINGUAL).xpath("//tr[@id='bead-3']/td[@lang='ru']")
    assert cell.text_content() == "—left out"
    assert cell.xpath(".//*[@class='hidden']/text()") == ["left out"]


def test_confidence_is_a_symbol_a_figure_and_a_word() -> None:
    signs = report(TRILINGUAL).xpath("//tbody/tr/th/span[@class='confidence']")
    assert [sign.text_content().strip() for sign in signs] == [
        "●0.98 sure",
        "○0.55 doubtful",
        "◐0.70 likely",
        "○0.31 doubtful",
    ]


def test_a_figure_never_reads_better_than_its_band() -> None:
    (sign,) = report(BILINGUAL).xpath("//tr[@id='bead-2']/th/span")
    assert sign.text_content().strip() == "◐0.89 likely"


def test_lead_counts_beads() -> None:
    (lead,) = report(TRILINGUAL).xpath("//p[@class='lead']/text()")
    assert lead == (
        "4 beads in Kazakh, English and Russian, 1 of them one-to-one. "
        "Confidence: 1 sure, 1 likely, 2 doubtful; 0.63 on average."
    )


def test_summary_counts_languages_and_shapes() -> None:
    page = report(BILINGUAL)
    rows = page.xpath("//*[@class='summary']//tbody/tr")
    assert [[cell.text for cell in row] for row in rows] == [
        ["Kazakh", "4", "1", "0"],
        ["Russian", "3", "0", "1"],
    ]
    shapes = page.xpath("//dl[@class='shapes']/div")
    assert [shape.text_content() for shape in shapes] == ["1-13 beads", "1-01 bead"]


def test_doubtful_beads_are_listed_least_sure_first_and_chained_in_the_order_of_the_text() -> None:
    page = report(TRILINGUAL)
    assert page.xpath("//ol[@class='cards']/li/h3/a/@href") == ["#bead-4", "#bead-2"]
    assert page.xpath("//tr//a[@class='next']/@href") == ["#bead-4", "#doubtful"]


def test_no_doubtful_beads() -> None:
    sure = Alignment({"kk": ("Иә.",), "ru": ("Да.",)}, (Bead(("kk", "ru"), ((0,), (0,))),))
    page = report(sure)
    assert page.xpath("//section[@aria-labelledby='doubtful']/p/text()") == ["None."]
    assert not page.xpath("//a[@class='next']")


@pytest.mark.parametrize("alignment", [TRILINGUAL, BILINGUAL])
def test_one_dot_plot_a_pair_with_a_mark_a_bead(alignment: Alignment) -> None:
    plots = report(alignment).xpath("//figure")
    langs = alignment.langs
    pairs = [(a, b) for i, a in enumerate(langs) for b in langs[i + 1 :]]
    assert [len(plot.xpath(".//a/rect")) for plot in plots] == [len(alignment.pair(*pair)) for pair in pairs]
    assert all(plot.xpath("svg[@role='img']/@aria-label")[0].startswith("Dot plot. ") for plot in plots)


def test_the_path_goes_from_corner_to_corner_through_every_bead() -> None:
    plot = report(TRILINGUAL).xpath("//figure")[0]
    (path,) = plot.xpath(".//polyline[@class='path']")
    points = [tuple(map(float, point.split(","))) for point in path.get("points").split()]
    cell = points[1][0]
    assert points == [(0, 0), (cell, cell), (2 * cell, 3 * cell), (3 * cell, 4 * cell), (4 * cell, 4 * cell)]


def test_dots_are_what_is_alike_and_said_to_be_so() -> None:
    assert "Grey dots" not in alignment_report(BILINGUAL, title="Two")
    page = alignment_report(BILINGUAL, title="Two", alike={("kk", "ru"): [(0, 2, 0.5), (3, 1, 1.0)]})
    assert "Grey dots are segments that are alike" in page
    small, large = tree(page).xpath("//figure//circle[@class='alike']")
    assert float(small.get("cy")) == 5 * float(small.get("cx"))
    assert float(large.get("r")) == pytest.approx(2 * float(small.get("r")), abs=0.1)


def test_marks_say_what_they_are_and_lead_to_their_rows() -> None:
    plot = report(TRILINGUAL).xpath("//figure")[0]
    marks = [(a.get("href"), a[0].get("class"), a.xpath("string(rect/title)")) for a in plot.iter("a")]
    assert sorted(marks) == [
        ("#bead-1", "sure", "kk 1 ↔ en 1, 0.98"),
        ("#bead-2", "doubtful", "kk 2 ↔ en 2–3, 0.55"),
        ("#bead-3", "likely", "kk 3 ↔ en 4, 0.70"),
        ("#bead-4", "alone", "kk 4 ↔ no en, 0.31"),
    ]
    assert plot.xpath("string(figcaption)") == (
        "Kazakh across, English down: 2 one-to-one, 1 merge, 1 kk and 0 en alone."
    )


@pytest.mark.parametrize("pair", [("kk", "en"), ("en", "kk")])
def test_a_dot_plot_shows_the_finest_beads_of_its_pair(pair: tuple[str, str]) -> None:
    whole = Bead(("kk", "en", "ru"), ((0, 1), (0, 1), (0,)), 0.9)
    parts = tuple(Bead(pair, ((i,), (i,)), 0.95) for i in range(2))
    alignment = Alignment({"kk": KK[:2], "en": EN[:2], "ru": RU[:1]}, (whole,), {pair: parts})
    tooltips = report(alignment).xpath("//figure[1]//rect/title/text()")
    assert tooltips == ["kk 1 ↔ en 1, 0.95", "kk 2 ↔ en 2, 0.95"]


@pytest.mark.parametrize("many", [1, 5, 60, 600, 2000])
def test_dot_plots_stay_readable(many: int) -> None:
    beads = tuple(Bead(("kk", "ru"), ((i,), (i,))) for i in range(many))
    page = report(Alignment(dict.fromkeys(("kk", "ru"), ("сөз",) * many), beads))
    (svg,) = page.iter("svg")
    assert float(svg.get("width")) <= 600
    labels = [text for text in svg.iter("text") if text.get("class") == "on-x"]
    assert 1 <= len(labels) <= 21
    assert all(float(rect.get("width")) >= 2 for rect in svg.xpath("a/rect"))


@pytest.mark.parametrize(
    "page",
    [
        alignment_report(TRILINGUAL, title="Three", facts=[("Kazakh", "kk.txt")], warnings=["Short."]),
        alignment_report(BILINGUAL, title="Two"),
        hostile(),
    ],
    ids=["three", "two", "hostile"],
)
class TestEveryPage:
    def test_links_lead_to_places_of_the_page_and_nothing_is_loaded(self, page: str) -> None:
        root = tree(page)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        links = root.xpath("//@href")
        assert links
        assert {link.removeprefix("#") for link in links} <= set(ids)
        assert all(link.startswith("#") for link in links)
        assert not root.xpath("//@src | //@srcset | //@style | //link | //script | //img | //iframe | //form")
        assert "url(" not in page
        assert "@import" not in page

    def test_policy_forbids_scripts_and_loading(self, page: str) -> None:
        (policy,) = tree(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "script-src" not in policy

    def test_no_attribute_listens(self, page: str) -> None:
        names = {name for node in tree(page).iter() for name in node.keys()}  # noqa: SIM118 - an element is no dict
        assert not [name for name in names if name.startswith("on")]

    def test_only_characters_that_html_allows(self, page: str) -> None:
        assert not re.search("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", page)

    def test_starts_as_html_and_has_landmarks(self, page: str) -> None:
        assert page.startswith('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">')
        root = tree(page)
        assert all(len(root.xpath(f"//{landmark}")) == 1 for landmark in ("main", "footer", "h1"))
        assert root.xpath("//body/*[1][self::a[@class='skip']]")


def test_hostile_texts_are_texts() -> None:
    page = tree(hostile())
    expected = [re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe]", "\ufffd", text) for text in HOSTILE]
    assert page.xpath("//tbody//td[@lang='kk']/p/span/text()") == expected
    assert page.xpath("//*[@class='warnings']//li/text()") == expected
    assert page.xpath("//dl[@class='facts']//dd/text()") == expected
    assert page.xpath("string(//footer//code)") == "<i>\ufffd"
    assert page.xpath("string(//h1)") == page.xpath("string(//head/title)") == "".join(expected[:4])


def test_warnings_are_counted_and_marked() -> None:
    page = tree(alignment_report(BILINGUAL, title="Two", warnings=["One.", "Two."]))
    (box,) = page.xpath("//section[@class='warnings']")
    assert [node.text_content() for node in box] == ["2 warnings", "One.Two."]
    assert not report(BILINGUAL).xpath("//section[@class='warnings']")


def test_language_tags_come_out_as_html_wants_them() -> None:
    langs = ("kaz", "en_GB", "en-US")
    alignment = Alignment({lang: ("a",) for lang in langs}, (Bead(langs, ((0,), (0,), (0,))),))
    page = report(alignment)
    assert page.xpath("//tbody//td/@lang") == ["kk", "en-GB", "en-US"]
    heads = page.xpath("//table[@class='beads']/thead//th/text()")
    assert heads == ["Bead", "Kazakh (kaz)", "English (en_GB)", "English (en-US)"]


def test_an_alignment_without_beads() -> None:
    page = report(Alignment({"kk": (), "ru": ()}, ()))
    assert page.xpath("string(//p[@class='lead'])") == "0 beads in Kazakh and Russian."
    assert len(page.xpath("//figure")) == 1


def test_the_same_alignment_gives_the_same_page() -> None:
    first, second = (alignment_report(TRILINGUAL, title="Report", facts=[("a", "b")]) for _ in range(2))
    assert first == second
