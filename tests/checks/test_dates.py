"""Dates: what is found and what is not, in three languages."""

from __future__ import annotations

import pytest

from tests.checks.test_numbers import both, sides
from tm.checks.figures import dates

SAME = [
    ("kk", "12 наурыз 2020 жыл", "en", "March 12, 2020"),
    ("kk", "2020 жылғы 12 наурызда", "ru", "12 марта 2020 года"),
    ("kk", "2020 жылдың наурызында", "en", "in March 2020"),
    ("kk", "12.03.2020", "en", "12 March 2020"),
    ("ru", "12.03.2020 г.", "en", "2020-03-12"),
    ("en", "03/12/2020", "kk", "12 наурыз 2020 ж."),
    ("en", "12/03/2020", "kk", "12 наурыз 2020 ж."),
    ("ru", "14.03", "en", "14 March"),
    ("kk", "наурыздың 12-сінде", "en", "on the 12th of March"),
    ("en", "the twelfth of March", "ru", "12 марта"),
    ("en", "by Sept. 5, 2019", "kk", "2019 жылғы 5 қыркүйекке дейін"),
    ("kk", "қыркүйегінде", "en", "in September"),
    ("kk", "Дүйсенбіде келді", "en", "He came on Monday"),
    ("kk", "сейсенбі сайын", "ru", "по вторникам"),
    ("ru", "субботняя ярмарка", "en", "the Saturday fair"),
    ("kk", "сенбілікке шықты", "en", "They went to a clean-up"),
    ("kk", "сенбі-жексенбі", "en", "at the weekend"),
    ("kk", "3 ақпанға қараған түні", "en", "on the night of 2–3 February"),
    ("kk", "сәрсенбіге қараған түні", "en", "on Tuesday night"),
    ("kk", "Бұл маусымда", "en", "This season"),
    ("kk", "Қазанда май қайнап жатыр", "en", "Oil is boiling in the cauldron"),
    ("kk", "Май құйды", "en", "She poured the oil"),
    ("en", "May I come in?", "kk", "Кіруге бола ма?"),
    ("en", "They march on", "kk", "Олар алға басып барады"),
    ("ru", "защита окружающей среды", "kk", "қоршаған ортаны қорғау"),
    ("kk", "Тілші Қанат Жексенбі", "en", "Kanat Zheksenbi, a reporter"),
    ("kk", "жыл басынан бері", "en", "since January"),
    ("kk", "«қыркүйекте жабамын» деді", "en", "he said: “September it is”"),
    ("kk", "сәуір-мамырда", "en", "in April and May"),
    ("en", "Mon, 12 Mar 2020", "ru", "пн, 12 мар. 2020"),
    ("kk", "Шөп шабу маусымы", "ru", "Пора сенокоса"),
    ("kk", "Август-Юхан ара өсіреді", "ru", "Август-Юхан разводит пчёл"),
    ("kk", "жоспар сәуірде", "en", "in april the plan was ready"),
]
DIFFERENT = [
    ("kk", "12 наурыз 2020 жыл", "en", "March 13, 2020", "dates.day"),
    ("kk", "12 наурыз 2020 жыл", "en", "May 12, 2020", "dates.month"),
    ("kk", "12 наурыз 2020 жыл", "ru", "12 марта 2021 года", "dates.year"),
    ("kk", "12 наурыз 2020 жыл", "ru", "21 мая 2012 года", "dates.date"),
    ("kk", "Кездесу 12 наурызда өтеді", "en", "The meeting takes place", "dates.date"),
    ("kk", "12.03.2020", "en", "13 March 2020", "dates.day"),
    ("kk", "12.03.2020", "ru", "12.04.2020", "dates.month"),
    ("kk", "12.03.2020", "en", "2020-03-21", "dates.day"),
    ("kk", "2019 жылы", "en", "in 2020", "dates.year"),
    ("kk", "2019 жылы ашылды", "ru", "Открыт", "dates.year"),
    ("kk", "Маусым айында", "ru", "в июле", "dates.month"),
    ("kk", "Дүйсенбіде келді", "en", "He came on Tuesday", "dates.weekday"),
    ("ru", "в понедельник", "kk", "сейсенбіде", "dates.weekday"),
    ("ru", "в среду", "en", "on Thursday", "dates.weekday"),
    ("kk", "Дүйсенбіде келді", "en", "He came", "dates.weekday"),
    ("kk", "Келді", "en", "He came in April", "dates.month"),
    ("kk", "12 НАУРЫЗ 2020", "en", "MARCH 13, 2020", "dates.day"),
    ("ru", "1990-е годы", "kk", "1980-жылдары", "dates.year"),
    ("ru", "с 5 до 10 марта", "en", "from 5 to 11 March", "dates.day"),
]


@pytest.mark.parametrize(("lang", "text", "other", "translation"), SAME)
def test_what_is_the_same_is_not_found_either_way(lang: str, text: str, other: str, translation: str) -> None:
    source, target = sides(lang, text, other, translation)
    assert both(source, target) == []
    assert both(target, source) == []


@pytest.mark.parametrize(("lang", "text", "other", "translation", "code"), DIFFERENT)
def test_one_error_is_one_finding(lang: str, text: str, other: str, translation: str, code: str) -> None:
    source, target = sides(lang, text, other, translation)
    assert [finding.code for finding in both(source, target)] == [code]
    assert code in dates.CODES


def test_a_finding_says_both_parts_and_where() -> None:
    source, target = sides("kk", "2020 жылғы 12 наурызда", "en", "On March 13, 2020")
    (finding,) = dates.compare(source, target)
    assert finding.reason == "the day differs: 12 in the source, 13 in the target"
    assert (finding.lang, target.text[finding.start : finding.end]) == ("en", "13")
