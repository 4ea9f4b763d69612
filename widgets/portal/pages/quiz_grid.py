"""The grid in which staff type what was answered on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from courses.errors import StudyError
from grading.attempts.errors import EntryTakenError
from grading.hours.errors import UnreadableFileError
from grading.hours.model import StoredFile
from grading.training.grid import EnteredRows, GridForm, TypedRow
from grading.training.pass_errors import NoQuizError
from grading.training.quick_quiz import QuizResults, QuizStanding
from widgets.portal.pages.hours import is_number
from widgets.portal.pages.training import TRAINING, TrainingHandler
from widgets.portal.uploading import UploadHandler

AT_ONCE = 40
"""Rows of a page; more would be too many fields for one form."""

_NO_SCAN = "请附上答卷的扫描件或者照片（PDF、JPG、PNG），几页的合成一个 PDF。填好的都还在下面。"


Faults = Mapping[int, StudyError]
"""What is wrong with rows, by person."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as it is drawn: the person, what was typed, and what is wrong with it."""

    standing: QuizStanding
    typed: TypedRow
    fault: StudyError | None


class GridPage(TrainingHandler, UploadHandler):
    """One row for each person who signed in; a page shows so many of them."""

    async def get(self, session_id: str) -> None:
        """Show the people without an attempt, or all of them; without a quiz, say so."""
        self.check_role()
        entered = self.get_argument("entered", "")
        try:
            await self._show(int(session_id), done=int(entered) if is_number(entered) else None)
        except NoQuizError:
            self.redirect(f"{TRAINING}/{session_id}/quiz")

    async def post(self, session_id: str) -> None:
        """Keep what can be kept; show the other rows with what is wrong."""
        file, session = self.read_form(), int(session_id)
        form = await self.services.on_records(self.services.paper_grid().form, session)
        typed = self._typed(form)
        try:
            scan = await self._scan(session, file.content, file.name)
        except UnreadableFileError as error:
            await self._show(session, typed=typed, fault=error)
            return
        done = await self._enter(session, typed, scan)
        if done.faults:
            await self._show(session, typed=typed, faults=done.faults, done=len(done.attempts))
            return
        every = "&show=all" if self._shows_all() else ""
        address = f"{TRAINING}/{session_id}/grid?entered={len(done.attempts)}{every}"
        self.redirect(address, status=HTTPStatus.SEE_OTHER)

    async def _enter(
        self, session_id: int, typed: Sequence[TypedRow], scan: StoredFile
    ) -> EnteredRows:
        grid = self.services.paper_grid()
        done: EnteredRows = await self.services.on_records(
            grid.enter, self.person, session_id, typed, scan
        )
        for attempt_id in done.attempts:
            self.settings["background"].score_soon(attempt_id)
        return done

    async def _scan(self, session_id: int, content: bytes, name: str) -> StoredFile:
        """Return the scan that was sent, else the one of the rows before if it is the same."""
        grid = self.services.paper_grid()
        if content:
            return await self.services.on_records(grid.keep_scan, content, name)
        earlier = None
        if self.get_body_argument("same_scan", ""):
            earlier = await self.services.on_records(grid.earlier_scan, session_id)
        if earlier is None:
            raise UnreadableFileError(_NO_SCAN)
        return earlier

    def _typed(self, form: GridForm) -> list[TypedRow]:
        """Read the rows of the form."""
        rows = []
        for person in self.get_body_arguments("row")[:AT_ONCE]:
            if is_number(person):
                answers = self.get_body_arguments(f"answer-{person}", strip=False)
                rows.append(
                    TypedRow(
                        person_id=int(person),
                        letter=self.get_body_argument(f"letter-{person}", ""),
                        answers=tuple(answers[: len(form.columns)]),
                        last_known=self.get_body_argument(f"last-{person}", ""),
                        corrects=self.get_body_argument(f"how-{person}", "") == "correct",
                    )
                )
        return rows

    async def _show(
        self,
        session_id: int,
        *,
        typed: Sequence[TypedRow] = (),
        faults: Faults | None = None,
        done: int | None = None,
        fault: StudyError | None = None,
    ) -> None:
        services, grid = self.services, self.services.paper_grid()
        session = await services.on_records(self.training.sessions.session, session_id)
        results: QuizResults | None
        results = await services.on_records(services.quick_quizzes().results, session_id)
        if results is None:
            raise NoQuizError
        rows = _rows(results, typed, faults, shows_all=self._shows_all())
        self.page(
            "training_grid.html",
            title="录入纸质测验",
            status=HTTPStatus.BAD_REQUEST if fault or faults else HTTPStatus.OK,
            crumbs=self.trail(session, "录入纸质测验"),
            session=session,
            form=await services.on_records(grid.form, session_id),
            rows=rows[:AT_ONCE],
            more=len(rows) - AT_ONCE,
            earlier=await services.on_records(grid.earlier_scan, session_id),
            results=results,
            shows_all=self._shows_all(),
            done=done,
            faulty=len(rows) if faults else 0,
            lost=_lost(results, faults or {}),
            fault=fault,
        )

    def _shows_all(self) -> bool:
        return self.get_argument("show", "") == "all"


def _rows(
    results: QuizResults,
    typed: Sequence[TypedRow],
    faults: Faults | None,
    *,
    shows_all: bool,
) -> list[GridRow]:
    """Return the rows to be drawn: after an entry only those that are not entered yet."""
    known = {one.sign_in.person_id: one for one in results.standings}
    if typed:
        return [
            _typed_again(known[row.person_id], row, (faults or {}).get(row.person_id))
            for row in typed
            if row.person_id in known and (faults is None or row.person_id in faults)
        ]
    return [
        GridRow(one, _empty(one), None)
        for one in results.standings
        if shows_all or not one.attempts
    ]


def _typed_again(standing: QuizStanding, row: TypedRow, fault: StudyError | None) -> GridRow:
    """Draw a row with what was typed; an attempt that came in between is seen from now on."""
    if isinstance(fault, EntryTakenError):
        row = replace(row, last_known=_empty(standing).last_known)
    return GridRow(standing, row, fault)


def _lost(results: QuizResults, faults: Faults) -> list[str]:
    """Say what is wrong with rows that are not drawn any more: of people no longer signed in."""
    known = {one.sign_in.person_id for one in results.standings}
    return [str(error) for person_id, error in faults.items() if person_id not in known]


def _empty(standing: QuizStanding) -> TypedRow:
    newest = standing.newest
    return TypedRow(
        person_id=standing.sign_in.person_id, last_known=newest.attempt_id if newest else ""
    )
