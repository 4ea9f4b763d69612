"""Who can have been at a meeting: people of the bureau, and whoever left it after that day."""

from datetime import date
from zoneinfo import ZoneInfo

from grading.hours.group_study import bureau_people
from grading.people.model import Person, Role
from grading.people.terms import Tenure
from grading.records.records import Records


def attendable(records: Records, on: date, zone: ZoneInfo) -> tuple[Person, ...]:
    """Return who can be ticked for a meeting of a day: people of today, then those who left since.

    A meeting may be written down only after somebody who was there has left the bureau.
    """
    people = bureau_people(records)
    known = {person.id for person in people}
    left = [
        tenure.person_id
        for tenure in records.terms.tenures(zone)
        if tenure.person_id not in known and _left_after(tenure, on)
    ]
    found = (records.people.find(person_id) for person_id in left)
    return (*people, *(person for person in found if person is not None))


def can_attend(records: Records, person: Person, on: date, zone: ZoneInfo) -> bool:
    """Say whether somebody is among them."""
    if any(one.id == person.id for one in bureau_people(records)):
        return True
    return any(_left_after(tenure, on) for tenure in records.terms.tenures(zone, [person.id]))


def _left_after(tenure: Tenure, on: date) -> bool:
    """Say whether somebody had a post in the bureau and left it after a day."""
    has_left = bool(tenure.terms) and tenure.terms[-1].is_ended and tenure.terms[-1].first > on
    in_bureau = (term.roles - {Role.TRAINEE} for term in tenure.terms if not term.is_ended)
    return has_left and any(in_bureau)
