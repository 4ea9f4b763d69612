"""Sign-ins from a paper list: many rows at once, with the scan of the list as evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from courses.errors import StudyError
from grading.hours.errors import WrongEntryError
from grading.hours.evidence_store import EvidenceStore
from grading.hours.model import StoredFile
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.training.attendees import name_key
from grading.training.checks import read_time
from grading.training.errors import CancelledSessionError, UnknownSignInError
from grading.training.model import SignIn, SignInWay, TrainingSession
from grading.training.planning import get_session
from grading.training.taking import Circumstances, Taking, own_names

MOST_ROWS = 300
EARLIEST = timedelta(hours=3)
"""So long before the beginning somebody may have signed."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A line of the list as it was typed; without a time the person was there at the beginning."""

    name: str
    enterprise: str
    time: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed; the form has spare lines."""
        return not (self.name.strip() or self.enterprise.strip() or self.time.strip())


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A line that was not kept, and why."""

    row: TypedRow
    fault: str


@dataclass(frozen=True, slots=True)
class PaperListResult:
    """What became of a list."""

    kept: tuple[SignIn, ...]
    faulty: tuple[FaultyRow, ...]


class PaperLists:
    """Entering lists and giving out their scans; any thread may use it."""

    def __init__(
        self, database: RecordsDatabase, store: EvidenceStore, clock: Clock, zone: ZoneInfo
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._zone = zone

    def enter(
        self,
        staff: Person,
        session_id: int,
        rows: Sequence[TypedRow],
        content: bytes,
        file_name: str,
        *,
        same_as: int | None = None,
    ) -> PaperListResult:
        """Keep what can be kept of a list, and say of each other line what is wrong.

        Lines that are corrected stand on the list of a sign-in that was kept before, `same_as`,
        which need not be sent again. The places of a session do not limit it: who signed on paper
        was there. Raises UnreadableFileError, WrongEntryError, UnknownTrainingSessionError and
        CancelledSessionError.
        """
        typed = [row for row in rows if not row.is_empty]
        if not typed:
            raise WrongEntryError("rows", "名单是空的。请至少填写一行姓名和企业。")
        if len(typed) > MOST_ROWS:
            raise WrongEntryError("rows", f"一次至多 {MOST_ROWS} 行。请分几次录入。")
        now = self._clock()
        with self._database.read() as records:
            _refuse_early(get_session(records, session_id), now)
        scan = self._scan(session_id, same_as) or self._store.keep(content, file_name)
        with self._database.begin() as records:
            session = get_session(records, session_id)
            _refuse_early(session, now)
            entering = _Entering(
                Taking(records, session, self._zone), own_names(records), session, staff, scan
            )
            kept, faulty = [], []
            for row in typed:
                try:
                    kept.append(entering.enter(row, now, self._zone))
                except StudyError as error:
                    faulty.append(FaultyRow(row, str(error)))
        return PaperListResult(tuple(kept), tuple(faulty))

    def _scan(self, session_id: int, same_as: int | None) -> StoredFile | None:
        """Return the scan that was sent before."""
        if same_as is None:
            return None
        with self._database.read() as records:
            sign_in = records.sign_ins.find(same_as)
        return sign_in.scan if sign_in is not None and sign_in.session_id == session_id else None

    def scan(self, session_id: int, sign_in_id: int) -> tuple[SignIn, StoredFile, bytes]:
        """Return the list on which a sign-in stands, which the audit trail tells of.

        Raises UnknownSignInError and DamagedEvidenceError.
        """
        with self._database.read() as records:
            sign_in = records.sign_ins.find(sign_in_id)
        if sign_in is None or sign_in.session_id != session_id or sign_in.scan is None:
            raise UnknownSignInError(sign_in_id)
        content = self._store.read(sign_in.scan.sha256)
        with self._database.begin() as records:
            records.audit.note_export(f"培训签到名单 {session_id}", content)
        return sign_in, sign_in.scan, content


@dataclass(frozen=True, slots=True)
class _Entering:
    """Enters the lines of one list; a line that is refused leaves nothing behind."""

    taking: Taking
    own_names: set[str]
    session: TrainingSession
    staff: Person
    scan: StoredFile

    def enter(self, row: TypedRow, now: datetime, zone: ZoneInfo) -> SignIn:
        came = _came(row.time, self.session, now, zone)
        how = Circumstances(SignInWay.PAPER_LIST, came, now, staff=self.staff, scan=self.scan)
        if name_key(row.enterprise) in self.own_names:
            return self.taking.colleague(row.name, how)
        return self.taking.trainee(row.name, row.enterprise, how)


def _came(typed: str, session: TrainingSession, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when somebody came. Raises WrongEntryError."""
    begins = session.plan.starts_at
    if not typed.strip():
        return begins
    came = datetime.combine(local_date(begins, zone), read_time("time", "签到时间", typed), zone)
    if not begins - EARLIEST <= came <= session.last_sign_in:
        raise WrongEntryError("time", "签到时间不在这一期培训的时间里，请核对。")
    if came > now:
        raise WrongEntryError("time", "签到时间还没有到，请核对。")
    return came


def _refuse_early(session: TrainingSession, now: datetime) -> None:
    if session.is_cancelled:
        raise CancelledSessionError(session.reason)
    if now < session.plan.starts_at:
        raise WrongEntryError("rows", "培训还没有开始，不能录入纸质名单。")
