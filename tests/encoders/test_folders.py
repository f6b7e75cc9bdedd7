"""Folders given as encoders: what each kind is, and what is refused before anything is loaded."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import tm
from tests.conftest import ROOT
from tests.encoders.models import POOLING, TRANSFORMER, model_folder, safetensors
from tm.alignment.encoder import Encoder, shipped
from tm.encoders import open_encoder, sentence_model
from tm.encoders.model_folder import model_files
from tm.encoders.sentence_model import SentenceModel
from tm.errors import UnusableModel, UsageError

OWN = ROOT / "tm" / "alignment" / "model"
DENSE = "sentence_transformers.models.Dense"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An encoder of our own kind in a folder, as training writes it."""
    for name in ("pieces.model", "vectors.npz"):
        (tmp_path / "own").mkdir(exist_ok=True)
        shutil.copy(OWN / name, tmp_path / "own" / name)
    return tmp_path / "own"


def test_one_of_our_own_kind_does_what_the_one_in_the_package_does(own: Path) -> None:
    opened = open_encoder(own)
    assert isinstance(opened, Encoder) and opened.name == shipped().name
    texts = {"kk": ["Қар жауды.", "Жол жабылды."], "ru": ["Выпал снег.", "Дорогу закрыли."]}
    assert tm.align(texts, encoder=opened) == tm.align(texts)


def test_damaged_or_incomplete_ones_of_our_own_kind_are_refused(own: Path) -> None:
    (own / "pieces.model").unlink()
    with pytest.raises(UnusableModel, match="damaged, incomplete"):
        open_encoder(own)
    (own / "pieces.model").write_bytes(b"\x00")
    with pytest.raises(UnusableModel, match="damaged, incomplete"):
        open_encoder(own)


class Trap:
    """What a pickle would run."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(Trap.place),)

    place = Path()


def test_arrays_of_objects_which_are_pickles_are_not_read(own: Path, tmp_path: Path) -> None:
    Trap.place = tmp_path / "ran"
    np.savez(own / "vectors.npz", vectors=np.array([Trap()], dtype=object), scales=np.ones(1))
    with pytest.raises(UnusableModel, match="damaged"):
        open_encoder(own)
    assert not Trap.place.exists()
    np.load(own / "vectors.npz", allow_pickle=True)["vectors"]
    assert Trap.place.exists()  # or else this test would show nothing


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda place: None,
            "there is no such folder, and nothing is downloaded; an encoder is a folder with",
        ),
        (lambda place: place.write_text("x"), "is a file; an encoder is a folder with"),
        (lambda place: place.mkdir(), "holds no encoder; an encoder is a folder with pieces.model"),
    ],
)
def test_what_is_no_encoder_at_all(tmp_path: Path, make: Callable[[Path], object], message: str) -> None:
    make(tmp_path / "place")
    with pytest.raises(UnusableModel, match=message):
        open_encoder(tmp_path / "place")


def test_a_transformer_alone_does_not_say_how_words_become_one_vector(tmp_path: Path) -> None:
    (model_folder(tmp_path / "model") / "modules.json").unlink()
    with pytest.raises(
        UnusableModel, match=r"has no modules\.json.*save the model with sentence-transformers"
    ):
        open_encoder(tmp_path / "model")


def change(name: str, content: str | bytes | None) -> Callable[[Path], None]:
    """What puts this content into a file of the model, or takes the file away."""

    def changed(model: Path) -> None:
        if content is None:
            (model / name).unlink()
        else:
            (model / name).write_bytes(content.encode() if isinstance(content, str) else content)

    return changed


def module(kind: str, path: str = "") -> Callable[[Path], None]:
    return change("modules.json", json.dumps([{"type": kind, "path": path}]))


def pickled(model: Path) -> None:
    (model / "model.safetensors").rename(model / "pytorch_model.bin")


SOUND = safetensors(2, 3)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (change("tokenizer.json", None), "holds no tokenizer"),
        (
            change("sentence_bert_config.json", '{"tokenizer_name_or_path": "/elsewhere"}'),
            "sets tokenizer_name_or_path, which is not known",
        ),
        (
            change("sentence_bert_config.json", '{"modality_config": {"text": {"method": "save"}}}'),
            "sets modality_config, which is not known",
        ),
        (change("config.json", '{"a":' * 900 + "1" + "}" * 900), "nested too deeply|can't be read as JSON"),
        (pickled, r"pytorch_model\.bin, a pickle, which can run code.*only safetensors.*save_pretrained"),
        (change("model.safetensors", None), r"model\.safetensors is missing"),
        (change("model.safetensors", SOUND[:-1]), r"model\.safetensors is damaged or cut off"),
        (change("model.safetensors", SOUND + b"\0"), r"model\.safetensors is damaged or cut off"),
        (change("model.safetensors", b""), r"model\.safetensors is damaged"),
        (change("model.safetensors", b"\xff" * 99), r"model\.safetensors is damaged"),
        (change("model.safetensors", SOUND[:8] + b"[" + SOUND[9:]), r"model\.safetensors is damaged"),
        (change("model.safetensors", b"version https://git-lfs.github.com/spec/v1"), "git lfs pull"),
        (change("modules.json", "["), r"modules\.json can't be read as JSON"),
        (change("modules.json", "{}"), r"modules\.json is not a list of modules"),
        (change("modules.json", "[1]"), "does not say type and path"),
        (change("modules.json", '[{"type": "x"}]'), "does not say type and path"),
        (change("modules.json", b"\xff\xfe"), r"modules\.json can't be read"),
        (module("my_model.Pooling"), r"asks for my_model\.Pooling; of sentence-transformers Dense"),
        (module("sentence_transformers.models.CLIPModel"), "asks for .*CLIPModel"),
        (module("sentence_transformers"), "asks for sentence_transformers;"),
        (module("os.system"), "asks for os.system"),
        (module(TRANSFORMER, "../other"), "outside of the folder"),
        (module(TRANSFORMER, "/etc"), "outside of the folder"),
        (change("config.json", None), r"config\.json is missing"),
        (change("config.json", "{"), r"config\.json can't be read as JSON"),
        (change("config.json", '{"auto_map": {"AutoModel": "modeling.Mine"}}'), "code of the model's own"),
        (change("config.json", '{"text": [{"auto_map": 1}]}'), "code of the model's own"),
        (change("tokenizer_config.json", '{"auto_map": {}}'), r"tokenizer_config\.json asks for code"),
        (change("adapter_config.json", "{}"), "is an adapter for another model"),
        (change("config.json", '{"activation_function": "os.abort"}'), r"asks for os\.abort"),
    ],
    ids=str,
)  # fmt: skip
def test_models_that_are_refused(tmp_path: Path, spoil: Callable[[Path], None], message: str) -> None:
    model = model_folder(tmp_path / "model")
    model_files(model)
    spoil(model)
    with pytest.raises(UnusableModel, match=message) as refused:
        open_encoder(model)
    assert str(refused.value).startswith(f"{model}: ") and "\n" not in str(refused.value)


def test_weights_of_later_modules_are_looked_at_too(tmp_path: Path) -> None:
    model = model_folder(tmp_path / "model", [(TRANSFORMER, ""), (POOLING, "1"), (DENSE, "2")])
    (model / "2" / "pytorch_model.bin").write_bytes(b"")
    with pytest.raises(UnusableModel, match=r"2/pytorch_model\.bin, a pickle"):
        model_files(model)
    (model / "2" / "model.safetensors").write_bytes(SOUND)
    assert model / "2" / "model.safetensors" in model_files(model)


def test_weights_in_several_files(tmp_path: Path) -> None:
    model = model_folder(tmp_path / "model")
    (model / "model.safetensors").rename(model / "model-00001-of-00002.safetensors")
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}
    (model / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(UnusableModel, match=r"00002-of-00002\.safetensors is missing"):
        model_files(model)
    (model / "model-00002-of-00002.safetensors").write_bytes(SOUND)
    assert len([file for file in model_files(model) if file.suffix == ".safetensors"]) == 2
    (model / "model.safetensors.index.json").write_text('{"weight_map": {"a": "../x.safetensors"}}')
    with pytest.raises(UnusableModel, match="does not say where the weights are"):
        model_files(model)


def test_the_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_model, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'ushtil\[neural\]'"):
        open_encoder(model_folder(tmp_path / "model"))


def test_the_content_of_a_model_is_its_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_model, "find_spec", lambda name: name)

    def identity(folder: Path) -> str:
        return SentenceModel(folder, model_files(folder)).identity

    one, two = model_folder(tmp_path / "one"), model_folder(tmp_path / "two | b")
    assert identity(one) == identity(two) and len(identity(one)) == 64
    assert SentenceModel(two, []).name == "two_b"
    (two / "README.md").write_text("not read")
    assert identity(one) == identity(two)
    (two / "tokenizer.json").write_text('{"other": 1}')
    assert identity(one) != identity(two)
    changed = bytearray(SOUND)
    changed[-1] = 1
    (one / "model.safetensors").write_bytes(changed)
    assert identity(one) != identity(model_folder(tmp_path / "three"))


@pytest.mark.parametrize("scale", [np.nan, np.inf, 1e30, -7.0])
def test_scales_that_no_training_gives_are_refused(own: Path, scale: float) -> None:
    with np.load(own / "vectors.npz") as arrays:
        vectors, scales = arrays["vectors"], arrays["scales"].astype(np.float32)
    scales[5] = scale
    np.savez_compressed(own / "vectors.npz", vectors=vectors, scales=scales)
    with pytest.raises(UnusableModel, match="do not belong together"):
        open_encoder(own)


def test_a_model_that_fails_at_its_work_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def encode(self, *_: object, **__: object) -> None:
            raise KeyError("sentence_embedding")

    monkeypatch.setattr(sentence_model, "find_spec", lambda _: True)
    monkeypatch.setattr(sentence_model, "_loaded", lambda _: Broken())
    place = model_folder(tmp_path / "m")
    with pytest.raises(UnusableModel, match="can't encode a text: 'sentence_embedding'"):
        SentenceModel(place, model_files(place)).vectors(["Қар жауды."])
