"""Slowing whoever guesses codes, without shutting out a whole room behind one address."""

from collections import defaultdict, deque
from datetime import datetime
from threading import Lock

from grading.people.throttle import WINDOW, Throttle
from grading.training.errors import SlowedCodesError

PER_ADDRESS = Throttle(allowed=60)
"""Forty phones may come from one address, and everybody may mistype once."""

IN_ALL = Throttle(allowed=400)
"""From all addresses: with two codes in a million that hold, 400 guesses hit once in 1250 times."""

_ALL = ""
"""Stands for all addresses together."""


class WrongCodes:
    """When wrong codes were typed within the last quarter of an hour, by address.

    Kept in memory, as a portal that starts again loses nothing but minutes of waiting. Any thread
    may use it.
    """

    def __init__(self) -> None:
        self._at: defaultdict[str, deque[datetime]] = defaultdict(deque)
        self._lock = Lock()

    def check(self, address: str, now: datetime) -> None:
        """Refuse to look at a code where too many were wrong. Raises SlowedCodesError."""
        with self._lock:
            self._forget(now)
            wait = max(
                PER_ADDRESS.wait_seconds(self._at.get(address, ()), now),
                IN_ALL.wait_seconds(self._at.get(_ALL, ()), now),
            )
        if wait:
            raise SlowedCodesError(wait)

    def note(self, address: str, now: datetime) -> None:
        """Note that a code was wrong."""
        with self._lock:
            self._at[address].append(now)
            self._at[_ALL].append(now)

    def _forget(self, now: datetime) -> None:
        oldest = now - WINDOW
        for address in list(self._at):
            held = self._at[address]
            while held and held[0] <= oldest:
                held.popleft()
            if not held:
                del self._at[address]
