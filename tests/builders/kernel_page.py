"""A lesson or dashboard page as a browser has it open: its kernel, and the line to it."""

import itertools
import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil
import websocket
from builders.server import RunningPortal, Visitor

V1 = "v1.kernel.websocket.jupyter.org"
LESSON = "/lesson/penalty-1-3"
LINE_SECONDS = 15
CONTROL_VERSION, WIDGET_VERSION = "1.0.0", "2.1.0"
"""The protocols that ipywidgets asks for when a channel is opened."""

_KERNEL_ID = re.compile(r'"kernelId": ?"([^"]+)"')


@dataclass(frozen=True)
class KernelPage:
    """A page that was opened, with its text and the id of its kernel."""

    visitor: Visitor
    text: str
    kernel_id: str

    @property
    def is_alive(self) -> bool:
        """What the portal tells the page about its kernel."""
        return bool(self.visitor.ask(f"/api/page/{self.kernel_id}").json["alive"])


def open_page(visitor: Visitor, path: str = LESSON) -> KernelPage:
    """Open a page to its end, when its kernel has run every cell."""
    answer = visitor.ask(path)
    found = _KERNEL_ID.search(answer.text)
    assert answer.status == 200
    assert found is not None
    return KernelPage(visitor, answer.text, found.group(1))


def kernel_process(portal: RunningPortal, kernel_id: str) -> psutil.Process:
    """Return the process of a kernel that the portal started."""
    return next(p for p in kernel_processes(portal) if kernel_id_of(p) == kernel_id)


def kernel_id_of(process: psutil.Process) -> str:
    """Return the id of the kernel that a process is."""
    found = re.search(r"kernel-([0-9a-f-]{36})", " ".join(process.cmdline()))
    assert found is not None
    return found.group(1)


def kernel_processes(portal: RunningPortal) -> list[psutil.Process]:
    """Return the processes of all kernels that the portal has running."""
    children = psutil.Process(portal.process.pid).children(recursive=True)
    return [child for child in children if _is_kernel(child)]


def page_token(portal: RunningPortal, kernel_id: str) -> str:
    """Return the token with which a page's kernel speaks to the API."""
    return kernel_process(portal, kernel_id).environ()["XUEFA_TOKEN"]


def _is_kernel(process: psutil.Process) -> bool:
    try:
        return "ipykernel_launcher" in " ".join(process.cmdline())
    except psutil.Error:
        return False


class KernelLine:
    """The websocket between a page and its kernel, in either form that Jupyter speaks."""

    def __init__(self, connection: websocket.WebSocket) -> None:
        self._connection = connection
        self._is_v1 = connection.subprotocol == V1

    def send(
        self,
        kind: str,
        content: dict[str, Any],
        channel: str = "shell",
        version: str = CONTROL_VERSION,
    ) -> str:
        """Send a message and return its id; `version` is the protocol of a widget channel."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "username": "",
            "session": "test",
            "date": "2026-09-01T00:00:00Z",
            "version": "5.3",
        }
        about = {"parent_header": {}, "metadata": {"version": version}}
        parts = {"header": header, **about, "content": content}
        if self._is_v1:
            self._connection.send_binary(_as_v1(channel, *parts.values()))
        else:
            self._connection.send(json.dumps(parts | {"channel": channel}))
        return header["msg_id"]

    def send_raw(self, message: str | bytes) -> None:
        """Send something that need not be a message."""
        if isinstance(message, bytes):
            self._connection.send_binary(message)
        else:
            self._connection.send(message)

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first message that is wanted; fails when none comes in time."""
        while True:
            message = self._receive()
            if wanted(message):
                return message

    def answer_to(self, message_id: str) -> dict[str, Any]:
        """Return the kernel's reply; whatever was sent earlier has been dealt with by then."""
        return self.wait_for(
            lambda m: (
                m["parent_header"].get("msg_id") == message_id
                and m["header"]["msg_type"].endswith("_reply")
            )
        )

    def settle(self) -> None:
        """Wait until the kernel has dealt with everything that reached it."""
        self.answer_to(self.send("kernel_info_request", {}))

    def widget_states(self) -> dict[str, dict[str, Any]]:
        """Return the state of every widget in the kernel, by the id of its model."""
        comm_id = uuid.uuid4().hex
        control = {"comm_id": comm_id, "target_name": "jupyter.widget.control", "data": {}}
        self.send("comm_open", control)
        self.send("comm_msg", {"comm_id": comm_id, "data": {"method": "request_states"}})
        told = self.wait_for(lambda m: "states" in m["content"].get("data", {}))
        states: dict[str, dict[str, Any]] = told["content"]["data"]["states"]
        return {model_id: model["state"] for model_id, model in states.items()}

    def update(self, model_id: str, **traits: Any) -> None:
        """Tell a widget of the kernel that its traits have changed."""
        data = {"method": "update", "state": traits, "buffer_paths": []}
        self.send("comm_msg", {"comm_id": model_id, "data": data})

    def _receive(self) -> dict[str, Any]:
        received = self._connection.recv()
        if isinstance(received, bytes):
            return _from_v1(received) if self._is_v1 else _from_buffers(received)
        message: dict[str, Any] = json.loads(received)
        return message


@contextmanager
def kernel_line(
    visitor: Visitor, kernel_id: str, *, v1: bool = False, **options: Any
) -> Iterator[KernelLine]:
    """Connect to a kernel as this visitor; raises WebSocketBadStatusException when refused."""
    usual = {"cookie": visitor.cookie_header, "subprotocols": [V1] if v1 else None}
    connection = websocket.create_connection(
        f"{visitor.address.replace('http', 'ws', 1)}/api/kernels/{kernel_id}/channels?session_id=t",
        timeout=LINE_SECONDS,
        http_no_proxy=["*"],
        **(usual | options),
    )
    try:
        yield KernelLine(connection)
    finally:
        connection.close()


def refused_line(visitor: Visitor, kernel_id: str, **options: Any) -> int:
    """Try to connect to a kernel and return the status with which that is refused."""
    try:
        with kernel_line(visitor, kernel_id, **options):
            return 101
    except websocket.WebSocketBadStatusException as error:
        return int(error.status_code)


def _as_v1(channel: str, *message: dict[str, Any]) -> bytes:
    parts = [channel.encode(), *(json.dumps(part).encode() for part in message)]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join([*(number.to_bytes(8, "little") for number in numbers), *parts])


def _from_v1(message: bytes) -> dict[str, Any]:
    count = int.from_bytes(message[:8], "little")
    offsets = [int.from_bytes(message[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    parts = [message[begin:end] for begin, end in itertools.pairwise(offsets)]
    header, parent, _, content = (json.loads(part) for part in parts[1:5])
    return {"header": header, "parent_header": parent, "content": content}


def _from_buffers(message: bytes) -> dict[str, Any]:
    count = int.from_bytes(message[:4], "big")
    offsets = [int.from_bytes(message[4 * i : 4 * i + 4], "big") for i in range(1, count + 1)]
    found: dict[str, Any] = json.loads(message[offsets[0] : [*offsets, len(message)][1]])
    return found
