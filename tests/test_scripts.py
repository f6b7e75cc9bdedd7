"""The scripts that make what is shipped: what they may learn from, and the damage that they do."""

from __future__ import annotations

import importlib.util
import random
from collections import Counter
from itertools import combinations
from pathlib import Path
from types import ModuleType

import pytest
from bench_align import hunalign
from bench_confidence import Judged, calibration_error, held
from bench_tmx import OURS, generated, measured
from bench_tmx import write as write_tmx
from bench_train import cut
from catalogues import main as catalogues
from damage import CONDITIONS, Condition, boundary_moved, perturbed, varied
from damage_three import beads_of, perturbed_three
from make_gold import main as make_gold
from own import LANGS, Role, documents, named_documents

import tm
from tests.conftest import ROOT
from tm.alignment.evaluate import Evaluation
from tm.formats.beads import read_beads
from tm.formats.tmx import read_tmx

BENCH = ROOT.parent / "shared" / "bench" / "perturb.py"
GOLD = ROOT / "alignments" / "gold" / "ushtil-open"
UNITS = {lang: [f"{lang}{k} begins, goes on and ends {k}." for k in range(23)] for lang in LANGS}


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_every_own_document_has_one_role() -> None:
    roles: tuple[Role, ...] = ("train", "development", "gold")
    names = [name for role in roles for name, _ in named_documents(role)]
    assert len(names) == len(set(names)) == 741
    assert [len(documents(role)) for role in roles] == [670, 51, 20]
    assert Counter(name[:3] for name, _ in named_documents("gold")).most_common()[0][1] == 2


@pytest.mark.parametrize("name", CONDITIONS)
def test_damage_names_every_segment_once(name: str) -> None:
    alone = 0
    for seed in range(50):
        damaged = perturbed(UNITS["kk"], UNITS["ru"], CONDITIONS[name], random.Random(seed))
        assert [i for x, _ in damaged.gold for i in x] == list(range(len(damaged.source)))
        assert [j for _, y in damaged.gold for j in y] == list(range(len(damaged.target)))
        alone += sum(not (x and y) for x, y in damaged.gold)
    assert (alone == 0) == (name == "clean")


def test_varied_damage_makes_every_shape_and_echoes() -> None:
    shapes: Counter[tuple[int, ...]] = Counter()
    for seed in range(400):
        damaged = varied(UNITS["kk"], UNITS["ru"], 0.2, random.Random(seed))
        assert [i for x, _ in damaged.gold for i in x] == list(range(len(damaged.source)))
        assert [j for _, y in damaged.gold for j in y] == list(range(len(damaged.target)))
        assert all(damaged.source) and all(damaged.target)
        shapes.update(tuple(sorted(map(len, bead))) for bead in damaged.gold)
    assert set(shapes) == {(0, 1), (1, 1), (1, 2), (2, 2), (1, 3), (1, 4), (2, 3), (3, 3)}


def test_a_moved_boundary_keeps_the_words() -> None:
    assert boundary_moved("Ол келді, содан соң кетті.", "Жаңбыр жауды.") == (
        "Ол келді,",
        "содан соң кетті. Жаңбыр жауды.",
    )
    assert boundary_moved("Иә", "Жоқ") is None


def test_units_that_no_version_merges_are_beads_of_their_own() -> None:
    trio = perturbed_three(UNITS, 0.2, 0.3, random.Random(3), block=True)
    for lang in LANGS:
        assert [i for bead in trio.gold for i in bead[lang]] == list(range(len(trio.sides[lang])))
    for pair in combinations(LANGS, 2):
        assert len(trio.pairs[pair]) >= sum(any(bead[lang] for lang in pair) for bead in trio.gold)


def test_beads_of_a_pair_go_through_both_texts_in_order() -> None:
    for seed in range(20):
        trio = perturbed_three(UNITS, 0.3, 0.5, random.Random(seed), block=True)
        for pair in combinations(LANGS, 2):
            beads = beads_of(trio, pair)
            assert [i for x, _ in beads for i in x] == list(range(len(trio.sides[pair[0]])))
            assert [j for _, y in beads for j in y] == list(range(len(trio.sides[pair[1]])))
            linked = [(bead[pair[0]], bead[pair[1]]) for bead in trio.pairs[pair]]
            assert [bead for bead in beads if all(bead)] == [bead for bead in linked if all(bead)]


def test_calibration_error_and_what_the_least_sure_hold() -> None:
    honest = [Judged(0.75, right) for right in (True, True, True, False)]
    assert calibration_error(honest) == 0
    assert calibration_error([*honest, Judged(1.0, right=False)]) == pytest.approx(0.2)
    sorted_out = [Judged(0.3, right=False), Judged(0.4, right=True), Judged(0.9, right=False), *honest[:1]]
    assert [held(sorted_out, share) for share in (0.25, 0.5, 1.0)] == [0.5, 0.5, 1.0]


@pytest.fixture
def bench() -> ModuleType:
    """The generator of the sets that alignment is measured on."""
    if not BENCH.is_file():
        pytest.skip("the generator of the alignment sets is not beside the checkout")
    spec = importlib.util.spec_from_file_location("perturb", BENCH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", CONDITIONS)
def test_damage_is_that_of_the_sets_for_alignment(bench: ModuleType, name: str) -> None:
    condition: Condition = CONDITIONS[name]
    for seed in range(100):
        source, target, gold = bench.perturb(UNITS["kk"], UNITS["ru"], bench.COND[name], random.Random(seed))
        damaged = perturbed(UNITS["kk"], UNITS["ru"], condition, random.Random(seed))
        assert (damaged.source, damaged.target) == (source, target)
        assert [list(bead) for bead in damaged.gold] == gold


@pytest.mark.parametrize("block", [False, True])
def test_damage_of_three_is_that_of_the_generator(bench: ModuleType, block: bool) -> None:
    for seed in range(100):
        sides, gold, pairs = bench.perturb_three(UNITS, 0.2, 0.3, random.Random(seed), block)
        trio = perturbed_three(UNITS, 0.2, 0.3, random.Random(seed), block=block)
        assert trio.sides == sides and trio.gold == gold
        assert {pair: [list(bead.values()) for bead in beads] for pair, beads in trio.pairs.items()} == pairs


def test_catalogues_are_split_by_the_files_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = '#, fuzzy\nmsgid ""\nmsgstr ""\n'
    plural = '#: a.c:1\nmsgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "күн"\n'
    for lang in ("kk", "ru"):
        entries = [
            f'#: {file}.c:{k}\nmsgctxt "menu"\nmsgid "&Open <b>{file}{k}</b>\\n"\n'
            f'msgstr ""\n"{lang} "\n"{file}{k}"\n'
            for file in "abc"
            for k in range(4)
        ]
        entries += [entry.replace("#: ", "#, fuzzy\n#: ").replace("Open", "Shut") for entry in entries[:2]]
        (tmp_path / lang).write_text("\n".join([head, plural, *entries]), encoding="utf-8")
    (tmp_path / "seen.tsv").write_text("kk\ten\tsrc\nоқу\tOpen a1\tx\n", encoding="utf-8")
    out = [tmp_path / "train.tmx", tmp_path / "held.tmx"]
    args = ["catalogues.py", tmp_path / "kk", tmp_path / "ru", *out, "--seen", tmp_path, "--units", "3"]
    monkeypatch.setattr("sys.argv", list(map(str, args)))
    catalogues()
    train, held = ([[v.text for v in unit.variants] for unit in read_tmx(path)] for path in out)
    assert train == [[f"kk a{k}", f"Open a{k}", f"ru a{k}"] for k in (0, 2, 3)]
    assert held == [[f"kk b{k}", f"Open b{k}", f"ru b{k}"] for k in range(4)]


def test_held_out_documents_hold_all_units_in_order() -> None:
    units = [{"kk": str(k)} for k in range(333)]
    found = list(cut(units))
    assert [unit for document in found for unit in document] == units
    assert all(15 <= len(document) < 55 for document in found)


def test_the_ladder_of_hunalign_is_read(tmp_path: Path) -> None:
    """Its rungs are places that the path passes, as its manual describes them; here a script prints them."""
    binary = tmp_path / "hunalign"
    binary.write_text("#!/bin/sh\nprintf '0\\t0\\t0.5\\n1\\t1\\t0.3\\n1\\t2\\t-0.3\\n3\\t3\\t0.1\\n'\n")
    binary.chmod(0o755)
    found = hunalign({"src": ["a", "b", "c"], "tgt": ["d", "e", "f"]}, str(binary))
    assert found == [((0,), (0,)), ((), (1,)), ((1, 2), (2,))]


def test_the_gold_is_what_its_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["make_gold.py", str(tmp_path)])
    make_gold()
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert written == {path.relative_to(GOLD): path.read_bytes() for path in GOLD.rglob("*.*")}
    assert len(written) == 20 * 7


@pytest.mark.parametrize(
    ("pair", "floor"), [(("kk", "en"), 0.97), (("kk", "ru"), 0.98), (("en", "ru"), 0.96)], ids=str
)
def test_the_whole_engine_on_gold_that_nothing_learned_from(pair: tuple[str, str], floor: float) -> None:
    """Regression: each floor is a hundredth below what was measured when it was set."""
    evaluation = Evaluation()
    for place in sorted(GOLD.iterdir()):
        texts = {lang: (place / f"{lang}.txt").read_text("utf-8").splitlines() for lang in pair}
        gold = read_beads(place / f"{'-'.join(pair)}.beads")
        evaluation.add((bead.sides for bead in gold.beads), tm.align(texts).pair(*pair))
    assert evaluation.scores().strict_f1 >= floor


def test_three_languages_at_once_on_the_same_gold() -> None:
    floors = {LANGS: 0.92, ("kk", "en"): 0.95, ("kk", "ru"): 0.98, ("en", "ru"): 0.955}
    evaluations = {langs: Evaluation() for langs in floors}
    for place in sorted(GOLD.iterdir()):
        texts = {lang: (place / f"{lang}.txt").read_text("utf-8").splitlines() for lang in LANGS}
        alignment = tm.align(texts)
        for langs, evaluation in evaluations.items():
            gold = read_beads(place / f"{'-'.join(langs)}.beads")
            found = [bead.sides for bead in alignment] if langs == LANGS else alignment.pair(*langs)
            evaluation.add((bead.sides for bead in gold.beads), found)
    assert all(evaluations[langs].scores().strict_f1 >= floor for langs, floor in floors.items())


def test_the_bench_of_tmx_generates_what_it_says_and_its_programs_run(tmp_path: Path) -> None:
    units = list(generated(400))
    coded = [unit for unit in units if any(variant.content for variant in unit.variants)]
    assert 0.06 < len(coded) / 400 < 0.2 and all(len(unit.variants) == 3 for unit in units)
    write_tmx(tmp_path / "a.tmx", 400)
    assert list(read_tmx(tmp_path / "a.tmx")) == units
    for name, program in OURS.items():
        run = measured(program, tmp_path / "a.tmx", rounds=1)
        assert run is not None and run.units == 400, name
