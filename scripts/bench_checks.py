"""What share of planted errors the quality checks find, what clean units they blame, and how fast they are.

5,000 clean units of our own documents (kk, en, ru; the source is kk) get 200 errors of one family at a time
(scripts/plant.py). An error counts as found if its unit has a finding of that family, or of one that such an
error may as well be called by. A false alarm is a clean unit with a finding of the family; in `prepared` a
share of the units has codes and dates that are right. `any` is the share of errors whose unit has a finding
at all. The goal is that of every family 95 % are found, with at most 1 alarm in 500 units, clean or prepared;
where one misses it the exit code is 1. With --fix it is measured instead what mending does to planted errors:
each of a reversible kind should give back the unit as it was, and what is clean should stay.

    python scripts/bench_checks.py --kinds
    python scripts/bench_checks.py --family numbers --examples 5
    python scripts/bench_checks.py --fix
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plant import COUNT, FAMILIES, Planted, clean_units, glossary, plant
from planting.codes import with_codes
from planting.dates import with_dates

from tm.checks.checker import Checker, mended
from tm.checks.terminology.glossary import Entry, Glossary
from tm.units import Finding, TranslationUnit

LEAST_FOUND, MOST_ALARMS, PER = 0.95, 1.0, 500
FIXED = ("letters", "spaces", "form")
Findings = list[Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Clean:
    """Units without errors, and what the checks say of them, without a glossary and with one."""

    units: list[TranslationUnit]
    findings: Findings
    of_terms: Findings

    def alarms(self, family: str) -> list[int]:
        """The units that the family blames."""
        findings = self.of_terms if family == "terms" else self.findings
        return [index for index, found in enumerate(findings) if family in families_of(found)]

    def rate(self, family: str) -> float:
        """How many that are in 500."""
        return len(self.alarms(family)) / len(self.units) * PER


def families_of(findings: Iterable[Finding]) -> set[str]:
    """The families whose findings these are."""
    return {finding.code.partition(".")[0] for finding in findings}


def findings_of(units: Sequence[TranslationUnit], family: str = "") -> Findings:
    """What a new checker says of each unit, in order; it has the glossary if it is about terms."""
    checker = Checker(source="kk", glossary=Glossary(map(Entry, glossary())) if family == "terms" else None)
    return [found for _, found in checker.checked(units)]


def checked(units: list[TranslationUnit], families: Sequence[str]) -> Clean:
    """The units with what is said of them."""
    return Clean(units, findings_of(units), findings_of(units, "terms") if "terms" in families else [])


def found_of(family: str, planted: Planted, findings: Findings) -> list[bool]:
    """Whether each error is found."""
    also = FAMILIES[family].also
    return [
        not families_of(findings[error.at]).isdisjoint((family, *also.get(error.kind, ())))
        for error in planted.errors
    ]


def bench(
    family: str, units: list[TranslationUnit], sets: Sequence[Clean], options: argparse.Namespace
) -> bool:
    """A row of the table; whether the family reaches the goal."""
    planted = plant(family, units, options.seed)
    findings = findings_of(planted.units, family)
    found = found_of(family, planted, findings)
    share, rates = sum(found) / len(found), [clean.rate(family) for clean in sets]
    said = sum(bool(findings[error.at]) for error in planted.errors) / len(found)
    good = share >= LEAST_FOUND and max(rates) <= MOST_ALARMS
    print(
        f"{family:14}{len(found):9}{sum(found):8}{share:8.1%}{said:8.1%}"
        + "".join(f"{rate:10.2f}" for rate in rates)
        + ("" if good else "   misses the goal"),
        flush=True,
    )
    if options.kinds:
        show_kinds(planted, found)
    if options.examples:
        show_missed(planted, found, options.examples)
        for clean in sets:
            show_alarms(family, clean, options.examples)
    return good


def show_kinds(planted: Planted, found: Sequence[bool]) -> None:
    """How many of each kind are found."""
    number, hits = Counter[str](), Counter[str]()
    for error, hit in zip(planted.errors, found, strict=True):
        number[error.kind] += 1
        hits[error.kind] += hit
    for kind in sorted(number, key=lambda kind: (hits[kind] / number[kind], kind)):
        print(f"    {kind:28}{number[kind]:8}{hits[kind]:8}{hits[kind] / number[kind]:8.0%}")


def show_missed(planted: Planted, found: Sequence[bool], count: int) -> None:
    """Errors of each kind that were not found, before and after."""
    shown = Counter[str]()
    for error, hit in zip(planted.errors, found, strict=True):
        if not hit and shown[error.kind] < count:
            shown[error.kind] += 1
            print(f"    missed: {error.kind}")
            show_change(planted.clean[error.at], planted.units[error.at])


def show_change(before: TranslationUnit, after: TranslationUnit) -> None:
    """What was done to the unit, beside its source."""
    for one, two in zip(before.variants, after.variants, strict=True):
        if one == two and one.lang == "kk":
            print(f"        {one.lang}  {one.content or one.text!r}")
        elif one != two:
            print(f"        {one.lang} <{one.content or one.text!r}")
            print(f"        {two.lang} >{two.content or two.text!r}")


def show_alarms(family: str, clean: Clean, count: int) -> None:
    """Clean units that the family blames, and why."""
    findings = clean.of_terms if family == "terms" else clean.findings
    for index in clean.alarms(family)[:count]:
        print(f"    alarm: {clean.units[index].name}")
        for finding in findings[index]:
            if families_of([finding]) == {family}:
                print(f"        {finding.code} {finding.lang}: {finding.reason}")
        for variant in clean.units[index].variants:
            print(f"        {variant.lang}  {variant.content or variant.text!r}")


def show_speed(units: Sequence[TranslationUnit], *, profile: bool) -> None:
    """Units in a second of the processor, all families at once; with `profile` what each of them costs."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        findings_of(units)
        seconds.append(time.process_time() - start)
    print(f"\n{len(units) / min(seconds):,.0f} units in a CPU second, best of three")
    if profile:
        watch = cProfile.Profile()
        watch.runcall(findings_of, units)
        cost = Counter[str]()
        for (file, _, name), row in pstats.Stats(watch).stats.items():  # type: ignore[attr-defined]
            if "checks" in Path(file).parts and name in ("check", "compare"):
                stem = Path(file).stem
                cost[Path(file).parent.name if stem == "__init__" else stem] += row[3]
        for module, spent in cost.most_common():
            print(f"    {module:20}{spent / max(1e-9, sum(cost.values())):8.1%}")


def bench_fix(family: str, units: list[TranslationUnit], options: argparse.Namespace) -> bool:
    """What mending does to the planted errors, a row a kind; whether it gives back what is reversible."""
    planted, reversible = plant(family, units, options.seed), FAMILIES[family].reversible
    number, back, other, beside = Counter[str](), Counter[str](), Counter[str](), 0
    for index, kind in planted.errors:
        before, after = planted.clean[index], planted.units[index]
        result = mended(after)
        number[kind] += 1
        back[kind] += result == before
        other[kind] += result not in (before, after)
        beside += touched_beside(before, after, result)
        if options.examples and result != before and kind in reversible:
            print(f"    not given back: {kind}")
            show_change(after, result if result != after else before)
    for kind in number:
        print(
            f"{family:10}{kind:28}{number[kind]:9}{back[kind]:12}{other[kind]:10}"
            f"{number[kind] - back[kind] - other[kind]:11}{'' if kind in reversible else '   not reversible'}"
        )
    share = sum(back[kind] for kind in reversible) / sum(number[kind] for kind in reversible)
    print(
        f"{family:10}given back where reversible {share:.1%}, changed beside the error {beside}", flush=True
    )
    return share >= LEAST_FOUND and not beside


def touched_beside(before: TranslationUnit, after: TranslationUnit, result: TranslationUnit) -> int:
    """How many variants without an error mending has changed."""
    rows = zip(before.variants, after.variants, result.variants, strict=True)
    return sum(one == two != three for one, two, three in rows)


def bench_fixes(units: list[TranslationUnit], options: argparse.Namespace) -> bool:
    """Mending of clean units and of those with errors; whether all is as it should be."""
    changed = [unit for unit in units if mended(unit) != unit]
    print(f"clean units changed by mending: {len(changed)} of {len(units)}")
    for unit in changed[: options.examples]:
        show_change(unit, mended(unit))
    print(f"{'':38}{'planted':>9}{'given back':>12}{'otherwise':>10}{'untouched':>11}")
    wanted = [family for family in FIXED if not options.family or family in options.family]
    return all([bench_fix(family, units, options) for family in wanted]) and not changed


def bench_all(units: list[TranslationUnit], options: argparse.Namespace) -> bool:
    """The table of all families that are asked for, and the speed; whether all reach the goal."""
    families = options.family or list(FAMILIES)
    rng = random.Random(options.seed)
    sets = checked(units, families), checked(with_dates(with_codes(units, rng), rng), families)
    heads = ("planted", "found", "share", "any", "alarms", "prepared")
    widths = (9, 8, 8, 8, 10, 10)
    print(f"{'':47}{f'in {PER} units':>20}")
    print(f"{'family':14}" + "".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))
    good = all([bench(family, units, sets, options) for family in families])
    show_speed(units, profile=options.profile)
    return good


def main(arguments: Sequence[str] | None = None) -> int:
    """What is asked for; 0 if the goal is reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--family", nargs="+", choices=list(FAMILIES), help="only these families")
    parser.add_argument("--kinds", action="store_true", help="also by kind of error")
    parser.add_argument(
        "--examples", type=int, default=0, metavar="N", help="errors missed of each kind, and alarms"
    )
    parser.add_argument("--fix", action="store_true", help="measure mending")
    parser.add_argument("--profile", action="store_true", help="what share of the time each family takes")
    parser.add_argument("--units", type=int, default=COUNT, help="so many clean units (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the choice of units and errors (default: 0)")
    options = parser.parse_args(arguments)
    units = clean_units(options.units, options.seed)
    return 0 if (bench_fixes if options.fix else bench_all)(units, options) else 1


if __name__ == "__main__":
    sys.exit(main())
