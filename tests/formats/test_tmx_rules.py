"""What TMX asks of a file: each rule has a file that breaks it, and good files break none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.test_tmx import HEAD
from tm.formats.tmx import TmxReader
from tm.formats.tmx_rules import RULES, TmxRules, Violation

SEG = "<tu>\n<tuv xml:lang='kk'><seg>{}</seg></tuv>\n<tuv xml:lang='ru'><seg>Да.</seg></tuv></tu>"


def violations(
    tmp_path: Path, body: str, head: str = HEAD, root: str = '<tmx version="1.4">'
) -> list[Violation]:
    path = tmp_path / "in.tmx"
    path.write_text(f"{root}\n{head}\n<body>\n{body}\n</body></tmx>", encoding="utf-8")
    rules = TmxRules()
    with TmxReader(path, inspect=rules.inspect, reject=lambda _: None) as reader:
        list(reader)
    return rules.found


def test_a_file_as_it_should_be(tmp_path: Path) -> None:
    body = """<tu tuid="1" creationdate="20261104T101500Z" usagecount="3">
    <note xml:lang="kk">а</note><prop type="x">б</prop>
    <tuv xml:lang="kk-Cyrl-KZ" changedate="20240229T000000Z"><prop type="y">в</prop>
    <seg>Ол <bpt i="1" x="1">&lt;b><sub type="z">г <ph x="3"/></sub></bpt>тез<ept i="1">&lt;/b></ept>
    <hi type="h">кетті <it pos="begin">&lt;i></it></hi> <ph assoc="p"/></seg></tuv></tu>"""
    head = HEAD.replace(
        "/>", '><ude name="e" base="cp1252"><map unicode="#xF8FF" code="#xFF"/></ude></header>'
    )
    assert violations(tmp_path, body, head) == []


@pytest.mark.parametrize(
    ("body", "line", "element", "rule", "said"),
    [
        (SEG.format('<bpt i="1"/>а'), 5, "seg", "pairing", "bpt 1 has no ept"),
        (SEG.format('а<ept i="1"/>'), 5, "ept", "pairing", "ept 1 has no bpt"),
        (SEG.format('<bpt i="1"/><bpt i="1"/><ept i="1"/>'), 5, "bpt", "pairing", "second bpt"),
        (SEG.format('<bpt i="1"/><ept i="1"/><ept i="1"/>'), 5, "ept", "pairing", "second ept"),
        (SEG.format("<bpt>а</bpt>"), 5, "bpt", "attribute-missing", "i is missing"),
        (SEG.format("<it>а</it>"), 5, "it", "attribute-missing", "pos is missing"),
        (SEG.format('<it pos="middle">а</it>'), 5, "it", "value", "'middle'"),
        (SEG.format("<ut>а</ut>"), 5, "ut", "deprecated", "bpt, ept, it or ph"),
        (SEG.format("<g>а</g>"), 5, "g", "structure", "must not stand inside of seg"),
        (SEG.format("<sub>а</sub>"), 5, "sub", "structure", "must not stand inside of seg"),
        (SEG.format("<ph><hi>а</hi></ph>"), 5, "hi", "structure", "must not stand inside of ph"),
        (SEG.format("а").replace("kk", "kk_KZ"), 5, "tuv", "language", "'kk_KZ'"),
        (SEG.format("а").replace("kk", "en"), 4, "tu", "source-language", "no tuv in kk, only in en, ru"),
        (SEG.format("а").replace("xml:lang='kk'", "lang='kk'"), 5, "tuv", "deprecated", "xml:lang"),
        (SEG.format("а").replace("xml:lang='kk'", ""), 5, "tuv", "attribute-missing", "xml:lang"),
        (SEG.format("а").replace("xml:lang='kk'", ""), 4, "tu", "source-language", "in kk, only in ru"),
        (SEG.format("а").replace("<tu>", '<tu changedate="2026-11-04">'), 4, "tu", "date", "'2026-11-04'"),
        (SEG.format("а").replace("<tu>", '<tu changedate="20260230T000000Z">'), 4, "tu", "date", "20260230"),
        (SEG.format("а").replace("<tu>", '<tu own="1">'), 4, "tu", "attribute-unknown", "own is none"),
        (SEG.format("а").replace("<tu>", '<tu segtype="line">'), 4, "tu", "value", "'line'"),
        (SEG.format("а").replace("<tu>", "<tu>text"), 4, "tu", "structure", "text directly inside of tu"),
        (SEG.format("а").replace("</tu>", "<note>а</note></tu>"), 6, "note", "structure", "before tuv"),
        (SEG.format("а").replace("<tu>", "<tu><prop>а</prop>"), 4, "prop", "attribute-missing", "type"),
        ("<tu/>", 4, "tu", "structure", "a tu without a tuv"),
        ('<tu><tuv xml:lang="kk"/></tu>', 4, "tuv", "structure", "0 segs"),
    ],
)  # fmt: skip
def test_each_breach_is_named_with_its_place(
    tmp_path: Path, body: str, line: int, element: str, rule: str, said: str
) -> None:
    found = violations(tmp_path, body)
    assert any(one[:3] == (line, element, rule) and said in one.problem for one in found), found
    assert {one.rule for one in found} <= RULES.keys()


@pytest.mark.parametrize(
    ("head", "root", "element", "rule"),
    [
        (HEAD.replace('srclang="kk"', ""), '<tmx version="1.4">', "header", "attribute-missing"),
        (HEAD.replace('"sentence"', '"line"'), '<tmx version="1.4">', "header", "value"),
        (HEAD.replace('"kk"', '"Kazakh language"'), '<tmx version="1.4">', "header", "language"),
        (HEAD.replace("/>", "><ude name='a'/></header>"), '<tmx version="1.4">', "ude", "structure"),
        (HEAD, '<tmx version="2.0">', "tmx", "value"),
        (HEAD, "<tmx>", "tmx", "attribute-missing"),
    ],
)
def test_header_and_root(tmp_path: Path, head: str, root: str, element: str, rule: str) -> None:
    found = violations(tmp_path, SEG.format("а"), head, root)
    assert (element, rule) in {(one.element, one.rule) for one in found}


def test_a_shape_that_was_good_once_still_has_its_values_looked_at(tmp_path: Path) -> None:
    good, bad = SEG.format('<it pos="end"/>'), SEG.format('<it pos="x"/>')
    assert [one.rule for one in violations(tmp_path, good + bad + good + bad)] == ["value", "value"]
