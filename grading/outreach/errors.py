"""What can be wrong with the log of outreach."""

from courses.errors import StudyError


class UnknownActivityError(StudyError):
    """No activity of this number."""

    def __init__(self, activity_id: int) -> None:
        super().__init__("没有这次普法活动。请从“普法”页重新进入。")
        self.activity_id = activity_id


class UnknownPhotoError(StudyError):
    """An activity has no photo at this place."""

    def __init__(self, activity_id: int, place: int) -> None:
        super().__init__("没有这张照片。请从“普法”页重新进入。")
        self.activity_id = activity_id
        self.place = place


class ReplacedActivityError(StudyError):
    """Somebody corrected or withdrew the activity since the page was opened."""

    def __init__(self, activity_id: int) -> None:
        super().__init__(
            "这次活动已经由别人更正或者撤销，您的改动还没有记入。请先看一看现在的记录。"
        )
        self.activity_id = activity_id


class OthersActivityError(StudyError):
    """An officer corrects what another person recorded."""

    def __init__(self) -> None:
        super().__init__("这次活动是别人登记的。请由登记人更正，或者请管理人员来办。")
