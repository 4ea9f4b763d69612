"""Check: the files that records rest on are all there, as they were sent, and closed to others."""

from courses.errors import StudyError
from grading.home import Home
from grading.hours.errors import DamagedEvidenceError
from grading.hours.evidence_store import EvidenceStore
from grading.owner_only import others_may_use
from grading.records import migrate
from grading.records.engine import RecordsDatabase
from grading.settings import Settings
from widgets.cli.checks.finding import Finding, error, good

_SUBJECT = "证明文件和照片"
_NAMED = 5
"""Files that are named where many are missing."""


def check_evidence(home: Home, settings: Settings) -> list[Finding]:
    """Read every file that a record names; databases are looked at elsewhere."""
    if not home.evidence.exists():
        return []
    if others_may_use(home.evidence):
        advice = f"请运行 chmod -R go= {home.evidence}。"
        return [error(_SUBJECT, "别的用户能读到", advice)]
    try:
        named = _named_files(settings)
    except StudyError:
        return []
    store = EvidenceStore(home.evidence)
    bad = [label for label, sha256 in named if not _is_sound(store, sha256)]
    if bad:
        more = f"等 {len(bad)} 个" if len(bad) > _NAMED else ""
        text = f"找不到或者已经损坏：{'、'.join(bad[:_NAMED])}{more}"
        return [error(_SUBJECT, text, "请从备份恢复数据文件夹里的 evidence 文件夹。")]
    return [good(_SUBJECT, f"{len(named)} 个，都完好")]


def _named_files(settings: Settings) -> list[tuple[str, str]]:
    """Return what each file proves, with its hash; nothing before the tables are there."""
    database = RecordsDatabase(settings.database_url)
    try:
        if database.revision() != migrate.newest():
            return []
        with database.read() as records:
            proofs = [(f"学时证明 {id_}", sha256) for id_, sha256 in records.proofs.files()]
            minutes = [
                (f"集体学习纪要 {id_}", sha256) for id_, sha256 in records.group_study.files()
            ]
            photos = [
                (f"普法活动 {id_} 的照片", sha256) for id_, sha256 in records.outreach.files()
            ]
            duties = [(f"履职证据 {id_}", sha256) for id_, sha256 in records.duties.files()]
            training = [(f"培训 {id_} 的资料", sha256) for id_, sha256 in records.training.files()]
            lists = [(f"培训 {id_} 的签到名单", sha256) for id_, sha256 in records.sign_ins.scans()]
            sheets = [
                (f"培训 {id_} 的测验答卷", sha256) for id_, sha256 in records.quick_quizzes.scans()
            ]
            return [*proofs, *minutes, *photos, *duties, *training, *lists, *sheets]
    finally:
        database.close()


def _is_sound(store: EvidenceStore, sha256: str) -> bool:
    try:
        store.read(sha256)
    except DamagedEvidenceError:
        return False
    return True
