"""Who may change things: on loopback whoever can reach it, elsewhere whoever has the token."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode

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
    return any(_same(shown, wanted) for shown, wanted in _shown(request, token))


def is_guessing(request: HTTPConnection, *, gives: bool) -> bool:
    """Whether a token is shown that is not looked at, for this address has shown too many wrong ones.

    One that is wrong is counted. Who `gives` it has it in a form, which is looked at by `is_token`.
    """
    state = state_of(request)
    token = state.settings.token
    shown = "\n".join(one for one, _ in _shown(request, token)) if token is not None else ""
    if token is None or not (shown or gives):
        return False
    if state.brake.holds(address_of(request)):
        return True
    if shown and not has_token(request):
        state.brake.wrong(address_of(request), shown)
    return False


def is_token(request: HTTPConnection, given: str) -> bool:
    """Whether what was typed is the token; one that is wrong is counted."""
    state = state_of(request)
    is_it = _same(given.strip(), state.settings.token or "")
    if not is_it:
        state.brake.wrong(address_of(request), given)
    return is_it


def address_of(request: HTTPConnection) -> str:
    """Where a request is from."""
    return request.client.host if request.client else "?"


def proof(token: str) -> str:
    """What a browser keeps in place of the token: it proves it, and does not give it away."""
    return hmac.new(token.encode(), b"ushtil pages", hashlib.sha256).hexdigest()


def _shown(request: HTTPConnection, token: str) -> list[tuple[str, str]]:
    """What is shown, each with what it would have to be."""
    found = []
    if (cookie := request.cookies.get(COOKIE)) is not None:
        found.append((cookie, proof(token)))
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        found.append((value.strip(), token))
    elif scheme.lower() == "basic":
        try:
            found.append((b64decode(value, validate=True).decode().partition(":")[2].strip(), token))
        except ValueError:  # no Base64, or no UTF-8
            found.append((value, ""))
    return found


def _same(shown: str, wanted: str) -> bool:
    return bool(wanted) and hmac.compare_digest(shown.encode(errors="replace"), wanted.encode())
