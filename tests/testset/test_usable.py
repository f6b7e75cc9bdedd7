"""What can be a reference, and what is said of what can't."""

from __future__ import annotations

import pytest

from tm.testset.usable import Usable, sides
from tm.units import Prop, TranslationUnit, Variant

KK, EN = Variant("kk", "Бүгін қалада жаңа мектеп ашылды."), Variant("en", "A new school opened in the city.")


def fault(*variants: Variant, **props: str) -> str | None:
    said = tuple(Prop(f"x-{name}", value) for name, value in props.items())
    taken = {("en", "It was said before.")}
    return Usable(("kk", "en"), taken=taken).fault(TranslationUnit("1", variants or (KK, EN), said))


@pytest.mark.parametrize(
    ("props", "said"),
    [
        ({}, None),
        ({"confidence": "0.9"}, None),
        ({"confidence": "0.89"}, "confidence below 0.9"),
        ({"confidence": "nan"}, "confidence below 0.9"),
        ({"confidence": "0.1", "review": "confirmed"}, None),
        ({"confidence": "0.1", "review": "edited"}, "confidence below 0.9"),
        ({"confidence": "0.99", "crossing": "moved"}, "crossings"),
        ({"origin": "MT"}, "translated by a machine"),
        ({"origin": "MT", "review": "confirmed"}, None),
        ({"ConfirmationLevel": "RejectedSignOff"}, "rejected by a reviewer"),
    ],
)
def test_of_what_a_unit_says_of_itself(props: dict[str, str], said: str | None) -> None:
    assert fault(**props) == said


@pytest.mark.parametrize(
    ("kk", "en", "said"),
    [
        ("", EN.text, "empty"),
        (KK.text, " \u00a0", "empty"),
        (KK.text, "One", "fewer than 2 words"),
        ("1 2 3.", EN.text, "fewer than 2 words"),
        (KK.text, "Two words", None),
        (KK.text, "First line\nsecond line", "line breaks or controls in the text"),
        (KK.text, "First line\u2028second line", "line breaks or controls in the text"),
        (KK.text, "First column\tsecond column", "line breaks or controls in the text"),
        (KK.text, "Not \uffff in XML", "line breaks or controls in the text"),
        ("Microsoft Windows", "«microsoft windows»", "the same text in two languages"),
        (KK.text, "It was said before.", "in another test set"),
    ],
)
def test_of_texts(kk: str, en: str, said: str | None) -> None:
    assert fault(Variant("kk", kk), Variant("en", en)) == said


@pytest.mark.parametrize(
    "variants", [(KK,), (KK, Variant("ru", EN.text)), (KK, EN, EN._replace(text="Another one.")), (EN,)]
)
def test_one_text_in_each_language(variants: tuple[Variant, ...]) -> None:
    assert fault(*variants) == "without one text in each of kk, en"


def test_sides_come_in_the_order_that_is_asked_for() -> None:
    ru = Variant("ru-RU", "В городе открылась новая школа.")
    unit = TranslationUnit("1", (EN, KK, ru))
    assert sides(unit, ("kk", "ru")) == (KK, ru) and sides(unit, ("kk", "de")) is None
