"""Units that can't be read, put aside: the file can be read itself, and what was mended in it is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.conftest import UNHURRIED
from tests.formats.test_tmx import HEAD, SYSTEM, UNIT, file
from tm.errors import UnwritableOutput
from tm.formats.rejects import LINE, REASON, Rejects, cleared
from tm.formats.tmx import TmxReader, read_tmx
from tm.units import Prop, Rejected, TranslationUnit, Variant

GOOD = UNIT.format("Иә.")
BAD = {
    "no language": '<tu tuid="a&lt;b"><prop type="x">у</prop><tuv><seg>Да &lt;.</seg></tuv></tu>',
    "no seg": "<tu><tuv xml:lang='kk'/></tu>",
    "no tuv": "<tu/>",
    "nothing inside": "<tu tuid='1'></tu>",
    "entity": '<tu><tuv xml:lang="kk"><seg>а&nbsp;б</seg></tuv></tu>',
    "inside": f"<tu>{GOOD}</tu>",
    "attributes": "<tu "
    + " ".join(f'a{n}=">"' for n in range(101))
    + '><tuv xml:lang="kk"><seg/></tuv></tu>',
}


def put_aside(path: Path, into: Path) -> tuple[list[TranslationUnit], Rejects]:
    with Rejects(into) as rejects, TmxReader(path, reject=rejects.add) as reader:
        return list(reader), rejects


def test_units_are_kept_as_they_were_with_their_reason(tmp_path: Path) -> None:
    body = "\n".join(f"{GOOD}\n{bad}" for bad in BAD.values())
    units, rejects = put_aside(file(tmp_path, body, SYSTEM), tmp_path / "r.tmx")
    assert len(units) == len(BAD) and sum(rejects.reasons.values()) == len(BAD)
    again, _ = put_aside(tmp_path / "r.tmx", tmp_path / "r2.tmx")
    assert again == []
    whole = (tmp_path / "r.tmx").read_text("utf-8")
    parser = etree.XMLParser(resolve_entities=False)
    tree = etree.fromstring(whole.encode(), parser)
    lines = [int(prop.text) for prop in tree.iterfind(f"body/tu/prop[@type='{LINE}']")]
    assert lines == list(range(2, 2 * len(BAD) + 1, 2))
    assert whole.count(f'type="{REASON}"') == len(BAD)
    assert 'tuid="a&lt;b"' in whole and "Да &lt;." in whole and "а&nbsp;б" in whole


@pytest.mark.parametrize(
    ("bad", "wrong", "right"),
    [("no language", "<tuv>", '<tuv xml:lang="ru">'), ("entity", "&nbsp;", "&#160;")],
)
def test_what_was_mended_is_taken(tmp_path: Path, bad: str, wrong: str, right: str) -> None:
    path = tmp_path / "r.tmx"
    put_aside(file(tmp_path, BAD[bad], SYSTEM), path)
    path.write_text(path.read_text("utf-8").replace(wrong, right), encoding="utf-8")
    (unit,) = read_tmx(path)
    expected = BAD[bad].replace(wrong, right)
    (plain,) = read_tmx(file(tmp_path, expected))
    assert unit.prop(REASON) and unit.prop(LINE) == "1"
    assert cleared(unit) == plain and cleared(plain) is plain


def test_old_and_namespaced_units(tmp_path: Path) -> None:
    path = tmp_path / "n.tmx"
    path.write_text(
        f'<tmx version="1.4" xmlns="http://www.lisa.org/tmx14">{HEAD}<body><tu><tuv><seg>а</seg></tuv></tu>'
        "</body></tmx>"
    )
    put_aside(path, tmp_path / "r.tmx")
    mended = (tmp_path / "r.tmx").read_text("utf-8").replace("<tuv>", '<tuv lang="kk">')
    (tmp_path / "r.tmx").write_text(mended, encoding="utf-8")
    assert [one.variants[0].text for one in read_tmx(tmp_path / "r.tmx")] == ["а"]


@UNHURRIED
@given(st.text(max_size=40), st.text(max_size=20))
def test_what_is_no_unit_of_tmx_becomes_a_note(
    tmp_path_factory: pytest.TempPathFactory, written: str, problem: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "rejects.tmx"
    with Rejects(path) as rejects:
        rejects.add(Rejected(3, problem, f"row: {written}"))
        rejects.add(Rejected(4, problem, f"<tuv>{written.replace('&', '').replace('<', '')}"))
    found: list[Rejected] = []
    with TmxReader(path, reject=found.append) as reader:
        assert list(reader) == []
    assert [one.problem for one in found] == ["a tu without a tuv"] * 2
    assert rejects.reasons == {problem: 2}


def test_no_file_is_made_for_nothing_or_by_what_failed(tmp_path: Path) -> None:
    with Rejects(tmp_path / "r.tmx"):
        pass
    with Rejects(None) as rejects:
        rejects.add(Rejected(1, "why", "<tu/>"))
    assert rejects.reasons == {"why": 1}
    with pytest.raises(KeyboardInterrupt), Rejects(tmp_path / "r.tmx") as rejects:
        rejects.add(Rejected(1, "why", "<tu/>"))
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())
    with pytest.raises(UnwritableOutput), Rejects(tmp_path / "none" / "r.tmx") as rejects:
        rejects.add(Rejected(1, "why", "<tu/>"))


def test_units_that_were_never_rejected_stay_the_same() -> None:
    unit = TranslationUnit("1", (Variant("kk", "Иә."),), (Prop("x-document", "a"),))
    assert cleared(unit) is unit
