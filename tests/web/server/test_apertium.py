"""The best match in Apertium's shape: near ones only, numbers put right, errors within the answer."""

from __future__ import annotations

import json
from urllib.parse import quote, quote_plus

import pytest

from tests.web.server.conversation import Server


def test_the_best_match_has_the_numbers_of_the_text(server: Server) -> None:
    target = f"/translate?markUnknown=no&langpair=kk|ru&key=&q={quote_plus('Жоба 2031 жылы басталды.')}"
    assert json.loads(server.asked(target).body) == {
        "responseStatus": 200,
        "responseData": {"translatedText": "Проект начался в 2031 году."},
        "responseDetails": None,
    }


@pytest.mark.parametrize("pair", ["kk|ru", "kaz|rus", "kk%7Cru_RU", "KK|ru"])
def test_a_form_is_read_and_pairs_may_be_written_in_any_way(server: Server, pair: str) -> None:
    body = f"q={quote('Бұл не?')}&langpair={quote(pair, '%')}".encode()
    form = "application/x-www-form-urlencoded"
    said = json.loads(server.asked("/translate", "POST", body, Content_Type=form).body)
    assert said["responseData"] == {"translatedText": "Что это?"}


@pytest.mark.parametrize(
    ("query", "status", "why"),
    [
        ("langpair=kk|ru&q=" + quote("Мүлдем басқа нәрсе"), 404, "75 %"),
        ("langpair=kk|ru&q=" + quote("Ол ертең келмек."), 404, "75 %"),
        ("langpair=kk|ru", 400, "q and langpair"),
        ("langpair=kk|ru&q=+", 400, "q and langpair"),
        ("langpair=kk&q=a", 400, "q and langpair"),
        ("langpair=k|ru&q=a", 400, "language code"),
    ],
)
def test_what_omegat_should_show_as_an_error_is_within_the_answer(
    server: Server, query: str, status: int, why: str
) -> None:
    answer = server.asked(f"/translate?{query}")
    said = json.loads(answer.body)
    assert (answer.status, said["responseStatus"], said["responseData"]) == (200, status, None)
    assert why in said["responseDetails"]


def test_pairs_are_of_plain_languages(server: Server) -> None:
    said = json.loads(server.asked("/listPairs").body)
    pairs = [(one["sourceLanguage"], one["targetLanguage"]) for one in said["responseData"]]
    assert sorted(pairs) == [(a, b) for a in ("en", "kk", "ru") for b in ("en", "kk", "ru") if a != b]
