"""From marks to results: when every essay of an attempt is settled, and when a mark is corrected.

As in scoring, the gradebook comes first and the records after it; what a crash leaves unfinished is
settled again at start.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from courses.clock import Clock
from grading.attempts.gradebook import ExamGradebook, HeldPoints
from grading.gradebook.hand_mark import HandMark
from grading.marking.deciding import Decision, MarkingPolicy, decide
from grading.marking.model import Marker
from grading.records.engine import RecordsDatabase
from grading.records.marking import FORMGRADER as AT_FORMGRADER
from grading.records.marking import MachineScore, StoredMark
from grading.records.records import Records
from grading.records.results import FORMGRADER, SCORED, StoredCell, StoredResult


class Completing:
    """Settles attempts; every method has to run in the gradebook's one thread."""

    def __init__(
        self,
        database: RecordsDatabase,
        gradebook: ExamGradebook,
        clock: Clock,
        policy: MarkingPolicy,
    ) -> None:
        self._database = database
        self._gradebook = gradebook
        self._clock = clock
        self._policy = policy

    def settle(self, attempt_id: str) -> bool:
        """Record a result where the marks settle one that is new; say whether."""
        with self._database.read() as records:
            result = records.results.latest(attempt_id)
            decisions = self._decisions(records, attempt_id, result)
            base = _cells(records.marking.machine_scores(attempt_id), result)
        points = {one: it.points for one, it in decisions.items() if it.points is not None}
        cells = tuple(_with(cell, points.get(cell.question_id)) for cell in base)
        is_whole = result is not None or len(points) == len(decisions)
        if not is_whole or not cells or (result is not None and cells == result.cells):
            return False
        settled = {one: _hand_mark(decisions[one], its) for one, its in points.items()}
        self._to_gradebook(attempt_id, settled)
        self._add(attempt_id, cells, _last_marker(decisions) if result else None)
        return True

    def settle_all(self) -> None:
        """Settle what a crash left between a mark and its result."""
        with self._database.read() as records:
            open_ones = [*records.marking.waiting(), *records.marking.unsettled()]
        for attempt_id in open_ones:
            self.settle(attempt_id)

    def take(self, held: HeldPoints, marked_by: Callable[[], Marker]) -> bool:
        """Record what was marked at formgrader for an attempt that waits.

        Only what is new becomes a mark. Says whether that settled a result.
        """
        if held.attempt_id is None or not held.by_hand:
            return False
        with self._database.begin() as records:
            fresh = _fresh_marks(records, held.attempt_id, held.by_hand)
            if fresh:
                self._add_marks(records, held.attempt_id, fresh, marked_by())
        return bool(fresh) and self.settle(held.attempt_id)

    def _decisions(
        self, records: Records, attempt_id: str, result: StoredResult | None
    ) -> dict[str, Decision]:
        """Decide each essay; after a result only those that were marked since."""
        marks = records.marking.marks(attempt_id)
        decisions = {}
        for score in records.marking.machine_scores(attempt_id):
            mine = [mark for mark in marks if mark.question_id == score.question_id]
            is_old = result is not None and not any(m.at >= result.scored_at for m in mine)
            if score.earned is None and not is_old:
                decisions[score.question_id] = decide(mine, score.possible, self._policy)
        return decisions

    def _to_gradebook(self, attempt_id: str, marks: Mapping[str, HandMark]) -> None:
        with self._database.read() as records:
            learner_id, _ = records.attempts.learner(attempt_id)
            attempt = records.attempts.find(attempt_id)
        assert attempt is not None  # noqa: S101 - it has machine scores
        self._gradebook.mark(attempt_id, learner_id, attempt.assignment, marks)

    def _add(self, attempt_id: str, cells: tuple[StoredCell, ...], changed_by: str | None) -> None:
        with self._database.begin() as records:
            records.results.add(
                StoredResult(
                    attempt_id=attempt_id,
                    scored_at=self._clock(),
                    origin=FORMGRADER if records.results.is_scored(attempt_id) else SCORED,
                    changed_by=changed_by,
                    cells=cells,
                )
            )

    def _add_marks(
        self, records: Records, attempt_id: str, marks: Mapping[str, HandMark], marker: Marker
    ) -> None:
        for question_id, mark in marks.items():
            records.marking.add(
                StoredMark(
                    attempt_id=attempt_id,
                    question_id=question_id,
                    marker_id=marker.id,
                    marker_name=marker.name,
                    points=mark.points,
                    shares=None,
                    comment=mark.comment,
                    origin=AT_FORMGRADER,
                    at=self._clock(),
                )
            )


def _cells(scores: tuple[MachineScore, ...], result: StoredResult | None) -> list[StoredCell]:
    """Return what is known so far; an essay that waits stands there without points."""
    if result is not None:
        return list(result.cells)
    return [
        StoredCell(
            question_id=score.question_id,
            earned=score.earned or Fraction(0),
            possible=score.possible,
        )
        for score in scores
    ]


def _with(cell: StoredCell, points: Fraction | None) -> StoredCell:
    if points is None:
        return cell
    return StoredCell(question_id=cell.question_id, earned=points, possible=cell.possible)


def _hand_mark(decision: Decision, points: Fraction) -> HandMark:
    said = dict.fromkeys(mark.comment for mark in decision.marks if mark.comment)
    return HandMark(points, "；".join(said))


def _last_marker(decisions: Mapping[str, Decision]) -> str | None:
    marks = [mark for decision in decisions.values() for mark in decision.marks]
    return max(marks, key=lambda mark: mark.at).marker_name if marks else None


def _fresh_marks(
    records: Records, attempt_id: str, by_hand: Mapping[str, HandMark]
) -> dict[str, HandMark]:
    """Return the essays of an attempt without a result that were newly marked at formgrader."""
    if records.results.is_scored(attempt_id):
        return {}
    waiting = {
        one.question_id for one in records.marking.machine_scores(attempt_id) if one.earned is None
    }
    known = {
        mark.question_id: HandMark(mark.points, mark.comment)
        for mark in records.marking.marks(attempt_id)
        if mark.origin == AT_FORMGRADER
    }
    return {one: mark for one, mark in by_hand.items() if one in waiting and known.get(one) != mark}
