"""How different people study: who is done, who is in the middle, who has never come."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grading.demo.people import InventedPerson
from grading.people.model import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Diligence:
    """How somebody studies.

    `reach` is the share (0 to 1) of all lessons and papers that was gone through by now; `begins`
    and `ends` say between which shares of the year that happened. `skill` is the chance (0 to 1)
    of a right answer; whoever earns less than `aim` percent takes an exam again if that is
    allowed.
    """

    reach: float
    begins: float
    ends: float
    skill: float
    aim: int


KEEN = Diligence(reach=1, begins=0.03, ends=0.35, skill=0.97, aim=60)
STEADY = Diligence(reach=1, begins=0.12, ends=0.75, skill=0.84, aim=60)
AMBITIOUS = Diligence(reach=1, begins=0.08, ends=0.6, skill=0.68, aim=80)
STRUGGLING = Diligence(reach=1, begins=0.3, ends=0.85, skill=0.42, aim=60)
READY = Diligence(reach=0.7, begins=0.4, ends=0.95, skill=0.8, aim=60)
HALFWAY = Diligence(reach=0.5, begins=0.35, ends=0.9, skill=0.75, aim=60)
STARTED = Diligence(reach=0.17, begins=0.6, ends=0.95, skill=0.6, aim=60)
ABSENT = Diligence(reach=0, begins=0, ends=0, skill=0, aim=60)

FIRST_OFFICER, LAST_OFFICER = HALFWAY, ABSENT
"""The first officer has something left to do for whoever tries the demo; the last never came."""

OTHER_OFFICERS = (
    *(KEEN,) * 4,
    *(STEADY,) * 4,
    *(AMBITIOUS,) * 5,
    *(STRUGGLING,) * 4,
    READY,
    *(HALFWAY,) * 2,
    *(STARTED,) * 2,
)
LEADERS = (KEEN, STEADY, HALFWAY, STARTED, ABSENT)


def diligence_of(people: Iterable[InventedPerson], seed: int) -> dict[str, Diligence]:
    """Say of every officer and leader, by login name, how they study; others have no course."""
    everybody = tuple(people)
    chance = random.Random(f"{seed}:diligence")  # noqa: S311 - repeatable on purpose
    middle, leaders = list(OTHER_OFFICERS), list(LEADERS)
    chance.shuffle(middle)
    chance.shuffle(leaders)
    officers = (FIRST_OFFICER, *middle, LAST_OFFICER)
    return dict(
        [
            *zip(_login_names(everybody, Role.OFFICER), officers, strict=True),
            *zip(_login_names(everybody, Role.LEADER), leaders, strict=True),
        ]
    )


def _login_names(people: Iterable[InventedPerson], role: Role) -> Iterator[str]:
    return (person.login_name for person in people if person.role is role)
