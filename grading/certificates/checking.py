"""Whether a certificate holds: for anybody who has its number and its check code."""

import threading
from dataclasses import dataclass
from datetime import datetime

from courses.clock import Clock
from grading.certificates.check_codes import CheckKey, find_code
from grading.certificates.errors import CheckSlowedError
from grading.certificates.model import Certificate, CheckResult
from grading.certificates.numbers import CertificateNumber, find_number
from grading.people.throttle import WINDOW, Throttle
from grading.records.engine import RecordsDatabase

PER_ADDRESS = Throttle(allowed=20)
"""Higher than anybody mistypes: a whole office may come from one address."""

_MOST_ADDRESSES = 5_000


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer, with the number that was asked about as it is printed.

    `is_mistyped` says that number and code cannot belong together: somebody wrote one sign wrong,
    or made them up.
    """

    number: str
    result: CheckResult
    is_mistyped: bool = False


class CertificateCheck:
    """Answers anybody; checks that find nothing are slowed down for each address."""

    def __init__(self, database: RecordsDatabase, key: CheckKey, clock: Clock) -> None:
        self._database = database
        self._key = key
        self._clock = clock
        self._failures = _Failures()

    def check(self, number: str, code: str, address: str) -> Checked:
        """Say whether the certificate with this number and check code holds.

        A number that was never given out and a wrong code are answered alike. Raises
        CheckSlowedError, without looking.
        """
        now = self._clock()
        if wait := self._failures.wait_seconds(address, now):
            raise CheckSlowedError(wait)
        checked = self._look(number, code)
        if checked.result is CheckResult.UNKNOWN:
            self._failures.add(address, now)
        return checked

    def _look(self, number: str, code: str) -> Checked:
        known = find_number(number)
        cleaned = find_code(known, code) if known else None
        if known is None or cleaned is None:
            shown = str(known) if known else ""
            return Checked(shown, CheckResult.UNKNOWN, is_mistyped=True)
        certificate = self._find(known)
        if certificate is None or not self._key.is_right(certificate, cleaned):
            return Checked(str(known), CheckResult.UNKNOWN)
        held = CheckResult.VALID if certificate.is_valid else CheckResult.REVOKED
        return Checked(str(known), held)

    def _find(self, number: CertificateNumber) -> Certificate | None:
        with self._database.read() as records:
            return records.certificates.find(number)


class _Failures:
    """When checks from an address found nothing; kept in memory, as a restart forgives."""

    def __init__(self) -> None:
        self._of: dict[str, list[datetime]] = {}
        self._lock = threading.Lock()

    def wait_seconds(self, address: str, now: datetime) -> int:
        """Return how long an address has to wait."""
        with self._lock:
            return PER_ADDRESS.wait_seconds(self._of.get(address, ()), now)

    def add(self, address: str, now: datetime) -> None:
        """Count a check that found nothing, and forget those that count no more."""
        with self._lock:
            kept = [at for at in self._of.pop(address, []) if at > now - WINDOW]
            self._of[address] = [*kept, now]
            if len(self._of) > _MOST_ADDRESSES:
                self._of.pop(next(iter(self._of)))
