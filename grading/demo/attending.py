"""Who comes when the demo bureau studies together."""

from datetime import date

from grading.demo.acts import DemoYear
from grading.demo.diligence import (
    AMBITIOUS,
    HALFWAY,
    KEEN,
    READY,
    STARTED,
    STEADY,
    STRUGGLING,
    Diligence,
)
from grading.demo.people import LEADERS
from grading.demo.study_year import Study
from grading.people.model import Person, Role

LEADERS_COME = (1.0, 0.9, 0.8, 0.6, 0.15)
"""How often (0 to 1) the leaders come, in their order."""

OFFICERS_COME: dict[Diligence, float] = {
    KEEN: 1.0,
    STEADY: 0.95,
    AMBITIOUS: 0.85,
    READY: 0.8,
    STRUGGLING: 0.7,
    HALFWAY: 0.7,
    STARTED: 0.6,
}
"""Likewise the officers, where it is open to them."""


def attendees(year: DemoYear, study: Study, day: date) -> list[Person]:
    """Return who is there, the host in any case; the same each time.

    The manager records it all, and so not their own hours.
    """
    chance = year.chance(f"attending:{study.topic}")
    leaders = [f"{Role.LEADER.value}{number:02d}" for number in range(1, LEADERS + 1)]
    found = [
        name
        for name, share in zip(leaders, LEADERS_COME, strict=True)
        if chance.random() < share or name == study.host
    ]
    if study.is_open:
        found += [
            name
            for name, diligence in year.diligence.items()
            if name.startswith(Role.OFFICER.value)
            and chance.random() < OFFICERS_COME.get(diligence, 0)
            and year.is_there(name, day)
        ]
    return [year.person(name) for name in found]
