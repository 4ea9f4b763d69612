"""Which permit holders the training of a year has reached, which not; and the year's figures.

An enterprise is reached when somebody of it signed in to a session of the year. Asked for are those
that hold a permit or are registered on the day, the ended ones left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from grading.people.states import KnownEnterprise, PermitCategory
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from grading.training.model import SignIn, TrainingSession

NO_INDUSTRY: Final = "（没有写明行业）"
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class CoveredEnterprise:
    """A permit holder, and what the training of the year was for it.

    `people` were there, in `sessions`, `invited` times it was asked; `last_year` is the newest year
    up to this one in which it was reached at all.
    """

    name: str
    industry: str
    category: PermitCategory
    permit_number: str | None
    sessions: tuple[str, ...]
    people: int
    invited: int
    last_year: int | None

    @property
    def is_reached(self) -> bool:
        """Whether somebody of it was there this year."""
        return bool(self.sessions)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some enterprises are reached."""

    label: str
    reached: int
    total: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 is said only when none is missing."""
        return _HUNDRED * self.reached // self.total if self.total else 0

    @property
    def missing(self) -> int:
        """How many are not reached."""
        return self.total - self.reached


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What a report tells of the year: sessions held, enterprises of any kind, people, sign-ins."""

    sessions: int
    enterprises: int
    people: int
    sign_ins: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A year as it stands on a day; `uncategorised` enterprises have no permit on record."""

    year: int
    day: date
    figures: YearFigures
    enterprises: tuple[CoveredEnterprise, ...]
    uncategorised: int

    @property
    def total(self) -> Share:
        """All of them."""
        return _share("全部", self.enterprises)

    @property
    def industries(self) -> list[Share]:
        """Each industry, those with the most enterprises not reached first."""
        shares = _shares(self.enterprises, lambda one: one.industry)
        return sorted(shares, key=lambda share: (-share.missing, -share.total, share.label))

    @property
    def categories(self) -> list[Share]:
        """Each permit category that there is, in the order of the law."""
        return [
            _share(category.label, held)
            for category in PermitCategory
            if (held := [one for one in self.enterprises if one.category is category])
        ]


class TrainingCoverage:
    """Reading; any thread may use it."""

    def __init__(self, database: RecordsDatabase, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone

    def of_year(self, year: int) -> Coverage:
        """Return a year: this one up to today, another as it was at its end."""
        now = self._clock()
        day = min(local_date(now, self._zone), date(year, 12, 31))
        with self._database.read() as records:
            sessions = [one for one in records.training.all() if not one.is_cancelled]
            past = _Training.of(records, [one for one in sessions if one.year <= year])
            invited = _times_invited(records, [one for one in sessions if one.year == year])
            known = [one for one in records.enterprises.known(day) if not one.state.is_ended]
        of_year = past.in_year(year)
        enterprises = [
            _covered(one, of_year, invited.get(one.id, 0), past.last_year_of(one.id))
            for one in known
            if one.state.permit_category is not None
        ]
        return Coverage(
            year=year,
            day=day,
            figures=of_year.figures(now),
            enterprises=tuple(sorted(enterprises, key=lambda one: (one.industry, one.name))),
            uncategorised=len(known) - len(enterprises),
        )


@dataclass(frozen=True, slots=True)
class _Training:
    """Sessions by id, and the sign-ins to them that count."""

    sessions: dict[int, TrainingSession]
    sign_ins: tuple[SignIn, ...]
    of_enterprise: dict[int, list[SignIn]]

    @classmethod
    def of(cls, records: Records, sessions: Iterable[TrainingSession]) -> "_Training":
        held = {one.id: one for one in sessions}
        found = records.sign_ins.of_sessions(list(held))
        return cls._made(held, [one for one in found if one.counts])

    @classmethod
    def _made(cls, sessions: dict[int, TrainingSession], sign_ins: list[SignIn]) -> "_Training":
        of_enterprise: dict[int, list[SignIn]] = {}
        for one in sign_ins:
            if one.enterprise_id is not None:
                of_enterprise.setdefault(one.enterprise_id, []).append(one)
        return cls(sessions, tuple(sign_ins), of_enterprise)

    def in_year(self, year: int) -> "_Training":
        sessions = {key: one for key, one in self.sessions.items() if one.year == year}
        return self._made(sessions, [one for one in self.sign_ins if one.session_id in sessions])

    def last_year_of(self, enterprise_id: int) -> int | None:
        years = [
            self.sessions[one.session_id].year for one in self.of_enterprise.get(enterprise_id, ())
        ]
        return max(years, default=None)

    def figures(self, now: datetime) -> YearFigures:
        """Count; a session was held when it is over or somebody signed in."""
        over = {key for key, one in self.sessions.items() if one.plan.ends_at <= now}
        return YearFigures(
            sessions=len(over | {one.session_id for one in self.sign_ins}),
            enterprises=len(self.of_enterprise),
            people=len({one.person_id for one in self.sign_ins}),
            sign_ins=len(self.sign_ins),
        )


def _times_invited(records: Records, sessions: Iterable[TrainingSession]) -> Counter[int]:
    invited = records.training.invited_to([one.id for one in sessions])
    return Counter(one.enterprise_id for asked in invited.values() for one in asked)


def _covered(
    known: KnownEnterprise, of_year: _Training, invited: int, last_year: int | None
) -> CoveredEnterprise:
    state, sign_ins = known.state, of_year.of_enterprise.get(known.id, [])
    assert state.permit_category is not None  # noqa: S101 - others are left out before
    labels = dict.fromkeys(of_year.sessions[one.session_id].label for one in sign_ins)
    return CoveredEnterprise(
        name=state.name,
        industry=state.industry or NO_INDUSTRY,
        category=state.permit_category,
        permit_number=state.permit_number,
        sessions=tuple(labels),
        people=len({one.person_id for one in sign_ins}),
        invited=invited,
        last_year=last_year,
    )


def _shares(
    enterprises: Iterable[CoveredEnterprise], label_of: Callable[[CoveredEnterprise], str]
) -> list[Share]:
    held: dict[str, list[CoveredEnterprise]] = {}
    for one in enterprises:
        held.setdefault(label_of(one), []).append(one)
    return [_share(label, members) for label, members in held.items()]


def _share(label: str, enterprises: Sequence[CoveredEnterprise]) -> Share:
    return Share(label, sum(one.is_reached for one in enterprises), len(enterprises))
