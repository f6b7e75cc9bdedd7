"""Whole TMX files as tools write them: all that they say is still there after they were read and written.

Elements, attributes and texts are compared as lxml sees them, so that the reader does not judge itself.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import ROOT
from tm.errors import UnreadableFile
from tm.formats.tmx import TmxReader, TmxWriter
from tm.formats.tmx_elements import XML_LANG
from tm.formats.tmx_rules import TmxRules

FILES = sorted((ROOT.parent / "shared" / "data" / "tmx").glob("*.[tT][mM][xX]"))

RICH = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment --><?a-program does this?>
<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN" "tmx14.dtd">
<tmx version="1.4" xmlns:v="urn:vendor">
  <header creationtool="XYZTool" creationtoolversion="1.01-023" datatype="PlainText" segtype="sentence"
    adminlang="en-us" srclang="EN" o-tmf="ABCTransMem" creationdate="20020101T163812Z" creationid="ThomasJ"
    changedate="20020413T023401Z" changeid="Amity" o-encoding="iso-8859-1" v:own="1">
    <note>This is a note at document level.</note>
    <prop type="RTFPreamble">{\\rtf1\\ansi\\tag etc...{\\fonttbl}</prop>
    <prop type="RTFPreamble" xml:lang="kk">тағы біреуі</prop>
    <ude name="MacRoman" base="Macintosh"><map unicode="#xF8FF" code="#xF0" ent="Apple_logo" subst="[Apple]"/>
      <map unicode="#xF8FE"/></ude>
  </header>
  <body>
    <tu tuid="0001" datatype="Text" usagecount="2" lastusagedate="19970314T023401Z" segtype="block"
      v:mark="x &amp; y">
      <prop type="client">Қала</prop><note xml:lang="en" o-encoding="utf-8">first  note</note>
      <prop type="client">Село</prop>
      <note/>
      <prop type="">blank</prop>
      <tuv xml:lang="EN" creationdate="19970212T153400Z" creationid="BobW" usagecount="1">
        <note>a note of a variant</note><prop type="x-p">v</prop>
        <seg>data (with a non-standard character: &#xF8FF;).  &lt;&amp;&gt; &quot;&#13;&#x1F600;
 second line\t</seg></tuv>
      <tuv xml:lang="kk-Cyrl-KZ"><seg xml:space="preserve"> Ол <bpt i="1" x="1" 
        type="bold">{\\b <sub datatype="html"
        type="title">жазу <ph x="4">&lt;br/></ph></sub></bpt>тез <bpt i="2" x="2">&lt;i></bpt>
        кетті<ept i="2">&lt;/i></ept>
        <ept i="1">}</ept> <hi type="term" x="3">дос <it pos="begin" x="5">&lt;u></it></hi>
        <ut x="9">old</ut><ph assoc="p" x="6" type="image"/> </seg></tuv>
      <tuv xml:lang="kk-cyrl-kz"><seg/></tuv>
      <tuv xml:lang="RU-ru"><seg>Да.<![CDATA[ <не код> ]]>Конец<!-- c --> и всё</seg></tuv>
      <tuv xml:lang="ru-RU"><seg>Да, да.</seg></tuv>
    </tu>
    <tu srclang="*all*"><tuv xml:lang="kk"><seg>a<v:x v:a="1">b<bpt i="1"/></v:x>c</seg></tuv></tu>
  </body>
</tmx>
"""


def said(path: Path) -> list[object]:
    """Every element of a file in order: name, attributes and text, white space between elements apart."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    found: list[object] = []

    def walk(element: etree._Element, inside_seg: bool) -> None:
        name = etree.QName(element)
        plain = name.localname if name.namespace in (None, "http://www.lisa.org/tmx14") else element.tag
        attributes = {
            key: value for key, value in element.items() if not (plain == "tmx" and key == "version")
        }
        if plain == "tuv" and "lang" in attributes and XML_LANG not in attributes:
            attributes[XML_LANG] = attributes.pop("lang")
        keeps = inside_seg or plain in ("seg", "prop", "note")
        found.append(
            (
                plain,
                tuple(sorted(attributes.items())),
                (element.text or "") if keeps else (element.text or "").strip(),
            )
        )
        for child in element:
            walk(child, keeps)
            found.append(("after", (child.tail or "") if keeps else (child.tail or "").strip()))

    walk(etree.fromstring(path.read_bytes(), parser), False)
    return found


def written_again(path: Path, to: Path) -> Path:
    with TmxReader(path) as reader, TmxWriter(to, reader.header) as writer:
        units = list(reader)
        for unit in units:
            writer.write(unit)
    with TmxReader(to) as again:
        assert (again.header, list(again)) == (reader.header, units)
    return to


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("root", ["<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" '])
def test_everything_that_tmx_can_say_is_kept(tmp_path: Path, encoding: str, root: str) -> None:
    path = tmp_path / "rich.tmx"
    text = RICH.replace("<tmx ", root).replace(
        'encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"'
    )
    path.write_bytes(text.encode(encoding))
    assert said(path) == said(written_again(path, tmp_path / "o.tmx"))


def test_the_first_version_says_lang(tmp_path: Path) -> None:
    path = tmp_path / "old.tmx"
    text = re.sub("xml:lang(?==.(?:EN|kk|RU|ru))", "lang", RICH.replace('version="1.4"', 'version="1.1"'))
    assert "<tuv lang=" in text
    path.write_text(text, encoding="utf-8")
    assert said(path) == said(written_again(path, tmp_path / "o.tmx"))


def test_a_rich_file_breaks_only_the_rules_that_it_breaks(tmp_path: Path) -> None:
    (tmp_path / "rich.tmx").write_text(RICH, encoding="utf-8")
    rules = TmxRules()
    list(TmxReader(tmp_path / "rich.tmx", inspect=rules.inspect))
    assert {(one.element, one.rule) for one in rules.found} == {
        ("header", "attribute-unknown"),
        ("tu", "attribute-unknown"),
        ("seg", "attribute-unknown"),
        ("seg", "pairing"),
        ("ut", "deprecated"),
        ("x", "structure"),
    }


@pytest.mark.skipif(
    not FILES, reason="the real TMX files lie beside the checkout, in shared/data/tmx, and are not there"
)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files_are_the_same_after_they_were_written(path: Path, tmp_path: Path) -> None:
    if not path.stat().st_size:
        with pytest.raises(UnreadableFile, match="is empty"):
            TmxReader(path)
        return
    before, again = said(path), said(written_again(path, tmp_path / "o.tmx"))
    # What TMX requires and a header, or a prop of it, does not say is added.
    body = ("body", (), "")
    assert before[before.index(body) :] == again[again.index(body) :]
