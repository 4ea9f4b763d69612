"""Officers as data frames with Chinese headings: what the charts show, to read."""

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from widgets.dashboards.officer_figures import (
    STANDINGS,
    Officer,
    OfficerYear,
    by_department,
    count_by_requirement,
    mean_up_to,
)

PEOPLE_COLUMNS = (
    "姓名",
    "部门",
    "考核状态",
    "已计学时",
    "应学学时",
    "还差学时",
    "到统计日应有",
    "进度",
    "完成度（%）",
    "没有达到",
    "最近学习",
)
EXAM_COLUMNS = {
    "handed_in_at": "交卷时间",
    "name": "姓名",
    "department": "部门",
    "paper": "试卷",
    "percent": "成绩（%）",
    "band": "等次",
}
BEHIND, ON_PACE = "落后", "正常"
_NOTHING = Fraction(0)


def people_table(people: Sequence[Officer]) -> pd.DataFrame:
    """Return one row per officer."""
    return pd.DataFrame([_person(one) for one in people], columns=list(PEOPLE_COLUMNS))


def department_table(year: OfficerYear, people: Sequence[Officer]) -> pd.DataFrame:
    """Return one row per department: how many, and mean hours by kind."""
    rows = [
        {
            "部门": one.name,
            "人数": one.count,
            "已达标": one.met,
            "落后": one.behind,
            "人均已计学时": one.had,
            **{label: one.kinds.get(kind, _NOTHING) for kind, label in year.kinds},
            "到统计日应有": one.due_by_now,
            "全年应有": one.needed,
        }
        for one in by_department(people)
    ]
    return pd.DataFrame(rows)


def pace_table(year: OfficerYear, people: Sequence[Officer], one: Officer | None) -> pd.DataFrame:
    """Return one row per month that has begun: mean hours up to its end, and somebody's."""
    months = range(1, year.last_month + 1)
    columns: dict[str, list[object]] = {
        "截至": [f"{year.month_end(month)}" for month in months],
        "人均已计学时": [mean_up_to(people, month) for month in months],
    }
    if one:
        columns[one.name] = [one.up_to[month] for month in months]
    return pd.DataFrame(columns)


def requirement_table(people: Sequence[Officer]) -> pd.DataFrame:
    """Return one row per thing that is asked: how many have it and how many do not."""
    rows = [
        (label, every, has, every - has)
        for label, (every, has) in count_by_requirement(people).items()
    ]
    return pd.DataFrame(rows, columns=["要求", "人数", "达到", "没有达到"])


def kinds_table(year: OfficerYear, people: Sequence[Officer]) -> pd.DataFrame:
    """Return one row per officer with the hours of each kind."""
    columns = ["姓名", "部门", *(label for _, label in year.kinds), "已计学时", "全年应有"]
    rows = [
        (
            one.name,
            one.department,
            *(one.kinds.get(kind, _NOTHING) for kind, _ in year.kinds),
            one.had,
            one.needed,
        )
        for one in people
    ]
    return pd.DataFrame(rows, columns=columns)


def exam_table(year: OfficerYear, people: Sequence[Officer]) -> pd.DataFrame:
    """Return one row per scored attempt of these people, newest first."""
    whose = {one.learner_id for one in people}
    rows = [one for one in year.exams if one["learner_id"] in whose]
    return pd.DataFrame(rows, columns=list(EXAM_COLUMNS)).rename(columns=EXAM_COLUMNS)


def _person(one: Officer) -> tuple[object, ...]:
    lacking = sum(not asked.is_met for asked in one.requirements)
    return (
        one.name,
        one.department,
        STANDINGS[one.standing] + (f"（{one.band}）" if one.band else ""),
        one.had,
        one.needed,
        one.missing,
        one.due_by_now,
        (BEHIND if one.is_behind else ON_PACE) if one.is_assessed else None,
        one.percent,
        f"{lacking} 项" if one.is_assessed and lacking else None,
        one.latest,
    )
