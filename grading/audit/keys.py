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


def make_seal(home: Home, settings: Settings, clock: Clock) -> Seal:
    """Return what makes the entries of a home's trail. Raises what `audit_key` raises."""
    return Seal(audit_key(home, settings), clock)


def audit_key(home: Home, settings: Settings) -> bytes:
    """Return the key, made at first use in the home's secrets or where the settings say.

    Raises AuditKeyError, DamagedSecretError and HomeNotWritableError.
    """
    if not settings.audit_key_file:
        return home.secret(SECRET)
    file = home.root / Path(settings.audit_key_file).expanduser()
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
