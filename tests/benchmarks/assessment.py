"""Assess a large bureau for a year; report times and exit 1 where a limit is missed.

    python tests/benchmarks/assessment.py [--people 10000] [--entries 100]

Everybody has so many entries of every kind spread over the year, a twentieth of them corrected, and
is assessed by the policy for officers that comes with the package, whose caps all bite. All must be
assessed in under 10 seconds, one person in under 100 milliseconds.
"""

import argparse
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY))

from courses.content import read_toml  # noqa: E402
from grading.assessment.assess import Assessor, PersonYear, Standing  # noqa: E402
from grading.assessment.model import Evidence, HoursEntry, HoursKind  # noqa: E402
from grading.assessment.policy import Policy  # noqa: E402
from grading.assessment.reading import PACKAGE_FOLDER  # noqa: E402

LIMIT_SECONDS, LIMIT_OF_ONE = 10, 0.1
HOURS = [Fraction(hours) for hours in ("1/2", "1", "3/2", "2", "4", "45/60", "7/3")]
LESSONS = 12
DAY = datetime(2026, 1, 1, 12, tzinfo=UTC)


def main() -> int:
    """Run the benchmark and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--entries", type=int, default=100)
    options = parser.parse_args()
    policy = Policy.model_validate(read_toml(PACKAGE_FOLDER / "2026-officer.toml")[0])
    lessons = {one.id: tuple(f"{one.id}-{n}" for n in range(LESSONS)) for one in policy.courses}
    titles = dict.fromkeys([*lessons, *(exam.paper for exam in policy.exams)], "示范")
    assessor = Assessor(policy, lessons, titles)
    chance = random.Random(2026)
    ledger = [made(chance, policy, lessons, n, options.entries) for n in range(options.people)]
    seconds, slowest, met, counted = 0.0, 0.0, 0, 0
    for number, entries in enumerate(ledger):
        person = PersonYear(
            person_id=number, learner_id=str(number), name="示范甲", department="示范一科"
        )
        begun = time.perf_counter()
        done = assessor.assess(person, entries, date(2026, 12, 31))
        taken = time.perf_counter() - begun
        seconds, slowest = seconds + taken, max(slowest, taken)
        met += done.standing is Standing.MEETS
        counted += sum(len(one.lines) for one in done.requirements)
    print(f"{options.people} 人，每人 {options.entries} 条：全部 {seconds:.2f} 秒，", end="")
    print(f"平均每人 {1000 * seconds / options.people:.3f} 毫秒，最慢 {1000 * slowest:.1f} 毫秒")
    print(f"达标 {met} 人，说明共 {counted} 行")
    return int(seconds >= LIMIT_SECONDS or slowest >= LIMIT_OF_ONE)


def made(
    chance: random.Random,
    policy: Policy,
    lessons: dict[str, tuple[str, ...]],
    person: int,
    count: int,
) -> list[HoursEntry]:
    """Return the entries of one person; one in twenty corrects an earlier one."""
    every_lesson = [lesson for course in lessons.values() for lesson in course]
    papers = [exam.paper for exam in policy.exams]
    entries: list[HoursEntry] = []
    for number in range(count):
        kind = chance.choice(policy.kinds)
        score = Fraction(chance.randrange(40, 101)) if kind is HoursKind.EXAM else None
        refs = {HoursKind.COURSE: every_lesson, HoursKind.EXAM: papers}
        ref = chance.choice(refs.get(kind, [str(number)]))
        at = DAY + timedelta(days=chance.randrange(365))
        old = entries[-1] if entries and chance.random() < 0.05 else None
        entries.append(
            HoursEntry(
                id=f"{person}:{number}",
                person_id=person,
                kind=old.kind if old else kind,
                hours=Fraction(0) if score else chance.choice(HOURS),
                on=old.on if old else at.date(),
                evidence=old.evidence if old else Evidence(kind=kind, ref=ref, label="示范证据"),
                recorded_by=None,
                at=at,
                corrects=old.id if old else None,
                score=score if not old else None,
            )
        )
    return entries


if __name__ == "__main__":
    sys.exit(main())
