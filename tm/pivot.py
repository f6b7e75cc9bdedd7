"""Bilingual memories joined through the language that they share: kk-en and kk-ru become kk-en-ru.

What is known of a pivot language is which of its texts more than one unit has, and the units of those until
the last one has come; everything else passes through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tm.duplicates import checked, source_of, tag
from tm.units import Content, Prop, TranslationUnit, Variant

_REVIEWS = ("auto", "edited", "confirmed")  # from the least
MOST_VARIANTS = 1_000  # of a unit; no reader takes more

_Text = tuple[str, Content]


class Pivot:
    """Joins units that have the same text, codes included, in the language `lang`.

    `look` must be shown all units before `joined` is asked of them. The first unit of a text leads: the
    joined one has its tuid, attributes and place, and after its own variants and props those of the others
    that say something new; of x-review and x-confidence it has the least. Two translations into one language
    are both kept. Units without a text in the language are joined with none. A unit of more than `most`
    variants is begun anew. `into` counts the units that went into others.

    >>> ours = TranslationUnit("1", (Variant("kk", "Иә."), Variant("en", "Yes.")))
    >>> theirs = TranslationUnit("2", (Variant("ru", "Да."), Variant("kk-KZ", "Иә.")))
    >>> pivot = Pivot("kk")
    >>> pivot.look(ours), pivot.look(theirs)
    (None, None)
    >>> [one.text for unit in (ours, theirs) for both in pivot.joined(unit) for one in both.variants]
    ['Иә.', 'Yes.', 'Да.']
    """

    def __init__(self, lang: str, *, most: int = MOST_VARIANTS) -> None:
        self._lang, self._most = checked("--join", lang), most
        self._seen: set[int] = set()
        self._counts: dict[int, int] = {}  # of the texts that more than one unit has
        self._groups: dict[_Text, _Group] = {}
        self.into = 0

    @property
    def warning(self) -> str | None:
        """What is to be said where there was nothing to join."""
        if self.into or self._counts:
            return None
        return f"--join {self._lang}: no two units have the same text in this language"

    def look(self, unit: TranslationUnit) -> None:
        """See a unit before any is asked for."""
        key = self._key(unit)
        if key is None:
            return
        digest = hash(key)
        if digest in self._seen:
            self._counts[digest] = self._counts.get(digest, 1) + 1
        self._seen.add(digest)

    def joined(self, unit: TranslationUnit) -> Iterator[TranslationUnit]:
        """The unit if it has its text alone, or what it completes, or none while others are to come."""
        self._seen.clear()
        key = self._key(unit)
        count = 0 if key is None else self._counts.get(hash(key), 0)
        if key is None or not count:
            yield unit
            return
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(self._lang, unit, count)
        elif not group.takes(unit, self._most):
            yield self._ended(group)
            group = self._groups[key] = _Group(self._lang, unit, group.coming)
        group.coming -= 1
        if not group.coming:
            yield self._ended(self._groups.pop(key))

    def rest(self) -> Iterator[TranslationUnit]:
        """Those that wait for others that did not come; none where `look` was shown the same units."""
        for group in self._groups.values():
            yield self._ended(group)
        self._groups.clear()

    def _ended(self, group: _Group) -> TranslationUnit:
        self.into += group.parts - 1
        return group.unit()

    def _key(self, unit: TranslationUnit) -> _Text | None:
        variant = source_of(unit, self._lang)
        return (variant.text, variant.content) if variant and variant.text.strip() else None


class _Group:
    """Units of one text put together, and how many are still to come."""

    def __init__(self, lang: str, first: TranslationUnit, coming: int) -> None:
        self._lang, self._first, self.parts, self.coming = lang, first, 1, coming
        self._variants = list(first.variants)
        self._props = [dict.fromkeys(variant.props) for variant in first.variants]
        self._places = {_said(one): place for place, one in reversed(list(enumerate(first.variants)))}
        self._pivot = self._variants.index(_variant(first, lang))
        self._remarks = dict.fromkeys(first.props)

    def takes(self, unit: TranslationUnit, most: int) -> bool:
        """Add what the unit says beside, unless there would then be too many variants."""
        pivot = _variant(unit, self._lang)
        others = [one for one in unit.variants if one is not pivot]
        new = {_said(one) for one in others} - self._places.keys()
        if len(self._variants) + len(new) > most:
            return False
        self._props[self._pivot].update(dict.fromkeys(pivot.props))
        for variant in others:
            place = self._places.setdefault(_said(variant), len(self._variants))
            if place == len(self._variants):
                self._variants.append(variant)
                self._props.append({})
            self._props[place].update(dict.fromkeys(variant.props))
        self._remarks.update(dict.fromkeys(unit.props))
        self.parts += 1
        return True

    def unit(self) -> TranslationUnit:
        """All of them as one."""
        variants = (
            variant if tuple(props) == variant.props else variant._replace(props=tuple(props))
            for variant, props in zip(self._variants, self._props, strict=True)
        )
        return replace(self._first, variants=tuple(variants), props=_least(tuple(self._remarks)))


def _least(props: tuple[Prop, ...]) -> tuple[Prop, ...]:
    """The props with one x-review and one x-confidence, the least: a unit is no surer than its parts."""
    for kind in ("x-review", "x-confidence"):
        said = [prop for prop in props if prop.type == kind]
        if len(said) > 1:
            least = min(said, key=_sureness)
            props = tuple(prop for prop in props if prop.type != kind or prop is least)
    return props


def _sureness(prop: Prop) -> float:
    """How sure a prop says that somebody is; what it says in other words is no sureness."""
    if prop.value in _REVIEWS:
        return _REVIEWS.index(prop.value)
    try:
        return float(prop.value)
    except ValueError:
        return -1.0


def _variant(unit: TranslationUnit, lang: str) -> Variant:
    variant = source_of(unit, lang)
    assert variant is not None
    return variant


def _said(variant: Variant) -> tuple[str, str, Content]:
    return tag(variant.lang), variant.text, variant.content
