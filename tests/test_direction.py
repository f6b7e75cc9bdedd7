"""From which language to which: what is said, else what letters, words and the memory tell."""

from __future__ import annotations

import pytest

from tm.direction import known_source, lettered, source_of, target_of
from tm.errors import UsageError

KNOWN = ["en", "kk", "ru"]


@pytest.mark.parametrize(
    ("text", "target", "lang"),
    [
        ("Сұхбаттың толық нұсқасы", None, "kk"),
        ("Полная версия", None, "ru"),
        ("The whole of it", None, "en"),
        ("Жоба 2015 жылы басталды.", None, "kk"),  # none of Kazakh's own letters
        ("Астана", "ru-RU", "kk"),
        ("Астана", None, "ru"),
        ("Астана", "en", "ru"),
        ("Жоба 2015 жылы басталды.", "kk", "ru"),  # into Kazakh it can't be from Kazakh
    ],
)
def test_source_by_letters_and_words(text: str, target: str | None, lang: str) -> None:
    assert source_of(text, KNOWN, "m", target) == lang


def test_a_language_that_the_memory_has_not() -> None:
    assert source_of("Жоба 2015 жылы басталды.", ["en", "ru"], "m") == "ru"
    with pytest.raises(UsageError, match=r"m: has no text in Kazakh \(kk\); it has English \(en\)"):
        source_of("Сұхбаттың толық нұсқасы", ["en"], "m")
    with pytest.raises(UsageError, match="m: has no units yet"):
        known_source("kk", [], "m")


def test_tags_are_kept_as_written() -> None:
    assert known_source("KK_kz", KNOWN, "m") == "KK_kz"
    assert target_of("KK_kz", KNOWN, "m", "en-GB") == "en-GB"


def test_the_target_is_the_only_other_language() -> None:
    assert target_of("kk-KZ", ["kk", "de"], "m") == "de"
    with pytest.raises(UsageError, match="say which with --to"):
        target_of("kk", KNOWN, "m")
    with pytest.raises(UsageError, match="no other language than Kazakh"):
        target_of("kk", ["kk"], "m")
    with pytest.raises(UsageError, match="name two languages"):
        target_of("kk-KZ", KNOWN, "m", "kk")


def test_languages_with_such_letters() -> None:
    known = ["de", "en", "kk", "ru", "uk"]
    assert lettered("word", known) == ["de", "en"]
    assert lettered("слово", known) == ["kk", "ru", "uk"]
    assert lettered("сөз", known) == ["kk", "uk"]
    assert lettered("語", known) == known
    assert lettered("word", ["kk", "ru"]) == ["kk", "ru"]
