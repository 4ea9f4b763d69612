"""Everything the portal's handlers work with, made once at start."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue
from courses.clock import Clock
from courses.problem import Problem
from courses.statutes.law import Law
from courses.statutes.library.store import Library
from courses.statutes.registry import Registry
from grading.assessment.signing import SignedYears
from grading.assessment.year import YearAssessment
from grading.attempts.examinations import Examinations
from grading.certificates.check_codes import check_key
from grading.certificates.issuing import Certificates
from grading.home import Home
from grading.hours.desk import HoursDesk
from grading.hours.evidence_store import EvidenceStore
from grading.leadership.desk import LeadershipDesk
from grading.leadership.legal_report import LegalReports
from grading.outreach.outreach import OutreachLog
from grading.records.engine import RecordsDatabase
from grading.reports.sources import Sources
from grading.settings import Settings
from grading.study.mistakes import MistakeBook
from grading.study.study import Study
from grading.training.desk import TrainingDesk
from grading.training.grid import PaperGrid
from grading.training.passes import SessionPasses
from grading.training.quick_quiz import QuickQuizzes
from grading.training.slowing import WrongCodes
from quizzes.concordance import Concordance
from quizzes.content import Quizzes

P = ParamSpec("P")
T = TypeVar("T")

RECORDS_THREADS = 4


@dataclass(frozen=True, slots=True)
class Workers:
    """Threads for work that would block the event loop.

    `records` answers page requests from the records database; `desk` is the one thread in which
    the gradebook is used, because nbgrader is not thread-safe.
    """

    records: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(RECORDS_THREADS, "records")
    )
    desk: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "desk"))

    def close(self) -> None:
        """Let running work end and start no more."""
        self.records.shutdown(wait=True, cancel_futures=True)
        self.desk.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What handlers may use; nothing here is specific to one request."""

    home: Home
    settings: Settings
    clock: Clock
    zone: ZoneInfo
    database: RecordsDatabase
    catalogue: Catalogue
    quizzes: Quizzes
    concordance: Concordance
    law: Law
    library: Library
    examinations: Examinations
    study: Study
    mistakes: MistakeBook
    assessment: YearAssessment
    workers: Workers
    problems: tuple[Problem, ...]
    first_run_code: str | None
    wrong_codes: WrongCodes = field(default_factory=WrongCodes)

    @property
    def registry(self) -> Registry:
        """What may be cited: the instruments of the package and of the bureau."""
        return self.law.registry

    def signed_years(self) -> SignedYears:
        """Return the years as they were signed, else as the records stand."""
        return SignedYears(self.database, self.assessment)

    def report_sources(self) -> Sources:
        """Return what reports are drawn from."""
        return Sources(
            database=self.database,
            assessment=self.assessment,
            leadership=self.leadership().years,
            zone=self.zone,
        )

    def hours(self) -> HoursDesk:
        """Return what proofs, group study and corrections of hours are kept with."""
        return HoursDesk.of(self.home, self.database, self.registry, self.clock, self.zone)

    def leadership(self) -> LeadershipDesk:
        """Return what plans, meetings, duties and reports of leaders are kept with."""
        return LeadershipDesk.of(self.home, self.database, self.registry, self.clock, self.zone)

    def legal_reports(self) -> LegalReports:
        """Return what reports of leaders are drawn with."""
        return LegalReports(
            self.database,
            years=self.leadership().years,
            signed=self.signed_years(),
            catalogue=self.catalogue,
            shelf=self.quizzes.shelf,
            clock=self.clock,
            zone=self.zone,
        )

    def outreach(self) -> OutreachLog:
        """Return what activities of outreach are kept with."""
        store = EvidenceStore(self.home.evidence)
        return OutreachLog(self.database, store, self.registry, self.clock, self.zone)

    def passes(self) -> SessionPasses:
        """Return what gives out passes to training sessions."""
        return SessionPasses(self.database, self.clock, self.wrong_codes)

    def quick_quizzes(self) -> QuickQuizzes:
        """Return what the quizzes of training sessions are taken and looked through with."""
        shelf = self.quizzes.shelf
        return QuickQuizzes(self.database, self.examinations, shelf, self.clock, self.zone)

    def paper_grid(self) -> PaperGrid:
        """Return what quizzes on paper are entered with."""
        store = EvidenceStore(self.home.evidence)
        return PaperGrid(self.database, store, self.examinations, self.quizzes.shelf)

    def training(self) -> TrainingDesk:
        """Return what training sessions are planned, signed in to and equipped with."""
        return TrainingDesk.of(
            self.home,
            self.database,
            self.quizzes.shelf.all(),
            wrong_codes=self.wrong_codes,
            clock=self.clock,
            zone=self.zone,
        )

    def certificates(self) -> Certificates:
        """Return what certificates of training are issued and printed with."""
        return Certificates(
            self.database,
            check_key(self.home),
            self.clock,
            self.zone,
            public_url=self.settings.public_url,
        )

    async def on_records(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run work on the records database outside the event loop."""
        return await _run(self.workers.records, lambda: work(*args, **kwargs))

    async def at_desk(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run work on the gradebook in its one thread."""
        return await _run(self.workers.desk, lambda: work(*args, **kwargs))


async def _run(pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    context = copy_context()  # who is acting, for the audit trail
    return await asyncio.get_running_loop().run_in_executor(pool, context.run, work)
