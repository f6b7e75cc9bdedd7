"""Projects for OmegaT, and what it makes of them: it pretranslates their documents from their memories."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tm.formats.tmx import TmxWriter
from tm.units import Content, Header, Prop, TranslationUnit, Variant

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{}</source_lang><target_lang>{}</target_lang><sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""
Case = tuple[str, TranslationUnit, str]  # a line of a document, the unit that should serve it, what comes out
PAGE = '<html><head><meta charset="UTF-8"></head><body>\n{}\n</body></html>\n'


@dataclass(frozen=True)
class Outcome:
    """What OmegaT made of a project: the lines of each document (of a page, its paragraphs), and its log."""

    place: Path
    documents: Mapping[str, list[str]]
    log: str

    @property
    def refused(self) -> set[str]:
        """The memories that it could not load, without what they end in."""
        return set(
            re.findall(r"Failed to load translation memory \S*/auto/(.*)\.tmx .*TF_TM_LOAD_ERROR", self.log)
        )


def project(place: Path, source: str, target: str, documents: Mapping[str, Iterable[str]]) -> Path:
    """A project without memories; the place of those that are used without asking."""
    for folder in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary", "home/.omegat"):
        (place / folder).mkdir(parents=True)
    (place / "omegat.project").write_text(PROJECT.format(source, target), encoding="utf-8")
    for name, lines in documents.items():
        if name.endswith(".html"):
            lines = [PAGE.format("\n".join(f"<p>{line}</p>" for line in lines))]
        (place / "source" / name).write_text("\n".join(lines), encoding="utf-8")
    return place / "tm" / "auto"


def translated(omegat: str, place: Path, **preferences: str) -> Outcome:
    """Let OmegaT translate what the project's memories hold, with a home and settings of its own."""
    home = place / "home"
    settings = "".join(f"<{name}>{value}</{name}>" for name, value in preferences.items())
    (home / ".omegat" / "omegat.prefs").write_text(
        f'<?xml version="1.0" ?><omegat><preference version="1.0">{settings}</preference></omegat>'
    )
    java = f"-Djava.awt.headless=true -Duser.home={home} -Dfile.encoding=UTF-8 -XX:TieredStopAtLevel=1"
    run = subprocess.run(
        [omegat, place, "--mode=console-translate", "--quiet", f"--config-dir={home}/.omegat/"],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "JAVA_TOOL_OPTIONS": java},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    documents = {}
    for path in (place / "target").iterdir():
        documents[path.name] = path.read_text("utf-8").splitlines()
        if path.suffix == ".html":
            documents[path.name] = [line[3:-4] for line in documents[path.name] if line.startswith("<p>")]
    return Outcome(place, documents, run.stderr)


def write(path: Path, *units: TranslationUnit, header: Header | None = None) -> None:
    with TmxWriter(path, header or Header(srclang="kk")) as writer:
        for unit in units:
            writer.write(unit)


def unit(*texts: str | Content, langs: str = "kk ru", props: tuple[Prop, ...] = ()) -> TranslationUnit:
    variants = (
        Variant(lang, text) if isinstance(text, str) else Variant.of(lang, text)
        for lang, text in zip(langs.split(), texts, strict=True)
    )
    return TranslationUnit(None, tuple(variants), props)
