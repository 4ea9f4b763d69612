"""Training sessions (期), who is invited, who signed in and how, and the material given out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from grading.hours.model import StoredFile

RUNS_OVER = timedelta(hours=1)
"""For so long after its end a session still takes sign-ins, because sessions run over."""


class TrainingState(StrEnum):
    """What holds for a session: only an open one takes sign-ins from phones."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _STATES[self]


_STATES = {
    TrainingState.PLANNED: "未开始签到",
    TrainingState.OPEN: "签到中",
    TrainingState.CLOSED: "签到结束",
    TrainingState.CANCELLED: "已取消",
}


class Period(StrEnum):
    """Where a session lies against the present time."""

    UPCOMING = "upcoming"
    GOING_ON = "going_on"
    PAST = "past"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"upcoming": "待举办", "going_on": "正在举办", "past": "已举办"}[self.value]


class SignInWay(StrEnum):
    """How somebody signed in: own phone (QR code or six digits), at the desk, or on paper."""

    QR = "qr"
    CODE = "code"
    DESK = "desk"
    PAPER_LIST = "paper_list"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _WAYS[self]

    @property
    def is_own(self) -> bool:
        """Whether the person signed in without anybody's help."""
        return self in {SignInWay.QR, SignInWay.CODE}


_WAYS = {
    SignInWay.QR: "扫码",
    SignInWay.CODE: "签到码",
    SignInWay.DESK: "签到台",
    SignInWay.PAPER_LIST: "纸质名单",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """What a session is to be. Times are aware; `industry` None stands for all of them.

    `capacity` counts people, `hours` are the credit hours of whoever signs in, `late_after` is in
    minutes after the beginning, `paper_id` is the paper of the quick quiz, None without one.
    """

    topic: str
    industry: str | None
    place: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    hours: Fraction
    late_after: int
    paper_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSession:
    """A session as it stands. `id` is in addresses, `year` and `number` are its name for people.

    `reason` is why it was cancelled, else empty. `opened_by_id` is the person who last opened the
    sign-in, None before that.
    """

    id: int
    year: int
    number: int
    plan: SessionPlan
    state: TrainingState
    reason: str
    planned_by: str
    planned_at: datetime
    opened_by_id: int | None

    @property
    def label(self) -> str:
        """What the session is called on screen."""
        return f"{self.year} 年第 {self.number} 期"

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.state is TrainingState.CANCELLED

    @property
    def late_from(self) -> datetime:
        """Who signs in later than this is late."""
        return self.plan.starts_at + timedelta(minutes=self.plan.late_after)

    @property
    def last_sign_in(self) -> datetime:
        """When sign-in from phones ends, if nobody closes it before."""
        return self.plan.ends_at + RUNS_OVER

    def period(self, now: datetime) -> Period:
        """Return where it lies against the present time."""
        if now < self.plan.starts_at:
            return Period.UPCOMING
        return Period.GOING_ON if now <= self.plan.ends_at else Period.PAST

    def takes_sign_ins(self, now: datetime) -> bool:
        """Say whether phones can sign in."""
        return self.state is TrainingState.OPEN and now <= self.last_sign_in


@dataclass(frozen=True, slots=True)
class Invited:
    """An enterprise that is invited, under the name that it has now."""

    enterprise_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A file that is given out to everybody who signed in."""

    id: int
    session_id: int
    file: StoredFile
    added_by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSignIn:
    """A sign-in to be kept. `nonce` is that of the form ticket: one ticket, one sign-in."""

    session_id: int
    person_id: int
    enterprise_id: int | None
    way: SignInWay
    at: datetime
    is_late: bool
    recorded_by: int | None
    recorded_at: datetime
    scan: StoredFile | None = None
    nonce: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Why a sign-in counts no more, and who said so."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """That a person was at a session, from `at` on.

    `enterprise` is None for people of the bureau; `recorded_by` is None where the person signed in
    alone; `scan` is the paper list that proves it. One that is withdrawn counts no more.
    """

    id: int
    session_id: int
    person_id: int
    learner_id: str
    name: str
    enterprise_id: int | None
    enterprise: str | None
    way: SignInWay
    at: datetime
    is_late: bool
    recorded_by: str | None
    recorded_at: datetime
    scan: StoredFile | None
    withdrawal: Withdrawal | None

    @property
    def counts(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawal is None
