"""The pages of the memory as people use them: with a mouse or a keyboard, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.report.made_up import small
from tests.web.memory.house import fill, tmx
from tests.web.serving import Visitor, served, settings_in, visiting
from tm.importing import BATCH
from tm.scoring.record import write_record


@pytest.fixture
def visitor(chromium: Browser, tmp_path: Path) -> Iterator[Visitor]:
    fill(tmp_path / "tm.sqlite")
    write_record(tmp_path / "run.json", small(), made="2026-11-20T10:00:00Z")
    with served(settings_in(tmp_path)) as address, visiting(chromium, address) as one:
        yield one


def test_every_page_is_fit_for_everybody(visitor: Visitor) -> None:
    page = visitor.open("/memory/findings")
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("link", name="See the findings").click()
    kind = page.get_by_role("link", name="spaces.double").get_attribute("href")
    assert kind
    job = "/memory/jobs/" + kind.split("/")[3]
    for place in ("/memory", "/memory/import", "/memory/export", "/memory/findings", kind, job, "/scores"):
        visitor.open(place, 360)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert visitor.overflow() == 0, place
        assert visitor.audit() == [], place
        visitor.turn("dark")
        assert visitor.overflow() == 0, place
        assert visitor.audit("color-contrast") == [], place


def test_a_file_is_tried_and_then_comes_in(visitor: Visitor) -> None:
    page = visitor.open("/memory/import", 360)
    sent = {"name": "жаңа.tmx", "mimeType": "text/xml", "buffer": tmx(("Жоқ.", "Нет."))}
    page.get_by_label("Files").set_input_files(sent)  # type: ignore[arg-type]
    page.get_by_role("button", name="Trial import").press("Enter")
    expect(page.get_by_role("row", name="Would be added 1")).to_be_visible()
    assert visitor.overflow() == 0 and "жаңа.tmx" in page.inner_text("main")
    page.get_by_role("button", name="Import now").press("Enter")
    expect(page.get_by_text("as revision 2")).to_be_visible()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("Revision 2 is undone")).to_be_visible()


def test_a_long_import_tells_how_far_it_is_and_can_be_stopped(visitor: Visitor) -> None:
    page = visitor.open("/memory/import")
    many = tmx(*((f"Сөз {n}.", f"Слово {n}.") for n in range(6 * BATCH)))
    sent = {"name": "many.tmx", "mimeType": "text/xml", "buffer": many}
    page.get_by_label("Files").set_input_files(sent)  # type: ignore[arg-type]
    page.get_by_role("button", name="Import now").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert visitor.audit() == []
    stop = page.get_by_role("button", name="Stop")
    stop.focus()
    with page.expect_response(lambda answer: "/memory/jobs/" in answer.url):
        pass
    page.wait_for_timeout(50)
    assert stop.evaluate("one => document.activeElement === one"), "news must not take the focus away"
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Stopped")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert page.url.count("/stop") == 0, "the part was changed, not the page"


def test_what_is_certain_is_put_right_and_taken_back(visitor: Visitor) -> None:
    page = visitor.open("/memory/findings", 360)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("link", name="See the findings").click()
    page.get_by_role("link", name="letters.mixed").click()
    expect(page.locator("del")).to_have_text("приехaл")
    page.get_by_role("button", name="Put right: unit 2").click()
    expect(page.get_by_role("status")).to_contain_text("as revision 2")
    expect(page.locator("del")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    page.get_by_role("button", name="Put right all").click()
    expect(page.get_by_text("1 unit was put right, as revision 4")).to_be_visible()


def test_an_export_can_be_taken_away(visitor: Visitor) -> None:
    page = visitor.open("/memory/export")
    page.get_by_label("Format").select_option("CSV")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".csv").click()
    assert waiting.value.suggested_filename.endswith(".csv")
    assert "Ол кеше келді." in waiting.value.path().read_text(encoding="utf-8")


def test_a_report_works_apart_from_the_server(visitor: Visitor) -> None:
    page = visitor.open("/scores")
    page.get_by_role("link", name="made-up.tmx").click()
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible()
    assert page.evaluate("document.documentElement.classList.contains('scripted')"), "its script runs"
    assert page.evaluate("self.origin") == "null"
