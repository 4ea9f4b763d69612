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
