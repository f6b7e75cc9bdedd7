"""The documents in the folders that the server knows; looked for now and then, since that takes time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from time import monotonic

from tm.errors import InputError
from tm.review.exchange.folders import Place, found_in

FRESH = 60.0  # seconds for which what was found is taken to be there still
_lock = Lock()
_known: dict[tuple[Path, ...], tuple[float, dict[str, Place]]] = {}


def found(folders: Sequence[Path], anew: bool = False) -> dict[str, Place]:
    """The documents of all folders by a key that tells nothing of where they are."""
    with _lock:
        when, places = _known.get(tuple(folders), (0.0, {}))
        if anew or not when or monotonic() - when > FRESH:
            places = {_key(place): place for folder in folders for place in _in(folder)}
            _known[tuple(folders)] = monotonic(), places
        return places


def _in(folder: Path) -> list[Place]:
    try:
        return found_in(folder)
    except InputError as error:
        return [Place(folder.name, "", folder, problem=str(error).removeprefix(f"{folder}: "))]


def _key(place: Place) -> str:
    return hashlib.blake2b(
        f"{place.beads}\0{place.langs}".encode("utf-8", "replace"), digest_size=12
    ).hexdigest()
