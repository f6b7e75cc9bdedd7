"""Documents filled from a memory: what is filled, as what, what is left alone; and what analyses count."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.test_answers import filled
from tm.errors import InputError, UsageError
from tm.formats.fillable import open_fillable
from tm.formats.kinds import open_units
from tm.formats.tmx import TmxWriter
from tm.matching.bands import ROWS, band
from tm.memory import Memory, Query
from tm.pretranslation import Outcome, Pretranslation, Wishes, outputs_of
from tm.units import Code, Header, TranslationUnit, Variant

XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="a" source-language="kk" target-language="ru" datatype="plaintext"><body>
{units}  </body></file>
</xliff>
"""
EXACT, FUZZY, NUMBER = "Жұмыс жалғасып жатыр.", "Мұғалім оқушыларға дәптер берді.", "Жоба 2015 жылы басталды."
BROKEN = 'Жұмыс <x id="1"/>жалғасып жатыр.'
CODED = 'Бұл <g id="1">өте маңызды</g> шешім болды.'
_BOLD = (Code("bpt", (("i", "1"), ("x", "1")), ("<b>",)), Code("ept", (("i", "1"),), ("</b>",)))


def xliff(path: Path, *units: str) -> Path:
    """An XLIFF file; each unit is what stands between its tags."""
    parts = [f'    <trans-unit id="{number}">{unit}</trans-unit>\n' for number, unit in enumerate(units, 1)]
    path.write_text(XLIFF.format(units="".join(parts)), "utf-8")
    return path


def sources(*texts: str) -> list[str]:
    return [f"<source>{text}</source>" for text in texts]


def done(memory: Path | str, path: Path, output: Path | None = None, **more: object) -> Outcome:
    """What became of one document."""
    job = Pretranslation(memory, [path], [output] if output else [], **more)  # type: ignore[arg-type]
    for _ in job.run():
        pass
    return job.outcomes[0]


def targets(path: Path) -> list[tuple[str | None, str | None]]:
    """Text and state of the targets of an XLIFF file."""
    root = etree.parse(path).getroot()
    found = [unit.find("{*}target") for unit in root.iter("{*}trans-unit")]
    return [(None, None) if one is None else ("".join(one.itertext()), one.get("state")) for one in found]


@pytest.fixture
def memory(tmp_path: Path) -> Path | str:
    place = filled(tmp_path / "tm.sqlite")
    coded = TranslationUnit(
        "coded",
        (
            Variant.of("kk", ("Бұл ", _BOLD[0], "өте маңызды", _BOLD[1], " шешім болды.")),
            Variant.of("ru", ("Это было ", _BOLD[0], "очень важное", _BOLD[1], " решение.")),
        ),
    )
    with Memory(place) as opened:
        opened.add([coded])
    return place


def test_exact_is_translated_and_fuzzy_is_to_review(memory: Path, tmp_path: Path) -> None:
    path = xliff(tmp_path / "a.xlf", *sources("Мұндай сөйлем еш жерде жоқ.", EXACT, FUZZY))
    outcome = done(memory, path, tmp_path / "b.xlf")
    assert targets(tmp_path / "b.xlf") == [
        (None, None),
        ("Работа продолжается.", "translated"),
        ("Учитель дал ученикам книгу.", "needs-review-translation"),
    ]
    assert outcome.filled == {"exact": 1, "fuzzy": 1} and not outcome.unmarked


def test_the_same_neighbours_make_a_match_in_context(memory: Path, tmp_path: Path) -> None:
    path = xliff(tmp_path / "a.xlf", *sources("Жоба 2014 жылы басталды.", EXACT))
    outcome = done(memory, path, tmp_path / "b.xlf")
    assert outcome.filled == {"context": 2} and outcome.analysis.rows["101"].segments == 2


def test_neighbours_in_another_document_are_none(memory: Path, tmp_path: Path) -> None:
    path = xliff(tmp_path / "a.xlf", *sources("Жоба 2014 жылы басталды.", EXACT))
    cut = '</body></file><file original="b" source-language="kk" target-language="ru" datatype="x"><body>'
    text = path.read_text("utf-8").replace('    <trans-unit id="2"', f'{cut}<trans-unit id="2"')
    path.write_text(text, "utf-8")
    assert done(memory, path).analysis.rows["100"].segments == 2


def test_what_is_done_or_locked_is_left_alone(memory: Path, tmp_path: Path) -> None:
    path = xliff(
        tmp_path / "a.xlf",
        f"<source>{EXACT}</source><target state='translated'>Моё.</target>",
        f"<source>{EXACT}</source><target state='final'>Моё.</target>",
        f"<source>{EXACT}</source><target state='needs-review-translation'>Черновик.</target>",
    )
    locked = path.read_text("utf-8").replace(
        "</body>", f"<trans-unit id='9' translate='no'>{sources(EXACT)[0]}</trans-unit></body>"
    )
    path.write_text(locked, "utf-8")
    outcome = done(memory, path, tmp_path / "b.xlf")
    assert (tmp_path / "b.xlf").read_bytes() == path.read_bytes()
    assert (outcome.done, outcome.kept, outcome.filled) == (3, 1, {})
    assert outcome.analysis.total.segments == 1
    outcome = done(memory, path, tmp_path / "c.xlf", wishes=Wishes(drafts=True))
    assert targets(tmp_path / "c.xlf")[2][0] == "Работа продолжается." and outcome.filled == {"exact": 1}
    assert [text for text, _ in targets(tmp_path / "c.xlf")][::3] == ["Моё.", None]


def test_numbers_are_put_right_unless_they_are_not_to_be(memory: Path, tmp_path: Path) -> None:
    path = xliff(tmp_path / "a.xlf", *sources(NUMBER))
    assert done(memory, path, tmp_path / "b.xlf").filled == {"repaired": 1}
    assert targets(tmp_path / "b.xlf")[0][0] == "Проект начался в 2015 году."
    assert [str(one.state) for one in open_fillable(tmp_path / "b.xlf")] == ["draft"]
    assert done(memory, path, tmp_path / "c.xlf", wishes=Wishes(repair=False)).filled == {"fuzzy": 1}
    assert targets(tmp_path / "c.xlf")[0][0] == "Проект начался в 2014 году."


def test_the_match_of_numbers_put_right_is_what_the_memory_has(memory: Path, tmp_path: Path) -> None:
    stored = ["Жоба 2014 жылы басталды.", "Проект начался в 2014 году."]
    done(memory, xliff(tmp_path / "a.xlf", *sources(NUMBER)), tmp_path / "b.xlf")
    (match,) = etree.parse(tmp_path / "b.xlf").getroot().iter("{*}alt-trans")
    assert [one.text for one in match] == stored
    unit = f'<file id="f"><unit id="u"><segment><source>{NUMBER}</source></segment></unit></file>'
    head = '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="kk" trgLang="ru">'
    (tmp_path / "c.xlf").write_text(f"{head}{unit}</xliff>", "utf-8")
    done(memory, tmp_path / "c.xlf", tmp_path / "d.xlf")
    root = etree.parse(tmp_path / "d.xlf").getroot()
    (match,) = root.iter("{*}match")
    assert [one.text for one in match] == stored
    assert root.findtext(".//{*}segment/{*}target") == "Проект начался в 2015 году."


def test_nothing_below_the_least_score_is_filled(memory: Path, tmp_path: Path) -> None:
    path = xliff(tmp_path / "a.xlf", *sources(FUZZY))
    with Memory(memory) as opened:
        score = opened.lookup(FUZZY, "kk", "ru")[0].score
    outcome = done(memory, path, tmp_path / "b.xlf", wishes=Wishes(minimum=score + 0.01))
    assert not outcome.filled and outcome.analysis.rows[band(score)].segments == 1
    assert done(memory, path, tmp_path / "b.xlf", wishes=Wishes(minimum=score)).filled == {"fuzzy": 1}


def test_codes_are_those_of_the_document_and_their_lack_is_said(memory: Path, tmp_path: Path) -> None:
    path = xliff(tmp_path / "a.xlf", *sources(CODED, BROKEN))
    outcome = done(memory, path, tmp_path / "b.xlf")
    text = (tmp_path / "b.xlf").read_text("utf-8")
    assert 'Это было <g id="1">очень важное</g> решение.' in text
    lines = path.read_text("utf-8").splitlines()
    assert [lines[line - 1].split(">")[0].strip() for line in outcome.codes] == ['<trans-unit id="2"']


def test_codes_stay_where_numbers_are_put_right(memory: Path, tmp_path: Path) -> None:
    bold = (Code("bpt", (("i", "1"),), ("<b>",)), Code("ept", (("i", "1"),), ("</b>",)))
    with Memory(memory) as opened:
        kk = Variant.of("kk", ("Жол ", bold[0], "250", bold[1], " шақырым, бағасы 15 теңге."))
        ru = Variant.of("ru", ("Дорога ", bold[0], "250", bold[1], " километров, цена 15 тенге."))
        opened.add([TranslationUnit(None, (kk, ru))])
    path = xliff(tmp_path / "a.xlf", *sources('Жол <g id="1">350</g> шақырым, бағасы 15 теңге.'))
    outcome = done(memory, path, tmp_path / "b.xlf")
    text = (tmp_path / "b.xlf").read_text("utf-8")
    assert outcome.filled == {"repaired": 1} and not outcome.codes
    assert 'Дорога <g id="1">350</g> километров, цена 15 тенге.' in text


def test_po(memory: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    head = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"X-Source-Language: kk\\n"\n'
    entries = [f'msgid "{text}"\nmsgstr ""\n' for text in (EXACT, NUMBER)]
    path.write_text("\n".join([head, *entries]), "utf-8")
    outcome = done(memory, path, tmp_path / "b.po")
    exact, number = (tmp_path / "b.po").read_text("utf-8").split("\n\n")[1:]
    assert exact.strip() == f'msgid "{EXACT}"\nmsgstr "Работа продолжается."'
    assert "#, fuzzy" in number and 'msgstr "Проект начался в 2015 году."' in number
    assert outcome.filled == {"exact": 1, "repaired": 1}


def test_plural_forms_get_those_of_the_same_form(tmp_path: Path) -> None:
    forms = ("файл", "файла", "файлов")
    head = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"X-Source-Language: en\\n"\n'
    entry = '\nmsgid "a file"\nmsgid_plural "files"\n'
    full = "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    (tmp_path / "full.po").write_text(head + entry + full, "utf-8")
    empty = "".join(f'msgstr[{number}] ""\n' for number in range(3))
    # Another entry before it, so that what stands beside does not tell which form is which.
    (tmp_path / "empty.po").write_text(head + '\nmsgid "x"\nmsgstr ""\n' + entry + empty, "utf-8")
    with Memory(tmp_path / "tm.sqlite", create=True) as memory:
        memory.add(reversed(list(open_units(tmp_path / "full.po"))))
    outcome = done(tmp_path / "tm.sqlite", tmp_path / "empty.po", tmp_path / "out.po")
    assert full in (tmp_path / "out.po").read_text("utf-8") and not outcome.problems
    assert not outcome.choices


def test_a_text_says_what_it_cant_mark(memory: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.kk.txt"
    path.write_text(f"{EXACT} {NUMBER}\n\nБелгісіз бірдеңе бар.\n{FUZZY}\n", "utf-8")
    outcome = done(memory, path, tmp_path / "b.txt")
    assert (tmp_path / "b.txt").read_text("utf-8") == (
        "Работа продолжается. Проект начался в 2015 году.\n\n"
        "Белгісіз бірдеңе бар.\nУчитель дал ученикам книгу.\n"
    )
    assert (outcome.unmarked, outcome.left) == ([1, 4], [3])


def test_several_exact_translations_are_said(memory: Path, tmp_path: Path) -> None:
    with Memory(memory) as opened:
        opened.add([TranslationUnit(None, (Variant("kk", EXACT), Variant("ru", "Мы трудимся дальше.")))])
    path = xliff(tmp_path / "a.xlf", *sources(EXACT))
    assert done(memory, path, tmp_path / "b.xlf").choices == [4]


def test_the_analysis_is_that_of_one_by_one(memory: Path, tmp_path: Path) -> None:
    texts = [EXACT, FUZZY, NUMBER, EXACT, "Мұндай сөйлем еш жерде жоқ.", f"  {FUZZY} ", "Жұмыс   бар", "2014"]
    path = tmp_path / "a.kk.txt"
    path.write_text("\n".join(texts), "utf-8")
    analysis = done(memory, path, lines=True).analysis
    expected = {row: [0, 0, 0] for row in ROWS}
    bare = [text.strip() for text in texts]
    with Memory(memory) as opened:
        for number, text in enumerate(bare):
            around = (
                bare[number - 1] if number else None,
                bare[number + 1] if number + 1 < len(bare) else None,
            )
            found = opened.lookup(Query(text, (), *around), "kk", "ru", minimum=0)
            row = "repetitions" if text in bare[:number] else band(found[0].score if found else 0)
            counts = (1, len(text.split()), len(text))
            expected[row] = [a + b for a, b in zip(expected[row], counts, strict=True)]
    assert {row: [one.segments, one.words, one.characters] for row, one in analysis.rows.items()} == expected
    assert analysis.rows["repetitions"].segments == 2
    assert analysis.total.words == sum(len(text.split()) for text in texts)


def test_repetitions_are_counted_across_files(memory: Path, tmp_path: Path) -> None:
    paths = [xliff(tmp_path / name, *sources(EXACT, FUZZY)) for name in ("a.xlf", "b.xlf")]
    job = Pretranslation(memory, paths)
    for _ in job.run():
        pass
    assert [one.analysis.rows["repetitions"].segments for one in job.outcomes] == [0, 2]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.xlf", "b.xlf", "tm.sqlite"]


def test_a_memory_of_any_format_can_be_analysed(memory: Path, tmp_path: Path) -> None:
    with TmxWriter(tmp_path / "a.tmx", Header("kk")) as writer:
        writer.write(TranslationUnit("1", (Variant("kk", EXACT), Variant("en", "Work goes on."))))
        writer.write(TranslationUnit("2", (Variant("en", "Only English."),)))
    outcome = done(memory, tmp_path / "a.tmx")
    assert outcome.analysis.rows["100"].segments == outcome.analysis.total.segments == 1
    assert outcome.warnings == [f"{tmp_path / 'a.tmx'}: units without Kazakh (kk) left out: 1"]
    with pytest.raises(UsageError, match="can't be filled"):
        done(memory, tmp_path / "a.tmx", tmp_path / "b.tmx")


@pytest.mark.parametrize("langs", ["en ru", "kk en"])
def test_a_document_in_languages_that_the_memory_has_not(memory: Path, tmp_path: Path, langs: str) -> None:
    path = xliff(tmp_path / "a.xlf", *sources(EXACT))
    source, target = langs.split()
    text = path.read_text("utf-8").replace('"kk"', f'"{source}"').replace('"ru"', f'"{target}"')
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"tm\.sqlite: has no text in English \(en\); it has"):
        done(memory, path, tmp_path / "b.xlf")


def test_one_that_cant_be_read_leaves_nothing_half_done(memory: Path, tmp_path: Path) -> None:
    good = xliff(tmp_path / "a.xlf", *sources(EXACT))
    (tmp_path / "bad.xlf").write_text("<xliff", "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(InputError, match=r"bad\.xlf"):
        Pretranslation(memory, [good, tmp_path / "bad.xlf"], outputs_of([good, tmp_path / "bad.xlf"], out))
    assert not list(out.iterdir())


def test_outputs_overwrite_no_document_unawares(tmp_path: Path) -> None:
    one, other = (xliff(tmp_path / name, *sources(EXACT)) for name in ("a.xlf", "b.xlf"))
    out = tmp_path / "out"
    assert outputs_of([one], out) == [out] and outputs_of([one], one) == [one]
    assert outputs_of([one, other], out) == [out / "a.xlf", out / "b.xlf"]
    out.mkdir()
    assert outputs_of([one], out) == [out / "a.xlf"]
    for documents, output, problem in (
        ([one], tmp_path, "overwrite"),
        ([one, other], tmp_path, "overwrite"),
        ([one, other], one, "is a file"),
        ([one, out / "a.xlf"], tmp_path / "new", "another document"),
    ):
        with pytest.raises(UsageError, match=problem):
            outputs_of(documents, output)
