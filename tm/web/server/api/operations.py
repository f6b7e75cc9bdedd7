"""What can be asked of the API: the fields of each operation, and what comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tm.matching.concordance import MODES
from tm.metrics.metric import DEFAULT_METRICS
from tm.web.server.api import memories, work
from tm.web.server.api.answers import ALIGNMENT, CONCORDANCE, LANGUAGES, LOOKUP, SCORES
from tm.web.server.api.schema import Schema
from tm.web.state import State

Given = Mapping[str, Any]  # the fields of a request, checked, with what is usual for those left out

SEGMENT = 4_000  # characters; more are hardly one segment
PHRASE = 2_000
TAG = 35  # characters of a language tag
TEXT = 500_000  # characters of a text to align
LINES = 10_000  # segments to score
SYSTEMS = 10


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked at a path. Where all fields are simple, GET asks it too."""

    path: str
    summary: str
    fields: Mapping[str, Schema]
    required: tuple[str, ...]
    answer: Schema
    example: Mapping[str, Any]
    work: Callable[[State, Given], Awaitable[bytes]]

    @property
    def methods(self) -> tuple[str, ...]:
        """How it is asked."""
        simple = all(field["type"] not in ("object", "array") for field in self.fields.values())
        return ("GET", "POST") if simple else ("POST",)

    @property
    def request(self) -> Schema:
        """What the body must be."""
        return {
            "type": "object",
            "properties": self.fields,
            "required": list(self.required),
            "additionalProperties": False,
        }


def text(about: str, most: int, least: int = 1, **more: object) -> Schema:
    """A field that is a text."""
    return {"type": "string", "minLength": least, "maxLength": most, "description": about, **more}


def flag(about: str) -> Schema:
    """A field that is true or false, and false where it is not given."""
    return {"type": "boolean", "default": False, "description": about}


def count(about: str, usual: int, most: int) -> Schema:
    """A field that says how many at most."""
    return {"type": "integer", "minimum": 1, "maximum": most, "default": usual, "description": about}


def lines(about: str) -> Schema:
    """A field that is a list of segments."""
    return {
        "type": "array",
        "items": {"type": "string", "maxLength": SEGMENT},
        "minItems": 1,
        "maxItems": LINES,
        "description": about,
    }


OPERATIONS = (
    Operation(
        "/api/lookup",
        "Units whose source is like a segment, the likest first",
        {
            "query": text("The segment to look up.", SEGMENT),
            "from": text("The language of the segment.", TAG),
            "to": text("The language to translate into.", TAG),
            "min": {
                "type": "number",
                "minimum": 0,
                "maximum": 101,
                "default": 70,
                "description": "The least score of a match, per cent.",
            },
            "limit": count("Matches at most.", 5, 100),
            "before": text("The segment before it.", SEGMENT, 0),
            "after": text("The segment after it.", SEGMENT, 0),
        },
        ("query", "from", "to"),
        LOOKUP,
        {"query": "Жоба 2014 жылы басталды.", "from": "kk", "to": "ru"},
        memories.lookup,
    ),
    Operation(
        "/api/concordance",
        "Units that have a word or a phrase, in any inflected form",
        {
            "query": text("A word or a phrase.", PHRASE),
            "lang": text("The language to look in; those whose letters it has, if not given.", TAG),
            "to": text("Give this translation only.", TAG),
            "mode": {
                "type": "string",
                "enum": list(MODES),
                "default": MODES[0],
                "description": "Words in any form, words as they are, or a part of a text as it is written.",
            },
            "near": flag("All words, but anywhere in the segment."),
            "case": flag("Capital letters must be the same."),
            "limit": count("Units at most.", 50, 500),
        },
        ("query",),
        CONCORDANCE,
        {"query": "жүргізуші куәлігі", "lang": "kk", "to": "ru"},
        memories.concordance,
    ),
    Operation(
        "/api/languages",
        "The languages that the memory has",
        {},
        (),
        LANGUAGES,
        {},
        memories.languages,
    ),
    Operation(
        "/api/align",
        "Align two or three versions of a text",
        {
            "texts": {
                "type": "object",
                "additionalProperties": {"type": "string", "minLength": 1, "maxLength": TEXT},
                "minProperties": 2,
                "maxProperties": 3,
                "description": "The texts by language: kk, en, ru.",
            },
            "lines": flag("Take each line as one segment."),
            "trust": flag("Take the languages as they are said to be."),
        },
        ("texts",),
        ALIGNMENT,
        {"texts": {"kk": "Бұл үй. Ол ақ.", "ru": "Это дом. Он белый."}},
        work.align,
    ),
    Operation(
        "/api/score",
        "Score translations against references, as sacrebleu does",
        {
            "references": lines("The references, a segment each."),
            "systems": {
                "type": "object",
                "additionalProperties": lines("The hypotheses of a system, as many as references."),
                "minProperties": 1,
                "maxProperties": SYSTEMS,
                "description": "The hypotheses by the name of the system.",
            },
            "metrics": {
                "type": "array",
                "items": {"type": "string", "maxLength": 20},
                "minItems": 1,
                "maxItems": 8,
                "default": list(DEFAULT_METRICS),
                "description": "Names of metrics.",
            },
        },
        ("references", "systems"),
        SCORES,
        {"references": ["Это дом."], "systems": {"a": ["Это дом."], "b": ["Вот дом."]}},
        work.score,
    ),
)
