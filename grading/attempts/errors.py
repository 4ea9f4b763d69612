"""What can be wrong with an attempt."""

from courses.errors import StudyError


class UnknownAttemptError(StudyError):
    """No attempt with this id, or one of another person: both are told the same."""

    def __init__(self, attempt_id: str) -> None:
        super().__init__(f"没有这次作答：{attempt_id}。请从课程页重新进入考试。")
        self.attempt_id = attempt_id


class AttemptClosedError(StudyError):
    """The attempt was handed in or its time is up; nothing more is saved."""

    def __init__(self, attempt_id: str) -> None:
        super().__init__("这次作答已经交卷或者时间已到，不能再修改。时间到以前保存的答案都在。")
        self.attempt_id = attempt_id


class AttemptRefusedError(StudyError):
    """No attempt may begin now; the message is the reason that the lobby shows."""

    def __init__(self, paper_id: str, reason: str) -> None:
        super().__init__(reason)
        self.paper_id = paper_id


class AttemptNotScoredError(StudyError):
    """The attempt has no result yet."""

    def __init__(self, attempt_id: str) -> None:
        super().__init__("这次作答还没有成绩。交卷后请稍候片刻再看。")
        self.attempt_id = attempt_id


class AttemptStillOpenError(StudyError):
    """Only what was handed in can be scored."""

    def __init__(self, attempt_id: str) -> None:
        super().__init__(f"这次作答还没有交卷，不能评分：{attempt_id}")
        self.attempt_id = attempt_id


class EntryRefusedError(StudyError):
    """A sheet of paper cannot be entered as things stand; nothing of it was saved."""


class AttemptRunningError(EntryRefusedError):
    """The person is answering on the screen just now."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}正在手机上作答。请等交卷或者时间到以后再录入。")
        self.name = name


class EntryTakenError(EntryRefusedError):
    """Another attempt was added since the page was opened, perhaps by the same form sent twice."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}刚刚又有了一次作答（也许是同一张表交了两遍）。请核对后再录。")
        self.name = name


class AttemptsUsedUpError(EntryRefusedError):
    """No attempt is left; a faulty entry may still be corrected."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}：{reason}如果是以前录错了，请选“更正”。")
        self.name = name


class NotCorrectableError(EntryRefusedError):
    """What is to be corrected was no entry from paper, or has been corrected already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}没有可以更正的录入：只有从纸质答卷录入、还没有更正过的才能更正。请刷新页面。"
        )
        self.name = name


class UnpreparedPaperError(StudyError):
    """The variants of a paper have not been drawn yet."""

    def __init__(self, paper_id: str) -> None:
        super().__init__(f"试卷还在准备，请稍候再试：{paper_id}")
        self.paper_id = paper_id
