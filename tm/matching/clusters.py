"""Characters as a reader sees them, and words: what must not be cut in two."""

from __future__ import annotations

import re

# Combining marks of the scripts that we may meet.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# What changes the character before it: the look of an emoji, or the colour of its skin.
STYLES = "\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
HYPHENS, APOSTROPHES = "-\u2010\u2011", "'’‘"

_ONE = (
    f"(?s:\\r\\n|[\U0001f1e6-\U0001f1ff]{{2}}|.)[{MARKS}{STYLES}\u1160-\u11ff]*"  # the last are Korean vowels
)
CLUSTER = re.compile(f"{_ONE}(?:\u200d{_ONE})*")

_PART = f"[^\\W_]+(?:[{MARKS}]+[^\\W_]*)*"
PART = re.compile(_PART)
# Letters and digits, joined words with their hyphens, and what has apostrophes inside.
WORD = re.compile(f"{_PART}(?:[{HYPHENS}{APOSTROPHES}]{_PART})*")
