"""Which signs a font can draw, read from the table of characters (cmap) of its file.

typst sets a box for a sign that no font has, and says nothing: a certificate with a box for a name
is worse than none.
"""

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_COLLECTION = b"ttcf"
_SEGMENTS, _GROUPS = 4, 12
"""The two forms of the table that fonts of today have: 16-bit segments, and groups of any plane."""

_UNSEEN = frozenset({"Cf", "Zl", "Zp", "Zs"})
"""Categories of characters that leave no mark; variation selectors (Mn) are drawn with others."""

_REFUSED = frozenset({"Cc", "Co", "Cs"})
"""Controls, and the private use in which old systems kept rare characters: another font, or another
reader, shows something else for them."""

_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


@dataclass(frozen=True, slots=True)
class GlyphRanges:
    """The characters of a font as ranges, in order, that do not overlap."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def has(self, character: int) -> bool:
        """Whether the font can draw a character."""
        place = bisect_right(self.firsts, character) - 1
        return place >= 0 and character <= self.lasts[place]


def missing_signs(text: str, fonts: Iterable[GlyphRanges]) -> str:
    """Return the signs of a text that none of the fonts has, each once, in order."""
    known = list(fonts)
    return "".join(
        sign
        for sign in dict.fromkeys(text)
        if _is_refused(sign) or (_is_seen(sign) and not any(one.has(ord(sign)) for one in known))
    )


def read_glyphs(file: Path, index: int = 0) -> GlyphRanges:
    """Read which characters a font has; `index` is its place in a collection.

    A table in a form of old gives no characters. Raises OSError and struct.error.
    """
    with file.open("rb") as font:
        start = _start_of_font(font, index)
        table = _table(font, start, b"cmap")
    ranges = sorted(_ranges(table))
    return GlyphRanges(tuple(first for first, _ in ranges), tuple(last for _, last in ranges))


def _is_refused(sign: str) -> bool:
    return unicodedata.category(sign) in _REFUSED and sign not in "\n\t"


def _is_seen(sign: str) -> bool:
    is_selector = any(ord(sign) in selectors for selectors in _SELECTORS)
    return not (is_selector or sign.isspace() or unicodedata.category(sign) in _UNSEEN)


def _start_of_font(font: BinaryIO, index: int) -> int:
    if font.read(4) != _COLLECTION:
        return 0
    font.seek(12 + 4 * index)
    (start,) = struct.unpack(">I", font.read(4))
    return int(start)


def _table(font: BinaryIO, start: int, wanted: bytes) -> bytes:
    font.seek(start + 4)
    (count,) = struct.unpack(">H6x", font.read(8))
    for _ in range(count):
        tag, _sum, offset, length = struct.unpack(">4sIII", font.read(16))
        if tag == wanted:
            font.seek(offset)
            return font.read(length)
    return b"\0\0\0\0"


def _ranges(table: bytes) -> list[tuple[int, int]]:
    """Return the ranges of the best form that the table has."""
    (count,) = struct.unpack_from(">2xH", table)
    forms: dict[int, int] = {}
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * place)
        (form,) = struct.unpack_from(">H", table, offset)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):  # noqa: PLR2004 - Unicode
            forms.setdefault(form, offset)
    if _GROUPS in forms:
        return _grouped(table, forms[_GROUPS])
    return _segmented(table, forms[_SEGMENTS]) if _SEGMENTS in forms else []


def _grouped(table: bytes, offset: int) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">12xI", table, offset)
    groups = struct.iter_unpack(">III", table[offset + 16 : offset + 16 + 12 * count])
    return [(first, last) for first, last, glyph in groups if glyph or first != last]


def _segmented(table: bytes, offset: int) -> list[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">6xH", table, offset)
    count = doubled // 2
    lasts = struct.unpack_from(f">{count}H", table, offset + 14)
    firsts = struct.unpack_from(f">{count}H", table, offset + 16 + doubled)
    pairs = zip(firsts, lasts, strict=True)
    return [(first, last) for first, last in pairs if first != 0xFFFF]  # noqa: PLR2004 - the end mark
