"""PO filled in place: the entries that get a translation, and that no byte of the others changes."""

from __future__ import annotations

import os
from pathlib import Path

import polib
import pytest

from tests.formats.filling import pair
from tm.errors import MalformedPO, UsageError
from tm.formats.fillable import Filled, Kind, open_fillable
from tm.formats.po import PoReader
from tm.units import Content, Variant

HEAD = (
    '# Ayan, 2025\n#\n#, fuzzy\nmsgid ""\nmsgstr ""\n"Language: kk\\n"\n'
    '"Content-Type: text/plain; charset={}\\n"\n"X-Generator: me\\n"\n\n'
)
OTHERS = (
    '#  odd   spaces\n#: a.c:1\n#: b.c:2 c.c:3\n#,c-format , no-wrap\n#| msgid "old"\n'
    'msgctxt "ctx"\nmsgid "wrapped "\n"here and "\n"\\tthere\\n"\nmsgstr   "бүктелген "\n  "мұнда\\n"\n\n\n'
    '#~ msgid "gone"\n#~ msgstr "кетті"\n\n#, fuzzy\nmsgid "draft"\nmsgstr "нобай"\n\n'
)


def filled(
    tmp_path: Path,
    text: str,
    *matches: tuple[str, Content | str, Kind],
    encoding: str = "utf-8",
    form: str = "",
) -> tuple[str, list[Filled]]:
    """The file with its untranslated places filled in order, by source and target of a match."""
    path, out = tmp_path / "in.po", tmp_path / "out.po"
    path.write_bytes(text.encode(encoding))
    document = open_fillable(path)
    places = [place for place in document if place.state == "untranslated"]
    said = []
    for place, (source, target, kind) in zip(places, matches, strict=False):
        other = Variant.of("kk", (target,) if isinstance(target, str) else target)
        score = 100 if kind == "exact" else 85
        one = Variant("en", source)
        said.append(document.fill(place, other, score, "my memory", state=kind, source=one, form=form))
    document.write(out)
    return out.read_bytes().decode(encoding), said


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_only_what_is_filled_changes(tmp_path: Path, newline: str, encoding: str) -> None:
    text = (
        HEAD.format("UTF-16" if encoding == "utf-16" else "UTF-8")
        + OTHERS
        + '#. menu\n#: d.c:4\nmsgid "Open"\nmsgstr ""\n\n# keep\n#: e.c:5\n#, c-format\nmsgid ""\n"Line\\n"\n'
        '"two\\n"\nmsgstr ""\n\n'
        + OTHERS.replace("wrapped", "other").replace("draft", "note")
        + 'msgid "End"\nmsgstr ""'
    ).replace("\n", newline)
    got, results = filled(
        tmp_path,
        text,
        ("Open", 'Ашу "\t\\', "exact"),
        ("Line\nthree\n", "Жол\nүш", "fuzzy"),
        encoding=encoding,
    )
    expected = text.replace(
        f'"Open"{newline}msgstr ""', f'"Open"{newline}msgstr "Ашу \\"\\t\\\\"'
    ).replace(
        newline.join(["# keep", "#: e.c:5", "#, c-format", 'msgid ""', '"Line\\n"', '"two\\n"', 'msgstr ""']),
        newline.join([
            "# keep", "#. x-match: 85 % my memory", "#: e.c:5", "#, fuzzy, c-format", '#| msgid ""',
            '#| "Line\\n"', '#| "three\\n"', 'msgid ""', '"Line\\n"', '"two\\n"',
            'msgstr ""', '"Жол\\n"', '"үш\\n"',
        ]),
    )  # fmt: skip
    assert got == expected
    assert results == [Filled(True), Filled(True, "none", True)]
    units = {unit.variants[0].text: unit for unit in PoReader(tmp_path / "out.po", langs=("en", "kk"))}
    assert units["Open"].variants[1].text == 'Ашу "\t\\' and units["Open"].prop("x-review") is None
    fuzzy = units["Line\ntwo\n"]
    assert (fuzzy.prop("x-review"), fuzzy.prop("x-po-previous")) == ("auto", "Line\nthree\n")
    assert len(units["End"].variants) == 1


def test_states(tmp_path: Path) -> None:
    """Obsolete entries are no places."""
    path = tmp_path / "a.po"
    path.write_text(HEAD.format("UTF-8") + OTHERS + 'msgid "a"\nmsgstr ""\n')
    document = open_fillable(path)
    assert [(place.id, place.state.value, place.source.text, place.line) for place in document] == [
        ("ctx", "translated", "wrapped here and \tthere\n", 10),
        (None, "draft", "draft", 26),
        (None, "untranslated", "a", 30),
    ]
    assert document.langs == ("en", "kk")
    assert any("taken for English" in line for line in document.warnings)
    with pytest.raises(UsageError, match="target language is kk, not ru"):
        open_fillable(path, langs=("en", "ru"))


def test_a_draft_that_is_filled_exactly_is_none(tmp_path: Path) -> None:
    """With the flag goes what msgmerge wrote beside it."""
    entry = '#. x-match: 70 % old\n#: a.c:1\n#, fuzzy{}\n#| msgid "Opens"\nmsgid "Open"\nmsgstr "Ашады"\n'
    for flags, kept in (("", ""), (", c-format", "#, c-format\n")):
        path = tmp_path / "a.po"
        path.write_text(HEAD.format("UTF-8") + entry.format(flags))
        document = open_fillable(path)
        (place,) = document
        assert place.state == "draft" and place.target is not None and place.target.text == "Ашады"
        document.fill(place, Variant("kk", "Ашу"), 100, "m", state="exact")
        document.write(path)
        assert path.read_text() == HEAD.format("UTF-8") + f'#: a.c:1\n{kept}msgid "Open"\nmsgstr "Ашу"\n'
    assert os.listdir(tmp_path) == ["a.po"]


PLURAL = '#: a.c:1\nmsgid "cow"\nmsgid_plural "cows"\nmsgstr[0] ""\nmsgstr[1] ""\n'


def test_an_entry_with_plural_forms_is_filled_if_all_are_covered(tmp_path: Path) -> None:
    text = HEAD.format("UTF-8") + PLURAL + '\nmsgid "a"\nmsgstr "b"\n'
    got, _ = filled(tmp_path, text, ("cow", "сиыр", "exact"), ("cows", "сиырлар", "exact"))
    assert got == text.replace('[0] ""', '[0] "сиыр"').replace('[1] ""', '[1] "сиырлар"')
    assert filled(tmp_path, text, ("cow", "сиыр", "exact"))[0] == text
    got, _ = filled(tmp_path, text, ("cow", "сиыр", "exact"), ("pigs", "шошқалар", "fuzzy"))
    assert '#. x-match: 85 % my memory\n#: a.c:1\n#, fuzzy\nmsgid "cow"' in got


def test_a_form_that_stays_a_draft_keeps_its_entry_one(tmp_path: Path) -> None:
    text = HEAD.format("UTF-8") + PLURAL.replace("#: a.c:1", "#, fuzzy").replace('""', '"сиыр"')
    path = tmp_path / "a.po"
    path.write_text(text)
    document = open_fillable(path)
    first, second = document
    document.fill(second, Variant("kk", "сиырлар"), 100, "m", state="exact")
    document.write(path)
    assert path.read_text() == text.replace('[1] "сиыр"', '[1] "сиырлар"')
    document.fill(first, Variant("kk", "бір сиыр"), 100, "m", state="exact")
    document.write(path)
    assert '#, fuzzy\nmsgid "cow"' not in path.read_text()


def test_source_and_target_of_one_language(tmp_path: Path) -> None:
    """Texts whose wording is mended: msgid is the source all the same."""
    path = tmp_path / "a.po"
    path.write_text(HEAD.format("UTF-8").replace("Language: kk", "Language: en") + 'msgid "a"\nmsgstr "b"\n')
    (place,) = open_fillable(path)
    assert place.source.text == "a" and place.target is not None and place.target.text == "b"


def test_what_is_left_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(HEAD.format("UTF-8") + PLURAL)
    document = open_fillable(path)
    document.fill(next(iter(document)), Variant("kk", "сиыр"), 100, "m", state="exact")
    document.write(path)
    assert document.warnings[-1] == f"{path}: entries left, for not all plural forms are covered: 1"


def test_further_plural_forms_need_a_match_of_that_form(tmp_path: Path) -> None:
    match: tuple[str, str, Kind] = ("cows", "коровы", "exact")
    text = (HEAD.format("UTF-8") + PLURAL + 'msgstr[2] ""\n').replace("Language: kk", "Language: ru")
    got, said = filled(tmp_path, text, match, match, match)
    assert [one.done for one in said] == [True, False, False] and got == text
    assert "plural form 1/3" in said[1].problem
    path = tmp_path / "in.po"
    document = open_fillable(path)
    for place, form in zip(document, ("корова", "коровы", "коров"), strict=True):
        assert document.fill(place, Variant("ru", form), 100, "m", state="exact", form=place.form).done
    document.write(path)
    assert polib.pofile(str(path))[0].msgstr_plural == {0: "корова", 1: "коровы", 2: "коров"}


def test_a_language_with_one_form(tmp_path: Path) -> None:
    """The one form is a translation of the plural."""
    text = HEAD.format("UTF-8") + PLURAL.replace('msgstr[1] ""\n', "")
    got, _ = filled(tmp_path, text, ("cows", "сиыр", "exact"))
    assert got == text.replace('[0] ""', '[0] "сиыр"')


def test_markup_of_a_memory_gets_in_where_the_document_has_it(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(HEAD.format("UTF-8") + 'msgid "a <m>b</m>"\nmsgstr ""\n\nmsgid "a b"\nmsgstr ""\n')
    document = open_fillable(path)
    target, source = Variant.of("kk", ("ә ", *pair("1", "б"))), Variant.of("en", ("a ", *pair("1", "b")))
    said = [document.fill(place, target, 100, "m", state="exact", source=source) for place in document]
    assert said == [Filled(True, "mapped"), Filled(True, "dropped", True)]
    document.write(path)
    entries = polib.pofile(str(path))
    assert [(entry.msgstr, entry.fuzzy) for entry in entries] == [("ә <m>б</m>", False), ("ә б", True)]


def test_what_an_encoding_lacks_is_left_and_said(tmp_path: Path) -> None:
    text = (
        HEAD.format("CP1251").replace("Language: kk", "Language: ru")
        + 'msgid "a"\nmsgstr ""\n\n# Привет, мир\n'
    )
    text += 'msgid "b"\nmsgstr "это перевод"\n'
    got, (said,) = filled(tmp_path, text, ("a", "Қазақ", "exact"), encoding="cp1251")
    assert got == text
    assert (said.done, said.problem) == (False, "'Ққ' can't be written in cp1251; convert the file to UTF-8")
    got, (said,) = filled(tmp_path, text, ("a", "Да", "exact"), encoding="cp1251")
    assert said.done and 'msgstr "Да"' in got


def test_toolkit_and_polib_read_what_is_filled(tmp_path: Path) -> None:
    toolkit = pytest.importorskip("translate.storage.pypo", reason="translate-toolkit is not installed")
    others = OTHERS.replace("#,c", "#, c")  # which polib needs
    text = HEAD.format("UTF-8") + others + 'msgid "a\\n"\nmsgstr ""\n\nmsgid "b"\nmsgstr ""\n' + PLURAL
    filled(
        tmp_path,
        text,
        ("a\n", "ә\nб\\n", "exact"),
        ("c", "в", "fuzzy"),
        ("cow", "1", "exact"),
        ("cows", "2", "exact"),
    )
    store = toolkit.pofile.parsefile(str(tmp_path / "out.po"))
    *_, one, two, cows = [unit for unit in store.units if not unit.isobsolete()]
    assert (str(one.target), one.isfuzzy()) == ("ә\nб\\n\n", False)
    assert (str(two.target), two.isfuzzy(), two.prev_source) == ("в", True, "c")
    assert [str(form) for form in cows.target.strings] == ["1", "2"]
    assert len(polib.pofile(str(tmp_path / "out.po"))) == 6


@pytest.mark.parametrize("text", ['msgid "a"\nmsgstr "b\n', 'msgid "a\nmsgstr ""\n', 'msgstr "a"\n'])
def test_refusals(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.po"
    path.write_text(HEAD.format("UTF-8") + text)
    with pytest.raises(MalformedPO, match=r"a\.po:1[0-9]: ") as caught:
        open_fillable(path)
    assert "\n" not in str(caught.value)
