"""What the audit trail holds, as the rest of the platform sees it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Origin(StrEnum):
    """From where something was changed."""

    PORTAL = "portal"
    COMMAND = "command"
    WORKBENCH = "workbench"
    PLATFORM = "platform"
    UNREADABLE = "?"

    @classmethod
    def _missing_(cls, _value: object) -> "Origin":
        """Take what somebody wrote into the database by hand; its link does not hold."""
        return cls.UNREADABLE

    @property
    def label(self) -> str:
        """The Chinese word on screen."""
        return _ORIGINS[self]


class Action(StrEnum):
    """What was done; `FOUND` is a row that was there when the trail began."""

    FOUND = "found"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    EXPORTED = "exported"
    REKEYED = "rekeyed"
    UNREADABLE = "?"

    @classmethod
    def _missing_(cls, _value: object) -> "Action":
        """Take what somebody wrote into the database by hand; its link does not hold."""
        return cls.UNREADABLE

    @property
    def label(self) -> str:
        """The Chinese word on screen."""
        return _ACTIONS[self]


_ORIGINS = {
    Origin.PORTAL: "网页",
    Origin.COMMAND: "命令行",
    Origin.WORKBENCH: "工作台",
    Origin.PLATFORM: "平台自动",
    Origin.UNREADABLE: "看不懂",
}
_ACTIONS = {
    Action.FOUND: "起始",
    Action.ADDED: "新增",
    Action.CHANGED: "修改",
    Action.REMOVED: "删除",
    Action.EXPORTED: "导出",
    Action.REKEYED: "另立密钥",
    Action.UNREADABLE: "看不懂",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and from where.

    `person_id` is None where no account stands behind it; `name` is then that of the account on
    the machine, or empty. `address` is that of the browser or the machine.
    """

    person_id: int | None
    name: str
    origin: Origin
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was done to one subject: a table's row with what belongs to it, or a file.

    `row_hash` is the SHA-256 of the rows as they were written, None once they are gone; `parts`
    names each row with the beginning of its own hash, where there are several.
    """

    action: Action
    subject: str
    key: str
    detail: str = ""
    row_hash: str | None = None
    parts: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One link of the chain; ids count from 1 and `at` is aware."""

    id: int
    at: datetime
    actor: Actor
    change: Change
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain, to be printed and kept elsewhere."""

    id: int
    digest: str

    def __str__(self) -> str:
        """Write it as it is printed and given to `--head`."""
        return f"{self.id}-{self.digest}"
