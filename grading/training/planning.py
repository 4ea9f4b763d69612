"""Planning training sessions: what they are, who is invited, and where they stand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from grading.hours.checks import LONGEST_REASON, read_number, read_text
from grading.hours.errors import WrongEntryError
from grading.people.model import Person
from grading.people.states import KnownEnterprise
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from grading.training.checks import TypedSession, read_plan
from grading.training.errors import (
    FixedBySignInsError,
    MoveRefusedError,
    UnknownTrainingSessionError,
)
from grading.training.model import Invited, Period, SessionPlan, TrainingSession, TrainingState
from grading.training.session_hours import SessionHours
from quizzes.paper import Paper

OPENS_BEFORE = timedelta(hours=24)
"""So long before its beginning the sign-in can be opened, for trying it out."""


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A line of the list: a session, where it lies in time, how many are invited and came."""

    session: TrainingSession
    period: Period
    invited: int
    signed_in: int


@dataclass(frozen=True, slots=True)
class SessionsOfYear:
    """The sessions of a year, what is next first, what is past newest first."""

    going_on: tuple[ListedSession, ...]
    upcoming: tuple[ListedSession, ...]
    past: tuple[ListedSession, ...]
    held: int
    people: int

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.going_on) + len(self.upcoming) + len(self.past)


class TrainingSessions:
    """Planning and reading sessions; any thread may use it. `papers` are those of quick quizzes."""

    def __init__(
        self, database: RecordsDatabase, papers: Sequence[Paper], clock: Clock, zone: ZoneInfo
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self.papers = tuple(papers)

    def plan(self, person: Person, typed: TypedSession) -> TrainingSession:
        """Plan a session and invite enterprises. Raises WrongEntryError."""
        now = self._clock()
        plan = self._read(typed, now)
        with self._database.begin() as records:
            invited = _chosen(records, typed.invited)
            year = local_date(plan.starts_at, self._zone).year
            session_id = records.training.add(year, plan, person.id, now)
            records.training.invite(session_id, invited, invited=True, by=person.id, at=now)
            return get_session(records, session_id)

    def change(self, person: Person, session_id: int, typed: TypedSession) -> TrainingSession:
        """Let other things hold for a session from now on, who is invited among them.

        Other credit hours become corrections for everybody who signed in. Raises WrongEntryError,
        UnknownTrainingSessionError, MoveRefusedError and FixedBySignInsError.
        """
        now = self._clock()
        plan = self._read(typed, now)
        with self._database.begin() as records:
            session = get_session(records, session_id)
            if session.is_cancelled:
                raise MoveRefusedError("已经取消的培训不能再修改。请另建一期。")
            if local_date(plan.starts_at, self._zone).year != session.year:
                raise WrongEntryError(
                    "on", "期号按年排，不能改到另一年。请取消这一期，在那一年另建一期。"
                )
            if plan != session.plan:
                self._follow_sign_ins(records, session, plan, person, now)
                records.training.change(session_id, plan, person.id, now)
            self._invite(records, session_id, _chosen(records, typed.invited), person, now)
            return get_session(records, session_id)

    def open(self, person: Person, session_id: int) -> TrainingSession:
        """Begin to take sign-ins. Raises UnknownTrainingSessionError and MoveRefusedError."""
        with self._database.begin() as records:
            session, now = get_session(records, session_id), self._clock()
            if session.is_cancelled:
                raise MoveRefusedError("这一期已经取消，不能开始签到。需要补办的，请另建一期。")
            if session.state is TrainingState.OPEN:
                raise MoveRefusedError("签到已经开始，不用再点一次。请打开大屏幕。")
            if now < session.plan.starts_at - OPENS_BEFORE:
                raise MoveRefusedError("离培训开始还有一天以上，不能开始签到。请核对日期和时间。")
            if now > session.last_sign_in:
                raise MoveRefusedError(
                    "培训结束已经超过一小时，不能再扫码签到。请用“录入纸质名单”补登。"
                )
            records.training.move(session_id, TrainingState.OPEN, "", person.id, now)
            return get_session(records, session_id)

    def close(self, person: Person, session_id: int) -> TrainingSession:
        """Take sign-ins no more. Raises UnknownTrainingSessionError and MoveRefusedError."""
        with self._database.begin() as records:
            session = get_session(records, session_id)
            if session.state is not TrainingState.OPEN:
                raise MoveRefusedError(f"没有正在进行的签到（{session.state.label}），不用结束。")
            records.training.move(session_id, TrainingState.CLOSED, "", person.id, self._clock())
            return get_session(records, session_id)

    def cancel(self, person: Person, session_id: int, reason: str) -> TrainingSession:
        """Let a session not take place, for good.

        Raises WrongEntryError, UnknownTrainingSessionError, MoveRefusedError, FixedBySignInsError.
        """
        said = read_text("reason", "取消的原因", reason, LONGEST_REASON)
        with self._database.begin() as records:
            session = get_session(records, session_id)
            if session.is_cancelled:
                raise MoveRefusedError("这一期已经取消。")
            if records.sign_ins.count([session_id]):
                raise FixedBySignInsError(
                    "已经有人签到，不能取消。如果确实没有举办，请先撤销全部签到。"
                )
            records.training.move(
                session_id, TrainingState.CANCELLED, said, person.id, self._clock()
            )
            return get_session(records, session_id)

    def session(self, session_id: int) -> TrainingSession:
        """Return a session. Raises UnknownTrainingSessionError."""
        with self._database.read() as records:
            return get_session(records, session_id)

    def invited(self, session_id: int) -> list[Invited]:
        """Return who is invited, by name."""
        with self._database.read() as records:
            return records.training.invited(session_id)

    def enterprises(self) -> list[KnownEnterprise]:
        """Return the enterprises that can be invited: those that go on."""
        with self._database.read() as records:
            return _offered(records)

    def in_year(self, year: int) -> SessionsOfYear:
        """Return the sessions that take place in a year."""
        now = self._clock()
        with self._database.read() as records:
            found = [
                one
                for one in records.training.all()
                if local_date(one.plan.starts_at, self._zone).year == year
            ]
            ids = [one.id for one in found]
            counts, invited = records.sign_ins.count(ids), records.training.count_invited(ids)
        listed = [
            ListedSession(one, one.period(now), invited.get(one.id, 0), counts.get(one.id, 0))
            for one in found
        ]
        return _by_period(listed)

    def _read(self, typed: TypedSession, now: datetime) -> SessionPlan:
        known = {paper.id for paper in self.papers}
        return read_plan(typed, known, local_date(now, self._zone), self._zone)

    def _follow_sign_ins(
        self,
        records: Records,
        session: TrainingSession,
        plan: SessionPlan,
        person: Person,
        now: datetime,
    ) -> None:
        """Refuse what would belie sign-ins, and carry other credit hours to them."""
        if not records.sign_ins.count([session.id]):
            return
        days = {local_date(one.starts_at, self._zone) for one in (plan, session.plan)}
        if len(days) > 1:
            raise WrongEntryError("on", "已经有人签到，日期不能再改。")
        if plan.paper_id != session.plan.paper_id:
            raise WrongEntryError("paper_id", "已经有人签到，随堂测验不能再换。")
        if plan.hours != session.plan.hours:
            reason = f"{session.label}的学时改为 {float(plan.hours):g}"
            SessionHours(records, session, self._zone).change_all(
                plan.hours, reason, person.id, now
            )

    @staticmethod
    def _invite(
        records: Records, session_id: int, wanted: list[int], person: Person, now: datetime
    ) -> None:
        held = {one.enterprise_id for one in records.training.invited(session_id)}
        new = [one for one in wanted if one not in held]
        records.training.invite(session_id, new, invited=True, by=person.id, at=now)
        offered = {one.id for one in _offered(records)}  # what has closed could not be ticked
        gone = sorted((held & offered) - set(wanted))
        records.training.invite(session_id, gone, invited=False, by=person.id, at=now)


def get_session(records: Records, session_id: int) -> TrainingSession:
    """Return a session. Raises UnknownTrainingSessionError."""
    session = records.training.find(session_id)
    if session is None:
        raise UnknownTrainingSessionError(session_id)
    return session


def _offered(records: Records) -> list[KnownEnterprise]:
    """Return the enterprises that can be invited: those that go on."""
    return [one for one in records.enterprises.known() if not one.state.is_ended]


def _chosen(records: Records, given: Collection[str]) -> list[int]:
    """Return the numbers of enterprises that a form ticked."""
    wanted = {read_number(one) for one in given}
    known = [one.id for one in records.enterprises.known() if one.id in wanted]
    if len(known) < len(wanted):
        raise WrongEntryError("invited", "名单里有企业已经不在。请看一看名单，重新提交。")
    return known


def _by_period(listed: list[ListedSession]) -> SessionsOfYear:
    parts: dict[Period, list[ListedSession]] = {period: [] for period in Period}
    for one in listed:
        parts[one.period].append(one)
    held = [one for one in listed if one.signed_in]
    return SessionsOfYear(
        going_on=tuple(parts[Period.GOING_ON]),
        upcoming=tuple(parts[Period.UPCOMING]),
        past=tuple(reversed(parts[Period.PAST])),
        held=len(held),
        people=sum(one.signed_in for one in held),
    )
