"""Score the same random exams our way and by stock nbgrader; compare cells and times.

    python tests/benchmarks/scoring.py [--submissions 50] [--rounds 6] [--crowd 400]

The paper has every kind of question, a case and essays among them. A time runs from the saved
hand-in to the committed gradebook and record; beside it stands our part in the gradebook alone
(submission, scores and scored notebook). Both sides are started, nbgrader is imported, databases
are open, and the learners are enrolled. Stock nbgrader is its own `autograde` of one submission,
within this process, with its default steps; it runs each notebook in a kernel. The two take
turns, so that a busy machine slows both. Last, a crowd of learners who are new to the gradebook is
scored in one go. Exits 1 if any cell is another one, in the gradebooks or in the record.
"""

import argparse
import gc
import os
import random
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from contextlib import chdir, closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from secrets import token_bytes
from statistics import median

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from builders.clock import SetClock  # noqa: E402
from builders.content import make_paper, make_quizzes  # noqa: E402
from builders.nbgrader_runs import GradedCell, graded_cells, stock_environment  # noqa: E402
from builders.people import make_person  # noqa: E402
from builders.questions import EVERY_KIND, make_case, random_answers  # noqa: E402
from nbgrader.apps import NbGraderAPI  # noqa: E402
from nbgrader.coursedir import CourseDirectory  # noqa: E402
from traitlets.config import Config  # noqa: E402

from courses.clock import system_clock  # noqa: E402
from grading.attempts.examinations import Examinations  # noqa: E402
from grading.audit.chain import Seal  # noqa: E402
from grading.gradebook.gradebook import ScoredCells, ScoringDesk  # noqa: E402
from grading.people.model import Person  # noqa: E402
from grading.records.engine import RecordsDatabase  # noqa: E402
from quizzes.draw import Variant  # noqa: E402
from quizzes.kinds import KINDS  # noqa: E402
from quizzes.model import Answer, Question  # noqa: E402

COUNTS = {
    "single_choice": 4,
    "multiple_choice": 3,
    "true_false": 3,
    "fill_in": 3,
    "ordering": 2,
    "matching": 1,
    "essay": 1,
}
QUESTIONS = sum(COUNTS.values()) + len(make_case())
PAPER = make_paper(
    variants=1,
    draw=[
        *({"kind": kind, "count": count, "points": 6} for kind, count in COUNTS.items()),
        {"kind": "case_analysis", "count": 1, "points": 10},
    ],
)
END_TO_END, GRADEBOOK_ALONE, CROWD_SECONDS = 100, 150, 15
"""What is asked for: how many times faster than stock nbgrader, and seconds for the crowd."""

KEY_BYTES = 32
"""Of the key that seals the audit trail, which every record goes into."""

_TRIES = 3


def make_pool() -> list[Question]:
    """Make twice the questions that are drawn, those with a choice of policies under both."""
    pool: list[Question] = []
    for number in range(2 * max(COUNTS.values())):
        for make, name, _points in EVERY_KIND:
            policy = {"policy": "part_marks"} if _has_policies(name) and number % 2 else {}
            pool.append(make(id=f"sample-{name}-{number:03d}", **policy))
    return [*pool, *make_case()]


def _has_policies(name: str) -> bool:
    return name in ("multiple", "ordering", "matching")


class TimedDesk(ScoringDesk):
    """A desk that knows how long its part in the last hand-in took."""

    seconds = 0.0

    def hand_in(
        self,
        attempt_id: str,
        learner_id: str,
        variant: Variant,
        answers: Mapping[str, Answer],
        handed_in_at: datetime,
    ) -> ScoredCells:
        """Hand in as every desk does."""
        start = time.perf_counter()
        try:
            return super().hand_in(attempt_id, learner_id, variant, answers, handed_in_at)
        finally:
            self.seconds = time.perf_counter() - start


class Ours:
    """The way of the platform: an exam taken in the records, scored into the gradebook."""

    def __init__(self, folder: Path, desk: TimedDesk) -> None:
        self.desk = desk
        self._database = RecordsDatabase(
            f"sqlite:///{folder / 'records.db'}",
            lambda: Seal(token_bytes(KEY_BYTES), system_clock),
        )
        self._database.upgrade()
        quizzes = make_quizzes(PAPER, pool=make_pool())
        self._examinations = Examinations(self._database, desk, quizzes, SetClock())
        if failures := self._examinations.prepare():
            sys.exit(str(failures))

    def learners(self, name: str, count: int) -> list[Person]:
        """Add people to the records."""
        return [
            make_person(self._database, f"{name}{one}", name="示范学员") for one in range(count)
        ]

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

    def score_all(self) -> None:
        """Score everything that waits."""
        self._examinations.score_pending()

    def recorded(self, attempt_id: str) -> dict[str, float | None]:
        """Return the points in the record by question id, None for what waits for a marker."""
        with self._database.read() as records:
            result = records.results.latest(attempt_id)
            cells = result.cells if result else records.marking.machine_scores(attempt_id)
        return {
            cell.question_id: None if cell.earned is None else float(cell.earned) for cell in cells
        }

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

    def score(self, learner_id: str) -> float:
        """Autograde one submission that lies in the course folder; return the seconds.

        Its kernel finds no port now and then, when another process took it; then it begins anew.
        """
        result: dict[str, object] = {}
        for _ in range(_TRIES):
            seconds = timed(
                lambda: result.update(self._api.autograde(self._assignment, learner_id))
            )
            if result["success"]:
                return seconds
        sys.exit(str(result))


@dataclass(frozen=True)
class Times:
    """Seconds of the submissions that were timed by turns, in the same order."""

    stock: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    gradebook: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Sitting:
    """One learner and the attempt that is scored."""

    person: Person
    attempt_id: str


def main() -> int:
    """Run the comparison and return the exit code."""
    options = read_options()
    warnings.simplefilter("ignore")  # SQLAlchemy's about nbgrader's own queries
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        os.environ.update(stock_environment(home / "environment"))
        with closing(TimedDesk.open(home / "ours")) as desk:
            ours = Ours(home, desk)
            compared = sit(ours, "shifan", options.submissions)
            timed_ones = sit(ours, "jishi", min(options.rounds, options.submissions))
            stock = take_over(home, ours, [*compared, *timed_ones])
            for sitting in compared:
                ours.score(sitting.attempt_id)
            shutil.copytree(home / "ours/submitted", home / "stock/submitted")
            times = score_by_turns(ours, stock, compared, timed_ones)
            different = differences(home, ours, compared)
            crowd = sit(ours, "renqun", options.crowd)
            crowd_seconds = timed(ours.score_all)
    report(compared, different, times)
    report_crowd(len(crowd), crowd_seconds)
    return 1 if different else 0


def sit(ours: Ours, name: str, count: int) -> list[Sitting]:
    """Let so many learners hand in; the first of each group give the same answers, and so on."""
    people = ours.learners(name, count)
    return [Sitting(person, ours.hand_in(person, seed)) for seed, person in enumerate(people)]


def take_over(home: Path, ours: Ours, sittings: list[Sitting]) -> Stock:
    """Give stock nbgrader the same course before anything is scored, and no configuration."""
    for sitting in sittings:
        ours.desk.enrol(sitting.person.learner_id, sitting.person.name)
    shutil.copytree(home / "ours", home / "stock")
    (home / "stock/nbgrader_config.py").unlink()
    shutil.rmtree(home / "stock/settings")
    return Stock(home / "stock", ours.assignment)


def score_by_turns(
    ours: Ours, stock: Stock, compared: list[Sitting], timed_ones: list[Sitting]
) -> Times:
    """Let stock nbgrader score every submission, and us one with the same answers in between."""
    times = Times()
    for number, sitting in enumerate(compared):
        seconds = stock.score(sitting.person.learner_id)
        if number < len(timed_ones):
            times.stock.append(seconds)
            times.ours.append(timed(partial(ours.score, timed_ones[number].attempt_id)))
            times.gradebook.append(ours.desk.seconds)
    return times


def differences(home: Path, ours: Ours, sittings: list[Sitting]) -> list[str]:
    """Return the attempts with any other cell in a gradebook or other points in the record."""
    by_us, by_stock = graded_cells(home / "ours"), graded_cells(home / "stock")
    return [
        sitting.attempt_id
        for sitting in sittings
        if not _is_same(
            cells_of(by_us, sitting), cells_of(by_stock, sitting), ours.recorded(sitting.attempt_id)
        )
    ]


def cells_of(cells: list[GradedCell], sitting: Sitting) -> list[GradedCell]:
    """Return the cells of one learner."""
    return [cell for cell in cells if cell.learner_id == sitting.person.learner_id]


def _is_same(
    by_us: list[GradedCell], by_stock: list[GradedCell], recorded: dict[str, float | None]
) -> bool:
    scored = {cell.name: cell.auto_score for cell in by_us if cell.kind == "grade"}
    return by_us == by_stock and len(scored) == QUESTIONS and scored == recorded


def report(sittings: list[Sitting], different: list[str], times: Times) -> None:
    """Print what was found."""
    count = len(sittings)
    print(f"{count} 份答卷，每份 {QUESTIONS} 题（{len(KINDS)} 种题型），共 {count * QUESTIONS} 格")
    print(f"成绩册或者记录不同的答卷：{'、'.join(different) or '没有'}")
    print("从交卷到成绩册和记录都已写入（毫秒）：")
    print(f"{'轮':<5}{'原生':>7}{'本平台':>8}{'倍数':>5}{'其中成绩册':>8}{'倍数':>5}")
    rows = list(zip(times.stock, times.ours, times.gradebook, strict=True))
    middle = tuple(median(column) for column in zip(*rows, strict=True))
    for name, (slow, fast, alone) in [*enumerate(rows, start=1), ("中位", middle)]:
        line = f"{slow * 1000:>10.1f}{fast * 1000:>10.2f}{slow / fast:>8.0f}"
        print(f"{name!s:<5}{line}{alone * 1000:>12.2f}{slow / alone:>8.0f}")
    slow, fast, alone = middle
    print(f"全程 {slow / fast:.0f} 倍（要求 {END_TO_END} 倍）", end="，")
    print(f"成绩册 {slow / alone:.0f} 倍（要求 {GRADEBOOK_ALONE} 倍）")


def report_crowd(count: int, seconds: float) -> None:
    """Print how long the crowd took."""
    if count:
        each = seconds / count * 1000
        print(f"{count} 份连续评分：{seconds:.2f} 秒，每份 {each:.1f} 毫秒", end="")
        print(f"（要求 400 份 {CROWD_SECONDS} 秒内）")


def timed(action: Callable[[], None]) -> float:
    """Return how many seconds an action takes; nobody's garbage is collected within it."""
    gc.collect()
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--crowd", type=int, default=400)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
