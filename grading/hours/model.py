"""Proofs of external study, group study sessions, and the files behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from grading.assessment.model import HoursKind


class FileKind(StrEnum):
    """What a file is by its content; the value is its media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

    @property
    def ending(self) -> str:
        """How the name of a download ends."""
        return _ENDINGS[self]

    @property
    def label(self) -> str:
        """What it is called on screen."""
        return _ENDINGS[self].removeprefix(".").upper()


_ENDINGS = {
    FileKind.PDF: ".pdf",
    FileKind.JPEG: ".jpg",
    FileKind.PNG: ".png",
    FileKind.DOCX: ".docx",
    FileKind.PPTX: ".pptx",
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the evidence store: found again by its hash; `size` in bytes.

    `name` is what the file was called by whoever sent it, for showing only.
    """

    sha256: str
    kind: FileKind
    size: int
    name: str


class ProofState(StrEnum):
    """Where a proof stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"waiting": "待审核", "accepted": "已认可", "refused": "未认可"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProof:
    """External study as a person describes it, checked; `replaces` is a refused proof."""

    hours: Fraction
    on: date
    topic: str
    organiser: str
    file: StoredFile
    replaces: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a manager said about a proof; a refusal has a reason."""

    accepted: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A proof that was sent in. `replaced_by` is the one that was sent in its place."""

    id: int
    person_id: int
    person_name: str
    department: str | None
    hours: Fraction
    on: date
    topic: str
    organiser: str
    file: StoredFile
    at: datetime
    replaces: int | None
    replaced_by: int | None
    decision: Decision | None

    @property
    def state(self) -> ProofState:
        """Where it stands."""
        if self.decision is None:
            return ProofState.WAITING
        return ProofState.ACCEPTED if self.decision.accepted else ProofState.REFUSED


class StudyForm(StrEnum):
    """The forms of group study of a leadership."""

    PARTY_GROUP = "party_group"
    CENTRAL_GROUP = "central_group"
    LECTURE = "lecture"
    SPECIAL_MEETING = "special_meeting"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _FORMS[self]


_FORMS = {
    StudyForm.PARTY_GROUP: "党组会议学法",
    StudyForm.CENTRAL_GROUP: "中心组学习",
    StudyForm.LECTURE: "法治讲座",
    StudyForm.SPECIAL_MEETING: "专题会议",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroupStudy:
    """A group study session, checked. `cites` are citations or ids of whole instruments."""

    form: StudyForm
    on: date
    host: str
    topic: str
    cites: tuple[str, ...]
    hours: Fraction
    minutes: StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyCorrection:
    """What was put right about a recorded session, or, `is_withdrawn`, that there was none."""

    form: StudyForm
    topic: str
    host: str
    cites: tuple[str, ...]
    hours: Fraction
    is_withdrawn: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCorrection(StudyCorrection):
    """A correction with who made it (by name) and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStudy:
    """A session that was recorded, as it stands after every correction.

    `attendees` are names, in the order of the list of people, `attendee_ids` those people.
    `is_withdrawn` says that it was recorded by mistake: it counts for nothing.
    """

    id: int
    form: StudyForm
    on: date
    host: str
    topic: str
    cites: tuple[str, ...]
    hours: Fraction
    minutes: StoredFile
    recorded_by: str
    at: datetime
    attendees: tuple[str, ...]
    attendee_ids: tuple[int, ...]
    corrections: tuple[MadeCorrection, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was recorded by mistake."""
        return bool(self.corrections) and self.corrections[-1].is_withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """An entry as managers see it: whose it is, and which entry replaced it if one did.

    `evidence_ref` is the number of the record that it rests on, within its kind.
    """

    id: int
    person_id: int
    person_name: str
    kind: HoursKind
    evidence_ref: str
    hours: Fraction
    on: date
    label: str
    recorded_by: str
    at: datetime
    corrects: int | None
    corrected_by: int | None
    reason: str

    @property
    def kind_label(self) -> str:
        """The word on screen for its kind."""
        return self.kind.label
