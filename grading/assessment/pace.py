"""Who keeps pace with a year: what should be done by a day, against what is done."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from grading.assessment.assess import Assessment, Requirement, Standing
from grading.assessment.in_post import days_in_post

LAST_WEEKS, LAST_DAYS = 21, 3
"""So many days before the end of the year everybody is reminded who has not met everything."""

_EXAMS = "exams"


class Stage(StrEnum):
    """Why somebody is reminded; the later, the more urgent."""

    BEHIND = "behind"
    LAST_WEEKS = "last_weeks"
    LAST_DAYS = "last_days"
    OVER = "over"

    @property
    def label(self) -> str:
        """The words on screen."""
        return _LABELS[self]


_LABELS = {
    Stage.BEHIND: "落后于进度",
    Stage.LAST_WEEKS: "年底前三周内",
    Stage.LAST_DAYS: "年底前三天内",
    Stage.OVER: "年度已经结束",
}


@dataclass(frozen=True, slots=True)
class RequirementPace:
    """A requirement and how much of it should be done by the day, in its unit."""

    requirement: Requirement
    expected: Fraction

    @property
    def is_behind(self) -> bool:
        """Whether less is done."""
        return self.requirement.had < self.expected

    @property
    def behind(self) -> Fraction:
        """How much less, in its unit."""
        return max(self.expected - self.requirement.had, Fraction(0))


@dataclass(frozen=True, slots=True)
class Pace:
    """How an assessment keeps pace on its day; `days_left` are those to the last that counts."""

    assessment: Assessment
    requirements: tuple[RequirementPace, ...]
    days_left: int

    @property
    def behind(self) -> tuple[RequirementPace, ...]:
        """What is behind; nothing once everything is met, or where nothing is asked."""
        if self.assessment.standing is not Standing.NOT_YET:
            return ()
        return tuple(one for one in self.requirements if one.is_behind)

    @property
    def is_behind(self) -> bool:
        """Whether anything is behind."""
        return bool(self.behind)

    @property
    def missing(self) -> tuple[RequirementPace, ...]:
        """What is not met yet."""
        return tuple(one for one in self.requirements if not one.requirement.is_met)

    @property
    def stage(self) -> Stage | None:
        """Why to remind, None where there is no need."""
        if self.assessment.standing is not Standing.NOT_YET:
            return None
        if self.days_left < 0:
            return Stage.OVER
        if self.days_left <= LAST_DAYS:
            return Stage.LAST_DAYS
        if self.days_left <= LAST_WEEKS:
            return Stage.LAST_WEEKS
        return Stage.BEHIND if self.is_behind else None


def pace_of(assessment: Assessment) -> Pace:
    """Return how somebody keeps pace on the day of the assessment.

    By then the share of the days in post that have gone by is expected of hours, lessons and
    sessions, rounded down to whole ones. An exam is expected from the last three weeks on: before
    that nobody is late.
    """
    policy, as_of = assessment.policy, assessment.as_of
    gone = days_in_post(policy, assessment.person, as_of)
    share = Fraction(gone, assessment.days_in_post) if assessment.days_in_post else Fraction(1)
    days_left = (policy.due - as_of).days
    return Pace(
        assessment=assessment,
        requirements=tuple(
            RequirementPace(one, _expected(one, share, days_left))
            for one in assessment.requirements
        ),
        days_left=days_left,
    )


def _expected(requirement: Requirement, share: Fraction, days_left: int) -> Fraction:
    if days_left < 0:
        return requirement.needed
    if requirement.group == _EXAMS:
        return requirement.needed if days_left <= LAST_WEEKS else Fraction(0)
    return Fraction(floor(requirement.needed * share))
