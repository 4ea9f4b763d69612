"""The reports that dashboards may read: the whole list, in one place."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from grading.reports.training import OfficerTraining

Rows = list[dict[str, Any]]

REPORTS: dict[str, Callable[[OfficerTraining], Rows]] = {
    "officers": lambda training: [asdict(row) for row in training.officers()],
    "attempts": lambda training: [asdict(row) for row in training.attempts()],
}
"""Report id → its rows as plain tables."""
