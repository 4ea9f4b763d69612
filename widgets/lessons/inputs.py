"""Inputs of lesson widgets: labelled, as wide as their place, and live."""

import logging
from collections.abc import Callable, Iterable

import ipywidgets as ipw
from traitlets import Bunch, observe

from courses.errors import StudyError
from widgets.lessons.theme import Tone, heading, notice

UNEXPECTED = "这一步没有算出来，已经记录。请改一改填写的内容再试；还不行就刷新页面，并告诉管理员。"

_LOG = logging.getLogger(__name__)


class Choice(ipw.Dropdown):
    """A list to choose from, in which None may stand for an option like any other value.

    ipywidgets takes None for nothing chosen, and leaves the list blank when it is chosen.
    """

    @observe("value")
    def _propagate_value(self, change: Bunch) -> None:
        values = self._options_values
        if self.index is not None and self.equals(values[self.index], change.new):
            return
        self.set_trait("index", values.index(change.new) if change.new in values else None)


def day_input(label: str) -> ipw.DatePicker:
    """Return an input for a date, empty at first."""
    return ipw.DatePicker(description=label, tooltip=label, **_wide())


def yuan_input(label: str) -> ipw.IntText:
    """Return an input for whole yuan, 0 at first."""
    return ipw.IntText(value=0, description=label, tooltip=label, **_wide())


def text_input(label: str, example: str) -> ipw.Text:
    """Return an input for a short text."""
    return ipw.Text(
        description=label, tooltip=label, placeholder=example, continuous_update=False, **_wide()
    )


def choice_input(label: str, options: Iterable[tuple[str, object]]) -> Choice:
    """Return a list to choose from; the first option is chosen at first, one may be None."""
    return Choice(options=list(options), description=label, tooltip=label, **_wide())


def count_input(label: str, most: int) -> ipw.BoundedIntText:
    """Return an input for a whole number from 0 to `most`."""
    return ipw.BoundedIntText(value=0, min=0, max=most, description=label, tooltip=label, **_wide())


def yes_input(label: str) -> ipw.Checkbox:
    """Return a box to tick, not ticked at first."""
    return ipw.Checkbox(value=False, description=label, indent=False, **_wide())


def group(title: str, inputs: Iterable[ipw.Widget]) -> ipw.VBox:
    """Return inputs under a heading; the style sheet puts them side by side where there is room."""
    fields = ipw.Box(list(inputs))
    fields.add_class("clock-fields")
    return ipw.VBox([ipw.HTML(heading(title)), fields])


def keep_current(inputs: Iterable[ipw.Widget], render: Callable[[], str], output: ipw.HTML) -> None:
    """Render now and whenever an input changes.

    No error leaves this function: what is wrong with the input is shown as it says itself, anything
    else as one sentence, and logged.
    """

    def refresh(_change: object = None) -> None:
        output.value = _rendered(render)

    for one in inputs:
        one.observe(refresh, names="value")
    refresh()


def _rendered(render: Callable[[], str]) -> str:
    try:
        return render()
    except StudyError as error:
        return notice(Tone.PROMPT, str(error))
    except Exception:  # noqa: BLE001 - a callback must not end in a traceback on the page
        _LOG.exception("a lesson widget could not be rendered")
        return notice(Tone.WARNING, UNEXPECTED)


def _wide() -> dict[str, object]:
    return {
        "layout": ipw.Layout(width="100%", margin="0"),
        "style": {"description_width": "initial"},
    }
