"""What the records hold about leadership study: plans, meetings, duties, own words of reports."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from grading.hours.model import StoredFile, StudyForm


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlanItem:
    """Something that is to be studied together, checked.

    `cites` are citations or ids of whole instruments, none for a free topic; `month` (1 to 12) is
    the one by whose end it is due; `who` says in words for whom it is.
    """

    year: int
    topic: str
    cites: tuple[str, ...]
    form: StudyForm
    month: int
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem(NewPlanItem):
    """An item as it stands after every change; `withdrawn` says why it no longer is planned.

    `links` are numbers of group studies that a manager linked to it.
    """

    id: int
    added_by: str
    at: datetime
    reason: str = ""
    withdrawn: str | None = None
    links: frozenset[int] = frozenset()
    changes: tuple["PlanChange", ...] = ()

    @property
    def instruments(self) -> frozenset[str]:
        """The ids of the instruments that it is about."""
        return instruments_of(self.cites)

    def after(self, change: "PlanChange") -> "PlanItem":
        """Return the item after one more change."""
        item = replace(self, changes=(*self.changes, change))
        match change.action:
            case PlanAction.MOVED:
                return replace(item, month=change.month or self.month)
            case PlanAction.WITHDRAWN:
                return replace(item, withdrawn=change.reason)
            case PlanAction.LINKED:
                return replace(item, links=self.links | _number(change))
            case PlanAction.UNLINKED:
                return replace(item, links=self.links - _number(change))


class PlanAction(StrEnum):
    """What can be done to an item of a plan after it was added."""

    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    LINKED = "linked"
    UNLINKED = "unlinked"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"moved": "改期", "withdrawn": "撤下", "linked": "关联", "unlinked": "取消关联"}[
            self.value
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """A change of an item: `month` of one that is moved, `study_id` of one that is (un)linked."""

    action: PlanAction
    month: int | None
    study_id: int | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """That the plan of a year was adopted, on which day and where (a meeting, a document)."""

    year: int
    on: date
    where: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """A meeting to study together that is called, checked; `plan_item_id` is what it fulfils."""

    form: StudyForm
    on: date
    host: str
    topic: str
    cites: tuple[str, ...]
    hours: Fraction
    plan_item_id: int | None


class MeetingState(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    RECORDED = "recorded"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"called": "待登记", "recorded": "已登记", "cancelled": "已取消"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEnd:
    """How a meeting ended: as a recorded group study, or cancelled with a reason."""

    state: MeetingState
    study_id: int | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(NewMeeting):
    """A meeting that was called; `present` are ids of people ticked and not unticked again."""

    id: int
    called_by: str
    at: datetime
    present: frozenset[int]
    end: MeetingEnd | None

    @property
    def state(self) -> MeetingState:
        """Where it stands."""
        return MeetingState.CALLED if self.end is None else self.end.state


class EvidenceKind(StrEnum):
    """By what a duty is shown to be fulfilled."""

    GROUP_STUDY = "group_study"
    FILE = "file"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"group_study": "集体学习", "file": "文件", "note": "记事"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDutyEvidence:
    """Evidence for a duty of a year of one person, checked; `words` say what was done."""

    year: int
    duty_id: str
    person_id: int
    kind: EvidenceKind
    on: date
    words: str
    study_id: int | None = None
    file: StoredFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyEvidence(NewDutyEvidence):
    """Evidence that was recorded and not withdrawn."""

    id: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The paragraph that a leader wrote at the end of the report of a year."""

    text: str
    at: datetime


def instruments_of(cites: tuple[str, ...]) -> frozenset[str]:
    """Return the ids of the instruments that citations are of."""
    return frozenset(one.partition(":")[0] for one in cites)


def _number(change: PlanChange) -> frozenset[int]:
    return frozenset() if change.study_id is None else frozenset({change.study_id})
