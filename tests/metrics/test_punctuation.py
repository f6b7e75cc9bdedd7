"""Whatever the shape of quotes, dashes and spaces, the text that is scored is the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.metrics.metric import Metric
from tm.metrics.punctuation import plain

SAME = [
    ("«Иә», – деді ол.", "“Иә”, — деді ол.", '"Иә", - деді ол.', "„Иә“, ― деді ол.", "‹Иә›, − деді ол."),
    ("« Да », — сказал он…", "«Да», – сказал он...", '"Да",\u00a0— сказал\u2009он…'),
    ("He said: ‘I don’t know.’", "He said: “I don't know.”", "He said: 'I don't know.'",
     "He said: ``I don`t know.''"),
    ("the students’ books", "the students' books"),
    ("Нью‑Йорк, АҚШ-тың", "Нью-Йорк, АҚШ‐тың"),
    ("1990–2000, 5—7", "1990-2000, 5-7", "1990−2000, 5--7"),
    ("word—word", "word — word", "word -- word", "word - word", "word – word"),
    ("O’Neill’s", "O'Neill's", "OʼNeillʼs"),
    ("Сөз , сөз !", "Сөз, сөз!"),
    ("5\u202f000 тең\u00adге", "5 000 теңге"),
    ("— Иә, — деді ол.", "– Иә, – деді ол.", "- Иә, - деді ол."),
]  # fmt: skip


@pytest.mark.parametrize("shapes", SAME)
def test_shapes_are_one(shapes: tuple[str, ...]) -> None:
    assert len({plain(text) for text in shapes}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He doesn’t know", "He doesn't know"),
        ("‘Yes’ and ‘no’", '"Yes" and "no"'),
        ("rock ’n’ roll", 'rock "n" roll'),
        ("in the ’90s", "in the '90s"),
        ("Қазақ-орыс сөздігі", "Қазақ-орыс сөздігі"),
        ("−5 °C", "-5 °C"),
        ("", ""),
        ("Well . . . no", "Well... no"),
        (".5 and .com", ".5 and .com"),
        ("Version .5 of .com", "Version .5 of .com"),
    ],
)
def test_shape_by_hand(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("one", ["a", "the school", "Ол келді, кетті."])
def test_words_are_left_alone(one: str) -> None:
    assert plain(one) == one


MARKS = st.text(st.sampled_from("аb5 .,!?%()«»“”„‘’'`\"—–-−…\u00a0\u2009\u00ad\n\ue000"), max_size=30)


@given(MARKS.map(lambda text: text.translate(dict.fromkeys(map(ord, "‘’`'")))))
def test_twice_is_once_without_single_quotes(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(MARKS)
def test_no_other_shape_is_left(text: str) -> None:
    assert not set(plain(text)) & set("«»“”„‘’`—–−…\u00a0\u2009\u00ad\n\ue000")


@given(MARKS, st.sampled_from("“”„‟"), st.sampled_from("‘’`"))
def test_which_curly_quote_does_not_matter(text: str, double: str, single: str) -> None:
    other = text.translate(str.maketrans("“”\"’'", double * 3 + single * 2))
    straight = text.translate(str.maketrans("“”’", '""\''))
    assert plain(other) == plain(straight)


def test_what_shape_alone_costs_is_got_back() -> None:
    references = [["«Иә», – деді ол. Қазақстан – «ұлы дала» елі, деп жазды газет."]]
    hypotheses = ['"Иә", - деді ол. Қазақстан - "ұлы дала" елі, деп жазды газет.']
    bleu = Metric("BLEU")
    assert bleu.score(bleu.statistics(hypotheses, references)) < 60
    shaped = bleu.statistics([plain(hypotheses[0])], [[plain(references[0][0])]])
    assert bleu.score(shaped) == pytest.approx(100)
