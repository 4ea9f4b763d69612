"""The statements of a lesson: sentences, the citations that cover each, and what asserts a rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from courses.checking.amounts import stated_figures
from courses.checking.markings import Marks
from courses.checking.passages import Cell, Link, Passage, Role
from courses.statutes.figures import Figure, FigureKind

NO_RULES_UNDER = ("学习目标", "先看一个案子", "动手", "练一练", "下一步")
"""Headings of the parts of a lesson that say what to do and ask, not what the law is."""

RULE_WORDS = (
    "应当",
    "应该",
    "必须",
    "不得",
    "不能",
    "禁止",
    "可以",
    "有权",
    "无权",
    "不准",
    "不许",
)
"""A sentence with one of these asserts a rule."""

_BOUNDED = ("内", "以内", "以上", "以下", "前", "以前", "罚")
"""After a figure these make the sentence assert a rule: 五日内, 20万元以上."""
_RULE_KINDS = frozenset(FigureKind) - {FigureKind.PEOPLE, FigureKind.MINUTES}
_BRACKETS = {"（": 1, "“": 1, "《": 1, "）": -1, "”": -1, "》": -1}
_ENDS = "。！？"
_LONGEST_EXCERPT = 24


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a lesson.

    `text` has the texts of its links blanked out. `links` are its own, `covering` those that cover
    it: its own, or the next ones in its passage, and those that its list, table or box shares.
    `near` are the links of its passage, or of its cell where the passage has none. `before` is what
    its passage says before it.
    """

    text: str
    before: str
    excerpt: str
    role: Role
    heading: str
    links: tuple[Link, ...]
    covering: tuple[Link, ...]
    near: tuple[Link, ...]
    marks: Marks

    @property
    def states_law(self) -> bool:
        """Whether it stands in a part of the lesson that says what the law is."""
        return not any(part in self.heading for part in NO_RULES_UNDER)

    def facts(self) -> tuple[Figure, ...]:
        """Return the figures that it states as facts: none in cases, wrong ideas and exercises."""
        if self.role in (Role.CASE, Role.WRONG_IDEA) or not self.states_law:
            return ()
        return tuple(stated_figures(self.text, self.before))

    @property
    def asserts_rule(self) -> bool:
        """Whether it says what the law is and so needs a citation; see README, 添课文."""
        if self.role is not Role.STATEMENT or self.marks.is_no_rule or self.text.endswith("？"):
            return False
        if not self.states_law:
            return False
        said = re.sub("“[^”]*”", "", self.text)
        return any(word in said for word in RULE_WORDS) or any(
            figure.kind in _RULE_KINDS and said.startswith(_BOUNDED, figure.end)
            for figure in stated_figures(said)
        )


def statements(cell: Cell) -> Iterator[Statement]:
    """Return the sentences of a cell in order."""
    for passage in cell.passages:
        yield from passage_statements(passage, cell)


def passage_statements(passage: Passage, cell: Cell) -> Iterator[Statement]:
    """Return the sentences of one passage of a cell."""
    blanked = _blanked(passage)
    spans = list(_sentences(passage.text))
    own = [tuple(k for k in passage.links if start <= k.start < end) for start, end in spans]
    for number, (start, end) in enumerate(spans):
        following = next((links for links in own[number:] if links), ())
        yield Statement(
            text=blanked[start:end].strip(),
            before=blanked[:start],
            excerpt=excerpt(passage.text[start:end]),
            role=passage.role,
            heading=passage.heading,
            links=own[number],
            covering=following + passage.shared,
            near=passage.links or cell.links,
            marks=_marks(passage, cell, start, end),
        )


def _marks(passage: Passage, cell: Cell, start: int, end: int) -> Marks:
    is_no_rule = any(start < place <= end for place in passage.no_rules)
    return passage.marks + replace(cell.marks, faults=()) + Marks(is_no_rule=is_no_rule)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end; a full stop in brackets or quotes ends none."""
    start = depth = 0
    for place, character in enumerate(text):
        depth = max(0, depth + _BRACKETS.get(character, 0))
        if character in _ENDS and depth == 0:
            yield start, place + 1
            start = place + 1
    if text[start:].strip():
        yield start, len(text)


def _blanked(passage: Passage) -> str:
    text = passage.text
    for link in passage.links:
        text = text[: link.start] + "　" * (link.end - link.start) + text[link.end :]
    return re.sub("《[^》]*》", lambda title: "　" * len(title[0]), text)


def excerpt(sentence: str) -> str:
    """Return the beginning of a text, by which an author finds it."""
    plain = sentence.strip()
    return plain if len(plain) <= _LONGEST_EXCERPT else plain[: _LONGEST_EXCERPT - 1] + "…"
