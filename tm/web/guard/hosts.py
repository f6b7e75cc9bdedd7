"""Host and Origin: a page of somebody else, open in the same browser, gets nothing and changes nothing.

A name that is not ours means that somebody else's name was pointed here (DNS rebinding); an origin that is
not the host asked means that another page sends. What is no browser sends no origin.
"""

from __future__ import annotations

import re

from starlette.requests import HTTPConnection

from tm.web.settings import LOOPBACK, Settings

SAFE = ("GET", "HEAD", "OPTIONS")
_HOST = re.compile(
    r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[\w.-]+))(?::[0-9]{1,5})?", re.ASCII | re.IGNORECASE
)


def known_host(header: str, settings: Settings) -> bool:
    """Whether a Host header calls us by one of our names."""
    found = _HOST.fullmatch(header)
    if found is None:
        return False
    ours = {settings.host, *settings.names} | (set(LOOPBACK) if settings.is_loopback else set())
    return (found["six"] or found["name"]).lower() in {one.lower() for one in ours}


def is_same_origin(request: HTTPConnection) -> bool:
    """Whether a request that changes something comes from a page of ours, or from no page at all."""
    if _site(request) not in ("", "same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host", "")


def is_hidden(request: HTTPConnection) -> bool:
    """Whether a page of somebody else asks without anybody seeing it: for a picture, a script, a frame.

    It could not read the answer, but how long it takes tells what is in a memory. A link may lead here.
    """
    if _site(request) in ("", "same-origin", "none"):
        return False
    asked = (request.headers.get("sec-fetch-mode"), request.headers.get("sec-fetch-dest"))
    return asked != ("navigate", "document")


def _site(request: HTTPConnection) -> str:
    """Where a request is from, as browsers say it; empty for what is none."""
    return request.headers.get("sec-fetch-site", "").lower()
