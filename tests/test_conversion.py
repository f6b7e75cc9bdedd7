"""Memories made of others: the same where nothing is wished, whole or not at all, and everything counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tests.formats.test_rejects import BAD, GOOD
from tests.formats.test_tmx import SYSTEM, UNIT, file, headers, units, write
from tests.test_duplicates import few, unit
from tm import conversion
from tm.conversion import Conversion, Outcome
from tm.duplicates import Duplicates
from tm.errors import MalformedTMX, UnreadableFile, UnwritableOutput, UsageError
from tm.formats.sources import Source, joined
from tm.formats.tmx import TmxReader, read_tmx
from tm.languages import matches
from tm.pivot import Pivot
from tm.selection import Selection
from tm.units import Encoding, Header, Prop, TranslationUnit, Variant


def converted(target: Path, *sources: Path | str, **wishes: object) -> Outcome:
    made = Conversion([Source(path) for path in sources], target, **wishes)  # type: ignore[arg-type]
    for done, whole in made.run():
        assert 0 <= done <= whole
    return made.outcome


def read(path: Path) -> tuple[Header, list[TranslationUnit]]:
    with TmxReader(path) as reader:
        return reader.header, list(reader)


@UNHURRIED
@given(headers, st.lists(units, max_size=3))
def test_without_wishes_nothing_changes(
    tmp_path_factory: pytest.TempPathFactory, header: Header, units: list[TranslationUnit]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    write(folder / "c.tmx", *units, header=header)
    outcome = converted(folder / "d.tmx", folder / "c.tmx")
    assert (folder / "c.tmx").read_bytes() == (folder / "d.tmx").read_bytes()
    assert outcome == Outcome(read=len(units), written=len(units))


@UNHURRIED
@given(st.lists(few, max_size=6), st.lists(few, max_size=6), st.booleans())
def test_every_unit_is_counted(
    tmp_path_factory: pytest.TempPathFactory,
    one: list[TranslationUnit],
    other: list[TranslationUnit],
    join: bool,
) -> None:
    a, b, out, gone = (tmp_path_factory.getbasetemp() / f"{name}.tmx" for name in "abog")
    write(a, *one)
    write(b, *other)
    wishes = {"selection": Selection(text="[а-я]"), "duplicates": Duplicates(), "removed": gone}
    outcome = converted(out, a, b, pivot=Pivot("kk") if join else None, **wishes)
    assert outcome.read == len(one) + len(other)
    assert outcome.written == len(read(out)[1]) and outcome.repeated == len(read(gone)[1])
    assert outcome.read == outcome.written + outcome.unwanted + outcome.repeated + outcome.joined


@UNHURRIED
@given(st.lists(few, max_size=6))
def test_merged_with_itself_is_without_duplicates(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    a, merged, clean = (tmp_path_factory.getbasetemp() / f"{name}.tmx" for name in "amc")
    write(a, *units)
    converted(merged, a, a, duplicates=Duplicates())
    converted(clean, a, duplicates=Duplicates())
    assert merged.read_bytes() == clean.read_bytes()
    converted(merged, clean, duplicates=Duplicates())
    assert merged.read_bytes() == clean.read_bytes()


def test_what_is_selected_removed_and_joined(tmp_path: Path) -> None:
    write(tmp_path / "a.tmx", unit("Иә.", "Да."), unit("Жоқ.", "Нет."), unit("Иә.", "Да."))
    write(
        tmp_path / "b.tmx", unit("Иә.", "Yes.", langs="kk en"), header=Header("kk", props=(Prop("p", "1"),))
    )
    outcome = converted(tmp_path / "o.tmx", tmp_path / "a.tmx", tmp_path / "b.tmx", pivot=Pivot("kk"))
    header, units = read(tmp_path / "o.tmx")
    assert header.props == (Prop("p", "1"),)
    assert units == [unit("Жоқ.", "Нет."), unit("Иә.", "Да.", "Yes.", langs="kk ru en")]
    assert (outcome.read, outcome.written, outcome.joined) == (4, 2, 2)


@pytest.mark.parametrize("keep", ["first", "last"])
def test_progress_goes_on_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: str) -> None:
    monkeypatch.setattr(conversion, "STEP", 1)
    for name in "ab":
        write(tmp_path / f"{name}.tmx", *[unit(f"{name} {number}.") for number in range(2_000)])
    sources = [Source(tmp_path / "a.tmx"), Source(tmp_path / "b.tmx")]
    steps = [
        done for done, _ in Conversion(sources, tmp_path / "o.tmx", duplicates=Duplicates(keep=keep)).run()
    ]
    assert steps == sorted(steps)
    assert max(steps) == conversion.WHOLE


def test_source_languages_that_differ_make_none(tmp_path: Path) -> None:
    ude = Encoding((("name", "e"),), ((("unicode", "#xF8FF"),),))
    headers = [Header("kk", encodings=(ude,)), Header("KK", encodings=(ude,)), Header("ru")]
    assert joined(headers[:2]) == headers[0]
    assert joined(headers) == replace(headers[0], srclang="*all*")


@pytest.mark.parametrize(
    ("langs", "source"), [((), "en"), (("ru", "kk"), "ru"), (("kk", "en"), "en"), (("EN-us", "kk"), "en")]
)
def test_a_source_language_that_is_not_kept_is_not_named(
    tmp_path: Path, langs: tuple[str, ...], source: str
) -> None:
    write(tmp_path / "a.tmx", unit("Иә.", "Да.", "Yes.", langs="kk ru en"), header=Header("en"))
    converted(tmp_path / "o.tmx", tmp_path / "a.tmx", selection=Selection(langs=langs))
    header, (one,) = read(tmp_path / "o.tmx")
    assert header.srclang == source and any(matches(source, variant.lang) for variant in one.variants)


def test_by_source_is_by_the_source_of_the_header(tmp_path: Path) -> None:
    write(
        tmp_path / "a.tmx", unit("Да.", "Иә.", langs="ru kk"), unit("Иә.", "Ага."), unit("Нет.", langs="ru")
    )
    outcome = converted(tmp_path / "o.tmx", tmp_path / "a.tmx", duplicates=Duplicates("source"))
    assert outcome.repeated == 1
    found = converted(tmp_path / "o.tmx", tmp_path / "a.tmx", duplicates=Duplicates("source", source="ru"))
    assert found.repeated == 0


@pytest.mark.parametrize("keep", ["first", "newest"])
def test_units_that_can_not_be_read_are_put_aside_and_counted_once(tmp_path: Path, keep: str) -> None:
    path = file(tmp_path, f"{GOOD}{BAD['no language']}{GOOD}{BAD['no tuv']}", SYSTEM)
    aside, duplicates = tmp_path / "r.tmx", Duplicates(keep=keep)
    outcome = converted(tmp_path / "o.tmx", path, rejects=aside, duplicates=duplicates)
    assert outcome.rejected == {"a tuv without xml:lang": 1, "a tu without a tuv": 1}
    assert (outcome.read, outcome.written, outcome.repeated) == (2, 1, 1)
    mended = (
        aside.read_text("utf-8").replace("<tuv>", '<tuv xml:lang="ru">').replace("</prop></tu>", "</prop>")
    )
    aside.write_text(
        mended.replace("</body>", '<tuv xml:lang="kk"><seg/></tuv></tu></body>'), encoding="utf-8"
    )
    again = converted(tmp_path / "o2.tmx", aside)
    assert (again.written, again.rejected) == (2, {})
    assert [one.props for one in read_tmx(tmp_path / "o2.tmx")] == [(Prop("x", "у"),), ()]


@pytest.mark.parametrize("keep", ["first", "newest"])
def test_a_failure_leaves_nothing(tmp_path: Path, keep: str) -> None:
    body = f"{GOOD}{BAD['no language']}{GOOD}<tu>"
    path = file(tmp_path, body, SYSTEM)
    (tmp_path / "old.tmx").write_text("old")
    for target in ("new.tmx", "old.tmx"):
        with pytest.raises(MalformedTMX):
            converted(
                tmp_path / target,
                path,
                rejects=tmp_path / "r.tmx",
                removed=tmp_path / "d.tmx",
                duplicates=Duplicates(keep=keep),
            )
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in.tmx", "old.tmx"]
    assert (tmp_path / "old.tmx").read_text() == "old"


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "STEP", 1)
    write(tmp_path / "a.tmx", *[unit("Иә.", str(n)) for n in range(3)] * 2)
    run = Conversion(
        [Source(tmp_path / "a.tmx")],
        tmp_path / "o.tmx",
        duplicates=Duplicates(),
        removed=tmp_path / "d.tmx",
    ).run()
    for _ in range(6):
        next(run)
    assert {one.suffix for one in tmp_path.iterdir()} == {".tmx", ".part"}
    run.close()
    assert [one.name for one in tmp_path.iterdir()] == ["a.tmx"]


@pytest.mark.parametrize("wish", ["rejects", "removed", "target"])
def test_places_that_can_not_be_written(tmp_path: Path, wish: str) -> None:
    body = f"{GOOD}{GOOD}{BAD['no language']}"
    places = {"target": "o.tmx", "rejects": "r.tmx", "removed": "d.tmx"}
    loop = tmp_path / "loop.tmx"
    loop.symlink_to(loop)
    (tmp_path / "folder.tmx").mkdir()
    for place in ("none/x.tmx", "folder.tmx", "loop.tmx"):
        wishes = {name: tmp_path / (place if name == wish else own) for name, own in places.items()}
        target = wishes.pop("target")
        with pytest.raises(UnwritableOutput):
            converted(target, file(tmp_path, body), duplicates=Duplicates(), **wishes)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder.tmx", "in.tmx", "loop.tmx"]


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.tmx").touch()
    (tmp_path / "loop.tmx").symlink_to(tmp_path / "loop.tmx")
    (tmp_path / "folder.tmx").mkdir()
    write(tmp_path / "a.tmx", unit("Иә."))
    for name in ("none.tmx", "empty.tmx", "loop.tmx", "folder.tmx"):
        with pytest.raises(UnreadableFile):
            converted(tmp_path / "o.tmx", tmp_path / "a.tmx", tmp_path / name, duplicates=Duplicates())
    assert not (tmp_path / "o.tmx").exists()


@pytest.mark.parametrize("profile", [None, "plain", "trados"])
def test_memories_of_nothing_and_of_little(tmp_path: Path, profile: str | None) -> None:
    write(tmp_path / "none.tmx", header=Header("*all*"))
    outcome = converted(tmp_path / "o.tmx", tmp_path / "none.tmx", profile=profile)
    assert outcome == Outcome() and read(tmp_path / "o.tmx")[1] == []
    write(tmp_path / "one.tmx", unit("Иә.", langs="kk"))
    outcome = converted(tmp_path / "o.tmx", tmp_path / "one.tmx", profile=profile)
    assert (outcome.read, outcome.written) == (1, 1)
    outcome = converted(tmp_path / "o.tmx", tmp_path / "one.tmx", selection=Selection(langs=("ru",)))
    assert (outcome.read, outcome.written, outcome.unwanted) == (1, 0, 1)
    assert read(tmp_path / "o.tmx") == (Header("ru"), [])


def test_a_unit_of_a_thousand_variants(tmp_path: Path) -> None:
    many = TranslationUnit("1", tuple(Variant("kk", str(number)) for number in range(1000)))
    write(tmp_path / "a.tmx", many, TranslationUnit("2", (Variant("kk", "0"), Variant("ru", "Да."))))
    outcome = converted(tmp_path / "o.tmx", tmp_path / "a.tmx", duplicates=Duplicates(), pivot=Pivot("kk"))
    assert (outcome.written, outcome.joined) == (2, 0)  # 1,001 variants no reader would take
    assert converted(tmp_path / "p.tmx", tmp_path / "o.tmx").written == 2


def test_profiles_are_ways_to_write_tmx(tmp_path: Path) -> None:
    write(tmp_path / "a.tmx", unit("Иә.", "Да."))
    with pytest.raises(UsageError, match="profiles are ways to write TMX"):
        converted(tmp_path / "o.csv", tmp_path / "a.tmx", profile="plain")


@pytest.mark.parametrize(
    ("sources", "wishes", "said"),
    [
        ([], {}, "at least one"),
        (["-", "-"], {}, "only once"),
        (["-"], {"duplicates": Duplicates(keep="last")}, "read twice"),
        (["/dev/null"], {"pivot": Pivot("kk")}, "read twice"),
        (["a.tmx"], {"pivot": Pivot("kk"), "duplicates": Duplicates(keep="last")}, "joined before"),
        (["a.tmx"], {"profile": "memoq"}, "--from and --to"),
    ],
)
def test_what_can_not_be_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: list[str], wishes: dict[str, object], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("a.tmx"), unit("Иә."))
    with pytest.raises(UsageError, match=said):
        converted(Path("o.tmx"), *sources, **wishes)
    assert not Path("o.tmx").exists()


def test_warnings_come_from_every_file(tmp_path: Path) -> None:
    path = file(tmp_path, UNIT.format("а&#x1;б"))
    made = Conversion([Source(path, tolerant=True)] * 2, tmp_path / "o.tmx")
    assert [done for done in made.run()] == []
    assert len(made.outcome.warnings) == 2
    assert [one.variants[0].text for one in read_tmx(tmp_path / "o.tmx")] == ["аб", "аб"]


def test_variants_in_other_languages_are_counted(tmp_path: Path) -> None:
    write(tmp_path / "a.tmx", unit("Иә.", "Да.", "Yes.", langs="kk ru en"), unit("Жоқ.", langs="kk"))
    outcome = converted(tmp_path / "o.tmx", tmp_path / "a.tmx", selection=Selection(langs=("kk", "ru")))
    assert (outcome.written, outcome.unwanted, outcome.lost) == (1, 1, {"variants in other languages": 1})


def test_languages_that_are_wanted_are_those_of_plain_text(tmp_path: Path) -> None:
    """The first unit does not decide, and pairs are whole."""
    write(
        tmp_path / "a.tmx", unit("Иә.", "Yes.", langs="kk en"), unit("Жоқ.", "Нет.", "No.", langs="kk ru en")
    )
    converted(tmp_path / "o", tmp_path / "a.tmx", kind="moses", selection=Selection(langs=("ru", "kk")))
    assert {file.name: file.read_text("utf-8") for file in tmp_path.glob("o.*")} == {
        "o.kk": "Жоқ.\n",
        "o.ru": "Нет.\n",
    }


def test_the_files_of_one_corpus_are_read_once(tmp_path: Path) -> None:
    for lang, text in (("kk", "Иә"), ("ru", "Да"), ("en", "Yes")):
        (tmp_path / f"a.{lang}").write_text(f"{text}\n", encoding="utf-8")
    outcome = converted(tmp_path / "o.tmx", tmp_path / "a.ru", tmp_path / "a.kk")
    assert outcome.read == 1 and read(tmp_path / "o.tmx")[1] == [unit("Да", "Иә", langs="ru kk")]
    (tmp_path / "b.kk").write_text("Жоқ\n", encoding="utf-8")
    (tmp_path / "b.ru").write_text("Нет\n", encoding="utf-8")
    assert converted(tmp_path / "o.tmx", tmp_path / "a.kk", tmp_path / "b.kk").read == 2


@pytest.mark.parametrize("ending", ["tmx", "xlf", "xlsx", "po"])
def test_a_file_is_known_by_what_it_begins_with(tmp_path: Path, ending: str) -> None:
    write(tmp_path / "a.tmx", unit("Иә.", "Да."))
    converted(tmp_path / f"b.{ending}", tmp_path / "a.tmx", langs=("kk", "ru") if ending != "tmx" else ())
    (tmp_path / "odd.bak").write_bytes((tmp_path / f"b.{ending}").read_bytes())
    assert converted(tmp_path / "o.tmx", tmp_path / "odd.bak").written == 1
    (tmp_path / "other.bak").write_text("Иә.")
    with pytest.raises(UsageError, match="--input-format"):
        converted(tmp_path / "o.tmx", tmp_path / "other.bak")
    with pytest.raises(UnreadableFile, match="no such file"):
        converted(tmp_path / "o.tmx", tmp_path / "none.bak")
