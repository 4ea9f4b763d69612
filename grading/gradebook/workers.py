"""Who works at the workbench, so that points changed there carry a name.

nbgrader keeps no names with changed points. `xuefa lab` therefore writes down who opened the
workbench; only one person can have it open at a time, so the latest entry is the one who changed
what changed last.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_JOURNAL = "sessions.jsonl"
_ID_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A person at the workbench. Times are aware; `ended_at` is None while it is open."""

    person_id: int
    name: str
    started_at: datetime
    ended_at: datetime | None


def start_work(workbench: Path, person_id: int, name: str, at: datetime) -> str:
    """Write down that a person opens the workbench, and return the id of this session."""
    session = secrets.token_hex(_ID_BYTES)
    entry = {"event": "start", "session": session, "person_id": person_id, "name": name}
    _append(workbench, entry | {"at": at.isoformat()})
    return session


def end_work(workbench: Path, session: str, at: datetime) -> None:
    """Write down that the workbench of a session was closed."""
    _append(workbench, {"event": "end", "session": session, "at": at.isoformat()})


def current_worker(workbench: Path) -> Worker | None:
    """Return who opened the workbench last, None if nobody ever did.

    `workbench` is the folder of that name in the home. A session that was cut off has no end.
    """
    try:
        lines = (workbench / _JOURNAL).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    entries = [entry for line in lines if (entry := _entry(line)) is not None]
    started = next((e for e in reversed(entries) if e["event"] == "start"), None)
    if started is None:
        return None
    ends = (e["at"] for e in entries if e["event"] == "end" and e["session"] == started["session"])
    ended = next(ends, None)
    return Worker(
        person_id=started["person_id"],
        name=started["name"],
        started_at=datetime.fromisoformat(started["at"]),
        ended_at=datetime.fromisoformat(ended) if ended else None,
    )


def _entry(line: str) -> dict[str, Any] | None:
    """Read a line of the journal; None for one that a crash cut off."""
    try:
        entry: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    return entry


def _append(workbench: Path, entry: dict[str, object]) -> None:
    workbench.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (workbench / _JOURNAL).open("a", encoding="utf-8") as journal:
        # begins a line of its own, also behind one that was cut off
        journal.write("\n" + json.dumps(entry, ensure_ascii=False) + "\n")
