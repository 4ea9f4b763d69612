"""Rosters that administrators have uploaded and not yet applied; kept in memory only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from grading.people.roster.plan import RosterPlan
from grading.people.roster.reading import Roster

_LIFE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class UploadedRoster:
    """A roster as it was compared with the records; once applied, `done` says what was done.

    `slips` are the login slips of new people: nothing else holds their codes.
    """

    name: str
    content: bytes
    roster: Roster
    plan: RosterPlan
    at: datetime
    done: str = ""
    slips: bytes = b""


class UploadedRosters:
    """The last roster of each administrator, for half an hour."""

    def __init__(self) -> None:
        self._held: dict[int, UploadedRoster] = {}

    def keep(self, person_id: int, uploaded: UploadedRoster) -> None:
        """Keep a roster instead of the one before, and forget what is too old."""
        oldest = uploaded.at - _LIFE
        self._held = {who: one for who, one in self._held.items() if one.at > oldest}
        self._held[person_id] = uploaded

    def find(self, person_id: int, now: datetime) -> UploadedRoster | None:
        """Return what an administrator uploaded, None when that is too long ago."""
        held = self._held.get(person_id)
        return held if held is not None and held.at > now - _LIFE else None
