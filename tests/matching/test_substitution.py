"""A target with the numbers of the query, where nothing else differs; `substitution.tsv` has the cases."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.matching.harmony import last_word, reharmonised
from tm.matching.substitution import repaired

TABLE = Path(__file__).with_name("substitution.tsv")


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['langs']}: {case['why']}")
def test_numbers_are_replaced_or_left(case: dict[str, str]) -> None:
    source, target = case["langs"].split()
    found = repaired(case["query"], case["source"], case["target"], (source, target))
    assert (found or "") == case["repaired"]


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_there_and_back(one: int, other: int) -> None:
    there = repaired(f"бет {one}", f"бет {other}", f"page {other}", ("kk", "en"))
    assert there == (None if one == other else f"page {one}")


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_suffix_goes_by_the_last_number(one: int, other: int, third: int) -> None:
    """By way of another number it becomes the same as at once."""
    suffixes = {"кеғақаге"[place : place + 2] for place in (0, 2, 4, 6)}
    (suffix,) = [suffix for suffix in suffixes if reharmonised(suffix, one, one) == suffix]
    by_way = reharmonised(suffix, one, other)
    assert by_way is not None
    assert reharmonised(by_way, other, third) == reharmonised(suffix, one, third)


SAID = {  # dative, ablative, genitive, accusative, possessive, ordinal, as they are spelled out
    1: "бірге бірден бірдің бірді бірі бірінші", 2: "екіге екіден екінің екіні екісі екінші",
    3: "үшке үштен үштің үшті үші үшінші", 4: "төртке төрттен төрттің төртті төрті төртінші",
    5: "беске бестен бестің бесті бесі бесінші", 6: "алтыға алтыдан алтының алтыны алтысы алтыншы",
    7: "жетіге жетіден жетінің жетіні жетісі жетінші",
    8: "сегізге сегізден сегіздің сегізді сегізі сегізінші",
    9: "тоғызға тоғыздан тоғыздың тоғызды тоғызы тоғызыншы", 10: "онға оннан онның онды оны оныншы",
    20: "жиырмаға жиырмадан жиырманың жиырманы жиырмасы жиырмасыншы",
    30: "отызға отыздан отыздың отызды отызы отызыншы",
    40: "қырыққа қырықтан қырықтың қырықты қырықы қырықыншы",
    50: "елуге елуден елудің елуді елуі елуінші", 60: "алпысқа алпыстан алпыстың алпысты алпысы алпысыншы",
    70: "жетпіске жетпістен жетпістің жетпісті жетпісі жетпісінші",
    80: "сексенге сексеннен сексеннің сексенді сексені сексенінші",
    90: "тоқсанға тоқсаннан тоқсанның тоқсанды тоқсаны тоқсаныншы",
    100: "жүзге жүзден жүздің жүзді жүзі жүзінші", 1000: "мыңға мыңнан мыңның мыңды мыңы мыңыншы",
    10**6: "миллионға миллионнан миллионның миллионды миллионы миллионыншы",
    10**9: "миллиардқа миллиардтан миллиардтың миллиардты миллиарды миллиардыншы",
}  # fmt: skip


@pytest.mark.parametrize("number", SAID)
def test_suffixes_as_they_are_spelled_out(number: int) -> None:
    word = last_word(number)
    for said, of_five in zip(SAID[number].split(), SAID[5].split(), strict=True):
        assert reharmonised(of_five.removeprefix("бес"), 5, number) == said.removeprefix(word)
