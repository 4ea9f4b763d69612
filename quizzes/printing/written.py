"""Reading what somebody wrote on a printed sheet: letters and signs as they stand there."""

import unicodedata

from courses.errors import StudyError
from quizzes.kinds import kind_of
from quizzes.kinds.options import LETTERS
from quizzes.model import Answer
from quizzes.printing.sheet import PrintedQuestion

RIGHT_SIGNS = "√✓✔对是正YT1"
WRONG_SIGNS = "×✗✘错否误XNF02"
"""How people write true and false by hand, and what is quick to type for it."""

NOTHING_WRITTEN = "-—–一"
"""Dashes, also the Chinese numeral that looks like one: the place was left empty on the sheet."""

_BETWEEN = str.maketrans("", "", " 、,，.。;；/\t\u3000")


class UnreadableAnswerError(StudyError):
    """What was typed is no answer to the question at this place of the sheet."""

    def __init__(self, number: int, typed: str, wanted: str) -> None:
        super().__init__(f"第 {number} 题写的是“{typed}”：{wanted}。")
        self.number = number


def read_written(printed: PrintedQuestion, typed: str) -> Answer | None:
    """Return the answer that letters of the printed sheet stand for, None where nothing is written.

    A dash says so too. Full width, lower case, and marks between letters make no difference. Raises
    UnreadableAnswerError.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(_BETWEEN)
    if not text.strip(NOTHING_WRITTEN):
        return None
    if printed.question.kind == "true_false":
        return _sign(printed, text)
    letters = LETTERS[: len(printed.order)]
    if any(letter not in letters for letter in text) or len(set(text)) < len(text):
        raise UnreadableAnswerError(printed.number, typed, f"只能写 {letters[0]} 到 {letters[-1]}")
    if printed.question.kind == "single_choice" and len(text) > 1:
        raise UnreadableAnswerError(printed.number, typed, "单选题只能选一个")
    picked = [printed.order[letters.index(letter)] for letter in text]
    return kind_of(printed.question).parse_answer(printed.question, _given(printed, picked))


def written(printed: PrintedQuestion, answer: Answer | None) -> str:
    """Return an answer as it would be written on the printed sheet, "" for none."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return RIGHT_SIGNS[0] if answer else WRONG_SIGNS[0]
    picked = (answer,) if isinstance(answer, str) else answer
    return "".join(sorted(LETTERS[printed.order.index(option)] for option in picked))


def _sign(printed: PrintedQuestion, text: str) -> bool:
    if text in RIGHT_SIGNS:
        return True
    if text in WRONG_SIGNS:
        return False
    raise UnreadableAnswerError(printed.number, text, "判断题写 √ 或者 ×，也可以打 1 或者 0")


def _given(printed: PrintedQuestion, picked: list[str]) -> str | list[str]:
    return picked[0] if printed.question.kind == "single_choice" else picked
