"""Our own documents by what they may be used for: the one place that says which are kept out of what.

Of each subject of corpora/ushtil-open every tenth document is kept out of the encoder's training. The
first two of these are gold (alignments/gold/ushtil-open): nothing learns from them. The others
are for development, and what the search weighs is learned on them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

OWN = Path("corpora/ushtil-open")
LANGS = ("kk", "en", "ru")
PAIRS = (("kk", "en"), ("kk", "ru"), ("en", "ru"))

Role = Literal["train", "development", "gold"]
Document = dict[str, list[str]]  # segments by language, as many in each, told apart by their place


def documents(role: Role) -> list[Document]:
    """The documents that may be used so, subject by subject."""
    return [document for _, document in named_documents(role)]


def named_documents(role: Role) -> list[tuple[str, Document]]:
    """The documents that may be used so, each with its id."""
    found = []
    for folder in sorted(path for path in OWN.iterdir() if path.is_dir()):
        lines = {lang: (folder / f"{lang}.txt").read_text("utf-8").splitlines() for lang in LANGS}
        rows = (folder / "documents.tsv").read_text("utf-8").splitlines()[1:]
        for number, row in enumerate(rows):
            if role_of(number) == role:
                name, first, count = row.split("\t")[:3]
                start = int(first) - 1
                found.append((name, {lang: lines[lang][start : start + int(count)] for lang in LANGS}))
    return found


def role_of(number: int) -> Role:
    """What the document of this number in its subject, from 0, is for."""
    if number % 10 != 9:
        return "train"
    return "gold" if number < 20 else "development"
