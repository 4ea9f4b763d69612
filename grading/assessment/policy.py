"""A policy: what a year asks of officers or of leaders, each figure with its source."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from courses.catalogue import Slug, Text
from grading.assessment.model import HoursKind

Audience = Literal["officer", "leader"]
AUDIENCES: dict[str, str] = {"officer": "执法人员", "leader": "领导干部"}
"""Whom a policy is for: the role, and its word on screen."""

TOTAL: Literal["total"] = "total"
ALL: Literal["all"] = "all"
WHOLE = 100


class AbsenceKind(StrEnum):
    """Why somebody was not there to study."""

    SICK_LEAVE = "sick_leave"
    MATERNITY_LEAVE = "maternity_leave"
    SECONDMENT = "secondment"
    NOT_IN_POST = "not_in_post"

    @property
    def label(self) -> str:
        """The words on screen."""
        return _ABSENCES[self]


_ABSENCES = {
    AbsenceKind.SICK_LEAVE: "病假",
    AbsenceKind.MATERNITY_LEAVE: "产假",
    AbsenceKind.SECONDMENT: "借调外单位",
    AbsenceKind.NOT_IN_POST: "不在岗（年中入职、调出、退休）",
}


def _exact(value: object) -> object:
    """Take 60, 7.5 and "1/3" for exact numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("应当是数字，如 60 或者 7.5")
    try:
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError("应当是数字，如 60 或者 7.5") from None
    if number < 0:
        raise ValueError("不能小于 0")
    return number


Exact = Annotated[Fraction, BeforeValidator(_exact)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(_Part):
    """Something that a policy asks, with the text that asks it.

    `valid_until` is the last day on which the source holds. Until a manager confirms it, a figure
    with `to_confirm`, or whose source has run out, is flagged on the assessment.
    """

    source: Text
    valid_until: date | None = None
    to_confirm: bool = False

    def is_open(self, on: date) -> bool:
        """Whether somebody has to confirm it on this day."""
        return self.to_confirm or (self.valid_until is not None and on > self.valid_until)


class Figure(Sourced):
    """A number; hours are 学时."""

    value: Exact


class RequiredCourse(Sourced):
    """A course of which every lesson has to be studied, with its chapter test passed."""

    id: Text


class RequiredExam(Sourced):
    """An exam in which the best result must reach the pass mark, in percent."""

    paper: Slug
    pass_mark: Annotated[Exact, Field(le=WHOLE)]


class Band(Sourced):
    """The name of a result from so many points of a hundred."""

    name: Text
    least: Annotated[Exact, Field(le=WHOLE)]


class AbsenceRules(Sourced):
    """Which absences lower what is asked, day by day in proportion to the year.

    Whoever was in post on fewer than `exempt_below_days` days is exempt.
    """

    kinds: tuple[AbsenceKind, ...]
    exempt_below_days: Annotated[int, Field(ge=0, le=366)]


class Reference(Sourced):
    """A figure that is shown beside the assessment but counts for nothing in it."""

    label: Text


class Policy(_Part):
    """What one year asks of one audience.

    `kinds` are the kinds of hours that count at all; caps are filled by date, then kind in this
    order, then id of the entry. `hours` may name `total` and kinds, `day_cap` may name `all`.
    """

    year: Annotated[int, Field(ge=2000, le=2100)]
    audience: Audience
    title: Text
    kinds: Annotated[tuple[HoursKind, ...], Field(min_length=1)]
    hours: dict[HoursKind | Literal["total"], Figure] = {}
    year_cap: dict[HoursKind, Figure] = {}
    day_cap: dict[HoursKind | Literal["all"], Figure] = {}
    attend: dict[Literal[HoursKind.GROUP_STUDY, HoursKind.SESSION], Figure] = {}
    courses: tuple[RequiredCourse, ...] = Field(default=(), alias="course")
    exams: tuple[RequiredExam, ...] = Field(default=(), alias="exam")
    absence: AbsenceRules
    weights: dict[Literal["hours", "courses", "exams", "attend"], Annotated[int, Field(ge=1)]] = {}
    bands: tuple[Band, ...] = Field(default=(), alias="band")
    references: tuple[Reference, ...] = Field(default=(), alias="reference")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if faults := list(_faults(self)):
            raise ValueError("；".join(faults))
        return self

    @property
    def first_day(self) -> date:
        """The first day of the year."""
        return date(self.year, 1, 1)

    @property
    def due(self) -> date:
        """The last day on which something can count."""
        return date(self.year, 12, 31)

    def sourced(self, titles: Mapping[str, str]) -> Iterator[tuple[str, str, str, Sourced]]:
        """Yield every figure: its id, what it says, its number with unit, and its source.

        `titles` are the names of courses and papers by their id.
        """
        for kind, figure in self.hours.items():
            yield f"hours.{kind}", _hours_label(kind), f"{_number(figure.value)} 学时", figure
        for kind, figure in self.year_cap.items():
            what = f"{HoursKind(kind).label}全年最多计入"
            yield f"year_cap.{kind}", what, f"{_number(figure.value)} 学时", figure
        for scope, figure in self.day_cap.items():
            what = "" if scope == ALL else HoursKind(scope).label
            yield f"day_cap.{scope}", f"{what}一天最多计入", f"{_number(figure.value)} 学时", figure
        for kind, figure in self.attend.items():
            what = f"参加{HoursKind(kind).label}"
            yield f"attend.{kind}", what, f"{_number(figure.value)} 次", figure
        for course in self.courses:
            yield f"course.{course.id}", f"必修课程《{titles[course.id]}》", "全部课", course
        for exam in self.exams:
            what = f"必考试卷：{titles[exam.paper]}"
            yield f"exam.{exam.paper}", what, f"{_number(exam.pass_mark)}%", exam
        days = f"在岗不足 {self.absence.exempt_below_days} 天免考核，其余按天折算"
        yield "absence", "缺勤和部分年度", days, self.absence
        for band in self.bands:
            yield f"band.{band.name}", f"等次“{band.name}”", f"{_number(band.least)} 分起", band


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _hours_label(kind: str) -> str:
    return "全年学时" if kind == TOTAL else f"其中{HoursKind(kind).label}"


def _faults(policy: Policy) -> Iterator[str]:
    """Yield what does not fit together, all of it."""
    yield from _doubles(policy)
    counted = set(policy.kinds)
    for name, table in (
        ("hours", policy.hours),
        ("year_cap", policy.year_cap),
        ("day_cap", policy.day_cap),
        ("attend", policy.attend),
    ):
        for kind in sorted(set(table) - counted - {TOTAL, ALL}):
            yield f"{name} 里的 {kind} 不在 kinds 里，永远不会计入"
    yield from _out_of_reach(policy)
    yield from _unfair_caps(policy)
    yield from _weight_faults(policy)
    least = [band.least for band in policy.bands]
    if least != sorted(set(least), reverse=True):
        yield "band 应当由高分到低分排列，分数各不相同"


def _doubles(policy: Policy) -> Iterator[str]:
    for name, listed in (
        ("kinds", policy.kinds),
        ("course", [course.id for course in policy.courses]),
        ("exam", [exam.paper for exam in policy.exams]),
        ("band", [band.name for band in policy.bands]),
        ("absence.kinds", policy.absence.kinds),
    ):
        if len(set(listed)) < len(listed):
            yield f"{name} 里有重复的"


def _out_of_reach(policy: Policy) -> Iterator[str]:
    for kind, cap in policy.year_cap.items():
        asked = policy.hours.get(kind)
        if asked is not None and asked.value > cap.value:
            label = HoursKind(kind).label
            yield f"{label}要求的学时超过 year_cap 允许计入的，谁也达不到"
    total = policy.hours.get(TOTAL)
    if total is None or set(policy.year_cap) != set(policy.kinds):
        return
    if sum(cap.value for cap in policy.year_cap.values()) < total.value:
        yield "各类学时的 year_cap 加起来少于全年学时，谁也达不到"


def _unfair_caps(policy: Policy) -> Iterator[str]:
    """Refuse caps under which one more piece of evidence could lower somebody's total.

    With a cap on the whole day, hours of one kind can push another kind's off that day while
    using up the yearly allowance of their own. That cannot happen where only the kind that is
    filled last has a yearly cap.
    """
    if ALL not in policy.day_cap or not policy.year_cap:
        return
    if set(policy.year_cap) != {policy.kinds[-1]}:
        yield (
            "写了 day_cap.all 时，year_cap 只能有 kinds 里最后一类，"
            "否则多交一份证据反而可能使学时变少"
        )


def _weight_faults(policy: Policy) -> Iterator[str]:
    if not policy.weights and not policy.bands:
        return
    if sum(policy.weights.values()) != WHOLE:
        yield f"weights 加起来应当是 {WHOLE}"
    asked = {
        "hours": TOTAL in policy.hours,
        "courses": bool(policy.courses),
        "exams": bool(policy.exams),
        "attend": bool(policy.attend),
    }
    for group in policy.weights:
        if not asked[group]:
            yield f"weights 里的 {group} 没有对应的要求"
