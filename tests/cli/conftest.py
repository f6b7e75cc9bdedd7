"""What tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scoring.files import text, unit, units

WHO = ("The old teacher", "A young doctor", "My neighbour", "The new minister", "Our driver", "The engineer")
KK_WHO = ("Қарт мұғалім", "Жас дәрігер", "Менің көршім", "Жаңа министр", "Біздің жүргізуші", "Инженер")
DOES = ("reads a long letter", "opens the school door", "repairs the bridge in town", "waits for an answer")
KK_DOES = ("ұзақ хат оқиды", "мектептің есігін ашады", "қаладағы көпірді жөндейді", "жауап күтеді")
REFERENCES = [f"{who} {does} in the morning." for who in WHO for does in DOES]
SOURCES = [f"{who} таңертең {does}." for who in KK_WHO for does in KK_DOES]


@pytest.fixture
def mt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with 24 references as text and TMX, their sources, and outputs of two systems."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("SACREBLEU_SEED", raising=False)
    text(tmp_path / "ref.en", *REFERENCES)
    text(tmp_path / "src.kk", *SOURCES)
    text(tmp_path / "a.en", *(one.replace("in the morning", "this morning") for one in REFERENCES))
    text(tmp_path / "b.en", *(one.replace(" the ", " ").replace("long", "big") for one in REFERENCES))
    made = [
        unit(
            f"t{number}",
            ("kk", source),
            ("en", reference),
            document=f"d{number % 2}",
            confidence="0.4" if number < 4 else "0.95",
            review="auto",
        )
        for number, (source, reference) in enumerate(zip(SOURCES, REFERENCES, strict=True))
    ]
    units(tmp_path / "m.tmx", made)
    return tmp_path
