"""Language codes as CAT tools write them: `kk_kz` of Weblate, `kk_KZ.UTF-8@cyrillic` of POSIX, `kk-KZ`."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException

from tm.languages import WELL_FORMED, base

_POSIX = re.compile(r"[.@].*", re.DOTALL)  # a character set, and a modifier
_CASES = {2: str.upper, 3: str.upper, 4: str.title}  # by length: regions, scripts


def tag_of(code: str) -> str:
    """The language tag that a code means, in the letters of BCP 47; HTTPException 400 for what is no code.

    >>> [tag_of(code) for code in ("kk", "kk_kz", "KAZ", "zh_hans", "en_US.UTF-8@euro")]
    ['kk', 'kk-KZ', 'kk', 'zh-Hans', 'en-US']
    """
    tag = _POSIX.sub("", code.strip())
    if not WELL_FORMED.fullmatch(tag):
        raise HTTPException(400, f"{code[:40]!r} is no language code; write one like kk, kk_kz or kk-KZ")
    others = re.split("[-_]", tag)[1:]
    return "-".join((base(tag), *(_CASES.get(len(part), str.lower)(part) for part in others)))


def code_of(tag: str) -> str:
    """A language tag as amaGama writes it.

    >>> code_of("kk-Cyrl-KZ")
    'kk_cyrl_kz'
    """
    return tag.replace("-", "_").lower()


def codes_of(tags: list[str]) -> list[str]:
    """The codes under which languages are asked for: each plain one, and those with regions that there are.

    >>> codes_of(["ru", "en-GB", "KAZ"])
    ['en', 'en_gb', 'kk', 'ru']
    """
    sound = [tag for tag in tags if WELL_FORMED.fullmatch(tag)]
    return sorted({base(tag) for tag in sound} | {code_of(tag_of(tag)) for tag in sound})
