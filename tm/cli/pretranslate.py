"""`tm pretranslate` and `tm analyse`: documents filled from a memory, and how much of them it knows."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tm.cli import show
from tm.cli.lookup import From, To, Workers, cores
from tm.cli.options import MEMORY, Json, Place, Quiet, distinct
from tm.errors import UsageError

if TYPE_CHECKING:
    from tm.analysis import Analysis
    from tm.formats.fillable import Kind
    from tm.pretranslation import Outcome, Pretranslation

Documents = Annotated[list[str], typer.Argument(metavar="FILE...", help="Documents: XLIFF, PO or text.")]
Lines = Annotated[bool, typer.Option("--lines", help="Take each line of a text as a segment.")]
_NAMED = 5  # lines that are named in a note
_WIDTH = 30  # columns of the name of a file in a table
_KINDS: dict[Kind, str] = {
    "context": "of 101 %",
    "exact": "of 100 %",
    "repaired": "with numbers put right",
    "fuzzy": "fuzzy",
}


def pretranslate(
    files: Documents,
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FILE|FOLDER/", help="The document to write, or a folder."),
    ],
    memory: Place = MEMORY,
    source: From = None,
    target: To = None,
    minimum: Annotated[
        float,
        typer.Option("--min", min=0, max=101, metavar="PERCENT", help="Least score of what is filled in."),
    ] = 75,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair/--no-repair", help="Put the document's numbers into matches where that is sure."
        ),
    ] = True,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Fill segments with a draft as well; it is overwritten.")
    ] = False,
    lines: Lines = False,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Fill documents with what a memory has for them, and print how much that is.

    XLIFF, PO and text stay as they are but for the targets that are filled. What is translated, approved or
    locked is left alone, and so are drafts. Several documents go to a folder, which is made, and one does too
    where -o has a slash at its end. Exact matches count as translated; fuzzy ones, those whose
    numbers were put right, and those that lack inline codes are marked as to be reviewed, which a text
    can't say. The table counts what was to be translated, as tm analyse does.

    Example:  tm pretranslate article.xlf -o article.ru.xlf -m team.sqlite

    Example:  tm pretranslate *.po -o filled --from en --to kk --min 85
    """
    from tm.pretranslation import Pretranslation, Wishes, outputs_of

    distinct({"-o": Path(output)}, [memory])
    ends = (os.sep, os.altsep or os.sep)
    outputs = outputs_of(files, Path(output), folder=output.endswith(ends))
    job = Pretranslation(
        memory,
        files,
        outputs,
        langs=(source, target),
        lines=lines,
        wishes=Wishes(minimum, repair, drafts),
        workers=workers or cores(),
    )
    if outputs != [Path(output)]:
        _make(Path(output))
    _run(job, as_json, quiet)
    for outcome in job.outcomes:
        show.notes(_told(outcome), quiet)


def analyse(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Documents, or memories in any format.")
    ],
    memory: Place = MEMORY,
    source: From = None,
    target: To = None,
    lines: Lines = False,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """How much of documents a memory knows: segments, words and characters by the score of the best match.

    A segment that stands in the files again counts as a repetition, whatever the memory has. 101 is the
    same text in the same place. Words are what white space separates; characters are counted with spaces,
    without inline codes. What is translated, approved or locked is not counted.

    Example:  tm analyse article.xlf notes.kk.txt --to ru -m team.sqlite
    """
    from tm.pretranslation import Pretranslation

    job = Pretranslation(memory, files, langs=(source, target), lines=lines, workers=workers or cores())
    _run(job, as_json, quiet)


def _run(job: Pretranslation, as_json: bool, quiet: bool) -> None:
    """Do it, and print the analysis."""
    from tm.analysis import Analysis

    show.followed("looking up", job.run())
    for outcome in job.outcomes:
        show.notes(outcome.warnings, quiet)
        if outcome.done:
            done = show.counted(outcome.done, "segment")
            show.note(f"{outcome.path}: {done} translated, approved or locked, not counted", quiet)
    together = Analysis.of(one.analysis for one in job.outcomes)
    if as_json:
        said = {"files": list(map(_plain, job.outcomes)), "total": _counts(together)}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    tables = [(show.visible(str(one.path)), one.analysis) for one in job.outcomes]
    if len(tables) > 1:
        tables.append(("all files", together))
    typer.echo("\n\n".join(_table(name, analysis) for name, analysis in tables))


def _table(name: str, analysis: Analysis) -> str:
    from tm.cli import page

    total = analysis.total
    short = name if page.width(name) <= _WIDTH else "…" + name[-_WIDTH + 1 :]
    rows = [[short, "segments", "words", "characters", "% of words"]]
    for row, extent in [*analysis.rows.items(), ("total", total)]:
        share = f"{100 * extent.words / total.words:.1f}" if total.words else "0.0"
        numbers = (extent.segments, extent.words, extent.characters)
        rows.append([row.replace("-", "–"), *(f"{number:,}" for number in numbers), share])
    return show.table(rows)


def _counts(analysis: Analysis) -> dict[str, dict[str, int]]:
    rows = {row: dataclasses.asdict(extent) for row, extent in analysis.rows.items()}
    return {**rows, "total": dataclasses.asdict(analysis.total)}


def _plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome for machines."""
    told: dict[str, Any] = {
        "file": str(outcome.path),
        "analysis": _counts(outcome.analysis),
        "done": outcome.done,
    }
    if outcome.output is not None:
        told |= {
            "output": str(outcome.output),
            "filled": dict(outcome.filled),
            "drafts": outcome.kept,
            "without_codes": outcome.codes,
            "unmarked": outcome.unmarked,
            "several_exact": outcome.choices,
            "left": outcome.left,
            "problems": outcome.problems,
        }
    return told


def _told(outcome: Outcome) -> list[str]:
    """What became of a document, in sentences."""
    kinds = ", ".join(
        f"{outcome.filled[kind]:,} {said}" for kind, said in _KINDS.items() if outcome.filled[kind]
    )
    count = show.counted(outcome.analysis.total.segments, "segment")
    filled = sum(outcome.filled.values())
    said = [f"{outcome.output}: {filled:,} of {count} filled" + (f": {kinds}" if kinds else "")]
    if outcome.kept:
        drafts = f"drafts left for which the memory has something: {outcome.kept:,}"
        said.append(f"{outcome.path}: {drafts}; --drafts fills them")
    if outcome.codes:
        said.append(f"{outcome.output}: filled without their inline codes: {_lines(outcome.codes)}")
    if outcome.unmarked:
        said.append(f"{outcome.output}: not exact, and not marked as such: {_lines(outcome.unmarked)}")
    if outcome.choices:
        several = "the memory has several translations of 100 %, and the first was taken"
        said.append(f"{outcome.output}: {several}: {_lines(outcome.choices)}")
    if outcome.left:
        said.append(f"{outcome.output}: left in the source language: {_lines(outcome.left)}")
    return [*said, *(f"{outcome.path}: {problem}" for problem in outcome.problems)]


def _lines(lines: Sequence[int]) -> str:
    """How many segments, and in which lines of the document the first of them are."""
    first = ", ".join(str(line) for line in lines[:_NAMED])
    more = ", …" if len(lines) > _NAMED else ""
    return f"{show.counted(len(lines), 'segment')} (line {first}{more})"


def _make(folder: Path) -> None:
    """Make a folder for the outputs. Raises UsageError where that can't be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"-o {folder}: can't be made: {(error.strerror or str(error)).lower()}") from error
