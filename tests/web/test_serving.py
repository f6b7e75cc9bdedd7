"""What never becomes a request, or is none of ours, costs nothing and gets nothing."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.web.serving import served, settings_in
from tm.web import serving

HOST = b"Host: 127.0.0.1\r\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """The address of a server without patience."""
    monkeypatch.setattr(serving, "HEAD_TIME", 1.0)
    with served(settings_in(tmp_path, patience=0.5)) as address:
        parts = urlsplit(address)
        yield str(parts.hostname), int(parts.port or 0)


def _answer(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    connection.settimeout(10)
    found = b""
    while part := connection.recv(1 << 16):
        found += part
    return found


def _asked(place: tuple[str, int], request: bytes) -> bytes:
    with socket.create_connection(place) as connection:
        connection.sendall(request)
        return _answer(connection)


def test_a_head_that_comes_drop_by_drop_ends(place: tuple[str, int]) -> None:
    with socket.create_connection(place) as connection:
        begun = time.monotonic()
        with pytest.raises(OSError):
            for drop in b"GET / HTTP/1.1\r\n" + b"X-Slow: 1\r\n" * 1000:
                connection.sendall(bytes([drop]))
                time.sleep(0.02)
        assert time.monotonic() - begun < 5


def test_a_second_head_that_comes_drop_by_drop_ends_too(place: tuple[str, int]) -> None:
    with socket.create_connection(place) as connection:
        connection.sendall(b"GET /static/icon.svg HTTP/1.1\r\n" + HOST + b"\r\n")
        time.sleep(0.2)
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert _answer(connection).count(b"HTTP/1.1 200") == 1


def test_a_body_that_comes_drop_by_drop_ends(place: tuple[str, int]) -> None:
    with socket.create_connection(place) as connection:
        head = b"POST /token HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        connection.sendall(head + HOST + b"Content-Length: 1000\r\n\r\ntoken=")
        assert b"HTTP/1.1 408" in _answer(connection)


def test_a_head_without_end_is_refused(place: tuple[str, int]) -> None:
    assert _asked(place, b"GET /" + b"x" * 100_000).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /static/../settings.py HTTP/1.1",
        b"GET /static/%2e%2e/settings.py HTTP/1.1",
        b"GET /static/..%2fsettings.py HTTP/1.1",
        b"GET /static/%2e%2e%2f%2e%2e%2ferrors.py HTTP/1.1",
        b"GET /static//etc/passwd HTTP/1.1",
        b"GET /static/%2fetc/passwd HTTP/1.1",
        b"GET /static/fonts/..\\..\\settings.py HTTP/1.1",
        b"GET /static/%00 HTTP/1.1",
        b"GET /../../etc/passwd HTTP/1.1",
        b"GET //etc/passwd HTTP/1.1",
    ],
)
def test_no_way_leads_out_of_what_is_served(place: tuple[str, int], request_line: bytes) -> None:
    answer = _asked(place, request_line + b"\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert answer.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))
    assert b"root:" not in answer and b"class Settings" not in answer


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_request_is_refused(place: tuple[str, int], request_: bytes) -> None:
    with socket.create_connection(place) as connection:
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        assert b" 200 " not in _answer(connection).partition(b"\r\n")[0]


def test_the_server_lives_on(place: tuple[str, int]) -> None:
    hanging = [socket.create_connection(place) for _ in range(20)]
    try:
        for connection in hanging:
            connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        answer = _asked(place, b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200")
        assert b"server:" not in answer.lower()
    finally:
        for connection in hanging:
            connection.close()


def test_who_asks_for_nothing_makes_room_for_who_does(place: tuple[str, int]) -> None:
    idle = [socket.create_connection(place) for _ in range(serving.CONNECTIONS + 20)]
    try:
        for connection in idle[::2]:
            connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        answer = _asked(place, b"GET /static/icon.svg HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200")
    finally:
        for connection in idle:
            connection.close()
