"""ushtil: translation memory and alignment for Kazakh, English and Russian.

The map; imports go down only:

    cli                                             the command `tm`
    bitext | scoring | evaluation | report | training     the use cases: align, score, compare, draw, teach
    encoders | formats | manifest                   files: other encoders, text, TMX, beads, SRX, the corpora
    segmentation | alignment | metrics | identification     the algorithms: values in, values out
    units | errors | languages | text | version     nouns, errors, languages, strings

The names below are loaded when first used, so that `import tm` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tm.version import __version__

if TYPE_CHECKING:
    from tm.alignment import align as align
    from tm.errors import TMError as TMError
    from tm.formats.tmx import TmxWriter as TmxWriter
    from tm.formats.tmx import read_tmx as read_tmx
    from tm.scoring import ScoreReport as ScoreReport
    from tm.scoring import score as score
    from tm.segmentation import explain as explain
    from tm.segmentation import segment as segment
    from tm.units import Alignment as Alignment
    from tm.units import Bead as Bead
    from tm.units import Segment as Segment
    from tm.units import TranslationUnit as TranslationUnit
    from tm.units import Variant as Variant

_HOMES = {
    "align": "tm.alignment",
    "TMError": "tm.errors",
    "TmxWriter": "tm.formats.tmx",
    "read_tmx": "tm.formats.tmx",
    "ScoreReport": "tm.scoring",
    "score": "tm.scoring",
    "explain": "tm.segmentation",
    "segment": "tm.segmentation",
    "Alignment": "tm.units",
    "Bead": "tm.units",
    "Segment": "tm.units",
    "TranslationUnit": "tm.units",
    "Variant": "tm.units",
}
__all__ = ["__version__", *sorted(_HOMES)]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module 'tm' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
