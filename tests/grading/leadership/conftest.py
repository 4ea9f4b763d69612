"""A bureau with leaders, on one database for all tests of leadership study."""

from datetime import UTC, date, datetime
from itertools import count

import pytest
from builders.clock import SetClock
from builders.people import make_person
from builders.proofs import PDF
from builders.records import fresh_database

from courses.clock import HOME_ZONE
from courses.statutes.registry import Registry
from grading.assessment.model import HoursKind
from grading.home import Home
from grading.hours.desk import HoursDesk
from grading.hours.group_study import TypedGroupStudy
from grading.leadership.desk import LeadershipDesk
from grading.leadership.meetings import TypedMeeting
from grading.leadership.plans import TypedPlanItem
from grading.people.model import Role
from grading.people.states import PersonState

CODE = "ecological-environment-code"
CODE_LINE = "《生态环境法典》第一千一百零二条"
_numbers = count(1)


class LeadershipBureau:
    """Services and people; tests share it, each in a year of its own where they would meet."""

    def __init__(self, folder):
        self.clock = SetClock()
        self.home = Home(folder)
        self.database = fresh_database(folder)
        registry = Registry.embedded()
        self.hours = HoursDesk.of(self.home, self.database, registry, self.clock, HOME_ZONE)
        self.desk = LeadershipDesk.of(self.home, self.database, registry, self.clock, HOME_ZONE)
        self.manager = self.person(Role.MANAGER)
        self.colleague = self.person(Role.ADMINISTRATOR, name="示范乙")
        self.leader = self.person(Role.LEADER)

    def person(self, role=Role.OFFICER, **other):
        return make_person(self.database, f"shifan{next(_numbers)}", roles=[role], **other)

    def holds(self, person, first, **state):
        """Note what holds for a person from a day on."""
        held = PersonState(
            **{"name": person.name, "roles": person.roles, "department": "示范局领导"} | state,
            valid_from=date.fromisoformat(first),
        )
        with self.database.begin() as records:
            records.posts.add(person.id, held, self.clock())

    def at(self, day):
        """Set the clock to ten in the morning of a day in the home's zone."""
        self.clock.now = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
        self.clock.advance(hours=2)

    def plan(self, year, **typed):
        fields = {"topic": f"示范主题{next(_numbers)}", "form": "lecture", "month": "6"}
        return self.desk.plans.add(
            self.manager, year, TypedPlanItem(**fields | {"who": "领导班子成员"} | typed)
        )

    def call(self, day, **typed):
        fields = {
            "form": "party_group",
            "on": day,
            "host": "示范主持人",
            "topic": f"示范会议{next(_numbers)}",
            "cites": CODE_LINE,
            "hours": "2",
        }
        return self.desk.meetings.call(self.manager, TypedMeeting(**fields | typed))

    def tick(self, meeting, *people, is_present=True):
        """Tick people; the manager is ticked by somebody else, as everybody is."""
        for person in people:
            by = self.colleague if person.id == self.manager.id else self.manager
            meeting = self.desk.meetings.tick(
                by, meeting.id, person.learner_id, is_present=is_present
            )
        return meeting

    def held(self, day, *people, **typed):
        """Call a meeting of today or before, tick people, and record it."""
        meeting = self.tick(self.call(day, **typed), *people)
        content = PDF + str(next(_numbers)).encode() + PDF[-7:]
        return self.desk.meetings.record(self.manager, meeting.id, content, "纪要.pdf")

    def typed(self, study, people, **other):
        """Return the form of a correction as the page fills it in."""
        fields = {
            "form": study.form.value,
            "topic": study.topic,
            "host": study.host,
            "cites": CODE_LINE,
            "hours": str(study.hours),
            "attendees": [person.learner_id for person in people],
        }
        return TypedGroupStudy(**fields | other)

    def hours_of(self, person, year):
        entries = self.hours.ledger.of_person(person, year)
        return [
            (entry.hours, entry.evidence.label)
            for entry in entries
            if entry.kind is HoursKind.GROUP_STUDY
        ]

    def line(self, item):
        """Return an item with how far it is."""
        lines = self.desk.years.of(item.year).plan.lines
        return next(line for line in lines if line.item.id == item.id)


@pytest.fixture(scope="session")
def bureau(tmp_path_factory):
    bureau = LeadershipBureau(tmp_path_factory.mktemp("leadership"))
    yield bureau
    bureau.database.close()
