"""`tm segment`: texts into sentences."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from tm.cli import show
from tm.cli.options import Json, Langid, Quiet, Trust
from tm.errors import UsageError


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
    lowercase_starts: Annotated[
        bool, typer.Option("--lowercase-starts", help="A small letter may begin a sentence, as in chats.")
    ] = False,
    keep_quotes: Annotated[
        bool,
        typer.Option(
            "--keep-quotes", help="Keep the sentences of a quotation together when its speaker follows."
        ),
    ] = False,
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
        from tm.formats.output import written
        from tm.formats.srx import srx_document

        with written(export_srx) as stream:
            stream.write(srx_document())
        show.note(f"wrote {export_srx}", quiet)
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
        if explain:
            _print_decisions(document.source.text, document.lang, lowercase_starts, keep_quotes, as_json)
            continue
        for found in document.segments:
            sys.stdout.write(
                (json.dumps(found._asdict(), ensure_ascii=False) if as_json else found.text) + "\n"
            )


def identifier(langid: bool):  # type: ignore[no-untyped-def]  # noqa: ANN201 - a function that only one of two modules has
    """What identifies languages: the letters, or the letters and py3langid."""
    if langid:
        from tm.identification import identify

        return identify
    from tm.languages import identify as by_letters

    return by_letters


def _print_decisions(text: str, lang: str, lowercase_starts: bool, keep_quotes: bool, as_json: bool) -> None:
    from tm.segmentation import explain

    for decision in explain(text, lang, lowercase_starts=lowercase_starts, keep_quotes=keep_quotes):
        if as_json:
            sys.stdout.write(json.dumps(decision._asdict(), ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(
                f"{decision.offset:>7}  {decision.verdict:<5}  {decision.rule:<24}  "
                f"{decision.left:>30} ┃ {decision.right}\n"
            )
