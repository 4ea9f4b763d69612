"""What can be wrong with hours that somebody records."""

from courses.errors import StudyError


class WrongEntryError(StudyError):
    """A field of a form is not as it should be; `field` names it, the sentence says how to mend."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class UnreadableFileError(WrongEntryError):
    """A file is none of the kinds that are kept, is too large, or was cut off."""

    def __init__(self, message: str) -> None:
        super().__init__("file", message)


class DamagedEvidenceError(StudyError):
    """A file of the evidence store is missing or no longer what was stored."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            "这个文件在服务器上找不到，或者已经损坏。请告诉管理员从备份恢复 evidence 文件夹。"
        )
        self.sha256 = sha256


class UnknownProofError(StudyError):
    """No proof that this person may open."""

    def __init__(self, proof_id: int) -> None:
        super().__init__("没有这份证明，或者它不是您的。请从“学时”页重新进入。")
        self.proof_id = proof_id


class UnknownGroupStudyError(StudyError):
    """No group study session of this number."""

    def __init__(self, study_id: int) -> None:
        super().__init__("没有这次集体学习。请从“集体学习”页重新进入。")
        self.study_id = study_id


class WithdrawnStudyError(StudyError):
    """A group study was recorded by mistake; nothing about it can be corrected any more."""

    def __init__(self, study_id: int) -> None:
        super().__init__("这次集体学习已经作废，不能再更正。学过的，请重新登记。")
        self.study_id = study_id


class ChangedStudyError(StudyError):
    """Somebody else corrected a group study since the form about it was opened."""

    def __init__(self, study_id: int) -> None:
        super().__init__(
            "您填写的时候，这次集体学习已经由别人更正过，您的改动还没有记入。"
            "请先看一看现在的记录，再提交一次，就照您填的记。"
        )
        self.study_id = study_id


class WithdrawnSignInError(StudyError):
    """A sign-in to a training session was withdrawn, so that nobody was there to get hours."""

    def __init__(self, session_id: int) -> None:
        super().__init__("这次培训的签到已经撤销，没有学时可以更正。到过场的，请重新签到。")
        self.session_id = session_id


class UnknownEntryError(StudyError):
    """No line of the ledger of this number."""

    def __init__(self, entry_id: int) -> None:
        super().__init__("没有这条学时记录。请从“学时审核”页重新进入。")
        self.entry_id = entry_id


class AlreadyDecidedError(StudyError):
    """Somebody has decided about this proof since the page was opened."""

    def __init__(self, proof_id: int) -> None:
        super().__init__("这份证明已经由别人审核过，您的意见没有记入。请接着审核下一份。")
        self.proof_id = proof_id


class OwnHoursError(StudyError):
    """Nobody decides about hours of their own."""

    def __init__(self) -> None:
        super().__init__("自己的学时不能由自己登记、审核或者更正，请另一位管理人员来办。")


class AlreadyCorrectedError(StudyError):
    """A line of the ledger was replaced before; only the line that replaced it can be corrected."""

    def __init__(self, entry_id: int) -> None:
        super().__init__("这条记录已经更正过。请更正后来的那一条。")
        self.entry_id = entry_id
