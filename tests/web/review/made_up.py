"""Documents to review: a small one of three languages with all kinds of rows, and a long one."""

from __future__ import annotations

from tm.review.draft import Draft, Row, Source, State

SMALL = (
    (("Бірінші сөйлем.",), ("The first sentence.",), ("Первое предложение.",), 0.98),
    (("Екінші сөйлем.", "Ол қысқа."), ("The second one, which is short.",), ("Второе. Короткое.",), 0.4),
    (("Үшінші.",), ("The third.", "And more."), ("Третье.", "И ещё.", "И ещё раз."), 0.72),
    (("Төртінші сөйлем осы.",), ("This is the fourth.",), ("Это четвёртое.",), 0.95),
    ((), ("Only English here.",), (), 0.31),
    (("Алтыншы.",), ("The sixth.",), ("Шестое.",), 0.99),
    (("Жетінші сөйлем.",), ("The seventh sentence.",), ("Седьмое предложение.",), 0.97),
    (("Сегізінші.",), ("The <b>eighth</b> & last?",), ("Восьмое.",), 0.55),
    (("Тоғызыншы.",), ("The ninth.",), ("Девятое.",), 0.96),
    (("Оныншы сөйлем.", "Соңғысы."), ("The tenth sentence.", "It ends."), ("Десятое.", "Конец."), 0.88),
)


def small(name: str = "small") -> tuple[Source, Draft]:
    """Ten rows in Kazakh, English and Russian."""
    rows = tuple(Row(k, (kk, en, ru), sure) for k, (kk, en, ru, sure) in enumerate(SMALL, start=1))
    return Source("tests", name), Draft(("kk", "en", "ru"), rows, len(rows) + 1)


def two(name: str = "two") -> tuple[Source, Draft]:
    """Four rows in two languages, the last rejected and with a note."""
    rows = [Row(k, ((f"Сөйлем {k}.",), (f"Sentence {k}.",)), 0.9) for k in range(1, 4)]
    last = Row(4, (("Артық.",), ()), 0.2, State.REJECTED, marked=True, note="not of this text")
    return Source("tests", name), Draft(("kk", "en"), (*rows, last), 5)


def long(count: int, name: str = "long") -> tuple[Source, Draft]:
    """As many rows as asked for; each hundredth is doubtful."""
    rows = tuple(
        Row(
            k,
            (
                (f"Бұл құжаттың {k} сөйлемі, онша ұзақ емес.",),
                (f"This is sentence {k} of the document, and it is not very long.",),
                (f"Это предложение {k} документа, не очень длинное.",),
            ),
            0.3 if k % 100 == 50 else 0.95,
        )
        for k in range(1, count + 1)
    )
    return Source("tests", name), Draft(("kk", "en", "ru"), rows, count + 1)


def real(name: str = "real") -> tuple[Source, Draft]:
    """Three rows that an aligner would make so again."""
    texts = (
        (
            "Қала әкімдігі жаңа көпір салады.",
            "The city will build a new bridge.",
            "Город построит новый мост.",
        ),
        (
            "Құрылыс 2027 жылы басталып, екі жылға созылады, оған 15 миллиард теңге бөлінді.",
            "Work will begin in 2027 and take two years; 15 billion tenge have been set aside for it.",
            "Строительство начнётся в 2027 году и продлится два года, на него выделено 15 миллиардов тенге.",
        ),
        ("Тұрғындар қуанышты.", "Residents are glad.", "Жители рады."),
    )
    rows = tuple(Row(k, tuple((text,) for text in row), 0.9) for k, row in enumerate(texts, start=1))
    return Source("tests", name), Draft(("kk", "en", "ru"), rows, 4)
