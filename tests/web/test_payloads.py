"""Texts and names that are HTML and scripts are shown as what they are, on every page, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.report.made_up import small
from tests.web.serving import Visitor, served
from tests.web.walk import settings_in
from tm.memory import Memory
from tm.report.scores import score_report
from tm.review.action import Action
from tm.review.desk import Desk, Person
from tm.review.draft import Draft, Row, Source
from tm.units import Prop, TranslationUnit, Variant
from tm.web.settings import Settings

HOSTILE = (
    "\"'></textarea></option><img src=x onerror=alert(1)><script>alert(2)</script><b id=theirs>{{7*7}}Сәлем"
)
OURS = "[src^='/static/'], [type$=json]"
FORMED = f'document.querySelectorAll("#theirs, img[src=x], script:not({OURS})").length'
ASKED = quote(HOSTILE, safe="")
PATHS = (
    *("/review", "/review/1/history", "/review/1/files", "/review/memory"),
    f"/review/1?at=1&find={ASKED}&go=find-next&lang={ASKED}&mode={ASKED}",
    *(f"/search?q={ASKED}&kind={kind}&from=any" for kind in ("fuzzy", "text")),
    *(f"/search?q=Сәлем&{name}={ASKED}" for name in ("from", "document")),
    *("/unit/1", f"/revisions?done={ASKED}&left={ASKED}", "/memory", "/scores"),
    *(f"/{ASKED}", f"/scores/0/{ASKED}"),
)
NOISE = "Failed to load resource"  # said of answers that are no 200


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Settings]]:
    """A server all of whose texts and names are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    known = settings_in(folder)
    said = (
        Prop("x-document", HOSTILE),
        Prop("x-project", HOSTILE),
        Prop(None, HOSTILE),
        Prop("x-<b>", HOSTILE),
    )
    texts = Variant("kk", HOSTILE), Variant("ru", f"{HOSTILE} и ещё"), Variant(HOSTILE, HOSTILE)
    with Memory(known.memory, create=True) as memory:
        memory.add([TranslationUnit(HOSTILE, texts, said), TranslationUnit(None, texts[:2])], HOSTILE)
    report = score_report(small(), title=HOSTILE)
    (folder / "scores" / "report.html").write_text(report, encoding="utf-8")
    rows = tuple(Row(number, ((HOSTILE,), (HOSTILE, "b")), 0.4, note=HOSTILE) for number in (1, 2, 3))
    desk = Desk(known.reviews)
    id = desk.add(Source(HOSTILE, HOSTILE, HOSTILE, HOSTILE), Draft(("kk", "ru"), rows, 4))
    desk.open(id).do(Person("somebody-else-here", HOSTILE), Action("confirm", 1), 0)
    desk.close()
    with served(known) as address:
        yield address, known


def test_nothing_of_a_text_becomes_a_part_of_a_page(server: tuple[str, Settings], chromium: Browser) -> None:
    visitor = Visitor(chromium, server[0])
    try:
        for path in PATHS:
            page = visitor.open(path)
            assert page.evaluate(FORMED) == 0, path
        assert visitor.strangers == []
        assert [one for one in visitor.complaints if not one.startswith(NOISE)] == []
    finally:
        visitor.close()


def test_what_pages_change_by_script_stays_text_too(server: tuple[str, Settings], chromium: Browser) -> None:
    visitor = Visitor(chromium, server[0])
    try:
        page = visitor.open("/review/name")
        page.locator("input[name=name]").fill(HOSTILE)
        page.locator("input[name=name]").press("Enter")
        page.wait_for_load_state()
        page = visitor.open("/review/1?at=2")
        for key in ("x", "e", "Escape", "t", "Escape", "j", "s", "z", "n", "N"):
            page.keyboard.press(key)
            page.wait_for_timeout(30)
        Desk(server[1].reviews).open(1).do(Person("somebody-else-here", HOSTILE), Action("confirm", 3), 10**6)
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        page.wait_for_timeout(300)
        assert page.evaluate(FORMED) == 0
        assert visitor.strangers == []
        assert [one for one in visitor.complaints if not one.startswith(NOISE)] == []
    finally:
        visitor.close()
