"""Files into the memory through a page: what is told, what stays, and what is refused."""

from __future__ import annotations

import errno
import gzip
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.web.memory.house import HERE, TEXTS, fill, opened, tmx
from tm.importing import BATCH
from tm.web.jobs import JobState
from tm.web.memory.imports import Coming
from tm.web.memory.uploads import safe_name


def test_a_trial_changes_nothing_and_is_then_done_in_earnest(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        tried = house.send(("a.tmx", tmx(("Иә.", "Да."), ("Жоқ.", "Нет."))), dry="1")
        told = house.get(f"/memory/jobs/{tried.id}")
        assert "Would be added" in told and "nothing in the memory was changed" in told
        assert len(house.units()) == len(TEXTS)
        done = house.post(f"/memory/jobs/{tried.id}/import")
        assert done.state is JobState.DONE and len(house.units()) == len(TEXTS) + 2
        assert "as revision 2" in house.get(f"/memory/jobs/{done.id}")
        house.post("/memory/undo", {"revision": "2"})
        assert len(house.units()) == len(TEXTS)


def test_what_was_done_in_earnest_is_not_a_trial(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        done = house.send(("a.tmx", tmx(("Жоқ.", "Нет."))))
        assert house.client.post(f"/memory/jobs/{done.id}/import").status_code == 409


def test_the_first_import_makes_the_memory(tmp_path: Path) -> None:
    with opened(tmp_path, filled=False) as house:
        assert "There is no memory yet" in house.get("/memory")
        assert house.send(("a.tmx", tmx(("Жоқ.", "Нет.")))).state is JobState.DONE
        assert len(house.units()) == 1


def test_a_policy_says_what_becomes_of_another_translation(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        job = house.send(("a.tmx", tmx(("Иә.", "Ага."))), policy="overwrite", source="kk")
        assert isinstance(job.result, Coming) and job.result.outcome.replaced == 1
        assert {unit.variants[1].text for unit in house.units()} >= {"Ага."}


def test_texts_in_pairs_and_columns_without_names(tmp_path: Path) -> None:
    with opened(tmp_path, filled=False) as house:
        house.send(("news.kk", "Иә.\nЖоқ.\n".encode()), ("news.ru", "Да.\nНет.\n".encode()))
        house.send(("t.csv", "Біз.,Мы.\n".encode()), columns="kk, ru")
        assert [tuple(one.text for one in unit.variants) for unit in house.units()] == [
            ("Иә.", "Да."),
            ("Жоқ.", "Нет."),
            ("Біз.", "Мы."),
        ]


def test_units_that_can_not_be_read_can_be_taken_away(tmp_path: Path) -> None:
    bad = tmx(("Жоқ.", "Нет.")).replace(b"<body>", b"<body><tu><tuv><seg>?</seg></tuv></tu>")
    with opened(tmp_path) as house:
        job = house.send(("a.tmx", bad))
        page = house.get(f"/memory/jobs/{job.id}")
        assert "Could not be read" in page and "rejects.tmx" in page
        answer = house.client.get(f"/memory/jobs/{job.id}/files/rejects.tmx")
        assert b"x-reject-reason" in answer.content
        assert answer.headers["content-disposition"].startswith("attachment")


BOMB = b"<!DOCTYPE tmx [" + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
)
HOSTILE = {
    "external.tmx": tmx(("&x;", "Нет.")).replace(
        b"<tmx", b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx', 1
    ),
    "laughs.tmx": tmx(("&a9;", "Нет.")).replace(b"<tmx", BOMB + b"]><tmx", 1),
    "bomb.tmx.gz": gzip.compress(b" " * (80 << 20)),
    "cut.tmx": tmx(("Жоқ.", "Нет."))[:-40],
    "none.tmx": b"\x00\xff" * 100,
    "empty.tmx": b"",
    "memory.sqlite": b"SQLite format 3\0" + b"\0" * 200,
    "book.xlsx": b"PK\x03\x04 nothing",
    "what.exe": b"MZ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_one_line_and_nothing_comes_in(tmp_path: Path, name: str) -> None:
    with opened(tmp_path) as house:
        job = house.send((name, HOSTILE[name]))
        page = house.get(f"/memory/jobs/{job.id}")
        assert "root:" not in page and str(tmp_path) not in page and str(job.folder) not in page
        told = job.problem or page
        assert job.state is JobState.FAILED or "Could not be read" in told
        assert "\n" not in job.problem
        assert [unit.variants[0].text for unit in house.units()] == [kk for kk, _ in TEXTS]


def test_an_archive_of_many_files_is_refused(tmp_path: Path) -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as one:
        one.writestr("../../a.tmx", tmx(("Жоқ.", "Нет.")))
        one.writestr("b.tmx", "b")
    with opened(tmp_path) as house:
        job = house.send(("a.tmx.zip", archive.getvalue()))
        assert job.state is JobState.FAILED and "ZIP archive of 2 files" in job.problem


def test_more_than_allowed_is_refused_whether_or_not_it_is_said_before(tmp_path: Path) -> None:
    with opened(tmp_path, upload=50_000) as house:
        large = [("files", ("a.tmx", b" " * 60_000))]
        assert house.client.post("/memory/import", files=large).status_code == 413
        told = house.client.build_request("POST", "/memory/import", files=large)
        body = told.read()

        def endless() -> Iterator[bytes]:  # of a length that nobody tells
            yield body[:30_000]
            yield from [b" " * 10_000] * 10

        head = {"content-type": told.headers["content-type"]}
        answer = house.client.post("/memory/import", content=endless(), headers=head)
        assert answer.status_code == 413
        assert house.state.jobs.all() == []


def test_forms_without_files_are_small(tmp_path: Path) -> None:
    with opened(tmp_path, upload=50_000, body=10_000) as house:
        for place in ("/memory/export", "/memory/findings", "/memory/undo"):
            sent = {"files": ("a.tmx", b" " * 20_000)}
            assert house.client.post(place, data={"revision": "1"}, files=sent).status_code == 413
        assert house.state.jobs.all() == []


def test_names_are_never_paths(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        job = house.send(("../../../tm.sqlite/../evil.tmx", tmx(("Жоқ.", "Нет."))))
        assert job.about == "evil.tmx" and job.state is JobState.DONE
        assert isinstance(job.result, Coming) and job.result.wish.files[0].parent == job.folder
        for name in ("../evil.tmx", "..%2f..%2ftm.sqlite", "evil.tmx", "%2e%2e"):
            assert house.client.get(f"/memory/jobs/{job.id}/files/{name}").status_code == 404
    assert safe_name("я" * 500 + ".tmx").endswith("я.tmx") and len(safe_name("я" * 500).encode()) < 240


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"policy": "burn"}, "policy"),
        ({"format": "exe"}, "formats are"),
        ({"columns": "kk,??"}, "no language tag"),
        ({"source": "?"}, "no language tag"),
    ],
)
def test_wishes_that_make_no_sense_are_refused(tmp_path: Path, form: dict[str, str], why: str) -> None:
    with opened(tmp_path) as house:
        answer = house.client.post("/memory/import", data=form, files={"files": ("a.tmx", tmx())})
        assert answer.status_code == 400 and why in answer.text
        assert house.client.post("/memory/import", files={"other": b"a"}).status_code == 400


def test_two_imports_at_once_both_come_in(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        many = [(f"Сөз {n}.", f"Слово {n}.") for n in range(600)]
        threads = [
            threading.Thread(target=house.send, args=((f"{part}.tmx", tmx(*many[part::2])),))
            for part in (0, 1)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [job.state for job in house.state.jobs.all()] == [JobState.DONE] * 2
        assert len(house.units()) == len(TEXTS) + len(many)


def test_what_came_in_before_it_was_stopped_stays_and_is_said(tmp_path: Path) -> None:
    many = tmx(*((f"Сөз {n}.", f"Слово {n}.") for n in range(BATCH + 500)))
    with opened(tmp_path) as house:
        answer = house.client.post(
            "/memory/import", files={"files": ("many.tmx", many)}, follow_redirects=False
        )
        place = answer.headers["location"]
        house.client.post(f"{place}/stop")
        job = house.state.jobs.find(place.rsplit("/", 1)[1])
        assert job is not None and job.wait(20) and job.state is JobState.STOPPED
        assert "stopped" in house.get(place).lower()
        assert len(house.units()) in (len(TEXTS), len(TEXTS) + BATCH), "whole batches or nothing"


def test_who_may_only_read_starts_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "tm.sqlite")
    with opened(tmp_path, filled=False) as house:
        cross = {"origin": "http://evil.example", "host": HERE.removeprefix("http://")}
        for place in (
            "/memory/import",
            "/memory/export",
            "/memory/findings",
            "/memory/undo",
            "/memory/count",
        ):
            assert house.client.post(place, headers=cross).status_code == 403
        assert house.state.jobs.all() == []


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: object, target: BinaryIO, length: int = 0) -> None:
        target.write(b"a part")
        raise OSError(errno.ENOSPC, "no space left on device")

    with opened(tmp_path) as house:
        monkeypatch.setattr("tm.web.memory.uploads.shutil.copyfileobj", full)
        answer = house.client.post("/memory/import", files=[("files", ("a.tmx", tmx(("Иә", "Да"))))])
        assert (answer.status_code, "disk of the server is full" in answer.text) == (507, True)
        assert house.state.jobs.all() == []
        assert [one for one in house.state.jobs.folder().parent.rglob("*") if one.is_file()] == []
