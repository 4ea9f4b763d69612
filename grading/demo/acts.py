"""What happens in the year of the demo bureau beside lessons and exams, act by act."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from courses.clock import local_date
from grading.assessment.year import YearAssessment
from grading.certificates.issuing import Certificates
from grading.demo.diligence import Diligence
from grading.demo.moving_clock import MovingClock
from grading.demo.playing import Player
from grading.hours.desk import HoursDesk
from grading.leadership.desk import LeadershipDesk
from grading.outreach.outreach import OutreachLog
from grading.people.accounts import get_person
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.training.desk import TrainingDesk
from grading.training.quick_quiz import QuickQuizzes


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does at a moment; what was done before is not done again."""

    at: datetime
    do: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """The services that serve real people too."""

    hours: HoursDesk
    leadership: LeadershipDesk
    training: TrainingDesk
    quizzes: QuickQuizzes
    certificates: Certificates
    outreach: OutreachLog
    assessment: YearAssessment


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoYear:
    """The year in which the demo is begun, up to that moment.

    `days` are its working days before that day; `joined` says when those came who did not work
    here from the beginning, `diligence` how people study, both by login name.
    """

    now: datetime
    zone: ZoneInfo
    days: tuple[date, ...]
    diligence: dict[str, Diligence]
    joined: dict[str, date]
    seed: int
    database: RecordsDatabase
    clock: MovingClock
    desks: Desks
    player: Player
    _people: dict[str, Person] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day on which the demo is begun."""
        return local_date(self.now, self.zone)

    @property
    def number(self) -> int:
        """Which year it is."""
        return self.today.year

    def person(self, login_name: str) -> Person:
        """Return somebody whose account is open."""
        if login_name not in self._people:
            with self.database.read() as records:
                self._people[login_name] = get_person(records, login_name)
        return self._people[login_name]

    def workday(self, month: int, day: int) -> date | None:
        """Return a day or the next working day; None where that is not over yet."""
        wanted = date(self.number, month, day)
        return next((one for one in self.days if one >= wanted), None)

    def later(self, day: date, working_days: int) -> date | None:
        """Return the day so many working days after another, None where it is not over yet."""
        after = [one for one in self.days if one > day]
        return after[working_days - 1] if 0 < working_days <= len(after) else None

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return a time of a day in the home's zone."""
        return datetime.combine(day, time(hour, minute), self.zone)

    def is_there(self, login_name: str, day: date) -> bool:
        """Whether somebody works here on a day."""
        return self.joined.get(login_name, date.min) <= day

    def chance(self, purpose: str) -> random.Random:
        """Return chance that is the same each time."""
        return random.Random(f"{self.seed}:{purpose}")  # noqa: S311 - repeatable on purpose


Chapter = Callable[[DemoYear], Iterable[Act]]
"""One subject of the year: returns what happens in it, in any order."""

AFTER = timedelta(minutes=1)
"""Between acts of one occasion."""
