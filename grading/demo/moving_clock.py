"""A clock that goes through a year in seconds."""

from datetime import datetime, timedelta


class MovingClock:
    """Returns the moment it was moved to; never later than `latest`, the real time."""

    def __init__(self, latest: datetime) -> None:
        self._latest = latest
        self._now = latest

    def __call__(self) -> datetime:
        """Return the moment."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Go to a moment, forwards or back."""
        self._now = min(moment, self._latest)

    def pass_seconds(self, seconds: float) -> None:
        """Let time go by."""
        self.move_to(self._now + timedelta(seconds=seconds))
