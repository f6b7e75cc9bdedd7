"""The formats that can hold translation units, and which of them a file is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tm.errors import UnreadableFile, UsageError
from tm.formats.memory import Reject, UnitReader, UnitWriter
from tm.formats.moses import MosesReader, MosesWriter
from tm.formats.po import PoReader, PoWriter
from tm.formats.stored import MemoryReader
from tm.formats.tables.delimited import TableReader, TableWriter
from tm.formats.tables.xlsx import XlsxReader, XlsxWriter
from tm.formats.tmx import TmxReader, TmxWriter
from tm.formats.xliff import XliffReader, XliffWriter
from tm.languages import LANGUAGES
from tm.store import is_server
from tm.units import Header, Prop, TranslationUnit

PACKED = (".gz", ".zip")
Langs = tuple[str, ...]
Read = Callable[[Path | str, Reject | None, Langs, bool], UnitReader]
Write = Callable[[Path | str, Header, Langs], UnitWriter]


@dataclass(frozen=True, slots=True)
class Kind:
    """A format: its name, its files' endings, how to read and write it, and if it knows but two languages.

    `read` takes the path, what is told of units that can't be taken, languages of a file that does not
    name them, and whether what XML can't hold is left out; `write` the path, the header and the languages.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read
    write: Write
    bilingual: bool = False


def _xml(reader: Callable[..., UnitReader]) -> Read:
    """A reader of files that name their languages, and that may hold what XML can't."""
    return lambda path, reject, langs, tolerant: reader(path, reject=reject, tolerant=tolerant)


def _named(reader: Callable[..., UnitReader]) -> Read:
    """A reader that may have to be told the languages."""
    return lambda path, reject, langs, tolerant: reader(path, reject=reject, langs=langs)


def _to(writer: Callable[..., UnitWriter], **more: str) -> Write:
    """A writer that asks for the languages."""
    return lambda path, header, langs: writer(path, header, langs=langs, **more)


def _no_writer(path: Path | str, header: Header, langs: Langs) -> UnitWriter:
    raise UsageError(f"{path}: tm import puts units into a memory")


_XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")
KINDS = (
    Kind("tmx", (".tmx",), _xml(TmxReader), lambda path, header, langs: TmxWriter(path, header)),
    Kind("xliff", _XLIFF, _xml(XliffReader), _to(XliffWriter, version="1.2"), bilingual=True),
    Kind("xliff2", (".xlf2",), _xml(XliffReader), _to(XliffWriter, version="2.1"), bilingual=True),
    Kind("po", (".po", ".pot"), _named(PoReader), _to(PoWriter), bilingual=True),
    Kind("csv", (".csv",), _named(TableReader), _to(TableWriter, delimiter=",")),
    Kind("tsv", (".tsv", ".tab"), _named(TableReader), _to(TableWriter, delimiter="\t")),
    Kind("xlsx", (".xlsx",), _named(XlsxReader), _to(XlsxWriter)),
    Kind(
        "memory",
        (".sqlite", ".sqlite3"),
        lambda path, reject, langs, tolerant: MemoryReader(path),
        _no_writer,
    ),
    Kind("moses", (), _named(MosesReader), _to(MosesWriter)),
)
NAMES = tuple(kind.name for kind in KINDS)


def kind_of(path: Path | str, name: str | None = None, option: str = "--format") -> Kind:
    """The format called `name`, or else that which the file's name ends like; TMX for `-`.

    A name that ends in one of our languages is a text of pairs. Raises UsageError, naming the option that
    tells the format, for a name or an ending that no format has.

    >>> [kind_of(name).name for name in ("a.TMX", "a.tmx.gz", "a.sdlxliff", "corpus.kk", "-")]
    ['tmx', 'tmx', 'xliff', 'moses', 'tmx']
    """
    if name is not None:
        found = next((kind for kind in KINDS if kind.name == name.lower()), None)
        if found is None:
            raise UsageError(f"{option} {name}: formats are {', '.join(NAMES)}")
        return found
    if is_server(path):
        return next(kind for kind in KINDS if kind.name == "memory")
    ending = ".tmx" if str(path) == "-" else str(path).lower()
    for packed in PACKED:
        ending = ending.removesuffix(packed)
    for kind in KINDS:
        if ending.endswith(kind.suffixes):
            return kind
    if ending.rpartition(".")[2] in LANGUAGES:
        return KINDS[-1]
    raise UsageError(f"{path}: its name tells no format; {option} gives one of {', '.join(NAMES)}")


def pair_of(header: Header, unit: TranslationUnit | None) -> Langs:
    """Source and target of a memory of two languages: those of a unit, or else those that its header names.

    Nothing where neither says two. A unit without a translation has but one; XLIFF and PO name the other.

    >>> from tm.units import Variant
    >>> unit = TranslationUnit(None, (Variant("en", "Open"),))
    >>> pair_of(Header("en", props=(Prop("targetlang", "kk"),)), unit), pair_of(Header("en"), unit)
    (('en', 'kk'), ())
    """
    langs = tuple(dict.fromkeys(variant.lang for variant in unit.variants)) if unit else ()
    if len(langs) == 2:
        return langs
    target = next(filter(None, map(_target_of, header.props)), "")
    return (header.srclang, target) if len(langs) < 2 and target and header.srclang != "*all*" else ()


def _target_of(prop: Prop) -> str:
    """The target language that a prop of a header names, empty where it names none."""
    if prop.type == "targetlang":
        return prop.value
    name, _, value = prop.value.partition(":")
    return value.strip().replace("_", "-") if (prop.type, name) == ("x-po-header", "Language") else ""


def kind_of_file(path: Path | str, name: str | None = None) -> Kind:
    """The format of a file that is there: by `name`, its ending, or else what it begins with.

    Raises UsageError where nothing tells, and UnreadableFile where there is no such file.
    """
    try:
        return kind_of(path, name, "--input-format")
    except UsageError:
        if name is not None:
            raise
        try:
            with Path(path).open("rb") as stream:
                start = stream.read(_START).replace(b"\0", b"")  # UTF-16 reads like ASCII without zeros
        except FileNotFoundError as error:
            raise UnreadableFile(path, "no such file") from error
        except OSError:
            start = b""
        for sign, kind in _SIGNS.items():
            if sign in start:
                return kind_of(path, kind)
        raise


_START = 4096  # bytes
_SIGNS = {
    b"<tmx": "tmx",
    b"<xliff": "xliff",
    b"docProps/": "xlsx",
    b"[Content_Types]": "xlsx",
    b"SQLite format 3": "memory",
    b'\nmsgid "': "po",
}


def open_units(
    path: Path | str,
    *,
    kind: str | None = None,
    langs: Langs = (),
    reject: Reject | None = None,
    tolerant: bool = False,
) -> UnitReader:
    """The units of a file of any of the formats. `langs` names languages where the file does not."""
    return kind_of_file(path, kind).read(path, reject, langs, tolerant)


def create_units(
    path: Path | str, header: Header, *, kind: str | None = None, langs: Langs = ()
) -> UnitWriter:
    """A file of any format to write units to; `langs` are source and target, where it knows but two."""
    found = kind_of(path, kind)
    if found.bilingual and len(langs) != 2:
        raise UsageError(f"{path}: {found.name} holds two languages; name them with --from and --to")
    return found.write(path, header, langs)
