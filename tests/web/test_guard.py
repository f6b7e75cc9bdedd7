"""Nobody else's page, name or patience gets at what is served."""

from __future__ import annotations

import asyncio
import logging
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.web.serving import settings_in
from tm.web.application import application
from tm.web.guard.access import COOKIE, may_change, proof

TOKEN = "a token of some length"


async def _ask(request: Request) -> Response:
    """A page that says whether changes are allowed, and how long the body was."""
    return PlainTextResponse(f"{may_change(request)} {len(await request.body())}")


async def _slow(request: Request) -> Response:
    await request.body()
    await asyncio.sleep(20)
    return PlainTextResponse("at last")


async def _broken(request: Request) -> Response:
    raise ValueError(f"secret {request.query_params}")


def client(folder: Path, **settings: object) -> TestClient:
    known = settings_in(folder, **settings)
    app = application(known)
    app.router.routes.insert(0, Route("/ask/{text}", _ask, methods=["GET", "POST"]))
    app.router.routes.insert(0, Route("/broken", _broken))
    app.router.routes.insert(0, Route("/slow", _slow, methods=["GET", "POST"]))
    return TestClient(app, base_url=f"http://{known.host}:{known.port}", raise_server_exceptions=False)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8765",
        "localhost@evil.example",
        "",
        "[::1",
        "127.1",
        "localhost.",
        "localhost/..",
        "localhost:99999999",
    ],
)
def test_a_name_that_was_pointed_here_gets_nothing(tmp_path: Path, host: str) -> None:
    for path in ("/", "/static/base.css", "/tmserver/languages/", "/ask/x"):
        answer = client(tmp_path).get(path, headers={"host": host})
        assert answer.status_code == 421
        assert "default-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST:8765", "[::1]:8765"])
def test_our_own_names_are_answered(tmp_path: Path, host: str) -> None:
    assert client(tmp_path).get("/ask/x", headers={"host": host}).status_code == 200


def test_another_name_must_be_given(tmp_path: Path) -> None:
    headers = {"host": "memory.example"}
    elsewhere = {"host": "10.0.0.5", "token": TOKEN}
    assert client(tmp_path, **elsewhere).get("/", headers=headers).status_code == 421
    assert (
        client(tmp_path, **elsewhere, names=("memory.example",)).get("/", headers=headers).status_code == 200
    )
    assert client(tmp_path, **elsewhere).get("/", headers={"host": "localhost"}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://127.0.0.1:8765.evil.example"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8765"},
    ],
)
def test_another_page_changes_nothing(tmp_path: Path, headers: dict[str, str]) -> None:
    assert client(tmp_path).post("/ask/x", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://127.0.0.1:8765"}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}],
)
def test_our_own_page_changes_things_on_loopback(tmp_path: Path, headers: dict[str, str]) -> None:
    assert client(tmp_path).post("/ask/x", headers=headers).text == "True 0"


def _basic(password: str) -> str:
    return f"Basic {b64encode(f'anybody:{password}'.encode()).decode()}"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": f"Bearer {TOKEN[:-1]}"},
        {"authorization": TOKEN},
        {"authorization": "Basic ???"},
        {"authorization": _basic("wrong")},
        {"authorization": _basic("")},
        {"cookie": f"{COOKIE}={TOKEN}"},
        {"cookie": f"{COOKIE}={proof('another token')}"},
    ],
)
@pytest.mark.parametrize("host", ["10.0.0.5", "127.0.0.1"])
def test_without_the_token_nothing_changes(tmp_path: Path, headers: dict[str, str], host: str) -> None:
    asked = client(tmp_path, host=host, token=TOKEN)
    answer = asked.post("/ask/x", headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"][:5]) == (401, "Basic")
    assert TOKEN not in answer.text
    assert asked.get("/ask/x", headers=headers).text == "False 0"


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {TOKEN}"},
        {"authorization": _basic(TOKEN)},
        {"cookie": f"{COOKIE}={proof(TOKEN)}"},
    ],
)
def test_the_token_opens(tmp_path: Path, headers: dict[str, str]) -> None:
    assert client(tmp_path, host="10.0.0.5", token=TOKEN).post("/ask/x", headers=headers).text == "True 0"


def test_the_token_is_given_on_a_page(tmp_path: Path) -> None:
    asked = client(tmp_path, host="10.0.0.5", token=TOKEN)
    assert "That is not the token" in asked.post("/token", data={"token": "wrong"}).text
    assert asked.post("/ask/x").status_code == 401
    answer = asked.post("/token", data={"token": TOKEN}, follow_redirects=False)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and TOKEN not in cookie
    assert asked.post("/ask/x").text == "True 0"
    assert client(tmp_path, token=None).post("/token", data={"token": "None"}).status_code == 403


def test_a_private_server_shows_nothing_without_the_token(tmp_path: Path) -> None:
    asked = client(tmp_path, token=TOKEN, private=True)
    assert asked.get("/").status_code == 401
    assert asked.get("/ask/x").status_code == 401
    assert asked.get("/token").status_code == 200
    assert asked.get("/ask/x", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_body_has_its_limit_whether_it_says_so_or_not(tmp_path: Path) -> None:
    asked = client(tmp_path, body=1000, upload=5000)

    def drops() -> Iterator[bytes]:
        yield from (b"x" * 100 for _ in range(60))

    kinds = {"application/json": 1000, "": 1000, "application/x-www-form-urlencoded": 1000, "text/xml": 5000}
    for kind, most in kinds.items():
        headers = {"content-type": kind}
        assert asked.post("/ask/x", content=b"x" * most, headers=headers).text == f"True {most}"
        assert asked.post("/ask/x", content=b"x" * (most + 1), headers=headers).status_code == 413
        assert asked.post("/ask/x", content=drops(), headers=headers).status_code == 413


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_that_takes_too_long_is_given_up(tmp_path: Path, method: str) -> None:
    begun = time.monotonic()
    answer = client(tmp_path, patience=0.2).request(
        method, "/slow", content=b"x" if method == "POST" else None
    )
    assert (answer.status_code, answer.text) == (503, "This took too long; try again, or ask for less.\n")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("path", ["/", "/ask/x", "/nowhere", "/broken", "/static/base.css", "/token"])
def test_every_answer_has_its_headers(tmp_path: Path, path: str) -> None:
    headers = client(tmp_path).get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_a_bug_tells_the_page_nothing_of_itself(tmp_path: Path) -> None:
    answer = client(tmp_path).get("/broken?x=y", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert "secret" not in answer.text and "ValueError" not in answer.text


def test_the_log_says_what_happened_without_texts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "tm.web")
    asked = client(tmp_path, token=TOKEN)
    asked.get("/ask/құпия сөз?q=жасырын")
    asked.post("/ask/x", headers={"authorization": "Bearer wrong-secret"})
    asked.post("/token", data={"token": TOKEN})
    asked.get("/құпия/жол")
    asked.get("/", headers={"host": "evil.example"})
    lines = [record.getMessage() for record in caplog.records if record.name == "tm.web"]
    said = [line.rpartition(" ")[0].rpartition(" ")[0].partition(" ")[2] for line in lines]
    assert said == [
        "GET /ask/{text} 200",
        "POST (no page) 401",
        "POST /token 303",
        "GET / 200",
        "GET (no page) 404",
        "GET (no page) 421",
    ]
    whole = "\n".join(lines)
    assert not any(word in whole for word in ("құпия", "жасырын", "secret", TOKEN, "evil"))


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\n//x"]
)
def test_choosing_a_language_leads_nowhere_else(tmp_path: Path, to: str) -> None:
    answer = client(tmp_path).get("/interface/kk", params={"to": to}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert "ushtil-interface=kk" in answer.headers["set-cookie"]
