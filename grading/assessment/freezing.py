"""What is signed, as JSON that is written once and read again for ever.

A signed year is one text for all and one for each person, so that the page of one person need not
read everybody's. The text for all names the hash of each of the others: whoever has its hash can
prove them all. Format 1, of earlier versions, had everything in the text for all.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from grading.assessment.assess import Assessment
from grading.assessment.export import assessment_content, people_content
from grading.assessment.frozen_parts import (
    canonical,
    digest_of,
    entry_table,
    figure_table,
    person_table,
    read_entry,
    read_figure,
    read_person,
)
from grading.assessment.in_post import PersonYear
from grading.assessment.model import HoursEntry
from grading.assessment.policy import Policy
from grading.assessment.result import YearInputs, YearResult, assess_year

_FIRST_FORMAT, _FORMAT = 1, 2


@dataclass(frozen=True, slots=True)
class Written:
    """What is kept of a signed year: the text for all, and that of each person by id."""

    content: str
    people: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was signed, read back; `is_reproduced` says whether it still gives the same result."""

    inputs: YearInputs
    result: YearResult
    is_reproduced: bool


def result_digest(result: YearResult) -> str:
    """Return the SHA-256 of what a result says of everybody."""
    return digest_of(canonical(people_content(result)))


def freeze(inputs: YearInputs, as_of: date, audit_head: str) -> Written:
    """Write the policy, the inputs and the result, each with its SHA-256, always alike.

    `audit_head` is the head of the audit trail just before the signing.
    """
    result = assess_year(inputs, as_of)
    people = dict(_people(inputs, result))
    policy = {
        "tables": [one.model_dump(mode="json", by_alias=True) for one in inputs.policies],
        "figures": [figure_table(one) for one in inputs.figures],
        "lessons": {name: list(lessons) for name, lessons in inputs.lessons.items()},
        "titles": dict(inputs.titles),
    }
    content = canonical(
        {
            "format": _FORMAT,
            "year": inputs.year,
            "as_of": str(as_of),
            "audit_head": audit_head,
            "sha256": {"policy": digest_of(canonical(policy)), "result": result_digest(result)},
            "policy": policy,
            "people": [[person_id, digest_of(text)] for person_id, text in people.items()],
        }
    )
    return Written(content, people)


def thaw(written: Written, only: int | None = None) -> Frozen:
    """Read what was frozen and assess it again: everybody, or one person, who may be missing.

    Of a year that was signed by this version, only the texts of those who are read are needed.
    """
    found = json.loads(written.content)
    if found["format"] == _FIRST_FORMAT:
        return _thaw_first_format(found, only)
    listed = [one for one in found["people"] if only in (None, one[0])]
    texts = [(digest, written.people.get(person_id, "")) for person_id, digest in listed]
    if any(digest_of(text) != digest for digest, text in texts):
        nobody = _inputs(found, (), ())
        return Frozen(nobody, _result(found, nobody), is_reproduced=False)
    parts = [json.loads(text) for _, text in texts]
    inputs = _inputs(
        found,
        [(audience, read_person(one)) for part in parts for audience, one in part["people"]],
        [read_entry(one) for part in parts for one in part["entries"]],
    )
    if only is not None:
        inputs = replace(inputs, **_of_audiences(inputs))
    result = _result(found, inputs)
    told = [canonical(part["result"]) for part in parts]
    again = _by_person(result.assessments)
    fits = told == [canonical(again[person_id]) for person_id, _ in listed]
    if only is None:
        fits = fits and result_digest(result) == found["sha256"]["result"]
    return Frozen(inputs, result, fits)


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


def _people(inputs: YearInputs, result: YearResult) -> Iterable[tuple[int, str]]:
    """Yield what each person's result rests on, in the order in which they are listed."""
    years: dict[int, list[tuple[str, PersonYear]]] = defaultdict(list)
    for audience, person in inputs.people:
        years[person.person_id].append((audience, person))
    results = _by_person(result.assessments)
    for person_id, held in sorted(years.items(), key=lambda of: _place(of[1][0][1])):
        part = {
            "people": [[audience, person_table(person)] for audience, person in held],
            "entries": [entry_table(one) for one in inputs.entries.get(person_id, ())],
            "result": results[person_id],
        }
        yield person_id, canonical(part)


def _place(person: PersonYear) -> tuple[str, str, int]:
    """Return where somebody stands in a list."""
    return person.department or "", person.name, person.person_id


def _by_person(assessments: Iterable[Assessment]) -> dict[int, list[dict[str, Any]]]:
    """Return what a result says, as JSON has it, by person."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in assessments:
        found[one.person.person_id].append(assessment_content(one))
    return found


def _inputs(
    found: dict[str, Any],
    people: Iterable[tuple[str, PersonYear]],
    entries: Iterable[HoursEntry],
) -> YearInputs:
    policy = found["policy"]
    by_person: dict[int, list[HoursEntry]] = defaultdict(list)
    for entry in entries:
        by_person[entry.person_id].append(entry)
    return YearInputs(
        year=found["year"],
        policies=tuple(map(Policy.model_validate, policy["tables"])),
        figures=tuple(map(read_figure, policy["figures"])),
        people=tuple(people),
        entries=by_person,
        lessons={name: tuple(lessons) for name, lessons in policy["lessons"].items()},
        titles=policy["titles"],
    )


def _of_audiences(inputs: YearInputs) -> dict[str, Any]:
    """Return the policies and figures of those who are in the inputs."""
    met = {audience for audience, _ in inputs.people}
    return {
        "policies": tuple(one for one in inputs.policies if one.audience in met),
        "figures": tuple(one for one in inputs.figures if one.audience in met),
    }


def _result(found: dict[str, Any], inputs: YearInputs) -> YearResult:
    result = assess_year(inputs, date.fromisoformat(found["as_of"]))
    return replace(result, audit_head=found["audit_head"])


def _thaw_first_format(found: dict[str, Any], only: int | None) -> Frozen:
    given = found["inputs"]
    inputs = _inputs(
        found,
        [(audience, read_person(one)) for audience, one in given["people"]],
        map(read_entry, given["entries"]),
    )
    result = _result(found, inputs)
    fits = result_digest(result) == found["sha256"]["result"]
    return Frozen(inputs, result if only is None else of_person(result, only), fits)
