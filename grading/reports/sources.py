"""What reports are drawn from, and what a dashboard asks of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from grading.assessment.signing import SignedYears
from grading.assessment.year import YearAssessment
from grading.leadership.year import LeadershipYears
from grading.records.engine import RecordsDatabase
from grading.reports.errors import WrongYearError

Rows = list[dict[str, Any]]
Parameters = Mapping[str, str]
"""What a dashboard asks for, by name; what is missing has its usual value."""

_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What reports are drawn from."""

    database: RecordsDatabase
    assessment: YearAssessment
    leadership: LeadershipYears
    zone: ZoneInfo

    def signed_years(self) -> SignedYears:
        """Return the years as they were signed, else as the records stand."""
        return SignedYears(self.database, self.assessment)

    def asked_year(self, parameters: Parameters) -> int:
        """Return the year that is asked for, else the current one. Raises WrongYearError."""
        given = parameters.get("year", "")
        if not given:
            return self.assessment.today().year
        if not (len(given) == _YEAR_DIGITS and given.isascii() and given.isdigit()):
            raise WrongYearError(given)
        return int(given)
