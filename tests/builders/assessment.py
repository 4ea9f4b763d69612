"""Policies and ledger entries for tests of the assessment."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from grading.assessment.assess import Assessment, Assessor
from grading.assessment.in_post import PersonYear
from grading.assessment.model import Evidence, HoursEntry, HoursKind
from grading.assessment.policy import Policy

LESSONS = {"shifan": ("lesson-1", "lesson-2")}
TITLES = {"shifan": "示范课程", "shifan-test": "示范测验"}
PERSON = PersonYear(person_id=1, learner_id="10000001", name="示范甲", department="示范一科")
YEAR_END = date(2026, 12, 31)


def figure(value: float | str, **more: object) -> dict[str, object]:
    """Return a figure with an invented source."""
    return {"value": value, "source": "示范依据", **more}


def policy_table(**changes: Any) -> dict[str, Any]:
    """Return a small policy as its file would hold it."""
    table = {
        "year": 2026,
        "audience": "officer",
        "title": "示范办法",
        "kinds": ["course", "exam", "session", "group_study", "external"],
        "hours": {"total": figure(10)},
        "absence": {
            "kinds": ["sick_leave", "not_in_post"],
            "exempt_below_days": 60,
            "source": "示范依据",
        },
    }
    return {name: value for name, value in (table | changes).items() if value is not None}


def write_policy(home: Path, name: str, **changes: Any) -> None:
    """Write a small policy, changed as told, into a home."""
    folder = home / "policies"
    folder.mkdir(exist_ok=True)
    lines = [f"{key} = {_toml(value)}" for key, value in policy_table(**changes).items()]
    (folder / name).write_text("\n".join(lines), encoding="utf-8")


def _toml(value: Any) -> str:
    """Write a value on one line, as TOML has it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def make_policy(**changes: Any) -> Policy:
    """Return a small policy, changed as told."""
    return Policy.model_validate(policy_table(**changes))


def entry(
    number: int,
    hours: str | int | Fraction = 1,
    kind: str = "external",
    on: date = date(2026, 3, 2),
    **more: Any,
) -> HoursEntry:
    """Return an entry whose evidence is its own number unless `ref` names another."""
    ref = more.pop("ref", str(number))
    return HoursEntry(
        id=f"{kind}:{number}",
        person_id=1,
        kind=HoursKind(kind),
        hours=Fraction(hours),
        on=on,
        evidence=Evidence(kind=HoursKind(kind), ref=ref, label=f"示范证据 {number}"),
        recorded_by="示范管理人员",
        at=more.pop("at", datetime(2026, 3, 3, tzinfo=UTC)),
        **more,
    )


def assess(
    policy: Policy,
    entries: list[HoursEntry],
    as_of: date = YEAR_END,
    person: PersonYear = PERSON,
    lessons: Mapping[str, tuple[str, ...]] = LESSONS,
) -> Assessment:
    """Assess the person of these tests."""
    return Assessor(policy, lessons, TITLES).assess(person, entries, as_of)
