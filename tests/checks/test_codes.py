"""Inline codes, and markup in plain text."""

from __future__ import annotations

import pytest

from tm.checks.codes import compare
from tm.checks.side import Side
from tm.units import Code, Content, Variant

BOLD = Code("bpt", (("i", "1"), ("x", "1"), ("type", "bold")), ("<b>",))
BOLD_END = Code("ept", (("i", "1"),), ("</b>",))
ITALIC = Code("bpt", (("i", "2"), ("x", "2"), ("type", "italic")), ("<i>",))
ITALIC_END = Code("ept", (("i", "2"),), ("</i>",))
BREAK = Code("ph", (("x", "3"),), ("<br/>",))
SOURCE: Content = ("Бұл ", BOLD, "өте ", ITALIC, "жақсы", ITALIC_END, " сөз", BOLD_END, ".", BREAK)
TARGET: Content = ("Это ", BOLD, "очень ", ITALIC, "хорошее", ITALIC_END, " слово", BOLD_END, ".", BREAK)


def inline(target: Content, source: Content = SOURCE) -> list[str]:
    found = compare(Side(Variant.of("kk", source)), Side(Variant.of("ru", target)))
    return sorted({finding.code for finding in found})


def plain(source: str, target: str, lang: str = "ru") -> list[str]:
    return [finding.code for finding in compare(Side(Variant("kk", source)), Side(Variant(lang, target)))]


def test_the_same_codes_in_other_places_are_nothing_to_say() -> None:
    assert inline(TARGET) == []
    assert inline((BREAK, *TARGET[:-1])) == []
    assert inline(("Это ", ITALIC, "хорошее", ITALIC_END, " ", BOLD, "слово", BOLD_END, ".", BREAK)) == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (TARGET[:-1], ["codes.missing"]),
        (tuple(piece for piece in TARGET if piece not in (BOLD, BOLD_END)), ["codes.missing"]),
        (("Это хорошее слово.",), ["codes.missing"]),
        ((*TARGET, BREAK), ["codes.added"]),
        ((*TARGET, Code("ph", (("x", "9"),), ("<hr/>",))), ["codes.added"]),
        (tuple(piece for piece in TARGET if piece is not BOLD_END), ["codes.missing", "codes.pair"]),
        (tuple(piece for piece in TARGET if piece is not BOLD), ["codes.missing", "codes.pair"]),
        (("Это ", BOLD_END, "слово", BOLD, ITALIC, "x", ITALIC_END, BREAK), ["codes.pair"]),
        (("Это ", BOLD, "очень ", ITALIC, "хорошее", BOLD_END, " слово", ITALIC_END, BREAK), ["codes.order"]),
        (("Это ", BOLD, BOLD_END, "очень ", ITALIC, "хорошее", ITALIC_END, BREAK), ["codes.order"]),
        ((*TARGET[:-1], Code("ph", (("x", "3"),), ("<hr/>",))), ["codes.changed"]),
        ((*TARGET[:-1], Code("it", (("x", "3"),), ("<br/>",))), ["codes.changed"]),
    ],
)
def test_codes_that_are_not_those_of_the_source(target: Content, code: list[str]) -> None:
    assert inline(target) == code


def test_without_x_the_content_decides() -> None:
    bare = tuple(
        piece
        if isinstance(piece, str)
        else Code(piece.kind, piece.attributes[:1] * (piece.kind != "ph"), piece.content)
        for piece in SOURCE
    )
    assert inline(bare, bare) == []
    assert inline((*bare[:-1], Code("ph", (), ("<hr/>",))), bare) == ["codes.changed"]


def test_a_source_that_is_broken_itself_is_told_at_the_source() -> None:
    found = compare(Side(Variant.of("kk", (BOLD, "сөз"))), Side(Variant.of("ru", ("слово",))))
    assert ("codes.pair", "kk") in [(finding.code, finding.lang) for finding in found]


def test_a_code_inside_hi_is_found_and_the_place_is_that_of_the_text() -> None:
    high: Content = ("a ", Code("hi", (("type", "b"),), ("bc", BREAK, "d")), "e")
    assert inline(high, high) == []
    found = compare(
        Side(Variant.of("kk", high)),
        Side(Variant.of("ru", ("a ", Code("hi", (("type", "b"),), ("bcd",)), "e"))),
    )
    assert [(finding.code, finding.start) for finding in found] == [("codes.missing", 4)]


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("%s жойылсын ба?", "Удалить?", "codes.placeholder"),
        ("%1$s және %2$s", "%1$s и %1$s", "codes.placeholder"),
        ("%(name)s келді", "%(имя)s пришёл", "codes.placeholder"),
        ("{name} келді", "{имя} пришёл", "codes.placeholder"),
        ("{0} файл", "{ 0} файл", "codes.placeholder"),
        ("{{x}} бар", "{x} есть", "codes.placeholder"),
        ("${x} бар", "$ {x} есть", "codes.placeholder"),
        ("$name$ жоқ", "Нет", "codes.placeholder"),
        ("Бір\\nекі", "Один два", "codes.placeholder"),
        ("{n, plural, other {# файл}}", "{n, select, other {# файл}}", "codes.placeholder"),
        ("{n, plural, other {# файл}}", "{n, plural, other {# файл}", "codes.placeholder"),
        ("<b>Сөз</b>", "<b>Слово", "codes.tag"),
        ("<b>Сөз</b>", "Слово", "codes.tag"),
        ("<b>Сөз</b>", "<i>Слово</i>", "codes.tag"),
        ("<b>Сөз <i>бар</i></b>", "<b>Есть <i>слово</b></i>", "codes.order"),
        ("<b>Сөз</b>", "</b>Слово<b>", "codes.order"),
        ("Сөз&nbsp;бар", "Есть слово", "codes.entity"),
        ("A &lt; B", "A B", "codes.entity"),
        ("https://gov.kz/news ашыңыз", "Откройте https://gov.kz/new", "codes.address"),
        ("info@gov.kz жазыңыз", "Пишите на info@gov.ru", "codes.address"),
        ("egov.kz порталы", "портал egov", "codes.address"),
        ("&Файл", "Файл", "codes.accelerator"),
    ],
)
def test_markup_that_differs(source: str, target: str, code: str) -> None:
    assert plain(source, target) == [code]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("50 % жеңілдік", "скидка 50%"),
        ("5 %-ға өсті", "вырос на 5 %"),
        ("%s / %s", "%s из %s"),
        ("%2$s, %1$s", "%1$s, %2$s"),
        ("Жолдар <br/> бар", "Есть <br> строки"),
        ("{ $name } келді", "{$name} пришёл"),
        ("{ -brand-name } үшін", 'для { -brand-name(case: "genitive") } и { -brand-name }'),
        ("{n, plural, other {# файл}}", "{n, plural, one {# файл} few {# файла} other {# файлов}}"),
        ("&Файл", "Ф&айл"),
        ("Том &amp; Джерри", "Том и Джерри"),
        ("&laquo;Сөз&raquo;", "«Слово»"),
        ("https://gov.kz/kk/news ашыңыз.", "Откройте https://gov.kz/ru/news"),
        ("5 < 6 және 7 > 6", "5 < 6 и 7 > 6"),
        ("<Барлық суреттер>", "<Все рисунки>"),
        ("Бағасы $5 болды", "Цена 5 долларов"),
        ("%H:%M", "%l:%M %p"),
        ("Лента.ру хабарлады", "сообщила «Лента.ру»"),
    ],
)
def test_markup_that_means_the_same(source: str, target: str) -> None:
    assert plain(source, target) == []


def test_an_address_twice_in_a_row() -> None:
    assert plain("Сайт (a.kz) бар.", "Есть сайт (a.kz a.kz).") == ["codes.address"]
    assert plain("Сайт a.kz, иә, a.kz.", "Сайт a.kz.") == []


@pytest.mark.parametrize("target", ["<spаn>Мәтін</span>", "<а>Мәтін</span>"])
def test_a_letter_of_another_alphabet_in_a_tag(target: str) -> None:
    assert plain("<span>Мәтін</span>", target) == ["codes.tag"]
