"""What a memory answers is what comparing everything would answer; context, regions and edits count."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tm.errors import InputError
from tm.matching.match import Match
from tm.matching.score import compared
from tm.matching.sides import Side
from tm.memory import Memory, Query
from tm.units import Code, Prop, TranslationUnit, Variant

OPEN = ROOT / "corpora" / "ushtil-open"


def unit(kk: str, ru: str, document: str | None = None, **props: str) -> TranslationUnit:
    said = (("x-document", document), *((f"x-{name}", value) for name, value in props.items()))
    return TranslationUnit(
        None,
        (Variant("kk", kk), Variant("ru", ru)),
        tuple(Prop(kind, value) for kind, value in said if value),
    )


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "tm.sqlite", create=True) as opened:
        yield opened


def shown(matches: Sequence[Match]) -> list[tuple[int, str]]:
    return [(match.percent, match.target) for match in matches]


def lines(subject: str) -> list[tuple[str, str]]:
    texts = [(OPEN / subject / f"{lang}.txt").read_text("utf-8").splitlines() for lang in ("kk", "ru")]
    return [pair for pair in zip(*texts, strict=True) if all(pair)]


def reworded(text: str, draw: random.Random) -> str:
    """The text with a word left out, doubled, or moved, and a number changed."""
    words = text.split()
    where = draw.randrange(len(words))
    word = words.pop(where)
    if draw.random() < 0.6:
        words.insert(draw.randrange(len(words) + 1), word)
    return " ".join(words).replace("1", "7")


@pytest.mark.parametrize("subject", ["manuals", "economy"])
def test_the_best_is_the_best_of_all(memory: Memory, subject: str) -> None:
    pairs = lines(subject)
    memory.add(unit(*pair) for pair in pairs)
    draw = random.Random(1)
    for kk, _ in draw.sample(pairs, 60):
        query = reworded(kk, draw)
        scores = [compared(Side.of(query), Side.of(one)).score for one, _ in pairs]
        matches = memory.lookup(query, "kk", "ru", minimum=50)
        assert matches[0].score == max(scores) if max(scores) >= 50 else not matches
        assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)


def test_what_waits_for_the_index_is_found_like_the_rest(memory: Memory) -> None:
    pairs = lines("manuals")[:600]
    memory.add(unit(*pair) for pair in pairs[:500])
    memory.add(unit(*pair) for pair in pairs[500:])
    language = memory.store.languages()["kk"]
    assert 0 < language.last - language.indexed <= 100
    for kk, ru in pairs[480:520]:
        assert shown(memory.lookup(kk, "kk", "ru", limit=1)) == [(100, ru)]


def test_near_finds_what_comparing_all_finds(memory: Memory) -> None:
    pairs = lines("manuals")[:700]
    memory.add(unit(*pair) for pair in pairs)
    for kk, _ in pairs[::40]:
        all_near = {one for one, _ in pairs if compared(Side.of(kk), Side.of(one)).score >= 60}
        assert {text for _, text, _ in memory.near(kk, "kk", 60)} == all_near
        assert {text for _, text, _ in memory.near(kk, "kk", 60, exhaustive=True)} == all_near


def test_an_exact_match_in_its_place_is_better(memory: Memory) -> None:
    memory.add([unit("Бірінші.", "Первое.", "a"), unit("Иә.", "Да.", "a"), unit("Соңғы.", "Последнее.", "a")])
    memory.add([unit("Басқа.", "Другое.", "b"), unit("Иә.", "Ага.", "b")])
    assert shown(memory.lookup(Query("Иә.", before="Басқа."), "kk", "ru")) == [(101, "Ага."), (100, "Да.")]
    assert shown(memory.lookup(Query("Иә.", after="Соңғы."), "kk", "ru")) == [(101, "Да."), (100, "Ага.")]
    assert shown(memory.lookup(Query("Иә.", before="Соңғы."), "kk", "ru"))[0][0] == 100
    assert shown(memory.lookup(Query("Да.", before="Первое."), "ru", "kk"))[0][0] == 101


def test_units_of_other_documents_are_no_context(memory: Memory) -> None:
    memory.add([unit("Басқа.", "Другое.", "a"), unit("Иә.", "Да.", "b")])
    assert shown(memory.lookup(Query("Иә.", before="Басқа."), "kk", "ru")) == [(100, "Да.")]


@pytest.mark.parametrize("kind", ["x-context-pre", "x-previous-source-text"])
def test_context_that_a_unit_says_itself(memory: Memory, kind: str) -> None:
    said = Prop(kind, "<seg>Басқа &amp; жаңа.</seg>")
    memory.add([TranslationUnit(None, (Variant("kk", "Иә.", (said,)), Variant("ru", "Да.")))])
    assert shown(memory.lookup(Query("Иә.", before="Басқа & жаңа."), "kk", "ru")) == [(101, "Да.")]


def test_units_without_the_target_hide_no_others(memory: Memory) -> None:
    memory.add(
        TranslationUnit(None, (Variant("kk", f"Бүгін ауа райы {word} болады"), Variant("en", word)))
        for word in ("жылы", "суық", "ашық", "бұлтты", "желді", "жақсы") * 10
    )
    memory.add([unit("Бүгін ауа райы жаман болмайды", "Погода сегодня не плохая")])
    matches = memory.lookup("Бүгін ауа райы жаман болады", "kk", "ru", minimum=50)
    assert [match.target for match in matches] == ["Погода сегодня не плохая"]


def test_another_region_is_found_and_loses_points(memory: Memory) -> None:
    memory.add([TranslationUnit(None, (Variant("en-US", "Color"), Variant("kk-KZ", "Түс")))])
    assert shown(memory.lookup("Color", "en", "kk")) == [(100, "Түс")]
    (match,) = memory.lookup("Color", "en-GB", "kk")
    assert match.score < 100 and [penalty.reason for penalty in match.penalties] == ["region"]


def test_codes_count(memory: Memory) -> None:
    bold = (
        "Ол ",
        Code("bpt", (("i", "1"),), ("<b>",)),
        "тез",
        Code("ept", (("i", "1"),), ("</b>",)),
        " кетті",
    )
    memory.add([TranslationUnit(None, (Variant.of("kk", bold), Variant("ru", "Он быстро ушёл")))])
    assert memory.lookup(Query("Ол тез кетті", bold), "kk", "ru")[0].percent == 100
    (match,) = memory.lookup("Ол тез кетті", "kk", "ru")
    assert match.percent < 100 and [penalty.reason for penalty in match.penalties] == ["codes"]


def test_an_unsure_aligner_loses_points_until_somebody_confirms(memory: Memory) -> None:
    memory.add([unit("Иә, болады.", "Да, будет.", confidence="0.3")])
    (match,) = memory.lookup("Иә, болады.", "kk", "ru")
    assert match.percent < 100 and [penalty.reason for penalty in match.penalties] == ["confidence"]
    memory.replace(match.number, unit("Иә, болады.", "Да, будет.", confidence="0.3", review="confirmed"))
    assert memory.lookup("Иә, болады.", "kk", "ru")[0].percent == 100


def test_numbers_are_put_in(memory: Memory) -> None:
    memory.add([unit("Онда 2014 жылы 350 адам болды.", "В 2014 году там было 350 человек.")])
    (match,) = memory.lookup("Онда 2016 жылы 720 адам болды.", "kk", "ru")
    assert match.repaired == "В 2016 году там было 720 человек."


def test_what_was_deleted_or_changed_is_not_found(memory: Memory) -> None:
    memory.add([unit("Ескі мәтін осында.", "Старый текст здесь.")])
    memory.replace(1, unit("Ескі мәтін осында.", "Новый перевод."))
    assert shown(memory.lookup("Ескі мәтін осында.", "kk", "ru")) == [(100, "Новый перевод.")]
    memory.delete([1])
    assert memory.lookup("Ескі мәтін осында.", "kk", "ru") == []
    memory.restore(1)
    assert shown(memory.lookup("Ескі мәтін осында.", "kk", "ru")) == [(100, "Новый перевод.")]
    memory.restore(1, version=1)
    assert shown(memory.lookup("Ескі мәтін осында.", "kk", "ru")) == [(100, "Старый текст здесь.")]


def test_a_language_that_is_not_there_has_no_matches(memory: Memory) -> None:
    memory.add([unit("Иә.", "Да.")])
    assert memory.lookup("Yes.", "en", "ru") == memory.lookup("Иә.", "kk", "en") == []


@pytest.mark.parametrize("variants", [(), (Variant("kk", "a\0b"),), (Variant("kk", "\ud800"),)])
def test_what_no_memory_can_hold_is_refused(memory: Memory, variants: tuple[Variant, ...]) -> None:
    with pytest.raises(InputError, match=r"tm\.sqlite: unit a (has no text|holds)"):
        memory.add([unit("Иә.", "Да."), TranslationUnit("a", variants)])
    assert len(memory) == 0
