"""A second opinion on the language of a short text: py3langid (Lui and Baldwin 2012), for our three.

Letters alone decide well except where a Kazakh text is so short that it holds none of its own
letters (see tm.languages). Needs the extra `langid`.
"""

from __future__ import annotations

from tm.errors import UsageError
from tm.languages import LANGUAGES, Identified
from tm.languages import identify as by_letters

try:
    import py3langid
except ImportError as error:
    raise UsageError("--langid needs py3langid: pip install 'ushtil[langid]'") from error

SHORT = 60  # letters; below, Cyrillic without Kazakh letters may still be Kazakh

py3langid.set_languages(list(LANGUAGES))


def identify(text: str) -> Identified:
    """As `tm.languages.identify`, but short Cyrillic texts without Kazakh letters are looked at again.

    >>> identify("Бала кетті").lang
    'kk'
    """
    found = by_letters(text)
    if found.lang == "ru" and found.letters < SHORT:
        return Identified(str(py3langid.classify(text)[0]), found.letters)
    return found
