"""Final marks, brackets, quotes and doubled marks."""

from __future__ import annotations

import pytest

from tm.checks.punctuation import check, compare
from tm.checks.side import Side
from tm.units import Code, Variant


def codes(one: str, source: str, two: str, target: str) -> list[str]:
    return [finding.code for finding in compare(Side(Variant(one, source)), Side(Variant(two, target)))]


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("Ол келді.", "Он пришёл", "punctuation.final"),
        ("Ол келді", "Он пришёл.", "punctuation.final"),
        ("Ол келді.", "Он пришёл…", "punctuation.final"),
        ("Ол келді.", "Он пришёл,", "punctuation.final"),
        ("Мыналар келді:", "Пришли вот кто", "punctuation.final"),
        ("бірінші;", "первое.", "punctuation.final"),
        ("Ол келді ме?", "Он пришёл.", "punctuation.question"),
        ("Ол келді.", "Он пришёл?", "punctuation.question"),
        ("Ол келді!", "Он пришёл.", "punctuation.exclamation"),
        ("Ол келді.", "Он пришёл!", "punctuation.exclamation"),
        ("Ол (кеше) келді.", "Он (вчера пришёл.", "punctuation.bracket"),
        ("Ол (кеше) келді.", "Он вчера пришёл.", "punctuation.brackets"),
        ("а) бірінші;", "а первое;", "punctuation.brackets"),
        ("Ол «иә» деді.", "Он сказал «да.", "punctuation.quote"),
        ("Ол «иә» деді.", 'Он сказал «да".', "punctuation.quote"),
        ("Ол иә деді.", "Он сказал да».", "punctuation.quote"),
        ("«Жаңа Қазақстан» қоры ашылды.", "Открыт фонд Новый Казахстан.", "punctuation.quotes"),
        ("– Кел, – деді ол.", "Иди сюда, сказал он.", "punctuation.quotes"),
    ],
)
def test_marks_that_differ(source: str, target: str, code: str) -> None:
    assert codes("kk", source, "ru", target) == [code]


@pytest.mark.parametrize(
    ("one", "source", "two", "target"),
    [
        ("kk", "Ол келді.", "ru", "Он пришёл."),
        ("kk", "Жаңалықтар", "en", "News"),
        ("ru", "«Да», — сказал он.", "en", '"Yes," he said.'),
        ("kk", "– Келдің бе? – деп сұрады ол.", "en", '"Have you come?" he asked.'),
        ("kk", "– Келдің бе?", "en", "“Have you come?”"),
        ("ru", "Уважаемый Арман!", "en", "Dear Arman,"),
        ("kk", "Кім келді?..", "en", "Who has come?"),
        ("kk", "Ол келді…", "ru", "Он пришёл..."),
        ("ru", "Он сказал: «Да».", "en", 'He said: "Yes."'),
        ("kk", "Қалам, дәптер, т.б.", "en", "Pens, notebooks etc"),
        ("ru", "1934 г.", "en", "1934"),
        ("kk", "«Астана» клубы жеңді.", "en", "FC Astana won."),
        ("kk", "а) бірінші;", "en", "(a) first;"),
        ("kk", "Ол «келемін» деді.", "ru", "Он сказал, что придёт."),
        ("en", '"We agree," he said. "And then', "ru", "«Мы согласны, — сказал он. — А потом"),
        ("en", "It's the writers' union's.", "ru", "Это союза писателей."),
        ("ru", 'Экран 15" стоит дорого.', "kk", '15" экран қымбат тұрады.'),
        ("kk", "Маған хабарласыңыз.", "en", "Could you let me know?"),
        ("kk", "Жаңа қабат(тар)", "en", "New layer"),
        ("kk", "– Бір құшақ жеткілікті (27 қаңтар).", "en", '"One hug is enough." (27 January)'),
        ("kk", "Құрметті Айнұр (25 ақпан)!", "en", "Dear Ainur, (25 February)"),
        ("kk", "Бір куә шыдамады (8 қараша).", "en", '"One witness could not hold out." (8 November)'),
        ("kk", "Өзінен-өзі жабыспайды ғой.", "en", "It doesn't stick itself there, does it?"),
        ("kk", "Төлқұжат жоғалса, не істеу керек?", "en", "What to do if you lose your passport"),
        ("kk", "«Тәтті өмір» бірлестігі", "en", "Tatti Omir (Sweet Life) Association"),
        ("en", 'The "sculptor" was blind.', "kk", "Мүсінші соқыр екен."),
        ("ru", "Опера «Белый журавль» – её лучшая.", "en", "The opera The White Crane is her best."),
        ("en", "Saved&nbsp;", "ru", "Сохранено"),
        ("en", "Delete it?</b>", "ru", "Удалить?"),
        ("en", "See https://a.example/f(x)?q", "ru", "См. https://a.example/f(x)?q"),
        ("en", "Save &quot;all&quot; files", "ru", "Сохранить «все» файлы"),
    ],
)
def test_what_languages_write_differently(one: str, source: str, two: str, target: str) -> None:
    assert codes(one, source, two, target) == []


@pytest.mark.parametrize(
    "text", ["Иә,, солай.", "Иә, , солай.", "Солай..", "Солай,.", "Солай ма?.", "Солай!.", "Бір;; екі"]
)
def test_a_mark_too_many(text: str) -> None:
    found = check(Side(Variant("kk", text)))
    assert [finding.code for finding in found] == ["punctuation.doubled"]
    assert text[found[0].start : found[0].end].strip() != ""


@pytest.mark.parametrize(
    "text",
    [
        "Солай...",
        "Солай?..",
        "Солай!..",
        "Қалай?!",
        "Тоқта!!!",
        "т.б., т.с.с.",
        "../файл",
        "std::string",
        "12:30; 14:00",
        "Иә…",
    ],
)
def test_marks_that_may_stand_together(text: str) -> None:
    assert list(check(Side(Variant("kk", text)))) == []


def test_a_code_stands_between_marks() -> None:
    code = Code("ph", (), ("{0}",))
    assert list(check(Side(Variant.of("en", ("One, ", code, ", two"))))) == []
    assert [found.code for found in check(Side(Variant("en", "One, , two")))] == ["punctuation.doubled"]


def test_brackets_that_explain_a_name_may_not_lose_one_half() -> None:
    assert codes("kk", "Сирек IV (AB) тобы", "ru", "Редкая группа IV AB)") == ["punctuation.brackets"]
