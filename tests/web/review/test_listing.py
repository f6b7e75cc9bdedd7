"""The list of documents, and how there are more; a document as files, out and in."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import openpyxl
import pytest
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient

from tests.conftest import ROOT
from tests.web.review.made_up import long, small
from tests.web.serving import settings_in
from tm.review.action import Action
from tm.review.desk import Desk, Person
from tm.review.exchange.documents import Aligned
from tm.review.exchange.folders import found_in
from tm.web.application import application
from tm.web.review import adding
from tm.web.state import state_of

ME = Person("0123456789abcdef", "")
TEXTS = {
    "kk": "Бұл бірінші сөйлем.\nМынау екінші, сәл ұзағырақ сөйлем.\n",
    "en": "This is the first sentence.\nAnd that is the second one, a bit longer.\n",
    "ru": "Это первое предложение.\nА это второе предложение, чуть длиннее.\n",
}


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a server that knows a folder with one document that is right, and one that is not."""
    gold = ROOT / "alignments" / "gold" / "ushtil-open" / "cul-011"
    folder = tmp_path / "gold"
    for name in ("right", "wrong"):
        (folder / name).mkdir(parents=True)
        for file in ("kk.txt", "en.txt", "ru.txt", "kk-en-ru.beads"):
            (folder / name / file).write_bytes((gold / file).read_bytes())
    (folder / "wrong" / "kk.txt").write_text("Басқа мәтін.\n", encoding="utf-8")
    settings = settings_in(tmp_path, folders=(folder,))
    with TestClient(application(settings), base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def number_in(answer: Any) -> int:
    """The number of the document to which an answer leads."""
    found = re.fullmatch(r"/review/(\d+)\?mode=doubtful&go=doubtful-first", answer.headers["location"])
    assert found
    return int(found[1])


def names_in(text: str) -> list[str]:
    return re.findall(r'<a href="/review/\d+">([^<]+)</a>', text)


def test_documents_of_folders_are_listed_and_opened(folders: TestClient) -> None:
    text = folders.get("/review").text
    assert "Review: right in kk en ru" in text
    assert "its beads name 13 segments of kk, but the text has 1" in text
    key = text.split('name="key" value="')[1].split('"')[0]
    answer = folders.post("/review/open", data={"key": key})
    assert answer.status_code == 303
    assert "right" in folders.get(answer.headers["location"]).text
    assert 'name="key"' not in folders.get("/review").text
    assert folders.post("/review/open", data={"key": "../../etc/passwd"}).status_code == 400


def test_the_most_doubtful_document_comes_first(client: TestClient, desk: Desk) -> None:
    for name, count in (("b", 30), ("a", 150)):
        desk.add(*long(count, name))
    desk.add(*small("c"))
    names = {sort: names_in(client.get(f"/review?sort={sort}").text) for sort in ("", "name", "nonsense")}
    assert names[""][0] == names["nonsense"][0] == "c"
    assert names["name"] == ["a", "b", "c"]


def test_texts_that_are_sent_are_aligned(client: TestClient, desk: Desk) -> None:
    files = {lang: (f"{lang}.txt", text.encode()) for lang, text in TEXTS.items()}
    answer = client.post("/review/add", files=files, data={"name": "sent", "project": "mine"})
    assert answer.status_code == 303
    review = desk.open(number_in(answer))
    assert (review.source.project, review.source.name) == ("mine", "sent")
    assert [row.shape for row in review.draft.rows] == [(1, 1, 1), (1, 1, 1)]


def test_one_text_alone_and_the_wrong_language_are_refused_with_the_reason(client: TestClient) -> None:
    one = client.post("/review/add", files={"kk": ("a.txt", TEXTS["kk"].encode()), "en": ("", b"")})
    assert one.status_code == 400 and "Choose the texts of two languages at least." in one.text
    swapped = client.post(
        "/review/add",
        files={"kk": ("a.txt", TEXTS["en"].encode() * 9), "en": ("b.txt", TEXTS["kk"].encode() * 9)},
    )
    assert swapped.status_code == 400 and "a.txt: declared kk but reads like en" in swapped.text
    assert "say below that the languages are right" in swapped.text and "--trust" not in swapped.text


def test_a_document_can_be_taken_out_of_review_and_put_back(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    place = client.post(f"/review/{id}/remove").headers["location"]
    assert desk.documents() == []
    assert f'action="/review/{id}/restore"' in client.get(place).text
    assert client.post(f"/review/{id}/restore").headers["location"] == f"/review/{id}"
    assert [one.name for one in desk.documents()] == ["small"]
    assert client.post("/review/99/restore").status_code == 400


def test_a_memory_that_is_not_there_is_said(client: TestClient) -> None:
    assert client.get("/review/memory").status_code == 503


def test_a_document_goes_into_the_memory_and_comes_from_it(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    desk.open(id).do(ME, Action("confirm-above", 3), 0)
    answer = client.post(f"/review/{id}/keep", data={"confirmed": "on"})
    assert "The memory has 3 new units now" in answer.text
    assert "small" in client.get("/review/memory").text
    opened = client.post("/review/from-memory", data={"name": "small", "lang": ["kk", "ru"]})
    assert opened.status_code == 303
    assert desk.open(number_in(opened)).draft.langs == ("kk", "ru")


def test_a_document_is_taken_out_as_tmx_beads_gold_and_sheet(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small("Мәтін 1"))
    answer = client.get(f"/review/{id}/files/tmx")
    assert answer.headers["content-disposition"].endswith("%D0%9C%D3%99%D1%82%D1%96%D0%BD-1.tmx")
    assert answer.text.count("<tu ") == 9
    assert client.get(f"/review/{id}/files/confirmed").text.count("<tu ") == 0
    beads = zipfile.ZipFile(io.BytesIO(client.get(f"/review/{id}/files/beads").content))
    assert any(name.endswith("kk-en-ru.beads") for name in beads.namelist())
    gold = client.get(f"/review/{id}/files/gold")
    assert gold.status_code == 409 and "open rows: 10" in gold.text
    desk.open(id).do(ME, Action("confirm-above", 10), 0)
    assert zipfile.is_zipfile(io.BytesIO(client.get(f"/review/{id}/files/gold").content))
    assert client.get(f"/review/{id}/files/exe").status_code == 400


def test_a_sheet_comes_back_with_what_was_changed_in_it(client: TestClient, desk: Desk) -> None:
    id = desk.add(*small())
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/review/{id}/files/xlsx").content))
    for line in book.worksheets[0].iter_rows():
        for cell in line:
            if cell.value == "The sixth.":
                cell.value = "Number six."
    out = io.BytesIO()
    book.save(out)
    answer = client.post(f"/review/{id}/sheet", files={"sheet": ("x.xlsx", out.getvalue())})
    assert answer.status_code == 200 and "1 row has other texts." in answer.text
    assert "rows have other segments" not in answer.text and "decided." not in answer.text
    assert desk.open(id).draft.rows[5].sides[1] == ("Number six.",)
    assert desk.open(id).history()[-1].name == "sheet"
    broken = client.post(f"/review/{id}/sheet", files={"sheet": ("x.xlsx", b"no sheet")})
    assert broken.status_code == 400 and "/" not in broken.text.split('role="alert">')[1].split("<")[0]


def test_documents_of_folders_say_how_doubtful_they_are(tmp_path: Path) -> None:
    """Also when their beads are written anew a moment later."""
    for name, confidences in (("unsure", ("0.9", "0.3")), ("claiming", ("1.000", "1.000"))):
        folder = tmp_path / "project" / name
        folder.mkdir(parents=True)
        for lang in ("kk", "en"):
            (folder / f"{lang}.txt").write_text(TEXTS[lang], encoding="utf-8")
        beads = "".join(f"[{k}]:[{k}]:{sure}\n" for k, sure in enumerate(confidences))
        (folder / "kk-en.beads").write_text(f"# ushtil-beads 1 langs=kk,en\n{beads}", encoding="utf-8")
    found = {one.name: (one.rows, one.doubtful) for one in found_in(tmp_path / "project")}
    assert found == {"unsure": (2, 1), "claiming": (2, None)}
    path = tmp_path / "project" / "unsure" / "kk-en.beads"
    path.write_text(path.read_text("utf-8").replace("0.3", "0.61"), encoding="utf-8")
    assert {one.name: one.doubtful for one in found_in(tmp_path / "project")}["unsure"] == 0


def test_beads_that_claim_to_be_sure_are_judged_when_they_are_opened(folders: TestClient) -> None:
    text = folders.get("/review").text
    assert "not judged" in text
    opened = folders.post("/review/open", data={"key": text.split('name="key" value="')[1].split('"')[0]})
    page = folders.get(opened.headers["location"]).text
    assert "The confidences are our own." in page
    review = state_of(HTTPConnection({"type": "http", "app": folders.app})).desk.open(number_in(opened))
    assert len({row.confidence for row in review.draft.rows}) > 1


def test_the_list_says_who_was_there_last_and_when(client: TestClient, desk: Desk) -> None:
    review = desk.open(desk.add(*small()))
    assert "not yet" in client.get("/review").text
    review.do(Person("someone-else-entirely", "Дана"), Action("confirm", 1), 0)
    text = client.get("/review").text
    assert "<small>Дана</small>" in text
    assert f'<time datetime="{review.history()[0].moment}">' in text


def test_what_takes_long_goes_on_behind_a_page(client: TestClient, desk: Desk, monkeypatch: Any) -> None:
    may_end = Event()

    def slow(*_: Any, **__: Any) -> Any:
        assert may_end.wait(20)
        return Aligned(*small("late"), ())

    monkeypatch.setattr(adding, "PATIENCE", 0.01)
    monkeypatch.setattr(adding, "aligned", slow)
    files = {lang: (f"{lang}.txt", text.encode()) for lang, text in TEXTS.items()}
    answer = client.post("/review/add", files=files, data={"name": "late"})
    assert answer.status_code == 200 and "The document opens by itself." in answer.text
    place = answer.text.split('data-place="')[1].split('"')[0]
    assert client.get(place).status_code == 200 and desk.documents() == []
    may_end.set()
    for _ in range(200):
        if (answer := client.get(place)).status_code == 303:
            break
        time.sleep(0.01)
    assert desk.open(number_in(answer)).source.name == "late"
    assert client.get("/review/coming/nothing").status_code == 404


def test_what_takes_long_can_be_given_up(client: TestClient, desk: Desk, monkeypatch: Any) -> None:
    may_end = Event()
    monkeypatch.setattr(adding, "PATIENCE", 0.01)
    monkeypatch.setattr(adding, "aligned", lambda *_, **__: may_end.wait(20) and Aligned(*long(250), ()))
    monkeypatch.setattr(adding, "says_nothing", lambda _: True)
    files = {lang: (f"{lang}.txt", text.encode()) for lang, text in TEXTS.items()}
    place = client.post("/review/add", files=files).text.split('data-place="')[1].split('"')[0]
    assert client.post(f"{place}/stop").headers["location"] == "/review"
    may_end.set()
    for _ in range(500):
        if client.get(place).status_code == 303:
            break
        time.sleep(0.01)
    assert desk.documents() == []
