"""The reports that dashboards may read: the whole list, in one place."""

from collections.abc import Callable
from dataclasses import asdict

from grading.reports.keyless_rows import variant_row
from grading.reports.leadership_year import leadership_study, leadership_years
from grading.reports.officer_training import evidence_of_officer, officer_training, officer_years
from grading.reports.sources import Parameters, Rows, Sources
from grading.reports.statistics_model import Counted


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
    "officer-years": officer_years,
    "officer-training": officer_training,
    "officer-evidence": evidence_of_officer,
    "leadership-years": leadership_years,
    "leadership-study": leadership_study,
    "exam-papers": _exam_papers,
    "exam-statistics": _exam_statistics,
}
"""Report id → its rows as plain tables."""
