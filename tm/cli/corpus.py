"""`tm corpus`: what the manifest of the corpora describes, and whether the files are what it says."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tm.cli import show
from tm.cli.options import Json
from tm.errors import InputError

app = typer.Typer(
    no_args_is_help=True, help="List and check the corpora of a manifest.", rich_markup_mode=None
)
Manifest = Annotated[Path, typer.Option(help="The manifest.")]
DEFAULT = Path("corpora/manifest.toml")


@app.command("list")
def list_corpora(manifest: Manifest = DEFAULT, as_json: Json = False) -> None:
    """Print the corpora with their languages and licences.

    Example:  tm corpus list --manifest corpora/manifest.toml
    """
    from tm.manifest import read_manifest

    corpora = read_manifest(manifest)
    if as_json:
        typer.echo(json.dumps([asdict(corpus) for corpus in corpora.values()], ensure_ascii=False, indent=2))
        return
    for corpus in corpora.values():
        typer.echo(
            f"{corpus.id}\n  {corpus.title}\n  {', '.join(corpus.langs)}; {corpus.licence}\n  {corpus.origin}"
        )


@app.command("check")
def check(manifest: Manifest = DEFAULT) -> None:
    """Check that every file is there and is the one described; exit code 4 where one is not.

    Example:  tm corpus check
    """
    from tm.manifest import faults, read_manifest

    wrong = 0
    for corpus in read_manifest(manifest).values():
        found = faults(corpus, manifest.parent)
        show.notes(found)
        if not found:
            show.note(f"{corpus.id}: {show.counted(len(corpus.files), 'file')} as described")
        wrong += len(found)
    if wrong:
        raise InputError(
            f"{manifest}: {show.counted(wrong, 'file')} not as described; "
            "bring them back, or describe them anew with their sha256"
        )
