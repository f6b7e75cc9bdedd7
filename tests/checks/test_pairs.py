"""What holds of every check of this kind, whatever the texts."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tm.checks import codes, empty, language, length, punctuation, untranslated
from tm.checks.side import Side
from tm.units import Finding, Variant

MODULES = [codes, empty, language, length, punctuation, untranslated]
PIECES = [
    *(
        "Үкімет",
        "бюджет",
        "в",
        "и",
        "the",
        "House",
        "%s",
        "{0}",
        "<b>",
        "</b>",
        "«",
        "»",
        '"',
        "(",
        ")",
        "?",
        "!",
    ),
    *(
        "...",
        ",",
        "&nbsp;",
        "https://gov.kz",
        "TODO",
        "–",
        "\u200b",
        "5",
        "%",
        "\\n",
        "$x$",
        "қабылдады",
        "есть",
    ),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    st.text(max_size=40),
)
LANGS = st.sampled_from(["kk", "en", "ru", "kk-KZ", "de", "zh"])


def findings(module: ModuleType, source: Side, target: Side) -> list[Finding]:
    found: list[Finding] = []
    if hasattr(module, "check"):
        found += [*module.check(source), *module.check(target)]
    if hasattr(module, "compare"):
        found += module.compare(source, target)
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[-1])
@given(one=LANGS, two=LANGS, source=TEXTS, target=TEXTS)
@settings(max_examples=150, deadline=None)
def test_findings_have_known_codes_and_places_in_their_text(
    module: ModuleType, one: str, two: str, source: str, target: str
) -> None:
    sides = Side(Variant(one, source)), Side(Variant(two, target))
    for finding in findings(module, *sides):
        assert finding.code in module.CODES
        assert not finding.reason[0].isupper() and not finding.reason.endswith(".")
        texts = [side.text for side in sides if side.tag == finding.lang]
        assert any(0 <= finding.start <= finding.end <= len(text) for text in texts)
