"""The memory as files: of the format that was asked, with the units that were asked, under a safe name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.memory.house import TEXTS, opened
from tm.formats.kinds import open_units
from tm.web.jobs import JobState


@pytest.mark.parametrize("form", ["tmx", "xliff", "xliff2", "po", "csv", "tsv", "xlsx"])
def test_every_format_can_be_read_again(tmp_path: Path, form: str) -> None:
    wish = {"name": "мұра", "format": form}
    if form != "tmx":
        wish |= {"source": "kk", "target": "ru"}
    with opened(tmp_path) as house:
        job = house.post("/memory/export", wish)
        assert job.state is JobState.DONE, job.problem
        (file,) = job.offered
        answer = house.client.get(f"/memory/jobs/{job.id}/files/{file.name}")
        assert answer.headers["content-type"] == "application/octet-stream"
        (tmp_path / file.name).write_bytes(answer.content)
        units = list(open_units(tmp_path / file.name))
        assert [unit.variants[1].text for unit in units] == [ru for _, ru in TEXTS]


def test_plain_text_is_a_file_a_language(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        job = house.post("/memory/export", {"format": "moses", "source": "kk", "target": "ru"})
        assert [one.name for one in job.offered] == ["memory.kk", "memory.ru"]


def test_only_the_units_that_are_asked_for_are_written(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        job = house.post("/memory/export", {"text": "кеше", "review": "auto", "confidence": "0,9"})
        assert [unit.variants[0].text for unit in open_units(job.offered[0])] == ["Ол кеше келді."]
        none = house.post("/memory/export", {"text": ".*", "format": "tmx"})
        assert list(open_units(none.offered[0])) == [], "a text is looked for as it is written"
        assert "No unit is as you asked" in house.get(f"/memory/jobs/{none.id}")


def test_a_profile_writes_for_a_tool(tmp_path: Path) -> None:
    wish = {"profile": "omegat", "source": "kk", "target": "ru"}
    with opened(tmp_path) as house:
        job = house.post("/memory/export", wish)
        assert 'segtype="paragraph"' in job.offered[0].read_text()


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"format": "xliff"}, "two languages"),
        ({"profile": "memoq"}, "two languages"),
        ({"format": "csv", "profile": "plain"}, "Only TMX has profiles"),
        ({"source": "kk", "target": "ru"}, "any number of languages"),
        ({"source": "kk"}, "name both"),
        ({"format": "memory"}, "formats are"),
        ({"profile": "word"}, "profiles are"),
        ({"since": "yesterday"}, "a day is written like"),
        ({"confidence": "nan"}, "from 0 to 1"),
    ],
)
def test_wishes_that_do_not_fit_together_are_refused(tmp_path: Path, form: dict[str, str], why: str) -> None:
    with opened(tmp_path) as house:
        answer = house.client.post("/memory/export", data=form)
        assert answer.status_code == 400 and why in answer.text
        assert "--" not in answer.text, "a page has no options"


def test_a_name_can_not_lead_out_of_the_folder_of_the_job(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        for name in ("../../evil", "/etc/evil", "..\\evil", "evil.zip", "evil.tmx.gz"):
            job = house.post("/memory/export", {"name": name})
            assert all(one.parent == job.folder / "out" for one in job.offered)
            assert job.offered or job.problem


def test_without_a_memory_there_is_nothing_to_export(tmp_path: Path) -> None:
    with opened(tmp_path, filled=False) as house:
        for place in ("/memory/export", "/memory/findings"):
            answer = house.client.get(place)
            assert answer.status_code == 503 and "there is no memory" in answer.text
        assert not house.memory.exists()
