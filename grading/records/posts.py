"""Where people work and as what, by date; rows are only ever added."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from courses.clock import local_date
from grading.people.model import Role
from grading.people.states import Certificate, KnownPerson, PersonState
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import EnterpriseRow, PersonRow


@append_only
class PostRow(Base):
    """What holds for a person from a day on; of one day the row with the highest id counts."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_person_id_valid_from", "person_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    valid_from: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(64))
    roles: Mapped[list[str]] = mapped_column(JSON)
    department: Mapped[str | None] = mapped_column(String(128))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey(EnterpriseRow.id))
    rank: Mapped[str | None] = mapped_column(String(64))
    is_first_responsible: Mapped[bool]
    certificate_number: Mapped[str | None] = mapped_column(String(32))
    certificate_expires: Mapped[date | None] = mapped_column(Date)
    is_ended: Mapped[bool]
    at: Mapped[datetime]

    enterprise: Mapped[EnterpriseRow | None] = relationship(lazy="joined")


class PostRecords:
    """Reading and adding states of people within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, person_id: int, state: PersonState, now: datetime) -> None:
        """Note what holds for a person from a day on; the enterprise must be there."""
        self.add_many([(person_id, state)], now)

    def add_many(self, states: Iterable[tuple[int, PersonState]], now: datetime) -> None:
        """Note what holds for people, in this order where several are of one day."""
        enterprises = {row.name: row for row in self._session.scalars(select(EnterpriseRow))}
        for person_id, state in states:
            row = _row(person_id, state, now)
            row.enterprise = enterprises[state.enterprise] if state.enterprise else None
            self._session.add(row)
        self._session.flush()

    def known(self) -> list[KnownPerson]:
        """Return everybody ever added with the latest state, the ended ones too, by id."""
        latest = {row.person_id: row for row in self._session.scalars(_in_order())}
        rows = self._session.scalars(
            select(PersonRow).options(joinedload(PersonRow.department)).order_by(PersonRow.id)
        ).unique()
        return [_known(row, latest.get(row.id)) for row in rows]

    def latest(self, person_id: int) -> PersonState | None:
        """Return the latest state on record, None for somebody whose account is all there is."""
        theirs = select(PostRow).where(PostRow.person_id == person_id)
        query = theirs.order_by(PostRow.valid_from.desc(), PostRow.id.desc()).limit(1)
        row = self._session.scalar(query)
        return _state(row) if row else None

    def history(self, person_ids: Iterable[int] | None = None) -> dict[int, list[PersonState]]:
        """Return the states of people in the order in which they began to hold.

        Whoever has none on record has one from the day of the account on, and another for its end.
        Days are those of the home's usual zone.
        """
        people, posts = select(PersonRow).order_by(PersonRow.id), _in_order()
        if person_ids is not None:
            wanted = sorted(set(person_ids))
            people = people.where(PersonRow.id.in_(wanted))
            posts = posts.where(PostRow.person_id.in_(wanted))
        states: dict[int, list[PersonState]] = {row.id: [] for row in self._session.scalars(people)}
        for post in self._session.scalars(posts):
            states[post.person_id].append(_state(post))
        for person_id, held in states.items():
            held.extend([] if held else _derived(self._session.get_one(PersonRow, person_id)))
        return states

    def on(self, person_id: int, day: date) -> PersonState | None:
        """Return what held for a person on a day, None before there was anything."""
        held = [
            one for one in self.history([person_id]).get(person_id, []) if one.valid_from <= day
        ]
        return held[-1] if held else None


def _in_order() -> Select[PostRow]:
    return select(PostRow).order_by(PostRow.valid_from, PostRow.id)


def _row(person_id: int, state: PersonState, now: datetime) -> PostRow:
    return PostRow(
        person_id=person_id,
        valid_from=state.valid_from,
        name=state.name,
        roles=sorted(state.roles),
        department=state.department,
        rank=state.rank,
        is_first_responsible=state.is_first_responsible,
        certificate_number=state.certificate.number if state.certificate else None,
        certificate_expires=state.certificate.expires if state.certificate else None,
        is_ended=state.is_ended,
        at=now,
    )


def _known(person: PersonRow, post: PostRow | None) -> KnownPerson:
    state = _state(post) if post else _derived(person)[-1]
    return KnownPerson(person.id, person.login_name, person.login_key, state, post is not None)


def _state(row: PostRow) -> PersonState:
    certificate = None
    if row.certificate_number and row.certificate_expires:
        certificate = Certificate(row.certificate_number, row.certificate_expires)
    return PersonState(
        name=row.name,
        roles=frozenset(Role(role) for role in row.roles),
        department=row.department,
        enterprise=row.enterprise.name if row.enterprise else None,
        rank=row.rank,
        is_first_responsible=row.is_first_responsible,
        certificate=certificate,
        is_ended=row.is_ended,
        valid_from=row.valid_from,
    )


def _derived(row: PersonRow) -> list[PersonState]:
    """Return the states of somebody whose account was opened by hand."""
    days = [(row.created_at, False)] + ([(row.ended_at, True)] if row.ended_at else [])
    return [
        PersonState(
            name=row.name,
            roles=frozenset(Role(role.role) for role in row.roles),
            department=row.department.name if row.department else None,
            enterprise=row.enterprise.name if row.enterprise else None,
            is_ended=is_ended,
            valid_from=local_date(at),
        )
        for at, is_ended in days
    ]
