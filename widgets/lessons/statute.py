"""An article in a lesson: whether it holds on a day, its words, and what came before and after."""

import os
from collections.abc import Callable
from datetime import date
from html import escape

import ipywidgets as ipw
from IPython.display import display

from courses.statutes.citation import Citation, parse_citation
from widgets.client import Client
from widgets.lessons.calendars import API_VARIABLE
from widgets.lessons.inputs import day_input, keep_current
from widgets.lessons.theme import Tone, notice

Fetch = Callable[[str, date | None], str]
"""Takes a citation and a day, None for today; returns the portal's picture of the article."""

_ELSEWHERE = "这里会显示条文、是不是有效和新旧对照。这个笔记本不是从平台打开的，请从平台页面打开。"


class StatuteCard:
    """An article as the reader of the portal shows it, for a day that can be chosen.

    Raises MalformedCitationError, so that an author notices a slip; whether the article exists is
    for the portal to say.
    """

    def __init__(self, citation: str, fetch: Fetch, day: date | None = None) -> None:
        self.citation: Citation = parse_citation(citation)
        self._fetch = fetch
        self.day = day_input("按哪一天看（不填就是今天）")
        self.day.value = day
        fields = ipw.Box([self.day])
        fields.add_class("clock-fields")
        self.output = ipw.HTML()
        self.output.add_class("clock-output")
        self.box = ipw.VBox([fields, self.output])
        self.box.add_class("clock-widget")
        self.box.add_class("law-widget")
        keep_current([self.day], self._render, self.output)

    def _render(self) -> str:
        return self._fetch(str(self.citation), self.day.value)


def fetch_picture(citation: str, day: date | None) -> str:
    """Ask the portal that opened the notebook; elsewhere there is only a link."""
    if API_VARIABLE not in os.environ:
        link = f'<p><a href="/statute/{escape(citation)}">{escape(citation)}</a></p>'
        return notice(Tone.REMARK, _ELSEWHERE) + link
    return Client.from_environment().statute(citation, day)


def show(citation: str, day: date | None = None) -> None:
    """Show an article in a lesson, as in `statute.show("ecological-environment-code:1102")`.

    `day` is the day it is shown for at first, today without one.
    """
    display(StatuteCard(citation, fetch_picture, day).box)
