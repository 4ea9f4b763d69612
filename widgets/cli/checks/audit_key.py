"""Check: the key of the audit trail is there, and it is the one that the trail was written with."""

from contextlib import closing

from courses.clock import system_clock
from courses.errors import StudyError
from grading.audit.keys import LostAuditKeyError, make_seal
from grading.home import Home
from grading.records import migrate
from grading.records.engine import RecordsDatabase
from grading.settings import Settings
from widgets.cli.checks.finding import Finding, error, good

_SUBJECT = "审计密钥"


def check_audit_key(home: Home, settings: Settings) -> list[Finding]:
    """Compare the key with the trail; databases are looked at elsewhere."""
    try:
        entries, fits = _compare(home, settings)
    except LostAuditKeyError as lost:
        advice = "从备份恢复；确实找不回来时，运行 xuefa audit new-key 写明原因、另立密钥。"
        return [error(_SUBJECT, f"{lost.file} 不见了，审计链无从核对，平台不启动", advice)]
    except StudyError:
        return []
    if not entries:
        return []
    if not fits:
        advice = "请从备份恢复原来的密钥，再用 xuefa audit verify 核对。"
        return [error(_SUBJECT, "不是写审计链的那一把，或者链上的记载被改过", advice)]
    return [good(_SUBJECT, f"与审计链相符（{entries} 条）")]


def _compare(home: Home, settings: Settings) -> tuple[int, bool]:
    """Return how many entries there are, and whether the key fits; no key is made."""
    with closing(RecordsDatabase(settings.database_url)) as database:
        entries = database.trail_length() if database.revision() == migrate.newest() else 0
        if not entries:
            return 0, True
        seal = make_seal(home, settings, system_clock, entries)
        with database.read() as records:
            return entries, records.audit.fits(seal)
