"""Suffixes behind figures, as Kazakh and Russian write them: 9:30-да, 61-і, 5-й.

They are a closed list, so that a word behind a hyphen is none, however short: 5-бап, 3-day.
"""

from __future__ import annotations

import re

from tm.matching.clusters import HYPHENS, MARKS
from tm.matching.harmony import cases

_KAZAKH = cases()
_RUSSIAN = (
    "й я е ю м х го му ми мя ти ый ий ой ая ое ее ую ые ых их ым ыми ого его ому ему ом ем ей ух ех "
    "ья ье ью ьи ьей ьем ьим ьих ьими ьего ьему"
)
SUFFIXES = frozenset((*_KAZAKH, *_RUSSIAN.split()))  # in lower case
LONGEST = max(map(len, SUFFIXES))

_ONE = rf"(?:{'|'.join(sorted(SUFFIXES))})(?![^\W_]|[{MARKS}])"
LETTERS = re.compile(_ONE)  # of a suffix; no letter, digit or accent behind them
SUFFIX = re.compile(rf"[{HYPHENS}](?<=\d.){_ONE}")  # with its hyphen, right behind a digit
BEHIND = re.compile(SUFFIX.pattern, re.IGNORECASE)  # the same in a text as written
NUMBER = re.compile(  # a number and its suffix, in any case
    rf"(?P<number>\d+(?:[.,:/'’\-–\s]\d+)*)(?:(?P<hyphen>[{HYPHENS}])(?P<suffix>{_ONE}))?", re.IGNORECASE
)

_PARTS = {
    suffix[begin:end]
    for suffix in SUFFIXES
    for begin in range(len(suffix))
    for end in range(begin + 1, len(suffix) + 1)
}
_ENDINGS = {suffix[begin:] for suffix in SUFFIXES for begin in range(len(suffix))}
_BEGINNINGS = {suffix[:end] for suffix in SUFFIXES for end in range(1, len(suffix) + 1)}
_FIRST = re.compile(r"[^\W\d_]+")
_LAST = re.compile(rf"(?<=\d)[{HYPHENS}]([^\W\d_]+)$")


def said(suffix: str) -> str:
    """What a suffix says, whatever the number before it: the same for those that only harmony makes differ.

    >>> said("де") == said("да"), said("де") == said("ден"), said("інші") == said("шы"), said("го")
    (True, False, True, 'го')
    """
    suffix = suffix.lower()
    return _KAZAKH.get(suffix, suffix)


def without_first(piece: str) -> str:
    """A piece of a text in lower case without the letters it begins with, if they may be of a suffix.

    >>> without_first("ден 60 жасқа"), without_first("нші"), without_first("адам")
    (' 60 жасқа', '', 'адам')
    """
    first = _FIRST.match(piece)
    if first is None:
        return piece
    rest = piece[first.end() :]
    return rest if first[0] in (_ENDINGS if rest else _PARTS) else piece


def without_last(piece: str) -> str:
    """A piece in lower case without what it ends in behind a number, if a suffix begins so.

    >>> without_last("2014-інш"), without_last("covid-19-да"), without_last("5-бап"), without_last("тан")
    ('2014', 'covid-19', '5-бап', 'тан')
    """
    last = _LAST.search(piece)
    return piece[: last.start()] if last and last[1] in _BEGINNINGS else piece
