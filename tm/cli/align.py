"""`tm align` and `tm evaluate`: versions of a document into aligned units, and how good that is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tm.cli import show
from tm.cli.encoder import EncoderPath, encoded, opened
from tm.cli.options import Json, KeepQuotes, Langid, LowercaseStarts, Quiet, Trust, distinct, languages
from tm.errors import UnwritableOutput, UsageError
from tm.languages import NAMES, base

if TYPE_CHECKING:
    from tm.alignment import Reasons
    from tm.bitext import Bitext
    from tm.encoders import AnyEncoder
    from tm.units import Bead, Crossing


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
    from tm.bitext import aligned, crossed, read_document, reasons
    from tm.cli.anchors import beads_from, named
    from tm.cli.explain import explanation
    from tm.cli.segment import identifier

    if len(files) not in (2, 3):
        raise UsageError(f"give two or three versions of a document, not {len(files)}")
    inputs = [*files, *map(str, anchors or ())]
    _check_outputs(output, report, beads, inputs, as_json)
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
    _check_beads(output, report, beads, inputs, [document.lang for document in documents])
    confirmed = [bead for path in anchors or () for bead in beads_from(path, documents)]
    encoded(other, documents, quiet)
    with show.progress(4) as step:
        step(f"aligning {' × '.join(f'{len(document.segments):,}' for document in documents)} segments")
        with named(anchors):
            bitext = aligned(documents, anchors=confirmed, encoder=other)
        step("explaining")
        why = reasons(bitext, _asked(bitext, report, explain), encoder=other)
        step("looking for passages in another order")
        elsewhere = crossed(bitext, encoder=other)
        step("writing")
        dropped = _write(bitext, output, beads, report, min_confidence, other, why, elsewhere, crossing)
    if dropped:
        show.note(f"{output}: left out {show.counted(dropped, 'character')} that XML can't hold", quiet)
    _summarise(
        bitext, output, beads, report, min_confidence, explain, why, elsewhere, crossing, as_json, quiet
    )
    if explain and not as_json:
        typer.echo(explanation(bitext.alignment, explain, why[explain]), err=str(output) == "-")


def _check_outputs(
    output: Path, report: Path | None, beads: Path | None, inputs: Sequence[str], as_json: bool
) -> None:
    """Refuse outputs that would overwrite each other or an input, or mix on standard output."""
    for option, place in (("-o", output), ("--report", report)):
        if as_json and str(place) == "-":
            raise UsageError(f"--json and {option} - would both write to standard output; name a file")
    if str(beads) == "-":
        raise UsageError("--beads names a folder; it can't be standard output")
    distinct({"-o": output, "--report": report, "--beads": beads}, inputs)


def _check_beads(
    output: Path, report: Path | None, beads: Path | None, inputs: Sequence[str], langs: Sequence[str]
) -> None:
    """The same for the files in the folder of the beads, whose names have the languages."""
    for some in (some for count in (2, 3) for some in combinations(langs, count)) if beads else ():
        place = beads / _beads_name(some) if beads else None
        distinct({"-o": output, "--report": report, "--beads": place}, inputs)
        if place and place.is_dir():  # said before anything is written
            raise UnwritableOutput(place, "is a folder, where a beads file goes; take it away")


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


def _asked(bitext: Bitext, report: Path | None, explain: int | None) -> list[int]:
    """The numbers of the beads to be explained: the one asked for, and those that the report shows."""
    numbers = [explain] if explain else []
    if report:
        from tm.report import SHOWN, doubtful

        numbers += [number for number in doubtful(bitext.alignment)[:SHOWN] if number != explain]
    return numbers


def _write(
    bitext: Bitext,
    output: Path,
    beads: Path | None,
    report: Path | None,
    minimum: float,
    encoder: AnyEncoder | None,
    why: Mapping[int, Sequence[Reasons]],
    elsewhere: Sequence[Crossing],
    crossing: bool,
) -> int:
    """Write all that was asked for, or nothing; count the characters that XML can't hold."""
    from tm.alignment import likeness
    from tm.bitext import write_tmx
    from tm.formats.output import folder, written
    from tm.report import alignment_report

    with ExitStack() as stack:
        place = stack.enter_context(folder(beads)) if beads else None
        stream = stack.enter_context(written(report)) if report else None
        if stream:
            remarks = [warning for document in bitext.documents for warning in document.warnings]
            page = alignment_report(
                bitext.alignment,
                title=bitext.name,
                facts=list(_facts(bitext)),
                warnings=remarks,
                alike=likeness(bitext.alignment, encoder),
                why=why,
                crossings=elsewhere,
            )
            stream.write(page.encode())
        # After the page, which takes longer to make.
        dropped = write_tmx(bitext, output, minimum, elsewhere if crossing else ())
        if place:
            _write_beads(bitext, place)
        if place and crossing:
            _write_crossings(bitext, place, elsewhere)
    return dropped


def _write_beads(bitext: Bitext, place: Path) -> None:
    """The beads of all languages, and of three languages those of each pair, a file each."""
    from tm.formats.beads import fingerprint, write_beads

    alignment = bitext.alignment
    files: dict[str, tuple[Bead, ...]] = {_beads_name(alignment.langs): alignment.beads}
    files.update((_beads_name(langs), beads) for langs, beads in alignment.finest.items())
    for name, beads in files.items():
        langs = beads[0].langs
        texts = [fingerprint(alignment.segments[lang]) for lang in langs]
        write_beads(place / name, langs, beads, bitext.signature, texts)
    older = sorted(path.name for path in place.glob("*.beads") if path.name not in files)
    if older:
        show.note(f"{place}: holds other beads files too, which are left as they are: {', '.join(older)}")


def _write_crossings(bitext: Bitext, place: Path, elsewhere: Sequence[Crossing]) -> None:
    """What stands in another order, a table for each pair of languages."""
    from tm.formats.crossings import write_crossings

    for pair in combinations(bitext.alignment.langs, 2):
        these = [one for one in elsewhere if one.langs == pair]
        write_crossings(place / f"{'-'.join(pair)}.crossings.tsv", pair, these)


def _beads_name(langs: Sequence[str]) -> str:
    return f"{'-'.join(langs)}.beads"


def _facts(bitext: Bitext) -> Iterator[tuple[str, str]]:
    for document in bitext.documents:
        name = NAMES[base(document.lang)]
        yield name, f"{Path(document.source.path).name}, {document.source.encoding.upper()}"
    yield "Made by", bitext.signature


def _summarise(
    bitext: Bitext,
    output: Path,
    beads: Path | None,
    report: Path | None,
    minimum: float,
    explain: int | None,
    why: Mapping[int, Sequence[Reasons]],
    elsewhere: Sequence[Crossing],
    crossing: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say what was made and what was left out of the TMX, and where that can be found."""
    from tm.bitext import is_unit
    from tm.cli.crossing import told
    from tm.formats.crossings import crossings_told

    all_beads = bitext.alignment.beads
    units = sum(is_unit(bead, minimum) for bead in all_beads)
    alone = sum(not is_unit(bead) for bead in all_beads)
    crossed = sum(is_unit(bead, minimum) for one in elsewhere for bead in one.beads) if crossing else None
    summary: dict[str, Any] = {
        "document": bitext.name,
        "segments": {document.lang: len(document.segments) for document in bitext.documents},
        "beads": len(all_beads),
        "units": units,
        "without_partner": alone,
        "below_confidence": len(all_beads) - units - alone,
        "confirmed": sum(map(bitext.alignment.is_confirmed, all_beads)),
        "confidence": round(sum(bead.confidence for bead in all_beads) / len(all_beads), 4),
        "crossings": crossings_told(elsewhere),
        "crossing_units": crossed or 0,
        "files": [str(path) for path in (output, report, beads) if path],
        "signature": bitext.signature,
    }
    if explain:
        from tm.cli import explain as explanations

        summary["explained"] = explanations.as_data(bitext.alignment, explain, why[explain])
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    counts = ", ".join(f"{lang} {count}" for lang, count in summary["segments"].items())
    where = (
        " or ".join(str(path) for path in (beads, report) if path) or "add --beads or --report to see them"
    )
    place = "standard output" if str(output) == "-" else output
    made = f"{show.counted(len(all_beads), 'bead')}, {show.counted(units, 'unit')} in {place}"
    show.note(f"{bitext.name}: segments {counts}; {made}", quiet)
    if alone == len(all_beads):
        show.note("no segment has a partner; are these versions of one document?", quiet)
    if len(all_beads) > units:
        less_sure = f" and {summary['below_confidence']} below {minimum:g}" if minimum else ""
        show.note(f"left out of the TMX: {alone} without a partner{less_sure} ({where})", quiet)
    if elsewhere:
        show.note(told(elsewhere, crossed), quiet)
