"""Plain text in pairs, as Moses and OPUS have it: `corpus.kk`, `corpus.en`, where line k goes with line k.

A line is a segment and nothing else is said. So a newline within a segment becomes a space, and ids, notes,
props and inline codes are left out; each is counted. An empty line is an empty segment, and no line is
skipped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TextIO

from tm.errors import InputError, MalformedMoses, UnreadableFile, UsageError
from tm.formats.documents import opened
from tm.formats.memory import Reject
from tm.formats.output import written
from tm.formats.tables.columns import is_plain
from tm.formats.tables.rows import clean, rank_of, wanted
from tm.units import Code, Header, TranslationUnit, Variant

_BREAK = re.compile("[ \t]*(?:\r\n|[\r\n\u0085\u2028\u2029])[ \t]*")


class MosesWriter:
    """Writes units to `PREFIX.kk`, `PREFIX.en` and so on, which appear when all is written.

    `path` is `PREFIX`, or one of these files.

    `langs` are the ends of the names; without them they are the languages of the first unit. A unit that has
    a text in none of them is left out, one that has it in some leaves an empty line in the others.
    """

    def __init__(self, path: Path | str, header: Header, *, langs: Sequence[str] = ()) -> None:
        if str(path) == "-":
            raise UsageError("pairs of plain text are several files; name the part of the names before .kk")
        if not Path(path).name:
            raise UsageError(f"-o {path}: name the part of the names before .kk")
        if unfit := [lang for lang in langs if not _is_name(lang)]:
            raise UsageError(_unfit(unfit[0]))
        self.lost: Counter[str] = Counter()
        self._path, self._header, self._langs = Path(path), header, tuple(langs)
        self._streams: list[BinaryIO] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if self._langs:
            self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and not self._streams:
            raise InputError(f"{self._path}: there is no unit and no language to write; nothing was written")
        self._stack.__exit__(kind, error, trace)

    def write(self, unit: TranslationUnit) -> None:
        """Append one line to each file."""
        if not self._streams:
            self._langs = tuple(dict.fromkeys(variant.lang for variant in unit.variants))
            self._open()
        kept = wanted(unit, self._langs, self.lost)
        if kept is None:
            return
        self._count(kept)
        for place, (lang, stream) in enumerate(zip(self._langs, self._streams, strict=True)):
            ranked = (one for one in kept.variants if rank_of(one.lang, self._langs) == place)
            variant = next(ranked, None)
            self.lost[f"texts in {lang}, which units do not have"] += variant is None
            stream.write(f"{self._line(variant.text) if variant else ''}\n".encode())

    def _open(self) -> None:
        name = self._path.stem if self._path.suffix[1:] in self._langs else self._path.name
        if unfit := [lang for lang in self._langs if not _is_name(lang)]:
            raise InputError(f"{self._path}: {_unfit(unfit[0])}; name the languages with --from and --to")
        with ExitStack() as stack:
            for lang in self._langs:
                self._streams.append(stack.enter_context(written(self._path.with_name(f"{name}.{lang}"))))
            stack.push(self._finish)
            self._stack = stack.pop_all()

    def _finish(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            for stream in self._streams:
                stream.flush()  # a full disk shows before the first file takes its name
            self.lost["facts of the header"] = len(self._header.props) + len(self._header.attributes)
            self.lost = +self.lost

    def _line(self, text: str) -> str:
        text, breaks = _BREAK.subn(" ", clean(text, self.lost))
        self.lost["newlines in segments"] += breaks
        return text

    def _count(self, unit: TranslationUnit) -> None:
        """Counts what lines can't say."""
        lost = self.lost
        lost["ids"] += unit.tuid is not None
        said = {rank_of(variant.lang, self._langs) for variant in unit.variants}
        lost["further variants of a language"] += len(unit.variants) - len(said)
        lost["attributes"] += len(unit.attributes)
        for props in (unit.props, *(variant.props for variant in unit.variants)):
            notes = sum(prop.type is None for prop in props)
            lost["notes"] += notes
            lost["props"] += len(props) - notes
        for variant in unit.variants:
            lost["attributes"] += len(variant.attributes) + len(variant.seg)
            lost["inline codes"] += sum(isinstance(piece, Code) for piece in variant.content)


def _is_name(lang: str) -> bool:
    """Whether a file's name can end with a language: not where it would lead into another folder."""
    return bool(lang) and lang.isprintable() and "/" not in lang and "\\" not in lang


def _unfit(lang: str) -> str:
    return f"{lang[:40]!r} is no language that the name of a file can end with"


class MosesReader:
    """Reads units from the files of one corpus; `path` is one of them, or what their names begin with.

    `langs` are the ends of the names, which otherwise are all language tags that are found, that of `path`
    first. Raises MalformedMoses where the files do not have the same number of lines, and UnreadableFile.
    """

    share = 0.0  # how much of the file was read is not known

    def __init__(self, path: Path | str, *, reject: Reject | None = None, langs: Sequence[str] = ()) -> None:
        self._files = _files(Path(path), langs)
        self.header = Header(next(iter(self._files)))
        self.warnings: list[str] = []
        counts = {}
        for file in self._files.values():
            with opened(file) as stream:
                if not stream.encoding.startswith("utf-8"):
                    self.warnings.append(f"{file}: read as {stream.encoding}, not UTF-8")
                counts[file] = _count_lines(stream)
        (first, count), *others = counts.items()
        for file, other in others:
            if other != count:
                problem = f"{file.name} has {other:,} lines, but {first.name} has {count:,}; they must pair"
                raise MalformedMoses(file, min(other, count) + 1, problem)

    def __iter__(self) -> Iterator[TranslationUnit]:
        with ExitStack() as stack:
            streams = [_lines(stack.enter_context(opened(file))) for file in self._files.values()]
            for number, texts in enumerate(zip(*streams, strict=True), start=1):
                pairs = zip(self._files, texts, strict=True)
                variants = tuple(Variant(lang, text) for lang, text in pairs)
                yield TranslationUnit(None, variants, line=number)


def _files(path: Path, langs: Sequence[str]) -> dict[str, Path]:
    """The files of a corpus by language, two at least."""
    own = path.suffix[1:]
    prefix = path.name[: -len(own) - 1] if own and path.is_file() and _is_end(own, langs) else path.name
    if langs:
        found = {lang: path.with_name(f"{prefix}.{lang}") for lang in langs}
    else:
        start = f"{prefix}."
        siblings = sorted(path.parent.glob(f"{_literal(prefix)}.*"))
        ends = {file.name.removeprefix(start): file for file in siblings if file.is_file()}
        found = {end: file for end, file in ends.items() if is_plain(end)}
        found = dict(sorted(found.items(), key=lambda item: item[0] != own))
    if len(found) < 2:
        problem = f"needs a second file of plain text beside it, {prefix}.ru for one; name the languages"
        raise UnreadableFile(path, problem)
    return found


def _is_end(end: str, langs: Sequence[str]) -> bool:
    return end in langs if langs else is_plain(end)


def _literal(name: str) -> str:
    return re.sub(r"([\[*?])", r"[\1]", name)


def _count_lines(stream: TextIO) -> int:
    count, last = 0, "\n"
    while chunk := stream.read(1 << 16):
        count += chunk.count("\n")
        last = chunk[-1]
    return count + (last != "\n")


def _lines(stream: Iterator[str]) -> Iterator[str]:
    """The lines of a stream as Moses counts them: their newline is that of Unix or Windows, and no other."""
    rest: list[str] = []
    for piece in stream:  # these end at a lone CR, too
        if piece.endswith("\n"):
            yield "".join((*rest, piece))[:-1].removesuffix("\r")
            rest.clear()
        else:
            rest.append(piece)
    if rest:
        yield "".join(rest)
