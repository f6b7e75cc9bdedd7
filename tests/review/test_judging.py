"""What a person puts together is judged at once, as part of what they did."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from own import LANGS, documents

from tests.review.drafts import AIGERIM, BORIS, SOURCE, opened
from tm.review.action import Action
from tm.review.desk import Desk
from tm.review.draft import Draft, Row, Source, State
from tm.review.judging import AT_ONCE, JUDGED, PART, by_ourselves, says_nothing, with_opinion
from tm.review.order import is_doubtful
from tm.review.splice import Splice

DOCUMENT = documents("development")[0]


def lines(langs: tuple[str, ...] = LANGS) -> Draft:
    """A document whose rows are right, and of which everything is doubtful."""
    texts = zip(*(DOCUMENT[lang] for lang in langs), strict=True)
    rows = tuple(Row(id, tuple((text,) for text in line), 0.3) for id, line in enumerate(texts, start=1))
    return Draft(langs, rows, len(rows) + 1)


def test_what_is_repaired_is_not_doubtful_any_more(tmp_path: Path) -> None:
    review = opened(tmp_path / "reviews.sqlite", lines())
    review.do(AIGERIM, Action("last-down", 3, "ru"), 0)
    assert all(row.by_hand and is_doubtful(row) for row in review.draft.rows[2:4])
    done = review.do(AIGERIM, Action("first-up", 4, "ru"), 1)
    assert review.draft.rows[2].sides == lines().rows[2].sides
    assert not any(is_doubtful(row) for row in review.draft.rows[:8])
    assert (done.version, done.rows, len(review.history())) == (2, 2, 2)


def test_the_opinion_is_taken_back_with_what_was_done(tmp_path: Path) -> None:
    review = opened(tmp_path / "reviews.sqlite", lines())
    beginning = review.draft.rows
    review.do(AIGERIM, Action("merge-next", 5), 0)
    merged = review.draft.rows
    assert sum(row not in beginning for row in merged) > 3
    review.undo(AIGERIM)
    assert review.draft.rows == beginning
    review.redo(AIGERIM)
    assert review.draft.rows == merged == Desk(tmp_path / "reviews.sqlite").open(review.id).draft.rows


def test_rows_that_are_only_judged_anew_are_nobodys(tmp_path: Path) -> None:
    """Two people who work near each other are not in each other's way because of a figure."""
    place = tmp_path / "reviews.sqlite"
    review = opened(place, lines())
    review.do(AIGERIM, Action("merge-next", 3), 0)
    review.do(BORIS, Action("confirm", 6), 0)
    review.do(BORIS, Action("merge-next", 7), 0)
    review.do(BORIS, Action("merge-next", 1), 0)
    review.undo(AIGERIM)
    assert [row.sides for row in review.draft.rows[1:3]] == [row.sides for row in lines().rows[2:4]]
    assert next(row for row in review.draft.rows if row.id == 6).state is State.CONFIRMED
    review.undo(BORIS)
    review.undo(BORIS)
    assert [row.sides for row in review.draft.rows] == [row.sides for row in lines().rows]
    assert Desk(place).open(review.id).now == review.now


def test_decisions_marks_and_notes_are_no_reason_to_judge() -> None:
    draft = lines(("kk", "en"))
    one = draft.rows[0]
    for other in (replace(one, state=State.CONFIRMED), replace(one, marked=True), replace(one, note="ask")):
        change = (Splice((one,), (other,)),)
        assert with_opinion(draft, change) == change


def test_a_row_that_says_something_else_is_judged_anew() -> None:
    draft = lines(("kk", "en"))
    one = draft.rows[4]
    told = with_opinion(
        draft, (Splice((one,), (replace(one, sides=(one.sides[0], ("No.",)), edited=True),)),)
    )
    (judged,) = (row for splice in told for row in splice.new if row.id == one.id)
    assert judged.confidence not in (None, one.confidence)


def test_languages_that_cannot_be_aligned_and_too_many_rows_are_left() -> None:
    draft = replace(lines(("kk", "en")), langs=("kk", "xx"))
    one, two = draft.rows[:2]
    merged = replace(
        one, sides=tuple(a + b for a, b in zip(one.sides, two.sides, strict=True)), confidence=None
    )
    change = (Splice((one, two), (merged,)),)
    assert with_opinion(draft, change) == change
    many = Draft(
        ("kk", "en"), tuple(Row(k, (("Иә.",), ("Yes.",)), 0.5) for k in range(1, AT_ONCE + 2)), AT_ONCE + 2
    )
    emptied = (
        Splice(
            many.rows, tuple(replace(row, sides=(("Жоқ.",), ("No.",)), confidence=None) for row in many.rows)
        ),
    )
    assert with_opinion(many, emptied) == emptied


def finished(
    steps: Generator[tuple[int, int], None, tuple[Source, Draft]],
) -> tuple[Source, Draft, list[int]]:
    done: list[int] = []
    while True:
        try:
            done.append(next(steps)[0])
        except StopIteration as end:
            return (*end.value, done)


def test_beads_that_all_claim_to_be_sure_say_nothing() -> None:
    draft = lines(("kk", "en"))
    sure = replace(draft, rows=tuple(replace(row, confidence=1.0) for row in draft.rows))
    assert says_nothing(sure) and not says_nothing(draft)
    decided = replace(sure, rows=tuple(replace(row, state=State.CONFIRMED) for row in sure.rows))
    assert not says_nothing(decided)


def test_a_long_document_is_judged_part_by_part_and_its_source_says_so() -> None:
    part = lines(("kk", "en"))
    times = PART // len(part) + 2
    rows = tuple(replace(row, id=k, confidence=1.0) for k, row in enumerate(part.rows * times, start=1))
    slipped = replace(rows[3], sides=(rows[3].sides[0], rows[40].sides[1]))
    draft = Draft(part.langs, (*rows[:3], slipped, *rows[4:]), len(rows) + 1)
    source, judged, done = finished(by_ourselves(replace(SOURCE, signature="other"), draft))
    assert source.signature == f"other|{JUDGED}"
    assert done == [PART, len(rows)]
    assert [row.sides for row in judged.rows] == [row.sides for row in draft.rows]
    assert (judged.rows[3].confidence or 0) < 0.6 < (judged.rows[-5].confidence or 0)


def test_languages_that_cannot_be_aligned_are_not_judged() -> None:
    draft = replace(lines(("kk", "en")), langs=("kk", "xx"))
    assert finished(by_ourselves(SOURCE, draft)) == (SOURCE, draft, [])
