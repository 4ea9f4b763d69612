"""Everything about one year of leadership study, read at once: what pages and dashboards show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from grading.hours.model import GroupStudy
from grading.leadership.duties import DutyYear, duty_year, evidence_that_holds
from grading.leadership.duty_reading import DutyLists
from grading.leadership.in_office import Leader, leaders_of
from grading.leadership.model import Meeting
from grading.leadership.plan_progress import StudyPlan, study_plan
from grading.records.engine import RecordsDatabase
from grading.records.records import Records


class Presence(StrEnum):
    """Whether a leader was at a group study."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_IN_POST = "not_in_post"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"present": "参加", "absent": "未参加", "not_in_post": "不在任"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadershipYear:
    """A year of leadership study on a day.

    `studies` are those that hold, oldest first; `meetings` all that were called, oldest first.
    """

    year: int
    as_of: date
    plan: StudyPlan
    studies: tuple[GroupStudy, ...]
    meetings: tuple[Meeting, ...]
    leaders: tuple[Leader, ...]
    duties: DutyYear

    def presence(self, leader: Leader, study: GroupStudy) -> Presence:
        """Say whether a leader was there; whoever was there counts, in post or not."""
        if leader.person_id in study.attendee_ids:
            return Presence.PRESENT
        return Presence.ABSENT if leader.is_in_post(study.on) else Presence.NOT_IN_POST

    def attended(self, leader: Leader) -> tuple[GroupStudy, ...]:
        """Return where a leader was."""
        return tuple(one for one in self.studies if leader.person_id in one.attendee_ids)

    def expected(self, leader: Leader) -> int:
        """Return how many group studies a leader could have attended: present or absent."""
        return sum(
            self.presence(leader, study) is not Presence.NOT_IN_POST for study in self.studies
        )

    def leaders_at(self, study: GroupStudy) -> tuple[int, int]:
        """Return how many leaders were at a group study, and how many could have been."""
        found = [self.presence(leader, study) for leader in self.leaders]
        return found.count(Presence.PRESENT), len(found) - found.count(Presence.NOT_IN_POST)

    def leader(self, learner_id: str) -> Leader | None:
        """Return a leader of the year."""
        return next((one for one in self.leaders if one.learner_id == learner_id), None)


class LeadershipYears:
    """Reading years; any thread may use it."""

    def __init__(
        self, database: RecordsDatabase, lists: DutyLists, clock: Clock, zone: ZoneInfo
    ) -> None:
        self._database = database
        self._lists = lists
        self._clock = clock
        self._zone = zone

    def today(self) -> date:
        """Return the day in the home's zone."""
        return local_date(self._clock(), self._zone)

    def of(self, year: int) -> LeadershipYear:
        """Return a year as the records have it now."""
        with self._database.read() as records:
            return self._read(records, year)

    def _read(self, records: Records, year: int) -> LeadershipYear:
        studies: Sequence[GroupStudy] = records.group_study.in_year(year)[::-1]
        leaders = leaders_of(records, year, self._zone)
        plans = records.study_plans
        return LeadershipYear(
            year=year,
            as_of=self.today(),
            plan=study_plan(year, plans.in_year(year), studies, plans.adoption(year), self.today()),
            studies=tuple(studies),
            meetings=tuple(records.meetings.in_year(year)[::-1]),
            leaders=leaders,
            duties=duty_year(
                year,
                self._lists.of_year(year),
                leaders,
                evidence_that_holds(records, year),
                self.today(),
            ),
        )
