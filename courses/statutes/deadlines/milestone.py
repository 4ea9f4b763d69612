"""One dated step of a penalty case, with the rule behind the date."""

from dataclasses import dataclass, replace
from datetime import date

from courses.errors import StudyError
from courses.statutes.citation import Citation
from courses.statutes.deadlines.day_text import full_day
from courses.statutes.deadlines.time_limits import Deadline, TimeLimit, deadline
from courses.statutes.deadlines.workdays import CalendarMissingError, WorkCalendar


class ImpossibleDatesError(StudyError):
    """Dates of a case contradict each other; the message says which one to correct."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """The last day for one step, or why there is none.

    `last_day` is None when it cannot be told, and `warning` says why. `rolled_from` is the rest day
    on which the period would have ended. `rule` and `explanation` say in Chinese what the law asks
    and how the days were counted; `note` is what the text of the law leaves open, "" where nothing.
    """

    id: str
    name: str
    counted_from: date
    last_day: date | None
    rule: str
    citation: Citation
    warning: str = ""
    note: str = ""
    rolled_from: date | None = None
    explanation: str = ""

    def warned(self, warning: str) -> "Milestone":
        """Return this milestone with one more warning."""
        return replace(self, warning=self.warning + warning)

    def noted(self, note: str) -> "Milestone":
        """Return this milestone with one more note."""
        return replace(self, note=self.note + note)

    def ending(self, end: Deadline) -> "Milestone":
        """Return this milestone with its last day."""
        return replace(
            self,
            last_day=end.last_day,
            rolled_from=end.rolled_from,
            explanation=end.explanation,
        )


def limit_milestone(
    limit: TimeLimit, name: str, rule: str, start: date, calendar: WorkCalendar, *, note: str = ""
) -> Milestone:
    """Return the milestone of a limit in days; without a calendar a warning instead of a day."""
    milestone = Milestone(limit.id, name, start, None, rule, limit.citation, note=note)
    try:
        return milestone.ending(deadline(start, limit, calendar))
    except CalendarMissingError as error:
        return milestone.warned(str(error))


def require_order(
    earlier: date | None, earlier_name: str, later: date | None, later_name: str
) -> None:
    """Raise ImpossibleDatesError when both days are known and the later one comes first."""
    if earlier is not None and later is not None and later < earlier:
        raise ImpossibleDatesError(
            f"{later_name}是{full_day(later)}，早于{earlier_name}{full_day(earlier)}。"
            f"请改成{earlier_name}当天或者以后的日子。"
        )
