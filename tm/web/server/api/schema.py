"""JSON Schema, as little of it as we need: one dictionary checks a value and describes it.

type string (minLength, maxLength, enum), number, integer (minimum, maximum), boolean, null, or several;
array (items, minItems, maxItems); object (properties, required, additionalProperties, minProperties,
maxProperties)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
_SHOWN = 40  # characters of a wrong value that are said again


class Wrong(ValueError):
    """A value is not what its schema says: where in the request, and why."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(problem)
        self.where, self.problem = where, problem


def check(value: object, schema: Schema, where: str = "") -> None:
    """Raise `Wrong` for the first thing that is not as the schema says.

    >>> check({"limit": 0}, {"type": "object", "properties": {"limit": {"type": "integer", "minimum": 1}}})
    Traceback (most recent call last):
    tm.web.server.api.schema.Wrong: must be 1 or more
    """
    for problem in _problems(value, schema):
        raise Wrong(where, problem)
    if isinstance(value, list):
        for number, item in enumerate(value):
            check(item, schema.get("items", {}), f"{where}[{number}]")
    if isinstance(value, dict):
        for name, part in value.items():
            if _is_halved(name):
                raise Wrong(where, "has half of a character in a name")
            inner = schema.get("properties", {}).get(name, schema.get("additionalProperties", {}))
            below = f"{where}.{name}" if where else str(name)
            if inner is False:
                raise Wrong(below[:_SHOWN], f"is not known here; known are {', '.join(schema['properties'])}")
            check(part, {} if inner is True else inner, below)


def _problems(value: object, schema: Schema) -> Iterator[str]:
    kinds = schema.get("type", list(_KINDS))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(_is(value, kind) for kind in kinds):
        yield f"must be {' or '.join(kinds)}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"must be one of {', '.join(map(str, schema['enum']))}"
    if isinstance(value, str):
        if _is_halved(value):
            yield "has half of a character"
        yield from _sizes(len(value), schema, "Length", "characters")
    elif isinstance(value, list):
        yield from _sizes(len(value), schema, "Items", "items")
    elif isinstance(value, dict):
        yield from _sizes(len(value), schema, "Properties", "entries")
        yield from (f"has no {name}" for name in schema.get("required", ()) if name not in value)
    elif isinstance(value, int | float):
        if value < schema.get("minimum", value):
            yield f"must be {schema['minimum']} or more"
        if value > schema.get("maximum", value):
            yield f"must be {schema['maximum']} or less"


def _is_halved(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _sizes(size: int, schema: Schema, of: str, what: str) -> Iterator[str]:
    least, most = schema.get(f"min{of}", 0), schema.get(f"max{of}", size)
    if size < least:
        yield "is empty" if not size else f"has {size:,} {what}; {least:,} are the least"
    if size > most:
        yield f"has {size:,} {what}; {most:,} are the most"


def _is(value: object, kind: str) -> bool:
    return isinstance(value, _KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
