from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.checks.side import Side
from tm.checks.spaces import CODES, check, mend
from tm.units import Variant


def codes(text: str, lang: str) -> list[str]:
    findings = list(check(Side(Variant(lang, text))))
    assert all(
        finding.code in CODES and 0 <= finding.start <= finding.end <= len(text) for finding in findings
    )
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("text", "lang", "code", "right"),
    [
        ("екі  сөз", "kk", "spaces.double", "екі сөз"),
        ("сөз , сөз", "kk", "spaces.before", "сөз, сөз"),
        ("сөз ,сөз", "kk", "spaces.before", "сөз, сөз"),
        ("Он пришёл .", "ru", "spaces.before", "Он пришёл."),
        ("«слово »", "ru", "spaces.before", "«слово»"),
        ("( word)", "en", "spaces.after", "(word)"),
        ("« сөз»", "kk", "spaces.after", "«сөз»"),
        ("сөз,сөз", "kk", "spaces.missing", "сөз, сөз"),
        ("Ол болды.Бұл болды", "kk", "spaces.missing", "Ол болды. Бұл болды"),
        ("слово —слово", "ru", "spaces.missing", "слово — слово"),
        ("деді ол,– деп", "kk", "spaces.missing", "деді ол, – деп"),
        ("слово«слово»", "ru", "spaces.missing", "слово «слово»"),
        ("Мы открыли школу .Все рады", "ru", "spaces.before", "Мы открыли школу. Все рады"),
        ("екі\u3000сөз", "kk", "spaces.width", "екі сөз"),
        ("екі\u2009сөз", "kk", "spaces.width", "екі сөз"),
        ("екі \u00a0сөз", "kk", "spaces.double", "екі сөз"),
        ("5 \u00a0% өсті", "kk", "spaces.double", "5\u00a0% өсті"),
        ("сө\u200dз", "kk", "spaces.invisible", "сөз"),
        ("wo\u200brd", "en", "spaces.invisible", "word"),
        ("\ufeffword", "en", "spaces.invisible", "word"),
    ],
)
def test_what_is_certain_is_found_and_put_right(text: str, lang: str, code: str, right: str) -> None:
    assert codes(text, lang) == [code]
    assert mend(text, lang) == right
    assert codes(right, lang) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" сөз", "spaces.edge"),
        ("сөз ", "spaces.edge"),
        ("   ", "spaces.edge"),
        ("бір\tекі", "spaces.break"),
        ("бір,\nекі", "spaces.break"),
        ("сө\u00adз", "spaces.invisible"),
        ("сөз \u202eсөз", "spaces.invisible"),
        ("сөз\x03", "spaces.control"),
    ],
)
def test_what_is_not_certain_is_found_and_stays(text: str, code: str) -> None:
    assert codes(text, "kk") == [code]
    assert mend(text, "kk") == text


@pytest.mark.parametrize(
    "text",
    [
        "3,5 % дан 25 000 теңге",
        "5\u00a0% пен №\u00a05",
        "25\u202f000 теңге, А.\u2009С. Пушкин",
        "А.С. Пушкин мен т.б.",
        "http://a.kz/?a,b қараңыз: www.a.kz",
        "Мен – оқушымын ... Рахмет :)",
        "оқушы(лар)дың 10:30-дағы есебі 3 : 1",
        "файл .docx",
        "Бірінші\nЕкінші",
        "өріс;балама;кесте;сұрыптау",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert codes(text, "kk") == []
    assert mend(text, "kk") == text


def test_other_languages_have_their_own_spaces() -> None:
    assert codes("Bonjour\u00a0!", "fr") == []
    assert codes("يا\u200fب", "ar") == []
    assert codes("mot , mot", "fr") == ["spaces.before"]


def test_edges_are_kept() -> None:
    assert mend("  сөз , сөз ", "kk") == "  сөз, сөз "


@given(st.text("аБwst1 ,.;:!?()«»“”\"'—–-\u00a0\u200b\t\n", max_size=40), st.sampled_from(["kk", "en", "fr"]))
def test_mending_twice_is_mending_once(text: str, lang: str) -> None:
    once = mend(text, lang)
    assert mend(once, lang) == once
    visible = str.maketrans("", "", " \u00a0\u200b\u2060\ufeff")
    assert once.translate(visible) == text.translate(visible)
