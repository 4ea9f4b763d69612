"""The text of a lesson as the check reads it: passages with their links, markings and surroundings.

A passage is a heading, paragraph, list item or table row. Markdown and the HTML that lessons mix
into it are read alike.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from html.parser import HTMLParser

from courses.checking.markings import OLD_LAW, Marks, read_comment

STATUTE = "/statute/"
CASE, MISTAKE, OPEN = "lesson-case", "lesson-mistake", "lesson-open"
"""Classes of the boxes of a lesson: a case told, a usual mistake, an open question (存疑)."""
WRONG_IDEA = "误区"
"""How the paragraph of a mistake's box begins that states the mistake."""
BASIS = "依据"
"""How the first cell of a table's row begins whose citations hold for the whole table."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ol", "ul")
_GROUPING = (*_LISTS, "table")
_PASSAGES = (*_HEADINGS, "p", "li", "tr", "summary", "dt", "dd")
_BLOCKS = (*_PASSAGES, *_GROUPING, "div", "details")
_UNREAD = ("svg", "style", "script", "pre")
_VOID = ("br", "img", "hr", "input")
_CELLS = ("td", "th")


class Role(StrEnum):
    """What a passage is to the check."""

    HEADING = "heading"
    STATEMENT = "statement"
    CASE = "case"
    WRONG_IDEA = "wrong idea"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article, its words and where they stand in the passage; `end` is exclusive.

    `on` is the day that the address names (`?on=2026-08-14`) for the reader to show.
    """

    target: str
    on: date | None
    is_old: bool
    start: int
    end: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a cell.

    `heading` is the heading it stands under. `shared` are the links that hold for it too: those of
    the paragraph that leads into its list or table and ends with a colon, those of the row 依据 of
    its table, or all of its box of a mistake. `no_rules` are the places of the markings 不是规则.
    """

    text: str
    links: tuple[Link, ...]
    marks: Marks
    role: Role
    heading: str
    no_rules: tuple[int, ...] = ()
    shared: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A Markdown cell: its number among all cells (from 1), its passages, its own markings."""

    number: int
    passages: tuple[Passage, ...]
    marks: Marks
    is_title: bool

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link to an article in the cell."""
        return tuple(link for passage in self.passages for link in passage.links)


def read_cell(number: int, source: str) -> Cell:
    """Take a Markdown cell apart."""
    reader = _Reader()
    reader.feed(_rendered(source))
    reader.close()
    reader.end_passage()
    return Cell(number, reader.finished(), reader.cell_marks, reader.has_title)


def _rendered(source: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow, and most commands read no lesson

    html: str = MarkdownIt("commonmark", {"html": True}).enable("table").render(source)
    return html


def _address(href: str) -> tuple[str, date | None]:
    """Return the citation of a link and the day it names; what is no day stays with the former."""
    target = href.removeprefix(STATUTE)
    citation, _, query = target.partition("?on=")
    try:
        return citation, date.fromisoformat(query)
    except ValueError:
        return target, None


@dataclass(slots=True)
class _Group:
    """A list, a table or the box of a mistake, with the links that its passages share."""

    is_mistake: bool
    links: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """The passage that is being read."""

    text: str = ""
    links: list[Link] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    no_rules: list[int] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.cell_marks = Marks()
        self.has_title = False
        self._stack: list[tuple[str, frozenset[str]]] = []
        self._groups: list[tuple[int, _Group]] = []
        self._done: list[tuple[Passage, _Group | None]] = []
        self._draft = _Draft()
        self._heading = ""
        self._link: Link | None = None

    def finished(self) -> tuple[Passage, ...]:
        """Return every passage with the links that its group shares."""
        return tuple(
            passage if group is None else replace(passage, shared=tuple(group.links))
            for passage, group in self._done
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self.end_passage()
        elif tag in _CELLS and self._draft.text:
            self._draft.text += "｜"
        elif tag == "a" and values.get("href", "").startswith(STATUTE):
            target, on = _address(values["href"])
            self._link = Link(target, on, values.get("title") == OLD_LAW, len(self._draft.text))
        classes = frozenset(values.get("class", "").split())
        self._stack.append((tag, classes))
        if tag in _GROUPING or MISTAKE in classes:
            self._begin_group(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in [open_tag for open_tag, _ in self._stack]:
            return
        if tag == "a":
            self._end_link()
        while self._stack:
            closed, _ = self._stack[-1]
            if closed in _BLOCKS:
                self.end_passage()
            self._stack.pop()
            if self._groups and self._groups[-1][0] > len(self._stack):
                self._groups.pop()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._is_in(_UNREAD):
            self._draft.text += data.replace("\n", "") if data.strip() else ""

    def handle_comment(self, data: str) -> None:
        marks = read_comment(data)
        if marks.is_no_rule and self._is_in(_PASSAGES):
            self._draft.no_rules.append(len(self._draft.text))
        elif self._is_in(_PASSAGES):
            self._draft.marks += marks
        else:
            self.cell_marks += marks

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002
        """Pass over `<![…>`, which the base class fails on where it knows no such section."""
        return self.rawdata.find(">", i) + 1 or -1

    def end_passage(self) -> None:
        """Keep the passage that was being read, if it says or marks anything."""
        draft, self._draft = self._draft, _Draft()
        self._link = None
        if not draft.text.strip() and draft.marks == Marks():
            return
        if self._is_in(_HEADINGS):
            self._heading = draft.text.strip()
            self.has_title = self.has_title or self._is_in(("h1",))
        group = self._groups[-1][1] if self._groups else None
        if group is not None and (group.is_mistake or draft.text.strip().startswith(BASIS)):
            group.links += draft.links
        passage = Passage(
            text=draft.text,
            links=tuple(draft.links),
            marks=draft.marks,
            role=self._role(draft),
            heading=self._heading,
            no_rules=tuple(draft.no_rules),
        )
        self._done.append((passage, group))

    def _role(self, draft: _Draft) -> Role:
        classes = frozenset[str]().union(*(found for _, found in self._stack))
        if CASE in classes:
            return Role.CASE
        if MISTAKE in classes and draft.text.strip().startswith(WRONG_IDEA):
            return Role.WRONG_IDEA
        if OPEN in classes:
            return Role.OPEN
        return Role.HEADING if self._is_in(_HEADINGS) else Role.STATEMENT

    def _begin_group(self, tag: str) -> None:
        if any(group.is_mistake for _, group in self._groups):
            return
        group = _Group(is_mistake=tag not in _GROUPING)
        if self._done and not group.is_mistake and leads_in(self._done[-1][0]):
            group.links += self._done[-1][0].links
        self._groups.append((len(self._stack), group))

    def _end_link(self) -> None:
        if self._link is not None:
            words = self._draft.text[self._link.start :]
            self._draft.links.append(
                replace(self._link, end=len(self._draft.text), words=words.strip())
            )
            self._link = None

    def _is_in(self, tags: tuple[str, ...]) -> bool:
        return any(tag in tags for tag, _ in self._stack)


def leads_in(passage: Passage) -> bool:
    """Whether a passage leads into what follows: it ends with a colon, citations aside."""
    return without_links(passage).rstrip().endswith(("：", ":"))


def without_links(passage: Passage) -> str:
    """Return the text with the texts of links, and what brackets hold nothing else, taken out."""
    text = passage.text
    for link in reversed(passage.links):
        text = text[: link.start] + text[link.end :]
    return re.sub(r"（[；、，\s]*）", "", text)
