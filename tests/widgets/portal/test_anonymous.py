"""What strangers see: the login page, the first run and stylesheets, and nothing else.

The list of routes itself is gone through, so that a new route is tried without a new test.
"""

import re

import pytest
from builders.addresses import ADDRESSES, KERNEL, PUBLIC
from builders.kernel_page import refused_line
from builders.server import Visitor

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
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
        assert answer.headers["Location"].startswith(("/login?next=", "/pass?next="))
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
