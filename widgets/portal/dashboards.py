"""The dashboards of the portal: the whole list, in one place."""

from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from courses.errors import StudyError
from grading.people.model import Role


class UnknownDashboardError(StudyError):
    """No dashboard with this id."""

    def __init__(self, dashboard_id: str) -> None:
        super().__init__(f"没有这个看板：{dashboard_id}")
        self.dashboard_id = dashboard_id


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A Voila notebook for people with one of these roles; it may read these reports."""

    id: str
    title: str
    notebook: str
    roles: frozenset[Role]
    reports: frozenset[str]

    @property
    def path(self) -> Path:
        """Where the notebook lies."""
        return Path(str(files("widgets.dashboards").joinpath(self.notebook)))


DASHBOARDS = {
    dashboard.id: dashboard
    for dashboard in (
        Dashboard(
            "officer-training",
            "执法人员培训看板",
            "officer_training.ipynb",
            roles=frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
            reports=frozenset({"officer-years", "officer-training", "officer-evidence"}),
        ),
        Dashboard(
            "leadership-study",
            "领导干部学法看板",
            "leadership_study.ipynb",
            roles=frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
            reports=frozenset({"leadership-years", "leadership-study"}),
        ),
        Dashboard(
            "exam-statistics",
            "试题统计",
            "exam_statistics.ipynb",
            roles=frozenset({Role.INSTRUCTOR, Role.ADMINISTRATOR}),
            reports=frozenset({"exam-papers", "exam-statistics"}),
        ),
    )
}


def plotly_folder() -> Path:
    """Return where the part of plotly lies that draws in the browser; plotly is not imported."""
    found = find_spec("plotly")
    assert found is not None and found.origin is not None, "plotly is installed with the portal"  # noqa: S101
    return Path(found.origin).parent / "package_data"


def get_dashboard(dashboard_id: str) -> Dashboard:
    """Return a dashboard, or raise UnknownDashboardError."""
    try:
        return DASHBOARDS[dashboard_id]
    except KeyError:
        raise UnknownDashboardError(dashboard_id) from None
