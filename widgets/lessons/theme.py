"""Small pieces of HTML that all lesson widgets share; every text is escaped here."""

from enum import StrEnum
from html import escape

from courses.statutes.citation import Citation
from courses.statutes.registry import Registry


class Tone(StrEnum):
    """How a line is meant; the word is shown, so that colour is never the only sign."""

    PROMPT = "请填写"
    WARNING = "提醒"
    OPEN = "存疑待查"
    REASON = "理由"
    REMARK = "说明"


_CLASSES = {
    Tone.PROMPT: "clock-prompt",
    Tone.WARNING: "clock-warning",
    Tone.OPEN: "clock-open",
    Tone.REASON: "clock-reason",
    Tone.REMARK: "clock-remark",
}


def notice(tone: Tone, text: str) -> str:
    """Return a paragraph that begins with its tone in words."""
    return f'<p class="{_CLASSES[tone]}">{tagged(tone, text)}</p>'


def tagged(tone: Tone, text: str) -> str:
    """Return a text after the word for its tone."""
    return f'<strong class="clock-tag">{tone.value}</strong> {escape(text)}'


def citation_link(citation: Citation) -> str:
    """Return a link to the article in the statute reader."""
    label = citation.label(Registry.embedded())
    return f'<a class="clock-law" href="/statute/{escape(str(citation))}">{escape(label)}</a>'


def heading(text: str) -> str:
    """Return a heading inside a widget."""
    return f'<h3 class="clock-heading">{escape(text)}</h3>'
