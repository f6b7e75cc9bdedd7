"""CSV and TSV: nothing of a unit is lost, and the tables that others write are read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage import csvl10n

from tests.formats.memories import units as any_units
from tm.errors import InputError, MalformedTable, UnreadableFile
from tm.formats.tables.columns import Column, column_of, columns_of, title
from tm.formats.tables.delimited import TableReader, TableWriter
from tm.units import Code, Header, Prop, Rejected, TranslationUnit, Variant

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RICH = TranslationUnit(
    "a:1",
    (
        Variant(
            "kk",
            "Ол тез кетті.",
            (Prop("x-segments", "0 1"), Prop(None, "тексеру керек")),
            (("changedate", "20240501T120000Z"),),
            ("Ол ", Code("bpt", (("i", "1"),), ("<b>",)), "тез",
             Code("ept", (("i", "1"),), ("</b>",)), " кетті."),
        ),
        Variant("ru", "Он быстро ушёл."),
        Variant("ru", "Он уехал."),
    ),
    (Prop("x-document", "a"), Prop(None, "first"), Prop(None, "second", ((XML_LANG, "en"),)),
     Prop("x-document", "b")),
    (("creationdate", "20240101T000000Z"), ("usagecount", "3")),
)  # fmt: skip


def written(
    path: Path, *units: TranslationUnit, langs: tuple[str, ...] = (), lang: str = "kk"
) -> TableWriter:
    with TableWriter(path, Header(lang), langs=langs) as writer:
        for unit in units:
            writer.write(unit)
    return writer


def read(path: Path, content: str | bytes, *langs: str) -> list[dict[str, str]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    units = list(TableReader(path, langs=langs))
    return [{variant.lang: variant.text for variant in unit.variants} for unit in units]


@given(st.lists(any_units, max_size=4), st.sampled_from(["a.csv", "a.tsv"]))
def test_all_that_a_unit_says_comes_back(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit], name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    writer = written(path, *units)
    assert list(TableReader(path)) == units
    assert set(writer.lost) <= {"facts of the header"}


def test_columns_have_names_that_people_can_read(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", RICH)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        head, row = csv.reader(stream)
    assert head == [
        "tuid", "kk", "ru", "ru.2",
        "x-document", "note", "note[xml:lang=en]", "x-document.2",
        "@creationdate", "@usagecount",
        "kk:x-segments", "kk:note", "kk@changedate", "kk#seg",
    ]  # fmt: skip
    assert row[-1] == '<seg>Ол <bpt i="1">&lt;b&gt;</bpt>тез<ept i="1">&lt;/b&gt;</ept> кетті.</seg>'
    assert list(TableReader(tmp_path / "a.csv")) == [RICH]


def test_a_column_is_added_for_an_order_that_columns_can_not_show(tmp_path: Path) -> None:
    one, two = Prop("x-a", "1"), Prop("x-b", "2")
    units = [TranslationUnit(None, (Variant("kk", "а"),), props) for props in ((one, two), (two, one))]
    written(tmp_path / "a.csv", *units)
    assert (tmp_path / "a.csv").read_text("utf-8-sig").startswith("kk,x-a,x-b,#order\n")
    assert list(TableReader(tmp_path / "a.csv")) == units


@pytest.mark.parametrize(
    "column",
    [
        Column("prop", name=name, attributes=attributes, copy=copy)
        for name in (
            "kk",
            "note",
            "tuid",
            "a.2",
            "kk:b",
            "x[y=z]",
            "100%",
            "",
            " a",
            "source",
            "Русский",
            "#seg",
        )
        for attributes in ((), ((XML_LANG, "ru"),), (("a]", "=%"),))
        for copy in (1, 2)
    ]
    + [Column("text", lang, n) for lang in ("kk", "id", "x-none", "Kazakh", "", "қаз.2") for n in (1, 2)],
)
def test_names_of_columns_do_not_clash(column: Column) -> None:
    assert columns_of(["kk", "en", "ru", title(column)]) is not None
    assert column_of(title(column)) == column


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("kk_KZ", "kk_KZ"), ("KK", "KK"), ("Kazakh", "kk"), ("Қазақша", "kk"), ("қазақ тілі", "kk"),
        ("Русский", "ru"), ("Russian (Russia)", "ru"), (" English ", "en"), ("rus", "rus"),
        ("zh-Hant-TW", "zh-Hant-TW"),
    ],
)  # fmt: skip
def test_languages_are_recognised(tmp_path: Path, name: str, lang: str) -> None:
    assert read(tmp_path / "a.csv", f"{name};de\nбір;eins\n") == [{lang: "бір", "de": "eins"}]


def test_a_table_of_excel_in_an_old_encoding(tmp_path: Path) -> None:
    content = (
        'ID;Русский;Қазақша;Комментарий\r\n007;"Привет; мир";"Сәлем,\nәлем";=1+1\r\n;;;\r\n'
        '8;"Он сказал ""да""";"Ол ""иә"" деді";\r\n'
    )
    path = tmp_path / "a.csv"
    path.write_bytes(content.encode("kz1048"))
    reader = TableReader(path)
    first, second = reader
    assert first == TranslationUnit(
        "007", (Variant("ru", "Привет; мир"), Variant("kk", "Сәлем,\nәлем")), (Prop(None, "=1+1"),)
    )
    assert (first.line, second.line, second.variants[1].text) == (2, 4, 'Ол "иә" деді')
    assert reader.warnings == [f"{path}: read as kz1048, not UTF-8", f"{path}: left out, empty rows: 1"]
    assert reader.header.srclang == "ru"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    content = "sep=;\r\nРусский;Английский\r\nДа, конечно;Yes, of course\r\n" * 1
    assert read(tmp_path / "a.csv", content.encode(encoding)) == [
        {"ru": "Да, конечно", "en": "Yes, of course"}
    ]


def test_a_long_file_that_is_not_utf_8_until_late(tmp_path: Path) -> None:
    content = "en,ru\n" + "yes,yes\n" * 50_000 + "Да,Нет или не знаю\n" * 5
    assert read(tmp_path / "a.csv", content.encode("cp1251"))[-1] == {"en": "Да", "ru": "Нет или не знаю"}


def test_source_and_target_and_no_head_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert read(path, "Source,Target\nYes,Иә\n", "en", "kk") == [{"en": "Yes", "kk": "Иә"}]
    assert read(path, "Yes, sir;Иә, мырза\nNo;Жоқ\n", "en", "kk")[0] == {"en": "Yes, sir", "kk": "Иә, мырза"}
    with pytest.raises(MalformedTable, match=r"a\.csv:1: .*source.*--columns names both"):
        read(path, "Source,Target\nYes,Иә\n")
    with pytest.raises(MalformedTable, match=r"a\.csv:1: no column is called after a language"):
        read(path, "Yes,Иә\n")
    with pytest.raises(MalformedTable, match=r"a\.csv:1: has 3 columns .* 2 languages"):
        read(path, "1,Yes,Иә\n", "en", "kk")


def test_rows_above_the_head_and_columns_without_a_name_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Our glossary,,\n,,\nEnglish,Kazakh,\nYes,Иә,?\n", encoding="utf-8")
    reader = TableReader(path)
    assert [unit.line for unit in reader] == [4]
    assert [warning.split(": ", 1)[1] for warning in reader.warnings] == [
        "left out, rows above the names of the columns: 1",
        "left out, cells in columns without a name: 1",
    ]


def test_quotes_in_tables_with_tabs(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    assert read(path, 'en\tkk\n"Yes\tИә\n"No"\tЖоқ\n') == [
        {"en": '"Yes', "kk": "Иә"},
        {"en": '"No"', "kk": "Жоқ"},
    ]
    assert read(path, 'en\tkk\n"Y\nes"\tИә\n') == [{"en": "Y\nes", "kk": "Иә"}]
    assert read(path, 'en\tkk\n"""Yes"""\tИә\n') == [{"en": '"Yes"', "kk": "Иә"}]


def test_malformed_rows_are_rejected_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,en,kk\n1,"a" b,в\n2,a,б,в,г\n3,a,б\n4,,\n5,"c,г\n', encoding="utf-8")
    rejected: list[Rejected] = []
    assert [unit.tuid for unit in TableReader(path, reject=rejected.append)] == ["3"]
    assert [(one.line, one.problem.partition(":")[0]) for one in rejected] == [
        (2, "not well-formed"), (3, "has 5 cells, but the table has 3 columns"),
        (5, "has no text in any language"), (6, "not well-formed"),
    ]  # fmt: skip
    assert rejected[0].written == '1,"a" b,в\n'
    with pytest.raises(MalformedTable, match=r"a\.csv:2: not well-formed"):
        list(TableReader(path))


def test_a_text_that_somebody_changed_is_taken_without_its_codes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    written(path, RICH)
    path.write_text(path.read_text("utf-8").replace("Ол тез кетті.", "Ол кетті."), encoding="utf-8")
    reader = TableReader(path)
    (unit,) = reader
    assert (unit.variants[0].text, unit.variants[0].content) == ("Ол кетті.", ())
    assert "texts that are other than their #seg: 1" in reader.warnings[0]
    path.write_text("kk,kk#seg\nа,<seg>\n", encoding="utf-8")
    with pytest.raises(MalformedTable, match="its kk#seg is no XML"):
        list(TableReader(path))
    path.write_text('kk,kk#seg\nа,"<!DOCTYPE seg [<!ENTITY b ""а"">]><seg>&b;</seg>"\n', encoding="utf-8")
    with pytest.raises(MalformedTable, match="its kk#seg is no seg element"):
        list(TableReader(path))


def test_what_is_lost_is_counted(tmp_path: Path) -> None:
    units = (
        TranslationUnit("1", (Variant("ru", "д\x00а"), Variant("kk-KZ", "иә"), Variant("de", "ja"))),
        TranslationUnit("2", (Variant("de", "nein"),)),
    )
    writer = written(tmp_path / "a.csv", *units, langs=("kk", "ru"))
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == "tuid,kk-KZ,ru\n1,иә,да\n"
    assert writer.lost == {
        "variants in other languages": 2,
        "units without a text": 1,
        "characters that are no text": 1,
        "facts of the header": 1,
    }


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"), (b"\x00\x01\x02" * 99, "binary"), (b"PK\x03\x04", "ZIP"),
        (b"kk,ru\n\xd0\xff\xfe\n", "not UTF-8"), (b"kk,ru\n" + b"\xc3\xa9" * 200_000 + b"\xff", "not UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(UnreadableFile, match=problem):
        read(tmp_path / "a.csv", content)
    with pytest.raises(UnreadableFile, match="no such file"):
        TableReader(tmp_path / "none.csv")
    with pytest.raises(UnreadableFile, match="is a folder"):
        TableReader(tmp_path)


def test_nothing_is_left_of_a_table_that_was_not_finished(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), TableWriter(tmp_path / "a.csv", Header("kk")) as writer:
        writer.write(RICH)
        raise RuntimeError
    props = tuple(Prop(f"x-{number}", "") for number in range(10_001))
    with pytest.raises(InputError, match="unit many: a table can't have more than 10,000 columns"):
        written(tmp_path / "a.csv", TranslationUnit("many", (Variant("kk", "а"),), props))
    assert not list(tmp_path.iterdir())


def test_translate_toolkit_reads_what_is_written(tmp_path: Path) -> None:
    pairs = [(f'Жауап,"иә"{number}', f"Answer:\n{number}") for number in range(9)]
    units = [TranslationUnit(None, (Variant("kk", one), Variant("en", two))) for one, two in pairs]
    written(tmp_path / "a.csv", *units)
    store = csvl10n.csvfile(fieldnames=["source", "target"])
    store.parse((tmp_path / "a.csv").read_bytes())
    assert [(unit.source, unit.target) for unit in store.units if unit.source != "kk"] == pairs


def test_what_translate_toolkit_writes_is_read(tmp_path: Path) -> None:
    store = csvl10n.csvfile()
    for source, target in (("Yes, sir", "Иә, мырза"), ('a "b"\nc', "а «б»\nв")):
        unit = store.addsourceunit(source)
        unit.target = target
    (tmp_path / "a.csv").write_bytes(bytes(store))
    texts = [
        [variant.text for variant in unit.variants]
        for unit in TableReader(tmp_path / "a.csv", langs=("en", "kk"))
    ]
    assert texts == [["Yes, sir", "Иә, мырза"], ['a "b"\nc', "а «б»\nв"]]
