"""The documents of a memory are listed by name, a page at a time."""

from __future__ import annotations

from pathlib import Path

from tests.web.elements import page_of, said, select
from tests.web.memory.house import opened
from tm.memory import Memory
from tm.units import Prop, TranslationUnit, Variant
from tm.web.memory import listing


def unit(text: str, document: str) -> TranslationUnit:
    said_of = (Prop("x-document", document),) if document else ()
    return TranslationUnit(None, (Variant("kk", text), Variant("ru", text)), said_of)


def test_documents_are_listed_with_their_units(tmp_path: Path) -> None:
    with opened(tmp_path, filled=False) as house:
        with Memory(house.memory, create=True) as memory:
            memory.add(unit(f"{name} {n}", name) for name in ("Заң", "<b>&", "") for n in range(2))
            memory.add([unit("бір", "Закон.docx")])
            memory.delete([1])
        page = page_of(house.get("/memory/documents"))
        assert said(page, "tbody th") == ["<b>&", "Закон.docx", "Заң"]
        assert said(page, "tbody td") == ["2", "1", "1"]
        assert said(page, "[role=status]") == ["3 documents · 2 units name no document"]
        (link,) = [one.get("href") for one in select(page, "tbody a") if one.text_content() == "<b>&"]
        assert said(page_of(house.get(link)), ".about a") == ["unit 3", "unit 4"]


def test_documents_are_found_by_a_part_of_their_names(tmp_path: Path) -> None:
    with opened(tmp_path, filled=False) as house:
        with Memory(house.memory, create=True) as memory:
            memory.add(unit(f"{n}", f"Заң {n:03}") for n in range(listing.PAGE + 10))
        page = page_of(house.get("/memory/documents?name=ЗАҢ"))
        assert len(select(page, "tbody tr")) == listing.PAGE
        (link,) = select(page, "nav.pages [rel=next]")
        page = page_of(house.get(link.get("href")))
        assert len(select(page, "tbody tr")) == 10 and not select(page, "nav.pages [rel=next]")
        assert said(page_of(house.get("/memory/documents?name=059")), "tbody th") == ["Заң 059"]
        assert not select(page_of(house.get("/memory/documents?name=нет")), "table")
        for odd in ("page=99999999999", "page=x", "page=0", "page=٣"):
            assert select(page_of(house.get(f"/memory/documents?{odd}")), "tbody tr")


def test_without_a_memory_there_are_no_documents(tmp_path: Path) -> None:
    with opened(tmp_path, filled=False) as house:
        assert "tm.sqlite" in house.get("/memory/documents")
