"""Activities of outreach as the rest of the platform sees them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from grading.hours.model import StoredFile


class OutreachForm(StrEnum):
    """How the law is made known."""

    ENTERPRISE = "enterprise"
    SCHOOL = "school"
    COMMUNITY = "community"
    SQUARE = "square"
    MEDIA = "media"
    CASES = "cases"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _FORMS[self]

    @property
    def reached_label(self) -> str:
        """What `reached` counts: people who were there, or how often something was read."""
        return "阅读量" if self is OutreachForm.MEDIA else "人次"


_FORMS = {
    OutreachForm.ENTERPRISE: "进企业",
    OutreachForm.SCHOOL: "进学校",
    OutreachForm.COMMUNITY: "进社区",
    OutreachForm.SQUARE: "广场宣传",
    OutreachForm.MEDIA: "新媒体",
    OutreachForm.CASES: "以案释法",
    OutreachForm.OTHER: "其他",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActivity:
    """An activity, checked. `cites` are citations or ids of whole instruments.

    `reached` are people, or readings where the form is new media; `materials` are pieces given
    out.
    """

    title: str
    on: date
    form: OutreachForm
    place: str
    audience: str
    reached: int
    materials: int
    cites: tuple[str, ...]
    told: str
    photos: tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Why a row names an earlier one; `is_withdrawal` takes the whole activity back."""

    corrects: int
    reason: str
    is_withdrawal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(NewActivity):
    """An activity as it was recorded; `corrected_by` is the row that holds in its place."""

    id: int
    recorded_by_id: int
    recorded_by: str
    at: datetime
    correction: Correction | None
    corrected_by: int | None

    @property
    def is_withdrawn(self) -> bool:
        """Whether this row takes the activity back."""
        return self.correction is not None and self.correction.is_withdrawal
