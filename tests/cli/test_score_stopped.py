"""`tm score` that is stopped in the middle of its work, or of which two run at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.scoring.files import text

WORDS = [f"word{number}" for number in range(40)]
TER = ("--ref", "ref.en", "--sys", "hard.en", "--metric", "TER", "--test", "none", "--workers", "2")


def started(folder: Path, *args: str) -> subprocess.Popen[str]:
    cache = str(folder / "cache")
    environment = {**os.environ, "XDG_CACHE_HOME": cache, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-m", "tm", "score", *args],
        cwd=folder,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def children(process: int) -> list[int]:
    """The processes that another one has started."""
    try:
        return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))
    except OSError:
        return []


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The processes that compute, when they have begun to."""
    for _ in range(1200):
        found = [one for one in children(process.pid) if "spawn_main" in _command(one) and _used(one) > 0.5]
        if len(found) == 2 or process.poll() is not None:
            return found
        time.sleep(0.05)
    return []


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def _used(process: int) -> float:
    """Seconds of a processor that a process has used."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return int(fields[11]) / os.sysconf("SC_CLK_TCK")


def gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    """A folder with segments of which TER takes minutes, and their words in another order."""
    draw = random.Random(1)
    references = [draw.sample(WORDS, 38) for _ in range(2000)]
    text(tmp_path / "ref.en", *map(" ".join, references))
    text(tmp_path / "hard.en", *(" ".join(draw.sample(one, 38)) for one in references))
    return tmp_path


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


@needs_proc
@pytest.mark.parametrize(
    ("signs", "code", "said"),
    [
        ((signal.SIGINT,), 130, "tm: interrupted; nothing was written\n"),
        ((signal.SIGINT, signal.SIGINT), 130, ""),
        ((signal.SIGTERM,), 143, ""),
    ],
    ids=["once", "twice", "term"],
)
def test_stopped(hard: Path, signs: tuple[signal.Signals, ...], code: int, said: str) -> None:
    process = started(hard, *TER, "--save", "s.json", "--report", "r.html")
    found = workers(process)
    assert len(found) == 2
    for sign in signs:
        process.send_signal(sign)
        time.sleep(0.02)
    out, err = process.communicate(timeout=30)  # a task that is under way takes longer
    assert out == "" and "Traceback" not in err and said in err and process.returncode == code
    for _ in range(100):
        if all(map(gone, found)):
            break
        time.sleep(0.05)
    assert all(map(gone, found)), "workers outlive it"
    assert sorted(path.name for path in hard.iterdir() if path.name != "cache") == ["hard.en", "ref.en"]
    assert not list(hard.rglob("tmp*"))


@needs_proc
def test_a_worker_that_is_killed(hard: Path) -> None:
    process = started(hard, *TER, "--save", "s.json")
    os.kill(workers(process)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (1, "") and not (hard / "s.json").exists()
    assert err == "tm: a process that computed scores was ended; try with --workers 1\n"


def test_two_at_once_on_one_cache(hard: Path) -> None:
    for name in ("ref.en", "hard.en"):
        text(hard / name, *(hard / name).read_text("utf-8").splitlines()[:300])
    args = ("--ref", "ref.en", "--sys", "hard.en", "--draws", "100")
    both = [started(hard, *args) for _ in range(2)]
    found = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0] and found[0] == found[1] and found[0][1] == ""
    last = started(hard, *args)
    assert last.communicate(timeout=60) == found[0]
