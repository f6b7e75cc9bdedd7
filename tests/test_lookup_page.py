"""What docs/lookup.md says of scores, rows and limits is what the code does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.cli.test_concord import driving
from tests.conftest import ROOT
from tests.test_answers import filled
from tm.matching import diversity, likeness, penalties, provenance
from tm.matching.bands import ROWS
from tm.pretranslation import MINIMUM

PAGE = (ROOT / "docs/lookup.md").read_text("utf-8")
POINTS = {
    name: (points, said)
    for points, name, said in re.findall(r"^\| ([\d.]+) \| `(\w+)` \| (.+) \|$", PAGE, re.M)
}
OF_TEXTS = {
    "case": (penalties.CASE,),
    "letters": (penalties.LETTERS,),
    "numbers": (penalties.NUMBER, penalties.NUMBER_MORE, penalties.NUMBERS_MOST),
    "suffix": (penalties.SUFFIX,),
    "punctuation": (penalties.PUNCTUATION,),
    "shapes": (penalties.SHAPES,),
    "space": (penalties.SPACE,),
    "codes": (penalties.CODE, penalties.CODES_MOST, penalties.CODE_PLACE),
}
OF_UNITS = {
    "region": (provenance.REGION,),
    "script": (provenance.SCRIPT,),
    "machine": (provenance.MACHINE,),
    "rejected": (provenance.REJECTED,),
    "draft": (provenance.DRAFT,),
    "confidence": (provenance.UNSURE, 0, provenance.SURE),
}


@pytest.mark.parametrize(("name", "values"), [*OF_TEXTS.items(), *OF_UNITS.items()])
def test_points(name: str, values: tuple[float, ...]) -> None:
    points, said = POINTS[name]
    assert [float(points), *map(float, re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\w)", said))] == list(
        values
    )


def test_the_tables_name_every_penalty() -> None:
    assert POINTS.keys() == OF_TEXTS.keys() | OF_UNITS.keys()
    for module, names in ((penalties, OF_TEXTS), (provenance, OF_UNITS)):
        code = Path(str(module.__file__)).read_text("utf-8")
        made = set(re.findall(r'Penalty\("(\w+)", [A-Zm]', code))
        assert made <= names.keys()


def test_other_numbers() -> None:
    assert f"costs {likeness.MOVED:g} of a word" in PAGE
    assert f"({100 * diversity.NEARLY:g} %, source and target both)" in PAGE
    assert f"matches with {MINIMUM} per cent and more (`--min`)" in PAGE
    rows = ", ".join(ROWS[:-1]).replace("-", "–")
    assert f"in the rows {rows} and {ROWS[-1]}" in PAGE.replace("\n", " ")


@pytest.mark.parametrize("command", ["lookup", "concord"])
def test_the_examples_are_what_is_printed(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TM_MEMORY", raising=False)
    if command == "lookup":
        filled("tm.sqlite")
    else:
        driving("tm.sqlite")
    said = re.search(rf"\$ tm {command} (.+)\n([^`]*)```", PAGE)
    assert said is not None
    code, out, _ = run(capfd, command, *shlex.split(said[1]))
    assert (code, out) == (0, said[2])
