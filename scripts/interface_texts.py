"""Brings the catalogues of the pages up to date with their texts, and says what waits for a translator.

    python scripts/interface_texts.py

Texts are what templates have in _() and ngettext(), and Python in gettext(request, …); what errors say that
pages show, in Message(…) and Refused(…); and what kinds of findings mean. Translations stay where their
English text stays; of texts that are gone they go.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tm.checks.checker import FAMILIES

TM = Path(__file__).parents[1] / "tm"
WEB = TM / "web"
LANGUAGES = ("kk", "ru")
_MESSAGES = {"Message": None, "Refused": None, "NoSuchMemory": (2,)}
_KEYWORDS = {"_": None, "gettext": (2,), "ngettext": (2, 3), **_MESSAGES}  # the request comes first
_IN_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}
_WAYS = (
    (WEB, "**.py", "python", _KEYWORDS),
    (WEB, "**.html", "jinja2", _IN_TEMPLATES),
    (TM, "review/**.py", "python", _MESSAGES),
    (TM, "store/**.py", "python", _MESSAGES),
    (TM, "*.py", "python", _MESSAGES),
)


def place(lang: str) -> Path:
    """The catalogue of a language."""
    return WEB / "locale" / lang / "LC_MESSAGES" / "messages.po"


def extracted() -> Catalog:
    """The texts of all pages, by their English."""
    catalog = Catalog(project="ushtil", charset="utf-8")
    options = {"**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
    for root, pattern, method, keywords in _WAYS:
        found = extract_from_dir(root, [(pattern, method)], options, keywords)
        for name, _, message, _, context in sorted(found, key=lambda one: (one[0], one[1])):
            catalog.add(message, None, [((root / name).relative_to(TM).as_posix(), 0)], context=context)
    for family in FAMILIES.values():
        for meaning in family.values():
            catalog.add(meaning, None, [("checks", 0)])
    return catalog


def known(lang: str) -> Catalog:
    """The catalogue as it is now; empty where there is none."""
    path = place(lang)
    return read_po(BytesIO(path.read_bytes()), locale=lang) if path.is_file() else Catalog(locale=lang)


def missing(catalog: Catalog) -> list[Message]:
    """The texts without a translation, or of which a plural form is missing."""

    def is_said(message: Message) -> bool:
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        return all(said)

    return [message for message in catalog if message.id and not (is_said(message) and not message.fuzzy)]


def updated(lang: str) -> Catalog:
    """The catalogue of a language with the texts of the pages as they are now."""
    there, now = known(lang), extracted()
    catalog = Catalog(
        locale=lang, project="ushtil", charset="utf-8", header_comment="# Texts of the pages.", fuzzy=False
    )
    for message in now:
        if not message.id:
            continue
        before = there.get(message.id, message.context)
        catalog.add(
            message.id,
            before.string if before else None,
            sorted(set(message.locations)),
            context=message.context,
        )
    return catalog


def main() -> None:
    """Write the catalogues anew; 1 where a text waits for a translator."""
    waiting = 0
    for lang in LANGUAGES:
        catalog, path = updated(lang), place(lang)
        path.parent.mkdir(parents=True, exist_ok=True)
        written = BytesIO()
        write_po(written, catalog, include_lineno=False, sort_output=True, width=0)
        lines = written.getvalue().decode().splitlines(keepends=True)
        stamps = (
            '"POT-Creation-Date',
            '"PO-Revision-Date',
            '"Generated-By',
            '"Last-Translator',
            '"Language-Team',
        )
        path.write_text("".join(one for one in lines if not one.startswith(stamps)), encoding="utf-8")
        open_ones = missing(catalog)
        waiting += len(open_ones)
        print(f"{lang}: {len(catalog)} texts, {len(open_ones)} to be translated")
        for message in open_ones:
            print(f"    {message.id}")
    sys.exit(1 if waiting else 0)


if __name__ == "__main__":
    main()
