"""Segmentation: the challenge lines, losslessness for any text, and what each option changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tm
from tests.segmentation.marked import CASES, marked_lines, parsed
from tm.errors import UsageError
from tm.segmentation.abbreviations import Kind, table
from tm.segmentation.boundary import NEWLINES
from tm.segmentation.rules import RULES

LANGS = ("kk", "ru", "en")
DATA = Path(__file__).parents[3] / "shared" / "data" / "segment"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the segmentation sets are not beside the checkout")


def texts(text: str, lang: str, **options: bool) -> list[str]:
    return [segment.text for segment in tm.segment(text, lang, **options)]


CHALLENGES = [
    pytest.param(
        lang,
        line,
        id=f"{lang}:{number}",
        marks=[pytest.mark.xfail(reason="known failure, explained in its case file")]
        if line[0] == "~"
        else [],
    )
    for lang in LANGS
    for number, line in marked_lines(CASES / f"{lang}.txt")
]


@pytest.mark.parametrize(("lang", "marked"), CHALLENGES)
def test_challenge(lang: str, marked: str) -> None:
    text, wanted = parsed(marked)
    assert texts(text, lang) == wanted


def test_there_are_challenges_enough() -> None:
    assert len(CHALLENGES) >= 120


# Marks, quotes, brackets, digits, abbreviations and odd white space, so that rules are really met.
PIECES = st.sampled_from(
    ["Ол", "келді", ".", "?", "!", "…", "...", " ", "  ", "\n", "\r\n", "\u2028", "\u00a0", "\t", "«", "»",
     '"', "(", ")", "[", "]", "-", "—", "2007", "ж", "т.б", "А", "Дж", "1", "iv", "[12]", "🙂", "U.S", "p.m",
     "Mr", "г", "ң", "\u0301", "\x00", "\ufeff", "\U0001d54f"]
)  # fmt: skip


@given(text=st.one_of(st.text(), st.lists(PIECES).map("".join)), lang=st.sampled_from(LANGS))
def test_lossless(text: str, lang: str) -> None:
    at = 0
    for segment in tm.segment(text, lang):
        assert text[segment.start : segment.end] == segment.text
        assert not text[at : segment.start].strip(), "only white space lies between segments"
        assert segment.text and segment.text == segment.text.strip()
        at = segment.end
    assert not text[at:].strip()


@given(text=st.lists(PIECES).map("".join), lang=st.sampled_from(LANGS), options=st.booleans())
def test_explain_tells_what_segment_does(text: str, lang: str, options: bool) -> None:
    decisions = list(tm.explain(text, lang, lowercase_starts=options, keep_quotes=options))
    assert not any(set(NEWLINES) & set(decision.left + decision.right) for decision in decisions)
    told = {decision.offset for decision in decisions if decision.verdict == "split"}
    segments = tm.segment(text, lang, lowercase_starts=options, keep_quotes=options)
    assert told == {segment.start for segment in segments[1:]}


def test_newlines_are_boundaries_and_lines_are_paragraphs() -> None:
    segments = tm.segment("Тақырып\n\n- Бірінші. Екінші\r\nҮшінші", "kk")
    assert [(s.text, s.paragraph) for s in segments] == [
        ("Тақырып", 0), ("- Бірінші.", 1), ("Екінші", 1), ("Үшінші", 2)
    ]  # fmt: skip


def test_lower_case_starts_are_an_option() -> None:
    assert texts("ok. see you there. bye", "en") == ["ok. see you there. bye"]
    assert texts("ok. see you there. bye", "en", lowercase_starts=True) == ["ok.", "see you there.", "bye"]
    assert len(texts("Ол т.б. деді, 2007 ж. маусымда.", "kk", lowercase_starts=True)) == 1


def test_a_quotation_with_its_speaker_is_kept_together_on_demand() -> None:
    quoted = '"Мен кетемін. Сен қал" деді ол. Біз қалдық.'
    assert texts(quoted, "kk") == ['"Мен кетемін.', 'Сен қал" деді ол.', "Біз қалдық."]
    assert texts(quoted, "kk", keep_quotes=True) == ['"Мен кетемін. Сен қал" деді ол.', "Біз қалдық."]


def test_the_article_has_its_nineteen_segments() -> None:
    article = (Path(__file__).parents[2] / "corpora/azattyq-pompeo/kk.txt").read_text(encoding="utf-8")
    segments = texts(article, "kk")
    assert len(segments) == 19
    assert segments == [line.strip() for line in article.splitlines() if line.strip()]


def test_regional_tags_are_understood_and_other_languages_refused() -> None:
    assert tm.segment("Бір. Екі.", "kk-KZ")[0].lang == "kk-KZ"
    with pytest.raises(UsageError, match="tr"):
        tm.segment("Bir. Iki.", "tr")


def test_every_rule_decides_some_challenge() -> None:
    """A rule that no line of the challenges needs is not known to work."""
    used = {
        decision.rule
        for lang in LANGS
        for _, line in marked_lines(CASES / f"{lang}.txt")
        for decision in tm.explain(parsed(line)[0], lang)
    }
    assert {rule.__name__ for rule in RULES} <= used


@pytest.mark.parametrize("lang", LANGS)
def test_tables_hold_each_word_once_a_section_in_lower_case(lang: str) -> None:
    known = table(lang)
    assert known.openers and all(
        word == word.lower() and not word.endswith(".") for word in known.abbreviations
    )
    for word, kinds in known.abbreviations.items():
        assert not {Kind.BINDS, Kind.MAY_CLOSE} <= kinds, f"{word} can't both bind always and close sometimes"


@needs_data
@pytest.mark.parametrize(
    ("name", "floor"),
    [("kk_ktb", 99.5), ("kk_ktb_iran", 99.3), ("ru_pud", 99.5), ("ru_taiga", 99.0), ("en_pud", 99.7)],
)
def test_boundary_f1(name: str, floor: float) -> None:
    right = found = wanted = 0
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        paragraph = json.loads(line)
        gold, at = set(), 0
        for sentence in paragraph:
            gold.add(at)
            at += len(sentence) + 1
        test = {segment.start for segment in tm.segment(" ".join(paragraph), name[:2])} - {0}
        right, found, wanted = right + len((gold - {0}) & test), found + len(test), wanted + len(gold) - 1
    assert 200 * right / (found + wanted) >= floor


def test_russian_speakers_of_any_gender_keep_their_quotation() -> None:
    quoted = "«Я ухожу. Ты оставайся», — сказала она. Мы остались."
    assert texts(quoted, "ru", keep_quotes=True) == [
        "«Я ухожу. Ты оставайся», — сказала она.",
        "Мы остались.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Супер!" + "😂" * 5000,
        "Супер!" + " 😂" * 5000 + "а",
        "Ол." + "\U0001f468\u200d\U0001f467" * 2000,
        '"" ' * 20_000,
        "«» " * 20_000,
        "А." * 20_000,
        "." * 50_000,
        ". " * 20_000,
        "(а. Б" * 10_000,
        "В " + "1" * 5000 + " ж. Қазақ",
    ],
    ids=range(10),
)
@pytest.mark.parametrize("keep_quotes", [False, True])
def test_texts_that_could_take_forever_end(text: str, keep_quotes: bool) -> None:
    """Each of these took exponential or quadratic time once; now they end, or the suite hangs here."""
    assert tm.segment(text, "kk", keep_quotes=keep_quotes)
