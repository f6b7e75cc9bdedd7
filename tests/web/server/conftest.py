"""A server with a small memory, for the tests of what CAT tools ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.formats.conftest import omegat
from tests.web.server.conversation import Server, serving
from tm.memory import Memory
from tm.units import Code, TranslationUnit, Variant
from tm.web.settings import Settings

__all__ = ["omegat"]

TOKEN = "token-of-the-tests"
BOLD = Code("bpt", (("i", "1"),), ("<b>",)), Code("ept", (("i", "1"),), ("</b>",))
PAIRS = (
    ("Бұл не?", "Что это?"),
    ("Жоба 2014 жылы басталды.", "Проект начался в 2014 году."),
    ("Ол бүгін қалаға барды.", "Сегодня он поехал в город."),
    ("Ол кеше қалаға барды.", "Вчера он поехал в город."),
    ("и/немесе", "и/или"),
    ("/etc/hosts файлы", "файл /etc/hosts"),
    ("100 % дайын?", "готово на 100 %?"),
    ("a+b = c&d#e", "а+б = в&г#д"),
    ("Бірінші жол\nЕкінші жол\tсоңы", "Первая строка\nВторая строка\tконец"),
    ("Қоңырау \x07 белгісі", "Знак \x07 звонка"),
    (26 * "Ол бүгін қалаға барды. ", 26 * "Сегодня он поехал в город. "),
)
UNITS = (
    *(TranslationUnit(None, (Variant("kk", one), Variant("ru", other))) for one, other in PAIRS),
    TranslationUnit(None, (Variant("en-GB", "The colour"), Variant("kk-KZ", "Түс"), Variant("ru", "Цвет"))),
    TranslationUnit(
        None,
        (
            Variant.of("kk", ("Ол ", BOLD[0], "тез", BOLD[1], " келді.")),
            Variant.of("ru", ("Он ", BOLD[0], "быстро", BOLD[1], " пришёл.")),
        ),
    ),
)


def memory_in(folder: Path) -> str:
    """The place of a memory with `UNITS`."""
    place = folder / "tm.sqlite"
    with Memory(place, create=True) as memory:
        memory.add(UNITS)
    return str(place)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that nobody writes to, which looks up in a process."""
    settings = Settings(memory=memory_in(tmp_path_factory.mktemp("memory")))
    with serving(settings, workers=1) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path) -> str:
    """The place of a memory that may be changed."""
    return memory_in(tmp_path)


@pytest.fixture
def writable(place: str) -> Iterator[Server]:
    """A server with a token, over that memory."""
    with serving(Settings(memory=place, token=TOKEN)) as running:
        yield running
