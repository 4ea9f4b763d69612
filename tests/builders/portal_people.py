"""People of a running portal who are logged in already, without the cost of a password."""

import hashlib
import http.cookiejar
import itertools
import secrets
from datetime import timedelta

from builders.server import RunningPortal, Visitor
from tornado.web import create_signed_value

from courses.clock import system_clock
from grading.home import Home
from grading.people.accounts import add_person
from grading.people.model import Role
from grading.records.engine import RecordsDatabase
from widgets.portal.identity import COOKIE

_numbers = itertools.count(1)


def new_visitor(portal: RunningPortal, role: str = "officer") -> Visitor:
    """Add somebody of this role to the portal's records, with a session in a new browser."""
    visitor = Visitor(portal.address)
    visitor.login_name = f"shifan{next(_numbers)}"
    token = secrets.token_urlsafe()
    database = RecordsDatabase(f"sqlite:///{portal.home / 'records.db'}")
    with database.begin() as records:
        person = add_person(
            records,
            system_clock,
            login_name=visitor.login_name,
            name="示范甲",
            roles=[Role(role)],
            department="示范执法一科",
        )
        records.sessions.add(
            hashlib.sha256(token.encode()).hexdigest(),
            person.id,
            now=system_clock(),
            expires_at=system_clock() + timedelta(hours=12),
            address="127.0.0.1",
        )
    database.close()
    signed = create_signed_value(Home(portal.home).secret("cookie"), COOKIE, token)
    visitor.cookies.set_cookie(_cookie(COOKIE, signed.decode()))
    assert visitor.ask("/").status == 200
    return visitor


def _cookie(name: str, value: str) -> http.cookiejar.Cookie:
    return http.cookiejar.Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        domain="127.0.0.1",
        domain_specified=False,
        domain_initial_dot=False,
        path="/",
        path_specified=True,
        secure=False,
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={},
    )
