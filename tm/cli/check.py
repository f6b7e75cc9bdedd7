"""`tm check`: rules of its format that a memory breaks, and translations that should be looked at."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import selection as chosen
from tm.cli import show
from tm.cli.convert import Columns, InputFormat
from tm.cli.options import Json, Quiet, distinct
from tm.cli.selection import listed
from tm.errors import GateFailed, UsageError

if TYPE_CHECKING:
    from tm.checks.terminology.glossary import Glossary
    from tm.inspection import Inspection, Remark


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE...", help="Memories to look at, tm.sqlite for one.", show_default=False),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="LANG", help="Source language; else the memory's, or each unit's first."
        ),
    ] = None,
    glossary: Annotated[
        Path | None,
        typer.Option(
            "--glossary",
            metavar="FILE",
            help="Terms as TSV, CSV or TBX; in a cell: good | other | !forbidden.",
        ),
    ] = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="CODES", help="Only these families or codes, with commas.")
    ] = None,
    skip: Annotated[
        str | None, typer.Option("--skip", metavar="CODES", help="All but these families or codes.")
    ] = None,
    fix: Annotated[
        Path | None,
        typer.Option("--fix", metavar="FILE", help="Write the memory with what is certain mended."),
    ] = None,
    rejects: chosen.Rejects = None,
    input_format: InputFormat = None,
    columns: Columns = None,
    codes: Annotated[
        bool, typer.Option("--codes", help="Print what each code means, and stop.", is_eager=True)
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Look for what is wrong in a memory: rules of TMX that it breaks, and translations to look at.

    One line a remark: file and line, unit, language, code, reason. Codes are a family and a detail, as in
    numbers.changed; rules of TMX begin with tmx. Exits with 3 if there is any remark that --fix did not put
    right. --fix puts right what is certain, look-alike letters, spaces and Unicode form, and shows it.

    Example:  tm check memory.tmx --glossary terms.tsv --skip punctuation

    Example:  tm check memory.tmx --only letters,spaces,form --fix clean.tmx
    """
    if codes:
        for line in _meanings():
            typer.echo(line)
        return
    from tm.checks.checker import Checker
    from tm.formats.rejects import Rejects
    from tm.inspection import Inspection

    files = files or []
    wanted, unwanted = listed(only), listed(skip)
    _refuse(files, {"--fix": fix, "--rejects": rejects}, glossary)
    if wanted and set(wanted) <= set(unwanted):
        raise UsageError("--only and --skip leave nothing to look for")
    rules = not wanted or "tmx" in wanted
    families = tuple(name for name in wanted if name != "tmx")
    counts: Counter[str] = Counter()
    units = 0
    with Rejects(rejects) as aside:
        for file in files:
            checker = None
            if families or not wanted:
                others = [name for name in unwanted if name != "tmx"]
                terms = _read_glossary(glossary)
                checker = Checker(source=source, only=families, skip=others, glossary=terms)
            inspection = Inspection(
                file,
                checker,
                kind=input_format,
                langs=listed(columns),
                fix=fix,
                rejects=aside,
                conformance=rules and "tmx" not in unwanted,
            )
            for remark in _watched(inspection):
                typer.echo(_json(file, remark) if as_json else _line(file, remark))
            show.notes(inspection.warnings, quiet)
            show.notes(_without(file, inspection), quiet)
            counts += inspection.counts
            units += inspection.units
    _conclude(counts, units, fix, quiet)


def _without(file: str, inspection: Inspection) -> Iterator[str]:
    """What could not be compared, for a text is missing and nothing says that it should be there."""
    told = [f"{count:,} in {lang}" for lang, count in inspection.without.items()]
    if told:
        more = ", …" if len(told) > 5 else ""
        yield f"{file}: units without a text: {', '.join(told[:5])}{more}"


def _refuse(files: list[str], outputs: dict[str, Path | None], glossary: Path | None) -> None:
    """Refuse files that do not go together."""
    if not files:
        raise UsageError("name at least one memory to look at")
    if sum(str(file) == "-" for file in files) > 1:
        raise UsageError("standard input, -, can be read only once")
    if outputs["--fix"] is not None and len(files) > 1:
        raise UsageError("--fix writes one memory; check files one by one, or merge them first")
    distinct(outputs, [*files, *filter(None, [glossary])])
    if "-" in map(str, outputs.values()):
        raise UsageError("remarks go to standard output; name files for --fix and --rejects")


def _conclude(counts: Counter[str], units: int, fix: Path | None, quiet: bool) -> None:
    """The summary, and the exit code."""
    mended = counts.pop("mended", 0)
    if fix is not None:
        show.note(f"{fix}: {show.counted(mended, 'text')} put right", quiet)
    total = sum(counts.values())
    if not total:
        show.note(f"{show.counted(units, 'unit')}; nothing to remark", quiet)
        return
    told = ", ".join(f"{code} {count:,}" for code, count in counts.most_common(12))
    told += ", …" if len(counts) > 12 else ""
    raise GateFailed(f"{show.counted(total, 'remark')} on {show.counted(units, 'unit')}: {told}")


def _read_glossary(path: Path | None) -> Glossary | None:
    from tm.formats.glossary import read_glossary

    return None if path is None else read_glossary(path)


def _watched(inspection: Inspection) -> Iterator[Remark]:
    """The remarks, while a bar shows how far the file was read."""
    return show.watched("checking", inspection.remarks(), lambda: inspection.share)


def _line(file: str, remark: Remark) -> str:
    from tm.marking import marked

    reason = remark.reason
    if remark.old is not None and remark.new is not None:
        reason = marked(remark.old, remark.new)
    name = "standard input" if str(file) == "-" else file
    where = (remark.unit and f"({' '.join(remark.unit.split())})", remark.lang)
    place = " ".join(part for part in (f"{name}:{remark.line}:", *where) if part)
    return show.visible(f"{place} {remark.code}: {reason}")


def _json(file: str, remark: Remark) -> str:
    told = {name: value for name, value in dataclasses.asdict(remark).items() if value is not None}
    return json.dumps({"file": str(file), **told}, ensure_ascii=False)


def _meanings() -> Iterable[str]:
    from tm.checks.checker import FAMILIES
    from tm.formats.tmx_rules import RULES

    told = {code: meaning for family in FAMILIES.values() for code, meaning in family.items()}
    told |= {f"tmx.{rule}": meaning for rule, meaning in RULES.items()}
    width = max(map(len, told))
    return (f"{code.ljust(width)}  {meaning}" for code, meaning in told.items())
