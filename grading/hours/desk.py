"""Everything about recorded hours: one object in front of proofs, group study and the ledger."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from courses.clock import Clock
from courses.statutes.registry import Registry
from grading.home import Home
from grading.hours.evidence_store import EvidenceStore
from grading.hours.external import ExternalStudy
from grading.hours.group_corrections import GroupCorrections
from grading.hours.group_study import GroupStudies
from grading.hours.ledger import Ledger
from grading.records.engine import RecordsDatabase


@dataclass(frozen=True, slots=True)
class HoursDesk:
    """What managers and everybody else do about recorded hours."""

    external: ExternalStudy
    groups: GroupStudies
    corrections: GroupCorrections
    ledger: Ledger

    @classmethod
    def of(
        cls,
        home: Home,
        database: RecordsDatabase,
        registry: Registry,
        clock: Clock,
        zone: ZoneInfo,
    ) -> "HoursDesk":
        """Return the desk of a home; files lie in its evidence folder."""
        store = EvidenceStore(home.evidence)
        return cls(
            external=ExternalStudy(database, store, clock, zone),
            groups=GroupStudies(database, store, registry, clock, zone),
            corrections=GroupCorrections(database, registry, clock),
            ledger=Ledger(database, clock),
        )
