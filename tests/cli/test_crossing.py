"""`tm align --crossing`: what stands in another order is always named, and linked when asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree, html

from tests.alignment.test_hard_texts import lines
from tests.cli.test_cli import run
from tests.formats.test_tmx import RULES


@pytest.fixture
def moved(tmp_path: Path) -> list[Path]:
    """Three versions; a paragraph of the Russian one stands elsewhere, and English says a passage twice."""
    texts = {lang: lines("politics", lang)[:18] for lang in ("kk", "en", "ru")}
    texts["ru"] = texts["ru"][:3] + texts["ru"][12:15] + texts["ru"][3:12] + texts["ru"][15:]
    texts["en"] = texts["en"] + texts["en"][4:6]
    for lang, text in texts.items():
        (tmp_path / f"{lang}.txt").write_text("\n".join(text), encoding="utf-8")
    return [tmp_path / f"{lang}.txt" for lang in texts]


def kinds(path: Path) -> list[str | None]:
    units = etree.parse(path).getroot().iter("tu")
    return [unit.findtext("prop[@type='x-crossing']") for unit in units]


def test_crossings_are_named_and_not_linked(
    capfd: pytest.CaptureFixture[str], moved: list[Path], tmp_path: Path
) -> None:
    args: list[str | Path] = [
        "align",
        "--lines",
        moved[0],
        moved[2],
        "-o",
        tmp_path / "a.tmx",
        "--beads",
        tmp_path / "b",
    ]
    code, _, told = run(capfd, *args)
    assert code == 0
    assert "1 passage stands in another order: kk 13–15 ↔ ru 4–6 moved; --crossing links it" in told
    assert kinds(tmp_path / "a.tmx") == [None] * 15
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == ["kk-ru.beads"]


def test_crossing_links_them(capfd: pytest.CaptureFixture[str], moved: list[Path], tmp_path: Path) -> None:
    plain, out = tmp_path / "plain.tmx", tmp_path / "a.tmx"
    run(capfd, "align", "--lines", *moved, "-o", plain, "--beads", tmp_path / "p")
    code, _, told = run(capfd, "align", "--lines", *moved, "-o", out, "--crossing", "--beads", tmp_path / "b")
    assert code == 0 and "4 passages stand in another order" in told and "10 units of them added" in told
    tree = etree.parse(out)
    assert RULES.validate(tree), RULES.error_log
    found = kinds(out)
    assert found[:-10] == kinds(plain) and set(found[-10:]) == {"moved", "repeated"}
    last = list(tree.getroot().iter("tu"))[-10:]
    assert all(float(unit.findtext("prop[@type='x-confidence']") or 1) <= 0.5 for unit in last)
    assert all(len(unit.findall("tuv/prop[@type='x-segments']")) == 2 for unit in last)
    rows = (tmp_path / "b/kk-ru.crossings.tsv").read_text("utf-8").splitlines()
    assert rows[0].split("\t") == ["passage", "kind", "alone", "kk", "ru", "confidence"]
    assert [row.split("\t")[:5] for row in rows[1:]] == [
        ["1", "moved", "kk ru", str(12 + k), str(3 + k)] for k in range(3)
    ]
    for path in (tmp_path / "p").iterdir():
        assert (tmp_path / "b" / path.name).read_bytes() == path.read_bytes(), "beads stay as they are"


def test_min_confidence_holds_for_crossings(
    capfd: pytest.CaptureFixture[str], moved: list[Path], tmp_path: Path
) -> None:
    args: list[str | Path] = ["align", "--lines", *moved, "-o", tmp_path / "a.tmx", "--crossing", "--json"]
    summary = json.loads(run(capfd, *args)[1])
    assert summary["crossing_units"] == 10 and len(summary["crossings"]) == 4
    first = summary["crossings"][0]
    assert first["kind"] == "repeated" and first["alone"] == ["en"] and first["sides"]["en"] == [18, 19]
    assert [bead["en"] for bead in first["beads"]] == [[18], [19]] and 0 < first["confidence"] <= 0.5
    assert json.loads(run(capfd, *args, "--min-confidence", "0.51")[1])["crossing_units"] == 0
    assert not any(kinds(tmp_path / "a.tmx"))


def test_the_report_shows_them(capfd: pytest.CaptureFixture[str], moved: list[Path], tmp_path: Path) -> None:
    run(capfd, "align", "--lines", *moved, "-o", tmp_path / "a.tmx", "--report", tmp_path / "r.html")
    page = html.parse(tmp_path / "r.html").getroot()
    (section,) = page.xpath("//section[@class='crossings']")
    captions = [caption.text_content() for caption in section.iter("caption")]
    assert captions[0].startswith("kk 5–6 ↔ en 19–20, said twice in English, 0.4")
    assert captions[1].startswith("kk 13–15 ↔ ru 4–6, moved, 0.4")
    assert len(page.xpath("//svg//rect[@class='crossing']")) == 4
    places = set(page.xpath("//@id"))
    assert {link.removeprefix("#") for link in section.xpath(".//a/@href")} <= places


def test_crossings_are_no_references(
    capfd: pytest.CaptureFixture[str], moved: list[Path], tmp_path: Path
) -> None:
    memory = tmp_path / "a.tmx"
    run(capfd, "align", "--lines", moved[1], moved[0], "-o", memory, "--crossing")
    args: list[str | Path] = [
        "score",
        "--ref",
        memory,
        "--from",
        "kk",
        "--to",
        "en",
        "--by-segment",
        "--sys",
        moved[0],
    ]
    code, out, told = run(capfd, *args)
    assert code == 0 and "18 segments of" in out
    assert "2 units lack one of the languages or are crossings" in told


def test_texts_in_order_have_no_word_about_it(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    files = [article / f"{lang}.txt" for lang in ("kk", "en", "ru")]
    args: list[str | Path] = [
        "align",
        *files,
        "-o",
        tmp_path / "a.tmx",
        "--crossing",
        "--report",
        tmp_path / "r.html",
    ]
    code, _, told = run(capfd, *args, "--beads", tmp_path / "b")
    assert code == 0 and "another order" not in told
    assert not html.parse(tmp_path / "r.html").getroot().xpath("//*[@id='crossings']")
    assert (tmp_path / "b/kk-en.crossings.tsv").read_text() == "passage\tkind\talone\tkk\ten\tconfidence\n"
