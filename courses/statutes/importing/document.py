"""What every reader of files returns: lines, tables, and what the file says about itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

Table = tuple[tuple[str, ...], ...]
"""A table by rows, each a tuple of cells."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff60\u3001-\u303f“”‘’—…·"
_BLANK_IN_CHINESE = re.compile(rf"(?<=[{_CHINESE}]) (?=[{_CHINESE}])")
_CHINESE_END = re.compile(rf"[{_CHINESE}]$")
_CHINESE_START = re.compile(rf"[{_CHINESE}]")


class Style(Enum):
    """What the layout says about a line."""

    BODY = auto()
    HEADING = auto()
    CONTENTS = auto()
    """A line of an automatic table of contents."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with single blanks, and where it stands in the file.

    `soft` says that nothing but a line break divides it from the line before, which may go on in
    it. `place` counts lines, or paragraphs where the file has no lines, from 1.
    """

    text: str
    place: int
    soft: bool = False
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file taken apart into lines and tables.

    `declared` is what the file says about itself in front matter, by name. `unit` is the Chinese
    word for what `Line.place` counts.
    """

    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    declared: Mapping[str, str] = field(default_factory=dict)
    unit: str = "行"


def tidy(text: str) -> str:
    """Return a text with single blanks, without blanks around it and invisible characters."""
    return " ".join(text.translate(_INVISIBLE).split())


def closed_up(text: str) -> str:
    """Take out the blanks between Chinese characters, which are layout: 总　则 is 总则."""
    return _BLANK_IN_CHINESE.sub("", text)


def joined(first: str, second: str) -> str:
    """Put together what a line break divided; only words of other scripts keep a blank."""
    if not first or not second:
        return first + second
    is_number = first[-1].isdigit() and second[0].isdigit()
    bare = is_number or _CHINESE_END.search(first) or _CHINESE_START.match(second)
    return f"{first}{'' if bare else ' '}{second}"
