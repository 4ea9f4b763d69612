"""What time it is, as an argument, so that tests and simulations can choose it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Returns the current time as an aware datetime."""

HOME_ZONE = ZoneInfo("Asia/Shanghai")
"""The time zone of dates, years and deadlines unless the home's settings name another."""


def system_clock() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime, zone: ZoneInfo = HOME_ZONE) -> date:
    """Return the calendar date of an aware moment in the home's time zone."""
    return moment.astimezone(zone).date()
