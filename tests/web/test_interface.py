"""The pages speak three languages, and each of them wholly."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry
from interface_texts import LANGUAGES, extracted, known, missing
from starlette.testclient import TestClient

from tests.web.test_guard import client
from tm.checks.checker import Checker
from tm.errors import Message
from tm.review.action import Refused
from tm.units import TranslationUnit, Variant
from tm.web.interface import translations

_PLACE = re.compile(r"%\(\w+\)[sd]|</?\w+>|<kbd>.*?</kbd>")


def _pairs(message: Entry) -> list[tuple[str, str]]:
    """The forms of a text and of its translation; the last English form stands for all further ones."""
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return [(ids[-1], str(one)) for one in strings]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_the_pages_is_translated(lang: str) -> None:
    there, wanted = known(lang), extracted()
    assert [one.id for one in wanted if one.id and one.id not in there] == []
    assert [one.id for one in there if one.id and one.id not in wanted] == []
    assert [one.id for one in missing(there)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_keeps_what_is_put_in(lang: str) -> None:
    for message in known(lang):
        for english, said in _pairs(message) if message.id else ():
            assert sorted(_PLACE.findall(english)) == sorted(_PLACE.findall(said)), said
            assert (english[:1].isspace(), english[-1:].isspace()) == (
                said[:1].isspace(),
                said[-1:].isspace(),
            )
            assert english.endswith((".", "?", "…")) == said.endswith((".", "?", "…")), said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_letter_of_a_translation_is_of_another_alphabet(lang: str) -> None:
    letters = re.compile("[A-Za-z][а-яёәғқңөұүһі]|[а-яёәғқңөұүһі][A-Za-z]", re.IGNORECASE)
    for message in known(lang):
        for _, said in _pairs(message) if message.id else ():
            assert not letters.search(_PLACE.sub(" ", said)), said
            assert lang != "ru" or not re.search("[әғқңөұүһі]", said, re.IGNORECASE), said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_short_label_stays_short(lang: str) -> None:
    """So that buttons stay buttons. Twice the letters is much, and the shortest words need some more."""
    for message in known(lang):
        for english, said in _pairs(message) if message.id else ():
            if len(english) <= 16 and not english.endswith("."):
                assert len(said) <= 2 * len(english) + 14, f"{english}: {said}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_is_the_same_word_with_a_capital_letter(lang: str) -> None:
    """But for words that are a command in one place and a state in another."""
    said = {english: text for one in known(lang) if one.id for english, text in _pairs(one)}
    for english in said.keys() - {"Open", "Edited", "Confirmed", "Rejected", "Undone"}:
        small = english[0].lower() + english[1:]
        if small != english and small in said and len(english) > 1:
            assert said[english].lower() == said[small].lower(), english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_checks_find_nothing_wrong_in_a_translation(lang: str) -> None:
    checker = Checker(only=("letters", "spaces", "doubled", "form"))
    found = [
        f"{said}: {finding.reason}"
        for message in known(lang)
        if message.id
        for _, said in _pairs(message)
        for finding in checker.findings(TranslationUnit("", (Variant(lang, _PLACE.sub("1", said)),)))
    ]
    assert found == []


def test_what_an_error_says_is_translated_with_its_values(tmp_path: Path) -> None:
    answer = client(tmp_path).get("/review/99", headers={"accept": "text/html", "accept-language": "kk"})
    assert answer.status_code == 400
    assert "тексерілудегі құжаттар арасында ондай жоқ: 99" in answer.text
    assert "there is no document 99 under review" in client(tmp_path).get("/review/99").text


def test_what_an_error_says_survives_another_process() -> None:
    message = Message("a note has %(most)s characters at most", most=2000)
    again = pickle.loads(pickle.dumps(Refused(message))).args[0]
    assert again == "a note has 2,000 characters at most"
    assert (again.text, again.values) == (message.text, message.values)


def test_russian_and_kazakh_have_their_plurals() -> None:
    russian = {translations("ru").ngettext("%(num)s report", "%(num)s reports", count) for count in (1, 2, 5)}
    assert len(russian) == 3
    kazakh = {translations("kk").ngettext("%(num)s report", "%(num)s reports", count) for count in (1, 2, 5)}
    assert len(kazakh) == 1


@pytest.mark.parametrize(
    ("headers", "lang"),
    [
        ({}, "en"),
        ({"accept-language": "kk-KZ,kk;q=0.9,ru;q=0.8"}, "kk"),
        ({"accept-language": "de,ru;q=0.8,en;q=0.5"}, "ru"),
        ({"accept-language": "de"}, "en"),
        ({"accept-language": "kk", "cookie": "ushtil-interface=ru"}, "ru"),
        ({"cookie": "ushtil-interface=../../etc"}, "en"),
    ],
)
def test_a_page_is_in_the_language_of_whoever_asks(
    tmp_path: Path, headers: dict[str, str], lang: str
) -> None:
    asked: TestClient = client(tmp_path)
    assert f'<html lang="{lang}">' in asked.get("/", headers=headers).text
