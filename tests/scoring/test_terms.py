"""Terms in any form: due by the source, or else by the reference; forbidden ones count as missed."""

from __future__ import annotations

import pytest

from tm.checks.checker import Checker
from tm.checks.terminology.glossary import Entry, Glossary
from tm.metrics.results import TermScore
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System
from tm.scoring.terms import term_scores
from tm.units import TranslationUnit, Variant

SCHOOL = Entry({"kk": ("мектеп",), "ru": ("школа",), "en": ("school",)}, {"ru": ("училище",)})
MINISTRY = Entry(
    {"kk": ("білім министрлігі",), "ru": ("министерство образования",), "en": ("ministry of education",)}
)
BRIDGE = Entry({"kk": ("көпір",), "ru": ("мост", "переправа"), "en": ("bridge",)})
NEVER = Entry({}, {"ru": ("азиат",)})
ONLY_FORBIDDEN = Entry({"en": ("gas",)}, {"ru": ("бензин",)})
GLOSSARY = Glossary([SCHOOL, MINISTRY, BRIDGE, NEVER, ONLY_FORBIDDEN])


def score(direction: str, source: str | None, reference: str, *hypotheses: str) -> list[TermScore]:
    one, two = direction.split("-")
    unit = ReferenceUnit("1", (reference,), source)
    systems = [System(str(at), "", (text,)) for at, text in enumerate(hypotheses)]
    return list(term_scores(ReferenceSet("test", (unit,), one or None, two), systems, GLOSSARY))


@pytest.mark.parametrize(
    ("direction", "source", "hypothesis"),
    [
        ("ru-kk", "Все школы закрыты.", "Барлық мектебіміздегілерге айтылды."),
        ("en-kk", "The schools are closed.", "Мектептер жабық."),
        ("kk-ru", "Мектебімізде жиын өтті.", "В нашей школе прошло собрание."),
        ("kk-en", "Мектептер жабық.", "The schools’ doors are closed."),
        ("kk-ru", "Білім министрлігінде айтылды.", "Сообщили в министерстве образования."),
        ("kk-ru", "Көпірден өтті.", "Прошли по переправе."),
        ("kk-en", "Білім министрлігі хабарлады.", "The Ministry of Education said so."),
        ("-ru", None, "Школами гордятся."),
        ("-kk", None, "Көпірлерімізді көрді."),
        ("-en", None, "She saw the bridges."),
    ],
)
def test_any_form_of_a_term_is_there(direction: str, source: str | None, hypothesis: str) -> None:
    reference = {"-ru": "В школе тихо.", "-kk": "Көпір биік.", "-en": "It is a bridge."}.get(direction, "…")
    (found,) = score(direction, source, reference, hypothesis)
    assert (found.due, found.there, found.missed) == (1, 1, ())


@pytest.mark.parametrize(
    ("direction", "source", "reference", "hypothesis", "missed"),
    [
        ("kk-ru", "Мектептер жабық.", "…", "Лицеи закрыты.", "“Мектептер”: no школа"),
        ("kk-ru", "Мектептер жабық.", "…", "Училища закрыты.",
         "“Мектептер”: Училища is forbidden; use школа"),
        ("kk-ru", "Мектептер жабық.", "…", "Школы, то есть училища.",
         "“Мектептер”: училища is forbidden; use школа"),
        ("kk-en", "Көпір салынды.", "A bridge was built.", "A crossing was built.", "“Көпір”: no bridge"),
        ("ru-kk", "Мост построен.", "Көпір салынды.", "Өткел салынды.", "“Мост”: no көпір"),
        ("kk-ru", "Көпір салынды.", "…", "", "“Көпір”: no мост or переправа"),
        ("-ru", None, "Мост построен.", "Виадук построен.", "“Мост”: no мост or переправа"),
        ("en-ru", "It runs on gas.", "…", "Работает на бензине.", "“gas”: бензине is forbidden"),
        ("kk-ru", "Ол келді.", "Он пришёл.", "Пришёл азиат.", "азиат is forbidden"),
    ],
)  # fmt: skip
def test_missed_terms_say_why(
    direction: str, source: str | None, reference: str, hypothesis: str, missed: str
) -> None:
    (found,) = score(direction, source, reference, hypothesis)
    assert (found.due, found.there, found.missed) == (1, 0, ((0, missed),))


@pytest.mark.parametrize(
    ("direction", "source", "reference", "hypothesis"),
    [
        ("kk-ru", "Ол келді.", "Он пришёл.", "Он пришёл в школу."),
        ("kk-ru", "Мектептік бағдарлама.", "Программа.", "Программа."),  # a derivation, no form
        ("-ru", None, "Он пришёл.", "Он пришёл в школу."),
        ("kk-de", "Мектептер жабық.", "Die Schulen sind zu.", "Die Schulen sind zu."),
    ],
)
def test_nothing_is_due(direction: str, source: str | None, reference: str, hypothesis: str) -> None:
    (found,) = score(direction, source, reference, hypothesis)
    assert (found.due, found.there, found.missed) == (0, 0, ())


def test_a_term_that_stands_twice_is_due_once() -> None:
    (found,) = score("kk-ru", "Мектеп пен мектеп.", "…", "Школа.")
    assert (found.due, found.there) == (1, 1)


def test_a_longer_term_is_due_and_not_its_part() -> None:
    glossary = Glossary([Entry({"kk": ("білім",), "ru": ("знание",)}), MINISTRY])
    unit = ReferenceUnit("1", ("…",), "Білім министрлігі хабарлады.")
    (found,) = term_scores(
        ReferenceSet("test", (unit,), "kk", "ru"), [System("a", "", ("Сообщает министерство.",))], glossary
    )
    assert found.missed == ((0, "“Білім министрлігі”: no министерство образования"),)


def test_systems_in_their_order_over_all_segments() -> None:
    units = tuple(
        ReferenceUnit(str(at), ("…",), text)
        for at, text in enumerate(("Мектеп ашылды.", "Ол келді.", "Көпір мен мектеп."))
    )
    good, bad = ("Школа.", "Он.", "Мост и школы."), ("Лицей.", "Он.", "Мост и лицей.")
    first, second = term_scores(
        ReferenceSet("test", units, "kk", "ru"), [System("a", "", good), System("b", "", bad)], GLOSSARY
    )
    assert (first.system, first.due, first.there, first.missed) == ("a", 3, 3, ())
    assert (second.system, second.due, second.there) == ("b", 3, 1)
    assert [place for place, _ in second.missed] == [0, 2]


@pytest.mark.parametrize(
    "target", ["Лицеи закрыты.", "Училища закрыты.", "Школы закрыты.", "Школа и училище.", "Пришёл азиат."]
)
def test_missed_where_the_check_of_memories_speaks(target: str) -> None:
    source = "Мектептер жабық."
    unit = TranslationUnit("1", (Variant("kk", source), Variant("ru", target)))
    told = Checker(only=["terms"], glossary=GLOSSARY).findings(unit)
    (found,) = score("kk-ru", source, "…", target)
    assert len(found.missed) == len(told)


def test_languages_are_known_by_letters_where_nobody_says_them() -> None:
    unit = ReferenceUnit("1", ("Во всех школах тихо.",), "Барлық мектептерде тыныштық.")
    (found,) = term_scores(ReferenceSet("test", (unit,)), [System("a", "", ("В школах тихо.",))], GLOSSARY)
    assert (found.due, found.there) == (1, 1)
