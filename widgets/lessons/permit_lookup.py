"""Looking an industry up in the permit catalogue: its three columns, and its common processes."""

from collections.abc import Iterable
from html import escape

import ipywidgets as ipw
from IPython.display import display

from courses.statutes.citation import Citation
from courses.statutes.permits.catalogue_search import Search, search_catalogue
from courses.statutes.permits.common_processes import Conclusion, Management, Process, conclude
from courses.statutes.tables.permit_catalogue import (
    NOTHING,
    PermitCategory,
    embedded_permit_catalogue,
)
from widgets.lessons.inputs import choice_input, group, keep_current, text_input
from widgets.lessons.theme import Tone, citation_link, notice, tagged

_START = "请填行业的名称，例如“塑料制品”“热力生产”，也可以填类的序号1至112。"
_NEWER = "这里用的是2019年版名录。有没有新版没有查到；办案前先到国务院生态环境主管部门的网站核对。"
_NOT_FOUND = (
    "换一个行业名称再查。确实没有单列的，按第108类看通用工序（在上面填108）；拿不准的，先请示。"
)
_IN_BUILDINGS = "﹡：在车间、库房等工业建筑里生产的单位。"
_LONGEST_NAME = 34
_NO_CATEGORY = 0
"""Not None, with which a list has nothing chosen and chooses nothing when its options change."""
_WATER = 112
_NO_PROCESS = {_WATER: "没有，或者不到日处理500吨"}
_PROCESSES = {
    109: "锅炉（不算电热锅炉）",
    110: "工业炉窑",
    111: "表面处理",
    _WATER: "水处理",
}


class PermitLookup:
    """A search for an industry, its category, its common processes, and what follows."""

    def __init__(self, catalogue: tuple[PermitCategory, ...]) -> None:
        self._catalogue = catalogue
        self.words = text_input("行业", "例如：塑料制品")
        self.category = choice_input("名录里的类", _choices(Search(())))
        self.is_listed = choice_input(
            "列入重点排污单位名录", [("没有查清", None), ("是", True), ("否", False)]
        )
        self.processes = {
            number: choice_input(name, _process_options(number))
            for number, name in _PROCESSES.items()
        }
        self._search = Search(())
        self.output = ipw.HTML()
        self.output.add_class("clock-output")
        self.box = ipw.VBox(
            [
                group("查行业", (self.words, self.category)),
                group("这家单位的通用工序", (self.is_listed, *self.processes.values())),
                self.output,
            ]
        )
        self.box.add_class("clock-widget")
        self.words.observe(self._find, names="value")
        keep_current(self.inputs, self._render, self.output)

    @property
    def inputs(self) -> tuple[ipw.Widget, ...]:
        """Everything that the learner may fill in."""
        return (self.words, self.category, self.is_listed, *self.processes.values())

    def _find(self, _change: object = None) -> None:
        self._search = search_catalogue(self.words.value, self._catalogue)
        self.category.options = _choices(self._search)
        self.category.index = 0

    def _render(self) -> str:
        category: PermitCategory | None = self._chosen()
        if category is None:
            return self._nothing() + notice(Tone.OPEN, _NEWER)
        chosen = [one.value for one in self.processes.values() if one.value is not None]
        conclusion = conclude(category, chosen, is_listed=self.is_listed.value)
        sections = _conclusion(category, conclusion) + _columns(category)
        return (
            self._remarks()
            + f'<div class="plan-steps">{sections}</div>'
            + notice(Tone.OPEN, _NEWER)
        )

    def _chosen(self) -> PermitCategory | None:
        number = self.category.value
        return next((one for one in self._catalogue if one.number == number), None)

    def _nothing(self) -> str:
        if not self.words.value.strip():
            return notice(Tone.PROMPT, _START)
        return notice(Tone.PROMPT, f"名录里没有找到“{self.words.value.strip()}”。{_NOT_FOUND}")

    def _remarks(self) -> str:
        read = "".join(
            notice(Tone.REMARK, f"“{everyday}”按名录里的“{written}”查。")
            for everyday, written in self._search.read_as
        )
        if len(self._search.found) == 1:
            return read
        count = len(self._search.found)
        return read + notice(Tone.REMARK, f"找到{count}类，在“名录里的类”中逐个看，选对得上的。")


def show() -> None:
    """Show one in a lesson."""
    display(PermitLookup(embedded_permit_catalogue()).box)


def _choices(search: Search) -> list[tuple[str, object]]:
    if not search.found:
        return [("先在“行业”里查", _NO_CATEGORY)]
    return [(_name(one), one.number) for one in search.found]


def _name(category: PermitCategory) -> str:
    name = f"{category.number} {category.industry}"
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _process_options(number: int) -> list[tuple[str, object]]:
    found = [one for one in Process if one.category == number]
    return [(_NO_PROCESS.get(number, "没有"), None), *((one.label, one) for one in found)]


def _conclusion(category: PermitCategory, conclusion: Conclusion) -> str:
    style = "plan-open" if conclusion.management is None else "plan-yes"
    lines = [tagged(Tone.REASON, reason) for reason in conclusion.reasons]
    answer = f'<strong class="plan-answer">{escape(conclusion.answer)}</strong>'
    title = f"第{category.number}类　结论：{answer}"
    return _section(title, [*lines, _links(conclusion.citations)], style)


def _columns(category: PermitCategory) -> str:
    cells = {
        Management.KEY: category.key_management,
        Management.SIMPLIFIED: category.simplified_management,
        Management.REGISTRATION: category.registration_management,
    }
    lines = [f"<strong>{name}</strong>　{_cell(text)}" for name, text in cells.items()]
    if any("﹡" in text for text in cells.values()):
        lines.append(tagged(Tone.REMARK, _IN_BUILDINGS))
    return _section(escape(f"{category.section}：{category.industry}"), lines)


def _cell(text: str) -> str:
    return "（没有）" if text == NOTHING else escape(text)


def _links(citations: Iterable[Citation]) -> str:
    return "".join(citation_link(citation) for citation in citations)


def _section(title: str, lines: Iterable[str], style: str = "") -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return (
        f'<section class="plan-step {style}"><h3 class="clock-heading">{title}</h3>'
        f"<ul>{items}</ul></section>"
    )
