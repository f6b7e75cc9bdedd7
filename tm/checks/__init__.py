"""Quality checks: what a translator should look at before a unit is trusted.

A family of checks is a module here. Some look at one side of a unit, some compare the source with each
other side, and some compare units; `Checker` runs them all. Each finding has a code, a place and a reason.
"""

from __future__ import annotations
