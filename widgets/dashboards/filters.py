"""What a dashboard is narrowed down with: a row of controls above what it shows."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as ipw

EVERY_DEPARTMENT = "全部部门"


def filters(*controls: ipw.Widget) -> ipw.HBox:
    """Return controls in a row, which wraps on a narrow screen."""
    row = ipw.HBox(controls)
    row.add_class("dashboard-filters")
    return row


def offer(control: ipw.Dropdown, options: Sequence[tuple[str, Any]]) -> None:
    """Give a control other choices, of which the first is chosen; its observers hear of it once."""
    control.index = None
    control.options = options
    if options:
        control.index = 0


def year_choice(years: Sequence[Mapping[str, Any]]) -> ipw.Dropdown:
    """Return a choice of years, of which the current one is chosen if it is there."""
    options = [(f"{one['year']} 年", one["year"]) for one in years]
    now = next((one["year"] for one in years if one["is_now"]), options[0][1])
    return ipw.Dropdown(options=options, value=now, description="年度")
