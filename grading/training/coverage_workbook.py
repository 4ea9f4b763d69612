"""The coverage of a year as a workbook: who is not reached, who is, and the sums."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from grading.training.coverage import Coverage, CoveredEnterprise, Share

HEADINGS = (
    ("企业", 36),
    ("行业", 20),
    ("管理类别", 12),
    ("许可证或者登记编号", 26),
    ("今年受邀（次）", 14),
    ("今年参加（人）", 14),
    ("参加的培训", 36),
    ("最近一次参加（年）", 18),
)
"""Column and its width in characters."""

_SUM_HEADINGS = ("企业（家）", "已培训", "未培训", "覆盖率（%）")
_WIDE = 20


def coverage_workbook(coverage: Coverage) -> bytes:
    """Return an xlsx file; those not reached come first, because something is to be done there."""
    memory = io.BytesIO()
    # Names come from people: none of them may turn into a formula or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(memory, options)
    bold = workbook.add_format({"bold": True, "bottom": 1})
    everybody = coverage.enterprises
    _enterprises(workbook, bold, "未培训", [one for one in everybody if not one.is_reached])
    _enterprises(workbook, bold, "已培训", [one for one in everybody if one.is_reached])
    _shares(workbook, bold, "按行业", "行业", [*coverage.industries, coverage.total])
    _shares(workbook, bold, "按管理类别", "管理类别", [*coverage.categories, coverage.total])
    _figures(workbook, bold, coverage)
    workbook.close()
    return memory.getvalue()


def _enterprises(
    workbook: Any, bold: Any, title: str, enterprises: Sequence[CoveredEnterprise]
) -> None:
    sheet = workbook.add_worksheet(title)
    for place, (heading, width) in enumerate(HEADINGS):
        sheet.write_string(0, place, heading, bold)
        sheet.set_column(place, place, width)
    for line, one in enumerate(enterprises, start=1):
        sheet.write_row(line, 0, _cells(one))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(enterprises), 1), len(HEADINGS) - 1)


def _cells(one: CoveredEnterprise) -> list[str | int]:
    return [
        one.name,
        one.industry,
        one.category.label,
        one.permit_number or "",
        one.invited,
        one.people,
        "、".join(one.sessions),
        one.last_year or "",
    ]


def _shares(workbook: Any, bold: Any, title: str, heading: str, shares: Iterable[Share]) -> None:
    sheet = workbook.add_worksheet(title)
    sheet.write_row(0, 0, (heading, *_SUM_HEADINGS), bold)
    for line, one in enumerate(shares, start=1):
        sheet.write_row(line, 0, (one.label, one.total, one.reached, one.missing, one.percent))
    sheet.set_column(0, len(_SUM_HEADINGS), _WIDE)
    sheet.freeze_panes(1, 1)


def _figures(workbook: Any, bold: Any, coverage: Coverage) -> None:
    sheet = workbook.add_worksheet("全年")
    figures = coverage.figures
    sheet.write_row(0, 0, ("年度", "截至", "培训（期）", "企业（家）", "人数", "人次"), bold)
    told = (figures.sessions, figures.enterprises, figures.people, figures.sign_ins)
    sheet.write_row(1, 0, (coverage.year, coverage.day.isoformat(), *told))
    sheet.set_column(0, 5, _WIDE)
