"""Tables of a dashboard as spreadsheets."""

from grading.reports.spreadsheet import training_workbook
from widgets.portal.access import may_open
from widgets.portal.dashboards import get_dashboard
from widgets.portal.pages.base import PageHandler

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DownloadPage(PageHandler):
    """The spreadsheet behind a dashboard."""

    async def get(self, dashboard_id: str) -> None:
        """Send the workbook to whoever may open the dashboard."""
        dashboard = get_dashboard(dashboard_id)
        if not may_open(self.person, dashboard):
            raise self.forbid(f"download {dashboard_id}")
        services = self.services
        content = await services.on_records(lambda: training_workbook(services.officer_training()))
        self.set_header("Content-Type", XLSX)
        self.set_attachment_header(f"{dashboard.title}.xlsx")
        self.finish(content)
