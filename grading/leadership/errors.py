"""What can go wrong with plans, meetings, duties and reports."""

from courses.errors import StudyError


class UnknownPlanItemError(StudyError):
    """No item of a plan of this number."""

    def __init__(self, item_id: int) -> None:
        super().__init__("计划里没有这一项。请从“学法计划”页重新进入。")
        self.item_id = item_id


class WithdrawnItemError(StudyError):
    """An item was withdrawn before; nothing can be done about it any more."""

    def __init__(self, item_id: int) -> None:
        super().__init__("这一项已经撤下。还要学的，请重新列入计划。")
        self.item_id = item_id


class AlreadyAdoptedError(StudyError):
    """The plan of a year was adopted before."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年的学法计划已经通过。以后的调整逐项写明理由。")
        self.year = year


class EmptyPlanError(StudyError):
    """A plan without items cannot be adopted."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年的学法计划还是空的。先列入要学的内容，再登记通过。")
        self.year = year


class UnknownMeetingError(StudyError):
    """No meeting of this number."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__("没有这次会议。请从“领导学法”页重新进入。")
        self.meeting_id = meeting_id


class EndedMeetingError(StudyError):
    """A meeting was recorded or cancelled; attendance can no longer be ticked."""

    def __init__(self, meeting_id: int, state_label: str) -> None:
        super().__init__(
            f"这次会议{state_label}，不能再改。已登记的，在集体学习里更正；已取消的，请重新召集。"
        )
        self.meeting_id = meeting_id


class EarlyMeetingError(StudyError):
    """It is not yet the day of the meeting."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__("还没有到开会的日子。到了当天再点名、登记；改了日期的，取消以后重新召集。")
        self.meeting_id = meeting_id


class NobodyPresentError(StudyError):
    """A meeting is recorded only with somebody who was there."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__("还没有点名。先点名，至少有一人到会，再上传纪要登记。")
        self.meeting_id = meeting_id


class UnknownAttendeeError(StudyError):
    """No such person of the bureau."""

    def __init__(self, learner_id: str) -> None:
        super().__init__("名单里没有这个人，可能刚刚离开单位。请刷新名单再点。")
        self.learner_id = learner_id


class UnknownDutyError(StudyError):
    """The list of the year has no such duty."""

    def __init__(self, duty_id: str) -> None:
        super().__init__("职责清单里没有这一项，清单可能改过。请刷新页面再看。")
        self.duty_id = duty_id


class UnknownDutyEvidenceError(StudyError):
    """No evidence of this number that this person may open."""

    def __init__(self, evidence_id: int) -> None:
        super().__init__("没有这份履职证据，或者您不能打开。请从“职责清单”页重新进入。")
        self.evidence_id = evidence_id


class NotOwnDutyError(StudyError):
    """Evidence is recorded by the leader whose duty it is, or by a manager."""

    def __init__(self) -> None:
        super().__init__("只能登记自己的履职证据；别人的由本人或者管理人员登记。")


class UnknownLeaderError(StudyError):
    """Nobody of this number held a leader's post in the year."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"{year} 年没有这位领导干部。请在人员名册里核对角色和任职日期，"
            "或者从“领导学法”页重新进入。"
        )
        self.year = year
