"""`tm score` with input that is wrong: one line that says where, what and what to do, and nothing written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.conftest import REFERENCES
from tests.cli.test_cli import run
from tests.scoring.files import text
from tm.scoring.cache import FOLDER, ArrayCache

PLAIN = ("score", "--ref", "ref.en", "--test", "none")
A = ("--sys", "a.en")
BOTH = (*A, "--sys", "b.en")
TMX = ("score", "--ref", "m.tmx", "--from", "kk", "--to", "en", "--test", "none")
pytestmark = pytest.mark.usefixtures("mt")
Out = pytest.CaptureFixture[str]


def refused(capfd: Out, code: int, message: str, *args: str) -> None:
    """The command ends with this code and one line, prints nothing, and leaves all as it was."""
    before = contents()
    found, out, err = run(capfd, *args)
    assert (found, out) == (code, ""), err
    assert err.startswith("tm: ") and err.count("\n") == 1 and message in err
    assert contents() == before


def contents() -> dict[Path, bytes]:
    """All files but those of the cache, which may always change."""
    files = (path for path in Path().rglob("*") if path.is_file() and Path("cache") not in path.parents)
    return {path: path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ((), 2, "name references with --ref"),
        (("--ref", "ref.en"), 2, "name systems with --sys"),
        (("--ref", "none.en", *A), 4, "none.en: no such file"),
        (("--ref", "ref.en", "--sys", "none.en"), 4, "none.en: no such file"),
        (("--ref", "ref.en", "--sys", "n" * 300), 4, "file name too long"),
        (("--ref", "ref.en", *A, *A), 2, "a.en: the name a is that of a.en too"),
        (("--ref", "ref.en", "--sys", "=a.en"), 2, "write NAME=FILE"),
        (("--ref", "ref.en", "--sys", "x\x1b[1m=a.en"), 2, "is no name for a system"),
        (("--ref", "ref.en", "--sys", "\u202ex=a.en"), 2, "is no name for a system"),
        (("--ref", "ref.en", *A, "--src", "m.tmx", "--from", "kk"), 4, "m.tmx: "),
        (("--ref", "ref.en", *A, "--by", "colour"), 2, "groups are length, document"),
        (("--ref", "ref.en", *A, "--by", "fuzzy"), 2, "name it with --fuzzy"),
        (("--ref", "ref.en", *A, "--fuzzy", "m.tmx"), 2, "--from and --to"),
        (("--ref", "ref.en", *A, "--metric", "meteor"), 2, "meteor: metrics are chrF++"),
        (("--ref", "ref.en", *A, "--metric", "comet"), 2, "name its checkpoint with --comet"),
        (("--ref", "ref.en", *A, "--metric", "hter"), 2, "name that with --postedited"),
        (("--ref", "ref.en", *A, "--comet", "gone"), 4, "gone: there is nothing here"),
        (("--ref", "ref.en", *A, "--comet", "a.en"), 4, "names end in .ckpt"),
        (("--ref", "ref.en", *A, "--test", "t"), 2, "tests are bootstrap, randomization and none"),
        (("--ref", "ref.en", *A, "--seed", "none"), 2, "--seed none (or SACREBLEU_SEED)"),
        (("--ref", "ref.en", *A, "--seed", "-1"), 2, "a whole number from 0"),
        (("--ref", "ref.en", *A, "--postedited", "b=ref.en"), 2, "post-edited, but no system"),
        (("--ref", "ref.en", *A, "--document", "d1"), 2, "is plain text, which says nothing"),
        (("--ref", "ref.en", *A, "--by-segment"), 2, "--by-segment needs --from"),
        (("--ref", "m.tmx", "--from", "kk", "--to", "en", *A, "--document", "x"), 4, "none of 24 units is"),
        (("--ref", "m.tmx", "--from", "ru", "--to", "en", *A), 4, "no unit has ru and en"),
        (("--ref", "m.tmx", "--from", "kk", "--to", "kk", *A), 2, "into another language"),
        (("--ref", "m.tmx", "--from", "kk", "--to", "en", *A, "--src", "src.kk"), 2, "leave out src.kk"),
        (("--ref", "ref.en", *A, "--leakage", "gone.tmx"), 4, "gone.tmx: no such file"),
        (("--ref", "ref.en", *A, "--leakage", "gone.sqlite"), 5, "there is no memory"),
        (("--ref", "gone.sqlite", "--to", "en", *A), 5, "there is no memory"),
        (("--ref", "ref.en", *A, "--baseline", "gone.json"), 4, "gone.json: no such file"),
        (("--ref", "ref.en", *A, "--fail-if", "bleu < 1"), 2, "name it with --baseline"),
        (("--ref", "ref.en", *A, "--fail-if", "bleu <"), 2, "--fail-if 'bleu <', column 7"),
        (("--ref", "ref.en", *A, "--fail-if", "score(ter) > 1"), 2, "needs TER, which was not computed"),
        (("--testset", "../x", *A), 4, "there is no test set"),
        (("--testset", "x" * 300, *A), 4, "there is no test set"),
        (("--testset", "x", "--ref", "ref.en", *A), 2, "leave out --ref and --src"),
        (("--history", "gone"), 4, "gone: no such file"),
        (("--history", "gone", "--from", "kk"), 2, "--from: --history scores nothing"),
        (("--ref", "postgresql://me:secret@127.0.0.1:1/x", "--to", "en", *A), 5, "postgresql://me@127.0.0.1"),
    ],
)  # fmt: skip
def test_what_is_refused(capfd: Out, args: tuple[str, ...], code: int, message: str) -> None:
    refused(capfd, code, message, "score", *args)


@pytest.mark.parametrize("option", [("--draws", "0"), ("--draws", "1000001"), ("--workers", "0")])
def test_numbers_out_of_range(capfd: Out, option: tuple[str, str]) -> None:
    code, out, err = run(capfd, *PLAIN, *A, *option)
    assert (code, out) == (2, "") and f"'{option[0]}'" in err


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", 4, "x.en: is empty"),
        (b"\n" * 24, 4, "x.en: is empty"),
        (b"one\n", 4, "x.en: 1 hypothesis for 24 references of ref.en"),
        (b"a\0b\n" * 24, 4, "x.en: is binary"),
        (b"a\xed\xa0\x80b\n" * 24, 4, "x.en:1: is not UTF-8"),
    ],
    ids=["nothing", "blank", "one", "nul", "surrogate"],
)
def test_outputs_that_are_none(capfd: Out, content: bytes, code: int, message: str) -> None:
    Path("x.en").write_bytes(content)
    refused(capfd, code, message, *PLAIN, "--sys", "x.en")


def test_an_empty_reference(capfd: Out) -> None:
    text(Path("ref.en"), *REFERENCES[:5], "", *REFERENCES[6:])
    refused(capfd, 4, "ref.en:6: the reference is empty", *PLAIN, *A)


def test_encodings_are_one_score(capfd: Out) -> None:
    content = Path("a.en").read_text("utf-8")
    Path("bom.en").write_bytes(content.encode("utf-8-sig"))
    Path("crlf.en").write_bytes(content.replace("\n", "\r\n").encode())
    Path("wide.en").write_bytes(content.encode("utf-16"))
    code, out, err = run(capfd, *PLAIN, *A, "--sys", "bom.en", "--sys", "crlf.en", "--sys", "wide.en")
    assert code == 0 and "wide.en: read as utf-16" in err
    assert len({tuple(line.split()[1:]) for line in out.splitlines()[1:5]}) == 1


@pytest.mark.parametrize("folder", [(), ("ref.en",)], ids=["empty", "reference only"])
def test_a_folder_without_systems(capfd: Out, folder: tuple[str, ...]) -> None:
    Path("outputs").mkdir()
    for name in folder:
        shutil.copy(name, "outputs")
    refused(capfd, 2, "outputs: has no file of hypotheses", *PLAIN, "--sys", "outputs")


@pytest.mark.parametrize(
    "read", ["ref.en", "./x/../pe.en", "outputs/c.en", "m.tmx", "src.kk", "terms.tsv", "last.json"]
)
def test_nothing_that_is_read_is_overwritten(capfd: Out, read: str) -> None:
    for name in ("pe.en", "outputs/c.en", "terms.tsv", "last.json"):
        Path(name).parent.mkdir(exist_ok=True)
        shutil.copy("ref.en", name)
    Path("x").mkdir()
    args = ("--src", "src.kk", *A, "--sys", "outputs", "--postedited", "a=pe.en", "--leakage", "m.tmx")
    more = ("--glossary", "terms.tsv", "--baseline", "last.json", "--save", read)
    refused(capfd, 2, "would overwrite the input", *PLAIN, *args, *more)


@pytest.mark.parametrize("output", ["report", "save", "markdown", "csv", "segments"])
@pytest.mark.parametrize(
    ("place", "code", "message"),
    [
        ("a.en", 2, "would overwrite the input a.en"),
        ("none/x", 4, "make the folder first"),
        (".", 4, "is a folder"),
        ("/dev/full", 4, "/dev/full: can't be written: no space left"),
    ],
)
def test_outputs_that_can_not_be(capfd: Out, output: str, place: str, code: int, message: str) -> None:
    refused(capfd, code, message, *PLAIN, *A, f"--{output}", place)


def test_outputs_that_are_refused_before_anything_is_written(capfd: Out) -> None:
    refused(capfd, 4, "none/x: can't be written", *PLAIN, *A, "--save", "s.json", "--report", "none/x")
    refused(capfd, 2, "would overwrite what", *PLAIN, *A, "--save", "s.json", "--csv", "./s.json")
    refused(capfd, 2, "only one thing at a time", *PLAIN, *A, "--save", "-", "--json")


def test_a_frozen_set_is_not_overwritten(capfd: Out) -> None:
    Path("testsets/x").mkdir(parents=True)
    shutil.copy("ref.en", "testsets/x/testset.toml")
    args = ("score", "--testset", "x", *A, "--csv", "testsets/x/testset.toml")
    refused(capfd, 2, "would overwrite the input", *args)


def kept(capfd: Out) -> dict[str, Any]:
    assert run(capfd, *PLAIN, *BOTH, "--save", "last.json", "-q")[0] == 0
    found: dict[str, Any] = json.loads(Path("last.json").read_bytes())
    return found


def higher(report: dict[str, Any]) -> None:
    report["systems"][0]["scores"][1]["score"] += 0.5


def other_hypothesis(report: dict[str, Any]) -> None:
    report["systems"][1]["hypotheses"][3] = "Another."


def other_reference(report: dict[str, Any]) -> None:
    report["references"]["units"]["references"][3] = ["Another."]


def other_signature(report: dict[str, Any]) -> None:
    report["signatures"]["BLEU"] = report["signatures"]["BLEU"].replace("tok:13a", "tok:zh")


def newer(report: dict[str, Any]) -> None:
    report["version"] = 2


def infinite(report: dict[str, Any]) -> None:
    report["systems"][0]["scores"][0]["score"] = float("inf")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (higher, "BLEU of a, whose hypotheses have"),
        (other_hypothesis, "are not those that digests.hypotheses is of"),
        (other_reference, "is not that of the references"),
        (other_signature, "tok:zh there, tok:13a here"),
        (newer, "version: is 2"),
        (infinite, "is inf; a number is expected"),
    ],
)
def test_a_baseline_that_was_changed(
    capfd: Out, change: Callable[[dict[str, Any]], None], message: str
) -> None:
    report = kept(capfd)
    change(report)
    Path("last.json").write_text(json.dumps(report), "utf-8")
    refused(capfd, 4, message, *PLAIN, *BOTH, "--baseline", "last.json", "--fail-if", "bleu < -9")


def test_a_baseline_of_other_references_is_refused_before_the_work(
    capfd: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(capfd)
    monkeypatch.setattr("tm.scoring.Scoring.phases", lambda work: pytest.fail("it was scored"))
    args = ("score", "--ref", "b.en", *BOTH, "--baseline", "last.json")
    refused(capfd, 4, "other references than in this run: the references of 1 are others", *args)
    Path("last.json").write_bytes(Path("last.json").read_bytes()[:900])
    refused(capfd, 4, "last.json: is not JSON", *PLAIN, *BOTH, "--baseline", "last.json")


def test_a_history_is_not_overwritten_by_its_page(capfd: Out) -> None:
    kept(capfd)
    for file in ("last.json", "."):
        refused(capfd, 2, "would overwrite the input", "score", "--history", file, "--report", "last.json")
    refused(capfd, 2, "only one thing", "score", "--history", "last.json", "--report", "-", "--json")


def test_controls_in_what_is_kept_do_not_reach_the_terminal(capfd: Out) -> None:
    Path("last.json").write_text(json.dumps(kept(capfd)).replace('"a"', '"a\\u001b[2J"'), "utf-8")
    code, out, _ = run(capfd, "score", "--history", "last.json")
    assert code == 0 and "a\\x1b[2J" in out and "\x1b" not in out


@pytest.mark.parametrize("size", [0, 9, 1 << 16], ids=["nothing", "text", "rubbish"])
def test_a_model_of_pieces_that_is_none(capfd: Out, size: int) -> None:
    Path("x.model").write_bytes(b"\xfa" * size)
    refused(capfd, 4, "x.model: is no SentencePiece model", *PLAIN, *A, "--spm", "x.model")


def test_entities_are_refused(capfd: Out) -> None:
    head, rest = Path("m.tmx").read_text("utf-8").split("<tmx", 1)
    doctype = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    Path("e.tmx").write_text(f"{head.split('<!DOCTYPE')[0]}{doctype}<tmx{rest}", "utf-8")
    ref = ("score", "--ref", "e.tmx", "--to", "en")
    for args in ((*ref, *A), (*TMX, "--sys", "e.tmx"), (*TMX, *A, "--leakage", "e.tmx")):
        refused(capfd, 4, "declares entities", *args)


@pytest.mark.parametrize("damage", ["cut", "rubbish"])
def test_a_damaged_memory(capfd: Out, damage: str) -> None:
    run(capfd, "import", "m.tmx", "-m", "m.sqlite")
    content = Path("m.sqlite").read_bytes()
    Path("m.sqlite").write_bytes(content[: len(content) // 2] if damage == "cut" else b"no memory" * 999)
    refused(capfd, 5, "m.sqlite: is ", "score", "--ref", "m.sqlite", "--from", "kk", "--to", "en", *A)
    refused(capfd, 5, "m.sqlite: is ", *PLAIN, *A, "--leakage", "m.sqlite")


def test_a_cache_that_holds_something_else(capfd: Out) -> None:
    """Not even numbers of another shape or kind, behind a right checksum, are taken for ours."""
    args = ("score", "--ref", "ref.en", *BOTH, "--test", "randomization", "--draws", "100", "--ter")
    first = run(capfd, *args)
    files = [path for path in Path("cache/ushtil", FOLDER).rglob("*") if path.is_file()]
    cache = ArrayCache(Path("cache/ushtil"))
    for made in (
        np.zeros((3, 3)),
        np.array(5.0),
        np.full((24, 24), np.nan),
        np.full((24, 10), "x"),
        np.ones((24, 2), complex),
    ):
        for file in files:
            cache.put(file.name, made)
        assert run(capfd, *args) == first
    for file, other in zip(files, [*files[1:], files[0]], strict=True):
        shutil.copy(other, file)
    assert run(capfd, *args) == first


def test_a_cache_that_can_not_be_written(capfd: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(capfd, *PLAIN, *BOTH)
    monkeypatch.setenv("XDG_CACHE_HOME", str(Path("a.en").absolute()))
    code, out, err = run(capfd, *PLAIN, *BOTH)
    assert (code, out) == first[:2] and "nothing can be kept there for the next time" in err
