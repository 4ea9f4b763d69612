"""Questions as Moodle XML, after Moodle's description (docs.moodle.org, Moodle XML format)."""

from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from quizzes.exchange.gift_out import percent
from quizzes.exchange.leaving_out import holdable
from quizzes.exchange.moodle_question import MoodleAnswer, MoodleQuestion
from quizzes.exchange.report import Exported
from quizzes.exchange.safe_xml import UNWRITABLE
from quizzes.exchange.to_moodle import moodle_fault, to_moodle
from quizzes.model import Question

GRADING = {"all_or_nothing": "ALL_OR_NOTHING", "part_marks": "RELATIVE_NEXT_EXCLUDE_LAST"}
"""The ways of marking an ordering: all or nothing, or a share for each two that follow."""


def write_moodle_xml(questions: Iterable[Question]) -> Exported:
    """Return a Moodle XML file of questions of every kind."""
    quiz = etree.Element("quiz")
    kept, left_out = holdable(questions, _fault)
    for question in kept:
        moodle, notes = to_moodle(question)
        quiz.append(_question(moodle))
        left_out += notes
    content = etree.tostring(quiz, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Exported(content, tuple(left_out))


def _fault(question: Question) -> str:
    """Say what keeps a question from being written as Moodle XML, or nothing."""
    try:
        _question(to_moodle(question)[0])
    except ValueError:
        return UNWRITABLE
    return moodle_fault(question)


def _question(moodle: MoodleQuestion) -> Any:
    element = etree.Element("question", type=_NAMES.get(moodle.kind, moodle.kind))
    _text(_child(element, "name"), moodle.name)
    _plain(element, "questiontext", moodle.stem)
    _plain(element, "generalfeedback", moodle.explanation)
    _child(element, "defaultgrade", moodle.grade)
    _child(element, "idnumber", moodle.id_number)
    _WRITERS[moodle.kind](element, moodle)
    tags = _child(element, "tags")
    for label in moodle.labels:
        _text(_child(tags, "tag"), label)
    return element


def _choices(element: Any, moodle: MoodleQuestion) -> None:
    _child(element, "single", "true" if moodle.single else "false")
    _child(element, "shuffleanswers", "true")
    _child(element, "answernumbering", "ABCD")
    _answers(element, moodle)


def _answers(element: Any, moodle: MoodleQuestion) -> None:
    for answer in moodle.answers:
        _answer(element, answer)


def _short_answers(element: Any, moodle: MoodleQuestion) -> None:
    _child(element, "usecase", "0")
    _answers(element, moodle)


def _ordering(element: Any, moodle: MoodleQuestion) -> None:
    _child(element, "layouttype", "VERTICAL")
    _child(element, "selecttype", "ALL")
    _child(element, "selectcount", "0")
    _child(element, "gradingtype", GRADING[moodle.policy])
    _child(element, "showgrading", "SHOW")
    _child(element, "numberingstyle", "none")
    _answers(element, moodle)


def _pairs(element: Any, moodle: MoodleQuestion) -> None:
    _child(element, "shuffleanswers", "true")
    for left, right in moodle.pairs:
        pair = _child(element, "subquestion")
        pair.set("format", "plain_text")
        _text(pair, left)
        _text(_child(pair, "answer"), right)


def _essay(element: Any, moodle: MoodleQuestion) -> None:
    _child(element, "responseformat", "plain")
    _child(element, "responserequired", "1")
    _child(element, "responsefieldlines", "15")
    _child(element, "attachments", "0")
    _child(element, "attachmentsrequired", "0")
    _plain(element, "graderinfo", moodle.grader)
    _plain(element, "responsetemplate", "")


def _answer(element: Any, answer: MoodleAnswer) -> None:
    child = _child(element, "answer")
    child.set("fraction", percent(answer.fraction))
    child.set("format", "plain_text")
    _text(child, answer.text)
    if answer.feedback:
        _plain(child, "feedback", answer.feedback)


def _plain(element: Any, name: str, text: str) -> None:
    child = _child(element, name)
    child.set("format", "plain_text")
    _text(child, text)


def _text(element: Any, text: str) -> None:
    _child(element, "text", text)


def _child(element: Any, name: str, text: str | None = None) -> Any:
    child = etree.SubElement(element, name)
    child.text = text
    return child


_NAMES = {"match": "matching"}
_WRITERS: dict[str, Callable[[Any, MoodleQuestion], None]] = {
    "multichoice": _choices,
    "truefalse": _answers,
    "shortanswer": _short_answers,
    "match": _pairs,
    "ordering": _ordering,
    "essay": _essay,
}
