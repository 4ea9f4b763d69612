"""The functions that every kind of question offers, under the same names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from quizzes.model import Answer, Mark, Question, StatedText

RenderOptions = tuple[str, ...]
"""Option letters in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """One kind of question.

    `check` lists what an author has to correct, in Chinese. `render` draws the input fields for the
    given order of options and the answer so far; it never shows the key. `parse_answer` reads what
    a browser or a notebook handed in and raises MalformedAnswerError. `mark` marks a parsed answer
    (None: left open) out of `points`. `answer_text` says a parsed answer in words. `stated` returns
    the texts whose figures have to be right, or wrong on purpose. `right_answer`, `wrong_answers`
    and `malformed_answers` make answers for tests; where wrong answers are many they are the near
    ones.

    `hint` tells a learner how to answer and how it is marked, "" where that is plain. `parts` are
    the lettered texts below the stem, as the author ordered them. `examples` are answers as
    notebooks write them, none where they are written as plain text. `key` is all that marking
    needs, in plain literals, and `with_key` builds as much of a question from it as marking needs.
    `by_hand` says that somebody has to read the answers: `mark` then waits for them.
    """

    label: str
    model: type[Question]
    check: Callable[[Any], list[str]]
    option_order: Callable[[Any], tuple[str, ...]]
    render: Callable[[Any, tuple[str, ...], Answer | None], Markup]
    parse_answer: Callable[[Any, object], Answer]
    mark: Callable[[Any, Answer | None, int], Mark]
    answer_text: Callable[[Any, tuple[str, ...], Answer], str]
    mistakes: Callable[[Any, tuple[str, ...], Answer | None], list[str]]
    stated: Callable[[Any], tuple[StatedText, ...]]
    right_answer: Callable[[Any], Answer]
    wrong_answers: Callable[[Any], Iterable[Answer]]
    malformed_answers: Callable[[Any], Iterable[object]]
    hint: Callable[[Any], str]
    parts: Callable[[Any], dict[str, str]]
    examples: tuple[str, ...]
    key: Callable[[Any], dict[str, Any]]
    with_key: Callable[[Mapping[str, Any]], Question]
    by_hand: bool = False
