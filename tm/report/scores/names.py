"""Names of files as a page shows them: short, for the whole path stands among the facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile


def called(place: str) -> str:
    """A file by its name, without its folders; what has none, as a server, as it is.

    >>> called("/corpora/news/ref.en"), called("postgresql://host/tm"), called("ref.en")
    ('ref.en', 'postgresql://host/tm', 'ref.en')
    """
    if "://" in place:
        return place
    return place.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or place


def folder_of(names: Iterable[str]) -> str:
    """The folder that all these are in, with its last slash; empty where there is none.

    >>> folder_of(["a/b/one.kk", "a/b/two.kk"]), folder_of(["a/one", "b/two"])
    ('a/b/', '')
    """
    known = list(names)
    if any("://" in name for name in known):
        return ""
    folders = zip(*(name.split("/")[:-1] for name in known), strict=False)
    return "".join(f"{one[0]}/" for one in takewhile(lambda one: len(set(one)) == 1, folders))


def without_folder(names: Iterable[str]) -> Mapping[str, str]:
    """Each name without the folder that all of them share.

    >>> without_folder(["a/b/one.kk", "a/b/c/two.kk"])
    {'a/b/one.kk': 'one.kk', 'a/b/c/two.kk': 'c/two.kk'}
    """
    known = list(dict.fromkeys(names))
    start = len(folder_of(known))
    return {name: name[start:] or name for name in known}
