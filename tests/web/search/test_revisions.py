"""The list of changes: all of them, page by page, and each can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.elements import page_of, said, select
from tests.web.search.conftest import UNITS, unit, visitor
from tm.editing import edit
from tm.memory import Memory
from tm.web.settings import Settings


def test_a_revision_is_taken_back_and_that_too(client: TestClient, place: str) -> None:
    answer = client.post("/revisions/1/undo")
    assert answer.status_code == 303
    page = page_of(client.get(answer.headers["location"]).text)
    assert said(page, ".done p") == ["Undone in revision 2. Units that went: 6; units that came back: 0."]
    with Memory(place) as memory:
        assert len(memory) == 0
    client.post("/revisions/2/undo")
    with Memory(place) as memory:
        assert list(memory) == list(UNITS)


def test_units_that_were_changed_later_are_left_alone_and_named(client: TestClient, place: str) -> None:
    with Memory(place) as memory:
        edit(memory, 2, "ru", "Закон.")
    answer = client.post("/revisions/1/undo")
    page = page_of(client.get(answer.headers["location"]).text)
    assert "Not undone, for they were changed later: 2" in said(page, ".done p")[0]
    assert [one.get("href") for one in select(page, ".done a")] == ["/unit/2"]


@pytest.mark.parametrize("id", ["5", "0", "999999999999999"])
def test_a_revision_that_never_was_can_not_be_taken_back(client: TestClient, id: str) -> None:
    answer = client.post(f"/revisions/{id}/undo")
    assert answer.status_code == 400
    assert f"has no revision {id}" in said(page_of(answer.text), "[role=alert]")[0]


def test_many_revisions_have_pages(client: TestClient, place: str) -> None:
    with Memory(place) as memory:
        for number in range(60):
            memory.add([unit(f"n{number}", ru=f"номер {number}", en=str(number))])
    page = page_of(client.get("/revisions").text)
    assert said(page, "tbody td.number")[0] == "61" and len(select(page, "tbody tr")) == 50
    (older,) = select(page, "[rel=next]")
    page = page_of(client.get(older.get("href")).text)
    assert said(page, "tbody td.number")[-3] == "1" and len(select(page, "tbody tr")) == 11
    for odd in ("0", "-1", "x", "9999999999999"):
        assert client.get(f"/revisions?page={odd}").status_code == 200


def test_without_a_memory_the_list_says_so(tmp_path: Path) -> None:
    answer = visitor(Settings(memory=str(tmp_path / "none.sqlite"))).get("/revisions")
    assert answer.status_code == 200
    assert "none.sqlite" in said(page_of(answer.text), "[role=alert]")[0]
