"""What a browser may say to the kernel of its own page, and what never reaches it."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders.kernel_page import (
    WIDGET_VERSION,
    KernelLine,
    KernelPage,
    kernel_line,
    kernel_process,
    open_page,
    page_token,
)
from builders.server import RunningPortal

from widgets.portal.kernels import PASSED_ON


@pytest.fixture(scope="module")
def page(portal: RunningPortal, settled_officer) -> KernelPage:
    return open_page(settled_officer)


@pytest.fixture(params=[False, True], ids=["json", "v1"])
def line(page: KernelPage, request: pytest.FixtureRequest) -> Iterator[KernelLine]:
    with kernel_line(page.visitor, page.kernel_id, v1=request.param) as connected:
        yield connected


def writing(trace: Path) -> dict:
    """A request that would leave a file behind."""
    return {"code": f"open({str(trace)!r}, 'w').close()", "silent": False, "store_history": False}


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_code_sent_to_ones_own_kernel_is_not_run(line, tmp_path, channel):
    trace = tmp_path / "trace"
    line.send("execute_request", writing(trace), channel=channel)
    line.settle()
    assert not trace.exists()


def test_code_in_disguise_is_not_run(line, tmp_path):
    """The type is read where the kernel reads it, and once only."""
    trace = tmp_path / "trace"
    line.send("Execute_Request", writing(trace))
    line.send("execute_request ", writing(trace))
    expressions = {"x": f"open({str(trace)!r}, 'w')"}
    line.send("kernel_info_request", writing(trace) | {"user_expressions": expressions})
    line.settle()
    assert not trace.exists()


@pytest.mark.parametrize("kind", ["complete_request", "inspect_request", "history_request"])
def test_nothing_can_be_asked_about_names_in_a_kernel(line, kind):
    asked = line.send(kind, {"code": "os.", "cursor_pos": 3, "hist_access_type": "tail", "n": 9})
    followed = line.send("kernel_info_request", {})
    answer = line.wait_for(lambda m: m["parent_header"].get("msg_id") in {asked, followed})
    assert answer["parent_header"]["msg_id"] == followed


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_a_kernel_is_not_shut_down_over_its_line(line, page, portal, channel):
    process = kernel_process(portal, page.kernel_id)
    line.send("shutdown_request", {"restart": False}, channel=channel)
    line.settle()
    assert process.is_running()
    assert page.is_alive


def test_no_widget_is_made_from_the_browser(line):
    before = line.widget_states()
    state = before[first_widget(before, "CheckboxModel")]
    opening = {"comm_id": uuid.uuid4().hex, "target_name": "jupyter.widget"}
    content = opening | {"data": {"state": state, "buffer_paths": []}}
    line.send("comm_open", content, version=WIDGET_VERSION)
    assert line.widget_states().keys() == before.keys()


def test_an_input_of_the_page_takes_a_value(line):
    states = line.widget_states()
    box = first_widget(states, "CheckboxModel")
    wanted = not states[box]["value"]
    line.update(box, value=wanted)
    assert line.widget_states()[box]["value"] is wanted


def test_what_an_input_computes_reaches_the_page(line):
    states = line.widget_states()
    date = first_widget(states, "DatePickerModel")
    line.update(date, value=day_of(3 if states[date]["value"] != day_of(3) else 4))
    line.wait_for(lambda m: "2026年" in str(m["content"].get("data")))


def first_widget(states: dict, model: str) -> str:
    return next(model_id for model_id, state in states.items() if state["_model_name"] == model)


def day_of(day: int) -> dict:
    return {"year": 2026, "month": 8, "date": day}


@pytest.mark.parametrize("trait", ["disabled", "description", "_dom_classes"])
def test_no_other_trait_of_a_widget_is_changed(line, trait):
    """A value that comes with a foreign trait is dropped with it."""
    states = line.widget_states()
    box = first_widget(states, "CheckboxModel")
    changed = {"disabled": True, "description": "x", "_dom_classes": ["x"]}
    line.update(box, value=not states[box]["value"], **{trait: changed[trait]})
    after = line.widget_states()[box]
    assert (after["value"], after[trait]) == (states[box]["value"], states[box][trait])


@pytest.mark.parametrize(
    "nonsense",
    ["", "no message", "[]", '{"header": 1}', "[" * 100_000, b"", b"\x7f" * 40, b"\xff" * 40],
    ids=["empty", "text", "list", "header", "deep", "no-bytes", "many-parts", "endless-parts"],
)
def test_something_that_is_no_message_does_no_harm(line, nonsense):
    line.send_raw(nonsense)
    line.settle()


def test_what_is_refused_writes_one_line_into_the_log(line, portal):
    line.send("riddle\n2026-09-01 WARNING injected" + "x" * 1000, {})
    line.settle()
    log = (portal.home / "logs/portal.log").read_text()
    written = [entry for entry in log.splitlines() if "injected" in entry]
    assert written
    assert all("refused riddle" in entry and len(entry) < 400 for entry in written)


def test_what_is_refused_is_logged(line, portal):
    line.send("execute_request", {"code": "1"})
    line.settle()
    assert "websocket: refused execute_request" in (portal.home / "logs/portal.log").read_text()


def test_no_key_and_no_explanation_is_in_any_widget(line, question_texts):
    states = str(line.widget_states())
    assert not [text for text in question_texts if text in states]


def test_a_kernel_knows_its_token_and_page_and_no_other_setting(page, portal):
    environment = kernel_process(portal, page.kernel_id).environ()
    own = {"XUEFA_API", "XUEFA_TOKEN", "XUEFA_PAGE"}
    told = {name for name in environment if name.startswith("XUEFA_")}
    assert told == own
    assert environment["XUEFA_PAGE"] == "lesson/penalty-1-3"
    others = {n for n in environment if n not in PASSED_ON | own and not n.startswith("LC_")}
    assert not {name for name in others if "SECRET" in name or "DATABASE" in name}
    assert str(portal.home) not in str(environment)


def test_the_token_of_a_page_is_nowhere_in_it(page, portal):
    assert page_token(portal, page.kernel_id) not in page.text
