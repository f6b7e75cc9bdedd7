"""What docs/review.md says of actions, keys and figures is what the page has."""

from __future__ import annotations

import re

from tests.conftest import ROOT
from tm.review.order import DOUBTFUL
from tm.web.pages import templates
from tm.web.review.commands import COMMANDS
from tm.web.review.window import PAGE

DOCS = (ROOT / "docs" / "review.md").read_text("utf-8")
ARROWS = {"ArrowDown": "↓", "ArrowUp": "↑", "ArrowLeft": "←", "ArrowRight": "→"}


def written(key: str) -> str:
    """A key as the page and the docs show it."""
    *held, last = key.split("+")
    return f"`{'+'.join([*held, ARROWS.get(last, last)])}`"


def test_the_table_of_keys_has_all_actions_in_their_order_and_under_their_names() -> None:
    labels = templates("en").get_template("review/words.html").module.labels  # type: ignore[attr-defined]
    wanted = [(labels[one.name], " ".join(map(written, one.keys))) for one in COMMANDS]
    table = DOCS.split("| action | keys |")[1].split("\n\n")[0]
    assert re.findall(r"^\| ([^|]+?) \| (`[^|]*`) \|", table, re.MULTILINE) == wanted


def test_the_figures_are_those_of_the_code() -> None:
    assert f"doubtful, below {DOUBTFUL};" in DOCS
    assert f"{PAGE} rows are shown at once" in DOCS
