"""Pictures of pages as small files: 256 colours are enough for text on paper."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

MOST, NEAR = 256, 30  # colours, and how far from each other: the square of a distance in RGB
_BEGIN = b"\x89PNG\r\n\x1a\n"
_DEPTH, _RGB, _INDEXED = 8, 2, 3  # bits a channel; kinds of pixels

Colour = tuple[int, int, int]


def small(png: bytes) -> bytes:
    """The same picture in its most frequent colours; the others become the nearest of these.

    It must be in RGB of 8 bits and not interlaced, as browsers write it.
    """
    chunks = list(_chunks(png))
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if (depth, kind, interlaced) != (_DEPTH, _RGB, 0):
        raise ValueError("the picture is not in plain RGB")
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    rows = [list(_pixels(line)) for line in _lines(zlib.decompress(packed), width)]
    counts = Counter(pixel for row in rows for pixel in row)
    palette = _palette(counts)
    nearest = {colour: _nearest(colour, palette) for colour in counts}
    lines = b"".join(b"\0" + bytes(map(nearest.__getitem__, row)) for row in rows)
    return _BEGIN + b"".join(
        _chunk(name, content)
        for name, content in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, _DEPTH, _INDEXED, 0, 0, 0)),
            (b"PLTE", bytes(part for colour in palette for part in colour)),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )


def _palette(counts: Counter[Colour]) -> list[Colour]:
    """The most frequent colours, of which none is nearly another."""
    palette: list[Colour] = []
    for colour, _ in counts.most_common():
        if len(palette) < MOST and all(_distance(colour, other) > NEAR for other in palette):
            palette.append(colour)
    return palette


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    return min(range(len(palette)), key=lambda k: _distance(colour, palette[k]))


def _distance(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_BEGIN)
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        yield name, png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _pixels(line: bytes) -> Iterator[Colour]:
    return zip(line[::3], line[1::3], line[2::3], strict=True)


def _lines(packed: bytes, width: int) -> Iterator[bytes]:
    """The lines of a picture, each told from the one above and the pixel to the left as its filter says."""
    size = 3 * width
    above = bytes(size)
    for at in range(0, len(packed), size + 1):
        line = bytearray(packed[at + 1 : at + 1 + size])
        told = _FILTERS[packed[at]]
        for k in range(size):
            left, corner = (line[k - 3], above[k - 3]) if k >= 3 else (0, 0)
            line[k] = (line[k] + told(left, above[k], corner)) & 255
        above = bytes(line)
        yield above


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))


_FILTERS = (
    lambda left, up, corner: 0,
    lambda left, up, corner: left,
    lambda left, up, corner: up,
    lambda left, up, corner: (left + up) // 2,
    _paeth,
)
