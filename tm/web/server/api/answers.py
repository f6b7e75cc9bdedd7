"""What the operations answer, as schemas; the shapes are those that the command line prints with --json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tm.web.server.api.schema import Schema


def _object(properties: Mapping[str, Any], **more: object) -> Schema:
    """An object that has all of these properties, and no others unless more is said."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        **more,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _by_name(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


_TEXT: Schema = {"type": "string"}
_PERHAPS: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}

MATCH = _object(
    {
        "score": {"type": "number", "minimum": 0, "maximum": 101, "description": "Per cent; 101 in context."},
        "number": {**_NUMBER, "description": "The number of the unit."},
        "source": _TEXT,
        "target": _TEXT,
        "repaired": {**_PERHAPS, "description": "The target with the numbers of the query."},
        "penalties": {**_by_name({"type": "number"}), "description": "Points by what they are lost for."},
        "langs": _list(_TEXT),
        "tuid": _PERHAPS,
        "document": _PERHAPS,
    }
)
LOOKUP = _object({"query": _TEXT, "from": _TEXT, "to": _TEXT, "matches": _list(MATCH)})
_HIT = _object(
    {
        "start": _NUMBER,
        "end": _NUMBER,
        "rank": {**_NUMBER, "description": "0 as written, 1 and 2 other forms."},
    }
)
UNIT = _object(
    {
        "number": _NUMBER,
        "texts": _list(_object({"lang": _TEXT, "text": _TEXT, "hits": _list(_HIT)})),
        "tuid": _PERHAPS,
        "document": _PERHAPS,
    }
)
CONCORDANCE = _object(
    {
        "query": _TEXT,
        "langs": _list(_TEXT),
        "units": _list(UNIT),
        "more": {
            "type": "boolean",
            "description": "Whether there are more units than were asked for, or may be in older segments.",
        },
    }
)
LANGUAGES = _object({"languages": _list(_object({"lang": _TEXT, "name": _TEXT}))})
_SIDES: Schema = {
    "type": "object",
    "properties": {"confidence": _SHARE},
    "required": ["confidence"],
    "additionalProperties": _list(_NUMBER),
    "description": "The numbers of the segments of each language, from 0.",
}
_CROSSING = _object(
    {
        "kind": {"type": "string", "enum": ["moved", "repeated"]},
        "sides": _by_name(_list(_NUMBER)),
        "alone": _list(_TEXT),
        "confidence": _SHARE,
        "beads": _list(_SIDES),
    }
)
ALIGNMENT = _object(
    {
        "segments": _by_name(_list(_TEXT)),
        "beads": _list(_SIDES),
        "crossings": _list(_CROSSING),
        "warnings": _list(_TEXT),
        "signature": _TEXT,
    }
)
SCORES: Schema = {
    "type": "object",
    "properties": {
        "format": {"type": "string", "enum": ["ushtil-score"]},
        "version": _NUMBER,
        "tool": _TEXT,
        "systems": _list({"type": "object"}),
    },
    "required": ["format", "version", "tool", "systems"],
    "description": "A score report, as tm score --json prints it and --baseline takes it.",
}
ERROR = _object(
    {
        "error": {**_TEXT, "description": "What is wrong, and what to do."},
        "where": {**_PERHAPS, "description": "The field of the request that is wrong, if it is one."},
    }
)
