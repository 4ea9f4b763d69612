"""What a browser may say to a kernel: widget messages about its own inputs, nothing else."""

import json
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
)
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

V1 = "v1.kernel.websocket.jupyter.org"
ALLOWED_TYPES = frozenset(
    {"comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"}
)
ALLOWED_TARGETS = frozenset({"jupyter.widget.control"})
EDITABLE_TRAITS = frozenset(
    {"value", "index", "selected_index", "outputs", "msg_id", "_view_count"}
)
"""What an input changes; stock ipywidgets lets the browser set any synchronised trait."""

CHART_REPORTS = "_js2py_"
"""What plotly's chart tells its own kernel about zooming and hovering."""

LOGGED_CHARACTERS = 200

ERROR_TEXT = "这一步出了错，已经记录。请刷新页面再试。"


class WidgetChannel(ZMQChannelsWebsocketConnection):
    """A second filter behind Voila's allowed message types."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass on what a widget page needs; drop and log the rest."""
        try:
            header, content = self._read(incoming_msg)
            refusal = refuse(str(header["msg_type"]), content)
        except Exception as error:  # noqa: BLE001 - whatever cannot be read is dropped
            refusal = f"unreadable message ({type(error).__name__})"
        if refusal:
            self.log.warning("websocket: refused %s", _on_one_line(refusal))
            return
        super().handle_incoming_message(incoming_msg)

    def _read(self, message: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        if isinstance(message, bytes):
            _check_parts(message, is_v1=self.subprotocol == V1)
        if self.subprotocol == V1:
            _, parts = deserialize_msg_from_ws_v1(message)
            return json.loads(bytes(parts[0])), json.loads(bytes(parts[3]))
        whole = (
            deserialize_binary_message(message)
            if isinstance(message, bytes)
            else json.loads(message)
        )
        return whole["header"], whole["content"]

    def _on_error(self, channel: str, msg: dict[str, Any], msg_list: list[Any]) -> None:
        # With allow_tracebacks=False jupyter_server 2.21.1 reads an attribute of the wrong object
        # here, and the first error silences the page; so the error is rewritten by ourselves.
        if channel != "iopub":
            return
        msg["header"] = self.get_part("header", msg["header"], msg_list)
        kind = msg["header"]["msg_type"]
        if kind not in {"error", "stream"}:
            return
        content = self.get_part("content", msg["content"], msg_list)
        if kind == "error":
            content.update(ename="Error", evalue="", traceback=[ERROR_TEXT])
        elif content.get("name") == "stderr":
            content["text"] = ""
        else:
            return
        msg["content"] = content
        if self.subprotocol == V1:
            msg_list[3] = self.session.pack(content)


class OverstatedPartsError(ValueError):
    """A message that says it has more parts than its length leaves room for."""


def _check_parts(message: bytes, *, is_v1: bool) -> None:
    """Refuse a false number of parts, over which jupyter_server 2.21.1 would count for ever."""
    size = 8 if is_v1 else 4
    count = int.from_bytes(message[:size], "little" if is_v1 else "big")
    if (count + 1) * size > len(message):
        raise OverstatedPartsError


def _on_one_line(text: str) -> str:
    """Keep what a browser sent from writing lines of its own into the log."""
    shown = "".join(c if c.isprintable() else " " for c in text[:LOGGED_CHARACTERS])
    return shown + ("…" if len(text) > LOGGED_CHARACTERS else "")


def refuse(message_type: str, content: dict[str, Any]) -> str | None:
    """Return why a message may not pass, or None when it may."""
    if message_type not in ALLOWED_TYPES:
        return message_type
    if message_type == "comm_open" and content.get("target_name") not in ALLOWED_TARGETS:
        return f"comm_open {content.get('target_name')!r}"
    if message_type == "comm_msg":
        return _refuse_update(content.get("data") or {})
    return None


def _refuse_update(data: dict[str, Any]) -> str | None:
    if data.get("method") != "update":
        return None
    foreign = {trait for trait in data.get("state") or {} if not _is_editable(trait)}
    return f"update of {sorted(foreign)}" if foreign else None


def _is_editable(trait: str) -> bool:
    return trait in EDITABLE_TRAITS or trait.startswith(CHART_REPORTS)
