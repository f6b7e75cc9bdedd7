"""Loops are found, and what people repeat is none."""

from __future__ import annotations

import pytest

from tm.scoring.faults.loops import loops


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("", ()),
        ("тіл, тіл және тіл", ("тіл",)),
        ("ол, ол және ол", ()),  # two letters are no word of content
        ("the dog, the cat, the cow", ()),
        ("of the, the, and the", ("the",)),
        ("4 million, 5 million and 6 million", ()),
        ("тілдің, тілді және тілге, тілдерді", ()),  # too short to tell forms by their beginning
        ("қызметкер, қызметкерге және қызметкерлер", ("қызметкер",)),
        ("книга, книги, о книге", ()),
        ("the Court of the Republic of Kazakhstan and the Ministry of the Republic of Kazakhstan", ()),
        ("he came to us and to him, he came to us and to him", ("he came to us and",)),
        ("дәрігер, дәрігер және дәрігер", ("дәрігер",)),
        ("дәрігер, мұғалім және дәрігер", ()),
        ("the cost of phones in the cost of shoes in", ()),  # one word of content in any four
        ("young people buy phones as young people buy phones", ("young people buy phones",)),
        ("новый дом, новый дом, новый дом", ("новый дом",)),
        ("strömströmströmström", ("ström",)),
        ("ха-ха-ха-ха", ()),
    ],
)  # fmt: skip
def test_loops(text: str, phrases: tuple[str, ...]) -> None:
    assert loops(text) == phrases
