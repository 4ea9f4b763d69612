"""A year's assessment as JSON and as CSV."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from grading.assessment.assess import Assessment, Requirement
from grading.assessment.flags import ShownFigure
from grading.assessment.pace import Pace
from grading.assessment.policy import AUDIENCES
from grading.assessment.result import YearResult

HEADINGS = (
    "姓名",
    "部门",
    "对象",
    "考核状态",
    "等次",
    "要求",
    "应达到",
    "已达到",
    "还差",
    "单位",
    "截止日期",
    "签署人",
    "内容指纹",
    "审计链链头",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(result: YearResult, paces: Iterable[Pace] | None = None) -> str:
    """Write everything; numbers are exact, as text such as `60` or `7/3`, days as 2026-12-31.

    `paces` are those of the people who have to be reminded, where only they are asked for.
    """
    content: dict[str, Any] = {
        "year": result.year,
        "as_of": str(result.as_of),
        "signed": _signed(result),
        "to_confirm": [_figure(one) for one in result.flagged],
        "people": people_content(result),
    }
    if paces is not None:
        content["behind"] = [_pace(one) for one in paces]
    return json.dumps(content, ensure_ascii=False, indent=2)


def people_content(result: YearResult) -> list[dict[str, Any]]:
    """Return what a result says of everybody, as JSON has it."""
    return [assessment_content(one) for one in result.assessments]


def as_csv(result: YearResult) -> str:
    """Write one line for each requirement of each person."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(HEADINGS)
    for one in result.assessments:
        table.writerows([*row, *_sealed(result)] for row in _rows(one))
    return written.getvalue()


def verify_command(result: YearResult) -> str:
    """Return the command that checks records and audit trail against a signed assessment."""
    return f"xuefa audit verify --head {result.printed_head}" if result.printed_head else ""


def decimal(value: Any) -> str:
    """Write a number with two decimals at most, without needless ones."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def _rows(one: Assessment) -> Iterator[list[str]]:
    for requirement in one.requirements:
        yield [
            _plain(one.person.name),
            _plain(one.person.department or ""),
            AUDIENCES[one.policy.audience],
            one.standing.label,
            one.band or "",
            _plain(requirement.label),
            decimal(requirement.needed),
            decimal(requirement.had),
            decimal(requirement.missing),
            requirement.unit,
            str(one.policy.due),
        ]


def _sealed(result: YearResult) -> tuple[str, str, str]:
    if result.signed is None:
        return "", "", ""
    return _plain(result.signed.by), result.signed.digest, result.printed_head


def _plain(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _signed(result: YearResult) -> dict[str, Any] | None:
    if result.signed is None:
        return None
    return {
        "by": result.signed.by,
        "at": result.signed.at.isoformat(),
        "sha256": result.signed.digest,
        "audit_head": result.audit_head,
        "audit_entry": result.audit_entry,
        "verify": verify_command(result),
        "later": [entry.id for entry in result.later],
    }


def _figure(one: ShownFigure) -> dict[str, Any]:
    return {
        "audience": one.audience,
        "id": one.id,
        "label": one.label,
        "value": one.value,
        "source": one.source,
        "why": one.why_open,
    }


def assessment_content(one: Assessment) -> dict[str, Any]:
    """Return what an assessment says of one person, as JSON has it.

    Nothing may be added for a year that an earlier version signed: its hash would not fit.
    """
    spans = one.person.in_post
    in_post = None if spans is None else [[str(first), str(last)] for first, last in spans]
    return {
        "learner_id": one.person.learner_id,
        "name": one.person.name,
        "department": one.person.department,
        "audience": one.policy.audience,
        "standing": one.standing.value,
        "points": None if one.points is None else str(one.points),
        "band": one.band,
        "days_in_post": one.days_in_post,
        **({} if in_post is None else {"in_post": in_post}),
        "due": str(one.policy.due),
        "requirements": [_requirement(requirement) for requirement in one.requirements],
        "set_aside": [entry.id for entry in one.set_aside],
    }


def _pace(one: Pace) -> dict[str, Any]:
    return {
        "learner_id": one.assessment.person.learner_id,
        "name": one.assessment.person.name,
        "audience": one.assessment.policy.audience,
        "stage": one.stage and one.stage.value,
        "days_left": one.days_left,
        "requirements": [
            {
                "id": each.requirement.id,
                "expected": str(each.expected),
                "had": str(each.requirement.had),
                "is_behind": each.is_behind,
            }
            for each in one.requirements
        ],
    }


def _requirement(one: Requirement) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "unit": one.unit,
        "needed": str(one.needed),
        "had": str(one.had),
        "missing": str(one.missing),
        "is_met": one.is_met,
        "counts": [
            {
                "entry": line.entry.id,
                "kind": line.entry.kind.value,
                "on": str(line.entry.on),
                "hours": str(line.entry.hours),
                "counted": str(line.counted),
                "why": line.why,
                "evidence": line.entry.evidence.label,
            }
            for line in one.lines
        ],
    }
