"""Taking sign-ins of one session within one transaction, whichever way they come."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from grading.hours.model import StoredFile
from grading.people.model import Person, Role
from grading.records.records import Records
from grading.training.attendees import Attendees, name_key
from grading.training.errors import (
    AlreadySignedInError,
    CancelledSessionError,
    FullSessionError,
    NamesakesError,
    NoSuchColleagueError,
    NotYetOpenError,
    OwnSignInError,
    SignInOverError,
)
from grading.training.model import NewSignIn, SignIn, SignInWay, TrainingSession, TrainingState
from grading.training.session_hours import SessionHours

OUR_BUREAU = "本单位"
"""What staff type as enterprise for people of the bureau."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How somebody signs in; `staff` records it, None where the person does so alone.

    `at` is when the person came, `now` when it is recorded.
    """

    way: SignInWay
    at: datetime
    now: datetime
    staff: Person | None = None
    scan: StoredFile | None = None
    nonce: str | None = None


class Taking:
    """Takes sign-ins; what it refuses, it refuses before anything is written."""

    def __init__(self, records: Records, session: TrainingSession, zone: ZoneInfo) -> None:
        self._records = records
        self._session = session
        self._zone = zone
        self._attendees = Attendees(records)
        self._hours = SessionHours(records, session, zone)

    def trainee(self, name: str, enterprise: str, how: Circumstances) -> SignIn:
        """Sign in somebody of an enterprise, who is added where nobody has the name.

        Raises AlreadySignedInError, NamesakesError, FullSessionError, NoNameError and
        NoEnterpriseError.
        """
        employer = self._attendees.employer(enterprise)
        named = self._attendees.named(name, employer)
        if len(named) > 1 and how.staff is None:
            raise NamesakesError(named[0].name)
        absent = [one for one in named if self._find(one) is None]
        if named and not absent:
            self._refuse_second(named[0])
        self._refuse_full(how)
        person = absent[0] if absent else self._attendees.add(name, employer, how.now)
        return self._add(person, self._attendees.enterprise_id(employer), how)

    def colleague(self, name: str, how: Circumstances) -> SignIn:
        """Sign in somebody of the bureau by name. Raises NoSuchColleagueError too."""
        named = self._attendees.colleagues(name)
        if len(named) != 1:
            raise NoSuchColleagueError(name.strip())
        return self.person(named[0], how)

    def person(self, person: Person, how: Circumstances) -> SignIn:
        """Sign in somebody who is known.

        Raises AlreadySignedInError, FullSessionError and OwnSignInError.
        """
        if self._find(person) is not None:
            self._refuse_second(person)
        self._refuse_full(how)
        if person.roles - {Role.TRAINEE} or person.enterprise is None:
            return self._add(person, None, how)
        employer = self._attendees.employer(person.enterprise)
        return self._add(person, self._attendees.enterprise_id(employer), how)

    def _add(self, person: Person, enterprise_id: int | None, how: Circumstances) -> SignIn:
        session = self._session
        giver = how.staff.id if how.staff else session.opened_by_id
        assert giver is not None  # noqa: S101 - nobody signs in alone before somebody opened
        if giver == person.id:
            raise OwnSignInError
        new = NewSignIn(
            session_id=session.id,
            person_id=person.id,
            enterprise_id=enterprise_id,
            way=how.way,
            at=how.at,
            is_late=how.at > session.late_from,
            recorded_by=how.staff.id if how.staff else None,
            recorded_at=how.now,
            scan=how.scan,
            nonce=how.nonce,
        )
        sign_in_id = self._records.sign_ins.add(new)
        self._hours.give(person.id, giver, how.now)
        added = self._records.sign_ins.find(sign_in_id)
        assert added is not None  # noqa: S101 - just added
        return added

    def _find(self, person: Person) -> SignIn | None:
        return self._records.sign_ins.find_of(self._session.id, person.id)

    def _refuse_full(self, how: Circumstances) -> None:
        """Keep to the places that there are; who signed on paper has had one."""
        session = self._session
        if how.way is SignInWay.PAPER_LIST:
            return
        if self._records.sign_ins.count([session.id]).get(session.id, 0) >= session.plan.capacity:
            raise FullSessionError(session.plan.capacity)

    def _refuse_second(self, person: Person) -> None:
        first = self._find(person)
        assert first is not None  # noqa: S101 - looked for before
        raise AlreadySignedInError(person.name, f"{first.at.astimezone(self._zone):%H:%M}")


def refuse_closed(session: TrainingSession, now: datetime) -> None:
    """Raise SignInRefusedError where phones and desk cannot sign in."""
    if session.is_cancelled:
        raise CancelledSessionError(session.reason)
    if session.state is TrainingState.PLANNED:
        raise NotYetOpenError
    if not session.takes_sign_ins(now):
        raise SignInOverError


def own_names(records: Records) -> set[str]:
    """Return what the bureau is called where an enterprise is asked for, as compared."""
    bureau = records.bureau.find()
    return {name_key(OUR_BUREAU)} | ({name_key(bureau.name)} if bureau else set())
