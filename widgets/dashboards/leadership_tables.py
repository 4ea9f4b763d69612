"""Leadership study as tables: what the charts show, to read, with where it is opened."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import Any

import pandas as pd

from widgets.dashboards.cards import heading
from widgets.dashboards.leadership_charts import PRESENCE

Row = Mapping[str, Any]

ADDRESSES = {
    "group_study": "/hours/group/{study_id}",
    "file": "/leadership/duty-evidence/{id}/file",
}
"""Where the evidence of a kind is opened; a note says everything itself."""


def plan_table(plan: Sequence[Row]) -> pd.DataFrame:
    """Return one row per item of the plan."""
    rows = [
        (
            number,
            one["topic"],
            one["form"],
            f"{one['month']} 月",
            one["who"],
            one["state_label"] + ("（逾期）" if one["is_late"] else ""),
            one["done_on"],
            "、".join(study["on"] for study in one["studies"]) or None,
        )
        for number, one in enumerate(plan, start=1)
    ]
    columns = ["序号", "内容", "形式", "完成月份", "参加人员", "状态", "完成日期", "集体学习"]
    return pd.DataFrame(rows, columns=columns)


def study_table(studies: Sequence[Row]) -> pd.DataFrame:
    """Return one row per group study, with how many of the leaders in post were there."""
    rows = [
        (
            f"第 {number} 次",
            one["on"],
            one["form"],
            one["topic"],
            one["host"],
            Fraction(one["hours"]),
            one["present"],
            one["expected"],
        )
        for number, one in enumerate(studies, start=1)
    ]
    columns = ["次序", "日期", "形式", "内容", "主持", "学时", "参加", "应参加"]
    return pd.DataFrame(rows, columns=columns)


def leader_table(leaders: Sequence[Row], studies: Sequence[Row]) -> pd.DataFrame:
    """Return one row per leader with every group study."""
    heads = [f"{number}（{one['on'][5:]}）" for number, one in enumerate(studies, start=1)]
    rows = [
        (
            one["name"] + ("（第一责任人）" if one["is_responsible"] else ""),
            one["department"],
            one["attended"],
            one["expected"],
            *(PRESENCE[presence] for presence in one["presence"]),
        )
        for one in leaders
    ]
    return pd.DataFrame(rows, columns=["姓名", "部门", "参加", "应参加", *heads])


def duty_table(duties: Sequence[Row], responsible: Sequence[Row]) -> pd.DataFrame:
    """Return one row per duty with how much evidence each leader has for it."""
    counts = {one["name"]: [len(evidence) for evidence in one["evidence"]] for one in responsible}
    return pd.DataFrame({"职责": [one["text"] for one in duties], **counts})


def duty_list(duties: Sequence[Row], responsible: Sequence[Row]) -> str:
    """Return every duty with the evidence of each leader, as HTML."""
    items = "".join(
        _duty(duty, [(one, one["evidence"][place]) for one in responsible])
        for place, duty in enumerate(duties)
    )
    return f'{heading("每项职责的证据")}<ol class="duty-list">{items}</ol>'


def _duty(duty: Row, found: Sequence[tuple[Row, Sequence[Row]]]) -> str:
    doubt = "，待确认" if duty["to_confirm"] else ""
    people = "".join(_of_person(person, evidence) for person, evidence in found)
    return (
        f"<li><p><strong>{escape(duty['text'])}</strong>"
        f"<small>依据：{escape(duty['source'])}{doubt}</small></p>{people}</li>"
    )


def _of_person(person: Row, evidence: Sequence[Row]) -> str:
    name = escape(person["name"])
    if not evidence:
        return f'<p class="duty-open">{name}：还没有证据。</p>'
    items = "".join(f"<li>{_evidence(one)}</li>" for one in evidence)
    return f"<p>{name}：</p><ul>{items}</ul>"


def _evidence(one: Row) -> str:
    words = escape(one["words"])
    address = ADDRESSES.get(one["kind"], "").format(**one)
    linked = f'<a href="{escape(address)}">{words}</a>' if address else words
    return f"{escape(one['on'])} {escape(one['kind_label'])} {linked}"
