"""Score the same random exams our way and by stock nbgrader; compare points and times.

    python tests/benchmarks/scoring.py [--submissions 50] [--rounds 6]

A time runs from the saved hand-in to the committed gradebook and, on our side, the committed
record. Both sides are started: nbgrader is imported, gradebooks and records are open. Stock
nbgrader is its own `autograde` of one submission, within this process, with its default steps; it
runs each notebook in a kernel. The two take turns, so that a busy machine slows both. Exits 1 if
any cell got other points, in the gradebooks or in the record.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import chdir, closing
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from builders.clock import SetClock  # noqa: E402
from builders.content import make_paper, make_pool, make_quizzes  # noqa: E402
from builders.nbgrader_runs import stock_environment  # noqa: E402
from builders.people import make_person  # noqa: E402
from builders.questions import random_answers  # noqa: E402
from builders.records import fresh_database  # noqa: E402
from nbgrader.apps import NbGraderAPI  # noqa: E402
from nbgrader.coursedir import CourseDirectory  # noqa: E402
from traitlets.config import Config  # noqa: E402

from grading.attempts.examinations import Examinations  # noqa: E402
from grading.gradebook.gradebook import ScoringDesk  # noqa: E402
from grading.people.model import Person  # noqa: E402
from quizzes.paper import Paper  # noqa: E402

PAPER = make_paper(
    variants=1,
    attempts=2,
    draw=[
        {"kind": "single_choice", "count": 8, "points": 5},
        {"kind": "multiple_choice", "count": 6, "points": 4},
        {"kind": "true_false", "count": 6, "points": 6},
    ],
)
QUESTIONS = sum(rule.count for rule in PAPER.draw)


class Ours:
    """The way of the platform: an exam taken in the records, scored into the gradebook."""

    def __init__(self, folder: Path, desk: ScoringDesk, paper: Paper) -> None:
        self.desk = desk
        self._database = fresh_database(folder)
        quizzes = make_quizzes(paper, pool=make_pool(per_point=9))
        self._examinations = Examinations(self._database, desk, quizzes, SetClock())
        if failures := self._examinations.prepare():
            sys.exit(str(failures))

    def learner(self, number: int) -> Person:
        """Add a learner."""
        return make_person(self._database, f"shifan{number}", name=f"示范学员{number}")

    def hand_in(self, person: Person, seed: int) -> str:
        """Sit an exam with random answers and hand it in; return the attempt."""
        attempt_id = self._examinations.begin(person, PAPER.id)
        exam = self._examinations.open_exam(person, attempt_id)
        for question_id, answer in random_answers(exam.variant, random.Random(seed)).items():
            self._examinations.save_answer(person, attempt_id, question_id, answer)
        self._examinations.hand_in(person, attempt_id)
        return attempt_id

    def score(self, attempt_id: str) -> None:
        """Go from the saved hand-in to the committed gradebook and record."""
        self._examinations.score(attempt_id)

    def recorded(self, person: Person, attempt_id: str) -> dict[str, Fraction]:
        """Return the points in the record by question id."""
        result = self._examinations.result(person, attempt_id)
        return {cell.question_id: cell.earned for cell in result.cells}

    @property
    def assignment(self) -> str:
        """The nbgrader assignment of the one variant."""
        with self._database.read() as records:
            (name,) = records.results.waiting_assignments() or [""]
        return name


class Stock:
    """nbgrader's own autograde in a course folder without configuration."""

    def __init__(self, folder: Path, assignment: str) -> None:
        config = Config()
        config.CourseDirectory.root = str(folder)
        config.CourseDirectory.course_id = "xuefa"
        self._assignment = assignment
        with chdir(folder):
            self._api = NbGraderAPI(CourseDirectory(config=config), config=config)
        self._api.log.setLevel("CRITICAL")

    def score(self, learner_id: str) -> None:
        """Autograde one submission that lies in the course folder."""
        result = self._api.autograde(self._assignment, learner_id)
        if not result["success"]:
            sys.exit(str(result))


@dataclass(frozen=True)
class Times:
    """Seconds of the submissions that were timed by turns, in the same order."""

    stock: list[float]
    ours: list[float]


@dataclass(frozen=True)
class Sitting:
    """One learner and the attempt that is compared."""

    person: Person
    attempt_id: str


def main() -> int:
    """Run the comparison and return the exit code."""
    options = read_options()
    warnings.simplefilter("ignore")  # SQLAlchemy's about nbgrader's own queries
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        os.environ.update(stock_environment(home / "environment"))
        with closing(ScoringDesk.open(home / "ours")) as desk:
            ours = Ours(home, desk, PAPER)
            people = [ours.learner(number) for number in range(options.submissions)]
            first = [Sitting(p, ours.hand_in(p, seed)) for seed, p in enumerate(people)]
            assignment = ours.assignment
            for sitting in first:
                ours.score(sitting.attempt_id)
            stock = take_over(home / "ours", home / "stock", assignment)
            times = score_by_turns(ours, stock, first, options.rounds)
            with closing(ScoringDesk.open(home / "stock")) as stock_desk:
                different = differences(ours, stock_desk, assignment, first)
    report(len(people), different, times)
    return 1 if different else 0


def take_over(ours: Path, stock: Path, assignment: str) -> Stock:
    """Give stock nbgrader the same course and submissions, and no configuration of ours."""
    shutil.copytree(ours, stock)
    (stock / "nbgrader_config.py").unlink()
    shutil.rmtree(stock / "settings")
    shutil.rmtree(stock / "autograded")
    return Stock(stock, assignment)


def score_by_turns(ours: Ours, stock: Stock, sittings: list[Sitting], rounds: int) -> Times:
    """Let stock nbgrader score every submission, and us `rounds` second attempts in between."""
    times = Times([], [])
    for number, sitting in enumerate(sittings):
        seconds = timed(partial(stock.score, sitting.person.learner_id))
        if number < rounds:
            again = ours.hand_in(sitting.person, number)  # the same answers as the first time
            times.stock.append(seconds)
            times.ours.append(timed(partial(ours.score, again)))
    return times


def differences(
    ours: Ours, stock_desk: ScoringDesk, assignment: str, sittings: list[Sitting]
) -> list[str]:
    """Return the learners with other points in any cell of a gradebook or of the record."""
    different = []
    for sitting in sittings:
        learner_id = sitting.person.learner_id
        by_stock = stock_desk.points_of(learner_id, assignment)
        by_us = ours.desk.points_of(learner_id, assignment)
        recorded = ours.recorded(sitting.person, sitting.attempt_id)
        if not by_stock == by_us == recorded:
            different.append(sitting.person.name)
    return different


def report(submissions: int, different: list[str], times: Times) -> None:
    """Print what was found."""
    print(f"{submissions} 份答卷，每份 {QUESTIONS} 题，共 {submissions * QUESTIONS} 格")
    print(f"得分不同的学员：{'、'.join(different) or '没有'}")
    print("轮    原生 nbgrader（毫秒）    本平台（毫秒）    倍数")
    for number, (slow, fast) in enumerate(zip(times.stock, times.ours, strict=True), start=1):
        print(f"{number:<4}{slow * 1000:>16.1f}{fast * 1000:>18.2f}{slow / fast:>13.0f}")
    slow, fast = median(times.stock), median(times.ours)
    print(f"中位{slow * 1000:>16.1f}{fast * 1000:>18.2f}{slow / fast:>13.0f}")


def timed(action: Callable[[], None]) -> float:
    """Return how many seconds an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=6)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
