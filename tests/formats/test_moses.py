"""Pairs of plain text: line k goes with line k, and nothing is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.memories import text
from tests.formats.memories import units as any_units
from tm.errors import InputError, MalformedMoses, UnreadableFile, UnwritableOutput, UsageError
from tm.formats.moses import MosesReader, MosesWriter
from tm.units import Code, Header, Prop, TranslationUnit, Variant

line = text.map(lambda value: "".join(c for c in value if c not in "\n\r\u0085\u2028\u2029"))


def written(path: Path, *units: TranslationUnit, langs: tuple[str, ...] = ()) -> MosesWriter:
    with MosesWriter(path, Header("kk"), langs=langs) as writer:
        for unit in units:
            writer.write(unit)
    return writer


@given(st.lists(st.tuples(line, line), min_size=1))
def test_lines_come_back(tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.getbasetemp() / "corpus"
    units = [TranslationUnit(None, (Variant("kk", one), Variant("ru", two))) for one, two in pairs]
    assert not written(path, *units).lost
    assert list(MosesReader(path)) == units
    assert list(MosesReader(path.with_name("corpus.kk"), langs=("kk", "ru"))) == units


@given(st.lists(any_units, min_size=1, max_size=4))
def test_every_unit_is_one_line_in_each_file(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    writer = written(path, *units, langs=("kk", "en"))
    kept = len(units) - writer.lost["units without a text"]
    for lang in ("kk", "en"):
        assert path.with_name(f"any.{lang}").read_bytes().count(b"\n") == kept


def test_the_files_of_a_corpus_are_found(tmp_path: Path) -> None:
    for name, content in (
        ("kk", "а\r\n\nв"),
        ("ru", "a\n\nc\n"),
        ("en-GB", "x\n\n\u2028z\n"),
        ("txt", ""),
        ("bak", ""),
    ):
        (tmp_path / f"my.corpus.{name}").write_text(content, encoding="utf-8", newline="")
    units = list(MosesReader(tmp_path / "my.corpus.ru"))
    assert [[variant.lang for variant in unit.variants] for unit in units] == [["ru", "en-GB", "kk"]] * 3
    assert [unit.line for unit in units] == [1, 2, 3]
    assert [[variant.text for variant in unit.variants] for unit in units] == [
        ["a", "x", "а"], ["", "", ""], ["c", "\u2028z", "в"],
    ]  # fmt: skip
    reader = MosesReader(tmp_path / "my.corpus", langs=("kk", "ru"))
    assert reader.header.srclang == "kk" and [len(unit.variants) for unit in reader] == [2, 2, 2]


def test_old_encodings_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.ru").write_bytes("Да, конечно\n".encode("cp1251"))
    (tmp_path / "a.kk").write_bytes("Иә, әрине\n".encode("utf-16"))
    reader = MosesReader(tmp_path / "a")
    assert [variant.text for variant in next(iter(reader)).variants] == ["Иә, әрине", "Да, конечно"]
    assert len(reader.warnings) == 2


def test_what_is_lost_is_counted(tmp_path: Path) -> None:
    code = Code("ph", (), ("<br/>",))
    unit = TranslationUnit(
        "1",
        (
            Variant("kk-KZ", "а\n б\x01", (Prop("x-segments", "1"),), (("changedate", "x"),)),
            Variant.of("ru", ("а", code)),
            Variant("ru", "б"),
            Variant("de", "c"),
        ),
        (Prop(None, "note"), Prop("x-a", "b")),
    )
    header = Header("kk", props=(Prop("x-a", "b"),))
    with MosesWriter(tmp_path / "a", header, langs=("kk", "ru", "en")) as writer:
        writer.write(unit)
    assert [(tmp_path / f"a.{lang}").read_text("utf-8") for lang in ("kk", "ru", "en")] == [
        "а б\n",
        "а\n",
        "\n",
    ]
    assert writer.lost == {
        "ids": 1, "notes": 1, "props": 2, "attributes": 1, "inline codes": 1, "newlines in segments": 1,
        "characters that are no text": 1, "variants in other languages": 1,
        "further variants of a language": 1,
        "texts in en, which units do not have": 1, "facts of the header": 1,
    }  # fmt: skip


def test_files_that_do_not_pair_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.kk").write_text("а\nб\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"a\.kk: needs a second file"):
        MosesReader(tmp_path / "a.kk")
    (tmp_path / "a.ru").write_text("а\n", encoding="utf-8")
    with pytest.raises(MalformedMoses, match=r"a\.ru:2: a\.ru has 1 lines, but a\.kk has 2; they must pair"):
        MosesReader(tmp_path / "a")
    with pytest.raises(UnreadableFile, match=r"a\.en: no such file"):
        MosesReader(tmp_path / "a", langs=("kk", "en"))
    with pytest.raises(UnreadableFile, match=r"none: needs a second file"):
        MosesReader(tmp_path / "none")


def test_all_files_appear_or_none(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), MosesWriter(tmp_path / "a", Header("kk"), langs=("kk", "ru")) as writer:
        writer.write(TranslationUnit(None, (Variant("kk", "а"),)))
        raise RuntimeError
    (tmp_path / "a.ru").mkdir()
    with (
        pytest.raises(UnwritableOutput, match="folder"),
        MosesWriter(tmp_path / "a", Header("kk"), langs=("kk", "ru")),
    ):
        pytest.fail("the block must not begin")
    assert [path.name for path in tmp_path.iterdir()] == ["a.ru"]
    with pytest.raises(InputError, match="no unit and no language"):
        written(tmp_path / "b")
    with pytest.raises(UsageError, match="several files"):
        MosesWriter("-", Header("kk"))


@pytest.mark.parametrize(("name", "prefix"), [("a", "a"), ("a.kk", "a"), ("a.ru", "a"), ("a.en", "a.en")])
def test_the_output_may_be_named_after_one_of_its_files(tmp_path: Path, name: str, prefix: str) -> None:
    with MosesWriter(tmp_path / name, Header("kk"), langs=("kk", "ru")) as writer:
        writer.write(TranslationUnit(None, (Variant("kk", "Иә"), Variant("ru", "Да"))))
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"{prefix}.kk", f"{prefix}.ru"]


@pytest.mark.parametrize("lang", ["../../ru", "r/u", "a\nb", "a\x9bb"])
def test_languages_lead_into_no_other_folder(tmp_path: Path, lang: str) -> None:
    with pytest.raises(UsageError, match="is no language that the name of a file can end with"):
        MosesWriter(tmp_path / "a", Header("kk"), langs=("kk", lang))
    with (
        pytest.raises(InputError, match="name the languages with --from and --to"),
        MosesWriter(tmp_path / "a", Header("kk")) as writer,
    ):
        writer.write(TranslationUnit(None, (Variant("kk", "а"), Variant(lang, "б"))))
    with pytest.raises(UsageError, match=r"before \.kk"):
        MosesWriter("", Header("kk"), langs=("kk", "ru"))
    assert not list(tmp_path.iterdir())
