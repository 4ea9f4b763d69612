"""Small pieces of HTML around tables and charts; every text is escaped here."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

EMPTY = "table-empty"


def figure_cards(cards: Iterable[tuple[str, str]]) -> str:
    """Return figures with the words below them."""
    items = "".join(
        f'<div class="figure-card"><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>'
        for label, value in cards
    )
    return f'<dl class="figure-cards">{items}</dl>'


def heading(text: str, remark: str = "") -> str:
    """Return the heading of a part of a dashboard."""
    soft = f" <small>{escape(remark)}</small>" if remark else ""
    return f'<h2 class="dashboard-heading">{escape(text)}{soft}</h2>'


def sentence(text: str) -> str:
    """Return a sentence that is to be noticed."""
    return f'<p class="figures-doubt" role="status">{escape(text)}</p>'


def nothing(text: str) -> str:
    """Return what is said where there is nothing to show."""
    return f'<p class="{EMPTY}">{escape(text)}</p>'


class Key(NamedTuple):
    """What a mark of a chart stands for; `shape` is block, line, dash or tick."""

    label: str
    colour: str
    shape: str


def legend(keys: Iterable[Key]) -> str:
    """Return what the marks of a chart stand for; it wraps where a chart's own would not."""
    items = "".join(
        f'<li><span class="key key-{key.shape}" style="color: {key.colour}" aria-hidden="true">'
        f"</span>{escape(key.label)}</li>"
        for key in keys
    )
    return f'<ul class="legend-keys">{items}</ul>'


def folded(summary: str, content: str) -> str:
    """Return HTML that unfolds below a picture."""
    return f'<details class="chart-data"><summary>{escape(summary)}</summary>{content}</details>'
