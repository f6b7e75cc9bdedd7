"""ushtil: translation memory and alignment for Kazakh, English and Russian.

The map; imports go down only:

    cli                                             the command `tm`
    web                                             pages for people, a server for CAT tools
    review                                          alignments put right by people, and who did what
    bitext | scoring | evaluation | report | training     the use cases: align, score, compare, draw, teach,
    conversion | difference | statistics | inspection     of files of units: convert, compare, count, check,
    importing | splitting | testset | pretranslation     and of memories: put units in, make sets, use them,
    deduplication | editing                         keep them clean, change and undo
    answers | analysis | direction                  many texts at once, how much is known, which languages
    doubt                                           whether a text is in the language it is said to be in
    memory                                          fuzzy matches, concordance, edits
    encoders | formats | manifest                   files: other encoders, text, TMX, XLIFF, PO, tables, beads
    store                                           where a memory is kept: SQLite, PostgreSQL, the index
    segmentation | alignment | checks | matching | metrics     the algorithms: values in, values out,
    identification | selection | pivot              and what is asked of one unit or another
    duplicates | inflection | provenance | marking  what several of those need
    units | errors | languages | text               nouns, errors, languages, strings,
    plurals | digests | processes                   numbers in words, what is the same, work shared
    version

The names below are loaded when first used, so that `import tm` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tm.version import __version__

if TYPE_CHECKING:
    from tm.alignment import align as align
    from tm.checks.checker import Checker as Checker
    from tm.errors import TMError as TMError
    from tm.formats.kinds import create_units as create_units
    from tm.formats.kinds import open_units as open_units
    from tm.formats.tmx import TmxReader as TmxReader
    from tm.formats.tmx import TmxWriter as TmxWriter
    from tm.formats.tmx import read_tmx as read_tmx
    from tm.matching.concordance import Concordance as Concordance
    from tm.matching.match import Match as Match
    from tm.memory import Memory as Memory
    from tm.memory import Query as Query
    from tm.scoring import ScoreReport as ScoreReport
    from tm.scoring import score as score
    from tm.segmentation import explain as explain
    from tm.segmentation import segment as segment
    from tm.units import Alignment as Alignment
    from tm.units import Bead as Bead
    from tm.units import Code as Code
    from tm.units import Finding as Finding
    from tm.units import Header as Header
    from tm.units import Prop as Prop
    from tm.units import Segment as Segment
    from tm.units import TranslationUnit as TranslationUnit
    from tm.units import Variant as Variant

_HOMES = {
    "align": "tm.alignment",
    "Concordance": "tm.matching.concordance",
    "Query": "tm.memory",
    "Match": "tm.matching.match",
    "Memory": "tm.memory",
    "Checker": "tm.checks.checker",
    "TMError": "tm.errors",
    "create_units": "tm.formats.kinds",
    "open_units": "tm.formats.kinds",
    "TmxReader": "tm.formats.tmx",
    "TmxWriter": "tm.formats.tmx",
    "read_tmx": "tm.formats.tmx",
    "ScoreReport": "tm.scoring",
    "score": "tm.scoring",
    "explain": "tm.segmentation",
    "segment": "tm.segmentation",
    "Alignment": "tm.units",
    "Bead": "tm.units",
    "Code": "tm.units",
    "Finding": "tm.units",
    "Header": "tm.units",
    "Prop": "tm.units",
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
