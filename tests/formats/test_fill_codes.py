"""Inline codes of a memory where an XLIFF document is filled: those of the document, or none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.formats.filling import document1, filled, pair, ph
from tm.formats.fillable import Filled
from tm.units import Code, Content


def coded(tmp_path: Path, source: str, match: Content, target: Content) -> tuple[str, Filled]:
    """What is in the target of a document of one unit, filled with an exact match."""
    text = document1(source)
    got, (said,) = filled(tmp_path, text, (match, target, "exact"))
    begin, _, rest = got.partition("<target ")
    assert text.startswith(begin)
    attributes, _, inner = rest.partition(">")
    assert ('state="translated"' in attributes) != said.review
    return inner.partition("</target>")[0], said


def test_codes_become_those_of_the_document(tmp_path: Path) -> None:
    bold = '<bpt id="b" ctype="bold">&lt;b></bpt>қызыл<ept id="b">&lt;/b></ept>'
    match: Content = (*pair("1", "қызыл", "1"), " гүл", ph("2"))
    target: Content = (ph("2"), *pair("1", "красный", "1"), " цветок")
    got, said = coded(tmp_path, f'{bold} гүл<x id="z" q:a="1" xmlns:q="q"/>', match, target)
    assert got == (
        '<x id="z" q:a="1" xmlns:q="q"/><bpt id="b" ctype="bold">&lt;b></bpt>красный<ept id="b">&lt;/b></ept>'
        " цветок"
    )
    assert said == Filled(True, "mapped", False)
    got, _ = coded(tmp_path, '<g id="7">қызыл</g> гүл<bx id="1"/>', match, target)
    assert got == "красный цветок"  # a bx without its ex is no placeholder
    got, _ = coded(tmp_path, '<g id="7">қызыл</g> гүл<x id="1"/>', match, target)
    assert got == '<x id="1"/><g id="7">красный</g> цветок'
    got, _ = coded(tmp_path, '<bx id="1" rid="3"/>қызыл<ex id="2" rid="3"/> гүл<x id="8"/>', match, target)
    assert got == '<x id="8"/><bx id="1" rid="3"/>красный<ex id="2" rid="3"/> цветок'


@pytest.mark.parametrize(
    ("source", "match", "target", "codes"),
    [
        ("Иә", ("Иә",), ("Да", ph("1")), "dropped"),
        ("Иә", ("Иә", ph("1")), ("Да", ph("1")), "dropped"),
        ('И<x id="1"/>ә', ("Иә",), ("Да",), "missing"),
        ('Иә<x id="1"/>', ("Иә", ph("1")), ("Да",), "missing"),
        ('Иә<x id="1"/>', ("Иә",), ("Да", ph("1")), "dropped"),
        ('Иә<x id="1"/>', ("Иә", ph("1"), ph("2")), ("Да", ph("1"), ph("2")), "dropped"),
        ('Иә<x id="1"/>', ("Иә", ph("1")), ("Да", ph("1"), ph("1")), "dropped"),
        ('<g id="1">Иә</g>', ("Иә", ph("1"), ph("2")), ("Да", ph("1"), ph("2")), "dropped"),
        ('<g id="1">Иә</g>', pair("1", "Иә"), (*pair("1", "Да")[1:], pair("1", "")[0]), "dropped"),
        (
            '<g id="1">И</g><g id="2">ә</g>',
            (*pair("1", "И"), *pair("2", "ә")),
            (pair("1", "")[0], pair("2", "")[0], "Да", pair("1", "")[2], pair("2", "")[2]),
            "dropped",
        ),
    ],
)
def test_codes_that_do_not_correspond_are_dropped(
    tmp_path: Path, source: str, match: Content, target: Content, codes: str
) -> None:
    """They would damage the document. The text is kept, and somebody has to look at it."""
    assert coded(tmp_path, source, match, target) == ("Да", Filled(True, codes, True))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<g id="1">Иә</g>', '<g id="1">Да</g>'),
        ('<bx id="1"/><x id="2"/> Иә<ex id="1"/>', '<bx id="1"/><x id="2"/> Да<ex id="1"/>'),
        ('Иә<ph id="1">&lt;br/></ph>', 'Да<ph id="1">&lt;br/></ph>'),
    ],
)
def test_codes_around_the_text_stay_around_it(tmp_path: Path, source: str, expected: str) -> None:
    assert coded(tmp_path, source, ("Иә",), ("Да",)) == (expected, Filled(True, "mapped", False))


def test_annotations_are_no_codes(tmp_path: Path) -> None:
    source = '<mrk mtype="term">Иә</mrk>, <x id="4"/>'
    match: Content = (Code("hi", (), ("Иә", ", ")), ph("1"))
    got, said = coded(tmp_path, source, match, (Code("hi", (), ("Да",)), ", ", ph("1")))
    assert (got, said.codes) == ('Да, <x id="4"/>', "mapped")


CODES = st.sampled_from(
    ["<x id='%d'/>", "<ph id='%d'>&lt;i/></ph>", "<g id='%d'>т</g>", "<bx id='%d'/>", "<ex id='%d'/>", "т",
     "<it id='%d' pos='open'>[</it>", "<g id='%d'><x id='9%d'/></g>", "<mrk mtype='term'>т</mrk>"]
)  # fmt: skip
OTHERS = st.sampled_from(
    ["т", ph("8"), Code("ph"), Code("it", (("pos", "begin"),)), Code("ut", (), ("m",)),
     Code("bpt", (("i", "1"),)), Code("ept", (("i", "1"),)), Code("hi", (), ("т", Code("ph")))]
)  # fmt: skip


@given(st.lists(CODES, max_size=4), st.lists(OTHERS, max_size=5), st.randoms())
def test_no_code_of_a_memory_gets_into_a_document(
    tmp_path_factory: Any, ours: list[str], theirs: list[str | Code], random: Any
) -> None:
    """Whatever it has: the codes of the target are those of the source, each once, or none at all."""
    source = "".join(one.replace("%d", str(number)) for number, one in enumerate(ours)) + "с"
    shuffled = list(theirs)
    random.shuffle(shuffled)
    path = tmp_path_factory.mktemp("fill")
    got, (said,) = filled(path, document1(source),
                          (tuple(theirs), (*shuffled, "к"), "exact"))  # fmt: skip
    unit = next(etree.fromstring(got.encode()).iter("{*}trans-unit"))
    there, here = (
        Counter(map(code_of, unit.find(f"{{*}}{name}").iterdescendants())) for name in ("source", "target")
    )
    marks = Counter({one: n for one, n in there.items() if "mrk" in one[0]})
    assert here == (there - marks if said.codes == "mapped" else Counter())
    assert (said.codes == "none") == (not here and not there - marks and not has_markup(theirs))


def code_of(element: Any) -> tuple[str, ...]:
    own = "" if element.tag.endswith(("}g", "}mrk")) else element.text or ""
    return (element.tag, own, *sorted(map(str, element.attrib.items())))


def has_markup(content: Any) -> bool:
    return any(isinstance(one, Code) and (one.kind != "hi" or has_markup(one.content)) for one in content)


def test_white_space_at_the_edges_is_that_of_the_document(tmp_path: Path) -> None:
    text = document1(" Иә\n").replace("<source>", '<source xml:space="preserve">')
    got, _ = filled(tmp_path, text, ("Иә", "Да", "exact"))
    assert ' xml:space="preserve"> Да\n</target>' in got
