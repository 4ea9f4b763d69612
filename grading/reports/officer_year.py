"""Officer training: the year's assessment of officers as plain rows for the dashboard.

Numbers are exact, as text such as `60` or `7/3`; nothing is computed here that the assessment has
not: its hours are only added up by kind and by month.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from grading.assessment.assess import Assessment, Requirement
from grading.assessment.filling import Line
from grading.assessment.model import HoursEntry, HoursKind
from grading.assessment.pace import Pace, pace_of
from grading.assessment.policy import TOTAL, Policy
from grading.assessment.result import YearResult
from grading.reports.exact_sums import ExactSums

NO_DEPARTMENT = "（未分部门）"
OFFICER = "officer"
MONTHS = 12
_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRow:
    """One thing that is asked of somebody, and how much of it is done, in its unit."""

    id: str
    label: str
    unit: str
    needed: str
    had: str
    missing: str
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """How one officer stands.

    `needed` and `had` are hours of the whole year, `kinds` those that count by kind, `months` by
    the month of the study, `percent` the share of everything asked that is done. `due_by_now` are
    the hours expected by the day; whoever lacks anything that is expected by then is behind.
    `latest` is the last day with something that counts.
    """

    learner_id: str
    name: str
    department: str
    standing: str
    band: str | None
    percent: int
    needed: str
    had: str
    due_by_now: str
    is_behind: bool
    kinds: dict[str, str]
    months: tuple[str, ...]
    latest: str | None
    requirements: tuple[RequirementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """An entry of the ledger: what counts of it, in the requirement's unit, and why not all.

    `ref` finds the evidence again within its kind.
    """

    on: str
    kind: str
    kind_label: str
    ref: str
    evidence: str
    hours: str
    counted: str
    why: str | None
    recorded_by: str | None


def officer_year(result: YearResult, zone: ZoneInfo) -> dict[str, Any]:
    """Return the officers of a year with what the year is: its policy, day and sign-off."""
    policy = next((one for one in result.policies if one.audience == OFFICER), None)
    signed = result.signed
    return {
        "year": result.year,
        "as_of": str(result.as_of),
        "title": policy.title if policy else "",
        "asks_hours": policy is not None and TOTAL in policy.hours,
        "kinds": _kinds(policy),
        "open_figures": sum(one.audience == OFFICER for one in result.flagged),
        "signed_by": signed.by if signed else None,
        "signed_at": f"{signed.at.astimezone(zone):%Y-%m-%d %H:%M}" if signed else None,
        "people": [asdict(officer_row(one)) for one in officers(result)],
    }


def officers(result: YearResult) -> list[Assessment]:
    """Return the assessments of officers, by department and name."""
    found = [one for one in result.assessments if one.policy.audience == OFFICER]
    return sorted(found, key=lambda one: (department_of(one), one.person.name))


def officer_row(one: Assessment) -> OfficerRow:
    """Return how an officer stands on the day of the assessment."""
    total = total_hours(one)
    needed = total.needed if total else _NOTHING
    lines = total.lines if total else ()
    kinds, months = _sums(lines)
    pace = pace_of(one)
    return OfficerRow(
        learner_id=one.person.learner_id,
        name=one.person.name,
        department=department_of(one),
        standing=one.standing.value,
        band=one.band,
        percent=one.percent,
        needed=str(needed),
        had=str(total.had if total else _NOTHING),
        due_by_now=str(_expected(pace, total)),
        is_behind=pace.is_behind,
        kinds={kind.value: str(kinds[kind]) for kind in one.policy.kinds if kinds[kind]},
        months=tuple(str(months[number]) for number in range(1, MONTHS + 1)),
        latest=_latest(one),
        requirements=tuple(map(requirement_row, one.requirements)),
    )


def requirement_row(one: Requirement) -> RequirementRow:
    """Return a requirement without what counts towards it."""
    return RequirementRow(
        id=one.id,
        label=one.label,
        unit=one.unit,
        needed=str(one.needed),
        had=str(one.had),
        missing=str(one.missing),
        is_met=one.is_met,
    )


def officer_evidence(result: YearResult) -> list[dict[str, Any]]:
    """Return what is asked of an officer with everything that counts towards it, line by line."""
    return [
        {
            **asdict(officer_row(one)),
            "requirements": [
                asdict(requirement_row(asked)) | {"lines": list(map(_line, asked.lines))}
                for asked in one.requirements
            ],
            "set_aside": [asdict(_row_of(entry, _NOTHING, None)) for entry in one.set_aside],
        }
        for one in officers(result)
    ]


def department_of(one: Assessment) -> str:
    """Return the department as it is shown."""
    return one.person.department or NO_DEPARTMENT


def total_hours(one: Assessment) -> Requirement | None:
    """Return the requirement of hours of the whole year, None where the policy asks for none."""
    return next((asked for asked in one.requirements if asked.id == f"hours.{TOTAL}"), None)


def _expected(pace: Pace, total: Requirement | None) -> Fraction:
    """Return how many hours of the year are expected by the day of the assessment."""
    return next((one.expected for one in pace.requirements if one.requirement is total), _NOTHING)


def _kinds(policy: Policy | None) -> list[list[str]]:
    kinds = policy.kinds if policy else ()
    return [[kind.value, kind.label] for kind in kinds if kind is not HoursKind.EXAM]


def _sums(lines: tuple[Line, ...]) -> tuple[ExactSums[HoursKind], ExactSums[int]]:
    """Return what counts of some lines by kind and by the month of the study."""
    kinds: ExactSums[HoursKind] = ExactSums()
    months: ExactSums[int] = ExactSums()
    for entry, counted, _why in lines:
        kinds.add(entry.kind, counted)
        months.add(entry.on.month, counted)
    return kinds, months


def _latest(one: Assessment) -> str | None:
    days = (line.entry.on for asked in one.requirements for line in asked.lines)
    latest = max(days, default=None)
    return None if latest is None else str(latest)


def _line(line: Line) -> dict[str, Any]:
    return asdict(_row_of(line.entry, line.counted, line.why))


def _row_of(entry: HoursEntry, counted: Fraction, why: str | None) -> LineRow:
    return LineRow(
        on=str(entry.on),
        kind=entry.kind.value,
        kind_label=entry.kind.label,
        ref=entry.evidence.ref,
        evidence=entry.evidence.label,
        hours=str(entry.hours),
        counted=str(counted),
        why=why,
        recorded_by=entry.recorded_by,
    )


def evidence_rows(one: Assessment) -> Iterator[tuple[Requirement, LineRow]]:
    """Yield every line of an assessment with its requirement."""
    for asked in one.requirements:
        for line in asked.lines:
            yield asked, _row_of(line.entry, line.counted, line.why)
