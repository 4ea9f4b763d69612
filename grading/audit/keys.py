"""The key of the audit trail, which lies outside the database."""

import secrets
from pathlib import Path

from courses.clock import Clock
from courses.errors import StudyError
from courses.system_faults import reason_of
from grading.audit.chain import Seal
from grading.home import Home
from grading.owner_only import create_once, keep_private
from grading.settings import Settings

SECRET = "audit"  # noqa: S105 - the name of a file
_BYTES = 32


class AuditKeyError(StudyError):
    """The file that the settings name for the key cannot be used."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"审计密钥文件 {file} 不能用：{reason}。请从备份恢复它，或者改正设置 audit_key_file。"
        )
        self.file = file
        self.reason = reason


class LostAuditKeyError(StudyError):
    """The key of a trail that was begun is gone; another one would not be noticed."""

    def __init__(self, file: Path, entries: int) -> None:
        super().__init__(
            f"审计密钥 {file} 不见了，审计链已有 {entries} 条是用它写的，没有它无从核对。"
            "请从备份恢复这个文件；确实找不回来时，请运行 xuefa audit new-key 写明原因、另立密钥。"
        )
        self.file = file


class AuditKeyThereError(StudyError):
    """There is a key, so that no other one is needed."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"审计密钥 {file} 还在，不必另立。")
        self.file = file


def make_seal(home: Home, settings: Settings, clock: Clock, entries: int) -> Seal:
    """Return what makes the entries of a home's trail. Raises what `audit_key` raises."""
    return Seal(audit_key(home, settings, entries), clock)


def key_file(home: Home, settings: Settings) -> Path:
    """Return where the key lies: in the home's secrets, or where the settings say."""
    if not settings.audit_key_file:
        return home.secrets / SECRET
    return home.root / Path(settings.audit_key_file).expanduser()


def audit_key(home: Home, settings: Settings, entries: int) -> bytes:
    """Return the key; it is made for a trail that has no entries yet.

    Raises LostAuditKeyError, AuditKeyError, DamagedSecretError and HomeNotWritableError.
    """
    file = key_file(home, settings)
    if entries and not _is_there(file):
        raise LostAuditKeyError(file, entries)
    return make_key(home, settings)


def make_key(home: Home, settings: Settings) -> bytes:
    """Return the key, made where there is none, whatever the trail holds.

    Raises AuditKeyError, DamagedSecretError and HomeNotWritableError.
    """
    if not settings.audit_key_file:
        return home.secret(SECRET)
    file = key_file(home, settings)
    try:
        if not file.exists():
            create_once(file, secrets.token_bytes(_BYTES))
        keep_private(file)
        content = file.read_bytes()
    except OSError as error:
        raise AuditKeyError(file, reason_of(error)) from error
    if len(content) != _BYTES:
        raise AuditKeyError(file, "内容已损坏")
    return content


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError as error:
        raise AuditKeyError(file, reason_of(error)) from error
