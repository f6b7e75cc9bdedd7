"""What the clients of CAT tools send, byte by byte, and what they are answered, byte by byte.

Each `.request` in golden/ is as the client writes it, with `PORT` for the port and line ends of one
character; its `.answer` has the status and headers that count in its first line, and then the body. The
requests were rebuilt from the sources of Weblate 5.14, Okapi's connector, Virtaal 0.7 and OmegaT 6.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.web.server.conversation import Answer, Server

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.request"))


def as_kept(answer: Answer) -> bytes:
    """An answer as a file of golden/ has it."""
    first = f"{answer.status} {answer.headers['content-type']} {answer.headers['cache-control']}\n"
    return first.encode() + answer.body + b"\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_client_is_answered_byte_by_byte(server: Server, name: str) -> None:
    request = (GOLDEN / f"{name}.request").read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n")
    answer = server.said(request + b"\r\n\r\n")
    assert as_kept(answer) == (GOLDEN / f"{name}.answer").read_bytes()
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_every_quality_that_is_kept_is_a_float_and_the_best_comes_first() -> None:
    qualities = 0
    for name in NAMES:
        said = json.loads((GOLDEN / f"{name}.answer").read_text("utf-8").partition("\n")[2])
        if isinstance(said, list):
            found = [one["quality"] for one in said]
            assert [type(one) for one in found] == [float] * len(found)
            assert found == sorted(found, reverse=True)
            qualities += len(found)
    assert qualities > 8 and len(NAMES) > 12
