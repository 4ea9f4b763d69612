"""Points and comments that markers give, where nbgrader keeps those of formgrader."""

from collections.abc import Mapping

from nbgrader.api import BaseCell, Comment, Grade, select

from grading.gradebook.database import Session
from grading.gradebook.hand_mark import HandMark

_FULL_WIDTH = str.maketrans("<>&", "＜＞＆")
"""For characters that HTML knows: nbgrader's pages do not escape comments everywhere."""


def write_marks(session: Session, notebook_id: str, marks: Mapping[str, HandMark]) -> None:
    """Write marks by question id into a submitted notebook; the caller commits.

    They replace what formgrader wrote there before.
    """
    names = _cell_names(session, notebook_id, Grade)
    for question_id, mark in marks.items():
        session.execute(
            Grade.__table__.update()
            .where(Grade.__table__.c.id == names[question_id])
            .values(manual_score=float(mark.points), extra_credit=None, needs_manual_grade=False)
        )
    remarks = _cell_names(session, notebook_id, Comment)
    for question_id, mark in marks.items():
        session.execute(
            Comment.__table__.update()
            .where(Comment.__table__.c.id == remarks[question_id])
            .values(manual_comment=mark.comment.translate(_FULL_WIDTH) or None)
        )


def _cell_names(session: Session, notebook_id: str, model: type) -> dict[str, str]:
    """Return the ids of the rows of a submitted notebook by the names of their cells."""
    table, cell = model.__table__, BaseCell.__table__  # type: ignore[attr-defined]
    query = (
        select(cell.c.name, table.c.id)
        .join(cell, cell.c.id == table.c.cell_id)
        .where(table.c.notebook_id == notebook_id)
    )
    rows: list[tuple[str, str]] = session.execute(query).all()
    return dict(rows)
