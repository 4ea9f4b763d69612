"""How long the content check takes over everything that comes with the package.

Run `python tests/benchmarks/content_check.py`. Beside it stands reading the same files without
checking anything, which every start of the platform does anyway.
"""

from collections.abc import Callable
from time import perf_counter

import courses.catalogue
import quizzes.content
from courses.catalogue import read_catalogue
from courses.checking.ground import Ground
from courses.clock import local_date, system_clock
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.law import Law
from quizzes.checking.content import check_content
from quizzes.content import read_quizzes

ROUNDS = 10
COURSES, QUIZZES = [courses.catalogue.PACKAGE_FOLDER], [quizzes.content.PACKAGE_FOLDER]


def median_seconds(run: Callable[[], object]) -> float:
    """Return the median of several runs after one that fills the caches."""
    run()
    taken = []
    for _ in range(ROUNDS):
        began = perf_counter()
        run()
        taken.append(perf_counter() - began)
    return sorted(taken)[ROUNDS // 2]


def read_only() -> object:
    """Read all content without checking it."""
    return read_quizzes(read_catalogue(COURSES)[0], QUIZZES)


def main() -> None:
    """Print both times and what was checked."""
    ground = Ground(Law.embedded(), local_date(system_clock()), WorkCalendar.embedded())
    counts = check_content(ground, COURSES, QUIZZES).counts
    reading = median_seconds(read_only)
    checking = median_seconds(lambda: check_content(ground, COURSES, QUIZZES))
    print(f"{counts.statements} statements, {counts.questions} questions, {counts.figures} figures")
    print(f"reading alone {reading * 1000:.0f} ms, reading and checking {checking * 1000:.0f} ms")
    print(f"{checking / reading:.1f} times as long")


if __name__ == "__main__":
    main()
