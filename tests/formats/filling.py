"""Documents of XLIFF to be filled, and what fills them."""

from __future__ import annotations

from pathlib import Path

from tm.formats.fillable import Filled, Kind, open_fillable
from tm.units import Code, Content, Variant

X1 = "urn:oasis:names:tc:xliff:document:1.2"
X2 = "urn:oasis:names:tc:xliff:document:2.0"
MTC = "urn:oasis:names:tc:xliff:matches:2.0"
OPEN = ("untranslated", "draft")
HEAD1 = (
    f'<xliff version="1.2" xmlns="{X1}"><file original="a" source-language="kk" target-language="ru"'
    ' datatype="x-a"><body>'
)
HEAD2 = f'<xliff version="2.0" xmlns="{X2}" srcLang="kk" trgLang="ru"><file id="f1">'
UNIT2 = """
 <unit id="u">{}
  <notes><note>n</note></notes>
  <originalData><data id="d1">&lt;b></data></originalData>
  <segment{}>
   <source>Иә<ph id="1" dataRef="d1"/></source>{}
  </segment>
  <ignorable><source> </source></ignorable>
  <segment id="s1" state="initial"><source>Екі <pc id="2">үш</pc></source>{}</segment>
 </unit>
"""
TAIL1, TAIL2 = "</body></file></xliff>", "</file></xliff>"


def unit1(source: str, target: str = "", attributes: str = 'id="1"') -> str:
    return f"<trans-unit {attributes}><source>{source}</source>{target}</trans-unit>"


def document1(source: str, target: str = "", attributes: str = 'id="1"') -> str:
    return f"{HEAD1}{unit1(source, target, attributes)}{TAIL1}"


def segment(mid: int, inner: str) -> str:
    mark = f'<mrk mtype="seg" mid="{mid}"'
    return f"{mark}>{inner}</mrk>" if inner else f"{mark}/>"


def ph(name: str) -> Code:
    return Code("ph", (("x", name),), ("<m/>",))


def pair(name: str, content: str, x: str | None = None) -> Content:
    attributes = (("i", name), *((("x", x),) if x else ()))
    return Code("bpt", attributes, ("<m>",)), content, Code("ept", (("i", name),), ("</m>",))


def filled(
    tmp_path: Path, text: str, *matches: tuple[Content | str, Content | str, Kind], encoding: str = "utf-8"
) -> tuple[str, list[Filled]]:
    """The document with the places that are open filled in order: by source and target of a match."""
    path, out = tmp_path / "in.xlf", tmp_path / "out.xlf"
    path.write_bytes(text.encode(encoding))
    document = open_fillable(path)
    places = [place for place in document if place.state in OPEN]
    said = []
    for place, (source, target, kind) in zip(places, matches, strict=False):
        one, other = (
            Variant.of(lang, (said,) if isinstance(said, str) else said)
            for lang, said in (("kk", source), ("ru", target))
        )
        score = 100 if kind in ("exact", "context") else 85
        said.append(document.fill(place, other, score, "memory", state=kind, source=one))
    document.write(out)
    return out.read_bytes().decode(encoding), said
