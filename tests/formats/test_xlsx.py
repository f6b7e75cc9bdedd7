"""XLSX: units and header come back whole, text stays text, and traps are refused."""

from __future__ import annotations

import gc
import io
import re
import warnings
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.formats.memories import any_text, attributes, props, text
from tests.formats.memories import units as any_units
from tm.errors import InputError, MalformedTable, UnreadableFile, UnwritableOutput, UsageError
from tm.formats.tables import archive, xlsx
from tm.formats.tables.xlsx import XlsxReader, XlsxWriter
from tm.units import Encoding, Header, Prop, Rejected, TranslationUnit, Variant

NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
headers = st.builds(
    Header,
    st.sampled_from(["kk", "*all*"]),
    segtype=st.sampled_from(["sentence", "block"]),
    creationtool=text,
    props=props,
    attributes=attributes,
    encodings=st.just((Encoding((("name", "e"),), ((("unicode", "#xE000"), ("ent", "a")),)),)) | st.just(()),
)
plain_units = st.builds(
    lambda begin, rest: TranslationUnit(begin, (Variant("kk", begin + rest), Variant("ru", rest + begin))),
    st.sampled_from(
        ["=1+1", "+7", "-", "@a", "007", "_x0041_", "_x005F_", "_", "x0041_", "#N/A", " ", "TRUE", "\x01"]
    ),
    any_text,
)


def unit(kk: str, tuid: str | None = None) -> TranslationUnit:
    return TranslationUnit(tuid, (Variant("kk", kk), Variant("ru", "да")))


def written(path: Path, *units: TranslationUnit, header: Header | None = None) -> XlsxWriter:
    with XlsxWriter(path, header or Header("kk")) as writer:
        for one in units:
            writer.write(one)
    return writer


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@settings(max_examples=60, deadline=None)
@given(headers, st.lists(any_units | plain_units, max_size=4))
def test_all_that_units_and_header_say_comes_back(
    tmp_path_factory: pytest.TempPathFactory, header: Header, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.getbasetemp() / "a.xlsx"
    writer = written(path, *units, header=header)
    reader = XlsxReader(path)
    assert list(reader) == units
    assert (reader.header, writer.lost, reader.warnings) == (header, {}, [])


def test_what_a_person_sees(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx", unit("=СУММ(A1)", "01"), unit("иә\nиә"))
    book = load_workbook(tmp_path / "a.xlsx")
    sheet = book["units"]
    assert book.sheetnames == ["units", "memory"] and book.active is sheet
    assert [cell.value for cell in sheet[1]] == ["tuid", "kk", "ru"] and sheet["A1"].font.bold
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.column_dimensions["B"].width) == (
        "A2",
        "A1:C3",
        60,
    )
    assert (sheet["B2"].data_type, sheet["B2"].value, sheet["A2"].value) == ("s", "=СУММ(A1)", "01")
    assert sheet["B3"].alignment.wrap_text


def test_strings_that_cells_share_as_excel_writes_them(tmp_path: Path) -> None:
    """Such a workbook with the strings of the cells in a part of their own, escaped in the same way."""
    units = [unit("_x0041_ _x005F_x0041_"), unit("иә"), unit("иә\x01\r")]
    written(tmp_path / "a.xlsx", *units)
    strings: list[bytes] = []

    def shared(found: re.Match[bytes]) -> bytes:
        strings.append(found[1])
        return b't="s"><v>%d</v>' % (len(strings) - 1)

    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb't="inlineStr"><is>(.*?)</is>', shared, content, flags=re.DOTALL)
            if name == "[Content_Types].xml":
                kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
                content = content.replace(b"</Types>", part)
            if name != "xl/sharedStrings.xml":
                new.writestr(name, content)
        items = b"".join(b"<si>%s</si>" % string for string in strings)
        new.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (NAMESPACE, items))
    assert len(strings) > 8
    assert list(XlsxReader(tmp_path / "b.xlsx")) == units


def test_numbers_dates_and_gaps_of_others(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ["Glossary", None, None, None],
        ["Қазақша", "Русский", "x-n", "x-d"],
        ["бір", "один", 0.1 + 0.2, datetime(2024, 5, 1)],
        [],
        ["рас", True, 7, date(2024, 5, 1)],
        ["x", None, 1.5, datetime(2024, 5, 1, 12)],
    )
    reader = XlsxReader(path)
    units = list(reader)
    assert [one.line for one in units] == [3, 5, 6]
    assert [[prop.value for prop in one.props] for one in units] == [
        ["0.3", "2024-05-01"], ["7", "2024-05-01"], ["1.5", "2024-05-01T12:00:00"],
    ]  # fmt: skip
    assert units[1].variants[1].text == "TRUE" and len(units[2].variants) == 1
    assert [warning.split(": ", 1)[1] for warning in reader.warnings] == [
        "left out, rows above the names of the columns: 1", "left out, empty rows: 1",
    ]  # fmt: skip


def test_one_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["just", "words"])
    book.create_sheet("hidden").append(["kk", "ru"])
    book["hidden"].sheet_state = "hidden"
    for title in ("terms", "more"):
        book.create_sheet(title).append(["kk", "ru"])
        book[title].append([title, "да"])
    book.create_sheet("empty")
    book.save(tmp_path / "a.xlsx")
    reader = XlsxReader(tmp_path / "a.xlsx")
    assert [one.variants[0].text for one in reader] == ["terms"]
    assert reader.warnings == [f"{tmp_path / 'a.xlsx'}: of its sheets only terms was read, not Sheet, more"]


def test_malformed_rows_are_rejected(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["tuid", "kk"], ["1", None], ["2", "а"], ["3", "б", "в"])
    rejected: list[Rejected] = []
    assert [one.tuid for one in XlsxReader(path, reject=rejected.append)] == ["2"]
    assert [(one.line, one.problem) for one in rejected] == [
        (2, "has no text in any language"), (4, "has 3 cells, but the table has 2 columns"),
    ]  # fmt: skip
    with pytest.raises(MalformedTable, match=r"a\.xlsx:2: has no text"):
        list(XlsxReader(path))
    with pytest.raises(MalformedTable, match=r"b\.xlsx:1: no column is called after a language"):
        XlsxReader(workbook(tmp_path / "b.xlsx", ["foo"]))
    assert len(list(XlsxReader(workbook(tmp_path / "c.xlsx", ["а", "б"]), langs=("kk", "ru")))) == 1


def test_what_is_too_large_for_excel_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "a.xlsx", unit("𐰴" * 16_383 + "a", "fits"))
    (tmp_path / "a.xlsx").unlink()
    with pytest.raises(InputError, match="unit long: 16,384 characters in kk are too many"):
        written(tmp_path / "a.xlsx", unit("𐰴" * 16_384, "long"))
    monkeypatch.setattr(xlsx, "ROWS", 2)
    with pytest.raises(InputError, match="unit second: Excel has 2 rows"):
        written(tmp_path / "a.xlsx", unit("а", "first"), unit("б", "second"))
    assert not list(tmp_path.iterdir())


def test_halves_of_characters_are_lost_and_counted(tmp_path: Path) -> None:
    assert written(tmp_path / "a.xlsx", unit("а\ud800б")).lost == {"characters that are no text": 1}
    assert next(iter(XlsxReader(tmp_path / "a.xlsx"))).variants[0].text == "аб"


def changed(path: Path, part: str, content: bytes | None, start: str = "") -> Path:
    """A copy of a workbook with another content in one of its parts, or none, or a start before its root."""
    written(path, unit("иә"))
    new = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as out:
        for name in old.namelist():
            if name != part:
                out.writestr(name, old.read(name))
            elif content is not None:
                out.writestr(name, content)
            elif start:
                out.writestr(name, start.encode() + old.read(name).partition(b"?>")[2])
    path.write_bytes(new.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "[Content_Types].xml", "xl/workbook.xml"])
@pytest.mark.parametrize(
    "start", [BOMB, f"<!-- {'long ' * 5000} -->{BOMB}", '<!DOCTYPE a SYSTEM "/etc/passwd">']
)
def test_parts_that_declare_entities_are_refused(tmp_path: Path, part: str, start: str) -> None:
    with pytest.raises(UnreadableFile, match=r"declares a DOCTYPE.*refused"):
        XlsxReader(changed(tmp_path / "a.xlsx", part, None, start))


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = changed(tmp_path / "a.xlsx", SHEET, b"<a>" + b" " * 2_000_000 + b"</a>")
    monkeypatch.setattr(archive, "WHOLE", 1_000_000)
    with pytest.raises(UnreadableFile, match=r"sheet1\.xml unpacks to 2,000,007 bytes; refused"):
        XlsxReader(path)
    path = changed(tmp_path / "a.xlsx", "xl/styles.xml", bytes(range(256)) * 5_000)
    monkeypatch.setattr(archive, "RATIO", 10_000)
    with pytest.raises(UnreadableFile, match=r"styles\.xml has 1,280,000 bytes; refused"):
        XlsxReader(path)
    monkeypatch.setattr(archive, "LARGEST", 1_000)
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        XlsxReader(path)


def test_a_directory_that_tells_a_small_size_is_no_way_around(tmp_path: Path) -> None:
    path = changed(tmp_path / "a.xlsx", SHEET, b"<a>" + b"<!-- -->" * 500_000 + b"</a>")
    content = bytearray(path.read_bytes())
    size = (4_000_007).to_bytes(4, "little")
    for _ in range(content.count(size)):
        at = content.find(size)
        content[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises((UnreadableFile, MalformedTable), match=r"a\.xlsx.*damaged"):
        list(XlsxReader(path))


@pytest.mark.parametrize(
    "sheet",
    [
        b"", b"<worksheet", b"<worksheet/>",
        b'<worksheet xmlns="%s"><sheetData><row r="1"><c r="A1" t="s"><v>77</v></c></row>'
        b"</sheetData></worksheet>"
        % NAMESPACE,
        b'<worksheet xmlns="%s"><sheetData><row r="x"/></sheetData></worksheet>' % NAMESPACE,
    ],
)  # fmt: skip
def test_damaged_sheets_are_one_clear_line(tmp_path: Path, sheet: bytes) -> None:
    with pytest.raises(MalformedTable, match=r"a\.xlsx:1: .*(damaged|no column)") as caught:
        XlsxReader(changed(tmp_path / "a.xlsx", SHEET, sheet))
    assert "\n" not in str(caught.value)


def test_a_row_with_an_impossible_number_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 1000)
    sheet = (
        b'<worksheet xmlns="%s"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>kk</t></is></c></row>'
        b'<row r="99999999999"><c t="n"><v>1</v></c></row></sheetData></worksheet>' % NAMESPACE
    )
    with pytest.raises(MalformedTable, match=r"a\.xlsx:1001: a sheet has 1,000 rows at most"):
        list(XlsxReader(changed(tmp_path / "a.xlsx", SHEET, sheet)))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for content, problem in (
        (b"", "is empty"), (b"kk,ru\n", "is no XLSX workbook"),
        (b"PK\x03\x04" + b"x" * 99, "is no XLSX workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "protected by a password, or an old Excel file"),
    ):  # fmt: skip
        path.write_bytes(content)
        with pytest.raises(UnreadableFile, match=problem):
            XlsxReader(path)
    with zipfile.ZipFile(path, "w") as empty:
        empty.writestr("a.txt", "a")
    with pytest.raises(MalformedTable, match=r"a\.xlsx:1: can't be read as a workbook"):
        XlsxReader(path)
    with pytest.raises(UnreadableFile, match="no such file"):
        XlsxReader(tmp_path / "none.xlsx")
    with pytest.raises(UnreadableFile, match="folder"):
        XlsxReader(tmp_path)


def test_header_facts_have_places(tmp_path: Path) -> None:
    header = Header(
        "kk", props=(Prop("x-segments-kk", "19"), Prop(None, "")), attributes=(("o-tmf", "memoQ"),)
    )
    written(tmp_path / "a.xlsx", unit("иә"), header=header)
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "a.xlsx")["memory"].rows]
    assert rows[0] == ["header", "value"] and rows[-3:] == [
        ["@o-tmf", "memoQ"],
        ["x-segments-kk", "19"],
        ["note", '""'],
    ]


def test_a_device_is_no_workbook_and_a_full_disk_is_said() -> None:
    with pytest.raises(UsageError, match="a stream can't be"):
        XlsxReader("/dev/zero")
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # what openpyxl leaves unfinished would show itself
        with pytest.raises(UnwritableOutput, match="no space"):
            written(Path("/dev/full"), unit("иә"))
        gc.collect()
