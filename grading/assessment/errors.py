"""Why a year cannot be assessed."""

from collections.abc import Sequence

from courses.errors import StudyError
from courses.problem import Problem


class UnknownPolicyError(StudyError):
    """There is no policy for this year."""

    def __init__(self, year: int, known: Sequence[int]) -> None:
        years = "、".join(f"{one} 年" for one in known) or "没有"
        super().__init__(
            f"没有 {year} 年的考核办法（现有：{years}）。请在数据文件夹的 policies 文件夹里"
            f"写好 {year}-officer.toml 和 {year}-leader.toml。"
        )
        self.year = year


class WrongPolicyError(StudyError):
    """A policy of the year has faults; nobody is assessed by half of it."""

    def __init__(self, year: int, problems: Sequence[Problem]) -> None:
        told = "；".join(map(str, problems))
        super().__init__(f"{year} 年的考核办法有错误，没有采用。{told}")
        self.year = year
        self.problems = tuple(problems)


class UnknownFigureError(StudyError):
    """A policy has no such figure, or it was changed since it was shown."""

    def __init__(self, figure_id: str) -> None:
        super().__init__(f"考核办法里没有这个数字，或者它刚改过：{figure_id}。请刷新页面再看。")
        self.figure_id = figure_id


class NotAssessedError(StudyError):
    """Somebody is neither officer nor leader, so that no policy applies."""

    def __init__(self, name: str, year: int) -> None:
        super().__init__(
            f"{name}不在 {year} 年的考核范围内：考核的是执法人员和领导干部。"
            "角色不对时请联系管理员。"
        )
        self.name = name
        self.year = year


class WrongAbsenceError(StudyError):
    """An absence whose days make no sense."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}请改正后再保存。")


class AlreadySignedError(StudyError):
    """The year is signed."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年度考核已经签署。要改，先请管理员说明理由重新打开。")
        self.year = year


class NotSignedError(StudyError):
    """The year is not signed, so that there is nothing to reopen."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年度考核没有签署，不用重新打开。")
        self.year = year


class UnconfirmedFiguresError(StudyError):
    """Figures of the policy wait for a manager."""

    def __init__(self, count: int) -> None:
        super().__init__(f"考核办法里还有 {count} 个数字待确认。逐个确认以后才能签署。")
        self.count = count


class ChangedSinceShownError(StudyError):
    """What would be signed is not what the manager saw."""

    def __init__(self, year: int) -> None:
        super().__init__(f"打开页面以后，{year} 年度考核的结果有变化。请看过新的结果再签署。")
        self.year = year


class NoReasonError(StudyError):
    """A year is reopened only with a reason."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(f"重新打开要写明理由，{least} 至 {most} 个字。")


class DamagedSignOffError(StudyError):
    """What is kept of a signed year is not what was signed, or no longer gives its result."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"{year} 年度考核签署时存下的内容对不上。请管理员运行 xuefa audit verify 查明原因；"
            "填上日期，仍可按现有记录试算。"
        )
        self.year = year
