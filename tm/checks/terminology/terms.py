"""Terminology: a term of the glossary in the source asks for one of its translations in the target.

Terms are found in any inflected form. Where terms overlap, the longest counts; where a word may be several
terms, a translation of any of them will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tm.checks.side import Side
from tm.checks.terminology.glossary import Entry, Glossary
from tm.checks.terminology.phrases import Phrases, Span, Text
from tm.units import Finding

CODES = {
    "terms.missing": "a term of the glossary is in the source, none of its translations in the target",
    "terms.forbidden": "a term that the glossary forbids is in the target",
}
_NAMED = 3  # translations that a reason names


class _Wanted(NamedTuple):
    """What the terms at one place ask of a target: numbers of phrases of its language, and of lemmas."""

    allowed: tuple[int, ...]
    single: frozenset[int]  # lemmas, each of which is a translation of one word
    longer: tuple[int, ...]
    forbidden: tuple[int, ...]
    either: str  # the translations, for a reason


class Due(NamedTuple):
    """A term that a source asks for: as it stands there, its translations, and what the target made of it.

    `forbidden` are terms in the target that must not be used for it.
    """

    term: str
    wanted: str
    there: bool
    forbidden: tuple[str, ...]


class Terms:
    """A glossary, ready to check units with.

    >>> from tm.units import Variant
    >>> school = Entry({"kk": ("мектеп",), "ru": ("школа",)}, forbidden={"ru": ("училище",)})
    >>> terms = Terms(Glossary([school]))
    >>> source = Side(Variant("kk", "Ауыл мектептері жөнделді."))
    >>> terms.compare(source, Side(Variant("ru", "Сельские школы отремонтированы.")))
    ()
    >>> target = Side(Variant("ru", "Сельские училища отремонтированы."))
    >>> [found.code for found in terms.compare(source, target)]
    ['terms.forbidden']
    """

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._sources: dict[str, tuple[Phrases, dict[int, list[Entry]]]] = {}
        self._targets: dict[str, Phrases] = {}
        self._always: dict[str, tuple[int, ...]] = {}  # forbidden by entries that have no terms
        self._wanted: dict[tuple[str, str], dict[tuple[int, ...], _Wanted]] = {}
        self._last: tuple[Side | None, Text | None, list[Span]] = (None, None, [])

    def compare(self, source: Side, target: Side) -> Sequence[Finding]:
        """Terms of the source that the target lacks, told in the source; forbidden ones, told in the target.

        Nothing is said of a target without words, nor of languages that the glossary has no terms of.
        """
        langs = self.glossary.langs
        if target.lang not in langs or source.lang == target.lang:
            return ()
        phrases = self._target(target.lang)
        always = self._always[target.lang]
        text, spans = self._read(source) if source.lang in langs else (None, [])
        if not spans and not always:
            return ()
        said = phrases.read(target)
        if not said.words:
            return ()
        found = self._forbidden(phrases, said, target, always, ()) if always else []
        wanted = self._wanted.setdefault((source.lang, target.lang), {})
        asked = set()
        for span in spans:
            wants = wanted.get(span.phrases) or self._wants(source.lang, target.lang, span.phrases)
            if not wants.forbidden and (not wants.allowed or not said.known.isdisjoint(wants.single)):
                continue
            if text is not None and span.phrases not in asked:
                asked.add(span.phrases)
                found += self._found(source, text, span, target, said, wants)
        return found or ()

    def due(self, source: Side, target: Side) -> list[Due]:
        """The terms that a source asks a target for, each once; both may be in one language.

        What must never be used is due where it stands.
        """
        phrases, (sources, _) = self._target(target.lang), self._source(source.lang)
        said, (text, spans) = phrases.read(target), self._read(source)
        always = _used(phrases, said, self._always[target.lang], ())
        found = [Due("", "", True, (said.text[start:end],)) for _, start, end in always]
        wanted = self._wanted.setdefault((source.lang, target.lang), {})
        first: dict[tuple[int, ...], Span] = {}
        for span in spans:
            first.setdefault(span.phrases, span)
        for terms, span in first.items():
            wants = wanted.get(terms) or self._wants(source.lang, target.lang, terms)
            broken = text is None or (span.words > 1 and sources.is_broken(text, span))
            if text is None or broken or not (wants.allowed or wants.forbidden):
                continue
            start, end = text.offsets(span.first, span.words)
            there = not wants.allowed or any(phrases.has(said, phrase) for phrase in wants.allowed)
            used = _used(phrases, said, wants.forbidden, wants.allowed)
            words = tuple(said.text[begin:stop] for _, begin, stop in used)
            found.append(Due(text.text[start:end], wants.either, there, words))
        return found

    def _found(
        self, source: Side, text: Text, span: Span, target: Side, said: Text, wants: _Wanted
    ) -> list[Finding]:
        """The findings for the terms at one place."""
        phrases = self._target(target.lang)
        if wants.forbidden:
            forbidden = self._forbidden(phrases, said, target, wants.forbidden, wants.allowed)
            if forbidden or not wants.allowed or not said.known.isdisjoint(wants.single):
                return forbidden
        if any(phrases.has(said, phrase) for phrase in wants.longer):
            return []
        sources, _ = self._source(source.lang)
        if span.words > 1 and sources.is_broken(text, span):
            return []
        start, end = text.offsets(span.first, span.words)
        return [
            Finding(
                "terms.missing",
                source.tag,
                f"“{text.text[start:end]}” is a term, but {target.tag} has no {wants.either}; "
                "use it, or add the word used to the glossary",
                *((start, end) if text.text is source.text else (0, 0)),
            )
        ]

    def _forbidden(
        self, phrases: Phrases, said: Text, target: Side, forbidden: Sequence[int], allowed: Sequence[int]
    ) -> list[Finding]:
        """A finding for each forbidden term in the target that is no part of an allowed one."""
        found = []
        for phrase, start, end in _used(phrases, said, forbidden, allowed):
            instead = f"; use {_either(phrases, allowed)}" if allowed else ""
            reason = f"“{said.text[start:end]}”: the glossary forbids {phrases.written[phrase]}{instead}"
            place = (start, end) if said.text is target.text else (0, 0)
            found.append(Finding("terms.forbidden", target.tag, reason, *place))
        return found

    def _read(self, source: Side) -> tuple[Text | None, list[Span]]:
        """The words and the terms of a source, kept for its next target."""
        last, text, spans = self._last
        if last is not source:
            phrases, _ = self._source(source.lang)
            text = phrases.read(source)
            spans = phrases.spans(text)
            self._last = source, text, spans
        return text, spans

    def _source(self, lang: str) -> tuple[Phrases, dict[int, list[Entry]]]:
        """The terms of a language as they are looked for in sources, and their entries."""
        if lang not in self._sources:
            phrases, entries = Phrases(lang), dict[int, list[Entry]]()
            for entry in self.glossary.entries:
                for term in entry.terms.get(lang, ()):
                    number = phrases.add(term)
                    if number is not None:
                        entries.setdefault(number, []).append(entry)
            self._sources[lang] = phrases, entries
        return self._sources[lang]

    def _target(self, lang: str) -> Phrases:
        """The terms of a language as they are looked for in targets."""
        if lang not in self._targets:
            phrases = self._targets[lang] = Phrases(lang, lenient=True)
            always: list[str] = []
            for entry in self.glossary.entries:
                for term in (*entry.terms.get(lang, ()), *entry.forbidden.get(lang, ())):
                    phrases.add(term)
                if not entry.terms:
                    always += entry.forbidden.get(lang, ())
            self._always[lang] = _numbers(phrases, always)
        return self._targets[lang]

    def _wants(self, source: str, target: str, terms: tuple[int, ...]) -> _Wanted:
        """What some terms of the source, all at one place, ask of a target."""
        phrases, (_, entries) = self._target(target), self._source(source)
        meant = [entry for term in terms for entry in entries[term]]
        allowed = _numbers(phrases, [term for entry in meant for term in entry.terms.get(target, ())])
        forbidden = _numbers(phrases, [term for entry in meant for term in entry.forbidden.get(target, ())])
        keys = phrases.keys
        found = _Wanted(
            allowed,
            frozenset(keys[phrase][0] for phrase in allowed if len(keys[phrase]) == 1),
            tuple(phrase for phrase in allowed if len(keys[phrase]) > 1),
            tuple(phrase for phrase in forbidden if phrase not in allowed),
            _either(phrases, allowed),
        )
        self._wanted.setdefault((source, target), {})[terms] = found
        return found


def _used(
    phrases: Phrases, said: Text, forbidden: Sequence[int], allowed: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Forbidden terms in a text, and where each stands first as no part of an allowed one."""
    for phrase in forbidden:
        for first, last in phrases.places(said, phrase):
            inside = (place for other in allowed for place in phrases.places(said, other))
            if not any(start <= first and last <= end for start, end in inside):
                yield phrase, *said.offsets(first, last - first + 1)
                break


def _numbers(phrases: Phrases, terms: Sequence[str]) -> tuple[int, ...]:
    """The numbers of terms that are known to be in, each once."""
    found = (phrases.add(term) for term in terms)
    return tuple(dict.fromkeys(number for number in found if number is not None))


def _either(phrases: Phrases, numbers: Sequence[int]) -> str:
    """Some terms for a reason: school, college or 2 others."""
    named = [phrases.written[number] for number in numbers]
    if len(named) > _NAMED:
        named[_NAMED:] = [f"{len(named) - _NAMED} others" if len(named) > _NAMED + 1 else "one other"]
    return " or ".join((", ".join(named[:-1]), named[-1])) if len(named) > 1 else "".join(named)
