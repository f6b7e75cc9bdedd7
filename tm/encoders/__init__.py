"""Other encoders than the one in the package: a folder in, something that `tm.align` takes as `encoder` out.

model_folder.py         what a sentence-transformers model consists of, and whether it may be loaded
sentence_model.py       such a model at work; the only place that knows sentence-transformers
contextual.py           its vectors of all runs of segments, as the aligner wants them
vector_cache.py         vectors kept from one run to the next
"""

from __future__ import annotations

from pathlib import Path

from tm.alignment.encoder import AnyEncoder, Encoder, read_encoder, shipped
from tm.encoders.contextual import ContextualEncoder
from tm.encoders.model_folder import MODULES_FILE, model_files
from tm.encoders.sentence_model import SentenceModel
from tm.encoders.vector_cache import VectorCache
from tm.errors import DamagedModel, UnusableModel

__all__ = ["AnyEncoder", "ContextualEncoder", "open_encoder"]

OWN_FILES = ("pieces.model", "vectors.npz")
WANTED = (
    f"an encoder is a folder with {' and '.join(OWN_FILES)}, or a sentence-transformers model with "
    f"{MODULES_FILE}"
)


def open_encoder(path: Path | str, *, cache: Path | None = None) -> Encoder | ContextualEncoder:
    """The encoder that lies in a folder; what kind it is, its files say.

    Either one of our own kind (scripts/train_encoder.py writes such folders), or a sentence-transformers
    model, which needs the extra `neural` and is read from this folder alone, never from a network. Of the
    latter the vectors are kept in the folder `cache` by the content of the model and of the text, so that
    the same text is encoded once; without it, they are not kept.

    Raises UnusableModel when there is no such folder, it holds no encoder, is damaged, or would run code of
    its own; UsageError when the extra is missing.
    """
    folder = Path(path)
    if not folder.is_dir():
        problem = "is a file" if folder.exists() else "there is no such folder, and nothing is downloaded"
        raise UnusableModel(path, f"{problem}; {WANTED}")
    if any((folder / name).exists() for name in OWN_FILES):
        return _own(folder)
    if not (folder / MODULES_FILE).exists():
        if (folder / "config.json").exists():
            problem = f"has no {MODULES_FILE}, which says how a transformer's words become one vector"
            raise UnusableModel(path, f"{problem}; save the model with sentence-transformers")
        raise UnusableModel(path, f"holds no encoder; {WANTED}")
    model = SentenceModel(folder, model_files(folder))
    return ContextualEncoder(model, shipped(), VectorCache(cache) if cache else None)


def _own(folder: Path) -> Encoder:
    try:
        return read_encoder(folder)
    except DamagedModel as error:
        problem = f"{' and '.join(OWN_FILES)} are damaged, incomplete, or do not belong together"
        raise UnusableModel(folder, f"{problem}; copy or train the encoder again") from error
