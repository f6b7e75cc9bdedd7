"""Terminology: found in every form, longest first, and quiet where a translation is there."""

from __future__ import annotations

import pytest

from tm.checks.side import Side
from tm.checks.terminology.glossary import Entry, Glossary
from tm.checks.terminology.terms import CODES, Terms
from tm.units import Finding, Variant

MINISTRY = {
    "kk": ("білім министрлігі",),
    "en": ("Ministry of Education",),
    "ru": ("министерство образования",),
}
GLOSSARY = Glossary(
    [
        Entry(MINISTRY),
        Entry({"kk": ("министрлік",), "en": ("ministry",), "ru": ("министерство", "ведомство")}),
        Entry({"kk": ("білім",), "en": ("education", "knowledge"), "ru": ("образование", "знание")}),
        Entry({"kk": ("турнир",), "en": ("tournament",), "ru": ("турнир",)}),
        Entry({"kk": ("жер",), "en": ("land",), "ru": ("земля",)}),
        Entry({"kk": ("жер",), "en": ("place",), "ru": ("место",)}),
        Entry({"kk": ("АҚШ",), "en": ("US", "United States"), "ru": ("США",)}),
        Entry({"kk": ("дауыс беру",), "en": ("to vote", "voting"), "ru": ("голосование",)}),
        Entry({"kk": ("Қарулы күштер",), "en": ("armed forces",), "ru": ("Вооружённые силы",)}),
        Entry({"kk": ("мектеп",), "en": ("school",), "ru": ("школа",)}, forbidden={"ru": ("училище",)}),
        Entry({"kk": ("тек қазақша",)}),
        Entry({}, forbidden={"ru": ("Алма-Ата",), "en": ("Alma-Ata",)}),
    ]
)  # fmt: skip
TERMS = Terms(GLOSSARY)


def findings(source: tuple[str, str], target: tuple[str, str], terms: Terms = TERMS) -> list[Finding]:
    return list(terms.compare(Side(Variant(*source)), Side(Variant(*target))))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (("kk", "Білім министрлігінің өкілі"), ("en", "An official of the Ministry of Education")),
        (("kk", "Білім министрлігінде"), ("ru", "В Министерстве образования и науки")),
        (("kk", "Министрлікке хат келді."), ("ru", "Письмо пришло в ведомство.")),
        (("kk", "БІЛІМ МИНИСТРЛІГІ"), ("ru", "МИНИСТЕРСТВО ОБРАЗОВАНИЯ")),
        (("kk", "турнир кестесі"), ("ru", "турнирная таблица")),
        (("kk", "Жерлері кең екен."), ("ru", "Места там широкие.")),  # a meaning of another entry
        (("kk", "АҚШ-тың елшісі"), ("en", "the US's ambassador")),
        (("kk", "Дауыс беруге келді"), ("en", "They came and voted")),
        (("kk", "Қарулы күштеріміз"), ("ru", "Наши вооруженные силы")),  # е for ё
        (("kk", "Қарулы күштерді"), ("ru", "вооружёнными силами")),
        (("ru", "Две школы"), ("kk", "Екі мектебіміз")),
        (("en", "the tournaments"), ("kk", "турнирлерден")),
        (("kk", "тек қазақша"), ("ru", "что угодно")),  # no Russian term
        (("kk-KZ", "мектептер"), ("ru-KZ", "школы")),
        (("kk", "мектептер"), ("de", "Schulen")),
        (("kk", "мектептер"), ("ru", "")),
        (("kk", "Жаңа білім. Министрлігі де бар."), ("ru", "Новые знания. Есть и министерство.")),
    ],
)  # fmt: skip
def test_quiet(source: tuple[str, str], target: tuple[str, str]) -> None:
    assert findings(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "word"),
    [
        (
            ("kk", "Білім министрлігінің өкілі"),
            ("en", "an official of the education office"),
            "Білім министрлігінің",
        ),
        (("kk", "Бұл мектебімізде болды."), ("en", "It was at our college."), "мектебімізде"),
        (("kk", "Жерді сатты."), ("en", "The house was sold."), "Жерді"),
        (("kk", "АҚШ елшісі"), ("en", "Tell us of it."), "АҚШ"),  # us is no US
        (("ru", "По итогам турниров"), ("kk", "Жарыстар қорытындысында"), "турниров"),
        (("en", "The land's owner"), ("ru", "Владелец дома"), "land's"),
    ],
)
def test_missing(source: tuple[str, str], target: tuple[str, str], word: str) -> None:
    (found,) = findings(source, target)
    assert (found.code, found.lang) == ("terms.missing", source[0])
    assert source[1][found.start : found.end] == word
    assert word in found.reason and target[0] in found.reason


def test_the_longest_term_alone_is_told() -> None:
    (found,) = findings(("kk", "Білім министрлігі"), ("ru", "контора"))
    assert "министерство образования" in found.reason
    assert "знание" not in found.reason


def test_a_term_said_twice_is_told_once() -> None:
    assert len(findings(("kk", "мектеп, мектептер"), ("en", "houses"))) == 1


def test_reasons_name_three_translations_at_most() -> None:
    terms = Terms(Glossary([Entry({"kk": ("ай",), "en": ("a1", "b1", "c1", "d1", "e1")})]))
    (found,) = findings(("kk", "ай"), ("en", "sun"), terms)
    assert "a1, b1, c1 or 2 others" in found.reason


def test_forbidden_instead_of_missing() -> None:
    (found,) = findings(("kk", "мектептер"), ("ru", "Все училища закрыты"))
    assert (found.code, found.lang, found.start, found.end) == ("terms.forbidden", "ru", 4, 11)
    assert "use школа" in found.reason


def test_forbidden_only_for_its_concept_unless_the_entry_has_no_terms() -> None:
    assert findings(("kk", "колледждер"), ("ru", "Все училища закрыты")) == []
    (found,) = findings(("kk", "Алматыда"), ("ru", "Он жил в Алма-Ате"))
    assert (found.code, found.start, found.end) == ("terms.forbidden", 9, 17)
    (found,) = findings(("de", "in Almaty"), ("en", "in Alma-Ata"))
    assert found.code == "terms.forbidden"


def test_forbidden_inside_of_an_allowed_term_is_no_finding() -> None:
    entry = Entry({"kk": ("үй",), "en": ("tower block",)}, forbidden={"en": ("block",)})
    terms = Terms(Glossary([entry]))
    assert findings(("kk", "үйлер"), ("en", "two tower blocks"), terms) == []
    assert len(findings(("kk", "үйлер"), ("en", "a tower block and a block"), terms)) == 1


def test_letters_in_two_characters() -> None:
    terms = Terms(Glossary([Entry({"ru": ("район",), "en": ("district",)})]))
    assert findings(("ru", "в раи\u0306оне"), ("en", "in the district"), terms) == []
    (found,) = findings(("ru", "в раи\u0306оне"), ("en", "in the city"), terms)
    assert (found.start, found.end) == (0, 0)  # its offsets would be those of another text


def test_equal_entries_are_merged_and_counted() -> None:
    one = Entry({"kk": ("ел", "мемлекет"), "en": ("state",)}, forbidden={"en": ("land",)}, line=2)
    two = Entry({"en": ("State",), "kk": ("мемлекет", "ел")}, forbidden={"en": ("realm",)}, line=9)
    glossary = Glossary([one, two, Entry({"kk": ("ел",), "en": ("country",)})])
    assert (len(glossary), glossary.merged) == (2, 1)
    assert glossary.entries[0].forbidden == {"en": ("land", "realm")}
    assert glossary.entries[0].line == 2


def test_codes_are_explained() -> None:
    assert set(CODES) == {"terms.missing", "terms.forbidden"}
