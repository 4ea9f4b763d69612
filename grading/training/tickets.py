"""Form tickets: whoever showed a right code has some minutes to type a name, once.

A ticket is bound to the phone that asked for it: one that is passed on opens nothing.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from grading.training.errors import ExpiredTicketError
from grading.training.model import SignInWay

LIFE = timedelta(minutes=10)
"""How long a form may stay open."""

_NONCE_BYTES = 12
_MAC_BYTES = 18


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to sign in one person; `text` is what the form carries."""

    session_id: int
    way: SignInWay
    nonce: str
    expires_at: datetime
    text: str


class Tickets:
    """Makes and reads tickets; nothing is kept, a MAC proves that a ticket is ours."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"tickets", hashlib.sha256)

    def issue(self, session_id: int, way: SignInWay, now: datetime, phone: str = "") -> Ticket:
        """Return a new ticket; `phone` is what the phone alone knows."""
        nonce, expires = secrets.token_urlsafe(_NONCE_BYTES), int((now + LIFE).timestamp())
        body = f"{session_id}.{way}.{expires}.{nonce}"
        return _ticket(body, f"{body}.{self._mac(body, phone)}", now)

    def read(self, text: str, now: datetime, phone: str = "") -> Ticket:
        """Return the ticket that a form of this phone carried. Raises ExpiredTicketError."""
        body, _, mac = text.rpartition(".")
        if not hmac.compare_digest(self._mac(body, phone).encode(), mac.encode()):
            raise ExpiredTicketError
        ticket = _ticket(body, text, now)
        if now > ticket.expires_at:
            raise ExpiredTicketError
        return ticket

    def _mac(self, body: str, phone: str) -> str:
        found = hmac.digest(self._key, f"{body}\n{phone}".encode(), hashlib.sha256)
        return urlsafe_b64encode(found[:_MAC_BYTES]).decode()


def _ticket(body: str, text: str, now: datetime) -> Ticket:
    """Read what a MAC vouches for, so that it cannot be malformed."""
    session_id, way, expires, nonce = body.split(".")
    expires_at = datetime.fromtimestamp(int(expires), now.tzinfo)
    return Ticket(int(session_id), SignInWay(way), nonce, expires_at, text)
