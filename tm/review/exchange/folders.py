"""Documents in folders: their beads and texts, found, checked against each other, and read.

A folder is a document if it has a beads file. Of several files, that of the most languages counts; several
of as many languages are as many documents. The texts stand beside it, `kk.txt` and so on, or in the folder
of the same name under `corpora`, next to the folder `alignments` that it is in. Whether they are cut line by
line or into sentences is found out: the fingerprints tell, or the number of segments where there are none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tm.bitext import read_document
from tm.errors import InputError, TMError, UnreadableFile
from tm.formats.beads import HEADLESS, BeadsFile, fingerprint, languages_of, read_beads
from tm.formats.beads_folder import CONFIRMED, beads_name
from tm.languages import LANGUAGES, base
from tm.review.draft import Draft, Source
from tm.units import Alignment, Bead

BY_HAND = "by-hand"  # the signature of beads that a person has made: all of them are confirmed
ALIGNMENTS, CORPORA = "alignments", "corpora"
Texts = Mapping[str, tuple[str, ...]]


class Place(NamedTuple):
    """A document in a folder: what it is called, its beads and texts, or why it can't be read.

    With `lines` each line of its texts is a segment; else they are cut into sentences.
    """

    project: str
    name: str
    beads: Path
    langs: tuple[str, ...] = ()
    texts: tuple[Path, ...] = ()
    lines: bool = True
    problem: str = ""


def found_in(folder: Path) -> list[Place]:
    """The documents under a folder, in the order of their paths; those that can't be read say why.

    Each is read and checked, so this takes its time. A document's project is the path from the folder to the
    one above it. Raises UnreadableFile where there is no such folder.
    """
    if not folder.is_dir():
        raise UnreadableFile(folder, "is no folder" if folder.exists() else "no such folder")
    found: list[Place] = []
    closed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        beads = [name for name in files if name.endswith(".beads") and name != CONFIRMED]
        found += _documents(folder, Path(here), sorted(name for name in beads if not name.startswith(".")))
    for error in closed:
        place = Path(error.filename)
        problem = f"can't be looked into: {(error.strerror or str(error)).lower()}"
        found.append(Place(*_called(folder, place), place, problem=problem))
    return sorted(found, key=lambda place: (place.beads.parent.parts, place.name))


def read(place: Place) -> tuple[Source, Draft]:
    """A document as a draft; what a person has confirmed before is confirmed.

    That are all beads of a file whose signature is `by-hand`, and those of a file `confirmed.beads` beside
    it. Raises InputError where it can't be read, or has changed since it was found.
    """
    if place.problem:
        raise UnreadableFile(place.beads, place.problem)
    file = read_beads(place.beads)
    texts = _texts(place.texts, file.langs, lines=place.lines)
    if problem := _misfit(file, texts):
        raise UnreadableFile(place.beads, problem)
    alignment = Alignment(texts, file.beads, signature=file.signature, confirmed=_confirmed(place, file))
    where = str(place.beads.parent)
    return Source(place.project, place.name, where, file.signature), Draft.of(alignment)


def _called(root: Path, folder: Path) -> tuple[str, str]:
    """The project and the name of a folder under another one."""
    parts = folder.relative_to(root).parts
    top = root.resolve()
    return ("/".join((top.name, *parts[:-1])), parts[-1]) if parts else (top.parent.name, top.name)


def _documents(root: Path, folder: Path, names: Sequence[str]) -> Iterator[Place]:
    project, called = _called(root, folder)
    by_langs: dict[tuple[str, ...], list[Path]] = {}
    for path in (folder / name for name in names):
        try:
            by_langs.setdefault(languages_of(path), []).append(path)
        except InputError as error:
            yield Place(project, called, path, problem=_said(error))
    most = max(map(len, by_langs), default=0)
    chosen = {langs: paths for langs, paths in by_langs.items() if len(langs) == most}
    for langs, paths in chosen.items():
        name = called if len(chosen) == 1 else f"{called} {'-'.join(langs)}"
        named = [path for path in paths if path.name == beads_name(langs)]
        if len(paths) > 1 and not named:
            others = " and ".join(path.name for path in paths)
            problem = f"{others} have the same languages; call the one that counts {beads_name(langs)}"
            yield Place(project, name, paths[0], langs, problem=problem)
        else:
            yield _checked(Place(project, name, (named or paths)[0], langs))


def _checked(place: Place) -> Place:
    """The place with texts that fit its beads, or with the reason why there are none."""
    if place.langs == HEADLESS:
        problem = "has no first line that names its languages, as `# ushtil-beads 1 langs=kk,en`"
        return place._replace(problem=problem)
    if unknown := [lang for lang in place.langs if base(lang) not in LANGUAGES]:
        return place._replace(problem=f"is in {unknown[0]!r}, which is none of {', '.join(LANGUAGES)}")
    try:
        return _with_texts(place, read_beads(place.beads))
    except TMError as error:
        return place._replace(problem=_said(error, place.beads))


def _with_texts(place: Place, file: BeadsFile) -> Place:
    problem = ""
    for paths, ways in _candidates(place.beads.parent.resolve(), file.langs):
        for lines in ways:
            misfit = _misfit(file, _texts(paths, file.langs, lines=lines))
            if not misfit:
                return place._replace(texts=paths, lines=lines)
            problem = problem or misfit
    names = ", ".join(f"{lang}.txt" for lang in file.langs)
    missing = f"has no texts; {names} belong beside it, a segment a line, as tm align --review writes them"
    return place._replace(problem=problem or missing)


def _candidates(folder: Path, langs: Sequence[str]) -> Iterator[tuple[tuple[Path, ...], tuple[bool, bool]]]:
    """Files that may be the texts, and in which order the two ways to cut them are tried."""
    corpora = [above.parent / CORPORA / folder.name for above in folder.parents if above.name == ALIGNMENTS]
    for place, ways in [(folder, (True, False)), *((one, (False, True)) for one in corpora)]:
        paths = tuple(place / f"{lang}.txt" for lang in langs)
        if all(path.is_file() for path in paths):
            yield paths, ways


def _texts(paths: Sequence[Path], langs: Sequence[str], *, lines: bool) -> Texts:
    documents = (
        read_document(path, lang, lines=lines, trust=True) for path, lang in zip(paths, langs, strict=True)
    )
    return {document.lang: document.texts for document in documents}


def _misfit(file: BeadsFile, texts: Texts) -> str | None:
    """Why beads can't be those of texts; None where they can."""
    for lang, known in zip(file.langs, file.texts, strict=False):
        if fingerprint(texts[lang]) != known:
            return f"its beads are of another {lang} text than {lang}.txt, or of one cut otherwise"
    for lang in file.langs:
        numbers = [index for bead in file.beads for index in bead[lang]]
        if missing := sorted(set(range(len(texts[lang]))) - set(numbers)):
            return (
                f"no bead has segment {missing[0]} of {lang}; a review needs all {len(texts[lang])} of them"
            )
        if len(numbers) > len(texts[lang]):
            return f"its beads name {len(numbers)} segments of {lang}, but the text has {len(texts[lang])}"
    return None


def _confirmed(place: Place, file: BeadsFile) -> tuple[Bead, ...]:
    """The beads that somebody has confirmed before."""
    if file.signature == BY_HAND:
        return file.beads
    path = place.beads.with_name(CONFIRMED)
    if not path.is_file() or languages_of(path) != file.langs:
        return ()
    confirmed = read_beads(path)
    if confirmed.texts and file.texts and confirmed.texts != file.texts:
        raise UnreadableFile(path, f"is of other texts than {place.beads.name} beside it; take it away")
    return confirmed.beads


def _said(error: TMError, path: Path | None = None) -> str:
    """What an error says, without the path where a place says it already."""
    path = path or getattr(error, "path", None)
    return str(error).removeprefix(f"{path}:").strip()
