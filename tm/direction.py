"""From which language to which a memory is asked: as somebody says, or else as text and memory tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from tm.errors import UsageError
from tm.languages import KAZAKH_LETTERS, LANGUAGES, NAMES, OTHER, base, identify

_CYRILLIC = frozenset(("kk", "ru", "uk", "be", "bg", "mk", "sr", "ky", "tg", "tt", "ba", "mn", "cv", "os"))
_NOT_RUSSIAN = re.compile(f"[{KAZAKH_LETTERS}]")
_SURE = 60  # letters; a Kazakh text that has so many has some of its own
_SHORT = 3  # letters; fewer tell no language


def source_of(text: str, known: Sequence[str], place: Path | str, target: str | None = None) -> str:
    """The language of a text by its letters, one that the memory at `place` has; `known` are all of those.

    A short text without Kazakh's own letters is Kazakh all the same where it is to be translated into
    Russian, or its words seem to be. Raises UsageError where letters do not tell, or the memory has not that
    language.
    """
    found, letters = identify(text)
    if found == "ru" and letters < _SURE and "kk" in known and not (target and base(target) == "kk"):
        doubt = import_module("tm.doubt")  # here, for it takes a while to load
        found = "kk" if (target and base(target) == "ru") or doubt.seeming(text, "ru") == "kk" else "ru"
    if found is None or letters < _SHORT:
        raise UsageError("the text has too few letters to tell its language; say it with --from")
    if found == OTHER:
        raise UsageError("the text is in none of Kazakh, Russian, English; say its language with --from")
    return known_source(found, known, place)


def doubted(text: str, lang: str) -> str | None:
    """The language that a text seems to be in where that is hardly the one it is said to be in; else None."""
    if base(lang) not in LANGUAGES or identify(text).lang in (base(lang), None):
        return None
    seems: str | None = import_module("tm.doubt").seeming(text, lang)
    return seems


def known_source(lang: str, known: Sequence[str], place: Path | str) -> str:
    """The language, if the memory has it. Raises UsageError."""
    if not known:
        raise UsageError(f"{place}: has no units yet; tm import puts some in")
    if base(lang) not in known:
        raise UsageError(f"{place}: has no text in {named([lang])}; it has {named(known)}")
    return lang


def target_of(source: str, known: Sequence[str], place: Path | str, lang: str | None = None) -> str:
    """The language to translate into: `lang`, or the only one that the memory has beside the source.

    Raises UsageError where there are several, or none, or the memory has not that language.
    """
    others = [one for one in known if one != base(source)]
    if lang is not None:
        if base(lang) == base(source):
            raise UsageError(f"--from {source} --to {lang}: name two languages")
        return known_source(lang, known, place)
    if not others:
        raise UsageError(f"{place}: has no other language than {named([source])}")
    if len(others) > 1:
        raise UsageError(f"{place}: has {named(others)} beside {named([source])}; say which with --to")
    return others[0]


def named(langs: Iterable[str]) -> str:
    """Languages as they are listed in a sentence.

    >>> named(["kk", "de"])
    'Kazakh (kk), de'
    """
    return ", ".join(f"{NAMES[base(one)]} ({one})" if base(one) in NAMES else one for one in langs)


def lettered(text: str, known: Sequence[str]) -> list[str]:
    """Those of the known languages that have the letters of a text; all where none has, or it has none.

    Of languages other than ours the alphabet is that of most of their kind: Cyrillic for some, Latin for
    the rest.

    >>> [lettered(text, ["kk", "ru", "en"]) for text in ("жүргізуші", "закон", "15")]
    [['kk'], ['kk', 'ru'], ['kk', 'ru', 'en']]
    """
    found = identify(text).lang
    if found is None:
        return list(known)
    if found == "en":
        fitting = [one for one in known if one not in _CYRILLIC]
    else:
        fitting = [
            one for one in known if one in _CYRILLIC and not (one == "ru" and _NOT_RUSSIAN.search(text))
        ]
    return fitting or list(known)
