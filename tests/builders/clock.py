"""A clock that stands still until it is moved."""

from datetime import UTC, datetime, timedelta


class SetClock:
    """Returns the moment it was set to; starts on a Tuesday morning of the home's time zone."""

    def __init__(self, now: datetime = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Move on by so many hours, minutes, seconds …, as in `timedelta`."""
        self.now += timedelta(**by)
