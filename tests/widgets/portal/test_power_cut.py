"""A portal that is killed during exams, and what is there when it starts again."""

import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import pytest
from builders.exams import wrong_answer
from builders.kernel_page import kernel_processes, open_page
from builders.mortal_portal import FILE_VARIABLE, RUN_MORTAL
from builders.portal_people import new_visitor
from builders.server import RunningPortal, start_portal, wait_until
from builders.sitting import Sitting, kept_of, sit_down

from quizzes.bank import QuestionBank

POINTS, QUESTIONS = 24, 5


@dataclass
class Mortal:
    """A home whose portal can be told where to die, and started again."""

    home: Path
    bank: QuestionBank
    portal: RunningPortal | None = None

    @property
    def running_or_dead(self) -> RunningPortal:
        assert self.portal is not None
        return self.portal

    @property
    def order(self) -> Path:
        return self.home.parent / "dies-at"

    def running(self) -> RunningPortal:
        """Return the portal, started again when it is dead."""
        if self.portal is None or self.portal.process.poll() is not None:
            self.portal = start_portal(
                self.home,
                environment={FILE_VARIABLE: str(self.order)},
                program=RUN_MORTAL,
            )
        return self.portal

    def sit_down(self) -> Sitting:
        """Let somebody new begin the exam."""
        return sit_down(new_visitor(self.running()), self.bank)

    def start_again(self, sitting: Sitting) -> None:
        """Start the portal, to which the same browser with the same cookie goes back."""
        sitting.visitor.address = self.running().address


@pytest.fixture(scope="module")
def mortal(
    copied_home: Callable[[Path], Path],
    tmp_path_factory: pytest.TempPathFactory,
    bank: QuestionBank,
) -> Iterator[Mortal]:
    found = Mortal(copied_home(tmp_path_factory.mktemp("mortal")), bank)
    yield found
    if found.portal is not None:
        found.portal.stop()


def test_an_exam_goes_on_after_a_power_cut_with_every_saved_answer(mortal):
    sitting = mortal.sit_down()
    sent = sitting.fill_in()
    first = sitting.questions[0]
    sitting.save(first.id, wrong_answer(first))
    before = [question.id for question in sitting.questions]
    kernel = open_page(sitting.visitor).kernel_id
    kernels = kernel_processes(mortal.running())
    mortal.running().kill()
    wait_until(lambda: not any(process.is_running() for process in kernels))

    mortal.start_again(sitting)
    assert sitting.state["answers"] == sent | {first.id: wrong_answer(first)}
    assert [question.id for question in sitting.questions] == before
    assert sitting.visitor.ask(f"/api/page/{kernel}").json == {"alive": False}
    sitting.save(first.id, sent[first.id])
    sitting.hand_in()
    assert f"{POINTS}<small>/ {POINTS} 分" in sitting.result()


@pytest.mark.parametrize("point", ["handed-in", "gradebook-committed", "result-recorded"])
def test_a_power_cut_after_the_hand_in_leaves_one_result(mortal, point):
    sitting = mortal.sit_down()
    sitting.fill_in()
    mortal.order.write_text(point)
    with suppress(OSError, HTTPException):  # no answer comes where it dies within the request
        sitting.hand_in()
    assert mortal.running_or_dead.process.wait(30) == -signal.SIGKILL
    assert not mortal.order.exists()

    mortal.start_again(sitting)
    assert f"{POINTS}<small>/ {POINTS} 分" in sitting.result()
    kept = kept_of(mortal.home, sitting.attempt)
    assert (kept.hand_ins, kept.results, kept.result_cells) == (1, 1, QUESTIONS)
    assert (kept.submissions, kept.points) == (1, POINTS)
    assert sitting.hand_in().status == 302
    assert kept_of(mortal.home, sitting.attempt) == kept
    submitted = [*(mortal.home / "course/submitted").glob("*/*/*")]
    assert not [file for file in submitted if file.suffix == ".tmp"]
