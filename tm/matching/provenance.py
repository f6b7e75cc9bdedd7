"""What a match loses for where it comes from: another region, a machine, a draft, an unsure aligner."""

from __future__ import annotations

import re
from dataclasses import replace

from tm.matching.match import Penalty
from tm.provenance import confidence_of, review_of, said
from tm.units import TranslationUnit, Variant

# Points of 100.
REGION = 2.0  # a side in another region than asked: en-US for en-GB
SCRIPT = 10.0  # a side in another script than asked: kk-Cyrl for kk-Latn
MACHINE = 15.0  # a machine translated it and no person confirmed it; as much as CAT tools take for it
REJECTED = 10.0  # a reviewer did not accept it
DRAFT = 3.0  # its translator has not finished it, or nobody has looked at it
UNSURE = 10.0  # an aligner gave it confidence 0 and nobody has reviewed it; less of it for more confidence,
SURE = 0.9  # and nothing from here on, a probability

_MAKERS = frozenset(
    ("origin", "creationid", "creationtool", "state-qualifier", "translation-origin", "created-by")
)
_FLAGS = frozenset(("mt", "machine", "machinetranslated", "machine-translated"))
_LEVELS = frozenset(("confirmationlevel", "state-qualifier", "status", "state"))
_MACHINE = re.compile(
    r"(?:x-)?(?:mt!?|a?mt|nmt|smt|leveraged-mt|mt-suggestion|mt[-_:].*|.*[-_ ]n?mt|.*machine[-_ ]?transl.*)"
    r"|(?:google|yandex|bing|microsoft|amazon|baidu|apertium|systran|modernmt|libretranslate|argos)"
    r"(?:[-_ ]?(?:cloud|neural))?(?:[-_ ]?(?:translat\w*|api|mt|nmt)(?:[-_ ]?(?:api|v[0-9]+))*)?"
    r"|deepl(?:[-_ ](?:pro|api|free|translat\w*))?|(?:chat)?gpt(?:-.*)?|nllb(?:-.*)?|opus-?mt.*|tilmash",
    re.IGNORECASE,
)
_YES = frozenset(("yes", "true", "1", "y"))
_SUBTAGS = re.compile(r"[-_]")


def provenance(
    unit: TranslationUnit, asked: tuple[str, str], pair: tuple[Variant, Variant]
) -> tuple[Penalty, ...]:
    """What a match loses for where its unit comes from; () where nothing speaks against it.

    `asked` are the language tags that were asked for, source and target; `pair` the variants that were found
    for them. What the unit's other variants say does not count. A region or script counts only where both
    tags name one. What a person has confirmed is taken as it is, whoever made it.

    >>> pair = Variant("kk", "Иә."), Variant("en-US", "Yes.", attributes=(("creationid", "MT!"),))
    >>> provenance(TranslationUnit(None, pair), ("kk-KZ", "en-GB"), pair)
    (Penalty(reason='region', points=2.0), Penalty(reason='machine', points=15.0))
    """
    found = [*_of_tags(asked, pair)]
    own = unit if unit.variants == pair else replace(unit, variants=pair)
    review = review_of(own)
    levels = {level.lower() for level in said(own, _LEVELS)}
    if any(level.startswith("rejected") for level in levels):
        found.append(Penalty("rejected", REJECTED))
    elif review == "confirmed":
        return tuple(found)
    if _is_machine(own):
        return (*found, Penalty("machine", MACHINE))
    confidence = confidence_of(own)
    if review == "edited":
        return tuple(found)
    if confidence is not None:
        if confidence < SURE:
            found.append(Penalty("confidence", UNSURE * (SURE - max(confidence, 0.0)) / SURE))
    elif "draft" in levels or (review == "auto" and "unspecified" not in levels):
        found.append(Penalty("draft", DRAFT))
    return tuple(found)


def _of_tags(asked: tuple[str, str], pair: tuple[Variant, Variant]) -> list[Penalty]:
    found = []
    for tag, variant in zip(asked, pair, strict=True):
        wanted, there = _parts(tag), _parts(variant.lang)
        for reason, points, one, other in zip(
            ("script", "region"), (SCRIPT, REGION), wanted, there, strict=True
        ):
            if one and other and one != other:
                found.append(Penalty(reason, points))
    return found


def _parts(tag: str) -> tuple[str, str]:
    """Script and region of a language tag in lower case, "" for what it does not name.

    >>> _parts("kk_Cyrl-KZ"), _parts("es-419"), _parts("ru")
    (('cyrl', 'kz'), ('', '419'), ('', ''))
    """
    script = region = ""
    for part in _SUBTAGS.split(tag.lower())[1:]:
        if len(part) == 1:  # what follows is private or an extension
            break
        if len(part) == 4 and part.isalpha():
            script = part
        elif (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit()):
            region = part
    return script, region


def _is_machine(unit: TranslationUnit) -> bool:
    """Whether a maker that is named is a machine, or a field says so. A mail address is a person's."""
    if any(_MACHINE.fullmatch(value.strip()) for value in said(unit, _MAKERS)):
        return True
    return any(value.strip().lower() in _YES for value in said(unit, _FLAGS))
