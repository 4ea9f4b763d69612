"""A year of outreach as a workbook: every activity, and the figures by form and month."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from courses.statutes.registry import Registry
from grading.hours.checks import citation_label
from grading.outreach.model import Activity, OutreachForm
from grading.outreach.summary import Sum, sum_up

ACTIVITY_HEADINGS = (
    ("编号", 8),
    ("日期", 12),
    ("活动名称", 36),
    ("形式", 10),
    ("地点", 24),
    ("对象", 20),
    ("参加人次", 10),
    ("新媒体阅读量", 13),
    ("发放宣传资料（份）", 18),
    ("宣传的法律法规", 40),
    ("内容简述", 40),
    ("照片（张）", 10),
    ("登记人", 12),
)
"""Column and its width in characters."""

_SUM_HEADINGS = ("活动（次）", "参加人次", "新媒体阅读量", "发放宣传资料（份）")
_WIDE = 18


def outreach_workbook(year: int, activities: Sequence[Activity], registry: Registry) -> bytes:
    """Return an xlsx file, the activities from the first to the last."""
    memory = io.BytesIO()
    # Texts come from people: none of them may turn into a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(memory, options)
    bold = workbook.add_format({"bold": True, "bottom": 1})
    _activities(workbook, bold, activities, registry)
    figures = sum_up(year, activities)
    total = ("合计", figures.sum)
    forms = [(one.form.label, one.sum) for one in figures.forms]
    _sums(workbook, bold, "按形式", "形式", [*forms, total])
    months = [(f"{one.month}月", one.sum) for one in figures.months]
    _sums(workbook, bold, "按月", "月份", [*months, total])
    workbook.close()
    return memory.getvalue()


def _activities(
    workbook: Any, bold: Any, activities: Sequence[Activity], registry: Registry
) -> None:
    sheet = workbook.add_worksheet("普法活动")
    as_day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for place, (heading, width) in enumerate(ACTIVITY_HEADINGS):
        sheet.write_string(0, place, heading, bold)
        sheet.set_column(place, place, width)
    for line, one in enumerate(sorted(activities, key=lambda one: (one.on, one.id)), start=1):
        sheet.write_row(line, 0, _cells(one, registry))
        sheet.write_datetime(line, 1, one.on, as_day)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(len(activities), 1), len(ACTIVITY_HEADINGS) - 1)


def _cells(one: Activity, registry: Registry) -> list[str | int]:
    is_media = one.form is OutreachForm.MEDIA
    return [
        one.id,
        one.on.isoformat(),
        one.title,
        one.form.label,
        one.place,
        one.audience,
        0 if is_media else one.reached,
        one.reached if is_media else 0,
        one.materials,
        "；".join(citation_label(cited, registry) for cited in one.cites),
        one.told,
        len(one.photos),
        one.recorded_by,
    ]


def _sums(
    workbook: Any, bold: Any, title: str, first: str, sums: Iterable[tuple[str, Sum]]
) -> None:
    sheet = workbook.add_worksheet(title)
    sheet.write_row(0, 0, (first, *_SUM_HEADINGS), bold)
    for line, (name, one) in enumerate(sums, start=1):
        row = (name, one.activities, one.people, one.readings, one.materials)
        sheet.write_row(line, 0, row)
    sheet.set_column(0, len(_SUM_HEADINGS), _WIDE)
    sheet.freeze_panes(1, 1)
