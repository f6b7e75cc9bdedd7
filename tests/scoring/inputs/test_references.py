"""References: from every format and in any direction, and never an empty one or one of another segment."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.scoring.files import memory, text, unit, units
from tm.errors import MalformedLine, NoSuchMemory, ScoreMismatch, UnreadableFile, UsageError
from tm.metrics.scored import ReferenceUnit
from tm.scoring.inputs.references import read_references
from tm.selection import Selection
from tm.units import TranslationUnit

PAIRS = [("Мысық кілемде отыр.", "The cat sat on the mat."), ("Жаңбыр жауды.", "It rained.")]


BOTH = [unit(f"d:{n}", ("kk", kk), ("en", en)) for n, (kk, en) in enumerate(PAIRS, start=1)]
THREE = unit("d:3", ("kk", "Иә."), ("ru", "Да."), ("en", "Yes."))


def test_a_unit_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    made = unit("d:1", ("kk", "Иә. Иә."), ("en", "Yes."), segments="3 4", document="d", confidence="0.75")
    found = read_references([units(tmp_path / "m.tmx", [made], kk=9)], "kk", "en")
    (one,) = found.units
    assert one == ReferenceUnit("d:1", ("Yes.",), "Иә. Иә.", "d", 0.75, one.number, (3, 4))
    lines = (tmp_path / "m.tmx").read_text(encoding="utf-8").splitlines()
    assert 'tuid="d:1"' in lines[one.number - 1]
    assert (found.source_lang, found.target_lang, found.total, found.left_out) == ("kk", "en", 9, ())
    assert found.origin == str(tmp_path / "m.tmx")


@pytest.mark.parametrize("name", ["m.tmx", "m.tmx.gz", "m.xlf", "m.xlf2", "m.po", "m.csv", "m.tsv", "m.xlsx"])
def test_every_format_of_units(tmp_path: Path, name: str) -> None:
    if name == "m.tmx.gz":
        (tmp_path / name).write_bytes(gzip.compress(units(tmp_path / "m.tmx", BOTH).read_bytes()))
    elif name == "m.xlf2":
        units(tmp_path / "m.xlf", BOTH).rename(tmp_path / name)
    else:
        units(tmp_path / name, BOTH)
    found = read_references([tmp_path / name], "kk", "en")
    assert [(one.source, one.references) for one in found.units] == [(kk, (en,)) for kk, en in PAIRS]
    assert [one.id for one in found.units] == ["d:1", "d:2"]


def test_tmx_by_its_content_where_the_name_says_nothing(tmp_path: Path) -> None:
    path = units(tmp_path / "m.tmx", BOTH).rename(tmp_path / "export.1")
    assert len(read_references([path], "kk", "en")) == 2


def test_a_memory_by_the_numbers_of_its_units(tmp_path: Path) -> None:
    place = memory(tmp_path / "tm.sqlite", [BOTH[0], unit(None, ("kk", "Иә."), ("en", "Yes."))])
    found = read_references([place], "kk", "en")
    assert [(one.id, one.number) for one in found.units] == [("d:1", 1), ("2", 2)]


def test_a_memory_on_a_server(fresh_database: str) -> None:
    found = read_references([memory(fresh_database, BOTH)], "kk", "en")
    assert [one.references for one in found.units] == [(en,) for _, en in PAIRS]
    assert found.origin == "the server's memory"  # its address may have a password


def test_a_selection_counts_what_it_does_not_take(tmp_path: Path) -> None:
    made = [unit(f"{n}", ("kk", "Иә."), ("en", f"Yes {n}."), document="ab"[n % 2]) for n in range(5)]
    place = memory(tmp_path / "tm.sqlite", [*made, unit("x", ("kk", "Жоқ."), ("ru", "Нет."), document="a")])
    found = read_references([place], "kk", "en", Selection(document="a"))
    assert ([one.id for one in found.units], found.left_out, found.unselected) == (["0", "2", "4"], ("x",), 2)
    with pytest.raises(ScoreMismatch, match=r"tm.sqlite: none of 6 units is selected; nothing to score"):
        read_references([place], "kk", "en", Selection(document="c"))


@pytest.mark.parametrize(("source", "target"), [("kk", "ru"), ("ru", "kk"), ("en", "kk"), ("ru", "en")])
def test_any_direction(tmp_path: Path, source: str, target: str) -> None:
    texts = {"kk": "Иә.", "ru": "Да.", "en": "Yes."}
    found = read_references([units(tmp_path / "m.tmx", [THREE])], source, target)
    assert (found.units[0].source, found.units[0].references) == (texts[source], (texts[target],))


def test_a_region_is_found_by_its_language(tmp_path: Path) -> None:
    made = unit("1", ("kk-KZ", "Иә."), ("en-GB", "Yes."), segments="0")
    path = units(tmp_path / "m.tmx", [made], "kk", **{"kk-KZ": 7})
    found = read_references([path], "kk", "en")
    assert (found.units[0].references, found.total) == (("Yes.",), 7)
    assert read_references([path], "kk", None).target_lang == "en-GB"


def test_several_variants_are_several_references_of_some_units(tmp_path: Path) -> None:
    made = [unit("1", ("kk", "Кетті."), ("en", "He left."), ("en", "She left.")), BOTH[0]]
    found = read_references([units(tmp_path / "m.tmx", made)], "kk", "en")
    assert [one.references for one in found.units] == [("He left.", "She left."), (PAIRS[0][1],)]


def test_units_without_both_languages_and_crossings_are_left_out(tmp_path: Path) -> None:
    made = [
        BOTH[0],
        unit("one", ("kk", "Иә.")),
        unit("other", ("ru", "Да."), ("en", "Yes.")),
        unit("crossing", ("kk", "Иә."), ("en", "Yes."), crossing="moved"),
    ]
    found = read_references([units(tmp_path / "m.tmx", made)], "kk", "en")
    assert ([one.id for one in found.units], found.left_out) == (["d:1"], ("one", "other", "crossing"))


def test_the_target_is_the_other_of_two_languages(tmp_path: Path) -> None:
    path = units(tmp_path / "m.tmx", BOTH, srclang="kk")
    for source in ("kk", None):
        found = read_references([path], source, None)
        assert (found.source_lang, found.target_lang) == ("kk", "en")
        assert found.units[1].references == (PAIRS[1][1],)
    assert read_references([path], "en", None).units[0].references == (PAIRS[0][0],)


RUSSIAN = unit("1", ("kk", "Иә."), ("ru", "Да."))


@pytest.mark.parametrize("made", [[THREE, BOTH[0]], [BOTH[0], THREE], [BOTH[0], RUSSIAN]])
def test_languages_are_named_where_the_target_is_not_clear(
    tmp_path: Path, made: list[TranslationUnit]
) -> None:
    path = units(tmp_path / "m.tmx", made)
    with pytest.raises(UsageError, match=r"m.tmx: has en, kk, ru; say with --to into which kk is translated"):
        read_references([path], "kk", None)


def test_neither_language_is_known(tmp_path: Path) -> None:
    path = units(tmp_path / "m.tmx", BOTH, srclang="*all*")
    with pytest.raises(UsageError, match=r"m.tmx: has en, kk; say which are scored with --from and --to"):
        read_references([path], None, None)


def test_the_selected_languages_make_the_target_clear(tmp_path: Path) -> None:
    path = units(tmp_path / "m.tmx", [THREE])
    assert read_references([path], "kk", None, Selection(langs=("kk", "ru"))).target_lang == "ru"


def test_the_source_is_found_without_being_named(tmp_path: Path) -> None:
    path = units(tmp_path / "m.tmx", [THREE, unit("only", ("en", "No."))], srclang="kk")
    found = read_references([path], None, "en")
    assert [(one.source, one.references) for one in found.units] == [("Иә.", ("Yes.",)), (None, ("No.",))]
    assert found.source_lang == "kk"
    other = read_references([units(tmp_path / "o.tmx", BOTH, srclang="*all*")], None, "en")
    assert (other.source_lang, other.units[0].source) == ("kk", PAIRS[0][0])
    unclear = [unit("1", ("kk", "Иә."), ("en", "Yes.")), unit("2", ("ru", "Нет."), ("en", "No."))]
    several = read_references([units(tmp_path / "s.tmx", unclear, srclang="*all*")], None, "en")
    assert (several.source_lang, [one.source for one in several.units]) == (None, [None, None])


def test_no_unit_has_the_languages(tmp_path: Path) -> None:
    path = units(tmp_path / "m.tmx", BOTH)
    with pytest.raises(ScoreMismatch, match="no unit has kk and de; nothing to score against, it has en, kk"):
        read_references([path], "kk", "de")
    with pytest.raises(UsageError, match="--from kk --to kk-KZ: a translation is into another language"):
        read_references([path], "kk", "kk-KZ")
    alone = units(tmp_path / "alone.tmx", [unit("1", ("kk", "Иә."))])
    with pytest.raises(ScoreMismatch, match=r"alone.tmx: no unit has kk and another language"):
        read_references([alone], "kk", None)


@pytest.mark.parametrize(
    ("tuid", "place"), [("d:9", r"m.tmx:(\d+): unit d:9 has"), (None, r"m.tmx:(\d+): the unit has")]
)
def test_an_empty_reference_is_refused_with_its_place(tmp_path: Path, tuid: str | None, place: str) -> None:
    made = [BOTH[0], unit(tuid, ("kk", "Иә."), ("en", "Yes."), ("en", " "))]
    path = units(tmp_path / "m.tmx", made)
    with pytest.raises(
        ScoreMismatch, match=f"{place} an empty en reference; mend it or leave it out"
    ) as error:
        read_references([path], "kk", "en")
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    starts = [number for number, line in lines if line.strip().startswith(("<tu>", "<tu "))]
    assert f"m.tmx:{starts[1]}:" in str(error.value)


def test_an_empty_reference_of_a_memory(tmp_path: Path) -> None:
    place = memory(tmp_path / "tm.sqlite", [BOTH[0], unit(None, ("kk", "Иә."), ("en", ""))])
    with pytest.raises(ScoreMismatch, match=r"tm.sqlite: unit 2 has an empty en reference"):
        read_references([place], "kk", "en")


def test_duplicate_ids_stay(tmp_path: Path) -> None:
    found = read_references([units(tmp_path / "m.tmx", [BOTH[0], BOTH[0]])], "kk", "en")
    assert [one.id for one in found.units] == ["d:1", "d:1"]  # lines can be joined to them


@pytest.mark.parametrize("numbers", ["-1", "²", "9" * 5000, "1,2"])
def test_odd_segment_numbers_are_none(tmp_path: Path, numbers: str) -> None:
    made = unit("1", ("kk", "Иә."), ("en", "Yes."), segments=numbers)
    found = read_references([units(tmp_path / "m.tmx", [made], kk=5)], "kk", "en")
    assert (found.units[0].segments, found.total) == ((), None)


def test_what_readers_refuse(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"none.tmx: no such file"):
        read_references([tmp_path / "none.tmx"], "kk", "en")
    with pytest.raises(NoSuchMemory):
        read_references([tmp_path / "none.sqlite"], "kk", "en")
    unit_without_language = "<tu>\n<tuv><seg>x</seg></tuv></tu>"
    text(tmp_path / "bad.tmx", f'<tmx version="1.4"><header/><body>\n{unit_without_language}</body></tmx>')
    with pytest.raises(MalformedLine, match=r"bad.tmx:\d: .*; mend the unit or take it out"):
        read_references([tmp_path / "bad.tmx"], "kk", "en")
    text(tmp_path / "t.csv", "source,target", "Иә.,Yes.")
    assert read_references([tmp_path / "t.csv"], "kk", "en").units[0].references == ("Yes.",)
    with pytest.raises(MalformedLine, match=r"t.csv:1: .*; name both languages, --from and --to"):
        read_references([tmp_path / "t.csv"], None, "en")


def test_what_can_not_be_given_together(tmp_path: Path) -> None:
    tmx, plain = units(tmp_path / "m.tmx", BOTH), text(tmp_path / "ref.en", "Yes.", "No.")
    for paths in ([tmx, plain], [plain, tmx], [tmx, tmx]):
        with pytest.raises(UsageError, match="one file of units, or several texts"):
            read_references(paths, "kk", "en")
    with pytest.raises(UsageError, match=r"m.tmx has source segments of its own; leave out .*ref.en"):
        read_references([tmx], "kk", "en", sources=plain)
    with pytest.raises(UsageError, match="plain text, which says nothing that lines could be selected by"):
        read_references([plain], "kk", "en", Selection(document="a"))
    with pytest.raises(UsageError, match="name at least one file of references"):
        read_references([], "kk", "en")


@pytest.mark.parametrize("name", ["ref.en", "ref.txt", "ref", "ref.en.txt", "newstest.kk-en"])
def test_text_with_a_reference_a_line(tmp_path: Path, name: str) -> None:
    text(tmp_path / "ref.kk", "Иә.", "Жоқ.")  # beside it, and yet no pair
    found = read_references([text(tmp_path / name, "Yes.", "No.")], None, None)
    assert [(one.id, one.references, one.number) for one in found.units] == [
        ("1", ("Yes.",), 1),
        ("2", ("No.",), 2),
    ]
    assert found.target_lang == ("en" if ".en" in name else None)


def test_a_text_that_looks_like_markup_is_text(tmp_path: Path) -> None:
    found = read_references([text(tmp_path / "ref.txt", "The root is <tmx>.", "Yes.")], None, "en")
    assert found.units[0].references == ("The root is <tmx>.",)


def test_several_texts_are_several_references(tmp_path: Path) -> None:
    paths = [
        text(tmp_path / "ref.A.en", "He left.", "Yes."),
        text(tmp_path / "ref.B.en", "She left.", "Yeah."),
    ]
    found = read_references(paths, None, None)
    assert [one.references for one in found.units] == [("He left.", "She left."), ("Yes.", "Yeah.")]
    text(tmp_path / "ref.C.en", "He left.")
    with pytest.raises(ScoreMismatch, match=r"ref.C.en: 1 references, but .*ref.A.en has 2; the lines must"):
        read_references([paths[0], tmp_path / "ref.C.en"], None, None)
    text(tmp_path / "ref.kk", "Кетті.", "Иә.")
    with pytest.raises(UsageError, match=r"ref.A.en and .*ref.kk are called after different languages"):
        read_references([paths[0], tmp_path / "ref.kk"], None, None)


def test_source_segments_beside_text(tmp_path: Path) -> None:
    ref = text(tmp_path / "ref.en", "Yes.", "No.")
    found = read_references([ref], None, None, sources=text(tmp_path / "src.kk", "Иә.", "Жоқ."))
    assert ([one.source for one in found.units], found.source_lang) == (["Иә.", "Жоқ."], "kk")
    with pytest.raises(ScoreMismatch, match=r"one.kk: 1 source segment for 2 references of .*ref.en"):
        read_references([ref], None, None, sources=text(tmp_path / "one.kk", "Иә."))
    with pytest.raises(ScoreMismatch, match=r"gap.kk:1: the source segment is empty"):
        read_references([ref], None, None, sources=text(tmp_path / "gap.kk", " ", "Жоқ."))


@pytest.mark.parametrize(("newline", "encoding", "end"), [
    ("\n", "utf-8", False), ("\r\n", "utf-8", True), ("\r\n", "utf-8-sig", True), ("\n", "utf-16", True),
    ("\r\n", "utf-16-le", False), ("\n", "cp1251", True),
])  # fmt: skip
def test_encodings_and_newlines(tmp_path: Path, newline: str, encoding: str, end: bool) -> None:
    texts = ["Ол кетті, ал мен қалдым." if encoding != "cp1251" else "Он ушёл, а я остался.", "Да, да, да."]
    path = text(tmp_path / "ref", *texts, newline=newline, encoding=encoding, end=end)
    found = read_references([path], None, None)
    assert [one.references[0] for one in found.units] == texts
    read_as = "utf-16" in encoding or encoding == "cp1251"
    assert [encoding in warning for warning in found.warnings] == [True] * read_as


def test_only_newlines_end_lines(tmp_path: Path) -> None:
    odd = "a\u2028b\x0cc\x85d\re"
    found = read_references([text(tmp_path / "ref", odd, "x")], None, "en")
    assert [one.references for one in found.units] == [(odd,), ("x",)]


@pytest.mark.parametrize(
    ("lines", "place"), [(["Yes.", "", "No."], 2), (["Yes.", ""], 2), (["Yes.", "\u00a0\t"], 2)]
)
def test_an_empty_line_is_no_reference(tmp_path: Path, lines: list[str], place: int) -> None:
    with pytest.raises(ScoreMismatch, match=f"ref:{place}: the reference is empty; mend it or leave"):
        read_references([text(tmp_path / "ref", *lines)], None, None)


def test_texts_that_can_not_be_read(tmp_path: Path) -> None:
    for name, content in (("empty", b""), ("blank", b"\n\n"), ("binary", b"\0\1\2\3")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnreadableFile, match=name):
            read_references([tmp_path / name], None, "en")
    with pytest.raises(UnreadableFile, match="no such file"):
        read_references([tmp_path / "none.en"], None, "en")
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_references([tmp_path], None, "en")


def test_references_in_another_language_are_warned_of(tmp_path: Path) -> None:
    path = text(tmp_path / "ref.en", "Он ушёл домой, а я остался здесь.", "Больше никто не пришёл.")
    assert read_references([path], None, None).warnings == (f"{path}: the references read like ru, not en",)
