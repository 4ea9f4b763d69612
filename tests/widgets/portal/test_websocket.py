"""What a browser may say to a kernel."""

import pytest

from widgets.portal.websocket import refuse


@pytest.mark.parametrize(
    "message_type",
    ["execute_request", "shutdown_request", "input_reply", "complete_request", "debug_request"],
)
def test_messages_that_run_or_stop_code_are_refused(message_type):
    assert refuse(message_type, {}) == message_type


def test_opening_a_widget_from_the_browser_is_refused():
    assert refuse("comm_open", {"target_name": "jupyter.widget"}) is not None


def test_the_widget_control_channel_may_be_opened():
    assert refuse("comm_open", {"target_name": "jupyter.widget.control"}) is None


def test_an_input_may_tell_its_value():
    content = {"data": {"method": "update", "state": {"value": "2026-09-18"}}}
    assert refuse("comm_msg", content) is None


@pytest.mark.parametrize(
    "trait", ["disabled", "_options_labels", "children", "layout", "_dom_classes"]
)
def test_other_traits_of_a_widget_are_refused(trait):
    content = {"data": {"method": "update", "state": {"value": 1, trait: "x"}}}
    assert trait in (refuse("comm_msg", content) or "")


def test_a_chart_may_report_its_zoom():
    content = {"data": {"method": "update", "state": {"_js2py_relayout": {}}}}
    assert refuse("comm_msg", content) is None
