"""Why a report cannot be given."""

from courses.errors import StudyError


class WrongYearError(StudyError):
    """What was asked for is no year."""

    def __init__(self, given: str) -> None:
        super().__init__(f"年度应当写成 2026 这样的四位数字，不能是“{given}”。请重新选择年度。")
        self.given = given
