"""The manifest of the corpora: what each one is, where it is from, who may use it, and its files.

`corpora/manifest.toml` has one table a corpus; files are named from the corpus's folder, with
their SHA-256, so that a changed text can't pass for the one that was described.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
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
    except (ValueError, RecursionError) as error:
        raise MalformedManifest(path, f"is not TOML in UTF-8: {error}") from error
    if not content:
        raise MalformedManifest(path, "describes no corpora")
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


def _corpus(path: Path | str, id: str, entry: Any) -> Corpus:  # noqa: ANN401 - whatever TOML held
    try:
        files = tuple(CorpusFile(**file) for file in entry["files"])
        corpus = Corpus(id, entry["title"], tuple(entry["langs"]), entry["origin"], entry["licence"], files)
        words = [corpus.title, corpus.origin, corpus.licence, *corpus.langs]
        words += [value for file in files for value in asdict(file).values() if value is not None]
    except (KeyError, TypeError) as error:
        raise MalformedManifest(path, f"[{id}] lacks or misnames something: {error}") from error
    if not all(isinstance(word, str) for word in words):
        raise MalformedManifest(path, f"[{id}] holds something that is no text where text belongs")
    for file in corpus.files:
        place, inside = f"[{id}] {file.path[:60]}", PurePosixPath(id, file.path)
        if file.kind not in KINDS:
            raise MalformedManifest(path, f"{place}: kind {file.kind!r} is none of {', '.join(KINDS)}")
        if inside.is_absolute() or ".." in inside.parts or "/" in id or len(str(inside)) > 200:
            raise MalformedManifest(path, f"{place}: is no path inside the folder of the corpus")
    return corpus
