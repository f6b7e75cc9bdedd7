"""Host and Origin: a page of somebody else, open in the same browser, gets nothing and changes nothing.

A name that is not ours means that somebody else's name was pointed here (DNS rebinding); an origin that is
not the host asked means that another page sends. What is no browser sends no origin.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from tm.web.settings import LOOPBACK, Settings

SAFE = ("GET", "HEAD", "OPTIONS")


def known_host(header: str, settings: Settings) -> bool:
    """Whether a Host header calls us by one of our names."""
    try:
        parts = urlsplit(f"//{header}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not name or parts.username is not None or parts.path:
        return False
    ours = {settings.host, *settings.names} | (set(LOOPBACK) if settings.is_loopback else set())
    return name in {one.lower() for one in ours}


def is_same_origin(request: HTTPConnection) -> bool:
    """Whether a request that changes something comes from a page of ours, or from no page at all."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    return origin != "null" and urlsplit(origin).netloc == request.headers.get("host", "")
