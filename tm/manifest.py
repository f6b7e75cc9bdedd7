"""The manifest of the corpora: what each one is, where it is from, who may use it, and its files.

`corpora/manifest.toml` has one table a corpus; files are named from the corpus's folder, with
their SHA-256, so that a changed text can't pass for the one that was described.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tm.errors import MalformedManifest

KINDS = ("text", "lines", "translation", "table")


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of a corpus.

    `kind` is `text` (running text), `lines` (one segment a line, line k of each language says the
    same), `translation` (made by a machine, one line a segment of the source) or `table`.
    """

    path: str  # from the folder of the corpus, with forward slashes
    sha256: str
    kind: str
    lang: str | None = None
    made: str | None = None  # how, where it differs from the corpus


@dataclass(frozen=True, slots=True)
class Corpus:
    """One corpus of the manifest."""

    id: str
    title: str
    langs: tuple[str, ...]
    origin: str
    licence: str
    files: tuple[CorpusFile, ...]


def read_manifest(path: Path | str) -> dict[str, Corpus]:
    """The corpora of a manifest by id, in its order.

    Raises MalformedManifest when it is missing, no TOML, or an entry lacks something.
    """
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise MalformedManifest(
            path, f"can't be read: {error.strerror}; name another with --manifest"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MalformedManifest(path, f"is not TOML in UTF-8: {error}") from error
    return {id: _corpus(path, id, entry) for id, entry in content.items()}


def faults(corpus: Corpus, folder: Path | str) -> list[str]:
    """A line for each file of a corpus that is not in the folder of the corpora, or not as described."""
    found = []
    for file in corpus.files:
        place = Path(folder) / corpus.id / file.path
        if not place.is_file():
            found.append(f"{place}: is missing, but the manifest describes it")
        elif (sha256 := hashlib.sha256(place.read_bytes()).hexdigest()) != file.sha256:
            found.append(f"{place}: is not the file described; its sha256 is {sha256}")
    return found


def _corpus(path: Path | str, id: str, entry: dict[str, Any]) -> Corpus:
    try:
        files = tuple(CorpusFile(**file) for file in entry["files"])
        corpus = Corpus(id, entry["title"], tuple(entry["langs"]), entry["origin"], entry["licence"], files)
    except (KeyError, TypeError) as error:
        raise MalformedManifest(path, f"[{id}] lacks or misnames something: {error}") from error
    for file in corpus.files:
        if file.kind not in KINDS:
            raise MalformedManifest(
                path, f"[{id}] {file.path}: kind {file.kind!r} is none of {', '.join(KINDS)}"
            )
    return corpus
