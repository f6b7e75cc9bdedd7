"""The list of documents, and how there are more; a document as files, out and in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from tests.conftest import ROOT
from tests.web.review.made_up import long, small
from tests.web.serving import settings_in
from tm.review.action import Action
from tm.review.desk import Desk, Person
from tm.web.application import application

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
    assert "Review: right in" not in folders.get("/review").text
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
    review = desk.open(int(answer.headers["location"].rsplit("/", 1)[1]))
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
    assert desk.open(int(opened.headers["location"].rsplit("/", 1)[1])).draft.langs == ("kk", "ru")


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
