"""The languages of the pages themselves: English as written, Kazakh and Russian from catalogues.

A catalogue is a PO file of gettext that Babel reads as it is, so there is no step between an edit and a page.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from starlette.requests import HTTPConnection

INTERFACES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
COOKIE = "ushtil-interface"
DOMAIN = "messages"


def interface_of(request: HTTPConnection) -> str:
    """The language in which a page is shown: as chosen, else as the browser prefers, else English."""
    chosen = request.cookies.get(COOKIE)
    if chosen in INTERFACES:
        return str(chosen)
    for part in request.headers.get("accept-language", "").split(","):
        lang = part.split(";")[0].strip().lower().split("-")[0]
        if lang in INTERFACES:
            return lang
    return "en"


@cache
def translations(lang: str) -> NullTranslations:
    """What the texts of pages are called in a language; where a catalogue has no word, English stands."""
    source = files("tm.web").joinpath("locale", lang, "LC_MESSAGES", f"{DOMAIN}.po")
    if not source.is_file():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes()), locale=lang))
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)
