"""What can go wrong, as one tree; each branch carries the exit code that the command ends with.

    TMError                     1   an error of ours that has no better branch
    ├── UsageError              2   the command or call itself does not make sense
    ├── GateFailed              3   a condition that the user asked to be checked does not hold
    ├── Interrupted           130   the user stopped it half-way, and what was done stays
    ├── DamagedModel            1   the encoder that comes with the package is missing or damaged
    ├── StoreError              5   a memory could not be used; nothing in it was changed
    │   ├── NoSuchMemory            there is none at this place
    │   ├── UnusableMemory          not a memory, damaged, or of a newer version
    │   ├── ReadOnlyMemory          it can be read, but not be written to
    │   ├── BusyMemory              others wrote to it for longer than we wait
    │   └── UnreachableServer       the database server does not answer, or refuses
    └── InputError              4   something that was given is wrong; says where
        ├── UnreadableFile          missing, empty, binary, in no encoding that is known
        ├── WrongLanguage           a document is not in the language it was declared to be
        ├── MalformedLine           a line of a file; the base of the next ones
        │   ├── MalformedBeads      a line of a beads file
        │   ├── MalformedTMX        a place in a TMX file
        │   ├── MalformedXLIFF      a place in an XLIFF file
        │   ├── MalformedTable      a row of a table: CSV, TSV, XLSX
        │   ├── MalformedPO         an entry of a PO file
        │   ├── MalformedMoses      files of plain text whose lines do not pair
        │   └── MalformedGlossary   a place in a glossary
        ├── MalformedManifest       an entry of the corpora manifest
        ├── MalformedRecord         a score report that was kept as JSON
        ├── UnfitAnchors            confirmed beads that do not fit the texts, or one another
        ├── UnusableModel           a folder given as an encoder is none, is damaged, or would run code
        ├── NoSuchUnit              a memory has no unit of this number
        ├── ScoreMismatch           hypotheses and references do not belong together
        ├── ChangedTestSet          a test set is not any more what was frozen
        └── UnwritableOutput        the place for a result can't be written

Messages say where first, then what is wrong, then what to do: `kk.txt:3: …`.
"""

from __future__ import annotations

from pathlib import Path


class Message(str):
    """What an error says: a text with its values put in, which keeps both, so that pages can translate it.

    A whole number among the values is an amount, written with marks between the thousands; what only
    names something, as the number of a row, is given as text.

    >>> Message("a sheet has %(most)s rows at most", most=1_000_000)
    'a sheet has 1,000,000 rows at most'
    """

    text: str
    values: dict[str, str | int]

    def __new__(cls, text: str, /, **values: str | int) -> Message:
        """The text with its values."""
        shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        made = super().__new__(cls, text % shown if shown else text)
        made.text, made.values = text, values
        return made


class TMError(Exception):
    """The base of every error that this package raises on purpose."""

    exit_code = 1


class UsageError(TMError):
    """The command or call does not make sense, whatever the files hold."""

    exit_code = 2


class GateFailed(TMError):
    """A check that the user asked for failed; the message says which."""

    exit_code = 3


class Interrupted(TMError):
    """The user stopped something half-way; the message says what stays, and how to go on."""

    exit_code = 130


class DamagedModel(TMError):
    """The encoder that comes with the package can't be loaded; the installation is broken."""


class StoreError(TMError):
    """A memory could not be used, or could not be written to; what was in it before is in it still."""

    exit_code = 5

    def __init__(self, place: Path | str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place, self.problem = place, problem

    def __reduce__(self) -> tuple[type[StoreError], tuple[Path | str, str]]:
        return type(self), (self.place, self.problem)  # so that it comes out of another process as it was


class NoSuchMemory(StoreError):
    """There is no memory at this place."""


class UnusableMemory(StoreError):
    """What is there is no memory, is damaged, or was made by a newer version of the tool."""


class ReadOnlyMemory(StoreError):
    """The memory can be read, but its file or folder, or its server, does not let us write."""


class BusyMemory(StoreError):
    """Other processes wrote to the memory for longer than we wait."""


class UnreachableServer(StoreError):
    """The database server does not answer, or does not let us in."""


class InputError(TMError):
    """Something that was given is wrong. The message says where, what, and what to do."""

    exit_code = 4


class UnreadableFile(InputError):
    """A file can't be read as text: it is missing, empty, binary, or in an unknown encoding."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem


class WrongLanguage(InputError):
    """A document is not in the language it was declared to be."""

    def __init__(self, path: Path | str, declared: str, found: str) -> None:
        super().__init__(
            f"{path}: declared {declared} but reads like {found}; "
            "were files or languages swapped? (--trust-languages takes the declaration as it is)"
        )
        self.path, self.declared, self.found = path, declared, found


class MalformedLine(InputError):
    """A line of a text format is wrong; the base of what says `file:line`."""

    def __init__(self, path: Path | str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path, self.line, self.problem = path, line, problem


class MalformedBeads(MalformedLine):
    """A line of a beads file is not a bead, or the beads do not fit together."""


class MalformedTMX(MalformedLine):
    """A TMX file is ill-formed, unsafe, or says something that TMX 1.4 does not allow."""


class MalformedGlossary(MalformedLine):
    """A row of a glossary is not as its header says, or a TBX file is ill-formed or unsafe."""


class MalformedXLIFF(MalformedLine):
    """An XLIFF file is ill-formed, unsafe, of an unknown version, or has a unit that can't be taken."""


class MalformedTable(MalformedLine):
    """A row of a table can't be made a unit, or the table is none at all; the line is the row, from 1."""


class MalformedPO(MalformedLine):
    """An entry of a PO file is ill-formed, or nothing says which languages the file is in."""


class MalformedMoses(MalformedLine):
    """Files of plain text that should pair line by line do not."""


class MalformedManifest(InputError):
    """The corpora manifest or a file that it describes is not as it should be."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem


class MalformedRecord(InputError):
    """A file is no score report that was kept as JSON, or one that was changed or is of a newer version."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem


class UnfitAnchors(InputError):
    """Beads given as confirmed are of other texts or languages, overlap or cross."""


class UnusableModel(InputError):
    """A folder given as an encoder can't be used: it is none, it is damaged, or to load it would run code."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem


class NoSuchUnit(InputError):
    """A memory has no unit of this number, or no version of it that was asked for."""


class ScoreMismatch(InputError):
    """Hypotheses and references do not belong together; a score would mean nothing."""


class ChangedTestSet(InputError):
    """A test set is not any more what was frozen; scores on it would be compared with others in vain."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}; bring it back, or freeze a new set under another name")
        self.path, self.problem = path, problem


class UnwritableOutput(InputError):
    """A result could not be written; nothing is left half-written."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem
