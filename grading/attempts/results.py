"""Reading what was earned: one result, all attempts of a person, the best per paper."""

from zoneinfo import ZoneInfo

from courses.clock import HOME_ZONE, Clock
from grading.attempts.closing import as_seen_at, owned
from grading.attempts.errors import AttemptNotScoredError
from grading.attempts.model import AttemptSummary, CellResult, ExamResult
from grading.attempts.rules import answers_hidden
from grading.attempts.summaries import summaries_of, summary_of
from grading.attempts.variants import VariantStore
from grading.marking.reading import ReadEssay, read_essays
from grading.people.model import Person
from grading.records.attempts import StoredAttempt
from grading.records.engine import RecordsDatabase
from grading.records.results import StoredCell, StoredResult
from quizzes.draw import PaperQuestion, ShownQuestion, Variant, shuffle
from quizzes.kinds import kind_of
from quizzes.model import Answer
from quizzes.paper import PaperShelf


class Results:
    """What a person may read of the own attempts; works on the records database only."""

    def __init__(
        self,
        database: RecordsDatabase,
        shelf: PaperShelf,
        variants: VariantStore,
        clock: Clock,
        zone: ZoneInfo = HOME_ZONE,
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._variants = variants
        self._clock = clock
        self._zone = zone

    def result(self, person: Person, attempt_id: str) -> ExamResult:
        """Return one's scored attempt; raises UnknownAttemptError and AttemptNotScoredError.

        Keys and explanations are in it only when the paper's rules of today allow them to be seen.
        """
        with self._database.read() as records:
            attempt = owned(records, person, attempt_id)
            result = records.results.latest(attempt_id)
            if result is None:
                raise AttemptNotScoredError(attempt_id)
            variant = self._variants.get(records, attempt.assignment)
            answers = records.attempts.answers(attempt_id)
            read = read_essays(records, attempt_id, variant)
        hidden = answers_hidden(self._shelf.as_it_stands(attempt.paper), self._clock(), self._zone)
        return ExamResult(
            summary=summary_of(attempt, result.earned, result.possible),
            paper=attempt.paper,
            variant=variant.model_copy(update={"questions": ()}) if hidden else variant,
            cells=() if hidden else _cells(attempt, variant, result, answers, read),
            scored_at=result.scored_at,
            changed_by=result.changed_by,
            answers_hidden=hidden,
        )

    def attempts_of(self, person: Person) -> tuple[AttemptSummary, ...]:
        """Return all attempts of a person, newest first."""
        now = self._clock()
        with self._database.read() as records:
            attempts = [as_seen_at(a, now) for a in records.attempts.of_person(person.id)]
            return summaries_of(records, person.id, attempts)

    def best_of(self, person: Person) -> dict[str, AttemptSummary]:
        """Return the best scored attempt per paper id; of equals the earlier one."""
        best: dict[str, AttemptSummary] = {}
        for summary in reversed(self.attempts_of(person)):
            known = best.get(summary.paper_id)
            if summary.percent is None:
                continue
            if known is None or known.percent is None or summary.percent > known.percent:
                best[summary.paper_id] = summary
        return best


def _cells(
    attempt: StoredAttempt,
    variant: Variant,
    result: StoredResult,
    answers: dict[str, Answer],
    read: dict[str, ReadEssay],
) -> tuple[CellResult, ...]:
    by_id = {cell.question_id: cell for cell in result.cells}
    return tuple(
        _read_cell(place, by_id[place.question_id], answers[place.question_id], essay)
        if (essay := read.get(place.question_id)) is not None
        else _cell(place, entry, by_id[place.question_id], answers.get(place.question_id))
        for place in shuffle(variant, attempt.seed)
        if (entry := variant.entry(place.question_id)) is not None
    )


def _read_cell(
    place: ShownQuestion, cell: StoredCell, answer: Answer, essay: ReadEssay
) -> CellResult:
    return CellResult(
        question_id=place.question_id,
        option_order=place.option_order,
        answer=answer,
        earned=cell.earned,
        possible=cell.possible,
        comment=essay.comment,
        rubric=essay.rubric,
    )


def _cell(
    place: ShownQuestion, entry: PaperQuestion, cell: StoredCell, answer: Answer | None
) -> CellResult:
    mark = kind_of(entry.question).mark(entry.question, answer, entry.points)
    is_as_marked = mark.earned == cell.earned
    return CellResult(
        question_id=place.question_id,
        option_order=place.option_order,
        answer=answer,
        earned=cell.earned,
        possible=cell.possible,
        comment=mark.comment if is_as_marked else f"{mark.comment}；得分由阅卷人改定",
    )
