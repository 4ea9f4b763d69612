import shutil
from contextlib import closing

import pytest
from builders.clock import SetClock
from builders.every_table import fill_every_table, forger, other_value, told_tables
from builders.records import fresh_database
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Integer

from grading.audit.chain import Seal
from grading.audit.model import Head
from grading.audit.verify import Finding, FindingKind, NotAHeadError, read_head, verify
from grading.hours.evidence_store import EvidenceStore
from grading.records.audit import AuditEntryRow
from grading.records.base import Base
from grading.records.engine import RecordsDatabase

KEY = b"k" * 32
OTHER_KEY = b"o" * 32


def open_file(file, key=KEY):
    return RecordsDatabase(f"sqlite:///{file}", lambda: Seal(key, SetClock()))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A database file with several rows in every table, and the head of its chain."""
    folder = tmp_path_factory.mktemp("filled")
    fresh_database(folder).close()
    file = folder / "records.db"
    with closing(open_file(file)) as database:
        fill_every_table(database)
    return file


@pytest.fixture
def file(filled, tmp_path):
    return shutil.copy(filled, tmp_path / "records.db")


def found(file, printed=None):
    with closing(open_file(file)) as database:
        return verify(database, KEY, printed)


def named(file):
    return {(finding.table, finding.row) for finding in found(file).findings}


def head_of(file):
    with closing(open_file(file)) as database, database.read() as records:
        return records.audit.head()


def key_of(table, number):
    return "/".join(str(number) for _ in table.primary_key.columns)


def where(table, number):
    return " AND ".join(f'"{column.name}" = {number}' for column in table.primary_key.columns)


def test_a_whole_trail_has_no_findings(file):
    result = found(file, head_of(file))
    assert result.findings == ()
    assert result.rows > 300
    assert result.found_rows == 0


def test_every_field_of_every_row_that_is_changed_is_named(file):
    expected = set()
    with forger(file) as connection:
        for table in told_tables():
            for number, column in enumerate(table.columns, start=1):
                value = other_value(column, number)
                change = f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE '
                connection.execute(change + where(table, number), (value,))
                expected.add((table.name, key_of(table, number)))
    assert expected - named(file) == set()


def test_nothing_but_logins_and_the_trail_itself_is_left_out():
    """A table that is new is told of, unless somebody names it here."""
    left_out = {"audit_entries", "login_failures", "login_sessions", "session_passes"}
    assert set(Base.metadata.tables) - {table.name for table in told_tables()} == left_out


@settings(max_examples=8)
@given(
    st.sampled_from([column for table in told_tables() for column in table.columns]),
    st.integers(1, 9),
    st.one_of(st.integers(-(2**63), 2**63 - 1), st.text(), st.binary()),
)
def test_whatever_is_written_into_a_field_its_row_is_named_and_no_other(filled, column, row, value):
    table = column.table
    assume(not column.primary_key and not column.foreign_keys)
    read = f'SELECT "{column.name}" FROM "{table.name}" WHERE {where(table, row)}'
    change = f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE {where(table, row)}'
    with forger(filled) as connection:
        before = connection.execute(read).fetchone()
        assume(before is not None)  # there is one bureau only
        connection.execute(change, (value,))
        after = connection.execute(read).fetchone()
        is_other = after != before
        if isinstance(column.type, Boolean):  # 5 means yes as 1 does
            is_other = bool(after[0]) != bool(before[0])
        try:
            assert named(filled) == ({(table.name, key_of(table, row))} if is_other else set())
        finally:
            connection.execute(change, before)


def test_a_field_that_cannot_be_read_any_more_is_named(file):
    expected = set()
    with forger(file) as connection:
        for table in told_tables():
            for number, column in enumerate(table.columns, start=1):
                if column.primary_key or isinstance(column.type, Boolean | Integer):
                    continue
                change = f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE '
                connection.execute(
                    change + where(table, number), ("\N{BLACK QUESTION MARK ORNAMENT}",)
                )
                expected.add((table.name, key_of(table, number)))
    assert expected - named(file) == set()


def test_every_row_that_is_deleted_is_named(file):
    """The first, some in the middle and the last of every table; there is one bureau only."""
    expected = set()
    with forger(file) as connection:
        for table in told_tables():
            (last,) = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
            for number in {1, 2, last // 2, last} & set(range(1, last + 1)):
                gone = connection.execute(
                    f'DELETE FROM "{table.name}" WHERE {where(table, number)}'
                )
                assert gone.rowcount == 1
                expected.add((table.name, key_of(table, number)))
    result = found(file)
    assert {(one.table, one.row) for one in result.findings} == expected
    assert {one.kind for one in result.findings} == {FindingKind.MISSING_ROW}


def test_every_row_that_is_added_past_the_program_is_named(file):
    tables = [table for table in told_tables() if table.name != "answers"]
    with forger(file) as connection:
        for table in tables:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            values = ", ".join(
                "9001"
                if column.primary_key
                else f'"{column.name}" || "x"'
                if column.unique or not isinstance(column.type, Integer)
                else f'"{column.name}" + 600'
                for column in table.columns
            )
            connection.execute(
                f'INSERT INTO "{table.name}" ({names}) SELECT {values} FROM "{table.name}" '
                f"WHERE {where(table, 2)}"
            )
    own = {(table.name, key_of(table, 9001)) for table in tables}
    parts = {"result_cells", "practice_answers", "practice_questions", "roles", "signed_people"}
    assert {one for one in own if one[0] not in parts} - named(file) == set()


@pytest.mark.parametrize("forged", ["forged", b"\xff\x00", "[5]"], ids=["text", "bytes", "list"])
def test_every_changed_field_of_an_entry_is_named(file, forged):
    columns = [column.name for column in AuditEntryRow.__table__.columns]
    values = {"id": 100_000, "at": "2026-01-01 00:00:00.000000", "actor_id": 7}
    named_first = {}
    with closing(open_file(file)) as database:
        for column in columns:
            with forger(file) as connection:
                old = f"SELECT {column} FROM audit_entries WHERE id = 20"
                before = connection.execute(old).fetchone()
                change = f"UPDATE audit_entries SET {column} = ? WHERE id = ?"
                connection.execute(change, (values.get(column, forged), 20))
                first = verify(database, KEY).findings[0]
                named_first[column] = (first.table, first.row)
                connection.execute(change, (*before, 100_000 if column == "id" else 20))
    assert named_first == dict.fromkeys(columns, ("audit_entries", "20"))


def test_an_entry_that_cannot_be_read_any_more_is_named(file):
    with forger(file) as connection:
        connection.execute("UPDATE audit_entries SET at = 'never' WHERE id = 20")
        connection.execute("UPDATE audit_entries SET parts = '{' WHERE id = 30")
    assert found(file).findings[0] == Finding(FindingKind.BROKEN_LINK, "audit_entries", "20", 20)


def test_a_missing_entry_is_named(file):
    with forger(file) as connection:
        connection.execute("DELETE FROM audit_entries WHERE id = 20")
    assert found(file).findings[0] == Finding(FindingKind.MISSING_ENTRY, "audit_entries", "20", 20)
    with forger(file) as connection:
        connection.execute("DELETE FROM audit_entries WHERE id = 1")
    with closing(open_file(file)) as database:
        assert not database.fits_its_key()


def test_a_tail_cut_off_is_found_by_a_head_printed_earlier(file):
    with closing(open_file(file)) as database:
        for number in range(10):
            with database.begin() as records:
                records.audit.note_export(f"sample-{number}.xlsx", b"sample")
    printed = head_of(file)
    with forger(file) as connection:
        connection.execute("DELETE FROM audit_entries WHERE id > ?", (printed.id - 10,))
    assert found(file).findings == ()
    cut = found(file, printed).findings
    assert cut == (Finding(FindingKind.CUT_OFF, "audit_entries", str(printed.id), None),)


def test_rows_whose_entries_were_cut_off_are_named_without_a_head(file):
    last = head_of(file).id
    with forger(file) as connection:
        connection.execute("DELETE FROM audit_entries WHERE id > ?", (last - 10,))
    assert {one.kind for one in found(file).findings} == {FindingKind.UNTOLD_ROW}


def test_a_chain_made_again_without_the_key_is_found(file):
    with forger(file) as connection:
        connection.execute("UPDATE departments SET name = 'forged' WHERE id = 1")
        connection.execute("DELETE FROM audit_entries")
    with closing(open_file(file, OTHER_KEY)) as database:
        database.begin_trail()
    assert found(file).findings == (Finding(FindingKind.BROKEN_LINK, "audit_entries", "1", 1),)


def test_an_entry_from_another_course_of_the_same_chain_is_found(file, tmp_path):
    other = shutil.copy(file, tmp_path / "other.db")
    last = head_of(file).id
    for one, name in ((file, "here"), (other, "elsewhere")):
        with closing(open_file(one)) as database:
            for number in range(3):
                with database.begin() as records:
                    records.audit.note_export(f"{name}-{number}", b"sample")
    with forger(file) as connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        connection.execute("DELETE FROM audit_entries WHERE id = ?", (last + 2,))
        copy = "INSERT INTO audit_entries SELECT * FROM other.audit_entries WHERE id = ?"
        connection.execute(copy, (last + 2,))
    broken = Finding(FindingKind.BROKEN_LINK, "audit_entries", str(last + 2), last + 2)
    assert found(file).findings == (broken,)


def test_a_head_is_read_as_it_is_printed():
    head = Head(12, "ab" * 32)
    assert read_head(f" {head}\n") == head
    with pytest.raises(NotAHeadError, match="xuefa audit head"):
        read_head("12")


def test_every_file_that_a_row_of_any_table_names_is_read_again(filled, tmp_path):
    naming = {
        column.table.name: column.name
        for table in told_tables()
        for column in table.columns
        if "sha256" in column.name
    }
    assert {"proofs", "group_studies", "training_sign_ins", "outreach_photos"} <= set(naming)
    with closing(open_file(filled)) as database:
        result = verify(database, KEY, evidence=EvidenceStore(tmp_path))
    damaged = {one.table for one in result.findings if one.kind is FindingKind.DAMAGED_FILE}
    assert damaged == set(naming)
    assert len(result.findings) == result.files > 100


def test_where_another_key_was_used_is_told_from_where_on_the_chain_holds(file):
    last = head_of(file).id
    with closing(open_file(file, OTHER_KEY)) as database:
        assert database.trail_length() == last
        assert not database.fits_its_key()
        with database.begin() as records:
            records.audit.note_export("sample", b"sample")
        assert not database.fits_its_key()  # its end does, its beginning does not
        with database.begin() as records:
            records.audit.note_new_key("示范")
        assert database.fits_its_key()
        result = verify(database, OTHER_KEY)
    assert result.findings == (Finding(FindingKind.BROKEN_LINK, "audit_entries", "1", 1),)
    assert result.holds_from == last + 1
    assert [entry.change.detail for entry in result.rekeyed] == ["示范"]
    with closing(open_file(file)) as database:
        assert not database.fits_its_key()
        assert verify(database, KEY).holds_from == 0
