"""Texts of a memory, each stored once a language, and the numbers by which everything else calls them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tm.errors import UnusableMemory
from tm.languages import base
from tm.store.database import Database
from tm.store.record import hashed

NUMBERS = 32  # bits of a segment's number in its id; its language stands above them


class Language(NamedTuple):
    """A base language of the memory: the last number given, and the last that the index knows; from 1."""

    id: int
    code: str
    last: int
    indexed: int

    @property
    def first_id(self) -> int:
        """What to add to the number of a segment to have its id."""
        return self.id << NUMBERS

    @property
    def possible(self) -> bool:
        """Whether it can be what a memory has stored, and not what somebody has made of it."""
        whole = all(isinstance(number, int) for number in (self.id, self.last, self.indexed))
        if not whole or not isinstance(self.code, str):
            return False
        return 0 < self.id < 1 << NUMBERS - 1 and 0 <= self.indexed <= self.last < 1 << NUMBERS


class Segments:
    """The texts in a database. A text is known by its base language and all of its characters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def languages(self) -> dict[str, Language]:
        """The languages that the memory has, by code. Raises UnusableMemory where one can't be."""
        languages = [Language(*row) for row in self._database.rows("languages")]
        for one in languages:
            if not one.possible:
                problem = f"is damaged (language {one.id}); restore it from a backup"
                raise UnusableMemory(self._database.place, problem)
        return {one.code: one for one in languages}

    def found(self, texts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """The ids of texts, given as pairs of base language and text, of those that are there."""
        return self._known({text: hashed(*text) for text in texts})

    def used(self, uses: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
        """The ids of texts that so many more variants use; new ones are stored. Within a transaction."""
        hashes = {text: hashed(*text) for text in uses}
        ids = self._known(hashes)
        self._database.run_many("use_segment", [(uses[text], id) for text, id in ids.items()])
        languages = self._with({lang for lang, _ in uses})
        last = {code: one.last for code, one in languages.items()}
        rows = []
        for text, hash_ in hashes.items():
            if text in ids:
                continue
            lang = text[0]
            last[lang] += 1
            ids[text] = languages[lang].first_id + last[lang]
            rows.append((ids[text], hash_, uses[text], text[1]))
        self._database.insert("segment", rows)
        for code, one in languages.items():
            if last[code] != one.last:
                self._database.run("numbered_to", last=last[code], language=one.id)
        return ids

    def released(self, uses: Iterable[tuple[int, int]]) -> None:
        """Take back so many uses of segments, given by id."""
        self._database.run_many("use_segment", [(-count, id) for id, count in uses])

    def _known(self, hashes: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
        by_hash: dict[int, list[tuple[int, str]]] = {}
        for hash_, id, text in self._database.rows("segments_by_hash", hashes=list(hashes.values())):
            by_hash.setdefault(hash_, []).append((id, text))
        ids = {}
        for key, hash_ in hashes.items():
            for id, text in by_hash.get(hash_, ()):
                if text == key[1]:
                    ids[key] = id
        return ids

    def _with(self, codes: Iterable[str]) -> dict[str, Language]:
        """The languages of these codes, those that are new made."""
        there = self.languages()
        for code in sorted(set(codes) - set(there)):
            there[code] = Language(len(there) + 1, code, 0, 0)
            self._database.insert("language", [there[code]])
        return there


def key_of(lang: str, text: str) -> tuple[str, str]:
    """What a text in a language, however the tag is written, is known by."""
    return base(lang), text
