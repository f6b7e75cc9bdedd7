"""OmegaT as a judge: it translates documents by nothing but memories that are written here.

Needs an OmegaT that `scripts/omegat` finds or may install (Debian has 3.6.0); skipped with the reason where
there is none. One start takes about two seconds. What was found by trying, each of it asserted below:

- OmegaT checks no memory against a schema. Attributes and elements that it does not know, wrong dates,
  props of any type, `tuid`, `usagecount`, `xml:space` and notes after a tuv are read over or read.
- One unit can make it refuse a whole file, which it says only in its log (`TF_TM_LOAD_ERROR`), and exits
  with 0: a tuv without a language, a prop without a type, a header without `srclang`, XML that is not well
  formed.
- It keeps one pair of a unit. Of several variants in one language the last one counts. A tag with a region
  (`ru-RU`, in any case, no underscore) serves a project without one; the plain tag is preferred.
- A unit without the target language gives its other language instead: a Russian document gets English
  sentences. An empty target empties the segment of the document.
- The last unit of a source wins.
- A prop of the type `file` makes a translation for one place only, and then any prop that is not OmegaT's
  own (`file`, `id`, `prev`, `next`, `path`) makes that place one that nothing matches.
- Of props, notes, dates and users it keeps the last note, and dates and users of the target (else of the
  unit); dates as `20240102T030405Z` or `2024-01-02T03:04:05Z`, others are dropped unsaid.
- A source of two sentences matches nothing, since documents are cut at sentences. `segtype="paragraph"` in
  the header (not in the unit) makes OmegaT cut the units, too, where both sides have as many sentences.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.formats.omegat import Case, Outcome, project, translated, unit, write
from tm.formats.tmx import read_tmx
from tm.units import Code, Header, Prop, TranslationUnit, Variant

# By name: a line of a document, the unit that should serve it, and what should stand in its place. A line
# ends as sentences do: without a blank line between them the next one would belong to it.
LINES: dict[str, Case] = {
    "plain": ("Бұл не?", unit("Бұл не?", "Что это?"), "Что это?"),
    "letters": (
        "Ағаның іні-қарындасы үйде һәм өмірде ұқыпты.",
        unit("Ағаның іні-қарындасы үйде һәм өмірде ұқыпты.", "Ёж съел щуку, эх!"),
        "Ёж съел щуку, эх!",
    ),
    "special": (
        '5 < 7 & «№ 3» — "иә" 🙂.',
        unit('5 < 7 & «№ 3» — "иә" 🙂.', "5 < 7 & „№ 3“ — 'да' 🙂."),
        "5 < 7 & „№ 3“ — 'да' 🙂.",
    ),
    "no-break": (
        "10\u00a0км жол.",
        unit("10\u00a0км жол.", "10\u00a0км\u00a0пути."),
        "10\u00a0км\u00a0пути.",
    ),
    "decomposed": ("Қой.", unit("Қои\u0306.", "Овца."), "Овца."),
    "three": ("Үш тіл.", unit("Three.", "Үш тіл.", "Три языка.", langs="en kk ru"), "Три языка."),
    "regions": ("Аймақ.", unit("Аймақ.", "Область.", langs="kk-KZ RU-ru"), "Область."),
    "script": ("Жазу.", unit("Жазу.", "Письмо.", langs="kk-Cyrl-KZ ru-Cyrl-RU"), "Письмо."),
    "plain before region": ("Екі.", unit("Екі.", "KZ", "Два.", "RU", langs="kk ru-KZ ru ru-RU"), "Два."),
    "two targets": ("Нұсқа.", unit("Нұсқа.", "Первый.", "Второй.", langs="kk ru ru"), "Второй."),
    "props": (
        "Қасиет.",
        TranslationUnit(
            "1",
            (
                Variant("kk", "Қасиет."),
                Variant("ru", "Свойство.", attributes=(("changedate", "2024-01-02T03:04:05Z"),)),
            ),
            (Prop(None, "алғашқы"), Prop("x-document", "а"), Prop(None, "ескерту"), Prop("x-ice", "1")),
            attributes=(("changeid", "Әсел"), ("creationdate", "20240102")),
        ),
        "Свойство.",
    ),
    "attributes": (
        "Белгі.",
        TranslationUnit(
            'a b/ә:"1"',
            (
                Variant("kk", "Белгі.", attributes=(("{urn:vendor}mark", "1"),)),
                Variant("ru", "Знак.", (Prop("file", "z.txt"),), (("changedate", "кеше"),)),
            ),
            attributes=(("usagecount", "many"), ("x-own", "ә")),
        ),
        "Знак.",
    ),
    "foreign": ("Ағылшынша.", unit("Ағылшынша.", "English.", langs="kk en"), "English."),
    "empty": ("Жоқ.", unit("Жоқ.", ""), ""),
    "underscore": ("Сызық.", unit("Сызық.", "Черта.", langs="kk_KZ ru_RU"), "Сызық."),
    "three letters": ("Үш әріп.", unit("Үш әріп.", "Три буквы.", langs="kaz rus"), "Үш әріп."),
    "two sources": ("Бір.", unit("Бір.", "Басқа.", "Один.", langs="kk kk ru"), "Бір."),
    "spaces": ("Екі бос орын.", unit("Екі  бос орын.", "Два пробела."), "Екі бос орын."),
    "sentences": ("Бір сөз. Екі сөз.", unit("Бір сөз. Екі сөз.", "Раз. Два."), "Бір сөз. Екі сөз."),
    "file": ("Файл.", unit("Файл.", "Файл", props=(Prop("file", "lines.txt"), Prop("x", "1"))), "Файл."),
}

# What no memory of ours says, written by hand: a unit (or header and unit), and whether it serves its line;
# None where its file is refused.
HEADER = '<header segtype="sentence" srclang="kk"/>'
TUVS = '<tuv xml:lang="kk"><seg>{0}</seg></tuv><tuv xml:lang="ru"><seg>Да.</seg></tuv>'
ODD = {
    "vendor elements": ("<tu><v:a><b>c</b></v:a>" + TUVS + "</tu>", True),
    "late note": ("<tu>" + TUVS + "<note>n</note><prop type='x-late'/></tu>", True),
    "space": ("<tu>" + TUVS.replace("<seg", "<seg xml:space='preserve'") + "</tu>", True),
    "lang of 1.1": ("<tu>" + TUVS.replace("xml:", "") + "</tu>", True),
    "own place": ("<tu><prop type='file'>odd.txt</prop>" + TUVS + "</tu>", True),
    "other place": ("<tu><prop type='file'>z.txt</prop>" + TUVS + "</tu>", False),
    "segtype of a unit": ("<tu segtype='paragraph'>" + TUVS.replace("{0}", "{0} Иә.") + "</tu>", False),
    "no type": ("<tu><prop>p</prop>" + TUVS + "</tu>", None),
    "no language": ("<tu>" + TUVS + "<tuv><seg>x</seg></tuv></tu>", None),
    "broken later": ("<tu>" + TUVS + "</tu><tu>", None),
    "no source language": ("<header/><tu>" + TUVS + "</tu>", None),
}


@pytest.fixture(scope="module")
def kk_ru(omegat: str, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """One project for all that needs no settings; each odd unit has a memory of its own."""
    place = tmp_path_factory.mktemp("kk-ru")
    odd = {name: f"Тақ сан {number}." for number, name in enumerate(ODD)}
    more = ["Сығылған.", "Соңғысы.", "Бірінші. Екінші."]
    lines = [line for line, _, _ in LINES.values()]
    documents = {"lines.txt": lines, "odd.txt": odd.values(), "more.txt": more}
    memories = project(place, "kk", "ru", documents)
    write(memories / "lines.tmx", *(one for _, one, _ in LINES.values()))
    write(place / "zipped.tmx", unit("Сығылған.", "Сжато."))
    (memories / "zipped.tmx.gz").write_bytes(gzip.compress((place / "zipped.tmx").read_bytes()))
    write(memories / "last.tmx", unit("Соңғысы.", "Прежний."), unit("Соңғысы.", "Последний."))
    paragraph = Header(srclang="kk", segtype="paragraph")
    write(memories / "two.tmx", unit("Бірінші. Екінші.", "Первое. Второе."), header=paragraph)
    for name, (written, _) in ODD.items():
        start = "" if "<header" in written else HEADER
        text = f'<tmx version="1.4">{start}<body>{written.format(odd[name])}</body></tmx>'
        (memories / f"odd {name}.tmx").write_text(text, encoding="utf-8")
    return translated(omegat, place)


@pytest.mark.parametrize("name", LINES)
def test_a_line_is_translated(kk_ru: Outcome, name: str) -> None:
    assert kk_ru.documents["lines.txt"][list(LINES).index(name)] == LINES[name][2]


def test_an_archive_the_last_of_two_and_sentences_cut_apart(kk_ru: Outcome) -> None:
    assert kk_ru.documents["more.txt"] == ["Сжато.", "Последний.", "Первое. Второе."]


@pytest.mark.parametrize("name", ODD)
def test_what_is_read_over_and_what_refused(kk_ru: Outcome, name: str) -> None:
    number, taken = list(ODD).index(name), ODD[name][1]
    assert kk_ru.documents["odd.txt"][number] == ("Да." if taken else f"Тақ сан {number}.")
    assert (f"odd {name}" in kk_ru.refused) == (taken is None)


def test_nothing_of_ours_is_refused(kk_ru: Outcome) -> None:
    assert all(name.startswith("odd ") for name in kk_ru.refused)


@pytest.mark.parametrize("level", ["omegat", "level1", "level2"])
def test_what_it_keeps_is_read_back(kk_ru: Outcome, level: str) -> None:
    """OmegaT writes the memory of the project in three ways, the first one as TMX 1.1."""
    units = {one.variants[0].text: one for one in read_tmx(kk_ru.place / f"{kk_ru.place.name}-{level}.tmx")}
    assert units["Үш тіл."].variants == (Variant("kk", "Үш тіл."), Variant("ru", "Три языка."))
    kept = units["Қасиет."]
    assert (kept.tuid, kept.props, kept.attributes) == (None, (Prop(None, "ескерту"),), ())
    assert kept.variants[1].attributes == (("changeid", "Әсел"), ("changedate", "20240102T030405Z"))


@pytest.mark.parametrize(
    ("source", "target", "line", "out"),
    [("en", "kk", "Three.", "Үш тіл."), ("kk-KZ", "en-GB", "Үш тіл.", "Three.")],
)
def test_any_pair_of_a_memory(
    omegat: str, tmp_path: Path, source: str, target: str, line: str, out: str
) -> None:
    """Whatever its source language is said to be; regions of the project need none in the memory."""
    memories = project(tmp_path, source, target, {"a.txt": [line]})
    write(memories / "a.tmx", LINES["three"][1])
    outcome = translated(omegat, tmp_path)
    assert outcome.documents["a.txt"] == [out]
    assert ("TMXR_WARNING_INCORRECT_SOURCE_LANG" in outcome.log) == (source != "kk")


@pytest.mark.parametrize("command", ["none", "/no/such/omegat"])
def test_the_script_says_in_one_line_why_there_is_none(command: str) -> None:
    run = subprocess.run(
        ["sh", ROOT / "scripts" / "omegat"],
        env={**os.environ, "OMEGAT": command},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert run.stderr.startswith("No OmegaT: ") and command in run.stderr


# A memory of three languages, and what a page makes of it. Units and lines go by name.
BOLD = Code("bpt", (("i", "1"), ("x", "1")), ("<b>",)), Code("ept", (("i", "1"),), ("</b>",))
LINK = Code("bpt", (("i", "2"), ("x", "2")), ("<a href='#'>",)), Code("ept", (("i", "2"),), ("</a>",))
EXPORTED = {
    "codes": unit(
        ("He ", LINK[0], "came", LINK[1], " ", BOLD[0], "fast", BOLD[1], "."),
        ("Ол ", BOLD[0], "тез", BOLD[1], " ", LINK[0], "келді", LINK[1], "."),
        (LINK[0], "Пришёл", LINK[1], " он ", BOLD[0], "быстро", BOLD[1], "."),
        langs="en kk ru",
    ),
    "notes": unit(
        "Two notes.",
        "Екі ескерту.",
        "Две заметки.",
        langs="en kk ru",
        props=(Prop(None, "бірінші"), Prop(None, "екінші")),
    ),
    "file": unit(
        "A file.",
        "Файл бар.",
        "Есть файл.",
        langs="en kk ru",
        props=(Prop("file", "other.txt"), Prop("x-document", "a")),
    ),
    "tags": unit("A line.", "Сызық бар.", "Есть черта.", langs="en_GB kk_KZ ru_RU"),
    "spaces": unit("Two.", "Екі  бос\n орын.", " Два  пробела. ", langs="en kk ru"),
    "two": unit("Two.", "Нұсқа бар.", "Первый.", "Второй.", langs="en kk ru-RU ru"),
    "paragraph": unit("One. Two.", "Бір сөз. Екі сөз.", "Одно слово. Два слова.", langs="en kk ru"),
    "half": unit(
        ("An ", BOLD[0], "open."),
        ("Ашық ", BOLD[0], "код."),
        ("Открытый ", BOLD[0], "код."),
        langs="en kk ru",
    ),
    "empty": unit("Nothing.", "Аударма жоқ.", "", langs="en kk ru"),
    "foreign": unit("English only.", "Ағылшынша ғана.", langs="en kk"),
}
WANTED = {
    "codes": ("Ол <b>тез</b> <a href='#'>келді</a>.", "<a href='#'>Пришёл</a> он <b>быстро</b>."),
    "notes": ("Екі ескерту.", "Две заметки."),
    "file": ("Файл бар.", "Есть файл."),
    "tags": ("Сызық бар.", "Есть черта."),
    "spaces": ("Екі  бос орын.", "Два пробела."),
    "two": ("Нұсқа бар.", "Второй."),
    "paragraph": ("Екі сөз.", "Два слова."),
    "empty": ("Аударма жоқ.", "Аударма жоқ."),
    "foreign": ("Ағылшынша ғана.", "Ағылшынша ғана."),
}


def test_it_translates_from_what_tm_convert_makes_for_it(omegat: str, tmp_path: Path) -> None:
    """A memory with all that OmegaT would stumble over, made fit by the profile."""
    write(tmp_path / "three.tmx", *EXPORTED.values(), header=Header(srclang="*all*"))
    lines = {name: line for name, (line, _) in WANTED.items()}
    memories = project(tmp_path / "project", "kk", "ru", {"a.html": lines.values()})
    profile = ["--profile", "omegat", "--from", "kk", "--to", "ru", "--json", "--quiet"]
    run = subprocess.run(
        [sys.executable, "-m", "tm", "convert", "three.tmx", "-o", memories / "out.tmx", *profile],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout)["lost"] == {
        "units without both kk and ru": 2,
        "variants in other languages": len(EXPORTED) - 2,
        "variants beside others of a language": 1,
    }
    outcome = translated(omegat, tmp_path / "project")
    assert outcome.refused == set()
    assert dict(zip(lines, outcome.documents["a.html"], strict=True)) == {
        name: out for name, (_, out) in WANTED.items()
    }
    level1 = tmp_path / "project" / "project-level1.tmx"
    kept = {one.variants[0].text: one.notes for one in read_tmx(level1)}
    assert kept["Екі ескерту."] == ("бірінші\nекінші",)
