"""Answer cells, `name = <literal>`: written, read back, and never executed."""

import ast
import math
import warnings
from typing import Final

LONGEST_CELL: Final = 2_000
"""Characters; an answer is a few letters. Short cells also keep the parser's stack shallow."""

_HTML: Final = "&<>"
UNREADABLE = "# 这一格不是“名称 = 答案”的形式，按未作答处理。原文："


class UnreadableAnswerError(ValueError):
    """An answer cell that is not one assignment of a plain literal to its own name."""


def write_answer(name: str, answer: object) -> str:
    """Return the cell for an answer; an answer left open is None.

    What the learner wrote is inert in Python and in HTML: characters that HTML knows are
    escaped within the string, so the value stays the same.
    """
    return f"{name} = {_without_html(repr(answer))}"


def read_answer(name: str, source: str) -> object:
    """Return the value of an answer cell, None for an empty one; raise UnreadableAnswerError."""
    if not source.strip():
        return None
    if len(source) > LONGEST_CELL:
        raise UnreadableAnswerError(f"more than {LONGEST_CELL} characters")
    try:
        value = ast.literal_eval(_assigned(name, source))
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError) as error:
        raise UnreadableAnswerError(type(error).__name__) from None
    if not _is_plain(value):
        raise UnreadableAnswerError("not a plain literal")
    return value


def inert_answer(name: str, source: str) -> str:
    """Return an answer cell rewritten so that nothing in it can run or be taken for HTML.

    What can be read keeps its value; anything else becomes a comment, and stays one.
    """
    if _is_comment(source):
        return source
    try:
        return write_answer(name, read_answer(name, source))
    except UnreadableAnswerError:
        return f"{UNREADABLE}{_without_html(ascii(source[:LONGEST_CELL]))}"


def _assigned(name: str, source: str) -> ast.expr:
    with warnings.catch_warnings():  # the parser warns about odd escapes in what a learner typed
        warnings.simplefilter("ignore")
        statements = ast.parse(source).body
    match statements:
        case [ast.Assign(targets=[ast.Name(id=target)], value=value)] if target == name:
            return value
    raise UnreadableAnswerError("not one assignment to its own name")


def _is_comment(source: str) -> bool:
    harmless = source.isprintable() and not set(_HTML) & set(source)
    return source.startswith("#") and harmless


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_plain(part) for part in value)
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, str | bool | int)


def _without_html(text: str) -> str:
    for character in _HTML:
        text = text.replace(character, f"\\x{ord(character):02x}")
    return text
