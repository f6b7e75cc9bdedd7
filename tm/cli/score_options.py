"""The options of `tm score`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Ref = Annotated[
    list[str] | None,
    typer.Option(
        "--ref",
        metavar="PLACE",
        help="A memory, a TMX or another file of units, or a text with a reference a line; several "
        "texts are several references.",
    ),
]
Testset = Annotated[
    str | None,
    typer.Option(
        "--testset",
        metavar="NAME",
        help="References from a test set that `tm testset make` froze; refused if it changed.",
    ),
]
Src = Annotated[
    Path | None,
    typer.Option(
        "--src", metavar="FILE", help="The source segments, a line each, where the references are texts."
    ),
]
Sys = Annotated[
    list[str] | None,
    typer.Option(
        "--sys",
        metavar="NAME=FILE",
        help="A system's hypotheses: text, TSV, JSONL or TMX; a folder has several. May be repeated.",
    ),
]
Postedited = Annotated[
    list[str] | None,
    typer.Option(
        "--postedited",
        metavar="NAME=FILE",
        help="What a person made of a system's hypotheses; adds HTER. May be repeated.",
    ),
]
BySegment = Annotated[
    bool, typer.Option("--by-segment", help="Hypotheses have a line a segment of the source document.")
]
Intersection = Annotated[
    bool,
    typer.Option(
        "--intersection", help="Score only the segments that every system has, and say what is left out."
    ),
]
Metrics = Annotated[
    list[str] | None,
    typer.Option(
        "--metric",
        metavar="NAME",
        help="chrF++, chrF, BLEU (13a), BLEU-intl, BLEU-char, BLEU-none, TER; may be repeated. The "
        "first ranks. If not said: chrF++, BLEU and BLEU-intl.",
    ),
]
Ter = Annotated[bool, typer.Option("--ter", help="Compute TER as well (slow).")]
Lowercase = Annotated[
    bool, typer.Option("--lowercase", help="Make no difference between small and capital letters.")
]
Spm = Annotated[
    Path | None,
    typer.Option(
        "--spm",
        metavar="MODEL",
        help="BLEU over the pieces of this SentencePiece model as well; its hash is in the signature.",
    ),
]
CometPath = Annotated[
    Path | None,
    typer.Option(
        "--comet", metavar="CHECKPOINT", help="COMET as well, of a checkpoint on your disk (extra `comet`)."
    ),
]
Test = Annotated[
    str,
    typer.Option(
        "--test", metavar="KIND", help="The test of significance: bootstrap, randomization or none."
    ),
]
Draws = Annotated[
    int | None,
    typer.Option(
        "--draws",
        metavar="N",
        min=1,
        max=1_000_000,
        help="How many draws it makes: 1,000, or 10,000 of randomization, if not said.",
    ),
]
Seed = Annotated[
    str,
    typer.Option(
        "--seed",
        metavar="N",
        envvar="SACREBLEU_SEED",
        help="The seed of the draws; 12345 is sacrebleu's.",
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="KINDS",
        help="Scores by groups of segments: length, document, rarity, confidence, fuzzy; several "
        "with commas.",
    ),
]
Fuzzy = Annotated[
    str | None,
    typer.Option(
        "--fuzzy",
        metavar="PLACE",
        help="The memory, or file of units, that fuzzy bands are against; else the rest of that of "
        "the references.",
    ),
]
Faults = Annotated[
    bool,
    typer.Option(
        "--faults",
        help="Name what is wrong with hypotheses: copied, empty, wrong language, numbers, quotes and more.",
    ),
]
GlossaryPath = Annotated[
    Path | None,
    typer.Option(
        "--glossary",
        metavar="GLOSSARY",
        help="Count terms of a glossary (TSV, CSV or TBX), in any of their forms.",
    ),
]
LeakagePlace = Annotated[
    str | None,
    typer.Option(
        "--leakage",
        metavar="PLACE",
        help="A training memory, or file of units: how much of the test is in it, and the scores "
        "without that.",
    ),
]
Report = Annotated[
    Path | None, typer.Option("--report", metavar="OUT.html", help="Write all of it as one HTML page.")
]
Save = Annotated[
    Path | None,
    typer.Option("--save", metavar="OUT.json", help="Write all of it as JSON, for --baseline and --history."),
]
Markdown = Annotated[
    Path | None,
    typer.Option("--markdown", metavar="OUT.md", help="Write the tables as Markdown; - prints them."),
]
Csv = Annotated[
    Path | None, typer.Option("--csv", metavar="OUT.csv", help="Write the scores as CSV; - prints them.")
]
Segments = Annotated[
    Path | None,
    typer.Option("--segments", metavar="OUT.csv", help="Write all segments with their scores as CSV."),
]
Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="PREV.json", help="Compare with what --save wrote before."),
]
FailIf = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-if",
        metavar="CONDITION",
        help="Exit with 3 if this holds, as 'chrf2++ < -0.5 and p < 0.05'; may be repeated.",
    ),
]
History = Annotated[
    list[Path] | None,
    typer.Option(
        "--history",
        metavar="FILE",
        help="Print scores over time from files or folders of --save, and score nothing. May be repeated.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", min=1, help="Processes; as many as there are processors if not said."
    ),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Keep no statistics for the next time, and use none.")
]
