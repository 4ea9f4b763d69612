"""Learners as students of the nbgrader course."""

from nbgrader.api import Gradebook, Student, select

from grading.gradebook.database import one_transaction, reading
from grading.gradebook.names import safe_name

_FULL_WIDTH = str.maketrans("<>&\"'", "＜＞＆＂＇")


class Students:
    """Who is entered, remembered so that nobody is looked up before every hand-in.

    The whole name is the last name. Characters that HTML knows are written in full width, because
    formgrader does not escape names everywhere.
    """

    def __init__(self, gradebook: Gradebook) -> None:
        self._gradebook = gradebook
        self._shown: dict[str, str] | None = None

    def enrol(self, learner_id: str, name: str) -> None:
        """Enter a learner, or correct the name; raise UnsafeNameError."""
        safe_name("学员编号", learner_id)
        shown = "".join(c for c in name.translate(_FULL_WIDTH) if c.isprintable())
        known = self._known()
        if known.get(learner_id) != shown:
            with one_transaction(self._gradebook) as session:
                session.merge(Student(id=learner_id, last_name=shown))
            known[learner_id] = shown

    def forget(self) -> None:
        """Look again next time: somebody else has changed them."""
        self._shown = None

    def _known(self) -> dict[str, str]:
        if self._shown is None:
            with reading(self._gradebook) as session:
                # the columns alone: nbgrader's objects would add up the scores of submissions
                rows = session.execute(select(Student.id, Student.last_name)).all()
            self._shown = {row[0]: row[1] for row in rows}
        return self._shown
