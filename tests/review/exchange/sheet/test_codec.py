"""The rows that the hidden sheet keeps."""

from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.review.draft import Row, State
from tm.review.exchange.sheet import codec
from tm.review.exchange.sheet.codec import rows_in, rows_out

SIDE = st.lists(st.text(max_size=4), max_size=2).map(tuple)
ROWS = st.lists(
    st.builds(
        Row, st.integers(1), st.tuples(SIDE, SIDE).filter(any), st.none() | st.floats(0, 1),
        st.sampled_from(State), st.booleans(), st.booleans(), st.text(max_size=4), st.none() | st.integers(1),
    ),
    max_size=4,
)  # fmt: skip


@given(ROWS)
def test_rows_come_back(rows: list[Row]) -> None:
    assert rows_in(rows_out(rows)) == tuple(rows)


@pytest.mark.parametrize(
    "content",
    [
        {"a": 1},
        [[1]],
        [["1", [["a"]], 0.5, "open", False, False, "", None]],
        [[1, [[7]], 0.5, "open", False, False, "", None]],
        [[1, [[]], 0.5, "open", False, False, "", None]],
        [[1, [["a"]], "0.5", "open", False, False, "", None]],
        [[1, [["a"]], 0.5, "maybe", False, False, "", None]],
        [[1, 7, 0.5, "open", False, False, "", None]],
    ],
)
def test_what_is_no_row_is_refused(content: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        rows_in(zlib.compress(json.dumps(content).encode()))


def test_what_is_cut_off_or_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows_out([Row(1, (("a" * 5000,), ()))])
    with pytest.raises(ValueError, match="cut off"):
        rows_in(whole[:-4])
    monkeypatch.setattr(codec, "LARGEST", 1000)
    with pytest.raises(ValueError, match="more than"):
        rows_in(whole)
    with pytest.raises(ValueError, match="were changed"):
        rows_in(b"no zlib")
