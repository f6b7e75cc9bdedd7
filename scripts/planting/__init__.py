"""Errors as translators and machines make them, planted in clean units: one module a family or two.

A family is a dictionary of slips by the word for their kind; scripts/plant.py puts them together.
"""

from __future__ import annotations
