"""Pictures that stand for photos: hills under a sky, drawn from chance and nothing else."""

import math
import random
import struct
import zlib

WIDTH, HEIGHT = 320, 240
_SKIES = (
    ((214, 231, 238), (248, 240, 219)),
    ((240, 226, 196), (252, 246, 231)),
    ((196, 218, 226), (232, 240, 236)),
)
"""Colours at the top and at the horizon."""

_HILLS = ((148, 182, 150), (96, 146, 112), (45, 102, 78))
"""From the farthest to the nearest."""

_SUN = (243, 200, 120)
_SHADES = 32
_SUN_COLOUR = _SHADES + len(_HILLS)


def picture(chance: random.Random) -> bytes:
    """Return a PNG file."""
    top, horizon = chance.choice(_SKIES)
    sky = [_between(top, horizon, shade / _SHADES) for shade in range(_SHADES)]
    ridges = [_ridge(chance, base) for base in (0.5, 0.62, 0.76)]
    sun = (chance.randint(60, WIDTH - 60), chance.randint(35, 75), chance.randint(14, 22))
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)  # a row that is stored as it is
        rows += _row(y, ridges, sun)
    palette = bytes(part for colour in (*sky, *_HILLS, _SUN) for part in colour)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(bytes(rows), 9)))
    written = b"".join(_chunk(name, body) for name, body in (*chunks, (b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + written


def _row(y: int, ridges: list[list[int]], sun: tuple[int, int, int]) -> bytearray:
    row = bytearray([min(_SHADES - 1, y * _SHADES // (HEIGHT * 3 // 4))] * WIDTH)
    x, middle, radius = sun
    half = math.isqrt(max(0, radius * radius - (y - middle) ** 2))
    row[x - half : x + half] = bytes([_SUN_COLOUR]) * (2 * half)
    for number, ridge in enumerate(ridges):
        colour = _SHADES + number
        for place, top in enumerate(ridge):
            if y >= top:
                row[place] = colour
    return row


def _ridge(chance: random.Random, base: float) -> list[int]:
    """Return how far down the top of a hill lies, for every column."""
    waves = [
        (chance.uniform(4, 16), chance.uniform(40, 110), chance.uniform(0, 6)) for _ in range(3)
    ]
    return [
        round(HEIGHT * base + sum(high * math.sin(x / long + at) for high, long, at in waves))
        for x in range(WIDTH)
    ]


def _between(first: tuple[int, ...], last: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(first, last, strict=True))


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)
