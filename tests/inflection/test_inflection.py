"""Inflected forms: what is taken for a form of a lemma, and what only begins alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.inflection import attributive_stems, folded, is_form, stems
from tm.inflection.lemmas import Lemmas

FORMS = {
    "kk": {
        "мектеп": "мектептер мектебі мектебіміздегілерден мектепке мектептің мектептегі мектептерімізден",
        "кітап": "кітаптар кітабы кітабын кітапты кітабыңызға кітаптан кітаппен",
        "жол": "жолдар жолы жолында жолға жолмен жолымыздың жолдағы жолдан",
        "қала": "қалалар қаласы қаланың қаладағы қалаға қаламыз қаласынан қаламен",
        "үй": "үйлер үйім үйінде үйден үйіміздің үйге үймен",
        "тау": "таулар тауы таудың тауға таумен",
        "қоныс": "қоныстар қонысы қоныстан қоныспен",
        "орын": "орындар орны орнын орнымыз орнына орынға",
        "халық": "халықтар халқы халқымыздың халыққа",
        "көңіл": "көңілі көңлі көңілге",
        "министрлігі": "министрлігінің министрлігіне министрлігінен министрлігімен министрліктері",
        "облысы": "облысында облысындағы облыстары облысының",
        "қазақ": "қазақпын қазақтар қазағы қазаққа",
        "Қазақстан": "Қазақстанның Қазақстандағы Қазақстанға Қазақстаннан",
        "АҚШ": "АҚШ-тың АҚШ-та АҚШ-пен АҚШ-қа",
        "Google": "Google-дың Google-ға",
        "болу": "болды болған болып болады болса болатын болмады болмайды болуы болуға болғанда",
        "жасау": "жасады жасаған жасап жасайды",
        "оқу": "оқыды оқып оқыған оқуға",
        "шығу": "шықты шығады шығып шыққан",
        "табу": "тапты тауып табады тапқан",
        "қою": "қойды қойған",
        "үлкен": "үлкенірек үлкендер",
    },
    "ru": {
        "рынок": "рынка рынку рынком рынки рынков рынками",
        "отец": "отца отцом отцы отцов",
        "день": "дня днём дни дней днями",
        "ошибка": "ошибки ошибок ошибкой ошибками",
        "земля": "земли земель землёй",
        "письмо": "письма писем письмом",
        "статья": "статьи статей статьёй",
        "соглашение": "соглашения соглашений соглашением соглашениях",
        "обязательство": "обязательств обязательства обязательствам",
        "гражданин": "гражданина граждане граждан гражданами",
        "комментарий": "комментария комментариев комментариями",
        "область": "области областью областей",
        "вооружённые": "вооруженных вооружёнными",
        "европейская": "европейской европейскую европейским",
        "доходы": "доход доходов доходами",
        "время": "времени временем времён",
        "заявить": "заявил заявила заявит заявлю",
        "требовать": "требует требовал требуют требуя",
        "писать": "пишет писал пишут",
        "учиться": "учится учились",
    },
    "en": {
        "school": "schools school's schools'",
        "policy": "policies policy's",
        "agree": "agreed agrees agreeing",
        "plan": "plans planned planning",
        "box": "boxes boxed",
        "make": "makes making",
        "leaf": "leaves",
        "symptoms": "symptom",
        "Baikonur": "Baikonur's",
    },
}  # fmt: skip
OTHERS = {
    "kk": {
        "ат": "атау атақ аттас",
        "ел": "елу елеу елік",
        "көл": "көлем көлік көлеңке",
        "су": "суық сурет",
        "бала": "балалық балам-ай баласыз",
        "жол": "жолдас жолаушы жолсыз",
        "қой": "қоян қойма",
        "тас": "тасымал тасқын",
        "сот": "сотталды соттау",
        "мектеп": "мектептік мектепаралық мектебтер",
        "қазақ": "қазақтан-ақ қазақша",
        "үш": "үшін үшінші",
        "тең": "теңге теңіз",
        "жер": "жердей жерлес",
        "кезекті": "кезектің",
        "адам": "адамгершілік адамдер",  # harmony
        "үй": "үйлар",
    },
    "ru": {
        "министр": "министерство министерский",
        "город": "городской",
        "голос": "голосование",
        "политик": "политический",
        "стол": "столовая столица",
        "право": "правительство правило",
        "такой": "так таков",
    },
    "en": {"policy": "police policing", "plan": "plane planet", "see": "seed", "listen": "listener"},
}  # fmt: skip


@pytest.mark.parametrize("lang", FORMS)
def test_forms(lang: str) -> None:
    refused = [
        (form, lemma)
        for lemma, forms in FORMS[lang].items()
        for form in forms.split()
        if not is_form(form, lemma, lang)
    ]
    assert refused == []


@pytest.mark.parametrize("lang", OTHERS)
def test_words_that_begin_alike(lang: str) -> None:
    taken = [
        (word, lemma)
        for lemma, words in OTHERS[lang].items()
        for word in words.split()
        if is_form(word, lemma, lang)
    ]
    assert taken == []


def test_other_languages_have_no_forms() -> None:
    assert is_form("Schule", "schule", "de")
    assert not is_form("Schulen", "Schule", "de")


def test_adjectives_that_stand_for_a_noun_are_no_forms_of_it() -> None:
    assert not is_form("турнирная", "турнир", "ru")
    assert any(stem.begins("турнирная") for stem in attributive_stems("турнир", "ru"))
    assert any(stem.begins("экономической") for stem in attributive_stems("экономика", "ru"))
    assert any(stem.begins("улытауский") for stem in attributive_stems("улытау", "ru"))
    assert any(stem.begins("облыстық") for stem in attributive_stems("облыс", "kk"))
    assert any(stem.begins("шешімінсіз") for stem in attributive_stems("шешімі", "kk"))
    assert attributive_stems("tournament", "en") == ()


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("шешілді", "шешу"), ("салынып", "салу"), ("жоспарланған", "жоспарлау"), ("сұралатын", "сұрау"),
        ("бөлінген", "бөлу"), ("жиналуда", "жинау"), ("жылғы", "жыл"), ("түнгі", "түн"), ("кешкі", "кеш"),
        ("шекаралық", "шекара"),
    ],
)  # fmt: skip
def test_a_passive_and_an_adjective_of_time_stand_for_their_kazakh_lemma(word: str, lemma: str) -> None:
    assert any(stem.begins(word) for stem in attributive_stems(lemma, "kk"))
    assert not is_form(word, lemma, "kk")


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("шешті", "шешу"), ("салады", "салу"), ("келін", "келу"), ("қандай", "қан"), ("тауы", "тау")],
)
def test_other_forms_and_words_are_no_passive(word: str, lemma: str) -> None:
    assert not any(stem.begins(word) for stem in attributive_stems(lemma, "kk"))


@pytest.mark.parametrize(
    ("word", "lemma", "lang"),
    [
        ("банкке", "банк", "kk"), ("секундына", "секунд", "kk"), ("туристерге", "турист", "kk"),
        ("азаяды", "азаю", "kk"), ("оқиды", "оқу", "kk"), ("ренжитін", "ренжу", "kk"),
        ("людям", "человек", "ru"), ("дети", "ребёнок", "ru"),
        ("children’s", "child", "en"), ("people", "person", "en"), ("women", "woman", "en"),
    ],
)  # fmt: skip
def test_forms_of_loans_and_irregular_plurals(word: str, lemma: str, lang: str) -> None:
    assert is_form(word, lemma, lang)


WORDS = st.sampled_from([word for forms in FORMS["kk"].values() for word in forms.split()])
LEMMAS = [lemma for lang in ("kk",) for lemma in (*FORMS[lang], *OTHERS[lang])]


@given(st.lists(st.sampled_from(LEMMAS), unique=True), WORDS | st.text("абгдеіқлмнрстыую-", max_size=12))
def test_lemmas_find_what_is_a_form(chosen: list[str], word: str) -> None:
    lemmas = Lemmas("kk")
    numbers = lemmas.add_all(chosen)
    capitals = word[1:2].isupper()
    expected = {
        number
        for number, lemma in zip(numbers, chosen, strict=True)
        if is_form(word, lemma, "kk") and (capitals or lemma != "АҚШ")
    }
    assert set(lemmas.of(word)) == expected
    assert lemmas.of(word) == lemmas.of(word)


@given(st.text(max_size=12), st.sampled_from(["kk", "ru", "en", "de"]))
def test_every_word_is_a_form_of_itself_and_has_stems(word: str, lang: str) -> None:
    assert is_form(word, word, lang)
    assert all(folded(word, lang)[:1] == stem.letters[:1] for stem in stems(folded(word, lang), lang))
