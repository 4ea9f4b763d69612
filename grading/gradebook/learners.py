"""Learners as students of the nbgrader course."""

from nbgrader.api import Gradebook, Student, select

from grading.gradebook.database import one_transaction, reading
from grading.gradebook.names import safe_name

_FULL_WIDTH = str.maketrans("<>&\"'", "＜＞＆＂＇")


def enrol(gradebook: Gradebook, learner_id: str, name: str) -> None:
    """Enter a learner, or correct the name; raise UnsafeNameError.

    The whole name is the last name. Characters that HTML knows are written in full width, because
    formgrader does not escape names everywhere.
    """
    shown = "".join(c for c in name.translate(_FULL_WIDTH) if c.isprintable())
    safe_name("学员编号", learner_id)
    with reading(gradebook) as session:
        # the column alone: nbgrader's object would add up the scores of all its submissions
        known = session.execute(select(Student.last_name).where(Student.id == learner_id)).first()
        if known is not None and known[0] == shown:
            return
    with one_transaction(gradebook) as session:
        session.merge(Student(id=learner_id, last_name=shown))
