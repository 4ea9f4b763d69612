"""The lines of an article as paragraphs (款) and items (项)."""

import re
from dataclasses import dataclass, field, replace

from courses.statutes.importing.document import Line, closed_up, joined
from courses.statutes.importing.marks import ends_sentence, is_finished, is_subitem, item_mark
from courses.statutes.library.text import Paragraph
from courses.statutes.numerals import chinese_numeral

_ITEM_INSIDE = re.compile(
    r"(?<=[：；。:;]) ?(?=[（(][一二三四五六七八九十]{1,3}[）)](?![、项和或及至]))"
)


@dataclass(slots=True)
class _Open:
    text: str
    items: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ArticleReading:
    """An article while its lines come in.

    `faults` name items whose numbers are not in order, `doubts` what was decided without certainty.
    """

    place: str
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    def take_in(self, line: Line, *, first: bool = False) -> None:
        """Read a line; the first one is what stands behind the number of the article."""
        pieces = _items_apart(line.text)
        if len(pieces) > 1:
            self.doubts.append(f"{self.place}的各项没有分行，已按（一）（二）分开")
        for piece in pieces:
            self._take_piece(replace(line, text=piece), first=first)
            first = False

    def _take_piece(self, line: Line, *, first: bool) -> None:
        mark = item_mark(line.text)
        if mark is not None:
            self._take_item(mark.number, mark.rest, line)
        elif self._open and is_subitem(line.text):
            self._append("\n" + line.text)
        elif self._open and not first and not _is_ended(self._last_text(), line):
            if not line.soft:
                self.doubts.append(f"{self.place}有一句分在两段里，已接上：“{line.text[:10]}…”")
            self._put_last(joined(self._last_text(), line.text))
        else:
            self._open.append(_Open(line.text))

    @property
    def is_finished(self) -> bool:
        """Whether what came in so far ends as a paragraph does."""
        return bool(self._open) and is_finished(self._last_text())

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return what came in."""
        return tuple(
            Paragraph(closed_up(one.text), tuple(map(closed_up, one.items))) for one in self._open
        )

    def _take_item(self, number: int, rest: str, line: Line) -> None:
        if not self._open:
            self._open.append(_Open(""))
        expected = len(self._open[-1].items) + 1
        if number == 1 and expected > 1:
            self.doubts.append(f"{self.place}第{line.place}行起项号又从（一）开始，另作一款")
            self._open.append(_Open(""))
        elif number > expected:
            self.faults.append(f"{self.place}缺{_items(expected, number - 1)}")
        elif number < expected:
            self.faults.append(f"{self.place}第（{chinese_numeral(number)}）项重复")
        self._open[-1].items.append(rest)

    def _last_text(self) -> str:
        last = self._open[-1]
        return last.items[-1] if last.items else last.text

    def _append(self, text: str) -> None:
        self._put_last(self._last_text() + text)

    def _put_last(self, text: str) -> None:
        last = self._open[-1]
        if last.items:
            last.items[-1] = text
        else:
            last.text = text


def _items_apart(text: str) -> list[str]:
    """Divide a line that holds two items or more, as 情形：（一）甲；（二）乙 does."""
    pieces = _ITEM_INSIDE.split(text)
    numbers = [mark.number for piece in pieces[1:] if (mark := item_mark(piece))]
    begins = item_mark(pieces[0])
    first = begins.number + 1 if begins else 1
    is_run = numbers == list(range(first, first + len(pieces) - 1))
    return pieces if is_run and len(numbers) + bool(begins) > 1 else [text]


def _is_ended(text: str, below: Line) -> bool:
    return ends_sentence(text) if below.soft else is_finished(text)


def _items(first: int, last: int) -> str:
    begin = f"第（{chinese_numeral(first)}）项"
    return begin if first == last else f"{begin}至第（{chinese_numeral(last)}）项"
