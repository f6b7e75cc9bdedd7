"""What a look over the memory finds, and what is put right: the difference, one revision, and back again."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tests.web.memory.house import TEXTS, House, opened
from tm.memory import Memory
from tm.units import TranslationUnit
from tm.web.jobs import JobState
from tm.web.memory.findings import Findings
from tm.web.memory.mending import Mended


def looked(house: House, **form: str) -> tuple[str, Findings]:
    job = house.post("/memory/findings", form)
    assert job.state is JobState.DONE and isinstance(job.result, Findings)
    return f"/memory/findings/{job.id}", job.result


def russian(house: House) -> list[str]:
    return [unit.variants[1].text for unit in house.units()]


def revisions(house: House) -> int:
    with Memory(house.memory) as memory:
        return memory.store.last_revision()


def test_findings_are_grouped_by_what_they_mean(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        assert "Check the memory" in house.get("/memory/findings")
        _, found = looked(house)
        assert dict(found.kinds) == {"letters.mixed": 1, "spaces.double": 1}
        page = house.get("/memory/findings")
        assert "letters of another alphabet in a word" in page and "can be put right" in page


def test_a_look_can_be_at_some_kinds_and_some_units_only(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        assert dict(looked(house, family="spaces")[1].kinds) == {"spaces.double": 1}
        assert dict(looked(house, text="кеше")[1].kinds) == {"letters.mixed": 1}
        assert house.client.post("/memory/findings", data={"family": "taste"}).status_code == 400


def test_one_unit_is_put_right_as_a_revision_and_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        place, _ = looked(house)
        page = house.get(f"{place}/spaces.double")
        assert "<del>··</del><ins>·</ins>" in page
        answer = house.client.post(f"{place}/spaces.double/mend", data={"unit": "3"})
        assert "as revision 2" in answer.text and "The unit was changed since" in answer.text
        assert russian(house)[2] == "Мы читаем." and revisions(house) == 2
        again = house.client.post(f"{place}/spaces.double/mend", data={"unit": "3"})
        assert again.status_code == 400 and "nothing to put right" in again.text
        wish = {"revision": "2", "job": place.rsplit("/", 1)[1], "code": "spaces.double"}
        assert "Undone" in house.client.post("/memory/undo", data=wish).text
        assert russian(house) == [ru for _, ru in TEXTS]


def test_all_of_a_kind_are_put_right_as_one_revision(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        with Memory(house.memory) as memory:
            memory.add([memory.store.by_number([3])[0].unit, *_more(memory)])
        place, found = looked(house)
        assert found.counts["spaces.double"] == 31
        job = house.post(f"{place}/spaces.double/mend-all")
        assert job.result == Mended("spaces.double", 31, 3)
        assert not any("  " in text for text in russian(house)) and "приехaл" in russian(house)[1]
        assert looked(house)[1].counts["spaces.double"] == 0
        house.post("/memory/undo", {"revision": "3"})
        assert sum("  " in text for text in russian(house)) == 31


def _more(memory: Memory) -> list[TranslationUnit]:
    (stored,) = memory.store.by_number([3])
    kk, ru = stored.unit.variants
    return [
        replace(
            stored.unit, variants=(kk._replace(text=f"Біз оқимыз {n}."), ru._replace(text=f"Мы  читаем {n}."))
        )
        for n in range(30)
    ]


def test_many_findings_come_in_pages(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        with Memory(house.memory) as memory:
            memory.add(_more(memory))
        place, _ = looked(house)
        first, second = (house.get(f"{place}/spaces.double?page={n}") for n in (1, 2))
        assert first.count('class="where"') == 25 and second.count('class="where"') == 6
        assert "Page 2 of 2" in second
        assert house.get(f"{place}/spaces.double?page=99999999999999999999") == house.get(
            f"{place}/spaces.double"
        )


def test_what_is_not_certain_is_not_put_right(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        place, _ = looked(house)
        assert house.client.post(f"{place}/numbers.changed/mend-all").status_code == 400
        assert house.client.post(f"{place}/numbers.changed/mend", data={"unit": "3"}).status_code == 400
        assert house.client.post(f"{place}/spaces.double/mend", data={"unit": "99"}).status_code == 400
        assert house.client.get(f"{place}/no.code").status_code == 404
        assert house.client.get("/memory/findings/none/spaces.double").status_code == 404
        assert revisions(house) == 1


def test_a_unit_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        place, _ = looked(house)
        with Memory(house.memory) as memory:
            memory.delete([3])
        assert "The unit is no longer there" in house.get(f"{place}/spaces.double")
        assert "The memory was changed since this check" in house.get("/memory/findings")


def test_texts_are_shown_as_texts(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        with Memory(house.memory) as memory:
            (unit,) = (one.unit for one in memory.store.by_number([3]))
            kk, ru = unit.variants
            memory.add([type(unit)(None, (kk, ru._replace(text="<script>alert(1)</script>  <b>")))])
        place, _ = looked(house)
        page = house.get(f"{place}/spaces.double")
        assert "&lt;script&gt;" in page and not re.search(r"<script>", page)
