"""What kernels of pages may read: calendars, and the figures of their dashboard."""

from courses.content import content_files, read_toml
from grading.reports.catalogue import REPORTS
from widgets.portal.access import may_open
from widgets.portal.api.base import KernelHandler
from widgets.portal.dashboards import get_dashboard
from widgets.portal.pages.base import Refusal


class CalendarsApi(KernelHandler):
    """Work calendars that the bureau added in its home."""

    async def get(self) -> None:
        """Return the calendar files as tables; a file that cannot be read is left out."""
        tables = []
        for file in content_files(self.services.home.calendars, "*.toml"):
            table, problems = read_toml(file)
            if not problems:
                tables.append(_as_json(table))
        self.reply(calendars=tables)


class FiguresApi(KernelHandler):
    """The rows behind a dashboard."""

    async def get(self, report: str) -> None:
        """Return a report's rows to the kernels of dashboards that draw it, for people who may."""
        kind, _, dashboard_id = self.binding.page.partition("/")
        if kind != "dashboard" or not may_open(self.person, get_dashboard(dashboard_id)):
            raise self.forbid(f"figures {report}")
        if report not in REPORTS:
            raise Refusal(404, f"没有这份数据：{report}")
        if report not in get_dashboard(dashboard_id).reports:
            raise self.forbid(f"figures {report}")
        sources = self.services.report_sources()
        parameters = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        rows = await self.services.on_records(REPORTS[report], sources, parameters)
        self.reply(rows=rows)


def _as_json(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_json(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_as_json(entry) for entry in value]
    return value if isinstance(value, str | int | float | bool) else str(value)
