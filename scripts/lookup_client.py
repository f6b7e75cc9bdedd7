"""Clients of a server's lookups, in a process of their own: each asks, waits for the answer, and asks again.

    python scripts/lookup_client.py HOST PORT CLIENTS

Reads paths to ask for from stdin, one a line, and prints JSON: milliseconds of each answer, errors, and the
CPU seconds that this took. Plain sockets that stay open, so that little of the machine goes to asking.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator

_LENGTH = b"content-length: "


class Client:
    """A connection with one request under way."""

    def __init__(self, address: tuple[str, int], paths: Iterator[str]) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host, self._paths = f"{address[0]}:{address[1]}", paths
        self._begun, self._got = 0.0, b""

    def ask(self) -> bool:
        """Send the next request; whether there is one."""
        path = next(self._paths, None)
        if path is None:
            return False
        self._got, self._begun = b"", time.perf_counter()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode())
        return True

    def hear(self) -> tuple[float, str | None] | None:
        """Milliseconds and the error, if it is one, of an answer that is complete now."""
        part = self.socket.recv(1 << 16)
        self._got += part
        head, end, body = self._got.partition(b"\r\n\r\n")
        if part and (not end or len(body) < int(head.lower().partition(_LENGTH)[2].split(b"\r\n")[0])):
            return None
        status = head[:12].decode()
        return (time.perf_counter() - self._begun) * 1000, None if status.endswith(" 200") else status


def ask(address: tuple[str, int], paths: list[str], count: int) -> dict[str, object]:
    """Let so many clients ask for all the paths."""
    left = iter(paths)
    times, errors = [], []
    with selectors.DefaultSelector() as selector:
        for client in [Client(address, left) for _ in range(count)]:
            if client.ask():
                selector.register(client.socket, selectors.EVENT_READ, client)
        while selector.get_map():
            for key, _ in selector.select():
                client = key.data
                heard = client.hear()
                if heard is None:
                    continue
                times.append(round(heard[0], 3))
                errors += [heard[1]] if heard[1] else []
                if not client.ask():
                    selector.unregister(client.socket)
    return {"times": times, "errors": errors, "spent": time.process_time()}


if __name__ == "__main__":
    host, port, clients = sys.argv[1:]
    json.dump(ask((host, int(port)), sys.stdin.read().split("\n")[:-1], int(clients)), sys.stdout)
