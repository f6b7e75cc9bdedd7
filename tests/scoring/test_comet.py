"""COMET with a library in its place that counts letters: what is asked of it, and what is refused."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from tm.errors import ScoreMismatch, UnusableModel, UsageError
from tm.metrics.metric import Metric
from tm.metrics.results import Trial
from tm.metrics.significance import comparisons, drawn, intervals
from tm.scoring import comet
from tm.scoring.comet import Comet

SOURCES = ["Қар жауды.", "Жол жабылды.", "Ел риза."]
HYPOTHESES = ["It snowed.", "The road", ""]
NUMBERS = b"PK\5\6" + bytes(18)  # as torch writes them, in a zip file
REFERENCES = [["It snowed.", "Snow fell."], ["The road was closed."], ["People are glad."]]


class Model:
    """The share of the length of the reference that the hypothesis has."""

    asked: list[dict[str, Any]]
    answer: Sequence[float] | None = None

    def __init__(self) -> None:
        self.asked = []

    def predict(self, samples: Sequence[dict[str, str]], **settings: object) -> SimpleNamespace:
        self.asked.append({"samples": samples, **settings})
        scores = [len(sample["mt"]) / len(sample["ref"]) for sample in samples]
        return SimpleNamespace(scores=scores if self.answer is None else self.answer)


class Library(ModuleType):
    """What is used of the library. `loaded` has what it was asked to load, and in which environment."""

    def __init__(self) -> None:
        super().__init__("comet")
        self.__spec__ = cast(Any, SimpleNamespace(name="comet"))
        self.model, self.loaded = Model(), list[tuple[str, bool, dict[str, str]]]()
        self.error: Exception | None = None

    def load_from_checkpoint(self, path: str, local_files_only: bool = False) -> Model:
        self.loaded.append((path, local_files_only, dict(os.environ)))
        if self.error is not None:
            raise self.error
        return self.model


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    found = Library()
    monkeypatch.setitem(sys.modules, "comet", found)
    for name in (*comet._ENVIRONMENT, comet._UNSAFE):
        monkeypatch.setenv(name, "0")  # so that what is set is taken back after the test
    return found


def model_file(place: Path, content: bytes = NUMBERS) -> Path:
    (place / "checkpoints").mkdir(parents=True)
    (place / "hparams.yaml").write_text("class_identifier: regression_metric\n")
    (place / "checkpoints" / "model.ckpt").write_bytes(content)
    return place / "checkpoints" / "model.ckpt"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return model_file(tmp_path / "wmt22-comet-da")


def test_scores_are_times_100_and_those_of_the_first_reference(library: Library, path: Path) -> None:
    found = Comet(path, batch_size=2).statistics(SOURCES, HYPOTHESES, REFERENCES)
    assert found.tolist() == [[100.0, 1.0], [40.0, 1.0], [0.0, 1.0]]
    (asked,) = library.model.asked
    assert asked["samples"][0] == {"src": "Қар жауды.", "mt": "It snowed.", "ref": "It snowed."}
    assert (asked["batch_size"], asked["gpus"]) == (2, 0)


def test_the_score_of_some_segments_is_their_mean(library: Library, path: Path) -> None:
    model = Comet(path)
    rows = model.statistics(SOURCES, HYPOTHESES, REFERENCES)
    assert model.score(rows) == pytest.approx(140 / 3)
    assert model.score(rows[:2]) == 70.0
    assert model.by_segment(rows).tolist() == [100.0, 40.0, 0.0]
    assert model.estimates(np.array([[140.0, 2.0], [0.0, 3.0]])).tolist() == [70.0, 0.0]


@pytest.mark.parametrize("kind", ["bootstrap", "randomization"])
def test_it_is_resampled_as_any_other_metric(library: Library, path: Path, kind: str) -> None:
    model, trial = Comet(path), Trial(kind, 200, 12345)
    sources, references = SOURCES * 10, REFERENCES * 10
    systems = [["It snowed."] * 30, ["It"] * 30, ["It"] * 30]
    rows = [model.statistics(sources, texts, references) for texts in systems]
    draws = drawn(cast(Metric, model), rows, trial)
    better, _, alike = comparisons(cast(Metric, model), ["long", "short", "same"], draws, trial)
    assert better.p == 1 / 201 and better.difference > 0 and better.agreement is not None
    assert (alike.difference, alike.low, alike.high) == (0.0, 0.0, 0.0)
    for interval, row in zip(intervals(draws), rows, strict=True):
        assert abs(interval.mean - model.score(row)) < interval.half


def test_the_model_is_loaded_once_offline_and_as_numbers_only(library: Library, path: Path) -> None:
    model, before = Comet(path), (logging.root.level, logging.root.handlers[:])
    assert not library.loaded
    for _ in range(2):
        model.statistics(SOURCES, HYPOTHESES, REFERENCES)
    assert (logging.root.level, logging.root.handlers) == before
    ((loaded, local, environment),) = library.loaded
    assert (loaded, local) == (str(path), True)
    assert environment["HF_HUB_OFFLINE"] == environment["TRANSFORMERS_OFFLINE"] == "1"
    assert environment["TORCH_FORCE_WEIGHTS_ONLY_LOAD"] == "1"
    assert "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD" not in environment


def test_nothing_is_loaded_for_no_segments(library: Library, path: Path) -> None:
    assert Comet(path).statistics([], [], []).shape == (0, 2)
    assert not library.loaded


def test_the_signature_says_what_the_figures_depend_on(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comet, "version", lambda package: "2.2.7")
    known = f"comet:wmt22-comet-da|sha256:{hashlib.sha256(NUMBERS).hexdigest()[:8]}"
    assert Comet(path).signature(REFERENCES) == f"{known}|refs:first|scale:100|version:2.2.7"
    signature = Comet(path).signature(REFERENCES[1:], Trial("bootstrap", 1000, 7))
    assert signature == f"{known}|refs:1|bs:1000|seed:7|scale:100|version:2.2.7"


def test_another_content_has_another_signature(library: Library, path: Path) -> None:
    before = Comet(path).signature(REFERENCES)
    path.write_bytes(b"other" + NUMBERS)
    assert Comet(path).signature(REFERENCES) != before


def test_the_folder_of_a_model_will_do_also_in_the_cache_of_hugging_face(
    library: Library, path: Path, tmp_path: Path
) -> None:
    assert Comet(path.parents[1]).path == path and Comet(path).name == "COMET"
    cached = model_file(tmp_path / "models--Unbabel--wmt22-comet-da" / "snapshots" / "f49d328")
    assert Comet(cached).model == "wmt22-comet-da"


def test_another_model_has_its_name_since_nobody_knows_how_far_people_agree_with_it(
    library: Library, tmp_path: Path
) -> None:
    assert Comet(model_file(tmp_path / "my model")).name == "COMET-my_model"


def test_without_the_library_it_is_said_how_to_get_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comet, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'ushtil\[comet\]' && pip install --no-deps"):
        Comet(path)


def test_a_library_that_can_not_be_imported_is_no_traceback(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> ModuleType:
        raise ImportError("No module named 'pkg_resources'\nmore")

    monkeypatch.setattr(comet, "import_module", broken)
    with pytest.raises(UsageError, match="No module named 'pkg_resources'; install it again"):
        Comet(path).statistics(SOURCES, HYPOTHESES, REFERENCES)


@pytest.mark.parametrize("settings", [{"batch_size": 0}, {"gpus": 2}, {"gpus": -1}])
def test_settings_that_make_no_sense(library: Library, path: Path, settings: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="one GPU or none"):
        Comet(path, **settings)


def test_paths_that_are_no_checkpoint(library: Library, path: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableModel, match=r"Unbabel: there is nothing here; give the checkpoint"):
        Comet(tmp_path / "Unbabel")
    with pytest.raises(UnusableModel, match=r"has no checkpoints/model\.ckpt"):
        Comet(tmp_path)
    with pytest.raises(UnusableModel, match="is no checkpoint of COMET"):
        Comet(path.parents[1] / "hparams.yaml")
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1")
    with pytest.raises(UnusableModel, match="git lfs pull"):
        Comet(path)
    path.write_bytes(NUMBERS[:-1])
    with pytest.raises(UnusableModel, match="is damaged, cut off"):
        Comet(path)
    (path.parents[1] / "hparams.yaml").unlink()
    path.write_bytes(NUMBERS)
    with pytest.raises(UnusableModel, match=r"lacks its settings; they belong to .*hparams.yaml"):
        Comet(path)


@pytest.mark.parametrize(
    ("sources", "references", "message"),
    [
        (SOURCES[:2], REFERENCES, "2 sources, 3 hypotheses and 3 references"),
        (["Қар жауды.", " ", "Ел риза."], REFERENCES, "segment 2 has no source"),
        (SOURCES, [["It snowed."], ["The road was closed."], []], "segment 3 has no reference"),
        (SOURCES, [["It snowed."], ["", "The road was closed."], ["So."]], "segment 2 has no reference"),
    ],
)
def test_what_it_reads_must_be_there(
    library: Library, path: Path, sources: list[str], references: list[list[str]], message: str
) -> None:
    with pytest.raises(ScoreMismatch, match=message):
        Comet(path).statistics(sources, HYPOTHESES, references)
    assert not library.loaded


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            RuntimeError("Weights only load failed.\nUnsupported global: GLOBAL posix.mkdir"),
            "could run code; it is not loaded",
        ),
        (KeyError("class_identifier"), "COMET can't load it: 'class_identifier'; is its encoder"),
    ],
)
def test_a_checkpoint_that_can_not_be_loaded(
    library: Library, path: Path, error: Exception, message: str
) -> None:
    library.error = error
    with pytest.raises(UnusableModel, match=message):
        Comet(path).statistics(SOURCES, HYPOTHESES, REFERENCES)


@pytest.mark.parametrize("answer", [[0.5], [0.5, float("nan"), 0.5], [[0.1], [0.2], [0.3]]])
def test_a_model_that_gives_no_number_for_a_segment(library: Library, path: Path, answer: Any) -> None:
    library.model.answer = answer
    with pytest.raises(UnusableModel, match="one number for each segment"):
        Comet(path).statistics(SOURCES, HYPOTHESES, REFERENCES)
