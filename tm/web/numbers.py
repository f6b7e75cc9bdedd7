"""Numbers that somebody else has written: none so large that a database could not count so far.

In the path of a route they are of the kind `number`, as in `/unit/{number:number}`; for what is none there is
no such page.
"""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor

LONGEST = 15  # digits; 64 bits hold three more


class _InPath(Convertor[int]):
    regex = f"[0-9]{{1,{LONGEST}}}"

    def convert(self, value: str) -> int:
        """The number that a part of a path is."""
        return int(value)

    def to_string(self, value: int) -> str:
        """How it stands in a path."""
        return str(value)


register_url_convertor("number", _InPath())


def number_of(said: object, otherwise: int = 0) -> int:
    """The number that a text is, in digits alone; what is none counts as the other number.

    >>> [number_of(said) for said in ("12", "-1", "²", "9" * 20, None)]
    [12, 0, 0, 0, 0]
    """
    is_one = isinstance(said, str) and said.isascii() and said.isdigit() and len(said) <= LONGEST
    return int(str(said)) if is_one else otherwise
