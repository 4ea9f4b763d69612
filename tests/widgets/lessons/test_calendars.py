"""Which calendars a lesson counts with."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from courses.statutes.deadlines.workdays import WorkCalendar
from widgets.lessons.calendars import lesson_calendar, with_documents

EMBEDDED = WorkCalendar.embedded()
YEAR_2027 = {
    "year": 2027,
    "source": "示范放假通知",
    "holidays": [{"name": "示范节", "first": "2027-01-01", "last": "2027-01-03"}],
    "workdays": ["2027-01-09"],
}


@contextmanager
def portal(status: int, answer: dict[str, Any]) -> Iterator[str]:
    """Answer every request as a portal would, and give the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def use(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("XUEFA_API", address)
    monkeypatch.setenv("XUEFA_TOKEN", "token-of-a-test")


def test_a_notebook_on_its_own_counts_with_the_embedded_years(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("XUEFA_API", raising=False)
    known = lesson_calendar()
    assert known.calendar is EMBEDDED
    assert known.notice == ""


def test_the_years_of_the_bureau_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    with portal(200, {"calendars": [YEAR_2027]}) as address:
        use(monkeypatch, address)
        known = lesson_calendar()
    assert known.notice == ""
    assert not known.calendar.is_workday(date(2027, 1, 1))
    assert known.calendar.is_workday(date(2027, 1, 9))


@pytest.mark.parametrize(
    ("status", "answer"),
    [(403, {"message": "不可以。"}), (500, {}), (200, {}), (200, {"calendars": None})],
)
def test_without_a_usable_answer_the_embedded_years_serve_and_the_reader_is_told(
    monkeypatch: pytest.MonkeyPatch, status: int, answer: dict[str, Any]
) -> None:
    with portal(status, answer) as address:
        use(monkeypatch, address)
        known = lesson_calendar()
    assert known.calendar.years == EMBEDDED.years
    assert "取不到本单位补充的放假安排，只能算2025年、2026年" in known.notice


def test_a_wrong_calendar_is_left_out_and_named() -> None:
    known = with_documents(EMBEDDED, [{"year": 2028}, YEAR_2027])
    assert sorted(known.calendar.years) == [2025, 2026, 2027]
    assert "2028年的没有采用" in known.notice
