"""A certificate of training as it was issued."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from grading.certificates.numbers import CertificateNumber


class CheckResult(StrEnum):
    """What anybody may know about a certificate."""

    VALID = "valid"
    REVOKED = "revoked"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"valid": "有效", "revoked": "已作废", "unknown": "查不到"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """That a certificate no longer holds; `by` is a name."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCertificate:
    """A certificate about to be issued, all of it as it will be printed.

    `first` and `last` are the days of the training, the same for most; `hours` are credit hours;
    `has_quiz` says that a quiz was passed. `replaces` is the id of an older certificate.
    """

    session_id: int
    person_id: int
    name: str
    enterprise: str
    topic: str
    hours: Fraction
    first: date
    last: date
    place: str
    bureau: str
    has_quiz: bool
    issued_on: date
    replaces: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(NewCertificate):
    """A certificate that was issued; `issued_by` is a name, None where the person asked for it.

    `key_mark` is that of the key which made its check code; `replaced_by` the id of a newer one.
    """

    id: int
    number: CertificateNumber
    issued_at: datetime
    issued_by: str | None
    key_mark: str
    revoked: Revocation | None
    replaced_by: int | None

    @property
    def is_valid(self) -> bool:
        """Whether it still holds."""
        return self.revoked is None

    def said(self) -> dict[str, str]:
        """Return everything that it says, as it goes into its check code."""
        return {
            "number": str(self.number),
            "name": self.name,
            "enterprise": self.enterprise,
            "topic": self.topic,
            "hours": str(self.hours),
            "first": str(self.first),
            "last": str(self.last),
            "place": self.place,
            "bureau": self.bureau,
            "quiz": "passed" if self.has_quiz else "none",
            "issued": str(self.issued_on),
        }
