"""The Chinese fonts of this machine in which certificates are set."""

import struct
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import typst

from grading.certificates.errors import NoChineseFontError, UnsettableTextError
from grading.certificates.glyphs import GlyphRanges, missing_signs, read_glyphs

TITLE_FAMILIES = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
    "SimSun",
    "NSimSun",
    "FangSong",
    "AR PL UMing CN",
)
TEXT_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "DengXian",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
RARE_FAMILIES = (
    "SimSun-ExtB",
    "SimSun-ExtG",
    "HanaMinA",
    "HanaMinB",
    "Jigmo",
    "Jigmo2",
    "Microsoft Uighur",
    "Noto Naskh Arabic",
    "DejaVu Sans",
)
"""Asked for signs that the others have not: rare characters, names in other scripts."""

_found: "Fonts | None" = None
_finding = threading.Lock()


@dataclass(frozen=True, slots=True)
class Fonts:
    """What was found: families in the order in which they are asked for each sign."""

    searched: typst.Fonts
    title: tuple[str, ...]
    text: tuple[str, ...]
    glyphs: tuple[GlyphRanges, ...]

    def refuse_missing(self, text: str) -> None:
        """Raise UnsettableTextError where a text has signs that no font of the machine can draw."""
        if signs := self.missing(text):
            raise UnsettableTextError(signs)

    def missing(self, text: str) -> str:
        """Return the signs of a text that no font of the machine can draw.

        The other fonts are read only for signs that the chosen ones have not; after some are
        missing, the next call looks for new fonts.
        """
        signs = missing_signs(text, self.glyphs)
        if signs and (signs := missing_signs(signs, _glyphs_of(self.searched))):
            _forget()
        return signs


def chinese_fonts() -> Fonts:
    """Return the fonts of this machine, looked for once. Raises NoChineseFontError.

    Where there are none, the next call looks again, so that nobody has to restart the platform.
    """
    global _found  # noqa: PLW0603 - looking through a machine's fonts takes 0.1 s
    with _finding:
        if _found is None:
            _found = _look()
        return _found


def _forget() -> None:
    global _found  # noqa: PLW0603 - likewise
    with _finding:
        _found = None


def chosen_families(present: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which of the families of a machine are used for titles, and which for text.

    Raises NoChineseFontError.
    """
    there = set(present)
    title = [family for family in TITLE_FAMILIES if family in there][:1]
    text = [family for family in TEXT_FAMILIES if family in there][:1]
    if not title and not text:
        raise NoChineseFontError
    rare = [family for family in RARE_FAMILIES if family in there]
    return tuple(dict.fromkeys(title + text + rare)), tuple(dict.fromkeys(text + title + rare))


def _look() -> Fonts:
    searched = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    title, text = chosen_families(searched.families())
    return Fonts(searched, title, text, tuple(_glyphs_of(searched, title)))


def _glyphs_of(
    searched: typst.Fonts, families: Collection[str] | None = None
) -> Iterator[GlyphRanges]:
    """Read what families can draw, all of them if None, each from its first file that is sound."""
    done: set[str] = set()
    for font in searched.fonts():
        is_wanted = families is None or font.family in families
        if font.path is None or font.family in done or not is_wanted:
            continue
        with suppress(OSError, struct.error):
            yield read_glyphs(Path(font.path), font.index)
            done.add(font.family)
