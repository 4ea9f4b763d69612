"""The calendars that lesson widgets count with: the embedded ones and the bureau's own."""

import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courses.errors import StudyError
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.deadlines.year_calendar import (
    MalformedCalendarError,
    YearCalendar,
    year_calendar,
)
from widgets.client import Client

API_VARIABLE = "XUEFA_API"
"""Set in kernels that the portal started; without it a notebook runs on its own."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LessonCalendar:
    """A calendar and, when something is missing from it, what to tell the reader."""

    calendar: WorkCalendar
    notice: str = ""


def lesson_calendar() -> LessonCalendar:
    """Return the embedded calendars with the bureau's years added, as far as they can be had."""
    embedded = WorkCalendar.embedded()
    if API_VARIABLE not in os.environ:
        return LessonCalendar(embedded)
    try:
        documents = list(Client.from_environment().extra_calendars())
    except (StudyError, LookupError, TypeError):  # the embedded years serve without an answer
        _LOG.exception("the bureau's calendars could not be fetched")
        text = f"取不到本单位补充的放假安排，只能算{_years(embedded)}。请稍后刷新页面。"
        return LessonCalendar(embedded, text)
    return with_documents(embedded, documents)


def with_documents(
    calendar: WorkCalendar, documents: Iterable[Mapping[str, object]]
) -> LessonCalendar:
    """Add parsed calendar files; a wrong one is left out and named in the notice."""
    added: list[YearCalendar] = []
    faults: list[str] = []
    for document in documents:
        try:
            added.append(year_calendar(document))
        except MalformedCalendarError as error:
            faults.append(f"{document.get('year', '年份不明')}年的没有采用（{error}）")
    text = f"本单位补充的放假安排里，{'；'.join(faults)}。请告诉管理员。" if faults else ""
    return LessonCalendar(calendar.extended(added), text)


def _years(calendar: WorkCalendar) -> str:
    return "、".join(f"{year}年" for year in sorted(calendar.years))
