"""What a reviewer can ask of the page, and the keys for it as they are until somebody changes them.

A key is written as browsers name it: `c`, `C` with Shift, `Ctrl+z`, `Alt+ArrowUp`. Keys are of the place on
the keyboard where the layout has no Latin letters, so that they work in Kazakh and Russian.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Who carries a command out: the server changes the document, or looks for a row; or the page itself."""

    ACT = "act"
    GO = "go"
    HERE = "here"


class Command(NamedTuple):
    """One command: its name, its keys, who carries it out, and the group in which it stands."""

    name: str
    keys: tuple[str, ...]
    kind: Kind
    group: str


COMMANDS = (
    Command("confirm", ("c",), Kind.ACT, "decide"),
    Command("confirm-above", ("C",), Kind.ACT, "decide"),
    Command("reject", ("x",), Kind.ACT, "decide"),
    Command("reopen", ("o",), Kind.ACT, "decide"),
    Command("merge-next", ("m",), Kind.ACT, "beads"),
    Command("merge-previous", ("M",), Kind.ACT, "beads"),
    Command("split", ("s",), Kind.ACT, "beads"),
    Command("realign", ("r",), Kind.ACT, "beads"),
    Command("realign-all", ("R",), Kind.ACT, "beads"),
    Command("edit", ("e", "F2"), Kind.HERE, "words"),
    Command("note", ("t",), Kind.HERE, "words"),
    Command("mark", ("b",), Kind.ACT, "words"),
    Command("undo", ("z", "Ctrl+z"), Kind.ACT, "back"),
    Command("redo", ("y", "Ctrl+Shift+z", "Ctrl+y"), Kind.ACT, "back"),
    Command("first-up", ("u",), Kind.ACT, "segments"),
    Command("last-down", ("d",), Kind.ACT, "segments"),
    Command("first-out", ("U",), Kind.ACT, "segments"),
    Command("last-out", ("D",), Kind.ACT, "segments"),
    Command("pull-up", ("p", "Shift+PageUp"), Kind.ACT, "segments"),
    Command("push-down", ("P", "Shift+PageDown"), Kind.ACT, "segments"),
    Command("next-doubtful", ("n",), Kind.GO, "go"),
    Command("previous-doubtful", ("N",), Kind.GO, "go"),
    Command("next-open", ("f",), Kind.GO, "go"),
    Command("next-uneven", ("g",), Kind.GO, "go"),
    Command("next-marked", ("B",), Kind.GO, "go"),
    Command("doubtful-first", ("q",), Kind.HERE, "go"),
    Command("down", ("j", "ArrowDown"), Kind.HERE, "move"),
    Command("up", ("k", "ArrowUp"), Kind.HERE, "move"),
    Command("left", ("h", "ArrowLeft"), Kind.HERE, "move"),
    Command("right", ("l", "ArrowRight"), Kind.HERE, "move"),
    Command("next-segment", ("]", "Alt+ArrowDown"), Kind.HERE, "move"),
    Command("previous-segment", ("[", "Alt+ArrowUp"), Kind.HERE, "move"),
    Command("next-page", (">",), Kind.GO, "move"),
    Command("previous-page", ("<",), Kind.GO, "move"),
    Command("first", ("Ctrl+Home",), Kind.GO, "move"),
    Command("last", ("Ctrl+End",), Kind.GO, "move"),
    Command("find", ("/",), Kind.HERE, "look"),
    Command("find-next", ("F3",), Kind.GO, "look"),
    Command("find-previous", ("Shift+F3",), Kind.GO, "look"),
    Command("number", ("#",), Kind.HERE, "look"),
    Command("help", ("?",), Kind.HERE, "look"),
)
NAMES = frozenset(command.name for command in COMMANDS)
ACTS = tuple(command.name for command in COMMANDS if command.kind is Kind.ACT)
GROUPS = tuple(dict.fromkeys(command.group for command in COMMANDS))


def grouped(group: str) -> list[Command]:
    """The commands of a group, in their order."""
    return [command for command in COMMANDS if command.group == group]
