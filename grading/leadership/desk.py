"""Everything about leadership study: one object in front of plans, meetings, duties, reports."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from courses.clock import Clock
from courses.statutes.registry import Registry
from grading.home import Home
from grading.hours.evidence_store import EvidenceStore
from grading.leadership.duties import Duties
from grading.leadership.duty_reading import DutyLists, read_duty_lists
from grading.leadership.meetings import Meetings
from grading.leadership.plans import StudyPlans
from grading.leadership.year import LeadershipYears
from grading.records.engine import RecordsDatabase


@dataclass(frozen=True, slots=True)
class LeadershipDesk:
    """What managers and leaders do about leadership study; `lists` are the lists of duties."""

    plans: StudyPlans
    meetings: Meetings
    duties: Duties
    years: LeadershipYears
    lists: DutyLists

    @classmethod
    def of(
        cls,
        home: Home,
        database: RecordsDatabase,
        registry: Registry,
        clock: Clock,
        zone: ZoneInfo,
    ) -> "LeadershipDesk":
        """Return the desk of a home; files lie in its evidence folder, own lists in `duties`."""
        store, lists = EvidenceStore(home.evidence), read_duty_lists(home.root, registry)
        return cls(
            plans=StudyPlans(database, registry, clock, zone),
            meetings=Meetings(database, store, registry, clock, zone),
            duties=Duties(database, store, lists, clock, zone),
            years=LeadershipYears(database, lists, clock, zone),
            lists=lists,
        )
