"""What a learner reads of an essay that was marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grading.marking.deciding import latest_by_marker
from grading.marking.model import RubricShare
from grading.records.marking import StoredMark
from grading.records.records import Records
from quizzes.draw import PaperQuestion, Variant
from quizzes.kinds.essay import shares
from quizzes.model import Essay


@dataclass(frozen=True, slots=True)
class ReadEssay:
    """The words of the markers, and the rubric with the points for each of its points.

    The points are the mean of what markers gave; None where one of them named none.
    """

    comment: str
    rubric: tuple[RubricShare, ...]


def read_essays(records: Records, attempt_id: str, variant: Variant) -> dict[str, ReadEssay]:
    """Return the essays of an attempt that markers have read, by question id."""
    marks = records.marking.marks(attempt_id)
    read = {}
    for entry in variant.questions:
        mine = latest_by_marker(mark for mark in marks if mark.question_id == entry.question.id)
        if mine and isinstance(entry.question, Essay):
            read[entry.question.id] = _read(entry, entry.question, mine)
    return read


def _read(entry: PaperQuestion, question: Essay, marks: Sequence[StoredMark]) -> ReadEssay:
    said = dict.fromkeys(mark.comment for mark in marks if mark.comment)
    given = [mark.shares for mark in marks]
    rubric = [
        RubricShare(text=point.text, possible=possible, earned=_mean(given, place))
        for place, (point, possible) in enumerate(
            zip(question.rubric, shares(question, entry.points), strict=True)
        )
    ]
    return ReadEssay("；".join(said), tuple(rubric))


def _mean(given: Sequence[tuple[Fraction, ...] | None], place: int) -> Fraction | None:
    named = [points[place] for points in given if points is not None]
    return sum(named, Fraction(0)) / len(named) if len(named) == len(given) else None
