"""Codes that change every half minute and prove that somebody looks at the screen.

Both come from a key of the session, HMAC-SHA256 over the number of the half minute: six digits to
be typed, and a longer token for the address in the QR code.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

STEP = 30
"""Seconds for which a code is shown; it holds for as long again."""

_STEPS_BACK = (0, 1)
_DIGITS = 6
_TOKEN_BYTES = 12


@dataclass(frozen=True, slots=True)
class ShownCode:
    """What the screen shows, and for how many seconds still; `step` tells two of them apart."""

    step: int
    digits: str
    token: str
    seconds_left: int


class RotatingCodes:
    """The codes of every session of a home, from the one secret of the home."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def shown(self, session_id: int, now: datetime) -> ShownCode:
        """Return the code of a session at this moment."""
        step = _step(now)
        left = STEP - int(now.timestamp()) % STEP
        return ShownCode(step, self._code(session_id, step), self._token(session_id, step), left)

    def holds_digits(self, session_id: int, digits: str, now: datetime) -> bool:
        """Say whether six digits are those of a session now or half a minute ago."""
        return any(
            hmac.compare_digest(self._code(session_id, _step(now) - back).encode(), digits.encode())
            for back in _STEPS_BACK
        )

    def holds_token(self, session_id: int, token: str, now: datetime) -> bool:
        """Say whether a token is that of a session now or half a minute ago."""
        return any(
            hmac.compare_digest(self._token(session_id, _step(now) - back).encode(), token.encode())
            for back in _STEPS_BACK
        )

    def _code(self, session_id: int, step: int) -> str:
        number = int.from_bytes(self._mac("digits", session_id, step)[:8], "big")
        return f"{number % 10**_DIGITS:0{_DIGITS}d}"

    def _token(self, session_id: int, step: int) -> str:
        return urlsafe_b64encode(self._mac("token", session_id, step)[:_TOKEN_BYTES]).decode()

    def _mac(self, purpose: str, session_id: int, step: int) -> bytes:
        key = hmac.digest(self._secret, f"session {session_id}".encode(), hashlib.sha256)
        return hmac.digest(key, f"{purpose} {step}".encode(), hashlib.sha256)


def clean_digits(typed: str) -> str:
    """Return the digits of a code however they were typed: full width, in groups."""
    return "".join(str(int(one)) for one in typed if one.isdecimal())[: _DIGITS + 1]


def _step(now: datetime) -> int:
    return int(now.timestamp()) // STEP
