"""Nouns as JSON and back: dataclasses as objects, tuples as arrays, by the types that they declare.

A field that is empty or None by default, and is so, is left out, and missing keys of such are read as that;
unknown keys are for later versions to know. Units of references, of which there are many, stand as columns:
an array for each field. Floats come back to the bit. Places are named as `systems[2].scores[0].score`.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import lru_cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import numpy as np

from tm.metrics.results import Fault
from tm.metrics.scored import ReferenceUnit

_COLUMNS = (ReferenceUnit, Fault)
_LONGEST = 40  # characters of a key that a message repeats


class Unfit(ValueError):
    """A value in a document is not what is expected there: the place in the document, and why."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}" if where else problem)


def encoded(noun: Any) -> Any:  # noqa: ANN401 - any noun
    """What `json.dump` takes for a noun."""
    if is_dataclass(noun):
        values = ((one, _of(noun, one)) for one in fields(noun))
        return {one.name: encoded(value) for one, value in values if not _is_usual(one, value)}
    if isinstance(noun, Mapping):
        return {key: encoded(value) for key, value in noun.items()}
    if isinstance(noun, tuple) and noun and isinstance(noun[0], _COLUMNS):
        columns = ((one, [_of(unit, one) for unit in noun]) for one in fields(noun[0]))
        return {
            one.name: encoded(column)
            for one, column in columns
            if not all(_is_usual(one, value) for value in column)
        }
    if isinstance(noun, tuple | list):
        return [encoded(value) for value in noun]
    if isinstance(noun, frozenset):
        return sorted(noun)
    if isinstance(noun, np.ndarray | np.generic):
        return noun.tolist()
    return noun


def decoded(kind: Any, value: Any, where: str = "") -> Any:  # noqa: ANN401 - any noun, of any JSON
    """The noun of a type that `encoded` wrote. Raises Unfit for what is none."""
    if kind in _PLAIN:
        return _plain(kind, value, where)
    if is_dataclass(kind):
        return _noun(cast(type, kind), value, where)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else decoded(inner[0], value, where)
    if origin is np.ndarray:
        return np.array(_each(float, value, where), dtype=np.float64)
    if origin is frozenset:
        return frozenset(_each(inner[0], value, where))
    if origin is tuple:
        return _tuple(inner, value, where)
    content = _expected(dict, value, where)
    return {
        _key(inner[0], key, where): decoded(inner[1], one, below(where, key)) for key, one in content.items()
    }


def refuse_infinite(document: Any) -> None:  # noqa: ANN401 - any JSON
    """Raises Unfit with the place where a document has NaN or Infinity, which Python takes for JSON."""
    waiting = [("", document)]
    while waiting:
        where, value = waiting.pop()
        inside: Iterator[tuple[str | int, Any]] = iter(())
        if isinstance(value, dict):
            inside = iter(value.items())
        elif isinstance(value, list):
            inside = enumerate(value)
        for key, one in inside:
            if isinstance(one, float):
                if not math.isfinite(one):
                    raise Unfit(below(where, key), f"is {one}; a number is expected")
            elif isinstance(one, dict | list):
                waiting.append((below(where, key), one))


def below(where: str, key: str | int) -> str:
    """The place of what has this key or number in what is at a place.

    >>> below(below("systems", 2), "score"), below("signatures", "chrF++")
    ('systems[2].score', 'signatures["chrF++"]')
    """
    if isinstance(key, int):
        return f"{where}[{key}]"
    if key.isidentifier():
        return f"{where}.{key}" if where else key
    return f'{where}["{key[:_LONGEST]}"]'


def _of(noun: Any, one: Field[Any]) -> Any:  # noqa: ANN401
    return getattr(noun, one.name)


def _default(one: Field[Any]) -> Any:  # noqa: ANN401
    return one.default_factory() if one.default_factory is not MISSING else one.default


def _is_usual(one: Field[Any], value: Any) -> bool:  # noqa: ANN401
    """Whether nothing is lost if the field is left out."""
    default = _default(one)
    if default is None:
        return value is None
    return isinstance(default, str | tuple | dict) and not default and not len(value)


_PLAIN = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
_KINDS: Mapping[type, str] = {**_PLAIN, dict: "an object", list: "an array", type(None): "null"}


def _plain(kind: type, value: Any, where: str) -> Any:  # noqa: ANN401
    if kind is float and type(value) is int and abs(value) < 1 << 53:
        return float(value)
    return _expected(kind, value, where)


def _expected(kind: type, value: Any, where: str) -> Any:  # noqa: ANN401
    if type(value) is not kind:
        found = _KINDS.get(type(value), type(value).__name__)
        raise Unfit(where, f"is {found}; {_KINDS[kind]} is expected")
    return value


def _key(kind: type, key: str, where: str) -> str | int:
    """A key as the noun has it, for JSON knows texts only."""
    if kind is not int:
        return key
    if not key.isdecimal():
        raise Unfit(where, f"has the key “{key[:_LONGEST]}”; a whole number is expected")
    return int(key)


def _each(kind: Any, value: Any, where: str) -> list[Any]:  # noqa: ANN401
    content = _expected(list, value, where)
    if kind in _PLAIN and all(type(one) is kind for one in content):
        return cast(list[Any], content)
    return [decoded(kind, one, below(where, place)) for place, one in enumerate(content)]


def _tuple(inner: Sequence[Any], value: Any, where: str) -> tuple[Any, ...]:  # noqa: ANN401
    if inner[-1] is Ellipsis:
        if inner[0] in _COLUMNS and isinstance(value, dict):
            return _units(inner[0], value, where)
        return tuple(_each(inner[0], value, where))
    content = _expected(list, value, where)
    if len(content) != len(inner):
        raise Unfit(where, f"has {len(content)} values; {len(inner)} are expected")
    return tuple(
        decoded(kind, one, below(where, place))
        for place, (kind, one) in enumerate(zip(inner, content, strict=True))
    )


def _noun(kind: type, value: Any, where: str) -> Any:  # noqa: ANN401
    content = _expected(dict, value, where)
    found = {}
    for one, hint in _hints(kind):
        if one.name in content:
            found[one.name] = decoded(hint, content[one.name], below(where, one.name))
        elif _default(one) is MISSING:
            raise Unfit(where, f"has no {one.name}")
    return kind(**found)


def _units(kind: type, columns: Mapping[str, Any], where: str) -> tuple[Any, ...]:
    """Nouns from columns, all of one length; a column that is missing has the default throughout."""
    found: dict[str, list[Any]] = {}
    for one, hint in _hints(kind):
        if one.name in columns:
            found[one.name] = _each(hint, columns[one.name], below(where, one.name))
        elif _default(one) is MISSING:
            raise Unfit(where, f"has no {one.name}")
    first, *others = found
    for name in others:
        if len(found[name]) != len(found[first]):
            problem = f"has {len(found[name])} values, but {first} has {len(found[first])}"
            raise Unfit(below(where, name), problem)
    make = cast(Callable[..., Any], kind)
    return tuple(make(**dict(zip(found, row, strict=True))) for row in zip(*found.values(), strict=True))


@lru_cache(maxsize=64)
def _hints(kind: type) -> tuple[tuple[Field[Any], Any], ...]:
    hints = get_type_hints(kind)
    return tuple((one, hints[one.name]) for one in fields(kind) if one.init)
