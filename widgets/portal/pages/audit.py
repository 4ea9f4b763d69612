"""The audit trail, for administrators: who changed what, when and from where."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from grading.audit.labels import detail_label, subject_choices, table_label
from grading.audit.model import Action, AuditEntry, Head, Origin
from grading.records.audit import AuditQuery
from grading.records.engine import RecordsDatabase
from grading.records.records import Records
from widgets.portal.access import may_audit
from widgets.portal.pages.base import Link, PageHandler

PER_PAGE = 50
LONGEST = 64
"""Characters of what may be looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the search form holds, as it was written."""

    who: str = ""
    what: str = ""
    key: str = ""
    action: str = ""
    since: str = ""
    until: str = ""
    page: int = 1

    @property
    def has_filter(self) -> bool:
        """Whether anything is looked for."""
        return any((self.who, self.what, self.key, self.action, self.since, self.until))

    def address(self, **other: Any) -> str:
        """Return the address of the same search with something else in its place."""
        asked = replace(self, **other)
        fields = {name: getattr(asked, name) for name in self.__slots__}
        kept = {name: value for name, value in fields.items() if value and (name, value) != _FIRST}
        return f"/audit?{urlencode(kept)}" if kept else "/audit"

    def query(self, zone: ZoneInfo) -> AuditQuery:
        """Return what to look for in the records; a date that is none is left out."""
        until = _midnight(self.until, zone, days=1)
        return AuditQuery(
            who=self.who,
            subject=self.what,
            key=self.key,
            action=Action(self.action) if self.action in set(Action) else None,
            since=_midnight(self.since, zone),
            until=until,
        )


_FIRST = ("page", 1)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in the list, in words; `of_row` leads to all that was done to the same row."""

    entry: AuditEntry
    who: str
    what: str
    name: str
    detail: str
    of_row: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page of what was found; `since` says from when on the trail is kept."""

    lines: tuple[EntryLine, ...]
    total: int
    head: Head
    since: datetime | None
    subjects: list[tuple[str, str]]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PER_PAGE))


class AuditPage(PageHandler):
    """The trail, searched by who, what and when."""

    async def get(self) -> None:
        """Show entries, the newest first."""
        if not may_audit(self.person):
            raise self.forbid("the audit trail")
        services, asked = self.services, self._asked()
        found = await services.on_records(_found, services.database, asked, services.zone)
        self.page(
            "audit.html",
            title="审计",
            crumbs=(Link("首页", "/"), Link("审计", None)),
            asked=asked,
            found=found,
            actions=[action for action in Action if action is not Action.UNREADABLE],
            longest=LONGEST,
        )

    def _asked(self) -> Asked:
        names = ("who", "what", "key", "action", "since", "until")
        fields = {name: self.get_query_argument(name, "").strip()[:LONGEST] for name in names}
        page = self.get_query_argument("page", "1")
        return Asked(**fields, page=int(page) if page.isdecimal() and len(page) < 8 else 1)  # noqa: PLR2004


def _found(database: RecordsDatabase, asked: Asked, zone: ZoneInfo) -> TrailPage:
    query = asked.query(zone)
    with database.read() as records:
        audit = records.audit
        first = audit.first()
        entries = audit.search(query, limit=PER_PAGE, skip=PER_PAGE * (max(1, asked.page) - 1))
        return TrailPage(
            lines=tuple(_line(records, entry) for entry in entries),
            total=audit.count(query),
            head=audit.head(),
            since=first.at if first else None,
            subjects=subject_choices([subject.name for subject in audit.subjects()]),
        )


def _line(records: Records, entry: AuditEntry) -> EntryLine:
    change, actor = entry.change, entry.actor
    nobody = {Origin.PORTAL: "未登录的访问者", Origin.PLATFORM: "平台"}
    of_row = Asked(what=change.subject, key=change.key).address()
    return EntryLine(
        entry=entry,
        who=actor.name or nobody.get(actor.origin, "不详"),
        what=table_label(change.subject),
        name=_row_name(records, change.subject, change.key),
        detail=detail_label(change),
        of_row=of_row,
    )


def _row_name(records: Records, subject: str, key: str) -> str:
    """Return the name of a person, of anything else its key."""
    person = records.people.find(int(key)) if subject == "people" and key.isdecimal() else None
    return f"{person.name}（{person.login_name}）" if person else key


def _midnight(written: str, zone: ZoneInfo, days: int = 0) -> datetime | None:
    try:
        day = date.fromisoformat(written) + timedelta(days=days)
        return datetime.combine(day, time(), zone)
    except (ValueError, OverflowError):
        return None
