"""What `tm align` writes and says: TMX, beads, a folder for review, a report, a summary."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from tm.cli import show
from tm.cli.options import distinct
from tm.errors import UnwritableOutput, UsageError
from tm.languages import NAMES, base

if TYPE_CHECKING:
    from tm.alignment import Reasons
    from tm.bitext import Bitext
    from tm.encoders import AnyEncoder
    from tm.units import Crossing


class Outputs(NamedTuple):
    """What the options ask for: where things go, and what goes there."""

    output: Path
    beads: Path | None
    review: Path | None
    report: Path | None
    minimum: float
    crossing: bool
    as_json: bool
    quiet: bool

    @property
    def by_option(self) -> dict[str, Path | None]:
        """The places by the options that name them."""
        return {"-o": self.output, "--report": self.report, "--beads": self.beads, "--review": self.review}

    def explained(self, bitext: Bitext, explain: int | None) -> list[int]:
        """The numbers of the beads to be explained: the one asked for, and those that the report shows."""
        numbers = [explain] if explain else []
        if self.report:
            from tm.report import SHOWN, doubtful

            numbers += [number for number in doubtful(bitext.alignment)[:SHOWN] if number != explain]
        return numbers


def check(outputs: Outputs, inputs: Sequence[str]) -> None:
    """Refuse outputs that would overwrite each other or an input, or mix on standard output."""
    for option in ("-o", "--report"):
        place = outputs.by_option[option]
        if outputs.as_json and str(place) == "-":
            raise UsageError(f"--json and {option} - would both write to standard output; name a file")
    for option in ("--beads", "--review"):
        if str(outputs.by_option[option]) == "-":
            raise UsageError(f"{option} names a folder; it can't be standard output")
    distinct(outputs.by_option, inputs)


def check_folders(outputs: Outputs, inputs: Sequence[str], name: str, langs: Sequence[str]) -> None:
    """The same for the files in folders, whose names have the languages."""
    from tm.formats.beads_folder import beads_name

    sets = [some for count in (2, 3) for some in combinations(langs, count)]
    files = {"--beads": outputs.beads} if outputs.beads else {}
    if outputs.review:
        files["--review"] = outputs.review / name
    for option, place in files.items():
        names = [beads_name(some) for some in sets]
        names += [f"{lang}.txt" for lang in langs] if option == "--review" else []
        for file in (place / one for one in names):
            distinct({"-o": outputs.output, "--report": outputs.report, option: file}, inputs)
            if file.is_dir():  # said before anything is written
                raise UnwritableOutput(file, "is a folder, where a file goes; take it away")


def write(
    bitext: Bitext,
    outputs: Outputs,
    encoder: AnyEncoder | None,
    why: Mapping[int, Sequence[Reasons]],
    elsewhere: Sequence[Crossing],
) -> int:
    """Write all that was asked for, or nothing; count the characters that XML can't hold."""
    from tm.alignment import likeness
    from tm.bitext import write_tmx
    from tm.formats.output import folder, written
    from tm.report import alignment_report

    with ExitStack() as stack:
        place = stack.enter_context(folder(outputs.beads)) if outputs.beads else None
        reviewed = stack.enter_context(folder(outputs.review / bitext.name)) if outputs.review else None
        stream = stack.enter_context(written(outputs.report)) if outputs.report else None
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
        dropped = write_tmx(bitext, outputs.output, outputs.minimum, elsewhere if outputs.crossing else ())
        if place:
            _write_beads(bitext, place)
        if place and outputs.crossing:
            _write_crossings(bitext, place, elsewhere)
        if reviewed:
            _write_document(bitext, reviewed)
    return dropped


def _write_beads(bitext: Bitext, place: Path) -> None:
    """The beads of all languages, and of three languages those of each pair, a file each."""
    from tm.formats.beads import write_beads
    from tm.formats.beads_folder import beads_by_name, fingerprints

    files = beads_by_name(bitext.alignment)
    for name, beads in files.items():
        langs = beads[0].langs
        write_beads(place / name, langs, beads, bitext.signature, fingerprints(bitext.alignment, langs))
    older = sorted(path.name for path in place.glob("*.beads") if path.name not in files)
    if older:
        show.note(f"{place}: holds other beads files too, which are left as they are: {', '.join(older)}")


def _write_document(bitext: Bitext, place: Path) -> None:
    """Texts, a segment a line, and their beads; what was confirmed before is in a file of its own."""
    from tm.formats.beads_folder import CONFIRMED, beads_files, confirmed_file, text_files
    from tm.formats.output import together

    files = {**text_files(bitext.alignment), **beads_files(bitext.alignment, bitext.signature)}
    if bitext.alignment.confirmed or (place / CONFIRMED).exists():
        files[CONFIRMED] = confirmed_file(bitext.alignment, bitext.signature)
    with together(place) as part:
        for name, content in files.items():
            (part / name).write_bytes(content)


def _write_crossings(bitext: Bitext, place: Path, elsewhere: Sequence[Crossing]) -> None:
    """What stands in another order, a table for each pair of languages."""
    from tm.formats.crossings import write_crossings

    for pair in combinations(bitext.alignment.langs, 2):
        these = [one for one in elsewhere if one.langs == pair]
        write_crossings(place / f"{'-'.join(pair)}.crossings.tsv", pair, these)


def _facts(bitext: Bitext) -> Iterator[tuple[str, str]]:
    for document in bitext.documents:
        name = NAMES[base(document.lang)]
        yield name, f"{Path(document.source.path).name}, {document.source.encoding.upper()}"
    yield "Made by", bitext.signature


def summarise(
    bitext: Bitext,
    outputs: Outputs,
    explain: int | None,
    why: Mapping[int, Sequence[Reasons]],
    elsewhere: Sequence[Crossing],
) -> None:
    """Say what was made and what was left out of the TMX, and where that can be found."""
    from tm.bitext import is_unit
    from tm.cli.crossing import told
    from tm.formats.crossings import crossings_told

    minimum, quiet = outputs.minimum, outputs.quiet
    all_beads = bitext.alignment.beads
    units = sum(is_unit(bead, minimum) for bead in all_beads)
    alone = sum(not is_unit(bead) for bead in all_beads)
    crossed = (
        sum(is_unit(bead, minimum) for one in elsewhere for bead in one.beads) if outputs.crossing else None
    )
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
        "files": [str(path) for path in _places(bitext, outputs)],
        "signature": bitext.signature,
    }
    if explain:
        from tm.cli import explain as explanations

        summary["explained"] = explanations.as_data(bitext.alignment, explain, why[explain])
    if outputs.as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    counts = ", ".join(f"{lang} {count}" for lang, count in summary["segments"].items())
    where = (
        " or ".join(str(path) for path in _places(bitext, outputs)[:0:-1])
        or "add --beads or --report to see them"
    )
    place = "standard output" if str(outputs.output) == "-" else outputs.output
    made = f"{show.counted(len(all_beads), 'bead')}, {show.counted(units, 'unit')} in {place}"
    show.note(f"{bitext.name}: segments {counts}; {made}", quiet)
    if alone == len(all_beads):
        show.note("no segment has a partner; are these versions of one document?", quiet)
    if len(all_beads) > units:
        less_sure = f" and {summary['below_confidence']} below {minimum:g}" if minimum else ""
        show.note(f"left out of the TMX: {alone} without a partner{less_sure} ({where})", quiet)
    if elsewhere:
        show.note(told(elsewhere, crossed), quiet)


def _places(bitext: Bitext, outputs: Outputs) -> list[Path]:
    """Where things were written: the TMX first."""
    review = outputs.review / bitext.name if outputs.review else None
    return [path for path in (outputs.output, outputs.report, outputs.beads, review) if path]
