"""A real portal in a process of its own, for tests that speak HTTP or drive a browser."""

import http.client
import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
START_SECONDS = 120
STOP_SECONDS = 30
DEMO_PASSWORD = "xuefa-demo"
RUN_XUEFA = (sys.executable, "-c", "from widgets.cli.main import run; run()")


@dataclass
class RunningPortal:
    """A portal that answers at `address`; `printed` is what it wrote so far."""

    process: subprocess.Popen[str]
    home: Path
    address: str = ""
    printed: list[str] = field(default_factory=list)

    @property
    def output(self) -> str:
        return "".join(self.printed)

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.process.kill()
        self.process.wait(STOP_SECONDS)

    def stop(self, how: int = signal.SIGINT) -> int:
        """End the process as Ctrl-C would, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(STOP_SECONDS)


def start_portal(
    home: Path,
    *options: str,
    environment: dict[str, str] | None = None,
    program: Sequence[str] = RUN_XUEFA,
) -> RunningPortal:
    """Start `xuefa serve` on any free port and wait until it has printed its address."""
    process = subprocess.Popen(
        [*program, "serve", "--home", str(home), "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"} | (environment or {}),
    )
    portal = RunningPortal(process, home)
    found = threading.Event()
    threading.Thread(target=_read_output, args=(portal, found), daemon=True).start()
    if not found.wait(START_SECONDS) or not portal.address:
        process.kill()
        raise AssertionError(f"the portal did not start:\n{portal.output}")
    return portal


def _read_output(portal: RunningPortal, found: threading.Event) -> None:
    assert portal.process.stdout is not None
    with portal.process.stdout as lines:
        for line in lines:
            portal.printed.append(line)
            match = ADDRESS.search(line)
            if match and not portal.address:
                portal.address = match.group()
                found.set()
    found.set()


@contextmanager
def running_portal(home: Path, *options: str, **more: Any) -> Iterator[RunningPortal]:
    """Run a portal for as long as the block lasts."""
    portal = start_portal(home, *options, **more)
    try:
        yield portal
    finally:
        portal.stop()


@dataclass
class Answer:
    """What the portal answered; redirects are not followed."""

    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class _FromAddress(urllib.request.HTTPHandler):
    """Connects from an address of this machine other than the usual one."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._source = (address, 0)

    def http_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(http.client.HTTPConnection, request, source_address=self._source)


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Visitor:
    """A small browser without scripts: keeps cookies, sends the XSRF token, follows nothing.

    It comes from `source`, any address in 127.0.0.0/8, and sends Secure cookies over HTTP too.
    """

    def __init__(self, address: str, source: str = "127.0.0.1") -> None:
        self.address = address
        self.login_name = ""
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https"))
        self.cookies = http.cookiejar.CookieJar(policy)
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(self.cookies),
            _FromAddress(source),
            _StayHere(),
        )

    @property
    def cookie_header(self) -> str:
        """Everything the browser would send as Cookie."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    def cookie(self, name: str) -> http.cookiejar.Cookie | None:
        return next((cookie for cookie in self.cookies if cookie.name == name), None)

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        form: dict[str, str] | None = None,
        content: Any = None,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        xsrf: bool = True,
    ) -> Answer:
        """Send one request; POST and PUT carry the XSRF token unless told otherwise."""
        sent = dict(headers or {})
        if form is not None:
            body = urllib.parse.urlencode(form).encode()
        elif content is not None:
            body = json.dumps(content).encode()
            sent["Content-Type"] = "application/json"
        token = self.cookie("_xsrf")
        if method != "GET" and xsrf and token is not None:
            sent["X-XSRFToken"] = str(token.value)
        request = urllib.request.Request(self.address + path, body, sent, method=method)
        if method != "GET" and body is None:
            request.data = b""
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def ask_as_written(self, path: str, method: str = "GET") -> Answer:
        """Send a request whose path is not tidied up on the way, with the cookies."""
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=60)
        try:
            connection.request(method, path, headers={"Cookie": self.cookie_header})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def log_in(self, name: str, password: str = DEMO_PASSWORD) -> "Visitor":
        """Log in by the form; fails loudly."""
        self.ask("/login")
        answer = self.ask("/login", "POST", form={"login_name": name, "password": password})
        assert answer.status == 302, answer.text
        self.login_name = name
        return self


def wait_until(condition: Any, seconds: float = 30, every: float = 0.05) -> Any:
    """Return the first true value of a condition, or fail when the deadline passes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(every)
    raise AssertionError("the condition did not come true in time")
