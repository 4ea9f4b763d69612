"""Whom to remind of the year's requirements, as a workbook with the words to send."""

import io
from collections.abc import Sequence

import xlsxwriter

from grading.assessment.pace import Pace
from grading.assessment.policy import AUDIENCES
from grading.assessment.reminders import message, missing_words

_HEADINGS = (
    ("姓名", 12),
    ("部门", 20),
    ("对象", 10),
    ("原因", 16),
    ("还差", 60),
    ("截止日期", 12),
    ("提醒的话", 90),
)
"""Column and its width in characters."""


def reminder_workbook(paces: Sequence[Pace]) -> bytes:
    """Return an xlsx file with a line for everybody who is to be reminded."""
    memory = io.BytesIO()
    # Texts come from people: none of them may turn into a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(memory, options)
    bold = workbook.add_format({"bold": True, "bottom": 1})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet = workbook.add_worksheet("年度考核提醒")
    for place, (heading, width) in enumerate(_HEADINGS):
        sheet.write_string(0, place, heading, bold)
        sheet.set_column(place, place, width)
    for line, pace in enumerate(paces, start=1):
        for place, text in enumerate(_cells(pace)):
            sheet.write_string(line, place, text, wrapped)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(paces), 1), len(_HEADINGS) - 1)
    workbook.close()
    return memory.getvalue()


def _cells(pace: Pace) -> tuple[str, ...]:
    who, policy = pace.assessment.person, pace.assessment.policy
    return (
        who.name,
        who.department or "",
        AUDIENCES[policy.audience],
        pace.stage.label if pace.stage else "",
        "\n".join(map(missing_words, pace.missing)),
        str(policy.due),
        message(pace),
    )
