"""A command on a terminal of some width, as a user sees it."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_CURSOR = re.compile(r"\x1b\[\??[0-9;]*[A-HJKhl]")


def on_terminal(args: Sequence[str], columns: int) -> tuple[str, str]:
    """What `tm` prints on a terminal: without its colours, and with them."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    shown = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}
    for name in ("COLUMNS", "NO_COLOR"):
        shown.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tm", *args], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=shown
    )
    os.close(theirs)
    parts = []
    while part := _read(ours):
        parts.append(part)
    os.close(ours)
    assert process.wait(60) == 0
    coloured = _CURSOR.sub("", b"".join(parts).decode().replace("\r\n", "\n"))
    return _STYLE.sub("", coloured), coloured


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # nobody writes to it any more
        return b""
