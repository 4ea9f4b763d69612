"""Entering a quick quiz on paper: a row for each person, a letter for each question."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from courses.errors import StudyError
from grading.attempts.entering import EnteredSheet
from grading.attempts.examinations import Examinations
from grading.hours.evidence_store import EvidenceStore
from grading.hours.model import StoredFile
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.quick_quizzes import PaperEntry
from grading.training.pass_errors import NoQuizError, NotSignedInError
from grading.training.planning import get_session
from quizzes.draw import Variant
from quizzes.errors import UnknownPaperError
from quizzes.model import Answer
from quizzes.paper import Paper, PaperShelf
from quizzes.printing.sheet import PrintedQuestion, lay_out
from quizzes.printing.written import read_written


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A question of the sheet: the same kind at the same place in every variant."""

    number: int
    kind: str
    kind_label: str


@dataclass(frozen=True, slots=True)
class GridForm:
    """What a grid is drawn from: the paper, the letters of its variants, and its questions."""

    paper: Paper
    letters: tuple[str, ...]
    columns: tuple[GridColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRow:
    """What staff typed for one person.

    `last_known` is the newest attempt that the page showed, "" where it showed none; `corrects`
    says that this row takes the place of that one.
    """

    person_id: int
    letter: str = ""
    answers: tuple[str, ...] = ()
    last_known: str = ""
    corrects: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.letter.strip() and self.is_blank

    @property
    def is_blank(self) -> bool:
        """Whether no answer was typed."""
        return not any(one.strip() for one in self.answers)


@dataclass(frozen=True, slots=True)
class EnteredRows:
    """What came of a grid: the attempts that were added, and the faults of rows by person."""

    attempts: tuple[str, ...]
    faults: dict[int, StudyError]


class WrongRowError(StudyError):
    """A row cannot be entered as it was typed."""


class PaperGrid:
    """Reads and keeps what staff type; scoring the attempts is another step."""

    def __init__(
        self,
        database: RecordsDatabase,
        store: EvidenceStore,
        examinations: Examinations,
        shelf: PaperShelf,
    ) -> None:
        self._database = database
        self._store = store
        self._entering = examinations.entering
        self._shelf = shelf

    def form(self, session_id: int) -> GridForm:
        """Return what the grid of a session is drawn from.

        Raises UnknownTrainingSessionError, NoQuizError and UnpreparedPaperError.
        """
        paper = self._paper(session_id)
        variants = self._variants(paper)
        columns = [
            GridColumn(one.number, one.question.kind, one.label)
            for one in _printed(paper, variants[0])
        ]
        return GridForm(paper, tuple(one.letter for one in variants), tuple(columns))

    def keep_scan(self, content: bytes, name: str) -> StoredFile:
        """Keep the scan of the sheets. Raises UnreadableFileError."""
        return self._store.keep(content, name)

    def earlier_scan(self, session_id: int) -> StoredFile | None:
        """Return the scan of the newest entry of a session, to be used for more of its rows."""
        with self._database.read() as records:
            return records.quick_quizzes.newest_scan(session_id)

    def enter(
        self, staff: Person, session_id: int, rows: Sequence[TypedRow], scan: StoredFile
    ) -> EnteredRows:
        """Keep every row that can be; what is wrong with the others is said by person.

        Empty rows are left alone. Raises what `form` raises.
        """
        paper = self._paper(session_id)
        sheets = {one.letter: _printed(paper, one) for one in self._variants(paper)}
        attempts: list[str] = []
        faults: dict[int, StudyError] = {}
        for row in rows:
            if row.is_empty:
                continue
            entry = PaperEntry(
                entered_by=staff.id, scan=scan, corrects=row.last_known if row.corrects else None
            )
            try:
                answers = _read(row, sheets)
                attempts.append(self._enter(session_id, paper, row, answers, entry=entry))
            except StudyError as error:
                faults[row.person_id] = error
        return EnteredRows(tuple(attempts), faults)

    def _enter(
        self,
        session_id: int,
        paper: Paper,
        row: TypedRow,
        answers: dict[str, Answer],
        *,
        entry: PaperEntry,
    ) -> str:
        with self._database.begin() as records:
            person = records.people.find(row.person_id)
            if person is None or records.sign_ins.find_of(session_id, row.person_id) is None:
                raise NotSignedInError
            if person.id == entry.entered_by:
                raise WrongRowError("自己的答卷请由别的工作人员录入。")
            sheet = EnteredSheet(
                person=person,
                session=session_id,
                letter=_letter(row),
                answers=answers,
                entry=entry,
                last_known=row.last_known or None,
            )
            return self._entering.enter(records, paper, sheet)

    def _paper(self, session_id: int) -> Paper:
        with self._database.read() as records:
            session = get_session(records, session_id)
        if session.plan.paper_id is None:
            raise NoQuizError
        try:
            return self._shelf.paper(session.plan.paper_id)
        except UnknownPaperError:
            raise NoQuizError from None

    def _variants(self, paper: Paper) -> tuple[Variant, ...]:
        return self._entering.variants(paper.id)


def _printed(paper: Paper, variant: Variant) -> tuple[PrintedQuestion, ...]:
    """Return the questions in the order of the sheet."""
    return tuple(one for section in lay_out(paper, variant).sections for one in section.questions)


def _read(row: TypedRow, sheets: dict[str, tuple[PrintedQuestion, ...]]) -> dict[str, Answer]:
    letter = _letter(row)
    if letter not in sheets:
        raise WrongRowError(f"请写明是哪一卷（{'、'.join(sheets)}），印在答卷的标题后面。")
    if row.is_blank:
        raise WrongRowError("只写了卷别，没有答案。交了白卷的，在第 1 题打一个减号（-）。")
    read = {
        printed.question.id: read_written(printed, typed)
        for printed, typed in zip(sheets[letter], row.answers, strict=False)
    }
    return {question: answer for question, answer in read.items() if answer is not None}


def _letter(row: TypedRow) -> str:
    return unicodedata.normalize("NFKC", row.letter).strip().upper()
