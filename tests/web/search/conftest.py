"""A small memory, and an application that has it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tm.memory import Memory
from tm.units import Code, Prop, TranslationUnit, Variant
from tm.web.application import application
from tm.web.settings import Settings

BOLD = ("Нажмите ", Code("bpt", (("i", "1"),), ("<b>",)), "Пуск", Code("ept", (("i", "1"),), ("</b>",)), ".")
SCRIPT = "<script>alert(1)</script> & <b onclick=alert(2)>рынок</b>"
LONG = "слово " * 150 + "якорь" + " слово" * 150


def unit(tuid: str, document: str = "статья", review: str = "auto", **texts: str) -> TranslationUnit:
    """A unit of a document with texts by language."""
    variants = tuple(Variant(lang, text) for lang, text in texts.items())
    return TranslationUnit(tuid, variants, (Prop("x-document", document), Prop("x-review", review)))


UNITS = (
    unit(
        "1", kk="Министр 2014 жылы келді.", ru="Министр приехал в 2014 году.", en="A minister came in 2014."
    ),
    unit("2", "закон", "confirmed", kk="Бұл заңға сәйкес.", ru="Это по закону.", en="This is by law."),
    unit("3", ru=SCRIPT, en="The market & its <i>prices</i>"),
    TranslationUnit("4", (Variant.of("ru", BOLD), Variant("en", "Press Start."))),
    unit("5", ru=LONG, en="A long one."),
    unit("6", ru="Знак \x02 управления.", en="A control sign."),
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A memory with the units, whose numbers are 1, 2 and so on, in one revision."""
    place = tmp_path_factory.mktemp("made") / "tm.sqlite"
    with Memory(place, create=True) as memory:
        memory.add(UNITS, "made.tmx")
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> str:
    """A copy of it for one test."""
    return str(shutil.copy(made, tmp_path / "tm.sqlite"))


@pytest.fixture
def client(place: str) -> TestClient:
    """Somebody on the same machine who may change things."""
    return visitor(Settings(memory=place))


def visitor(settings: Settings) -> TestClient:
    """Somebody who asks for pages, and follows no redirect."""
    return TestClient(
        application(settings),
        base_url="http://127.0.0.1:8765",
        headers={"accept": "text/html"},
        follow_redirects=False,
    )
