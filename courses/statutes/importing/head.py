"""What stands before the first article: title, 题注, table of contents, and the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courses.statutes.importing.document import Line, Style, closed_up, joined
from courses.statutes.importing.marks import (
    HeadingMark,
    contents_heading,
    heading_mark,
    is_contents_title,
)

_DAY = r"(?:\d{4}|[〇○零一二三四五六七八九]{4}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月"
_EVENT = re.compile(rf"{_DAY}.*(?:通过|公布|发布|施行|修订|修正|批准|印发|颁布)")
_BARE_EVENT = re.compile(rf"{_EVENT.pattern}.*(?<![。；：])")
_BRACKET = ("（", "(", "【", "〔")
_CLOSING = ("）", ")", "】", "〕")
_TITLE_LINES = 3
_LONGEST_TITLE = 80
_SAID = re.compile(r"[。；：:]$")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines before the first article, sorted; `headings` are those it stands under.

    `contents` are the headings that the table of contents names.
    """

    history: str
    preamble: tuple[str, ...]
    headings: tuple[Line, ...]
    contents: tuple[HeadingMark, ...]
    left_out: tuple[Line, ...]


def title_candidates(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """Give every line, and every two or three together, that may be the title.

    Each comes with the index behind it.
    """
    for start in range(len(lines)):
        text = ""
        for end in range(start, min(start + _TITLE_LINES, len(lines))):
            text = joined(text, lines[end].text)
            if len(text) <= _LONGEST_TITLE:
                yield closed_up(text), end + 1


def read_head(lines: Sequence[Line]) -> Head:
    """Sort the lines between the title and the first article."""
    lines, contents = _without_contents(lines)
    first = next((i for i, line in enumerate(lines) if heading_mark(line.text)), len(lines))
    history, rest = _take_history(lines[:first])
    preamble = [line for line in rest if _SAID.search(line.text)]
    return Head(
        history=history,
        preamble=tuple(closed_up(line.text) for line in preamble),
        headings=tuple(lines[first:]),
        contents=contents,
        left_out=tuple(line for line in rest if line not in preamble),
    )


def _without_contents(lines: Sequence[Line]) -> tuple[list[Line], tuple[HeadingMark, ...]]:
    """Take out a table of contents: from its title to where its first heading comes again."""
    kept = [line for line in lines if line.style is not Style.CONTENTS]
    marks = [(i, mark) for i, line in enumerate(kept) if (mark := contents_heading(line.text))]
    title = next((i for i, line in enumerate(kept) if is_contents_title(line.text)), None)
    if not marks:
        return [line for i, line in enumerate(kept) if i != title], ()
    first_index, first = marks[0]
    again = [i for i, mark in marks[1:] if (mark.level, mark.number) == (first.level, first.number)]
    begin = min(first_index, first_index if title is None else title)
    if not again:
        return [line for i, line in enumerate(kept) if i != title], ()
    return kept[:begin] + kept[again[-1] :], tuple(mark for i, mark in marks if i < again[-1])


def _take_history(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """Return the 题注, which may go on until its bracket closes, and the other lines."""
    told: list[str] = []
    rest: list[Line] = []
    is_open = False
    for line in lines:
        begins = line.text.startswith(_BRACKET) and _EVENT.search(line.text) is not None
        bare = (
            re.match(_DAY, line.text) and _EVENT.search(line.text) and not _SAID.search(line.text)
        )
        if is_open or begins or bare:
            told.append(line.text)
            is_open = (is_open or begins) and not line.text.endswith(_CLOSING)
        else:
            rest.append(line)
    return "\u3000".join(told).replace(" ", "\u3000"), rest
