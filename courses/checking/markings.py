"""Markings that tell the check what a figure or a statement is; learners never see them.

In a notebook they are HTML comments. Written inside a paragraph, list item or table row a comment
speaks of that alone, and on a line of its own of the whole cell:

    <!-- 案情：15万元、8000元 -->     figures of the case
    <!-- 计算：30万元 = 总投资 × 比例；总投资 = 600万元；比例 = 5% -->
    <!-- 行为日：2026-07-10 -->      the law of that day is meant
    <!-- 不是规则 -->                the sentence before it only sounds like a rule

A citation of law that is no longer in force is marked by the title of its link:
`[《大气污染防治法》第九十八条](/statute/air-pollution-law-2018:98 "旧法")`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from courses.checking.computed import Computation, read_computation
from courses.errors import StudyError
from courses.statutes.figures import Figure, read_figure

OLD_LAW = "旧法"
"""The link title that marks a citation of law no longer in force."""

_COMMENT = re.compile(r"\s*(案情|计算|行为日|不是规则)\s*(?:[:：]\s*(.*?))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Marks:
    """What an author said about figures and statements, and what of it cannot be read.

    `case` and `wrong` are figures of the case and figures that are wrong on purpose; `acts_on` is
    the day whose law is meant.
    """

    case: tuple[Figure, ...] = ()
    wrong: tuple[Figure, ...] = ()
    computed: tuple[Computation, ...] = ()
    acts_on: date | None = None
    is_no_rule: bool = False
    faults: tuple[str, ...] = ()

    def __add__(self, other: "Marks") -> "Marks":
        """Return both together; the day of the first counts before that of the second."""
        return Marks(
            self.case + other.case,
            self.wrong + other.wrong,
            self.computed + other.computed,
            self.acts_on or other.acts_on,
            self.is_no_rule or other.is_no_rule,
            self.faults + other.faults,
        )


def read_comment(text: str) -> Marks:
    """Read what stands between `<!--` and `-->`; other comments than markings mark nothing."""
    match = _COMMENT.fullmatch(text)
    if match is None:
        return Marks()
    kind, content = match[1], match[2] or ""
    if kind == "不是规则":
        return Marks(is_no_rule=True)
    return _READERS[kind](content)


def read_figure_list(texts: Iterable[str]) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Read figures, and say of every text that is none what is wrong."""
    figures: list[Figure] = []
    faults: list[str] = []
    for text in texts:
        try:
            figures.append(read_figure(text))
        except StudyError as error:
            faults.append(str(error))
    return tuple(figures), tuple(faults)


def _case(content: str) -> Marks:
    figures, faults = read_figure_list(re.split("[、，,；;]", content))
    return Marks(case=figures, faults=faults)


def _computed(content: str) -> Marks:
    try:
        return Marks(computed=(read_computation(content),))
    except StudyError as error:
        return Marks(faults=(str(error),))


def _acts_on(content: str) -> Marks:
    try:
        return Marks(acts_on=date.fromisoformat(content))
    except ValueError:
        return Marks(faults=(f"行为日要写成 2026-07-10 这样的日期，写的是“{content}”。",))


_READERS: dict[str, Callable[[str], Marks]] = {
    "案情": _case,
    "计算": _computed,
    "行为日": _acts_on,
}
