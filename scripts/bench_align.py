"""Alignment against gold on damaged documents: ours beside its peers, what each part brings, long documents.

    python scripts/bench_align.py [FOLDER] [--hunalign BINARY] [--ablate] [--encoders FOLDER] [--longest N]

FOLDER holds sets of JSON lines with `pair`, `src`, `tgt` and `gold`; by default those beside the checkout.
The weights were learned on none of them; noise and one offset were chosen on xwmt and apdev, nothing on udhr.
Each engine does each set in a process of its own; CPU time leaves out its start-up, memory does not.

--ablate learns the weights again without each kind of evidence in turn (needs torch), and --encoders does so
for every encoder in a folder, as `train_encoder.py --own N --out FOLDER/own-N` writes them: the learning
curve over our own text. --longest goes on to long documents, doubled up to N segments a side.

--three compares three languages at once with the pairs apart, and --confidence says how far confidence can be
trusted; each does nothing else.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

PAIRS = ("kk-en", "kk-ru", "en-ru")
SETS = [
    f"{name}.{pair}.{condition}"
    for name, pairs, conditions in (
        ("xwmt", PAIRS, ("clean", "news", "hard")),
        ("apdev", ("kk-ru",), ("clean", "news", "hard")),
        ("udhr", PAIRS, ("news", "hard")),
    )
    for pair in pairs
    for condition in conditions
]
TUNED = [name for name in SETS if not name.startswith("udhr") and not name.endswith("clean")]
SCORES = ("strict_f1", "lax_f1", "null_f1", "link_f1")
TYPES = {"1-1": "1-1", "0-1": "null", "1-2": "1-2", "2-2": "2-2"}  # all others are larger
GOLD = Path("alignments/gold/ushtil-open")
SEEDS = 3  # ways in which documents are damaged, where weights are learned again

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]
Engine = Callable[[dict[str, Any]], Beads]


def ours(document: dict[str, Any], **options: Any) -> Beads:  # noqa: ANN401 - whatever align takes
    """Our beads."""
    import tm

    one, two = document["pair"].split("-")
    return tm.align({one: document["src"], two: document["tgt"]}, **options).pair(one, two)


def gale_church(document: dict[str, Any]) -> Beads:
    """The beads of the registry's fastest Gale and Church, as it comes."""
    import galechurch

    found = galechurch.align(document["src"], document["tgt"]).beads
    return [
        (tuple(range(b.source_start, b.source_end)), tuple(range(b.target_start, b.target_end)))
        for b in found
    ]


def hunalign(document: dict[str, Any], binary: str) -> Beads:
    """The beads of hunalign without a dictionary, with -realign; it wants files."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("dictionary", "source", "target")]
        for path, lines in zip(paths, ([], document["src"], document["tgt"]), strict=True):
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        command = [binary, "-realign", *map(str, paths)]
        ladder = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    rungs = [(int(i), int(j)) for i, j, _ in (line.split("\t") for line in ladder.splitlines())]
    return [(tuple(range(i, k)), tuple(range(j, m))) for (i, j), (k, m) in pairwise(rungs)]


def documents(path: Path) -> list[dict[str, Any]]:
    """The documents of one set."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def gold_of(document: dict[str, Any]) -> Beads:
    """The beads that are right."""
    return [(tuple(x), tuple(y)) for x, y in document["gold"]]


def measured(engine: Engine, path: Path) -> dict[str, Any]:
    """Scores, recall by type of bead, CPU seconds, and peak memory in MB of this process."""
    from tm.alignment.evaluate import Evaluation

    evaluation, spent = Evaluation(), 0.0
    right: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for document in documents(path):
        begun = _cpu()
        found = engine(document)
        spent += _cpu() - begun
        evaluation.add(gold_of(document), found)
        taken = set(found)
        for bead in gold_of(document):
            there[_type(bead)] += 1
            right[_type(bead)] += bead in taken
    scores = evaluation.scores()
    return {
        **{kind: getattr(scores, kind) for kind in SCORES},
        **{kind: right[kind] / there[kind] if there[kind] else None for kind in (*TYPES.values(), "larger")},
        "cpu": spent,
        "memory": _memory(),
    }


def _type(bead: tuple[tuple[int, ...], tuple[int, ...]]) -> str:
    return TYPES.get("-".join(map(str, sorted(map(len, bead)))), "larger")


def _cpu() -> float:
    """CPU seconds of this process and of those that it waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _memory() -> float:
    return max(
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def engine_of(name: str) -> Engine:
    """An engine by the name that the command line has for it, warmed up."""
    if name == "ours":
        import tm

        tm.align({"kk": ["Қар жауды."], "en": ["It snowed."]})
        return ours
    return gale_church if name == "gale-church" else partial(hunalign, binary=name)


def apart(*arguments: str) -> Any:  # noqa: ANN401 - what the process printed
    """What this script prints when it is called with these arguments."""
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)}: {done.stderr.strip() or 'failed'}")
    return json.loads(done.stdout)


def compare(folder: Path, engines: Sequence[str]) -> None:
    """The table of all sets and engines."""
    columns = ("strict", "lax", "null", "link", *TYPES.values(), "larger")
    print(f"{'':34} {'F1':^27}  {'recall of gold beads':^34}")
    print(f"{'':34}" + "".join(f"{name:>7}" for name in columns) + f"{'CPU s':>8}{'MB':>6}")
    for name in SETS:
        for engine in engines:
            found = apart("--measure", engine, str(folder / f"{name}.jsonl"))
            figures = [found[kind] for kind in (*SCORES, *TYPES.values(), "larger")]
            cells = "".join(f"{'–':>7}" if figure is None else f"{figure:7.3f}" for figure in figures)
            print(
                f"{name:20}{Path(engine).name:14}{cells}{found['cpu']:8.2f}{found['memory']:6.0f}", flush=True
            )


def speed() -> dict[str, float]:
    """Segments encoded and aligned in a CPU second: the first thousand, all documents, some again."""
    from own import documents as own_documents

    engine = engine_of("ours")
    found, count, begun = {}, 0, time.process_time()
    given = [
        {"pair": pair, "src": document[pair[:2]], "tgt": document[pair[3:]]}
        for pair, document in zip(PAIRS * 300, own_documents("train"), strict=False)
    ]
    for document in given:
        engine(document)
        count += len(document["src"]) + len(document["tgt"])
        if "the first thousand" not in found and count >= 1000:
            found["the first thousand"] = count / (time.process_time() - begun)
    found["all, each document new"] = count / (time.process_time() - begun)
    few, begun = given[-60:], time.process_time()
    for document in few:
        engine(document)
    known = sum(len(document["src"]) + len(document["tgt"]) for document in few)
    return {**found, "documents whose words are known": known / (time.process_time() - begun)}


def own_gold() -> None:
    """Strict F1 on our own gold, each pair on its own and three languages at once."""
    import tm
    from tm.alignment.evaluate import Evaluation
    from tm.formats.beads import read_beads

    langs = ("kk", "en", "ru")
    found = {(pair, way): Evaluation() for pair in PAIRS for way in ("alone", "of three")}
    for place in sorted(GOLD.iterdir()):
        texts = {lang: (place / f"{lang}.txt").read_text("utf-8").splitlines() for lang in langs}
        three = tm.align(texts)
        for pair in PAIRS:
            one, two = pair.split("-")
            gold = [bead.sides for bead in read_beads(place / f"{pair}.beads").beads]
            alone = tm.align({one: texts[one], two: texts[two]})
            found[pair, "alone"].add(gold, alone.pair(one, two))
            found[pair, "of three"].add(gold, three.pair(one, two))
    print(
        f"\nstrict F1, {GOLD}: "
        + ", ".join(
            f"{pair} {way} {evaluation.scores().strict_f1:.3f}" for (pair, way), evaluation in found.items()
        )
    )


def ablate(folder: Path, encoders: Path | None, kinds: bool) -> None:
    """Strict F1 with weights learned again, without each kind of evidence, and for each encoder."""
    from learn_weights import examples, learned

    from tm.alignment.encoder import read_encoder, shipped
    from tm.alignment.gain import EVIDENCE

    print(f"\nstrict F1{'':22}" + "".join(f"{name:>18}" for name in TUNED) + f"{'mean':>8}")
    if kinds:
        given = examples(SEEDS, shipped())
        for kind in (None, *EVIDENCE):
            _row(f"without {kind}" if kind else "everything", folder, weights=learned(given, kind))
    for place in sorted(encoders.iterdir(), key=_natural) if encoders else ():
        encoder = read_encoder(place)
        weights = learned(examples(SEEDS, encoder))
        _row(f"encoder {place.name}", folder, weights=weights, encoder=encoder)


def _natural(place: Path) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, place.name))
    return int(digits or 0), place.name


def _row(name: str, folder: Path, **options: Any) -> None:  # noqa: ANN401 - whatever align takes
    found = [measured(partial(ours, **options), folder / f"{one}.jsonl")["strict_f1"] for one in TUNED]
    print(f"{name:31}" + "".join(f"{figure:18.3f}" for figure in found) + f"{mean(found):8.4f}", flush=True)


def long_document(path: Path, engine: str, count: int) -> dict[str, float]:
    """One document of so many segments a side, made by joining those of a set over and over."""
    found = documents(path)
    sides = {
        side: ([segment for document in found for segment in document[side]] * (count // 400 + 1))[:count]
        for side in ("src", "tgt")
    }
    run = engine_of(engine)
    begun = time.process_time()
    run({"pair": found[0]["pair"], **sides})
    return {"cpu": time.process_time() - begun, "memory": _memory()}


def scale(path: Path, longest: int) -> None:
    """CPU and memory of longer and longer documents; Gale and Church up to the size that it takes."""
    print(f"\n{'segments a side':>16}{'ours, CPU s':>14}{'MB':>7}{'gale-church, CPU s':>22}{'MB':>7}")
    count = 500
    while count <= longest:
        row = [apart("--long", "ours", str(path), str(count))]
        row += [apart("--long", "gale-church", str(path), str(count))] if count <= 4000 else []
        print(
            f"{count:16}"
            + "".join(f"{r['cpu']:{w}.2f}{r['memory']:7.0f}" for r, w in zip(row, (14, 22), strict=False)),
            flush=True,
        )
        count = longest if count < longest < 2 * count else 2 * count


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/data/align"))
    parser.add_argument("--hunalign", metavar="BINARY", help="compare with this binary too")
    parser.add_argument("--encoders", type=Path, help="a folder of folders with an encoder each")
    parser.add_argument("--ablate", action="store_true", help="leave out each kind of evidence in turn")
    parser.add_argument("--confidence", action="store_true", help="how far to trust it, and nothing else")
    parser.add_argument("--three", action="store_true", help="three languages at once, and nothing else")
    parser.add_argument("--longest", type=int, default=4000, metavar="N")
    parser.add_argument("--measure", nargs=2, metavar=("ENGINE", "SET"), help=argparse.SUPPRESS)
    parser.add_argument("--speed", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--long", nargs=3, metavar=("ENGINE", "SET", "N"), help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Print all tables, or in a process of its own the figures of one cell."""
    given = options()
    if given.measure:
        print(json.dumps(measured(engine_of(given.measure[0]), Path(given.measure[1]))))
        return
    if given.speed:
        print(json.dumps(speed()))
        return
    if given.long:
        print(json.dumps(long_document(Path(given.long[1]), given.long[0], int(given.long[2]))))
        return
    if not given.folder.is_dir():
        sys.exit(f"{given.folder}: no such folder; give the one that holds {SETS[0]}.jsonl")
    if given.confidence:
        from bench_confidence import compare_confidence

        compare_confidence(given.folder)
        return
    if given.three:
        from bench_three import compare_three

        compare_three(given.folder)
        return
    compare(given.folder, ["ours", "gale-church", *([given.hunalign] if given.hunalign else [])])
    figures = ", ".join(f"{name} {figure:,.0f}" for name, figure in apart("--speed").items())
    print(f"\nsegments in a CPU second, documents of our own: {figures}")
    scale(given.folder / "xwmt.kk-en.news.jsonl", given.longest)
    own_gold()  # from here on in this process, whose size would count as that of those it starts
    if given.ablate or given.encoders:
        ablate(given.folder, given.encoders, given.ablate)


if __name__ == "__main__":
    main()
