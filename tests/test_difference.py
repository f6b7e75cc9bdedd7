"""Two memories compared: the same from both sides, and enough to make one of the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tests.formats.test_rejects import BAD, GOOD
from tests.formats.test_tmx import SYSTEM, UNIT, file, units, write
from tests.test_duplicates import few, unit
from tm.difference import Change, Comparison
from tm.errors import MalformedTMX, UsageError
from tm.units import Code, Header, Prop, TranslationUnit, Variant

memories = st.one_of(st.lists(few, max_size=6), st.lists(units, max_size=3))


def changes(
    folder: Path, old: list[TranslationUnit], new: list[TranslationUnit], source: str | None = None
) -> tuple[list[Change], int]:
    write(folder / "old.tmx", *old)
    write(folder / "new.tmx", *new)
    comparison = Comparison(folder / "old.tmx", folder / "new.tmx", source=source)
    found = [change for change in comparison.changes() if change is not None]
    assert 0 <= comparison.share <= 1
    return found, comparison.same


def kinds(found: list[Change]) -> str:
    return " ".join(change.kind for change in found)


@UNHURRIED
@given(memories)
def test_nothing_differs_from_itself(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    assert changes(folder, units, units) == ([], len(units))
    assert kinds(changes(folder, units, units[::-1])[0]) == ""


@UNHURRIED
@given(memories, memories)
def test_from_the_other_side_it_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, old: list[TranslationUnit], new: list[TranslationUnit]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    forth, same = changes(folder, old, new)
    back, same_back = changes(folder, new, old)
    turned = {"added": "removed", "removed": "added"}
    mirrored = [(turned.get(one.kind, one.kind), one.new, one.old) for one in back]
    assert same == same_back
    assert sorted(map(repr, mirrored)) == sorted(repr((one.kind, one.old, one.new)) for one in forth)


@UNHURRIED
@given(memories, memories)
def test_applied_to_the_old_it_gives_the_new(
    tmp_path_factory: pytest.TempPathFactory, old: list[TranslationUnit], new: list[TranslationUnit]
) -> None:
    found, same = changes(tmp_path_factory.getbasetemp(), old, new)
    left = Counter(map(repr, old))
    for change in found:
        if change.old is not None:
            left[repr(change.old)] -= 1
            assert left[repr(change.old)] >= 0
    assert sum(left.values()) == same
    left.update(repr(change.new) for change in found if change.new is not None)
    assert +left == Counter(map(repr, new))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([unit("Иә.", "Да.")], [unit("Иә.", "Ага.")], "changed"),
        ([unit("Иә.", "Да.", tuid="1")], [unit("Иә!", "Да.", tuid="1")], "changed"),
        ([unit("Иә.", "Да.", tuid="")], [unit("Жоқ.", "Нет.", tuid="")], "added removed"),
        ([unit("Иә.", "Да.", tuid="1")], [unit("Иә.", "Да.", tuid="2")], "remarks"),
        ([unit("Иә.", "Да.")], [unit("Иә.", "Да.", langs="KK ru")], "remarks"),
        ([unit("Иә.", "Да.")], [unit("Да.", "Иә.", langs="ru kk")], "remarks"),
        ([], [unit("Иә.")], "added"),
        ([unit("Иә.")], [], "removed"),
        # one more at the start, and numbers that go on
        (
            [unit("Бір.", tuid="1"), unit("Екі.", tuid="2")],
            [unit("Нөл.", tuid="1"), unit("Бір.", tuid="2"), unit("Екі.", tuid="3")],
            "added remarks remarks",
        ),
        # a tuid twice, in another order
        (
            [unit("Бір.", tuid="1"), unit("Екі.", tuid="1")],
            [unit("Екі.", tuid="1"), unit("Бір.", tuid="1")],
            "",
        ),
        # one source, two translations that their tuids tell apart
        (
            [unit("Иә.", "Да.", tuid="1"), unit("Иә.", "Ага.", tuid="2")],
            [unit("Иә.", "Угу.", tuid="2"), unit("Иә.", "Да.", tuid="1")],
            "changed",
        ),
    ],
)
def test_what_goes_with_what(
    tmp_path: Path, old: list[TranslationUnit], new: list[TranslationUnit], found: str
) -> None:
    assert kinds(changes(tmp_path, old, new)[0]) == found


def test_the_source_is_that_of_both_headers_or_of_each_unit(tmp_path: Path) -> None:
    old, new = [unit("Да.", "Иә.", langs="ru kk")], [unit("Ага.", "Иә.", langs="ru kk")]
    assert kinds(changes(tmp_path, old, new)[0]) == "changed"
    assert kinds(changes(tmp_path, old, new, source="ru")[0]) == "added removed"
    write(tmp_path / "ru.tmx", *new, header=Header("ru"))
    comparison = Comparison(tmp_path / "old.tmx", tmp_path / "ru.tmx")
    assert [change.kind for change in comparison.changes() if change] == ["added", "removed"]


def test_a_change_says_what_differs(tmp_path: Path) -> None:
    old = TranslationUnit(
        "1", (Variant("kk", "Иә."), Variant("ru", "Да."), Variant("ru", "Ага.")), (Prop("x", "1"),)
    )
    new = replace(
        old,
        variants=(Variant("kk", "Иә."), Variant("ru", "Да!"), Variant("en", "Yes.")),
        props=(Prop("x", "2"), Prop(None, "n")),
        attributes=(("changeid", "Ә"),),
    )
    ((change,), _) = changes(tmp_path, [old], [new])
    assert change.texts() == [("ru", "Да.", "Да!"), ("ru", "Ага.", ""), ("en", "", "Yes.")]
    assert change.remarks() == [("-", "x", "1"), ("+", "x", "2"), ("+", "note", "n"), ("+", "changeid", "Ә")]
    assert change.unit == new


def test_codes_alone_may_differ(tmp_path: Path) -> None:
    old, new = (TranslationUnit("1", (Variant.of("kk", ("Иә", Code(kind), ".")),)) for kind in ("ph", "it"))
    ((change,), _) = changes(tmp_path, [old], [new])
    assert (change.kind, change.texts(), change.remarks()) == ("changed", [], [])


def test_units_that_can_not_be_read_are_counted_and_broken_files_refused(tmp_path: Path) -> None:
    path = file(tmp_path, GOOD + BAD["no language"] + BAD["no tuv"], SYSTEM)
    comparison = Comparison(path, path)
    assert [*comparison.changes()] == [] and comparison.same == 1
    assert comparison.rejected == {str(path): 4}
    write(tmp_path / "a.tmx", unit("Иә."))
    with pytest.raises(MalformedTMX):
        list(Comparison(tmp_path / "a.tmx", file(tmp_path, UNIT.format("<"))).changes())
    for path in (Path("-"), Path("/dev/null")):
        with pytest.raises(UsageError, match="twice"):
            Comparison(tmp_path / "a.tmx", path)
