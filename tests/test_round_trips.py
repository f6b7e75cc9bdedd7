"""From TMX to every other format and back: what the format can say is kept, the rest is counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tm.conversion import Conversion
from tm.formats.kinds import KINDS, open_units
from tm.formats.sources import Source
from tm.formats.tmx import TmxWriter
from tm.importing import Import
from tm.units import Code, Header, Prop, TranslationUnit, Variant, plain

BOLD = (
    "  Ол ",
    Code("bpt", (("i", "1"), ("x", "1"), ("type", "bold")), ("<b>",)),
    "тез",
    Code("ept", (("i", "1"),), ("</b>",)),
    " кетті;\nсол ",
    Code("ph", (("x", "2"),), ("<br/>",)),
    " үйге. ",
)
DATES = (("creationdate", "20261104T101500Z"), ("changedate", "20261105T101500Z"), ("creationid", "AIGERIM"))
PROPS = (
    Prop(None, "қайта қарау"),
    Prop("x-document", "a"),
    Prop("x-confidence", "0.970"),
    Prop("x-review", "auto"),
)
FIRST = Variant("kk", "Иә, «солай» <&> 😀"), Variant("ru", '=Да, "так"; 007\tи')
THIRD = Variant("kk", "Бар", (Prop("x-p", "v"),)), Variant("ru", "Есть", (), DATES[:1])
HEADER = Header("kk", props=(Prop("x-own", "1"),))
UNITS = (
    TranslationUnit("a:1", FIRST, PROPS, DATES),
    TranslationUnit("a:2", (Variant.of("kk", BOLD), Variant.of("ru", BOLD[1:4])), PROPS[1:3]),
    TranslationUnit("b:1", THIRD),
)
LOST = {  # beside what every format can say
    "po": {"inline codes, whose markup stands in the text"},
    "moses": {
        "inline codes",
        "ids",
        "props",
        "notes",
        "attributes",
        "newlines in segments",
        "facts of the header",
    },
}


def converted(source: Path, target: Path, kind: str | None = None) -> Counter[str]:
    langs = ("kk", "ru") if kind else ()
    conversion = Conversion([Source(source)], target, kind=kind, langs=langs)
    for _ in conversion.run():
        pass
    return +conversion.outcome.lost


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if kind.name not in ("tmx", "memory")])
def test_to_another_format_and_back(tmp_path: Path, kind: str) -> None:
    with TmxWriter(tmp_path / "a.tmx", HEADER) as writer:
        for unit in UNITS:
            writer.write(unit)
    ending = {"xliff": ".xlf", "xliff2": ".xlf2", "moses": ""}.get(kind, f".{kind}")
    lost = converted(tmp_path / "a.tmx", tmp_path / f"b{ending}", kind)
    if kind == "moses":
        lost += converted(tmp_path / "b.kk", tmp_path / "c.tmx")
    else:
        lost += converted(tmp_path / f"b{ending}", tmp_path / "c.tmx")
    again = list(open_units(tmp_path / "c.tmx"))
    expected = LOST.get(kind, {"facts of the header"} if kind in ("csv", "tsv") else set())
    assert {name for name in lost if not any(name.startswith(one) for one in expected)} == set(), lost
    assert len(lost) >= bool(expected), lost
    if kind in LOST:
        texts = [[flat(variant.text) for variant in unit.variants] for unit in again]
        assert texts[::2] == [[flat(v.text) for v in unit.variants] for unit in UNITS[::2]]
        marked = texts[1][0]
        assert "тез" in marked and ("<b>тез</b>" in marked) == (kind == "po")
    else:
        assert again == list(UNITS)


def test_to_a_memory_and_back(tmp_path: Path) -> None:
    with TmxWriter(tmp_path / "a.tmx", HEADER) as writer:
        for unit in UNITS:
            writer.write(unit)
    for _ in Import(tmp_path / "tm.sqlite", [Source(tmp_path / "a.tmx")]).run():
        pass
    assert converted(tmp_path / "tm.sqlite", tmp_path / "c.tmx").total() == 0
    reader = open_units(tmp_path / "c.tmx")
    assert (reader.header.props, list(reader)) == (HEADER.props, list(UNITS))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_memory_of_this_test_is_what_it_should_be() -> None:
    assert plain(BOLD) == "  Ол тез кетті;\nсол  үйге. " and {kind.name for kind in KINDS} >= {"po", "xliff2"}
