"""Who may change things: on loopback whoever can reach it, elsewhere whoever has the token."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode
from binascii import Error as NotBase64

from starlette.requests import HTTPConnection

from tm.web.state import state_of

COOKIE = "ushtil-token"


def may_change(request: HTTPConnection) -> bool:
    """Whether who asks may change things through a page: by the token, or because this is loopback."""
    settings = state_of(request).settings
    return (settings.is_loopback and settings.token is None) or has_token(request)


def has_token(request: HTTPConnection) -> bool:
    """Whether who asks has shown the token: in a cookie, as a bearer, or as the password of basic access."""
    token = state_of(request).settings.token
    if token is None:
        return False
    shown = request.cookies.get(COOKIE)
    if shown is not None and hmac.compare_digest(shown.encode(), proof(token).encode()):
        return True
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            value = b64decode(value, validate=True).decode().partition(":")[2]
        except (NotBase64, UnicodeDecodeError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(value.strip().encode(), token.encode())


def proof(token: str) -> str:
    """What a browser keeps in place of the token: it proves it, and does not give it away."""
    return hmac.new(token.encode(), b"ushtil pages", hashlib.sha256).hexdigest()
