"""`tm align` and `tm evaluate`: versions of a document into aligned units, and how good that is."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import show
from tm.cli.encoder import EncoderPath, encoded, opened
from tm.cli.options import Json, KeepQuotes, Langid, LowercaseStarts, Quiet, Trust, languages
from tm.errors import UsageError

if TYPE_CHECKING:
    pass


def align(
    files: Annotated[
        list[str], typer.Argument(metavar="KK EN [RU]", help="Two or three versions of a document.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT.tmx", help="Where the TMX goes; - is stdout.")
    ],
    langs: Annotated[
        str | None,
        typer.Option(help="Languages of the files, as kk,en,ru; else from the names, else detected."),
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Take each line as one segment.")] = False,
    beads: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write beads files of all languages and of each pair here."),
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write texts and beads into a folder in here, for tm serve DIR."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="OUT.html", help="Write a report to read and print.")
    ] = None,
    anchors: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE.beads", help="Beads that you have confirmed, kept as they are; may be given again."
        ),
    ] = None,
    explain: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Print what spoke for and against bead N of the report."),
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option(
            min=0, max=1, help="Leave less sure beads out of the TMX (they stay in beads and report)."
        ),
    ] = 0.0,
    crossing: Annotated[
        bool,
        typer.Option(
            "--crossing", help="Link what stands in another order too, with low confidence: units, a table."
        ),
    ] = False,
    encoder: EncoderPath = None,
    lowercase_starts: LowercaseStarts = False,
    keep_quotes: KeepQuotes = False,
    trust_languages: Trust = False,
    langid: Langid = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Align two or three versions of a document and write TMX 1.4.

    Each bead of two languages at least becomes one translation unit with all its languages.
    Beads keep the order of all texts. A passage that was moved, or that one text says twice, is
    named, and --crossing adds it after all other units, as x-crossing.

    Example:  tm align kk.txt en.txt ru.txt -o article.tmx --report article.html
    """
    from tm.bitext import aligned, crossed, name_of, read_document, reasons
    from tm.cli.align_output import Outputs, check, check_folders, summarise, write
    from tm.cli.anchors import beads_from, named
    from tm.cli.explain import explanation
    from tm.cli.segment import identifier

    if len(files) not in (2, 3):
        raise UsageError(f"give two or three versions of a document, not {len(files)}")
    inputs = [*files, *map(str, anchors or ())]
    outputs = Outputs(output, beads, review, report, min_confidence, crossing, as_json, quiet)
    check(outputs, inputs)
    other = opened(encoder)
    documents = [
        read_document(
            file,
            lang,
            lines=lines,
            trust=trust_languages,
            lowercase_starts=lowercase_starts,
            keep_quotes=keep_quotes,
            identified_by=identifier(langid),
        )
        for file, lang in zip(files, languages(langs, len(files)), strict=True)
    ]
    for document in documents:
        show.notes(document.warnings, quiet)
    check_folders(outputs, inputs, name_of(documents), [document.lang for document in documents])
    confirmed = [bead for path in anchors or () for bead in beads_from(path, documents)]
    encoded(other, documents, quiet)
    with show.progress(4) as step:
        step(f"aligning {' × '.join(f'{len(document.segments):,}' for document in documents)} segments")
        with named(anchors):
            bitext = aligned(documents, anchors=confirmed, encoder=other)
        step("explaining")
        why = reasons(bitext, outputs.explained(bitext, explain), encoder=other)
        step("looking for passages in another order")
        elsewhere = crossed(bitext, encoder=other)
        step("writing")
        dropped = write(bitext, outputs, other, why, elsewhere)
    if dropped:
        show.note(f"{output}: left out {show.counted(dropped, 'character')} that XML can't hold", quiet)
    summarise(bitext, outputs, explain, why, elsewhere)
    if explain and not as_json:
        typer.echo(explanation(bitext.alignment, explain, why[explain]), err=str(output) == "-")


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="A beads file made by hand, or a folder of them.")
    ],
    test: Annotated[
        Path, typer.Argument(metavar="TEST", help="The beads file, or the folder, to be judged.")
    ],
    as_json: Json = False,
) -> None:
    """Print precision, recall and F1 of beads against gold, a row a pair of languages.

    Strict counts the very beads, lax those that share a link with gold, as Vecalign's scorer
    does; link counts pairs of segments, null those left alone. Folders are compared by file
    name; of a file with three languages each pair is compared, and all three together.

    Example:  tm evaluate alignments/gold/azattyq-pompeo out/beads
    """
    from tm.evaluation import compared

    rows = compared(gold, test)
    if as_json:
        typer.echo(json.dumps({name: asdict(scores) for name, scores in rows.items()}, indent=2))
        return
    head = [
        "",
        *(f"{grade} {what}" for grade in ("strict", "lax") for what in ("P", "R", "F1")),
        "link F1",
        "null F1",
    ]
    typer.echo(
        show.table(
            [head]
            + [
                [name, *(f"{value:.3f}" for value in (
                    s.strict_precision, s.strict_recall, s.strict_f1, s.lax_precision, s.lax_recall, s.lax_f1,
                    s.link_f1, s.null_f1,
                ))]
                for name, s in rows.items()
            ]
        )
    )  # fmt: skip
