"""Whether one side is too short or too long for the other to be its translation.

After Gale and Church (1993): the logarithm of the ratio of lengths in characters is about normal, and its
variance falls with the length. Middle and spread of each pair of our languages come from the documents of
corpora/ushtil-open that may be learned from, by median and MAD; of other languages little is taken for
granted. A lost or an added sentence is also seen by marks: a final mark that is missing, more ends of
sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from tm.checks.side import Side
from tm.units import Finding

CODES = {
    "length.short": "the target is too short for its source: something may have been left out",
    "length.long": "the target is too long for its source: something may have been added",
}


class Ratio(NamedTuple):
    """How long a target is beside its source: the middle of the log ratio, and what its variance is made of.

    The variance is `wide`² + `each` / n + `SMALL` / n², where n is the mean of both lengths in characters.
    """

    middle: float
    each: float
    wide: float


RATIOS = {
    ("kk", "en"): Ratio(0.114, 1.4, 0.07),
    ("kk", "ru"): Ratio(0.021, 0.8, 0.07),
    ("en", "ru"): Ratio(-0.07, 1.6, 0.03),
}
RATIOS |= {(two, one): Ratio(-ratio.middle, ratio.each, ratio.wide) for (one, two), ratio in RATIOS.items()}
OTHER = Ratio(0.0, 3.0, 0.35)  # alphabets
DENSE = frozenset(("zh", "ja", "ko"))  # scripts in which a character says more than a letter
DENSER = 1.1  # by this much, as a logarithm; and how much is as uncertain again

SMALL = 10.0  # labels of one or two words differ more than sentences do
FAR = 3.8  # standard deviations from the middle that are enough by themselves
LEAST = 0.42  # and log ratio from it: translators of one text differ by less, whatever its length
HINTED = 2.4  # standard deviations that are enough where marks say so as well
GATE = 1.22  # the ratio within which nothing is said, whatever the languages

_END = re.compile(r"[.!?…][»”\"')\]]*(?=\s+[«“\"(—–-]*\s*[^\W\d_a-zа-яёәғқңөұүһі])")
_INSIDE = re.compile(r"\W*[a-zа-яёәғқңөұүһі]").match  # a text that does not begin with a capital
_FINAL, _NOT_FINAL = tuple('.?!…»”")'), tuple(":,;")
_CLOSED = tuple(".!?…:;,»”\")]’'")


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """Nothing, or that the target is too short or too long.

    >>> from tm.units import Variant
    >>> whole = Side(Variant("ru", "Бюджет принят, а депутаты разошлись по домам до самой осени."))
    >>> compare(whole, Side(Variant("en", "The budget was passed, and the deputies left until the autumn.")))
    ()
    >>> [finding.code for finding in compare(whole, Side(Variant("en", "The budget was")))]
    ['length.short']
    """
    one, two = len(source.text), len(target.text)
    ratio = RATIOS.get((source.lang, target.lang))
    if not one or not two:
        return ()
    if ratio is None:
        ratio = _other(source.lang, target.lang)
    elif one < GATE * two and two < GATE * one:
        return ()
    mean = (one + two) / 2
    apart = log(two / one) - ratio.middle
    deviations = apart / sqrt(ratio.wide**2 + ratio.each / mean + SMALL / mean**2)
    if abs(deviations) < HINTED:
        return ()
    far = abs(deviations) >= FAR and abs(apart) >= LEAST
    if not far and (ratio.wide >= OTHER.wide or not _hinted(source.text, target.text, apart)):
        return ()
    return (_finding(source, target, ratio, apart),)


def _other(one: str, two: str) -> Ratio:
    """What to expect of languages that were not measured."""
    dense = (two not in DENSE) - (one not in DENSE)
    return Ratio(DENSER * dense, OTHER.each, OTHER.wide * (1 + abs(dense)))


def _hinted(source: str, target: str, apart: float) -> bool:
    """Whether marks as well say that something is lost, or added."""
    short, full = (target, source) if apart < 0 else (source, target)
    return _open(short, full) or _sentences(short) < _sentences(full)


def _open(short: str, full: str) -> bool:
    """Whether a text begins, breaks off or has quotes where the other one is whole."""
    short, full = short.rstrip(), full.rstrip()
    if full.endswith(_CLOSED) and not short.endswith(_CLOSED):
        return True
    if full.endswith(_FINAL) and short.endswith(_NOT_FINAL):
        return True
    if _INSIDE(short) and not _INSIDE(full):
        return True
    return _unpaired(short) and not _unpaired(full)


def _unpaired(text: str) -> bool:
    return text.count('"') % 2 == 1 or text.count("«") != text.count("»") or text.count("“") > text.count("”")


def _sentences(text: str) -> int:
    return len(_END.findall(text)) + 1


def _finding(source: Side, target: Side, ratio: Ratio, apart: float) -> Finding:
    one, two = len(source.text), len(target.text)
    usual = round(one * exp(ratio.middle))
    code, what = ("length.short", "left out") if apart < 0 else ("length.long", "added")
    reason = (
        f"the target has {two} characters, and about {usual} are usual for a source of {one}: "
        f"see whether something was {what}"
    )
    return Finding(code, target.tag, reason, 0, two)
