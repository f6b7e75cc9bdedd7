"""What is wrong with a hypothesis that a score does not show: it is empty, copied, or in a loop.

Most is found by `tm.checks`, which looks at hypotheses as at the targets of a memory, with the source or,
where there is none, with the references. What a reference does as well is no fault of a system.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from tm.checks import codes, doubled, empty, form, language, length, letters, untranslated
from tm.checks.figures import dates, numbers
from tm.checks.side import Side
from tm.languages import identify
from tm.metrics.results import Fault, ReferenceSet, ReferenceUnit, System
from tm.scoring.faults import pairs
from tm.scoring.faults.loops import loops
from tm.scoring.faults.scripts import LATIN, names, script_of, strange_words
from tm.units import Finding, Variant

CODES: Mapping[str, str] = {
    "empty": "no text, or only marks, markup or a placeholder",
    "copied": "the source, or a stretch of it, given as its own translation",
    "language": "another language than that of the references",
    "script": "words in letters of another script, which no reference has",
    "letters": "letters of another alphabet inside of a word, or Russian letters for Kazakh ones",
    "numbers": "a number that is missing, added or another one",
    "dates": "a day, a month, a year or a day of the week that is missing, added or another one",
    "brackets": "a bracket without its partner",
    "quotes": "a quotation mark without its partner",
    "short": "far shorter than every reference",
    "long": "far longer than every reference",
    "repeated": "words or phrases again and again",
    "markup": "tags, placeholders, entities or addresses that are left over, lost or others",
    "encoding": "text read in the wrong encoding, or letters that were lost",
}

# How much the lengths of two translations of one text into the same language differ, as tm.checks.length has
# it. Nobody has two for us; the two languages of one source stand for them, their usual ratio taken out.
RATIO = length.Ratio(0.0, 1.6, 0.12)
# These three by texts cut in half or doubled, and by alarms, in one half of our documents
# (scripts/bench_faults.py).
FAR = 2.8  # standard deviations from the length of a reference
LEAST = 0.6  # and log ratio to it: 1.8 times as long, or as short
HINT = 2.2  # standard deviations that the source must agree with

STEM = 3  # letters that a name may end with in another form, and that are left of it
NAMED = 3  # reasons that are given for one code
_LEFT = re.compile(  # what tokenizers and corpora leave behind
    r"<(?:unk|url|pad|mask|num|number|date|email|name|usr|user|bos|eos|s|/s|2\w\w|extra_id_\d+)>"
    r"|\[(?:UNK|PAD|MASK|CLS|SEP)\]|[▁⁇]+|<0x[0-9A-F]{2}>|@@(?!\w)|(?<!\S)@[-,./]@(?!\S)|(?<!\S)##(?=[^\W\d_])"
    r"|&(?:quot|apos|amp|lt|gt|nbsp|laquo|raquo|mdash|ndash|hellip|#\d{2,5}|#x[0-9a-f]{2,4}|#91|#93);"
    r"|\b__\w+__\b|<\|[\w ]+\|>",
    re.IGNORECASE,
)
_QUOTED = re.compile("(“[^”]*”)")
_OURS = {  # which findings of a family make a fault
    "numbers": frozenset(numbers.CODES) - {"numbers.convention"},
    "brackets": frozenset({"punctuation.bracket"}),
    "quotes": frozenset({"punctuation.quote"}),
    "markup": frozenset({"codes.tag", "codes.entity", "codes.placeholder", "codes.address", "form.escaped"}),
    "encoding": frozenset({"form.mojibake", "form.lost", "form.private"}),
}
_ALIKE = frozenset(("brackets", "quotes", "repeated", "short", "long"))  # whatever the reason, all the same

Said = tuple[str, str]  # a code and a reason


def faults(references: ReferenceSet, system: System) -> tuple[Fault, ...]:
    """What is wrong with the hypotheses of a system, by segment; each code once a segment, as `CODES` has it.

    Of languages other than ours less is looked at. Where nothing says which language the references are in,
    their letters do.

    >>> unit = ReferenceUnit("1", ("The price is 15 tenge.",), "Бағасы 15 теңге.")
    >>> system = System("a", "", ("The price is 16 tenge.",))
    >>> [fault.code for fault in faults(ReferenceSet("", (unit,)), system)]
    ['numbers']
    """
    looking = _Look.at(references)
    found = []
    for place, (unit, hypothesis) in enumerate(zip(references.units, system.hypotheses, strict=True)):
        by_code: dict[str, dict[str, None]] = {}
        for code, reason in looking.said(unit, hypothesis):
            by_code.setdefault(code, {})[reason] = None
        found += [
            Fault(place, code, "; ".join(list(by_code[code])[:NAMED])) for code in CODES if code in by_code
        ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Look:
    """How to look at the hypotheses of a test set: the languages, and the script of its references."""

    source: str
    target: str
    script: str

    @classmethod
    def at(cls, references: ReferenceSet) -> _Look:
        """The languages as they are declared, or else as their letters say."""
        units = references.units
        texts = [text for unit in units for text in unit.references]
        sources = " ".join(unit.source for unit in units if unit.source)
        target = references.target_lang or identify(" ".join(texts)).lang or "und"
        return cls(
            references.source_lang or identify(sources).lang or "und", target, script_of(texts, target)
        )

    def said(self, unit: ReferenceUnit, hypothesis: str) -> list[Said]:
        """What is to be said of a hypothesis, without what is to be said of a reference too."""
        if hypothesis.strip() and hypothesis in unit.references:
            return []
        source = unit.source if unit.source and unit.source.strip() else None
        others = [text for text in unit.references if text.strip()]
        target = Side(Variant(self.target, hypothesis))
        from_source = None if source is None else Side(Variant(f"{self.source}-x-source", source))
        sides = [Side(Variant(f"{self.target}-x-reference", text)) for text in others]
        found = self._looked(target, from_source, sides)
        if not found:
            return []
        for at, other in enumerate(others):
            rest = sides[:at] + sides[at + 1 :]
            if from_source is None and not rest:
                rest = [sides[at]]
            told = self._looked(Side(Variant(self.target, other)), from_source, rest)
            alike = set(map(_key, told))
            found = [one for one in found if _key(one) not in alike]
        return found

    def _looked(self, target: Side, source: Side | None, others: Sequence[Side]) -> list[Said]:
        """What is to be said of a text, beside its source or else beside the references."""
        against = [source] if source is not None else others
        if nothing := _everywhere("empty", empty.compare, against, target):
            return nothing
        found = [("copied", one.reason) for one in untranslated.compare(source, target)] if source else []
        found += _of("language", language.check(target))
        if not found:
            found += self._strange(target, source, others)
        found += _letters(target, source, others)
        found += _everywhere("numbers", numbers.compare, against, target)
        found += _everywhere("dates", dates.compare, against, target)
        found += _everywhere("brackets", pairs.brackets, against, target)
        found += _everywhere("quotes", pairs.quotes, against, target)
        found += _length(target.text, source, others)
        found += _repeated(target, source)
        found += _everywhere("markup", codes.compare, against, target)
        found += _everywhere("markup", form.compare, against, target)
        found += _left(target.text, [side.text for side in (*against, *others)])
        found += _of("encoding", form.check(target))
        return [(code, _worded(reason, source is not None)) for code, reason in found]

    def _strange(self, target: Side, source: Side | None, others: Sequence[Side]) -> list[Said]:
        """Words in another script, but for names that the source has so, and look-alikes."""
        known = [side.text for side in others]
        if source is not None and self.script != LATIN:
            known.append(names(source.text) if source.lang == "en" else source.text)
        words = list(strange_words(target.text, self.script, known))
        if not words:
            return []
        mixed = {(one.start, one.end) for one in letters.check(target)}
        shown = [f"“{word.text}”" for word in words if (word.start, word.end) not in mixed]
        if not shown:
            return []
        listed = ", ".join(shown[:NAMED]) + (", …" if len(shown) > NAMED else "")
        return [("script", f"{listed}: not in {self.script} letters, as the references are")]


def _key(said: Said) -> Said:
    code, reason = said
    return (code, "") if code in _ALIKE else (code, reason)


def _of(code: str, findings: Iterable[Finding], tag: str | None = None) -> list[Said]:
    """Findings as what is said under one code; those of other codes and other sides are left out."""
    wanted = _OURS.get(code)
    return [
        (code, one.reason)
        for one in findings
        if (wanted is None or one.code in wanted) and (tag is None or one.lang == tag)
    ]


def _letters(target: Side, source: Side | None, others: Sequence[Side]) -> Iterator[Said]:
    """Letters that are not those of the language, but for names that the other texts have in some form."""
    findings = letters.check(target)
    if not findings:
        return
    known = f" {' '.join(side.text for side in (*others, *([source] if source else ())))}".casefold()
    for one in findings:
        word = target.text[one.start : one.end]
        stem = word[: max(STEM, len(word) - STEM)]
        if one.code != "letters.russian" or word.islower() or f" {stem.casefold()}" not in known:
            yield "letters", one.reason


_OF_TARGET = frozenset(("empty", "brackets", "quotes"))  # where a finding may be about the other side alone


def _everywhere(
    code: str, compare: Callable[[Side, Side], Sequence[Finding]], against: Sequence[Side], target: Side
) -> list[Said]:
    """What a comparison says beside every one of some texts, in the words of the first."""
    first: list[Said] = []
    for at, other in enumerate(against):
        found = _of(code, compare(other, target), target.tag if code in _OF_TARGET else None)
        if not found:
            return []
        first = first if at else found
    return first


def _length(text: str, source: Side | None, others: Sequence[Side]) -> Iterator[Said]:
    """That a text is far shorter, or longer, than every reference, and as the source goes too."""
    if not others:
        return
    apart = [_apart(len(side.text), len(text), RATIO) for side in others]
    way = 1 if apart[0][0] > 0 else -1
    if any(way * deviations < FAR or abs(ratio) < LEAST for deviations, ratio in apart):
        return
    if source is not None:
        usual = length.RATIOS.get((source.lang, others[0].lang))
        if usual and way * _apart(len(source.text), len(text), usual)[0] < HINT:
            return
    nearest = min((side.text for side in others), key=lambda one: abs(len(one) - len(text)))
    reason = f"the hypothesis has {len(text)} characters, the reference {len(nearest)}"
    yield "short" if way < 0 else "long", reason


def _apart(one: int, two: int, ratio: length.Ratio) -> tuple[float, float]:
    """How far the second length is from what the first makes usual: standard deviations, and a log ratio."""
    mean = (one + two) / 2
    apart = log(two / one) - ratio.middle
    return apart / sqrt(ratio.wide**2 + ratio.each / mean + length.SMALL / mean**2), apart


def _repeated(target: Side, source: Side | None) -> Iterator[Said]:
    yield from _of("repeated", doubled.check(target))
    again = loops(target.text)
    if again and not (source is not None and loops(source.text)):
        shown = ", ".join(f"“{phrase}”" for phrase in again[:NAMED])
        yield "repeated", f"{shown} again and again"


def _left(text: str, known: Sequence[str]) -> Iterator[Said]:
    """What tokenizers and corpora leave behind, where no text that is known has it."""
    for mark in dict.fromkeys(_LEFT.findall(text)):
        if not any(mark in other for other in known):
            yield "markup", f"“{mark}” is left over"


def _worded(reason: str, sourced: bool) -> str:
    """A reason of the checks in the words of scoring; what it quotes stays as it is."""
    parts = _QUOTED.split(reason)
    for at in range(0, len(parts), 2):
        words = parts[at].replace("target", "hypothesis").replace("its tag says", "the references are in")
        parts[at] = words if sourced else words.replace("source", "reference")
    return "".join(parts)
