"""What can go wrong between an exam and the gradebook."""

import re
from pathlib import Path

from courses.errors import StudyError

_ACCOUNT = re.compile(r"//[^/]*@")
"""Name and password in the address of a database; they are not for the screen."""


class UnsafeNameError(StudyError):
    """An id that would not be safe as the name of a folder."""

    def __init__(self, what: str, name: object) -> None:
        super().__init__(
            f"{what}不能用作文件夹名：{str(name)[:80]!r}。"
            "只能用字母、数字、汉字和 _ . @ -，以字母、数字或者汉字开头和结尾，不能有两个连续的点。"
        )
        self.name = name


class RefusedSubmissionError(StudyError):
    """A submitted notebook that cannot be read as the answers to this assignment."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"答卷无法读取：{reason}。请重新交卷，原来的成绩没有改动。")
        self.reason = reason


class UnpublishedVariantError(StudyError):
    """A variant that has not been published as an nbgrader assignment."""

    def __init__(self, assignment: str) -> None:
        super().__init__(f"成绩册中没有这份试卷：{assignment}。请先发布试卷。")
        self.assignment = assignment


class UnknownLearnerError(StudyError):
    """A learner who is not in the gradebook."""

    def __init__(self, learner_id: str) -> None:
        super().__init__(f"成绩册中没有学员 {learner_id}。请先登记学员。")
        self.learner_id = learner_id


class KeyInReleaseError(StudyError):
    """A release notebook that would show the key; nothing was published."""

    def __init__(self, assignment: str, what: str) -> None:
        super().__init__(f"试卷 {assignment} 的发布稿中含有“{what}”，没有发布。请检查题目文字。")
        self.assignment = assignment


class DamagedGradebookError(StudyError):
    """The gradebook cannot be opened; it was left as it is."""

    def __init__(self, database_url: str) -> None:
        where = _ACCOUNT.sub("//", database_url)
        super().__init__(
            f"成绩册打不开：{where}。文件没有改动，请检查读写权限，或者从备份恢复后再启动。"
        )
        self.where = where


class NbgraderFailedError(StudyError):
    """An nbgrader command ended with an error; its last lines are in `log`."""

    def __init__(self, command: str, log: str) -> None:
        super().__init__(f"nbgrader {command} 没有完成。请查看日志后重试。")
        self.command = command
        self.log = log


class UnsafeConfigurationError(StudyError):
    """The grading configuration is missing or is not the one that xuefa wrote."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"评分配置 {file} 缺失或者被改动，已停止评分。重新启动后会写回安全的配置。"
        )
        self.file = file
