"""What of the law is needed to choose the applicable one."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from courses.errors import StudyError
from courses.statutes.registry import Registry
from courses.statutes.tables.penalties import CODE, Row


class CodeWithoutDayError(StudyError):
    """The registry does not say since when the Code is in force, so nothing can be chosen."""

    def __init__(self) -> None:
        super().__init__("法律文件登记表没有写生态环境法典的施行日期，不能判断适用哪部法。")


class LawTables(Protocol):
    """The registry and the table of penalties; `Law` has both."""

    @property
    def registry(self) -> Registry:
        """The instruments with their days."""
        ...

    @property
    def penalties(self) -> Sequence[Row]:
        """The table of penalties."""
        ...


def code_effective(registry: Registry) -> date:
    """Return the first day of the Code. Raises CodeWithoutDayError."""
    day = registry.get_instrument(CODE).effective
    if day is None:
        raise CodeWithoutDayError
    return day
