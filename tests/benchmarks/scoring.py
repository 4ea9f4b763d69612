"""Score the same random submissions our way and by stock nbgrader; compare points and times.

    python tests/benchmarks/scoring.py [--submissions 50] [--questions 20] [--rounds 6]

A time runs from the saved hand-in to the committed gradebook. Both sides are started: nbgrader is
imported, both gradebooks are open or have been opened. Stock nbgrader is its own `autograde` of
one submission, within this process, with its default steps; it runs each notebook in a kernel.
The two take turns, so that a busy machine slows both. Exits 1 if any cell got other points.
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
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from builders.nbgrader_runs import stock_environment  # noqa: E402
from builders.questions import make_variant, random_answers  # noqa: E402
from nbgrader.apps import NbGraderAPI  # noqa: E402
from nbgrader.coursedir import CourseDirectory  # noqa: E402
from traitlets.config import Config  # noqa: E402

from grading.gradebook.gradebook import ScoringDesk  # noqa: E402
from quizzes.draw import Variant  # noqa: E402
from quizzes.model import Answer  # noqa: E402

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


@dataclass(frozen=True)
class HandIn:
    """A saved hand-in: what the records hold before anything is scored."""

    attempt_id: str
    learner_id: str
    answers: dict[str, Answer]


class Ours:
    """The way of the platform."""

    def __init__(self, desk: ScoringDesk, variant: Variant) -> None:
        self._desk = desk
        self._variant = variant

    def score(self, hand_in: HandIn) -> None:
        """Go from the saved hand-in to the committed gradebook.

        What the records add after the gradebook's commit belongs here as well.
        """
        self._desk.hand_in(
            hand_in.attempt_id, hand_in.learner_id, self._variant, hand_in.answers, NOON
        )


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

    def score(self, hand_in: HandIn) -> None:
        """Autograde one submission that lies in the course folder."""
        result = self._api.autograde(self._assignment, hand_in.learner_id)
        if not result["success"]:
            sys.exit(str(result))


@dataclass(frozen=True)
class Times:
    """Seconds for the submissions that were timed by turns, in the same order."""

    stock: list[float]
    ours: list[float]


def main() -> int:
    """Run the comparison and return the exit code."""
    options = read_options()
    warnings.simplefilter("ignore")  # SQLAlchemy's about nbgrader's own queries
    variant = make_variant(options.questions)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        os.environ.update(stock_environment(home / "environment"))
        with closing(ScoringDesk.open(home / "ours")) as desk:
            hand_ins = enrol(desk, variant, options.submissions)
            shutil.copytree(home / "ours", home / "stock")
            forget_configuration(home / "stock")
            for hand_in in hand_ins:
                Ours(desk, variant).score(hand_in)
            shutil.copytree(home / "ours" / "submitted", home / "stock" / "submitted")
            times = score_by_turns(desk, home / "stock", variant, hand_ins, options.rounds)
            with closing(ScoringDesk.open(home / "stock")) as stock_desk:
                different = differences(desk, stock_desk, variant, hand_ins)
    report(variant, hand_ins, different, times)
    return 1 if different else 0


def score_by_turns(
    desk: ScoringDesk, folder: Path, variant: Variant, hand_ins: list[HandIn], rounds: int
) -> Times:
    """Let stock nbgrader score every submission, and us the first `rounds` in between."""
    ours, stock = Ours(desk, variant), Stock(folder, variant.assignment)
    times = Times([], [])
    for number, hand_in in enumerate(hand_ins):
        seconds = timed(partial(stock.score, hand_in))
        if number < rounds:
            times.stock.append(seconds)
            times.ours.append(timed(partial(ours.score, fresh(hand_in))))
    return times


def differences(
    desk: ScoringDesk, stock_desk: ScoringDesk, variant: Variant, hand_ins: list[HandIn]
) -> list[str]:
    """Return the learners with other points in any cell."""
    name = variant.assignment
    learners = [hand_in.learner_id for hand_in in hand_ins]
    return [one for one in learners if desk.points_of(one, name) != stock_desk.points_of(one, name)]


def report(variant: Variant, hand_ins: list[HandIn], different: list[str], times: Times) -> None:
    """Print what was found."""
    cells = len(hand_ins) * len(variant.questions)
    print(f"{len(hand_ins)} 份答卷，每份 {len(variant.questions)} 题，共 {cells} 格")
    print(f"得分不同的学员：{'、'.join(different) or '没有'}")
    print("轮    原生 nbgrader（毫秒）    本平台（毫秒）    倍数")
    for number, (slow, fast) in enumerate(zip(times.stock, times.ours, strict=True), start=1):
        print(f"{number:<4}{slow * 1000:>16.1f}{fast * 1000:>18.2f}{slow / fast:>13.0f}")
    slow, fast = median(times.stock), median(times.ours)
    print(f"中位{slow * 1000:>16.1f}{fast * 1000:>18.2f}{slow / fast:>13.0f}")


def enrol(desk: ScoringDesk, variant: Variant, count: int) -> list[HandIn]:
    """Publish the variant, enter the learners and answer at random."""
    desk.publish(variant)
    hand_ins = []
    for number in range(1, count + 1):
        learner_id = str(1000 + number)
        desk.enrol(learner_id, f"示范学员{number}")
        answers = random_answers(variant, random.Random(number))
        hand_ins.append(HandIn(f"attempt-{number}", learner_id, answers))
    return hand_ins


def fresh(hand_in: HandIn) -> HandIn:
    """Return the same answers as a new attempt, so that it is written and not only confirmed."""
    return HandIn(f"{hand_in.attempt_id}-again", hand_in.learner_id, hand_in.answers)


def forget_configuration(folder: Path) -> None:
    """Leave nothing in a course folder that nbgrader would read as configuration."""
    (folder / "nbgrader_config.py").unlink()
    shutil.rmtree(folder / "settings")


def timed(action: Callable[[], None]) -> float:
    """Return how many seconds an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=50)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=6)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
