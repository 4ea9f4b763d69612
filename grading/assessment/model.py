"""What the ledger of credit hours holds."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction


class HoursKind(StrEnum):
    """By what credit hours were earned."""

    COURSE = "course"
    EXAM = "exam"
    GROUP_STUDY = "group_study"
    SESSION = "session"
    EXTERNAL = "external"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _LABELS[self]


_LABELS = {
    HoursKind.COURSE: "课程学习",
    HoursKind.EXAM: "考试",
    HoursKind.GROUP_STUDY: "集体学习",
    HoursKind.SESSION: "现场培训",
    HoursKind.EXTERNAL: "外部学习",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What proves an entry: `ref` finds it again within its kind, `label` names it on screen.

    For a lesson `ref` is the lesson's id, for an exam the paper's, for a group study, a session
    or an accepted proof the number of its record.
    """

    kind: HoursKind
    ref: str
    label: str

    def __post_init__(self) -> None:
        """Refuse evidence that names nothing."""
        if not self.ref.strip() or not self.label.strip():
            raise ValueError(f"evidence of kind {self.kind} names nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursEntry:
    """One line of the ledger; `id` is unique in the whole of it.

    `on` is the day of the study in the home's zone, `at` when the line was recorded. A correction
    names in `corrects` the entry that it replaces; with no hours it takes the old one back.
    `recorded_by` names the person, None where the platform derived the line from its own records.
    `score` is the result of an exam in percent, 0 to 100; other kinds have none.
    """

    id: str
    person_id: int
    kind: HoursKind
    hours: Fraction
    on: date
    evidence: Evidence
    recorded_by: str | None
    at: datetime
    corrects: str | None = None
    score: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse hours below zero and evidence of another kind."""
        # its sign alone, as comparing fractions takes its time with a million lines
        if self.hours.numerator < 0 or self.evidence.kind is not self.kind:
            raise ValueError(f"entry {self.id}: {self.hours} hours by {self.evidence}")
