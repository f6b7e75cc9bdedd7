"""A change of a draft: some rows that stand together give way to others."""

from __future__ import annotations

from typing import NamedTuple

from tm.review.draft import Draft, Row, spliced


class Splice(NamedTuple):
    """Rows that stand together, and those that take their place; neither is ever empty.

    It is found by its old rows, wherever they stand by now, so that it still fits a draft which somebody
    has changed elsewhere; turned round, it takes itself back.
    """

    old: tuple[Row, ...]
    new: tuple[Row, ...]

    def fits(self, draft: Draft) -> bool:
        """Whether the draft has the old rows, unchanged and together."""
        start = draft.place(self.old[0].id)
        return start is not None and draft.rows[start : start + len(self.old)] == self.old

    def applied(self, draft: Draft) -> Draft:
        """The draft with the change made; ValueError where it does not fit."""
        start = draft.place(self.old[0].id)
        if start is None or draft.rows[start : start + len(self.old)] != self.old:
            raise ValueError("the rows are not there as they were")
        highest = max(row.id for row in self.new)
        return Draft(
            draft.langs, spliced(draft.rows, start, self.old, self.new), max(draft.next_id, highest + 1)
        )

    @property
    def inverse(self) -> Splice:
        """The change that takes this one back."""
        return Splice(self.new, self.old)
