"""A glossary: concepts with their terms in several languages, and terms that must not be used for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tm.languages import base

Terms = Mapping[str, tuple[str, ...]]  # by language, without region


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept: its terms by language, alternatives in the order of preference.

    `forbidden` are terms by language that must not be used for it. `notes` are other things that the glossary
    says of it, name and value, as `kind` or `status`; nothing is done with them. `line` is where it stands,
    from 1.

    >>> Entry({"kk": ("мектеп",), "ru": ("школа",)}, forbidden={"ru": ("училище",)}).terms["ru"]
    ('школа',)
    """

    terms: Terms
    forbidden: Terms = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()
    line: int = field(default=0, compare=False)


class Glossary:
    """Entries in order, languages without region; the same entry said twice is kept once.

    Two entries are the same when they have the same terms in every language, whatever their order and capital
    letters; what they forbid and note is then put together. Entries that only share a term stay two, since a
    word may have several meanings. `merged` counts the entries that were the same as an earlier one.

    >>> one, same = Entry({"kk-KZ": ("ел",), "en": ("country",)}), Entry({"en": ("Country",), "kk": ("ел",)})
    >>> glossary = Glossary([one, same])
    >>> len(glossary), glossary.langs, glossary.merged
    (1, ('kk', 'en'), 1)
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        found: dict[object, Entry] = {}
        self.merged = 0
        for one in entries:
            entry = Entry(_by_base(one.terms), _by_base(one.forbidden), one.notes, one.line)
            key = _key(entry) if entry.terms else (entry.line, len(found))
            if key in found:
                self.merged += 1
                entry = _joined(found[key], entry)
            found[key] = entry
        self.entries = tuple(found.values())
        langs = (lang for entry in self.entries for terms in (entry.terms, entry.forbidden) for lang in terms)
        self.langs = tuple(dict.fromkeys(langs))

    def __len__(self) -> int:
        return len(self.entries)


def _by_base(terms: Terms) -> dict[str, tuple[str, ...]]:
    """Terms by language without region, each said once, without languages that have none."""
    found: dict[str, dict[str, None]] = {}
    for tag, alternatives in terms.items():
        found.setdefault(base(tag), {}).update(dict.fromkeys(alternatives))
    return {lang: tuple(said) for lang, said in found.items() if said}


def _key(entry: Entry) -> frozenset[tuple[str, str]]:
    return frozenset((lang, term.lower()) for lang, said in entry.terms.items() for term in said)


def _joined(first: Entry, second: Entry) -> Entry:
    forbidden = {
        lang: tuple(dict.fromkeys(first.forbidden.get(lang, ()) + second.forbidden.get(lang, ())))
        for lang in (*first.forbidden, *second.forbidden)
    }
    return Entry(first.terms, forbidden, tuple(dict.fromkeys(first.notes + second.notes)), first.line)
