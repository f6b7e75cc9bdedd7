"""The pages speak three languages, and each of them wholly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from interface_texts import LANGUAGES, extracted, known, missing
from starlette.testclient import TestClient

from tests.web.test_guard import client
from tm.web.interface import translations

_PLACE = re.compile(r"%\(\w+\)[sd]|</?\w+>|<kbd>.*?</kbd>")


def _pairs(message: Message) -> list[tuple[str, str]]:
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
