"""Test sets as things: drawn from a memory without a leak, frozen under a signature, refused when changed.

`usable.py` says which units can be references, `draw.py` in which order documents give them, `near.py` what
else of the memory is like them; `freeze.py` makes a set of that. `frozen.py` opens one and tells whether it
is still what it was, and `rest.py` looks what a memory has learnt of it since, and writes what may be trained
on.
"""

from __future__ import annotations

from tm.testset.freeze import Freeze
from tm.testset.frozen import FOLDER, Frozen, folder_of, open_testset, sets_in
from tm.testset.rest import Leak, Leaks, Rest, own_units

__all__ = [
    "FOLDER",
    "Freeze",
    "Frozen",
    "Leak",
    "Leaks",
    "Rest",
    "folder_of",
    "open_testset",
    "own_units",
    "sets_in",
]
