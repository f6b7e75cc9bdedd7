from __future__ import annotations

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from tm.digests import digest_of

TEXTS = st.lists(st.text('aбә"\\\n\ud800\U0001f642', max_size=4), max_size=3)


def test_texts_are_told_apart_by_where_they_end() -> None:
    assert digest_of(["a", "bc"]) != digest_of(["ab", "c"]) != digest_of(["abc"])
    assert digest_of(["\ud800"]) != digest_of(["?"])


def test_a_digest_is_what_it_was() -> None:
    """It stands in kept reports and in frozen test sets."""
    assert digest_of([["1", None, ["Иә."]]]) == hashlib.sha256(rb'[["1",null,["\u0418\u04d9."]]]').hexdigest()


@given(TEXTS, TEXTS)
def test_only_what_is_the_same_has_the_same_digest(one: list[str], other: list[str]) -> None:
    assert (digest_of(one) == digest_of(other)) == (json.dumps(one) == json.dumps(other))
    assert digest_of(one) == digest_of(tuple(one))
