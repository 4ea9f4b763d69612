"""What holds for a person or an enterprise from a day on; the newest such state counts on a day."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from grading.people.model import Role

_SHOWN_AT_START, _SHOWN_AT_END = 2, 4


class PermitCategory(StrEnum):
    """How the discharges of an enterprise are managed under the permit catalogue."""

    KEY = "key"
    SIMPLIFIED = "simplified"
    REGISTRATION = "registration"

    @property
    def label(self) -> str:
        """The Chinese word on screen."""
        return PERMIT_LABELS[self]


PERMIT_LABELS = {
    PermitCategory.KEY: "重点管理",
    PermitCategory.SIMPLIFIED: "简化管理",
    PermitCategory.REGISTRATION: "登记管理",
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """An enforcement certificate (行政执法证); `expires` is the last day on which it is valid."""

    number: str
    expires: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonState:
    """What holds for a person from `valid_from` on; two are equal when they say the same.

    `rank` and `is_first_responsible` (第一责任人) are of leaders, `certificate` of officers,
    `enterprise` of trainees. Once `is_ended`, the person no longer belongs to bureau or enterprise.
    """

    name: str
    roles: frozenset[Role]
    department: str | None = None
    enterprise: str | None = None
    rank: str | None = None
    is_first_responsible: bool = False
    certificate: Certificate | None = None
    is_ended: bool = False
    valid_from: date = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseState:
    """What holds for an enterprise from `valid_from` on; two are equal when they say the same."""

    name: str
    credit_code: str | None = None
    industry: str | None = None
    permit_category: PermitCategory | None = None
    permit_number: str | None = None
    is_ended: bool = False
    valid_from: date = field(compare=False)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the records with the latest state; `has_history` unless it is only derived."""

    id: int
    login_name: str
    login_key: str
    state: PersonState
    has_history: bool


@dataclass(frozen=True, slots=True)
class KnownEnterprise:
    """An enterprise of the records with its latest state; likewise."""

    id: int
    state: EnterpriseState
    has_history: bool


def masked(number: str) -> str:
    """Return a certificate number as it may be shown: its start and end, stars between."""
    hidden = len(number) - _SHOWN_AT_START - _SHOWN_AT_END
    if hidden < _SHOWN_AT_START:
        return number[:1] + "*" * (len(number) - 1)
    return number[:_SHOWN_AT_START] + "*" * hidden + number[-_SHOWN_AT_END:]
