"""Clients that read as Weblate's and Okapi's do find what they look for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.web.server.clients import Okapi, Suggestion, Weblate
from tests.web.server.conversation import Server

BASES = ["/tmserver", "/tmserver/", "/api/v1", "/api/v1/"]


@pytest.mark.parametrize("base", BASES)
def test_weblate_has_its_suggestions(server: Server, base: str) -> None:
    weblate = Weblate(server.address + base)
    assert weblate.suggestions("kk", "ru", "Бұл не?") == [Suggestion(100, "Что это?", True)]
    assert weblate.suggestions("kk", "ru", "Ол бүгін қалаға барды") == [
        Suggestion(99, "Сегодня он поехал в город.")
    ]  # the other one has 74


@pytest.mark.parametrize("codes", [("kk-KZ", "ru_RU"), ("kk_Cyrl_KZ", "ru"), ("KK", "RU")])
def test_weblate_falls_back_from_region_to_language(server: Server, codes: tuple[str, str]) -> None:
    assert Weblate(f"{server.address}/tmserver").suggestions(*codes, "Бұл не?")[0].is_exact


def test_weblate_asks_nothing_of_a_language_that_is_not_there(server: Server) -> None:
    assert Weblate(f"{server.address}/tmserver").suggestions("kk", "fr", "Бұл не?") == []


def test_weblate_cuts_long_texts_and_loses_carriage_returns(server: Server) -> None:
    weblate = Weblate(f"{server.address}/tmserver")
    assert weblate.suggestions("kk", "ru", 26 * "Ол бүгін қалаға барды. ")[0].quality in range(75, 100)
    assert weblate.suggestions("kk", "ru", "Бірінші жол\r\nЕкінші жол\tсоңы")[0].quality in range(95, 100)


@pytest.mark.parametrize("base", BASES)
def test_okapi_has_its_hits_down_to_its_threshold(server: Server, base: str) -> None:
    okapi = Okapi(server.address + base, threshold=76)
    assert okapi.query("kk_KZ", "ru_RU", "Бұл не?") == [Suggestion(100, "Что это?", True)]
    assert okapi.query("kk", "ru", "Ол ертең қалаға барды.") == [Suggestion(77, "Вчера он поехал в город.")]


@contextmanager
def another_server(said: bytes) -> Iterator[str]:
    """The address of a server that says the same to everybody."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_an_integer_or_a_wrong_order_would_be_noticed() -> None:
    integer = b'[{"quality": 100, "source": "a", "target": "b"}]'
    with another_server(integer) as address, pytest.raises(TypeError, match="cast"):
        Okapi(address).query("kk", "ru", "a")
    low_first = b'[{"quality": 50.0, "target": "b"}, {"quality": 100.0, "target": "c"}]'
    with another_server(low_first) as address:
        assert Okapi(address).query("kk", "ru", "a") == []
