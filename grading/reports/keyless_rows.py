"""Statistics as tables that may go to a kernel: without keys, and nothing that gives one away.

The kernel of a page and its widgets can be read in the browser. So options go without letter and
text: wrong ones are numbered from the most to the least picked. How often right ones were picked is
told as shares of people, in ascending order. Answers in words stay here as well.
"""

import math
from typing import Any

from grading.reports.picked_options import OptionCount
from grading.reports.statistics_model import QuestionStatistics, VariantStatistics


def variant_row(statistics: VariantStatistics) -> dict[str, Any]:
    """Return one variant with its questions; measures that are not defined are None."""
    return {
        "assignment": statistics.assignment,
        "title": statistics.title,
        "letter": statistics.letter,
        "people": statistics.people,
        "group_size": statistics.group_size,
        "mean": _figure(statistics.mean),
        "spread": _figure(statistics.spread),
        "alpha": _figure(statistics.alpha),
        "kr20": _figure(statistics.kr20),
        "standard_error": _figure(statistics.standard_error),
        "percents": [round(percent, 1) for percent in sorted(statistics.percents)],
        "doubt": statistics.doubt,
        "questions": [_question_row(question) for question in statistics.questions],
    }


def _question_row(row: QuestionStatistics) -> dict[str, Any]:
    return {
        "place": row.place,
        "id": row.question.id,
        "kind": row.kind_label,
        "stem": row.question.stem,
        "facility": _figure(row.facility),
        "discrimination": _figure(row.discrimination),
        "rest_correlation": _figure(row.rest_correlation),
        "alpha_without": _figure(row.alpha_without),
        "right": row.right,
        "partly": row.partly,
        "wrong": row.wrong,
        "left_open": row.left_open,
        "faults": [{"label": fault.label, "advice": fault.advice} for fault in row.faults],
        "right_options": _right_rows(row),
        "distractors": _distractor_rows(row),
    }


def _right_rows(row: QuestionStatistics) -> list[dict[str, Any]]:
    people = row.right + row.partly + row.wrong + row.left_open
    right = sorted(
        (option for option in row.options if option.is_right), key=lambda one: one.picked
    )
    return [
        {"share": _figure(option.picked / people)} | _groups(option) for option in right if people
    ]


def _distractor_rows(row: QuestionStatistics) -> list[dict[str, Any]]:
    wrong = [option for option in row.options if not option.is_right]
    wrong.sort(key=lambda one: (-one.picked, -one.upper, -one.lower))
    return [
        {"number": number, "picked": option.picked} | _groups(option)
        for number, option in enumerate(wrong, start=1)
    ]


def _groups(option: OptionCount) -> dict[str, Any]:
    return {"upper": _figure(option.upper), "lower": _figure(option.lower)}


def _figure(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 3)
