"""An instrument in articles, put together from its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from courses.statutes.importing.article_starts import Start, Starts, find_starts
from courses.statutes.importing.document import Line, Style, closed_up, joined
from courses.statutes.importing.head import read_head
from courses.statutes.importing.marks import (
    HeadingMark,
    article_mark,
    ends_sentence,
    heading_mark,
    is_finished,
    is_page_number,
    item_mark,
    opens_appendix,
)
from courses.statutes.importing.numbering import HeadingOrder, article_place
from courses.statutes.importing.paragraphs import ArticleReading
from courses.statutes.library.text import ArticleText, Heading, Level

_RANK = {Level.PART: 0, Level.SUBPART: 1, Level.CHAPTER: 2, Level.SECTION: 3}
_LONGEST_BARE_TITLE = 12
_QUOTED = 12


@dataclass(slots=True)
class Outline:
    """What the lines of a file say, and what is wrong or doubtful about it.

    `misplaced` are numbers of articles that stand where they do not belong; a fault tells of each.
    """

    articles: tuple[ArticleText, ...] = ()
    sections: tuple[ArticleText, ...] = ()
    history: str = ""
    preamble: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    misplaced: frozenset[int] = frozenset()
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_articles(lines: Iterable[Line], unit: str) -> Outline:
    """Read the lines behind the title. `unit` is the word for their places, 行 or 段."""
    kept = with_broken_lines_joined(line for line in lines if not is_page_number(line.text))
    kept, annexes = _without_annexes(kept)
    starts = find_starts(kept)
    if not starts.chosen:
        return Outline(faults=["没有读到任何一条"])
    outline = Outline()
    head = read_head(kept[: starts.chosen[0].index])
    outline.history, outline.preamble = head.history, head.preamble
    if head.left_out:
        outline.doubts.append(f"标题与正文之间没有归入的行：{_quoted(head.left_out)}")
    outline.faults += _order_faults(starts, kept, unit)
    outline.misplaced = frozenset(one.mark.key[0] for one in starts.extra)
    outline.doubts += [
        f"第{kept[one.index].place}{unit}的{_place(one)}后面没有空格，按顺序认作条"
        for one in starts.uncertain
    ]
    body = _Body(outline, unit, {one.index: one for one in starts.chosen})
    for line in head.headings:
        body.take_heading_line(line)
    for index in range(starts.chosen[0].index, len(kept)):
        body.take_in(index, kept)
    body.close()
    outline.closing += tuple(closed_up(line.text) for line in annexes)
    outline.doubts += body.order.compare(head.contents)
    return outline


def _without_annexes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Cut off annexes that have a first article of their own; they are cited by none."""
    firsts = [index for index, line in enumerate(lines) if _is_first_article(line.text)]
    for index in range(firsts[0] + 1, firsts[-1]) if firsts else ():
        if opens_appendix(lines[index].text):
            return lines[:index], lines[index:]
    return lines, []


def _is_first_article(text: str) -> bool:
    mark = article_mark(text)
    return mark is not None and mark.key == (1, 0)


def _order_faults(starts: Starts, lines: Sequence[Line], unit: str) -> list[str]:
    """Tell of beginnings of articles out of order: twice the same, or in the wrong place."""
    once = {one.mark.key for one in starts.chosen}
    return [
        f"第{lines[one.index].place}{unit}又有{_place(one)}"
        if one.mark.key in once
        else f"第{lines[one.index].place}{unit}的{_place(one)}次序不对"
        for one in starts.extra
    ]


def with_broken_lines_joined(lines: Iterable[Line]) -> list[Line]:
    """Put together what a line break divides in the middle of a sentence.

    A line that begins with a number stays: whether it goes on with the one above is seen later.
    """
    kept: list[Line] = []
    for line in lines:
        above = kept[-1].text if kept else ""
        ended = not above or ends_sentence(above) or heading_mark(above) is not None
        if not line.soft or ended or _begins_own(line.text):
            kept.append(line)
        else:
            kept[-1] = replace(kept[-1], text=joined(above, line.text))
    return kept


@dataclass(slots=True)
class _Body:
    """The lines from the first article on, while they come in."""

    outline: Outline
    unit: str
    starts: dict[int, Start]
    order: HeadingOrder = field(default_factory=HeadingOrder)
    _stack: list[Heading] = field(default_factory=list)
    _untitled: HeadingMark | None = None
    _reading: ArticleReading | None = None
    _start: Start | None = None
    _articles: list[ArticleText] = field(default_factory=list)
    _closing: list[str] = field(default_factory=list)
    _left: int = -1

    def take_in(self, index: int, lines: Sequence[Line]) -> None:
        """Read one line: an article's beginning, a heading, text, or what stands behind it all."""
        line = lines[index]
        if self._left < 0:
            self._left = len(self.starts)
        if index in self.starts:
            self._begin(self.starts[index], line)
        elif self._closing or self._is_behind_all(line):
            self._closing.append(closed_up(line.text))
        elif not self.take_heading_line(line):
            self._take_text(line, before_article=index + 1 in self.starts)

    def take_heading_line(self, line: Line) -> bool:
        """Read a line as a heading or the title of one; say whether it was."""
        if self._untitled is not None and _may_be_title(line.text):
            self._push(self._untitled, closed_up(line.text))
            self._untitled = None
            return True
        mark = heading_mark(line.text)
        goes_on = self._reading is not None and not self._reading.is_finished and line.soft
        if mark is None or goes_on:
            return False
        self._finish_article()
        if mark.title:
            self._push(mark, mark.title)
        else:
            self._untitled = mark
        return True

    def close(self) -> None:
        """Finish the last article and hand everything over."""
        self._finish_article()
        self.outline.articles = tuple(self._articles)
        self.outline.closing = tuple(self._closing)
        self.outline.doubts += self.order.doubts

    def _begin(self, start: Start, line: Line) -> None:
        self._finish_article()
        if self._untitled is not None:
            self._push(self._untitled, "")
            self._untitled = None
        self._left -= 1
        self._start = start
        self._reading = ArticleReading(_place(start))
        if start.mark.rest:
            text = Line(start.mark.rest, line.place, line.soft)
            self._reading.take_in(text, first=True)

    def _take_text(self, line: Line, *, before_article: bool) -> None:
        ended = self._reading is None or self._reading.is_finished
        bare = len(line.text) <= _LONGEST_BARE_TITLE and not is_finished(line.text)
        stray = line.style is Style.HEADING or (
            bare and before_article and not item_mark(line.text)
        )
        if self._reading is None and self._stack and line.style is not Style.HEADING:
            told = f"第{line.place}{self.unit}在标题与条之间，归入标题：“{line.text[:20]}”"
            self.outline.doubts.append(told)
            heading = self._stack[-1]
            lead = (*heading.lead, closed_up(line.text))
            self._stack[-1] = replace(heading, lead=lead)
        elif self._reading is None or (ended and stray):
            self.outline.doubts.append(f"第{line.place}{self.unit}没有归入条文：“{line.text[:20]}”")
        else:
            self._reading.take_in(line)

    def _is_behind_all(self, line: Line) -> bool:
        """Say whether a line behind the last article is no part of it: signature, notes, annex."""
        if self._left > 0 or self._reading is None or not self._reading.is_finished:
            return False
        return opens_appendix(line.text) or not (is_finished(line.text) or item_mark(line.text))

    def _finish_article(self) -> None:
        if self._reading is None or self._start is None:
            return
        number, insert = self._start.mark.key
        paragraphs = self._reading.paragraphs()
        if not paragraphs:
            self.outline.faults.append(f"{_place(self._start)}没有文字")
        self.outline.faults += self._reading.faults
        self.outline.doubts += self._reading.doubts
        headings = tuple(self._stack)
        self._articles.append(ArticleText(number, paragraphs, headings, insert or None))
        self._reading = None

    def _push(self, mark: HeadingMark, title: str) -> None:
        self.order.take_in(mark.level, mark.number, title)
        rank = _RANK[mark.level]
        self._stack = [one for one in self._stack if _RANK[one.level] < rank]
        self._stack.append(Heading(mark.level, mark.number, title))


def _begins_own(text: str) -> bool:
    return any(find(text) is not None for find in (article_mark, heading_mark, item_mark))


def _may_be_title(text: str) -> bool:
    return not is_finished(text) and heading_mark(text) is None and len(text) <= 40  # noqa: PLR2004


def _place(start: Start) -> str:
    return article_place(start.mark.key)


def _quoted(lines: Iterable[Line]) -> str:
    return "、".join(f"“{line.text[:_QUOTED]}”" for line in lines)
