"""Time the statistics of a paper: 400 people, 50 questions, from the records to rows for a page.

    python tests/benchmarks/exam_statistics.py [--people 400] [--questions 50] [--rounds 7]

Prints the best time of reading and calculating together, of the calculation alone, and of the same
measures written as plain loops over lists, which have to agree. Exits 1 if they do not, or if the
whole takes a second or longer.
"""

import argparse
import math
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import correlation, fmean, pvariance

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

import pandas as pd  # noqa: E402
from builders.people import make_person  # noqa: E402
from builders.questions import make_variant  # noqa: E402
from builders.records import fresh_database  # noqa: E402
from builders.scored_exams import add_scored  # noqa: E402

from grading.records.engine import RecordsDatabase  # noqa: E402
from grading.reports import item_statistics  # noqa: E402
from grading.reports.exam_statistics import exam_statistics  # noqa: E402
from grading.reports.keyless_rows import variant_row  # noqa: E402
from quizzes.draw import Variant  # noqa: E402
from quizzes.kinds import kind_of  # noqa: E402
from quizzes.model import Answer  # noqa: E402

LIMIT_SECONDS = 1.0
Measures = list[tuple[float, float]]
"""Per question its corrected item-total correlation and alpha without it."""


def main() -> int:
    """Fill a database, time, print, and return the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--questions", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    chance = random.Random(5)
    variant = make_variant(options.questions)
    with tempfile.TemporaryDirectory() as folder:
        database = fresh_database(Path(folder))
        fill(database, variant, options.people, chance)
        whole = timed(lambda: rows(database, variant), options.rounds)
        at_work = timed(lambda: rows(database, variant), options.rounds, time.process_time)
        table = points(database, variant)
        database.close()
    possible = pd.Series({e.question.id: e.points for e in variant.questions})
    ours = timed(lambda: every_measure(table, possible), options.rounds)
    plain = timed(lambda: plain_measures(table.to_numpy().tolist()), options.rounds)
    differing = differences(table)
    print(f"{options.people} people, {options.questions} questions, best of {options.rounds}")
    print(f"records to rows of the page  {1000 * whole:8.1f} ms")
    print(f"  of it on the processor     {1000 * at_work:8.1f} ms")
    print(f"calculation alone, pandas    {1000 * ours:8.1f} ms")
    print(f"two of its measures, loops   {1000 * plain:8.1f} ms   ({plain / ours:.0f} times)")
    print(f"measures that differ         {differing:8d}")
    return 1 if differing or whole >= LIMIT_SECONDS else 0


def fill(database: RecordsDatabase, variant: Variant, people: int, chance: random.Random) -> None:
    """Have people of different ability sit the exam."""
    for number in range(people):
        person = make_person(database, f"someone{number}").id
        add_scored(database, variant, person, answers_of(variant, chance.random(), chance))


def answers_of(variant: Variant, ability: float, chance: random.Random) -> dict[str, Answer]:
    """Answer right as often as ability and question allow; leave a few open."""
    answers: dict[str, Answer] = {}
    for number, entry in enumerate(variant.questions):
        kind = kind_of(entry.question)
        ease = number / len(variant.questions)
        if chance.random() < (ability + ease) / 2:
            answers[entry.question.id] = kind.right_answer(entry.question)
        elif chance.random() > 1 / 20:
            wrong = list(kind.wrong_answers(entry.question))
            answers[entry.question.id] = chance.choice(wrong)
    return answers


def rows(database: RecordsDatabase, variant: Variant) -> list[dict[str, object]]:
    """Do what the portal does for one request."""
    return [variant_row(one) for one in exam_statistics(database, variant.paper_id)]


def points(database: RecordsDatabase, variant: Variant) -> pd.DataFrame:
    """Read the points for the calculation alone."""
    with database.read() as records:
        cells = records.scored_answers.cells(variant.paper_id)
    frame = pd.DataFrame([(c.attempt_id, c.question_id, float(c.earned)) for c in cells])
    return frame.pivot(index=0, columns=1, values=2)


def every_measure(table: pd.DataFrame, possible: "pd.Series[int]") -> None:
    """Calculate everything that is calculated from points."""
    item_statistics.facility(table, possible)
    item_statistics.discrimination(table, possible)
    item_statistics.rest_correlation(table)
    item_statistics.alpha_without(table)
    item_statistics.cronbach_alpha(table)
    item_statistics.kr20(table / possible >= 1)


def plain_measures(table: list[list[float]]) -> Measures:
    """Calculate two of the measures per question as their formulas are written."""
    total = [sum(row) for row in table]
    measures = []
    for column in range(len(table[0])):
        own = [row[column] for row in table]
        rest = [whole - part for whole, part in zip(total, own, strict=True)]
        others = list(zip(*(row[:column] + row[column + 1 :] for row in table), strict=True))
        ratio = sum(pvariance(one, fmean(one)) for one in others) / pvariance(rest, fmean(rest))
        measures.append((correlation(own, rest), len(others) / (len(others) - 1) * (1 - ratio)))
    return measures


def differences(table: pd.DataFrame) -> int:
    """Count the measures on which both ways do not agree."""
    plain = plain_measures(table.to_numpy().tolist())
    ours = zip(
        item_statistics.rest_correlation(table), item_statistics.alpha_without(table), strict=True
    )
    pairs = [pair for both in zip(plain, ours, strict=True) for pair in zip(*both, strict=True)]
    return sum(not math.isclose(one, other, abs_tol=1e-9) for one, other in pairs)


def timed(
    work: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Return the best of so many runs in seconds; the others measure what else the machine does."""
    seconds = []
    for _ in range(rounds):
        began = clock()
        work()
        seconds.append(clock() - began)
    return min(seconds)


if __name__ == "__main__":
    sys.exit(main())
