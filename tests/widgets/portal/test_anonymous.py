"""What strangers see: the login page, the first run and stylesheets, and nothing else.

The list of routes itself is gone through, so that a new route is tried without a new test.
"""

import re
from types import SimpleNamespace

import pytest
from builders.kernel_page import refused_line
from builders.server import Visitor

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
    (r"(paper|key)", "key"),
    (r"(faults|slips)", "slips"),
    (r"(open|close|cancel)", "open"),
    (r"([\w@.~+-]+(?:/[\w@.~+-]+)*)", "site.css"),
    (r"(xuefa/static/[\w-]+\.[\w.-]+)", "xuefa/static/index.css"),
    (r"(/.*)", "/no-such-page"),
    (r"\.", "."),
)
"""Parts of routes, and something that each of them takes."""

PUBLIC = {
    "/first-login",
    "/login",
    "/logout",
    "/static/site.css",
    "/verify",
    "/verify/2026-007-003/7K3QF-M9XDA",
    "/voila/templates/xuefa/static/index.css",
    "/voila/static/site.css",
    "/voila/api/themes/site.css",
    "/voila/labextensions/site.css",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


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
CLOSED = sorted(set(ADDRESSES) - PUBLIC)


@pytest.fixture(scope="module")
def stranger(portal) -> Visitor:
    visitor = Visitor(portal.address)
    visitor.ask("/login")
    return visitor


def test_every_public_address_is_in_the_list():
    assert set(ADDRESSES) >= PUBLIC


@pytest.mark.parametrize("address", CLOSED)
def test_a_stranger_is_sent_to_log_in_or_refused(portal, address):
    answer = Visitor(portal.address).ask(address)
    if answer.status == 302:
        assert answer.headers["Location"].startswith("/login?next=")
        assert not answer.body
    else:
        assert answer.status in {401, 403}


@pytest.mark.parametrize("method", METHODS[1:])
@pytest.mark.parametrize("address", CLOSED)
def test_a_stranger_does_nothing(stranger, address, method):
    """Even with the token against forged requests, which the login page gives to everybody."""
    assert stranger.ask(address, method).status in {302, 401, 403, 405}


def test_a_stranger_has_no_line_to_a_kernel(portal, settled_officer):
    assert refused_line(Visitor(portal.address), KERNEL) == 403


def test_the_first_run_is_over(portal):
    stranger = Visitor(portal.address)
    assert stranger.ask("/first-run?code=x").status == 403
    assert stranger.ask("/first-run?code=").status == 403
    assert stranger.ask("/first-run").status == 403


def test_the_page_that_was_asked_for_comes_after_the_login(portal):
    answer = Visitor(portal.address).ask("/lesson/penalty-1-3")
    assert answer.headers["Location"] == "/login?next=%2Flesson%2Fpenalty-1-3"


def test_the_login_page_does_not_tell_which_accounts_there_are(portal):
    tried = []
    for name in ("admin", "nobody-of-this-name"):
        visitor = Visitor(portal.address, source="127.0.0.5")
        visitor.ask("/login")
        answer = visitor.ask("/login", "POST", form={"login_name": name, "password": "wrong-one"})
        assert answer.status == 401
        tried.append(answer.text.replace(name, ""))
    texts = {re.sub(r'name="_xsrf" value="[^"]*"', "", text) for text in tried}
    assert len(texts) == 1
