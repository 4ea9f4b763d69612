"""How long somebody has to wait after failed logins."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
"""How long a failed login counts."""

LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Throttle:
    """Waits double with every failure from the `allowed`th within WINDOW on, to LONGEST_WAIT."""

    allowed: int

    def wait_seconds(self, failures: Sequence[datetime], now: datetime) -> int:
        """Return how long to wait from now, in whole seconds; 0 when a login may be tried."""
        counted = [at for at in failures if at > now - WINDOW]
        beyond = len(counted) - self.allowed + 1
        if beyond <= 0:
            return 0
        wait = min(timedelta(seconds=2 ** min(beyond, 20)), LONGEST_WAIT)
        # a clock that was set back must not lock anybody out for longer than the wait
        left = min(max(counted) + wait - now, wait)
        return max(0, math.ceil(left.total_seconds()))


PER_ACCOUNT = Throttle(allowed=5)
PER_ADDRESS = Throttle(allowed=30)
"""Higher, because a whole office may come from one address."""
