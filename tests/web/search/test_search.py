"""The search finds what tm lookup and tm concord find, shows it safely, and has a word for every case."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from tests.web.elements import page_of, said, select
from tests.web.loops import awaited
from tests.web.search.conftest import SCRIPT, unit, visitor
from tm.memory import Memory
from tm.units import TranslationUnit, Variant
from tm.web.application import application
from tm.web.search import occurrences
from tm.web.settings import Settings


def found(client: TestClient, **asked: str | int) -> HtmlElement:
    """The page that answers."""
    answer = client.get("/search", params={"from" if k == "source" else k: v for k, v in asked.items()})
    assert answer.status_code == 200
    return page_of(answer.text)


def status(page: HtmlElement) -> str:
    """What is said of the results."""
    return " ".join(said(page, ".count"))


def test_words_are_found_in_any_form_and_marked(client: TestClient) -> None:
    page = found(client, q="законы")
    assert said(page, "mark") == ["закону"]
    assert said(page, ".targets .said p") == ["Бұл заңға сәйкес.", "This is by law."]
    assert said(page, ".about a") == ["unit 2"]
    assert status(page) == "1 unit"


def test_exact_words_are_found_as_they_are_only(client: TestClient) -> None:
    assert status(found(client, q="законы", kind="exact")) == "Nothing found"
    assert said(found(client, q="закону", kind="exact"), "mark") == ["закону"]


def test_a_part_of_a_word_is_found(client: TestClient) -> None:
    assert said(found(client, q="риеха", kind="text"), "mark") == ["риеха"]


def test_a_match_says_how_like_it_is_and_what_differs(client: TestClient) -> None:
    page = found(client, q="Министр приехал в 2015 году.", kind="fuzzy")
    (score,) = select(page, ".score")
    percent = int(select(score, ".number")[0].text_content().removesuffix("%"))
    assert 85 <= percent < 100
    assert score.text_content().split()[0] == "◐" and "near" in score.get("class")
    assert said(page, ".sources del") == ["2014"] and said(page, ".sources ins") == ["2015"]
    assert said(page, ".lost") == ["−1.5 for numbers", "−3 for not reviewed"]
    assert "With your numbers: A minister came in 2015." in " ".join(said(page, ".repaired"))
    assert "A minister came in 2015." in [one.get("data-copy") for one in select(page, ".copy")]


def test_the_same_text_is_a_match_of_a_hundred(client: TestClient) -> None:
    page = found(client, q="This is by law.", kind="fuzzy", to="ru")
    assert said(page, ".score .number") == ["100%"]
    assert said(page, ".targets .said p") == ["Это по закону."]
    assert not select(page, ".found del, .found ins")


def test_a_text_of_few_letters_is_compared_in_every_language(client: TestClient) -> None:
    page = found(client, q="2014", kind="fuzzy")
    assert said(page, ".notice p") == ["Looked in: English, Қазақша, Русский"]


def test_only_the_wanted_translation_is_shown(client: TestClient) -> None:
    assert said(found(client, q="закон", to="en"), ".targets .lang") == ["en"]
    assert status(found(client, q="рынок", to="kk")) == "Nothing found"


def test_the_form_says_what_was_asked(client: TestClient) -> None:
    page = found(client, q='"', kind="text", source="ru", to="en", case=1, document="д", since="2020-01-31")
    values = dict(page.forms[0].form_values())
    wanted = {"q": '"', "kind": "text", "from": "ru", "to": "en", "case": "1", "document": "д"}
    assert values.items() >= {**wanted, "since": "2020-01-31", "limit": "20"}.items()


def test_filters_leave_units_out_and_it_is_said(client: TestClient) -> None:
    assert said(found(client, q="закон", document="ЗАК", review="confirmed"), ".about a") == ["unit 2"]
    page = found(client, q="закон", review="edited")
    assert status(page) == "Nothing found"
    assert any("left out all of 1 unit" in advice for advice in said(page, ".notice a"))


def test_where_nothing_is_found_there_is_what_may_find_more(client: TestClient) -> None:
    page = found(client, q="нетникакого", kind="exact", source="ru")
    links = [one.get("href") for one in select(page, ".notice a")]
    assert len(links) >= 4
    for link in links:
        assert client.get(link).status_code == 200


def test_of_many_units_the_first_are_shown(tmp_path: Path) -> None:
    place = str(tmp_path / "many.sqlite")
    with Memory(place, create=True) as memory:
        memory.add(
            TranslationUnit(str(n), (Variant("ru", f"дом номер {n}"), Variant("en", f"house {n}")))
            for n in range(300)
        )
    client = visitor(Settings(memory=place))
    page = found(client, q="дом")
    assert status(page) == "The first 20 of more than 250 units"
    assert len(select(page, "article")) == 20
    (more,) = [one.get("href") for one in select(page, "#results > p a")]
    page = page_of(client.get(more).text)
    assert len(select(page, "article")) == 200
    assert status(found(client, q="дом номер 7")) == "1 unit"


def test_what_is_in_segments_is_text(client: TestClient) -> None:
    page = found(client, q="рынок")
    (source,) = select(page, ".sources .said p")
    assert source.text_content() == SCRIPT
    assert [one.tag for one in source] == ["mark"]
    assert [one.get("data-copy") for one in select(page, ".copy")] == ["The market & its <i>prices</i>"]
    page = found(client, q="<script>alert(1)</script>", kind="text")
    assert all(one.get("src") for one in select(page, "script"))


def test_a_long_text_is_cut_round_what_was_found(client: TestClient) -> None:
    page = found(client, q="якорь")
    short, whole = select(page, ".sources .said p")
    assert len(short.text_content()) <= 402 and len(whole.text_content()) > 1800
    assert said(page, ".sources mark") == ["якорь", "якорь"]
    assert whole.getparent().tag == "details"


def test_without_a_memory_the_page_says_what_to_do(tmp_path: Path) -> None:
    client = visitor(Settings(memory=str(tmp_path / "none.sqlite")))
    page = found(client, q="закон")
    assert said(page, ".notice h2") == ["There is no memory yet"]
    assert not (tmp_path / "none.sqlite").exists()


def test_an_empty_memory_is_called_empty(tmp_path: Path) -> None:
    Memory(tmp_path / "tm.sqlite", create=True).close()
    page = found(visitor(Settings(memory=str(tmp_path / "tm.sqlite"))), q="закон")
    assert said(page, ".notice h2") == ["The memory is empty"]


def test_a_damaged_memory_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "tm.sqlite").write_text("no memory")
    answer = visitor(Settings(memory=str(tmp_path / "tm.sqlite"))).get("/search?q=x")
    assert answer.status_code == 503
    assert len(select(page_of(answer.text), "[role=alert]")) == 1


def test_a_day_that_is_none_is_a_mistake(client: TestClient) -> None:
    answer = client.get("/search?q=закон&since=2026-99-99")
    assert answer.status_code == 400
    assert "2026-99-99: a day is written like" in answer.text


def test_while_somebody_types_only_the_results_come(client: TestClient) -> None:
    part = client.get("/search?q=закон", headers={"hx-request": "true"}).text
    assert "<mark>закону</mark>" in part and "<html" not in part and "<form" not in part
    part = client.get("/search?q=за&kind=text", headers={"hx-request": "true"}).text
    assert "Go on typing" in part and "<mark>" not in part
    assert "<mark>за</mark>" in client.get("/search?q=за&kind=text").text


def test_omegat_asks_for_a_selected_text(client: TestClient) -> None:
    page = page_of(client.get(f"/concordance?q={quote('заңға сәйкес')}").text)
    assert said(page, "mark") == ["заңға сәйкес"]
    page = page_of(client.get("/concordance?q=2014").text)
    assert len(select(page, "article")) == 1 and said(page, "mark") == ["2014"] * 3


@pytest.mark.parametrize(
    "query",
    (
        "%FF%FE",
        "%00",
        "%D0",
        "%ED%A0%80",
        "+",
        "",
        "%",
        "%25",
        "...",
        "%F0%9F%98%80",
        "%22%3C%3E",
        "a%00b",
        "%0A",
    ),
)
def test_no_query_is_too_odd(client: TestClient, query: str) -> None:
    for kind in ("words", "exact", "text", "fuzzy"):
        assert client.get(f"/search?kind={kind}&q={query}").status_code == 200
    assert client.get(f"/concordance?q={query}").status_code == 200


def test_what_is_too_long_for_a_phrase_is_offered_as_a_segment(client: TestClient) -> None:
    answer = client.get(f"/concordance?q={quote('закон ' * 400)}")
    assert answer.status_code == 400
    page = page_of(answer.text)
    assert "The text has 2399 characters." in said(page, "[role=alert]")[0]
    (link,) = select(page, ".notice a")
    assert client.get(link.get("href")).status_code == 200


@pytest.mark.parametrize(
    "address", ("from=xx", "to=%3Cb%3E", "kind=x", "minimum=x", "limit=-1", "limit=٣", "from=kk-KZ", "near=1")
)
def test_an_address_written_by_hand_breaks_nothing(client: TestClient, address: str) -> None:
    for kind in ("", "&kind=fuzzy"):
        assert client.get(f"/search?q=закон сегодня{kind}&{address}").status_code == 200


def test_of_a_word_that_is_everywhere_the_newest_segments_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "many.sqlite")
    with Memory(place, create=True) as memory:
        memory.add(
            TranslationUnit(str(n), (Variant("ru", f"дом и сад номер {n}"), Variant("en", f"house {n}")))
            for n in range(50)
        )
    monkeypatch.setattr(occurrences, "LOOKED", 30)
    client = visitor(Settings(memory=place))
    page = found(client, q="и")
    assert status(page) == "The first 20 of more than 29 units"
    assert any("the 30 newest of 50 segments" in one for one in said(page, "p.notice"))
    assert said(found(client, q="сад"), ".about a")[0] == "unit 50"
    page = found(client, q="я")
    assert status(page) == "Nothing found" and said(page, "p.notice")
    monkeypatch.setattr(occurrences, "LOOKED", 50)
    assert not said(found(client, q="и", source="ru"), "p.notice")


def test_whoever_goes_away_is_not_searched_for(place: str) -> None:
    app, given_up = application(Settings(memory=place)), []

    async def asked(question: object) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            given_up.append(question)
            raise

    app.state.shared.lookups.ask = asked

    async def gone() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def status_of(path: str) -> object:
        answers: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            answers.append(message)

        where = {"path": path, "raw_path": path.encode(), "query_string": b"q=a&source=a"}
        client = {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8765), "scheme": "http"}
        headers = [(b"host", b"127.0.0.1:8765")]
        await app({"type": "http", "method": "GET", **where, **client, "headers": headers}, gone, send)
        return answers[0]["status"]

    for path in ("/search", "/concordance", "/tmserver/kk/ru/unit/a", "/tmserver/languages/"):
        assert awaited(status_of(path)) == 499
    assert len(given_up) == 4


def test_a_document_is_read_in_its_order(tmp_path: Path) -> None:
    place = str(tmp_path / "read.sqlite")
    with Memory(place, create=True) as memory:
        memory.add(unit(str(n), "Устав", ru=f"пункт {n}", en=f"item {n}") for n in range(120))
        memory.add([unit("x", "Устав 2", ru="другой", en="another")])
        memory.delete([3])
    client = visitor(Settings(memory=place))

    def read(page: HtmlElement) -> list[str]:
        return said(page, ".about a")

    page = found(client, document="Устав")
    assert status(page) == "119 units of this document, in their order"
    assert read(page)[:3] == ["unit 1", "unit 2", "unit 4"] and len(read(page)) == 50
    assert said(page, ".sources .said p")[0] == "пункт 0" and said(page, ".targets .said p")[0] == "item 0"
    assert said(page, "title") == ["Устав · Search · ushtil"]
    seen = read(page)
    for _ in range(2):
        (forth,) = select(page, "nav.pages [rel=next]")
        page = page_of(client.get(forth.get("href")).text)
        seen += read(page)
    assert seen == [f"unit {n}" for n in range(1, 121) if n != 3]
    assert not select(page, "nav.pages [rel=next]")
    for _ in range(2):
        (back,) = select(page, "nav.pages [rel=prev]")
        page = page_of(client.get(back.get("href")).text)
    assert read(page)[0] == "unit 1" and not select(page, "nav.pages [rel=prev]")


def test_a_document_that_is_not_there_is_looked_for_by_a_part_of_its_name(client: TestClient) -> None:
    page = found(client, document="зак")
    assert status(page) == "Nothing found"
    (link,) = [one.get("href") for one in select(page, ".notice a")]
    assert said(page_of(client.get(link).text), "tbody th") == ["закон"]


def test_the_menu_says_where_one_is(client: TestClient) -> None:
    for path, area in (
        ("/search", "Search"),
        ("/concordance?q=закон", "Search"),
        ("/unit/1", "Search"),
        ("/revisions", "Memory"),
        ("/memory/documents", "Memory"),
        ("/review", "Review"),
    ):
        page = page_of(client.get(path).text)
        assert said(page, "nav[aria-label=Main] [aria-current]") == [area]
