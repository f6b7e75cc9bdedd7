"""What every store does, whichever database it is in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.memories import units as any_unit
from tm.errors import NoSuchMemory, NoSuchUnit, StoreError, UnusableMemory
from tm.store import open_store
from tm.store.compaction import Compaction
from tm.store.integrity import Check
from tm.store.record import unstorable
from tm.store.store import Store
from tm.store.transfer import TABLES, backup, transfer
from tm.units import Code, Encoding, Header, Prop, TranslationUnit, Variant

RICH = TranslationUnit(
    "a:1",
    (
        Variant.of(
            "kk-KZ", ("Ол ", Code("bpt", (("i", "1"),), ("<b>",)), "тез", Code("ept", (("i", "1"),)), ".")
        )._replace(
            props=(Prop("x", "y"),), attributes=(("creationdate", "20261104T000000Z"),), seg=(("{u}a", "b"),)
        ),
        Variant("ru", "Он быстро."),
        Variant("ru", "Быстро он."),
    ),
    (Prop("x-document", "a"), Prop(None, "сұрау керек", (("lang", "kk"),))),
    (("changedate", "20261105T000000Z"),),
)


def unit(kk: str, ru: str, tuid: str | None = None) -> TranslationUnit:
    return TranslationUnit(tuid, (Variant("kk", kk), Variant("ru", ru)))


def many(count: int, start: int = 0) -> list[TranslationUnit]:
    return [
        unit(f"Бұл {n} сөйлем, {n % 7} рет.", f"Это предложение {n}, {n % 7} раз.")
        for n in range(start, start + count)
    ]


def added(store: Store, units: Sequence[TranslationUnit]) -> list[int]:
    with store.changing("import", "a.tmx") as change:
        numbers = change.add(units)
        change.catch_up()
    return numbers


def living(store: Store) -> list[TranslationUnit]:
    return [one.unit for one in store.units()]


def problems(store: Store) -> list[str]:
    check = Check(store)
    list(check.run())
    return check.problems


def test_what_goes_in_comes_out(store: Store) -> None:
    numbers = added(store, [RICH, unit("Иә.", "Да.")])
    assert numbers == [1, 2]
    assert living(store) == [RICH, unit("Иә.", "Да.")]
    assert problems(store) == []


@given(units=st.lists(any_unit, max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_unit_goes_in_and_out(store: Store, units: list[TranslationUnit]) -> None:
    units = [one for one in units if not unstorable(one)]
    numbers = added(store, units)
    found = {one.number: one.unit for one in store.by_number(map(abs, numbers))}
    assert [found[abs(number)] for number in numbers] == units


def test_the_same_unit_is_put_in_once(store: Store) -> None:
    assert added(store, [RICH, RICH]) == [1, -1]
    assert added(store, [unit("Иә.", "Да."), RICH]) == [2, -1]
    assert store.count() == 2


def test_units_that_differ_in_a_remark_are_two(store: Store) -> None:
    one = TranslationUnit("1", (Variant("kk", "Иә."),), (Prop("x", "1"),))
    other = TranslationUnit("1", (Variant("kk", "Иә."),), (Prop("x", "2"),))
    assert added(store, [one, other]) == [1, 2]


def test_a_text_is_kept_once_a_language(store: Store) -> None:
    added(
        store,
        [
            unit("Иә.", "Да."),
            unit("Иә.", "Ага."),
            TranslationUnit(None, (Variant("kk-KZ", "Иә."), Variant("ru", "Иә."))),
        ],
    )
    assert sorted(one.last for one in store.languages().values()) == [1, 3]
    assert store.having([("kk", "Иә."), ("ru", "Да."), ("en", "Yes.")]) == {
        ("kk", "Иә."): [1, 2, 3],
        ("ru", "Да."): [1],
    }


def test_versions_of_a_unit(store: Store) -> None:
    added(store, [unit("Иә.", "Да."), unit("Жоқ.", "Нет.")])
    with store.changing("edit", "aigerim") as change:
        change.replace(1, unit("Иә.", "Ага."))
    with store.changing("delete") as change:
        assert change.end([1]) == 1
        assert change.end([1]) == 0
    assert living(store) == [unit("Жоқ.", "Нет.")]
    assert [(one.unit, one.born, one.gone) for one in store.versions(1)] == [
        (unit("Иә.", "Да."), 1, 2),
        (unit("Иә.", "Ага."), 2, 3),
    ]
    assert [(one.kind, one.origin, one.added, one.ended) for one in store.revisions()] == [
        ("import", "a.tmx", 2, 0),
        ("edit", "aigerim", 1, 1),
        ("delete", "", 0, 1),
    ]
    with pytest.raises(NoSuchUnit, match="no unit 3"):
        store.versions(3)
    assert problems(store) == []


def test_undo_takes_back_a_revision(store: Store) -> None:
    added(store, [unit("Иә.", "Да."), unit("Жоқ.", "Нет.")])
    with store.changing("import") as change:
        change.replace(1, unit("Иә.", "Ага."))
        change.add([unit("Сәлем.", "Привет.")])
        change.end([2])
    with store.changing("undo") as change:
        change.undo(2)
    assert living(store) == [unit("Иә.", "Да."), unit("Жоқ.", "Нет.")]
    assert problems(store) == []


def test_a_change_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.changing("import") as change:
        change.add(many(10))
        _ = 1 / 0
    assert (store.count(), store.revisions(), store.languages()) == (0, [], {})


def test_the_header_is_kept(store: Store, place: str) -> None:
    header = Header("kk", props=(Prop("a", "b"), Prop(None, "c")), attributes=(("creationid", "d"),),
                    encodings=(Encoding((("name", "e"),), ((("unicode", "#xF8FF"),),)),))  # fmt: skip
    with store.changing("import") as change:
        change.set_header(header)
    again = open_store(place)
    assert again.header == header
    again.close()


def test_the_index_knows_what_the_texts_say(store: Store) -> None:
    added(store, many(300))
    added(store, many(20, 300))
    kk = store.languages()["kk"]
    assert (kk.last, kk.indexed) == (320, 300)
    store.catch_up(0)
    added(store, many(500, 320))
    assert problems(store) == []


def test_segments_that_nobody_uses_leave_the_index(store: Store) -> None:
    numbers = added(store, many(400))
    with store.changing("delete") as change:
        change.end(numbers[100:200])
    compaction = Compaction(store)
    list(compaction.run())
    assert compaction.compacted.retired == 200
    assert problems(store) == []
    with store.changing("restore") as change:  # their texts come back as segments of new numbers
        change.replace(numbers[150], store.versions(numbers[150])[-1].unit)
    assert problems(store) == []
    compaction = Compaction(store, forget=True)
    list(compaction.run())
    assert (compaction.compacted.versions, compaction.compacted.segments) == (100, 200)
    assert problems(store) == []
    assert living(store) == [*many(100), many(1, 150)[0], *many(200, 200)]


def test_a_text_that_is_used_again_before_it_was_retired(store: Store) -> None:
    added(store, many(300))
    with store.changing("delete") as change:
        change.end([1])
    assert added(store, many(1)) == [301]
    assert [one.last for one in store.languages().values()] == [300, 300]
    assert problems(store) == []


def test_a_memory_is_only_made_when_asked(place: str) -> None:
    with pytest.raises(NoSuchMemory, match="tm import makes one"):
        open_store(place)


def test_a_memory_of_a_newer_version_is_refused(store: Store, place: str) -> None:
    _raise_version(store)
    with pytest.raises(UnusableMemory, match="version 99; this tool knows up to"):
        open_store(place)


def _raise_version(store: Store) -> None:
    connection = getattr(store.database, "_connection")  # noqa: B009 - nothing else may write versions
    if store.place.startswith("postgres"):
        connection.execute("INSERT INTO version VALUES (99)")
    else:
        connection.execute("PRAGMA user_version = 99")


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.database.reading():
        return {table: sorted(map(tuple, store.database.stream(f"all_{table}"))) for table in TABLES}


def test_a_memory_moves_and_comes_back_without_a_difference(store: Store, tmp_path: Path) -> None:
    numbers = added(store, [RICH, *many(600)])
    with store.changing("delete") as change:
        change.end(numbers[100:120])
        change.replace(numbers[1], unit("Иә.", "Да."))
    other = open_store(tmp_path / "other.sqlite", create=True)
    list(transfer(store, other))
    assert content(other) == content(store)
    assert problems(other) == []
    with pytest.raises(StoreError, match="not empty"):
        list(transfer(store, other))
    other.close()


def test_a_memory_moves_from_a_file_to_a_server_and_back(fresh_database: str, tmp_path: Path) -> None:
    first = open_store(tmp_path / "first.sqlite", create=True)
    added(first, [RICH, *many(600)])
    server, back = open_store(fresh_database, create=True), open_store(tmp_path / "back.sqlite", create=True)
    list(transfer(first, server))
    list(transfer(server, back))
    assert content(first) == content(server) == content(back)
    assert problems(server) == []
    for store in (first, server, back):
        store.close()


def test_a_backup_is_a_memory(store: Store, tmp_path: Path) -> None:
    added(store, [RICH, *many(100)])
    list(backup(store, tmp_path / "backup.sqlite"))
    copy = open_store(tmp_path / "backup.sqlite")
    assert content(copy) == content(store)
    assert sorted(
        path.name for path in tmp_path.iterdir() if path.name != "tm.sqlite" and "tm.sqlite-" not in path.name
    ) == ["backup.sqlite", "backup.sqlite-shm", "backup.sqlite-wal"]
    copy.close()
    with pytest.raises(StoreError, match="never replaces"):
        list(backup(store, tmp_path / "backup.sqlite"))


def test_readers_see_one_state(store: Store, place: str) -> None:
    added(store, many(5))
    reader = open_store(place)
    with reader.database.reading():
        assert reader.count() == 5
        added(store, many(5, 5))
        assert reader.count() == 5
    assert reader.count() == 10
    reader.close()


def test_a_damaged_index_is_made_anew(store: Store) -> None:
    added(store, many(300))
    ((id, places), *_) = store.database.rows("all_posting")
    store.database.replace("posting", [(id, places + b"\0")])
    assert problems(store) != []
    list(Compaction(store, rebuild=True).run())
    assert problems(store) == []


def test_a_unit_that_is_damaged_is_named(store: Store) -> None:
    added(store, [RICH, unit("Иә.", "Да.")])
    _damage(store)
    with pytest.raises(UnusableMemory, match=r"is damaged \(unit 1: .*\); restore it from a backup"):
        living(store)
    assert any("unit 1" in problem for problem in problems(store))


def _damage(store: Store) -> None:
    connection = getattr(store.database, "_connection")  # noqa: B009 - no query of ours damages anything
    connection.execute("UPDATE unit SET rest = '[1' WHERE id = 1")


def test_a_text_that_is_lost_is_noticed(store: Store) -> None:
    added(store, [RICH, unit("Иә.", "Да.")])
    connection = getattr(store.database, "_connection")  # noqa: B009 - no query of ours damages anything
    if store.place.endswith(".sqlite"):
        connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM segment WHERE text = 'Да.'")
    assert problems(store) != []


def test_units_that_look_alike_when_strung_together(store: Store) -> None:
    """A text may have the very character that stands between what is hashed together."""
    one = TranslationUnit(None, (Variant("kk", "a\x1f\x1fru\x1fb"),))
    other = TranslationUnit(None, (Variant("kk", "a"), Variant("ru", "b")))
    assert added(store, [one, other, one, other]) == [1, 2, -1, -2]


def test_a_segment_without_a_letter_is_no_problem(store: Store) -> None:
    added(store, [unit("", "Да."), unit("?!", "")])
    store.catch_up(0)
    assert problems(store) == []


def test_a_wrong_length_in_the_index_is_a_problem(store: Store) -> None:
    added(store, many(300))
    ((id, changes, lengths), *_) = store.database.rows("all_chunk")
    store.database.replace("chunk", [(id, changes, lengths[:2] + b"\1\0" + lengths[4:])])
    assert problems(store) == ["the index does not know how long the segments of kk are"]


def test_a_number_that_no_database_knows(store: Store) -> None:
    with pytest.raises(NoSuchUnit, match="no unit 1000000000000000000000"):
        store.versions(10**21)
