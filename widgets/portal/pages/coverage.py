"""Coverage: which permit holders the training of a year has reached, by industry and category."""

from dataclasses import dataclass

from courses.clock import local_date
from grading.audit.exports import note_export
from grading.certificates.issuing import may_issue
from grading.people.states import PermitCategory
from grading.training.coverage import Coverage, CoveredEnterprise, TrainingCoverage
from grading.training.coverage_workbook import coverage_workbook
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.pages.download import XLSX

COVERAGE = "/training/coverage"
YEARS_BACK = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which enterprises somebody asked to see; empty words choose everything."""

    reached: str = "no"
    industry: str = ""
    category: str = ""

    def has(self, one: CoveredEnterprise) -> bool:
        """Whether an enterprise is among those asked for."""
        return (
            self.reached in ("all", "yes" if one.is_reached else "no")
            and self.industry in ("", one.industry)
            and self.category in ("", one.category.value)
        )


class CoverageHandler(PageHandler):
    """A page of the coverage, for those who run training."""

    def check_role(self) -> None:
        """Refuse everybody else."""
        if not may_issue(self.person):
            raise self.forbid("coverage of training")

    @property
    def this_year(self) -> int:
        """The year that it is."""
        return local_date(self.services.clock(), self.services.zone).year

    async def coverage(self, year: int) -> Coverage:
        """Return the coverage of a year."""
        services = self.services
        reading = TrainingCoverage(services.database, services.clock, services.zone)
        return await services.on_records(reading.of_year, year)


class CoverageStart(CoverageHandler):
    """Leads to this year."""

    def get(self) -> None:
        """Go on."""
        self.check_role()
        self.redirect(f"{COVERAGE}/{self.this_year}")


class CoveragePage(CoverageHandler):
    """The coverage of a year."""

    async def get(self, year: str) -> None:
        """Show pictures and the list of those asked for, at first of those not reached."""
        self.check_role()
        coverage, chosen = await self.coverage(int(year)), self._chosen()
        self.page(
            "coverage.html",
            title=f"{year} 年培训覆盖",
            crumbs=(Link("首页", "/"), Link("培训", "/training"), Link("培训覆盖", None)),
            coverage=coverage,
            chosen=chosen,
            listed=[one for one in coverage.enterprises if chosen.has(one)],
            industries=sorted(share.label for share in coverage.industries),
            industry_values={share.label: share.label for share in coverage.industries},
            categories=list(PermitCategory),
            category_values={one.label: one.value for one in PermitCategory},
            years=range(self.this_year, self.this_year - YEARS_BACK, -1),
        )

    def _chosen(self) -> Chosen:
        reached = self.get_query_argument("reached", "no")
        return Chosen(
            reached=reached if reached in ("no", "yes", "all") else "no",
            industry=self.get_query_argument("industry", ""),
            category=self.get_query_argument("category", ""),
        )


class CoverageWorkbook(CoverageHandler):
    """The coverage of a year as a spreadsheet."""

    async def get(self, year: str) -> None:
        """Send it; the trail tells of it."""
        self.check_role()
        content = coverage_workbook(await self.coverage(int(year)))
        name = f"{year}年培训覆盖.xlsx"
        await self.services.on_records(note_export, self.services.database, name, content)
        self.set_header("Content-Type", XLSX)
        self.set_attachment_header(name)
        self.finish(content)
