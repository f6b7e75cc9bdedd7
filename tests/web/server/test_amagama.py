"""amaGama's protocol: texts that come through whole, codes of any spelling, bounds, and what is refused."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.server.conftest import PAIRS, TOKEN
from tests.web.server.conversation import Answer, Server, serving
from tm.matching.match import Match
from tm.units import TranslationUnit, Variant
from tm.web.server.amagama import candidate
from tm.web.server.codes import tag_of
from tm.web.server.escaped import unescaped
from tm.web.settings import Settings


def found(answer: Answer) -> list[tuple[str, float]]:
    """Targets and qualities."""
    assert answer.status == 200, answer.text
    return [(one["target"], one["quality"]) for one in json.loads(answer.body)]


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_text_comes_through_as_it_is(server: Server, source: str, target: str) -> None:
    for place in (f"unit/{quote(source, '')}", f"unit/?source={quote(source, '')}"):
        assert (target, 100.0) in found(server.asked(f"/tmserver/kk/ru/{place}"))


def test_slashes_need_not_be_escaped_and_are_not_merged(server: Server) -> None:
    assert found(server.asked(f"/api/v1/kk/ru/unit//etc/hosts%20{quote('файлы')}"))[0][1] == 100.0
    merged = found(server.asked(f"/api/v1/kk/ru/unit/etc/hosts%20{quote('файлы')}"))
    assert 90 < merged[0][1] < 100


def test_a_text_is_unescaped_once(server: Server) -> None:
    once = found(server.asked(f"/tmserver/kk/ru/unit/{quote('100 % дайын?', '')}"))
    twice = found(server.asked(f"/tmserver/kk/ru/unit/{quote(quote('100 % дайын?', ''), '')}"))
    assert once[0][1] == 100.0 and twice == []


@pytest.mark.parametrize(
    "codes", ["kk/ru", "kk_kz/ru_ru", "kk-KZ/RU", "KAZ/rus", "kk_KZ.UTF-8/ru@cyrillic", "kz/ru-Cyrl-RU"]
)
def test_codes_may_be_written_in_any_way(server: Server, codes: str) -> None:
    assert found(server.asked(f"/tmserver/{codes}/unit/{quote('Бұл не?')}")) == [("Что это?", 100.0)]


@pytest.mark.parametrize(
    ("query", "qualities"),
    [
        ("", [77.97, 75.59]),
        ("?min_similarity=76", [77.97]),
        ("?min_similarity=78&max_candidates=30", []),
        ("?max_candidates=1", [77.97]),
        ("?max_candidates=-3", [77.97]),
        ("?min_similarity=much&max_candidates=many&style=kde", [77.97, 75.59]),
    ],
)
def test_similarity_and_candidates_have_bounds(server: Server, query: str, qualities: list[float]) -> None:
    answer = server.asked(f"/tmserver/kk/ru/unit/{quote('Ол ертең қалаға барды.')}{query}")
    assert [quality for _, quality in found(answer)] == qualities


def test_what_is_hardly_like_a_text_is_never_given(server: Server) -> None:
    target = f"/tmserver/kk/ru/unit/{quote('Ол ертең келмек.')}?max_candidates=30&min_similarity="
    assert [quality for _, quality in found(server.asked(f"{target}0"))] == [53.55, 31.25]  # 24.4 is next
    assert [quality for _, quality in found(server.asked(f"{target}40"))] == [53.55]


def test_an_exact_match_is_found_whatever_similarity_is_asked_for(server: Server) -> None:
    answer = server.asked(f"/tmserver/kk/ru/unit/{quote('Бұл не?')}?min_similarity=101")
    assert found(answer) == [("Что это?", 100.0)]


@given(st.floats(0, 101))
def test_quality_is_a_float_of_two_decimals_and_100_only_where_the_score_is(score: float) -> None:
    pair = Variant("kk", "а"), Variant("ru", "б")
    quality = candidate(Match(1, score, pair, TranslationUnit(None, pair)))["quality"]
    written = json.dumps(quality)
    assert float(written) <= min(score, 100.0) < float(written) + 0.0101
    assert "." in written and len(written.partition(".")[2]) <= 2
    assert (quality == 100.0) == (score >= 100.0)


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_can_be_in_a_path(text: str) -> None:
    assert unescaped(quote(text, "")) == text


@pytest.mark.parametrize(
    ("target", "status", "why"),
    [
        ("/tmserver/kk/ru/unit/", 404, "text"),
        ("/tmserver/kk/ru/unit", 404, "text"),
        ("/tmserver/kk/ru/unit/?source=", 404, "text"),
        ("/tmserver/kk/ru/", 404, "languages/"),
        ("/api/v1/", 404, "languages/"),
        ("/tmserver/kk/ru/unit/%D0", 400, "UTF-8"),
        ("/tmserver/k/ru/unit/a", 400, "language code"),
        ("/tmserver/kk/ru%2Fen/unit/a", 400, "language code"),
        ("/tmserver/kk/ru/unit/a?jsoncallback=f", 400, "any web page"),
        ("/api/v1/languages/?jsoncallback=f", 400, "any web page"),
        ("/tmserver/kk/ru/store/a.po", 405, "PUT"),
    ],
)
def test_what_is_refused_is_told_why(server: Server, target: str, status: int, why: str) -> None:
    answer = server.asked(target)
    assert (answer.status, why in answer.text, answer.text.count("\n")) == (status, True, 1)


def test_a_line_that_is_as_long_as_a_request_may_be_is_answered(server: Server) -> None:
    assert found(server.asked(f"/tmserver/kk/ru/unit/{quote('қала ' * 2000)}")) == []


def test_head_is_answered_as_get_without_a_body(server: Server) -> None:
    target = f"/tmserver/kk/ru/unit/{quote('Бұл не?')}"
    head, get = server.asked(target, "HEAD"), server.asked(target)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(get.body))


def test_the_log_has_no_texts(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "tm.web")
    for target in (f"unit/{quote('Құпия/сөз', '')}", "unit/%D0", f"store/{quote('құпия.po')}"):
        server.asked(f"/api/v1/kk/ru/{target}")
    while len(said := [one.getMessage() for one in caplog.records if "/api/v1" in one.getMessage()]) < 3:
        time.sleep(0.01)  # a line is written when the answer is gone
    assert [" ".join(line.split()[1:3]) for line in said] == 3 * ["GET /api/v1/{rest}"]


def test_a_memory_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with serving(Settings(memory=str(tmp_path / "no.sqlite"))) as server:
        for target in ("/tmserver/languages/", "/tmserver/kk/ru/unit/a", "/tmx/kk-ru.tmx", "/listPairs"):
            answer = server.asked(target)
            assert answer.status == 503 and "tm import makes one" in answer.text
        said = json.loads(server.asked("/translate?q=a&langpair=kk|ru").body)
        assert said["responseStatus"] == 503 and "tm import makes one" in said["responseDetails"]


def test_another_name_of_the_server_gets_nothing(server: Server) -> None:
    request = b"GET /tmserver/languages/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert server.said(request).status == 421


def test_reading_asks_for_the_token_where_the_server_is_private(place: str) -> None:
    with serving(Settings(memory=place, token=TOKEN, private=True)) as server:
        targets = ("/tmserver/languages/", "/tmx/kk-ru.tmx", "/translate?q=a&langpair=kk|ru", "/listPairs")
        for target in targets:
            assert server.asked(target).status == 401
            assert server.asked(target, Authorization=f"Bearer {TOKEN}").status == 200


def test_a_code_is_refused_in_one_line() -> None:
    with pytest.raises(Exception, match="is no language code"):
        tag_of("kk\nru" * 100)
