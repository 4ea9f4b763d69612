"""The templates of plain pages, with the few filters that they use."""

from datetime import date, datetime
from fractions import Fraction
from importlib.resources import files
from zoneinfo import ZoneInfo

import jinja2

from courses.clock import HOME_ZONE

WEEKDAYS = "一二三四五六日"


def page_templates() -> jinja2.Environment:
    """Return the environment; everything put into a page is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(files("widgets.portal").joinpath("templates"))),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=day, moment=moment, points=points, percent=percent)
    return environment


def day(value: date | datetime, zone: ZoneInfo = HOME_ZONE) -> str:
    """Say a date as 2026年11月23日."""
    local = value.astimezone(zone) if isinstance(value, datetime) else value
    return f"{local.year}年{local.month}月{local.day}日"


def moment(value: datetime, zone: ZoneInfo = HOME_ZONE) -> str:
    """Say a time as 2026年11月23日 14:05."""
    return f"{day(value, zone)} {value.astimezone(zone):%H:%M}"


def points(value: Fraction | int) -> str:
    """Say points without needless decimals."""
    fraction = Fraction(value)
    if fraction.denominator == 1:
        return str(fraction.numerator)
    return f"{float(fraction):.2f}".rstrip("0")


def percent(value: float) -> str:
    """Say a percentage without needless decimals."""
    return f"{value:.1f}".rstrip("0").rstrip(".") + "%"
