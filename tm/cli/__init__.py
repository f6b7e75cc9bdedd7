"""The command `tm`: each subcommand reads its options, calls one function of the library, and prints.

Results go to standard output, everything else to standard error. Our own errors become one
line and their exit code here and nowhere else; any other error is a bug and shows itself.
Modules that take long to load are imported inside the commands, so that `tm --help` is quick.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated

import typer

from tm.cli import (
    align,
    check,
    concord,
    convert,
    corpus,
    exports,
    imports,
    lookup,
    memory,
    pretranslate,
    score,
    segment,
    serve,
    show,
    testset,
    train,
    upkeep,
)
from tm.errors import InputError, TMError
from tm.version import __version__

app = typer.Typer(
    name="tm",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("segment")(segment.segment)
app.command("align")(align.align)
app.command("evaluate")(align.evaluate)
app.command("score", context_settings={"allow_extra_args": True})(score.score)  # which it refuses itself
app.command("train")(train.train)
app.command("check")(check.check)
app.command("convert")(convert.convert)
app.command("merge")(convert.merge)
app.command("dedupe")(convert.dedupe)
app.command("diff")(memory.diff)
app.command("stats")(memory.stats)
app.command("lookup")(lookup.lookup)
app.command("concord")(concord.concord)
app.command("pretranslate")(pretranslate.pretranslate)
app.command("analyse")(pretranslate.analyse)
app.command("import")(imports.import_files)
app.command("export")(exports.export)
app.command("serve")(serve.serve)
app.add_typer(upkeep.app, name="memory")
app.add_typer(testset.app, name="testset")
app.add_typer(corpus.app, name="corpus")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ushtil {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Translation memory and alignment for Kazakh, English and Russian.

    Example:  tm align kk.txt en.txt ru.txt -o article.tmx --report article.html

    Exit codes: 0 done, 1 a bug of ours, 2 wrong usage, 3 a check that you asked for failed,
    4 bad input, 5 a memory or its server could not be used, 130 interrupted.
    """


def main(argv: list[str] | None = None) -> None:
    """Run the command; the process ends with the exit code of the error tree."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the locale says
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what is half-written is removed
    try:
        _run(argv)
    except TMError as error:
        show.note(str(error))
        sys.exit(error.exit_code)
    except MemoryError:
        show.note("this needs more memory than there is; split the input")
        sys.exit(InputError.exit_code)
    except OSError as error:  # files have errors of their own; what is left is standard output, or no name
        reason = (error.strerror or str(error)).lower()
        where = "standard output: can't be written" if error.filename is None else str(error.filename)
        show.note(f"{where}: {reason}")
        sys.stdout = None  # or its closing would fail once more
        sys.exit(InputError.exit_code)


def _run(argv: list[str] | None) -> None:
    """Run the command and write out what it printed, here, where it may still fail in order."""
    if sys.stdout is None:  # closed by the caller, who wants nothing of it
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        app(args=argv)
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # the reader, `head` say, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        if stop.code == 130:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends already
            show.note("interrupted; nothing was written")
        sys.stdout.flush()
        raise
