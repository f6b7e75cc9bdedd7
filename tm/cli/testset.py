"""`tm testset`: test sets drawn from a memory and frozen, so that scores stay comparable."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import convert, show
from tm.cli import selection as chosen
from tm.cli.convert import Format, From, To
from tm.cli.options import MEMORY, Json, Place, Quiet
from tm.errors import ChangedTestSet, GateFailed, TMError, UsageError

if TYPE_CHECKING:
    from tm.testset import Freeze, Frozen, Leak

app = typer.Typer(
    no_args_is_help=True,
    help="Freeze test sets out of a memory, and say whether they are still what they were.",
    rich_markup_mode=None,
)
Folder = Annotated[
    Path, typer.Option("--folder", metavar="FOLDER", help="Where test sets are, a folder for each.")
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The test set.")]
SETS = Path("testsets")
_SEED, _THRESHOLD, _CONFIDENCE, _WORDS = 12345, 70, 0.9, 2
_SHOWN = 10  # leaks, or documents


@app.command("make")
def make(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call the set.")],
    size: Annotated[int, typer.Option("--size", metavar="500", help="How many segments it shall have.")],
    memory: Place = MEMORY,
    source: From = None,
    target: To = None,
    langs: Annotated[
        str | None,
        typer.Option("--langs", metavar="kk,en,ru", help="Instead of a pair: one set for all directions."),
    ] = None,
    folder: Folder = SETS,
    project: chosen.Project = None,
    document: chosen.Document = None,
    origin: chosen.Origin = None,
    since: chosen.Since = None,
    until: chosen.Until = None,
    confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence",
            min=0,
            max=1,
            help="Leave out units less sure, unless a person confirmed them.",
        ),
    ] = _CONFIDENCE,
    review: chosen.Review = None,
    text: chosen.Text = None,
    words: Annotated[
        int, typer.Option("--min-words", min=1, help="The least words of a segment, in each language.")
    ] = _WORDS,
    most: Annotated[
        int | None,
        typer.Option(
            "--per-document", min=1, help="The most segments a document gives; else by size and documents."
        ),
    ] = None,
    reviewed_first: Annotated[
        bool, typer.Option("--reviewed-first", help="Draw what a person confirmed or edited before the rest.")
    ] = False,
    threshold: Annotated[
        float,
        typer.Option(
            "--threshold", help="Per cent of likeness from which the memory counts as having seen it."
        ),
    ] = _THRESHOLD,
    seed: Annotated[int, typer.Option("--seed", help="Draw other units than with another seed.")] = _SEED,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Draw a test set and freeze it, with a signature; it is never replaced.

    Only units that can be references are drawn, of all documents in turn, and only those that nothing else in
    the memory is like, in any language of the set: all of the rest may be trained on. What could not be drawn
    is counted.

    Example:  tm testset make news --size 500 --from kk --to en
    """
    from tm.memory import Memory
    from tm.testset import Freeze

    pair = convert.paired(source, target)
    if bool(pair) == bool(langs):
        raise UsageError("name the languages of the set: --from and --to, or --langs kk,en,ru")
    wanted = chosen.selection(None, project, document, origin, since, until, None, review, text)
    with Memory(memory) as opened:
        work = Freeze(
            opened,
            name,
            size,
            pair or chosen.listed(langs),
            folder=folder,
            selection=wanted,
            seed=seed,
            threshold=threshold,
            confidence=confidence,
            words=words,
            most=most,
            reviewed_first=reviewed_first,
        )
        show.followed("drawing", work.run(), share=True)
    _made(work, as_json, quiet)


@app.command("list")
def list_testsets(folder: Folder = SETS, as_json: Json = False) -> None:
    """Print the test sets of a folder, and whether each is what was frozen.

    Example:  tm testset list
    """
    from tm.testset import open_testset, sets_in

    rows = [["set", "segments", "documents", "languages", "made", ""]]
    told = []
    for path in sets_in(folder):
        try:
            frozen = open_testset(path.name, folder)
        except TMError as error:
            told.append({"folder": str(path), "problem": str(error)})
            state = "changed" if isinstance(error, ChangedTestSet) else "can't be read"
            rows.append([path.name, "", "", "", "", state])
        else:
            told.append({"folder": str(path), **frozen.facts})
            facts = frozen.facts
            sizes = [f"{facts[key]:,}" for key in ("segments", "documents")]
            rows.append([path.name, *sizes, ",".join(frozen.langs), str(facts.get("made", "")), "as frozen"])
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif told:
        typer.echo(show.table(rows))
    else:
        show.note(f"{folder}: holds no test sets; tm testset make makes one")


@app.command("show")
def show_testset(name: Name, folder: Folder = SETS, as_json: Json = False) -> None:
    """Print what a test set is: its signature, how it was drawn, and how much each document gives.

    Example:  tm testset show news
    """
    from tm.testset import open_testset

    frozen = open_testset(name, folder)
    documents = _documents(frozen)
    if as_json:
        typer.echo(json.dumps({**frozen.facts, "by_document": documents}, ensure_ascii=False, indent=2))
        return
    facts, memory = frozen.facts, frozen.facts.get("memory", {})
    texts = ", ".join(str(path) for path in frozen.texts.values())
    origin = f"{memory.get('place')}, {memory.get('units')} units at revision {memory.get('revision')}"
    rows = {
        "signature": frozen.signature,
        "sha256": facts["sha256"],
        "made": str(facts.get("made")),
        "memory": origin,
        "selection": "; ".join(f"{key}: {value}" for key, value in facts.get("selection", {}).items()),
        "files": f"{frozen.tmx}, {texts}",
        "like means": f"{frozen.threshold:g} % or more",
    }
    for at, (document, count) in enumerate(documents.items()):
        if at == _SHOWN:
            rows["…"] = show.counted(len(documents) - _SHOWN, "more document")
            break
        rows[f"from {document or 'no document'}"] = show.counted(count, "segment")
    for reason, count in facts.get("left_out", {}).items():
        rows[reason] = f"{count:,} left out"
    width = max(show.width(name) for name in rows)
    for key, value in rows.items():
        if value:
            typer.echo(f"{show.visible(key)}{' ' * (width - show.width(key))}  {show.visible(value)}")


@app.command("check")
def check(
    name: Name,
    folder: Folder = SETS,
    memory: Place = MEMORY,
    leaks: Annotated[
        bool, typer.Option("--leaks", help="Look in the memory, too, for units like it that came in later.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say whether a test set is what was frozen; exit code 4 where it is not, naming what was changed.

    With --leaks, exit code 3 where the memory now has units that are like a segment of the set.

    Example:  tm testset check news --leaks
    """
    from tm.memory import Memory
    from tm.testset import Leaks, open_testset

    frozen = open_testset(name, folder)
    found: list[Leak] = []
    if leaks:
        with Memory(memory) as opened:
            work = Leaks(opened, frozen)
            show.followed("looking for leaks", work.run(), share=True)
        found = work.found
    numbers = {leak.number for leak in found}
    if as_json:
        told = {"signature": frozen.signature, "leaks": [leak._asdict() for leak in found] if leaks else None}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for leak in sorted(found, key=lambda leak: -leak.score)[:_SHOWN]:
            said = f"{frozen.name}:{leak.place + 1}"
            typer.echo(f"unit {leak.number} is {leak.score:.0f} % like {said} ({leak.lang})")
        if len(found) > _SHOWN:
            typer.echo(f"… and {len(found) - _SHOWN:,} more; --json has all")
    show.note(f"{frozen.folder}: as frozen, {show.counted(len(frozen), 'segment')}", quiet)
    if leaks:
        stay = f"{len(work.own):,} of {show.counted(len(frozen), 'unit')} as frozen"
        show.note(f"{opened.place}: {stay}, {show.counted(len(numbers), 'other unit')} like one", quiet)
    if numbers:
        raise GateFailed(
            f"{opened.place}: {show.counted(len(numbers), 'unit')} would give {frozen.name} away; "
            f"tm testset rest OUT {frozen.name} leaves them out of training"
        )


@app.command("rest")
def rest(
    output: Annotated[Path, typer.Argument(metavar="OUT", help="What to write; - is standard output.")],
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="The test sets.")],
    memory: Place = MEMORY,
    folder: Folder = SETS,
    form: Format = None,
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
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write what may be trained on: a memory without the units of test sets, and what is like one.

    Example:  tm testset rest train.tmx news --langs kk,en
    """
    from tm.memory import Memory
    from tm.testset import Rest, open_testset

    pair = convert.paired(source, target)
    wanted = chosen.selection(
        langs or ",".join(pair) or None, project, document, origin, since, until, confidence, review, text
    )
    sets = [open_testset(name, folder) for name in names]
    files = [memory, *(str(path) for one in sets for path in (one.tmx, *one.texts.values()))]
    convert.outputs({"OUT": output}, files, as_json)
    with Memory(memory) as opened:
        work = Rest(opened, sets, output, kind=form, langs=pair, selection=wanted)
        show.followed("leaving out", work.run(), share=True)
    if as_json:
        counts = {key: getattr(work, key) for key in ("written", "own", "like", "unwanted", "lost")}
        typer.echo(json.dumps(counts, ensure_ascii=False, indent=2))
    show.note(f"{show.counted(work.written, 'unit')} in {show.named(output)}", quiet)
    show.note(
        f"left out: {show.counted(work.own, 'unit')} of {', '.join(names)}, {work.like:,} like one", quiet
    )
    if work.unwanted:
        show.note(f"not selected: {show.counted(work.unwanted, 'unit')}", quiet)
    if work.lost:
        what = "; ".join(show.counted_as(count, name) for name, count in work.lost.most_common())
        show.note(f"left out: {what}", quiet)


def _made(work: Freeze, as_json: bool, quiet: bool) -> None:
    """Print the signature of a new set, and what could not be drawn."""
    frozen = work.frozen
    if as_json:
        told = {**frozen.facts, "folder": str(frozen.folder), "candidates": work.candidates}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        typer.echo(frozen.signature)
    documents = _documents(frozen)
    said = f"of {show.counted(len(documents), 'document')}, at most {max(documents.values()):,} of one"
    show.note(f"{frozen.folder}: {show.counted(len(frozen), 'segment')} {said}", quiet)
    for reason, count in work.left_out.most_common():
        if count:
            show.note(f"left out: {show.counted(count, 'unit')}: {reason}", quiet)


def _documents(frozen: Frozen) -> dict[str, int]:
    """How many segments each document gives, the most first; "" is what names none."""
    counts: dict[str, int] = {}
    for unit in frozen.units:
        document = unit.prop("x-document") or ""
        counts[document] = counts.get(document, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
