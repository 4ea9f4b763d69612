"""Issuing certificates of training: once for each person and session, revoked with a reason."""

from datetime import datetime
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from grading.certificates.check_codes import CheckKey
from grading.certificates.document import certificates_pdf, unsettable
from grading.certificates.errors import (
    AlreadyReplacedError,
    AlreadyRevokedError,
    MissingReasonError,
    NoChineseFontError,
    NotEarnedError,
    OwnCertificateError,
    UnknownCertificateError,
    shown_sign,
)
from grading.certificates.model import Certificate, NewCertificate
from grading.certificates.numbers import CertificateNumber
from grading.certificates.rules import earned
from grading.certificates.standing import CertificateLine, OwnCertificate, SessionCertificates
from grading.people.model import Person, Role
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from grading.training.attendees import without_suffix
from grading.training.errors import UnknownTrainingSessionError
from grading.training.model import SignIn, TrainingSession

SHORTEST_REASON, LONGEST_REASON = 4, 200
ISSUERS = frozenset({Role.INSTRUCTOR, Role.MANAGER, Role.ADMINISTRATOR})
"""See the certificates of everybody and issue them."""
REVOKERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
"""Revoke certificates and issue others in their place."""


class Certificates:
    """Issuing, revoking and printing; any thread may use it."""

    def __init__(
        self,
        database: RecordsDatabase,
        key: CheckKey,
        clock: Clock,
        zone: ZoneInfo,
        *,
        public_url: str | None,
    ) -> None:
        self._database = database
        self._key = key
        self._clock = clock
        self._zone = zone
        self._public_url = public_url

    def own(self, person: Person, session_id: int) -> OwnCertificate:
        """Return what a person has of a session. Raises UnknownTrainingSessionError."""
        with self._database.read() as records:
            session = _session(records, session_id)
            sign_in = records.sign_ins.find_of(session_id, person.id)
            return _own(records, session, person.id, sign_in, self._clock())

    def issue_own(self, person: Person, session_id: int) -> Certificate:
        """Issue the certificate that somebody asks for, or return the one that was issued before.

        Raises NotEarnedError and UnknownTrainingSessionError.
        """
        with self._database.begin() as records:
            session = _session(records, session_id)
            sign_in = records.sign_ins.find_of(session_id, person.id)
            own = _own(records, session, person.id, sign_in, self._clock())
            if own.certificate is not None and own.certificate.is_valid:
                return own.certificate
            if own.certificate is not None:
                raise NotEarnedError("您的证书已经作废。请联系举办培训的单位，由那里决定是否换发。")
            if sign_in is None or not own.is_earned:
                raise NotEarnedError(own.missing)
            return self._issue(records, session, sign_in, issued_by=None)

    def own_pdf(self, person: Person, session_id: int) -> tuple[Certificate, bytes]:
        """Return somebody's own certificate for printing, issued now if it was not before.

        Raises what `issue_own` and `certificates_pdf` raise.
        """
        certificate = self.issue_own(person, session_id)
        return certificate, self._printed([certificate])

    def of_session(self, session_id: int) -> SessionCertificates:
        """Return everybody of a session with their certificates.

        Raises UnknownTrainingSessionError.
        """
        with self._database.read() as records:
            return self._of_session(records, session_id)

    def issue_all(self, staff: Person, session_id: int) -> int:
        """Issue a certificate to everybody who has earned one and has none; return how many.

        Raises UnknownTrainingSessionError.
        """
        with self._database.begin() as records:
            found = self._of_session(records, session_id)
            ready = [line for line in found.lines if line.own.is_earned]
            for line in ready:
                self._issue(records, found.session, line.sign_in, issued_by=staff.id)
            return len(ready)

    def revoke(self, manager: Person, number: CertificateNumber, reason: str) -> Certificate:
        """Note that a certificate no longer holds, and why.

        Raises UnknownCertificateError, AlreadyRevokedError, OwnCertificateError and
        MissingReasonError.
        """
        with self._database.begin() as records:
            certificate = _of_others(records, number, manager)
            if not certificate.is_valid:
                raise AlreadyRevokedError(number)
            records.certificates.revoke(certificate.id, _checked(reason), manager.id, self._clock())
            return records.certificates.get(certificate.id)

    def reissue(self, manager: Person, number: CertificateNumber, reason: str) -> Certificate:
        """Issue a certificate with what is known now in place of one, which holds no longer.

        Raises UnknownCertificateError, AlreadyReplacedError, NotEarnedError, OwnCertificateError
        and MissingReasonError.
        """
        now = self._clock()
        with self._database.begin() as records:
            old = _of_others(records, number, manager)
            newest = records.certificates.newest(old.session_id, old.person_id)
            if newest is None or newest.id != old.id:
                raise AlreadyReplacedError(number)
            session = _session(records, old.session_id)
            sign_in = records.sign_ins.find_of(old.session_id, old.person_id)
            passed = _passed(records, session, old.person_id)
            ground = earned(session, sign_in, passed, now)
            if sign_in is None or not ground.is_earned:
                raise NotEarnedError(ground.missing)
            why = _checked(reason)
            if old.is_valid:
                records.certificates.revoke(old.id, why, manager.id, now)
            return self._issue(records, session, sign_in, issued_by=manager.id, replaces=old.id)

    def get(self, number: CertificateNumber) -> Certificate:
        """Return a certificate. Raises UnknownCertificateError."""
        with self._database.read() as records:
            return _get(records, number)

    def chain(self, certificate: Certificate) -> list[Certificate]:
        """Return all certificates of the same person and session, the newest first."""
        with self._database.read() as records:
            of_session = records.certificates.of_session(certificate.session_id)
        same = [one for one in of_session if one.person_id == certificate.person_id]
        return same[::-1]

    def code(self, certificate: Certificate) -> str:
        """Return the check code of a certificate."""
        return self._key.code(certificate)

    def pdf(self, number: CertificateNumber, *, reader: Person) -> bytes:
        """Return a certificate for printing; the trail tells of it unless it is the reader's own.

        Raises UnknownCertificateError and what `certificates_pdf` raises.
        """
        certificate = self.get(number)
        content = self._printed([certificate])
        if certificate.person_id != reader.id:
            self._note(f"培训证书 {number}", content)
        return content

    def all_pdf(self, session_id: int) -> bytes:
        """Return the certificates of a session that hold in one file, which the trail tells of.

        Those that cannot be set are left out, unless there are no others. Raises
        UnknownTrainingSessionError, NotEarnedError when there are none, and what
        `certificates_pdf` raises.
        """
        with self._database.read() as records:
            session = _session(records, session_id)
            valid = [one for one in records.certificates.of_session(session_id) if one.is_valid]
        if not valid:
            raise NotEarnedError("这一期还没有发出证书。请先在名单上发证，再打印。")
        bad = unsettable(valid)
        printed = [one for one in valid if one.id not in bad] or valid
        content = self._printed(printed)
        self._note(f"培训证书（{session.label}，{len(printed)} 张）", content)
        return content

    def unsettable(self, found: SessionCertificates) -> dict[int, str]:
        """Return which certificates of a session cannot be printed, by id, and for which signs.

        Without a Chinese font nothing is told of any: printing says what to do.
        """
        held = [line.own.certificate for line in found.lines]
        try:
            bad = unsettable(one for one in held if one is not None and one.is_valid)
        except NoChineseFontError:
            return {}
        return {id_: "、".join(map(shown_sign, signs)) for id_, signs in bad.items()}

    def _of_session(self, records: Records, session_id: int) -> SessionCertificates:
        session, now = _session(records, session_id), self._clock()
        passed = _passed(records, session)
        newest = {one.person_id: one for one in records.certificates.of_session(session_id)}
        people: dict[int, SignIn] = {}
        for sign_in in records.sign_ins.of_session(session_id):
            known = people.get(sign_in.person_id)
            if sign_in.counts or (known is None and sign_in.person_id in newest):
                people[sign_in.person_id] = sign_in
        lines = [
            CertificateLine(
                one, OwnCertificate(newest.get(one.person_id), earned(session, one, passed, now))
            )
            for one in people.values()
        ]
        lines.sort(key=lambda line: (line.sign_in.enterprise or "", line.sign_in.name))
        return SessionCertificates(session, tuple(lines), key_mark=self._key.mark)

    def _issue(
        self,
        records: Records,
        session: TrainingSession,
        sign_in: SignIn,
        *,
        issued_by: int | None,
        replaces: int | None = None,
    ) -> Certificate:
        now, plan = self._clock(), session.plan
        bureau, person = records.bureau.find(), records.people.find(sign_in.person_id)
        department = person.department if person else None
        new = NewCertificate(
            session_id=session.id,
            person_id=sign_in.person_id,
            name=without_suffix(sign_in.name),
            enterprise=sign_in.enterprise or department or "",
            topic=plan.topic,
            hours=plan.hours,
            first=local_date(plan.starts_at, self._zone),
            last=local_date(plan.ends_at, self._zone),
            place=plan.place,
            bureau=bureau.name if bureau else "",
            has_quiz=plan.paper_id is not None,
            issued_on=local_date(now, self._zone),
            replaces=replaces,
        )
        added = records.certificates.add(new, issued_by=issued_by, at=now, key_mark=self._key.mark)
        return records.certificates.get(added)

    def _printed(self, certificates: list[Certificate]) -> bytes:
        with self._database.read() as records:
            bureau = records.bureau.find()
        return certificates_pdf(
            certificates,
            self._key,
            public_url=self._public_url,
            is_demo=bureau is not None and bureau.is_demo,
        )

    def _note(self, name: str, content: bytes) -> None:
        with self._database.begin() as records:
            records.audit.note_export(name, content)


def may_issue(person: Person) -> bool:
    """Say whether a person sees everybody's certificates and issues them."""
    return bool(person.roles & ISSUERS)


def may_revoke(person: Person) -> bool:
    """Say whether a person revokes certificates and replaces them."""
    return bool(person.roles & REVOKERS)


def _session(records: Records, session_id: int) -> TrainingSession:
    session = records.training.find(session_id)
    if session is None:
        raise UnknownTrainingSessionError(session_id)
    return session


def _own(
    records: Records,
    session: TrainingSession,
    person_id: int,
    sign_in: SignIn | None,
    now: datetime,
) -> OwnCertificate:
    return OwnCertificate(
        records.certificates.newest(session.id, person_id),
        earned(session, sign_in, _passed(records, session, person_id), now),
    )


def _passed(records: Records, session: TrainingSession, person_id: int | None = None) -> set[int]:
    """Return who passed the quick quiz of a session, on the phone or on paper; of one or all."""
    if session.plan.paper_id is None:
        return set()
    attempts = records.quick_quizzes.counted(session.id, person_id)
    return {one.person_id for one in attempts if one.is_passed}


def _get(records: Records, number: CertificateNumber) -> Certificate:
    certificate = records.certificates.find(number)
    if certificate is None:
        raise UnknownCertificateError(number)
    return certificate


def _of_others(records: Records, number: CertificateNumber, manager: Person) -> Certificate:
    certificate = _get(records, number)
    if certificate.person_id == manager.id:
        raise OwnCertificateError
    return certificate


def _checked(reason: str) -> str:
    """Return a reason as it is kept; a refused one undoes the whole transaction."""
    cleaned = " ".join(reason.split())
    if not SHORTEST_REASON <= len(cleaned) <= LONGEST_REASON or not cleaned.isprintable():
        raise MissingReasonError
    return cleaned
