from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from builders.clock import SetClock
from builders.people import make_person
from builders.records import fresh_database
from sqlalchemy import delete, insert, update

from grading.audit.acting import PLATFORM, acting_as, machine_user
from grading.audit.chain import Seal
from grading.audit.model import Action, Actor, Origin
from grading.audit.verify import verify
from grading.people.accounts import set_roles
from grading.people.errors import LoginNameTakenError
from grading.people.model import Role
from grading.records.audit import AuditQuery
from grading.records.engine import RecordsDatabase
from grading.records.people import DepartmentRow, NewPerson, PersonRow
from grading.records.study import LessonEventRow
from grading.records.touched import UntoldChangeError

KEY = b"k" * 32
NOW = SetClock().now
MANAGER = Actor(7, "示范经理", Origin.PORTAL, "192.0.2.7")


def sealed(folder):
    return RecordsDatabase(f"sqlite:///{folder / 'records.db'}", lambda: Seal(KEY, SetClock()))


@pytest.fixture
def database(tmp_path):
    fresh_database(tmp_path).close()
    with closing(sealed(tmp_path)) as opened:
        yield opened


def entries(database):
    with database.read() as records:
        return list(records.audit.entries())


def told(database, after=0):
    return [
        (entry.change.action, entry.change.subject, entry.change.key, entry.change.detail)
        for entry in entries(database)[after:]
    ]


def findings(database):
    return verify(database, KEY).findings


def connection_of(records):
    return records.audit._session.connection()


def test_who_did_what_when_and_from_where_is_told(database):
    with acting_as(MANAGER):
        person = make_person(database)
    assert told(database) == [
        (Action.ADDED, "departments", "1", ""),
        (Action.ADDED, "people", str(person.id), ""),
    ]
    assert {(entry.actor, entry.at) for entry in entries(database)} == {(MANAGER, NOW)}


def test_a_command_is_the_machine_user_s(database):
    make_person(database)
    assert entries(database)[0].actor == machine_user()
    assert machine_user().origin is Origin.COMMAND


def test_a_change_says_which_columns(database):
    person = make_person(database)
    before = len(entries(database))
    with database.begin() as records:
        records.people.set_password_hash(person.id, "sample")
        set_roles(records, SetClock(), person, [Role.MANAGER])
        records.people.close_account(person.id, NOW)
    assert told(database, before) == [
        (Action.CHANGED, "people", str(person.id), "ended_at,password_hash,roles")
    ]
    assert findings(database) == ()


def test_a_role_that_is_taken_away_is_told(database):
    person = make_person(database, roles=[Role.OFFICER, Role.LEADER])
    before = len(entries(database))
    with database.begin() as records:
        set_roles(records, SetClock(), person, [Role.LEADER])
    assert told(database, before) == [(Action.CHANGED, "people", str(person.id), "roles")]
    assert findings(database) == ()


def test_what_is_read_or_left_as_it_is_leaves_no_entry(database):
    person = make_person(database)
    before = len(entries(database))
    with database.begin() as records:
        set_roles(records, SetClock(), person, person.roles)
    assert told(database, before) == []


def test_what_is_undone_leaves_no_entry(database):
    make_person(database)
    before = len(entries(database))
    with pytest.raises(ZeroDivisionError), database.begin() as records:
        records.study.opened(1, "sample", NOW)
        raise ZeroDivisionError
    with pytest.raises(LoginNameTakenError):
        make_person(database)
    with database.begin() as records:  # what failed is undone, the rest goes on
        with pytest.raises(LoginNameTakenError):
            records.people.add(_same_login(), NOW)
        records.study.opened(1, "sample", NOW)
    assert told(database, before) == [(Action.ADDED, "lesson_events", "1", "")]
    assert findings(database) == ()


def test_what_is_added_without_objects_is_told_too(database):
    make_person(database)
    before = len(entries(database))
    row = {"person_id": 1, "lesson_id": "sample", "kind": "opened", "at": NOW}
    with database.begin() as records:
        connection_of(records).execute(insert(LessonEventRow).values(**row))
        # as PostgreSQL is asked for every new id
        connection_of(records).execute(insert(LessonEventRow).values(**row).return_defaults())
        records.audit._session.execute(insert(LessonEventRow), [{"id": 8, **row}, {"id": 9, **row}])
    assert [key for _, _, key, _ in told(database, before)] == ["1", "2", "8", "9"]
    assert findings(database) == ()


def test_a_statement_that_does_not_say_which_rows_is_refused(database):
    make_person(database)
    row = {"person_id": 1, "lesson_id": "sample", "kind": "opened", "at": NOW}
    for statement, rows in (
        (insert(LessonEventRow), [row, row]),
        (insert(LessonEventRow).returning(LessonEventRow.id), [row]),
        (update(PersonRow).values(name="forged"), None),
        (delete(DepartmentRow).where(DepartmentRow.id == 77), None),
    ):
        with pytest.raises(UntoldChangeError), database.begin() as records:
            connection_of(records).execute(statement, rows)
    assert findings(database) == ()


def test_several_writers_make_one_chain(database, tmp_path):
    person = make_person(database)

    def write(number):
        with closing(sealed(tmp_path)) as mine:
            for round_number in range(10):
                with mine.begin() as records:
                    records.study.opened(person.id, f"sample-{number}-{round_number}", NOW)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    assert len(entries(database)) == 2 + 30
    assert findings(database) == ()


def test_a_home_that_had_no_trail_begins_one_with_what_is_there(tmp_path):
    with closing(fresh_database(tmp_path)) as without:
        make_person(without)
    with closing(sealed(tmp_path)) as database:
        database.begin_trail()
        database.begin_trail()  # at the next start there is one
        result = verify(database, KEY)
        assert told(database) == [
            (Action.FOUND, "departments", "1", ""),
            (Action.FOUND, "people", "1", ""),
        ]
    assert (result.findings, result.found_rows, result.since) == ((), 2, NOW)


def test_exports_are_told_with_the_hash_of_the_file(database):
    with acting_as(PLATFORM), database.begin() as records:
        records.audit.note_export("sample.xlsx", b"sample")
    (entry,) = entries(database)
    assert (entry.change.action, entry.change.key) == (Action.EXPORTED, "sample.xlsx")
    assert len(entry.change.row_hash) == 64
    assert findings(database) == ()


def test_entries_are_found_by_who_what_and_when(database):
    with acting_as(MANAGER):
        make_person(database)
    make_person(database, "other")
    with database.read() as records:
        audit = records.audit
        assert [e.id for e in audit.search(AuditQuery(who="经理"), limit=9)] == [2, 1]
        assert [e.id for e in audit.search(AuditQuery(subject="people"), limit=1)] == [3]
        assert audit.count(AuditQuery(action=Action.ADDED, key="1")) == 2
        assert audit.count(AuditQuery(actor_id=MANAGER.person_id, since=NOW)) == 2
        assert audit.count(AuditQuery(until=NOW)) == 0


def _same_login():
    return NewPerson(
        login_name="shifan",
        login_key="shifan",
        name="示范甲",
        roles=frozenset({Role.OFFICER}),
        department=None,
        enterprise=None,
        password_hash=None,
    )
