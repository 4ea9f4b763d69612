"""Stopping: by Ctrl-C or by the system, with pages open."""

import signal
import subprocess
import threading
from contextlib import ExitStack, suppress
from http.client import HTTPException

import psutil
import pytest
from builders.kernel_page import LESSON, kernel_line, kernel_processes, open_page
from builders.portal_people import new_visitor
from builders.server import RUN_XUEFA, RunningPortal, start_portal, wait_until


def ask_for_pages(portal: RunningPortal, number: int) -> list[threading.Thread]:
    """Ask for lesson pages at once, each for a person of its own; wait for none."""

    def ask(visitor):
        with suppress(OSError, HTTPException):
            visitor.ask(LESSON)

    visitors = [new_visitor(portal) for _ in range(number)]
    threads = [threading.Thread(target=ask, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    return threads


def kernels_of(portal: RunningPortal) -> list[psutil.Process]:
    """Return the processes that speak to the portal's API, whether or not it still lives."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("XUEFA_API") == portal.address:
                found.append(process)
    return found


@pytest.mark.parametrize(
    ("how", "reading", "started"),
    [(signal.SIGINT, 0, 0), (signal.SIGTERM, 1, 1), (signal.SIGINT, 0, 3)],
)
def test_stopping_ends_every_kernel(own_home, how, reading, started):
    """Some pages are open, with their line to the kernel; five more are just opening."""
    portal = start_portal(own_home)
    with ExitStack() as lines:
        for _ in range(reading):
            reader = new_visitor(portal)
            line = kernel_line(reader, open_page(reader).kernel_id)
            lines.enter_context(line).settle()
        assert len(kernel_processes(portal)) == reading
        threads = ask_for_pages(portal, 5)
        wait_until(lambda: len(kernels_of(portal)) >= reading + started, every=0.005)
        everything = psutil.Process(portal.process.pid).children(recursive=True)
        assert portal.stop(how) == 0
    for thread in threads:
        thread.join()
    assert not [process for process in everything if process.is_running()]
    assert kernels_of(portal) == []
    wait_until(lambda: "平台已停止。" in portal.output)
    assert portal.output.partition("按 Ctrl-C 停止。")[2].split() == ["平台已停止。"]
    assert not (own_home / "portal.json").exists()
    assert {file.name for file in own_home.glob("records.db*")} == {"records.db"}


def test_stopping_before_the_portal_is_ready(own_home):
    """The impatient press Ctrl-C while it still prepares."""
    command = [*RUN_XUEFA, "serve", "--home", str(own_home), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert "正在准备" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert "Traceback" not in error
    assert process.returncode in {0, 1, 130}
