"""A score report kept as JSON, for machines and for later runs to be held against.

    {"format": "ushtil-score", "version": 1, "tool": "ushtil 0.1.0", "made": "2026-11-25T10:00:00Z",
     "digests": {"references": "…", "hypotheses": {"system": "…"}}, …the fields of ScoreReport}

The digest of references is the sha256 of a JSON array in ASCII without spaces, of an `[id, source,
references]` for each segment; that of hypotheses of the array of them. `nouns.py` says how the rest is
written.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tm.digests import digest_of
from tm.errors import MalformedRecord, UsageError
from tm.formats.output import written
from tm.formats.packed import PackedFile
from tm.metrics.results import Bucket, Fault, ScoreReport
from tm.metrics.scored import ReferenceSet
from tm.scoring.nouns import Unfit, below, decoded, encoded, refuse_infinite
from tm.version import __version__

FORMAT = "ushtil-score"
VERSION = 1
LARGEST = 1 << 30  # bytes of JSON that are read
_CHUNK = 1 << 20
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """A kept report: when it was made, in UTC and ISO 8601, and what test set it is of."""

    path: str
    report: ScoreReport
    digest: str  # of the references
    made: str | None = None


@dataclass(frozen=True, slots=True)
class _Digests:
    references: str
    hypotheses: Mapping[str, str]


def to_json(report: ScoreReport, *, made: str | None = None) -> dict[str, Any]:
    """The report as `json.dump` takes it; `made` is when, as `moment` says it."""
    hypotheses = {one.name: digest_of(one.hypotheses) for one in report.systems if one.hypotheses}
    return {
        "format": FORMAT,
        "version": VERSION,
        "tool": f"ushtil {__version__}",
        "made": made,
        "digests": {"references": references_digest(report.references), "hypotheses": hypotheses},
        **encoded(report),
    }


def from_json(document: Any, place: Path | str) -> ScoreReport:  # noqa: ANN401 - any JSON
    """The report that `to_json` made the document of. Raises MalformedRecord with the place in it."""
    return _record(document, place).report


def write_record(path: Path | str, report: ScoreReport, *, made: str | None = None) -> None:
    """Write the report as JSON, a line for each of its parts; `-` is standard output.

    Raises UnwritableOutput, and then nothing is left half-written.
    """
    parts = to_json(report, made=made).items()
    with written(path) as stream:
        for number, (key, part) in enumerate(parts):
            stream.write(f"{'{' if not number else ','}\n{json.dumps(key)}: {_dumped(part)}".encode())
        stream.write(b"\n}\n")


def read_record(path: Path | str) -> Record:
    """A kept report. Raises UnreadableFile, and MalformedRecord for what is none or was changed."""
    content = bytearray()
    with PackedFile(path) as file:
        while chunk := file.read(_CHUNK):
            content += chunk
            if len(content) > LARGEST:
                raise MalformedRecord(path, f"has more than {LARGEST >> 20} MiB; no score report has")
    if not content.strip():
        raise MalformedRecord(path, "is empty; a score report as JSON is expected")
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_object)
    except Unfit as error:
        raise MalformedRecord(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise MalformedRecord(path, "is not JSON in UTF-8; a score report is expected") from error
    except (ValueError, RecursionError) as error:
        raise MalformedRecord(path, f"is not JSON: {_said(error)}; a score report is expected") from error
    return _record(document, path)


def references_digest(references: ReferenceSet) -> str:
    """What is the same for two test sets only if they have the same ids, sources and references, in order."""
    return digest_of([[unit.id, unit.source, unit.references] for unit in references.units])


def moment() -> str:
    """Now in UTC and ISO 8601, or what the variable SOURCE_DATE_EPOCH says, for builds to be repeatable.

    Raises UsageError where that is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch}: needs a number of seconds since 1970") from error
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def _dumped(part: object) -> str:
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)  # half of a pair can't be encoded


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Unfit("", f"the key {json.dumps(key[:40])} stands twice in one object")
        found[key] = value
    return found


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at line {error.lineno}, column {error.colno}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "it has a number out of range"


def _record(document: Any, path: Path | str) -> Record:  # noqa: ANN401
    try:
        _check_head(document)
        refuse_infinite(document)
        report: ScoreReport = decoded(ScoreReport, document)
        _check(report)
        digest = _checked_digests(document, report)
        return Record(str(path), report, digest, _moment(document.get("made")))
    except Unfit as error:
        raise MalformedRecord(path, str(error)) from error


def _check_head(document: Any) -> None:  # noqa: ANN401
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Unfit("", f'is no score report: "format": "{FORMAT}" is missing')
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise Unfit("version", "is no number of a version")
    if version > VERSION:
        problem = f"is {version}, but this version of the tool knows {VERSION} at most; install a newer one"
        raise Unfit("version", problem)


def _moment(made: Any) -> str | None:  # noqa: ANN401
    """The time in UTC, to the second, as all records have it."""
    if made is None:
        return None
    try:
        time = datetime.fromisoformat(made)
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
        return time.strftime("%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError, OverflowError) as error:
        raise Unfit("made", "is no time in ISO 8601, as 2026-11-25T10:00:00Z") from error


def _checked_digests(document: Any, report: ScoreReport) -> str:  # noqa: ANN401
    """The digest of the references; all are compared with what they are of, so that no change goes unseen."""
    given: _Digests = decoded(_Digests, document.get("digests"), "digests")
    digest = references_digest(report.references)
    if given.references != digest:
        raise Unfit("digests.references", "is not that of the references; were they changed by hand?")
    for number, system in enumerate(report.systems):
        if system.hypotheses and given.hypotheses.get(system.name) != digest_of(system.hypotheses):
            problem = "are not those that digests.hypotheses is of; were they changed by hand?"
            raise Unfit(f"systems[{number}].hypotheses", problem)
    return digest


def _check(report: ScoreReport) -> None:
    """Raises Unfit where parts of a report do not fit together."""
    names = [system.name for system in report.systems]
    _once(report.metrics, "metrics")
    _once(names, "systems")
    _named(report.signatures, report.metrics, "signatures", all_of=True)
    _check_systems(report)
    for number, pair in enumerate(report.comparisons):
        where = f"comparisons[{number}]"
        _named((pair.first, pair.second), names, where)
        _named((pair.metric,), report.metrics, f"{where}.metric")
        if not 0 <= pair.p <= 1:
            raise Unfit(f"{where}.p", f"is {pair.p}; a probability is from 0 to 1")
    _named([name for cluster in report.clusters for name in cluster], names, "clusters")
    _named([name for one in report.ngrams for name in (one.first, one.second)], names, "ngrams")
    _named([one.system for one in report.terms], names, "terms")
    for where, bucket in _buckets(report):
        _named(bucket.scores, names, f"{where}.scores")
        for name, scores in bucket.scores.items():
            _counted(len(scores), len(report.metrics), below(f"{where}.scores", name), "metrics")
    _named(report.punctuation, names, "punctuation")
    for name, figures in report.punctuation.items():
        _counted(len(figures), len(report.metrics), below("punctuation", name), "metrics")
    for where, places in _places(report):
        if not all(0 <= place < report.segments for place in places):
            raise Unfit(where, f"names a segment that is none of the {report.segments}")


def _check_systems(report: ScoreReport) -> None:
    for number, system in enumerate(report.systems):
        where = f"systems[{number}]"
        if tuple(score.metric for score in system.scores) != report.metrics:
            metrics = ", ".join(report.metrics)
            raise Unfit(f"{where}.scores", f"are not of the metrics {metrics}, in this order")
        if system.hypotheses:
            _counted(len(system.hypotheses), report.segments, f"{where}.hypotheses", "segments")
        _named(system.by_segment, report.metrics, f"{where}.by_segment")
        for metric, scores in system.by_segment.items():
            _counted(len(scores), report.segments, below(f"{where}.by_segment", metric), "segments")


def _buckets(report: ScoreReport) -> Iterable[tuple[str, Bucket]]:
    for number, breakdown in enumerate(report.breakdowns):
        for place, bucket in enumerate(breakdown.buckets):
            yield f"breakdowns[{number}].buckets[{place}]", bucket
    if report.leakage and report.leakage.kept:
        yield "leakage.kept", report.leakage.kept
    if report.leakage and report.leakage.leaked:
        yield "leakage.leaked", report.leakage.leaked
    if report.doubt:
        yield "doubt.without", report.doubt.without


def _places(report: ScoreReport) -> Iterable[tuple[str, Iterable[int]]]:
    faults: tuple[Fault, ...]
    for number, faults in enumerate(system.faults for system in report.systems):
        yield f"systems[{number}].faults", (fault.place for fault in faults)
    for number, term in enumerate(report.terms):
        yield f"terms[{number}].missed", (place for place, _ in term.missed)
    if report.leakage:
        yield "leakage", report.leakage.places
    if report.doubt:
        yield "doubt.places", report.doubt.places


def _once(names: Sequence[str], where: str) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Unfit(where, f"have {twice} twice")


def _named(names: Collection[str], known: Sequence[str], where: str, *, all_of: bool = False) -> None:
    strange = next((name for name in names if name not in known), None)
    if strange is not None:
        raise Unfit(where, f"names {strange}, which the report does not have")
    missing = next((name for name in known if all_of and name not in names), None)
    if missing is not None:
        raise Unfit(where, f"does not name {missing}")


def _counted(found: int, expected: int, where: str, what: str) -> None:
    if found != expected:
        raise Unfit(where, f"has {found} values for {expected} {what}")
