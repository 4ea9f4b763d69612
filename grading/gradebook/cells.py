"""What a scored cell is worth, in our scorer and under nbgrader's own `Execute` alike.

The key stands in the hidden block of a scored cell and nowhere else. This module is imported by
the kernel of a stock `nbgrader autograde`, so it imports no more than marking needs.
"""

import ast
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from grading.gradebook.names import variable
from quizzes.draw import PaperQuestion
from quizzes.kinds import KINDS

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
_HIDDEN = re.compile(rf"^{BEGIN}\n(.*?)^{END}\n?", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"^KEY_ = (\{.*\})$", re.MULTILINE)
_DELIMITER = re.compile("BEGIN|END|AUTOTEST|HASHED")

Key = Mapping[str, Any]
"""Id, kind, key and points of one question: all that marking needs."""


def key_of(entry: PaperQuestion) -> Key:
    """Return the key of a question as its scored cell holds it."""
    question = entry.question
    key = KINDS[question.kind].key(question)
    return {"id": question.id, "kind": question.kind, **key, "points": entry.points}


def points_for(key: Key, given: object) -> Fraction:
    """Return the points for an answer, from 0 to the points of the question.

    `given` is the value in the answer cell, None if it was left open. Raises
    MalformedAnswerError for an answer that the question does not take. The limits matter:
    nbgrader gives full marks below 0 and fails above the maximum.
    """
    kind = KINDS[key["kind"]]
    question = kind.with_key(key)
    answer = None if given is None else kind.parse_answer(question, given)
    earned = kind.mark(question, answer, key["points"]).earned
    return min(max(earned, Fraction(0)), Fraction(key["points"]))


def score_cell(key: Key, given: object) -> float:
    """Return the points for an answer as nbgrader wants them: the last value of the cell.

    An error, MalformedAnswerError as well, counts as 0 there.
    """
    return float(points_for(key, given))


def scored_cell(entry: PaperQuestion) -> str:
    """Return the source of a scored cell: one line for everybody, the rest hidden."""
    name = variable(entry.question.id)
    lines = [
        f"# 本题 {entry.points} 分，交卷后自动评分",
        BEGIN,
        # trailing underscores: no question's variable ends in one unless it is a keyword
        "from grading.gradebook.cells import score_cell as score_cell_",
        f"KEY_ = {_without_delimiters(repr(key_of(entry)))}",
        f"score_cell_(KEY_, {name})",
        END,
    ]
    return "\n".join(lines)


def _without_delimiters(literal: str) -> str:
    """Return a literal in which no text is one of nbgrader's markers; its value stays the same."""
    return _DELIMITER.sub(lambda found: f"\\x{ord(found[0][0]):02x}{found[0][1:]}", literal)


def without_hidden(source: str) -> str:
    """Return the source of a scored cell without its hidden block."""
    return _HIDDEN.sub("", source + "\n").rstrip("\n")


def read_key(source: str) -> Key | None:
    """Return the key in the hidden block of a trusted source, None if there is none."""
    hidden = _HIDDEN.search(source + "\n")
    found = _KEY.search(hidden[1]) if hidden else None
    return ast.literal_eval(found[1]) if found else None
