"""A paper with essays, and people who read them."""

from collections.abc import Iterable
from pathlib import Path

from builders.content import make_paper
from builders.exams import ExamRoom, make_exam_room
from builders.people import make_person
from builders.questions import make_essay, make_single

from grading.marking.deciding import MarkingPolicy
from grading.marking.model import EssayPlace
from grading.people.model import Person, Role
from quizzes.paper import Paper

RULES = [
    {"kind": "single_choice", "count": 1, "points": 4},
    {"kind": "essay", "count": 2, "points": 6},
]


def make_essay_paper(**changes: object) -> Paper:
    """Make a paper of one choice (4 points) and two essays (6 points each), in two variants."""
    return make_paper(**({"draw": RULES, "attempts": 9} | changes))


def make_essay_room(
    folder: Path, policy: MarkingPolicy | None = None, *, prepare: bool = True, **changes: object
) -> ExamRoom:
    """Make a room with that paper."""
    pool = [
        *(make_single(id=f"sample-single-{number:03d}") for number in range(2)),
        *(make_essay(id=f"sample-essay-{number:03d}") for number in range(4)),
    ]
    paper = make_essay_paper(**changes)
    return make_exam_room(folder, paper, pool=pool, policy=policy, prepare=prepare)


def make_marker(room: ExamRoom, name: str) -> Person:
    return make_person(room.database, name, roles=frozenset({Role.INSTRUCTOR}))


def essays_of(room: ExamRoom, attempt_id: str) -> list[EssayPlace]:
    """Return the places of an attempt's essays."""
    with room.database.read() as records:
        scores = records.marking.machine_scores(attempt_id)
    return [EssayPlace(attempt_id, one.question_id) for one in scores if one.earned is None]


def read_all(
    room: ExamRoom, marker: Person, attempt_id: str, given: Iterable[str] = ("2", "1", "3")
) -> None:
    """Give the same points for every essay of an attempt."""
    for place in essays_of(room, attempt_id):
        room.examinations.marking.mark(marker, place, tuple(given), "示范评语")
