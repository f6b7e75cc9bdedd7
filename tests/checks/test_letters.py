from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.checks.letters import CODES, check, mend
from tm.checks.letters.kazakh import meant, spellings
from tm.checks.side import Side
from tm.units import Finding, Variant

ALPHABET = "аәбғеиікқлмнңоөруұүхһыəiaceopxhҥєќ3@ -.АКҚСCA1"


def found(text: str, lang: str) -> list[Finding]:
    findings = list(check(Side(Variant(lang, text))))
    assert all(finding.code in CODES and finding.lang == lang for finding in findings)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)
    return findings


@pytest.mark.parametrize(
    ("text", "lang", "right"),
    [
        ("Бұл кiтап қaйда?", "kk", "Бұл кітап қайда?"),
        ("Тəртіп пен тəлім", "kk", "Тәртіп пен тәлім"),
        ("hәм теҥге ғана", "kk", "һәм теңге ғана"),
        ("ќазаќ тілі", "kk", "қазақ тілі"),
        ("дәмхǝна мен тѳлем", "kk", "дәмхәна мен төлем"),
        ("т1л мен ж0л", "kk", "тіл мен жол"),
        ("the preѕѕurе", "en", "the pressure"),
        ("Oн пришёл c нами", "ru", "Он пришёл с нами"),
        ("стрaница и Cтрана", "ru", "страница и Страна"),
        ("вступили в HATO", "ru", "вступили в НАТО"),
        ("сop из избы", "ru", "сор из избы"),
        ("XXІ ғасыр", "kk", "XXI ғасыр"),
        ("а pоlicy of the Рresident", "en", "a policy of the President"),
    ],
)
def test_letters_of_another_alphabet_are_found_and_put_right(text: str, lang: str, right: str) -> None:
    assert {finding.code for finding in found(text, lang)} == {"letters.mixed"}
    assert mend(text, lang) == right
    assert not found(right, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("IT-компания iPhone-ды COVID-тен Wi-Fi-ды ChatGPT-ті e-mail-ге", "kk"),
        ("SMS-хабарлама VIPтер Samsung-тің PDF-файлы А4 A4 3D-модель", "kk"),
        ("Zoom-конференция, витамин C, PDFы, вариант a) и Wi-Fi", "ru"),
        ("“мир” means peace; naïve café, Yandex (Яндекс)", "en"),
        ("%1$sҚұрылғы, %2$Sмс, 2018 жылғы iii тоқсанда", "kk"),
        ("Әсел мен «Қазақ әдебиеті», тоғызқұмалақ, Мәскеуде", "ru"),
        ("Сұңқар летел в Жетісу. Ілияс ждал тоя", "ru"),
        ("1-ші, 5-сынып, 900 м³/с, 5 км², 100 км2де, 60 км/сағ", "kk"),
    ],
)
def test_what_mixes_alphabets_rightly_is_left_alone(text: str, lang: str) -> None:
    assert not found(text, lang)
    assert mend(text, lang) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Казакстан Республикасы", "Қазақстан Республикасы"),
        ("Бұл улкен қызмет", "Бұл үлкен қызмет"),
        ("кызмет көрсетті", "қызмет көрсетті"),
        ("мемлекеттик тілде", "мемлекеттік тілде"),
        ("АКШ өкілі келді", "АҚШ өкілі келді"),
    ],
)
def test_russian_letters_for_kazakh_ones(text: str, right: str) -> None:
    assert [finding.code for finding in found(text, "kk")] == ["letters.russian"]
    assert not found(right, "kk")
    assert mend(text, "kk") in (right, text)


def test_the_reason_says_what_was_meant() -> None:
    finding = found("Бұл улкен үй", "kk")[0]
    assert finding.reason == "“улкен” is typed with Russian letters: үлкен"
    assert (finding.start, finding.end) == (4, 9)


def test_an_ending_after_a_hyphen_is_looked_at() -> None:
    assert [finding.code for finding in found("АҚШ-тын өкілі", "kk")] == ["letters.russian"]
    assert not found("АҚШ-тың өкілі", "kk")


def test_a_text_that_was_typed_without_a_kazakh_keyboard_is_found_in_most_of_its_words() -> None:
    findings = found("Ол уйде отырды, бирак калмады", "kk")
    assert len(findings) >= 3
    assert mend("Ол уйде отырды, бирак калмады", "kk") == "Ол үйде отырды, бірақ қалмады"


def test_names_loans_and_russian_quotations_are_left_alone() -> None:
    for text in (
        "Иван Петров пен Достоевский келді",
        "Парк пен банк директоры ақпарат берді",
        "Ол «Я вас любил, чего же боле» деп оқыды",
        "Стакан мен қант",
    ):
        assert not found(text, "kk")


def test_what_fits_two_words_is_not_mended() -> None:
    assert len(spellings("кол")) > 1
    assert mend("кол", "kk") == "кол"


@pytest.mark.parametrize("word", ["всегө", "Кақое", "утөчнить", "қомпания"])
def test_a_kazakh_letter_in_a_russian_word_is_found(word: str) -> None:
    text = f"{word} мы сделали" if word[0].isupper() else f"мы видели {word} там"
    assert [text[one.start : one.end] for one in found(text, "ru")] == [word]
    assert mend(text, "ru") == text


def test_russian_and_english_are_not_looked_up_as_kazakh() -> None:
    assert not found("Казакстан улкен", "ru")
    assert not found("kyzmet", "en")


def test_words_of_good_kazakh_stand() -> None:
    for word in ("қызмет", "бала", "кітап", "мектептерінде", "жазылған", "орталығы"):
        assert meant(word) == ()


@given(st.text(ALPHABET, max_size=40), st.sampled_from(["kk", "ru", "en", "de"]))
def test_mending_twice_is_mending_once(text: str, lang: str) -> None:
    once = mend(text, lang)
    assert mend(once, lang) == once


@given(
    st.lists(
        st.sampled_from(
            [
                "Казакстан",
                "кызмет",
                "улкен",
                "озин",
                "турган",
                "кiтап",
                "тəртіп",
                "АКШ",
                "тын",
                "и",
                "в",
                "не",
                "бирак",
                "Oн",
            ]
        ),
        max_size=8,
    )
)
def test_mending_words_twice_is_mending_once(words: list[str]) -> None:
    once = mend(" ".join(words), "kk")
    assert mend(once, "kk") == once
    assert len(once) == len(" ".join(words))
