"""How fast TMX is read, written and checked, and how much memory that takes, beside what others need for it.

A file is generated: 200,000 units in three languages from our own documents, with dates, ids, props and
notes, 12 % of the units with inline codes. Sentences are drawn from 10,997, so most units say what an earlier
one said, and the checks, which look at what is said once, gain by it (scripts/bench_checks.py measures them
on units that are all different). Each reader has a process of its own; its time is CPU time without its
start, its memory the peak of the whole process. "Everything extracted" means that each unit with its
attributes, props, notes, codes and texts has become objects of the program. translate-toolkit builds the
whole document and is asked for two languages; hypomnema streams, but slowly, and reads the beginning of the
file. A peer that is not installed is left out, and that is said; hypomnema needs a newer Python than we do:
--hypomnema names it.

    python scripts/bench_tmx.py
    python scripts/bench_tmx.py --units 20000 --hypomnema /opt/venv/bin/python
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from own import LANGS, documents

from tm.formats.tmx import TmxWriter
from tm.units import Code, Content, Header, Prop, TranslationUnit, Variant

CODED = 0.12  # share of the units with codes
PART = 20_000  # units that the slow ones read
ROUNDS = 3  # of which the fastest counts

START = """
import resource, sys, time
path, out = sys.argv[1:]
begin = time.process_time()
"""
END = """
seconds = time.process_time() - begin
print(units, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
OURS = {
    "ushtil, read": """
from tm.formats.tmx import TmxReader
@
units = sum(1 for unit in TmxReader(path))
""",
    "ushtil, read and write": """
from tm.formats.tmx import TmxReader, TmxWriter
@
units = 0
reader = TmxReader(path)
with TmxWriter(out, reader.header) as writer:
    for unit in reader:
        writer.write(unit)
        units += 1
""",
    "ushtil, read and conformance": """
from tm.formats.tmx import TmxReader
from tm.formats.tmx_rules import TmxRules
@
rules = TmxRules()
units = sum(1 for unit in TmxReader(path, inspect=rules.inspect))
assert not rules.found
""",
    "ushtil, quality checks alone": """
from tm.checks.checker import Checker
from tm.formats.tmx import TmxReader
checker, seconds_read = Checker(source="kk"), 0.0
@
units, blocks = 0, TmxReader(path)
taken = list(zip(range(100_000), blocks))
begin = time.process_time()
units = sum(1 for _ in checker.checked(unit for _, unit in taken))
""",
}
PEERS = {
    "lxml iterparse, codes flattened": """
from lxml import etree
@
units = 0
for _, tu in etree.iterparse(path, tag="tu"):
    texts = ["".join(seg.itertext()) for seg in tu.iter("seg")]
    units += 1
    tu.clear()
    while tu.getprevious() is not None:
        del tu.getparent()[0]
""",
    "lxml, whole document, read and write": """
from lxml import etree
@
tree = etree.parse(path)
tree.write(out)
units = len(tree.getroot().find("body"))
""",
    "translate-toolkit, read two languages": """
from translate.storage.tmx import tmxfile
@
units = 0
for unit in tmxfile.parsefile(path).units:
    said = unit.source, unit.target, unit.getid(), unit.getnotes()
    units += 1
""",
    "translate-toolkit, read and write": """
from translate.storage.tmx import tmxfile
@
store = tmxfile.parsefile(path)
store.savefile(out)
units = len(store.units)
""",
}
HYPOMNEMA = {
    "hypomnema, read": """
import hypomnema
@
units = sum(1 for _ in hypomnema.load(path, filter="tu"))
""",
}


class Measured(NamedTuple):
    """The units, CPU seconds and MiB of a run."""

    units: int
    seconds: float
    memory: float


def generated(count: int, seed: int = 1) -> Iterator[TranslationUnit]:
    """Units as memories have them: sentences of ours, by chance, with what tools put around them."""
    rng = random.Random(seed)
    lines = [
        line
        for document in documents("train")
        for line in zip(*(document[lang] for lang in LANGS), strict=True)
    ]
    for number in range(count):
        texts = rng.choice(lines)
        coded = rng.random() < CODED
        variants = tuple(
            Variant.of(lang, with_codes(text)) if coded else Variant(lang, text)
            for lang, text in zip(LANGS, texts, strict=True)
        )
        props = [
            Prop("x-document", f"news-{number // 30}"),
            Prop("x-confidence", f"{rng.uniform(0.8, 1):.3f}"),
            Prop("x-aligner", "ushtil:0.1.0|seg:kk7+en7+ru7|enc:trio1-3f2a9c|dp:three4"),
            Prop("x-review", rng.choice(("auto", "confirmed"))),
        ]
        if number % 10 == 0:
            props.append(Prop(None, "Қайта қарау керек."))
        attributes = (
            ("creationdate", f"202{rng.randrange(6)}0{rng.randrange(1, 10)}12T101500Z"),
            ("creationid", rng.choice(("AIGERIM", "IVAN"))),
        )
        yield TranslationUnit(f"news-{number // 30}:{number}", variants, tuple(props), attributes)


def with_codes(text: str) -> Content:
    """The text with a word in bold and a line break at its end."""
    words = text.split(" ")
    middle = len(words) // 2
    start, end = " ".join(words[:middle]), " ".join(words[middle + 1 :])
    pieces = (
        f"{start} " if start else "",
        Code("bpt", (("i", "1"), ("x", "1"), ("type", "bold")), ("<b>",)),
        words[middle],
        Code("ept", (("i", "1"),), ("</b>",)),
        f" {end}" if end else "",
        Code("ph", (("x", "2"),), ("<br/>",)),
    )
    return tuple(piece for piece in pieces if piece)


def write(path: Path, count: int) -> None:
    """The generated file."""
    with TmxWriter(path, Header(srclang="kk")) as writer:
        for unit in generated(count):
            writer.write(unit)


def measured(program: str, path: Path, python: str = sys.executable, rounds: int = ROUNDS) -> Measured | None:
    """The fastest of some runs, each in a process of its own; None where the peer is not installed."""
    imports, _, work = program.partition("@")
    source = f"{imports}{START}{work}{END}"
    best = None
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            command = [python, "-c", source, str(path), f"{folder}/out.tmx"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(done.stderr.strip().rpartition("\n")[2], file=sys.stderr)
                return None
            units, seconds, memory = done.stdout.split()
            run = Measured(int(units), float(seconds), float(memory))
            best = run if best is None or run.seconds < best.seconds else best
    return best


def show(name: str, path: Path, run: Measured | None) -> None:
    """A row of the table."""
    if run is None:
        print(f"{name:38} left out: not installed")
        return
    size = path.stat().st_size / 1e6
    print(
        f"{name:38} {run.units:9,} {run.seconds:8.2f} {size / run.seconds:8.1f} "
        f"{run.units / run.seconds:11,.0f} {run.memory:8.0f}"
    )


def main() -> None:
    """The whole table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=200_000)
    parser.add_argument("--hypomnema", metavar="PYTHON", default=sys.executable, help="a Python that has it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder, "whole.tmx"), Path(folder, "part.tmx")
        write(whole, options.units)
        write(part, min(PART, options.units))
        print(f"{options.units:,} units, {whole.stat().st_size / 1e6:.1f} MB; hypomnema reads {PART:,}\n")
        print(f"{'':38} {'units':>9} {'CPU s':>8} {'MB/s':>8} {'units/s':>11} {'MiB':>8}")
        for name, program in OURS.items():
            show(name, whole, measured(program, whole))
        for name, program in PEERS.items():
            show(name, whole, measured(program, whole, rounds=1))
        for name, program in HYPOMNEMA.items():
            show(name, part, measured(program, part, options.hypomnema, rounds=1))


if __name__ == "__main__":
    main()
