"""Figures as data frames: the rows of the platform's reports with their Chinese headings."""

import pandas as pd

from widgets.client import Client

OFFICER_COLUMNS = {
    "name": "姓名",
    "department": "部门",
    "lessons_studied": "学完课次",
    "lessons_total": "应学课次",
    "courses_completed": "完成课程",
    "courses_total": "应学课程",
    "exams_taken": "考试次数",
    "best_percent": "最好成绩（%）",
    "last_activity": "最近学习",
    "done_percent": "完成度（%）",
    "expected_percent": "时间进度（%）",
    "standing": "进度",
}
ATTEMPT_COLUMNS = {
    "handed_in_at": "交卷时间",
    "name": "姓名",
    "department": "部门",
    "paper": "试卷",
    "percent": "成绩（%）",
    "band": "等次",
}
BEHIND = "落后"


def officers(client: Client) -> pd.DataFrame:
    """Return one row per officer with how far the year's courses have come."""
    return _frame(client.figures("officers"), OFFICER_COLUMNS)


def attempts(client: Client) -> pd.DataFrame:
    """Return one row per scored attempt of an officer, newest first."""
    return _frame(client.figures("attempts"), ATTEMPT_COLUMNS)


def by_department(people: pd.DataFrame) -> pd.DataFrame:
    """Sum officers up by department: how many, their mean progress, and how many are behind."""
    grouped = people.groupby("部门", sort=True)
    return pd.DataFrame(
        {
            "人数": grouped.size(),
            "平均完成度（%）": grouped["完成度（%）"].mean().round(1),
            "落后人数": grouped["进度"].apply(lambda standing: int((standing == BEHIND).sum())),
        }
    ).reset_index()


def _frame(rows: list[dict[str, object]], columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns)).rename(columns=columns)
