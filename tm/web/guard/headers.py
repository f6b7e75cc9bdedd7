"""What browsers are told of every answer."""

from __future__ import annotations

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
    "img-src 'self' data:"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


def headers_of(path: str) -> dict[str, str]:
    """The headers of an answer, where it has none of its own by these names.

    Nothing is kept by a browser but what is the same for everybody: fonts, which would make the page jump if
    they came late, and other static files, about which it asks whether they changed.
    """
    if path.startswith("/static/fonts/"):
        return _HEADERS | {"cache-control": "max-age=604800"}
    if path.startswith("/static/"):
        return _HEADERS | {"cache-control": "no-cache"}
    return dict(_HEADERS)
