"""Training of enterprises by the demo bureau: sessions with sign-ins, quizzes and certificates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from grading.demo.acts import Act, DemoYear
from grading.demo.enterprises import ENTERPRISES
from grading.demo.paper_file import pdf
from grading.demo.people import INSTRUCTOR, InventedPerson, invented_people
from grading.people.model import Person, Role
from grading.people.states import PermitCategory
from grading.training.checks import TypedSession
from grading.training.model import TrainingSession, TrainingState
from grading.training.paper_list import TypedRow

PLANNED_BEFORE = 8
"""Working days between planning a session and the session."""

UPCOMING_IN = timedelta(days=12)
CANCELLED = "与上级检查的时间冲突，改到下半年举办。"

GOOD, POOR = 0.92, 0.35
"""The chance of a right answer of those who listened, and of every fourth one."""

_BEGINS, _ENDS, _LATE_AFTER = "09:00", "12:00", "10"
_FIRST_AT, _LATE_AT, _QUIZ_AT = (8, 44), (9, 16), (11, 10)
_POOR_EVERY, _DESK_EVERY = 4, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session; people of `industries` come, all of them where it is empty.

    With `officers` so many of the bureau's own people come too. A session on paper has a list
    that is entered afterwards, one that is cancelled nothing.
    """

    month: int
    day: int
    topic: str
    place: str
    hours: str
    industry: str = ""
    paper: str = ""
    officers: tuple[str, ...] = ()
    late: int = 0
    on_paper: bool = False
    is_cancelled: bool = False


SESSIONS = (
    Session(
        month=3,
        day=26,
        topic="排污许可管理培训",
        place="示范市会议中心",
        hours="3",
        paper="session-permit",
        officers=("officer16", "officer17", "officer18"),
        late=2,
    ),
    Session(
        month=5,
        day=15,
        topic="棉花加工企业环境管理培训",
        place="示范轧花厂会议室",
        hours="3",
        industry="棉花加工",
        on_paper=True,
    ),
    Session(
        month=7,
        day=15,
        topic="热力企业大气污染防治培训",
        place="示范市会议中心",
        hours="3",
        industry="热力生产",
        is_cancelled=True,
    ),
    Session(
        month=9,
        day=17,
        topic="滴灌带企业学法典",
        place="示范滴灌带厂会议室",
        hours="3",
        industry="塑料制品",
        paper="session-transition",
        late=1,
    ),
)
UPCOMING = Session(
    month=12,
    day=31,
    topic="采暖季大气污染防治培训",
    place="示范市会议中心",
    hours="3",
    industry="热力生产",
    paper="session-air",
)
"""Planned for some days after the demo is begun: whoever tries it can open it."""


def training(year: DemoYear) -> Iterator[Act]:
    """Yield everything about the sessions."""
    for session in SESSIONS:
        day = year.workday(session.month, session.day)
        if day is None:
            continue
        before = [one for one in year.days if one < day]
        planned = before[-PLANNED_BEFORE] if len(before) >= PLANNED_BEFORE else day
        yield Act(year.at(planned, 8, 30), partial(_plan, year, session, day))
        yield from _cancelled(year, session) if session.is_cancelled else _held(year, session, day)
    upcoming = year.today + UPCOMING_IN
    yield Act(year.now, partial(_plan, year, UPCOMING, upcoming))


def _cancelled(year: DemoYear, session: Session) -> Iterator[Act]:
    day = year.workday(session.month, session.day - 5)
    if day is not None:
        yield Act(year.at(day, 15), partial(_cancel, year, session))


def _held(year: DemoYear, session: Session, day: date) -> Iterator[Act]:
    if session.on_paper:
        yield Act(year.at(day, 15), partial(_enter_list, year, session, day))
    else:
        yield Act(year.at(day, 8, 40), partial(_open, year, session))
        yield Act(year.at(day, *_LATE_AT), partial(_sign_in, year, session, day))
        if session.paper:
            yield Act(year.at(day, *_QUIZ_AT), partial(_take_quizzes, year, session))
        yield Act(year.at(day, 12, 10), partial(_close, year, session))
    issued = year.later(day, 1)
    if issued is not None:
        yield Act(year.at(issued, 9, 30), partial(_issue, year, session))


def _plan(year: DemoYear, session: Session, day: date) -> None:
    if _find(year, session) is not None:
        return
    sessions = year.desks.training.sessions
    papers = {paper.id for paper in sessions.papers}
    typed = TypedSession(
        topic=session.topic,
        industry=session.industry,
        place=session.place,
        on=day.isoformat(),
        starts=_BEGINS,
        ends=_ENDS,
        capacity="60",
        hours=session.hours,
        late_after=_LATE_AFTER,
        paper_id=session.paper if session.paper in papers else "",
        invited=[str(number) for number in _invited(year, session)],
    )
    sessions.plan(year.person(INSTRUCTOR), typed)


def _invited(year: DemoYear, session: Session) -> list[int]:
    """Return the numbers of the enterprises of the industry; of all, those with a permit."""
    permits = {PermitCategory.KEY, PermitCategory.SIMPLIFIED}
    return [
        one.id
        for one in year.desks.training.sessions.enterprises()
        if (one.state.industry == session.industry)
        or (not session.industry and one.state.permit_category in permits)
    ]


def _cancel(year: DemoYear, session: Session) -> None:
    planned = _find(year, session)
    if planned is not None and not planned.is_cancelled:
        sessions = year.desks.training.sessions
        sessions.cancel(year.person(INSTRUCTOR), planned.id, CANCELLED)


def _open(year: DemoYear, session: Session) -> None:
    planned, staff = _find(year, session), year.person(INSTRUCTOR)
    if planned is None or planned.state is not TrainingState.PLANNED:
        return
    desk = year.desks.training
    if not desk.materials.of_session(planned.id):
        handout = pdf(f"{session.topic}讲义", ("一、要点", "二、常见问题", "（示范数据）"))
        desk.materials.add(staff, planned.id, handout, f"{session.topic}讲义.pdf")
    desk.sessions.open(staff, planned.id)


def _close(year: DemoYear, session: Session) -> None:
    planned = _find(year, session)
    if planned is not None and planned.state is TrainingState.OPEN:
        year.desks.training.sessions.close(year.person(INSTRUCTOR), planned.id)


def _sign_in(year: DemoYear, session: Session, day: date) -> None:
    """Let everybody sign in who comes: most by the code, some at the desk, the last ones late."""
    planned = _find(year, session)
    if planned is None or planned.state is not TrainingState.OPEN:
        return
    come, there = _trainees(session), _signed_in(year, planned)
    members = [name for name in session.officers if year.is_there(name, day)]
    for place, trainee in enumerate(come):
        is_late = place >= len(come) - session.late
        begin = year.at(day, *(_LATE_AT if is_late else _FIRST_AT))
        year.clock.move_to(begin + timedelta(seconds=35 * (place % len(come))))
        if trainee.name not in there:
            _sign_in_one(year, planned, trainee, at_desk=place % _DESK_EVERY == 1)
    for place, name in enumerate(members):
        year.clock.move_to(year.at(day, 8, 50 + place))
        if year.person(name).name not in there:
            desk = year.desks.training.sign_ins
            desk.sign_in_member(_ticket(year, planned), year.person(name))


def _sign_in_one(
    year: DemoYear, planned: TrainingSession, trainee: InventedPerson, *, at_desk: bool
) -> None:
    sign_ins, enterprise = year.desks.training.sign_ins, trainee.enterprise or ""
    if at_desk:
        staff = year.person(INSTRUCTOR)
        sign_ins.sign_in_at_desk(staff, planned.id, trainee.name, enterprise)
    else:
        sign_ins.sign_in_trainee(_ticket(year, planned), trainee.name, enterprise)


def _ticket(year: DemoYear, planned: TrainingSession) -> str:
    """Scan the code on the screen."""
    sign_ins = year.desks.training.sign_ins
    code = sign_ins.screen(planned.id).code
    assert code is not None  # noqa: S101 - the session takes sign-ins
    return sign_ins.ticket_by_token(planned.id, code.token).text


def _enter_list(year: DemoYear, session: Session, day: date) -> None:
    planned = _find(year, session)
    if planned is None or _signed_in(year, planned):
        return
    come = _trainees(session)
    rows = [TypedRow(one.name, one.enterprise or "", "08:50") for one in come]
    lines = [f"{one.name}    {one.enterprise}" for one in come]
    scan = pdf(f"{session.topic}签到表", (f"{day.year}年{day.month}月{day.day}日", *lines))
    lists = year.desks.training.paper_lists
    lists.enter(year.person(INSTRUCTOR), planned.id, rows, scan, "签到表.pdf")


def _take_quizzes(year: DemoYear, session: Session) -> None:
    """Let every trainee who signed in take the quiz; who fails takes it once more."""
    planned = _find(year, session)
    if planned is None or planned.plan.paper_id is None:
        return
    begins = year.clock()
    for place, trainee in enumerate(_trainees(session)):
        for number, skill in enumerate(_skills(place)):
            year.clock.move_to(begins + timedelta(minutes=20 * number, seconds=20 * place))
            _take_quiz(year, planned, year.person(trainee.login_name), number, skill)


def _skills(place: int) -> tuple[float, ...]:
    return (POOR, GOOD) if place % _POOR_EVERY == 0 else (GOOD,)


def _take_quiz(
    year: DemoYear, planned: TrainingSession, person: Person, number: int, skill: float
) -> None:
    with year.database.read() as records:
        taken = records.quick_quizzes.counted(planned.id, person.id)
    if len(taken) > number or any(one.is_passed for one in taken):
        return
    quizzes = year.desks.quizzes
    year.player.take_quiz(person, lambda: quizzes.begin(person, planned.id), skill)


def _issue(year: DemoYear, session: Session) -> None:
    planned = _find(year, session)
    if planned is not None:
        year.desks.certificates.issue_all(year.person(INSTRUCTOR), planned.id)


def _find(year: DemoYear, session: Session) -> TrainingSession | None:
    with year.database.read() as records:
        sessions = records.training.all()
    return next((one for one in sessions if one.plan.topic == session.topic), None)


def _signed_in(year: DemoYear, planned: TrainingSession) -> set[str]:
    """Return the names of those who signed in before."""
    return {one.name for one in year.desks.training.sign_ins.of_session(planned.id)}


def _trainees(session: Session) -> Sequence[InventedPerson]:
    """Return who comes; where all industries are asked, one of each enterprise with a permit."""
    wanted = {
        one.name
        for one in ENTERPRISES
        if (one.industry == session.industry)
        or (not session.industry and one.category is not PermitCategory.REGISTRATION)
    }
    found: dict[str, InventedPerson] = {}
    for person in invented_people():
        if person.role is Role.TRAINEE and person.enterprise in wanted:
            key = person.login_name if session.industry else person.enterprise
            found.setdefault(key, person)
    return list(found.values())
