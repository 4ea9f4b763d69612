"""Assess a large bureau from its database; report times and exit 1 where a limit is missed.

    python tests/benchmarks/assessment.py [--people 10000] [--entries 100]

Everybody is an officer with so many records of the year: lessons studied, exams scored, and hours
of every other kind, a twentieth of them corrected. All are assessed by the policy that comes with
the package, whose caps all bite. All together must take under 10 seconds, one person's page under
100 milliseconds, in a year that is open as in one that was signed. Times are CPU times, as other
work on the machine says nothing. The plain way reads the same ledger as objects.
"""

import argparse
import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from builders.clock import SetClock  # noqa: E402
from sqlalchemy import insert, select  # noqa: E402

from courses.clock import HOME_ZONE  # noqa: E402
from grading.assessment.export import people_content  # noqa: E402
from grading.assessment.freezing import result_digest  # noqa: E402
from grading.assessment.model import Evidence, HoursEntry, HoursKind  # noqa: E402
from grading.assessment.reading import Policies, read_policies  # noqa: E402
from grading.assessment.signing import SignedYears  # noqa: E402
from grading.assessment.year import YearAssessment  # noqa: E402
from grading.content import Content, read_content  # noqa: E402
from grading.home import Home  # noqa: E402
from grading.people.model import Person, Role  # noqa: E402
from grading.records.attempts import AttemptRow, HandInRow, VariantRow  # noqa: E402
from grading.records.base import Base  # noqa: E402
from grading.records.engine import RecordsDatabase  # noqa: E402
from grading.records.hours import HoursEntryRow  # noqa: E402
from grading.records.people import PersonRow, RoleRow  # noqa: E402
from grading.records.posts import PostRow  # noqa: E402
from grading.records.results import ResultRow  # noqa: E402
from grading.records.study import LessonEventRow  # noqa: E402
from quizzes.paper import Paper  # noqa: E402

LIMIT_SECONDS, LIMIT_OF_ONE = 10, 0.1
YEAR, AT_ONCE, PAGES = 2026, 20_000, 30
HOURS = ("1/2", "1", "3/2", "2", "4", "45/60", "7/3")
OTHER_KINDS = ("group_study", "session", "external")
DAY = datetime(YEAR, 1, 1, 12, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def main() -> int:
    """Run the benchmark and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--entries", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        content = read_content(Home(Path(folder)))
        with closing(_database(folder)) as database:
            _fill(database, content, options.people, options.entries)
            return _measure(database, content, options.people)


def _measure(database: RecordsDatabase, content: Content, people: int) -> int:
    gc.collect()
    gc.freeze()  # what was imported and read at the start, as `xuefa` does
    live = _assessment(database, content)
    years = SignedYears(database, live)
    gc.disable()  # as assessing everybody does, and the same for both ways of reading
    plain, _ = _cpu(lambda: _plain_way(database))
    read, _ = _cpu(lambda: _read(database, people))
    gc.enable()
    whole, result = _cpu(lambda: years.of_all(YEAR))
    lines = sum(len(one.lines) for each in result.assessments for one in each.requirements)
    digest = result_digest(result)
    del result  # no page keeps everybody
    print(f"{people} people: all assessed in {whole:.2f} s, explained in {lines} lines")
    print(f"ledger read in {read:.2f} s, as objects {plain:.2f} s: {plain / read:.1f} times")
    open_page = _page(years, people)
    print(f"one person's page: {1000 * open_page:.1f} ms at most of {PAGES}")
    manager = _person(1)
    for figure in live.of_person(YEAR, manager).flagged:
        live.confirm(manager, YEAR, figure.audience, figure.id, figure.value)
    signing, _ = _cpu(lambda: years.sign(manager, YEAR, digest))
    signed_page = _page(years, people)
    print(f"signed in {signing:.1f} s; one signed page: {1000 * signed_page:.1f} ms at most")
    return int(whole >= LIMIT_SECONDS or max(open_page, signed_page) >= LIMIT_OF_ONE)


def _page(years: SignedYears, people: int) -> float:
    """Return the longest time of some people's pages, with everything that is shown of them."""
    chance = random.Random(YEAR)
    gc.collect()
    some = [_person(1 + chance.randrange(people)) for _ in range(PAGES)]
    return max(_cpu(lambda one=one: people_content(years.of_person(YEAR, one)))[0] for one in some)


def _cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    done = work()
    return time.process_time() - begun, done


def _plain_way(database: RecordsDatabase) -> int:
    """Read the ledger as objects, each with whoever recorded it."""
    query = select(HoursEntryRow, PersonRow.name).join(
        PersonRow, PersonRow.id == HoursEntryRow.recorded_by
    )
    with database.read() as records:
        return len([_entry(*found) for found in records.hours._session.execute(query)])


def _entry(row: HoursEntryRow, recorder: str) -> HoursEntry:
    kind = HoursKind(row.kind)
    return HoursEntry(
        id=f"{kind}:{row.id}",
        person_id=row.person_id,
        kind=kind,
        hours=row.hours,
        on=row.on,
        evidence=Evidence(kind=kind, ref=row.evidence_ref, label=row.evidence_label),
        recorded_by=recorder,
        at=row.at,
        corrects=row.corrects_id and f"{kind}:{row.corrects_id}",
    )


def _read(database: RecordsDatabase, people: int) -> int:
    with database.read() as records:
        return len(records.hours.entries(range(1, people + 1), YEAR))


def _assessment(database: RecordsDatabase, content: Content) -> YearAssessment:
    read = read_policies(Path("nowhere"), content.catalogue, content.quizzes.shelf)
    officers = [one for one in read.of_year(YEAR) if one.audience == "officer"]
    return YearAssessment(
        database,
        policies=Policies(officers, ()),
        catalogue=content.catalogue,
        shelf=content.quizzes.shelf,
        clock=SetClock(datetime(YEAR, 12, 31, tzinfo=UTC)),
        zone=HOME_ZONE,
    )


def _person(number: int) -> Person:
    return Person(
        id=number,
        learner_id=str(10**7 + number),
        login_name=f"p{number}",
        name="示范甲",
        roles=frozenset({Role.OFFICER}),
    )


def _database(folder: str) -> RecordsDatabase:
    database = RecordsDatabase(f"sqlite:///{folder}/records.db")
    Base.metadata.create_all(database.engine)
    return database


def _fill(database: RecordsDatabase, content: Content, people: int, count: int) -> None:
    """Write everybody with their records, without the trail."""
    course = content.catalogue.course("penalty_measures")
    papers = [content.quizzes.shelf.paper(one) for one in course.papers]
    lessons = [one.id for one in course.lessons]
    numbers = range(1, people + 1)
    rest = max(count - len(lessons) - len(papers), 0)
    ledger = _ledger(people, rest)
    _add(database, PersonRow, map(_account, numbers))
    _add(database, RoleRow, (_held(n) for n in numbers))
    _add(database, PostRow, (_post(n) for n in numbers))
    _add(
        database,
        LessonEventRow,
        (
            {"person_id": n, "lesson_id": lesson, "kind": "studied", "at": DAY + _days(n)}
            for n in numbers
            for lesson in lessons
        ),
    )
    for paper in papers:
        _exams(database, paper, numbers)
    _add(database, HoursEntryRow, ledger)


def _exams(database: RecordsDatabase, paper: Paper, numbers: range) -> None:
    variant = {
        "assignment": paper.id,
        "paper_id": paper.id,
        "letter": "A",
        "digest": "",
        "content": "{}",
        "drawn_at": LONG_AGO,
    }
    _add(database, VariantRow, iter([variant]))
    tries = [(f"{paper.id}-{n}", n) for n in numbers]
    attempt = {
        "paper_id": paper.id,
        "assignment": paper.id,
        "number": 1,
        "seed": 1,
        "rules": paper.model_dump_json(),
        "started_at": DAY,
        "deadline_at": DAY,
    }
    _add(
        database,
        AttemptRow,
        ({"id": key, "person_id": n, **attempt} for key, n in tries),
    )
    handed = {"handed_in_at": DAY, "handed_in_by": "learner", "notebook_hash": ""}
    _add(database, HandInRow, ({"attempt_id": key, **handed} for key, _ in tries))
    scored = {"scored_at": DAY, "possible": 100, "origin": "scored"}
    _add(
        database,
        ResultRow,
        ({"attempt_id": key, "earned": 55 + n % 46, **scored} for key, n in tries),
    )


def _ledger(people: int, count: int) -> Iterator[dict[str, Any]]:
    """Yield hours of everybody; one in twenty corrects the line before it."""
    chance, number = random.Random(YEAR), 0
    for person in range(1, people + 1):
        last: dict[str, Any] | None = None
        for ref in range(count):
            number += 1
            new = {
                "id": number,
                "person_id": person,
                "kind": chance.choice(OTHER_KINDS),
                "hours": chance.choice(HOURS),
                "on": date(YEAR, 1, 1) + timedelta(days=chance.randrange(365)),
                "evidence_ref": str(ref),
                "evidence_label": f"示范证据 {ref}",
                "recorded_by": 1 + person % 9 % people,
                "at": DAY,
                "corrects_id": None,
                "reason": "",
            }
            if last is not None and chance.random() < 0.05:
                new |= {name: last[name] for name in ("kind", "on", "evidence_ref")}
                new |= {"corrects_id": last["id"], "reason": "示范更正"}
                last = None
            else:
                last = new
            yield new


def _account(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "learner_id": str(10**7 + number),
        "login_name": f"p{number}",
        "login_key": f"p{number}",
        "name": f"示范{number}",
        "created_at": LONG_AGO,
    }


def _held(number: int) -> dict[str, Any]:
    return {"person_id": number, "role": "officer", "since": LONG_AGO}


def _post(number: int) -> dict[str, Any]:
    return {
        "person_id": number,
        "valid_from": LONG_AGO.date() if number % 10 else date(YEAR, 3, 1),
        "name": f"示范{number}",
        "roles": ["officer"],
        "department": f"示范{number % 40}科",
        "is_first_responsible": False,
        "is_ended": False,
        "at": datetime(YEAR, 4, 1, tzinfo=UTC),
    }


def _days(number: int) -> timedelta:
    return timedelta(days=number % 300)


def _add(database: RecordsDatabase, row: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    with database.engine.begin() as connection:
        while part := list(islice(rows, AT_ONCE)):
            connection.execute(insert(row), part)


if __name__ == "__main__":
    sys.exit(main())
