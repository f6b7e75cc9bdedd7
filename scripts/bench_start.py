"""How long `import tm` and `tm --help` take, beside a bare Python: the median of several fresh processes.

python scripts/bench_start.py [RUNS]          default: 11
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": ([sys.executable, "-c", "pass"], None),
    "python -c 'import numpy'": ([sys.executable, "-c", "import numpy"], None),
    "python -c 'import tm'": ([sys.executable, "-c", "import tm"], 0.15),
    "python -c 'import tm; tm.segment'": ([sys.executable, "-c", "import tm; tm.segment"], None),
    "tm --help": ([sys.executable, "-m", "tm", "--help"], 0.4),
    "tm align --help": ([sys.executable, "-m", "tm", "align", "--help"], None),
}


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one fresh process."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    """Print a row a command: median and spread in seconds, and the bound where there is one."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    for name, (command, bound) in COMMANDS.items():
        times = [seconds(command) for _ in range(runs)]
        median = statistics.median(times)
        verdict = "" if bound is None else f"  bound {bound} s: {'holds' if median < bound else 'BROKEN'}"
        print(f"{name:36} {median:.3f} s  ({min(times):.3f} to {max(times):.3f}){verdict}")


if __name__ == "__main__":
    main()
