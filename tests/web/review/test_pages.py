"""The pages of reviews as a browser shows them: to everybody, at any width, to two at once."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from tests.browser import WIDTHS
from tests.web.review.conftest import Site
from tests.web.review.made_up import long, two
from tests.web.review.pages import Opened
from tm.review.draft import State
from tm.web.review.window import OVERLAP, PAGE

Open = Callable[..., Opened]
PLACES = ("/{id}", "/{id}?mode=doubtful", "", "/{id}/history", "/{id}/files", "/name")


def test_axe_has_nothing_against_any_page(opened: Open, site: Site) -> None:
    id = site.add(two)
    window = opened(f"/review/{id}").press("m", "t")
    window.page.locator(".editor textarea").fill("a note")
    fit_for_everybody(window)
    window.press("Control+Enter", "?")
    fit_for_everybody(window)
    for place in PLACES[2:]:
        window.page.goto(f"/review{place.format(id=id)}")
        fit_for_everybody(window)


def fit_for_everybody(window: Opened) -> None:
    """Holds the page against all rules of axe, and in the dark on a phone against those of its look."""
    assert window.audit() == [], window.page.url
    window.turn("dark", 360)
    assert window.audit("color-contrast", "target-size") == [], window.page.url
    window.turn("light")


def test_no_page_is_wider_than_its_window(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened("/review")
    for place in PLACES:
        window.page.goto(f"/review{place.format(id=id)}")
        for width in WIDTHS:
            window.page.set_viewport_size({"width": width, "height": 800})
            assert window.overflow() == 0, (place, width)
    window.page.goto(f"/review/{id}")
    for width in WIDTHS:
        window.page.set_viewport_size({"width": width, "height": 800})
        window.press("?")
        assert window.overflow() == 0
        window.press("Escape", "e")
        assert window.overflow() == 0
        window.press("Escape")


def test_focus_is_never_lost(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}?at=3&lang=ru")
    for keys in ("m", "z", "u", "z", "D", "z", "x", "k", "o", "C", "n", "r"):
        assert window.press(keys).focus.startswith("row-"), keys
    window.page.locator('#tools [data-command="mark"]').focus()
    window.press("Enter")
    assert window.page.evaluate("document.activeElement.dataset.command") == "mark"
    window.press("j", "?", "Escape")
    assert window.focus.startswith("row-")


def test_tab_leaves_the_rows(opened: Open, site: Site) -> None:
    window = opened(f"/review/{site.add()}").press("Tab")
    assert window.focus == "find"
    window.press("Shift+Tab")
    assert window.focus == "row-1-kk"


def test_nothing_moves_when_another_row_is_current(opened: Open, site: Site) -> None:
    window = opened(f"/review/{site.add()}")
    places = (
        "[...document.querySelectorAll('.segment')].map(one => JSON.stringify(one.getBoundingClientRect()))"
    )
    before = window.page.evaluate(places)
    window.press("j", "l")
    assert window.page.evaluate(places) == before


def test_two_people_see_what_the_other_does_and_do_not_overwrite_it(opened: Open, site: Site) -> None:
    id = site.add()
    one, other = opened("/review/name"), opened(f"/review/{id}?at=4")
    one.page.locator("[name=name]").fill("Айгерім")
    one.page.locator("main button").click()
    one.page.goto(f"/review/{id}?at=3")
    one.press("m")
    other.press("x")
    other.said("Not done: Айгерім changed this place meanwhile. You see it as it is now.")
    assert other.page.locator(".bead:not(.beside)").count() == 9
    other.press("c")
    one.come_back().said("Somebody changed 1 row.")
    assert one.page.locator(".bead.confirmed").count() == 1
    one.press("c")
    other.come_back().said("Айгерім changed 1 row.")


def test_a_poll_leaves_what_somebody_types_alone(opened: Open, site: Site) -> None:
    id = site.add()
    one, other = opened(f"/review/{id}?at=2"), opened(f"/review/{id}?at=7")
    one.press("e")
    one.page.keyboard.type("Жаңа ")
    other.press("x")
    one.come_back()
    assert one.page.locator(".editor textarea").input_value().startswith("Жаңа ")
    one.press("Control+Enter")
    assert site.review(id).draft.rows[1].sides[0][0].startswith("Жаңа ")
    assert one.page.locator(".bead.rejected").count() == 1


def test_pages_of_a_long_document_overlap_and_are_quick(opened: Open, site: Site) -> None:
    id = site.add(long, 20_000)
    window = opened(f"/review/{id}?at=100")
    assert window.page.locator(".bead").count() == PAGE + OVERLAP
    assert window.press("j").row == 101
    assert window.page.locator(".bead").count() == PAGE + 2 * OVERLAP
    assert window.press("k").row == 100
    assert window.press(">").row == 101
    start = perf_counter()
    window.press("Control+End")
    assert window.row == 20_000
    for key in ("<", "n", "c", "m", "z", "Control+Home"):
        window.press(key)
    assert window.row == 1
    assert perf_counter() - start < 30  # far less on a machine with nothing else to do
    assert window.page.locator("#said").inner_text() == "Row 1 of 20,000"
    assert site.review(id).draft.rows[50].state is State.OPEN


def test_without_a_script_a_document_can_be_reviewed(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}?at=2", java_script_enabled=False)
    page = window.page
    page.locator('#tools button[value="confirm"]').click()
    assert "Confirmed." in page.locator("#said").inner_text()
    assert window.row == 3
    page.locator("#tools [name=lang]").select_option("ru")
    page.locator('#tools button[value="first-out"]').click()
    assert site.review(id).draft.rows[2].sides == ((), (), ("Третье.",))
    page.locator("#tools [name=text]").fill("Третье!")
    page.locator('#tools button[value="edit"]').click()
    assert site.review(id).draft.rows[3].sides[2] == ("Третье!",)
    page.locator('#tools button[value="undo"]').click()
    page.locator('#tools button[value="merge-previous"]').click()
    page.locator("#find").fill("тоғызыншы")
    page.locator("#find").press("Enter")
    assert "Тоғызыншы" in page.locator(".bead.current").inner_text()
    page.locator('#tools button[value="next-doubtful"]').click()
    assert window.page.locator(".bead.current").count() == 1
    page.locator('#tools button[value="confirm"]').click()
    page.locator('#tools button[value="undo"]').click()
    assert "Undone." in page.locator("#said").inner_text()
