"""Sitting the short exam of the prepared home over HTTP."""

import re
from dataclasses import dataclass
from pathlib import Path

from builders.exams import right_answer, wrong_answer
from builders.portal_home import PAPER
from builders.server import Answer, Visitor, wait_until

from grading.gradebook.database import open_gradebook, reading
from grading.gradebook.points import all_points
from grading.home import Home
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from quizzes.bank import QuestionBank
from quizzes.model import Question


@dataclass(frozen=True)
class Sitting:
    """Somebody's open attempt."""

    visitor: Visitor
    attempt: str
    bank: QuestionBank

    @property
    def page(self) -> Answer:
        return self.visitor.ask(f"/exam/attempt/{self.attempt}")

    @property
    def state(self) -> dict:
        return self.visitor.ask(f"/api/attempts/{self.attempt}").json

    @property
    def questions(self) -> list[Question]:
        """The questions in the order of the page."""
        ids = re.findall(r'data-question="([^"]+)"', self.page.text)
        return [self.bank.question(question_id) for question_id in ids]

    def save(self, question_id: str, answer: object, **more: object) -> Answer:
        path = f"/api/attempts/{self.attempt}/answers/{question_id}"
        return self.visitor.ask(path, "PUT", content={"answer": answer, **more})

    def fill_in(self, *, wrong: int = 0) -> dict[str, object]:
        """Answer everything, the first so many wrongly; return what was sent."""
        sent = {}
        for number, question in enumerate(self.questions):
            answer = wrong_answer(question) if number < wrong else right_answer(question)
            sent[question.id] = list(answer) if isinstance(answer, tuple) else answer
            assert self.save(question.id, sent[question.id]).status == 200
        return sent

    def hand_in(self) -> Answer:
        return self.visitor.ask(f"/exam/attempt/{self.attempt}/hand-in", "POST")

    def result(self) -> str:
        """Wait for the result page."""
        wait_until(lambda: self.state["state"] == "scored")
        return self.visitor.ask(f"/result/{self.attempt}").text


def sit_down(visitor: Visitor, bank: QuestionBank) -> Sitting:
    """Begin the exam."""
    begun = visitor.ask(f"/exam/{PAPER}", "POST")
    assert begun.status == 302, begun.text
    return Sitting(visitor, begun.headers["Location"].rpartition("/")[2], bank)


@dataclass(frozen=True)
class Kept:
    """What both databases hold of one attempt."""

    hand_ins: int
    results: int
    result_cells: int
    submissions: int
    points: float | None
    """Points in the gradebook."""


def kept_of(root: Path, attempt: str) -> Kept:
    """Count what a home keeps of an attempt, while its portal runs or not."""
    settings = read_settings(Home(root), {})
    records = RecordsDatabase(settings.database_url)
    with records.engine.connect() as connection:
        counts = [connection.exec_driver_sql(ask, (attempt,)).scalar_one() for ask in _COUNTS]
    records.close()
    gradebook = open_gradebook(settings.gradebook_url)
    with reading(gradebook) as session:
        held = [one for one in all_points(session) if one.attempt_id == attempt]
    gradebook.close()
    points = float(sum(held[0].points.values())) if held else None
    return Kept(*counts, submissions=len(held), points=points)


_COUNTS = (
    "SELECT count(*) FROM hand_ins WHERE attempt_id = ?",
    "SELECT count(*) FROM results WHERE attempt_id = ?",
    "SELECT count(*) FROM result_cells JOIN results ON results.id = result_id WHERE attempt_id = ?",
)
