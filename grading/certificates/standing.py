"""Where the certificates of a training session stand, for one person and for everybody."""

from dataclasses import dataclass
from enum import StrEnum

from grading.certificates.model import Certificate
from grading.certificates.rules import Earned
from grading.training.model import SignIn, TrainingSession


class Standing(StrEnum):
    """Where the certificate of somebody who signed in stands."""

    ISSUED = "issued"
    READY = "ready"
    MISSING = "missing"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"issued": "已发", "ready": "可以发", "missing": "还不能发", "revoked": "已作废"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """What somebody has of a session: the newest certificate, or what is missing for one."""

    certificate: Certificate | None
    earned: Earned

    @property
    def is_earned(self) -> bool:
        """Whether it can be issued now."""
        return self.certificate is None and self.earned.is_earned

    @property
    def missing(self) -> str:
        """What is missing, as a sentence; empty when nothing is."""
        return self.earned.missing

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        if self.certificate is not None:
            return Standing.ISSUED if self.certificate.is_valid else Standing.REVOKED
        return Standing.READY if self.earned.is_earned else Standing.MISSING


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """Somebody who signed in, and the certificate."""

    sign_in: SignIn
    own: OwnCertificate

    @property
    def is_doubtful(self) -> bool:
        """Whether the certificate holds although its ground fell away."""
        return self.own.standing is Standing.ISSUED and not self.own.earned.is_earned


@dataclass(frozen=True, slots=True)
class SessionCertificates:
    """A session with everybody who signed in, by name; `key_mark` is that of the home's key."""

    session: TrainingSession
    lines: tuple[CertificateLine, ...]
    key_mark: str

    @property
    def has_lost_key(self) -> bool:
        """Whether certificates that hold were made with another key: their codes check no more."""
        held = [line.own.certificate for line in self.lines]
        return any(one and one.is_valid and one.key_mark != self.key_mark for one in held)

    def count(self, standing: Standing) -> int:
        """Return how many have this standing."""
        return sum(line.own.standing is standing for line in self.lines)
