"""The figures of a year of outreach: totals, by form and month, and the sentence for the report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.statutes.registry import Registry
from grading.hours.checks import citation_label
from grading.outreach.model import Activity, OutreachForm

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Sum:
    """What some activities come to.

    People who were there and readings in new media are never added up.
    """

    activities: int
    people: int
    readings: int
    materials: int


@dataclass(frozen=True, slots=True)
class FormSum:
    """What the activities of a form come to."""

    form: OutreachForm
    sum: Sum


@dataclass(frozen=True, slots=True)
class MonthSum:
    """What the activities of a month come to; months count from 1."""

    month: int
    sum: Sum


@dataclass(frozen=True, slots=True)
class YearOfOutreach:
    """The figures of a year; every month is there, and the forms that there were."""

    year: int
    sum: Sum
    forms: tuple[FormSum, ...]
    months: tuple[MonthSum, ...]

    @property
    def sentence(self) -> str:
        """What the year's report can say; nothing where there is nothing to say."""
        if not self.sum.activities:
            return ""
        forms = "、".join(f"{one.form.label}{one.sum.activities}次" for one in self.forms)
        said = [f"{self.year}年共开展普法活动{self.sum.activities}次，其中{forms}"]
        said += [
            words.format(number)
            for number, words in (
                (self.sum.people, "参加活动{}人次"),
                (self.sum.materials, "发放宣传资料{}份"),
                (self.sum.readings, "新媒体阅读{}次"),
            )
            if number
        ]
        return "；".join([said[0], "，".join(said[1:])] if said[1:] else said) + "。"


def sum_up(year: int, activities: Sequence[Activity]) -> YearOfOutreach:
    """Return the figures of a year's activities."""
    return YearOfOutreach(
        year=year,
        sum=_sum(activities),
        forms=tuple(
            FormSum(form, _sum(found))
            for form in OutreachForm
            if (found := [one for one in activities if one.form is form])
        ),
        months=tuple(
            MonthSum(month, _sum(one for one in activities if one.on.month == month))
            for month in MONTHS
        ),
    )


def find(
    activities: Iterable[Activity], wanted: str, form: str, registry: Registry
) -> list[Activity]:
    """Return the activities of a form that have every wanted word; empty texts choose all."""
    words = wanted.casefold().split()
    return [
        one
        for one in activities
        if form in ("", one.form.value) and _has_all(_text(one, registry), words)
    ]


def _has_all(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def _text(one: Activity, registry: Registry) -> str:
    """Return everything that is read of an activity."""
    cites = [citation_label(cited, registry) for cited in one.cites]
    parts = (one.title, one.form.label, one.place, one.audience, one.told, one.recorded_by, *cites)
    return "\n".join(parts).casefold()


def _sum(activities: Iterable[Activity]) -> Sum:
    given = list(activities)
    media = [one for one in given if one.form is OutreachForm.MEDIA]
    return Sum(
        activities=len(given),
        people=sum(one.reached for one in given) - sum(one.reached for one in media),
        readings=sum(one.reached for one in media),
        materials=sum(one.materials for one in given),
    )
