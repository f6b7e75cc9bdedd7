"""Opening sets: any change of what is scored is refused, and said where it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.testset.conftest import Make
from tm.digests import digest_of
from tm.errors import ChangedTestSet, UnreadableFile
from tm.testset import Frozen, open_testset, sets_in
from tm.testset.frozen import write_testset
from tm.units import TranslationUnit, Variant


@pytest.fixture
def frozen(make: Make) -> Frozen:
    return make(size=9)


def refusal(frozen: Frozen) -> str:
    """What is said of a set that was changed, without its folder."""
    with pytest.raises(ChangedTestSet) as caught:
        open_testset(frozen.folder.name, frozen.folder.parent)
    said = str(caught.value)
    assert said.endswith("; bring it back, or freeze a new set under another name")
    return said.removeprefix(f"{frozen.folder}/").partition("; bring")[0]


def edited(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text("utf-8")
    assert change(before) != before
    path.write_bytes(change(before).encode())


def test_a_set_is_found_by_name_and_by_folder(frozen: Frozen, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_testset(frozen.folder) == open_testset("news", frozen.folder.parent) == frozen
    monkeypatch.chdir(frozen.folder.parent)
    assert open_testset("news").units == frozen.units
    frozen.folder.parent.rename("../testsets")
    monkeypatch.chdir("..")
    assert open_testset("news").numbers == frozen.numbers
    assert [path.name for path in sets_in()] == ["news"] and sets_in("none") == []


@pytest.mark.parametrize("name", ["none", "", ".", "../none"])
def test_no_set(frozen: Frozen, name: str) -> None:
    with pytest.raises(UnreadableFile, match="there is no test set"):
        open_testset(name, frozen.folder.parent)


@pytest.mark.parametrize("lang", ["kk", "en"])
def test_a_changed_line(frozen: Frozen, lang: str) -> None:
    edited(frozen.texts[lang], lambda text: text.replace("\n", "!\n", 4).replace("!\n", "\n", 3))
    assert refusal(frozen) == f"news.{lang}:4: is not the segment that was frozen"


def test_lines_in_another_order(frozen: Frozen) -> None:
    edited(frozen.texts["kk"], lambda text: "".join(sorted(text.splitlines(True), reverse=True)))
    assert re.match(r"news\.kk:\d: ", refusal(frozen))


@pytest.mark.parametrize("more", ["\n", "x", "x\n"])
def test_a_line_too_many(frozen: Frozen, more: str) -> None:
    edited(frozen.texts["kk"], lambda text: text + more)
    assert refusal(frozen) == "news.kk:10: is not the segment that was frozen"


def test_the_last_newline_is_no_segment(frozen: Frozen) -> None:
    edited(frozen.texts["kk"], str.rstrip)
    assert open_testset(frozen.folder) == frozen


def test_a_missing_file(frozen: Frozen) -> None:
    frozen.texts["en"].unlink()
    assert refusal(frozen).startswith("news.en: can't be read")


def test_a_changed_text_of_the_units(frozen: Frozen) -> None:
    edited(frozen.tmx, lambda text: text.replace("</seg>", "!</seg>", 7).replace("!</seg>", "</seg>", 6))
    line = frozen.units[3].line
    assert refusal(frozen) == f"testset.tmx:{line}: unit news:4 does not say what was frozen"


def test_units_in_another_order(frozen: Frozen) -> None:
    def swapped(text: str) -> str:
        units = re.findall(r"  <tu .*?</tu>\n", text, re.DOTALL)
        return text.replace(units[1], "@").replace(units[4], units[1]).replace("@", units[4])

    edited(frozen.tmx, swapped)
    assert refusal(frozen) == "testset.tmx: unit news:5 stands in the place of news:2"


@pytest.mark.parametrize(
    ("at", "said"),
    [(0, "unit news:2 stands in the place of news:1"), (8, "nothing stands in the place of news:9")],
)
def test_a_missing_unit(frozen: Frozen, at: int, said: str) -> None:
    edited(frozen.tmx, lambda text: text.replace(re.findall(r"  <tu .*?</tu>\n", text, re.DOTALL)[at], ""))
    assert refusal(frozen) == f"testset.tmx: {said}"


def test_a_unit_too_many(frozen: Frozen) -> None:
    more = (
        '<tu tuid="news:10"><tuv xml:lang="kk"><seg>a</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>'
    )
    edited(frozen.tmx, lambda text: text.replace("</body>", f"{more}</body>"))
    assert refusal(frozen) == "testset.tmx: has 10 units, not 9"


def test_units_and_texts_changed_alike(frozen: Frozen) -> None:
    text = frozen.units[2].variants[0].text
    for path in (frozen.tmx, frozen.texts["kk"]):
        edited(path, lambda said: said.replace(text, "Басқа сөз."))
    assert "neither the units nor the texts" in refusal(frozen)


def test_another_language_tag(frozen: Frozen) -> None:
    edited(frozen.tmx, lambda text: text.replace('xml:lang="en"', 'xml:lang="en-GB"'))
    assert "unit news:1 does not say what was frozen" in refusal(frozen)


def test_a_damaged_file_of_units(frozen: Frozen) -> None:
    edited(frozen.tmx, lambda text: text.replace("</tmx>", ""))
    assert "testset.tmx: can't be read" in refusal(frozen)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("segments = 9", "segments = 8"),
        ("segments = 9", 'segments = "nine"'),
        ("seed = 12345", "seed = 1"),
        ('name = "news"', 'name = "olds"'),
        ('name = "news"', 'name = "../news"'),
        ('langs = ["kk", "en"]', 'langs = ["en", "kk"]'),
        ('langs = ["kk", "en"]', "langs = 5"),
        ("threshold = 70.0\n", ""),
        ("sha256 = ", "sha = "),
        ("sha256 = ", "sha256 "),
    ],
)
def test_facts_that_are_not_those_of_its_signature(frozen: Frozen, old: str, new: str) -> None:
    edited(frozen.folder / "testset.toml", lambda text: text.replace(old, new))
    assert refusal(frozen).startswith("testset.toml: ")


def test_facts_and_signature_changed_alike(frozen: Frozen) -> None:
    path = frozen.folder / "testset.toml"
    edited(path, lambda text: text.replace("segments = 9", "segments = 8").replace("n:9", "n:8"))
    assert refusal(frozen) == "testset.toml: says other things than the units"


def test_a_version_of_the_future(frozen: Frozen) -> None:
    edited(frozen.folder / "testset.toml", lambda text: text.replace("version = 1", "version = 2"))
    with pytest.raises(UnreadableFile, match="version 2, which this ushtil does not know"):
        open_testset(frozen.folder)


def test_dates_and_notes_of_the_file_do_not_count(frozen: Frozen) -> None:
    edited(frozen.tmx, lambda text: text.replace("<header ", '<header creationdate="20300101T000000Z" '))
    edited(frozen.tmx, lambda text: text.replace("</prop>\n   <tuv", "</prop>\n   <note>see</note>\n   <tuv"))
    assert open_testset(frozen.folder).signature == frozen.signature


def test_the_hash_is_of_ids_languages_and_texts() -> None:
    content = [("a:1", [("kk", "Иә."), ("en", "Yes.")]), ("a:2", [("kk", "Жоқ."), ("en", "No.")])]
    written = r'[["a:1",[["kk","\u0418\u04d9."],["en","Yes."]]],'
    written += r'["a:2",[["kk","\u0416\u043e\u049b."],["en","No."]]]]'
    assert digest_of(content) == hashlib.sha256(written.encode("ascii")).hexdigest()
    assert digest_of(content).startswith("2dde33cb")
    assert len({digest_of(one) for one in (content, content[::-1], content[:1])}) == 3


def test_what_a_set_says_survives_odd_words(tmp_path: Path) -> None:
    variants = (
        Variant("kk", 'Ол "жоқ" \\ <деді> & кетті\u00a0.'),
        Variant("en", "He said \u2018no\u2019\x7f"),
    )
    facts = {
        "name": "odd", "documents": 0, "langs": ["kk", "en"], "seed": 1, "threshold": 70,
        "memory": {"place": 'C:\\a\\"b"\x7f'}, "left_out": {'why = "not"': 3}, "selection": {},
    }  # fmt: skip
    write_testset(tmp_path, [TranslationUnit("odd:1", variants)], facts)
    with pytest.raises(ChangedTestSet, match="x-unit"):
        open_testset(tmp_path)
    edited(tmp_path / "testset.tmx", lambda text: text.replace("<tuv", '<prop type="x-unit">1</prop><tuv', 1))
    frozen = open_testset(tmp_path)
    assert frozen.facts["memory"] == facts["memory"] and frozen.facts["left_out"] == facts["left_out"]
    assert frozen.units[0].variants[0].text == variants[0].text
