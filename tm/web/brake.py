"""A brake for those who guess the token: after some wrong ones an address has to wait, and nobody else.

The same wrong token counts once, or a browser that keeps an old one would brake itself.
"""

from __future__ import annotations

from collections import OrderedDict
from ipaddress import ip_address, ip_network
from threading import Lock
from time import monotonic

FREE = 10  # wrong tokens that an address may show
PAUSE = 60.0  # seconds after which they are forgotten
ADDRESSES = 10_000  # that are remembered, the last


class Brake:
    """Who has shown wrong tokens; safe for many threads."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, dict[int, float]] = OrderedDict()
        self._lock = Lock()

    def holds(self, address: str) -> bool:
        """Whether whatever an address shows now is not looked at."""
        with self._lock:
            wrong = self._wrong.get(_net(address), {})
            return sum(monotonic() - when < PAUSE for when in wrong.values()) >= FREE

    def wrong(self, address: str, shown: str) -> None:
        """An address has shown a wrong token."""
        now = monotonic()
        with self._lock:
            wrong = self._wrong.pop(_net(address), {})
            kept = {digest: when for digest, when in wrong.items() if now - when < PAUSE}
            self._wrong[_net(address)] = {**kept, hash(shown): now}
            while len(self._wrong) > ADDRESSES:
                self._wrong.popitem(last=False)


def _net(address: str) -> str:
    """What one guest can have: an address, or of the long ones the 64 bits that are given out at once."""
    try:
        whole = ip_address(address)
    except ValueError:
        return address
    return address if whole.version == 4 else str(ip_network((int(whole), 64), strict=False))
