"""Documents of one file: added, listed, removed and brought back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.review.drafts import AIGERIM, LANGS, SOURCE, draft, plain
from tm.errors import InputError
from tm.review.action import Action
from tm.review.desk import OPEN, Desk, NoSuchReview, Summary
from tm.review.draft import Draft, Source
from tm.review.order import is_doubtful
from tm.units import Code, Prop, TranslationUnit, Variant


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The reviews of a file that is not there yet."""
    return Desk(tmp_path / "reviews.sqlite")


def test_a_file_is_made_when_it_is_needed(desk: Desk) -> None:
    assert desk.documents() == desk.removed() == []
    with pytest.raises(NoSuchReview):
        desk.open(1)
    assert not desk.place.exists()
    desk.add(SOURCE, plain(1))
    assert desk.place.exists()


def test_documents_are_listed_with_how_far_they_are(desk: Desk) -> None:
    second = desk.add(Source("news", "b"), plain(3))
    first = desk.add(Source("news", "a"), plain(6, doubtful=4))
    review = desk.open(first)
    for action in (Action("confirm", 1), Action("reject", 2), Action("merge-next", 5), Action("mark", 3)):
        review.do(AIGERIM, action, review.version)
    changed = review.history()[-1].moment
    doubtful = sum(map(is_doubtful, review.draft.rows))  # what was merged is judged with the rows near by
    assert desk.documents() == [
        Summary(first, "news", "a", LANGS, 5, 1, 1, doubtful, changed, "Айгерім"),
        Summary(second, "news", "b", LANGS, 3, 0, 0, 0, None),
    ]
    for _ in range(4):
        review.undo(AIGERIM)
    assert desk.documents()[0][4:8] == (6, 0, 0, 4)


def test_what_was_added_before_keeps_its_id(desk: Desk) -> None:
    id = desk.add(SOURCE, plain(3))
    desk.open(id).do(AIGERIM, Action("merge-next", 1), 0)
    assert desk.add(SOURCE, plain(3)) == id
    assert len(desk.documents()) == 1


def test_a_document_that_changed_in_its_folder_is_told_of(desk: Desk) -> None:
    desk.add(SOURCE, plain(3))
    with pytest.raises(
        InputError, match="news/article: is under review already, with other texts or beads; add"
    ):
        desk.add(SOURCE, plain(4))
    assert len(desk.documents()) == 1


def test_a_document_that_was_removed_comes_back_whole(desk: Desk) -> None:
    id = desk.add(SOURCE, plain(3))
    desk.open(id).do(AIGERIM, Action("merge-next", 1), 0)
    desk.remove(id)
    assert desk.documents() == []
    assert [summary.id for summary in desk.removed()] == [id]
    with pytest.raises(NoSuchReview):
        desk.open(id)
    with pytest.raises(NoSuchReview):
        desk.remove(id)
    desk.restore(id)
    assert (len(desk.open(id).draft), desk.open(id).version) == (2, 1)


def test_a_name_is_free_when_its_document_was_removed(desk: Desk) -> None:
    old = desk.add(SOURCE, plain(3))
    desk.remove(old)
    new = desk.add(SOURCE, plain(3))
    assert new != old
    with pytest.raises(InputError, match="another is under review by this name"):
        desk.restore(old)
    with pytest.raises(NoSuchReview, match="never was"):
        desk.restore(99)


def test_nothing_of_a_document_is_lost(desk: Desk) -> None:
    content = ("Ол ", Code("ph", (("x", "1"),)), "келді.")
    variants = Variant.of("kk", content, (Prop("x-a", "b"),)), Variant("en", "He came.")
    units = {
        7: TranslationUnit("a:1", variants, (Prop(None, "note"),)),
        9: TranslationUnit(None, variants[1:]),
    }
    source = Source("memory", "тм.sqlite", "/tm.sqlite", "signature", units)
    rows = draft(("Ол келді. \ud83d", "He came.|"), ("", "\0 so"))
    rows = replace(
        rows, rows=(replace(rows.rows[0], unit=7, note="x\ny", marked=True, edited=True), rows.rows[1])
    )
    id = desk.add(source, rows)
    found = Desk(desk.place).open(id)
    assert (found.source, found.draft) == (source, rows)


def test_what_can_not_be_kept_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="no rows"):
        desk.add(SOURCE, Draft(LANGS, (), 1))
    with pytest.raises(InputError, match="bytes that are no text"):
        desk.add(Source("news", "\udcff"), plain(1))


def test_a_document_is_one_object_while_it_is_used(desk: Desk) -> None:
    ids = [desk.add(Source("news", str(n)), plain(2)) for n in range(OPEN + 1)]
    first = desk.open(ids[0])
    assert desk.open(ids[0]) is first
    for id in ids:
        desk.open(id)
    assert desk.open(ids[0]) is not first
    first.do(AIGERIM, Action("mark", 1), 0)  # and what an older one does, the newer one sees
    assert desk.open(ids[0]).draft == first.draft
