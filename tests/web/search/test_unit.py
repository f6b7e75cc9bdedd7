"""The page of a unit: whatever is done is one revision, and nobody's work is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from httpx2 import Response
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from tests.web.elements import page_of, said, select
from tests.web.search.conftest import UNITS, visitor
from tm.memory import Memory
from tm.units import Code, TranslationUnit
from tm.web.settings import Settings


def form_of(client: TestClient, number: int) -> dict[str, str]:
    """What the form of a unit holds before anybody has typed."""
    page = page_of(client.get(f"/unit/{number}").text)
    values = {one.get("name"): one.value for one in select(page, "form.wording [name]")}
    return {
        name: (value or "").removeprefix("\n")  # which browsers leave out at the start of a textarea
        for name, value in values.items()
        if name not in ("note", "bare")
    }


def save(client: TestClient, number: int, form: dict[str, str], **typed: str) -> Response:
    """Send a form back in which something was typed."""
    return client.post(f"/unit/{number}", data=form | {name.replace("_", "-"): typed[name] for name in typed})


def done(client: TestClient, answer: Response) -> HtmlElement:
    """The page after something was done."""
    assert answer.status_code == 303
    return page_of(client.get(answer.headers["location"]).text)


def unit_of(place: str, number: int) -> TranslationUnit:
    """A unit as it lives in the memory."""
    with Memory(place) as memory:
        return memory.store.by_number([number])[0].unit


def texts_of(place: str, number: int) -> list[str]:
    """What it says."""
    return [one.text for one in unit_of(place, number).variants]


def revisions_of(place: str) -> int:
    """How many changes a memory has seen."""
    with Memory(place) as memory:
        return memory.store.last_revision()


def test_all_languages_are_saved_as_one_revision_and_undone_as_one(client: TestClient, place: str) -> None:
    answer = save(client, 2, form_of(client, 2), text_0="Заң бойынша.", text_1="По закону.")
    page = done(client, answer)
    assert texts_of(place, 2) == ["Заң бойынша.", "По закону.", "This is by law."]
    assert unit_of(place, 2).prop("x-review") == "edited"
    assert said(page, ".done p") == ["Saved as revision 2."]
    assert said(page, ".stages li.lives del") and said(page, ".stages li.lives ins")
    page = done(client, client.post("/unit/2/undo", data={"revision": "2"}))
    assert unit_of(place, 2) == UNITS[1]
    assert said(page, ".done p") == ["Undone in revision 3."]
    assert len(select(page, ".stages > li")) == 3


def test_two_people_do_not_overwrite_each_other(client: TestClient, place: str) -> None:
    one, other = form_of(client, 2), form_of(client, 2)
    done(client, save(client, 2, one, text_1="Один так.", text_2="One says so."))
    answer = save(client, 2, other, text_1="Другой иначе.")
    assert answer.status_code == 409
    assert texts_of(place, 2)[1:] == ["Один так.", "One says so."]
    page = page_of(answer.text)
    assert "Nothing was overwritten" in said(page, "[role=alert]")[0]
    values = [field.value.strip() for field in select(page, ".wording textarea[required]")]
    assert values == [texts_of(place, 2)[0], "Другой иначе.", "One says so."]
    (theirs,) = select(page, ".theirs")
    assert "Один так." in theirs.text_content()
    again = {
        one.get("name"): (one.value or "").removeprefix("\n") for one in select(page, "form.wording [name]")
    }
    done(client, client.post("/unit/2", data=again))
    assert texts_of(place, 2)[1:] == ["Другой иначе.", "One says so."]


def test_notes_that_two_people_change_are_both_shown(client: TestClient, place: str) -> None:
    one, other = form_of(client, 2), form_of(client, 2)
    done(client, save(client, 2, one, note="Их заметка."))
    answer = save(client, 2, other, note="Моя заметка.")
    assert answer.status_code == 409 and unit_of(place, 2).notes == ("Их заметка.",)
    page = page_of(answer.text)
    assert select(page, "#note-1")[0].value.strip() == "Моя заметка."
    assert "Их заметка." in said(page, ".theirs")[0]
    page = page_of(save(client, 2, other, text_1="Только текст.").text)
    assert select(page, "#note-1")[0].value.strip() == "Их заметка."


@pytest.mark.parametrize("act", ["delete", "restore"])
def test_what_was_changed_meanwhile_is_not_deleted_nor_replaced(
    client: TestClient, place: str, act: str
) -> None:
    form = form_of(client, 2)
    done(client, save(client, 2, form, text_1="Один так."))
    answer = client.post(f"/unit/2/{act}", data={"version": form["version"], "place": "1"})
    assert answer.status_code == 409
    assert texts_of(place, 2)[1] == "Один так." and revisions_of(place) == 2


def test_what_was_written_for_a_deleted_unit_is_not_lost(client: TestClient, place: str) -> None:
    form = form_of(client, 2)
    done(client, client.post("/unit/2/delete", data={"version": form["version"]}))
    answer = save(client, 2, form, text_1="Моя работа.")
    assert answer.status_code == 409 and "Моя работа." in answer.text
    with Memory(place) as memory:
        assert len(memory) == len(UNITS) - 1


def test_a_deleted_unit_can_be_brought_back(client: TestClient, place: str) -> None:
    page = done(client, client.post("/unit/2/delete", data={"version": form_of(client, 2)["version"]}))
    assert said(page, ".done p") == ["Deleted in revision 2."] and not select(page, "textarea")
    page = page_of(client.get("/unit/2").text)
    assert "deleted in revision 2" in said(page, ".done")[0]
    (version,) = select(page, ".wrong [name=version]")
    page = done(client, client.post("/unit/2/restore", data={"version": version.value}))
    assert said(page, ".done p") == ["Restored in revision 3."]
    assert unit_of(place, 2) == UNITS[1]


def test_a_version_of_old_is_restored(client: TestClient, place: str) -> None:
    done(client, save(client, 2, form_of(client, 2), text_1="Вторая."))
    done(client, save(client, 2, form_of(client, 2), text_1="Третья."))
    data = {"version": form_of(client, 2)["version"], "place": "2"}
    done(client, client.post("/unit/2/restore", data=data))
    assert texts_of(place, 2)[1] == "Вторая."
    data = {"version": form_of(client, 2)["version"], "place": "9"}
    answer = client.post("/unit/2/restore", data=data)
    assert answer.status_code == 404


def test_inline_codes_stay_where_only_the_text_round_them_changes(client: TestClient, place: str) -> None:
    done(client, save(client, 4, form_of(client, 4), text_0="Теперь нажмите Пуск."))
    content = unit_of(place, 4).variants[0].content
    assert [one.kind for one in content if isinstance(one, Code)] == ["bpt", "ept"]
    assert content[0] == "Теперь нажмите " and texts_of(place, 4)[0] == "Теперь нажмите Пуск."


def test_a_change_across_inline_codes_is_refused_until_they_may_go(client: TestClient, place: str) -> None:
    answer = save(client, 4, form_of(client, 4), text_0="Надо давить кнопку.")
    assert answer.status_code == 400 and revisions_of(place) == 1
    page = page_of(answer.text)
    assert "inline codes stand in what changed" in said(page, "[role=alert]")[0]
    assert select(page, "#text-0")[0].value.strip() == "Надо давить кнопку."
    assert select(page, "[name=bare]")
    done(client, save(client, 4, form_of(client, 4), text_0="Надо давить кнопку.", bare="1"))
    assert unit_of(place, 4).variants[0].content == ()


def test_notes_and_a_language_are_added(client: TestClient, place: str) -> None:
    form = form_of(client, 3)
    done(client, save(client, 3, form, note="Спросить.", lang="kk", added="Нарық."))
    unit = unit_of(place, 3)
    assert unit.notes == ("Спросить.",) and unit.variants[-1][:2] == ("kk", "Нарық.")
    page = page_of(client.get("/unit/3").text)
    assert select(page, "#note-1")[0].value.strip() == "Спросить."
    done(client, save(client, 3, form_of(client, 3), note=""))
    assert unit_of(place, 3).notes == ()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, "says so already"),
        ({"text_0": "  "}, "the text in kk is empty"),
        ({"lang": "no language", "added": "x"}, "is no language tag"),
        ({"lang": "de"}, "the text in de is empty"),
        ({"lang": "RU", "added": "Ещё."}, "the unit has a text in RU already"),
        ({"text_0": "a\0b"}, "NUL"),
    ],
)
def test_what_can_not_be_saved_is_refused_in_one_line(
    client: TestClient, place: str, typed: dict[str, str], problem: str
) -> None:
    answer = save(client, 2, form_of(client, 2), **typed)
    assert answer.status_code == 400
    (told,) = said(page_of(answer.text), "[role=alert]")
    assert problem in told and "\n" not in told
    assert revisions_of(place) == 1


def test_signs_that_a_page_can_not_show_stay_where_nothing_was_typed(client: TestClient, place: str) -> None:
    done(client, save(client, 6, form_of(client, 6), text_1="The control sign."))
    assert texts_of(place, 6) == ["Знак \x02 управления.", "The control sign."]


def test_markup_in_a_unit_is_text(client: TestClient) -> None:
    page = page_of(client.get("/unit/3").text)
    assert not select(page, "i") and not select(page, "[onclick]")
    assert form_of(client, 3)["text-1"].strip() == "The market & its <i>prices</i>"


@pytest.mark.parametrize("number", ["7", "0", "999999999999999"])
def test_a_unit_that_never_was_is_not_found(client: TestClient, number: str) -> None:
    answer = client.get(f"/unit/{number}")
    assert answer.status_code == 404 and f"has no unit {number}" in answer.text
    assert client.post(f"/unit/{number}", data={"version": "1"}).status_code == 404


def test_who_has_no_token_reads_and_changes_nothing(place: str) -> None:
    reader = visitor(Settings(memory=place, token="a secret of some length"))
    page = page_of(reader.get("/unit/4").text)
    assert not select(page, "form") and "Пуск" in page.text_content()
    for path in ("/unit/4", "/unit/4/delete", "/unit/4/restore", "/unit/4/undo", "/revisions/1/undo"):
        assert reader.post(path, data={"version": "4"}).status_code == 401
    assert revisions_of(place) == 1


def test_without_a_memory_there_is_no_unit(tmp_path: Path) -> None:
    answer = visitor(Settings(memory=str(tmp_path / "none.sqlite"))).get("/unit/1")
    assert answer.status_code == 503 and "none.sqlite" in answer.text
