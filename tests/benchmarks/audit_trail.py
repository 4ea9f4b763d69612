"""What the audit trail costs: a hand-in with and without it, and verifying a long one.

python tests/benchmarks/audit_trail.py [--rows 1000000]

Seconds of work are those of the processor; memory is the most that the process had so far.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders.people import make_person

from courses.clock import system_clock
from grading.audit.chain import Seal
from grading.audit.verify import verify
from grading.records.attempts import AnswerRow, AttemptRow, VariantRow
from grading.records.engine import RecordsDatabase
from grading.records.study import LessonEventRow

KEY = b"k" * 32
HAND_INS, ANSWERS, AT_ONCE = 60, 100, 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    for seal in (None, lambda: Seal(KEY, system_clock)):
        with tempfile.TemporaryDirectory() as folder, closing(_database(folder, seal)) as database:
            cost = _hand_in_cost(database)
            print(f"hand-in of {ANSWERS} saved answers, trail {bool(seal)}: {cost * 1000:.1f} ms")
            written = _seconds(lambda: _add_events(database, rows))
            print(f"{rows} rows written, trail {bool(seal)}: {written:.1f} s, {_megabytes()} MB")
            if seal:
                seconds = _seconds(lambda: _verify(database))
                print(f"{rows} rows and their entries verified: {seconds:.1f} s, {_megabytes()} MB")


def _database(folder: str, seal: Callable[[], Seal] | None) -> RecordsDatabase:
    database = RecordsDatabase(f"sqlite:///{folder}/records.db", seal)
    database.upgrade()
    make_person(database)
    return database


def _hand_in_cost(database: RecordsDatabase) -> float:
    """Return the median seconds of committing a hand-in."""
    now = system_clock()
    variant = VariantRow(
        assignment="sample", paper_id="sample", letter="A", digest="", content="{}", drawn_at=now
    )
    with database.begin() as records:
        records.audit._session.add(variant)
    costs = []
    for number in range(HAND_INS):
        attempt = f"sample-{number}"
        with database.begin() as records:
            session = records.audit._session
            session.add(_attempt(attempt, number))
            session.flush()
            session.add_all(_answer(attempt, place) for place in range(ANSWERS))
        started = time.perf_counter()
        with database.begin() as records:
            records.attempts.hand_in(attempt, at=now, by="learner", notebook_hash="0" * 64)
        costs.append(time.perf_counter() - started)
    return statistics.median(costs)


def _attempt(attempt: str, number: int) -> AttemptRow:
    now = system_clock()
    return AttemptRow(
        id=attempt,
        person_id=1,
        paper_id="sample",
        assignment="sample",
        number=number,
        seed=1,
        rules="{}",
        started_at=now,
        deadline_at=now,
    )


def _answer(attempt: str, place: int) -> AnswerRow:
    return AnswerRow(
        attempt_id=attempt,
        question_id=f"sample-{place}",
        value=["A", "B"],
        sequence=place,
        saved_at=system_clock(),
    )


def _add_events(database: RecordsDatabase, rows: int) -> None:
    now = system_clock()
    for begin in range(0, rows, AT_ONCE):
        with database.begin() as records:
            records.audit._session.add_all(
                LessonEventRow(person_id=1, lesson_id=f"sample-{number}", kind="opened", at=now)
                for number in range(begin, min(begin + AT_ONCE, rows))
            )


def _verify(database: RecordsDatabase) -> None:
    assert verify(database, KEY).findings == ()


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _megabytes() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
