"""A segment with its inline codes as one line of XML, the `seg` of TMX: for formats that hold text alone."""

from __future__ import annotations

import re

from lxml import etree

from tm.formats.tmx_elements import Unfit, content_of
from tm.units import Attributes, Code, Content, Variant

NO_TEXT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML can't hold
DEEPEST = 200  # codes inside of codes


def seg_of(variant: Variant) -> str:
    r"""The `seg` element of a variant. Raises ValueError where XML can't say it.

    >>> seg_of(Variant.of("kk", ("Ол ", Code("ph", (("x", "1"),), ("<br/>",)))))
    '<seg>Ол <ph x="1">&lt;br/&gt;</ph></seg>'
    """
    seg = etree.Element("seg", dict(variant.seg))
    _fill(seg, variant.content or ((variant.text,) if variant.text else ()))
    written: str = etree.tostring(seg, encoding="unicode")
    return written


def variant_seg(written: str) -> tuple[Content, Attributes]:
    """The content and the attributes of a `seg` element. Raises ValueError where it is none.

    The content is empty where there are no codes in it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        seg = etree.fromstring(written, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"is no XML: {error.msg}") from error
    if seg.tag != "seg" or seg.getroottree().docinfo.doctype:
        raise ValueError("is no seg element")
    try:
        content = content_of(seg, "")
    except Unfit as unfit:
        raise ValueError(str(unfit)) from unfit
    has_codes = any(isinstance(piece, Code) for piece in content)
    return content if has_codes else (), tuple(seg.attrib.items())


def native(content: Content) -> str:
    """A segment with its codes as the native markup that they hold, as it stood in the document.

    >>> native(("Ол ", Code("bpt", (("i", "1"),), ("<b>",)), "тез", Code("ept", (("i", "1"),), ("</b>",))))
    'Ол <b>тез</b>'
    """
    return "".join(piece if isinstance(piece, str) else native(piece.content) for piece in content)


def _fill(element: etree._Element, content: Content, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise ValueError("codes are nested too deeply")
    last = None
    for piece in content:
        if isinstance(piece, Code):
            last = etree.SubElement(element, piece.kind, dict(piece.attributes))
            _fill(last, piece.content, depth + 1)
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece
