"""Import: what each policy makes of units with the same source, and what stays when something goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tests.formats.test_tmx import write
from tests.test_duplicates import unit
from tm import importing
from tm.errors import InputError, UsageError
from tm.formats.sources import Source
from tm.formats.tmx import read_tmx
from tm.importing import POLICIES, Import, Imported
from tm.memory import Memory
from tm.store.integrity import Check
from tm.units import Header, Prop, TranslationUnit

DATES = ("20260101T000000Z", "20260201T000000Z", "20260301T000000Z")
dated = st.builds(
    lambda kk, ru, date: unit(kk, ru, attributes=(("changedate", date),) if date else ()),
    st.sampled_from(["Иә.", "Жоқ.", "Мүмкін."]),
    st.sampled_from(["Да.", "Нет.", "Так."]),
    st.sampled_from([None, *DATES]),
)


def put(
    place: Path | str, *units: TranslationUnit, header: Header | None = None, **wishes: object
) -> Imported:
    """Import units, written as a TMX file first."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "units.tmx"
        write(file, *units, header=header)
        return done(Import(place, [Source(file)], **wishes))  # type: ignore[arg-type]


def done(work: Import) -> Imported:
    for _ in work.run():
        pass
    return work.outcome


def there(place: Path | str) -> list[TranslationUnit]:
    with Memory(place) as memory:
        check = Check(memory.store)
        assert list(check.run()) and check.problems == []
        return list(memory)


def expected(policy: str, units: list[TranslationUnit]) -> list[TranslationUnit]:
    """What a memory of two languages holds after these units, worked out one after the other."""
    if policy == "all":
        return list(dict.fromkeys(units))
    kept: dict[str, TranslationUnit] = {}
    for one in units:
        source = one.variants[0].text
        old = kept.get(source)
        newer = old is not None and (one.attribute("changedate") or "") > (old.attribute("changedate") or "")
        if old is None or policy == "overwrite" or (policy == "newest" and newer):
            kept[source] = one
    return list(kept.values())


@pytest.mark.parametrize("policy", POLICIES)
@given(first=st.lists(dated, min_size=1, max_size=9), second=st.lists(dated, min_size=1, max_size=9))
@settings(UNHURRIED, max_examples=40)
def test_policies(policy: str, first: list[TranslationUnit], second: list[TranslationUnit]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "BATCH", 4)
        place = Path(folder) / "tm.sqlite"
        for units in (first, second):
            outcome = put(place, *units, policy=policy)
            assert outcome.read == len(units) == sum(
                (outcome.added, outcome.known, outcome.replaced, outcome.left)
            )  # fmt: skip
        assert there(place) == expected(policy, first + second)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a memory can be made: a file, and a database on a server."""
    yield (
        str(tmp_path / "tm.sqlite")
        if request.param == "sqlite"
        else request.getfixturevalue("fresh_database")
    )


@pytest.mark.parametrize("policy", POLICIES)
def test_importing_again_changes_nothing(place: str, policy: str) -> None:
    units = [
        unit("Иә.", "Да.", attributes=(("changedate", DATES[0]),)),
        unit("Иә.", "Ага.", attributes=(("changedate", DATES[1]),)),
        unit("Жоқ.", "Нет.", "No.", langs="kk ru en"),
    ]
    if policy == "overwrite":  # or the first would take the place of the second, and give way again
        del units[0]
    put(place, *units, policy=policy)
    before = there(place)
    again = put(place, *units, policy=policy)
    assert (again.added, again.replaced, again.revision, there(place)) == (0, 0, None, before)


def test_what_takes_a_place_keeps_the_other_languages(place: str) -> None:
    put(place, unit("Иә.", "Да.", "Yes.", langs="kk ru en", tuid="1"))
    outcome = put(place, unit("Иә.", "Ага.", tuid="2"), policy="overwrite")
    assert (outcome.replaced, outcome.added) == (1, 0)
    assert there(place) == [unit("Иә.", "Ага.", "Yes.", langs="kk ru en", tuid="2")]
    again = put(place, unit("Иә.", "Ага.", tuid="2"), policy="overwrite")
    assert (again.known, again.revision) == (1, None)


def test_other_target_languages_are_no_rivals(place: str) -> None:
    put(place, unit("Иә.", "Да."))
    assert put(place, unit("Иә.", "Yes.", langs="kk en"), policy="leave").added == 1


def test_the_source_language_can_be_named(place: str) -> None:
    put(place, unit("Иә.", "Да."))
    outcome = put(place, unit("Ия.", "Да."), policy="leave", source="ru")
    assert (outcome.left, outcome.added) == (1, 0)
    assert put(place, unit("Ия.", "Да."), policy="leave").added == 1


def test_one_import_is_one_revision(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    put(place, *(unit(f"Бір {k}.", f"Один {k}.") for k in range(7)))
    with Memory(place) as memory:
        (revision,) = memory.store.revisions()
        assert (revision.kind, revision.origin, revision.added) == ("import", "units.tmx", 7)
        assert memory.store.header == Header("kk")


BROKEN = '<tu><tuv xml:lang="kk"><seg>x</seg></tuv><tuv><seg>y</seg></tuv></tu>'


def broken(folder: Path) -> Path:
    """A file whose last unit can't be read."""
    file = folder / "broken.tmx"
    write(file, *(unit(f"Бір {k}.", f"Один {k}.") for k in range(5)), header=Header("en"))
    file.write_text(file.read_text("utf-8").replace("</body>", f"{BROKEN}</body>"), "utf-8")
    return file


def test_a_file_that_is_bad_from_the_start_makes_no_memory(tmp_path: Path) -> None:
    file = broken(tmp_path)
    with pytest.raises(InputError, match="xml:lang"):
        done(Import(tmp_path / "tm.sqlite", [Source(file)]))
    assert list(tmp_path.iterdir()) == [file]


def test_a_failed_import_leaves_no_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But the new memory stays, for another process may have begun to write to it."""
    monkeypatch.setattr(importing, "BATCH", 2)
    with pytest.raises(InputError, match="xml:lang"):
        done(Import(tmp_path / "tm.sqlite", [Source(broken(tmp_path))]))
    assert there(str(tmp_path / "tm.sqlite")) == []
    with Memory(tmp_path / "tm.sqlite") as memory:
        assert memory.store.header is None


def test_a_failed_import_leaves_a_memory_as_it_was(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    units = [unit("Бір 3.", "Три."), unit("Жоқ.", "Нет.")]
    put(place, *units)
    with pytest.raises(InputError, match="xml:lang"):
        done(Import(place, [Source(broken(tmp_path))], policy="overwrite"))
    assert there(place) == units
    with Memory(place) as memory:
        assert memory.store.header == Header("kk")


def test_rejects_go_aside(place: str, tmp_path: Path) -> None:
    rejects = tmp_path / "bad.tmx"
    outcome = done(Import(place, [Source(broken(tmp_path))], rejects=rejects))
    assert (outcome.added, outcome.rejected.total(), len(there(place))) == (5, 1, 5)
    assert "<seg>y</seg>" in rejects.read_text("utf-8")


def test_what_a_database_can_not_keep_is_rejected_as_tmx(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reader:
        header, warnings, share = Header("kk"), list[str](), 0.0

        def __iter__(self) -> Iterator[TranslationUnit]:
            yield from (unit("Иә.", "Да."), unit("Ж\0оқ.", "Нет."))

    monkeypatch.setattr(importing, "open_units", lambda *_, **__: Reader())
    with pytest.raises(InputError, match="NUL"):
        done(Import(place, [Source("c.tmx")]))
    rejects = tmp_path / "bad.tmx"
    outcome = done(Import(place, [Source("c.tmx")], rejects=rejects))
    assert (outcome.read, outcome.added, outcome.rejected.total()) == (1, 1, 1)
    (rejected,) = read_tmx(rejects)
    assert [one.text for one in rejected.variants] == ["Жоқ.", "Нет."]
    assert "NUL" in (rejected.prop("x-reject-reason") or "")


@pytest.mark.parametrize("policy", POLICIES)
def test_a_dry_run_counts_the_same_and_changes_nothing(place: str, policy: str) -> None:
    first = [unit("Иә.", "Да."), unit("Жоқ.", "Нет.")]
    second = [unit("Иә.", "Ага."), unit("Иә.", "Угу."), unit("Жоқ.", "Нет."), unit("Сәлем.", "Привет.")]
    put(place, *first)
    tried = put(place, *second, policy=policy, dry=True)
    assert there(place) == first and tried.revision is None
    with Memory(place) as memory:
        assert len(memory.store.revisions()) == 1
    assert replace(put(place, *second, policy=policy), revision=None) == tried


def test_a_dry_run_makes_no_file(tmp_path: Path) -> None:
    outcome = put(tmp_path / "tm.sqlite", unit("Иә.", "Да."), dry=True)
    assert outcome.added == 1 and list(tmp_path.iterdir()) == []


def test_what_was_interrupted_stays_and_is_gone_on_with(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    units = [unit(f"Бір {k}.", f"Один {k}.") for k in range(5)]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "units.tmx"
        write(file, *units)
        work = Import(place, [Source(file)])
        run = work.run()
        next(run)
        run.close()  # type: ignore[attr-defined]
        assert (work.outcome.added, there(place)) == (2, units[:2])
        outcome = done(Import(place, [Source(file)]))
    assert (outcome.known, outcome.added) == (2, 3)
    assert there(place) == units


def test_a_memory_is_a_source(place: str, tmp_path: Path) -> None:
    units = [unit("Иә.", "Да.", tuid="1"), replace(unit("Жоқ.", "Нет."), props=(Prop("x-document", "a"),))]
    put(tmp_path / "old.sqlite", *units)
    outcome = done(Import(place, [Source(tmp_path / "old.sqlite")]))
    assert outcome.added == 2 and there(place) == units


def test_a_memory_does_not_go_into_itself(place: str) -> None:
    put(place, unit("Иә.", "Да."))
    with pytest.raises(UsageError, match="itself"):
        Import(place, [Source(place)])


def test_what_a_header_says_of_one_document_is_not_taken(place: str) -> None:
    of_one = (Prop("x-segments-kk", "19"), Prop("x-po-header", "PO-Revision-Date: 2026-11-04"))
    for number, known in enumerate((Prop("a", "1"), Prop(None, "b"))):
        put(place, unit(f"Иә {number}.", "Да."), header=Header("kk", props=(*of_one, known)))
    with Memory(place) as memory:
        assert memory.store.header == Header("kk", props=(Prop("a", "1"), Prop(None, "b")))


def test_headers_are_joined(place: str) -> None:
    put(place, unit("Иә.", "Да."), header=Header("kk", props=(Prop("a", "1"),)))
    put(place, unit("Жоқ.", "Нет."), header=Header("ru", props=(Prop("b", "2"),)))
    with Memory(place) as memory:
        header = memory.store.header
    assert header is not None and header.srclang == "*all*"
    assert header.props == (Prop("a", "1"), Prop("b", "2"))
