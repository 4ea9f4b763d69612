import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from widgets.client import Client, NotOnPlatformError, PlatformRefusedError

TOKEN = "sample-token"


class Portal(BaseHTTPRequestHandler):
    """Answers each path as `answers` says and remembers what it was asked."""

    answers: dict[str, tuple[int, bytes]]
    asked: list[tuple[str, str | None]]

    def do_GET(self):
        self.asked.append((self.path, self.headers["Authorization"]))
        status, body = self.answers[self.path]
        if status == 0:  # hang up without an answer
            return
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def portal(**answers: tuple[int, object]) -> Iterator[tuple[str, type[Portal]]]:
    """Run a portal that answers /api/<name> with a status and JSON, or bytes as they are."""
    bodies = {
        "/api/" + name.replace("__", "/"): (
            status,
            body if isinstance(body, bytes) else json.dumps(body).encode(),
        )
        for name, (status, body) in answers.items()
    }
    handler = type("SamplePortal", (Portal,), {"answers": bodies, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_figures_come_with_the_token_of_the_page():
    rows = [{"name": "示范甲", "done_percent": 100}]
    with portal(figures__officers=(200, {"rows": rows})) as (address, handler):
        assert Client(address, TOKEN).figures("officers") == rows
    assert handler.asked == [("/api/figures/officers", f"Bearer {TOKEN}")]


def test_calendars_are_the_tables_of_their_files():
    tables = [{"year": 2027, "holidays": ["2027-01-01"]}]
    with portal(calendars=(200, {"calendars": tables})) as (address, _):
        assert Client(address + "/", TOKEN).extra_calendars() == tables


def test_a_refusal_is_told_in_the_portals_own_words():
    answer = {"message": "您没有查看这个看板的权限。"}
    with (
        portal(figures__officers=(403, answer)) as (address, _),
        pytest.raises(PlatformRefusedError, match="您没有查看这个看板的权限。") as caught,
    ):
        Client(address, TOKEN).figures("officers")
    assert caught.value.path == "/api/figures/officers"


def test_an_article_comes_as_a_picture_of_the_day_asked_for():
    article = "sample-law:12"
    answers = {f"statute__{article}": (200, {"html": "<p>示范</p>"})}
    answers[f"statute__{article}?on=2026-08-14"] = (200, {"html": "<p>示范旧</p>"})
    with portal(**answers) as (address, handler):
        client = Client(address, TOKEN)
        assert client.statute(article) == "<p>示范</p>"
        assert client.statute(article, date(2026, 8, 14)) == "<p>示范旧</p>"
    assert {token for _, token in handler.asked} == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"html": 3}'])
def test_an_article_of_another_shape_is_refused(body):
    with (
        portal(**{"statute__sample-law:12": (200, body)}) as (address, _),
        pytest.raises(PlatformRefusedError, match="答复的内容不对"),
    ):
        Client(address, TOKEN).statute("sample-law:12")


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b"\xff"])
def test_a_refusal_without_words_is_told_by_its_number(body):
    with (
        portal(figures__officers=(502, body)) as (address, _),
        pytest.raises(PlatformRefusedError, match="状态码 502"),
    ):
        Client(address, TOKEN).figures("officers")


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"rows": 3}', b"\xff"])
def test_an_answer_of_another_shape_is_refused(body):
    with (
        portal(figures__officers=(200, body)) as (address, _),
        pytest.raises(PlatformRefusedError, match="答复的内容不对"),
    ):
        Client(address, TOKEN).figures("officers")


def test_a_portal_that_hangs_up_is_told():
    with (
        portal(figures__officers=(0, b"")) as (address, _),
        pytest.raises(PlatformRefusedError, match="连接不上平台"),
    ):
        Client(address, TOKEN).figures("officers")


def test_a_portal_that_is_gone_is_told():
    with portal() as (address, _):
        pass
    with pytest.raises(PlatformRefusedError, match="连接不上平台"):
        Client(address, TOKEN).extra_calendars()


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    with portal(figures__officers=(200, {"rows": []})) as (address, _):
        assert Client(address, TOKEN).figures("officers") == []


def test_the_client_of_a_kernel_is_made_from_its_environment():
    with portal(calendars=(200, {"calendars": []})) as (address, handler):
        client = Client.from_environment({"XUEFA_API": address, "XUEFA_TOKEN": TOKEN})
        assert client.extra_calendars() == []
    assert handler.asked == [("/api/calendars", f"Bearer {TOKEN}")]


@pytest.mark.parametrize("missing", ["XUEFA_API", "XUEFA_TOKEN"])
def test_a_notebook_opened_elsewhere_is_told_where_to_open_it(missing):
    environment = {"XUEFA_API": "http://127.0.0.1:1", "XUEFA_TOKEN": TOKEN}
    del environment[missing]
    with pytest.raises(NotOnPlatformError, match="请从平台页面打开"):
        Client.from_environment(environment)
