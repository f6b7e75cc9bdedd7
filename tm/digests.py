"""Digests of what was read, to tell whether it is the same; they are in files, so how they are made stays."""

from __future__ import annotations

import hashlib
import json


def digest_of(content: object) -> str:
    """The sha256 of texts, numbers and arrays of them, as JSON in ASCII without spaces.

    >>> digest_of(["a", "bc"]) == digest_of(("a", "bc")), digest_of(["a", "bc"]) == digest_of(["ab", "c"])
    (True, False)
    """
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode("ascii")).hexdigest()
