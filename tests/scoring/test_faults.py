"""Each code is found where it should be, and silent where people write so too."""

from __future__ import annotations

import pytest

from tm.metrics.results import Fault, ReferenceSet, ReferenceUnit, System
from tm.scoring.faults import CODES, faults

Case = tuple[str, str, str | None, str, str]  # code, direction, source, reference, hypothesis

FOUND: list[Case] = [
    ("empty", "kk-ru", "Бюджет қабылданды.", "Бюджет принят.", ""),
    ("empty", "kk-ru", "Бюджет қабылданды.", "Бюджет принят.", " \u200b "),
    ("empty", "kk-en", "Бюджет қабылданды.", "The budget was passed.", "..."),
    ("empty", "en-kk", "The budget was passed.", "Бюджет қабылданды.", "TODO"),
    ("empty", "-en", None, "The budget was passed.", ""),
    ("empty", "-en", None, "The budget was passed.", "<b></b>"),
    (
        "copied",
        "en-kk",
        "Save changes before closing.",
        "Жабар алдында сақтаңыз.",
        "Save changes before closing.",
    ),
    ("copied", "kk-ru", "Ауыл мектебі жөнделді.", "Сельскую школу починили.", "Ауыл мектебі жөнделді."),
    (
        "copied",
        "ru-kk",
        "Депутаты приняли бюджет на год.",
        "Депутаттар жылдық бюджетті қабылдады.",
        "Депутаты приняли бюджет на год",
    ),
    ("copied", "kk-en", "Ол үйге кеше кешке келді.", "He came home last night.", "Ол үйге кеше кешке келді."),
    (
        "copied",
        "en-ru",
        "The committee will meet on Friday in Astana.",
        "Комитет соберётся в пятницу в Астане.",
        "Комитет the committee will meet on Friday.",
    ),
    ("language", "kk-ru", None, "Бюджет принят без изменений.", "Бюджет өзгеріссіз қабылданды."),
    (
        "language",
        "kk-en",
        "Бюджет өзгеріссіз қабылданды.",
        "The budget was passed unchanged.",
        "Бюджет принят без изменений.",
    ),
    ("language", "en-kk", "The budget was passed.", "Бюджет қабылданды.", "Бюджет был принят без изменений."),
    (
        "language",
        "en-kk",
        "The budget was passed.",
        "Бюджет қабылданды.",
        "Byudzhet ozgerissiz qabyldandy jane bekitildi.",
    ),
    (
        "language",
        "en-ru",
        "He came.",
        "Он пришёл домой поздно вечером.",
        "He had come home late in the evening.",
    ),
    (
        "script",
        "kk-en",
        "«Құрмет» ордені берілді.",
        "He got the Order of Kurmet.",
        "He got the Order of Құрмет.",
    ),
    (
        "script",
        "en-kk",
        "The weather is very good today.",
        "Бүгін ауа райы өте жақсы.",
        "Бүгін ауа райы very жақсы.",
    ),
    ("script", "ru-kk", "Погода сегодня хорошая.", "Бүгін ауа райы жақсы.", "Бүгін weather жақсы."),
    ("script", "kk-ru", "Ауа райы жақсы.", "Погода хорошая.", "Погода 很好."),
    ("script", "-en", None, "The weather is good.", "The погода is good."),
    ("letters", "ru-kk", "Книга большая.", "Кітап үлкен.", "Кiтап үлкен."),
    ("letters", "ru-kk", "Дом большой.", "Үй үлкен.", "Үй улкен."),
    ("letters", "kk-ru", "Ол келді.", "Он пришёл.", "Oн пришёл."),
    ("letters", "kk-en", "Саясат өзгерді.", "The policy has changed.", "The pоlicy has changed."),
    ("letters", "en-kk", "Kazakhstan is large.", "Қазақстан үлкен.", "Казакстан үлкен."),
    (
        "numbers",
        "kk-en",
        "Екі жылда 1 500 адам келді.",
        "In two years 1,500 people came.",
        "In two years 150 people came.",
    ),
    ("numbers", "kk-ru", "15 үй салынды.", "Построено 15 домов.", "Построено несколько домов."),
    ("numbers", "ru-en", "Цена 70 тенге.", "The price is 70 tenge.", "The price is 70 tenge for 12 apples."),
    (
        "numbers",
        "en-kk",
        "It costs 2.5 million tenge.",
        "Ол 2,5 млн теңге тұрады.",
        "Ол 25 млн теңге тұрады.",
    ),
    ("numbers", "-ru", None, "Построено 15 домов.", "Построено 16 домов."),
    ("dates", "kk-en", "Ол 12 наурызда келді.", "He came on 12 March.", "He came on 13 March."),
    ("dates", "ru-kk", "Он пришёл 5 мая.", "Ол 5 мамырда келді.", "Ол 5 маусымда келді."),
    ("dates", "en-ru", "They met on Friday.", "Они встретились в пятницу.", "Они встретились в субботу."),
    (
        "dates",
        "kk-ru",
        "Жиын 2018 жылы өтті.",
        "Собрание прошло в 2018 году.",
        "Собрание прошло в 2008 году.",
    ),
    ("dates", "-en", None, "He came on 12 March.", "He came on 12 May."),
    ("brackets", "kk-ru", "Ол (досым) келді.", "Он (мой друг) пришёл.", "Он (мой друг пришёл."),
    ("brackets", "kk-en", "Ол келді.", "He arrived.", "He arrived) today."),
    ("brackets", "ru-kk", "Он [мой друг] пришёл.", "Ол [досым] келді.", "Ол [досым келді."),
    ("brackets", "-en", None, "The law (of 1991) is old.", "The law (of 1991 is old."),
    ("brackets", "en-kk", "The law (of 1991) is old.", "Заң (1991 жылғы) ескі.", "Заң 1991 жылғы) ескі."),
    ("quotes", "kk-ru", "«Иә», – деді ол.", "«Да», — сказал он.", "«Да, — сказал он."),
    ("quotes", "kk-en", "Иә, – деді ол.", "“Yes,” he said.", 'Yes, "he said.'),
    ("quotes", "ru-en", "«Да», — сказал он.", "“Yes,” he said.", "“Yes, he said."),
    ("quotes", "en-kk", "“Yes,” he said.", "«Иә», – деді ол.", "Иә», – деді ол."),
    ("quotes", "-en", None, '"Yes," he said.', 'Yes," he said.'),
    (
        "short",
        "kk-ru",
        "Жиында облыс әкімі биылғы бюджет пен жол жөндеу туралы баяндады.",
        "На собрании аким области рассказал о бюджете этого года и ремонте дорог.",
        "Аким рассказал.",
    ),
    (
        "short",
        "kk-en",
        "Жиында облыс әкімі биылғы бюджет пен жол жөндеу туралы баяндады.",
        "At the meeting the governor spoke about this year's budget and road repairs.",
        "The governor spoke.",
    ),
    (
        "short",
        "-en",
        None,
        "At the meeting the governor spoke about this year's budget and road repairs.",
        "He spoke.",
    ),
    (
        "short",
        "-kk",
        None,
        "Жиында облыс әкімі биылғы бюджет пен жол жөндеу туралы баяндады.",
        "Әкім баяндады.",
    ),
    (
        "short",
        "en-ru",
        "The mayor said that the new bridge would be opened before the end of the year.",
        "Мэр сказал, что новый мост откроют до конца года, как и обещали.",
        "Мост откроют.",
    ),
    (
        "long",
        "kk-ru",
        "Әкім баяндады.",
        "Аким рассказал.",
        "На собрании аким области рассказал о бюджете этого года и ремонте дорог.",
    ),
    (
        "long",
        "kk-en",
        "Ол үйде жоқ.",
        "He is not at home.",
        "He said that he had not been at home and would not be there for several days.",
    ),
    (
        "long",
        "-en",
        None,
        "He is not at home.",
        "He said that he had not been at home and would not be there for several days.",
    ),
    (
        "long",
        "ru-kk",
        "Его нет дома.",
        "Ол үйде жоқ.",
        "Ол үйде болмағанын және тағы бірнеше күн болмайтынын айтып хабарлады.",
    ),
    ("long", "-ru", None, "Его нет дома.", "Он сообщил, что дома его не было и ещё несколько дней не будет."),
    (
        "repeated",
        "kk-en",
        "Ол тіл үйренді.",
        "He learned the language and more.",
        "He learned language, language, and language.",
    ),
    (
        "repeated",
        "kk-en",
        "Ол кеше келді.",
        "He came to us yesterday.",
        "He came came to us yesterday.",
    ),
    ("repeated", "ru-kk", "Он живёт в новом доме.", "Ол жаңа үйде тұрады.", "Ол жаңа үйде жаңа үйде тұрады."),
    (
        "repeated",
        "kk-ru",
        "Мұражай салынды.",
        "Построен музей истории города.",
        "Построен музей истории, музей истории, музей истории.",
    ),
    (
        "repeated",
        "kk-en",
        "Ардагерлер туралы айтылды.",
        "They spoke about the veterans.",
        "They spoke about the Ardagerströdströdströdströd.",
    ),
    ("markup", "kk-en", "Бүгін жиын өтті.", "A meeting was held today.", "<url>-today a meeting was held."),
    ("markup", "kk-ru", "«Иә», – деді ол.", "«Да», — сказал он.", "&quot;Да&quot;, — сказал он."),
    ("markup", "kk-ru", "Ол келді.", "Он пришёл.", "▁Он ▁пришёл."),
    ("markup", "en-kk", "Press %s to go on.", "Жалғастыру үшін %s басыңыз.", "Жалғастыру үшін басыңыз."),
    ("markup", "-en", None, "He came from Almaty.", "He came from <unk>."),
    ("markup", "ru-kk", "Он пришёл.", "Ол келді.", "Ол кел@@ ді."),
    ("encoding", "kk-en", "Дәмхана ашылды.", "A café was opened.", "A cafÃ© was opened."),
    ("encoding", "en-ru", "Yes, of course.", "Да, конечно.", "Ð\u0094Ð°, ÐºÐ¾Ð½ÐµÑ\u0087Ð½Ð¾."),
    ("encoding", "ru-kk", "Казахский язык.", "Қазақ тілі.", "\ufffdаза\ufffd тілі."),
    ("encoding", "-kk", None, "Қазақ тілі туралы заң.", "?аза? тілі туралы за?."),
    ("encoding", "kk-ru", "Иә, әрине.", "Да, конечно.", "Да, \ue000конечно."),
]

SILENT: list[Case] = [
    ("empty", "kk-ru", "…", "…", "…"),
    ("empty", "kk-ru", "2019", "2019 год", "2019"),
    ("copied", "kk-ru", "Астана, Алматы, Атырау", "Астана, Алматы и Атырау", "Астана, Алматы, Атырау"),
    ("copied", "en-kk", "Microsoft Office 365", "Microsoft Office 365 бағдарламасы", "Microsoft Office 365"),
    ("copied", "en-ru", "https://gov.kz/memleket", "Сайт https://gov.kz/memleket", "https://gov.kz/memleket"),
    ("copied", "kk-ru", "Президент Қасым-Жомарт Тоқаев", "Президент Казахстана Касым-Жомарт Токаев",
     "Президент Касым-Жомарт Токаев"),
    ("copied", "ru-kk", "Т. 8 (7172) 74-00-00", "Тел.: 8 (7172) 74-00-00", "Т. 8 (7172) 74-00-00"),
    ("language", "en-kk", "Microsoft Office 365", "Microsoft Office 365 бағд.", "Microsoft Office 365"),
    ("language", "kk-ru", "Нұрсұлтан Назарбаев келді.", "Приехал Назарбаев.", "Нұрсұлтан Назарбаев приехал."),
    ("language", "kk-en", "Құрманғазы – күйші.", "Kurmangazy is a kuishi.", "Kurmangazy was a kuishi."),
    ("script", "en-kk", "The iPhone and the eBay shop.", "iPhone мен eBay дүкені.", "iPhone, eBay дүкені."),
    ("script", "ru-kk", "Фейсбук не работает.", "Фейсбук жұмыс істемейді.", "Facebook жұмыс істемейді."),
    ("script", "kk-en", "Ә әрпі.", "The letter Ә is new.", "Letter Ә."),
    ("script", "en-ru", "Write to info@gov.kz or see www.gov.kz/help.", "Пишите на info@gov.kz.",
     "Напишите на info@gov.kz или см. www.gov.kz/help."),
    ("script", "ru-kk", "Это open source.", "Бұл open source өнімі.", "Бұл – open source."),
    ("script", "kk-en", "Бұрыш 5 µm, π саны.", "The angle is 5 µm, the number π.", "Angle 5 µm, π."),
    ("letters", "ru-kk", "Жака Ширака помнят.", "Жак Ширакты еске алды.", "Жак Ширак есте."),
    ("letters", "en-kk", "The iPhone is good.", "iPhone жақсы.", "iPhone-ды жақтайды."),
    ("letters", "kk-ru", "VIP қонақтар.", "VIP-гости.", "VIPы и IT-компания."),
    ("numbers", "kk-en", "1,5 млн теңге.", "1.5 million tenge.", "Tenge 1,500,000."),
    ("numbers", "kk-ru", "Екі үй, 12 адам.", "2 дома, 12 человек.", "Два дома, двенадцать человек."),
    ("numbers", "kk-en", "31 арна.", "The channel.", "The channel then."),
    ("numbers", "-en", None, "1,500 people in 2 years.", "In two years, 1500 people."),
    ("dates", "kk-ru", "Ол 12 наурызда келді.", "Он пришёл 12 марта.", "12.03 он пришёл."),
    ("dates", "kk-en", "Сәрсенбі күні жиын өтті.", "A meeting was held.", "The meeting was held."),
    ("dates", "-en", None, "He came on 12 March 2019.", "On March 12, 2019 he came."),
    ("brackets", "kk-ru", "а) бұл тармақ.", "а) этот пункт.", "а) данный пункт."),
    ("brackets", "kk-ru", "Ол (досым келді.", "Он (мой друг пришёл.", "Он (друг пришёл."),
    ("brackets", "kk-en", "Ол келді.", "He (my friend) came.", "He (the friend) came."),
    ("quotes", "kk-en", "«Иә», – деді ол.", "“Yes,” he said.", '"Yes," he said.'),
    ("quotes", "kk-ru", "«Иә, біз барамыз.", "«Да, мы пойдём.", "«Да, мы придём."),
    ("quotes", "kk-en", "Ол келмейді.", "He won’t come.", "He won’t be coming."),
    ("short", "kk-ru", "Жоқ, рақмет.", "Нет, большое спасибо.", "Нет."),
    ("short", "kk-en", "Әкім баяндады.", "The governor of the region gave a detailed report on his work.",
     "The governor reported."),  # the reference is long, not the hypothesis short
    ("long", "kk-en", "Иә.", "Yes.", "Yes, he did."),
    ("long", "-ru", None, "Мэр открыл новый мост.", "Мэр города открыл новый мост через реку."),
    ("repeated", "kk-ru", "Ол қайта-қайта келді.", "Он часто приходил.", "Он приходил очень-очень часто."),
    ("repeated", "kk-en", "Ол кетті, кетті, кетті.", "He is gone, gone, gone.", "He left, gone, gone, gone."),
    ("repeated", "kk-en", "Сот пен министрлік.", "The Court and the Ministry of RoK.",
     "The Court of the Republic of Kazakhstan and the Ministry of the Republic of Kazakhstan."),
    ("repeated", "ru-kk", "Далеко-далеко.", "Алыс, өте алыс.", "Қайта қайта келді."),
    ("markup", "en-kk", "Press <b>OK</b>.", "<b>OK</b> басыңыз.", "<b>OK</b> түймесін басыңыз."),
    ("markup", "en-ru", "Fish &amp; Chips", "Fish &amp; Chips дома", "Fish &amp; Chips"),
    ("markup", "kk-ru", "gov.kz сайты.", "Сайт gov.kz.", "Сайт gov.kz работает."),
    ("encoding", "kk-en", "Дәмхана.", "A café, naïve.", "The naïve café."),
    ("encoding", "kk-ru", "Не? Қашан??", "Что? Когда??", "Что? Когда?!"),
]  # fmt: skip


def found(
    direction: str, source: str | None, references: tuple[str, ...], hypothesis: str
) -> tuple[Fault, ...]:
    one, two = direction.split("-")
    unit = ReferenceUnit("1", references, source)
    return faults(ReferenceSet("test", (unit,), one or None, two), System("a", "", (hypothesis,)))


@pytest.mark.parametrize(("code", "direction", "source", "reference", "hypothesis"), FOUND)
def test_fault_found(code: str, direction: str, source: str | None, reference: str, hypothesis: str) -> None:
    assert code in {fault.code for fault in found(direction, source, (reference,), hypothesis)}


@pytest.mark.parametrize(("code", "direction", "source", "reference", "hypothesis"), SILENT)
def test_no_fault_where_people_write_so(
    code: str, direction: str, source: str | None, reference: str, hypothesis: str
) -> None:
    assert code not in {fault.code for fault in found(direction, source, (reference,), hypothesis)}


@pytest.mark.parametrize(("code", "direction", "source", "reference", "hypothesis"), FOUND)
def test_a_reference_is_no_fault(
    code: str, direction: str, source: str | None, reference: str, hypothesis: str
) -> None:
    assert found(direction, source, (reference,), reference) == ()
    if hypothesis.strip():
        assert found(direction, source, (reference, hypothesis), hypothesis) == ()


def test_every_code_has_five_cases_and_some_that_stay_silent() -> None:
    for code in CODES:
        assert sum(case[0] == code for case in FOUND) >= 5, code
        assert any(case[0] == code for case in SILENT), code


def test_each_code_once_a_segment_in_the_order_of_segments() -> None:
    units = tuple(
        ReferenceUnit(str(at), ("Он пришёл 5 раз в 2 дня.",), "Ол 2 күнде 5 рет келді.") for at in range(3)
    )
    hypotheses = "Он пришёл (9 раз в 7 дней.", "Он приходил 5 раз в 2 дня.", ""
    told = faults(ReferenceSet("test", units, "kk", "ru"), System("a", "", hypotheses))
    assert [(fault.place, fault.code) for fault in told] == [(0, "numbers"), (0, "brackets"), (2, "empty")]
    assert "9" in told[0].reason and "7" in told[0].reason


def test_one_of_several_references_is_enough() -> None:
    references = "It costs 15 tenge.", "It costs fifteen or 16 tenge."
    assert found("-en", None, references, "It costs 16 tenge.") == ()
    assert [fault.code for fault in found("-en", None, references, "It costs 17 tenge.")] == ["numbers"]


def test_languages_are_known_by_letters_where_nobody_says_them() -> None:
    unit = ReferenceUnit("1", ("Қазақ тілі туралы заң қабылданды.",), "The law was passed.")
    told = faults(ReferenceSet("test", (unit,)), System("a", "", ("Закон о языке был принят.",)))
    assert [fault.code for fault in told] == ["language"]


def test_reasons_speak_of_reference_and_hypothesis() -> None:
    (fault,) = found("-en", None, ("It costs 15 tenge.",), "It costs 16 tenge.")
    assert fault.reason == "the reference has 15, the hypothesis 16"


def test_what_is_quoted_stays_as_it_is() -> None:
    (fault,) = found("-en", None, ("On target and on source code.",), "On target target and on source code.")
    assert fault.reason == "“target” stands twice in a row"


def test_other_languages_are_looked_at_as_far_as_it_goes() -> None:
    source, reference = "Der Preis ist 1512 Euro.", "Le prix est de 1512 euros."
    assert found("de-fr", source, (reference,), "Le prix est de 1512 euros environ.") == ()
    assert [one.code for one in found("de-fr", source, (reference,), "Le prix est de 1617 euros.")] == [
        "numbers"
    ]
