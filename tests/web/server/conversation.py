"""The server as a program meets it: bytes over a socket to a real uvicorn, as `tm serve` sets it up."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tests.web.serving import served
from tm.web.settings import Settings


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers in lower case, and the body as it is without its transfer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Server:
    """A server that runs; `port` is where."""

    def __init__(self, port: int) -> None:
        self.port = port

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def said(self, request: bytes) -> Answer:
        """The answer to a request, which is sent as it is but for `PORT`."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(request.replace(b"PORT", str(self.port).encode()))
            answer = b""
            while not _is_whole(answer, request.startswith(b"HEAD ")):
                piece = connection.recv(1 << 16)
                assert piece, f"the connection ended within {answer!r}"
                answer += piece
        return _read(answer)

    def asked(self, target: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """The answer to a request of a program that says no more than it must."""
        lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1:PORT", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return self.said("\r\n".join([*lines, "", ""]).encode() + body)


@contextmanager
def serving(settings: Settings, workers: int = 0) -> Iterator[Server]:
    """A server on a free port; gone when the block ends."""
    with served(settings, workers) as address:
        yield Server(int(address.rpartition(":")[2]))


def _is_whole(answer: bytes, is_head: bool) -> bool:
    head, between, body = answer.partition(b"\r\n\r\n")
    if not between:
        return False
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    if is_head or head.split()[1] == b"304":
        return True
    return len(body) >= int(length[1]) if length else body.endswith(b"0\r\n\r\n")


def _read(answer: bytes) -> Answer:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    assert "transfer-encoding" not in headers, "every answer says how long it is"
    return Answer(int(status.split()[1]), headers, body)
