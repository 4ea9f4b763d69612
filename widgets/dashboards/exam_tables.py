"""The statistics of a paper as data frames with Chinese headings."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

Row = Mapping[str, Any]

FAULTS = "提示"
QUESTION_COLUMNS = (
    "题号",
    FAULTS,
    "题型",
    "题目",
    "得分率（%）",
    "区分度（27%）",
    "校正题总相关",
    "去掉此题的 α",
    "答对",
    "部分得分",
    "答错",
    "未答",
)
OPTION_COLUMNS = ("选项", "选的人", "占全体（%）", "占高分组（%）", "占低分组（%）")
BINS = tuple(f"{low}–{low + 10}" for low in range(0, 100, 10))
_TENTH, _LAST = 10, 9


def questions(variant: Row) -> pd.DataFrame:
    """Return one row per question, those that look broken first."""
    rows = [_question(question) for question in variant["questions"]]
    return pd.DataFrame(rows, columns=list(QUESTION_COLUMNS))


def options(question: Row) -> pd.DataFrame:
    """Return how often the right options and each distractor were picked.

    Options are nameless on purpose: what a kernel knows can be read in the browser.
    """
    people = sum(question[name] for name in ("right", "partly", "wrong", "left_open"))
    several = len(question["right_options"]) > 1
    right = [
        (f"正确项（第 {place} 个）" if several else "正确项", None, one["share"], one)
        for place, one in enumerate(question["right_options"], start=1)
    ]
    wrong = [
        (f"错项 {one['number']}", one["picked"], one["picked"] / people if people else None, one)
        for one in question["distractors"]
    ]
    rows = [
        (name, picked, _percent(share), _percent(one["upper"]), _percent(one["lower"]))
        for name, picked, share, one in (*right, *wrong)
    ]
    return pd.DataFrame(rows, columns=list(OPTION_COLUMNS))


def distribution(percents: list[float]) -> pd.Series:
    """Return how many people are in each tenth of the scale; 100 belongs to the last."""
    places = [min(int(percent // _TENTH), _LAST) for percent in percents]
    counts = pd.Series(places, dtype=int).value_counts()
    return pd.Series([int(counts.get(place, 0)) for place in range(len(BINS))], index=list(BINS))


def _question(question: Row) -> tuple[object, ...]:
    return (
        question["place"],
        "、".join(fault["label"] for fault in question["faults"]) or None,
        question["kind"],
        question["stem"],
        _percent(question["facility"]),
        _rounded(question["discrimination"]),
        _rounded(question["rest_correlation"]),
        _rounded(question["alpha_without"]),
        question["right"],
        question["partly"],
        question["wrong"],
        question["left_open"],
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2) + 0.0  # no negative zero
