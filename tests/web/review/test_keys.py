"""Everything that can be done to a document, by key and by mouse, in a browser."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.web.review.conftest import Site
from tests.web.review.made_up import real
from tests.web.review.pages import Opened
from tm.review.draft import Draft, State
from tm.web.review.commands import COMMANDS, Kind

Open = Callable[..., Opened]
KEYS = {command.name: command.keys[0] for command in COMMANDS}
ROWS = 10


def texts(draft: Draft) -> list[tuple[tuple[str, ...], ...]]:
    return [row.sides for row in draft.rows]


# What is done, where, and how one sees that it is done.
DONE: list[tuple[str, str, Callable[[Draft], bool]]] = [
    ("confirm", "?at=1", lambda draft: draft.rows[0].state is State.CONFIRMED),
    ("confirm-above", "?at=4", lambda draft: all(row.state is State.CONFIRMED for row in draft.rows[:4])),
    ("reject", "?at=5", lambda draft: draft.rows[4].state is State.REJECTED),
    ("merge-next", "?at=1", lambda draft: draft.rows[0].shape == (3, 2, 2)),
    ("merge-previous", "?at=2", lambda draft: draft.rows[0].shape == (3, 2, 2)),
    ("split", "?at=2&lang=kk&segment=2", lambda draft: draft.rows[1].sides[0] == ("Екінші сөйлем.",)),
    ("split", "?at=2&lang=kk&segment=1", lambda draft: draft.rows[2].sides[0] == ("Ол қысқа.",)),
    ("first-up", "?at=3&lang=ru", lambda draft: draft.rows[1].sides[2][-1] == "Третье."),
    ("last-down", "?at=3&lang=ru", lambda draft: draft.rows[3].sides[2][0] == "И ещё раз."),
    ("first-out", "?at=3&lang=ru", lambda draft: draft.rows[2].sides == ((), (), ("Третье.",))),
    ("last-out", "?at=3&lang=ru", lambda draft: draft.rows[3].sides == ((), (), ("И ещё раз.",))),
    ("mark", "?at=3", lambda draft: draft.rows[2].marked),
]


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_every_change_can_be_made_by_key_and_by_mouse(way: str, opened: Open, site: Site) -> None:
    window = opened("/review")
    for name, where, is_done in DONE:
        id = site.add()
        window.page.goto(f"/review/{id}{where}")
        window.press(KEYS[name]) if way == "key" else window.tool(name)
        assert is_done(site.review(id).draft), name
        before = texts(site.review(id).draft)
        window.press("z") if way == "key" else window.tool("undo")
        assert texts(site.review(id).draft) != before or not site.review(id).draft.rows[0].marked
        window.press("y") if way == "key" else window.tool("redo")
        assert is_done(site.review(id).draft), name
    assert window.complaints == []
    assert {url.split("/")[2] for url in window.requests} == {site.address.split("/")[2]}


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_a_decided_row_is_open_again(way: str, opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}?at=3").press("x")
    assert window.row == 4
    window.press("k")
    window.press("o") if way == "key" else window.tool("reopen")
    assert site.review(id).draft.rows[2].state is State.OPEN
    window.said("Open again.")


def test_one_goes_from_row_to_row_from_cell_to_cell_and_along_segments(opened: Open, site: Site) -> None:
    window = opened(f"/review/{site.add()}")
    assert (window.row, window.lang, window.focus) == (1, "kk", "row-1-kk")
    window.press("j", "ArrowDown", "l", "ArrowRight")
    assert (window.row, window.lang, window.segment, window.focus) == (3, "ru", 1, "row-3-ru")
    window.press("]", "Alt+ArrowDown")
    assert window.segment == 3
    window.press("[", "k", "h")
    assert (window.row, window.lang, window.segment) == (2, "en", 1)
    window.click("#row-3-ru .segment:nth-child(2)")
    assert (window.row, window.lang, window.segment) == (3, "ru", 2)


def test_one_goes_to_what_needs_a_look(opened: Open, site: Site) -> None:
    window = opened(f"/review/{site.add()}")
    rows = [window.press(key).row for key in ("n", "n", "n", "n", "N")]
    assert rows == [2, 5, 8, 2, 8]
    assert window.press("g").row == 10
    assert window.tool("next-uneven").row == 2
    window.press("c")
    assert window.row == 3
    assert window.press("k", "f").row == 3
    window.press("B")
    window.said("No row is marked.")
    window.press("b", "j", "B")
    assert window.row == 3


def test_every_way_to_go_has_a_button(opened: Open, site: Site) -> None:
    window = opened(f"/review/{site.add()}")
    assert window.tool("next-doubtful").row == 2
    assert window.tool("previous-doubtful").row == 8
    window.tool("mark")
    assert window.tool("next-open").row == 9
    assert window.tool("next-marked").row == 8
    window.page.locator("#find").fill("only english")
    assert window.tool("find-next").row == 5
    assert window.tool("find-previous").row == 5
    window.page.locator("#number").fill("9")
    assert window.tool("go-number").row == 9
    window.tool("doubtful-first")
    assert "mode=doubtful" in window.page.url
    assert window.tool("next-doubtful").row != 9


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_what_is_open_is_aligned_anew(way: str, opened: Open, site: Site) -> None:
    id = site.add(real)
    aligned = texts(site.review(id).draft)
    window = opened(f"/review/{id}")
    for name in ("realign", "realign-all"):
        window.press("m", "Home")
        assert len(site.review(id).draft) == 2
        window.press(KEYS[name]) if way == "key" else window.tool(name)
        assert texts(site.review(id).draft) == aligned
        window.said("Aligned anew")
        window.press("Control+Home")


def test_a_text_is_found_from_the_keyboard(opened: Open, site: Site) -> None:
    window = opened(f"/review/{site.add()}").press("/")
    window.page.keyboard.type("SENTENCE")
    assert window.press("Enter").row == 7
    assert window.focus == "find"
    assert window.press("Enter").row == 10
    assert window.press("Shift+Enter").row == 7
    assert window.page.evaluate("CSS.highlights.get('found').size") == 3
    window.press("Escape", "#")
    window.page.keyboard.type("4")
    window.press("Enter")
    assert (window.row, window.focus) == (4, "row-4-kk")


def test_keys_work_where_the_layout_is_kazakh_or_russian(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}?at=2&lang=kk")

    def press(key: str, code: str, **held: bool) -> None:
        window.page.evaluate(
            "([key, code, held]) => document.activeElement.dispatchEvent("
            "new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true, ...held}))",
            [key, code, held],
        )
        window.settled()

    press("ъ", "BracketRight")
    assert window.segment == 2
    press("ы", "KeyS")
    assert len(site.review(id).draft) == ROWS + 1
    press("я", "KeyZ", ctrlKey=True)
    assert len(site.review(id).draft) == ROWS
    press("Ь", "KeyM", shiftKey=True)
    assert len(site.review(id).draft) == ROWS - 1
    press(",", "Slash", shiftKey=True)
    assert window.page.locator("#keys").is_visible()


def test_a_text_is_changed_where_it_stands(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}?at=2&lang=kk").press("e")
    field = window.page.locator(".editor textarea")
    assert field.input_value() == "Екінші сөйлем.\nОл қысқа."
    field.fill("Басқа сөйлем.\n\nОл ұзақ. ")
    window.press("Control+Enter")
    assert site.review(id).draft.rows[1].sides[0] == ("Басқа сөйлем.", "Ол ұзақ.")
    assert window.focus == "row-2-kk"
    window.tool("edit")
    field.fill("Жоқ.")
    window.press("Escape")
    assert site.review(id).draft.rows[1].sides[0] == ("Басқа сөйлем.", "Ол ұзақ.")
    window.tool("note")
    field.fill("Тексеру керек")
    window.click(".editor .primary")
    assert site.review(id).draft.rows[1].note == "Тексеру керек"
    assert window.page.locator("#row-2-note").inner_text().endswith("Тексеру керек")


def test_a_text_that_is_not_saved_is_never_lost_without_a_word(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}?at=2&lang=kk").press("e")
    field = window.page.locator(".editor textarea")
    field.fill("Жаңа мәтін.")
    window.tool("confirm").said("The text is not saved yet.")
    window.click("#row-4-en .words").said("The text is not saved yet.")
    assert (field.input_value(), site.review(id).version) == ("Жаңа мәтін.", 0)
    window.page.route("**/do", lambda route: route.abort())
    window.press("Control+Enter")
    assert field.input_value() == "Жаңа мәтін."
    window.page.unroute("**/do")
    window.click("#lost button")
    assert site.review(id).draft.rows[1].sides[0] == ("Жаңа мәтін.",)
    assert field.count() == 0
    field_of_four = window.press("j", "j", "e").page.locator("#row-4-kk textarea")
    window.click("#row-6-en .words")
    assert (field_of_four.count(), window.row) == (0, 6)


def test_a_segment_is_split_at_the_caret_of_the_field_and_of_the_mouse(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}?at=4&lang=en").press("e")
    field = window.page.locator(".editor textarea")
    field.evaluate("one => one.setSelectionRange(8, 8)")
    window.press("Control+Shift+Enter")
    assert [row.sides[1] for row in site.review(id).draft.rows[3:5]] == [("This is",), ("the fourth.",)]
    window.press("z")
    words = window.page.locator("#row-4-en .words")
    box = words.bounding_box()
    assert box
    words.click(position={"x": box["width"] * 0.4, "y": 10})
    window.settled().said("The caret is placed")
    window.press("s")
    halves = [row.sides[1][0] for row in site.review(id).draft.rows[3:5]]
    assert " ".join(halves).replace(" ", "") == "Thisisthefourth." and all(halves)


def test_what_was_typed_is_saved_before_it_is_split(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}?at=4&lang=en").press("e")
    field = window.page.locator(".editor textarea")
    field.fill("One.\n\n  This is new text.")
    field.evaluate("one => one.setSelectionRange(16, 16)")
    window.press("Control+Shift+Enter")
    assert [row.sides[1] for row in site.review(id).draft.rows[3:5]] == [
        ("One.", "This is"),
        ("new text.",),
    ]


def test_the_most_doubtful_rows_come_first_if_wished(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}").press("q")
    first = window.row
    assert first != 1
    assert window.page.locator('[data-command="doubtful-first"]').get_attribute("aria-pressed") == "true"
    seen = [first]
    for _ in range(ROWS - 1):
        seen.append(window.press("c").row)
    assert sorted(seen) == list(range(1, ROWS + 1)) and seen != sorted(seen)
    window.press("c")
    assert all(row.state is State.CONFIRMED for row in site.review(id).draft.rows)
    window.press("q")
    assert "mode" not in window.page.url


def test_keys_pressed_fast_are_done_one_after_the_other(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}")
    window.press("c", "c", "m", "j", "x", "z", "z")
    states = [row.state for row in site.review(id).draft.rows]
    assert len(states) == ROWS
    assert states[:3] == [State.CONFIRMED, State.CONFIRMED, State.OPEN]


def test_many_changes_are_taken_back_and_made_again(opened: Open, site: Site) -> None:
    id = site.add()
    start = site.review(id).draft
    window = opened(f"/review/{id}")
    chance = random.Random(8)
    acts = [one.keys[0] for one in COMMANDS if one.kind is Kind.ACT and one.group not in ("back",)]
    for _ in range(200):
        window.page.keyboard.press(chance.choice("jjkklh]"))
        window.page.keyboard.press(chance.choice(acts))
    window.settled()
    changes, end = site.review(id).version, site.review(id).draft
    assert changes > 60 and rows_shown(window) == len(end)
    pressed(window, "z", changes)
    assert site.review(id).draft.rows == start.rows
    assert rows_shown(window) == len(start)
    pressed(window, "y", changes)
    assert site.review(id).draft.rows == end.rows
    assert rows_shown(window) == len(end)


def pressed(window: Opened, key: str, times: int) -> None:
    """A key so many times, as fast as it goes; then all of it is done."""
    for _ in range(times):
        window.page.keyboard.press(key)
    window.settled()


def rows_shown(window: Opened) -> int:
    return window.page.locator(".bead:not(.beside)").count()


def test_keys_can_be_given_to_other_commands(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}").press("?")
    button = window.page.locator('[data-binding="confirm"] button')
    button.click()
    window.press("m")
    assert "belongs to “Merge next”" in window.page.locator("#keys-said").inner_text()
    window.press("w")
    assert button.inner_text() == "w"
    window.press("Escape")
    assert window.press("c").row == 1
    assert window.press("w").row == 2
    window.page.reload()
    assert window.page.locator('[data-command="confirm"] kbd').inner_text() == "w"
    window.press("?")
    window.page.locator('#keys [data-do="reset"]').click()
    window.press("Escape", "c")
    assert site.review(id).draft.rows[1].state is State.CONFIRMED


def test_a_change_that_did_not_get_through_is_offered_again(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}")
    window.page.route("**/do", lambda route: route.abort())
    window.press("m")
    assert "not saved yet" in window.page.locator("#lost").inner_text()
    window.press("j", "c")
    window.page.unroute("**/do")
    window.click("#lost button")
    assert len(site.review(id).draft) == ROWS - 1
    assert not window.page.locator("#lost").is_visible()


def test_a_change_that_got_through_without_an_answer_is_not_made_twice(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}")

    def swallow(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    window.page.route("**/do", swallow)
    window.press("m")
    window.page.unroute("**/do")
    window.click("#lost button")
    window.said("It was saved already.")
    assert len(site.review(id).draft) == ROWS - 1


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_a_slip_is_put_right_at_once_and_taken_back(way: str, opened: Open, site: Site) -> None:
    id = site.add()
    before = texts(site.review(id).draft)
    window = opened(f"/review/{id}?at=4&lang=en")
    window.press("p") if way == "key" else window.tool("pull-up")
    sides = [row.sides[1] for row in site.review(id).draft.rows]
    assert sides[2:5] == [
        ("The third.", "And more.", "This is the fourth."),
        ("Only English here.",),
        ("The sixth.",),
    ]
    assert sides[8] == ("The ninth.", "The tenth sentence.")[1:] and sides[9] == ("It ends.",)
    window.said("The cells went up by a row. 8 rows changed.")
    window.press("z")
    assert texts(site.review(id).draft) == before
    window.press("Shift+PageDown") if way == "key" else window.tool("push-down")
    assert site.review(id).draft.rows[-1].sides[1][0] == "The ninth."
    assert site.review(id).version == 3


def test_where_one_stands_is_said_at_once(opened: Open, site: Site) -> None:
    window = opened(f"/review/{site.add()}")
    where = window.page.locator("#where")
    for key, number in (("j", 2), ("ArrowDown", 3), ("k", 2), ("c", 3)):
        window.press(key)
        assert where.inner_text() == f"Row {number} of 10"
    window.click("#row-6-en .words")
    assert where.inner_text() == "Row 6 of 10"


def test_a_double_click_changes_a_text_and_a_note(opened: Open, site: Site) -> None:
    id = site.add()
    window = opened(f"/review/{id}")
    window.page.locator("#row-6-en .words").dblclick()
    window.settled()
    field = window.page.locator("#row-6-en .editor textarea")
    assert field.input_value() == "The sixth."
    field.fill("The sixth!")
    window.press("Control+Enter", "t")
    window.page.keyboard.type("ask")
    window.press("Control+Enter")
    window.page.locator("#row-6-note .words").dblclick()
    window.settled()
    assert window.page.locator("#row-6-note textarea").input_value() == "ask"
    assert site.review(id).draft.rows[5].sides[1] == ("The sixth!",)


def test_a_column_can_be_hidden_and_the_address_keeps_it(opened: Open, site: Site) -> None:
    window = opened(f"/review/{site.add()}?at=3&lang=ru")
    window.page.locator(".columns a", has_text="Russian").click()
    window.settled()
    assert window.page.locator("[data-lang=ru]").count() == 0
    assert "show=kk%2Cen" in window.page.url and window.lang == "kk"
    window.press("l", "l", "c", "m")
    assert window.lang == "en"
    window.page.reload()
    assert window.page.locator("[data-lang=ru]").count() == 0
    window.page.locator(".columns a", has_text="Russian").click()
    window.settled()
    assert "show" not in window.page.url and window.page.locator("#row-2-ru").count() == 1
