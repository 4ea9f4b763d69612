"""Tables of a dashboard as spreadsheets."""

from collections.abc import Callable

from grading.audit.exports import note_export
from grading.reports.officer_training import officer_workbook
from grading.reports.sources import Parameters, Sources
from widgets.portal.access import may_open
from widgets.portal.dashboards import get_dashboard
from widgets.portal.pages.base import PageHandler, Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

WORKBOOKS: dict[str, Callable[[Sources, Parameters], bytes]] = {
    "officer-training": officer_workbook,
}
"""Dashboard id → its workbook; other dashboards have none."""


class DownloadPage(PageHandler):
    """The spreadsheet behind a dashboard."""

    async def get(self, dashboard_id: str) -> None:
        """Send the workbook to whoever may open the dashboard."""
        dashboard = get_dashboard(dashboard_id)
        if not may_open(self.person, dashboard):
            raise self.forbid(f"download {dashboard_id}")
        if dashboard_id not in WORKBOOKS:
            raise Refusal(404, "这个看板没有可以下载的表格。")
        sources = self.services.report_sources()
        parameters = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        content = await self.services.on_records(WORKBOOKS[dashboard_id], sources, parameters)
        name = f"{dashboard.title}.xlsx"
        await self.services.on_records(note_export, self.services.database, name, content)
        self.set_header("Content-Type", XLSX)
        self.set_attachment_header(name)
        self.finish(content)
