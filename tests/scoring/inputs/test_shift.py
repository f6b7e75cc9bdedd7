"""Lines that slipped are named; translations that are merely bad are not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tm.scoring.inputs.hypotheses import read_systems
from tm.scoring.inputs.references import read_references
from tm.scoring.inputs.shift import Shift, shift_of

TEXTS = [
    line
    for name in ("regional", "world", "science")
    for line in (ROOT / "corpora/ushtil-open" / name / "en.txt").read_text("utf-8").splitlines()
    if line
]


def worse(text: str, share: float, draw: random.Random) -> str:
    """Bad translation: that share of the words are others."""
    return " ".join(
        draw.choice(["people", "country", "of", "has"]) if draw.random() < share else word
        for word in text.split()
    )


def system(share: float) -> list[str]:
    draw = random.Random(1)
    return [worse(text, share, draw) for text in TEXTS]


@pytest.mark.parametrize("offset", [-2, -1, 1, 2])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.75])
def test_slipped_from_the_start(offset: int, share: float) -> None:
    texts = system(share)
    slipped = [*texts[offset:], *["x"] * offset] if offset > 0 else [*["x"] * -offset, *texts[:offset]]
    found = shift_of(slipped, TEXTS)
    assert found is not None and found.offset == offset
    assert found.stop - found.start > len(TEXTS) / 2


def test_slipped_in_the_middle() -> None:
    texts = system(0.5)
    found = shift_of([*texts[:100], *texts[101:200], "one more", *texts[200:]], TEXTS)
    assert found is not None and found.offset == 1
    assert abs(found.start - 100) <= 20 and abs(found.stop - 199) <= 20


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9, 1.0])
def test_bad_is_not_slipped(share: float) -> None:
    assert shift_of(system(share), TEXTS) is None


def test_other_orders_and_short_sets_are_not_slipped() -> None:
    other = random.Random(2).sample(TEXTS, len(TEXTS))
    assert shift_of(other, TEXTS) is None
    assert shift_of(TEXTS[1:10], TEXTS[:9]) is None and shift_of([], []) is None
    assert shift_of(["same again"] * 60, ["same again"] * 60) is None
    assert shift_of([""] * 60, TEXTS[:60]) is None


def test_it_is_said_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "ref.en").write_text("\n".join(TEXTS) + "\n", "utf-8")
    (tmp_path / "a.en").write_text("\n".join([*TEXTS[1:], "The end."]) + "\n", "utf-8")
    joined = read_systems({"a": tmp_path / "a.en"}, read_references([tmp_path / "ref.en"], None, None))
    (said,) = joined.warnings
    assert "a.en: hypotheses 1 to" in said and "1 line later" in said
    assert Shift(0, len(TEXTS) - 1, 1) == shift_of([*TEXTS[1:], "The end."], TEXTS)
