"""How often each option of a question was picked, by everybody and by the best and the weakest."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.kinds import is_read_by_marker, kind_of
from quizzes.model import Answer, ChoiceQuestion, Question, TrueFalse

COMMON_WRONG = 3
"""So many of the most frequent wrong answers are listed for questions without options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionCount:
    """One option; `upper` and `lower` are the shares of those groups that picked it, 0 to 1.

    It holds the key: it stays on the server. See `keyless_rows.variant_row` for what may leave it.
    """

    letter: str
    text: str
    is_right: bool
    picked: int
    upper: float
    lower: float


def option_counts(
    question: Question,
    answers: Mapping[str, Answer],
    upper: Mapping[str, float],
    lower: Mapping[str, float],
) -> tuple[OptionCount, ...]:
    """Count the options of a choice or a statement; other kinds have none.

    `answers` are by attempt; `upper` and `lower` say how much an attempt counts in those groups.
    """
    picked = {attempt: _picked(question, answer) for attempt, answer in answers.items()}
    counts = []
    for letter, text, is_right in _options(question):
        who = [attempt for attempt, letters in picked.items() if letter in letters]
        counts.append(
            OptionCount(
                letter=letter,
                text=text,
                is_right=is_right,
                picked=len(who),
                upper=_share(upper, who),
                lower=_share(lower, who),
            )
        )
    return tuple(counts)


def common_wrong(question: Question, wrong: Sequence[Answer]) -> tuple[tuple[str, int], ...]:
    """Return the most frequent of the wrong answers in words, for questions without options.

    Of essays, which nobody writes twice alike, there are none.
    """
    if _options(question) or is_read_by_marker(question):
        return ()
    kind = kind_of(question)
    order = kind.option_order(question)
    said = Counter(kind.answer_text(question, order, answer) for answer in wrong)
    return tuple(said.most_common(COMMON_WRONG))


def _options(question: Question) -> list[tuple[str, str, bool]]:
    if isinstance(question, ChoiceQuestion):
        return [(name, text, name in question.key) for name, text in question.options.items()]
    if isinstance(question, TrueFalse):
        return [("对", "正确", question.key), ("错", "错误", not question.key)]
    return []


def _share(group: Mapping[str, float], who: Iterable[str]) -> float:
    """Return the share of a group that these attempts make up."""
    weight = sum(group.get(attempt, 0.0) for attempt in who)
    return weight / sum(group.values())


def _picked(question: Question, answer: Answer) -> tuple[str, ...]:
    if isinstance(question, TrueFalse):
        return ("对",) if answer is True else ("错",)
    return answer if isinstance(answer, tuple) else (str(answer),)
