"""The main job: versions of a document in, aligned translation units out.

documents = [read_document("kk.txt", "kk"), read_document("en.txt", "en")]
bitext = aligned(documents)
for unit in translation_units(bitext): ...
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tm.alignment import Reasons, align, crossings, explain
from tm.alignment.encoder import AnyEncoder
from tm.errors import UnreadableFile, UsageError, WrongLanguage
from tm.formats.documents import DocumentText, read_text
from tm.formats.tmx import TmxWriter
from tm.languages import (
    LANGUAGES,
    TAG_IN_NAME,
    WELL_FORMED,
    Identified,
    base,
    identify,
    language_in_name,
)
from tm.segmentation import VERSION as SEGMENTATION
from tm.segmentation import segment
from tm.units import Alignment, Bead, Crossing, Header, Prop, Segment, TranslationUnit, Variant
from tm.version import __version__

Identify = Callable[[str], Identified]

# How many letters tell the language of one line: few between alphabets; from Russian, Kazakh may differ
# in no letter of a short line, so there many are needed, or many such lines.
ENOUGH_LETTERS = {("kk", "ru"): 60, ("ru", "kk"): 30}
ENOUGH_BETWEEN_ALPHABETS = 20
MANY_LINES = 0.1  # of the lines of a document, if they are five at least


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a document: its text, its language, its segments, and what a user should be told."""

    source: DocumentText
    lang: str
    segments: tuple[Segment, ...]
    warnings: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What the segments say."""
        return tuple(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Bitext:
    """Versions of one document and their alignment; the signature names all that made it."""

    name: str
    documents: tuple[Document, ...]
    alignment: Alignment
    signature: str


def read_document(
    path: Path | str,
    lang: str | None = None,
    *,
    lines: bool = False,
    trust: bool = False,
    lowercase_starts: bool = False,
    keep_quotes: bool = False,
    identified_by: Identify = identify,
) -> Document:
    """Read and segment one version of a document.

    The language is `lang`, else what the name of the file says, else what the letters say.
    With `lines` every line that is not blank is a segment as it stands. Lines that read like
    another language are warned about; a whole document that does raises WrongLanguage, unless
    `trust` is set. Raises UnreadableFile when the file can't be read.
    """
    return segmented(
        read_text(path),
        lang or language_in_name(path),
        lines=lines,
        trust=trust,
        lowercase_starts=lowercase_starts,
        keep_quotes=keep_quotes,
        identified_by=identified_by,
    )


def segmented(
    source: DocumentText,
    declared: str | None = None,
    *,
    lines: bool = False,
    trust: bool = False,
    lowercase_starts: bool = False,
    keep_quotes: bool = False,
    identified_by: Identify = identify,
) -> Document:
    """`read_document` of a text that was read, in the language that it is declared to be in, if any."""
    path = source.path
    warnings = [source.note] if source.note else []
    if declared and not (base(declared) in LANGUAGES and WELL_FORMED.fullmatch(declared)):
        raise UsageError(f"{path}: {declared!r} is none of the languages known here: {', '.join(LANGUAGES)}")
    found = identified_by(source.text).lang
    if declared is None:
        if found not in LANGUAGES:
            problem = (
                "has too few letters to tell its language" if found is None else f"seems to be in {found}"
            )
            raise UnreadableFile(
                path, f"{problem}; name one of {', '.join(LANGUAGES)} with --langs or --lang"
            )
        declared = found
        warnings.append(f"{path}: taken for {found} by its letters")
    elif found and found != base(declared) and not trust:
        raise WrongLanguage(path, declared, found)
    if lines:
        segments = _lines(source.text, declared)
    else:
        segments = tuple(
            segment(source.text, declared, lowercase_starts=lowercase_starts, keep_quotes=keep_quotes)
        )
    if not segments:
        raise UnreadableFile(path, "is empty; there is nothing to read")
    if not trust:
        warnings += _foreign_lines(source, declared, identified_by)
    return Document(source, declared, segments, tuple(warnings))


def aligned(
    documents: Sequence[Document],
    name: str | None = None,
    *,
    anchors: Sequence[Bead] = (),
    encoder: AnyEncoder | None = None,
) -> Bitext:
    """Align versions of one document, with the encoder in the package if no other is given.

    `anchors` are beads that a person has confirmed; their languages may be written otherwise than those of
    the documents (kk for kk-KZ). Raises UsageError unless there are two or three languages, and UnfitAnchors.
    """
    langs = [document.lang for document in documents]
    if len(set(map(base, langs))) < len(langs):
        raise UsageError(f"the versions must be in different languages, not {', '.join(langs)}")
    written = {base(lang): lang for lang in langs}
    known = tuple(
        Bead(tuple(written.get(base(lang), lang) for lang in bead.langs), bead.sides) for bead in anchors
    )
    alignment = align(
        {document.lang: document.texts for document in documents},
        paragraphs=_paragraphs(documents),
        anchors=known,
        encoder=encoder,
    )
    signature = f"ushtil:{__version__}|seg:{SEGMENTATION}|{alignment.signature}"
    return Bitext(name or _name(documents), tuple(documents), alignment, signature)


def reasons(
    bitext: Bitext, numbers: Sequence[int], *, encoder: AnyEncoder | None = None
) -> dict[int, list[Reasons]]:
    """What spoke for and against the beads of these numbers, from 1; `encoder` is the one that aligned them.

    Raises UsageError if there is no such bead.
    """
    beads = bitext.alignment.beads
    for number in numbers:
        if not 1 <= number <= len(beads):
            raise UsageError(f"there is no bead {number}; they go from 1 to {len(beads)}")
    found = explain(
        bitext.alignment,
        [beads[number - 1] for number in numbers],
        paragraphs=_paragraphs(bitext.documents),
        encoder=encoder,
    )
    return dict(zip(numbers, found, strict=True))


def crossed(bitext: Bitext, *, encoder: AnyEncoder | None = None) -> tuple[Crossing, ...]:
    """What stands in another order in two of the versions; `encoder` is the one that aligned them."""
    return crossings(bitext.alignment, paragraphs=_paragraphs(bitext.documents), encoder=encoder)


def _paragraphs(documents: Sequence[Document]) -> dict[str, list[int]]:
    return {document.lang: [segment.paragraph for segment in document.segments] for document in documents}


def translation_units(
    bitext: Bitext, minimum: float = 0.0, crossings: Sequence[Crossing] = ()
) -> Iterator[TranslationUnit]:
    """One translation unit a bead that has two languages at least and the wanted confidence.

    Each says where it is from: `x-document`, the segments of each variant (`x-segments`, from
    0), how sure the aligner is and which it was, and whether somebody has confirmed it. After them come the
    beads of `crossings`, which say of what kind these are: `x-crossing`, moved or repeated.
    """
    for number, bead in enumerate(bitext.alignment.beads, start=1):
        if is_unit(bead, minimum):
            yield _unit(bitext, str(number), bead)
    off_path = [(bead, crossing.kind) for crossing in crossings for bead in crossing.beads]
    for number, (bead, kind) in enumerate(off_path, start=1):
        if is_unit(bead, minimum):
            yield _unit(bitext, f"crossing-{number}", bead, (Prop("x-crossing", kind),))


def _unit(bitext: Bitext, number: str, bead: Bead, more: tuple[Prop, ...] = ()) -> TranslationUnit:
    variants = tuple(
        Variant(
            lang, bitext.alignment.text(bead, lang), (Prop("x-segments", " ".join(map(str, bead[lang]))),)
        )
        for lang in bead.langs
        if bead[lang]
    )
    props = (
        Prop("x-document", bitext.name),
        Prop("x-confidence", f"{bead.confidence:.3f}"),
        Prop("x-aligner", bitext.signature),
        Prop("x-review", "confirmed" if bitext.alignment.is_confirmed(bead) else "auto"),
        *more,
    )
    return TranslationUnit(f"{bitext.name}:{number}", variants, props)


def write_tmx(
    bitext: Bitext, path: Path | str, minimum: float = 0.0, crossings: Sequence[Crossing] = ()
) -> int:
    """Write the units of a bitext as TMX; count the characters left out because XML can't hold them.

    The header says how many segments each version has (`x-segments-kk`), so that lines made
    from the same segments can be matched to the units.
    """
    counts = tuple(
        Prop(f"x-segments-{document.lang}", str(len(document.segments))) for document in bitext.documents
    )
    with TmxWriter(path, Header(srclang=bitext.documents[0].lang, props=counts)) as writer:
        for unit in translation_units(bitext, minimum, crossings):
            writer.write(unit)
    return writer.dropped


def is_unit(bead: Bead, minimum: float = 0.0) -> bool:
    """Whether a bead becomes a translation unit: two sides at least, and sure enough."""
    return sum(map(bool, bead.sides)) > 1 and bead.confidence >= minimum


def _name(documents: Sequence[Document]) -> str:
    """What the document is called: the file's name without its language, or else the folder's."""
    path = next(
        (Path(d.source.path) for d in documents if d.source.path != "standard input"), Path("document")
    )
    stem = TAG_IN_NAME.sub("", path.stem) if language_in_name(path) else path.stem
    return stem or path.resolve().parent.name or "document"


def _lines(text: str, lang: str) -> tuple[Segment, ...]:
    found = re.finditer(r"[^\r\n]*\S[^\r\n]*", text)
    return tuple(
        Segment(line.group().strip(), line.start() + len(line.group()) - len(line.group().lstrip()),
                line.start() + len(line.group().rstrip()), number, lang)
        for number, line in enumerate(found)
    )  # fmt: skip


def _foreign_lines(source: DocumentText, lang: str, identified_by: Identify) -> list[str]:
    """One warning for all the lines that read like another language, naming the first of them."""
    sure: list[tuple[int, str]] = []
    perhaps: list[tuple[int, str]] = []
    judged = 0
    for number, line in enumerate(source.text.splitlines(), start=1):
        found = identified_by(line)
        if found.lang is None or found.letters < ENOUGH_BETWEEN_ALPHABETS:
            continue
        judged += 1
        if found.lang != base(lang):
            enough = ENOUGH_LETTERS.get((base(lang), found.lang), ENOUGH_BETWEEN_ALPHABETS)
            (sure if found.letters >= enough else perhaps).append((number, found.lang))
    if len(perhaps) >= max(5, MANY_LINES * judged):
        sure = sorted(sure + perhaps)
    if not sure:
        return []
    number, first = sure[0]
    more = f", and {len(sure) - 1} more do not read like {lang}" if len(sure) > 1 else ""
    return [f"{source.path}:{number}: this line reads like {first}, not {lang}{more}"]
