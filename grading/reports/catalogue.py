"""The reports that dashboards may read: the whole list, in one place."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue
from courses.clock import Clock
from grading.records.engine import RecordsDatabase
from grading.reports.keyless_rows import variant_row
from grading.reports.statistics_model import Counted
from grading.reports.training import OfficerTraining

Rows = list[dict[str, Any]]
Parameters = Mapping[str, str]
"""What a dashboard asks for, by name; what is missing has its usual value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What reports are drawn from."""

    database: RecordsDatabase
    catalogue: Catalogue
    clock: Clock
    zone: ZoneInfo

    def officer_training(self) -> OfficerTraining:
        """Read the report on officer training as it stands now."""
        return OfficerTraining(self.database, self.catalogue, self.clock, self.zone)


def _exam_papers(sources: Sources, _parameters: Parameters) -> Rows:
    """Return the papers that somebody was scored on."""
    with sources.database.read() as records:
        return [asdict(paper) for paper in records.scored_answers.papers()]


def _exam_statistics(sources: Sources, parameters: Parameters) -> Rows:
    """Return the statistics of one paper without its keys, a row for each variant."""
    # slow to import, and no other page needs pandas in the portal
    from grading.reports.exam_statistics import exam_statistics  # noqa: PLC0415

    counted = Counted.read(parameters.get("attempts", Counted.FIRST))
    variants = exam_statistics(sources.database, parameters.get("paper", ""), counted)
    return [variant_row(variant) for variant in variants]


REPORTS: dict[str, Callable[[Sources, Parameters], Rows]] = {
    "officers": lambda sources, _: [asdict(row) for row in sources.officer_training().officers()],
    "attempts": lambda sources, _: [asdict(row) for row in sources.officer_training().attempts()],
    "exam-papers": _exam_papers,
    "exam-statistics": _exam_statistics,
}
"""Report id → its rows as plain tables."""
