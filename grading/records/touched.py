"""What one transaction did to the rows of the database, noted for the audit trail."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Delete, Engine, Insert, Table, Update, event, inspect
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

from grading.audit.model import Action, Change
from grading.records.base import Base
from grading.records.subjects import Subject, is_told_at_once, subject_of

_OPTION = _NAME = "xuefa_touched"


class UntoldChangeError(RuntimeError):
    """A statement changes rows without saying which, so that the trail could not tell of them."""


@dataclass(slots=True)
class Touch:
    """What was done to one subject, and which columns of its own row were changed."""

    subject: Subject
    key: Any
    action: Action
    columns: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Touched:
    """Everything that a transaction did so far; `more` is what is no row, such as exports."""

    rows: dict[tuple[str, Any], Touch] = field(default_factory=dict)
    more: list[Change] = field(default_factory=list)
    is_flushing: bool = False

    def note(self, table: Table, key: Any, action: Action, columns: Iterable[str] = ()) -> None:
        """Note what was done to a row that is told of by this key."""
        found = subject_of(table)
        if found is None or not is_told_at_once(table):
            return
        subject, _ = found
        own = action if table.name == subject.name else Action.CHANGED
        touch = self.rows.setdefault((subject.name, key), Touch(subject, key, own))
        if own is Action.ADDED:
            touch.action = own
        touch.columns.update(columns if table.name == subject.name else [table.name])


class RecordsSession(Session):
    """A session that notes which rows its objects add, change and remove."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.info[_NAME] = Touched()


def touched_by(session: Session) -> Touched:
    """Return what a session did so far."""
    touched: Touched = session.info[_NAME]
    return touched


def listen_to(engine: Engine) -> None:
    """Note what statements do to rows, apart from those of objects."""
    event.listen(engine, "after_execute", _after_execute)


@event.listens_for(RecordsSession, "after_begin")
def _after_begin(
    session: Session, _transaction: SessionTransaction, connection: Connection
) -> None:
    connection.execution_options(**{_OPTION: touched_by(session)})


@event.listens_for(RecordsSession, "before_flush")
def _before_flush(session: Session, _context: UOWTransaction, _objects: object) -> None:
    touched_by(session).is_flushing = True


@event.listens_for(RecordsSession, "after_soft_rollback")
def _after_rollback(session: Session, _previous: SessionTransaction) -> None:
    touched_by(session).is_flushing = False


@event.listens_for(RecordsSession, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    touched = touched_by(session)
    touched.is_flushing = False
    for row in session.new:
        _note_object(touched, row, Action.ADDED, ())
    for row in session.dirty:
        changed = _changed_columns(row)
        if changed:
            _note_object(touched, row, Action.CHANGED, changed)


@event.listens_for(Base, "after_delete", propagate=True)
def _after_delete(_mapper: object, connection: Connection, row: Base) -> None:
    # not by the session's list of deleted objects, which leaves out those that lost their owner
    touched: Touched | None = connection.get_execution_options().get(_OPTION)
    if touched is not None:
        _note_object(touched, row, Action.REMOVED, ())


def _changed_columns(row: Base) -> list[str]:
    state = inspect(row)
    return [
        attribute.key
        for attribute in state.mapper.column_attrs
        if state.attrs[attribute.key].history.has_changes()
    ]


def _note_object(touched: Touched, row: Base, action: Action, columns: Iterable[str]) -> None:
    table = row.__table__
    found = subject_of(table) if isinstance(table, Table) else None
    if found is not None:
        mapper = inspect(row).mapper
        key = getattr(row, mapper.get_property_by_column(found[1]).key)
        touched.note(found[1].table, key, action, columns)


def _after_execute(
    connection: Connection,
    statement: object,
    _many: object,
    _parameters: object,
    _options: object,
    result: CursorResult[Any],
) -> None:
    if not isinstance(statement, Insert | Update | Delete):
        return
    touched: Touched | None = connection.get_execution_options().get(_OPTION)
    table = statement.table
    if touched is None or touched.is_flushing or not isinstance(table, Table):
        return
    found = subject_of(table)
    if found is None:
        return
    if not isinstance(statement, Insert):
        raise UntoldChangeError(f"change objects of {table.name} instead")
    for key in _inserted(result, found[1].key or ""):
        touched.note(table, key, Action.ADDED)


def _inserted(result: Any, column: str) -> list[Any]:
    """Return the keys of the rows that a statement added."""
    context = result.context
    keys = [values.get(column) for values in context.compiled_parameters]
    if None not in keys:
        return keys
    if len(keys) == 1:
        with suppress(InvalidRequestError):  # of a statement with a RETURNING of its own
            return [result.inserted_primary_key[0]]
    raise UntoldChangeError(f"nobody knows {column} of new rows in {context.compiled.statement}")
