"""All tests, as two processes at once where there are two cores; what the second says comes after the first.

    python scripts/halves.py [--alone]

For scripts/test. Tests that open pages or run commands wait for processes of their own much of the time,
so they are one half. Ends with 1 where a half fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

FIRST = ("tests/web", "tests/review", "tests/report", "tests/cli", "tests/test_docs.py")
FOUND = ("chromium", "omegat")  # scripts that install what both halves would else install at once
ROOT = Path(__file__).parents[1]


def halves() -> tuple[list[str], list[str]]:
    """The arguments for pytest of each half."""
    return list(FIRST), [f"--ignore={place}" for place in FIRST]


def run(arguments: Sequence[str]) -> int:
    """The exit code of the worse half."""
    pytest = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    if "--alone" in arguments or (os.cpu_count() or 1) < 2:
        return subprocess.run([sys.executable, "-m", "pytest"], cwd=ROOT, check=False).returncode
    for script in FOUND:
        subprocess.run(["sh", ROOT / "scripts" / script], cwd=ROOT, capture_output=True, check=False)
    with tempfile.TemporaryDirectory(prefix="ushtil-") as folder:
        for options in (("--fast", folder), ("--stop", folder)):
            command = ["sh", str(ROOT / "scripts" / "postgres"), *options]
            subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    first, second = halves()
    with tempfile.TemporaryFile() as said:
        other = subprocess.Popen([*pytest, *second], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        try:
            code = subprocess.run([*pytest, *first], cwd=ROOT, check=False).returncode
            code = max(code, other.wait())
        finally:
            other.kill()
        said.seek(0)
        sys.stdout.buffer.write(said.read())
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
