"""An example of every address that the portal answers, taken from its list of routes."""

import re
from types import SimpleNamespace

from widgets.portal.routes import all_routes

KERNEL = "00000000-0000-4000-8000-000000000000"
EXAMPLES = (
    (r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)", KERNEL),
    (r"([A-Za-z0-9_-]+)", "penalty-1-3"),
    (r"([a-z0-9.:-]+)", "administrative-penalty-law-2021:63"),
    (r"([0-9]{1,3})", "1"),
    (r"([1-9][0-9]{0,8})", "1"),
    (r"([A-H])", "A"),
    (r"(20[0-9]{2})", "2026"),
    (r"(20[0-9]{2}-[0-9]{1,9}-[0-9]{1,9})", "2026-007-003"),
    (r"([0-9A-Za-z-]{4,20})", "7K3QF-M9XDA"),
    (r"([0-9]{8})", "10000001"),
    (r"(open|close|cancel)", "close"),
    (r"(paper|key)", "key"),
    (r"(faults|slips)", "slips"),
    (r"([\w@.~+-]+(?:/[\w@.~+-]+)*)", "site.css"),
    (r"(xuefa/static/[\w-]+\.[\w.-]+)", "xuefa/static/index.css"),
    (r"(widgetbundle\.js)", "widgetbundle.js"),
    (r"(/.*)", "/no-such-page"),
    (r"\.", "."),
)
"""Parts of routes, and something that each of them takes."""

PUBLIC = {
    "/first-login",
    "/login",
    "/logout",
    "/pass",
    "/pass/code",
    "/pass/end",
    "/plotly/widgetbundle.js",
    "/static/site.css",
    "/t",
    "/t/1",
    "/verify",
    "/verify/2026-007-003/7K3QF-M9XDA",
    "/voila/templates/xuefa/static/index.css",
    "/voila/static/site.css",
    "/voila/api/themes/site.css",
    "/voila/labextensions/site.css",
}
"""What strangers may open."""


def portal_stand_in() -> SimpleNamespace:
    """As much of the application as the list of routes is made from."""
    return SimpleNamespace(
        template_paths=[],
        config=None,
        voila_configuration=SimpleNamespace(extra_labextensions_path=[]),
        themes_dir="",
        static_paths=[""],
        labextensions_path=[],
    )


def example_of(pattern: str) -> str:
    """Return an address that a route takes."""
    address = pattern
    for part, example in EXAMPLES:
        address = address.replace(part, example)
    assert re.fullmatch(pattern, address), f"no example for {pattern}"
    return address


ADDRESSES = [example_of(route[0]) for route in all_routes(portal_stand_in())]
