"""Documents from a memory and from texts that were handed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tm.errors import InputError, UnreadableFile, UsageError, WrongLanguage
from tm.memory import Memory
from tm.review.draft import State
from tm.review.exchange import documents
from tm.review.exchange.documents import Listed, Upload, aligned, of_document, of_memory
from tm.units import Prop, TranslationUnit, Variant


def unit(name: str | None, *texts: tuple[str, str], **said: str) -> TranslationUnit:
    props = [Prop("x-document", name)] if name else []
    props += [Prop(f"x-{kind}" if kind != "note" else None, value) for kind, value in said.items()]
    return TranslationUnit(None, tuple(Variant(*text) for text in texts), tuple(props))


@pytest.fixture(params=["sqlite", "postgres"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Memory]:
    if request.param == "postgres":
        place = str(request.getfixturevalue("fresh_database"))
    else:
        place = str(tmp_path / "tm.sqlite")
    with Memory(place, create=True) as opened:
        opened.add(
            [
                unit("a", ("kk", "Қала жаңарды. Ол үлкен."), ("en-GB", "The city was renewed. It is big.")),
                unit("b", ("kk", "Иә."), ("ru", "Да."), confidence="0.412", review="edited"),
                unit(
                    "a", ("kk", "Көпір бар."), ("en-GB", "There is a bridge."), review="confirmed", note="old"
                ),
                unit(None, ("kk", "Жоқ."), ("en", "No.")),
                unit("a", ("ru", "Снег.")),
                unit("only-russian", ("ru", "Снег.")),
            ]
        )
        yield opened


def test_documents_are_listed_with_units_and_languages(memory: Memory) -> None:
    assert of_memory(memory) == [
        Listed("", 1, {"en": 1, "kk": 1}),
        Listed("a", 3, {"en-GB": 2, "kk": 2, "ru": 1}),
        Listed("b", 1, {"kk": 1, "ru": 1}),
        Listed("only-russian", 1, {"ru": 1}),
    ]


def test_units_of_a_document_become_rows(memory: Memory) -> None:
    source, draft = of_document(memory, "a", ("kk", "en"))
    assert draft.langs == ("kk", "en") and [row.id for row in draft.rows] == [1, 3] and draft.next_id == 4
    assert draft.rows[0].sides == (("Қала жаңарды.", "Ол үлкен."), ("The city was renewed.", "It is big."))
    assert [(row.state, row.note, row.unit) for row in draft.rows] == [
        (State.OPEN, "", 1), (State.CONFIRMED, "old", 3)
    ]  # fmt: skip
    assert set(source.units) == {1, 3, 5} and source.name == "a"
    _, whole = of_document(memory, "a", ("kk", "en"), parted=False)
    assert whole.rows[0].sides[0] == ("Қала жаңарды. Ол үлкен.",)


def test_confidence_and_review_are_taken_over(memory: Memory) -> None:
    (row,) = of_document(memory, "b", ("kk", "ru"))[1].rows
    assert (row.confidence, row.state, row.edited) == (0.412, State.OPEN, True)
    assert of_document(memory, "", ("kk", "en"))[1].rows[0].sides == (("Жоқ.",), ("No.",))


def test_what_can_not_be_reviewed_is_said(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no unit is of the document 'c'"):
        of_document(memory, "c", ("kk", "en"))
    with pytest.raises(InputError, match="has no text in en, kk-Latn"):
        of_document(memory, "only-russian", ("en", "kk-Latn"))
    with pytest.raises(UsageError, match="two or three different languages"):
        of_document(memory, "a", ("kk", "kk-KZ"))
    monkeypatch.setattr(documents, "MOST", 2)
    with pytest.raises(InputError, match="more than 2 units"):
        of_document(memory, "a", ("kk", "en"))


KK, EN = "Қала жаңарды. Көпір бар.", "The city was renewed. There is a bridge."


def test_texts_that_are_handed_over_are_aligned(tmp_path: Path) -> None:
    (tmp_path / "spooled").write_text(EN, encoding="utf-8")
    uploads = [Upload("C:\\news\\town.kk.txt", KK.encode()), Upload("x", tmp_path / "spooled", "en")]
    source, draft, warnings = aligned(uploads)
    assert (source.project, source.name, draft.langs, warnings) == ("uploads", "town", ("kk", "en"), ())
    assert [row.shape for row in draft.rows] == [(1, 1), (1, 1)] and source.signature.startswith("ushtil:")


def test_what_is_wrong_with_them_names_the_file_as_it_was_called() -> None:
    good = Upload("town.kk.txt", KK.encode())
    with pytest.raises(WrongLanguage, match=r"^town\.en\.txt: declared en but reads like kk"):
        aligned([good, Upload("../town.en.txt", KK.encode())])
    with pytest.raises(UnreadableFile, match=r"^b\.txt: is a PDF"):
        aligned([good, Upload("b.txt", b"%PDF-1.7")])
    with pytest.raises(UnreadableFile, match=r"^b\.txt: is empty"):
        aligned([good, Upload("b.txt", b"")])
    with pytest.raises(UsageError, match="different languages"):
        aligned([good, Upload("b.kk.txt", KK.encode())])
    with pytest.raises(UsageError, match="two or three versions"):
        aligned([good])
    assert "taken for en" in aligned([good, Upload("b.txt", EN.encode())]).warnings[0]
