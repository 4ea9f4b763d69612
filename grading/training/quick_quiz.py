"""The quick quiz of a training session: who may take it when, and how everybody did."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from courses.clock import Clock
from grading.attempts.errors import AttemptRefusedError
from grading.attempts.examinations import Examinations
from grading.attempts.model import ExamLobby
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.quick_quizzes import CountedAttempt
from grading.training.model import SignIn, TrainingSession
from grading.training.pass_errors import NoQuizError, NotSignedInError
from grading.training.passes import AFTER_END
from grading.training.planning import get_session
from quizzes.errors import UnknownPaperError
from quizzes.paper import Paper, PaperShelf


@dataclass(frozen=True, slots=True)
class Attendance:
    """A session as somebody sees it who signed in; `quiz` is None where there is none."""

    session: TrainingSession
    sign_in: SignIn
    quiz: ExamLobby | None


@dataclass(frozen=True, slots=True)
class QuizStanding:
    """How somebody who signed in did: the attempts that count, and the best of them."""

    sign_in: SignIn
    attempts: tuple[CountedAttempt, ...]
    is_running: bool

    @property
    def best(self) -> CountedAttempt | None:
        """The attempt with most points, None before one is scored; of equals the earlier one."""
        scored = [one for one in self.attempts if one.percent is not None]
        return max(scored, key=lambda one: one.percent or 0, default=None)

    @property
    def newest(self) -> CountedAttempt | None:
        """The attempt that was made last."""
        return self.attempts[-1] if self.attempts else None

    @property
    def is_passed(self) -> bool:
        """Whether one of the attempts passed."""
        return any(one.is_passed for one in self.attempts)

    @property
    def is_waiting(self) -> bool:
        """Whether something handed in waits for its result."""
        return any(one.handed_in_at is not None and one.earned is None for one in self.attempts)


@dataclass(frozen=True, slots=True)
class QuizResults:
    """The quiz of a session and how everybody did who signed in, in the order of names."""

    paper: Paper
    standings: tuple[QuizStanding, ...]

    @property
    def taken(self) -> int:
        """How many people have an attempt that was scored."""
        return sum(one.best is not None for one in self.standings)

    @property
    def passed(self) -> int:
        """How many people passed."""
        return sum(one.is_passed for one in self.standings)


class QuickQuizzes:
    """What trainees and staff do about the quiz of a session; any thread may use it."""

    def __init__(
        self,
        database: RecordsDatabase,
        examinations: Examinations,
        shelf: PaperShelf,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._database = database
        self._examinations = examinations
        self._shelf = shelf
        self._clock = clock
        self._zone = zone

    def attendance(self, person: Person, session_id: int) -> Attendance:
        """Return a session to somebody who signed in, with the own attempts at its quiz.

        Raises UnknownTrainingSessionError and NotSignedInError.
        """
        session, sign_in = self._signed_in(person, session_id)
        paper = self._paper(session)
        quiz = None
        if paper is not None:
            quiz = self._examinations.lobby(person, paper.id, session_id)
        return Attendance(session, sign_in, quiz)

    def sessions_of(self, person: Person) -> list[TrainingSession]:
        """Return the sessions that somebody signed in to and that still open, the newest first."""
        now = self._clock()
        with self._database.read() as records:
            return [
                session
                for session in reversed(records.training.all())
                if now < session.plan.ends_at + AFTER_END
                and records.sign_ins.find_of(session.id, person.id) is not None
            ]

    def refusal(self, attendance: Attendance) -> str | None:
        """Say, in Chinese, why no attempt may begin now; None when one may."""
        if attendance.quiz is None:
            return str(NoQuizError())
        if attendance.quiz.open_attempt is not None:
            return None
        return self._outside(attendance.session) or attendance.quiz.refusal

    def begin(self, person: Person, session_id: int) -> str:
        """Begin an attempt and return its id; while one is open, return that one's.

        Raises UnknownTrainingSessionError, NotSignedInError, NoQuizError, AttemptRefusedError and
        UnpreparedPaperError.
        """
        attendance = self.attendance(person, session_id)
        if attendance.quiz is None:
            raise NoQuizError
        paper_id = attendance.quiz.paper.id
        if attendance.quiz.open_attempt is None and (reason := self._outside(attendance.session)):
            raise AttemptRefusedError(paper_id, reason)
        return self._examinations.begin(person, paper_id, session_id)

    def results(self, session_id: int) -> QuizResults | None:
        """Return how everybody did, None where the session has no quiz.

        Raises UnknownTrainingSessionError.
        """
        with self._database.read() as records:
            session = get_session(records, session_id)
            sign_ins = [one for one in records.sign_ins.of_session(session_id) if one.counts]
            counted = records.quick_quizzes.counted(session_id)
        paper = self._paper(session)
        if paper is None:
            return None
        of: dict[int, list[CountedAttempt]] = {}
        for attempt in counted:
            of.setdefault(attempt.person_id, []).append(attempt)
        now = self._clock()
        standings = [_standing(one, of.get(one.person_id, []), now) for one in sign_ins]
        standings.sort(key=lambda one: (one.sign_in.enterprise or "", one.sign_in.name))
        return QuizResults(paper, tuple(standings))

    def owns(self, person: Person, session_id: int, attempt_id: str) -> bool:
        """Say whether an attempt is a person's own and was made in this session."""
        with self._database.read() as records:
            attempt, quiz = (
                records.attempts.find(attempt_id),
                records.quick_quizzes.find(attempt_id),
            )
        is_own = attempt is not None and attempt.person_id == person.id
        return is_own and quiz is not None and quiz.session == session_id

    def _signed_in(self, person: Person, session_id: int) -> tuple[TrainingSession, SignIn]:
        with self._database.read() as records:
            session = get_session(records, session_id)
            sign_in = records.sign_ins.find_of(session_id, person.id)
        if sign_in is None:
            raise NotSignedInError
        return session, sign_in

    def _paper(self, session: TrainingSession) -> Paper | None:
        if session.plan.paper_id is None:
            return None
        try:
            return self._shelf.paper(session.plan.paper_id)
        except UnknownPaperError:
            return None

    def _outside(self, session: TrainingSession) -> str | None:
        """Say why the quiz cannot begin at this time of the session."""
        now, plan = self._clock(), session.plan
        if now < plan.starts_at:
            begins = plan.starts_at.astimezone(self._zone)
            return f"培训 {begins:%H:%M} 开始以后可以作答，请到时再打开这个页面。"
        if now >= plan.ends_at + AFTER_END:
            return "这一期培训早已结束，不能再作答。需要补测的，请联系培训人员。"
        return None


def _standing(sign_in: SignIn, attempts: list[CountedAttempt], now: datetime) -> QuizStanding:
    running = any(one.handed_in_at is None and now < one.deadline_at for one in attempts)
    return QuizStanding(sign_in, tuple(attempts), running)
