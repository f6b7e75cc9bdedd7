"""What the server answers about a document: rows, changes, conflicts, places to go to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.review.made_up import long, small, two
from tests.web.serving import settings_in
from tm.review.action import ACTIONS, Action
from tm.review.desk import Desk, Person
from tm.review.draft import State
from tm.web.application import application
from tm.web.review.commands import ACTS, COMMANDS
from tm.web.review.window import OVERLAP, PAGE

PART = {"hx-request": "true"}
OTHER = Person("another-person-entirely", "Дана")


def do(client: TestClient, id: int, action: str, row: int = 1, **more: Any) -> Any:
    form = {"action": action, "row": row, "at": row, "lang": "kk", "segment": 1, "seen": 0} | more
    return client.post(f"/review/{id}/do", data=form, headers=PART)


def rows_of(text: str) -> list[int]:
    return [int(one) for one in re.findall(r'<tr role="row" id="row-(\d+)"', text)]


def current(text: str) -> int:
    found = re.search(r'data-version="\d+" data-row="(\d+)"', text)
    assert found
    return int(found[1])


def test_the_page_can_ask_for_all_that_a_reviewer_may_do() -> None:
    named = {command.name for command in COMMANDS}
    assert set(ACTIONS) <= named
    assert set(ACTS) - set(ACTIONS) == {"undo", "redo", "realign", "realign-all"}
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_every_action_is_done_and_said(client: TestClient, desk: Desk) -> None:
    more: dict[str, dict[str, Any]] = {
        "edit": {"text": "Басқа."},
        "note": {"text": "note"},
        "split": {"segment": 2},
        "reopen": {},
    }
    for name in ACTIONS:
        id = desk.add(*small(name))
        row = 4 if name == "merge-previous" else 2
        if name == "reopen":
            do(client, id, "confirm", row)
        answer = do(client, id, name, row, **more.get(name, {}))
        assert answer.status_code == 200, name
        assert 'data-outcome="done"' in answer.text
        assert desk.open(id).history()[-1].name == name


def test_what_is_refused_is_said_and_changes_nothing(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    answer = do(client, id, "merge-previous")
    assert answer.status_code == 409
    assert "Not done: there is no row before this one to merge with." in answer.text
    assert do(client, id, "dance").status_code == 409
    assert do(client, id, "undo").status_code == 409
    assert do(client, id, "confirm", lang="xx", segment="-3", offset="many").status_code == 200
    assert desk.open(id).version == 1


def test_who_was_quicker_is_named_and_the_rows_are_fresh(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    desk.open(id).do(OTHER, Action("merge-next", 2), 0)
    answer = do(client, id, "confirm", 2)
    assert answer.status_code == 409
    assert "Not done: Дана changed this place meanwhile." in answer.text
    assert "What they did: Merged with the next row." in answer.text
    assert 'data-version="1"' in answer.text and "row-3" not in answer.text
    assert do(client, id, "confirm", 2, seen=1).status_code == 200


def test_a_row_that_is_gone_leaves_one_where_it_was(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    desk.open(id).do(OTHER, Action("merge-next", 6), 0)
    assert current(client.get(f"/review/{id}?at=7&near=7").text) == 8


def test_what_others_did_is_told(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    assert client.get(f"/review/{id}/changes?since=0").status_code == 204
    do(client, id, "confirm")
    assert client.get(f"/review/{id}/changes?since=0").json() == {"version": 1, "said": ""}
    desk.open(id).do(OTHER, Action("confirm-above", 3), 1)
    assert client.get(f"/review/{id}/changes?since=1").json() == {
        "version": 2,
        "said": "Дана changed 2 rows.",
    }


def test_a_plain_form_leads_to_where_one_goes_on(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    answer = client.post(f"/review/{id}/do", data={"action": "confirm", "row": 1, "lang": "ru", "seen": 0})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/review/{id}?at=2&lang=ru&segment=1&did=confirm"
    assert "Confirmed. 3 doubtful rows left." in client.get(answer.headers["location"]).text


def test_the_way_of_doubt_goes_on_after_a_decision(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    at = current(client.get(f"/review/{id}?mode=doubtful&go=doubtful-first").text)
    seen = [at]
    while desk.open(id).version < len(desk.open(id).draft):
        answer = do(client, id, "confirm", seen[-1], mode="doubtful", seen=desk.open(id).version)
        assert answer.status_code == 200
        seen.append(current(answer.text))
    assert sorted(seen[:-1]) == list(range(1, 11)) != seen[:-1]


@pytest.mark.parametrize(
    ("place", "rows"),
    [
        ("at=1", range(1, PAGE + OVERLAP + 1)),
        ("at=100", range(1, PAGE + OVERLAP + 1)),
        ("at=101", range(101 - OVERLAP, 201 + OVERLAP)),
        ("at=101&go=previous-page", range(1, PAGE + OVERLAP + 1)),
        ("at=5&go=next-page", range(101 - OVERLAP, 201 + OVERLAP)),
        ("go=last", range(201 - OVERLAP, 251)),
        ("go=number&number=230", range(201 - OVERLAP, 251)),
        ("go=number&number=9999999", range(201 - OVERLAP, 251)),
        ("go=find-next&find=sentence 245 of", range(201 - OVERLAP, 251)),
        ("at=unknown&lang=xx&segment=0", range(1, PAGE + OVERLAP + 1)),
    ],
)
def test_one_page_is_shown_with_rows_of_its_neighbours(
    place: str, rows: range, client: TestClient, desk: Desk
) -> None:
    id = desk.add(*long(250))
    assert rows_of(client.get(f"/review/{id}?{place}").text) == list(rows)


def test_texts_are_shown_as_they_are_and_never_as_markup(client: TestClient, desk: Desk) -> None:
    source, draft = small("<script>alert(1)</script>")
    text = client.get(f"/review/{desk.add(source, draft)}").text
    assert "The &lt;b&gt;eighth&lt;/b&gt; &amp; last?" in text
    assert "<script>alert" not in text


def test_a_document_says_what_is_decided_marked_and_noted(client: TestClient, desk: Desk) -> None:
    text = client.get(f"/review/{desk.add(*two())}").text
    assert "</span> rejected</span>" in text
    assert "marked</span>" in text and "not of this text" in text


def test_the_name_that_one_gives_is_shown_in_the_history(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    answer = client.post("/review/name", data={"name": " Әлия\tН. ", "to": f"/review/{id}"})
    assert answer.headers["location"] == f"/review/{id}"
    cookies = answer.headers["set-cookie"].lower()
    assert cookies.count("httponly") == 2 and cookies.count("samesite=strict") == 2
    do(client, id, "confirm", 4)
    do(client, id, "undo", 4)
    text = client.get(f"/review/{id}/history").text
    assert text.count("Әлия Н.") == 2
    assert "Undid 1:" in text and "(undone)" in text
    assert client.post("/review/name", data={"to": "//evil.example"}).headers["location"] == "/review"


def test_a_document_that_is_not_there_is_not_found(client: TestClient) -> None:
    for place in ("/review/7", "/review/7/history", "/review/7/files", "/review/7/changes"):
        answer = client.get(place)
        assert answer.status_code in (400, 404)
        assert "no document 7" in answer.text
    assert client.get("/review/abc").status_code == 404


def test_the_version_is_checked_of_the_row_that_is_changed(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    desk.open(id).do(OTHER, Action("reject", 9), 0)
    assert do(client, id, "confirm", 1).status_code == 200
    assert desk.open(id).draft.rows[8].state is State.REJECTED


def test_a_text_that_is_too_long_is_refused_and_not_cut(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    answer = do(client, id, "edit", 1, text="сөз " * 30_000)
    assert answer.status_code == 400 and "too long" in answer.text
    assert desk.open(id).version == 0


def test_who_may_only_read_is_offered_no_changes(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, token="a long enough token")
    id = Desk(settings.reviews).add(*small())
    with TestClient(application(settings), base_url="http://127.0.0.1") as client:
        text = client.get(f"/review/{id}").text
        assert 'aria-readonly="true"' in text and "next-doubtful" in text
        assert 'name="action"' not in text
        assert do(client, id, "confirm").status_code == 401
        assert "<form" not in client.get("/review").text
