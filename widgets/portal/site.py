"""The bureau whose platform this is, as it stands in the header of every page."""

from dataclasses import dataclass

from widgets.portal.services import Services

NOT_SET_UP = "学法平台"


@dataclass(frozen=True, slots=True)
class Site:
    """Name of the bureau, whether this is a home with demo data, and the year."""

    bureau: str
    is_demo: bool
    year: int
    is_set_up: bool


def current_site(services: Services, year: int) -> Site:
    """Read the bureau; before the first run there is none."""
    with services.database.read() as records:
        bureau = records.bureau.find()
    if bureau is None:
        return Site(NOT_SET_UP, is_demo=False, year=year, is_set_up=False)
    return Site(bureau.name, is_demo=bureau.is_demo, year=year, is_set_up=True)
