"""The search as people use it: by keyboard, in two browsers at once, on a phone, in the dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.web.search.conftest import SCRIPT
from tests.web.serving import Visitor, served, visiting
from tm.memory import Memory
from tm.web.settings import Settings

_PATHS = (
    "/search",
    "/search?q=закон&from=any&document=закон",
    "/search?q=Министр приехал в 2015 году.&kind=fuzzy",
    "/search?q=нетникакого",
    "/search?q=якорь",
    "/unit/4",
    "/unit/5",
    "/revisions",
)


@pytest.fixture
def address(place: str) -> Iterator[str]:
    """The small memory on a socket."""
    with served(Settings(memory=place)) as address:
        yield address


@pytest.fixture
def visitor(chromium: Browser, address: str) -> Iterator[Visitor]:
    """Somebody who looks at it."""
    with visiting(chromium, address) as visitor:
        yield visitor


def test_a_translation_is_found_and_copied_by_keyboard_alone(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open("/search")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("закон", delay=20)
    expect(page.locator("mark")).to_have_text(["закону"])
    expect(page.locator("#q")).to_be_focused()
    assert page.url.endswith("/search?q=%D0%B7%D0%B0%D0%BA%D0%BE%D0%BD")
    page.keyboard.press("Escape")
    expect(page.locator("article.found").first).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#copied")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "Бұл заңға сәйкес."
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("2014")
    expect(page.locator("mark")).to_have_count(3)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**/unit/1")
    page.go_back()
    expect(page.locator("#q")).to_have_value("2014")
    expect(page.locator("mark")).to_have_count(3)


def test_a_translation_is_copied_from_another_machine_too(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read"])
    visitor.page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page = visitor.open("/search?q=закону")
    page.locator(".targets .copy").nth(1).click()
    expect(page.locator("#copied")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "This is by law."
    expect(page.locator(".targets .copy").nth(1)).to_be_focused()


def test_what_somebody_types_goes_unanswered_in_words(visitor: Visitor) -> None:
    page = visitor.open("/search?q=закон")
    page.route("**/search?**", lambda route: route.abort())
    page.keyboard.press("/")
    page.keyboard.type("рынок")
    expect(page.locator("#copied")).to_have_text("The server does not answer")
    expect(page.locator("mark")).to_have_text(["закону"])
    visitor.complaints.clear()  # a browser notes what failed


def test_the_search_works_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search")
    page.locator("#q").fill("закон")
    page.locator("[value=exact]").check()
    page.locator("#q").press("Enter")
    expect(page.locator("h2")).to_have_text("What may find more")
    page.get_by_role("link", name="Words in any form").click()
    expect(page.locator("mark")).to_have_text(["закону"])
    context.close()


def test_j_and_k_go_through_the_results(visitor: Visitor) -> None:
    page = visitor.open("/search?q=е&kind=text&from=ru")
    cards = page.locator("article.found")
    assert cards.count() >= 3
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        expect(cards.nth(place)).to_be_focused()


def test_only_the_filters_of_a_kind_of_search_are_shown(visitor: Visitor) -> None:
    page = visitor.open("/search")
    page.locator("summary").click()
    expect(page.locator("[name=near]")).to_be_visible()
    page.locator("[value=text]").check()
    expect(page.locator("[name=near]")).to_be_hidden()
    expect(page.locator("[name=case]")).to_be_visible()
    page.locator("[value=fuzzy]").check()
    expect(page.locator("[name=case]")).to_be_hidden()
    expect(page.locator("[name=minimum]")).to_be_visible()


def test_a_unit_is_edited_and_that_is_undone(visitor: Visitor, place: str) -> None:
    page = visitor.open("/unit/2")
    page.get_by_label("Русский").fill("Согласно закону.")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved as revision 2.")
    expect(page.get_by_label("Русский")).to_have_value("Согласно закону.")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Undone in revision 3.")
    expect(page.get_by_label("Русский")).to_have_value("Это по закону.")
    with Memory(place) as memory:
        assert memory.store.last_revision() == 3


def test_two_browsers_do_not_overwrite_each_other(
    chromium: Browser, address: str, visitor: Visitor, place: str
) -> None:
    page = visitor.open("/unit/2")
    with visiting(chromium, address) as other:
        theirs = other.open("/unit/2")
        theirs.get_by_label("Русский").fill("Другой был раньше.")
        theirs.get_by_role("button", name="Save").click()
        expect(theirs.get_by_role("status")).to_contain_text("Saved")
    page.get_by_label("Русский").fill("Я был позже.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was overwritten")
    expect(page.get_by_label("Русский")).to_have_value("Я был позже.")
    expect(page.locator(".theirs")).to_contain_text("Другой был раньше.")
    visitor.complaints.clear()  # a browser notes the status 409
    with Memory(place) as memory:
        assert memory.store.by_number([2])[0].unit.variants[1].text == "Другой был раньше."


def test_html_in_segments_is_text(visitor: Visitor) -> None:
    page = visitor.open("/search?q=рынок")
    expect(page.locator(".sources .said")).to_have_text(SCRIPT)
    page.locator(".sources").click()
    visitor.open("/unit/3")
    expect(page.locator("#text-0")).to_have_value(SCRIPT)


@pytest.mark.parametrize("path", _PATHS)
def test_the_pages_are_fit_for_everybody(visitor: Visitor, place: str, path: str) -> None:
    with Memory(place) as memory:
        memory.delete([5])
    page = visitor.open(path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert visitor.overflow() == 0
    assert visitor.audit() == []
    visitor.turn("dark", 360)
    assert visitor.overflow() == 0
    assert visitor.audit("color-contrast") == []
