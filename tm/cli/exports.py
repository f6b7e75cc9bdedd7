"""`tm export`: a memory, or a part of it, to a file, or to sets for training and testing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import convert, show
from tm.cli import selection as chosen
from tm.cli.convert import Format, From, ProfileOption, To
from tm.cli.options import MEMORY, Json, Place, Quiet
from tm.cli.selection import listed
from tm.errors import UsageError

if TYPE_CHECKING:
    from tm.selection import Selection
    from tm.splitting import Split

_SEED, _THRESHOLD = 12345, 70


def export(
    output: Annotated[Path, typer.Argument(metavar="OUT", help="What to write; - is standard output.")],
    memory: Place = MEMORY,
    form: Format = None,
    profile: ProfileOption = None,
    source: From = None,
    target: To = None,
    langs: chosen.Langs = None,
    project: chosen.Project = None,
    document: chosen.Document = None,
    origin: chosen.Origin = None,
    since: chosen.Since = None,
    until: chosen.Until = None,
    confidence: chosen.Confidence = None,
    review: chosen.Review = None,
    text: chosen.Text = None,
    split: Annotated[
        str | None,
        typer.Option(
            "--split", metavar="dev=1000,test=5%", help="Write sets: dev and test, train and the rest."
        ),
    ] = None,
    threshold: Annotated[
        float,
        typer.Option("--threshold", help="Per cent of likeness from which train counts as having seen it."),
    ] = _THRESHOLD,
    whole: Annotated[
        bool, typer.Option("--whole-documents", help="Draw documents whole, not single units.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="Draw other units than with another seed.")] = _SEED,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a memory, or what is selected of it: as TMX, XLIFF, PO, CSV, TSV, XLSX or plain text.

    With --split, corpus.tmx becomes corpus.train.tmx, corpus.dev.tmx and corpus.test.tmx. No segment of dev
    or test is like one of train, in any language: what is goes to corpus.left-out.tmx, and is counted. All
    these files appear, or none.

    Example:  tm export for-omegat.tmx --profile omegat --from kk --to ru --review confirmed

    Example:  tm export corpus --format moses --from kk --to en --split dev=1000,test=1000
    """
    pair = convert.paired(source, target)
    if split is not None:
        if profile:
            raise UsageError(
                "--split and --profile do not go together; convert the sets that are meant for a tool"
            )
        if str(output) == "-":
            raise UsageError("--split writes several files; name what their names are made of")
        langs = langs or (",".join(pair) or None)
    wanted = chosen.selection(langs, project, document, origin, since, until, confidence, review, text)
    if split is not None:
        _split(memory, output, split, wanted, (form, threshold, whole, seed, pair), as_json, quiet)
        return
    from tm.conversion import Conversion
    from tm.formats.sources import Source

    convert.outputs({"OUT": output}, [memory], as_json)
    if pair and profile is None:
        convert.refuse_pair([memory], "memory", output, form)
    work = Conversion(
        [Source(memory, "memory")], output, kind=form, langs=pair, selection=wanted, profile=profile
    )
    show.followed("exporting", work.run(), share=True)
    convert.report(work.outcome, output, None, as_json, quiet)


def _split(
    place: str,
    output: Path,
    sizes: str,
    wanted: Selection,
    wishes: tuple[str | None, float, bool, int, tuple[str, ...]],
    as_json: bool,
    quiet: bool,
) -> None:
    from tm.memory import Memory
    from tm.splitting import Split

    kind, threshold, whole, seed, langs = wishes
    with Memory(place) as opened:
        work = Split(
            opened,
            _sizes(sizes),
            output,
            kind=kind,
            threshold=threshold,
            whole=whole,
            seed=seed,
            selection=wanted,
            langs=langs,
        )
        show.followed("splitting", work.run())
    parted = work.parted
    if as_json:
        outputs = {name: str(path) for name, path in work.outputs.items()}
        plain = {**convert.plain(parted), "outputs": outputs}
        typer.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    elif not quiet:
        typer.echo(_table(work))
    for name, count in parted.like.items():
        if count:
            told = f"{threshold:g} % or more like one of {name}"
            show.note(
                f"left out of train: {show.counted(count, 'unit')} with a segment that is {told}", quiet
            )
    if parted.unwanted:
        show.note(f"not selected: {show.counted(parted.unwanted, 'unit')}", quiet)
    if parted.lost:
        what = "; ".join(show.counted_as(count, name) for name, count in parted.lost.most_common())
        show.note(f"left out: {what}", quiet)


def _table(work: Split) -> str:
    rows = [["set", "units", "file"]]
    sizes = work.parted.sizes
    rows += [[name, f"{sizes[name]:,}", str(path)] for name, path in work.outputs.items()]
    width = max(len(row[2]) for row in rows)
    return show.table([[*row[:2], row[2].ljust(width)] for row in rows])


def _sizes(value: str) -> dict[str, int | str]:
    """The sizes of `dev=1000,test=5%` by set."""
    sizes: dict[str, int | str] = {}
    for part in listed(value):
        name, equals, size = (piece.strip() for piece in part.partition("="))
        if not equals or name in sizes:
            raise UsageError(f"--split {value}: write it as dev=1000,test=5%")
        sizes[name] = size
    return sizes
