"""The folder of a sentence-transformers model: what it consists of, and whether it may be loaded at all.

Everything is looked at before any library sees it. A model is numbers and settings. What could bring
programs along is refused: weights as pickles, which run code when they are read; classes of its own; files
outside of its folder; adapters, which are loaded onto a model that they name.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tm.errors import UnusableModel

MODULES_FILE = "modules.json"
WEIGHTS = "model.safetensors"
INDEX = f"{WEIGHTS}.index.json"  # of weights in several files
WITH_WEIGHTS = frozenset({"Transformer", "Dense", "LayerNorm", "StaticEmbedding"})
MODULES = WITH_WEIGHTS | {"Pooling", "Normalize"}
PICKLES = frozenset({".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt"})
ACTIVATIONS = "torch.nn."
TRANSFORMER_FILE = "sentence_bert_config.json"
TOKENIZERS = ("tokenizer.json", "vocab.txt", "sentencepiece.bpe.model", "spiece.model", "tokenizer.model")
# What that file may set, and to what; None is anything.
ALLOWED: dict[str, object] = {
    "max_seq_length": None,
    "do_lower_case": None,
    "transformer_task": "feature-extraction",
    "module_output_name": "token_embeddings",
    "modality_config": {"text": {"method": "forward", "method_output_name": "last_hidden_state"}},
}
READ = frozenset({".json", ".txt", ".model", ".safetensors"})  # what a model is read from
LONGEST_HEADER = 100_000_000  # bytes, as the format itself has it


def model_files(folder: Path) -> list[Path]:
    """The files that a model is read from, in order. Raises UnusableModel if it can't or may not be."""
    places = {folder}
    for kind, place in _modules(folder):
        places.add(place)
        if kind in WITH_WEIGHTS:
            _check_weights(folder, place)
        if kind == "Transformer":
            _check_transformer(folder, place)
    found = sorted(
        file
        for place in places
        if place.is_dir()
        for file in place.iterdir()
        if file.suffix in READ and file.is_file()
    )
    for file in found:
        if file.name.endswith("config.json"):
            _check_settings(folder, file)
    return found


def _modules(folder: Path) -> Iterator[tuple[str, Path]]:
    """The kind of each module of the model, and the folder where it lies."""
    modules = _json(folder, folder / MODULES_FILE)
    if not isinstance(modules, list) or not modules:
        raise UnusableModel(folder, f"{MODULES_FILE} is not a list of modules")
    for module in modules:
        kind, path = (module.get(key) if isinstance(module, dict) else None for key in ("type", "path"))
        if not isinstance(kind, str) or not isinstance(path, str):
            raise UnusableModel(folder, f"{MODULES_FILE} does not say type and path of each module")
        library, _, name = kind.rpartition(".")
        if library.split(".")[0] != "sentence_transformers" or name not in MODULES:
            known = ", ".join(sorted(MODULES))
            raise UnusableModel(
                folder,
                f"{MODULES_FILE} asks for {kind[:60]}; of sentence-transformers {known} are loaded, no other",
            )
        if Path(path).is_absolute() or ".." in Path(path).parts:
            raise UnusableModel(folder, f"{MODULES_FILE} asks for {path}, which is outside of the folder")
        yield name, folder / path


def _check_transformer(folder: Path, place: Path) -> None:
    """Raises UnusableModel where the model lacks its settings or tokenizer, or asks for more than numbers.

    Its settings could name a tokenizer elsewhere, or any function of the library to be called.
    """
    if not (place / "config.json").is_file():
        raise UnusableModel(folder, f"{_within(folder, place / 'config.json')} is missing")
    if not any((place / name).is_file() for name in TOKENIZERS):
        raise UnusableModel(folder, f"holds no tokenizer ({', '.join(TOKENIZERS)})")
    file = place / TRANSFORMER_FILE
    settings = _json(folder, file) if file.exists() else {}
    for name, value in settings.items() if isinstance(settings, dict) else ():
        if name not in ALLOWED or (ALLOWED[name] is not None and value != ALLOWED[name]):
            raise UnusableModel(
                folder,
                f"{_within(folder, file)} sets {name[:40]}, which is not known here; take that line out",
            )


def _check_settings(folder: Path, file: Path) -> None:
    """Raises UnusableModel where the settings name code that comes with the model, or another model."""
    settings = _json(folder, file)
    if file.name == "adapter_config.json":
        raise UnusableModel(folder, "is an adapter for another model; merge the two and save the whole")
    function = settings.get("activation_function", ACTIVATIONS) if isinstance(settings, dict) else ACTIVATIONS
    if not str(function).startswith(ACTIVATIONS):  # older libraries import and call whatever stands here
        raise UnusableModel(folder, f"{_within(folder, file)} asks for {function}, which is not torch's own")
    try:
        own_code = _has_key(settings, "auto_map")
    except RecursionError as error:
        raise UnusableModel(folder, f"{_within(folder, file)} is nested too deeply") from error
    if own_code:
        raise UnusableModel(
            folder, f"{_within(folder, file)} asks for code of the model's own (auto_map), which is not run"
        )


def _has_key(value: Any, key: str) -> bool:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        return key in value or any(_has_key(inner, key) for inner in value.values())
    return isinstance(value, list) and any(_has_key(inner, key) for inner in value)


def _check_weights(folder: Path, place: Path) -> None:
    """Raises UnusableModel unless the module has its weights as sound safetensors."""
    names = [WEIGHTS]
    if not (place / WEIGHTS).is_file() and (place / INDEX).is_file():
        index = _json(folder, place / INDEX)
        shards = index.get("weight_map") if isinstance(index, dict) else None
        if not isinstance(shards, dict) or not shards or not all(map(_is_name, shards.values())):
            raise UnusableModel(
                folder, f"{_within(folder, place / INDEX)} does not say where the weights are"
            )
        names = sorted(set(shards.values()))
    for name in names:
        file = place / name
        if file.is_file():
            _check_safetensors(folder, file)
            continue
        pickles = sorted(found.name for found in place.glob("*") if found.suffix in PICKLES)
        if not pickles:
            raise UnusableModel(folder, f"{_within(folder, file)} is missing")
        raise UnusableModel(
            folder,
            f"has its weights as {_within(folder, place / pickles[0])}, a pickle, which can run code when it "
            "is read; only safetensors are loaded. If you trust its source, convert it with "
            "sentence-transformers: SentenceTransformer(old).save_pretrained(new)",
        )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and Path(value).name == value and value.endswith(".safetensors")


def _check_safetensors(folder: Path, file: Path) -> None:
    """Raises UnusableModel unless the header can be read and the file is as long as it says.

    The header is JSON behind its length, eight bytes; each tensor says where its data begins and ends.
    """
    damaged = f"{_within(folder, file)} is damaged or cut off; copy it again"
    size = file.stat().st_size
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
            if start == b"version ":
                raise UnusableModel(
                    folder, f"{_within(folder, file)} only points to its content: git lfs pull"
                )
            (length,) = struct.unpack("<Q", start)
            if length > min(size, LONGEST_HEADER):
                raise UnusableModel(folder, damaged)
            header = json.loads(stream.read(length))
        ends = [tensor["data_offsets"][1] for name, tensor in header.items() if name != "__metadata__"]
        whole = 8 + length + max(ends, default=0) == size
    except (
        OSError, struct.error, ValueError, LookupError, TypeError, AttributeError, RecursionError
    ) as error:  # fmt: skip
        raise UnusableModel(folder, damaged) from error
    if not whole:
        raise UnusableModel(folder, damaged)


def _json(folder: Path, file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UnusableModel(
            folder, f"{_within(folder, file)} can't be read as JSON; copy it again"
        ) from error


def _within(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix()
