"""A memory of one's own: what of it is learned from, what it brings, and what is refused."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

import tm
from tests.conftest import ROOT
from tm.alignment.encoder import Encoder, read_encoder, shipped
from tm.alignment.lesson import Settings
from tm.errors import InputError, MalformedTMX, UnreadableFile
from tm.formats.output import new_folder
from tm.formats.tmx import TmxWriter
from tm.training import FILES, Memory, Trained, found_first, read_memory, summary, train, write_encoder
from tm.units import Header, TranslationUnit, Variant


def tmx(path: Path, units: Iterable[Mapping[str, str]]) -> Path:
    """A TMX of these units."""
    with TmxWriter(path, Header(srclang="kk")) as writer:
        for number, unit in enumerate(units):
            writer.write(TranslationUnit(str(number), tuple(Variant(*side) for side in unit.items())))
    return path


def own(count: int, subject: str = "manuals") -> list[dict[str, str]]:
    """The first segments of a subject of ours in three languages."""
    folder = ROOT / "corpora/ushtil-open" / subject
    sides = [(folder / f"{lang}.txt").read_text("utf-8").split("\n") for lang in ("kk", "en", "ru")]
    found = [unit for unit in zip(*sides, strict=True) if all(unit)]  # a blank line ends a document
    return [dict(zip(("kk", "en", "ru"), unit, strict=True)) for unit in found[:count]]


def terms(count: int) -> list[dict[str, str]]:
    """Four of many terms in a row, in English and in words that no encoder has met: a new domain."""
    known = (
        "anchor beam cable deck engine flag gauge hull iron jib keel ladder mast net oar pump quay rope sail"
    )
    words = [word + end for word in known.split() for end in ("", "man")]
    rng = random.Random(0)
    chosen = [rng.sample(words, 4) for _ in range(count)]
    return [{"kk": " ".join(w[::-1] for w in row), "en": " ".join(row)} for row in chosen]


def test_all_pairs_of_languages_are_made_and_faults_are_counted(tmp_path: Path) -> None:
    units: list[dict[str, str]] = [*own(50), {"kk": "Жалғыз"}, {"de": "Nichts", "ru": "Ничто"}]
    units += [{"kk": "Файл", "en": "File", "ru": "файл"}, {"kk": " ", "en": "…", "ru": "Нет"}, own(1)[0]]
    units += [{"kk-KZ": "Бір", "KAZ": "Бірінші", "en": "One"}, {"kk": "Ұзын", "en": "very " * 300 + "long"}]
    memory = read_memory([tmx(tmp_path / "m.tmx", units)])
    assert {"-".join(pair): len(found) for pair, found in memory.pairs.items()} == {
        "kk-en": 52,
        "kk-ru": 50,
        "en-ru": 51,
    }
    assert len(memory) == 153 and memory.alone == 2 and memory.warnings == ()
    assert memory.dropped == {
        "an empty side": 3,
        "the same text on both sides": 1,
        "too long": 1,
        "repeated": 3,
    }
    assert memory.units[51] == {"kk": "Бір", "en": "One"}


def test_a_tenth_is_held_out_in_runs_that_end_with_their_file(tmp_path: Path) -> None:
    units = own(890)
    paths = [tmx(tmp_path / "a.tmx", units[:500]), tmx(tmp_path / "b.tmx", units[500:])]
    memory = read_memory(paths)
    assert [run.stop for run in memory.runs if run.stop - run.start < 16] == [500, 890]
    held = {k for pair in memory.pairs for k in memory.held_out(pair)}
    assert 60 < len(held) < 120 and 16 in held
    learned = {example.meaning for run in memory.examples() for example in run}
    assert learned.isdisjoint(held) and len(learned | held) == 890
    assert {k for run in memory.examples() for k, left, _ in run if left == memory.units[k]["kk"]} == learned


@pytest.fixture(scope="module")
def lesson(narrow: Encoder, tmp_path_factory: pytest.TempPathFactory) -> tuple[Memory, Trained]:
    """A memory of words that the encoder has not met, and what came of it."""
    memory = read_memory([tmx(tmp_path_factory.mktemp("memory") / "m.tmx", terms(300))])
    return memory, train(memory, narrow, settings=Settings(epochs=12, batch=64))


def test_what_is_held_out_finds_its_translation_more_often(lesson: tuple[Memory, Trained]) -> None:
    memory, trained = lesson
    found = trained.found["kk", "en"]
    assert found.segments == 2 * len(memory.held_out(("kk", "en"))) == 64
    assert found.before < 10 and found.after > 40 and trained.gained == found.after - found.before
    assert trained.losses[-1] < trained.losses[0] / 3


def test_the_same_bytes_come_out_twice_and_align(
    lesson: tuple[Memory, Trained], narrow: Encoder, tmp_path: Path
) -> None:
    memory, trained = lesson
    again = train(memory, narrow, settings=trained.settings)
    for name, one in (("a", trained), ("b", again)):
        with new_folder(tmp_path / name, FILES) as place:
            write_encoder(place, memory, one)
    files = [{f.name: f.read_bytes() for f in (tmp_path / name).iterdir()} for name in ("a", "b")]
    assert set(files[0]) == set(FILES) and files[0] == files[1]
    told = json.loads(files[0]["training.json"])
    assert told.items() >= summary(memory, trained).items() and told["begun_as"] == narrow.name
    encoder = read_encoder(tmp_path / "a")
    assert encoder.name == told["encoder"] == trained.encoder.name
    texts = {lang: [unit[lang] for unit in memory.units[16:32]] for lang in ("kk", "en")}
    del texts["en"][4]
    before, after = (tm.align(texts, encoder=one) for one in (narrow, encoder))
    right = [((k,), (k - (k > 4),)) if k != 4 else ((4,), ()) for k in range(16)]
    assert after.pair("kk", "en") == right != before.pair("kk", "en")
    assert f"enc:{encoder.name}" in after.signature


def test_what_says_the_same_as_the_translation_counts_as_it(tmp_path: Path) -> None:
    units = [{"kk": f"{k}-бет", "ru": "Страница"} for k in range(120)]
    memory = read_memory([tmx(tmp_path / "m.tmx", units)])
    count = len(memory.held_out(("kk", "ru")))
    assert count == 16 and found_first(memory, shipped())["kk", "ru"] > count


def refused() -> dict[str, tuple[list[dict[str, str]], str]]:
    units = own(120)
    return {
        "one language": ([{"ru": unit["ru"]} for unit in units], "has only Russian"),
        "no language": ([{"de": "Nichts"}], "has none of our languages"),
        "too few": (units[:33], "has 99 pairs to learn from; at least 100"),
        "copies": (
            [{"kk": unit["en"], "en": unit["en"]} if k % 5 else unit for k, unit in enumerate(units * 2)],
            "mostly not translated",
        ),
    }


@pytest.mark.parametrize("name", ["one language", "no language", "too few", "copies"])
def test_memories_with_too_little_are_refused(tmp_path: Path, name: str) -> None:
    units, message = refused()[name]
    with pytest.raises(InputError, match=message) as error:
        read_memory([tmx(tmp_path / "m.tmx", units)])
    assert str(error.value).startswith(str(tmp_path / "m.tmx")) and "\n" not in str(error.value)


def test_what_is_no_tmx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.tmx").write_text("no memory")
    with pytest.raises(MalformedTMX):
        read_memory([tmp_path / "m.tmx"])
    with pytest.raises(UnreadableFile):
        read_memory([tmp_path / "none.tmx"])


def test_swapped_languages_are_remarked_on(tmp_path: Path) -> None:
    units = [{"kk": unit["ru"], "ru": unit["kk"]} for unit in own(100)]
    found = read_memory([tmx(tmp_path / "m.tmx", units)]).warnings
    assert len(found) == 2 and "declared kk reads like ru" in found[0]
