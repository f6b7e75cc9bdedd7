"""PO files of gettext, read and written entry by entry; `entry` says what of a unit stands where.

msgid is the source, msgstr the target. The header names the languages, `Language` and `X-Source-Language`;
without the latter msgid is taken for English, as is the custom. Its other fields are props of the header,
`x-po-header`, one a line. Obsolete entries (`#~`) are read too, as others, and marked `x-po-obsolete`: they
are translations that somebody made, and msgmerge uses them likewise. An entry without a translation is a unit
with its source alone.

PO can't say a msgid twice without a msgctxt, so that a unit whose source was written before gets one, its
tuid or a number, and a comment that says so, by which it is taken away again. Nor does PO hold a third
language, or inline codes: their native markup stands in the text. polib parses and formats the entries; what
is written is not wrapped.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import polib

from tm.errors import MalformedPO, UsageError
from tm.formats.documents import SAMPLE, opened
from tm.formats.memory import Reject
from tm.formats.output import WrittenFile
from tm.formats.po.catalogue import EMPTY, entries_of, formatted
from tm.formats.po.comment import ADDED, comment_of, heard, line_name, notes_of, said
from tm.formats.po.entry import CONTEXT, entry_of, form_of, is_one_entry, units_of
from tm.formats.tables.columns import is_plain
from tm.formats.tables.rows import clean, rank_of
from tm.formats.tables.stated import NAMES, header_of, statements
from tm.languages import base, matches
from tm.units import Header, Prop, Rejected, TranslationUnit, Variant

FIELD = "x-po-header"
PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) "
    "? 1 : 2);",
}
_FACTS = (*NAMES, "ude")  # names in the comment of the header that no comment of an entry has
_CHARSET = re.compile(rb"charset=([\w.:-]+)")


class PoWriter(WrittenFile):
    """Writes units as a PO file, which appears when all is written.

    `langs` are source and target; without them the source is that of the header, and the target the other
    language of the first unit. Tags are written as they are.
    """

    def __init__(self, path: Path | str, header: Header, *, langs: Sequence[str] = ()) -> None:
        self.lost: Counter[str] = Counter()
        self._path, self._header = path, header
        self._langs: tuple[str, ...] = tuple(langs[:2])
        self._seen: set[bytes] = set()
        self._forms: list[TranslationUnit] = []  # of an entry with plural forms, as far as they came
        self._is_begun = False

    def write(self, unit: TranslationUnit) -> None:
        """Append one unit. Forms of a plural become one entry when the last of them was given."""
        self._begin(unit)
        kept = self._pair(unit)
        form = form_of(kept)
        if self._forms and not is_one_entry([*self._forms, kept], self._tags):
            self._release()
        if form and (self._forms or is_one_entry([kept], self._tags)):
            self._forms.append(kept)
            if len(self._forms) == max(2, form[1]):
                forms, self._forms = self._forms, []
                self._entry(forms)
        else:
            self._entry([kept])

    def _begin(self, unit: TranslationUnit | None) -> None:
        """Writes the header, for which the languages must be known."""
        if self._is_begun:
            return
        self._is_begun = True
        tags = [variant.lang for variant in unit.variants] if unit else []
        if not self._langs:
            source = self._header.srclang
            self._langs = (source if source != "*all*" or not tags else tags[0],)
        if len(self._langs) == 1:
            other = next((tag for tag in tags if not matches(self._langs[0], tag)), "")
            self._langs = (*self._langs, other)
        self._tags = (self._langs[0], self._langs[1])
        if self._tags[0] == self._tags[1]:
            raise UsageError(f"source and target of a PO file can't both be {self._tags[0]}")
        self._stream.write(_header_entry(self._header, self._tags, self.lost).encode())

    def _pair(self, unit: TranslationUnit) -> TranslationUnit:
        """The unit with one variant in each of the two languages, under their tags."""
        kept: list[Variant] = []
        for place, lang in enumerate(self._tags):
            ranked = (one for one in unit.variants if rank_of(one.lang, self._tags) == place)
            variant = next(ranked, None)
            if variant:
                self.lost["language tags other than those of the file"] += variant.lang != lang
                kept.append(
                    Variant(
                        lang,
                        variant.text,
                        variant.props,
                        variant.attributes,
                        variant.content,
                        variant.seg,
                    )
                )
        self.lost["variants beside source and target"] += len(unit.variants) - len(kept)
        return TranslationUnit(unit.tuid, tuple(kept), unit.props, unit.attributes, unit.line)

    def _release(self) -> None:
        """Writes forms of a plural that are not complete as entries of their own."""
        forms, self._forms = self._forms, []
        for unit in forms:
            self._entry([unit])

    def _entry(self, units: Sequence[TranslationUnit]) -> None:
        entry = entry_of(units, self._tags, self.lost)
        if entry is None:
            return
        own, key = entry.msgctxt, self._key(entry)
        if key in self._seen:
            name = units[0].tuid or str(len(self._seen) + 1)
            entry.msgctxt = name
            while (key := self._key(entry)) in self._seen:
                name += "+"
                entry.msgctxt = name
            lines = [entry.comment] if entry.comment else []
            lines += [] if own is None else [said(CONTEXT, own)]
            entry.comment = "\n".join((*lines, ADDED))
        self._seen.add(key)
        self._stream.write(f"\n{formatted(entry)}".encode())

    @staticmethod
    def _key(entry: polib.POEntry) -> bytes:
        """What tells entries from each other, in few bytes."""
        words = repr((entry.obsolete, entry.msgctxt, entry.msgid))
        return blake2b(words.encode(), digest_size=12).digest()

    def _finish(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._begin(None)
            self._release()
            self.lost = +self.lost


class PoReader:
    """Reads units from a PO file; `line` is that of the entry.

    `langs` are source and target, which otherwise are those of the header; or the target is what the file is
    called after, `kk.po`, or its folder, `kk/LC_MESSAGES`. Raises MalformedPO with the line,
    and UnreadableFile.
    """

    share = 0.0  # how much of the file was read is not known

    def __init__(self, path: Path | str, *, reject: Reject | None = None, langs: Sequence[str] = ()) -> None:
        self._path, self._reject = path, reject
        self.warnings: list[str] = []
        self.charset = _charset(path)
        with opened(path, self.charset) as stream:
            self._note_encoding(stream.encoding)
            entries = self._entries(stream, lambda _: None)
            head = next(entries, None)
        is_header = head is not None and head.msgid == EMPTY
        fields = [line for line in head.msgstr.split("\n") if line] if head and is_header else []
        named = {
            name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in fields)
        }
        source = langs[0] if langs else named.get("x-source-language", "")
        target = langs[1] if len(langs) > 1 else named.get("language", "")
        place = Path(path)
        stem = (
            place.parts[-3] if place.parts[-2:-1] == ("LC_MESSAGES",) and len(place.parts) > 2 else place.stem
        )
        target = target or (stem if is_plain(stem) else "")
        if not target:
            raise MalformedPO(
                path,
                head.linenum if head and is_header else 1,
                "says no Language; --columns en,kk names both",
            )
        if not source:
            source = "en"
            self.warnings.append(f"{path}: says nothing of the language of msgid; taken for English")
        self.langs = (source, target)
        self.header = _header(head if is_header else None, fields, source)

    def __iter__(self) -> Iterator[TranslationUnit]:
        untranslated = 0
        with opened(self._path, self.charset) as stream:
            for entry in self._entries(stream, self._reject):
                if entry.msgid != EMPTY:
                    units = units_of(entry, self.langs, entry.linenum)
                    untranslated += any(len(unit.variants) < 2 for unit in units)
                    yield from units
        if untranslated:
            self.warnings.append(f"{self._path}: entries without a translation: {untranslated:,}")

    def _note_encoding(self, encoding: str) -> None:
        if not encoding.startswith("utf-8"):
            self.warnings.append(f"{self._path}: read as {encoding}, not UTF-8")
        if self.charset and codecs.lookup(encoding) not in map(codecs.lookup, (self.charset, "utf-8-sig")):
            self.warnings.append(f"{self._path}: declares {self.charset}, but is {encoding}")

    def _entries(self, stream: Iterator[str], reject: Reject | None) -> Iterator[polib.POEntry]:
        """The entries, the header among them with `EMPTY` for its msgid."""
        is_first = True
        for entry in entries_of(stream):
            if isinstance(entry, polib.POEntry) and entry.msgid == EMPTY and not is_first:
                entry = Rejected(entry.linenum, "an empty msgid, which only the header has", str(entry))
            is_first = False
            if isinstance(entry, polib.POEntry):
                yield entry
            elif reject is None:
                raise MalformedPO(self._path, entry.line, entry.problem)
            else:
                reject(entry)


def _charset(path: Path | str) -> str | None:
    """The encoding that the header declares, if it is one of text."""
    try:
        with Path(path).open("rb") as stream:
            found = _CHARSET.search(stream.read(SAMPLE))
        return codecs.lookup(found[1].decode()).name if found and "x".encode(found[1].decode()) else None
    except (OSError, LookupError, ValueError):
        return None


def _header(head: polib.POEntry | None, fields: Sequence[str], source: str) -> Header:
    """The header that the first entry makes: its comments, its fields, its flags."""
    if head is None:
        return Header(source)
    lines = (heard(line, _FACTS) for line in head.comment.split("\n"))
    header = header_of([line for line in lines if line], Header(source))
    flags = (Prop("x-po-flags", ", ".join(head.flags)),) if head.flags else ()
    props = (*notes_of(head.tcomment), *header.props, *(Prop(FIELD, line) for line in fields), *flags)
    return replace(header, srclang=source, props=props)


def _header_entry(header: Header, tags: tuple[str, str], lost: Counter[str]) -> str:
    """The first entry, which says what the header says and in which languages and encoding the file is."""
    rest = [prop for prop in header.props if prop.type not in (FIELD, "x-po-flags")]
    fields = [clean(prop.value, lost) for prop in header.props if prop.type == FIELD]
    must = [("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=UTF-8")]
    must += [("Content-Transfer-Encoding", "8bit"), ("Language", tags[1])]
    if not fields or tags[0] != "en":
        must.append(("X-Source-Language", tags[0]))
    if not fields and base(tags[1]) in PLURALS:
        must.append(("Plural-Forms", PLURALS[base(tags[1])]))
    for name, value in must:
        known = [line for line in fields if line.partition(":")[0].strip().lower() == name.lower()]
        if not known:
            fields.append(f"{name}: {value}")
        elif (
            name not in ("MIME-Version", "Content-Transfer-Encoding")
            and known[0].partition(":")[2].strip() != value
        ):
            fields[fields.index(known[0])] = f"{name}: {value}"
    notes = [clean(prop.value, lost) for prop in rest if prop.type is None and not prop.attributes]
    entry = polib.POEntry(msgid="", msgstr="".join(f"{field}\n" for field in fields))
    comment = comment_of(notes)
    if comment is not None:
        entry.tcomment = comment
        rest = [prop for prop in rest if prop.type is not None or prop.attributes]
    entry.flags = [prop.value for prop in header.props if prop.type == "x-po-flags"]
    usual = dict(statements(Header(tags[0]), lost))
    entry.comment = "\n".join(
        said(name if name in _FACTS else line_name(name), clean(value, lost))
        for name, value in statements(replace(header, props=tuple(rest)), lost)
        if name not in usual or (value != usual[name] and name != "srclang")
    )
    lost["facts of the header"] += header.srclang != tags[0]
    return formatted(entry)
