"""Align and score: work for a while, in a thread, and not too much of it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from anyio import CapacityLimiter, to_thread

from tm.bitext import aligned, crossed, document_in
from tm.errors import ScoreMismatch
from tm.formats.crossings import crossings_told
from tm.formats.documents import DocumentText
from tm.metrics.metric import metric_of
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System
from tm.scoring import Scoring
from tm.scoring.inputs.hypotheses import Joined
from tm.scoring.record import moment, to_json
from tm.web.server.api.memories import as_json
from tm.web.server.api.schema import Wrong
from tm.web.state import State

SEGMENTS = 5_000  # of a text that is aligned
AT_ONCE = 2


async def align(state: State, given: Mapping[str, Any]) -> bytes:
    """The beads of two or three texts."""
    return await _worked(partial(_aligned, given["texts"], given["lines"], given["trust"]))


async def score(state: State, given: Mapping[str, Any]) -> bytes:
    """The report of systems against references."""
    return await _worked(partial(_scored, given["references"], given["systems"], given["metrics"]))


def _aligned(texts: Mapping[str, str], lines: bool, trust: bool) -> bytes:
    documents = []
    for lang, text in texts.items():
        where = f"texts.{lang}"
        if not text.strip():
            raise Wrong(where, "is empty; there is nothing to read")
        documents.append(document_in(DocumentText(where, text, "utf-8"), lang, lines=lines, trust=trust))
        count = len(documents[-1].segments)
        if count > SEGMENTS:
            raise Wrong(
                where, f"has {count:,} segments; {SEGMENTS:,} are the most; tm align takes any number"
            )
    bitext = aligned(documents)
    alignment = bitext.alignment
    beads = [
        dict(zip(bead.langs, bead.sides, strict=True)) | {"confidence": round(bead.confidence, 4)}
        for bead in alignment
    ]
    return as_json(
        {
            "segments": alignment.segments,
            "beads": beads,
            "crossings": crossings_told(crossed(bitext)),
            "warnings": [warning for document in documents for warning in document.warnings],
            "signature": bitext.signature,
        }
    )


def _scored(references: list[str], systems: Mapping[str, list[str]], metrics: list[str]) -> bytes:
    for name, hypotheses in systems.items():
        if len(hypotheses) != len(references):
            raise ScoreMismatch(
                f"systems.{name}: has {len(hypotheses):,} segments, and the references {len(references):,}"
            )
    units = tuple(ReferenceUnit(str(number), (text,)) for number, text in enumerate(references, 1))
    found = tuple(System(name, name, tuple(hypotheses)) for name, hypotheses in systems.items())
    work = Scoring(
        Joined(ReferenceSet("references", units), found), list(dict.fromkeys(map(metric_of, metrics)))
    )
    for _, parts in work.phases():
        for _ in parts:
            pass
    return as_json(to_json(work.report(), made=moment()))


async def _worked(work: Callable[[], bytes]) -> bytes:
    return await to_thread.run_sync(work, limiter=_limiter())


@cache
def _limiter() -> CapacityLimiter:
    return CapacityLimiter(AT_ONCE)
