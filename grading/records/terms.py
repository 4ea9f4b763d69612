"""Who held which roles in which department, from which day on: the history of posts as columns.

It says what `records.posts.history` says, for thousands of people at once and without objects.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from courses.clock import local_date
from grading.people.terms import Tenure, Term
from grading.records.people import DepartmentRow, PersonRow, RoleRow
from grading.records.posts import PostRow

_AT_ONCE = 500
"""People asked for in one query; databases limit how many values it may carry."""


class TermRecords:
    """Reading within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tenures(self, zone: ZoneInfo, people: Collection[int] | None = None) -> list[Tenure]:
        """Return the terms of these people, or of everybody ever added, by id of the person.

        Whoever has no post on record has a term from the opening of the account on, and another
        from its closing on.
        """
        ids = None if people is None else sorted(set(people))
        posts: dict[int, list[Term]] = defaultdict(list)
        for person_id, term in self._posts(ids, zone):
            posts[person_id].append(term)
        roles: dict[int, list[str]] = defaultdict(list)
        for person_id, role in self._rows(select(RoleRow.person_id, RoleRow.role), ids):
            roles[person_id].append(role)
        return [
            Tenure(
                person_id=row.id,
                learner_id=row.learner_id,
                name=row.name,
                terms=tuple(posts[row.id] or _of_account(row, frozenset(roles[row.id]), zone)),
            )
            for row in self._rows(_people(), ids, PersonRow.id)
        ]

    def _posts(self, ids: list[int] | None, zone: ZoneInfo) -> Iterator[tuple[int, Term]]:
        query = select(
            PostRow.person_id,
            PostRow.valid_from,
            PostRow.roles,
            PostRow.department,
            PostRow.is_ended,
            PostRow.at,
        ).order_by(PostRow.valid_from, PostRow.id)
        for person_id, first, roles, department, is_ended, at in self._rows(query, ids):
            yield (
                person_id,
                Term(
                    first=first,
                    roles=frozenset(roles),
                    department=department,
                    is_ended=is_ended,
                    recorded_on=local_date(at, zone),
                ),
            )

    def _rows(
        self, query: Select[*tuple[Any, ...]], ids: list[int] | None, column: Any = None
    ) -> Iterable[Any]:
        """Yield the rows of a query for these people; `column` says whose a row is."""
        if ids is None:
            yield from self._session.execute(query)
            return
        whose = query.selected_columns[0] if column is None else column
        for start in range(0, len(ids), _AT_ONCE):
            yield from self._session.execute(query.where(whose.in_(ids[start : start + _AT_ONCE])))


def _people() -> Select[*tuple[Any, ...]]:
    return (
        select(
            PersonRow.id,
            PersonRow.learner_id,
            PersonRow.name,
            PersonRow.created_at,
            PersonRow.ended_at,
            DepartmentRow.name.label("department"),
        )
        .outerjoin(DepartmentRow, DepartmentRow.id == PersonRow.department_id)
        .order_by(PersonRow.id)
    )


def _of_account(row: Any, roles: frozenset[str], zone: ZoneInfo) -> Iterator[Term]:
    """Yield the terms of somebody whose account was opened by hand."""
    moments: list[tuple[datetime | None, bool]] = [(row.created_at, False), (row.ended_at, True)]
    for at, is_ended in moments:
        if at is not None:
            day = local_date(at, zone)
            yield Term(
                first=day,
                roles=roles,
                department=row.department,
                is_ended=is_ended,
                recorded_on=day,
            )
