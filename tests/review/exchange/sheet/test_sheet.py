"""A document goes out as a sheet, people work in it, and it comes back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import UNHURRIED
from tests.review.five_rows import LANGS, SOURCE, article, draft, row
from tm.errors import InputError, MalformedTable, UnreadableFile
from tm.review.change import applied
from tm.review.draft import Draft, Row, State
from tm.review.exchange.sheet import SheetChanges, read_sheet, write_sheet

Work = Callable[[Worksheet], object]
COLUMN = {name: place for place, name in enumerate(("row", "state", "mark", "confidence", *LANGS, "note"), 1)}


def out(tmp_path: Path, made: Draft | None = None, version: int = 3) -> Path:
    path = tmp_path / "a.xlsx"
    write_sheet(made or article(), SOURCE, version, path)
    return path


def worked(path: Path, *work: Work) -> Path:
    """What somebody does in the sheet with another program."""
    book = load_workbook(path)
    for one in work:
        one(book["review"])
    book.save(path)
    return path


def put(line: int, column: str, value: object) -> Work:
    return lambda sheet: sheet.cell(line, COLUMN[column]).__setattr__("value", value)


def came_back(
    tmp_path: Path, *work: Work, made: Draft | None = None, now: Draft | None = None
) -> SheetChanges:
    made = made or article()
    return read_sheet(now or made, SOURCE, worked(out(tmp_path, made), *work))


def after(changes: SheetChanges, made: Draft | None = None) -> tuple[Row, ...]:
    return applied(made or article(), changes.splices).rows


def said(changes: SheetChanges) -> list[tuple[int, int | None, str, bool]]:
    return [tuple(problem) for problem in changes.problems]  # type: ignore[misc]


def test_a_sheet_that_comes_back_as_it_was_changes_nothing(tmp_path: Path) -> None:
    nothing = SheetChanges((), (), 0, 0, 0, 3)
    assert read_sheet(article(), SOURCE, out(tmp_path)) == nothing
    assert came_back(tmp_path) == nothing  # saved by another program


def test_what_a_person_sees(tmp_path: Path) -> None:
    book = load_workbook(out(tmp_path))
    sheet = book["review"]
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert rows[0] == list(COLUMN)
    assert rows[2] == ["2", "open", None, "○ 0.41", "Көпір бар.\nОл ескі.", "There is an old bridge.",
                       "Есть мост.\nОн старый.", None]  # fmt: skip
    assert rows[5][:4] == ["5", "open", "x", "◐ 0.88"] and rows[5][-1] == "check"
    assert sheet.freeze_panes == "A2" and book["document"].sheet_state == "hidden"
    assert sheet.protection.sheet and sheet["A2"].protection.locked and not sheet["E2"].protection.locked
    assert sheet["D2"].fill.start_color.rgb != sheet["D3"].fill.start_color.rgb
    assert sheet["E2"].alignment.wrap_text and sheet.column_dimensions["E"].width == 60
    (states,) = sheet.data_validations.dataValidation
    assert states.formula1 == '"open,confirmed,rejected"' and "B2" in states.sqref


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = out(tmp_path).read_bytes()
    monkeypatch.setattr("time.localtime", lambda *_: (2001, 2, 3, 4, 5, 6, 0, 0, 0))
    assert out(tmp_path).read_bytes() == first


def test_text_is_text_whatever_it_begins_with(tmp_path: Path) -> None:
    odd = ("=1+1", "+7 701", "-5", "@name", "0017", "1/2", "TRUE", "_x0041_", "a\x01b", "<b>&amp;", "'x")
    made = draft(*(row(k, text, "=cmd|' /C calc'!A0", "") for k, text in enumerate(odd, start=1)))
    path = out(tmp_path, made)
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert read_sheet(made, SOURCE, path) == SheetChanges((), (), 0, 0, 0, 3)
    assert all(
        cell.data_type == "s"
        for line in load_workbook(path)["review"].iter_rows()
        for cell in line
        if cell.value
    )


def test_states_marks_and_notes(tmp_path: Path) -> None:
    changes = came_back(
        tmp_path, put(2, "state", " Confirmed "), put(3, "mark", "yes"), put(6, "mark", None),
        put(6, "note", None), put(5, "state", None), put(4, "note", "why?")
    )  # fmt: skip
    assert not changes.problems and changes.decided == 2
    rows = after(changes)
    assert [one.state for one in rows] == [State.CONFIRMED, *[State.OPEN] * 4]
    assert [(one.marked, one.note) for one in rows] == [
        (False, ""),
        (True, ""),
        (False, "why?"),
        (False, ""),
        (False, ""),
    ]
    assert [one.sides for one in rows] == [one.sides for one in article().rows]
    assert len(changes.splices) == 5


def test_text_that_was_changed_is_an_edit(tmp_path: Path) -> None:
    changes = came_back(tmp_path, put(3, "en", "There is one old bridge."), put(3, "state", "confirmed"))
    old = article().rows[1]
    sides = (old.sides[0], ("There is one old bridge.",), old.sides[2])
    assert changes.splices[0].new == (replace(old, sides=sides, edited=True, state=State.CONFIRMED),)
    assert (changes.edited, changes.moved, changes.decided) == (1, 0, 1)


def test_a_translation_that_was_missing_may_be_written(tmp_path: Path) -> None:
    changes = came_back(tmp_path, put(4, "kk", "Неге екенін ешкім айтпады."))
    assert not changes.problems and after(changes)[2].sides[0] == ("Неге екенін ешкім айтпады.",)


def test_white_space_alone_is_no_change(tmp_path: Path) -> None:
    assert not came_back(tmp_path, put(3, "kk", " Көпір  бар.\r\n\nОл ескі. \n")).splices


def test_a_segment_that_moves_to_the_next_row(tmp_path: Path) -> None:
    changes = came_back(tmp_path, put(3, "kk", "Көпір бар."), put(4, "kk", "Ол ескі."))
    assert not changes.problems and (changes.edited, changes.moved) == (0, 2) and len(changes.splices) == 1
    two, three = after(changes)[1:3]
    assert (two.sides[0], three.sides[0]) == (("Көпір бар.",), ("Ол ескі.",))
    assert {(one.confidence, one.state, one.edited) for one in (two, three)} == {(None, State.OPEN, False)}


def test_rows_are_merged_by_moving_all_their_cells(tmp_path: Path) -> None:
    changes = came_back(
        tmp_path,
        put(5, "kk", "Иә.\nҚар жауды."), put(5, "en", "Yes.\nIt snowed."), put(5, "ru", "Да.\nШёл снег."),
        put(6, "kk", None), put(6, "en", None), put(6, "ru", None),
    )  # fmt: skip
    assert not changes.problems
    last = after(changes)[-1]
    assert (last.id, last.shape, last.state, last.note) == (4, (2, 2, 2), State.OPEN, "check")


def test_rows_are_merged_by_deleting_one(tmp_path: Path) -> None:
    changes = came_back(tmp_path, put(5, "en", "Nobody said why.\nYes."), lambda sheet: sheet.delete_rows(4))
    assert not changes.problems and [one.id for one in after(changes)] == [1, 2, 4, 5]


def test_a_row_is_split_by_a_new_one(tmp_path: Path) -> None:
    changes = came_back(
        tmp_path, lambda sheet: sheet.insert_rows(4), put(3, "kk", "Көпір бар."), put(3, "ru", "Есть мост."),
        put(4, "kk", "Ол ескі."), put(4, "ru", "Он старый."), put(4, "state", "confirmed")
    )  # fmt: skip
    assert not changes.problems
    new = after(changes)[2]
    assert (new.id, new.sides, new.state) == (6, (("Ол ескі.",), (), ("Он старый.",)), State.CONFIRMED)
    assert applied(article(), changes.splices).segments() == article().segments()


def test_a_sheet_that_was_sorted_is_put_in_order(tmp_path: Path) -> None:
    def reversed_rows(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
        for line, values in enumerate(reversed(rows), start=2):
            for column, value in enumerate(values, start=1):
                sheet.cell(line, column).value = value

    changes = came_back(tmp_path, reversed_rows, put(2, "state", "rejected"))
    assert [(one.serious, "another order" in one.problem) for one in changes.problems] == [(False, True)]
    assert after(changes)[-1].state is State.REJECTED and len(changes.splices) == 1


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    def swapped(sheet: Worksheet) -> None:
        for line in range(1, 7):
            one, two = sheet.cell(line, COLUMN["kk"]), sheet.cell(line, COLUMN["ru"])
            one.value, two.value = two.value, one.value

    assert came_back(tmp_path, swapped) == SheetChanges((), (), 0, 0, 0, 3)


@pytest.mark.parametrize(
    ("work", "line", "id", "problem"),
    [
        ([put(2, "state", "maybe")], 2, 1, "the state 'maybe', which is none of these: open, confirmed"),
        ([put(2, "row", "99")], 2, 99, "the document had no row 99"),
        ([put(2, "row", "first")], 2, None, "'first' for its number"),
        ([put(3, "row", "1")], 3, 1, "row 1 is in line 2 too"),
        ([put(2, "kk", "=1+1")], 2, 1, "a formula, or the error of one, in: kk"),
        ([put(2, "kk", None)], 2, 1, "its kk text is nowhere any more: “Қала жаңарды.”"),
        ([lambda sheet: sheet.delete_rows(2)], 0, 1, "its kk text was changed or lost: “Қала жаңарды.”"),
        ([put(5, "en", "It snowed."), put(6, "en", "Yes.")], 5, 4, "out of its order here"),
        ([put(2, "kk", "Қала жаңарды.\nИә.")], 2, 1, "kk text stands here that another row has too: “Иә.”"),
        ([put(7, "kk", "Тағы.")], 7, None, "a row without a number has kk text that the document has not"),
        ([put(5, "row", None), put(5, "kk", "Қар жауды."), put(6, "kk", "Иә.")], 5, None, "out of its order"),
        ([put(3, "row", "5"), put(6, "row", "2"), put(7, "kk", "Иә.")], 4, 3, "stands behind a row"),
    ],
)  # fmt: skip
def test_what_can_not_be_taken_over_is_named_and_nothing_is(
    tmp_path: Path, work: Sequence[Work], line: int, id: int | None, problem: str
) -> None:
    changes = came_back(tmp_path, *work, put(3, "note", "fine"))
    assert changes.is_refused and not changes.splices
    assert any((one.line, one.row) == (line, id) and problem in one.problem for one in changes.problems), (
        said(changes)
    )


def test_a_part_of_a_text_that_is_gone_is_named(tmp_path: Path) -> None:
    changes = came_back(tmp_path, put(3, "kk", "Көпір бар."))
    assert [(one.line, one.row, one.serious) for one in changes.problems] == [(3, 2, False)]
    assert after(changes)[1].sides[0] == ("Көпір бар.",) and after(changes)[1].edited


def test_rows_that_others_have_changed_meanwhile_are_left(tmp_path: Path) -> None:
    now = draft(replace(article().rows[0], state=State.CONFIRMED), *article().rows[1:])
    changes = came_back(tmp_path, put(2, "note", "mine"), put(3, "note", "mine too"), now=now)
    assert [(one.line, one.row, one.serious) for one in changes.problems] == [(2, 1, False)]
    assert "was changed in the document since" in changes.problems[0].problem
    assert [one.note for one in after(changes, now)] == ["", "mine too", "", "", "check"]
    untouched = came_back(tmp_path, put(3, "note", "mine too"), now=now)
    assert not untouched.problems and len(untouched.splices) == 1


def test_a_sheet_that_is_taken_over_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    work = [put(2, "state", "confirmed"), lambda sheet: sheet.insert_rows(4), put(3, "kk", "Көпір бар."),
            put(4, "kk", "Ол ескі.")]  # fmt: skip
    path = worked(out(tmp_path), *work)
    now = applied(article(), read_sheet(article(), SOURCE, path).splices)
    assert len(now) == 6 and read_sheet(now, SOURCE, path) == SheetChanges((), (), 0, 0, 0, 3)


def test_a_sheet_of_another_document_is_refused(tmp_path: Path) -> None:
    path = out(tmp_path)
    with pytest.raises(InputError, match="is of the document 'news/article', not of 'news/b'"):
        read_sheet(article(), replace(SOURCE, name="b"), path)
    two = draft(row(1, "Иә.", "Yes."), langs=("kk", "en"))
    with pytest.raises(InputError, match="is in kk, en, ru, but the document in kk, en"):
        read_sheet(two, SOURCE, path)


def test_what_is_no_sheet_of_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    Workbook().save(path)
    with pytest.raises(MalformedTable, match="no sheet that a review was written to"):
        read_sheet(article(), SOURCE, path)
    path.write_bytes(b"kk;en")
    with pytest.raises(UnreadableFile, match="is no XLSX workbook"):
        read_sheet(article(), SOURCE, path)
    with pytest.raises(MalformedTable, match="has no column 'kk'"):
        came_back(tmp_path, put(1, "kk", "Kazakh"))
    with pytest.raises(MalformedTable, match="more than one column 'kk'"):
        came_back(tmp_path, put(1, "confidence", "kk"))


def hidden(path: Path, name: str, change: Callable[[str], object]) -> Path:
    """The sheet with another value in its hidden sheet."""
    book = load_workbook(path)
    for cell, value in book["document"].iter_rows(max_col=2):
        if cell.value == name:
            value.value = change(value.value)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("rows 0", lambda text: text[:-8] + "AAAAAAA="),
        ("rows 0", lambda text: "no base64"),
        ("rows 0", lambda text: None),
        ("digest", lambda text: "0" * 32),
        ("form", lambda text: "2"),
        ("version", lambda text: "new"),
        ("languages", lambda text: "kk,en"),
    ],
)
def test_a_hidden_sheet_that_was_changed_is_refused(
    tmp_path: Path, name: str, change: Callable[[str], object]
) -> None:
    with pytest.raises(MalformedTable, match="the hidden sheet document is damaged"):
        read_sheet(article(), SOURCE, hidden(out(tmp_path), name, change))


def test_what_is_too_large_for_excel_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="row 1: 40,000 characters are too many for a cell"):
        out(tmp_path, draft(row(1, "a" * 40_000, "b", "c")))
    monkeypatch.setattr("tm.review.exchange.sheet.writing.MOST", 5)
    with pytest.raises(InputError, match="Excel has 5 rows"):
        out(tmp_path)
    assert not (tmp_path / "a.xlsx").exists()


def test_bombs_and_damage_are_one_clear_line(tmp_path: Path) -> None:
    whole = out(tmp_path).read_bytes()
    (tmp_path / "a.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="XLSX"):
        read_sheet(article(), SOURCE, tmp_path / "a.xlsx")
    path, entity = tmp_path / "b.xlsx", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'
    with zipfile.ZipFile(io.BytesIO(whole)) as one, zipfile.ZipFile(path, "w") as other:
        for name in one.namelist():
            other.writestr(name, entity if name == "xl/worksheets/sheet1.xml" else one.read(name))
    with pytest.raises(UnreadableFile, match="declares a DOCTYPE"):
        read_sheet(article(), SOURCE, path)


TEXTS = st.sampled_from(["a", "b", "c d", "=e", "Иә."])
SIDE = st.lists(TEXTS, max_size=2).map(tuple)
ROWS = st.lists(st.tuples(SIDE, SIDE, SIDE).filter(any), min_size=1, max_size=5)
STEPS = st.lists(
    st.tuples(st.sampled_from(["up", "down", "edit", "state", "empty", "delete", "swap"]), st.integers(0, 5),
              st.integers(0, 2)),
    max_size=5,
)  # fmt: skip


def moved(what: str, lines: list[str], below: list[str]) -> tuple[list[str], list[str]]:
    """What two cells hold after a move, an edit or a slip in the first."""
    if what == "down" and lines:
        return lines[:-1], [lines[-1], *below]
    if what == "up" and below:
        return [*lines, below[0]], below[1:]
    return {"edit": (["new"], below), "empty": ([], below), "swap": (below, lines)}.get(what, (lines, below))


def worker(steps: Sequence[tuple[str, int, int]], many: int) -> Work:
    """Somebody who moves, edits, states, empties, deletes and swaps cells of the sheet."""

    def work(sheet: Worksheet) -> None:
        for what, place, k in steps:
            line = 2 + place % many
            cells = sheet.cell(line, 5 + k), sheet.cell(line + 1, 5 + k)
            if what == "delete":
                sheet.delete_rows(line)
            elif what == "state":
                sheet.cell(line, 2).value = "rejected"
            elif line <= many or what in ("edit", "empty"):
                one, two = ([*filter(None, (cell.value or "").split("\n"))] for cell in cells)
                for cell, lines in zip(cells, moved(what, one, two), strict=True):
                    cell.value = "\n".join(lines)
                    cell.data_type = "s" if lines else "n"

    return work


@settings(UNHURRIED, max_examples=25)
@given(ROWS, STEPS)
def test_whatever_is_done_in_the_sheet_nothing_is_lost_unsaid(
    tmp_path_factory: pytest.TempPathFactory,
    sides: list[tuple[tuple[str, ...], ...]],
    steps: list[tuple[str, int, int]],
) -> None:
    made = draft(*(replace(row(k, "x", "", ""), sides=three) for k, three in enumerate(sides, start=1)))
    path = worked(out(tmp_path_factory.mktemp("any"), made), worker(steps, len(sides)))
    seen = [
        [cell.value or "" for cell in line] for line in load_workbook(path)["review"].iter_rows(min_row=2)
    ]
    changes = read_sheet(made, SOURCE, path)
    if changes.is_refused:
        assert not changes.splices and {step[0] for step in steps} - {"state"}
        return
    rows = applied(made, changes.splices).rows
    shown = [tuple(tuple(filter(None, cell.split("\n"))) for cell in line[4:7]) for line in seen]
    assert [one.sides for one in rows] == [three for three in shown if any(three)]
    if not {step[0] for step in steps} & {"edit", "empty", "delete", "swap"}:
        assert Draft(made.langs, rows, 99).segments() == made.segments() and not changes.problems
        assert changes.edited == 0
