"""What is signed, as JSON that is written once and read again for ever."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from typing import Any

from grading.assessment.assess import Absence, PersonYear
from grading.assessment.export import people_content
from grading.assessment.flags import ShownFigure
from grading.assessment.model import Evidence, HoursEntry, HoursKind
from grading.assessment.policy import AbsenceKind, Policy
from grading.assessment.result import YearInputs, YearResult, assess_year

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was signed, read back; `is_reproduced` says whether it still gives the same result."""

    inputs: YearInputs
    result: YearResult
    is_reproduced: bool


def digest_of(content: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(content.encode()).hexdigest()


def result_digest(result: YearResult) -> str:
    """Return the SHA-256 of what a result says of everybody."""
    return digest_of(_canonical(people_content(result)))


def freeze(inputs: YearInputs, as_of: date, audit_head: str) -> str:
    """Write the policy, the inputs and the result, each with its SHA-256, always alike.

    `audit_head` is the head of the audit trail just before the signing.
    """
    parts = {
        "policy": {
            "tables": [one.model_dump(mode="json", by_alias=True) for one in inputs.policies],
            "figures": [_figure(one) for one in inputs.figures],
            "lessons": {name: list(lessons) for name, lessons in inputs.lessons.items()},
            "titles": dict(inputs.titles),
        },
        "inputs": {
            "people": [[audience, _person(person)] for audience, person in inputs.people],
            "entries": [_entry(e) for entries in inputs.entries.values() for e in entries],
        },
        "result": people_content(assess_year(inputs, as_of)),
    }
    return _canonical(
        {
            "format": _FORMAT,
            "year": inputs.year,
            "as_of": str(as_of),
            "audit_head": audit_head,
            "sha256": {name: digest_of(_canonical(part)) for name, part in parts.items()},
            **parts,
        }
    )


def thaw(content: str) -> Frozen:
    """Read what was frozen and assess it again."""
    found = json.loads(content)
    policy, given = found["policy"], found["inputs"]
    entries: dict[int, list[HoursEntry]] = defaultdict(list)
    for one in given["entries"]:
        entries[one["person_id"]].append(_read_entry(one))
    inputs = YearInputs(
        year=found["year"],
        policies=tuple(map(Policy.model_validate, policy["tables"])),
        figures=tuple(map(_read_figure, policy["figures"])),
        people=tuple((audience, _read_person(person)) for audience, person in given["people"]),
        entries=entries,
        lessons={name: tuple(lessons) for name, lessons in policy["lessons"].items()},
        titles=policy["titles"],
    )
    result = assess_year(inputs, date.fromisoformat(found["as_of"]))
    result = replace(result, audit_head=found["audit_head"])
    return Frozen(inputs, result, result_digest(result) == found["sha256"]["result"])


def of_person(result: YearResult, person_id: int) -> YearResult:
    """Return the part of a result that is about one person."""
    found = tuple(one for one in result.assessments if one.person.person_id == person_id)
    policies = tuple(one.policy for one in found)
    audiences = {policy.audience for policy in policies}
    return replace(
        result,
        policies=policies,
        assessments=found,
        figures=tuple(one for one in result.figures if one.audience in audiences),
        later=tuple(one for one in result.later if one.person_id == person_id),
    )


def _canonical(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _figure(one: ShownFigure) -> dict[str, Any]:
    return {
        "audience": one.audience,
        "id": one.id,
        "label": one.label,
        "value": one.value,
        "source": one.source,
        "why_open": one.why_open,
        "confirmed_by": one.confirmed_by,
        "confirmed_at": one.confirmed_at.isoformat() if one.confirmed_at else None,
    }


def _read_figure(table: dict[str, Any]) -> ShownFigure:
    at = table["confirmed_at"]
    return ShownFigure(**table | {"confirmed_at": datetime.fromisoformat(at) if at else None})


def _person(one: PersonYear) -> dict[str, Any]:
    return {
        "person_id": one.person_id,
        "learner_id": one.learner_id,
        "name": one.name,
        "department": one.department,
        "absences": [[a.kind.value, str(a.first), str(a.last)] for a in one.absences],
    }


def _read_person(table: dict[str, Any]) -> PersonYear:
    absences = tuple(
        Absence(
            kind=AbsenceKind(kind), first=date.fromisoformat(first), last=date.fromisoformat(last)
        )
        for kind, first, last in table["absences"]
    )
    return PersonYear(**table | {"absences": absences})


def _entry(one: HoursEntry) -> dict[str, Any]:
    return {
        "id": one.id,
        "person_id": one.person_id,
        "kind": one.kind.value,
        "hours": str(one.hours),
        "on": str(one.on),
        "ref": one.evidence.ref,
        "label": one.evidence.label,
        "recorded_by": one.recorded_by,
        "at": one.at.isoformat(),
        "corrects": one.corrects,
        "score": None if one.score is None else str(one.score),
    }


def _read_entry(table: dict[str, Any]) -> HoursEntry:
    kind, score = HoursKind(table["kind"]), table["score"]
    return HoursEntry(
        id=table["id"],
        person_id=table["person_id"],
        kind=kind,
        hours=Fraction(table["hours"]),
        on=date.fromisoformat(table["on"]),
        evidence=Evidence(kind=kind, ref=table["ref"], label=table["label"]),
        recorded_by=table["recorded_by"],
        at=datetime.fromisoformat(table["at"]),
        corrects=table["corrects"],
        score=None if score is None else Fraction(score),
    )
