"""`tm segment`: texts into sentences."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import show
from tm.cli.options import Json, KeepQuotes, Langid, LowercaseStarts, Quiet, Trust
from tm.errors import UsageError

if TYPE_CHECKING:
    from tm.bitext import Document, Identify
    from tm.segmentation import Decision
    from tm.units import Segment


def segment(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE...", help="Texts; - is standard input.")
    ] = None,
    lang: Annotated[
        str, typer.Option(help="kk, en, ru; auto takes it from the file's name, else from its letters.")
    ] = "auto",
    explain: Annotated[
        bool, typer.Option("--explain", help="Print every candidate boundary and the rule that decided it.")
    ] = False,
    export_srx: Annotated[
        Path | None,
        typer.Option("--export-srx", metavar="OUT.srx", help="Write the rules as SRX 2.0 and stop."),
    ] = None,
    lowercase_starts: LowercaseStarts = False,
    keep_quotes: KeepQuotes = False,
    trust_languages: Trust = False,
    langid: Langid = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Print the sentences of texts, one a line.

    Nothing is lost: with --json each segment has its offsets in characters, and what lies
    between segments is white space. A newline always ends a segment.

    Example:  tm segment article.kk.txt --explain
    """
    if export_srx:
        if files or explain or lowercase_starts or keep_quotes or as_json:
            raise UsageError("--export-srx writes the rules and nothing else; of the others it takes --lang")
        _export(export_srx, lang, quiet)
        return
    if not files:
        raise UsageError("name a file, or - for standard input (tm segment --help)")
    from tm.bitext import read_document

    for file in files:
        document = read_document(
            file,
            None if lang == "auto" else lang,
            trust=trust_languages,
            lowercase_starts=lowercase_starts,
            keep_quotes=keep_quotes,
            identified_by=identifier(langid),
        )
        show.notes(document.warnings, quiet)
        named = {"file": file} if len(files) > 1 else {}
        if explain:
            _print_decisions(
                document, named, as_json, lowercase_starts=lowercase_starts, keep_quotes=keep_quotes
            )
        elif as_json:
            _print_json(named, document.segments)
        else:
            sys.stdout.writelines(f"{found.text}\n" for found in document.segments)


def identifier(langid: bool) -> Identify:
    """What identifies languages: the letters, or the letters and py3langid."""
    if langid:
        from tm.identification import identify as with_py3langid

        return with_py3langid
    from tm.languages import identify as by_letters

    return by_letters


def _export(path: Path, lang: str, quiet: bool) -> None:
    from tm.formats.output import written
    from tm.formats.srx import srx_document

    document = srx_document() if lang == "auto" else srx_document([lang])
    with written(path) as stream:
        stream.write(document)
    show.note(f"wrote {path}", quiet)


def _print_json(named: dict[str, str], rows: Iterable[Segment | Decision]) -> None:
    """A JSON object a line; of several files each says which it is from."""
    for row in rows:
        sys.stdout.write(json.dumps({**named, **row._asdict()}, ensure_ascii=False) + "\n")


def _print_decisions(document: Document, named: dict[str, str], as_json: bool, **options: bool) -> None:
    """A row a candidate boundary: where, what was decided, by which rule, and the text around it."""
    from tm.segmentation import explain

    decisions = explain(document.source.text, document.lang, **options)
    if as_json:
        _print_json(named, decisions)
        return
    for file in named.values():
        sys.stdout.write(f"==> {file} <==\n")
    for offset, verdict, rule, left, right in decisions:
        sys.stdout.write(f"{offset:>7}  {verdict:<5}  {rule:<24}  {left:>30} ┃ {right}\n")
