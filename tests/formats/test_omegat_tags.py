"""Tags of documents and inline codes of memories, as OmegaT sees them. Found by trying, and asserted below:

- In its own text a tag is a shortcut, `<b0>` and `</b0>`: the first letter of the tag's name, and its
  number in the segment, from 0, that both halves of a pair share. `<img/>` is `<i1/>`. HTML's `<br>` ends a
  segment. Tags around a whole segment are no part of it.
- By default it leaves inline codes out of a memory, so that a source with codes matches no source with
  tags. What matches is a shortcut as text. With creationtool="OmegaT" the content of codes is text, and may
  be the shortcut.
- With the preference `ext_tmx_show_level2` it makes shortcuts of codes. Their letter is the first letter of
  the native content, else of `type`, else that of an earlier bpt with the same `i` in the file, else f. Their
  number counts the codes of the variant, in each language for itself, but a bpt may say it in `x`, from 1.
  Codes in another order in the target therefore need `x`, which a ph or it can't have. A bpt without `i` and
  a sub make it refuse the file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.omegat import Case, Outcome, project, translated, unit, write
from tm.formats.tmx import read_tmx
from tm.units import Code, Content, Header

FIRST, SECOND = ("x", "1"), ("x", "2")  # what OmegaT numbers codes by


def pair(i: int, name: str, text: str, *more: tuple[str, str]) -> Content:
    """Text between two codes; without a name they have no content."""
    start, end = ((f"<{name}>",), (f"</{name}>",)) if name else ((), ())
    return Code("bpt", (("i", str(i)), *more), start), text, Code("ept", (("i", str(i)),), end)


def ph(content: str) -> Code:
    return Code("ph", (), (content,))


# By name: a paragraph of a page, the unit that should serve it, and what should stand in its place.
SHORTCUTS: dict[str, Case] = {
    "any order": (
        "Ол <B>тез</B> <i>келді</i>.",
        unit("Ол <b0>тез</b0> <i1>келді</i1>.", "<i1>Пришёл</i1> он <b0>быстро</b0>."),
        "<i>Пришёл</i> он <B>быстро</B>.",
    ),
    "alone": (
        "Сурет <img src='q'> <b>мынау</b>.",
        unit("Сурет <i0> <b1>мынау</b1>.", "<b1>Вот</b1> <i0>."),
        "<b>Вот</b> <img src='q'>.",
    ),
    "closed": ("Сурет <img src='q'/> сол.", unit("Сурет <i0/> сол.", "То <i0/>."), "То <img src='q'/>."),
    "around": ("<b>Бәрі қалың.</b>", unit("Бәрі қалың.", "Всё жирно."), "<b>Всё жирно.</b>"),
    "break": ("Бір<br>екі.", unit("екі.", "два."), "Бір<br>два."),
    "left out": (
        "Таңбасыз.",
        unit(("Таң", *pair(1, "b", "ба"), "сыз."), ("Без ", *pair(1, "b", "знака"), ".")),
        "Без знака.",
    ),
    "unlike": (
        "Ол <b>тез</b> кетті.",
        unit(("Ол ", *pair(1, "b", "тез"), " кетті."), "X"),
        "Ол <b>тез</b> кетті.",
    ),
}
# The same in a memory that says it is OmegaT's.
OWN: Case = (
    "Ол <b>мұнда</b> <i>отыр</i>.",
    unit(
        ("Ол ", *pair(1, "b0", "мұнда"), " ", *pair(2, "i1", "отыр"), "."),
        (*pair(2, "i1", "Сидит"), " он ", *pair(1, "b0", "здесь"), "."),
    ),
    "<i>Сидит</i> он <b>здесь</b>.",
)
# The same for an OmegaT that was told to show codes.
CODES: dict[str, Case] = {
    "content": (
        "Ол <b>тез</b> келді.",
        unit(("Ол ", *pair(1, "b", "тез"), " келді."), ("Он ", *pair(1, "bold", "быстро"), " пришёл.")),
        "Он <b>быстро</b> пришёл.",
    ),
    "type": (
        "Ол <i>баяу</i> келді.",
        unit(
            ("Ол ", *pair(4, "", "баяу", ("type", "italic")), " келді."),
            ("Он ", *pair(9, "", "медленно", ("type", "italic")), "."),
        ),
        "Он <i>медленно</i>.",
    ),
    "neither": (
        "Ол <font>сұр</font> екен.",
        unit(("Ол ", *pair(7, "", "сұр"), " екен."), ("Он ", *pair(7, "", "сер"), ".")),
        "Он <font>сер</font>.",
    ),
    "an earlier i": (
        "Ол <b>көк</b> екен.",
        unit(("Ол ", *pair(1, "", "көк"), " екен."), ("Он ", *pair(1, "", "синий"), ".")),
        "Он <b>синий</b>.",
    ),
    "nested": (
        "Ол <b>өте <i>тез</i></b> кетті.",
        unit(
            ("Ол ", *pair(1, "b", "өте ")[:2], *pair(2, "i", "тез"), pair(1, "b", "")[2], " кетті."),
            ("Ушёл он ", *pair(1, "b", "очень ")[:2], *pair(2, "i", "быстро"), pair(1, "b", "")[2], "."),
        ),
        "Ушёл он <b>очень <i>быстро</i></b>.",
    ),
    "another order": (
        "Ол <b>кеше</b> <i>келді</i>.",
        unit(
            ("Ол ", *pair(1, "b", "кеше"), " ", *pair(2, "i", "келді"), "."),
            (*pair(2, "i", "Пришёл"), " он ", *pair(1, "b", "вчера"), "."),
        ),
        "&lt;i0&gt;Пришёл&lt;/i0&gt; он &lt;b1&gt;вчера&lt;/b1&gt;.",
    ),
    "another order with x": (
        "Ол <b>тез</b> <a href='#'>келді</a>.",
        unit(
            ("Ол ", *pair(1, "b", "тез", FIRST), " ", *pair(2, "a", "келді", SECOND), "."),
            (*pair(1, "a", "Пришёл", SECOND), " он ", *pair(2, "b", "быстро", FIRST), "."),
        ),
        "<a href='#'>Пришёл</a> он <b>быстро</b>.",
    ),
    "ph": (
        "Сурет <img src='q'> <b>мынау</b>.",
        unit(
            ("Сурет ", ph("<img>"), " ", *pair(1, "b", "мынау"), "."),
            ("Вот ", ph("i"), " ", *pair(1, "b", "он"), "."),
        ),
        "Вот <img src='q'> <b>он</b>.",
    ),
    "text": SHORTCUTS["any order"],
}
REFUSED = {
    "no i": unit(("Ол ", Code("bpt", (), ("<b>",)), "екі."), "Да."),
    "sub": unit(("Ол ", Code("bpt", (("i", "1"),), ("<a t=", Code("sub", (), ("б",)), ">")), "үш."), "Да."),
}


@pytest.fixture(scope="module")
def page(omegat: str, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A page in a project without settings."""
    place = tmp_path_factory.mktemp("page")
    cases = (*SHORTCUTS.values(), OWN)
    memories = project(place, "kk", "ru", {"page.html": [line for line, _, _ in cases]})
    write(memories / "shortcuts.tmx", *(one for _, one, _ in SHORTCUTS.values()))
    write(memories / "own.tmx", OWN[1], header=Header(srclang="kk", creationtool="OmegaT"))
    return translated(omegat, place)


@pytest.mark.parametrize("name", SHORTCUTS)
def test_tags_are_shortcuts(page: Outcome, name: str) -> None:
    assert page.documents["page.html"][list(SHORTCUTS).index(name)] == SHORTCUTS[name][2]


def test_codes_of_an_omegat_memory_are_text(page: Outcome) -> None:
    assert page.documents["page.html"][-1] == OWN[2]


def test_its_tags_are_codes_again(page: Outcome) -> None:
    """Of the memories of a project that OmegaT writes, one has tags as codes."""
    written = page.place / f"{page.place.name}-level2.tmx"
    found = next(one for one in read_tmx(written) if one.variants[0].text == "Ол мұнда отыр.")
    codes = [piece for piece in found.variants[1].content if isinstance(piece, Code)]
    assert [(code.kind, code.attribute("i"), code.content) for code in codes] == [
        ("bpt", "1", ("<i1>",)),
        ("ept", "1", ("</i1>",)),
        ("bpt", "0", ("<b0>",)),
        ("ept", "0", ("</b0>",)),
    ]


def test_codes_are_matched_where_it_shows_them(omegat: str, tmp_path: Path) -> None:
    memories = project(tmp_path, "kk", "ru", {"page.html": [line for line, _, _ in CODES.values()]})
    write(memories / "codes.tmx", *(one for _, one, _ in CODES.values()))
    for name, one in REFUSED.items():
        write(memories / f"{name}.tmx", one)
    outcome = translated(omegat, tmp_path, ext_tmx_show_level2="true")
    found = dict(zip(CODES, outcome.documents["page.html"], strict=True))
    assert found == {name: out for name, (_, _, out) in CODES.items()}
    assert outcome.refused == set(REFUSED)
