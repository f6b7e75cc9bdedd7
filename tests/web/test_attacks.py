"""Pages of somebody else, guesses, lies and nonsense: on every route nothing leaks, changes or breaks."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.review.made_up import small
from tests.web.walk import QUESTIONS, ROUTES, Asked, client_of, settings_in, state_in
from tm.memory import Memory
from tm.web import brake
from tm.web.guard.access import COOKIE, proof

TOKEN = "a-token-of-some-length"
HERE = "http://127.0.0.1:8765"
GETS = [one for one in ROUTES if one.method == "GET"]
CHANGES = [one for one in ROUTES if one.method != "GET"]
STRANGE = [
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "http://["},
    {"origin": "http://127.0.0.1:8765@evil.example"},
    {"origin": "http://localhost:8765"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": HERE},
]
HIDDEN = [("no-cors", "image"), ("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe"), ("", "")]
by_path = pytest.mark.parametrize("asked", ROUTES, ids="{0.method} {0.path}".format)


@by_path
def test_no_route_knows_another_name(attacked: TestClient, asked: Asked) -> None:
    for host in (
        "evil.example:8765",
        "127.0.0.1?x",
        "127.0.0.1#",
        "[::1",
        "127.0.0.1:x",
        "[::1].evil.example",
    ):
        assert attacked.request(*asked, headers={"host": host}).status_code == 421
    headers = {"host": "evil.example", "x-forwarded-host": "127.0.0.1:8765", "forwarded": "host=127.0.0.1"}
    assert attacked.request(*asked, headers=headers).status_code == 421


@pytest.mark.parametrize("headers", STRANGE, ids=str)
def test_no_route_takes_anything_from_another_page(attacked: TestClient, headers: dict[str, str]) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json"):
        for asked in CHANGES:
            answer = attacked.request(*asked, headers={**headers, "content-type": kind}, content=b"{}")
            assert answer.status_code == 403, asked


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_route_answers_another_page_that_hides(attacked: TestClient, site: str) -> None:
    """How long an answer takes tells what a memory has, even to who can't read it."""
    for mode, dest in HIDDEN:
        headers = {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}
        assert {attacked.request(*asked, headers=headers).status_code for asked in GETS} == {403}


def test_a_link_from_elsewhere_leads_here_and_chooses_nothing(attacked: TestClient) -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert attacked.get("/search", headers=link).status_code == 200
    assert "set-cookie" not in attacked.get("/interface/kk", headers=link).headers


@by_path
def test_no_answer_can_be_framed_or_kept_or_read_by_others(attacked: TestClient, asked: Asked) -> None:
    headers = attacked.request(*asked).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY" and headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_no_get_changes_anything(attacked: TestClient, filled: Path) -> None:
    def now() -> object:
        with Memory(filled / "tm.sqlite") as memory:
            state = memory.store.moment()
        desk = state_in(attacked).desk
        return state, desk.documents(), [desk.open(one.id).version for one in desk.documents()]

    before = now()
    said = {
        "go": "next-doubtful",
        "did": "confirm",
        "anew": "1",
        "removed": "1",
        "action": "confirm",
        "row": "1",
    }
    for asked in GETS:
        attacked.get(asked.path, params=said)
    assert now() == before


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "DELETE", "PATCH", "PUT", "BREW"])
def test_no_route_breaks_at_another_method(attacked: TestClient, method: str) -> None:
    for one in ROUTES:
        status = attacked.request(method, one.path).status_code
        assert status < 500 or status == 503, one


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": "Basic \xd0\xa4"},
        {"authorization": "Bearer \xff\xfe"},
        {"cookie": f"{COOKIE}={TOKEN}"},
        {"cookie": "ushtil-token=\xff; ushtil-person=" + "x" * 9000},
    ],
    ids=str,
)
def test_nothing_is_changed_or_privately_read_without_the_token(
    filled: Path, headers: dict[str, str]
) -> None:
    public, private = (client_of(settings_in(filled, token=TOKEN, private=one)) for one in (False, True))
    shown = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    for asked in ROUTES:
        is_open = asked.path == "/token"
        if asked.method != "GET" and not is_open and asked.path not in QUESTIONS:
            assert public.request(*asked, headers=shown).status_code == 401, asked
        if not is_open and not asked.path.startswith("/static/"):
            assert private.request(*asked, headers=shown).status_code == 401, asked


def _as_form(attacked: TestClient, guess: str) -> int:
    return attacked.post("/token", data={"token": guess}).status_code


def _as_basic(attacked: TestClient, guess: str) -> int:
    shown = b64encode(f":{guess}".encode()).decode()
    return attacked.post("/memory/count", headers={"authorization": f"Basic {shown}"}).status_code


def _as_bearer(attacked: TestClient, guess: str) -> int:
    return attacked.get("/", headers={"authorization": f"Bearer {guess}"}).status_code


def _as_cookie(attacked: TestClient, guess: str) -> int:
    return attacked.get("/", headers={"cookie": f"{COOKIE}={proof(guess)}"}).status_code


@pytest.mark.parametrize("guessed", [_as_form, _as_basic, _as_bearer, _as_cookie])
def test_who_guesses_has_to_wait_and_nobody_else(
    filled: Path, monkeypatch: pytest.MonkeyPatch, guessed: Callable[[TestClient, str], int]
) -> None:
    guest = client_of(settings_in(filled, token=TOKEN, host="10.0.0.5"), "10.0.0.66")
    other = TestClient(guest.app, "http://10.0.0.5:8765", follow_redirects=False, client=("10.0.0.7", 50000))
    for number in range(brake.FREE):
        assert guessed(guest, f"guess {number}") != 429
    assert guessed(guest, TOKEN) == 429
    assert guest.get("/search").status_code == 200
    assert guessed(other, TOKEN) in (200, 303)
    monkeypatch.setattr(brake, "PAUSE", 0.0)
    assert guessed(guest, TOKEN) in (200, 303)


def test_an_old_token_that_a_browser_keeps_brakes_nobody(filled: Path) -> None:
    guest = client_of(settings_in(filled, token=TOKEN))
    assert {_as_cookie(guest, "the token of last week") for _ in range(2 * brake.FREE)} == {200}


def test_the_brake_forgets_and_takes_a_network_as_one() -> None:
    held = brake.Brake()
    for number in range(brake.FREE):
        held.wrong(f"2001:db8::{number:x}", str(number))
    assert held.holds("2001:db8::ffff") and not held.holds("2001:db8:0:1::1")
    for number in range(brake.ADDRESSES):
        held.wrong(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", "x")
    assert not held.holds("2001:db8::ffff")


def test_the_token_is_said_nowhere(filled: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asking = client_of(settings_in(filled, token=TOKEN, host="10.0.0.5"))
    asking.headers["authorization"] = f"Bearer {TOKEN}"
    answers = [asking.request(*asked) for asked in ROUTES]
    answers.append(asking.post("/token", data={"token": TOKEN}))
    for answer in answers:
        assert TOKEN not in answer.text and TOKEN not in str(answer.headers)
    assert TOKEN not in caplog.text and proof(TOKEN) not in caplog.text


def test_a_password_of_the_memory_is_said_nowhere(tmp_path: Path) -> None:
    place = "postgresql://reader:very-secret@127.0.0.1:1/memory"
    asking = client_of(settings_in(tmp_path, memory=place))
    id = state_in(asking).desk.add(*small())
    assert "very-secret" not in asking.get(f"/review/{id}/files").text
    for asked in GETS:
        assert "very-secret" not in asking.request(*asked, headers={"accept": "text/html"}).text, asked
    state_in(asking).desk.close()


def test_who_has_no_token_can_not_fill_the_memory_of_the_process(filled: Path) -> None:
    guest = client_of(settings_in(filled, token=TOKEN))
    assert guest.post("/token", files={"token": b"x" * 2_000_000}).status_code == 400
    assert guest.post("/token", data={str(number): "x" for number in range(1000)}).status_code == 400
    assert guest.post("/token", data={"token": "x" * 20_000}).status_code == 400
