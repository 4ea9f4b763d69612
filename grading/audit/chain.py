"""The chain: each entry carries an HMAC over itself and the one before it."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from courses.clock import Clock
from grading.audit.model import Actor, AuditEntry, Change, Head

START = Head(0, "")
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What makes links: a key that lies outside the database, and the clock."""

    key: bytes = field(repr=False)
    clock: Clock

    def links(self, head: Head, actor: Actor, changes: Iterable[Change]) -> Iterator[AuditEntry]:
        """Make the entries of changes that follow the head of the chain."""
        at = self.clock().astimezone(UTC)
        for change in changes:
            number = head.id + 1
            digest = link(self.key, head.digest, number, at, actor, change)
            head = Head(number, digest)
            yield AuditEntry(id=number, at=at, actor=actor, change=change, digest=digest)


def link(  # noqa: PLR0917 - everything that an entry says
    key: bytes, before: str, number: int, at: datetime, actor: Actor, change: Change
) -> str:
    """Return the digest of the entry with this number that follows the digest `before`."""
    told = [
        before,
        number,
        at.astimezone(UTC).isoformat(),
        actor.person_id,
        actor.name,
        actor.origin,
        actor.address,
        change.action,
        change.subject,
        change.key,
        change.detail,
        change.row_hash,
        change.parts,
    ]
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=str)
    return hmac.new(key, written.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()
