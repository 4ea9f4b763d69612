"""The statistics of a paper from the records: one set of figures per variant and per question."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from grading.records.engine import RecordsDatabase
from grading.records.scored_answers import EarnedCell, ScoredAttempt
from grading.reports import item_statistics
from grading.reports.picked_options import common_wrong, option_counts
from grading.reports.question_faults import QuestionFault, doubt_of, faults_of
from grading.reports.statistics_model import (
    Counted,
    NothingScoredError,
    QuestionStatistics,
    VariantStatistics,
)
from quizzes.draw import PaperQuestion, Variant
from quizzes.model import Answer

_HUNDRED = 100
Answers = Mapping[str, Mapping[str, Answer]]
"""By question and attempt; those left open are missing."""


@dataclass(frozen=True, slots=True)
class _Sat:
    """A variant as it was sat: a row per attempt, a column per question.

    `shares` are parts of the points of a question, `earned` and `possible` points. `upper` and
    `lower` say how much whom counts in those groups, by attempt.
    """

    variant: Variant
    shares: pd.DataFrame
    earned: pd.DataFrame
    possible: "pd.Series[int]"
    answers: Answers
    upper: Mapping[str, float]
    lower: Mapping[str, float]

    @classmethod
    def of(cls, variant: Variant, shares: pd.DataFrame, answers: Answers) -> "_Sat":
        """Put the columns into the order of the variant, and split people into groups."""
        ids = [entry.question.id for entry in variant.questions]
        shares = shares.reindex(columns=ids).fillna(0.0)  # what has no cell has earned nothing
        possible = pd.Series([entry.points for entry in variant.questions], index=ids)
        earned = shares * possible
        total = earned.sum(axis=1)
        upper = _weights(item_statistics.upper_group(total))
        lower = _weights(item_statistics.lower_group(total))
        return cls(variant, shares, earned, possible, answers, upper, lower)

    @property
    def people(self) -> int:
        """How many attempts are counted."""
        return len(self.shares)

    def given(self, question_id: str) -> dict[str, Answer]:
        """Return the answers to one question by attempt."""
        answers = self.answers.get(question_id, {})
        return {attempt: answers[attempt] for attempt in self.shares.index if attempt in answers}


def exam_statistics(
    database: RecordsDatabase, paper_id: str, counted: Counted = Counted.FIRST
) -> tuple[VariantStatistics, ...]:
    """Return the statistics of every variant of a paper that was sat, oldest first.

    Raises NothingScoredError.
    """
    with database.read() as records:
        attempts = _counted(records.scored_answers.attempts(paper_id), counted)
        cells = records.scored_answers.cells(paper_id)
        answers = records.scored_answers.answers(paper_id)
        variants = records.scored_answers.variants({one.assignment for one in attempts})
    if not attempts:
        raise NothingScoredError(paper_id)
    sat: dict[str, list[str]] = {variant.assignment: [] for variant in variants}
    for one in attempts:
        sat[one.assignment].append(one.attempt_id)
    table = _points(cells)
    return tuple(
        _statistics(_Sat.of(variant, table.loc[sat[variant.assignment]], answers))
        for variant in variants
    )


def _counted(attempts: Iterable[ScoredAttempt], counted: Counted) -> list[ScoredAttempt]:
    """Keep each person's first attempt, or all; they come in each person's order."""
    if counted is Counted.ALL:
        return list(attempts)
    first: dict[int, ScoredAttempt] = {}
    for one in attempts:
        first.setdefault(one.person_id, one)
    return list(first.values())


def _points(cells: Iterable[EarnedCell]) -> pd.DataFrame:
    """Return the share of points earned: a row per attempt, a column per question."""
    shares = [
        (cell.attempt_id, cell.question_id, float(cell.earned) / float(cell.possible))
        for cell in cells
    ]
    frame = pd.DataFrame(shares, columns=["attempt", "question", "share"])
    return frame.pivot(index="attempt", columns="question", values="share")


def _weights(group: "pd.Series[float]") -> dict[str, float]:
    return {str(attempt): float(weight) for attempt, weight in group.items() if weight > 0}


def _statistics(sat: _Sat) -> VariantStatistics:
    to_percent = _HUNDRED / sat.variant.points
    percents = sat.earned.sum(axis=1) * to_percent
    return VariantStatistics(
        paper_id=sat.variant.paper_id,
        title=sat.variant.title,
        letter=sat.variant.letter,
        assignment=sat.variant.assignment,
        people=sat.people,
        group_size=item_statistics.group_size(sat.people),
        mean=float(percents.mean()),
        spread=float(percents.std(ddof=0)),
        alpha=item_statistics.cronbach_alpha(sat.earned),
        kr20=item_statistics.kr20(sat.shares >= 1),
        standard_error=item_statistics.standard_error(sat.earned) * to_percent,
        percents=tuple(percents),
        doubt=doubt_of(sat.people),
        questions=_questions(sat),
    )


def _questions(sat: _Sat) -> tuple[QuestionStatistics, ...]:
    measures = {
        "facility": item_statistics.facility(sat.earned, sat.possible),
        "discrimination": item_statistics.discrimination(sat.earned, sat.possible),
        "rest_correlation": item_statistics.rest_correlation(sat.earned),
        "alpha_without": item_statistics.alpha_without(sat.earned),
    }
    rows = []
    for place, entry in enumerate(sat.variant.questions, start=1):
        figures = {name: float(measure[entry.question.id]) for name, measure in measures.items()}
        rows.append(_question(place, entry, sat, figures))
    return tuple(sorted(rows, key=_worst_first))


def _question(
    place: int, entry: PaperQuestion, sat: _Sat, figures: Mapping[str, float]
) -> QuestionStatistics:
    question = entry.question
    given, share = sat.given(question.id), sat.shares[question.id].to_dict()
    wrong = [attempt for attempt, part in share.items() if part <= 0]
    options = option_counts(question, given, sat.upper, sat.lower)
    right = sum(part >= 1 for part in share.values())
    discriminations = (figures["discrimination"], figures["rest_correlation"])
    return QuestionStatistics(
        place=place,
        question=question,
        points=entry.points,
        **figures,
        right=right,
        partly=len(share) - len(wrong) - right,
        wrong=sum(attempt in given for attempt in wrong),
        left_open=sum(attempt not in given for attempt in wrong),
        options=options,
        common_wrong=common_wrong(question, [given[a] for a in wrong if a in given]),
        faults=faults_of(sat.people, figures["facility"], discriminations, options),
    )


def _worst_first(row: QuestionStatistics) -> tuple[int, float, int]:
    worst = min(row.faults, default=len(QuestionFault))
    measure = row.rest_correlation
    return worst, math.inf if math.isnan(measure) else measure, row.place
