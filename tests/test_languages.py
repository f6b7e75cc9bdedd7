"""Languages: tags, and which language a text is in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tm.languages import OTHER, identify, matches

DATA = Path(__file__).parents[2] / "shared" / "data" / "segment"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Қазақстан халқы", "kk"),
        (
            "Писатель Мұхтар Әуезов жил в Алматы; его дом на улице Тулебаева открыт для посетителей, и по "
            "выходным там читают отрывки из романа-эпопеи, а летом в саду ставят спектакли",
            "ru",
        ),
        ("The city of Алматы", "en"),
        ("Google қазақша", "kk"),
        ("Уряд обіцяє, що нові школи збудують іще цього року, їх відкриє міністр", OTHER),
        ("Казан шәһәрендә яңа китапханә ачылды, җитәкчеләр җыелды", OTHER),
        ("12.05.2021 — 15 %", None),
        ("", None),
    ],
)
def test_letters_decide(text: str, lang: str | None) -> None:
    assert identify(text).lang == lang


@pytest.mark.parametrize(
    ("wanted", "tag", "same"),
    [
        ("kk", "KK_kz", True),
        ("kk-KZ", "kk", True),
        ("kk-KZ", "kk-CN", False),
        ("ru", "kk", False),
        ("en", "en-US", True),
    ],
)
def test_tags_fall_back_from_region_to_language(wanted: str, tag: str, same: bool) -> None:
    assert matches(wanted, tag) is same


@pytest.mark.skipif(not DATA.is_dir(), reason="the segmentation sets are not beside the checkout")
@pytest.mark.parametrize("name", ["kk_ktb", "ru_pud", "ru_taiga", "en_pud"])
def test_paragraphs_are_told_apart(name: str) -> None:
    found = [
        identify(" ".join(json.loads(line)))
        for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    long = [one for one in found if one.letters >= 100]
    assert sum(one.lang == name[:2] for one in long) >= 0.99 * len(long)


def test_py3langid_looks_again_at_short_texts() -> None:
    pytest.importorskip("py3langid")
    from tm.identification import identify as with_py3langid

    assert identify("Бала кетті").lang == "kk" and with_py3langid("Бала кетті").lang == "kk"
    assert identify("Мен барам").lang == "ru", "no letter tells it from Russian"
    assert with_py3langid("Мен барам").lang == "kk"
