"""What a match loses for where its unit comes from."""

from __future__ import annotations

import pytest

from tm.matching.match import Penalty
from tm.matching.provenance import DRAFT, MACHINE, REGION, REJECTED, SCRIPT, UNSURE, provenance
from tm.units import Attributes, Prop, TranslationUnit, Variant


def lost(
    *props: Prop,
    langs: tuple[str, str] = ("kk", "en"),
    attributes: Attributes = (),
    of_target: Attributes = (),
) -> tuple[Penalty, ...]:
    pair = Variant(langs[0], "Иә."), Variant(langs[1], "Yes.", attributes=of_target)
    other = Variant("ru", "Да.", (Prop("x-origin", "MT"),))
    return provenance(TranslationUnit(None, (*pair, other), props, attributes), ("kk-KZ", "en-GB"), pair)


def test_nothing_against_it() -> None:
    assert lost() == lost(langs=("kk-kz", "en_GB")) == lost(Prop("x-review", "edited")) == ()


@pytest.mark.parametrize(
    ("langs", "wanted"),
    [
        (("kk", "en-US"), (Penalty("region", REGION),)),
        (("kk-CN", "en-US"), (Penalty("region", REGION), Penalty("region", REGION))),
        (("kk-Cyrl-KZ", "en-Latn"), ()),
        (("kk", "en-x-us"), ()),
    ],
)
def test_another_region(langs: tuple[str, str], wanted: tuple[Penalty, ...]) -> None:
    assert lost(langs=langs) == wanted


def test_another_script() -> None:
    pair = Variant("kk-Cyrl", "Иә."), Variant("en", "Yes.")
    assert provenance(TranslationUnit(None, pair), ("kk-Latn", "en"), pair) == (Penalty("script", SCRIPT),)


@pytest.mark.parametrize(
    "prop",
    [
        Prop("x-origin", "mt"),
        Prop("x-Origin:SingleString", "MachineTranslation"),
        Prop("x-origin", "nmt"),
        Prop("x-origin", "DeepL"),
        Prop("x-origin", "Google Translate"),
        Prop("x-origin", "opus-mt-kk-en"),
        Prop("x-state-qualifier", "leveraged-mt"),
        Prop("x-mt", "yes"),
        Prop("x-machine-translated", "true"),
    ],
)
def test_a_machine_names_itself(prop: Prop) -> None:
    assert lost(prop) == (Penalty("machine", MACHINE),)
    assert lost(prop, Prop("x-review", "confirmed")) == ()
    assert lost(prop, Prop("x-review", "auto")) == (Penalty("machine", MACHINE),)


@pytest.mark.parametrize("name", ["creationid", "changeid", "creationtool"])
def test_a_machine_as_the_maker(name: str) -> None:
    wanted = () if name == "changeid" else (Penalty("machine", MACHINE),)
    assert lost(of_target=((name, "MT!"),)) == lost(attributes=((name, "MT!"),)) == wanted


@pytest.mark.parametrize(
    "maker", ["yandex.user@yandex.ru", "google", "Amitt", "SMTH", "Mtwara", "OmegaT", "Gptova"]
)
def test_people_and_tools_are_no_machines(maker: str) -> None:
    found = lost(of_target=(("creationid", maker),))
    assert found == ((Penalty("machine", MACHINE),) if maker == "google" else ())


@pytest.mark.parametrize(
    ("confidence", "points"), [("0", UNSURE), ("0.45", UNSURE / 2), ("0.9", 0), ("1", 0)]
)
def test_an_unsure_aligner(confidence: str, points: float) -> None:
    found = lost(Prop("x-confidence", confidence), Prop("x-review", "auto"))
    assert sum(penalty.points for penalty in found) == pytest.approx(points)
    assert lost(Prop("x-confidence", confidence), Prop("x-review", "edited")) == ()


@pytest.mark.parametrize(
    ("prop", "wanted"),
    [
        (Prop("x-review", "auto"), (Penalty("draft", DRAFT),)),
        (Prop("x-ConfirmationLevel", "Draft"), (Penalty("draft", DRAFT),)),
        (Prop("x-ConfirmationLevel", "Unspecified"), ()),
        (Prop("x-ConfirmationLevel", "ApprovedSignoff"), ()),
        (Prop("x-ConfirmationLevel", "RejectedTranslation"), (Penalty("rejected", REJECTED),)),
        (Prop("x-state-qualifier", "rejected-grammar"), (Penalty("rejected", REJECTED),)),
    ],
)
def test_states(prop: Prop, wanted: tuple[Penalty, ...]) -> None:
    assert lost(prop) == wanted
