"""SRX 2.0 (LISA OSCAR), written: the segmentation of this package for other tools."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from tm.errors import UsageError
from tm.languages import LANGUAGES, NAMES, base
from tm.segmentation.srx import srx_rules
from tm.version import __version__

NAMESPACE = "http://www.lisa.org/srx20"
CODES = {"kk": ("kk", "kaz"), "ru": ("ru", "rus"), "en": ("en", "eng")}  # as tools name the language


def srx_document(langs: Sequence[str] = ("kk", "ru", "en")) -> bytes:
    """An SRX 2.0 file with the rules of these languages, the same bytes every time.

    A comment before each rule names the rule of `tm.segmentation.rules` that it answers to.
    Formatting that closes goes with the segment before a break, all other with the one behind
    it. Raises UsageError for a language without rules.

    >>> srx_document(["kk"]).decode().count("<languagerule ")
    1
    """
    if unknown := [lang for lang in langs if base(lang) not in LANGUAGES]:
        raise UsageError(f"no rules of segmentation for {unknown[0]!r}; there are {', '.join(LANGUAGES)}")
    known = list(dict.fromkeys(map(base, langs)))
    root = etree.Element(_tag("srx"), {"version": "2.0"}, nsmap={None: NAMESPACE})
    root.append(etree.Comment(f" {', '.join(NAMES[lang] for lang in known)}: made by ushtil {__version__} "))
    # cascade: the rules of one language are complete; those of a second map would add wrong breaks.
    header = etree.SubElement(root, _tag("header"), {"segmentsubflows": "yes", "cascade": "no"})
    for kind, include in (("start", "no"), ("end", "yes"), ("isolated", "no")):
        etree.SubElement(header, _tag("formathandle"), {"type": kind, "include": include})
    body = etree.SubElement(root, _tag("body"))
    languagerules, maprules = (etree.SubElement(body, _tag(name)) for name in ("languagerules", "maprules"))
    for lang in known:
        _languagerule(languagerules, lang)
        for code in CODES[lang]:
            # Either case of each letter, as OmegaT and LanguageTool do it; (?i) is not read by all.
            pattern = "".join(f"[{letter.upper()}{letter}]" for letter in code) + "([_-].*)?"
            etree.SubElement(
                maprules, _tag("languagemap"), {"languagepattern": pattern, "languagerulename": NAMES[lang]}
            )
    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return document


def _languagerule(parent: etree._Element, lang: str) -> None:
    rules = etree.SubElement(parent, _tag("languagerule"), {"languagerulename": NAMES[lang]})
    for rule in srx_rules(lang):
        rules.append(etree.Comment(f" {rule.comment} "))
        element = etree.SubElement(rules, _tag("rule"), {"break": "yes" if rule.breaks else "no"})
        etree.SubElement(element, _tag("beforebreak")).text = rule.before
        etree.SubElement(element, _tag("afterbreak")).text = rule.after


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
