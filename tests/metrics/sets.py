"""Sets of hypotheses and references to be scored: small ones that were made up, and those of WMT19."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from tests.conftest import ROOT

WMT19 = ROOT.parent / "shared" / "data" / "mt" / "wmt19.kk-en"
TEXTS = (
    "«Сынақ» сәтті өтті, – деді министр.",
    "Бұл – 2019 жылғы 3,5 млн теңгелік жоба.",
    "Елордада қар жауды.",
    "He said: “It won't be easy...” (and it wasn't).",
    "U.S. stocks rose 1.5%; oil fell to $60.25 a barrel.",
    "Иә.",
    "Во-первых, это — не ошибка!",
    "ҚАЗАҚСТАН Республикасының Президенті Қ.-Ж. Тоқаев",
    "a a a a b b b b",
    "E-mail: name@example.com, tel. 8-777-123-45-67",
    "The cat sat on the mat.",
)


@dataclass(frozen=True)
class ScoredSet:
    """Systems with a hypothesis a segment, and one or more references a segment."""

    name: str
    systems: dict[str, tuple[str, ...]]
    references: tuple[tuple[str, ...], ...]

    def every(self, step: int) -> ScoredSet:
        """Only the first of every `step` segments."""
        systems = {name: texts[::step] for name, texts in self.systems.items()}
        return ScoredSet(self.name, systems, self.references[::step])

    def only(self, count: int) -> ScoredSet:
        """Only the first `count` systems."""
        return ScoredSet(self.name, dict(list(self.systems.items())[:count]), self.references)


def repeated(count: int) -> tuple[str, ...]:
    """The texts again and again, each time with a number, so that none is said twice."""
    return tuple(f"{text} {place // len(TEXTS)}" for place, text in islice(enumerate(cycle(TEXTS)), count))


def without_last(text: str) -> str:
    return " ".join(text.split()[:-1])


def reversed_words(text: str) -> str:
    return " ".join(reversed(text.split()))


def worse(texts: Sequence[str], step: int) -> tuple[str, ...]:
    """The texts with errors of several kinds in all but every `step`-th."""
    kinds = (without_last, reversed_words, str.upper, lambda text: f"{text} {text}", lambda text: "")
    return tuple(
        text if place % step == 0 else kinds[place % len(kinds)](text) for place, text in enumerate(texts)
    )


def of_length(count: int) -> ScoredSet:
    """So many segments, one reference, three systems."""
    texts = repeated(count)
    systems = {"good": worse(texts, 2), "fair": worse(texts, 3), "poor": worse(texts, 7)}
    return ScoredSet(f"{count} segments", systems, tuple((text,) for text in texts))


def changed(texts: Sequence[str], place: int, text: str) -> tuple[str, ...]:
    return (*texts[:place], text, *texts[place + 1 :])


def made_up() -> list[ScoredSet]:
    """Sets that are hard on tests of significance: tiny, alike, equally good, empty, of any length."""
    texts = repeated(23)
    single = tuple((text,) for text in texts)
    fair = worse(texts, 3)
    words = ("one two three four five",) * 9
    missing = "one two three four"
    several = tuple(
        (text, reversed_words(text), f"{text} и ещё")[: 1 + place % 3] for place, text in enumerate(texts)
    )
    return [
        *map(of_length, (1, 2, 3, 5, 31, 32, 33, 65)),
        ScoredSet("alike", {"one": fair, "two": fair, "three": texts}, single),
        ScoredSet("one differs", {"one": fair, "two": changed(fair, 4, ""), "three": fair}, single),
        ScoredSet(
            "equally good",
            {
                "first": changed(words, 0, missing),
                "last": changed(words, 8, missing),
                "both": changed(changed(words, 0, missing), 8, missing),
            },
            tuple((text,) for text in words),
        ),
        ScoredSet("empty", {"none": ("",) * 23, "half": worse(texts, 2), "blank": (" ",) * 23}, single),
        ScoredSet("nothing shared", {"x": ("ξ",) * 23, "y": ("ψ ψ ψ ψ ψ",) * 23, "z": fair}, single),
        ScoredSet("one to three references", {"one": fair, "two": worse(texts, 5), "same": texts}, several),
        ScoredSet(
            "three references",  # whose average length is no number that a computer can write down
            {"one": fair, "two": worse(texts, 4), "three": worse(texts, 2)},
            tuple((text, f"{text} {text}", without_last(text)) for text in texts),
        ),
        ScoredSet(
            "empty references",
            {"one": fair, "two": texts, "none": ("",) * 23},
            tuple((text, "") if place % 2 else ("",) for place, text in enumerate(texts)),
        ),
    ]


def wmt19() -> ScoredSet:
    """Seven systems that translated news from Kazakh into English in 2019, 821 segments."""

    def lines(path: Path) -> tuple[str, ...]:
        return tuple(path.read_text("utf-8").split("\n")[:-1])

    outputs = sorted(path for path in WMT19.glob("*.en") if path.name != "ref.en")
    references = tuple((line,) for line in lines(WMT19 / "ref.en"))
    return ScoredSet("wmt19", {path.stem: lines(path) for path in outputs}, references)


def with_second_reference(scored: ScoredSet, name: str) -> ScoredSet:
    """The same with what one system says as a second reference of two of three segments."""
    second = scored.systems[name]
    return ScoredSet(
        f"{scored.name} with {name}",
        {other: texts for other, texts in scored.systems.items() if other != name},
        tuple(
            known if place % 3 == 0 else (*known, second[place])
            for place, known in enumerate(scored.references)
        ),
    )
