"""PO: catalogues come back as they were, units as far as PO can say them, and gettext agrees."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import pypo

from tests.formats.memories import props as any_props
from tests.formats.memories import text
from tests.formats.memories import units as any_units
from tm.errors import MalformedPO, UnreadableFile, UsageError
from tm.formats.po import PoReader, PoWriter
from tm.units import Attributes, Code, Header, Prop, Rejected, TranslationUnit, Variant

HEAD = """\
# Kazakh translation of kfoo.
#
# Sairan <sairan@example.org>, 2010.
#
msgid ""
msgstr ""
"Project-Id-Version: kfoo\\n"
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""
KAZAKH = (
    HEAD.format(lang="kk", plurals="nplurals=1; plural=0;")
    + """
#. i18n: ectx: property (text), widget (QLabel, label)
#: dialog.ui:14 main.cpp:20
#, kde-format
msgctxt "@title:window"
msgid "Save \\"%1\\"?"
msgstr "\\"%1\\" сақтау керек пе?"

# a translator
#
# says
#: main.cpp:33
#, fuzzy, kde-format
#| msgid "%1 old file"
msgid "%1 file"
msgid_plural "%1 files"
msgstr[0] "%1 файл"

msgid "Untranslated"
msgstr ""

msgid ""
"Two\\n"
"lines"
msgstr ""
"Екі\\n"
"жол"

#~| msgid "Olde"
#~ msgid "Old"
#~ msgstr "Ескі"
"""
)
RUSSIAN = (
    HEAD.format(lang="ru", plurals="nplurals=4; plural=(n%10==1 ? 0 : 3);")
    + """
msgid "One file"
msgid_plural "%1 files"
msgstr[0] "%1 файл"
msgstr[1] "%1 файла"
msgstr[2] "%1 файлов"
msgstr[3] "Один файл"

msgid "One day"
msgid_plural "%1 days"
msgstr[0] "%1 день"
msgstr[1] "%1 дня"
msgstr[2] ""
msgstr[3] ""
"""
)

known: st.SearchStrategy[Attributes] = st.lists(
    st.tuples(st.sampled_from(["creationdate", "changeid"]), text), max_size=2, unique_by=lambda one: one[0]
).map(tuple)
props = any_props.map(lambda found: tuple(one for one in found if not (one.type or "").startswith("x-")))
words = text.filter(bool)


def file(tmp_path: Path, content: str | bytes, name: str = "a.po") -> Path:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return tmp_path / name


def pair(one: str, two: str, *more: Prop, tuid: str | None = None) -> TranslationUnit:
    variants = (Variant("kk", one), *((Variant("ru", two),) if two else ()))
    return TranslationUnit(tuid, variants, tuple(more))


def written(
    path: Path, *units: TranslationUnit, header: Header | None = None, langs: tuple[str, ...] = ("kk", "ru")
) -> PoWriter:
    with PoWriter(path, header or Header("kk"), langs=langs) as writer:
        for unit in units:
            writer.write(unit)
    return writer


def ordered(unit: TranslationUnit) -> TranslationUnit:
    """Notes stand before all else in PO."""
    order = sorted(unit.props, key=lambda prop: prop.type is not None or bool(prop.attributes))
    return TranslationUnit(unit.tuid, unit.variants, tuple(order), unit.attributes)


def accepted(path: Path) -> None:
    """Asks gettext, where it is installed, whether this is a PO file."""
    if program := shutil.which("msgfmt"):
        run = subprocess.run([program, "-o", "/dev/null", str(path)], capture_output=True, text=True)
        assert run.returncode == 0, run.stderr


def build(
    texts: tuple[str, str], tuid: str | None, own: tuple[Prop, ...], of: tuple[tuple[Prop, ...], Attributes]
) -> TranslationUnit:
    source = Variant("kk", texts[0], *of)
    target = (Variant("ru", texts[1], of[0]),) if texts[1] else ()
    return TranslationUnit(tuid, (source, *target), own, of[1])


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            build,
            st.tuples(st.sampled_from(["a", "b\\n"]) | words, text),
            st.none() | text,
            props,
            st.tuples(props, known),
        ),
        max_size=5,
    )
)
def test_what_po_can_say_comes_back(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.getbasetemp() / "a.po"
    assert not written(path, *units).lost
    assert list(map(ordered, PoReader(path))) == list(map(ordered, units))
    ends = [
        (variant.text[0] == "\n", variant.text[-1] == "\n") for unit in units for variant in unit.variants
    ]
    if units and not any(map(any, ends)):  # gettext wants newlines at the ends of both or of none
        accepted(path)


@settings(deadline=None)
@given(st.lists(any_units, max_size=4))
def test_every_unit_is_an_entry_or_counted(
    tmp_path_factory: pytest.TempPathFactory, units: list[TranslationUnit]
) -> None:
    path = tmp_path_factory.getbasetemp() / "b.po"
    writer = written(path, *units)
    assert len(list(PoReader(path))) + writer.lost["units without a text in kk"] == len(units)


@pytest.mark.parametrize(("content", "lang"), [(KAZAKH, "kk"), (RUSSIAN, "ru")])
def test_a_catalogue_comes_back_to_the_letter(tmp_path: Path, content: str, lang: str) -> None:
    path = file(tmp_path, content)
    reader = PoReader(path)
    writer = written(tmp_path / "b.po", *reader, header=reader.header, langs=("en", lang))
    assert (tmp_path / "b.po").read_text("utf-8") == content
    assert not writer.lost
    accepted(tmp_path / "b.po")


def test_what_an_entry_becomes(tmp_path: Path) -> None:
    reader = PoReader(file(tmp_path, KAZAKH))
    save, one, many, bare, lines, old = reader
    assert save.props == (
        Prop("x-po-extracted", "i18n: ectx: property (text), widget (QLabel, label)"),
        Prop("x-po-context", "@title:window"),
        Prop("x-po-reference", "dialog.ui:14 main.cpp:20"),
        Prop("x-po-flags", "kde-format"),
    )
    assert [variant.text for variant in save.variants] == ['Save "%1"?', '"%1" сақтау керек пе?']
    assert one.notes == ("a translator", "says") and one.prop("x-review") == "auto"
    assert [[variant.text for variant in unit.variants] for unit in (one, many)] == [
        ["%1 file", "%1 файл"], ["%1 files", "%1 файл"],
    ]  # fmt: skip
    assert one.prop("x-po-plural") == many.prop("x-po-plural") == "0/1"
    assert len(bare.variants) == 1 and lines.variants[1].text == "Екі\nжол"
    assert old.prop("x-po-obsolete") == "yes" and [unit.line for unit in (save, bare, old)] == [14, 31, 41]
    assert reader.header.srclang == "en" and reader.header.prop("x-po-header") == "Project-Id-Version: kfoo"
    assert [warning.partition(": ")[2] for warning in reader.warnings] == [
        "says nothing of the language of msgid; taken for English", "entries without a translation: 1",
    ]  # fmt: skip


def test_plural_forms_are_units_and_become_an_entry_only_together(tmp_path: Path) -> None:
    units = list(PoReader(file(tmp_path, RUSSIAN)))
    forms = [(*(variant.text for variant in unit.variants), unit.prop("x-po-plural")) for unit in units]
    assert forms[:4] == [
        ("One file", "%1 файл", "0/4"), ("%1 files", "%1 файла", "1/4"),
        ("%1 files", "%1 файлов", "2/4"), ("%1 files", "Один файл", "3/4"),
    ]  # fmt: skip
    written(tmp_path / "b.po", *units[:3], units[4], langs=("en", "ru"))
    assert "msgid_plural" not in (tmp_path / "b.po").read_text("utf-8")
    assert list(PoReader(tmp_path / "b.po")) == [*units[:3], units[4]]
    accepted(tmp_path / "b.po")
    named = [TranslationUnit(str(number), unit.variants, unit.props) for number, unit in enumerate(units[:4])]
    written(tmp_path / "b.po", *named, langs=("en", "ru"))
    assert (tmp_path / "b.po").read_text("utf-8").count("\nmsgid ") == 1
    assert list(PoReader(tmp_path / "b.po")) == named


def test_a_source_that_stands_twice_gets_a_context_and_loses_it_again(tmp_path: Path) -> None:
    context = Prop("x-po-context", "menu")
    units = [
        pair("а", "a", tuid="1"), pair("а", "b", tuid="2"), pair("а", "c"), pair("а", "d", tuid="2"),
        pair("а", "e", context), pair("а", "f", context),
    ]  # fmt: skip
    written(tmp_path / "a.po", *units)
    content = (tmp_path / "a.po").read_text("utf-8")
    assert 'msgctxt "2"\n' in content and 'msgctxt "2+"\n' in content
    assert list(PoReader(tmp_path / "a.po")) == units
    accepted(tmp_path / "a.po")


def test_review_is_the_fuzzy_flag(tmp_path: Path) -> None:
    units = [
        pair("а", "a", Prop("x-review", "auto"), Prop("x-b", "c")),
        pair("б", "b", Prop("x-review", "confirmed")),
    ]
    written(tmp_path / "a.po", *units)
    content = (tmp_path / "a.po").read_text("utf-8")
    assert list(PoReader(tmp_path / "a.po")) == units and content.count("fuzzy") == 1
    changed = content.replace("#, fuzzy\n", "").replace("confirmed\n", "confirmed\n#, fuzzy\n")
    reviews = [unit.prop("x-review") for unit in PoReader(file(tmp_path, changed))]
    assert reviews == ["confirmed", "auto"]


def test_what_is_lost_is_counted(tmp_path: Path) -> None:
    codes = ("Ол ", Code("bpt", (("i", "1"),), ("<b>",)), "тез", Code("ept", (("i", "1"),), ("</b>",)))
    units = (
        TranslationUnit(
            "1", (Variant.of("kk-KZ", codes), Variant("ru", "а\x01"), Variant("de", "b")), (), (("x", "y"),)
        ),
        TranslationUnit("2", (Variant("ru", "а"),)),
        TranslationUnit("3", (Variant("kk", "б"), Variant("ru", ""))),
    )
    writer = written(tmp_path / "a.po", *units, header=Header("*all*"))
    first = next(iter(PoReader(tmp_path / "a.po")))
    assert (first.tuid, [variant.text for variant in first.variants]) == ("1", ["Ол <b>тез</b>", "а"])
    assert writer.lost == {
        "inline codes, whose markup stands in the text": 2,
        "variants beside source and target": 1, "attributes": 1,
        "language tags other than those of the file": 1, "characters that are no text": 1,
        "units without a text in kk": 1, "empty translations": 1, "facts of the header": 1,
    }  # fmt: skip


def test_languages_come_from_the_header_the_name_or_the_caller(tmp_path: Path) -> None:
    entry = 'msgid "Yes"\nmsgstr "Иә"\n'
    assert [variant.lang for variant in next(iter(PoReader(file(tmp_path, entry, "kk.po")))).variants] == [
        "en",
        "kk",
    ]
    path = file(tmp_path, entry)
    with pytest.raises(MalformedPO, match=r"a\.po:1: says no Language; --columns en,kk names both"):
        PoReader(path)
    reader = PoReader(path, langs=("en-GB", "kk-KZ"))
    assert [variant.lang for variant in next(iter(reader)).variants] == ["en-GB", "kk-KZ"]
    folder = tmp_path / "kk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    assert PoReader(file(folder, entry)).header.srclang == "en"
    british = TranslationUnit(None, (Variant("en-GB", "colour"), Variant("en", "color")))
    written(tmp_path / "b.po", british, langs=("en", "en-GB"))
    assert [variant.text for variant in next(iter(PoReader(tmp_path / "b.po"))).variants] == [
        "color",
        "colour",
    ]
    with pytest.raises(UsageError, match="can't both be en"):
        written(tmp_path / "b.po", british, langs=("en", "en"))
    written(tmp_path / "b.po", pair("а", "б"), langs=())
    assert [variant.lang for variant in next(iter(PoReader(tmp_path / "b.po"))).variants] == ["kk", "ru"]


@pytest.mark.parametrize("charset", ["KOI8-R", "windows-1251", "UTF-8", "CHARSET"])
def test_the_declared_encoding_is_heard(tmp_path: Path, charset: str) -> None:
    content = (
        HEAD.format(lang="ru", plurals="x").replace("UTF-8", charset)
        + '\nmsgid "Yes"\nmsgstr "Да, конечно"\n'
    )
    path = file(tmp_path, content.encode("utf-8" if charset == "CHARSET" else charset))
    assert next(iter(PoReader(path))).variants[1].text == "Да, конечно"


def test_what_gettext_allows_and_polib_does_not(tmp_path: Path) -> None:
    content = (
        '#no space\n##two\n#.extracted\n#:a.c:1\n#,fuzzy, c-format\nmsgid "a\u2028b"\nmsgstr "c"\n'
        'msgid "no blank line"\nmsgstr "before"\n'
    )
    first, second = PoReader(file(tmp_path, content, "kk.po"))
    assert first.notes == ("no space\n#two",) and first.variants[0].text == "a\u2028b"
    assert [first.prop(f"x-po-{kind}") for kind in ("extracted", "reference", "flags")] == [
        "extracted",
        "a.c:1",
        "c-format",
    ]
    assert second.variants[1].text == "before" and second.line == 8


def test_malformed_entries_are_rejected_and_the_others_read(tmp_path: Path) -> None:
    bad = (
        'msgid "a"\nmsgstr "b" c"\n\n', "msgid foo\nmsgstr bar\n\n", 'msgstr "alone"\n\n', "rubbish\n\n",
        'msgctxt "x"\nmsgid ""\nmsgstr "y"\n\n', 'msgid "a"\nmsgstr[12] "y"\n\n',
        'msgid ""\n""\nmsgstr "y"\n\n',
    )  # fmt: skip
    good = 'msgid "good {}"\nmsgstr "жақсы"\n\n'
    parts = [part for number, one in enumerate(bad) for part in (good.format(number), one)]
    path = file(tmp_path, HEAD.format(lang="kk", plurals="x") + "\n" + "".join(parts))
    rejected: list[Rejected] = []
    units = list(PoReader(path, reject=rejected.append))
    assert [unit.variants[0].text for unit in units] == [f"good {number}" for number in range(len(bad))]
    assert [one.line for one in rejected] == [18, 23, 29, 34, 39, 47, 52]
    assert rejected[0].written == bad[0].strip()
    with pytest.raises(MalformedPO, match=r"a\.po:18: not well-formed"):
        list(PoReader(path))


def test_a_file_that_names_another_does_not_open_it(tmp_path: Path) -> None:
    secret = file(tmp_path, 'msgid "a"\nmsgstr "b"\n', "secret.po")
    with pytest.raises(MalformedPO, match=r"kk\.po:1: not well-formed"):
        list(PoReader(file(tmp_path, str(secret), "kk.po")))
    with pytest.raises(UnreadableFile, match="is empty"):
        PoReader(file(tmp_path, "", "kk.po"))
    with pytest.raises(UnreadableFile, match="no such file"):
        PoReader(tmp_path / "none.po")


def test_nothing_is_left_of_a_file_that_was_not_finished(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), PoWriter(tmp_path / "a.po", Header("kk")) as writer:
        writer.write(pair("а", "a"))
        raise RuntimeError
    assert not list(tmp_path.iterdir())
    written(tmp_path / "a.po", langs=("kk", "ru"))
    assert not list(PoReader(tmp_path / "a.po"))


def test_translate_toolkit_reads_what_is_written(tmp_path: Path) -> None:
    units = [
        pair(
            'а "б"\n\\n',
            "в\tг",
            Prop("x-review", "auto"),
            Prop(None, "note"),
            Prop("x-po-context", "c"),
            tuid="1",
        ),
        pair("а", "б", Prop("x-po-reference", "a.c:1")),
    ]
    written(tmp_path / "a.po", *units)
    store = pypo.pofile.parsefile(str(tmp_path / "a.po"))  # type: ignore[no-untyped-call]
    head, first, second = store.units
    assert head.isheader() and store.gettargetlanguage() == "ru"
    assert (str(first.source), str(first.target), first.isfuzzy()) == ('а "б"\n\\n', "в\tг", True)
    assert (first.getcontext(), first.getnotes("translator")) == ("c", "note")
    assert (second.getlocations(), second.isfuzzy()) == (["a.c:1"], False)


def test_what_translate_toolkit_writes_is_read(tmp_path: Path) -> None:
    store = pypo.pofile()
    fields = {"Language": "kk", "Content_Type": "text/plain; charset=UTF-8"}
    store.updateheader(add=True, **fields)  # type: ignore[no-untyped-call]
    unit = store.addsourceunit("A rather long source " * 9)
    unit.target = "Ұзын мәтін\nекі жол"
    unit.markfuzzy()
    unit.addnote("a note", origin="translator")
    unit.addlocation("a.c:1")
    (read,) = PoReader(file(tmp_path, bytes(store)))
    assert [variant.text for variant in read.variants] == ["A rather long source " * 9, "Ұзын мәтін\nекі жол"]
    assert read.props == (Prop(None, "a note"), Prop("x-po-reference", "a.c:1"), Prop("x-review", "auto"))
