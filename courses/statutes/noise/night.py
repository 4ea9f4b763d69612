"""Night as the law of noise has it: eight hours, from ten in the evening unless set otherwise."""

from dataclasses import dataclass
from datetime import time

from courses.errors import StudyError

HOURS = 8
_DAY = 24 * 60
_LENGTH = HOURS * 60


class NoDurationError(StudyError):
    """A sound that begins and ends at the same time of day."""

    def __init__(self, at: time) -> None:
        super().__init__(
            f"开始和结束都是{at:%H:%M}，看不出响了多久。请改一改；结束早于开始，算作次日。"
        )
        self.at = at


@dataclass(frozen=True, slots=True)
class Night:
    """The night of a place; `start` is ten in the evening unless its government set another hour.

    生态环境法典 art. 572 para. 3, before it 噪声污染防治法 art. 88: always eight hours long.
    """

    start: time = time(22)

    @property
    def end(self) -> time:
        """The time in the morning at which the night is over."""
        return _time((_minute(self.start) + _LENGTH) % _DAY)

    def minutes_within(self, begin: time, end: time) -> int:
        """Return how many minutes from `begin` to `end` are night, or raise NoDurationError.

        An `end` before `begin` is one of the next day.
        """
        first, last = _minute(begin), _minute(end)
        if first == last:
            raise NoDurationError(begin)
        if last < first:
            last += _DAY
        nights = (_minute(self.start) + days * _DAY for days in (-1, 0, 1))
        return sum(max(0, min(last, night + _LENGTH) - max(first, night)) for night in nights)


USUAL_NIGHT = Night()
"""From ten in the evening, where no government set another hour."""


def _minute(of: time) -> int:
    return of.hour * 60 + of.minute


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
