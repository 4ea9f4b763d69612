"""Exam commands: through the running portal, else at a desk of our own under the home's lock."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from courses.clock import system_clock
from grading.home import Home, HomeInUseError
from grading.settings import read_settings
from widgets.cli.home_option import open_records
from widgets.cli.portal_call import ask_portal

Run = Callable[[str, Mapping[str, Any]], Iterable[object]]
"""Carries out a command by its name and arguments; returns ids or names."""


@dataclass(frozen=True, slots=True)
class ExamDesk:
    """What the command line asks of exams; `by` tells who does the work."""

    run: Run
    by: str

    def pending(self) -> list[str]:
        """Return the attempts that wait for their result."""
        return [str(one) for one in self.run("pending-attempts", {})]

    def unread(self) -> list[str]:
        """Return the attempts in which essays wait for a marker."""
        return [str(one) for one in self.run("unread-attempts", {})]

    def score(self, attempt_id: str) -> None:
        """Score one attempt; one that is scored stays as it is."""
        self.run("score-attempt", {"attempt": attempt_id})

    def build(self, paper_id: str) -> list[str]:
        """Draw and publish the variants of a paper; return the names of the assignments."""
        return [str(one) for one in self.run("build-paper", {"paper": paper_id})]


@contextmanager
def open_exam_desk(home: Home) -> Iterator[ExamDesk]:
    """Open the desk of a home for as long as the context lasts.

    Its methods raise what the commands raise, PortalRefusedError or PortalUnreachableError.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(home.serve_lock())
        except HomeInUseError:
            desk = ExamDesk(partial(ask_portal, home, part="found"), "由正在运行的平台完成")
        else:
            desk = ExamDesk(_own_desk(home, stack), "平台没有运行，已直接写入数据文件夹")
        yield desk


def _own_desk(home: Home, stack: ExitStack) -> Run:
    # nbgrader takes seconds to import, and other commands do without
    from grading.attempts.commands import run_exam_command  # noqa: PLC0415
    from grading.attempts.examinations import Examinations  # noqa: PLC0415
    from grading.content import read_content  # noqa: PLC0415
    from grading.gradebook.gradebook import ScoringDesk  # noqa: PLC0415
    from grading.marking.deciding import MarkingPolicy  # noqa: PLC0415

    settings = read_settings(home, os.environ)
    database = open_records(home, settings)
    stack.callback(database.close)
    database.upgrade()
    gradebook = ScoringDesk.open(home.course, database_url=settings.gradebook_url)
    stack.callback(gradebook.close)
    examinations = Examinations(
        database,
        gradebook,
        read_content(home).quizzes,
        system_clock,
        zone=ZoneInfo(settings.time_zone),
        policy=MarkingPolicy(settings.essay_markers, settings.essay_difference),
    )
    return partial(run_exam_command, examinations)
