"""Signing in to a session: by a code on one's own phone, or at the desk; and taking it back."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from courses.clock import Clock
from grading.hours.checks import LONGEST_REASON, read_text
from grading.hours.errors import OwnHoursError
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from grading.training.attendees import name_key
from grading.training.codes import RotatingCodes, ShownCode, clean_digits
from grading.training.errors import (
    AlreadyWithdrawnError,
    ExpiredCodeError,
    ExpiredTicketError,
    ExpiredTokenError,
    StaffOnlyByLoginError,
    UnknownSignInError,
)
from grading.training.model import (
    Invited,
    SignIn,
    SignInWay,
    TrainingSession,
)
from grading.training.planning import get_session
from grading.training.session_hours import SessionHours
from grading.training.slowing import WrongCodes
from grading.training.taking import Circumstances, Taking, own_names, refuse_closed
from grading.training.tickets import Ticket, Tickets


@dataclass(frozen=True, slots=True)
class Screen:
    """What the projector shows: no code unless the session takes sign-ins."""

    session: TrainingSession
    code: ShownCode | None
    signed_in: int


class SignIns:
    """Taking, reading and withdrawing sign-ins; any thread may use it."""

    def __init__(
        self,
        database: RecordsDatabase,
        secret: bytes,
        wrong_codes: WrongCodes,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._database = database
        self._codes = RotatingCodes(secret)
        self._tickets = Tickets(secret)
        self._wrong_codes = wrong_codes
        self._clock = clock
        self._zone = zone

    def screen(self, session_id: int) -> Screen:
        """Return what the screen shows. Raises UnknownTrainingSessionError."""
        now = self._clock()
        with self._database.read() as records:
            session = get_session(records, session_id)
            count = records.sign_ins.count([session_id]).get(session_id, 0)
        code = self._codes.shown(session_id, now) if session.takes_sign_ins(now) else None
        return Screen(session, code, count)

    def ticket_by_token(self, session_id: int, token: str, phone: str = "") -> Ticket:
        """Return a form ticket to whoever scanned the QR code; `phone` is what it alone knows.

        Raises UnknownTrainingSessionError, SignInRefusedError and ExpiredTokenError.
        """
        now = self._clock()
        with self._database.read() as records:
            refuse_closed(get_session(records, session_id), now)
        if not self._codes.holds_token(session_id, token, now):
            raise ExpiredTokenError
        return self._tickets.issue(session_id, SignInWay.QR, now, phone)

    def ticket_by_code(self, digits: str, address: str, phone: str = "") -> Ticket:
        """Return a form ticket to whoever typed the six digits of a session that is open.

        Raises ExpiredCodeError and SlowedCodesError.
        """
        now, typed = self._clock(), clean_digits(digits)
        self._wrong_codes.check(address, now)
        with self._database.read() as records:
            taking = [one for one in records.training.all() if one.takes_sign_ins(now)]
        found = [one for one in taking if self._codes.holds_digits(one.id, typed, now)]
        if len(found) != 1:  # two sessions with the same digits: the next ones will differ
            self._wrong_codes.note(address, now)
            raise ExpiredCodeError
        return self._tickets.issue(found[0].id, SignInWay.CODE, now, phone)

    def of_ticket(self, text: str, phone: str = "") -> tuple[TrainingSession, list[Invited]]:
        """Return the session of a ticket with who is invited, for the form.

        Raises ExpiredTicketError and SignInRefusedError.
        """
        now = self._clock()
        ticket = self._tickets.read(text, now, phone)
        with self._database.read() as records:
            session = get_session(records, ticket.session_id)
            refuse_closed(session, now)
            return session, records.training.invited(session.id)

    def sign_in_trainee(
        self, ticket_text: str, name: str, enterprise: str, phone: str = ""
    ) -> SignIn:
        """Sign somebody of an enterprise in, on the own phone.

        A ticket sent again with the same name gives the sign-in that it brought: an answer may
        have been lost on its way to the phone.

        Raises ExpiredTicketError, SignInRefusedError, AlreadySignedInError, NamesakesError,
        NoNameError, NoEnterpriseError and StaffOnlyByLoginError.
        """
        now = self._clock()
        ticket = self._tickets.read(ticket_text, now, phone)
        with self._database.begin() as records:
            before = records.sign_ins.find_by_nonce(ticket.nonce)
            if before is not None:
                return _same(before, before.counts and name_key(name) == name_key(before.name))
            session = get_session(records, ticket.session_id)
            refuse_closed(session, now)
            if name_key(enterprise) in own_names(records):
                raise StaffOnlyByLoginError
            return Taking(records, session, self._zone).trainee(
                name, enterprise, _alone(ticket, now)
            )

    def sign_in_member(self, ticket_text: str, person: Person, phone: str = "") -> SignIn:
        """Sign in somebody who is logged in.

        Raises ExpiredTicketError, SignInRefusedError (for whoever opened the sign-in too) and
        AlreadySignedInError.
        """
        now = self._clock()
        ticket = self._tickets.read(ticket_text, now, phone)
        with self._database.begin() as records:
            before = records.sign_ins.find_by_nonce(ticket.nonce)
            if before is not None:
                return _same(before, before.counts and before.person_id == person.id)
            session = get_session(records, ticket.session_id)
            refuse_closed(session, now)
            return Taking(records, session, self._zone).person(person, _alone(ticket, now))

    def sign_in_at_desk(self, staff: Person, session_id: int, name: str, enterprise: str) -> SignIn:
        """Sign somebody in who stands before staff; 本单位 stands for the bureau.

        Raises what a phone's sign-in raises, apart from tickets, and NoSuchColleagueError.
        """
        now = self._clock()
        with self._database.begin() as records:
            session = get_session(records, session_id)
            refuse_closed(session, now)
            taking = Taking(records, session, self._zone)
            how = Circumstances(SignInWay.DESK, at=now, now=now, staff=staff)
            if name_key(enterprise) in own_names(records):
                return taking.colleague(name, how)
            return taking.trainee(name, enterprise, how)

    def withdraw(self, staff: Person, session_id: int, sign_in_id: int, reason: str) -> SignIn:
        """Let a sign-in count no more, take its hours back, and end the passes that it brought.

        Raises WrongEntryError, UnknownSignInError, AlreadyWithdrawnError and OwnHoursError.
        """
        said = read_text("reason", "撤销的原因", reason, LONGEST_REASON)
        now = self._clock()
        with self._database.begin() as records:
            session, sign_in = get_session(records, session_id), records.sign_ins.find(sign_in_id)
            if sign_in is None or sign_in.session_id != session_id:
                raise UnknownSignInError(sign_in_id)
            if not sign_in.counts:
                raise AlreadyWithdrawnError
            if sign_in.person_id == staff.id:
                raise OwnHoursError
            records.sign_ins.withdraw(sign_in_id, said, staff.id, now)
            records.session_passes.end_all_of(session_id, sign_in.person_id)
            hours = SessionHours(records, session, self._zone)
            hours.take_back(sign_in.person_id, f"撤销签到：{said}", staff.id, now)
            return _get_sign_in(records, sign_in_id)

    def of_session(self, session_id: int) -> list[SignIn]:
        """Return everybody who signed in, the withdrawn ones too, by time."""
        with self._database.read() as records:
            return records.sign_ins.of_session(session_id)


def _alone(ticket: Ticket, now: datetime) -> Circumstances:
    return Circumstances(ticket.way, at=now, now=now, nonce=ticket.nonce)


def _same(before: SignIn, is_same: bool) -> SignIn:
    """Return what a ticket brought, to whom it brought it."""
    if not is_same:
        raise ExpiredTicketError
    return before


def _get_sign_in(records: Records, sign_in_id: int) -> SignIn:
    found = records.sign_ins.find(sign_in_id)
    if found is None:
        raise UnknownSignInError(sign_in_id)
    return found
