"""A segment with codes whose text changes: the text is the new one, and the codes are the old ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tm.matching.rewording import reworded
from tm.units import Code, Content, plain

_CODE = Code("ph", (("x", "1"),), ("<br>",))
_BOLD = Code("hi", (), ("қалың",))
_texts = st.text("аб 1", max_size=4)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Segments with strings and codes in turn."""
    pieces: list[str | Code] = []
    for text in draw(st.lists(_texts, max_size=4)):
        pieces += [text, draw(st.sampled_from([_CODE, _BOLD]))] if text else [_CODE]
    return tuple(pieces)


@given(contents(), st.text("абқ 1", max_size=12))
def test_the_text_is_the_new_one_and_the_codes_stay(content: Content, text: str) -> None:
    made = reworded(content, text)
    if made is None:
        return
    assert plain(made) == text
    assert [one for one in made if isinstance(one, Code)] == [one for one in content if isinstance(one, Code)]
    assert "" not in made


@given(contents())
def test_the_same_text_changes_nothing(content: Content) -> None:
    assert reworded(content, plain(content)) == content


def test_a_change_over_a_code_is_none() -> None:
    assert reworded(("бір ", _CODE, "екі"), "үш") is None
    assert reworded(("бір ", _BOLD, " екі"), "бір жұқа екі") is None
    assert reworded(("5", _CODE, " км"), "15 км") == ("15", _CODE, " км")
