"""Leadership study of a year as plain rows for the dashboard: plan, attendance and duties."""

from typing import Any

from grading.hours.model import GroupStudy
from grading.leadership.duties import DutyYear
from grading.leadership.in_office import Leader
from grading.leadership.model import DutyEvidence
from grading.leadership.plan_progress import PlanLine
from grading.leadership.year import LeadershipYear
from grading.reports.officer_year import NO_DEPARTMENT
from grading.reports.sources import Parameters, Rows, Sources


def leadership_years(sources: Sources, _parameters: Parameters) -> Rows:
    """Return the years that have a policy and this year, the latest first."""
    now = sources.leadership.today().year
    years = sorted({now, *sources.assessment.policies.years}, reverse=True)
    return [{"year": year, "is_now": year == now} for year in years]


def leadership_study(sources: Sources, parameters: Parameters) -> Rows:
    """Return one row: everything about a year of leadership study."""
    return [leadership_row(sources.leadership.of(sources.asked_year(parameters)))]


def leadership_row(year: LeadershipYear) -> dict[str, Any]:
    """Return a year; numbers of persons, studies and duties are counted where they are kept."""
    plan, duties = year.plan, year.duties
    return {
        "year": year.year,
        "as_of": str(year.as_of),
        "adopted_on": str(plan.adoption.on) if plan.adoption else None,
        "planned": plan.planned,
        "done": plan.done,
        "plan": [_line(one) for one in plan.lines if one.item.withdrawn is None],
        "studies": [_study(year, one) for one in year.studies],
        "leaders": [_leader(year, one) for one in year.leaders],
        "duty_title": duties.duty_list.title if duties.duty_list else "",
        "duties": [
            {"id": one.id, "text": one.text, "source": one.source, "to_confirm": one.to_confirm}
            for one in duties.duties
        ],
        "responsible": [_responsible(duties, one) for one in duties.people],
    }


def _line(line: PlanLine) -> dict[str, Any]:
    item = line.item
    return {
        "topic": item.topic,
        "form": item.form.label,
        "month": item.month,
        "who": item.who,
        "state": line.state.value,
        "state_label": line.state.label,
        "done_on": str(line.done_on) if line.done_on else None,
        "is_late": line.is_late,
        "studies": [{"id": one.id, "on": str(one.on)} for one in line.studies],
    }


def _study(year: LeadershipYear, study: GroupStudy) -> dict[str, Any]:
    present, expected = year.leaders_at(study)
    return {
        "id": study.id,
        "on": str(study.on),
        "form": study.form.label,
        "topic": study.topic,
        "host": study.host,
        "hours": str(study.hours),
        "present": present,
        "expected": expected,
    }


def _leader(year: LeadershipYear, leader: Leader) -> dict[str, Any]:
    return {
        "learner_id": leader.learner_id,
        "name": leader.name,
        "department": leader.department or NO_DEPARTMENT,
        "rank": leader.rank,
        "is_responsible": bool(leader.responsible),
        "presence": [year.presence(leader, study).value for study in year.studies],
        "attended": len(year.attended(leader)),
        "expected": year.expected(leader),
    }


def _responsible(duties: DutyYear, leader: Leader) -> dict[str, Any]:
    return {
        "learner_id": leader.learner_id,
        "name": leader.name,
        "department": leader.department or NO_DEPARTMENT,
        "days": [[str(span.first), str(span.last)] for span in leader.responsible],
        "fulfilled": duties.fulfilled(leader.person_id),
        "evidence": [
            [_evidence(found) for found in duties.evidence(one.id, leader.person_id)]
            for one in duties.duties
        ],
    }


def _evidence(one: DutyEvidence) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "kind_label": one.kind.label,
        "on": str(one.on),
        "words": one.words,
        "study_id": one.study_id,
    }
