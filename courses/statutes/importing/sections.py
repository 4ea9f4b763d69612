"""A document without articles: its sections are （一）, （二） … under headings 一、, 二、.

Where （一）, （二） … count through the whole document they are what citations name. Where they
begin anew under every heading a bare number would be ambiguous: the headings are the sections then.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from courses.statutes.importing.document import Line, Style, closed_up, joined
from courses.statutes.importing.head import read_head
from courses.statutes.importing.marks import (
    NumberMark,
    is_finished,
    is_page_number,
    is_subitem,
    item_mark,
    topic_mark,
)
from courses.statutes.importing.outline import Outline
from courses.statutes.library.text import ArticleText, Heading, Level, Paragraph
from courses.statutes.numerals import chinese_numeral

_SIGNED_DAY = re.compile(
    r"\D{0,60}? ?(?:\d{4}|[〇○零一二三四五六七八九]{4}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月"
    r" ?[\d一二三四五六七八九十]{1,3} ?日"
)
_PUBLISHED = re.compile(r"[（(]此件.*[）)]")
_LONGEST_SIGNATURE = 40
_LONGEST_TITLE = 40
_WRAPPED = 20
"""A shorter line without an end is a title, not a broken sentence."""


@dataclass(slots=True)
class _Block:
    """A run of lines below a mark: a heading, a section, or what stands before the first."""

    topic: NumberMark | None = None
    item: NumberMark | None = None
    lines: list[str] = field(default_factory=list)


def read_sections(lines: Iterable[Line], wanted: int | None = None) -> Outline:
    """Read the lines behind the title; `wanted` is how many sections the registry knows."""
    kept, closing = _without_signature([one for one in lines if not is_page_number(one.text)])
    blocks = list(_blocks(kept))
    outline = Outline(closing=closing)
    head = read_head(_before(kept))
    outline.history, outline.preamble = head.history, head.preamble
    items = [block.item.number for block in blocks if block.item is not None]
    topics = [block.topic.number for block in blocks if block.topic is not None]
    if _by_items(items, topics, wanted):
        _fill_by_items(outline, blocks)
    elif topics:
        outline.sections = tuple(_topic_sections(blocks))
    else:
        outline.faults.append("没有读到任何一条或者一节")
    return outline


def _by_items(items: Sequence[int], topics: Sequence[int], wanted: int | None) -> bool:
    runs_through = bool(items) and list(items) == list(range(1, len(items) + 1))
    if wanted is not None and len(topics) == wanted != len(items):
        return False
    return runs_through or not topics or (wanted is not None and len(items) == wanted)


def _blocks(lines: Iterable[Line]) -> Iterator[_Block]:
    block = _Block()
    topics = 0
    for line in lines:
        topic = topic_mark(line.text)
        item = item_mark(line.text)
        if topic is not None and topic.number == topics + 1:
            yield block
            block, topics = _Block(topic=topic), topic.number
        elif item is not None:
            yield block
            block = _Block(item=item)
            block.lines += [item.rest] if item.rest else []
        else:
            _append(block, line)
    yield block


def _append(block: _Block, line: Line) -> None:
    above = block.lines[-1] if block.lines else ""
    broken = line.soft and len(above) >= _WRAPPED and not is_finished(above)
    if broken and not is_subitem(line.text):
        block.lines[-1] = joined(above, line.text)
    else:
        block.lines.append(line.text)


def _before(lines: Sequence[Line]) -> list[Line]:
    first = next((i for i, line in enumerate(lines) if _opens(line.text)), len(lines))
    return list(lines[:first])


def _opens(text: str) -> bool:
    topic = topic_mark(text)
    return item_mark(text) is not None or (topic is not None and topic.number == 1)


def _fill_by_items(outline: Outline, blocks: Sequence[_Block]) -> None:
    """Make a section of every （一）; a heading without one keeps its words, as its own or closing.

    Its words come before the next heading, behind the last section they are the end of the text.
    """
    sections: list[ArticleText] = []
    heading: Heading | None = None
    waiting: list[str] = []
    for block in blocks[1:] if blocks and blocks[0].item is None else blocks:
        if block.topic is not None:
            if heading is not None:
                waiting += [heading.label(), *heading.lead]
                outline.doubts.append(f"“{heading.label()}”下面没有（一），不能单独引用")
            heading = _heading(block, waiting)
            waiting = []
        elif block.item is not None:
            under = (heading,) if heading is not None else _under(sections)
            sections.append(ArticleText(block.item.number, _paragraphs(block.lines), under))
            heading = None
    if heading is not None:
        outline.closing = (*waiting, heading.label(), *heading.lead, *outline.closing)
    outline.sections = tuple(sections)


def _under(sections: Sequence[ArticleText]) -> tuple[Heading, ...]:
    return sections[-1].headings if sections else ()


def _heading(block: _Block, before: Sequence[str]) -> Heading:
    mark = block.topic
    if mark is None:
        raise ValueError("not a heading")
    title, rest = _title_and_rest(mark.rest)
    lead = tuple(map(closed_up, [*before, *rest, *block.lines]))
    return Heading(Level.TOPIC, mark.number, title, lead)


def _title_and_rest(text: str) -> tuple[str, list[str]]:
    """Divide 一、提高认识。各地要… into its title and what it says."""
    title, stop, rest = closed_up(text).partition("。")
    if stop and len(title) <= _LONGEST_TITLE:
        return title, [rest] if rest else []
    return closed_up(text), []


def _topic_sections(blocks: Sequence[_Block]) -> Iterator[ArticleText]:
    """Make a section of every heading with all that stands below it."""
    number: int | None = None
    title = ""
    lines: list[str] = []
    for block in [*blocks, None]:
        if block is None or block.topic is not None:
            if number is not None:
                yield _topic_section(number, title, lines)
            if block is not None and block.topic is not None:
                title, rest = _title_and_rest(block.topic.rest)
                number, lines = block.topic.number, [*rest, *block.lines]
        elif number is not None and block.item is not None:
            numeral = f"（{chinese_numeral(block.item.number)}）"
            first = block.lines[0] if block.item.rest else ""
            lines += [numeral + first, *(block.lines[1:] if block.item.rest else block.lines)]


def _topic_section(number: int, title: str, lines: Sequence[str]) -> ArticleText:
    heading = Heading(Level.TOPIC, number, title)
    return ArticleText(number, _paragraphs(lines or [title]), (heading,))


def _paragraphs(lines: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(closed_up(line)) for line in lines)


def _without_signature(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """Take off who signed and when, which stand behind the last section."""
    end = len(lines)
    while end and _PUBLISHED.fullmatch(lines[end - 1].text):
        end -= 1
    if end and _SIGNED_DAY.fullmatch(lines[end - 1].text):
        end -= 1
        while end and _may_sign(lines[end - 1]):
            end -= 1
    return list(lines[:end]), tuple(closed_up(line.text) for line in lines[end:])


def _may_sign(line: Line) -> bool:
    marked = item_mark(line.text) or topic_mark(line.text) or line.style is Style.HEADING
    return not marked and not is_finished(line.text) and len(line.text) <= _LONGEST_SIGNATURE
