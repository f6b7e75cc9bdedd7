"""Sets for training and testing: brute force finds nothing in train that is like anything that is tested."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tm.errors import UnwritableOutput, UsageError
from tm.formats.tmx import read_tmx
from tm.languages import base
from tm.matching.score import best_first
from tm.matching.sides import Side
from tm.memory import Memory, sweep
from tm.selection import Selection
from tm.splitting import LEFT_OUT, TRAIN, Split
from tm.units import Header, Prop, TranslationUnit, Variant

_WORDS = {
    "kk": "бүгін ертең қала мектеп оқушы кітап ауыл өзен адам жыл үлкен жаңа келді барды оқыды жазды",
    "ru": "сегодня завтра город школа ученик книга аул река человек год большой новый пришёл читал",
    "en": "today tomorrow city school pupil book village river man year large new came read wrote",
}
WORDS = {lang: words.split() for lang, words in _WORDS.items()}


def generated(count: int, seed: int = 7) -> Iterator[TranslationUnit]:
    """Units of which many are nearly the same, in one language or in all, as in a real memory."""
    draw = random.Random(seed)
    made: list[dict[str, list[str]]] = []
    for number in range(count):
        fresh = {lang: draw.choices(words, k=draw.randint(2, 9)) for lang, words in WORDS.items()}
        if made and draw.random() < 0.4:
            old = draw.choice(made)
            for lang in draw.sample(sorted(WORDS), draw.randint(1, 3)):
                fresh[lang] = list(old[lang])
                if draw.random() < 0.7:
                    fresh[lang][draw.randrange(len(fresh[lang]))] = draw.choice(WORDS[lang])
        made.append(fresh)
        langs = draw.choice([("kk", "ru", "en"), ("kk-KZ", "ru"), ("kk", "en-GB")])
        variants = tuple(Variant(lang, " ".join(fresh[base(lang)]).capitalize() + ".") for lang in langs)
        yield TranslationUnit(str(number), variants, (Prop("x-document", f"text {number // 7}"),))


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "tm.sqlite", create=True) as made:
        with made.store.changing("import") as change:
            change.set_header(Header("kk"))
            change.add(list(generated(400)))
            change.catch_up(64)
        yield made


def split(memory: Memory, folder: Path, **wishes: object) -> dict[str, list[TranslationUnit]]:
    """The units of each set."""
    folder.mkdir()
    sizes = {"dev": 20, "test": "5%"}
    work = Split(memory, sizes, folder / "corpus.tmx", **wishes)  # type: ignore[arg-type]
    steps = list(work.run())
    assert steps == sorted(steps) and steps[-1][0] <= steps[-1][1]
    found = {name: list(read_tmx(path)) for name, path in work.outputs.items()}
    assert {name: len(units) for name, units in found.items()} == work.parted.sizes
    assert sum(work.parted.like.values()) == len(found[LEFT_OUT])
    return found


def texts(units: list[TranslationUnit]) -> dict[str, list[str]]:
    by_lang: dict[str, list[str]] = {lang: [] for lang in WORDS}
    for unit in units:
        for one in unit.variants:
            by_lang[base(one.lang)].append(one.text)
    return by_lang


def alike(some: list[TranslationUnit], others: list[TranslationUnit], threshold: float) -> bool:
    """Whether any segment of some units is like one of the others, each held against each."""
    sought, there = texts(some), texts(others)
    return any(best_first(Side.of(text), there[lang], threshold) for lang in WORDS for text in sought[lang])


@pytest.mark.parametrize("threshold", [50.0, 70.0, 90.0])
@pytest.mark.parametrize("whole", [False, True])
def test_nothing_in_train_is_like_what_is_tested(
    memory: Memory, tmp_path: Path, threshold: float, whole: bool
) -> None:
    try:
        sets = split(memory, tmp_path / "out", threshold=threshold, whole=whole)
    except UsageError as error:
        assert threshold == 50 and "raise --threshold" in str(error)
        return
    tested = sets["test"] + sets["dev"]
    assert sets[TRAIN] and not alike(tested, sets[TRAIN], threshold)
    assert not alike(sets["test"], sets["dev"], threshold)
    assert all(alike(tested, [unit], threshold) for unit in sets[LEFT_OUT])
    everything = [unit for units in sets.values() for unit in units]
    assert sorted(everything, key=str) == sorted(memory, key=str)


def test_blocks_and_many_texts_make_no_difference(
    memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = split(memory, tmp_path / "whole")
    monkeypatch.setattr(sweep, "BLOCK", 64)
    monkeypatch.setattr(sweep, "QUERIES", 3)
    assert split(memory, tmp_path / "parts") == whole


def test_sizes(memory: Memory, tmp_path: Path) -> None:
    sets = split(memory, tmp_path / "out", threshold=90)
    assert (len(sets["dev"]), len(sets["test"])) == (20, 20)


def test_documents_stay_whole(memory: Memory, tmp_path: Path) -> None:
    sets = split(memory, tmp_path / "out", threshold=95, whole=True)
    documents = {name: {unit.prop("x-document") for unit in units} for name, units in sets.items()}
    assert not documents[TRAIN] & documents["test"] and not documents[TRAIN] & documents["dev"]
    assert not documents["dev"] & documents["test"] and len(sets["test"]) >= 20


def test_the_seed_decides(memory: Memory, tmp_path: Path) -> None:
    one, same, other = (
        split(memory, tmp_path / name, seed=seed) for name, seed in zip("abc", (1, 1, 2), strict=True)
    )
    assert one == same and one["test"] != other["test"]


def test_only_what_is_selected(memory: Memory, tmp_path: Path) -> None:
    sets = split(memory, tmp_path / "out", selection=Selection(langs=("kk", "ru")))
    units = [unit for units in sets.values() for unit in units]
    assert units and all([base(one.lang) for one in unit.variants] == ["kk", "ru"] for unit in units)
    assert not alike(sets["test"], sets[TRAIN], 70)


def test_plain_text(memory: Memory, tmp_path: Path) -> None:
    wanted = Selection(langs=("kk", "en"))
    work = Split(
        memory, {"test": 10}, tmp_path / "corpus", kind="moses", selection=wanted, langs=("kk", "en")
    )
    list(work.run())
    lines = {file.name: len(file.read_text("utf-8").splitlines()) for file in tmp_path.glob("corpus.*")}
    assert lines["corpus.test.kk"] == lines["corpus.test.en"] == 10
    assert lines["corpus.train.kk"] == lines["corpus.train.en"] == work.parted.sizes[TRAIN]
    assert set(lines) == {f"corpus.{name}.{lang}" for name in work.outputs for lang in ("kk", "en")}


def test_all_files_appear_or_none(memory: Memory, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (folder / "corpus.train.tmx").mkdir(parents=True)
    (folder / "corpus.dev.tmx").write_text("what was there")
    with pytest.raises(UnwritableOutput, match="is a folder"):
        list(Split(memory, {"dev": 5, "test": 5}, folder / "corpus.tmx").run())
    assert sorted(file.name for file in folder.iterdir()) == ["corpus.dev.tmx", "corpus.train.tmx"]
    assert (folder / "corpus.dev.tmx").read_text() == "what was there"


@pytest.mark.parametrize("size", [0, -1, 400, "0%", "100%", "x", "%", "nan%", "inf%"])
def test_sizes_that_can_not_be(memory: Memory, tmp_path: Path, size: int | str) -> None:
    with pytest.raises(UsageError, match="below 400"):
        list(Split(memory, {"dev": size}, tmp_path / "corpus.tmx").run())
    assert not list(tmp_path.glob("corpus*"))


def test_wishes_that_do_not_fit(memory: Memory, tmp_path: Path) -> None:
    for sizes, name, wishes, said in (
        ({"train": 5}, "a.tmx", {}, "train is what remains"),
        ({}, "a.tmx", {}, "say how many"),
        ({"dev": 5}, "a.po", {}, "--from and --to"),
        ({"dev": 5}, "a.tmx", {"threshold": 5.0}, "from 30 to 100"),
    ):
        with pytest.raises(UsageError, match=said):
            Split(memory, sizes, tmp_path / name, **wishes)  # type: ignore[arg-type]
