"""Numbers: what is found and what is not, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.checks.figures import dates, numbers
from tm.checks.side import Side
from tm.units import Finding, Variant

ROUND = [  # source and target languages and texts that say the same
    ("kk", "Екі жылда 1 500 адам келді.", "en", "In two years 1,500 people came."),
    ("kk", "Екі жылда 1\u00a0500 адам келді.", "ru", "За 2 года приехало 1500 человек."),
    ("en", "It covers 1,648 km.", "ru", "Площадь — 1 648 км."),
    ("en", "It is 1.648 metres.", "ru", "Это 1,648 метра."),
    ("kk", "1,5 млн теңге", "en", "1.5 million tenge"),
    ("kk", "1 500 000 теңге", "ru", "1,5 млн тенге"),
    ("en", "a bribe of 19m tenge", "ru", "взятка в 19 миллионов тенге"),
    ("en", "90bn tenge", "kk", "90 млрд теңге"),
    ("kk", "2 млн 163 мың адам", "en", "2,163,000 people"),
    ("kk", "450-ден 600 мың теңгеге дейін", "en", "between 450,000 and 600,000 tenge"),
    ("ru", "браконьеру 40 тысяч, посреднику 180", "en", "40,000 to the poacher, 180,000 to the middleman"),
    ("kk", "42% қана", "en", "only 42 per cent"),
    ("kk", "Үміткерлердің 50 пайызы", "ru", "Половина кандидатов"),
    ("kk", "5-тен 10 пайызға дейін", "en", "from 5% to 10%"),
    ("ru", "с 10 до 4 процентов", "kk", "10 пайыздан 4 пайызға дейін"),
    ("kk", "12 бала", "en", "twelve children"),
    ("en", "the 28 residents", "kk", "жиырма сегіз тұрғын"),
    ("en", "2 of them", "kk", "Олардың екеуі"),
    ("ru", "вдвое больше", "kk", "2 есе көп"),
    ("en", "250,000 people", "ru", "двести пятьдесят тысяч человек"),
    ("ru", "двадцатипятилетие", "kk", "25 жылдық"),
    ("en", "two decades", "kk", "20 жыл"),
    ("kk", "2,5 жыл", "en", "two and a half years"),
    ("kk", "21-ғасыр", "ru", "XXI век"),
    ("kk", "ХХІ ғасыр", "en", "the twenty-first century"),
    ("kk", "2-ші орын", "en", "second place"),
    ("ru", "5-й этаж", "en", "the 5th floor"),
    ("kk", "1990-жылдары", "en", "in the 1990s"),
    ("ru", "в 90-х годах", "en", "in the 1990s"),
    ("kk", "2014-2015 жж.", "en", "2014–15"),
    ("kk", "14.30-да", "en", "at 2:30 pm"),
    ("kk", "сағат 22:10-да", "en", "at 10.10 p.m."),
    ("kk", "сағат 18:00-де", "en", "at six in the evening"),
    ("ru", "Счёт 2:1", "en", "The score is 2–1"),
    ("kk", "COVID-19 және A4", "ru", "COVID-19 и формат A4"),
    ("kk", "2.6.0 нұсқасы", "en", "version 2.6.0"),
    ("kk", "+7 701 555-01-02", "en", "+7 (701) 555 01 02"),
    ("kk", "5 млн доллар", "en", "$5 million"),
    ("kk", "тәулігіне", "en", "in 24 hours"),
    ("kk", "40 км/сағ", "en", "40 km/h"),
    ("kk", "−5 градус", "ru", "5 градусов мороза"),
    ("en", "24/7 support", "kk", "Тәулік бойы қолдау"),
    ("en", "Rs 127 crore", "ru", "1 270 миллионов рупий"),
    ("ru", "2023 году", "kk", "биыл"),
    ("kk", "Ширек финал", "ru", "1/4 финала"),
    ("ru", "49-ти тысячам", "en", "49,000"),
    ("ru", "с $4,2 до $4,1 млрд", "en", "from $4.2 billion to $4.1 billion"),
    ("en", "the XXth century", "ru", "XX-й век"),
    ("en", "the 1800s", "ru", "XIX век"),
    ("kk", "түн ортасында", "en", "at 00:00"),
    ("en", "Chapter IV", "kk", "4-тарау"),
    ("kk", "1 млрд 200 млн теңге", "en", "1.2 billion tenge"),
    ("kk", "сағат тоғыз жарымда", "ru", "в половине десятого"),
    ("en", "at five past nine", "ru", "пять минут десятого"),
    ("kk", "жиырма шақты бутерброд", "ru", "десятка два бутербродов"),
    ("kk", "Сен үшін төрт үй", "en", "four houses for you"),
    ("kk", "алтын сақина", "en", "a gold ring for two"),
    ("kk", "он бес бала", "en", "fifteen children"),
    ("ru", "двадцать пять мест", "kk", "жиырма бес орын"),
    ("en", "twelve hundred people", "kk", "мың екі жүз адам"),
    ("kk", "8,4 {1} млрд теңге", "en", "{1} 8.4 billion tenge"),
    ("kk", "11 450 %s теңге", "en", "%s 11,450 tenge"),
    ("en", "90 per <b>cent</b>", "ru", "90 <b>процентов</b>"),
]
WRONG = [  # the same, and the code of the one finding
    ("kk", "1 500 адам", "en", "1,600 people", "numbers.changed"),
    ("kk", "1 500 адам", "en", "150 people", "numbers.changed"),
    ("kk", "1 500 адам", "ru", "15 000 человек", "numbers.changed"),
    ("kk", "1,5 метр", "en", "15 metres", "numbers.changed"),
    ("en", "0.8 per cent", "ru", "0,08 процента", "numbers.changed"),
    ("kk", "Үйде 37 адам тұрады", "ru", "В доме живут 73 человека", "numbers.changed"),
    ("kk", "5 млн теңге", "en", "5 billion tenge", "numbers.changed"),
    ("kk", "80 мың шелпек", "en", "80 flatbreads", "numbers.changed"),
    ("en", "39,000 rivers", "ru", "39 рек", "numbers.changed"),
    ("kk", "350 адам келді", "en", "People came", "numbers.missing"),
    ("kk", "Адамдар келді", "en", "350 people came", "numbers.added"),
    ("kk", "COVID-19", "ru", "COVID-18", "numbers.changed"),
    ("kk", "№ ЖТ-518 хат", "ru", "Письмо № ЖТ-581", "numbers.changed"),
    ("kk", "2.6.0 нұсқасы", "en", "version 2.6.1", "numbers.changed"),
    ("kk", "сағат 14:30-да", "ru", "в 14:40", "numbers.changed"),
    ("kk", "7 бала", "en", "eight children", "numbers.missing"),
    ("kk", "ХХІ ғасыр", "ru", "XX век", "numbers.changed"),
    ("kk", "5–10 мың адам", "en", "Many people", "numbers.missing"),
    ("kk", "10 пайыз", "en", "10 people", "numbers.percent"),
    ("kk", "Сайлаушылардың 10 пайызы", "ru", "10 избирателей", "numbers.percent"),
    ("kk", "май 3,9 пайызға, ет 2 пайызға", "ru", "масло на 3,9, мясо на 2 процента", "numbers.percent"),
    ("kk", "5 км жол", "en", "5 metres of road", "numbers.unit"),
    ("kk", "сағатына 40 шақырым", "en", "40 mph", "numbers.unit"),
    ("kk", "300 млн доллар", "ru", "300 млн евро", "numbers.unit"),
    ("ru", "Ночью −5 градусов.", "kk", "Түнде 5 градус.", "numbers.sign"),
    ("kk", "1,5 млн теңге", "en", "1,5 million tenge", "numbers.convention"),
    ("en", "1,648.5 km", "ru", "1,648.5 км", "numbers.convention"),
    ("ru", "89,7 процента", "en", "89,7 per cent", "numbers.convention"),
    ("ru", "морковь (–18 %), лук (–14 %)", "en", "carrots (–18%), onions (14%)", "numbers.sign"),
    ("en", "ten days, then half a degree", "ru", "восемь дней, потом полградуса", "numbers.changed"),
    ("kk", "Үш бала келді", "en", "Four children came", "numbers.changed"),
    ("kk", "Ол он жаста", "en", "He is fifty", "numbers.changed"),
    ("ru", "пять дней", "en", "eighty days", "numbers.changed"),
    ("en", "fifteen houses", "kk", "елу үй", "numbers.changed"),
    ("en", "sixteen houses", "ru", "шестьдесят домов", "numbers.changed"),
    ("kk", "екі мың теңге", "ru", "два миллиона тенге", "numbers.changed"),
    ("kk", "екі бірдей ауысым, үш ойыншы", "en", "a double substitution, five players", "numbers.changed"),
]


def sides(lang: str, text: str, other: str, translation: str) -> tuple[Side, Side]:
    return Side(Variant(lang, text)), Side(Variant(other, translation))


def both(source: Side, target: Side) -> list[Finding]:
    return [*numbers.compare(source, target), *dates.compare(source, target)]


@pytest.mark.parametrize(("lang", "text", "other", "translation"), ROUND)
def test_what_is_the_same_is_not_found_either_way(lang: str, text: str, other: str, translation: str) -> None:
    source, target = sides(lang, text, other, translation)
    assert both(source, target) == []
    assert both(target, source) == []


@pytest.mark.parametrize(("lang", "text", "other", "translation", "code"), WRONG)
def test_one_error_is_one_finding(lang: str, text: str, other: str, translation: str, code: str) -> None:
    source, target = sides(lang, text, other, translation)
    assert [finding.code for finding in both(source, target)] == [code]
    assert code in numbers.CODES


def test_a_finding_says_both_values_and_where() -> None:
    source, target = sides("kk", "Үйде 37 адам тұрады", "ru", "В доме живут 73 человека")
    (finding,) = numbers.compare(source, target)
    assert finding.reason == "the source has 37, the target 73"
    assert (finding.lang, target.text[finding.start : finding.end]) == ("ru", "73")


def test_what_is_missing_is_shown_in_the_source() -> None:
    source, target = sides("kk-KZ", "350 адам келді", "en", "People came")
    (finding,) = numbers.compare(source, target)
    assert (finding.lang, source.text[finding.start : finding.end]) == ("kk-KZ", "350")


def test_other_languages_are_compared_by_figures_only() -> None:
    assert not numbers.compare(*sides("kk", "2 үй", "de", "Zwei Häuser"))
    assert [f.code for f in numbers.compare(*sides("kk", "350 үй", "de", "35 Häuser"))] == ["numbers.changed"]


TEXTS = st.text(alphabet="0123456789.,:/-–—' \u00a0%$€мlkбnmсәіXVIІХ№−жылмартMarch", max_size=40)
LANGS = st.sampled_from(["kk", "en", "ru", "de"])


@given(TEXTS, LANGS, TEXTS, LANGS)
def test_any_text_is_compared_and_places_are_in_the_text(one: str, lang: str, two: str, other: str) -> None:
    source, target = Side(Variant(lang + "-x-1", one)), Side(Variant(other + "-x-2", two))
    for finding in both(source, target):
        text = one if finding.lang == source.tag else two
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.code in numbers.CODES | dates.CODES


@given(TEXTS, st.sampled_from(["kk", "ru"]))
def test_a_text_has_the_numbers_and_dates_of_itself(text: str, lang: str) -> None:
    source, target = Side(Variant(lang, text)), Side(Variant(lang, text))
    assert [f for f in both(source, target) if f.code != "numbers.convention"] == []


@given(st.integers(min_value=13, max_value=10**12))
def test_a_whole_number_is_the_same_however_its_thousands_are_written(value: int) -> None:
    written = [f"{value:,}".replace(",", mark) for mark in ("", " ", "\u00a0", "\u202f", "’")]
    for lang, text in [*(("kk", one) for one in written), ("ru", f"{value:,}".replace(",", "."))]:
        assert both(*sides(lang, f"Барлығы {text}", "en", f"Altogether {value:,}")) == []


def test_a_run_of_digits_without_end_is_no_error() -> None:
    assert both(*sides("kk", "1" * 6000, "en", "2" * 6000))


def test_a_table_of_thousands_of_numbers_takes_no_time() -> None:
    rows = " ".join(f"{value}," for value in range(1000, 6000))
    source, target = sides("kk", rows, "en", rows.replace(" 2345,", " 2346,"))
    assert [finding.code for finding in both(source, target)] == ["numbers.changed"]
    assert both(*sides("kk", rows, "en", " ".join(f"{value}," for value in range(7000, 12000))))


def test_a_decimal_without_its_nought_is_one() -> None:
    assert not both(*sides("en", "from 13.04% to .08%", "ru", "от 13,04% до 0,08%"))
    assert [f.code for f in both(*sides("en", "It is .08%", "ru", "Это 0,8%"))] == ["numbers.changed"]
