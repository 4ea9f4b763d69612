"""What a signed year is made of, as JSON: figures, people, entries of the ledger."""

import json
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from typing import Any

from grading.assessment.flags import ShownFigure
from grading.assessment.in_post import Absence, PersonYear
from grading.assessment.model import Evidence, HoursEntry, HoursKind
from grading.assessment.policy import AbsenceKind


def canonical(content: Any) -> str:
    """Write JSON in one way only, so that equal contents have equal hashes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(content.encode()).hexdigest()


def figure_table(one: ShownFigure) -> dict[str, Any]:
    """Write a figure of a policy."""
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


def read_figure(table: dict[str, Any]) -> ShownFigure:
    """Read a figure."""
    at = table["confirmed_at"]
    return ShownFigure(**table | {"confirmed_at": datetime.fromisoformat(at) if at else None})


def person_table(one: PersonYear) -> dict[str, Any]:
    """Write who was assessed."""
    written: dict[str, Any] = {
        "person_id": one.person_id,
        "learner_id": one.learner_id,
        "name": one.name,
        "department": one.department,
        "absences": [[a.kind.value, str(a.first), str(a.last)] for a in one.absences],
    }
    if one.in_post is not None:
        written["in_post"] = [[str(first), str(last)] for first, last in one.in_post]
    return written


def read_person(table: dict[str, Any]) -> PersonYear:
    """Read who was assessed; format 1 does not say when somebody was in post."""
    day = date.fromisoformat
    absences = tuple(
        Absence(kind=AbsenceKind(kind), first=day(first), last=day(last))
        for kind, first, last in table["absences"]
    )
    spans = table.get("in_post")
    in_post = None if spans is None else tuple((day(first), day(last)) for first, last in spans)
    return PersonYear(**table | {"absences": absences, "in_post": in_post})


def entry_table(one: HoursEntry) -> dict[str, Any]:
    """Write an entry of the ledger."""
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


def read_entry(table: dict[str, Any]) -> HoursEntry:
    """Read an entry of the ledger."""
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
