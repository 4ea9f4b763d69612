"""Text of a question as Markdown that shows exactly this text and nothing else."""

import re
import unicodedata
from html import escape, unescape

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_DELIMITER = re.compile(r"\b(BEGIN|END|AUTOTEST|HASHED)\b")


def inert_markdown(text: str) -> str:
    """Escape HTML, Markdown, formulas and nbgrader's own markers; keep the lines."""
    lines = (_inert_line(line) for line in text.splitlines())
    return "  \n".join(line for line in lines if line)


_PRE, _END_PRE = '<pre style="white-space: pre-wrap">', "</pre>"


def preformatted(text: str) -> str:
    """Return Markdown that shows text as it was typed, for what a learner wrote.

    What is in this form already stays as it is, so that text may pass here twice.
    """
    inner = text.removeprefix(_PRE).removesuffix(_END_PRE)
    if text == f"{_PRE}{_escaped(unescape(inner))}{_END_PRE}":
        return text
    return f"{_PRE}{_escaped(text)}{_END_PRE}"


def _escaped(text: str) -> str:
    """Escape HTML, formulas and nbgrader's markers."""
    shown = escape(text).replace("$", "&#36;")
    return _DELIMITER.sub(lambda found: f"&#{ord(found[0][0])};{found[0][1:]}", shown)


def _inert_line(line: str) -> str:
    shown = "".join(c for c in line if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    shown = shown.strip().replace("$", "＄")  # MathJax would look for formulas even in entities
    shown = _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", shown)
    return _DELIMITER.sub(lambda found: f"&#{ord(found[0][0])};{found[0][1:]}", shown)
