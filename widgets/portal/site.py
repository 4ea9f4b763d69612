"""The bureau whose platform this is, as it stands in the header of every page."""

from dataclasses import dataclass

from grading.people.model import Bureau
from widgets.portal.services import Services

NOT_SET_UP = "学法平台"


@dataclass(frozen=True, slots=True)
class Site:
    """Name of the bureau, whether this is a home with demo data, and the year."""

    bureau: str
    is_demo: bool
    year: int
    is_set_up: bool


class Letterhead:
    """Reads the bureau until it is there, and keeps it: it does not change afterwards."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._bureau: Bureau | None = None

    def site(self, year: int) -> Site:
        """Return the site; before the first run there is no bureau."""
        if self._bureau is None:
            with self._services.database.read() as records:
                self._bureau = records.bureau.find()
        if self._bureau is None:
            return Site(NOT_SET_UP, is_demo=False, year=year, is_set_up=False)
        return Site(self._bureau.name, is_demo=self._bureau.is_demo, year=year, is_set_up=True)
